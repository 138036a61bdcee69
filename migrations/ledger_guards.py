# ruff: noqa: S608 - statements of constants of this file, said once while migrating
"""What the database itself refuses of the ledger, and the entries it writes itself (mechanics: ledger).

A transfer is checked before it is stored and writes both its entries when it is. An entry is refused unless it follows
from its transfer and from the entry before it. Neither is ever changed (`guards.append_only`). None of this asks who
connects: it holds for the application, for its owner and for anybody with a prompt.
"""

from typing import Final

from alembic import op

from migrations.guards import ROLE, is_postgresql

_TAKES_FROM_HELD: Final = "'refund_slip', 'deduction', 'forfeiture'"


def guard_ledger() -> None:
    """Makes the functions and triggers."""
    for statement in _POSTGRESQL if is_postgresql() else _SQLITE:
        op.execute(statement)


def forget_ledger() -> None:
    """Takes the functions away, after the tables are gone."""
    if is_postgresql():
        for function in ("lock(uuid, uuid[])", "transfer_may()", "transfer_posts()", "entry_follows()", "closes()"):
            op.execute(f"DROP FUNCTION IF EXISTS ledger_{function}")


def guard_periods() -> None:
    """A posting belongs to the local month of its time, and is never written down before that time."""
    for statement in _PERIODS_POSTGRESQL if is_postgresql() else _PERIODS_SQLITE:
        op.execute(statement)


def forget_periods() -> None:
    """Takes these two guards away again."""
    on = " ON ledger_transfers" if is_postgresql() else ""
    op.execute(f"DROP TRIGGER ledger_transfers_period{on}")
    if is_postgresql():
        op.execute("DROP FUNCTION ledger_transfer_period()")


# ---------------------------------------------------------------- PostgreSQL

# Whoever posts in a community shares this with others who post, and keeps out whoever closes a month.
_GATE: Final = "7261533, hashtext(NEW.community_id::text)"

_POSTGRESQL: Final = (
    # The application may not lock rows that it may not update; this does it as the owner, always in the same order.
    """
    CREATE FUNCTION ledger_lock(community uuid, accounts uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
        PERFORM 1 FROM ledger_accounts WHERE community_id = community AND id = ANY(accounts) ORDER BY id FOR UPDATE;
    END $$
    """,
    "REVOKE ALL ON FUNCTION ledger_lock(uuid, uuid[]) FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION ledger_lock(uuid, uuid[]) TO {ROLE}",
    f"""
    CREATE FUNCTION ledger_transfer_may() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE paper ledger_documents; undone ledger_transfers;
    BEGIN
        PERFORM pg_advisory_xact_lock_shared({_GATE});
        PERFORM ledger_lock(NEW.community_id, ARRAY[NEW.debit_id, NEW.credit_id]);
        IF EXISTS (SELECT FROM ledger_closings WHERE community_id = NEW.community_id AND period >= NEW.period) THEN
            RAISE EXCEPTION 'ledger: the period is closed' USING ERRCODE = 'restrict_violation';
        END IF;
        SELECT * INTO paper FROM ledger_documents WHERE community_id = NEW.community_id AND id = NEW.document_id;
        IF NEW.reverses_id IS NOT NULL THEN
            SELECT * INTO undone FROM ledger_transfers WHERE community_id = NEW.community_id AND id = NEW.reverses_id;
            IF undone.reverses_id IS NOT NULL OR (undone.debit_id, undone.credit_id, undone.amount_fen)
                    IS DISTINCT FROM (NEW.credit_id, NEW.debit_id, NEW.amount_fen) THEN
                RAISE EXCEPTION 'ledger: that is not what it reverses' USING ERRCODE = 'restrict_violation';
            END IF;
            IF undone.document_id IS DISTINCT FROM (CASE paper.kind
                    WHEN 'reversal' THEN paper.reverses_id WHEN 'refund_slip' THEN paper.id END) THEN
                RAISE EXCEPTION 'ledger: no paper to reverse it by' USING ERRCODE = 'restrict_violation';
            END IF;
        ELSIF paper.kind = 'reversal' THEN
            RAISE EXCEPTION 'ledger: a reversal only reverses' USING ERRCODE = 'restrict_violation';
        ELSIF paper.kind NOT IN ({_TAKES_FROM_HELD}) AND EXISTS (
            SELECT FROM ledger_accounts WHERE community_id = NEW.community_id AND id = NEW.debit_id AND kind = 'held'
        ) THEN
            RAISE EXCEPTION 'ledger: a deposit is touched by two people only' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION ledger_transfer_posts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
        INSERT INTO ledger_entries (community_id, account_id, seq, transfer_id, amount_fen, balance_fen, floor_fen)
        SELECT NEW.community_id, account.id, COALESCE(last.seq, 0) + 1, NEW.id, side.sign * account.sign * NEW.amount_fen,
            COALESCE(last.balance_fen, 0) + side.sign * account.sign * NEW.amount_fen, account.floor_fen
        FROM (VALUES (NEW.debit_id, 1), (NEW.credit_id, -1)) AS side (account_id, sign)
        JOIN ledger_accounts account ON account.community_id = NEW.community_id AND account.id = side.account_id
        LEFT JOIN LATERAL (
            SELECT seq, balance_fen FROM ledger_entries
            WHERE community_id = NEW.community_id AND account_id = account.id ORDER BY seq DESC LIMIT 1
        ) last ON true
        ORDER BY account.id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION ledger_entry_follows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE moved ledger_transfers; account ledger_accounts; last ledger_entries; effect bigint;
    BEGIN
        SELECT * INTO moved FROM ledger_transfers WHERE community_id = NEW.community_id AND id = NEW.transfer_id;
        SELECT * INTO account FROM ledger_accounts WHERE community_id = NEW.community_id AND id = NEW.account_id;
        SELECT * INTO last FROM ledger_entries
            WHERE community_id = NEW.community_id AND account_id = NEW.account_id ORDER BY seq DESC LIMIT 1;
        effect := account.sign * moved.amount_fen * CASE NEW.account_id
            WHEN moved.debit_id THEN 1 WHEN moved.credit_id THEN -1 END;
        IF effect IS NULL OR NEW.amount_fen <> effect OR NEW.seq <> COALESCE(last.seq, 0) + 1
                OR NEW.balance_fen <> COALESCE(last.balance_fen, 0) + effect
                OR NEW.floor_fen IS DISTINCT FROM account.floor_fen THEN
            RAISE EXCEPTION 'ledger: an entry follows its transfer and the entry before it'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE FUNCTION ledger_closes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
        PERFORM pg_advisory_xact_lock({_GATE});
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER ledger_transfers_may BEFORE INSERT ON ledger_transfers
    FOR EACH ROW EXECUTE FUNCTION ledger_transfer_may()
    """,
    """
    CREATE TRIGGER ledger_transfers_post AFTER INSERT ON ledger_transfers
    FOR EACH ROW EXECUTE FUNCTION ledger_transfer_posts()
    """,
    """
    CREATE TRIGGER ledger_entries_follow BEFORE INSERT ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_follows()
    """,
    """
    CREATE TRIGGER ledger_closings_close BEFORE INSERT ON ledger_closings
    FOR EACH ROW EXECUTE FUNCTION ledger_closes()
    """,
)

