"""Whatever the clock says, the desk works: leap days, turns of the year, a clock set back, a year not published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.tick import tick
from shouwen.core.worktime.rules import CHINA
from shouwen.kit.clock import FileClock
from tests.support.api import Api, StandingClock

COMPLAINT: dict[str, Any] = {"kind": "complaint", "complaint": {"class": "property"}, "title": "楼道堆物"}
KEY = "complaint.finish.general"  # three working days
FIRST_UNKNOWN = 2027


@pytest.fixture
def clock_file(api: Api, tmp_path: Path) -> Iterator[Path]:
    """The file that sets the clock of the house, as in a sandbox."""
    path = tmp_path / "clock"
    path.write_text("+0s")
    clock = FileClock(path)
    api.house.clock = clock
    api.clock = cast("StandingClock", clock)
    yield path
    path.unlink()


def hear(api: Api) -> tuple[dict[str, Any], list[Commitment]]:
    """A complaint heard by somebody who has just come in, with its promises."""
    town = api.town()
    case = api.hear(api.staff("supervisor", town), town, **COMPLAINT)
    rows = sa.select(Commitment).where(Commitment.subject_id == UUID(case["id"]))
    return case, list(api.look(lambda session: session.scalars(rows).all()))


def check(promises: list[Commitment], now: datetime) -> None:
    """No promise is due before it began, and those on working days say what they hang on."""
    assert len(promises) > 1
    for promise in promises:
        assert promise.base_at <= promise.due_at
        assert now - timedelta(seconds=60) <= promise.base_at <= now + timedelta(seconds=60)
        first = promise.base_at.astimezone(CHINA).date() + timedelta(days=1)
        last = promise.due_at.astimezone(CHINA).date()
        unsure = promise.unit == "wd" and any(year >= FIRST_UNKNOWN for year in (first.year, last.year))
        assert promise.provisional is unsure


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2028-02-29T10:00:00+08:00", "2028-03-03 23:59:59"),
        ("2028-02-28T23:59:59+08:00", "2028-03-02 23:59:59"),
        ("2026-12-31T23:59:59+08:00", "2027-01-06 23:59:59"),  # New Year's Day, a weekend, three days
        ("2026-12-31T15:59:59Z", "2027-01-06 23:59:59"),
        ("2026-12-31T16:00:00Z", "2027-01-06 23:59:59"),  # 2027 in China
        ("2027-01-31T10:00:00+08:00", "2027-02-03 23:59:59"),
        ("2028-12-31T12:00:00+08:00", "2029-01-04 23:59:59"),
        ("2099-12-30T12:00:00+08:00", "2100-01-05 23:59:59"),
        ("2026-11-23T12:00:00+08:00", "2026-11-26 23:59:59"),
    ],
)
def test_a_case_at_an_awkward_time(api: Api, clock_file: Path, at: str, due: str) -> None:
    clock_file.write_text(at)
    case, promises = hear(api)
    check(promises, datetime.fromisoformat(at))
    [promise] = [one for one in promises if one.key == KEY]
    assert f"{promise.due_at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}" == due
    assert datetime.fromisoformat(case["heard_at"]) == datetime.fromisoformat(at)


@pytest.mark.parametrize("offset", ["-2h", "+400d", "+1500d"])
def test_a_clock_that_is_wrong(api: Api, clock_file: Path, offset: str) -> None:
    clock_file.write_text(offset)
    _, promises = hear(api)
    check(promises, api.house.clock.now())
    years = api.get("/calendar/years", api.staff("manager", None))
    assert years.status_code == 200
    assert years.json()["coverage"]["alarm"] or not offset.startswith("+")
    assert tick(api.house) >= 0


def test_a_clock_set_back_rings_nothing_twice(api: Api, clock_file: Path) -> None:
    clock_file.write_text("2026-11-23T12:00:00+08:00")
    hear(api)
    clock_file.write_text("2026-12-31T12:00:00+08:00")
    assert tick(api.house) > 0
    rung = len(api.events("commitments.warned", "commitments.fell_due", "commitments.escalated"))
    assert rung > 3
    clock_file.write_text("2026-11-23T10:00:00+08:00")
    assert tick(api.house) == 0
    _, promises = hear(api)
    check(promises, datetime(2026, 11, 23, 2, tzinfo=UTC))
    clock_file.write_text("2026-11-23T10:00:00+08:00")
    assert tick(api.house) == 0
    assert len(api.events("commitments.warned", "commitments.fell_due", "commitments.escalated")) == rung
