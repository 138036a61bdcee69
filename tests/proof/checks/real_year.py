"""R31: a year of what citizens really wrote, called back at the rates of each pack that has some."""

from __future__ import annotations

import itertools
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any

import httpx
import sqlalchemy as sa

from shouwen.areas.callbacks.schedules import cut_draws
from shouwen.core.access.sessions import open_pair
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.registry import Registry
from shouwen.core.jobs.service import plan_schedules
from shouwen.core.journal.models import UnsealedEntry
from shouwen.core.standards.service import adopt
from shouwen.house import opened
from shouwen.kit.db import COMPANY_SCOPE, Database
from shouwen.settings import load_settings
from tests.areas.callbacks.desk import GOOD, verifier
from tests.proof.caller import Answer, Caller
from tests.proof.citizens import CITY, REAL_DATA, Message, messages
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.people import API, NotAsExpected, Said
from tests.proof.sandbox import ClockFile, service_by
from tests.proof.stage import BOUNDARY, form
from tests.support.settling import Caller as Person
from tests.support.settling import Settling, StandingClock

YEAR = 2027
PACKS = ("op", "bt", "qc")  # each has rates of its own; whatever it leaves open is the base's
BEFORE = datetime(YEAR - 1, 12, 31, 4, tzinfo=UTC)
AFTER = datetime(YEAR + 2, 3, 1, tzinfo=UTC)  # the last reply came ten months after its message
EVENING = 20
A_FEW = 24
LONGEST_S = 600.0
PATIENCE = 60
CUT = Registry()
CUT.every(timedelta(hours=1), "callbacks.cut")(cut_draws)


@dataclass
class Village:
    """A community that lives by one pack: who hears, who calls back, who looks on."""

    pack: str
    id: str
    handler: Caller
    callers: Mapping[str, Caller]
    supervisor: Caller
    token: str
    keys: Iterator[int] = field(default_factory=itertools.count)
    cases: dict[Message, Said] = field(default_factory=dict)
    tried: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    owed: int = 0  # calls whose window had not begun when it was last looked

    def live(self, hour: datetime, heard: Sequence[Message], finished: Sequence[Message]) -> None:
        for message in heard:
            self._hear(message, hour)
        for message in finished:
            self._finish(message)

    def call(self, now: datetime) -> None:
        """Everybody whose window has begun."""
        waiting = self.listed(f"callbacks?community_id={self.id}&state=assigned&state=attempted&state=drawn")
        ready = [one for one in waiting if datetime.fromisoformat(one["callable_from"]) <= now]
        self.owed = len(waiting) - len(ready)
        for callback in ready:
            caller, said = self.callers[callback["caller"]["id"]], GOOD | {"method": callback["method"]}
            if callback["method"] == "home_visit":
                said["signature_file_id"] = self._signature(caller)
            self._say(caller, callback, "attempt", outcome="answered")
            self._say(caller, callback, "record", **said)

    def visited(self) -> set[str]:
        """The cases whose visit was made in its window."""
        made = self.listed(f"callbacks?community_id={self.id}&method=home_visit&state=recorded")
        return {one["case"]["id"] for one in made if one["done_at"] <= one["due_at"]}

    def listed(self, asked: str) -> list[Said]:
        """A list to its end."""
        found: list[Said] = []
        joint = "&" if "?" in asked else "?"
        cursor = ""
        while True:
            answer = self.supervisor.get(f"{API}/{asked}{joint}limit=100{cursor}")
            if not self.expect(answer, 200, "a list"):
                return found
            page = answer.json()
            found += page["data"]
            if not page["has_more"]:
                return found
            cursor = f"&cursor={page['next_cursor']}"

    def expect(self, answer: Answer, status: int, what: str) -> bool:
        self.tried[what] += 1
        if answer.status != status:
            self.misses[f"{self.pack}, {what}: {answer.status} {answer.code} {answer.text[:160]}"] += 1
        return answer.status == status

    def _hear(self, message: Message, hour: datetime) -> None:
        person = {"name": f"网友{message.user}", "phone": message.phone}
        body = {
            "community_id": self.id,
            "kind": message.kind,
            "title": message.title,
            "contact": {"channel": "phone", "words": message.words, "person": person, "heard_at": hour.isoformat()},
        }
        answer = self._post(self.handler, "cases", body)
        if self.expect(answer, 201, "heard"):
            self.cases[message] = answer.json()

    def _finish(self, message: Message) -> None:
        if case := self.cases.get(message):
            answer = self._post(self.handler, f"cases/{case['id']}/finish", {"result": "已答复"})
            self.expect(answer, 200, "finished")

    def _signature(self, caller: Caller) -> str | None:
        headers = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Idempotency-Key": f"signed-{next(self.keys)}",
        }
        answer = caller.ask("POST", f"{API}/files", form("签名".encode()), headers)
        return str(answer.json()["id"]) if self.expect(answer, 201, "signed") else None

    def _say(self, caller: Caller, callback: Said, verb: str, **body: Any) -> None:
        self.expect(self._post(caller, f"callbacks/{callback['id']}/{verb}", body), 200, verb)

    def _post(self, caller: Caller, path: str, body: Said) -> Answer:
        """Sent again where the server is too busy, as it asks for."""
        key = f"{self.pack}-{next(self.keys)}"
        for _ in range(PATIENCE):
            answer = caller.post(f"{API}/{path}", body, Idempotency_Key=key)
            if not answer.is_later() and answer.status:
                break
            time.sleep(1)
        return answer


