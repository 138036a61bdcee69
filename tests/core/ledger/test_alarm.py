"""Books that were tampered with past every guard: the check finds it, keeps it, and rings whoever manages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from shouwen.core.ledger.checking import reconcile_all
from shouwen.kit import metrics
from shouwen.revisions import owner_engine
from shouwen.rooms import furniture
from shouwen.settings import load_settings
from tests.core.ledger.books import Books
from tests.support.api import Api, Caller

GAUGE = "shouwen_ledger_unsound"
FAULTS = ("imbalance_fen", "adrift_fen", "drifted", "below_floor", "one_legged", "missing")
LAST = "(SELECT id FROM ledger_transfers WHERE reverses_id IS NULL ORDER BY id DESC LIMIT 1)"
# What is done to the books, and what of it must be found.
TAMPERED = {
    "a balance raised": (
        ["UPDATE ledger_entries SET balance_fen = balance_fen + 100 WHERE amount_fen = 50000"],
        {"drifted"},
    ),
    "a sum raised on one side": (
        [
            f"UPDATE ledger_entries SET amount_fen = amount_fen + 100 WHERE transfer_id = {LAST} AND amount_fen > 0",
        ],
        {"imbalance_fen", "drifted", "one_legged"},
    ),
    "a transfer with one leg": (
        [f"DELETE FROM ledger_entries WHERE transfer_id = {LAST} AND amount_fen > 0"],
        {"imbalance_fen", "one_legged"},
    ),
    "a paper without its money": (
        [f"DELETE FROM ledger_entries WHERE transfer_id = {LAST}", f"DELETE FROM ledger_transfers WHERE id = {LAST}"],
        {"missing"},
    ),
    "a paper gone without a trace": (
        [
            f"DELETE FROM ledger_entries WHERE transfer_id = {LAST}",
            "DELETE FROM ledger_refunds",
            f"DELETE FROM ledger_transfers WHERE id = {LAST}",
            "DELETE FROM ledger_documents WHERE id NOT IN (SELECT document_id FROM ledger_transfers)",
        ],
        {"missing"},
    ),
    "a refund said to be paid out": (
        ["UPDATE ledger_refunds SET state = 'paid_out', settled_at = begun_at"],
        {"adrift_fen"},
    ),
}


@pytest.fixture
def books(api: Api) -> Books:
    """Books of their own: a deposit, and a part of it on its way back."""
    furniture("reactions")
    found = Books.open(api)
    found.pay(50_000)
    found.refund(20_000)
    return found


def tamper(api: Api, statements: list[str]) -> None:
    """By whoever owns the database, with every guard put to sleep."""
    engine = owner_engine(load_settings(database_url=str(api.house.db.url.render_as_string(hide_password=False))))
    with engine.begin() as connection:
        if api.house.db.is_sqlite:
            guards = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'ledger_%'"
            for name in connection.scalars(sa.text(guards)).all():
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
            connection.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        else:
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            assert connection.execute(sa.text(statement)).rowcount, statement
    engine.dispose()


def check(books: Books) -> dict[str, Any]:
    body = {"community_id": str(books.town.id)}
    answer = books.api.post("/ledger/reconciliations", books.manager, body, key=f"check-{next(books.api.numbers)}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    while books.api.seal() + books.api.do_jobs():
        pass
    return found


def health(books: Books) -> dict[str, Any]:
    told: dict[str, Any] = books.api.get("/system/health", books.manager).json()["books"]
    return told


def messages(books: Books, who: Caller) -> list[tuple[bool, str]]:
    rows = books.api.get("/messages", who).json()["data"]
    return [(row["urgent"], item["event"]) for row in rows for item in row["items"]]


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_tampered_with_rings(books: Books, how: str) -> None:
    sound = check(books)
    assert (sound["sound"], {sound[name] for name in FAULTS}) == (True, {0})
    assert health(books)["unsound"] == 0
    statements, expected = TAMPERED[how]
    tamper(books.api, statements)
    found = check(books)
    assert not found["sound"]
    assert expected <= {name for name in FAULTS if found[name]}
    told = health(books)
    assert (told["unsound"], datetime.fromisoformat(told["unsound_since"])) == (1, books.api.clock.now())
    assert messages(books, books.manager) == [(True, "books_unsound")]
    assert messages(books, books.cashier) == []
    assert f"{GAUGE} 1.0" in metrics.exposition().decode()


def test_a_fault_rings_once_and_another_again(books: Books) -> None:
    tamper(books.api, TAMPERED["a balance raised"][0])
    first = books.api.clock.now()
    for _ in range(3):
        check(books)
        books.api.clock.advance(hours=1)
        with books.api.work() as work:
            reconcile_all(work)  # as the hour does
    assert messages(books, books.manager) == [(True, "books_unsound")]
    told = health(books)
    assert datetime.fromisoformat(told["unsound_since"]) == first
    assert datetime.fromisoformat(told["oldest_check_at"]) == first + timedelta(hours=3)
    tamper(books.api, ["UPDATE ledger_refunds SET amount_fen = amount_fen + 1"])
    check(books)
    assert messages(books, books.manager) == [(True, "books_unsound")] * 2


def test_books_set_right_are_sound_again(books: Books) -> None:
    tamper(books.api, ["UPDATE ledger_refunds SET amount_fen = amount_fen + 1"])
    assert check(books)["adrift_fen"] == -1
    tamper(books.api, ["UPDATE ledger_refunds SET amount_fen = amount_fen - 1"])
    assert check(books)["sound"]
    assert health(books) | {"oldest_check_at": None} == {"unsound": 0, "unsound_since": None, "oldest_check_at": None}
