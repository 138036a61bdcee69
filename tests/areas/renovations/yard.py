"""A town where somebody renovates, and the short words for it: every step over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.renovations.gate_rules import RenovationPaper
from shouwen.areas.renovations.rules import CheckItem
from shouwen.areas.renovations.schedules import expire, observe, plan_visits
from shouwen.core.ledger.models import Account, Entry
from shouwen.core.standards.service import override
from tests.support.api import Api, Caller, Town

PAPERS = ("application_form", "fire_letter", "leak_letter", "drawings", "contractor_licence")
DEPOSIT = 300_000
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_VERSIONED = frozenset({"approve", "approve-settlement", "close"})


@dataclass
class Yard:
    """The household, and everybody who has a part in it."""

    api: Api
    town: Town
    owner: Caller
    desk: Caller
    butler: Caller
    engineer: Caller
    cashier: Caller
    supervisor: Caller
    manager: Caller
    unit: UUID

    @classmethod
    def open(cls, api: Api) -> Yard:
        town = api.town()
        owner = api.resident(town)
        assert owner.household_id
        unit = api.look(lambda session: unit_of(session, town.id, owner.household_id))
        yard = cls(
            api=api,
            town=town,
            owner=owner,
            desk=api.staff("duty_butler", town),
            butler=api.staff("zone_butler", town, zone=town.east),
            engineer=api.staff("engineer", town),
            cashier=api.staff("cashier", town),
            supervisor=api.staff("supervisor", town),
            manager=api.staff("manager", town),
            unit=unit,
        )
        yard.set("renovation.deposit", DEPOSIT)
        yard.set("renovation.observe", 5)
        yard.set("renovation.refund", 7)
        return yard

    def set(self, key: str, value: int) -> None:
        """A number of the community's own, from now on."""
        with self.api.work() as work:
            override(work, self.town.id, key, value, None, None, "本小区约定")
        self.api.clock.advance(seconds=1)

    def on(self, days: int) -> str:
        """The local day so many days from today."""
        return (self.api.clock.now() + timedelta(hours=8, days=days)).date().isoformat()

    # ------------------------------------------------------------ applying

    def file(self, who: Caller | None = None, content: bytes = PDF, name: str = "图纸.pdf") -> str:
        answer = self.api.send("POST", "/files", who or self.owner, files={"file": (name, content)})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def body(self, **more: Any) -> dict[str, Any]:
        body = {
            "unit_id": self.unit,
            "title": "全屋翻新",
            "contractor": {"name": "安居装饰", "licence": "D344012345", "licence_until": "2028-06-30"},
            "scope": ["decoration"],
            "starts_on": self.on(0),
            "ends_on": self.on(70),
        }
        return body | more

    def apply(self, who: Caller | None = None, **more: Any) -> httpx.Response:
        who = who or self.owner
        if who is not self.owner:
            more.setdefault("applicant", {"resident_id": self.owner.resident_id})
        return self.api.post("/renovations", who, self.body(**more), key=f"apply-{next(self.api.numbers)}")

    def draft(self, *, papers: bool = True, **more: Any) -> dict[str, Any]:
        documents = [{"kind": kind, "file_id": self.file()} for kind in PAPERS] if papers else []
        answer = self.apply(documents=documents, **more)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    # ------------------------------------------------------------ saying something

    def say(self, who: Caller, one: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
        """One step, on the version that stands."""
        path = f"/renovations/{one['id']}/{verb}"
        key = f"{verb}-{next(self.api.numbers)}"
        version = self.read(one)["version"] if verb in _VERSIONED else None
        return self.api.post(path, who, body, key=key, version=version)

    def done(self, who: Caller, one: dict[str, Any], verb: str, **body: Any) -> dict[str, Any]:
        answer = self.say(who, one, verb, **body)
        assert answer.status_code in (200, 201), (verb, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    def read(self, one: dict[str, Any], who: Caller | None = None) -> dict[str, Any]:
        answer = self.api.get(f"/renovations/{one['id']}", who or self.manager)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def deposit(self, one: dict[str, Any], who: Caller | None = None) -> dict[str, Any]:
        answer = self.api.get(f"/renovations/{one['id']}/deposit", who or self.manager)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def hand_in(self, one: dict[str, Any], kind: str, who: Caller | None = None) -> None:
        who = who or self.owner
        self.done(who, one, "documents", kind=RenovationPaper(kind), file_id=self.file(who))

    # ------------------------------------------------------------ roads

    def submitted(self, **more: Any) -> dict[str, Any]:
        return self.done(self.owner, self.draft(**more), "submit")

    def approved(self, **more: Any) -> dict[str, Any]:
        one = self.submitted(**more)
        self.hand_in(one, "signed_opinions")
        for who in (self.butler, self.supervisor):
            one = self.done(who, one, "review", words="资料齐全")
        for who in (self.supervisor, self.manager, self.engineer, self.supervisor):
            one = self.done(who, one, "approve")
        assert one["state"] == "approved"
        return one

    def signed(self, **more: Any) -> dict[str, Any]:
        one = self.approved(**more)
        self.hand_in(one, "agreement", self.desk)
        return self.done(self.desk, one, "sign")

    def paid(self, **more: Any) -> dict[str, Any]:
        one = self.signed(**more)
        paid = {"amount_fen": one["required_fen"], "method": "bank_transfer", "reference": one["number"]}
        return self.done(self.cashier, one, "pay-deposit", **paid)

    def under_way(self, **more: Any) -> dict[str, Any]:
        one = self.done(self.desk, self.paid(**more), "issue-permit")
        return self.done(self.butler, one, "start", protection_checked=True)

    def breach(self, one: dict[str, Any], kind: str = "rubbish", **more: Any) -> dict[str, Any]:
        breaches = [{"kind": kind, "words": "垃圾堆放在电梯厅"}]
        return self.done(self.butler, one, "inspect", checks=checks("rubbish"), breaches=breaches, **more)

    def noticed(self, one: dict[str, Any], kind: str = "rubbish") -> int:
        """A violation that was found and has its notice: its number."""
        no: int = self.breach(one, kind)["violations"][-1]["no"]
        self.done(self.butler, one, "notice", violation_no=no, demand="三日内清运", served_to="施工负责人")
        return no

    def rectified(self, one: dict[str, Any], no: int) -> None:
        self.done(self.butler, one, "rectify", violation_no=no, passed=True)

    def observed(self, one: dict[str, Any]) -> dict[str, Any]:
        """Asked for, accepted for the first time, and the time of observation over."""
        self.done(self.owner, one, "request-acceptance")
        self.done(self.supervisor, one, "accept-initial")
        self.api.clock.advance(days=6)
        self.tick()
        return self.read(one)

    def accepted(self, one: dict[str, Any]) -> dict[str, Any]:
        return self.done(self.supervisor, self.observed(one), "accept-final")

    def settled(self, one: dict[str, Any], **more: Any) -> dict[str, Any]:
        self.done(self.supervisor, one, "propose-settlement", **more)
        return self.done(self.manager, one, "approve-settlement")

    # ------------------------------------------------------------ the clock and the books

    def tick(self) -> None:
        """What the clock does."""
        with self.api.work() as work:
            plan_visits(work)
            expire(work)
            observe(work)

    def promises(self, one: dict[str, Any], key: str) -> list[dict[str, Any]]:
        params = {"subject_id": one["id"], "key": key, "limit": "100"}
        rows: list[dict[str, Any]] = self.api.get("/commitments", self.manager, params=params).json()["data"]
        return rows

    def off_balance(self) -> int:
        """Debits less credits of the whole town: zero, always."""
        signed = sa.select(sa.func.coalesce(sa.func.sum(Entry.amount_fen * Account.sign), 0)).join(
            Account, sa.and_(Account.community_id == Entry.community_id, Account.id == Entry.account_id)
        )
        here = signed.where(Entry.community_id == self.town.id)
        return self.api.look(lambda session: int(session.scalar(here) or 0))


def unit_of(session: Session, community_id: UUID, household_id: UUID | None) -> UUID:
    from shouwen.core.places.models import Household  # noqa: PLC0415 - the one place that asks

    return session.scalars(
        sa.select(Household.unit_id).where(Household.community_id == community_id, Household.id == household_id)
    ).one()


def checks(*faults: str) -> list[dict[str, str]]:
    """The check-list of a visit; `faults` were found wrong."""
    return [{"item": item, "finding": "fault" if item in faults else "fine"} for item in CheckItem]


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def lacks(answer: httpx.Response) -> list[str]:
    """What a shut gate names."""
    assert code(answer) == (409, "renovations.incomplete"), answer.text
    return [error["code"] for error in answer.json()["errors"]]


def fields(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["pointer"] for error in answer.json()["errors"]]
