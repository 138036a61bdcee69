"""The complaint slip, on both databases: stage by stage, signed, decided, approved by another, and read by five."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from shouwen.areas.cases import reactions  # noqa: F401 - says what cases react to
from shouwen.areas.cases.problems import AmountAboveYou, AmountDecided, ProposerDecides
from shouwen.areas.cases.slip_rules import (
    AmountState,
    ApprovalLevel,
    SlipCopy,
    SlipState,
    SlipVerb,
    amount_objection,
    level_needed,
)
from shouwen.kit.ids import new_id
from tests.core.files.conftest import encoded
from tests.core.files.conftest import picture as drawn
from tests.support.api import Api, Caller, Town

SECRET = "内部口径不得外传"
MEASURE = "每周巡查一次"


PNG = encoded(drawn(), "PNG")


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


@dataclass
class Desk:
    """A town with a complaint of a resident's, and the people a slip needs."""

    api: Api
    town: Town
    butler: Caller
    supervisor: Caller
    manager: Caller
    resident: Caller
    department: UUID
    case: dict[str, Any]

    def say(self, who: Caller, verb: str, *, version: int | None = None, **body: Any) -> httpx.Response:
        if verb in {"approve-amount", "close"} and version is None:
            version = self.slip()["version"]
        return self.api.post(f"/cases/{self.case['id']}/slip/{verb}", who, body, version=version)

    def must(self, who: Caller, verb: str, **body: Any) -> dict[str, Any]:
        answer = self.say(who, verb, **body)
        assert answer.status_code == 200, (verb, answer.text)
        slip: dict[str, Any] = answer.json()
        return slip

    def open(self, **body: Any) -> dict[str, Any]:
        answer = self.api.post(f"/cases/{self.case['id']}/slips", self.butler, body)
        assert answer.status_code == 201, answer.text
        slip: dict[str, Any] = answer.json()
        return slip

    def slip(self) -> dict[str, Any]:
        slips: list[dict[str, Any]] = self.api.get(f"/cases/{self.case['id']}/slips", self.manager).json()["data"]
        return slips[0]

    def advise(self) -> None:
        self.open()
        self.must(self.butler, "report", text=f"{SECRET}一")
        self.must(self.butler, "negotiate", text=f"{SECRET}二")
        self.must(self.butler, "advise", text=f"{SECRET}三", department_ids=[str(self.department)])

    def sign(self) -> None:
        self.advise()
        self.must(self.supervisor, "countersign", department_id=str(self.department), agrees=False, text=f"{SECRET}四")

    def decide(self) -> None:
        self.sign()
        self.must(self.supervisor, "decide", responsibility="ours", loss_fen=30_000, remedy=f"{SECRET}五")

    def address(self) -> None:
        copies = [{"copy": copy.value, "post_id": str(self.town.reception)} for copy in SlipCopy]
        path = f"/communities/{self.town.id}/slip-copies"
        assert self.api.send("PUT", path, self.manager, body={"copies": copies}).status_code == 200

    def close(self) -> dict[str, Any]:
        self.address()
        return self.must(self.manager, "close")

    def promise(self, key: str) -> dict[str, Any]:
        path = f"/commitments?subject_id={self.case['id']}&key={key}"
        [found] = self.api.get(path, self.butler).json()["data"]
        return dict(found)


@pytest.fixture
def desk(api: Api) -> Desk:
    town = api.town()
    resident, manager = api.resident(town), api.staff("manager", town)
    case = api.hear(
        resident,
        town,
        kind="complaint",
        title="楼道长期堆物",
        complaint={"class": "property"},
        contact={"channel": "app", "words": "请处理", "person": {}},
    )
    return Desk(
        api,
        town,
        api.staff("duty_butler", town),
        api.staff("supervisor", town),
        manager,
        resident,
        town.engineering,
        case,
    )


# ---------------------------------------------------------------- rules


LIMITS = {
    ApprovalLevel.BUSINESS_MANAGER: 10_000,
    ApprovalLevel.DEPUTY_GENERAL_MANAGER: 50_000,
    ApprovalLevel.GENERAL_MANAGER: 200_000,
}


