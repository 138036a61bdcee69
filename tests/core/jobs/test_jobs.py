"""Jobs: at least once, each in a transaction of its own, later each time it fails, by as many workers as wanted."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.registry import Registry
from shouwen.core.jobs.schedules import forget_done_jobs
from shouwen.core.jobs.service import LEASE, MAX_ATTEMPTS, claim, do_next, hand_out, plan_schedules, run_next
from shouwen.core.journal.models import JournalEntry
from shouwen.core.journal.rules import COMPANY
from shouwen.core.journal.sealer import seal_all
from shouwen.core.places.models import Zone
from shouwen.core.work import Work
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ids import new_id
from shouwen.kit.ticket_lock import LockTimeoutError
from tests.conftest import DatabaseCopies
from tests.support.api import Api, Town, opened
from tests.support.logs import logged_lines

EVENT = "jobs.tried"


@dataclass
class Yard:
    """A house with consumers of its own, and what they did."""

    api: Api
    town: Town
    rooms: Registry = field(default_factory=Registry)
    did: list[tuple[str, UUID]] = field(default_factory=list)

    def consumer(self, name: str, act: Callable[[Work, UUID], None] | None = None) -> None:
        @self.rooms.on(EVENT, name)
        def consume(work: Work, entry_id: UUID) -> None:
            self.did.append((name, entry_id))
            if act:
                act(work, entry_id)

    def happen(self, times: int = 1, *, event: str = EVENT) -> list[UUID]:
        with self.api.work() as work:
            entries = [work.emit(event, community_id=self.town.id) for _ in range(times)]
        seal_all(self.api.house.db, lambda *sealed: hand_out(*sealed, rooms=self.rooms))
        return entries

    def do_all(self) -> int:
        done = 0
        while do_next(self.api.house, rooms=self.rooms):
            done += 1
        return done

    def jobs(self) -> list[Job]:
        rows = sa.select(Job).order_by(Job.run_at, Job.consumer)
        return self.api.look(lambda session: list(session.scalars(rows)))

    def job(self) -> Job:
        [only] = self.jobs()
        return only

    def plan(self) -> None:
        with self.api.work() as work:
            plan_schedules(work.session, work.now, rooms=self.rooms)

    def zones(self) -> int:
        return self.api.look(
            lambda session: session.scalars(sa.select(sa.func.count()).where(Zone.community_id == self.town.id)).one()
        )


@pytest.fixture
def yard(shared_api: Api) -> Iterator[Yard]:
    yield Yard(shared_api, shared_api.town())
    with shared_api.work() as work:
        work.session.execute(sa.delete(Job))


# ---------------------------------------------------------------- handing out


def test_every_interested_consumer_gets_one_job_for_every_sealed_row(yard: Yard) -> None:
    yard.consumer("callbacks.enrol")
    yard.consumer("board.count")
    entries = yard.happen(3)
    yard.happen(event="jobs.of_no_interest")
    assert {(job.consumer, job.entry_id) for job in yard.jobs()} == {
        (consumer, entry) for consumer in ("callbacks.enrol", "board.count") for entry in entries
    }
    assert yard.do_all() == 6
    assert sorted(yard.did) == sorted((job.consumer, job.entry_id) for job in yard.jobs())
    assert {job.state for job in yard.jobs()} == {JobState.DONE}
    assert yard.do_all() == 0


def test_a_row_that_concerns_nobody_makes_no_job(yard: Yard) -> None:
    @yard.rooms.on(EVENT, "when.asked", when=lambda entry: entry.detail.get("severity") == "major")
    def consume(_work: Work, entry_id: UUID) -> None:
        yard.did.append(("when.asked", entry_id))

    with yard.api.work() as work:
        of_note = work.emit(EVENT, community_id=yard.town.id, severity="major")
    yard.happen()
    assert yard.do_all() == 1
    assert yard.did == [("when.asked", of_note)]


def test_the_same_job_cannot_be_handed_out_twice(yard: Yard) -> None:
    yard.consumer("callbacks.enrol")
    [entry] = yard.happen()
    row = sa.select(JournalEntry.id, JournalEntry.event, JournalEntry.recorded_at).where(JournalEntry.id == entry)
    sealed: Any = yard.api.look(lambda session: session.execute(row).all())
    with pytest.raises(IntegrityError), yard.api.work() as work:
        hand_out(work.session, yard.town.id, sealed, rooms=yard.rooms)
    assert yard.do_all() == 1


def test_two_reactions_cannot_share_a_name(yard: Yard) -> None:
    yard.consumer("callbacks.enrol")
    with pytest.raises(ValueError, match="registered already"):
        yard.consumer("callbacks.enrol")


# ---------------------------------------------------------------- doing


def test_what_a_job_does_and_that_it_is_done_are_one_transaction(yard: Yard) -> None:
    def add_a_zone(work: Work, _entry: UUID) -> None:
        work.session.add(Zone(community_id=yard.town.id, id=new_id(), name="新区"))
        work.emit("places.zone_added", community_id=yard.town.id)

    yard.consumer("places.add", add_a_zone)
    yard.happen()
    before = yard.zones()
    assert yard.do_all() == 1
    assert yard.zones() == before + 1
    [written] = [entry for entry in yard.api.events("places.zone_added") if entry.community_id == yard.town.id]
    assert written.actor_kind == "system"


def test_a_failing_job_leaves_nothing_and_is_tried_again_later_each_time(yard: Yard) -> None:
    def add_and_fail(work: Work, _entry: UUID) -> None:
        work.session.add(Zone(community_id=yard.town.id, id=new_id(), name="半途"))
        work.session.flush()
        raise ValueError("王女士的电话是 19900001234")

    yard.consumer("places.fail", add_and_fail)
    yard.happen()
    before, waits = yard.zones(), []
    for attempt in range(1, 5):
        assert yard.do_all() == 1
        job = yard.job()
        assert (job.state, job.attempts, job.leased_until) == (JobState.WAITING, attempt, None)
        assert job.error == "ValueError"  # the name of what was raised, never its words
        waits.append(job.run_at - yard.api.clock.now())
        yard.api.clock.at = job.run_at
    assert waits == [timedelta(seconds=2**attempt) for attempt in range(1, 5)]
    assert yard.zones() == before


@pytest.mark.parametrize(
    ("error", "event", "level"),
    [(LockTimeoutError(), "job_waits", "warning"), (ValueError("kaputt"), "job_failed", "error")],
)
def test_a_busy_writer_is_no_failure_of_ours(yard: Yard, error: Exception, event: str, level: str) -> None:
    def raise_it(_work: Work, _entry: UUID) -> None:
        raise error

    yard.consumer("places.fail", raise_it)
    yard.happen()
    with logged_lines() as lines:
        yard.do_all()
    [line] = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert (line["event"], line["level"]) == (event, level)
    assert yard.job().state is JobState.WAITING


def test_a_job_is_given_up_after_its_last_attempt(yard: Yard) -> None:
    yard.consumer("places.fail", fail)
    yard.happen()
    for _ in range(MAX_ATTEMPTS):
        assert yard.do_all() == 1
        yard.api.clock.advance(hours=1)
    assert (yard.job().state, yard.job().attempts) == (JobState.FAILED, MAX_ATTEMPTS)
    assert yard.do_all() == 0
    assert len(yard.did) == MAX_ATTEMPTS


def test_the_wait_never_grows_beyond_an_hour(yard: Yard) -> None:
    yard.consumer("places.fail", fail)
    yard.happen()
    for _ in range(MAX_ATTEMPTS - 1):
        yard.do_all()
        assert yard.job().run_at - yard.api.clock.now() <= timedelta(hours=1)
        yard.api.clock.at = yard.job().run_at


def test_a_failing_job_does_not_stop_the_others(yard: Yard) -> None:
    yard.consumer("a.fail", fail)
    yard.consumer("b.work")
    yard.happen(3)
    assert yard.do_all() == 6
    assert Counter(job.state for job in yard.jobs()) == {JobState.DONE: 3, JobState.WAITING: 3}


def test_a_job_nobody_can_do_any_more_waits_and_says_so(yard: Yard) -> None:
    yard.consumer("gone.tomorrow")
    yard.happen()
    yard.rooms = Registry()
    assert yard.do_all() == 1
    assert (yard.job().state, yard.job().error) == (JobState.WAITING, "KeyError")


def test_the_one_that_waits_longest_comes_first(yard: Yard) -> None:
    yard.consumer("in.order")
    entries = []
    for _ in range(3):
        entries += yard.happen()
        yard.api.clock.advance(seconds=1)
    yard.do_all()
    assert [entry for _, entry in yard.did] == entries


# ---------------------------------------------------------------- leases


class Died(BaseException):
    """The worker's process is gone in the middle of a job."""


