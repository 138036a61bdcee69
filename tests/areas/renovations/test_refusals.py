"""What is refused: each with a code, and nothing moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import httpx
import pytest
from PIL import Image

from shouwen.areas.renovations.pass_rules import Token, make_token
from shouwen.areas.renovations.passes import secret
from tests.areas.renovations.yard import DEPOSIT, Yard, checks, code, fields, lacks
from tests.support.api import Api, request


@pytest.fixture
def yard(shared_api: Api) -> Yard:
    return Yard.open(shared_api)


def refused(yard: Yard, one: dict[str, Any], answer: httpx.Response, *expected: object) -> None:
    """The code, and the file and the books as they were."""
    assert code(answer) == expected, answer.text
    after = yard.read(one)
    assert (after["state"], after["held_fen"]) == (one["state"], one["held_fen"])
    assert yard.off_balance() == 0


def assert_once(answers: list[httpx.Response], done: int) -> None:
    """One of them did it. The others were refused, or on a busy machine told to come back: nothing was done twice."""
    first, *others = sorted(answer.status_code for answer in answers)
    assert first == done
    assert set(others) <= {409, 503}


# ---------------------------------------------------------------- the application


def test_a_second_renovation_on_a_unit(yard: Yard) -> None:
    one = yard.draft()
    refused(yard, one, yard.apply(), 409, "renovations.unit_taken")
    yard.done(yard.owner, one, "cancel", words="改期")
    assert yard.apply().status_code == 201


def test_two_applications_for_a_unit_at_once_make_one(yard: Yard) -> None:
    asked = [
        request("POST", "/renovations", yard.owner, body=yard.body(), key=f"at-once-{number}") for number in range(3)
    ]
    answers = yard.api.at_once(asked)
    assert_once(answers, 201)


def test_an_end_before_its_start(yard: Yard) -> None:
    assert fields(yard.apply(ends_on=yard.on(-1))) == ["/ends_on"]
    one = yard.draft()
    patched = yard.api.send(
        "PATCH", f"/renovations/{one['id']}", yard.owner, body={"ends_on": yard.on(-9)}, version=one["version"]
    )
    assert fields(patched) == ["/ends_on"]


def test_somebody_who_does_not_live_there(yard: Yard) -> None:
    other = yard.api.resident(yard.town)
    assert code(yard.apply(yard.desk, applicant={"resident_id": other.resident_id})) == (422, "renovations.not_owner")
    stranger = Yard.open(yard.api)
    assert fields(stranger.apply(unit_id=yard.unit)) == ["/unit_id"]
    assert fields(stranger.apply(stranger.desk, unit_id=yard.unit)) == ["/unit_id"]


def test_an_agent_whose_letter_has_expired(yard: Yard) -> None:
    agent = {"name": "陈某", "letter_until": yard.on(-1)}
    assert code(yard.apply(agent=agent)) == (422, "renovations.agent_letter_expired")
    one = yard.draft(agent=agent | {"letter_until": yard.on(0)})
    assert lacks(yard.say(yard.owner, one, "submit")) == ["authority_letter"]
    yard.hand_in(one, "authority_letter")
    yard.api.clock.advance(days=1)
    assert lacks(yard.say(yard.owner, one, "submit")) == ["authority_expired"]
    assert yard.read(one)["state"] == "draft"


def test_papers_that_are_not_there_are_named_one_by_one(yard: Yard) -> None:
    one = yard.draft(papers=False, contractor=None)
    wanted = ["application_form", "fire_letter", "leak_letter", "drawings", "contractor"]
    assert lacks(yard.say(yard.owner, one, "submit")) == wanted
    [submit] = [action for action in yard.read(one, yard.owner)["actions"] if action["action"] == "submit"]
    assert [missing["code"] for missing in submit["reason"]["missing"]] == wanted


def test_drawings_of_five_hundred_megabytes(yard: Yard) -> None:
    """The size that is announced is enough to be refused: nobody reads that much first."""
    headers = {"Content-Length": str(500 * 1024 * 1024), "Content-Type": "multipart/form-data; boundary=x"}
    answer = yard.api.send("POST", "/files", yard.owner, headers=headers, content=b"--x")
    assert answer.status_code == 413, answer.text


def test_a_paper_that_is_the_house_s_own(yard: Yard) -> None:
    one = yard.draft()
    body = {"kind": "record_certificate", "file_id": yard.file()}
    refused(yard, one, yard.say(yard.owner, one, "documents", **body), 403, "renovations.not_theirs")


# ---------------------------------------------------------------- the chain


def test_one_s_own_application(yard: Yard) -> None:
    other = yard.api.staff("supervisor", yard.town)
    answer = yard.apply(other, documents=[])
    one = answer.json()
    for kind in ("application_form", "fire_letter", "leak_letter", "drawings", "contractor_licence"):
        yard.hand_in(one, kind)
    one = yard.done(other, one, "submit")
    refused(yard, one, yard.say(other, one, "review"), 403, "renovations.own_application")
    assert yard.say(yard.supervisor, one, "review").status_code == 200


def test_a_step_out_of_its_order_or_by_another_than_its_post(yard: Yard) -> None:
    chain = {
        "steps": [
            {"step": "floor_butler", "phase": "review", "post_id": yard.town.reception},
            {"step": "manager", "phase": "approve"},
        ]
    }
    path = f"/communities/{yard.town.id}/renovation-chain"
    assert yard.api.send("PUT", path, yard.manager, body=chain).status_code == 200
    one = yard.submitted()
    refused(yard, one, yard.say(yard.manager, one, "approve"), 409, "renovations.not_now")
    refused(yard, one, yard.say(yard.supervisor, one, "review"), 403, "renovations.not_signer")
    yard.api.put_on_post(yard.desk, yard.town, yard.town.reception)
    assert yard.done(yard.desk, one, "review")["state"] == "reviewed"
    assert yard.done(yard.manager, one, "approve")["state"] == "approved"


def test_a_chain_that_is_out_of_order(yard: Yard) -> None:
    steps = [{"step": "manager", "phase": "approve"}, {"step": "floor_butler", "phase": "review"}]
    answer = yard.api.send("PUT", f"/communities/{yard.town.id}/renovation-chain", yard.manager, body={"steps": steps})
    assert fields(answer) == ["/steps"]


def test_the_chain_is_read_by_who_sees_the_renovations_of_others(yard: Yard) -> None:
    path = f"/communities/{yard.town.id}/renovation-chain"
    assert yard.api.get(path, yard.desk).status_code == 200
    assert yard.api.get(path, yard.owner).status_code == 404


# ---------------------------------------------------------------- the money


def test_paid_twice(yard: Yard) -> None:
    one = yard.paid()
    again = yard.say(yard.cashier, one, "pay-deposit", amount_fen=DEPOSIT, method="bank_transfer")
    refused(yard, one, again, 409, "renovations.not_now")
    assert yard.deposit(one)["paid_fen"] == DEPOSIT


def test_paid_twice_at_once(yard: Yard) -> None:
    one = yard.approved()
    yard.hand_in(one, "agreement", yard.desk)
    yard.done(yard.desk, one, "sign")
    body = {"amount_fen": DEPOSIT, "method": "bank_transfer", "reference": one["number"]}
    path = f"/renovations/{one['id']}/pay-deposit"
    asked = [request("POST", path, yard.cashier, body=body, key=f"pay-{number}") for number in range(3)]
    assert_once(yard.api.at_once(asked), 200)
    assert yard.deposit(one)["held_fen"] == DEPOSIT
    assert yard.off_balance() == 0


def test_paid_in_part_or_by_cash_without_a_box(yard: Yard) -> None:
    one = yard.approved()
    yard.hand_in(one, "agreement", yard.desk)
    one = yard.done(yard.desk, one, "sign")
    part = yard.say(yard.cashier, one, "pay-deposit", amount_fen=DEPOSIT - 1, method="bank_transfer")
    assert code(part) == (422, "renovations.wrong_deposit")
    cash = yard.say(yard.cashier, one, "pay-deposit", amount_fen=DEPOSIT, method="cash")
    refused(yard, one, cash, 409, "ledger.no_shift")


def at_desk(yard: Yard, one: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What the ledger's own desk is told of a transfer for this file."""
    body = {"household_id": str(yard.owner.household_id), "subject_id": one["id"], "method": "bank_transfer"}
    return body | {"purpose": "renovation_deposit", "amount_fen": DEPOSIT, "currency": "CNY"} | more


