"""What is told of how the system is doing, and that it tells trouble."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.commitments.models import Commitment
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.registry import Registry, Schedule
from shouwen.core.jobs.service import do_next, plan_schedules
from shouwen.kit.last_backup import NOTE, last_backup, note_backup
from tests.support.api import START, Api, Caller

ROOMS = Registry()
ROOMS.schedules["test.sweep"] = Schedule("test.sweep", timedelta(hours=1), lambda _work: None)


def turn_comes(api: Api) -> datetime:
    """The turn of the hour is in the queue."""
    with api.work() as work:
        plan_schedules(work.session, work.now, rooms=ROOMS)
    return api.clock.now().replace(minute=0, second=0, microsecond=0)


def health(api: Api, who: Caller) -> dict[str, Any]:
    answer = api.get("/system/health", who)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_only_those_who_answer_for_it_are_told(api: Api) -> None:
    town = api.town()
    assert api.get("/system/health").status_code == 401
    assert api.get("/system/health", api.staff("duty_butler", town)).status_code == 403
    assert health(api, api.staff("manager", town))["version"]


def test_a_job_that_waits_is_told_with_its_age_and_a_failed_one_as_given_up(api: Api) -> None:
    chief = api.staff("system_admin", None)
    began = turn_comes(api)
    api.clock.advance(minutes=7)
    jobs = health(api, chief)["jobs"]
    assert (jobs["due"], at(jobs["oldest_due_at"]), jobs["oldest"], jobs["given_up"]) == (1, began, "test.sweep", 0)
    while do_next(api.house, rooms=ROOMS):
        pass
    nothing = {"due": 0, "oldest_due_at": None, "oldest": None, "given_up": 0}
    assert health(api, chief)["jobs"] == nothing
    with api.work() as work:
        work.session.execute(sa.update(Job).values(state=JobState.FAILED))
    assert health(api, chief)["jobs"] == nothing | {"given_up": 1}


def test_rows_without_a_seal_are_counted(api: Api) -> None:
    chief = api.staff("system_admin", None)
    town = api.town()
    api.hear(api.staff("duty_butler", town), town)
    assert health(api, chief)["journal"]["unsealed"] > 0
    api.seal()
    assert health(api, chief)["journal"]["unsealed"] == 0


def test_a_clock_that_stands_still_is_told(api: Api) -> None:
    town = api.town()
    chief = api.staff("system_admin", None)
    case = api.hear(api.staff("duty_butler", town), town)
    assert health(api, chief)["clock"]["oldest_step_due_at"] is None
    first = api.look(
        lambda session: session.scalars(
            sa.select(sa.func.min(Commitment.next_at)).where(Commitment.subject_id == UUID(case["id"]))
        ).one()
    )
    api.clock.advance(days=30)
    assert at(health(api, api.staff("system_admin", None))["clock"]["oldest_step_due_at"]) == first


def test_a_schedule_is_told_with_its_last_turn_and_the_one_that_waits(api: Api) -> None:
    chief = api.staff("system_admin", None)
    assert health(api, chief)["schedules"] == []
    first = turn_comes(api)
    while do_next(api.house, rooms=ROOMS):
        pass
    api.clock.advance(hours=1)
    second = turn_comes(api)
    [told] = health(api, chief)["schedules"]
    assert told["name"] == "test.sweep"
    assert (at(told["last_done_at"]), at(told["waiting_since"])) == (first, second)
    assert second - first == timedelta(hours=1)


def test_the_calendar_and_the_disk_are_told(api: Api) -> None:
    told = health(api, api.staff("system_admin", None))
    assert set(told["calendar"]) == {"official_through", "alarm"}
    assert told["disk_free_bytes"] > 0


def test_the_last_backup_is_told_and_none_where_none_is_known(api: Api, tmp_path: Path) -> None:
    chief = api.staff("system_admin", None)
    api.house.options = replace(api.house.options, data_dir=tmp_path)
    assert health(api, chief)["backup"] == {"last_at": None}
    note_backup(tmp_path, START)
    assert at(health(api, chief)["backup"]["last_at"]) == START
    (tmp_path / NOTE).write_text("yesterday")
    assert last_backup(tmp_path) is None
    (tmp_path / NOTE).write_text("2026-11-01T00:00:00")
    assert last_backup(tmp_path) is None
