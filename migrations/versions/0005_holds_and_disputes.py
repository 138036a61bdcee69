"""Holds and disputes of cases."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_disputes",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "upheld", "rejected", name="disputestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("raised_by_id", Id(), nullable=False),
        sa.Column("raised_at", Instant(), nullable=False),
        sa.Column("ruled_by_id", Id(), nullable=True),
        sa.Column("ruled_at", Instant(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'upheld', 'rejected')", name=op.f("ck_case_disputes_state")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_disputes_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["raised_by_id"], ["staff.id"], name=op.f("fk_case_disputes_raised_by_id")),
        sa.ForeignKeyConstraint(["ruled_by_id"], ["staff.id"], name=op.f("fk_case_disputes_ruled_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_case_disputes")),
        sa.UniqueConstraint("community_id", "case_id", name=op.f("uq_case_disputes_community_id_case_id")),
    )
    guards.guard_table("case_disputes")
    op.create_index(op.f("ix_case_disputes_id"), "case_disputes", ["id"], unique=False)
    op.create_table(
        "case_holds",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "resident_away",
                "parts",
                "developer",
                "authority",
                "weather",
                name="holdreason",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("started_by_id", Id(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('resident_away', 'parts', 'developer', 'authority', 'weather')",
            name=op.f("ck_case_holds_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_holds_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["started_by_id"], ["staff.id"], name=op.f("fk_case_holds_started_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_case_holds")),
    )
    guards.guard_table("case_holds")
    op.create_index(op.f("ix_case_holds_id"), "case_holds", ["id"], unique=False)
    op.create_index(
        "uq_case_holds_open",
        "case_holds",
        ["community_id", "case_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
        sqlite_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_case_holds_open",
        table_name="case_holds",
        postgresql_where=sa.text("ended_at IS NULL"),
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_case_holds_id"), table_name="case_holds")
    op.drop_table("case_holds")
    op.drop_index(op.f("ix_case_disputes_id"), table_name="case_disputes")
    op.drop_table("case_disputes")