def test_a_transfer_is_known_by_its_number(yard: Yard) -> None:
    """It pays one deposit, and nothing at the desk of the ledger besides."""
    one = yard.signed()
    transfer = {"amount_fen": DEPOSIT, "method": "bank_transfer"}
    refused(yard, one, yard.say(yard.cashier, one, "pay-deposit", **transfer), 422, "ledger.reference_missing")
    body = at_desk(yard, one, purpose="repair_fee", subject_id=None, reference="20261122001")
    assert yard.api.post("/ledger/receipts", yard.cashier, body, key="desk-1").status_code == 201
    again = yard.say(yard.cashier, one, "pay-deposit", **transfer, reference="20261122001")
    refused(yard, one, again, 409, "ledger.cause_taken")
    yard.done(yard.cashier, one, "pay-deposit", **transfer, reference="20261122002")
    body = at_desk(yard, one, reference="20261122002")
    assert code(yard.api.post("/ledger/receipts", yard.cashier, body, key="desk-2")) == (409, "ledger.cause_taken")
    assert yard.deposit(one)["held_fen"] == DEPOSIT


def test_one_transfer_typed_in_at_two_desks_at_once(yard: Yard) -> None:
    one = yard.signed()
    transfer = {"amount_fen": DEPOSIT, "method": "bank_transfer", "reference": "20261122003"}
    fee = at_desk(yard, one, purpose="repair_fee", subject_id=None, reference="20261122003")
    asked = [
        request("POST", f"/renovations/{one['id']}/pay-deposit", yard.cashier, body=transfer, key="both-1"),
        request("POST", "/ledger/receipts", yard.cashier, body=fee, key="both-2"),
    ]
    first, second = sorted(answer.status_code for answer in yard.api.at_once(asked))
    assert (first in {200, 201}, second) == (True, 409)
    after = yard.read(one)
    assert (after["state"], after["held_fen"]) in {("signed", 0), ("deposit_paid", DEPOSIT)}


