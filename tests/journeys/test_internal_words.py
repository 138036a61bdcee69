"""What is said among ourselves never reaches the resident: every answer, file, paper and event of theirs (CP-17).

Staff write a marked word into everything they may write about the household's own matters: complaint and slip, a call
for help, a repair, a warranty, a suggestion, a renovation. Then the household asks for all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pypdfium2
import pytest

from shouwen.areas.cases import reactions  # noqa: F401 - says what cases react to
from shouwen.areas.cases.slip_rules import SlipCopy
from shouwen.areas.renovations.papers import RenovationSheet
from shouwen.rooms import furniture
from tests.areas.renovations.yard import Yard, checks
from tests.core.files.conftest import encoded
from tests.core.files.conftest import picture as drawn
from tests.support.api import Api, Caller

MARK = "内部口径"
PAPER = re.compile(r"/paper$|/papers/")
# Not answered at once, or with what a person signs in by.
UNASKED = {"/api/v1/stream"}
_VERSIONED = frozenset({"accept", "refuse", "close", "arbitrate", "succeed"})
# What has to be asked with something: by the very words, so that nothing is found by them either.
ASKED_WITH = {"/search": f"?q={MARK}", "/cases": f"?q={MARK}", "/renovations": f"?q={MARK}"}
# A name in a path that no household has a thing for: what it may not ask about in any case.
NOTHING_OF_THEIRS = frozenset(
    {
        *("absence_id", "building_id", "channel", "corrective_id", "department_id", "draw_id", "duty_id", "grant_id"),
        *("key", "line_id", "macro_id", "pack", "party_id", "plan", "post_id", "proposal_id", "refund_id", "route_id"),
        *("shift_id", "staff_id", "type_id", "year", "zone_id", "holding_id", "name", "operation_id", "payment_id"),
    }
)


@dataclass
class House:
    """Everybody, what was said among ourselves, and every id that a path may name."""

    yard: Yard
    said: list[str] = field(default_factory=list)
    things: dict[str, list[str]] = field(default_factory=dict)

    @property
    def api(self) -> Api:
        return self.yard.api

    def inside(self) -> str:
        """Words of their own, that no resident is to read."""
        self.said.append(f"{MARK}{len(self.said):03d}号")
        return self.said[-1]

    def must(self, who: Caller, path: str, *, version: int | None = None, **body: Any) -> dict[str, Any]:
        answer = self.api.post(path, who, body, version=version)
        assert answer.status_code in {200, 201}, (path, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    def act(self, who: Caller, case: dict[str, Any], verb: str, **body: Any) -> dict[str, Any]:
        version = self.api.read(who, case).json()["version"] if verb in _VERSIONED else None
        return self.must(who, f"/cases/{case['id']}/{verb}", version=version, **body)

    def hear(self, **more: Any) -> dict[str, Any]:
        """What the household raises itself, in the app."""
        person = {"resident_id": self.yard.owner.resident_id}
        case = self.api.hear(self.yard.owner, self.yard.town, contact={"channel": "app", "person": person}, **more)
        self.know("case_id", case["id"])
        return case

    def know(self, name: str, *ids: str) -> None:
        self.things.setdefault(name, []).extend(ids)

    def attach(self, case: dict[str, Any]) -> None:
        """A file for ourselves, named so."""
        sent = {"file": (f"{self.inside()}.png", encoded(drawn(), "PNG"))}
        file_id = self.api.send("POST", "/files", self.yard.desk, files=sent).json()["id"]
        body = {"subject_type": "case", "subject_id": case["id"], "audience": "internal"}
        assert self.api.post(f"/files/{file_id}/links", self.yard.desk, body).status_code == 201
        self.know("file_id", file_id)

    # ------------------------------------------------------------ what is done

    def complaint(self) -> None:
        """A complaint that went through every hand, with its slip."""
        yard = self.yard
        case = self.hear(kind="complaint", title="楼道长期堆物", complaint={"class": "property"})
        self.act(yard.desk, case, "notes", text=self.inside(), audience="internal")
        self.act(yard.desk, case, "notes", text="师傅明早到", audience="resident")
        self.attach(case)
        self.act(yard.desk, case, "verify", valid=True, reason=self.inside())
        self.act(yard.desk, case, "escalate", reason=self.inside())
        self.act(yard.desk, case, "reclassify", severity="urgent", reason=self.inside())
        self.act(yard.desk, case, "offer", to_staff_id=str(yard.engineer.id), reason=self.inside())
        self.act(yard.engineer, case, "refuse", reason=self.inside())
        self.act(yard.desk, case, "offer", to_staff_id=str(yard.engineer.id), reason=self.inside())
        self.act(yard.engineer, case, "accept")
        self.act(yard.manager, case, "arbitrate", owner_id=str(yard.engineer.id), ruling=self.inside())
        self.act(yard.manager, case, "succeed", to_staff_id=str(yard.supervisor.id), reason=self.inside())
        self.slip(case)
        words = {"cause": self.inside(), "preventive_measure": self.inside()}
        self.act(yard.engineer, case, "finish", result="已清理", **words)

    def dispute(self) -> None:
        """What a colleague recorded for another, who says that it was somebody else."""
        yard = self.yard
        contact = {"channel": "phone", "person": {"resident_id": yard.owner.resident_id}}
        named = {"kind": "complaint", "complaint": {"class": "property"}, "heard_by_id": yard.engineer.id}
        case = self.api.hear(yard.desk, yard.town, contact=contact, **named)
        self.know("case_id", case["id"])
        self.act(yard.engineer, case, "dispute", reason=self.inside())

    def slip(self, case: dict[str, Any]) -> None:
        """The slip of a complaint, from its report to an objection."""
        yard, here = self.yard, f"/cases/{case['id']}"
        department = str(yard.town.engineering)
        self.must(yard.desk, f"{here}/slips")
        for verb in ("report", "negotiate"):
            self.must(yard.desk, f"{here}/slip/{verb}", text=self.inside())
        self.must(yard.desk, f"{here}/slip/advise", text=self.inside(), department_ids=[department])
        signed: dict[str, Any] = {"department_id": department, "agrees": False, "text": self.inside()}
        self.must(yard.supervisor, f"{here}/slip/countersign", **signed)
        verdict: dict[str, Any] = {"responsibility": "ours", "loss_fen": 30_000, "remedy": self.inside()}
        self.must(yard.supervisor, f"{here}/slip/decide", **verdict)
        offer: dict[str, Any] = {"kind": "compensation", "amount_fen": 12_300, "reason": self.inside()}
        self.must(yard.supervisor, f"{here}/slip/propose-amount", **offer)
        self.must(yard.manager, f"{here}/slip/refuse-amount", no=1, reason=self.inside())
        copies = [{"copy": copy.value, "post_id": str(yard.town.reception)} for copy in SlipCopy]
        path = f"/communities/{yard.town.id}/slip-copies"
        assert self.api.send("PUT", path, yard.manager, body={"copies": copies}).status_code == 200
        version = self.api.get(f"{here}/slips", yard.manager).json()["data"][0]["version"]
        self.must(yard.manager, f"{here}/slip/close", version=version)
        self.must(yard.supervisor, f"{here}/slip/object", department_id=department, text=self.inside())
        self.must(yard.supervisor, f"{here}/slip/answer-objection", no=1, text=self.inside())

    def emergency(self) -> None:
        """A call for help with its steps, a plan and a cordon."""
        desk = self.yard.desk
        case = self.hear(kind="help", category="medical", severity="urgent", title="老人晕倒")
        here = f"/cases/{case['id']}"
        self.must(desk, f"{here}/help/steps", step="nearest_sent", text=self.inside())
        self.must(desk, f"{here}/plans", plan="first_aid")
        self.must(desk, f"{here}/plans/first_aid/ticks", no=1, text=self.inside())
        cordon = self.must(desk, f"{here}/cordons", place=self.inside(), sign=self.inside())
        self.must(desk, f"/cordons/{cordon['id']}/remove", restored=self.inside())
        self.know("cordon_id", cordon["id"])

    def repair(self) -> None:
        """A repair with its work order, and one of the developer's with its ledger."""
        desk = self.yard.desk
        case = self.hear(title="水管漏水")
        bought: dict[str, Any] = {"quantity": 1, "unit_price_fen": 100, "source": "stock", "paid_by": "us"}
        self.must(desk, f"/cases/{case['id']}/materials", name=self.inside(), **bought)
        climbed: dict[str, Any] = {"rung": "hotline", "solved": False, "reason": self.inside()}
        question = self.hear(kind="inquiry", title="门禁打不开")
        self.must(desk, f"/cases/{question['id']}/ladder", **climbed)
        defect = self.hear(kind="warranty", title="外墙渗水")
        judged: dict[str, Any] = {"valid": True, "size": "small", "reason": self.inside()}
        self.must(desk, f"/cases/{defect['id']}/judge-warranty", **judged)
        party: dict[str, Any] = {
            "community_id": str(self.yard.town.id),
            "kind": "developer",
            "company": self.inside(),
            "name": "张工",
        }
        made = self.must(self.yard.manager, "/outside-parties", **party, phone="13900000000")
        self.must(desk, f"/cases/{defect['id']}/defect/dispatch", party_id=made["id"], text=self.inside())
        self.must(desk, f"/cases/{defect['id']}/defect/track", text=self.inside())

    def suggestion(self) -> None:
        case = self.hear(kind="suggestion", title="建议加装路灯")
        decided: dict[str, Any] = {"adopted": True, "reason": self.inside()}
        self.must(self.yard.manager, f"/cases/{case['id']}/suggestion/decide", **decided)

    def renovation(self) -> None:
        """A renovation that is under way, with a breach and its notice."""
        yard = self.yard
        one = yard.submitted()
        yard.hand_in(one, "signed_opinions")
        for who in (yard.butler, yard.supervisor):
            one = yard.done(who, one, "review", words=self.inside())
        for who in (yard.supervisor, yard.manager, yard.engineer, yard.supervisor):
            one = yard.done(who, one, "approve", words=self.inside())
        yard.hand_in(one, "agreement", yard.desk)
        one = yard.done(yard.desk, one, "sign")
        paid = {"amount_fen": one["required_fen"], "method": "bank_transfer", "reference": one["number"]}
        yard.done(yard.cashier, one, "pay-deposit", **paid)
        yard.done(yard.desk, one, "issue-permit")
        worker = yard.done(
            yard.desk, one, "passes", worker_name="李工", trade="瓦工", photo_file_id=yard.file(yard.desk)
        )
        yard.done(yard.butler, one, "start", protection_checked=True)
        breaches = [{"kind": "rubbish", "words": "垃圾堆放在电梯厅"}]
        seen = {"progress": self.inside(), "anomaly": self.inside()}
        found = yard.done(yard.butler, one, "inspect", checks=checks("rubbish"), breaches=breaches, **seen)
        no = found["violations"][-1]["no"]
        yard.done(yard.butler, one, "notice", violation_no=no, demand="三日内清运", served_to="施工负责人")
        yard.done(yard.butler, one, "stop", words=self.inside())
        self.know("renovation_id", one["id"])
        self.know("no", str(no))
        self.know("pass_id", *(each["id"] for each in worker["passes"]))
        self.know("paper", *(sheet.value for sheet in RenovationSheet))

    # ------------------------------------------------------------ what is asked

    def asked(self, who: Caller) -> Iterator[tuple[str, httpx.Response]]:
        """Every reading there is, about everything there is; a paper as a page and as a PDF."""
        for path, methods in self.api.app.openapi()["paths"].items():
            if "get" not in methods or path in UNASKED:
                continue
            for below in _filled(path.removeprefix("/api/v1"), self.things):
                forms = ("?format=page", "?format=pdf") if PAPER.search(path) else ("", ASKED_WITH.get(below, ""))
                for form in dict.fromkeys(forms):
                    yield path, self.api.get(below + form, who)

    def read_by(self, who: Caller) -> tuple[set[str], set[str]]:
        """Which of the words stand in what somebody is answered, and the paths that answered them at all."""
        found, answered = set(), set()
        for path, answer in self.asked(who):
            text = _text(answer)
            if answer.status_code == 200:
                answered.add(path)
            found |= {f"{word} {path}" for word in self.said if word in text}
        return found, answered