def fail(_work: Work, _entry: UUID) -> None:
    raise ValueError


def die(_work: Work, _entry: UUID) -> None:
    raise Died


def test_a_job_whose_worker_died_is_done_by_another_when_the_lease_is_over(yard: Yard) -> None:
    yard.consumer("once.more", die)
    yard.happen()
    with pytest.raises(Died):
        yard.do_all()
    assert yard.job().leased_until == yard.api.clock.now() + LEASE
    assert yard.do_all() == 0  # leased: nobody else takes it yet
    yard.api.clock.advance(seconds=LEASE.total_seconds() + 1)
    yard.rooms = Registry()
    yard.consumer("once.more")
    assert yard.do_all() == 1
    assert (yard.job().state, yard.job().attempts) == (JobState.DONE, 2)
    assert len(yard.did) == 2  # at least once


def test_a_job_that_kills_every_worker_is_given_up(yard: Yard) -> None:
    yard.consumer("poison", die)
    yard.happen()
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(Died):
            yard.do_all()
        yard.api.clock.advance(seconds=LEASE.total_seconds() + 1)
    assert yard.do_all() == 1
    assert (yard.job().state, yard.job().error) == (JobState.FAILED, "WorkerLostError")
    assert len(yard.did) == MAX_ATTEMPTS