def test_the_cashier_names_a_renovation_at_the_desk(yard: Yard) -> None:
    """By the right to read renovations; one of another community is as one that never was."""
    one = yard.signed()
    body = at_desk(yard, one, reference="20261122004")
    other = yard.api.staff("cashier", yard.api.town())
    assert code(yard.api.post("/ledger/receipts", other, body, key="far")) == (422, "house.reference_unknown")
    taken = yard.api.post("/ledger/receipts", yard.cashier, body, key="near")
    assert (taken.status_code, taken.json()["subject_id"]) == (201, one["id"])
    assert yard.deposit(one)["held_fen"] == DEPOSIT


def test_no_permit_without_the_deposit(yard: Yard) -> None:
    one = yard.approved()
    refused(yard, one, yard.say(yard.desk, one, "issue-permit"), 409, "renovations.not_now")


def test_what_is_kept_has_a_notice_evidence_and_a_limit(yard: Yard) -> None:
    one = yard.under_way()
    no = yard.breach(one)["violations"][-1]["no"]
    body = {"violation_no": no, "amount_fen": 10_000, "words": "代为清运"}
    shown = {"file_ids": [yard.file(yard.butler)]}
    assert code(yard.say(yard.butler, one, "deduct", **body, **shown)) == (409, "renovations.needs_notice")
    yard.done(yard.butler, one, "notice", violation_no=no, demand="清运", served_to="施工负责人")
    assert fields(yard.say(yard.butler, one, "deduct", **body, file_ids=[])) == ["/file_ids"]
    too_much = yard.say(yard.butler, one, "deduct", **(body | {"amount_fen": DEPOSIT + 1}), **shown)
    refused(yard, one, too_much, 409, "renovations.more_than_held")
    assert fields(yard.say(yard.butler, one, "deduct", **(body | {"violation_no": 9}), **shown)) == ["/violation_no"]
    yard.done(yard.butler, one, "deduct", **(body | {"amount_fen": DEPOSIT - 5}), **shown)
    rest = yard.say(yard.butler, one, "deduct", **(body | {"amount_fen": 6}), **shown)
    refused(yard, one, rest, 409, "renovations.more_than_held")