@dataclass
class Year:
    """The clock and what was looked at from outside."""

    at: ClockFile
    database: Database
    villages: Sequence[Village]
    pool: ThreadPoolExecutor
    now: datetime = BEFORE
    days: int = 0

    def live(self, days: Mapping[date, Mapping[datetime, Hour]]) -> None:
        """Day by day; a day on which nothing happens and nobody waits for a call is passed over."""
        day, last = min(days), max(days)
        while day <= last or self._owed():
            hours = days.get(day, {})
            if not hours and not self._owed():
                day += timedelta(days=1)
                continue
            for hour in sorted(hours):
                self.stand(hour)
                self._each(partial(Village.live, hour=hour, heard=hours[hour].heard, finished=hours[hour].finished))
            self._evening(day, max(hours, default=None), cut=any(here.finished for here in hours.values()))
            day += timedelta(days=1)

    def settle(self) -> None:
        """After the last window: everything is settled."""
        self.stand(AFTER)
        self.cut()

    def stand(self, at: datetime) -> None:
        self.now = at
        self.at.stand(at)

    def cut(self) -> None:
        """This hour's turn is planned at once, rather than when the server's planner next looks."""
        self._wait()
        with self.database.write(COMPANY_SCOPE) as session:
            plan_schedules(session, self.now.astimezone(UTC), rooms=CUT)
        self._wait()

    def _evening(self, day: date, last: datetime | None, *, cut: bool) -> None:
        """What came in is enrolled, the hour's cut draws, and the desk calls."""
        evening = datetime(day.year, day.month, day.day, EVENING, tzinfo=CITY)
        if last and last.hour >= EVENING:
            evening = last + timedelta(hours=1)
        self.days += 1
        self.stand(evening)
        if cut:
            self.cut()
        self._each(lambda village: village.call(evening))

    def _owed(self) -> bool:
        return any(village.owed for village in self.villages)

    def _each(self, act: Callable[[Village], object]) -> None:
        for _ in self.pool.map(act, self.villages):
            pass

    def _wait(self) -> None:
        """Until the journal is sealed and callbacks have reacted to it."""
        began = time.perf_counter()
        while self._busy():
            if time.perf_counter() - began > LONGEST_S:
                raise NotAsExpected(f"at {self.now} callbacks are not done")
            time.sleep(0.05)

    def _busy(self) -> bool:
        unsealed = sa.select(UnsealedEntry.entry_id).limit(1)
        jobs = sa.select(Job.id).where(
            Job.state == JobState.WAITING,
            Job.consumer.startswith("callbacks."),
            Job.run_at <= self.now,
        )
        with self.database.read(COMPANY_SCOPE) as session:
            return bool(session.execute(unsealed).first() or session.execute(jobs.limit(1)).first())


@dataclass
class Hour:
    """What is heard and what is finished in an hour."""

    heard: list[Message] = field(default_factory=list)
    finished: list[Message] = field(default_factory=list)


def real_year(task: Task) -> Finding:
    """Every draw reaches its rate, or says by how many it falls short and why; an outsider recomputes each."""
    finding = Finding()
    said = messages(YEAR, task.seed)
    if not said:
        finding.figures["real_data"] = f"{REAL_DATA} names no folder with the messages"
        return finding
    said = said[: task.pick(full=len(said), quick=A_FEW)]
    with task.ground.plot() as plot, ExitStack() as stack:
        at = ClockFile(plot.folder / "clock", BEFORE)
        people = _settle(plot)
        service = stack.enter_context(service_by(at, plot)).start()
        database = Database(plot.url)
        stack.callback(database.close)
        villages = [_village(service.port, pack, *here) for pack, here in people.items()]
        pool = stack.enter_context(ThreadPoolExecutor(len(villages)))
        year = Year(at, database, villages, pool)
        year.live(_by_day(said))
        year.settle()
        finding.figures |= {"days": year.days}
        for village in villages:
            _judge(finding, village, service.port)
        complaints = service.complaints()
        finding.expect(not complaints, f"{len(complaints)} errors in the log: {str(complaints[-1:])[-400:]}")
    finding.figures |= {
        "messages": len(said),
        "users": len({message.user for message in said}),
        "kinds": str(dict(Counter(message.kind for message in said))),
    }
    return finding


