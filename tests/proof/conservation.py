"""Whether the books add up, recomputed from the transfers alone with nothing of the house's own code."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.revisions import owner_engine
from shouwen.settings import load_settings
from tests.proof.finding import Finding

_TABLES = {
    "accounts": "SELECT id, sign, floor_fen FROM ledger_accounts",
    "transfers": "SELECT id, debit_id, credit_id, amount_fen, cause, document_id, reverses_id FROM ledger_transfers",
    "entries": "SELECT account_id, seq, transfer_id, amount_fen, balance_fen FROM ledger_entries ORDER BY 1, 2",
    "documents": "SELECT id, number, cause, kind FROM ledger_documents",
}
Rows = dict[str, list[Any]]


def books(url: str) -> Rows:
    """All rows of the ledger as the database's owner sees them."""
    engine = owner_engine(load_settings(database_url=url))
    with engine.connect() as connection:
        found = {name: list(connection.execute(sa.text(words))) for name, words in _TABLES.items()}
    engine.dispose()
    return found


def identity(value: Any) -> UUID:
    """An id as the database keeps it: a UUID, or its bytes."""
    return value if isinstance(value, UUID) else UUID(bytes=value)


def figures(rows: Rows) -> dict[str, int]:
    """What must be zero: the sum of all, balances that drifted, ones below their floor, what is there twice."""
    signs = {row.id: row.sign for row in rows["accounts"]}
    floors = {row.id: row.floor_fen for row in rows["accounts"]}
    expected: defaultdict[tuple[Any, Any], int] = defaultdict(int)
    for one in rows["transfers"]:
        expected[one.id, one.debit_id] += signs[one.debit_id] * one.amount_fen
        expected[one.id, one.credit_id] -= signs[one.credit_id] * one.amount_fen
    drifted = negative = imbalance = 0
    running: dict[Any, tuple[int, int]] = {}
    for entry in rows["entries"]:
        seq, balance = running.get(entry.account_id, (0, 0))
        right = expected.pop((entry.transfer_id, entry.account_id), None) == entry.amount_fen
        drifted += not right or entry.seq != seq + 1 or entry.balance_fen != balance + entry.amount_fen
        floor = floors[entry.account_id]
        negative += floor is not None and entry.balance_fen < floor
        imbalance += signs[entry.account_id] * entry.amount_fen
        running[entry.account_id] = (entry.seq, entry.balance_fen)
    return {
        "imbalance_fen": abs(imbalance),
        "drifted": drifted + len(expected),
        "negative": negative,
        "duplicates": _twice(rows),
        "number_gaps": _gaps(rows),
    }


def _twice(rows: Rows) -> int:
    """Causes posted twice, papers reversed twice, refunds that ended twice."""
    causes = Counter(row.cause for row in (*rows["documents"], *rows["transfers"]))
    undone = Counter(row.reverses_id for row in rows["transfers"] if row.reverses_id)
    return sum(count > 1 for counted in (causes, undone) for count in counted.values())


def _gaps(rows: Rows) -> int:
    """Numbers left out in any series."""
    series: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows["documents"]:
        prefix, _, serial = row.number.partition("-")
        series[prefix].append(int(serial))
    return sum(max(serials) - len(set(serials)) for serials in series.values())


def expect_sound(finding: Finding, rows: Rows, when: str) -> dict[str, int]:
    """Each figure is zero."""
    found = figures(rows)
    for name, value in found.items():
        finding.expect(value == 0, f"{when}: {name} {value}")
    return found