@pytest.mark.parametrize(
    ("fen", "level"),
    [
        (1, ApprovalLevel.BUSINESS_MANAGER),
        (10_000, ApprovalLevel.BUSINESS_MANAGER),
        (10_001, ApprovalLevel.DEPUTY_GENERAL_MANAGER),
        (50_001, ApprovalLevel.GENERAL_MANAGER),
        (200_001, None),
    ],
)
def test_the_lowest_level_whose_limit_reaches_approves(fen: int, level: ApprovalLevel | None) -> None:
    assert level_needed(fen, LIMITS) is level
    assert level_needed(fen, dict.fromkeys(ApprovalLevel)) is ApprovalLevel.BUSINESS_MANAGER


@pytest.mark.parametrize(
    ("state", "same", "needed", "has", "why"),
    [
        (AmountState.PROPOSED, False, 0, 0, None),
        (AmountState.PROPOSED, False, 0, 2, None),
        (AmountState.PROPOSED, False, 1, 0, AmountAboveYou),
        (AmountState.PROPOSED, False, None, 2, AmountAboveYou),
        (AmountState.PROPOSED, True, 0, 2, ProposerDecides),
        (AmountState.APPROVED, False, 0, 2, AmountDecided),
    ],
)
def test_who_may_approve(state: AmountState, same: bool, needed: int | None, has: int, why: object) -> None:
    one, other = new_id(), new_id()
    levels = list(ApprovalLevel)
    wanted = None if needed is None else levels[needed]
    assert amount_objection(state, one, one if same else other, wanted, levels[has]) is why


# ---------------------------------------------------------------- the stages


def test_it_goes_from_stage_to_stage(desk: Desk) -> None:
    opened = desk.open()
    assert (opened["state"], opened["round"], opened["continues_id"]) == ("opened", 1, None)
    early = desk.say(desk.butler, "negotiate", text="太早")
    assert (early.status_code, early.json()["code"]) == (409, "cases.slip_not_now")
    assert desk.must(desk.butler, "report", text="属实")["state"] == "reported"
    assert desk.must(desk.butler, "negotiate", text="同意减免")["state"] == "negotiated"
    advised = desk.must(desk.butler, "advise", text="减免", department_ids=[str(desk.department)])
    assert (advised["state"], [s["signed_at"] for s in advised["signatures"]]) == ("advised", [None])
    unsigned = desk.say(desk.supervisor, "decide", responsibility="ours", remedy="减免")
    assert (unsigned.status_code, unsigned.json()["code"]) == (409, "cases.signatures_missing")
    signed = desk.must(desk.supervisor, "countersign", department_id=str(desk.department), agrees=True)
    assert signed["signatures"][0]["signed_by"]["id"] == str(desk.supervisor.id)
    again = desk.say(desk.supervisor, "countersign", department_id=str(desk.department), agrees=False)
    assert (again.status_code, again.json()["code"]) == (409, "cases.signature_not_asked")
    decided = desk.must(desk.supervisor, "decide", responsibility="ours", loss_fen=30_000, remedy="减免")
    assert (decided["state"], decided["responsibility"], decided["loss_fen"]) == ("decided", "ours", 30_000)
    assert [entry["stage"] for entry in decided["entries"]] == ["report", "negotiation", "opinion", "remedy"]


def test_report_and_opinion_are_promised_by_the_standards(desk: Desk) -> None:
    desk.open()
    report = desk.promise("complaint.slip.report")
    assert (report["state"], report["clause"], report["why"]["base"]) == ("open", "CP-11", "investigated_at")
    desk.must(desk.butler, "report", text="属实")
    assert desk.promise("complaint.slip.report")["state"] == "kept"
    desk.must(desk.butler, "negotiate", text="同意")
    assert desk.promise("complaint.slip.opinion")["state"] == "open"
    desk.api.clock.at += timedelta(days=3)
    desk.must(desk.butler, "advise", text="减免", department_ids=[str(desk.department)])
    assert desk.promise("complaint.slip.opinion")["state"] == "late"


