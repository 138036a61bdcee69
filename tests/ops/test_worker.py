"""The loops behind the API: they wake each other, never die of an error, and stop between two items."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shouwen import worker
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.registry import Registry, registry
from shouwen.core.journal.models import Seal, UnsealedEntry
from shouwen.core.work import House, Work
from shouwen.house import at_work, opened
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ids import new_id
from shouwen.rooms import furniture
from shouwen.settings import Settings
from shouwen.worker import Loop, Loops, start_loops

REST_S = 300
SOON_S = 60  # on a busy machine


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether it came to hold in time."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        if holds():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    with opened(settings) as found:
        yield found


@pytest.fixture
def reactions(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """The registry everybody uses, empty for this test."""
    for kind in ("reactions", "schedules"):
        furniture(kind)  # they register when they are first imported: before, not during the test
    for name in ("interested", "consumers", "errands", "schedules"):
        monkeypatch.setattr(registry, name, {})
    return registry


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_FIRST_PAUSE_S", 0.01)


def counting(fail: Callable[[int], bool] = lambda _: False) -> tuple[Callable[[], bool], list[int]]:
    turns: list[int] = []

    def turn() -> bool:
        turns.append(len(turns))
        if fail(len(turns)):
            raise ConnectionError("the database went away")
        return False

    return turn, turns


def test_a_commit_is_sealed_at_once_and_wakes_whoever_reacts(
    house: House, reactions: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_JOBS_EVERY_S", REST_S)
    monkeypatch.setattr(worker, "_SEAL_EVERY_ALONE_S", REST_S)
    heard: list[object] = []

    @reactions.on("house.tried", "house.listener")
    def listen(_work: Work, entry_id: object) -> None:
        heard.append(entry_id)

    with start_loops(house):
        time.sleep(0.3)  # they rest by now: what follows is the waking
        with at_work(house) as work:
            entry_id = work.emit("house.tried", community_id=new_id())
        assert within(REST_S / 2, lambda: heard == [entry_id])
    with house.db.read(COMPANY_SCOPE) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Seal)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(UnsealedEntry)) == 0
        assert session.scalars(sa.select(Job.state)).all() == [JobState.DONE]


def test_what_comes_round_by_the_clock_is_done_once_a_turn(
    house: House, reactions: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr(worker, "_PLAN_EVERY_S", 0.05)
    reactions.every(timedelta(days=1), "house.daily")(lambda work: done.append(work.now))
    with start_loops(house):
        assert within(SOON_S, lambda: len(done) == 1)
        time.sleep(0.3)
    assert len(done) == 1


@pytest.mark.usefixtures("quick")
def test_a_loop_that_fails_goes_on_and_forgets_its_failures() -> None:
    turn, turns = counting(fail=lambda number: number <= 3)
    loop = Loop("trying", turn, rest_s=0.01)
    with Loops([loop]):
        assert within(SOON_S, lambda: len(turns) > 5)
    assert (loop.failures, loop.last_good is not None) == (0, True)


@pytest.mark.usefixtures("quick")
def test_it_waits_longer_each_time_but_never_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_LONGEST_PAUSE_S", 0.04)
    pauses: list[float] = []
    stop = threading.Event()

    class Listening(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            pauses.append(timeout or 0)
            if len(pauses) == 5:
                self.set()
            return super().wait(0)

    stop = Listening()
    turn, _ = counting(fail=lambda _: True)
    Loop("failing", turn, rest_s=10).run(stop)
    assert pauses == [0.01, 0.02, 0.04, 0.04, 0.04]


def test_a_failure_of_one_loop_does_not_stop_another() -> None:
    bad, _ = counting(fail=lambda _: True)
    good, turns = counting()
    with Loops([Loop("bad", bad, rest_s=0.01), Loop("good", good, rest_s=0.01)]):
        assert within(SOON_S, lambda: len(turns) > 3)


def test_stopping_waits_for_what_is_in_hand_and_for_nothing_more() -> None:
    events: list[str] = []
    begun = threading.Event()

    def turn() -> bool:
        events.append("begun")
        begun.set()
        time.sleep(0.2)
        events.append("ended")
        return False

    with Loops([Loop("slow", turn, rest_s=60)]):
        assert begun.wait(SOON_S)
    assert events == ["begun", "ended"]


def test_with_a_long_rest_stopping_is_quick() -> None:
    turn, turns = counting()
    began = time.perf_counter()
    with Loops([Loop("resting", turn, rest_s=REST_S)]):
        assert within(SOON_S, lambda: len(turns) == 1)
    assert time.perf_counter() - began < REST_S / 2
