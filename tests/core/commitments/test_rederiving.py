"""A published year: provisional promises are due anew and judged anew, each with old and new; official ones stay."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.acts import Moment
from shouwen.core.commitments import reactions, rederiving
from shouwen.core.commitments.models import Commitment, Ring
from shouwen.core.commitments.rules import CommitmentState, Step, Steps, next_step, steps_of
from shouwen.core.commitments.service import Birth, keep, make
from shouwen.core.commitments.tick import tick
from shouwen.core.subjects.models import Subject
from shouwen.core.worktime.rules import CHINA
from tests.core.worktime.years import notice_2027
from tests.support.api import Api, Caller, Town

KEY = "complaint.finish.general"  # three working days
OFFICIAL: dict[str, Any] = {"is_official": True, "days": notice_2027()}
COMPLAINT: dict[str, Any] = {"kind": "complaint", "complaint": {"class": "property"}, "title": "楼道堆物"}


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA).astimezone(UTC)


# Heard on Wednesday 3 February 2027. By the law alone 5 to 8 February are off, and it is due on the 10th; by the notice
# Spring Festival lasts to the 12th, and it is due on the 16th.
HEARD, GUESSED, PUBLISHED = china("2027-02-03 09:00"), china("2027-02-10 23:59:59"), china("2027-02-16 23:59:59")
# Heard on Friday 29 January: the notice has Sunday 31 January worked, and it is due a day earlier.
EARLY, EARLY_GUESSED, EARLY_PUBLISHED = (
    china("2027-01-29 09:00"),
    china("2027-02-03 23:59:59"),
    china("2027-02-02 23:59:59"),
)


@pytest.fixture
def town(api: Api) -> Town:
    return api.town()


@pytest.fixture
def desk(api: Api, town: Town) -> Caller:
    return complaining(api, town, HEARD)


def complaining(api: Api, town: Town, at: datetime) -> Caller:
    """Somebody at the desk at this time."""
    api.clock.at = at
    return api.staff("supervisor", town)


def publish(api: Api, *, version: int = 0, body: Any = None) -> None:
    admin = api.staff("system_admin", None)
    answer = api.send("PUT", "/calendar/years/2027", admin, body=body or OFFICIAL, version=version)
    assert answer.status_code == 200, answer.text


def settle(api: Api) -> int:
    """Seals and works until nothing is left; answers how many jobs there were."""
    jobs = 0
    while api.seal():
        jobs += api.do_jobs()
    return jobs


def heard(api: Api, desk: Caller, town: Town, **more: Any) -> dict[str, Any]:
    return api.hear(desk, town, **COMPLAINT, **more)


def promise_of(api: Api, case: dict[str, Any], key: str = KEY) -> Commitment:
    rows = sa.select(Commitment).where(Commitment.subject_id == UUID(case["id"]), Commitment.key == key)
    return api.look(lambda session: session.scalars(rows).one())


def change(api: Api, promise: Commitment, **values: Any) -> None:
    with api.work() as work:
        work.session.execute(sa.update(Commitment).where(Commitment.id == promise.id).values(values))


# ---------------------------------------------------------------- open promises


def test_an_open_promise_is_due_anew(api: Api, town: Town, desk: Caller) -> None:
    case = heard(api, desk, town)
    before = promise_of(api, case)
    assert (before.due_at, before.provisional, before.calendar_version) == (GUESSED, True, 0)
    publish(api)
    settle(api)
    after = promise_of(api, case)
    assert (after.due_at, after.provisional, after.calendar_version) == (PUBLISHED, False, 1)
    expected = steps_of(HEARD, PUBLISHED, None, warn_bp=8000, climb_bp=5000)
    assert after.steps == expected
    assert (after.state, after.next_at, after.rung) == (CommitmentState.OPEN, expected.warn_at, 0)
    [entry] = [one for one in api.events("commitments.rederived") if one.detail["key"] == KEY]
    assert entry.detail == {
        "commitment_id": str(after.id),
        "key": KEY,
        "due_before": GUESSED.isoformat(),
        "due_after": PUBLISHED.isoformat(),
        "before": "open",
        "after": "open",
    }
    assert (entry.subject_id, entry.community_id) == (UUID(case["id"]), town.id)


def test_what_the_api_says_of_it(api: Api, town: Town, desk: Caller) -> None:
    case = heard(api, desk, town)
    said = [api.get(f"/commitments?subject_id={case['id']}&key={KEY}", desk).json()["data"][0]]
    publish(api)
    settle(api)
    said.append(api.get(f"/commitments/{said[0]['id']}", desk).json())
    assert [
        (one["provisional"], datetime.fromisoformat(one["due_at"]), one["why"]["calendar_version"]) for one in said
    ] == [
        (True, GUESSED, 0),
        (False, PUBLISHED, 1),
    ]


def test_it_may_be_due_earlier(api: Api, town: Town) -> None:
    case = heard(api, complaining(api, town, EARLY), town)
    assert promise_of(api, case).due_at == EARLY_GUESSED
    publish(api)
    settle(api)
    assert promise_of(api, case).due_at == EARLY_PUBLISHED


def test_one_that_did_not_move_is_no_longer_provisional(api: Api, town: Town) -> None:
    case = heard(api, complaining(api, town, china("2027-03-01 09:00")), town)
    publish(api)
    settle(api)
    promise = promise_of(api, case)
    assert (promise.due_at, promise.provisional) == (china("2027-03-04 23:59:59"), False)
    assert [
        entry.detail["due_before"] == entry.detail["due_after"] for entry in api.events("commitments.rederived")
    ] == [True]


def test_promises_that_hang_on_no_calendar_and_official_ones_never_move(api: Api, town: Town, desk: Caller) -> None:
    case = heard(api, desk, town)
    publish(api)
    later = heard(api, desk, town)
    settle(api)
    rows = sa.select(Commitment.key, Commitment.due_at).where(Commitment.subject_id == UUID(case["id"]))
    moved = {entry.detail["key"] for entry in api.events("commitments.rederived")}
    assert moved == {KEY}
    assert len(api.look(lambda session: session.execute(rows).all())) > 1
    assert promise_of(api, later).due_at == PUBLISHED
    company = {"on": "2027-02-15", "is_workday": False, "festival": "company"}
    publish(api, version=1, body=OFFICIAL | {"days": [*OFFICIAL["days"], company]})
    settle(api)
    assert promise_of(api, later).due_at == promise_of(api, case).due_at == PUBLISHED
    assert promise_of(api, heard(api, desk, town)).due_at == china("2027-02-17 23:59:59")


def test_a_promise_over_another_year_is_left_alone(api: Api, town: Town) -> None:
    case = heard(api, complaining(api, town, china("2027-12-31 09:00")), town)
    before = promise_of(api, case)
    publish(api)
    settle(api)
    after = promise_of(api, case)
    assert (after.provisional, after.due_at) == (True, before.due_at)
    assert api.events("commitments.rederived") == []


def test_a_promise_over_two_unpublished_years_stays_provisional(api: Api, town: Town) -> None:
    case = heard(api, complaining(api, town, china("2027-12-30 09:00")), town)
    publish(api)
    settle(api)
    assert promise_of(api, case).provisional is True


def test_only_promises_counted_over_the_turn_of_the_year_hang_on_both(api: Api, town: Town) -> None:
    case = heard(api, complaining(api, town, china("2026-12-30 09:00")), town)
    assert promise_of(api, case).provisional is True
    publish(api)
    settle(api)
    promise = promise_of(api, case)
    assert (promise.provisional, promise.due_at) == (False, china("2027-01-05 23:59:59"))


# ---------------------------------------------------------------- judged promises


@pytest.mark.parametrize(
    ("at", "done", "before", "after"),
    [
        (HEARD, "2027-02-15 10:00", "late", "kept"),
        (HEARD, "2027-02-09 10:00", "kept", "kept"),
        (HEARD, "2027-02-18 10:00", "late", "late"),
        (EARLY, "2027-02-03 10:00", "kept", "late"),
        (EARLY, "2027-02-02 10:00", "kept", "kept"),
    ],
)
def test_a_judged_promise_is_judged_anew(
    api: Api, town: Town, at: datetime, done: str, before: str, after: str
) -> None:
    desk = complaining(api, town, at)
    case = heard(api, desk, town)
    api.act(desk, case, "keep")
    api.clock.at = china(done)
    assert api.act(desk, case, "finish", result="已清理", preventive_measure="每日巡查").status_code == 200
    assert promise_of(api, case).state == before
    judged_at = promise_of(api, case).judged_at
    api.clock.at += timedelta(hours=1)
    publish(api)
    settle(api)
    promise = promise_of(api, case)
    assert (promise.state, promise.kept_at) == (after, china(done))
    assert (promise.judged_at == judged_at) is (before == after)
    assert promise.next_at is None
    [entry] = [one for one in api.events("commitments.rederived") if one.detail["key"] == KEY]
    assert (entry.detail["before"], entry.detail["after"]) == (before, after)


def test_who_keeps_it_while_it_moves_is_judged_by_where_it_went(api: Api, town: Town, desk: Caller) -> None:
    case = heard(api, desk, town)
    publish(api)
    done = china("2027-02-15 10:00")

    def keep_it() -> None:
        with api.work() as work:
            subject = work.session.scalars(sa.select(Subject).where(Subject.id == UUID(case["id"]))).one()
            keep(work, subject, [KEY], Moment(done, recorded_late=False))

    api.clock.at = done
    with ThreadPoolExecutor(1) as other:
        with api.work() as work:
            rederiving.rederive_batch(work, town.id, 2027, None)
            work.session.flush()
            keeping = other.submit(keep_it)
            time.sleep(0.5)
            assert not keeping.done()
        keeping.result(timeout=60)
    assert promise_of(api, case).state == "kept"


@pytest.mark.parametrize("state", ["missed", "waived", "excused"])
def test_what_ended_otherwise_keeps_its_end(api: Api, town: Town, desk: Caller, state: str) -> None:
    case = heard(api, desk, town)
    reason = {"waived": {"waive_reason": "voided"}, "excused": {"excuse_reason": "resident_away"}}.get(state, {})
    change(api, promise_of(api, case), state=state, next_at=None, judged_at=HEARD, **reason)
    publish(api)
    settle(api)
    promise = promise_of(api, case)
    assert (promise.state, promise.due_at, promise.judged_at, promise.next_at) == (state, PUBLISHED, HEARD, None)


# ---------------------------------------------------------------- what has rung


def test_a_promise_that_fell_due_too_early_is_not_overdue_any_more_and_rings_nothing_twice(
    api: Api, town: Town, desk: Caller
) -> None:
    case = heard(api, desk, town)
    api.clock.at = GUESSED + timedelta(seconds=1)
    tick(api.house)
    assert promise_of(api, case).rung == 2
    publish(api)
    settle(api)
    promise = promise_of(api, case)
    assert (promise.state, promise.rung, promise.next_at) == (CommitmentState.OPEN, 2, promise.climb_at)
    shown = api.get(f"/commitments?subject_id={case['id']}&key={KEY}", complaining(api, town, api.clock.at)).json()
    assert shown["data"][0]["overdue"] is False
    api.clock.at = PUBLISHED + timedelta(days=30)
    tick(api.house)
    rows = sa.select(Ring.step).where(Ring.commitment_id == promise.id)
    assert sorted(api.look(lambda session: session.scalars(rows).all())) == sorted([Step.WARN, Step.DUE, Step.CLIMB])


def test_a_promise_due_earlier_rings_at_once(api: Api, town: Town) -> None:
    case = heard(api, complaining(api, town, EARLY), town)
    api.clock.at = EARLY_PUBLISHED + timedelta(hours=1)
    tick(api.house)
    assert promise_of(api, case).rung == 1
    publish(api)
    settle(api)
    tick(api.house)
    assert promise_of(api, case).rung == 2


def test_a_silent_promise_stays_silent(api: Api, town: Town, desk: Caller) -> None:
    case = heard(api, desk, town)
    change(api, promise_of(api, case), next_at=None)
    publish(api)
    settle(api)
    promise = promise_of(api, case)
    assert (promise.due_at, promise.next_at) == (PUBLISHED, None)


HOURS = st.integers(0, 400).map(lambda hours: timedelta(hours=hours))


@given(span=HOURS, lapse=st.none() | HOURS, again=HOURS, rung=st.integers(0, 4))
def test_steps_already_taken_come_first_wherever_it_moves(
    span: timedelta, lapse: timedelta | None, again: timedelta, rung: int
) -> None:
    lapses_at = None if lapse is None else HEARD + lapse
    old = steps_of(HEARD, HEARD + span, lapses_at, warn_bp=8000, climb_bp=5000)
    fresh = steps_of(HEARD, HEARD + again, lapses_at, warn_bp=8000, climb_bp=5000)
    taken = [step for _, step in old.in_order()[:rung]]
    if Step.LAPSE in taken:
        return  # it is missed, and rings no more
    new = rederiving.moved(old, rung, fresh)
    assert {step for _, step in new.in_order()[: len(taken)]} == set(taken)
    assert new.due_at == fresh.due_at
    ahead = [step for _, step in new.in_order()[len(taken) :]]
    assert sorted([*taken, *ahead]) == sorted(step for _, step in old.in_order())
    if lapses_at and lapses_at >= old.due_at:
        assert new.lapses_at is not None
        assert new.lapses_at >= new.due_at
    if not taken:
        assert new == Steps(fresh.warn_at, fresh.due_at, fresh.climb_at, new.lapses_at)
    assert next_step(new, len(taken)) == (new.in_order()[len(taken)][0] if ahead else None)


# ---------------------------------------------------------------- batches, twice, and what was overlooked


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rederiving, "BATCH", 3)


def test_many_are_done_in_batches_a_job_each(api: Api, town: Town, desk: Caller, small_batches: None) -> None:
    other = api.town()
    cases = [heard(api, desk, town) for _ in range(7)]
    cases.append(heard(api, complaining(api, other, HEARD), other))
    api.town()
    publish(api)
    settle(api)
    assert {promise_of(api, case).due_at for case in cases} == {PUBLISHED}
    assert len(api.events("commitments.rederived")) == 8
    told = api.events("commitments.calendar_changed")
    assert [entry.community_id for entry in told].count(town.id) == 3
    assert [entry.community_id for entry in told].count(other.id) == 1
    assert len(told) == 4


def test_doing_it_twice_changes_nothing_more(api: Api, town: Town, desk: Caller) -> None:
    case = heard(api, desk, town)
    publish(api)
    settle(api)
    [told] = api.events("commitments.calendar_changed")
    [published] = api.events("worktime.year_published")
    before = promise_of(api, case)
    with api.work() as work:
        reactions.rederive(work, told.id)
        reactions.spread_calendar(work, published.id)
    assert settle(api) == 0
    assert promise_of(api, case).steps == before.steps
    assert len(api.events("commitments.rederived", "commitments.calendar_changed")) == 2


def test_one_that_was_made_on_the_old_calendar_while_the_year_was_published_is_found(
    api: Api, town: Town, desk: Caller
) -> None:
    case = heard(api, desk, town)
    with api.work() as slow:
        subject = slow.session.scalars(sa.select(Subject).where(Subject.id == UUID(case["id"]))).one()
        late = make(slow, subject, Birth(key=KEY, base="heard_at", base_at=HEARD, staff_id=desk.id, slot="late"))
        assert late is not None
        late_id = late.id
    publish(api)
    with api.work() as work:  # as if it were kept only after its community had been told
        work.session.execute(sa.update(Commitment).where(Commitment.id == late_id).values(provisional=False))
    settle(api)
    with api.work() as work:
        work.session.execute(sa.update(Commitment).where(Commitment.id == late_id).values(provisional=True))
    with api.work() as work:
        reactions.sweep_calendar(work)
    assert settle(api) == 1
    rows = sa.select(Commitment.due_at).where(Commitment.id == late_id, sa.not_(Commitment.provisional))
    assert api.look(lambda session: session.scalars(rows).all()) == [PUBLISHED]
    with api.work() as work:
        reactions.sweep_calendar(work)
    assert settle(api) == 0


def test_the_sweep_leaves_what_is_rightly_provisional(api: Api, town: Town, desk: Caller) -> None:
    heard(api, desk, town)
    with api.work() as work:
        reactions.sweep_calendar(work)
        assert not work.journalled