def test_one_in_a_round_and_only_of_a_complaint(desk: Desk) -> None:
    desk.open()
    again = desk.api.post(f"/cases/{desk.case['id']}/slips", desk.butler)
    assert (again.status_code, again.json()["code"]) == (409, "cases.slip_there")
    repair = desk.api.hear(desk.butler, desk.town)
    refused = desk.api.post(f"/cases/{repair['id']}/slips", desk.butler)
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.slip_of_complaints")
    none = desk.api.post(f"/cases/{repair['id']}/slip/report", desk.butler, {"text": "无"})
    assert (none.status_code, none.json()["code"]) == (409, "cases.no_slip")


def test_a_conclusion_not_accepted_opens_another_with_the_old_one_attached(desk: Desk) -> None:
    desk.decide()
    first = desk.close()
    done = desk.api.act(desk.manager, desk.case, "offer", to_staff_id=desk.butler.id)
    assert done.status_code == 200, done.text
    version = desk.api.read(desk.butler, desk.case).json()["version"]
    assert desk.api.act(desk.butler, desk.case, "accept", version=version).status_code == 200
    finished = desk.api.act(desk.butler, desk.case, "finish", result="已清理", preventive_measure=MEASURE)
    assert finished.status_code == 200, finished.text
    assert desk.api.act(desk.resident, desk.case, "reopen", reason="不接受").status_code == 200
    second = desk.open()
    assert (second["round"], second["continues_id"]) == (2, first["id"])
    assert [one["round"] for one in desk.api.get(f"/cases/{desk.case['id']}/slips", desk.butler).json()["data"]] == [
        2,
        1,
    ]


# ---------------------------------------------------------------- money


def propose(desk: Desk, fen: int) -> dict[str, Any]:
    return desk.must(desk.butler, "propose-amount", kind="discount", amount_fen=fen, reason="减免")


def limit(desk: Desk, level: ApprovalLevel, fen: int) -> None:
    path = f"/communities/{desk.town.id}/standards/complaint.compensation.{level}"
    body = {"value": fen, "unit": "fen", "reason": "审批权限"}
    answer = desk.api.send("PUT", path, desk.manager, body=body)
    assert answer.status_code == 200, answer.text


def test_an_amount_is_approved_by_another_as_far_as_their_limit_goes(desk: Desk) -> None:
    for level, fen in LIMITS.items():
        limit(desk, level, fen)
    desk.api.clock.at += timedelta(seconds=1)
    desk.decide()
    propose(desk, 8_000)
    approved = desk.must(desk.supervisor, "approve-amount", no=1)
    assert (approved["amounts"][0]["state"], approved["amounts"][0]["level"]) == ("approved", "business_manager")
    propose(desk, 8_000)  # alone within the first level, together beyond it
    above = desk.say(desk.supervisor, "approve-amount", no=2)
    assert (above.status_code, above.json()["code"]) == (409, "cases.amount_above_you")
    waiting = desk.say(desk.manager, "close")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "cases.amounts_pending")
    assert desk.must(desk.manager, "approve-amount", no=2)["amounts"][1]["level"] == "deputy_general_manager"
    propose(desk, 100_000)
    assert desk.say(desk.manager, "approve-amount", no=3).json()["code"] == "cases.amount_above_you"
    general = desk.api.staff("manager", None)
    assert desk.must(general, "approve-amount", no=3)["amounts"][2]["level"] == "general_manager"
    propose(desk, 200_000)
    assert desk.say(general, "approve-amount", no=4).json()["code"] == "cases.amount_above_you"
    unexplained = desk.say(general, "refuse-amount", no=4)
    assert (unexplained.status_code, unexplained.json()["errors"][0]["pointer"]) == (422, "/reason")
    refused = desk.must(general, "refuse-amount", no=4, reason="无检测报告")["amounts"][3]
    assert (refused["state"], refused["refused_because"], refused["currency"]) == ("refused", "无检测报告", "CNY")


