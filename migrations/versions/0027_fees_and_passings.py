"""Fees on the job, findings of buck-passing, rings of a call, and who shares the responsibility of a complaint."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_fees",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("owed_fen", sa.BigInteger(), nullable=False),
        sa.Column("due_fen", sa.BigInteger(), nullable=False),
        sa.Column("collected_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("collected_by_id", Id(), nullable=False),
        sa.Column("said_by_id", Id(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("handed_in_at", Instant(), nullable=True),
        sa.Column("received_by_id", Id(), nullable=True),
        sa.CheckConstraint("owed_fen > 0", name=op.f("ck_case_fees_owed_fen")),
        sa.CheckConstraint("collected_fen >= 0 AND collected_fen <= due_fen", name=op.f("ck_case_fees_collected_fen")),
        sa.CheckConstraint(
            "collected_fen = due_fen OR reason IS NOT NULL", name=op.f("ck_case_fees_reason_where_uncollected")
        ),
        sa.CheckConstraint("(handed_in_at IS NULL) = (received_by_id IS NULL)", name=op.f("ck_case_fees_handed_in")),
        sa.CheckConstraint(
            "handed_in_at IS NULL OR collected_fen > 0", name=op.f("ck_case_fees_handed_in_where_collected")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_fees_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["collected_by_id"], ["staff.id"], name=op.f("fk_case_fees_collected_by_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["staff.id"], name=op.f("fk_case_fees_said_by_id")),
        sa.ForeignKeyConstraint(["received_by_id"], ["staff.id"], name=op.f("fk_case_fees_received_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "no", name=op.f("pk_case_fees")),
    )
    guards.guard_table("case_fees")
    op.create_table(
        "case_passings",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("staff_id", Id(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "criticism",
                "education",
                "discipline",
                "transfer",
                name="passinglevel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("found_by_id", Id(), nullable=False),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("withdrawn_by_id", Id(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "level IN ('criticism', 'education', 'discipline', 'transfer')", name=op.f("ck_case_passings_level")
        ),
        sa.CheckConstraint("staff_id <> found_by_id", name=op.f("ck_case_passings_found_by_another")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL) AND (withdrawn_at IS NULL)"
            " = (withdrawn_reason IS NULL)",
            name=op.f("ck_case_passings_withdrawn"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_passings_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_passings_staff_id")),
        sa.ForeignKeyConstraint(["found_by_id"], ["staff.id"], name=op.f("fk_case_passings_found_by_id")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["staff.id"], name=op.f("fk_case_passings_withdrawn_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "no", name=op.f("pk_case_passings")),
    )
    op.create_index("ix_case_passings_staff", "case_passings", ["community_id", "staff_id"])
    guards.guard_table("case_passings")
    op.create_table(
        "slip_parties",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slip_id", Id(), nullable=False),
        sa.Column("party_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "party_id"],
            ["outside_parties.community_id", "outside_parties.id"],
            name=op.f("fk_slip_parties_community_id_party_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id"],
            ["complaint_slips.community_id", "complaint_slips.id"],
            name=op.f("fk_slip_parties_community_id_slip_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "slip_id", "party_id", name=op.f("pk_slip_parties")),
    )
    guards.guard_table("slip_parties")
    # A check of a column of its own goes along with the column, on SQLite as well.
    op.execute(
        "ALTER TABLE contacts ADD COLUMN rings INTEGER CONSTRAINT ck_contacts_rings CHECK (rings >= 1 AND rings <= 99)"
    )
    op.execute(
        "ALTER TABLE contacts ADD COLUMN rings_within INTEGER"
        " CONSTRAINT ck_contacts_rings_within CHECK ((rings IS NULL) = (rings_within IS NULL))"
    )


def downgrade() -> None:
    op.drop_column("contacts", "rings_within")
    op.drop_column("contacts", "rings")
    op.drop_table("slip_parties")
    op.drop_index("ix_case_passings_staff", table_name="case_passings")
    op.drop_table("case_passings")
    op.drop_table("case_fees")