_PERIODS_POSTGRESQL: Final = (
    """
    CREATE FUNCTION ledger_transfer_period() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE zone text;
    BEGIN
        SELECT time_zone INTO zone FROM communities WHERE id = NEW.community_id;
        IF NEW.period IS DISTINCT FROM to_char(NEW.at AT TIME ZONE zone, 'YYYY-MM') THEN
            RAISE EXCEPTION 'ledger: that is not the month of its time' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.at > NEW.recorded_at THEN
            RAISE EXCEPTION 'ledger: written down before its time' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER ledger_transfers_period BEFORE INSERT ON ledger_transfers
    FOR EACH ROW EXECUTE FUNCTION ledger_transfer_period()
    """,
)

# ---------------------------------------------------------------- SQLite


def _refuses(name: str, table: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'ledger: {name} refused'); END"
    )


def _posts(side: str, sign: int) -> str:
    effect = f"{sign} * account.sign * NEW.amount_fen"
    last = (
        "(SELECT {0} FROM ledger_entries WHERE community_id = NEW.community_id AND account_id = account.id"
        " ORDER BY seq DESC LIMIT 1)"
    )
    return f"""
        INSERT INTO ledger_entries (community_id, account_id, seq, transfer_id, amount_fen, balance_fen, floor_fen)
        SELECT NEW.community_id, account.id, COALESCE({last.format("seq")}, 0) + 1, NEW.id, {effect},
            COALESCE({last.format("balance_fen")}, 0) + {effect}, account.floor_fen
        FROM ledger_accounts account WHERE account.community_id = NEW.community_id AND account.id = NEW.{side}_id;
    """


_OF: Final = "community_id = NEW.community_id AND id = NEW."
_LAST: Final = (
    "(SELECT {0} FROM ledger_entries WHERE community_id = NEW.community_id AND account_id = NEW.account_id"
    " ORDER BY seq DESC LIMIT 1)"
)
_EFFECT: Final = """
    (SELECT account.sign * moved.amount_fen * CASE account.id WHEN moved.debit_id THEN 1 WHEN moved.credit_id THEN -1 END
    FROM ledger_transfers moved JOIN ledger_accounts account ON account.community_id = moved.community_id
    WHERE moved.community_id = NEW.community_id AND moved.id = NEW.transfer_id AND account.id = NEW.account_id)
"""