def test_an_objection_is_the_household_s_and_decided_by_a_third(yard: Yard) -> None:
    one = yard.under_way()
    no = yard.noticed(one)
    shown = [yard.file(yard.supervisor)]
    yard.done(yard.supervisor, one, "deduct", violation_no=no, amount_fen=9_000, words="恢复", file_ids=shown)
    assert code(yard.say(yard.desk, one, "object", deduction_no=1, words="不认可")) == (403, "house.forbidden")
    yard.done(yard.owner, one, "object", deduction_no=1, words="不认可")
    decided = yard.say(yard.supervisor, one, "decide-objection", deduction_no=1, upheld=True, words="属实")
    assert code(decided) == (403, "renovations.needs_third")
    again = yard.say(yard.owner, one, "object", deduction_no=1, words="再次异议")
    assert code(again) == (409, "renovations.no_deduction_waits")
    ruled = yard.done(yard.manager, one, "decide-objection", deduction_no=1, upheld=True, words="属实")
    assert ruled["deductions"][0]["state"] == "upheld"


def test_one_s_own_settlement_and_a_refund_before_both_acceptances(yard: Yard) -> None:
    one = yard.observed(yard.under_way())
    refused(yard, one, yard.say(yard.supervisor, one, "propose-settlement"), 409, "renovations.not_now")
    refused(yard, one, yard.say(yard.cashier, one, "refund", method="bank_transfer"), 409, "renovations.not_now")
    one = yard.done(yard.supervisor, one, "accept-final")
    one = yard.done(yard.supervisor, one, "propose-settlement")
    refused(yard, one, yard.say(yard.supervisor, one, "approve-settlement"), 403, "renovations.own_proposal")
    refused(yard, one, yard.say(yard.manager, one, "propose-settlement"), 409, "renovations.proposal_waits")


def test_refunded_twice_at_once(yard: Yard) -> None:
    one = yard.settled(yard.accepted(yard.under_way()))
    path = f"/renovations/{one['id']}/refund"
    asked = [
        request("POST", path, yard.cashier, body={"method": "bank_transfer"}, key=f"refund-{number}")
        for number in range(3)
    ]
    answers = yard.api.at_once(asked)
    assert_once(answers, 200)
    assert yard.deposit(one)["under_way_fen"] == DEPOSIT
    yard.done(yard.cashier, one, "confirm-refund", outcome="paid_out")
    over = yard.say(yard.cashier, one, "confirm-refund", outcome="paid_out")
    assert code(over) == (409, "renovations.not_now")
    assert yard.deposit(one)["refunded_fen"] == DEPOSIT
    assert yard.off_balance() == 0


def test_whoever_approved_it_does_not_pay_it_out(yard: Yard) -> None:
    one = yard.settled(yard.accepted(yard.under_way()))
    refused(yard, one, yard.say(yard.manager, one, "refund", method="bank_transfer"), 409, "ledger.same_person")


def test_what_ended_before_the_work_gives_its_deposit_back_through_a_settlement(yard: Yard) -> None:
    one = yard.paid()
    yard.done(yard.owner, one, "cancel", words="不装了")
    yard.settled(one)
    yard.done(yard.cashier, one, "refund", method="bank_transfer")
    assert yard.done(yard.cashier, one, "confirm-refund", outcome="paid_out")["state"] == "refunded"
    assert yard.deposit(one)["refunded_fen"] == DEPOSIT


def test_a_deposit_is_forfeited_by_two(yard: Yard) -> None:
    one = yard.settled(yard.accepted(yard.under_way()), forfeit=True, words="拒不恢复承重墙")
    assert yard.done(yard.cashier, one, "refund", method="bank_transfer")["state"] == "refunded"
    books = yard.deposit(one)
    assert (books["forfeited_fen"], books["refunded_fen"], books["held_fen"]) == (DEPOSIT, 0, 0)
    assert yard.off_balance() == 0


# ---------------------------------------------------------------- the site and the gate


def test_acceptance_is_not_skipped(yard: Yard) -> None:
    one = yard.under_way()
    refused(yard, one, yard.say(yard.supervisor, one, "accept-final"), 409, "renovations.not_now")
    assert lacks(yard.say(yard.supervisor, one, "accept-initial")) == ["request"]


def test_a_visit_looks_at_everything(yard: Yard) -> None:
    one = yard.under_way()
    assert fields(yard.say(yard.butler, one, "inspect", checks=checks()[:5])) == ["/checks"]
    twice = checks()[:5] + checks()[:1]
    assert fields(yard.say(yard.butler, one, "inspect", checks=twice)) == ["/checks"]


