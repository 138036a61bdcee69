"""Who stands in for whom, on charts of every shape, circles and vacancies included."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.people.chart import (
    Chart,
    Seat,
    Step,
    Way,
    above_staff,
    choose,
    find_loop,
    for_post,
    for_staff,
    in_charge,
)

POSTS = [UUID(int=number) for number in range(1, 7)]
PEOPLE = [UUID(int=number) for number in range(101, 109)]
OLD, YOUNG, BOSS, OTHER_BOSS, DEPUTY, ADMIN = PEOPLE[:6]

some_people = st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True).map(tuple)
a_post = st.none() | st.sampled_from(POSTS)
charts = st.builds(
    Chart,
    st.dictionaries(st.sampled_from(POSTS), st.builds(Seat, a_post, a_post, some_people)),
    st.frozensets(st.sampled_from(PEOPLE)),
    some_people,
    some_people,
)


def up(chart: Chart, posts: Iterable[UUID | None]) -> set[UUID]:
    """These posts and all above them, worked out in another way than the one under test."""
    found = {post for post in posts if post is not None and post in chart.seats}
    while True:
        more = {above for post in found if (above := chart.seats[post].superior_id) in chart.seats and above}
        if more <= found:
            return found
        found |= more


def people(chart: Chart, posts: set[UUID]) -> set[UUID]:
    """Who holds these posts, or deputises for them."""
    deputies = {chart.seats[post].deputy_id for post in posts} & set(chart.seats)
    return {who for post in posts | deputies if post for who in chart.seats[post].holders}


def charged(chart: Chart) -> set[UUID]:
    posts = [post for post in POSTS if post in chart.seats and set(chart.seats[post].holders) & set(chart.managers)]
    deputies = {chart.seats[post].deputy_id for post in posts} & set(chart.seats)
    stand_ins = {who for post in deputies if post for who in chart.seats[post].holders}
    above = up(chart, [chart.seats[post].superior_id for post in posts])
    return set(chart.managers) | stand_ins | people(chart, above) | set(chart.administrators)


def answer(chart: Chart, steps: Iterable[Step]) -> UUID | None:
    chosen = choose(chart, steps)
    return chosen.staff_id if chosen else None


def is_right(chart: Chart, found: UUID | None, entitled: set[UUID]) -> bool:
    """That somebody entitled was found, and nobody who is away while somebody entitled is there."""
    if found is None:
        return not entitled
    return found in entitled and (found not in chart.away or entitled <= chart.away)


@given(charts, st.sampled_from(POSTS))
def test_a_post_is_always_answered_for_by_somebody_there(chart: Chart, post_id: UUID) -> None:
    entitled = people(chart, up(chart, [post_id])) | charged(chart)
    assert is_right(chart, answer(chart, for_post(chart, post_id)), entitled)


@given(charts, st.sampled_from(PEOPLE))
def test_a_person_is_always_answered_for_by_somebody_there(chart: Chart, staff_id: UUID) -> None:
    entitled = {staff_id} | people(chart, up(chart, chart.posts_of(staff_id))) | charged(chart)
    found = answer(chart, for_staff(chart, staff_id))
    assert is_right(chart, found, entitled)
    if staff_id not in chart.away:
        assert found == staff_id


@given(charts, st.sampled_from(PEOPLE))
def test_nobody_is_their_own_superior(chart: Chart, staff_id: UUID) -> None:
    above = [chart.seats[post].superior_id for post in chart.posts_of(staff_id)]
    entitled = (people(chart, up(chart, above)) | charged(chart)) - {staff_id}
    chosen = choose(chart, above_staff(chart, staff_id), but_not=[staff_id])
    assert is_right(chart, chosen.staff_id if chosen else None, entitled)


@given(charts, st.sampled_from(PEOPLE))
def test_the_way_up_has_an_end(chart: Chart, staff_id: UUID) -> None:
    widest = sum(len(seat.holders) or 1 for seat in chart.seats.values())
    most = (len(PEOPLE) + 2) * 2 * (len(POSTS) + 1) * (widest + 1)
    assert len(list(for_staff(chart, staff_id))) <= most


@given(st.dictionaries(st.sampled_from(POSTS), a_post), st.sampled_from(POSTS))
def test_a_loop_is_found_exactly_when_the_way_leads_back(next_of: dict[UUID, UUID | None], start: UUID) -> None:
    visited, here = [], next_of.get(start)
    for _ in POSTS:
        visited.append(here)
        here = next_of.get(here) if here else None
    loop = find_loop(next_of, start)
    assert bool(loop) is (start in visited)
    if loop:
        assert loop[0] == loop[-1] == start
        assert len(set(loop[:-1])) == len(loop) - 1
        assert all(next_of[one] == other for one, other in pairwise(loop))


# ---------------------------------------------------------------- in which order

DESK, HEAD, DEPUTY_HEAD, TOP = POSTS[:4]


def village(away: set[UUID]) -> Chart:
    """A desk for two under a head with a deputy, a top post held by the manager, an administrator."""
    known = {
        DESK: Seat(HEAD, None, (OLD, YOUNG)),
        HEAD: Seat(TOP, DEPUTY_HEAD, (BOSS,)),
        DEPUTY_HEAD: Seat(HEAD, None, (DEPUTY,)),
        TOP: Seat(None, None, (OTHER_BOSS,)),
    }
    return Chart(known, frozenset(away), managers=(OTHER_BOSS,), administrators=(ADMIN,))


def ways(away: set[UUID], staff_id: UUID) -> tuple[UUID, Way]:
    chart = village(away)
    chosen = choose(chart, for_staff(chart, staff_id))
    assert chosen
    return chosen.staff_id, chosen.way


def test_deputy_before_superior_before_manager_before_administrator() -> None:
    assert ways(set(), BOSS) == (BOSS, Way.NAMED)
    assert ways({BOSS}, BOSS) == (DEPUTY, Way.DEPUTY)
    assert ways({BOSS, DEPUTY}, BOSS) == (OTHER_BOSS, Way.SUPERIOR)
    assert ways({BOSS, DEPUTY, OTHER_BOSS}, BOSS) == (ADMIN, Way.ADMINISTRATOR)


def test_a_colleague_on_the_same_post_before_the_post_above() -> None:
    assert ways({OLD}, OLD) == (YOUNG, Way.COLLEAGUE)
    assert ways({OLD, YOUNG}, OLD) == (BOSS, Way.SUPERIOR)
    assert ways({OLD, YOUNG, BOSS}, OLD) == (DEPUTY, Way.DEPUTY)


def test_with_everybody_away_the_one_named_is_still_named() -> None:
    assert ways(set(PEOPLE), OLD) == (OLD, Way.NAMED)


def test_the_deputy_of_the_manager_has_the_powers_of_the_manager() -> None:
    """PC-07."""
    chart = Chart({TOP: Seat(None, DEPUTY_HEAD, (BOSS,)), DEPUTY_HEAD: Seat(TOP, None, (DEPUTY,))}, frozenset({BOSS}))
    chart = Chart(chart.seats, chart.away, managers=(BOSS,), administrators=(ADMIN,))
    assert choose(chart, in_charge(chart)) == (Way.DEPUTY, DEPUTY_HEAD, DEPUTY)


def test_a_vacant_post_is_a_step_but_no_answer() -> None:
    chart = Chart({DESK: Seat(HEAD, None, ()), HEAD: Seat(None, None, (BOSS,))})
    assert list(for_post(chart, DESK)) == [Step(Way.NAMED, DESK, None), Step(Way.SUPERIOR, HEAD, BOSS)]
    assert answer(chart, for_post(chart, DESK)) == BOSS