# BEFORE INSERT comes before OR REPLACE and OR IGNORE take effect: what is there already is refused in any case.
_SQLITE: Final = (
    *(
        _refuses(
            f"{table}_replaced",
            table,
            f"EXISTS (SELECT 1 FROM {table} WHERE community_id = NEW.community_id AND ({same}))",
        )
        for table, same in (
            ("ledger_accounts", "id = NEW.id OR (kind = NEW.kind AND slot = NEW.slot)"),
            ("ledger_documents", "id = NEW.id OR number = NEW.number OR cause = NEW.cause"),
            ("ledger_transfers", "id = NEW.id OR cause = NEW.cause OR reverses_id = NEW.reverses_id"),
            ("ledger_entries", "account_id = NEW.account_id AND (seq = NEW.seq OR transfer_id = NEW.transfer_id)"),
            ("ledger_closings", "period = NEW.period"),
        )
    ),
    _refuses(
        "ledger_transfers_whole",
        "ledger_transfers",
        "NEW.amount_fen <= 0 OR typeof(NEW.amount_fen) <> 'integer' OR NEW.debit_id = NEW.credit_id"
        " OR (SELECT count(*) FROM ledger_accounts WHERE community_id = NEW.community_id"
        " AND id IN (NEW.debit_id, NEW.credit_id)) <> 2"
        f" OR NOT EXISTS (SELECT 1 FROM ledger_documents WHERE {_OF}document_id)",
    ),
    _refuses(
        "ledger_transfers_closed",
        "ledger_transfers",
        "EXISTS (SELECT 1 FROM ledger_closings WHERE community_id = NEW.community_id AND period >= NEW.period)",
    ),
    _refuses(
        "ledger_transfers_reversing",
        "ledger_transfers",
        f"""NEW.reverses_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM ledger_transfers undone JOIN ledger_documents paper
                ON paper.community_id = NEW.community_id AND paper.id = NEW.document_id
            WHERE undone.community_id = NEW.community_id AND undone.id = NEW.reverses_id
                AND undone.reverses_id IS NULL AND undone.debit_id = NEW.credit_id
                AND undone.credit_id = NEW.debit_id AND undone.amount_fen = NEW.amount_fen
                AND undone.document_id = CASE paper.kind
                    WHEN 'reversal' THEN paper.reverses_id WHEN 'refund_slip' THEN paper.id END
        ) OR NEW.reverses_id IS NULL AND EXISTS (
            SELECT 1 FROM ledger_documents WHERE {_OF}document_id AND kind = 'reversal'
        )""",
    ),
    _refuses(
        "ledger_transfers_held",
        "ledger_transfers",
        f"NEW.reverses_id IS NULL AND EXISTS (SELECT 1 FROM ledger_accounts WHERE {_OF}debit_id AND kind = 'held')"
        f" AND NOT EXISTS (SELECT 1 FROM ledger_documents WHERE {_OF}document_id AND kind IN ({_TAKES_FROM_HELD}))",
    ),
    _refuses(
        "ledger_entries_follow",
        "ledger_entries",
        f"""{_EFFECT} IS NULL OR NEW.amount_fen IS NOT {_EFFECT}
            OR NEW.seq IS NOT COALESCE({_LAST.format("seq")}, 0) + 1
            OR NEW.balance_fen IS NOT COALESCE({_LAST.format("balance_fen")}, 0) + {_EFFECT}
            OR NEW.floor_fen IS NOT (SELECT floor_fen FROM ledger_accounts WHERE {_OF}account_id)
            OR NEW.balance_fen < NEW.floor_fen""",
    ),
    f"""
    CREATE TRIGGER ledger_transfers_post AFTER INSERT ON ledger_transfers BEGIN
        {_posts("debit", 1)}
        {_posts("credit", -1)}
    END
    """,
)


def _month(hours: int) -> str:
    return f"strftime('%Y-%m', NEW.at / 1000000, 'unixepoch', '{hours} hours')"


# SQLite knows no time zones: exact where China's clock is kept, elsewhere within what any clock on earth can say.
_PERIODS_SQLITE: Final = (
    _refuses(
        "ledger_transfers_period",
        "ledger_transfers",
        f"""typeof(NEW.at) <> 'integer' OR NEW.at > NEW.recorded_at OR NEW.period IS NULL
            OR CASE (SELECT time_zone FROM communities WHERE id = NEW.community_id)
                WHEN 'Asia/Shanghai' THEN NEW.period <> {_month(8)}
                ELSE NEW.period NOT IN ({_month(-12)}, {_month(14)}) END""",
    ),
)
