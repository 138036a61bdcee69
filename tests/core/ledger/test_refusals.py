"""What must not happen to money, said over HTTP: refused with a code and the field, in words, and nothing has moved."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.core.ledger.books import Books
from tests.support.api import Api, Caller, request

WRONG_SUMS: dict[str, Any] = {
    "negative": -1,
    "zero": 0,
    "a fraction": 0.5,
    "a whole number with a point": 8000.0,
    "words": "8000",
    "nothing": None,
    "yes": True,
    "huge": 10**12 + 1,
    "beyond any integer": 10**30,
    "no number": "NaN",
}
# Where a sum is said, and the rest of what is said there.
SAID: dict[str, dict[str, Any]] = {
    "receipts": {"purpose": "repair_fee", "method": "bank_transfer", "reference": "B-1"},
    "payments": {"purpose": "repair_fee"},
    "refund-proposals": {"method": "bank_transfer", "reason": "退还"},
    "bankings": {},
}


@pytest.fixture
def books(shared_api: Api) -> Books:
    found = Books.open(shared_api)
    found.pay(50_000)
    return found


def said(books: Books, path: str, body: dict[str, Any], who: Caller | None = None, **more: Any) -> httpx.Response:
    key = f"refusal-{next(books.api.numbers)}"
    return books.api.post(f"/ledger/{path}", who or books.cashier, body, key=key, **more)


def whole(books: Books, path: str) -> dict[str, Any]:
    """All that is said there, but for the sum."""
    ids: dict[str, Any] = {"household_id": str(books.household)}
    if path == "bankings":
        ids = {"community_id": str(books.town.id)}
    if path == "refund-proposals":
        with books.api.work(books.actor) as work:
            ids = {"account_id": str(books.held(work).id)}
    return ids | SAID[path]


def expect_refused(answer: httpx.Response, status: int, code: str, pointer: str | None = None) -> None:
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), answer.text
    assert told["detail"], "no words"
    if pointer:
        assert pointer in {one["pointer"] for one in told["errors"]}, answer.text


@pytest.mark.parametrize("wrong", WRONG_SUMS)
@pytest.mark.parametrize("path", SAID)
def test_what_is_no_sum_is_refused_at_its_field(books: Books, path: str, wrong: str) -> None:
    before = books.entries()
    answer = said(books, path, whole(books, path) | {"amount_fen": WRONG_SUMS[wrong]})
    expect_refused(answer, 422, "house.malformed", "/amount_fen")
    assert books.entries() == before


@pytest.mark.parametrize("path", SAID)
def test_another_currency_is_refused_at_its_field(books: Books, path: str) -> None:
    before = books.entries()
    answer = said(books, path, whole(books, path) | {"amount_fen": 100, "currency": "USD"})
    expect_refused(answer, 422, "house.malformed", "/currency")
    assert books.entries() == before


def test_a_transfer_paid_twice_at_once_is_taken_once(books: Books) -> None:
    body = whole(books, "receipts") | {"amount_fen": 8_000}
    asked = [
        request("POST", "/ledger/receipts", books.cashier, body=body, key=f"twice-{next(books.api.numbers)}")
        for _ in range(4)
    ]
    answers = books.api.exchange(asked)
    assert min(answer.status_code for answer in answers) == 201
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    assert refused <= {"ledger.cause_taken", "house.conflict", "house.unavailable"}, refused
    assert sum(answer.status_code == 201 for answer in answers) == 1
    assert len(books.entries()) == 4  # two of the deposit, two of the fee


def test_more_than_is_held_and_ones_own_approval(books: Books) -> None:
    body = whole(books, "refund-proposals")
    expect_refused(said(books, "refund-proposals", body | {"amount_fen": 50_001}), 409, "ledger.not_enough")
    own = said(books, "refund-proposals", body | {"amount_fen": 100}, books.manager).json()
    before = books.entries()
    expect_refused(
        said(books, f"proposals/{own['id']}/approve", {}, books.manager, version=1), 409, "ledger.same_person"
    )
    assert books.entries() == before


def test_a_closed_month_takes_nothing_said_late(books: Books) -> None:
    said(books, "closings", {"community_id": str(books.town.id), "period": "2026-10"}, books.manager)
    before = books.entries()
    body = whole(books, "receipts") | {"amount_fen": 100, "at": "2026-10-31T15:59:00Z"}
    expect_refused(said(books, "receipts", body), 409, "ledger.period_closed")
    assert books.entries() == before
    body["at"] = "2026-10-31T16:00:00Z"  # November has begun there
    assert said(books, "receipts", body).status_code == 201


def test_what_goes_back_through_wechat_names_the_payment_it_came_by(books: Books) -> None:
    body = whole(books, "refund-proposals") | {"amount_fen": 100, "method": "wechat_pay"}
    expect_refused(said(books, "refund-proposals", body), 422, "ledger.payment_missing", "/payment_id")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh-CN", "账户余额不足，没有发生任何转账"),
        ("en", "There is not that much on the account; nothing was moved"),
    ],
)
def test_a_refusal_is_said_in_the_language_of_the_caller(books: Books, lang: str, words: str) -> None:
    body = whole(books, "refund-proposals") | {"amount_fen": 50_001}
    headers = {"Accept-Language": lang}
    [answer] = books.api.exchange(
        [request("POST", "/ledger/refund-proposals", books.cashier, body=body, key=f"in-{lang}", headers=headers)]
    )
    assert answer.json()["detail"] == words