def _filled(path: str, things: Mapping[str, Sequence[str]]) -> Iterator[str]:
    named = re.search(r"{(\w+)}", path)
    if named is None:
        yield path
        return
    name = named[1]
    assert name in things or name in NOTHING_OF_THEIRS, f"{name}: say which of these the household has"
    for one in things.get(name, ()):
        yield from _filled(path.replace(named[0], one, 1), things)


def _text(answer: httpx.Response) -> str:
    if answer.headers.get("content-type") == "application/pdf" and answer.content.startswith(b"%PDF"):
        try:
            pages = list(pypdfium2.PdfDocument(answer.content))
        except pypdfium2.PdfiumError:  # somebody's upload
            return ""
        return "".join(page.get_textpage().get_text_bounded() for page in pages)
    return answer.text + "".join(answer.headers.values())


@pytest.fixture
def house(shared_api: Api) -> House:
    furniture("reactions")
    house = House(Yard.open(shared_api))
    yard = house.yard
    shared_api.put_on_post(yard.desk, yard.town, yard.town.reception)
    house.know("community_id", str(yard.town.id))
    house.know("unit_id", str(yard.unit))
    house.know("household_id", str(yard.owner.household_id))
    house.know("resident_id", str(yard.owner.resident_id))
    for story in (house.complaint, house.dispute, house.emergency, house.repair, house.suggestion, house.renovation):
        story()
    shared_api.seal()
    shared_api.do_jobs()
    _see_the_rest(house)
    return house


