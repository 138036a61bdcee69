"""The sealer gives rows their order and chains them; whatever is done to a sealed row shows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import exc, orm

from shouwen import revisions
from shouwen.core.journal import sealer
from shouwen.core.journal.models import JournalEntry, Seal, UnsealedEntry
from shouwen.core.journal.rules import COMPANY
from shouwen.core.journal.sealer import chain_head, first_break, seal_all, seal_batch
from shouwen.core.work import Work
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.settings import load_settings
from tests.conftest import DatabaseCopies
from tests.support.api import Api, Town, opened
from tests.support.vandal import as_a_vandal, at_place

EVENT = "journal.tried"


def nobody(*_sealed: object) -> None: ...


def happen(api: Api, town: Town, times: int = 1) -> list[UUID]:
    """So many rows, each in a transaction of its own."""
    entries = []
    for number in range(times):
        with api.work() as work:
            entries.append(work.emit(EVENT, community_id=town.id, number=number))
    return entries


def seals(api: Api, community_id: UUID) -> list[Seal]:
    rows = sa.select(Seal).where(Seal.community_id == community_id).order_by(Seal.seq)
    return api.look(lambda session: list(session.scalars(rows)))


def head(api: Api, community_id: UUID) -> tuple[int, bytes]:
    return api.look(lambda session: chain_head(session, community_id))


def unsealed(api: Api) -> int:
    return api.look(lambda session: session.scalars(sa.select(sa.func.count()).select_from(UnsealedEntry)).one())


# ---------------------------------------------------------------- order


def test_rows_are_sealed_in_their_order_without_gaps(shared_api: Api) -> None:
    town = shared_api.town()
    entries = happen(shared_api, town, 3)
    seal_all(shared_api.house.db, nobody)
    later = happen(shared_api, town, 2)
    seal_all(shared_api.house.db, nobody)
    assert [(seal.seq, seal.entry_id) for seal in seals(shared_api, town.id)] == list(enumerate(entries + later, 1))
    assert shared_api.look(lambda session: first_break(session, town.id)) is None
    assert unsealed(shared_api) == 0


def test_sealing_again_changes_nothing(shared_api: Api) -> None:
    town = shared_api.town()
    happen(shared_api, town)
    seal_all(shared_api.house.db, nobody)
    before = head(shared_api, town.id)
    assert seal_all(shared_api.house.db, nobody) == 0
    assert head(shared_api, town.id) == before


def test_each_community_and_the_company_have_chains_of_their_own(shared_api: Api) -> None:
    one, other = shared_api.town(), shared_api.town()
    for town in (one, other, one):
        happen(shared_api, town)
    with shared_api.work() as work:
        work.emit(EVENT)
    company = head(shared_api, COMPANY)[0]
    seal_all(shared_api.house.db, nobody)
    assert [seal.seq for seal in seals(shared_api, one.id)] == [1, 2]
    assert [seal.seq for seal in seals(shared_api, other.id)] == [1]
    assert seals(shared_api, one.id)[0].hash != seals(shared_api, other.id)[0].hash
    assert head(shared_api, COMPANY)[0] > company
    assert shared_api.look(lambda session: first_break(session, COMPANY)) is None


def test_more_than_a_batch_is_sealed_batch_by_batch(shared_api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    town = shared_api.town()
    with shared_api.work() as work:
        entries = [work.emit(EVENT, community_id=town.id) for _ in range(7)]
    seal_all(shared_api.house.db, nobody)
    monkeypatch.setattr(sealer, "BATCH", 3)
    with shared_api.work() as work:
        entries += [work.emit(EVENT, community_id=town.id) for _ in range(7)]
    batches: list[int] = []
    assert seal_all(shared_api.house.db, lambda _session, _community, sealed: batches.append(len(sealed))) == 7
    assert batches == [3, 3, 1]
    assert [seal.entry_id for seal in seals(shared_api, town.id)] == entries


def test_jobs_are_handed_out_in_the_transaction_that_seals(shared_api: Api) -> None:
    town = shared_api.town()
    [entry] = happen(shared_api, town)
    seen: list[tuple[UUID, Sequence[Any]]] = []

    def fail(_session: orm.Session, community_id: UUID, sealed: Sequence[Any]) -> None:
        seen.append((community_id, [(row.id, row.event, row.detail) for row in sealed]))
        raise RuntimeError("no job could be handed out")

    with pytest.raises(RuntimeError):
        seal_all(shared_api.house.db, fail)
    assert seals(shared_api, town.id) == []
    assert unsealed(shared_api) == 1
    assert seen == [(town.id, [(entry, EVENT, {"number": 0})])]
    assert seal_all(shared_api.house.db, nobody) == 1


def test_what_is_rolled_back_is_never_sealed(shared_api: Api) -> None:
    town = shared_api.town()

    def half_way() -> None:
        with shared_api.work() as work:
            work.emit(EVENT, community_id=town.id)
            work.write_journal()
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half_way()
    assert seal_all(shared_api.house.db, nobody) == 0
    assert seals(shared_api, town.id) == []


def test_a_row_says_who_when_what_and_in_which_request(shared_api: Api) -> None:
    town = shared_api.town()
    desk = shared_api.staff("duty_butler", town)
    case = shared_api.hear(desk, town)
    answer = shared_api.act(desk, case, "keep", at="2026-11-22T15:59:00+08:00")
    assert answer.status_code == 422  # before it was heard
    shared_api.clock.advance(minutes=5)
    answer = shared_api.act(desk, case, "keep")
    [row] = [row for row in shared_api.events("cases.kept") if str(row.subject_id) == case["id"]]
    assert (row.community_id, row.actor_kind, row.actor_id) == (town.id, "staff", desk.id)
    assert (row.at, row.recorded_at) == (shared_api.clock.now(), shared_api.clock.now())
    assert row.request_id == answer.headers["x-request-id"]


# ---------------------------------------------------------------- tampering


def of(row: type[Any], town: Town, seq: int) -> sa.ColumnElement[bool]:
    return at_place(row, town.id, seq)


TAMPERED: dict[str, Callable[[Town], sa.Executable]] = {
    "a detail changed": lambda town: sa.update(JournalEntry).where(of(JournalEntry, town, 3)).values(detail={"n": 9}),
    "an actor changed": lambda town: sa.update(JournalEntry).where(of(JournalEntry, town, 3)).values(actor_id=town.id),
    "an event changed": lambda town: sa.update(JournalEntry).where(of(JournalEntry, town, 3)).values(event="x.y"),
    "a request changed": lambda town: (
        sa.update(JournalEntry).where(of(JournalEntry, town, 3)).values(request_id="another")
    ),
    "a row deleted": lambda town: sa.delete(JournalEntry).where(of(JournalEntry, town, 3)),
    "a seal deleted": lambda town: sa.delete(Seal).where(Seal.community_id == town.id, Seal.seq == 3),
    "a hash changed": lambda town: (
        sa.update(Seal).where(Seal.community_id == town.id, Seal.seq == 3).values(hash=bytes(32))
    ),
}


@pytest.mark.parametrize("how", list(TAMPERED))
def test_a_sealed_row_that_was_touched_is_found(shared_api: Api, shared_database_url: str, how: str) -> None:
    town = shared_api.town()
    happen(shared_api, town, 5)
    seal_all(shared_api.house.db, nobody)
    with as_a_vandal(shared_database_url) as session:
        assert first_break(session, town.id) is None
        assert getattr(session.execute(TAMPERED[how](town)), "rowcount", 0) == 1
        assert first_break(session, town.id) == 3
    assert shared_api.look(lambda after: first_break(after, town.id)) is None  # undone


def test_a_time_that_was_moved_is_found(shared_api: Api, shared_database_url: str) -> None:
    town = shared_api.town()
    happen(shared_api, town, 2)
    seal_all(shared_api.house.db, nobody)
    later = shared_api.clock.advance(minutes=1)
    with as_a_vandal(shared_database_url) as session:
        session.execute(sa.update(JournalEntry).where(of(JournalEntry, town, 2)).values(at=later))
        assert first_break(session, town.id) == 2


def test_a_row_and_its_seal_taken_out_of_the_middle_are_missed(shared_api: Api, shared_database_url: str) -> None:
    town = shared_api.town()
    happen(shared_api, town, 4)
    seal_all(shared_api.house.db, nobody)
    with as_a_vandal(shared_database_url) as session:
        session.execute(sa.delete(JournalEntry).where(of(JournalEntry, town, 2)))
        session.execute(sa.delete(Seal).where(Seal.community_id == town.id, Seal.seq == 2))
        assert first_break(session, town.id) == 2


def test_a_tail_cut_off_shows_beside_the_head_kept_outside(shared_api: Api, shared_database_url: str) -> None:
    town = shared_api.town()
    happen(shared_api, town, 4)
    seal_all(shared_api.house.db, nobody)
    kept_outside = head(shared_api, town.id)
    with as_a_vandal(shared_database_url) as session:
        for seq in (3, 4):
            session.execute(sa.delete(JournalEntry).where(of(JournalEntry, town, seq)))
            session.execute(sa.delete(Seal).where(Seal.community_id == town.id, Seal.seq == seq))
        assert first_break(session, town.id) is None  # from inside it cannot be seen …
        assert chain_head(session, town.id) != kept_outside  # … which is why the head is kept outside


def test_a_row_resealed_over_a_forgery_shows_beside_the_head(shared_api: Api, shared_database_url: str) -> None:
    """Whoever recomputes the whole chain over a changed row gets another head."""
    town = shared_api.town()
    happen(shared_api, town, 3)
    seal_all(shared_api.house.db, nobody)
    kept_outside = head(shared_api, town.id)
    with as_a_vandal(shared_database_url) as session:
        session.execute(sa.update(JournalEntry).where(of(JournalEntry, town, 2)).values(detail={}))
        entries = session.scalars(sa.select(Seal.entry_id).where(Seal.community_id == town.id)).all()
        session.execute(sa.delete(Seal).where(Seal.community_id == town.id))
        session.add_all([UnsealedEntry(community_id=town.id, entry_id=entry) for entry in entries])
        session.flush()
        seal_batch(session, town.id, nobody)
        assert first_break(session, town.id) is None
        assert chain_head(session, town.id)[0] == kept_outside[0]
        assert chain_head(session, town.id) != kept_outside


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
@pytest.mark.parametrize("table", ["journal", "journal_seals"])
def test_the_database_refuses_even_its_owner(shared_api: Api, shared_database_url: str, table: str, verb: str) -> None:
    happen(shared_api, shared_api.town())
    seal_all(shared_api.house.db, nobody)
    said = {"UPDATE": f"UPDATE {table} SET community_id = community_id", "DELETE": f"DELETE FROM {table}"}
    engine = revisions.owner_engine(load_settings(database_url=shared_database_url))
    words = said.get(verb, f"TRUNCATE {table}")
    with engine.connect() as connection, pytest.raises(exc.DatabaseError) as caught:
        connection.exec_driver_sql(words)
    engine.dispose()
    if verb != "TRUNCATE" or engine.dialect.name == "postgresql":  # SQLite has no such word
        assert f"{table} is append-only" in str(caught.value)


# ---------------------------------------------------------------- several at once


@pytest.fixture
def busy(database_copies: DatabaseCopies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with database_copies.copy("postgresql") as url, opened(url, tmp_path_factory.mktemp("house")) as api:
        yield api


def test_one_sealer_works_on_a_community_at_a_time(busy: Api) -> None:
    town, neighbours = busy.town(), busy.town()
    happen(busy, town, 2)
    happen(busy, neighbours, 1)
    db = busy.house.db
    with db.write(COMPANY_SCOPE) as one, db.write(COMPANY_SCOPE) as other:
        assert seal_batch(one, town.id, nobody) == 2
        assert seal_batch(other, town.id, nobody) == 0  # it does not wait, it leaves it to the first
        assert seal_batch(other, neighbours.id, nobody) == 1
    assert [seal.seq for seal in seals(busy, town.id)] == [1, 2]


def test_the_order_is_that_of_commits_not_of_ids(busy: Api) -> None:
    town, db = busy.town(), busy.house.db
    with db.write(COMPANY_SCOPE) as slow:
        work = Work(house=busy.house, session=slow, actor=busy.actor(busy.staff("manager", town)), now=busy.clock.now())
        first = work.emit(EVENT, community_id=town.id)
        work.write_journal()
        [second] = happen(busy, town)
        assert first < second
        seal_all(db, nobody)
    seal_all(db, nobody)
    sealed = [seal.entry_id for seal in seals(busy, town.id) if seal.entry_id in {first, second}]
    assert sealed == [second, first]
    assert busy.look(lambda session: first_break(session, town.id)) is None


def test_many_sealers_at_once_make_one_chain(busy: Api) -> None:
    town = busy.town()
    together, written = threading.Barrier(4), threading.Event()

    def write(_number: int) -> None:
        together.wait()
        happen(busy, town, 20)

    def seal(_number: int) -> None:
        together.wait()
        while not written.is_set():
            seal_all(busy.house.db, nobody)

    with ThreadPoolExecutor(4) as threads:
        sealers = [threads.submit(seal, number) for number in range(2)]
        for writer in [threads.submit(write, number) for number in range(2)]:
            writer.result()
        written.set()
        for one in sealers:
            one.result()
    seal_all(busy.house.db, nobody)
    chained = seals(busy, town.id)
    assert [seal.seq for seal in chained] == list(range(1, len(chained) + 1))
    assert len({seal.entry_id for seal in chained}) == len(chained) == 40
    assert busy.look(lambda session: first_break(session, town.id)) is None