# ---------------------------------------------------------------- by the clock


def test_a_schedule_has_each_turn_once(yard: Yard) -> None:
    turns: list[datetime] = []

    @yard.rooms.every(timedelta(hours=1), "house.tidy")
    def tidy(work: Work) -> None:
        turns.append(work.now)

    for _ in range(3):
        yard.plan()
    [job] = yard.jobs()
    assert (job.community_id, job.entry_id) == (COMPANY, None)
    assert job.due_at is not None
    assert job.due_at <= yard.api.clock.now() < job.due_at + timedelta(hours=1)
    assert (job.due_at.minute, job.due_at.second) == (0, 0)
    assert yard.do_all() == 1
    yard.plan()
    assert (yard.do_all(), len(turns)) == (0, 1)


def test_turns_missed_while_nobody_ran_are_not_made_up_for(yard: Yard) -> None:
    yard.rooms.every(timedelta(hours=1), "house.tidy")(lambda work: None)
    yard.plan()
    yard.do_all()
    yard.api.clock.advance(hours=7)
    yard.plan()
    assert yard.do_all() == 1


def test_an_alarm_stays_until_somebody_looks(yard: Yard) -> None:
    """What was done goes after a month, what was given up stays."""
    yard.consumer("a.fail", fail)
    yard.consumer("b.work")
    yard.happen()
    for _ in range(MAX_ATTEMPTS):
        yard.do_all()
        yard.api.clock.advance(hours=1)
    yard.api.clock.advance(days=31)
    with yard.api.work() as work:
        forget_done_jobs(work)
    assert [(job.consumer, job.state) for job in yard.jobs()] == [("a.fail", JobState.FAILED)]


# ---------------------------------------------------------------- many workers