def test_a_breach_is_new_unless_it_is_still_open(yard: Yard) -> None:
    one = yard.under_way()
    first = yard.noticed(one)
    yard.breach(one)
    yard.rectified(one, first)
    yard.rectified(one, 2)
    found = yard.breach(one)
    assert [violation["is_new"] for violation in found["violations"]] == [True, False, True]
    assert found["breaches"] == [{"kind": "rubbish", "breaches": 2, "tenths_of_points": 10}]


def test_a_permit_expires_and_is_extended(yard: Yard) -> None:
    one = yard.under_way(ends_on=yard.on(3))
    gone = yard.done(yard.desk, one, "passes", worker_name="周师傅", trade="水电")["passes"][0]
    yard.api.clock.advance(days=4)
    yard.tick()
    assert yard.read(one)["state"] == "expired"
    assert scanned(yard, gone["token"]) == ("expired", False)
    assert code(yard.say(yard.desk, one, "extend", ends_on=yard.on(-1), words="再等")) == (
        422,
        "renovations.not_longer",
    )
    back = yard.done(yard.desk, one, "extend", ends_on=(later := yard.on(30)), words="材料未到")
    assert (back["state"], back["passes"][0]["valid_until"]) == ("under_way", later)
    assert scanned(yard, gone["token"]) == ("admitted", True)


def test_a_later_end_begins_no_work_and_lifts_no_stop(yard: Yard) -> None:
    unused = yard.done(yard.desk, yard.paid(ends_on=yard.on(3)), "issue-permit")
    other = Yard.open(yard.api)
    stopped = other.under_way(ends_on=other.on(3))
    other.done(other.butler, stopped, "stop", words="拆改承重墙")
    yard.api.clock.advance(days=4)
    yard.tick()
    assert (yard.read(unused)["state"], other.read(stopped)["state"]) == ("expired", "expired")
    back = yard.done(yard.desk, unused, "extend", ends_on=yard.on(30), words="材料未到")
    assert (back["state"], back["stamps"]["started_at"]) == ("permitted", None)
    assert other.done(other.desk, stopped, "extend", ends_on=other.on(30), words="整改")["state"] == "stopped"
    assert other.done(other.butler, stopped, "resume")["state"] == "under_way"


def scanned(yard: Yard, token: str, who: Any = None, community: Any = None) -> tuple[str, bool]:
    body = {"community_id": community or yard.town.id, "token": token}
    answer = yard.api.post("/renovation-passes/scan", who or yard.butler, body)
    assert answer.status_code == 200, answer.text
    return answer.json()["verdict"], answer.json()["admitted"]


def test_the_gate_names_what_is_wrong_with_a_pass(yard: Yard) -> None:
    one = yard.under_way()
    first, second = (
        yard.done(yard.desk, one, "passes", worker_name=name, trade="水电")["passes"][-1]
        for name in ("周师傅", "吴师傅")
    )
    assert scanned(yard, first["token"]) == ("admitted", True)
    forged = first["token"][:-1] + ("A" if first["token"][-1] != "A" else "B")
    assert scanned(yard, forged) == ("forged", False)
    assert scanned(yard, "周师傅的出入证") == ("forged", False)
    other = Yard.open(yard.api)
    assert scanned(yard, first["token"], other.butler, other.town.id) == ("foreign", False)
    unknown = make_token(Token(yard.town.id, other.town.id), secret())
    assert scanned(yard, unknown) == ("unknown", False)
    yard.api.post(f"/renovation-passes/{second['id']}/revoke", yard.desk, {})
    assert scanned(yard, second["token"]) == ("revoked", False)
    assert code(yard.api.post(f"/renovation-passes/{second['id']}/return", yard.desk, {})) == (
        409,
        "renovations.pass_over",
    )
    yard.done(yard.butler, one, "stop", words="违规")
    assert scanned(yard, first["token"]) == ("no_work", False)
    assert code(yard.api.post(f"/renovation-passes/{first['id']}/return", other.desk, {})) == (404, "house.not_found")
    yard.api.post(f"/renovation-passes/{first['id']}/return", yard.desk, {})
    assert scanned(yard, first["token"]) == ("returned", False)