def test_what_waits_for_an_approval_is_found_by_who_may_read_the_slip(desk: Desk) -> None:
    """CP-12, CP-17"""

    def waiting(who: Caller, said: str = "true") -> list[str]:
        found = desk.api.get(f"/cases?community_id={desk.town.id}&amount_waiting={said}", who).json()["data"]
        return [row["id"] for row in found]

    desk.decide()
    assert waiting(desk.manager) == []
    propose(desk, 100)
    assert waiting(desk.manager) == [desk.case["id"]]
    assert desk.case["id"] not in waiting(desk.manager, "false")
    # Whose case it is learns nothing of its slip.
    assert (waiting(desk.resident), waiting(desk.resident, "false")) == ([], [desk.case["id"]])
    desk.must(desk.supervisor, "refuse-amount", no=1, reason="理由不足")
    assert waiting(desk.manager) == []


def test_nobody_approves_what_they_proposed(desk: Desk) -> None:
    desk.decide()
    desk.must(desk.manager, "propose-amount", kind="compensation", amount_fen=100, reason="补偿")
    own = desk.say(desk.manager, "approve-amount", no=1)
    assert (own.status_code, own.json()["code"]) == (409, "cases.proposer_decides")
    assert desk.say(desk.butler, "approve-amount", no=1).status_code == 403
    stale = desk.say(desk.supervisor, "approve-amount", no=1, version=1)
    assert stale.status_code == 412
    unheard = desk.api.post(f"/cases/{desk.case['id']}/slip/approve-amount", desk.supervisor, {"no": 1})
    assert unheard.status_code == 428
    desk.must(desk.supervisor, "approve-amount", no=1)
    twice = desk.say(desk.supervisor, "approve-amount", no=1)
    assert (twice.status_code, twice.json()["code"]) == (409, "cases.amount_decided")


@pytest.mark.parametrize("fen", [0, -1, 1.5, "100"])
def test_money_is_whole_fen_above_nothing(desk: Desk, fen: object) -> None:
    desk.decide()
    bad = desk.say(desk.butler, "propose-amount", kind="discount", amount_fen=fen, reason="减免")
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "/amount_fen")


# ---------------------------------------------------------------- copies, objections, other ends


def test_five_posts_get_a_copy_and_say_that_they_have_read_it(desk: Desk) -> None:
    desk.decide()
    unset = desk.say(desk.manager, "close")
    assert (unset.status_code, unset.json()["code"]) == (409, "cases.copies_unaddressed")
    closed = desk.close()
    assert [copy["copy"] for copy in closed["copies"]] == [copy.value for copy in SlipCopy]
    assert {copy["read_at"] for copy in closed["copies"]} == {None}
    stranger = desk.api.staff("duty_butler", desk.town)
    refused = desk.say(stranger, "read")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.not_your_copy")
    desk.api.put_on_post(stranger, desk.town, desk.town.reception)
    read = desk.must(stranger, "read")
    assert {copy["read_by"]["id"] for copy in read["copies"]} == {str(stranger.id)}


def test_a_department_objects_by_memo_and_is_answered(desk: Desk) -> None:
    desk.decide()
    none = next(one for one in desk.slip()["actions"] if one["action"] == "answer-objection")
    assert (none["allowed"], none["reason"]["code"]) == (False, "cases.objection_answered")
    memo = desk.must(desk.supervisor, "object", department_id=str(desk.department), text="责任在供应商")
    assert (memo["objections"][0]["no"], memo["objections"][0]["answer"]) == (1, None)
    answered = desk.must(desk.manager, "answer-objection", no=1, text="维持")
    assert answered["objections"][0]["answer"] == "维持"
    again = desk.say(desk.manager, "answer-objection", no=1, text="再答")
    assert (again.status_code, again.json()["code"]) == (409, "cases.objection_answered")


