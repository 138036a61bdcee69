"""R9: the tables of the ledger are attacked by SQL, as the application and as whoever owns them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.house import opened
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.revisions import APP_ROLE, owner_engine
from shouwen.settings import load_settings
from tests.proof.conservation import Rows, books, expect_sound
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.hammer import Hammer

TABLES: Final = ("accounts", "documents", "transfers", "entries", "closings")
STROKES: Final = 60
_NO_RIGHT: Final = "42501"

_TRANSFER: Final = (
    "INSERT {how} INTO ledger_transfers (community_id, id, debit_id, credit_id, amount_fen, cause, document_id,"
    " reverses_id, period, at, recorded_at) SELECT community_id, {id}, {debit}, {credit}, {amount}, {cause},"
    " {document}, {reverses}, {period}, {at}, recorded_at FROM ledger_transfers WHERE id = :transfer {tail}"
)
_AS_IT_IS: Final = {
    "how": "",
    "id": ":fresh",
    "debit": "debit_id",
    "credit": "credit_id",
    "amount": "amount_fen",
    "cause": "'attack'",
    "document": "document_id",
    "reverses": "NULL",
    "period": "period",
    "at": "at",
    "tail": "",
}
_ENTRY: Final = (
    "INSERT {how} INTO ledger_entries (community_id, account_id, seq, transfer_id, amount_fen, balance_fen, floor_fen)"
    " SELECT community_id, account_id, {seq}, {transfer}, {amount}, {balance}, {floor} FROM ledger_entries"
    " WHERE account_id = :held ORDER BY seq DESC LIMIT 1"
)
_LAST: Final = {
    "how": "",
    "seq": "seq + 1",
    "transfer": "transfer_id",
    "amount": "amount_fen",
    "balance": "balance_fen + amount_fen",
    "floor": "floor_fen",
}


def transfer(**changed: str) -> str:
    """A transfer like one there is, but for this."""
    return _TRANSFER.format(**_AS_IT_IS | changed)


def entry(**changed: str) -> str:
    """An entry behind the last one of a deposit, but for this."""
    return _ENTRY.format(**_LAST | changed)


@dataclass(frozen=True)
class Attack:
    """What is tried, and on which kind of database by whom; everywhere and by anybody when it is not said."""

    name: str
    words: str
    on: str = ""
    by: str = ""


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from on_transfers()
    yield from on_entries_and_papers()
    yield from on_what_is_there()
    yield from on_the_guards()


def on_transfers() -> Iterator[Attack]:
    yield Attack("nothing moves", transfer(amount="0"))
    yield Attack("it moves backwards", transfer(amount="-1"))
    yield Attack("half a fen", transfer(amount="0.5"), on="sqlite")
    yield Attack("words for a sum", transfer(amount="'much'"), on="sqlite")
    yield Attack("from an account to itself", transfer(credit="debit_id"))
    yield Attack("to an account that is not there", transfer(credit=":fresh"))
    yield Attack("on a paper that is not there", transfer(document=":fresh"))
    yield Attack(
        "more than is held", transfer(debit=":held", credit=":arriving", amount="900000000000", document=":slip")
    )
    yield Attack("a deposit touched on a receipt", transfer(debit=":held", credit=":arriving", amount="1"))
    yield Attack("the same cause again", transfer(cause="cause"))
    yield Attack("the same id again", transfer(id="id"))
    yield Attack("reversed without being the reverse", transfer(reverses="id"))
    yield Attack(
        "reversed by another sum",
        transfer(debit="credit_id", credit="debit_id", amount="amount_fen + 1", reverses="id"),
    )
    yield Attack("reversed without a paper", transfer(debit="credit_id", credit="debit_id", reverses="id"))
    yield Attack("into a closed month", transfer(period="'2001-01'", at=":long_ago"))
    yield Attack("into a month that is not its own", transfer(period="'2031-01'"))
    yield Attack("into an open month, of a time in a closed one", transfer(at=":long_ago"))
    yield Attack("into no month", transfer(period="''"))
    yield Attack("before its time", transfer(period="'2101-01'", at=":long_ahead"))


def on_entries_and_papers() -> Iterator[Attack]:
    yield Attack("an entry of its own", entry())
    yield Attack("an entry out of its turn", entry(seq="seq + 2"))
    yield Attack("an entry with another balance", entry(balance="balance_fen + 1000000"))
    yield Attack("an entry below the floor", entry(amount="-900000000000", balance="-1"))
    yield Attack("an entry without a floor", entry(amount="-900000000000", balance="-1", floor="NULL"))
    yield Attack("an entry of no transfer", entry(transfer=":fresh"))
    yield Attack("an account without a floor", _account("kind", "NULL", "sign", "'x'"))
    yield Attack("an account that grows the other way", _account("kind", "floor_fen", "-sign", "'x'"))
    yield Attack("a second account of its kind", _account("kind", "floor_fen", "sign", "slot"))
    yield Attack("one's own approval", _paper("proposed_by_id", "'X-1'", "'x'"))
    yield Attack("no approval", _paper("NULL", "'X-1'", "'x'"))
    yield Attack("a number given twice", _paper("approved_by_id", "number", "'x'"))
    yield Attack("a paper made twice", _paper("approved_by_id", "'X-1'", "cause"))


def on_what_is_there() -> Iterator[Attack]:
    for table in TABLES:
        column = {"entries": "balance_fen", "closings": "closed_at", "accounts": "floor_fen"}.get(table, "cause")
        yield Attack(f"{table}: updated", f"UPDATE ledger_{table} SET {column} = {column}")
        yield Attack(f"{table}: deleted", f"DELETE FROM ledger_{table}")
        yield Attack(f"{table}: truncated", f"TRUNCATE ledger_{table} CASCADE", on="postgresql")
    for how in ("OR REPLACE", "OR IGNORE"):
        yield Attack(f"a transfer inserted {how}", transfer(how=how, id="id", amount="1", cause="cause"), on="sqlite")
        yield Attack(f"an entry inserted {how}", entry(how=how, seq="seq", balance="1"), on="sqlite")
        yield Attack(f"an account inserted {how}", _account("kind", "floor_fen", "sign", "slot", how), on="sqlite")
    onto = "ON CONFLICT (community_id, id) DO UPDATE SET amount_fen = 1"
    yield Attack("a transfer updated by inserting", transfer(id="id", tail=onto), on="postgresql")


def on_the_guards() -> Iterator[Attack]:
    for table in TABLES:
        yield Attack(f"{table}: dropped", f"DROP TABLE ledger_{table} CASCADE", on="postgresql", by="app")
        yield Attack(
            f"{table}: unguarded", f"ALTER TABLE ledger_{table} DISABLE TRIGGER ALL", on="postgresql", by="app"
        )
        yield Attack(
            f"{table}: in the open", f"ALTER TABLE ledger_{table} DISABLE ROW LEVEL SECURITY", on="postgresql", by="app"
        )
    yield Attack("triggers put to sleep", "SET session_replication_role = replica", on="postgresql", by="app")
    yield Attack("a guard replaced", "DROP FUNCTION ledger_transfer_may() CASCADE", on="postgresql", by="app")


def _account(kind: str, floor: str, sign: str, slot: str, how: str = "") -> str:
    return (
        f"INSERT {how} INTO ledger_accounts (community_id, id, kind, slot, sign, floor_fen, currency, opened_at)"
        f" SELECT community_id, :fresh, {kind}, {slot}, {sign}, {floor}, currency, opened_at"
        " FROM ledger_accounts WHERE id = :held"
    )


def _paper(approved_by: str, number: str, cause: str) -> str:
    return (
        "INSERT INTO ledger_documents (community_id, id, number, kind, cause, amount_fen, posted_by_id,"
        f" proposed_by_id, approved_by_id, at, issued_at) SELECT community_id, :fresh, {number}, kind, {cause},"
        f" amount_fen, posted_by_id, proposed_by_id, {approved_by}, at, issued_at"
        " FROM ledger_documents WHERE id = :slip"
    )


def attacked(task: Task) -> Finding:
    """Each attack is refused by the database itself, and not a row is another afterwards."""
    finding = Finding()
    with task.ground.plot() as plot:
        _fill(plot, task.seed)
        before = books(plot.url)
        named = _names(before)
        tried = [one for one in attacks() if one.on in ("", plot.kind)]
        for by in ("app", "owner"):
            engine = _engine(plot, by)
            _can_hit(finding, engine, named)
            for attack in tried:
                if attack.by in ("", by):
                    _try(finding, engine, attack, by, named)
            engine.dispose()
        if plot.kind == "sqlite":
            _try_bare(finding, plot, tried, named)
        after = books(plot.url)
        finding.expect(_plain(after) == _plain(before), "something is another than before")
        expect_sound(finding, after, "after all attacks")
    finding.figures |= {"attacks": len(tried), "rows": sum(len(rows) for rows in before.values())}
    return finding


def _fill(plot: Plot, seed: int) -> None:
    """Books with something of everything, and a month that is closed."""
    settings = load_settings(mode="development", database_url=plot.url, data_dir=plot.folder)
    with opened(settings) as house:
        hammer = Hammer(house, seed)
        for number in range(STROKES):
            hammer.strike(number)
        with house.db.write(COMPANY_SCOPE) as session:
            session.execute(
                sa.text(
                    "INSERT INTO ledger_closings (community_id, period, closed_by_id, closed_at)"
                    " SELECT community_id, '2001-01', approved_by_id, at FROM ledger_documents"
                    " WHERE approved_by_id IS NOT NULL LIMIT 1"
                )
            )


def _names(rows: Rows) -> dict[str, Any]:
    """The rows that the attacks refer to: a receipt's transfer, a refund slip, an account that holds a deposit."""
    papers = {row.id: row.kind for row in rows["documents"]}
    receipt = next(row for row in rows["transfers"] if papers[row.document_id] == "receipt")
    slip = next(row.id for row in rows["documents"] if row.kind == "refund_slip")
    fresh, long_ago, long_ahead = UUID(int=99), datetime(2001, 1, 15, tzinfo=UTC), datetime(2101, 1, 15, tzinfo=UTC)
    is_sqlite = isinstance(receipt.id, bytes)
    return {
        "transfer": receipt.id,
        "held": receipt.credit_id,
        "arriving": receipt.debit_id,
        "slip": slip,
        "fresh": fresh.bytes if is_sqlite else fresh,
        "long_ago": int(long_ago.timestamp()) * 1_000_000 if is_sqlite else long_ago,
        "long_ahead": int(long_ahead.timestamp()) * 1_000_000 if is_sqlite else long_ahead,
    }


