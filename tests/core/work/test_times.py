"""Acts have their own time (api.md §15, mechanics §5): how far ahead, how long ago, in what order, with what right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest

from shouwen.core.access.actor import Actor, ActorKind, Grant, Reach
from shouwen.core.acts import (
    BackdateForbidden,
    BackdateReasonMissing,
    BeforePrevious,
    InFuture,
    Moment,
    settle,
)
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Problem
from tests.support.api import Api, Caller, Town, heard

HERE, THERE = new_id(), new_id()
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def settled(api: Api, at: datetime | None, *, reason: str | None = None, may: Any = None, **more: Any) -> Moment:
    grants = (Grant("made_up", {"cases.backdate": Reach.COMMUNITY}, may),) if may else ()
    actor = Actor(ActorKind.STAFF, new_id(), "员工", grants)
    with api.house.db.read() as session:
        work = Work(house=api.house, session=session, actor=actor, now=NOW)
        return settle(work, HERE, at, late_reason=reason, **more)


@pytest.mark.parametrize(
    ("ago", "late"),
    [
        (timedelta(), False),
        (-timedelta(minutes=2), False),
        (timedelta(minutes=10), False),
        (timedelta(minutes=10) + SECOND, True),
        (timedelta(hours=24), True),
    ],
)
def test_within_the_standard_nothing_is_asked(shared_api: Api, ago: timedelta, late: bool) -> None:
    assert settled(shared_api, NOW - ago) == Moment(NOW - ago, recorded_late=late)


def test_without_a_time_it_is_now(shared_api: Api) -> None:
    assert settled(shared_api, None) == Moment(NOW, recorded_late=False)
    assert settled(shared_api, None, not_before=NOW + SECOND).at == NOW  # who says nothing is not judged


@pytest.mark.parametrize(
    ("ago", "reason", "may", "problem"),
    [
        (-timedelta(minutes=2) - SECOND, None, HERE, InFuture),
        (timedelta(hours=24) + SECOND, None, HERE, BackdateReasonMissing),
        (timedelta(hours=24) + SECOND, "", HERE, BackdateReasonMissing),
        (timedelta(hours=24) + SECOND, None, None, BackdateReasonMissing),
        (timedelta(hours=24) + SECOND, "停电", None, BackdateForbidden),
        (timedelta(hours=24) + SECOND, "停电", THERE, BackdateForbidden),
        (timedelta(days=4000), "停电", None, BackdateForbidden),
    ],
)
def test_beyond_the_standard_it_is_refused(
    shared_api: Api, ago: timedelta, reason: str | None, may: Any, problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        settled(shared_api, NOW - ago, reason=reason, may=may)


def test_with_a_reason_and_the_right_it_may_be_old(shared_api: Api) -> None:
    long_ago = NOW - timedelta(days=30)
    assert settled(shared_api, long_ago, reason="停电", may=HERE) == Moment(long_ago, recorded_late=True)


def test_nothing_is_done_before_the_act_before_it(shared_api: Api) -> None:
    before = NOW - timedelta(minutes=5)
    assert settled(shared_api, before, not_before=before).at == before
    with pytest.raises(BeforePrevious) as caught:
        settled(shared_api, before - SECOND, not_before=before)
    assert [(error.pointer, error.code) for error in caught.value.errors] == [("/at", "at_before_previous")]


# ---------------------------------------------------------------- over HTTP


@pytest.fixture
def town(shared_api: Api) -> Town:
    return shared_api.town()


@pytest.fixture
def desk(shared_api: Api, town: Town) -> Caller:
    return shared_api.staff("duty_butler", town)


def keep_at(api: Api, who: Caller, case: dict[str, Any], at: str | datetime, **more: Any) -> httpx.Response:
    return api.act(who, case, "keep", at=at, **more)


def code(answer: httpx.Response) -> tuple[int, str, list[str]]:
    body = answer.json()
    return answer.status_code, body["code"], [error["pointer"] for error in body["errors"]]


def test_an_act_lies_between_the_one_before_it_and_now(shared_api: Api, town: Town, desk: Caller) -> None:
    case = shared_api.hear(desk, town)
    was = shared_api.clock.now()
    now = shared_api.clock.advance(minutes=30)
    assert code(keep_at(shared_api, desk, case, was - SECOND)) == (422, "house.at_before_previous", ["/at"])
    assert code(keep_at(shared_api, desk, case, now + timedelta(minutes=3))) == (422, "house.at_in_future", ["/at"])
    assert keep_at(shared_api, desk, case, now - timedelta(minutes=20)).status_code == 200
    [entry] = [row for row in shared_api.events("cases.kept") if str(row.subject_id) == case["id"]]
    assert (entry.at, entry.recorded_at) == (now - timedelta(minutes=20), now)
    assert entry.detail["late"] is True


def test_what_was_done_before_it_was_recorded_may_be_told_in_its_order(
    shared_api: Api, town: Town, desk: Caller
) -> None:
    """Recording keeps promises at the time of recording; that is no act that others must follow (FR-05)."""
    now = shared_api.clock.advance(minutes=30)
    heard_at = now - timedelta(minutes=15)
    case = shared_api.hear(desk, town, contact={"heard_at": heard_at})
    for verb, minutes in (("arrive", 10), ("respond", 8)):
        assert shared_api.act(desk, case, verb, at=now - timedelta(minutes=minutes)).status_code == 200
    before = shared_api.act(desk, case, "finish", result="已修复", at=now - timedelta(minutes=9), version=3)
    assert code(before)[1] in {"house.at_before_previous", "house.stale"}


def test_an_offset_is_an_offset(shared_api: Api, town: Town, desk: Caller) -> None:
    case = shared_api.hear(desk, town)
    now = shared_api.clock.advance(minutes=5)
    local = (now - timedelta(minutes=1)).astimezone(timezone(timedelta(hours=8)))
    assert keep_at(shared_api, desk, case, local.isoformat()).status_code == 200
    [entry] = [row for row in shared_api.events("cases.kept") if str(row.subject_id) == case["id"]]
    assert entry.at == now - timedelta(minutes=1)
    assert "late" not in entry.detail


@pytest.mark.parametrize(
    "at",
    ["2026-11-22T08:00:00", "2026-11-22", "yesterday", "2026-02-30T08:00:00Z", "1999-12-31T23:59:59Z", "", 1795334400],
)
def test_what_is_no_instant_is_malformed(shared_api: Api, town: Town, desk: Caller, at: Any) -> None:
    case = shared_api.hear(desk, town)
    assert code(keep_at(shared_api, desk, case, at)) == (422, "house.malformed", ["/at"])


def test_hearing_late_is_marked_and_hearing_very_late_needs_a_reason_and_the_right(
    shared_api: Api, town: Town, desk: Caller
) -> None:
    now, boss = shared_api.clock.now(), shared_api.staff("manager", town)

    def hear(who: Caller, ago: timedelta, **more: Any) -> httpx.Response:
        body = heard(town, contact={"heard_at": now - ago}, **more)
        return shared_api.post("/cases", who, body, key=str(new_id()))

    assert hear(desk, timedelta(minutes=5)).json()["recorded_late"] is False
    assert hear(desk, timedelta(hours=2)).json()["recorded_late"] is True
    assert code(hear(desk, -timedelta(minutes=9))) == (422, "house.at_in_future", ["/contact/heard_at"])
    assert code(hear(desk, timedelta(hours=25))) == (422, "cases.backdate", ["/late_reason"])
    assert code(hear(desk, timedelta(hours=25), late_reason="系统停机")) == (403, "cases.backdate", [])
    told = hear(boss, timedelta(hours=25), late_reason="系统停机")
    assert told.status_code == 201
    assert datetime.fromisoformat(told.json()["heard_at"]) == now - timedelta(hours=25)
    assert datetime.fromisoformat(told.json()["recorded_at"]) == now
    assert told.json()["recorded_late"] is True
    assert told.json()["number"].startswith("BX202611-")


def test_a_refused_time_changes_nothing(shared_api: Api, town: Town, desk: Caller) -> None:
    case = shared_api.hear(desk, town)
    before = len(shared_api.events())
    assert keep_at(shared_api, desk, case, "2030-01-01T00:00:00Z").status_code == 422
    assert len(shared_api.events()) == before
    assert shared_api.read(desk, case).json()["state"] == "heard"
