"""Sixteen threads that move money at random, in a process that can be killed: `python -m tests.proof.hammer`.

Each operation has a number, from which follow what it does, with whom, how much and its cause; so an operation done
again is the same operation. Nearly a third of all turns do an earlier one again. What was committed is printed.
"""

from __future__ import annotations

import itertools
import random
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor, ActorKind
from shouwen.core.ledger.models import Document, Refund
from shouwen.core.ledger.posting import TwoPeople, find_posted
from shouwen.core.ledger.public import (
    Taking,
    begin_refund,
    complete_refund,
    deduct,
    fail_refund,
    forfeit,
    open_held,
    reverse,
    take,
)
from shouwen.core.ledger.rules import PayMethod
from shouwen.core.people.models import Staff
from shouwen.core.places.models import Community, Household
from shouwen.core.work import House, Work
from shouwen.house import opened
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.problem import Problem
from shouwen.settings import load_settings

THREADS = 16
REPLAYS = 0.3
HOUSEHOLDS = 8
MOST_FEN = 100_000
KINDS = ("deposit", "deposit", "deposit", "refund", "refund", "settle", "settle", "deduct", "forfeit", "reverse")


@dataclass(frozen=True)
class Plan:
    """What an operation does, as its number says."""

    kind: str
    household: int
    amount_fen: int
    earlier: int  # the operation that it settles or reverses
    fails: bool

    @classmethod
    def of(cls, seed: int, number: int) -> Plan:
        chance = random.Random(f"{seed} operation {number}")
        return cls(
            kind=chance.choice(KINDS),
            household=chance.randrange(HOUSEHOLDS),
            amount_fen=chance.randint(1, MOST_FEN),
            earlier=chance.randrange(number) if number else 0,
            fails=chance.random() < 1 / 2,
        )


class NothingThere(Exception):
    """The operation it refers to was never done."""


class Hammer:
    """What all threads share: the house, the people, the households."""

    def __init__(self, house: House, seed: int) -> None:
        self._house = house
        self._seed = seed
        self._told = threading.Lock()
        with house.db.read(COMPANY_SCOPE) as session:
            self._community = session.scalars(sa.select(Community.id).order_by(Community.id)).first()
            self._households = self._some_households(session)
            people = session.scalars(sa.select(Staff.id).where(Staff.active).order_by(Staff.id).limit(2)).all()
        self._both = TwoPeople(*people)
        self._actor = Actor(ActorKind.STAFF, people[1], "hammer")

    def _some_households(self, session: Session) -> list[UUID]:
        rows = sa.select(Household.id).where(Household.community_id == self._community)
        return list(session.scalars(rows.order_by(Household.id).limit(HOUSEHOLDS)))

    def turn(self, number: int) -> None:
        """One turn: this operation, or an earlier one again. Says how it ended when it has."""
        chance = random.Random(f"{self._seed} turn {number}")
        chosen = chance.randrange(number) if number and chance.random() < REPLAYS else number
        self._tell(chosen, self.strike(chosen), "again" if chosen != number else "first")

    def strike(self, number: int) -> str:
        """Does the operation; answers `ok`, or why not."""
        try:
            with self._house.db.write(COMPANY_SCOPE) as session:
                work = Work(self._house, session, self._actor, self._house.clock.now())
                self._act(work, number)
                work.write_journal()
        except NothingThere:
            return "nothing"
        except Problem as problem:
            return problem.code
        except Exception as error:  # noqa: BLE001 - told as it is: none is expected
            return f"broke:{type(error).__name__}"
        return "ok"

    def _act(self, work: Work, number: int) -> None:
        assert self._community is not None
        plan, cause = Plan.of(self._seed, number), f"op:{number}"
        household = self._households[plan.household % len(self._households)]
        account = open_held(work, self._community, household_id=household)
        match plan.kind:
            case "deposit":
                take(work, account, Taking(plan.amount_fen, PayMethod.BANK_TRANSFER, cause))
            case "refund":
                begin_refund(work, account, plan.amount_fen, PayMethod.BANK_TRANSFER, self._both, cause=cause)
            case "deduct":
                deduct(work, account, plan.amount_fen, self._both, cause=cause)
            case "forfeit":
                forfeit(work, account, plan.amount_fen // 10 + 1, self._both, cause=cause)
            case "settle":
                self._settle(work, plan.earlier, fails=plan.fails)
            case _:
                reverse(work, self._paper(work, plan.earlier), self._both)

    def _paper(self, work: Work, number: int) -> Document:
        assert self._community is not None
        found = find_posted(work.session, self._community, f"op:{number}")
        if found is None:
            raise NothingThere
        return found

    def _settle(self, work: Work, number: int, *, fails: bool) -> None:
        paper = self._paper(work, number)
        refund = work.session.scalar(sa.select(Refund.id).where(Refund.document_id == paper.id))
        if refund is None:
            raise NothingThere
        if fails:
            fail_refund(work, refund, "returned")
        else:
            complete_refund(work, refund)

    def _tell(self, number: int, outcome: str, which: str) -> None:
        with self._told:
            print(number, outcome, which, flush=True)


def main(url: str, folder: str, seed: int, begin: int, end: int) -> None:
    """Turns `begin` to `end`, by as many threads."""
    numbers: Iterator[int] = iter(range(begin, end))
    taking = threading.Lock()
    settings = load_settings(mode="development", database_url=url, data_dir=Path(folder), connections=THREADS)
    with opened(settings) as house:
        hammer = Hammer(house, seed)

        def strike() -> None:
            while True:
                with taking:
                    number = next(numbers, None)
                if number is None:
                    return
                hammer.turn(number)

        with ThreadPoolExecutor(THREADS) as pool:
            for each in [pool.submit(strike) for _ in itertools.repeat(None, THREADS)]:
                each.result()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