def test_a_guard_sees_the_face_on_a_pass_and_no_file(yard: Yard) -> None:
    one, guard = yard.under_way(), yard.api.staff("guard", yard.town)
    face = yard.file(yard.desk, content=photo(), name="周师傅.png")
    made = yard.done(yard.desk, one, "passes", worker_name="周师傅", trade="水电", photo_file_id=face)["passes"][0]
    body = {"community_id": yard.town.id, "token": made["token"]}
    said = yard.api.post("/renovation-passes/scan", guard, body).json()
    assert (said["verdict"], said["unit"]) == ("admitted", one["unit"]["label"])
    assert said["photo"].startswith("data:image/")
    assert code(yard.api.get(f"/renovations/{one['id']}", guard)) == (403, "house.forbidden")
    assert code(yard.api.get(f"/files/{face}/content", guard)) == (404, "house.not_found")


def test_a_pass_is_good_within_the_permit_and_back_before_the_end(yard: Yard) -> None:
    one = yard.under_way()
    beyond = yard.say(yard.desk, one, "passes", worker_name="周师傅", trade="水电", valid_until=yard.on(71))
    assert code(beyond) == (422, "renovations.outside_permit")
    out = yard.done(yard.desk, one, "passes", worker_name="周师傅", trade="水电")["passes"][0]
    [promise] = yard.promises(one, "renovation.passes_back")
    assert promise["about"] == {"unit": one["unit"]["label"], "title": one["title"]}
    assert (promise["part"], promise["callee"]) == (out["number"], None)
    assert (promise["why"]["base"], promise["why"]["unit"]) == ("valid_until", "same_day")
    begins, due = (datetime.fromisoformat(at) for at in (promise["why"]["base_at"], promise["due_at"]))
    assert due - begins == timedelta(hours=23, minutes=59, seconds=59)
    observed = yard.observed(one)
    assert lacks(yard.say(yard.supervisor, observed, "accept-final")) == ["passes_out"]
    yard.api.post(f"/renovation-passes/{out['id']}/return", yard.desk, {})
    assert yard.done(yard.supervisor, observed, "accept-final")["state"] == "final_accepted"
    [promise] = yard.promises(one, "renovation.passes_back")
    assert promise["state"] == "kept"


# ---------------------------------------------------------------- who sees it


def test_a_household_walks_its_own_part_by_itself(yard: Yard) -> None:
    """Finds its home, applies, hands in, submits, asks for acceptance, sees what is kept, objects."""
    [residency] = yard.api.get("/me", yard.owner).json()["residencies"]
    assert [home["unit_id"] for home in residency["homes"]] == [str(yard.unit)]
    one = yard.draft(unit_id=residency["homes"][0]["unit_id"])
    changed = yard.api.send(
        "PATCH", f"/renovations/{one['id']}", yard.owner, body={"title": "厨房翻新"}, version=one["version"]
    )
    assert changed.json()["title"] == "厨房翻新"
    offered = {said["action"] for said in yard.read(one, yard.owner)["actions"]}
    theirs = {"amend", "add_document", "submit", "cancel", "request_acceptance", "order_deposit", "object"}
    assert offered == theirs
    one = yard.done(yard.owner, one, "submit")
    assert (one["state"], yard.deposit(one, yard.owner)["held_fen"]) == ("submitted", 0)
    refused(yard, one, yard.say(yard.owner, one, "review"), 403, "house.forbidden")


def test_a_number_that_was_not_given_again_stays(yard: Yard) -> None:
    firm = {"name": "安居装饰", "licence": "D344012345", "licence_until": "2028-06-30"}
    one = yard.draft(contractor=firm | {"head": "刘工", "phone": "13900000086"})
    patch = {"contractor": firm | {"licence_until": "2029-06-30"}}
    kept = yard.api.send("PATCH", f"/renovations/{one['id']}", yard.owner, body=patch, version=one["version"]).json()
    assert (kept["contractor"]["head"], kept["contractor"]["licence_until"]) == ("刘工", "2029-06-30")
    patch = {"contractor": firm | {"name": "新居装饰"}}
    other = yard.api.send("PATCH", f"/renovations/{one['id']}", yard.owner, body=patch, version=kept["version"]).json()
    assert (other["contractor"]["head"], other["contractor"]["phone"]) == (None, None)


def test_formalities_run_from_the_approval(yard: Yard) -> None:
    one = yard.submitted()
    assert yard.promises(one, "formalities.finish") == []
    other = Yard.open(yard.api)
    approved = other.approved()
    [promise] = other.promises(approved, "formalities.finish")
    assert promise["state"] == "open"