def _see_the_rest(house: House) -> None:
    """Ids that only staff are told, so that the household asks for those as well."""
    yard = house.yard
    for name, path in (
        ("commitment_id", "/commitments"),
        ("contact_id", "/contacts"),
        ("callback_id", "/callbacks"),
        ("message_id", "/messages"),
        ("document_id", "/ledger/documents"),
        ("answer_id", "/answers"),
    ):
        params = {"limit": "20"} if path == "/messages" else {"community_id": str(yard.town.id), "limit": "20"}
        rows = house.api.get(path, yard.manager, params=params)
        assert rows.status_code == 200, (path, rows.text)
        house.know(name, *(row["id"] for row in rows.json()["data"]))


def test_nothing_said_among_ourselves_reaches_the_household(house: House) -> None:
    found, answered = house.read_by(house.yard.owner)
    assert found == set()
    assert {
        "/api/v1/cases/{case_id}",
        "/api/v1/cases/{case_id}/paper",
        "/api/v1/cases/{case_id}/notes",
        "/api/v1/renovations/{renovation_id}",
        "/api/v1/renovations/{renovation_id}/papers/{paper}",
        "/api/v1/renovations/{renovation_id}/notices/{no}/paper",
        "/api/v1/renovation-passes/{pass_id}/paper",
        "/api/v1/events",
        "/api/v1/search",
    } <= answered
    seen, _ = house.read_by(house.yard.manager)
    unread = set(house.said) - {one.split()[0] for one in seen}
    assert unread == set()  # each of them does stand somewhere, so that it could have been found


