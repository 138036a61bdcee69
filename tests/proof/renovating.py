"""A renovation from the application to the closed file: who sends what at each step, and what the journal tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from shouwen.areas.renovations.rules import CheckItem
from shouwen.kit.clock import SystemClock
from tests.proof.people import API, Desk, Said, expect
from tests.proof.stage import BOUNDARY, form

OWNER: Final = "resident_1"
PEOPLE: Final = (OWNER, "duty_butler", "zone_butler_a", "supervisor", "manager", "engineer", "cashier")
_PAPERS: Final = ("application_form", "fire_letter", "leak_letter", "drawings", "contractor_licence")
VERSIONED: Final = frozenset({"approve", "approve-settlement", "close"})  # said of the version that was seen
KEPT_FEN: Final = 20_000
_PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
File = Callable[[str], str]  # a fresh file of this person


@dataclass(frozen=True)
class Step:
    """One request of the journey. `tells` are the events that it must have written, once each."""

    who: str
    verb: str
    body: Callable[[Said, File], Said] = field(default=lambda _one, _file: {})
    tells: tuple[str, ...] = ()

    def path(self, one: Said) -> str:
        """Where it is sent: to the file, but for what makes it and what is said to a pass."""
        if self.verb == "apply":
            return f"{API}/renovations"
        if self.verb == "return":
            return f"{API}/renovation-passes/{one['passes'][0]['id']}/return"
        return f"{API}/renovations/{one['id']}/{self.verb}"


def said(**body: Any) -> Callable[[Said, File], Said]:
    """A body that is the same whatever has happened."""
    return lambda _one, _file: body


def paper(who: str, kind: str) -> Step:
    return Step(who, "documents", lambda _one, file: {"kind": kind, "file_id": file(who)}, ("document_added",))


def first_body(home: Mapping[str, Any], file: File) -> Said:
    """The application of whoever lives there, with its papers."""
    today = SystemClock().now() + timedelta(hours=8)
    return {
        "unit_id": home["unit_id"],
        "title": "全屋翻新",
        "scope": ["decoration"],
        "contractor": {"name": "安居装饰", "licence": "D344012345", "licence_until": "2040-01-01"},
        "starts_on": today.date().isoformat(),
        "ends_on": (today + timedelta(days=70)).date().isoformat(),
        "documents": [{"kind": kind, "file_id": file(OWNER)} for kind in _PAPERS],
    }


def _visit(_one: Said, file: File) -> Said:
    checks = [{"item": item, "finding": "fine"} for item in CheckItem]
    breach = {"kind": "rubbish", "words": "垃圾堆放在电梯厅", "file_ids": [file("zone_butler_a")]}
    return {"checks": checks, "progress": "水电完工", "breaches": [breach]}


def _kept(_one: Said, file: File) -> Said:
    shown = [file("supervisor")]
    return {"violation_no": 1, "amount_fen": KEPT_FEN, "words": "代为清运", "file_ids": shown}


def _deposit(one: Said, _file: File) -> Said:
    return {"amount_fen": one["required_fen"], "method": "bank_transfer", "reference": one["number"]}


_REFUND = Step("cashier", "refund", said(method="bank_transfer"), ("refund_begun",))
UNTIL_OBSERVED: Final = (
    paper(OWNER, "signed_opinions"),
    Step(OWNER, "submit", tells=("submitted",)),
    Step("zone_butler_a", "review", said(words="图纸已收"), ("step_signed",)),
    Step("supervisor", "review", tells=("step_signed",)),
    Step("supervisor", "approve", tells=("step_signed",)),
    Step("manager", "approve", tells=("step_signed",)),
    Step("engineer", "approve", tells=("step_signed",)),
    Step("supervisor", "approve", tells=("step_signed",)),
    paper("duty_butler", "agreement"),
    Step("duty_butler", "sign", tells=("signed",)),
    Step("cashier", "pay-deposit", _deposit, ("deposit_paid",)),
    Step("duty_butler", "issue-permit", tells=("permit_issued",)),
    Step("duty_butler", "passes", said(worker_name="周师傅", trade="水电"), ("pass_issued",)),
    Step("zone_butler_a", "start", said(protection_checked=True), ("started",)),
    Step("zone_butler_a", "inspect", _visit, ("inspected", "violation_found")),
    Step("zone_butler_a", "notice", said(violation_no=1, demand="清运", served_to="负责人"), ("notice_served",)),
    Step("zone_butler_a", "stop", said(words="停工整改"), ("stopped",)),
    Step("zone_butler_a", "rectify", said(violation_no=1, passed=True), ("rectification_verified",)),
    Step("zone_butler_a", "resume", tells=("resumed",)),
    Step("supervisor", "deduct", _kept, ("deduction_proposed",)),
    Step(OWNER, "object", said(deduction_no=1, words="已自行清运"), ("objected",)),
    Step("manager", "decide-objection", said(deduction_no=1, upheld=True, words="属实"), ("objection_decided",)),
    Step(OWNER, "request-acceptance", tells=("acceptance_requested",)),
    Step("supervisor", "fail-acceptance", said(words="闭水渗漏"), ("acceptance_failed",)),
    Step(OWNER, "request-acceptance", tells=("acceptance_requested",)),
    Step("supervisor", "accept-initial", tells=("accepted",)),
)
AFTERWARDS: Final = (
    Step("duty_butler", "return", tells=("pass_returned",)),
    Step("supervisor", "accept-final", tells=("accepted",)),
    Step("supervisor", "propose-settlement", tells=("settlement_proposed",)),
    Step("manager", "approve-settlement", tells=("settlement_approved",)),
    _REFUND,
    Step("cashier", "confirm-refund", said(outcome="failed")),
    _REFUND,
    Step("cashier", "confirm-refund", said(outcome="paid_out"), ("refund_paid_out",)),
    Step("duty_butler", "close", tells=("closed",)),
)


def upload(desk: Desk) -> str:
    """A fresh file of theirs."""
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    sent = desk.again().caller.ask("POST", f"{API}/files", form(_PDF, "材料.pdf"), headers)
    return str(expect(sent, 201).json()["id"])