def _engine(plot: Plot, by: str) -> sa.Engine:
    engine = owner_engine(load_settings(database_url=plot.url))
    if plot.kind == "postgresql" and by == "app":

        @sa.event.listens_for(engine, "begin")
        def become(connection: sa.Connection) -> None:
            connection.exec_driver_sql(f'SET LOCAL ROLE "{APP_ROLE}"')
            connection.exec_driver_sql("SELECT set_config('app.scope', 'company', true)")

    return engine


def _try(finding: Finding, engine: sa.Engine, attack: Attack, by: str, named: Mapping[str, Any]) -> None:
    """The database refuses it: by a constraint, a guard or a right that is missing, not for being badly said."""
    try:
        with engine.begin() as connection:
            given = {name: value for name, value in named.items() if f":{name}" in attack.words}
            connection.execute(sa.text(attack.words), given)
    except sa.exc.DBAPIError as error:
        finding.expect(_is_refusal(error.orig), f"{by}: {attack.name}: no refusal but {error.orig}")
    else:
        finding.expect(holds=False, otherwise=f"{by}: {attack.name}")


def _is_refusal(error: BaseException | None) -> bool:
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return str(state).startswith("23") or state == _NO_RIGHT
    return isinstance(error, sqlite3.IntegrityError)


def _can_hit(finding: Finding, engine: sa.Engine, named: Mapping[str, Any]) -> None:
    """A transfer that is as it should be is taken by the very same statement; nothing of it is kept."""
    with engine.connect() as connection:
        given = {name: named[name] for name in ("transfer", "fresh")}
        taken = connection.execute(sa.text(transfer()), given).rowcount
        finding.expect(taken == 1, "a right transfer is refused as well: nothing was shown")
        connection.rollback()


def _try_bare(finding: Finding, plot: Plot, tried: list[Attack], named: Mapping[str, Any]) -> None:
    """By somebody with the file in hand, with none of our settings: no foreign keys, no recursive triggers."""
    path = sa.make_url(plot.url).database
    assert path is not None
    for attack in tried:
        connection = sqlite3.connect(Path(path))
        try:
            with connection:
                connection.execute(attack.words, dict(named))
            finding.expect(holds=False, otherwise=f"with the file in hand: {attack.name}")
        except sqlite3.Error as error:
            finding.expect(_is_refusal(error), f"with the file in hand: {attack.name}: no refusal but {error}")
        finally:
            connection.close()


def _plain(rows: Rows) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted((tuple(row) for row in found), key=str) for name, found in rows.items()}


CHECK = Check("R9", "attacked", attacked)
