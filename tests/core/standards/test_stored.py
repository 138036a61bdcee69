"""Decisions are read in one statement, seen by whom they concern, and never edited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.journal.rules import COMPANY
from shouwen.core.standards import queries
from shouwen.core.standards.packs import LIBRARY
from shouwen.core.standards.service import adopt, override, release
from shouwen.kit.db import Database, Scope
from tests.support.api import START, Api, opened

TABLES = ("standard_adoptions", "standard_overrides")


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is sent to the database meanwhile, but for setting the scope."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "set_config" not in statement and not statement.startswith("BEGIN"):
            sent.append(statement)

    engines = {database._reading, database._writing}
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        sa.event.remove(engine, "before_cursor_execute", note)


def decide(api: Api, place: UUID) -> None:
    with api.work() as work:
        adopt(work, place, "bt", None)
        override(work, place, "written.reply", 5, None, START, "试行")


def test_a_request_asks_once_whatever_it_asks(api: Api) -> None:
    town = api.town()
    decide(api, town.id)
    decide(api, COMPANY)
    with api.house.db.read(Scope.of(town.id)) as session, statements(api.house.db) as sent:
        found = {one.key: one for one in queries.effective(session, town.id, START)}
        for key in LIBRARY.base.values:
            assert queries.standard(session, town.id, key, START) == found[key]
        assert queries.duration(session, town.id, "record.ahead", START - timedelta(days=900)) == timedelta(minutes=2)
    assert len(sent) == 1


def test_what_was_just_decided_is_seen_in_the_same_transaction(api: Api) -> None:
    town = api.town()
    with api.work() as work:
        assert queries.standard(work.session, town.id, "written.reply", work.now).value == 7
        override(work, town.id, "written.reply", 5, None, None, "试行")
        assert queries.standard(work.session, town.id, "written.reply", work.now).value == 5
        release(work, town.id, "written.reply", None, "试行期满")
        assert queries.standard(work.session, town.id, "written.reply", work.now).value == 7
        adopt(work, town.id, "cs", None)
        assert queries.standard(work.session, town.id, "complaint.finish.general", work.now).pack == "cs"


def test_each_community_sees_its_own_decisions_and_the_companys(api: Api) -> None:
    town, other = api.town(), api.town("隔壁")
    for place in (town.id, other.id, COMPANY):
        decide(api, place)
    with api.house.db.read(Scope.of(town.id)) as session:
        mine, company = (queries.standard(session, town.id, key, START) for key in ("written.reply", "repair.arrive"))
        assert (mine.pack, company.pack) == ("community", "bt")
        rows = queries._read(session, town.id)
        assert {one.level for one in rows.adoptions} == {"community", "company"}


def test_row_level_security_shows_the_companys_rows_to_all_and_nobody_elses(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as api:
        town, other = api.town(), api.town("隔壁")
        for place in (town.id, other.id, COMPANY):
            decide(api, place)
        with api.house.db.read(Scope.of(town.id)) as session:
            for table in TABLES:
                seen = set(session.scalars(sa.text(f"SELECT community_id FROM {table}")))
                assert seen == {town.id, COMPANY}
        with api.house.db.read() as session:
            for table in TABLES:
                assert set(session.scalars(sa.text(f"SELECT community_id FROM {table}"))) == {COMPANY}


def test_a_community_cannot_decide_for_the_company(postgres_url: str, tmp_path: Path) -> None:
    with opened(postgres_url, tmp_path) as api:
        town = api.town()
        decide(api, town.id)
        copied = f"INSERT INTO standard_adoptions SELECT '{COMPANY}', {{}} FROM standard_adoptions"
        columns = "id, serial, pack, version, since, reason, made_at, made_by_kind, made_by_id"
        with (
            pytest.raises(sa.exc.ProgrammingError, match="row-level security"),
            api.house.db.write(Scope.of(town.id)) as session,
        ):
            session.execute(sa.text(copied.format(columns)))


def test_nobody_edits_what_was_decided(api: Api) -> None:
    decide(api, api.town().id)
    for table in TABLES:
        for change in (f"UPDATE {table} SET serial = serial + 1", f"DELETE FROM {table}"):
            with pytest.raises(sa.exc.DBAPIError, match=r"append-only|permission denied"), api.work() as work:
                work.session.execute(sa.text(change))


def test_the_database_refuses_what_no_standard_can_be(api: Api) -> None:
    decide(api, api.town().id)
    columns = ["community_id", "id", "serial", "key", "value", "unit", "since", "reason", "made_at", "made_by_kind"]
    columns += ["made_by_id"]
    fresh = "randomblob(16)" if api.house.db.is_sqlite else "gen_random_uuid()"
    for column, value in (("unit", "'weeks'"), ("made_by_kind", "'nobody'"), ("unit", "NULL"), ("serial", "serial")):
        chosen = {"id": fresh, "serial": "serial + 100", column: value}
        read = ", ".join(chosen.get(name, name) for name in columns)
        statement = f"INSERT INTO standard_overrides ({', '.join(columns)}) SELECT {read} FROM standard_overrides"
        with pytest.raises(sa.exc.IntegrityError), api.work() as work:
            work.session.execute(sa.text(statement))
