"""What nobody attached is forgotten after 24 hours, and its bytes after it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from shouwen.core.files.models import File
from shouwen.core.files.rules import folders_of_hour
from shouwen.core.files.service import purge_unlinked, sweep_bytes
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work
from shouwen.rooms import furniture
from tests.core.files.conftest import PDF, Desk


def files_left(desk: Desk) -> set[str]:
    return desk.api.look(lambda session: {str(file_id) for file_id in session.scalars(sa.select(File.id))})


def bytes_left(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "files").rglob("*") if path.is_file()}


def do(desk: Desk, deed: Callable[[Work], int]) -> int:
    with desk.api.work() as work:
        return deed(work)


def sweep_a_day(desk: Desk) -> int:
    swept = 0
    for _ in range(24):
        desk.api.clock.advance(hours=1)
        swept += do(desk, sweep_bytes)
    return swept


def age(tmp_path: Path, hours: int) -> None:
    """Makes the bytes in the store older than they are."""
    for path in (tmp_path / "files").rglob("*"):
        then = path.stat().st_mtime - timedelta(hours=hours).total_seconds()
        os.utime(path, (then, then))


def test_unlinked_files_go_after_a_day(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    case = desk.api.hear(butler, desk.town)
    linked, left = desk.sent(butler), desk.sent(butler)
    assert desk.link(butler, linked, case).status_code == 201
    desk.api.clock.advance(hours=23)
    young = desk.sent(butler)
    assert do(desk, purge_unlinked) == 0
    desk.api.clock.advance(hours=2)
    assert do(desk, purge_unlinked) == 1
    assert files_left(desk) == {linked, young}
    assert not desk.may_fetch(butler, left)
    assert [event.detail for event in desk.api.events("files.purged")] == [{"files": 1}]
    assert desk.link(butler, left, case).status_code == 404


def test_bytes_go_when_their_file_is_gone_and_not_before(desk: Desk, tmp_path: Path) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    case = desk.api.hear(butler, desk.town)
    linked, left = desk.sent(butler), desk.sent(butler, PDF)
    desk.link(butler, linked, case)
    age(tmp_path, hours=30)
    assert sweep_a_day(desk) == 0
    desk.api.clock.advance(minutes=1)
    assert do(desk, purge_unlinked) == 1
    assert sweep_a_day(desk) == 1
    assert bytes_left(tmp_path) == {linked.replace("-", "")}
    assert left.replace("-", "") not in bytes_left(tmp_path)
    assert desk.may_fetch(butler, linked)


def test_bytes_of_an_upload_under_way_stay(desk: Desk, tmp_path: Path) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    desk.sent(butler, PDF)
    with desk.api.work() as work:  # as if the transaction of the upload had not come to its commit yet
        work.session.execute(sa.delete(File))
    assert sweep_a_day(desk) == 0
    assert len(bytes_left(tmp_path)) == 1
    age(tmp_path, hours=25)
    assert sweep_a_day(desk) == 1
    assert bytes_left(tmp_path) == set()


def test_a_failed_purge_loses_no_bytes(desk: Desk, tmp_path: Path) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    file_id = desk.sent(butler, PDF)
    desk.api.clock.advance(hours=25)
    age(tmp_path, hours=25)

    def fail(work: Work) -> int:
        purge_unlinked(work)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        do(desk, fail)
    assert desk.may_fetch(butler, file_id)


def test_every_folder_has_its_hour() -> None:
    folders = [folder for hour in range(24) for folder in folders_of_hour(hour)]
    assert sorted(folders) == [f"{number:02x}" for number in range(256)]


def test_both_are_done_by_the_clock(desk: Desk) -> None:
    furniture("schedules")
    butler = desk.api.staff("duty_butler", desk.town)
    desk.sent(butler)
    desk.api.clock.advance(hours=25)
    for name in ("files.purge", "files.sweep"):
        assert registry.schedules[name].every <= timedelta(hours=1)
        with desk.api.work() as work:
            registry.schedules[name].duty(work)
    assert files_left(desk) == set()
