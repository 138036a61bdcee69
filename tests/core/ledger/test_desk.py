"""The cash desk, approvals, statements and the bank, over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from shouwen.core.ledger.rules import AccountKind
from tests.core.ledger.books import Books
from tests.support.api import Api, Caller, request


class Desk(Books):
    """The books, spoken to over HTTP."""

    def said(self, path: str, who: Caller | None = None, version: int | None = None, **body: Any) -> httpx.Response:
        key = f"ledger-{next(self.api.numbers)}"
        return self.api.post(f"/ledger/{path}", who or self.cashier, body, key=key, version=version)

    def done(self, path: str, who: Caller | None = None, version: int | None = None, **body: Any) -> dict[str, Any]:
        answer = self.said(path, who, version, **body)
        assert answer.status_code in {200, 201}, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def refused(self, path: str, who: Caller | None = None, version: int | None = None, **body: Any) -> tuple[int, str]:
        before = self.entries()
        answer = self.said(path, who, version, **body)
        assert self.entries() == before, "something moved"
        return answer.status_code, answer.json()["code"]

    def begin(self, counted_fen: int = 0, **more: Any) -> dict[str, Any]:
        return self.done("shifts", community_id=self.town.id, counted_fen=counted_fen, **more)

    def receipt(self, amount_fen: int = 8_000, **more: Any) -> dict[str, Any]:
        return self.done("receipts", **self.paid(amount_fen, **more))

    def paid(self, amount_fen: Any = 8_000, **more: Any) -> dict[str, Any]:
        body: dict[str, Any] = {
            "household_id": self.household,
            "purpose": "renovation_deposit",
            "method": "bank_transfer",
            "amount_fen": amount_fen,
            "reference": f"B{next(self.api.numbers)}",
        }
        return body | more

    def account_id(self) -> str:
        found = self.done("statements", household_id=self.household)
        return str(found["accounts"][0]["id"])

    def proposed(self, amount_fen: int, **more: Any) -> dict[str, Any]:
        body: dict[str, Any] = {
            "account_id": self.account_id(),
            "amount_fen": amount_fen,
            "method": "bank_transfer",
            "reason": "验收合格",
        }
        return self.done("refund-proposals", **body | more)

    def approve(self, proposal: dict[str, Any], who: Caller | None = None) -> httpx.Response:
        return self.said(f"proposals/{proposal['id']}/approve", who or self.manager, proposal["version"])

    def get(self, path: str, who: Caller | None = None, **params: Any) -> Any:
        answer = self.api.get(f"/ledger/{path}", who or self.cashier, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def here(self, path: str, **params: Any) -> Any:
        return self.get(path, community_id=str(self.town.id), **params)


@pytest.fixture
def desk(shared_api: Api) -> Desk:
    return Desk.open(shared_api)  # type: ignore[return-value]


# ---------------------------------------------------------------- taking money


def test_a_transfer_is_receipted_once(desk: Desk) -> None:
    body = desk.paid()
    receipt = desk.done("receipts", **body)
    assert receipt["number"].startswith("SK202611-")
    assert [(one["debit"], one["credit"]) for one in receipt["transfers"]] == [("arriving", "held")]
    for again in (body, body | {"amount_fen": 8_001}):
        assert desk.refused("receipts", **again) == (409, "ledger.cause_taken")
    assert desk.balance(AccountKind.HELD) == 8_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_fen": 0},
        {"amount_fen": -1},
        {"amount_fen": 0.5},
        {"amount_fen": 8000.0},
        {"amount_fen": "8000"},
        {"amount_fen": 10**13},
        {"currency": "USD"},
        {"method": "cheque"},
        {"purpose": "bribe"},
        {"reference": None},
        {"at": "2031-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_what_is_no_money_is_refused(desk: Desk, wrong: dict[str, Any]) -> None:
    status, code = desk.refused("receipts", **desk.paid() | wrong)
    assert (status, code.partition(".")[0] in {"house", "ledger"}) == (422, True)


def test_a_fee_is_ours_at_once(desk: Desk) -> None:
    receipt = desk.receipt(purpose="repair_fee")
    assert receipt["household"]["id"] == str(desk.household)
    assert (desk.balance(AccountKind.INCOME), desk.balance(AccountKind.HELD)) == (8_000, 0)


def test_cash_is_taken_by_whoever_opened_the_desk(desk: Desk) -> None:
    cash: dict[str, Any] = {"method": "cash", "reference": None}
    assert desk.refused("receipts", **desk.paid(**cash)) == (409, "ledger.no_shift")
    desk.begin()
    other = desk.api.staff("cashier", desk.town)
    assert desk.refused("receipts", other, **desk.paid(**cash)) == (409, "ledger.no_shift")
    desk.receipt(**cash)
    assert desk.balance(AccountKind.CASH) == 8_000


def test_a_shift_is_counted_and_its_difference_named(desk: Desk) -> None:
    shift = desk.begin()
    assert desk.refused("shifts", community_id=desk.town.id, counted_fen=0) == (409, "ledger.shift_open")
    desk.receipt(method="cash", reference=None)
    close = f"shifts/{shift['id']}/close"
    assert desk.refused(close, version=1, counted_fen=7_900) == (422, "ledger.difference_unnamed")
    assert desk.refused(close, desk.api.staff("cashier", desk.town), 1, counted_fen=8_000) == (409, "ledger.no_shift")
    closed = desk.done(close, version=1, counted_fen=7_900, reason="wrong_change")
    assert (closed["difference_fen"], closed["taken_fen"], closed["closing_reason"]) == (-100, 8_000, "wrong_change")
    assert (desk.balance(AccountKind.CASH), desk.balance(AccountKind.DIFFERENCE)) == (7_900, 100)
    assert desk.refused(close, version=2, counted_fen=7_900) == (409, "ledger.shift_closed")
    assert desk.begin(7_900)["opening_difference_fen"] == 0


def test_what_lies_in_the_box_at_first_is_named(desk: Desk) -> None:
    unnamed = desk.refused("shifts", community_id=desk.town.id, counted_fen=500)
    assert unnamed == (422, "ledger.difference_unnamed")
    assert desk.begin(500, reason="not_receipted")["opening_difference_fen"] == 500
    assert desk.balance(AccountKind.CASH) == 500
    assert desk.debits_less_credits() == 0


def test_a_receipt_on_paper_says_its_sum_in_capitals(desk: Desk) -> None:
    receipt = desk.receipt(200_000)
    page = desk.api.get(f"/ledger/documents/{receipt['id']}/paper", desk.cashier)
    assert page.status_code == 200
    for words in ("收据", receipt["number"], "¥2,000.00", "人民币贰仟元整", "装修押金", "CW-01"):
        assert words in page.text, words
    pdf = desk.api.get(f"/ledger/documents/{receipt['id']}/paper", desk.cashier, params={"format": "pdf"})
    assert (pdf.status_code, pdf.content[:4]) == (200, b"%PDF")


# ---------------------------------------------------------------- refunds and reversals


def test_a_refund_is_approved_by_another(desk: Desk) -> None:
    desk.receipt(50_000)
    proposal = desk.proposed(20_000)
    by_action = {one["action"]: one["allowed"] for one in proposal["actions"]}
    assert by_action == {"withdraw": True}
    assert desk.balance(AccountKind.HELD) == 50_000
    approved = desk.approve(proposal).json()
    assert (approved["state"], approved["made_document"]["name"][:2]) == ("approved", "TK")
    assert (desk.balance(AccountKind.HELD), desk.balance(AccountKind.LEAVING)) == (30_000, 20_000)
    [refund] = desk.here("open-items")["leaving"]
    desk.done(f"refunds/{refund['id']}/complete")
    assert desk.refused(f"refunds/{refund['id']}/complete") == (409, "ledger.refund_settled")
    assert desk.refused(f"refunds/{refund['id']}/fail", failure="too_late") == (409, "ledger.refund_settled")
    assert desk.balance(AccountKind.BANK) == -20_000


def test_nobody_approves_their_own(desk: Desk) -> None:
    desk.receipt(50_000)
    body: dict[str, Any] = {
        "account_id": desk.account_id(),
        "amount_fen": 100,
        "method": "bank_transfer",
        "reason": "退还",
    }
    own = desk.done("refund-proposals", desk.manager, **body)
    [approve] = [one for one in own["actions"] if one["action"] == "approve"]
    assert (approve["allowed"], approve["reason"]["code"]) == (False, "ledger.same_person")
    assert desk.refused(f"proposals/{own['id']}/approve", desk.manager, 1) == (409, "ledger.same_person")
    assert desk.approve(own, desk.supervisor).status_code == 200


def test_a_refund_approved_in_parallel_leaves_once(desk: Desk) -> None:
    desk.receipt(50_000)
    proposal = desk.proposed(50_000)
    path = f"/ledger/proposals/{proposal['id']}/approve"
    asked = [
        request("POST", path, who, body={}, key=f"twice-{next(desk.api.numbers)}", version=1)
        for who in (desk.manager, desk.supervisor) * 3
    ]
    codes = sorted(answer.status_code for answer in desk.api.exchange(asked))
    assert codes[0] == 200
    assert set(codes[1:]) <= {409, 412, 503}, codes  # 503: still waiting for the others on a busy machine
    assert (desk.balance(AccountKind.HELD), desk.balance(AccountKind.LEAVING)) == (0, 50_000)


def test_two_refunds_of_the_same_deposit_do_not_both_leave(desk: Desk) -> None:
    desk.receipt(50_000)
    both = [desk.proposed(40_000) for _ in range(2)]
    asked = [
        request("POST", f"/ledger/proposals/{one['id']}/approve", desk.manager, body={}, key=one["id"], version=1)
        for one in both
    ]
    answers = desk.api.exchange(asked)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"ledger.not_enough"}
    assert desk.balance(AccountKind.HELD) == 10_000


def test_more_than_is_held_is_not_even_proposed(desk: Desk) -> None:
    desk.receipt(50_000)
    body: dict[str, Any] = {"account_id": desk.account_id(), "amount_fen": 50_001, "method": "cash", "reason": "退还"}
    assert desk.refused("refund-proposals", **body) == (409, "ledger.not_enough")


def test_a_refund_the_bank_sends_back_is_held_again(desk: Desk) -> None:
    desk.receipt(50_000)
    desk.approve(desk.proposed(50_000))
    [refund] = desk.here("open-items")["leaving"]
    returned = desk.done(f"refunds/{refund['id']}/fail", failure="account_closed")
    assert (returned["state"], returned["failure"]) == ("returned", "account_closed")
    assert desk.balance(AccountKind.HELD) == 50_000


def test_a_paper_is_reversed_by_two_people_once(desk: Desk) -> None:
    receipt = desk.receipt(50_000)
    proposal = desk.done("reversal-proposals", document_id=receipt["id"], reason="金额录错")
    assert desk.approve(proposal).json()["made_document"]["name"].startswith("CX")
    assert desk.balance(AccountKind.HELD) == 0
    again = desk.refused("reversal-proposals", document_id=receipt["id"], reason="再冲")
    assert again == (409, "ledger.reversed_already")
    assert desk.get(f"documents/{receipt['id']}")["reversed_by"]["name"].startswith("CX")


def test_what_is_refused_or_withdrawn_is_over(desk: Desk) -> None:
    desk.receipt(50_000)
    refused, withdrawn = desk.proposed(100), desk.proposed(100)
    assert desk.refused(f"proposals/{refused['id']}/refuse", desk.manager, 1) == (422, "house.malformed")
    desk.done(f"proposals/{refused['id']}/refuse", desk.manager, 1, note="材料不全")
    assert desk.refused(f"proposals/{withdrawn['id']}/withdraw", desk.manager) == (409, "ledger.not_yours")
    desk.done(f"proposals/{withdrawn['id']}/withdraw")
    for over in (refused, withdrawn):
        assert desk.refused(f"proposals/{over['id']}/approve", desk.manager, 2) == (409, "ledger.not_proposed")


# ---------------------------------------------------------------- rights


def test_taking_approving_reversing_and_reading_are_different_rights(desk: Desk) -> None:
    desk.receipt(50_000)
    proposal = desk.proposed(100)
    butler, engineer = desk.api.staff("duty_butler", desk.town), desk.api.staff("engineer", desk.town)
    assert desk.refused("receipts", desk.manager, **desk.paid()) == (403, "house.forbidden")
    assert desk.refused(f"proposals/{proposal['id']}/approve", desk.cashier, 1) == (403, "house.forbidden")
    for who in (butler, engineer):
        assert desk.refused("statements", who, household_id=desk.household)[0] == 403
    elsewhere = desk.api.staff("cashier", desk.api.town())
    assert desk.refused("receipts", elsewhere, **desk.paid()) == (422, "house.reference_unknown")
    assert desk.refused("statements", elsewhere, household_id=desk.household) == (422, "house.reference_unknown")


def test_whoever_reads_an_account_is_in_the_journal(desk: Desk) -> None:
    desk.receipt(50_000)
    before = len(desk.api.events("ledger.statement_read"))
    found = desk.done("statements", desk.manager, household_id=desk.household)
    [account] = found["accounts"]
    assert (account["balance_fen"], [one["amount_fen"] for one in account["entries"]]) == (50_000, [50_000])
    *_, read = desk.api.events("ledger.statement_read")
    assert len(desk.api.events("ledger.statement_read")) == before + 1
    assert (read.actor_id, read.detail["household_id"]) == (desk.manager.id, str(desk.household))


# ---------------------------------------------------------------- whether the books are right


def test_the_trial_balance_is_zero_at_any_instant(desk: Desk) -> None:
    instants = [desk.api.clock.now()]
    for amount in (50_000, 8_000):
        desk.api.clock.advance(minutes=1)
        desk.receipt(amount)
        instants.append(desk.api.clock.now())
    desk.approve(desk.proposed(30_000))
    desk.api.clock.advance(minutes=1)
    instants.append(desk.api.clock.now())
    sums = []
    for at in instants:
        books = desk.here("trial-balance", at=at.isoformat())
        assert (books["difference_fen"], books["debit_fen"]) == (0, books["credit_fen"])
        sums.append(books["debit_fen"])
    assert sums == [0, 50_000, 58_000, 58_000]


def test_the_books_are_checked_on_demand(desk: Desk) -> None:
    desk.receipt(50_000)
    found = desk.done("reconciliations", desk.manager, community_id=desk.town.id)
    faults = {name: found[name] for name in ("imbalance_fen", "drifted", "below_floor", "one_legged")}
    assert (found["sound"], found["transfers"], set(faults.values())) == (True, 1, {0})


def test_a_closed_month_refuses(desk: Desk) -> None:
    desk.receipt(50_000)
    close: dict[str, Any] = {"community_id": desk.town.id, "period": "2026-11"}
    assert desk.refused("closings", desk.manager, **close) == (409, "ledger.not_over")
    desk.done("closings", desk.manager, community_id=desk.town.id, period="2026-10")
    assert desk.refused("closings", desk.manager, community_id=desk.town.id, period="2026-10") == (
        409,
        "ledger.closed_already",
    )
    late = desk.refused("receipts", **desk.paid(at="2026-10-31T15:00:00Z"))
    assert late == (409, "ledger.period_closed")
    assert [one["period"] for one in desk.here("closings")] == ["2026-10"]


# ---------------------------------------------------------------- the bank


def statement(*lines: tuple[str, str, str]) -> str:
    rows = "".join(f"{day},{amount},{reference},王小红\n" for day, amount, reference in lines)
    return "日期,金额,流水号,对方\n" + rows


def test_what_the_bank_shows_has_arrived(desk: Desk) -> None:
    known, other = desk.receipt(50_000, reference="B-1"), desk.receipt(8_000, reference="B-2")
    assert desk.here("open-items")["arriving_fen"] == 58_000
    text = statement(("2026-11-22", "500.00", "B-1"), ("2026/11/22", "80.00", "X-9"), ("20261122", "-3.00", ""))
    told = desk.done("bank-statements", community_id=desk.town.id, csv=text)
    assert told == {"read": 3, "known": 0, "matched": 1, "open": 2}
    again = desk.done("bank-statements", community_id=desk.town.id, csv=text)
    assert again == {"read": 3, "known": 3, "matched": 0, "open": 0}
    items = desk.here("open-items")
    assert [one["document"]["id"] for one in items["arriving"]] == [other["id"]]
    [line] = [one for one in items["lines"] if one["amount_fen"] == 8_000]
    match = f"bank-lines/{line['id']}/match"
    assert desk.refused(match, document_ids=[known["id"]]) == (409, "ledger.no_match")
    desk.done(match, document_ids=[other["id"]])
    assert desk.refused(match, document_ids=[other["id"]]) == (409, "ledger.line_matched")
    assert (desk.balance(AccountKind.BANK), desk.balance(AccountKind.ARRIVING)) == (58_000, 0)
    undone = desk.refused("reversal-proposals", document_id=known["id"], reason="录错")
    assert undone == (409, "ledger.not_reversible")


def test_a_refund_the_bank_shows_was_paid_out(desk: Desk) -> None:
    desk.receipt(50_000)
    desk.approve(desk.proposed(50_000))
    [refund] = desk.here("open-items")["leaving"]
    desk.done("bank-statements", community_id=desk.town.id, csv=statement(("2026-11-22", "-500.00", "R-1")))
    [line] = desk.here("open-items")["lines"]
    desk.done(f"bank-lines/{line['id']}/match", document_ids=[refund["document"]["id"]])
    assert (desk.balance(AccountKind.LEAVING), desk.balance(AccountKind.BANK)) == (0, -50_000)
    assert desk.here("open-items")["leaving"] == []


def test_cash_carried_to_the_bank_arrives_by_its_statement(desk: Desk) -> None:
    desk.begin()
    desk.receipt(method="cash", reference=None)
    paper = desk.done("bankings", community_id=desk.town.id, amount_fen=8_000)
    assert desk.refused("bankings", community_id=desk.town.id, amount_fen=1) == (409, "ledger.not_enough")
    desk.done("bank-statements", community_id=desk.town.id, csv=statement(("2026-11-23", "80.00", "C-1")))
    [line] = desk.here("open-items")["lines"]
    desk.done(f"bank-lines/{line['id']}/match", document_ids=[paper["id"]])
    assert (desk.balance(AccountKind.CASH), desk.balance(AccountKind.BANK)) == (0, 8_000)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("列一,列二\n1,2\n", 1),
        (statement(("2026-11-22", "80.00", ""), ("2026-13-01", "80.00", "")), 3),
        (statement(("2026-11-22", "80.001", "")), 2),
        (statement(("2026-11-22", "0", "")), 2),
        (statement(("2026-11-22", "NaN", "")), 2),
        (statement(("2026-11-22", "1e30", "")), 2),
        (statement(("2026-11-22", "八十", "")), 2),
    ],
)
def test_a_statement_that_cannot_be_read_adds_nothing(desk: Desk, text: str, line: int) -> None:
    answer = desk.said("bank-statements", community_id=desk.town.id, csv=text)
    assert answer.status_code == 422
    if text:
        assert f"{line}" in answer.json()["detail"]
    assert desk.here("bank-lines")["data"] == []
