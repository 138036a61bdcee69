"""A bell rings for whom it concerns: from threads, from other processes, at the commit and never without one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import sqlalchemy as sa

from shouwen.kit.bell import Bell, carry_over, ring_at_commit
from shouwen.kit.db import Database

HERE, THERE, SOMEBODY = UUID(int=1), UUID(int=2), UUID(int=3)
SOON_S = 60.0
A_MOMENT_S = 0.05


def everywhere(_place: UUID) -> bool:
    return True


def commit(db: Database, bell: Bell, place: UUID, *, fail: bool = False) -> None:
    with suppress(ZeroDivisionError), db.write() as session:
        session.execute(sa.select(1))
        ring_at_commit(session, bell, place)
        if fail:
            raise ZeroDivisionError


def test_a_thread_wakes_whom_it_concerns_and_nobody_else() -> None:
    async def listen() -> tuple[bool, bool]:
        bell = Bell()
        with (
            bell.heard(SOMEBODY, lambda place: place == HERE) as mine,
            bell.heard(SOMEBODY, lambda place: place == THERE) as other,
        ):
            threading.Thread(target=bell.ring, args=(HERE,)).start()
            return await mine.wait(SOON_S), await other.wait(A_MOMENT_S)

    assert asyncio.run(listen()) == (True, False)


def test_a_ring_while_nobody_waits_is_heard_at_the_next_wait_and_once() -> None:
    async def listen() -> list[bool]:
        bell = Bell()
        with bell.heard(SOMEBODY, everywhere) as ear:
            bell.ring(HERE)
            bell.ring(HERE)
            await asyncio.sleep(0)
            return [await ear.wait(SOON_S), await ear.wait(A_MOMENT_S)]

    assert asyncio.run(listen()) == [True, False]


def test_whoever_leaves_is_no_longer_counted_nor_woken() -> None:
    async def listen() -> int:
        bell = Bell()
        with bell.heard(SOMEBODY, everywhere):
            inside = len(bell.ears())
        bell.ring(HERE)
        return inside - len(bell.ears())

    assert asyncio.run(listen()) == 1


def test_a_loop_that_has_ended_is_not_minded() -> None:
    bell = Bell()

    async def forget() -> None:
        bell._ears.add(bell.heard(SOMEBODY, everywhere).__enter__())

    asyncio.run(forget())
    bell.ring(HERE)


def heard_when(url: str, act: Callable[[Database, Bell], None], seconds: float) -> bool:
    """Whether a process that listens hears what `act` does on another thread."""
    db = Database(url)

    async def listen() -> bool:
        bell = Bell()
        carrying = None if db.is_sqlite else asyncio.create_task(carry_over(db, bell))
        with bell.heard(SOMEBODY, lambda place: place == HERE) as ear:
            if carrying:
                assert await ear.wait(SOON_S)  # connected: everybody looks
            await asyncio.to_thread(act, db, bell)
            rung = await ear.wait(seconds)
        if carrying:
            carrying.cancel()
        return rung

    try:
        return asyncio.run(listen())
    finally:
        db.close()


def test_it_rings_when_the_transaction_commits(database_url: str) -> None:
    assert heard_when(database_url, lambda db, bell: commit(db, bell, HERE), SOON_S)


def test_what_is_rolled_back_rings_nowhere(database_url: str) -> None:
    assert not heard_when(database_url, lambda db, bell: commit(db, bell, HERE, fail=True), 0.3)


def test_what_happens_elsewhere_is_elsewheres(database_url: str) -> None:
    assert not heard_when(database_url, lambda db, bell: commit(db, bell, THERE), 0.3)


def test_somebody_elses_word_on_the_channel_does_no_harm(postgres_url: str) -> None:
    def babble_and_ring(db: Database, bell: Bell) -> None:
        with db.write() as session:
            session.execute(sa.select(sa.func.pg_notify("shouwen_bell", "今天天气不错")))
        commit(db, bell, HERE)

    assert heard_when(postgres_url, babble_and_ring, SOON_S)


def test_a_connection_that_was_cut_is_made_again_and_everybody_looks(postgres_url: str) -> None:
    def cut(db: Database, _bell: Bell) -> None:
        listening = sa.text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        with db.write() as session:
            assert session.scalars(listening).all() == [True]

    assert heard_when(postgres_url, cut, SOON_S)