def test_unfounded_ends_it_when_it_was_verified_so(desk: Desk) -> None:
    desk.open()
    early = desk.say(desk.butler, "end-unfounded", text="查无此事")
    assert (early.status_code, early.json()["code"]) == (409, "cases.not_unfounded")
    assert desk.api.act(desk.butler, desk.case, "verify", valid=False, reason="不属实").status_code == 200
    assert desk.must(desk.butler, "end-unfounded", text="查无此事")["state"] == "unfounded"
    assert desk.promise("complaint.slip.report")["state"] == "waived"


def test_without_loss_it_becomes_an_exception_report_for_improvement(desk: Desk) -> None:
    desk.open()
    ended = desk.must(desk.manager, "except", text="增设指示牌")
    assert (ended["state"], ended["entries"][0]["stage"]) == ("exception", "exception")
    case = desk.api.read(desk.manager, desk.case).json()
    assert (case["kind"], case["number"]) == ("suggestion", desk.case["number"])
    assert desk.promise("complaint.slip.report")["state"] == "waived"


def test_what_may_be_said_is_said_by_the_actions(desk: Desk) -> None:
    actions = {one["action"]: one for one in desk.open()["actions"]}
    assert actions["report"] == {"action": "report", "allowed": True, "reason": None}
    assert actions["negotiate"]["reason"]["code"] == "cases.slip_not_now"
    assert "approve-amount" not in actions
    assert set(actions) < set(SlipVerb)
    assert SlipState(desk.slip()["state"]) is SlipState.OPENED


def test_a_foreign_department_is_unknown(desk: Desk) -> None:
    elsewhere = desk.api.town("远方")
    foreign = str(elsewhere.engineering)
    desk.open()
    desk.must(desk.butler, "report", text="属实")
    desk.must(desk.butler, "negotiate", text="同意")
    refused = desk.say(desk.butler, "advise", text="减免", department_ids=[str(desk.department), foreign])
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/department_ids/1")
    desk.must(desk.butler, "advise", text="减免", department_ids=[str(desk.department)])
    for unknown in (foreign, str(new_id())):
        refused = desk.say(desk.supervisor, "countersign", department_id=unknown, agrees=True, text="同意")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/department_id"), refused.text
    desk.must(desk.supervisor, "countersign", department_id=str(desk.department), agrees=True, text="同意")
    desk.must(desk.supervisor, "decide", responsibility="ours", loss_fen=0, remedy="整改")
    desk.close()
    for unknown in (foreign, str(new_id())):
        refused = desk.say(desk.supervisor, "object", department_id=unknown, text="不同意")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/department_id"), refused.text


# ---------------------------------------------------------------- vouchers (CP-29), copies, the customer abroad (CP-12)


def picture(desk: Desk, who: Caller) -> str:
    file = {"file": ("签字.png", PNG)}
    answer = desk.api.send("POST", "/files", who, files=file)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def approved(desk: Desk, **more: Any) -> None:
    desk.decide()
    body = {"kind": "return", "amount_fen": 30_000, "quantity": 3, "reason": f"{SECRET}七", **more}
    desk.must(desk.butler, "propose-amount", **body)
    desk.must(desk.manager, "approve-amount", no=1)


