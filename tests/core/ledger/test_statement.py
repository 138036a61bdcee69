"""Somebody's account: what stood on it before, between and after, on the screen and on paper; who looked is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.core.ledger.books import Books
from tests.support.api import Api, Caller


@pytest.fixture
def books(shared_api: Api) -> Books:
    """A deposit taken one day, and a part of it given back the next."""
    found = Books.open(shared_api)
    found.pay(50_000)
    shared_api.clock.advance(days=1)
    found.refund(20_000)
    return found


def ask(books: Books, who: Caller, path: str = "statements", **body: Any) -> httpx.Response:
    """The answer, for the household of the books; `format` goes into the query."""
    query = f"?format={body.pop('format')}" if "format" in body else ""
    return books.api.post(f"/ledger/{path}{query}", who, {"household_id": str(books.household)} | body)


def day(books: Books, days: int) -> str:
    """The local day so many days from now."""
    return str((books.api.clock.now() + timedelta(hours=8, days=days)).date())


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, (0, 30_000, [50_000, -20_000])),
        (-1, -1, (0, 50_000, [50_000])),
        (0, 0, (50_000, 30_000, [-20_000])),
        (1, None, (30_000, 30_000, [])),
        (None, -2, (0, 0, [])),
        (-9, -5, (0, 0, [])),
    ],
)
def test_a_statement_of_some_days_begins_and_ends_with_what_stood_then(
    books: Books, since: int | None, until: int | None, expected: tuple[int, int, list[int]]
) -> None:
    days = {name: day(books, of) for name, of in (("since", since), ("until", until)) if of is not None}
    [account] = ask(books, books.cashier, **days).json()["accounts"]
    found = (account["opening_fen"], account["closing_fen"], [one["amount_fen"] for one in account["entries"]])
    assert found == expected
    assert account["balance_fen"] == 30_000  # now, whatever days are asked for


def test_days_that_run_backwards_are_refused(books: Books) -> None:
    answer = ask(books, books.cashier, since=day(books, 1), until=day(books, 0))
    assert (answer.status_code, answer.json()["code"]) == (422, "ledger.days_backwards")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/until"]


def test_a_statement_on_paper_is_what_the_screen_shows(books: Books) -> None:
    page = ask(books, books.cashier, "statements/paper")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    for words in ("住户账户对账单", "装修押金", "期初余额", "500.00", "-200.00", "300.00", "银行转账", "CW-02", "DZ-"):
        assert words in page.text, words
    pdf = ask(books, books.cashier, "statements/paper", format="pdf")
    assert (pdf.status_code, pdf.content[:4]) == (200, b"%PDF")


@pytest.mark.parametrize("path", ["statements", "statements/paper"])
def test_every_reading_is_in_the_journal(books: Books, path: str) -> None:
    for who in (books.cashier, books.manager, books.supervisor):
        before = len(books.api.events("ledger.statement_read"))
        assert ask(books, who, path).status_code == 200
        read = books.api.events("ledger.statement_read")[before:]
        assert [(one.actor_id, one.detail["household_id"]) for one in read] == [(who.id, str(books.household))]


@pytest.mark.parametrize("path", ["statements", "statements/paper"])
def test_whoever_may_not_read_learns_nothing_and_leaves_no_reading(books: Books, path: str) -> None:
    before = len(books.api.events("ledger.statement_read"))
    assert ask(books, books.api.staff("duty_butler", books.town), path).status_code == 403
    elsewhere = ask(books, books.api.staff("cashier", books.api.town()), path)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (422, "house.reference_unknown")
    assert len(books.api.events("ledger.statement_read")) == before


def test_papers_are_not_listed_by_whose_they_are(books: Books) -> None:
    """Nobody reads an account past the journal by asking for its papers."""
    found = books.api.get("/ledger/documents", books.cashier, params={"household_id": str(books.household)})
    assert found.status_code == 422