def _by_day(said: Sequence[Message]) -> Mapping[date, Mapping[datetime, Hour]]:
    days: dict[date, dict[datetime, Hour]] = defaultdict(lambda: defaultdict(Hour))
    for message in said:
        days[message.heard_at.date()][message.heard_at].heard.append(message)
        days[message.finished_at.date()][message.finished_at].finished.append(message)
    return days


# ---------------------------------------------------------------- the ground


def _settle(plot: Plot) -> Mapping[str, tuple[str, Person, Sequence[Person], Person]]:
    """A community for each pack, with one who does the work, two who call, and one who looks on."""
    settings = load_settings(mode="development", database_url=plot.url, data_dir=plot.folder)
    with opened(settings) as house:
        settling = Settling(house, StandingClock(BEFORE - timedelta(days=1)), numbers=itertools.count(900))
        return {pack: _settle_one(settling, pack) for pack in PACKS}


def _settle_one(settling: Settling, pack: str) -> tuple[str, Person, Sequence[Person], Person]:
    town = settling.town(f"{pack} 花园")
    with settling.work() as work:
        adopt(work, town.id, pack, None, "一年的真实来信")
    callers = [settling.staff("duty_butler", town) for _ in range(2)]
    for one in callers:
        settling.put_on_post(one, town, town.reception)
    handler, supervisor = settling.staff("duty_butler", town), settling.staff("supervisor", town)
    return str(town.id), *_signed_in(settling, handler, callers, supervisor)


def _signed_in(
    settling: Settling, handler: Person, callers: Sequence[Person], supervisor: Person
) -> tuple[Person, Sequence[Person], Person]:
    """For all the time to come: what is tried here is not the sign-in."""

    def sign_in(who: Person) -> Person:
        with settling.work() as work:
            return Person(who.id, who.name, open_pair(work.session, who.id, AFTER).access_token)

    return sign_in(handler), [sign_in(one) for one in callers], sign_in(supervisor)


def _village(
    port: int, pack: str, community_id: str, handler: Person, callers: Sequence[Person], supervisor: Person
) -> Village:
    at = partial(Caller, port, timeout=120)
    calling = {str(one.id): at(headers=one.headers) for one in callers}
    return Village(
        pack, community_id, at(headers=handler.headers), calling, at(headers=supervisor.headers), supervisor.secret
    )


# ---------------------------------------------------------------- what came of it


def _judge(finding: Finding, village: Village, port: int) -> None:
    """Draw by draw: settled, recomputed by the outsider's script, its rate reached or its shortfall explained."""
    finding.tried += sum(village.tried.values())
    finding.misses += village.misses
    script = verifier()
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    visited = village.visited()
    draws = village.listed(f"callback-draws?community_id={village.id}")
    finding.expect(bool(draws), f"{village.pack}: nothing was drawn")
    for draw in draws:
        name = f"{village.pack} {draw['programme']} {draw['kind']} {draw['period']}"
        if not finding.expect(bool(draw["settled_at"]), f"{name} is not settled"):
            continue
        settled, rows = _fetched(script, port, village.token, draw["id"])
        wrong = script.verify(settled, rows)
        if draw["programme"] == "home_visit":  # made with the callbacks of another draw
            draw["done"] = sum(1 for row in rows if row["drawn_cut"] and row["subject_id"] in visited)
        finding.expect(not wrong, f"{name} is not what the script comes to: {wrong[:3]}")
        missing = max(0, draw["due"] - draw["done"])
        finding.expect(missing <= draw["short"], f"{name}: {draw['done']} of {draw['due']}, {draw['short']} short")
        counted = {what: draw[what] for what in ("population", "due", "drawn", "done", "short")}
        sums[f"{village.pack} {draw['programme']} {draw['kind']}"] += Counter(counted)
        finding.figures[name] = _told(draw)
    for name, total in sums.items():
        finding.figures[f"{name}, all months"] = _told(total)
    finding.figures[f"{village.pack} draws verified"] = len(draws)


def _fetched(script: ModuleType, port: int, token: str, draw_id: str) -> tuple[Said, list[Said]]:
    """What the script fetches; again where a loaded machine takes longer than it waits."""
    for _ in range(PATIENCE):
        with suppress(httpx.TransportError):
            draw, rows = script.fetch(f"http://127.0.0.1:{port}", token, draw_id)
            return draw, rows
    raise NotAsExpected(f"nobody answers for draw {draw_id}")


def _told(draw: Mapping[str, int]) -> str:
    """Population, how many are called for, drawn, done in the window, short, and the rate achieved."""
    rate = 100 * draw["done"] / draw["population"] if draw["population"] else 0.0
    parts = " ".join(f"{what} {draw[what]}" for what in ("population", "due", "drawn", "done", "short"))
    return f"{parts} rate {rate:.1f} %"


CHECK = Check("R31", "real year", real_year, databases=("sqlite",))
