"""The alarm of the books, and postings that belong to the month they are of."""

import sqlalchemy as sa
from alembic import op

from migrations import guards, ledger_guards, sqlite_text
from shouwen.kit.db import Id, Instant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_TOLD = (
    "event IN ('warned', 'fell_due', 'climbed', 'major', 'offered', 'refused', 'given', 'named', 'answers', 'urged',"
    " 'reported', 'copied', 'tried')"
)
_TOLD_NOW = _TOLD.replace("'tried'", "'books_unsound', 'payment_odd', 'tried'")


def upgrade() -> None:
    _check("message_items", "event", _TOLD, _TOLD_NOW)
    op.create_table(
        "ledger_checks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("checked_at", Instant(), nullable=False),
        sa.Column("unsound_since", Instant(), nullable=True),
        sa.Column("imbalance_fen", sa.BigInteger(), nullable=False),
        sa.Column("adrift_fen", sa.BigInteger(), nullable=False),
        sa.Column("drifted", sa.Integer(), nullable=False),
        sa.Column("below_floor", sa.Integer(), nullable=False),
        sa.Column("one_legged", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ledger_checks_community_id")),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_ledger_checks")),
    )
    guards.guard_table("ledger_checks")
    ledger_guards.guard_periods()


def downgrade() -> None:
    ledger_guards.forget_periods()
    op.drop_table("ledger_checks")
    op.execute("DELETE FROM message_items WHERE event IN ('books_unsound', 'payment_odd')")
    _check("message_items", "event", _TOLD_NOW, _TOLD)


def _check(table: str, column: str, before: str, now: str) -> None:
    """Another list of words that the column may hold."""
    if guards.is_postgresql():
        name = op.f(f"ck_{table}_{column}")
        op.drop_constraint(name, table)
        op.create_check_constraint(name, table, now)
    else:
        sqlite_text.rewrite(table, (before, now))