def test_a_voucher_is_signed_by_both_and_reconciled(desk: Desk) -> None:
    approved(desk)
    ours, theirs = picture(desk, desk.butler), picture(desk, desk.butler)
    said: dict[str, Any] = {"no": 1, "actual_fen": 20_000, "actual_quantity": 2, "signed_name": "张伟"}
    signed: dict[str, Any] = {"our_signature_id": ours, "their_signature_id": theirs}
    refused: list[tuple[dict[str, Any], str, str]] = [
        ({**said, **signed}, "/difference", "cases.difference_unexplained"),
        ({**said, **signed, "actual_fen": 30_001}, "/actual_fen", "cases.above_approved"),
        ({**said, **signed, "actual_quantity": 4}, "/actual_quantity", "cases.above_approved"),
        ({**said, **signed, "actual_quantity": None}, "/actual_quantity", "cases.quantity_misplaced"),
        ({**said, "difference": "只退两件"}, "/their_signature_id", "cases.signatures_of_both"),
        (
            {**said, "difference": "只退两件", "our_signature_id": ours},
            "/their_signature_id",
            "cases.signatures_of_both",
        ),
        (
            {**said, "difference": "只退两件", "our_signature_id": ours, "their_signature_id": ours},
            "/their_signature_id",
            "cases.signatures_of_both",
        ),
    ]
    for body, pointer, code in refused:
        answer = desk.say(desk.butler, "vouch", **body)
        assert (answer.status_code, answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (
            422,
            code,
            pointer,
        )
    foreign = desk.say(desk.butler, "vouch", **said, difference="x", scan_file_id=str(new_id()))
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "/scan_file_id")
    slip = desk.must(desk.butler, "vouch", **said, **signed, difference="只退两件")
    [amount] = slip["amounts"]
    assert (amount["quantity"], amount["voucher"]["actual_quantity"], amount["voucher"]["reconciled"]) == (3, 2, False)
    twice = desk.say(desk.butler, "vouch", **said, **signed, difference="只退两件")
    assert (twice.status_code, twice.json()["code"]) == (409, "cases.nothing_to_vouch")


def test_a_scan_of_the_signed_paper_will_do(desk: Desk) -> None:
    approved(desk, kind="compensation", quantity=None)
    scan = picture(desk, desk.butler)
    slip = desk.must(desk.butler, "vouch", no=1, actual_fen=30_000, signed_name="张伟", scan_file_id=scan)
    assert slip["amounts"][0]["voucher"]["reconciled"] is True
    assert desk.api.get(f"/files/{scan}/content", desk.resident).status_code == 404


def test_what_nobody_approved_has_no_voucher_and_money_is_not_counted(desk: Desk) -> None:
    desk.decide()
    body: dict[str, Any] = {"kind": "discount", "amount_fen": 100, "quantity": 1, "reason": "减免"}
    refused = desk.say(desk.butler, "propose-amount", **body)
    assert (refused.status_code, refused.json()["code"]) == (422, "cases.quantity_misplaced")
    desk.must(desk.butler, "propose-amount", kind="discount", amount_fen=100, reason="减免")
    early = desk.say(desk.butler, "vouch", no=1, actual_fen=100, signed_name="张伟", scan_file_id=str(new_id()))
    assert (early.status_code, early.json()["code"]) == (409, "cases.nothing_to_vouch")


def test_whoever_gets_a_copy_is_told_and_nobody_twice(desk: Desk) -> None:
    desk.api.put_on_post(desk.supervisor, desk.town, desk.town.reception)
    desk.decide()
    desk.close()
    desk.api.seal()
    desk.api.do_jobs()
    told = desk.api.get("/messages", desk.supervisor).json()["data"]
    items = [item for message in told for item in message["items"] if item["event"] == "copied"]
    assert [item["subject"]["id"] for item in items] == [desk.case["id"]]


def test_a_customer_abroad_has_another_limit(desk: Desk) -> None:
    def limits(case: dict[str, Any]) -> dict[str, str]:
        found = desk.api.get(f"/commitments?subject_id={case['id']}", desk.butler).json()["data"]
        return {one["key"]: one["state"] for one in found if one["key"].startswith("complaint.finish")}

    body = {"kind": "complaint", "complaint": {"class": "property", "abroad": True}}
    abroad = desk.api.hear(desk.butler, desk.town, **body)
    assert (abroad["complaint"]["abroad"], limits(abroad)) == (True, {"complaint.finish.abroad": "open"})
    home = desk.api.act(desk.butler, abroad, "reclassify", abroad=False, reason="已回国")
    assert home.status_code == 200, home.text
    assert limits(abroad) == {"complaint.finish.abroad": "waived", "complaint.finish.general": "open"}
    repair = desk.api.hear(desk.butler, desk.town)
    misplaced = desk.api.act(desk.butler, repair, "reclassify", abroad=True, reason="无")
    assert (misplaced.status_code, misplaced.json()["code"]) == (422, "cases.complaint_only")