def test_a_household_sees_its_own_file_and_nothing_said_among_ourselves(yard: Yard) -> None:
    one = yard.under_way()
    yard.noticed(one)
    seen = yard.read(one, yard.owner)
    assert (seen["inspections"], seen["notes"]) == ([], [])
    assert {step["opinion"] for step in seen["chain"]} == {None}
    assert seen["violations"][0]["notice_number"].startswith("ZG")
    other = yard.api.resident(yard.town)
    assert yard.api.get(f"/renovations/{one['id']}", other).status_code == 404
    mate = yard.api.resident(yard.town, household=yard.owner.household_id)
    assert yard.read(one, mate)["number"] == one["number"]


def test_what_it_caused_stands_in_its_file_and_in_the_dossier(yard: Yard) -> None:
    one = yard.under_way()
    case = yard.api.hear(yard.desk, yard.town, kind="complaint", title="楼上装修噪音")
    found = yard.done(yard.desk, one, "link-case", case_id=case["id"])
    assert [caused["number"] for caused in found["cases"]] == [case["number"]]
    assert code(yard.say(yard.desk, one, "link-case", case_id=case["id"])) == (409, "renovations.case_linked")
    dossier = yard.api.get(f"/units/{yard.unit}/dossier", yard.desk).json()
    [matter] = dossier["matters"]
    assert (matter["number"], matter["type"], matter["held_fen"]) == (one["number"], "renovation", DEPOSIT)
    assert [caused["number"] for caused in matter["cases"]] == [case["number"]]


def test_the_deposit_follows_the_kind_of_unit_and_the_works(yard: Yard) -> None:
    yard.set("renovation.deposit.waterproofing", 100_000)
    one = yard.approved(scope=["decoration", "waterproofing"])
    yard.hand_in(one, "agreement", yard.desk)
    assert yard.done(yard.desk, one, "sign")["required_fen"] == DEPOSIT + 100_000


def test_where_no_deposit_is_asked_for_none_is_waited_for(shared_api: Api) -> None:
    yard = Yard.open(shared_api)
    yard.set("renovation.deposit", 0)
    one = yard.approved()
    yard.hand_in(one, "agreement", yard.desk)
    assert yard.done(yard.desk, one, "sign")["state"] == "deposit_paid"
    assert yard.done(yard.desk, one, "issue-permit")["state"] == "permitted"


def test_the_permit_is_due_on_the_day_of_approval_and_the_butler_is_told(yard: Yard) -> None:
    one = yard.paid()
    [promise] = yard.promises(one, "renovation.permit")
    assert promise["due_at"].startswith(f"{yard.api.clock.now():%Y-%m-%d}T15:59:59")
    yard.done(yard.desk, one, "issue-permit")
    assert yard.promises(one, "renovation.permit")[0]["state"] == "kept"
    assert yard.promises(one, "renovation.tell_butler")[0]["state"] == "kept"


def test_a_foreign_id_answers_like_an_unknown_one(yard: Yard) -> None:
    """What is named in a body: a unit, a resident, a file, a case, a post."""
    other, one = Yard.open(yard.api), yard.under_way()
    file, unknown = other.file(), str(other.town.id)
    case = other.api.hear(other.desk, other.town)["id"]
    for id in (file, unknown):
        for verb, body, pointer in (
            ("documents", {"kind": "other", "file_id": id}, "/file_id"),
            ("inspect", {"checks": checks(), "file_ids": [id]}, "/file_ids/0"),
            ("passes", {"worker_name": "周师傅", "trade": "水电", "photo_file_id": id}, "/photo_file_id"),
        ):
            assert fields(yard.say(yard.manager, one, verb, **body)) == [pointer], verb
    for id in (case, unknown):
        assert fields(yard.say(yard.manager, one, "link-case", case_id=id)) == ["/case_id"]
    for post in (other.town.reception, unknown):
        steps = [
            {"step": "floor_butler", "phase": "review", "post_id": post},
            {"step": "manager", "phase": "approve"},
        ]
        path = f"/communities/{yard.town.id}/renovation-chain"
        assert fields(yard.api.send("PUT", path, yard.manager, body={"steps": steps})) == ["/steps/0/post_id"]
    for resident in (other.owner.resident_id, unknown):
        applied = yard.apply(yard.desk, applicant={"resident_id": resident})
        assert fields(applied) == ["/applicant/resident_id"]


def photo() -> bytes:
    """A small picture, as a telephone sends it."""
    content = BytesIO()
    Image.new("RGB", (40, 40), "navy").save(content, "PNG")
    return content.getvalue()
