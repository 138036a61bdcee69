"""The complaint slip and the work order."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slip_addressees",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column(
            "copy",
            sa.Enum(
                "quality",
                "production",
                "business",
                "accounts",
                "general_office",
                name="slipcopy",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("post_id", Id(), nullable=False),
        sa.CheckConstraint(
            "copy IN ('quality', 'production', 'business', 'accounts', 'general_office')",
            name=op.f("ck_slip_addressees_copy"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_slip_addressees_community_id_post_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "copy", name=op.f("pk_slip_addressees")),
    )
    guards.guard_table("slip_addressees")
    op.create_table(
        "case_materials",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_fen", sa.BigInteger(), nullable=False),
        sa.Column(
            "source", sa.Enum("stock", "bought", name="materialsource", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "paid_by",
            sa.Enum("us", "resident", "developer", name="paidby", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("used_by_id", Id(), nullable=False),
        sa.Column("used_at", Instant(), nullable=False),
        sa.CheckConstraint("paid_by IN ('us', 'resident', 'developer')", name=op.f("ck_case_materials_paid_by")),
        sa.CheckConstraint("source IN ('stock', 'bought')", name=op.f("ck_case_materials_source")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_case_materials_quantity")),
        sa.CheckConstraint("unit_price_fen >= 0", name=op.f("ck_case_materials_unit_price_fen")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_materials_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["used_by_id"], ["staff.id"], name=op.f("fk_case_materials_used_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "no", name=op.f("pk_case_materials")),
    )
    guards.guard_table("case_materials")
    op.create_table(
        "case_visit_ticks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "item",
            sa.Enum(
                "uniform",
                "phrases",
                "pad_cloth",
                "rag",
                "shoe_covers",
                "warning_sign",
                "clean_up",
                name="visitcheck",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("ticked_by_id", Id(), nullable=False),
        sa.Column("ticked_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "item IN ('uniform', 'phrases', 'pad_cloth', 'rag', 'shoe_covers', 'warning_sign', 'clean_up')",
            name=op.f("ck_case_visit_ticks_item"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_visit_ticks_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["ticked_by_id"], ["staff.id"], name=op.f("fk_case_visit_ticks_ticked_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "round", "item", name=op.f("pk_case_visit_ticks")),
    )
    guards.guard_table("case_visit_ticks")
    op.create_table(
        "case_warranty_judgements",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Enum("small", "large", name="defectsize", native_enum=False, length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("judged_by_id", Id(), nullable=False),
        sa.Column("judged_at", Instant(), nullable=False),
        sa.CheckConstraint("size IN ('small', 'large')", name=op.f("ck_case_warranty_judgements_size")),
        sa.CheckConstraint("valid = (size IS NOT NULL)", name=op.f("ck_case_warranty_judgements_size_where_valid")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_warranty_judgements_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["judged_by_id"], ["staff.id"], name=op.f("fk_case_warranty_judgements_judged_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "round", name=op.f("pk_case_warranty_judgements")),
    )
    guards.guard_table("case_warranty_judgements")
    op.create_table(
        "complaint_slips",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "opened",
                "reported",
                "negotiated",
                "advised",
                "decided",
                "closed",
                "unfounded",
                "exception",
                name="slipstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("continues_id", Id(), nullable=True),
        sa.Column("opened_by_id", Id(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column(
            "responsibility",
            sa.Enum(
                "ours",
                "developer",
                "supplier",
                "resident",
                "nobody",
                name="responsibility",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("loss_fen", sa.BigInteger(), nullable=True),
        sa.Column("improvement_tracked", sa.Boolean(), nullable=True),
        sa.Column("closed_by_id", Id(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "responsibility IN ('ours', 'developer', 'supplier', 'resident', 'nobody')",
            name=op.f("ck_complaint_slips_responsibility"),
        ),
        sa.CheckConstraint(
            "state IN ('opened', 'reported', 'negotiated', 'advised', 'decided', 'closed', 'unfounded', 'exception')",
            name=op.f("ck_complaint_slips_state"),
        ),
        sa.CheckConstraint("loss_fen >= 0", name=op.f("ck_complaint_slips_loss_fen")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.id"], name=op.f("fk_complaint_slips_closed_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_complaint_slips_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "continues_id"],
            ["complaint_slips.community_id", "complaint_slips.id"],
            name=op.f("fk_complaint_slips_community_id_continues_id"),
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.id"], name=op.f("fk_complaint_slips_opened_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_complaint_slips")),
        sa.UniqueConstraint(
            "community_id", "case_id", "round", name=op.f("uq_complaint_slips_community_id_case_id_round")
        ),
    )
    guards.guard_table("complaint_slips")
    op.create_index(op.f("ix_complaint_slips_id"), "complaint_slips", ["id"], unique=False)
    op.create_table(
        "slip_amounts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slip_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("discount", "compensation", "return", "redo", name="moneyoutcome", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("proposed", "approved", "refused", name="amountstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "business_manager",
                "deputy_general_manager",
                "general_manager",
                name="approvallevel",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("proposed_by_id", Id(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by_id", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('discount', 'compensation', 'return', 'redo')", name=op.f("ck_slip_amounts_kind")),
        sa.CheckConstraint(
            "level IN ('business_manager', 'deputy_general_manager', 'general_manager')",
            name=op.f("ck_slip_amounts_level"),
        ),
        sa.CheckConstraint("state IN ('proposed', 'approved', 'refused')", name=op.f("ck_slip_amounts_state")),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_slip_amounts_amount_fen")),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_slip_amounts_decided_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id"],
            ["complaint_slips.community_id", "complaint_slips.id"],
            name=op.f("fk_slip_amounts_community_id_slip_id"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_slip_amounts_decided_by_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_slip_amounts_proposed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "slip_id", "no", name=op.f("pk_slip_amounts")),
    )
    guards.guard_table("slip_amounts")
    op.create_table(
        "slip_entries",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slip_id", Id(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "report",
                "negotiation",
                "opinion",
                "remedy",
                "unfounded",
                "exception",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('report', 'negotiation', 'opinion', 'remedy', 'unfounded', 'exception')",
            name=op.f("ck_slip_entries_stage"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id"],
            ["complaint_slips.community_id", "complaint_slips.id"],
            name=op.f("fk_slip_entries_community_id_slip_id"),
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["staff.id"], name=op.f("fk_slip_entries_written_by_id")),
        sa.PrimaryKeyConstraint("community_id", "slip_id", "stage", name=op.f("pk_slip_entries")),
    )
    guards.guard_table("slip_entries")
    op.create_table(
        "slip_memos",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slip_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("department_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_by_id", Id(), nullable=False),
        sa.Column("raised_at", Instant(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", Id(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["staff.id"], name=op.f("fk_slip_memos_answered_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "department_id"],
            ["departments.community_id", "departments.id"],
            name=op.f("fk_slip_memos_community_id_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id"],
            ["complaint_slips.community_id", "complaint_slips.id"],
            name=op.f("fk_slip_memos_community_id_slip_id"),
        ),
        sa.ForeignKeyConstraint(["raised_by_id"], ["staff.id"], name=op.f("fk_slip_memos_raised_by_id")),
        sa.PrimaryKeyConstraint("community_id", "slip_id", "no", name=op.f("pk_slip_memos")),
    )
    guards.guard_table("slip_memos")
    op.create_table(
        "slip_receipts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slip_id", Id(), nullable=False),
        sa.Column(
            "copy",
            sa.Enum(
                "quality",
                "production",
                "business",
                "accounts",
                "general_office",
                name="slipcopy",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("post_id", Id(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("read_by_id", Id(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "copy IN ('quality', 'production', 'business', 'accounts', 'general_office')",
            name=op.f("ck_slip_receipts_copy"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_slip_receipts_community_id_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id"],
            ["complaint_slips.community_id", "complaint_slips.id"],
            name=op.f("fk_slip_receipts_community_id_slip_id"),
        ),
        sa.ForeignKeyConstraint(["read_by_id"], ["staff.id"], name=op.f("fk_slip_receipts_read_by_id")),
        sa.PrimaryKeyConstraint("community_id", "slip_id", "copy", name=op.f("pk_slip_receipts")),
    )
    guards.guard_table("slip_receipts")
    op.create_index("ix_slip_receipts_post", "slip_receipts", ["community_id", "post_id", "read_at"], unique=False)
    op.create_table(
        "slip_signatures",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slip_id", Id(), nullable=False),
        sa.Column("department_id", Id(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("signed_by_id", Id(), nullable=True),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "department_id"],
            ["departments.community_id", "departments.id"],
            name=op.f("fk_slip_signatures_community_id_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id"],
            ["complaint_slips.community_id", "complaint_slips.id"],
            name=op.f("fk_slip_signatures_community_id_slip_id"),
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_slip_signatures_signed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "slip_id", "department_id", name=op.f("pk_slip_signatures")),
    )
    guards.guard_table("slip_signatures")


def downgrade() -> None:
    op.drop_table("slip_signatures")
    op.drop_index("ix_slip_receipts_post", table_name="slip_receipts")
    op.drop_table("slip_receipts")
    op.drop_table("slip_memos")
    op.drop_table("slip_entries")
    op.drop_table("slip_amounts")
    op.drop_index(op.f("ix_complaint_slips_id"), table_name="complaint_slips")
    op.drop_table("complaint_slips")
    op.drop_table("case_warranty_judgements")
    op.drop_table("case_visit_ticks")
    op.drop_table("case_materials")
    op.drop_table("slip_addressees")