# ---------------------------------------------------------------- never the resident's (CP-17)


def test_nothing_of_it_reaches_the_resident(desk: Desk) -> None:
    desk.decide()
    propose(desk, 12_345)
    desk.must(desk.manager, "approve-amount", no=1)
    scan = picture(desk, desk.butler)
    signed = {"signed_name": f"{SECRET}八", "scan_file_id": scan}
    desk.must(desk.butler, "vouch", no=1, actual_fen=12_340, difference=f"{SECRET}九", **signed)
    slip = desk.close()
    desk.must(desk.supervisor, "object", department_id=str(desk.department), text=f"{SECRET}六")
    desk.api.seal()
    desk.api.do_jobs()
    me, case = desk.resident, desk.case["id"]
    document = desk.api.app.openapi()
    asked = 0
    for path, methods in document["paths"].items():
        if "get" not in methods or "/stream" in path:
            continue
        below = path.removeprefix("/api/v1").replace("{case_id}", case).replace("{community_id}", str(desk.town.id))
        if "{" in below:
            continue
        [answer] = desk.api.exchange([("GET", f"/api/v1{below}", {"headers": me.headers})])
        asked += answer.status_code == 200
        for hidden in (SECRET, slip["id"], scan, "12345", "12340", "complaint.slip", "slip_"):
            assert hidden not in answer.text, (path, hidden)
    assert asked >= 4  # the case, its notes and contacts, the lists, the events
    for verb in SlipVerb:
        refused = desk.api.exchange(
            [("POST", f"/api/v1/cases/{case}/slip/{verb}", {"headers": me.headers, "json": {"text": "看"}})]
        )[0]
        assert refused.status_code == 403, verb
    assert desk.api.get(f"/cases/{case}/slips", me).status_code == 403


# ---------------------------------------------------------------- shared with somebody outside (CP-25)


def test_who_outside_shares_the_responsibility_stands_on_the_slip_and_its_paper(desk: Desk) -> None:
    parties = []
    for company in ("某电梯公司", "某防水公司"):
        body = {"community_id": str(desk.town.id), "kind": "supplier", "company": company, "name": "李工"}
        parties.append(desk.api.post("/outside-parties", desk.manager, body).json()["id"])
    desk.sign()
    verdict: dict[str, Any] = {"responsibility": "ours", "remedy": "会同处理"}
    elsewhere = desk.api.town()
    body = {"community_id": str(elsewhere.id), "kind": "supplier", "company": "某幕墙公司", "name": "张工"}
    foreign = desk.api.post("/outside-parties", desk.api.staff("manager", elsewhere), body).json()["id"]
    for wrong in (desk.case["id"], foreign):
        refused = desk.say(desk.supervisor, "decide", **verdict, party_ids=[parties[0], wrong])
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/party_ids/1")
    nobody = desk.say(desk.supervisor, "decide", **verdict | {"responsibility": "nobody"}, party_ids=parties)
    assert (nobody.status_code, nobody.json()["code"]) == (422, "cases.parties_misplaced")
    ended = desk.api.get(f"/outside-parties?community_id={desk.town.id}", desk.manager).json()["data"][-1]
    assert desk.api.send(
        "PATCH", f"/outside-parties/{ended['id']}", desk.manager, body={"ended": True}, version=1
    ).is_success
    gone = desk.say(desk.supervisor, "decide", **verdict, party_ids=[ended["id"]])
    assert gone.status_code == 422
    [here] = [one for one in parties if one != ended["id"]]
    decided = desk.must(desk.supervisor, "decide", **verdict, party_ids=[here, here])
    assert [one["id"] for one in decided["parties"]] == [here]
    paper = desk.api.get(f"/cases/{desk.case['id']}/slip/paper", desk.butler)
    assert decided["parties"][0]["company"] in paper.text


def test_a_verdict_without_anybody_outside_names_none(desk: Desk) -> None:
    desk.decide()
    assert desk.slip()["parties"] == []
