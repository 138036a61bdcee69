"""The chart at an instant, and who stands in for whom in it. Pure: what is looked up stands in `queries.py`.

Somebody who is away is stood in for by the deputy of their post, else by a colleague on the same post, else by the
post above and its deputy, and so on up; at the top by the manager or their deputy (PC-07), last by an administrator.
A post without anybody there is answered for in the same way. Every post is climbed once: a circle in the chart, which
`service` refuses to write, could not hang this either.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, zip_longest
from typing import Final, NamedTuple
from uuid import UUID


class Way(StrEnum):
    """By what right somebody comes into question."""

    NAMED = "named"
    DEPUTY = "deputy"
    COLLEAGUE = "colleague"
    SUPERIOR = "superior"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post at the instant: its place in the chart, and who holds it, the longest-serving first."""

    superior_id: UUID | None = None
    deputy_id: UUID | None = None
    holders: tuple[UUID, ...] = ()


class Step(NamedTuple):
    """Somebody looked at on the way to an answer; without `staff_id` a post that nobody holds."""

    way: Way
    post_id: UUID | None
    staff_id: UUID | None


class Chosen(NamedTuple):
    """The step at which somebody was found."""

    way: Way
    post_id: UUID | None
    staff_id: UUID


class Rung(NamedTuple):
    """A post and its deputy post: one height of the chart."""

    post_id: UUID
    deputy_id: UUID | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The posts of a community with their holders, who is away, and who is in charge, the longest-serving first.

    Those who have left and are named nevertheless are `left`: it never comes to them, not even with all others away.
    """

    seats: Mapping[UUID, Seat]
    away: frozenset[UUID] = frozenset()
    managers: tuple[UUID, ...] = ()
    administrators: tuple[UUID, ...] = ()
    left: frozenset[UUID] = frozenset()

    def posts_of(self, staff_id: UUID) -> list[UUID]:
        """The posts somebody holds."""
        return [post_id for post_id, seat in self.seats.items() if staff_id in seat.holders]


_NOBODY: Final = Seat()
_NOWHERE: Final = UUID(int=0)


def for_staff(chart: Chart, staff_id: UUID) -> Iterator[Step]:
    """Who answers for a person: themselves, then the deputies of their posts, colleagues there, and upwards."""
    yield Step(Way.NAMED, None, staff_id)
    posts = chart.posts_of(staff_id)
    for post_id in posts:
        yield from _held(chart, Way.DEPUTY, chart.seats[post_id].deputy_id)
    for post_id in posts:
        yield from (step for step in _held(chart, Way.COLLEAGUE, post_id) if step.staff_id != staff_id)
    yield from above_staff(chart, staff_id)


def for_post(chart: Chart, post_id: UUID) -> Iterator[Step]:
    """Who answers for a post: its holders, its deputy, and upwards."""
    yield from _held(chart, Way.NAMED, post_id)
    yield from _held(chart, Way.DEPUTY, chart.seats.get(post_id, _NOBODY).deputy_id)
    yield from _up(chart, [post_id])
    yield from in_charge(chart)


def above_staff(chart: Chart, staff_id: UUID) -> Iterator[Step]:
    """Who stands above a person: the posts over theirs with their deputies, then whoever is in charge."""
    yield from _up(chart, chart.posts_of(staff_id))
    yield from in_charge(chart)


def higher(
    chart: Chart, *, staff_id: UUID | None = None, post_id: UUID | None = None, heights: int | None
) -> Iterator[Step]:
    """Whoever stands so many heights above a person or a post, and upwards from there; None: whoever is in charge.

    At 0 it is the one named. Where the chart has no such height it comes to whoever is in charge (SH-11).
    """
    if heights == 0:
        yield from for_staff(chart, staff_id) if staff_id is not None else for_post(chart, post_id or _NOWHERE)
    elif heights is None:
        yield from in_charge(chart)
    else:
        posts = chart.posts_of(staff_id) if staff_id is not None else [post_id or _NOWHERE]
        yield from _up(chart, posts, skipped=heights - 1)
        yield from in_charge(chart)


def in_charge(chart: Chart) -> Iterator[Step]:
    """The managers, whoever stands in for them, the administrators."""
    for staff_id in chart.managers:
        yield Step(Way.MANAGER, None, staff_id)
    posts = [post_id for staff_id in chart.managers for post_id in chart.posts_of(staff_id)]
    for post_id in posts:
        yield from _held(chart, Way.DEPUTY, chart.seats[post_id].deputy_id)
    yield from _up(chart, posts)
    for staff_id in chart.administrators:
        yield Step(Way.ADMINISTRATOR, None, staff_id)


def choose(chart: Chart, steps: Iterable[Step], but_not: Collection[UUID] = ()) -> Chosen | None:
    """The first who is there; when nobody is, the first of those away; None when there is nobody but `but_not`."""
    first = None
    for step in steps:
        if step.staff_id is None or step.staff_id in but_not or step.staff_id in chart.left:
            continue
        chosen = Chosen(step.way, step.post_id, step.staff_id)
        if step.staff_id not in chart.away:
            return chosen
        first = first or chosen
    return first


def climb(chart: Chart, post_id: UUID | None) -> Iterator[Rung]:
    """The post and those above it, each with its deputy, each once."""
    climbed: set[UUID] = set()
    while post_id is not None and post_id in chart.seats and post_id not in climbed:
        climbed.add(post_id)
        seat = chart.seats[post_id]
        yield Rung(post_id, seat.deputy_id)
        post_id = seat.superior_id


def find_loop(next_of: Mapping[UUID, UUID | None], start: UUID) -> list[UUID]:
    """The circle that leads from `start` back to it, beginning and ending there; empty when there is none."""
    path, here = [start], next_of.get(start)
    while here is not None and here not in path:
        path.append(here)
        here = next_of.get(here)
    return [*path, start] if here == start else []


def _up(chart: Chart, posts: Iterable[UUID], *, skipped: int = 0) -> Iterator[Step]:
    """The posts above these, one height of all of them before the next; the lowest heights may be skipped."""
    ladders = [climb(chart, chart.seats.get(post_id, _NOBODY).superior_id) for post_id in posts]
    for rungs in islice(zip_longest(*ladders), skipped, None):
        at_this_height = [rung for rung in rungs if rung is not None]
        for rung in at_this_height:
            yield from _held(chart, Way.SUPERIOR, rung.post_id)
        for rung in at_this_height:
            yield from _held(chart, Way.DEPUTY, rung.deputy_id)


def _held(chart: Chart, way: Way, post_id: UUID | None) -> Iterator[Step]:
    seat = chart.seats.get(post_id) if post_id is not None else None
    if seat is None:
        return
    for staff_id in seat.holders or (None,):
        yield Step(way, post_id, staff_id)
