"""The day of a busy desk: cases heard, offered, accepted, noted, finished, closed, over and over, until told to stop.

What the server acknowledged is written down, so that it can be looked for afterwards; what it left unanswered too, so
that it can be sent again with the same key.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter
from typing import Self

from tests.proof.caller import Answer
from tests.proof.people import Desk, Said


@dataclass(frozen=True)
class Seen:
    """One answer: when it came (`perf_counter`), and what it was."""

    at: float
    status: int
    code: str
    is_later: bool
    seconds: float


@dataclass
class Ledger:
    """What the clients know. Shared by threads: every entry is one append or one store."""

    versions: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    unanswered: list[tuple[str, Said]] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return sum(200 <= one.status < 300 for one in self.seen)

    def statuses(self) -> Counter[int]:
        return Counter(one.status for one in self.seen)

    def note_answer(self, answer: Answer) -> None:
        self.seen.append(Seen(perf_counter(), answer.status, answer.code, answer.is_later(), answer.seconds))


class Shift:
    """One thread at work: a butler who hears and an engineer who takes over."""

    def __init__(self, butler: Desk, engineer: Desk, ledger: Ledger, name: str, seed: int) -> None:
        self._butler = butler
        self._engineer = engineer
        self._ledger = ledger
        self._name = name
        self._chance = random.Random(f"{seed} {name}")
        self._count = 0
        self._to = engineer.staff_id

    def work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            if not self._one_case():
                stop.wait(0.02)  # refused or cut off: a short breath, as a client would take

    def _one_case(self) -> bool:
        self._count += 1
        title = f"{self._name} {self._count}"
        body = self._butler.case(title)
        answer = self._heard(self._butler.hear(title.replace(" ", "-"), body))
        if not answer.ok:
            if answer.status == 0:
                self._ledger.unanswered.append((title.replace(" ", "-"), body))
            return False
        case_id = answer.json()["id"]
        self._ledger.titles[title] = case_id
        self._ledger.versions[case_id] = answer.json()["version"]
        story = self._chance.choice((self._note, self._hand_over, self._finish, self._keep))
        return story(case_id)

    def _note(self, case_id: str) -> bool:
        answer = self._heard(self._butler.act(case_id, "notes", {"text": "已联系住户"}))
        if answer.ok:
            self._ledger.notes[answer.json()["id"]] = case_id
        return answer.ok

    def _hand_over(self, case_id: str) -> bool:
        return (
            self._did(self._butler, case_id, "offer", {"to_staff_id": self._to, "reason": "属于工程"})
            and self._did(self._engineer, case_id, "accept", {}, with_version=True)
            and self._did(self._engineer, case_id, "arrive", {})
            and self._did(self._engineer, case_id, "finish", {"result": "已修复"})
        )

    def _finish(self, case_id: str) -> bool:
        return (
            self._did(self._butler, case_id, "finish", {"result": "已答复"})
            and self._did(self._butler, case_id, "close", {"reason": "电话确认"}, with_version=True)
            and self._did(self._butler, case_id, "reopen", {"reason": "又漏了"})
        )

    def _keep(self, case_id: str) -> bool:
        return self._did(self._butler, case_id, "keep", {})

    def _did(self, desk: Desk, case_id: str, verb: str, body: Said, *, with_version: bool = False) -> bool:
        version = self._ledger.versions[case_id] if with_version else None
        answer = self._heard(desk.act(case_id, verb, body, version))
        if answer.ok:
            self._ledger.versions[case_id] = answer.json()["version"]
        return answer.ok

    def _heard(self, answer: Answer) -> Answer:
        self._ledger.note_answer(answer)
        return answer


class Load:
    """Shifts on threads of their own for as long as the block lasts."""

    def __init__(self, butler: Desk, engineer: Desk, ledger: Ledger, *, shifts: int, name: str, seed: int) -> None:
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(
                target=Shift(butler.again(), engineer.again(), ledger, f"{name} {number}", seed).work,
                args=(self._stop,),
                daemon=True,
            )
            for number in range(shifts)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