def test_what_the_household_says_is_answered_without_a_word_of_ours(house: House) -> None:
    me, case = house.yard.owner, house.things["case_id"][0]
    for verb, body in (
        ("urge", {}),
        ("notes", {"text": "什么时候能好", "audience": "resident"}),
        ("contacts", {"channel": "app", "words": "还没好", "person": {}}),
        ("confirm", {"rating": 4, "comment": "可以"}),
        ("reopen", {"reason": "又堆上了"}),
    ):
        answer = house.api.post(f"/cases/{case}/{verb}", me, body)
        assert MARK not in answer.text, verb
        assert answer.status_code < 500, verb
    for path in ("/exports", "/cases/bulk"):
        assert MARK not in house.api.post(path, me, {}).text


def test_what_is_promised_and_argued_among_ourselves_is_not_theirs(house: House) -> None:
    yard, case = house.yard, {"id": house.things["case_id"][0]}
    ours, theirs = (house.api.read(who, case).json() for who in (yard.manager, yard.owner))
    keys = [{promise["key"] for promise in shown["commitments"]} for shown in (ours, theirs)]
    inside = {"complaint.slip.report", "complaint.slip.opinion", "custody.accept_within", "ruling.follow_up"}
    assert keys[0] & inside
    assert not keys[1] & inside
    assert "complaint.finish.general" in keys[1]
    assert not theirs["is_disputed"]
    assert theirs["offer"] is None
    paper = house.api.get(f"/cases/{case['id']}/paper", yard.manager).text
    assert "综合意见" not in paper  # what the resident signs says nothing of the slip
