"""Vouchers, rework, the ledger of defects and sorting rules."""

import sqlalchemy as sa
from alembic import op

from migrations import guards, sqlite_text
from shouwen.kit.db import Facts, Id, Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TYPES = "type IN ('units', 'residents', 'cases')"
_TYPES_NOW = "type IN ('units', 'residents', 'cases', 'defects')"
_TOLD = (
    "event IN ('warned', 'fell_due', 'climbed', 'major', 'offered', 'refused', 'given', 'named', 'answers', 'urged',"
    " 'reported', 'tried')"
)
_TOLD_NOW = _TOLD.replace("'tried'", "'copied', 'tried'")


def upgrade() -> None:
    _check("operations", "type", _TYPES, _TYPES_NOW)
    _check("message_items", "event", _TOLD, _TOLD_NOW)
    op.create_table(
        "outside_parties",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("developer", "contractor", "supplier", name="partykind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('developer', 'contractor', 'supplier')", name=op.f("ck_outside_parties_kind")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_outside_parties_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_outside_parties")),
    )
    guards.guard_table("outside_parties")
    op.create_index("ix_outside_parties_company", "outside_parties", ["community_id", "company", "id"], unique=False)
    op.create_index(op.f("ix_outside_parties_id"), "outside_parties", ["id"], unique=False)
    op.create_table(
        "sorting_rules",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", Facts, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "repair",
                "complaint",
                "inquiry",
                "help",
                "suggestion",
                "service",
                "warranty",
                "incident",
                "praise",
                name="kind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "complaint_class",
            sa.Enum("property", "developer", "external", name="complaintclass", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("category", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "complaint_class IN ('property', 'developer', 'external')", name=op.f("ck_sorting_rules_complaint_class")
        ),
        sa.CheckConstraint(
            "complaint_class IS NULL OR kind = 'complaint'", name=op.f("ck_sorting_rules_class_of_complaint")
        ),
        sa.CheckConstraint(
            "kind IN ('repair', 'complaint', 'inquiry', 'help', 'suggestion', 'service', 'warranty', 'incident', 'praise')",
            name=op.f("ck_sorting_rules_kind"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_sorting_rules_community_id")),
        sa.PrimaryKeyConstraint("community_id", "position", name=op.f("pk_sorting_rules")),
    )
    guards.guard_table("sorting_rules")
    op.create_table(
        "case_reworks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("of_id", Id(), nullable=False),
        sa.Column(
            "found_by",
            sa.Enum("same_trade", "same_words", name="reworksign", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("words_bp", sa.Integer(), nullable=False),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("contradicted_by_id", Id(), nullable=True),
        sa.Column("contradicted_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("found_by IN ('same_trade', 'same_words')", name=op.f("ck_case_reworks_found_by")),
        sa.CheckConstraint(
            "(contradicted_at IS NULL) = (contradicted_by_id IS NULL)", name=op.f("ck_case_reworks_contradicted")
        ),
        sa.CheckConstraint("case_id <> of_id", name=op.f("ck_case_reworks_of_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_reworks_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "of_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_reworks_community_id_of_id"),
        ),
        sa.ForeignKeyConstraint(["contradicted_by_id"], ["staff.id"], name=op.f("fk_case_reworks_contradicted_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", name=op.f("pk_case_reworks")),
    )
    guards.guard_table("case_reworks")
    op.create_table(
        "warranty_defects",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("size", sa.Enum("small", "large", name="defectsize", native_enum=False, length=32), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "entered",
                "dispatched",
                "tracked",
                "accepted",
                "written_off",
                "called_back",
                name="defectstage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("party_id", Id(), nullable=True),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("dispatched_at", Instant(), nullable=True),
        sa.Column("accepted_at", Instant(), nullable=True),
        sa.Column("written_off_at", Instant(), nullable=True),
        sa.Column("called_back_at", Instant(), nullable=True),
        sa.CheckConstraint("size IN ('small', 'large')", name=op.f("ck_warranty_defects_size")),
        sa.CheckConstraint(
            "stage IN ('entered', 'dispatched', 'tracked', 'accepted', 'written_off', 'called_back')",
            name=op.f("ck_warranty_defects_stage"),
        ),
        sa.CheckConstraint(
            "stage IN ('entered', 'written_off', 'called_back') OR party_id IS NOT NULL",
            name=op.f("ck_warranty_defects_party"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_warranty_defects_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "party_id"],
            ["outside_parties.community_id", "outside_parties.id"],
            name=op.f("fk_warranty_defects_community_id_party_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_warranty_defects")),
        sa.UniqueConstraint(
            "community_id", "case_id", "round", name=op.f("uq_warranty_defects_community_id_case_id_round")
        ),
    )
    guards.guard_table("warranty_defects")
    op.create_index(
        "ix_warranty_defects_entered", "warranty_defects", ["community_id", "entered_at", "id"], unique=False
    )
    op.create_index(op.f("ix_warranty_defects_id"), "warranty_defects", ["id"], unique=False)
    op.create_table(
        "warranty_steps",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("defect_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column(
            "verb",
            sa.Enum(
                "dispatch", "track", "pass", "send-back", "write-off", name="defectverb", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("party_id", Id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("said_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "verb IN ('dispatch', 'track', 'pass', 'send-back', 'write-off')", name=op.f("ck_warranty_steps_verb")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "defect_id"],
            ["warranty_defects.community_id", "warranty_defects.id"],
            name=op.f("fk_warranty_steps_community_id_defect_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "party_id"],
            ["outside_parties.community_id", "outside_parties.id"],
            name=op.f("fk_warranty_steps_community_id_party_id"),
        ),
        sa.ForeignKeyConstraint(["said_by_id"], ["staff.id"], name=op.f("fk_warranty_steps_said_by_id")),
        sa.PrimaryKeyConstraint("community_id", "defect_id", "no", name=op.f("pk_warranty_steps")),
    )
    guards.guard_table("warranty_steps")
    op.create_table(
        "slip_vouchers",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slip_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("actual_fen", sa.BigInteger(), nullable=False),
        sa.Column("actual_quantity", sa.Integer(), nullable=True),
        sa.Column("difference", sa.Text(), nullable=True),
        sa.Column("signed_name", sa.Text(), nullable=False),
        sa.Column("our_signature_id", Id(), nullable=True),
        sa.Column("their_signature_id", Id(), nullable=True),
        sa.Column("scan_file_id", Id(), nullable=True),
        sa.Column("signed_at", Instant(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.CheckConstraint("actual_fen >= 0", name=op.f("ck_slip_vouchers_actual_fen")),
        sa.CheckConstraint("actual_quantity >= 0", name=op.f("ck_slip_vouchers_actual_quantity")),
        sa.CheckConstraint(
            "scan_file_id IS NOT NULL OR (our_signature_id IS NOT NULL AND their_signature_id IS NOT NULL)",
            name=op.f("ck_slip_vouchers_signed_by_both"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id", "no"],
            ["slip_amounts.community_id", "slip_amounts.slip_id", "slip_amounts.no"],
            name=op.f("fk_slip_vouchers_community_id_slip_id_no"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_slip_vouchers_made_by_id")),
        sa.PrimaryKeyConstraint("community_id", "slip_id", "no", name=op.f("pk_slip_vouchers")),
    )
    guards.guard_table("slip_vouchers")
    op.add_column("cases", sa.Column("complaint_abroad", sa.Boolean(), nullable=True))
    op.add_column("slip_amounts", sa.Column("quantity", sa.Integer(), nullable=True))


def downgrade() -> None:
    _check("message_items", "event", _TOLD_NOW, _TOLD)
    _check("operations", "type", _TYPES_NOW, _TYPES)
    op.drop_column("slip_amounts", "quantity")
    op.drop_column("cases", "complaint_abroad")
    op.drop_table("slip_vouchers")
    op.drop_table("warranty_steps")
    op.drop_index(op.f("ix_warranty_defects_id"), table_name="warranty_defects")
    op.drop_index("ix_warranty_defects_entered", table_name="warranty_defects")
    op.drop_table("warranty_defects")
    op.drop_table("case_reworks")
    op.drop_table("sorting_rules")
    op.drop_index(op.f("ix_outside_parties_id"), table_name="outside_parties")
    op.drop_index("ix_outside_parties_company", table_name="outside_parties")
    op.drop_table("outside_parties")


def _check(table: str, column: str, before: str, now: str) -> None:
    """Another list of words that the column may hold."""
    if guards.is_postgresql():
        name = op.f(f"ck_{table}_{column}")
        op.drop_constraint(name, table)
        op.create_check_constraint(name, table, now)
    else:
        sqlite_text.rewrite(table, (before, now))