@pytest.fixture
def busy_yard(database_copies: DatabaseCopies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    folder = tmp_path_factory.mktemp("house")
    with database_copies.copy("postgresql") as url, opened(url, folder) as api:
        yield Yard(api, api.town())


def test_many_workers_do_each_job_once(busy_yard: Yard) -> None:
    together = threading.Barrier(4)
    busy_yard.consumer("all.at_once")
    entries = busy_yard.happen(60)

    def worker(_number: int) -> int:
        together.wait()
        return busy_yard.do_all()

    with ThreadPoolExecutor(4) as workers:
        shares = list(workers.map(worker, range(4)))
    assert sum(shares) == 60
    assert sorted(entry for _, entry in busy_yard.did) == sorted(entries)
    assert {(job.state, job.attempts) for job in busy_yard.jobs()} == {(JobState.DONE, 1)}


def test_a_job_being_claimed_is_passed_over(busy_yard: Yard) -> None:
    busy_yard.consumer("side.by_side")
    busy_yard.happen(2)
    now, db = busy_yard.api.clock.now(), busy_yard.api.house.db
    with db.write(COMPANY_SCOPE) as one, db.write(COMPANY_SCOPE) as other:
        first, second = claim(one, now), claim(other, now)
        assert first is not None
        assert second is not None
        assert first.id != second.id


def test_who_lost_the_lease_leaves_nothing_behind(busy_yard: Yard) -> None:
    """A worker slower than its lease, overtaken by another: what it did is rolled back, the job is the other's."""
    api = busy_yard.api
    overtaken: list[Job | None] = []

    def add_a_zone(work: Work, _entry: UUID) -> None:
        if not overtaken:
            api.clock.advance(seconds=LEASE.total_seconds() + 1)
            with api.house.db.write(COMPANY_SCOPE) as session:
                overtaken.append(claim(session, api.clock.now()))
        work.session.add(Zone(community_id=busy_yard.town.id, id=new_id(), name=f"区{len(busy_yard.did)}"))

    busy_yard.consumer("too.slow", add_a_zone)
    busy_yard.happen()
    before = busy_yard.zones()
    assert do_next(api.house, rooms=busy_yard.rooms)
    assert overtaken != [None]
    assert busy_yard.zones() == before
    assert (busy_yard.job().state, busy_yard.job().attempts) == (JobState.WAITING, 2)
    assert busy_yard.job().error is None  # the failure of the first says nothing about the second
    api.clock.advance(seconds=LEASE.total_seconds() + 1)
    assert busy_yard.do_all() == 1
    assert (busy_yard.zones(), busy_yard.job().state) == (before + 1, JobState.DONE)


# ---------------------------------------------------------------- again, and errands


def test_a_reaction_that_names_an_instant_is_called_again_then(yard: Yard) -> None:
    at = yard.api.clock.at + timedelta(minutes=5)
    called: list[datetime] = []

    @yard.rooms.on(EVENT, "delivery.wait")
    def wait(work: Work, _entry_id: UUID) -> datetime | None:
        called.append(work.now)
        return at if work.now < at else None

    yard.happen()
    assert yard.do_all() == 1
    waiting = yard.job()
    assert (waiting.state, waiting.run_at, waiting.attempts, waiting.leased_until) == (JobState.WAITING, at, 0, None)
    assert yard.do_all() == 0
    yard.api.clock.at = at
    assert (yard.do_all(), len(called), yard.job().state) == (1, 2, JobState.DONE)


def test_waiting_is_no_failure_however_often(yard: Yard) -> None:
    @yard.rooms.on(EVENT, "delivery.wait")
    def wait(work: Work, _entry_id: UUID) -> datetime | None:
        return work.now + timedelta(minutes=1)

    yard.happen()
    for _ in range(MAX_ATTEMPTS + 2):
        assert yard.do_all() == 1
        yard.api.clock.advance(minutes=1)
    assert yard.job().state is JobState.WAITING


@dataclass
class Carrier:
    """An errand that keeps what it did; `ready` is what it packs."""

    ready: list[Any]
    did: list[str] = field(default_factory=list)

    def pack(self, _work: Work, _entry_id: UUID) -> Any:
        self.did.append("packed")
        return self.ready.pop(0)

    def carry(self, house: Any, parcel: str) -> str:
        with house.db.write(COMPANY_SCOPE):  # no transaction of the errand's own is open
            self.did.append(f"carried {parcel}")
        if parcel == "heavy":
            raise ConnectionError
        return "taken"

    def unpack(self, work: Work, parcel: str, outcome: str) -> datetime | None:
        self.did.append(f"{parcel} {outcome}")
        return work.now + timedelta(minutes=1) if self.ready else None


def run_all(yard: Yard) -> int:
    done = 0
    while run_next(yard.api.house, rooms=yard.rooms):
        done += 1
    return done


def test_an_errand_is_packed_carried_and_written_down(yard: Yard) -> None:
    carrier = Carrier(["letter", "letter"])
    yard.rooms.send(EVENT, "delivery.send", carrier)
    yard.happen()
    assert yard.do_all() == 0  # jobs at home leave it to those who run errands
    assert run_all(yard) == 1
    yard.api.clock.advance(minutes=1)
    assert run_all(yard) == 1
    assert carrier.did == ["packed", "carried letter", "letter taken"] * 2
    assert yard.job().state is JobState.DONE


def test_an_errand_with_nothing_to_carry_ends_and_one_too_early_waits(yard: Yard) -> None:
    at = yard.api.clock.at + timedelta(minutes=3)
    carrier = Carrier([at, None])
    yard.rooms.send(EVENT, "delivery.send", carrier)
    yard.happen()
    assert (run_all(yard), yard.job().run_at) == (1, at)
    yard.api.clock.at = at
    assert (run_all(yard), yard.job().state, carrier.did) == (1, JobState.DONE, ["packed", "packed"])


def test_an_errand_that_fails_outside_is_packed_again_later(yard: Yard) -> None:
    carrier = Carrier(["heavy", "light"])
    yard.rooms.send(EVENT, "delivery.send", carrier)
    yard.happen()
    assert (run_all(yard), yard.job().error) == (1, "ConnectionError")
    yard.api.clock.advance(seconds=2)
    assert run_all(yard) == 1
    assert carrier.did == ["packed", "carried heavy", "packed", "carried light", "light taken"]


def test_an_errand_whose_lease_ran_out_writes_nothing_down(yard: Yard) -> None:
    class Slow(Carrier):
        def carry(self, house: Any, parcel: str) -> str:
            yard.api.clock.at += LEASE + timedelta(seconds=1)
            if len(self.did) == 1:
                assert run_next(yard.api.house, rooms=yard.rooms)  # another has taken it meanwhile
            return super().carry(house, parcel)

    carrier = Slow(["first", "second"])
    yard.rooms.send(EVENT, "delivery.send", carrier)
    yard.happen()
    run_next(yard.api.house, rooms=yard.rooms)
    assert yard.job().state is JobState.DONE
