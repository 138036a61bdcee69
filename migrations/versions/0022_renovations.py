"""Renovations."""

import sqlalchemy as sa
from alembic import op

from migrations import guards, sqlite_text
from shouwen.kit.db import Facts, Id, Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_TYPES = "type IN ('case', 'household', 'duty', 'contact')"
_TYPES_NOW = "type IN ('case', 'household', 'duty', 'contact', 'renovation')"


def upgrade() -> None:
    _change_types(_TYPES, _TYPES_NOW)
    op.create_table(
        "renovation_chain_steps",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "floor_butler",
                "deputy_supervisor",
                "supervisor",
                "deputy_manager",
                "manager",
                "engineering",
                "tenant_and_contractor",
                name="chainstep",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "phase", sa.Enum("review", "approve", name="chainphase", native_enum=False, length=32), nullable=False
        ),
        sa.Column("post_id", Id(), nullable=True),
        sa.CheckConstraint("phase IN ('review', 'approve')", name=op.f("ck_renovation_chain_steps_phase")),
        sa.CheckConstraint(
            "step IN ('floor_butler', 'deputy_supervisor', 'supervisor', 'deputy_manager', 'manager', 'engineering', 'tenant_and_contractor')",
            name=op.f("ck_renovation_chain_steps_step"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_renovation_chain_steps_community_id_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_renovation_chain_steps_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "no", name=op.f("pk_renovation_chain_steps")),
        sa.UniqueConstraint("community_id", "step", name=op.f("uq_renovation_chain_steps_community_id_step")),
    )
    guards.guard_table("renovation_chain_steps")
    op.create_table(
        "renovations",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "reviewed",
                "approved",
                "signed",
                "deposit_paid",
                "permitted",
                "under_way",
                "stopped",
                "expired",
                "initial_accepted",
                "observed",
                "final_accepted",
                "settled",
                "refunded",
                "closed",
                "rejected",
                "cancelled",
                name="renovationstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("household_id", Id(), nullable=False),
        sa.Column("applicant_id", Id(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("agent_name", sa.LargeBinary(), nullable=True),
        sa.Column("agent_phone", sa.LargeBinary(), nullable=True),
        sa.Column("agent_until", sa.Date(), nullable=True),
        sa.Column("contractor_name", sa.Text(), nullable=True),
        sa.Column("contractor_licence", sa.Text(), nullable=True),
        sa.Column("contractor_until", sa.Date(), nullable=True),
        sa.Column("contractor_head", sa.LargeBinary(), nullable=True),
        sa.Column("contractor_phone", sa.LargeBinary(), nullable=True),
        sa.Column("required_fen", sa.BigInteger(), nullable=True),
        sa.Column("permit_number", sa.Text(), nullable=True),
        sa.Column(
            "recorded_by_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("recorded_by_id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("submitted_at", Instant(), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("paid_at", Instant(), nullable=True),
        sa.Column("permitted_at", Instant(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("requested_at", Instant(), nullable=True),
        sa.Column("initial_at", Instant(), nullable=True),
        sa.Column("observe_until", Instant(), nullable=True),
        sa.Column("final_at", Instant(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("refunded_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("planned_through", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "recorded_by_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')",
            name=op.f("ck_renovations_recorded_by_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'reviewed', 'approved', 'signed', 'deposit_paid', 'permitted', 'under_way', 'stopped', 'expired', 'initial_accepted', 'observed', 'final_accepted', 'settled', 'refunded', 'closed', 'rejected', 'cancelled')",
            name=op.f("ck_renovations_state"),
        ),
        sa.CheckConstraint("(agent_name IS NULL) = (agent_until IS NULL)", name=op.f("ck_renovations_agent")),
        sa.CheckConstraint(
            "(contractor_name IS NULL) = (contractor_until IS NULL)", name=op.f("ck_renovations_contractor")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_renovations_ends_on")),
        sa.CheckConstraint("required_fen IS NULL OR required_fen >= 0", name=op.f("ck_renovations_required_fen")),
        sa.ForeignKeyConstraint(
            ["community_id", "applicant_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_renovations_community_id_applicant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_renovations_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_renovations_community_id_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"],
            ["units.community_id", "units.id"],
            name=op.f("fk_renovations_community_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_renovations")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_renovations_community_id_number")),
    )
    guards.guard_table("renovations")
    op.create_index(op.f("ix_renovations_id"), "renovations", ["id"], unique=False)
    op.create_index("ix_renovations_of_unit", "renovations", ["community_id", "unit_id", "id"], unique=False)
    op.create_index("ix_renovations_state", "renovations", ["community_id", "state", "ends_on"], unique=False)
    op.create_index(
        "uq_renovations_unit",
        "renovations",
        ["community_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text(
            "state IN ('approved', 'deposit_paid', 'draft', 'expired', 'final_accepted', 'initial_accepted', 'observed', 'permitted', 'reviewed', 'signed', 'stopped', 'submitted', 'under_way')"
        ),
        sqlite_where=sa.text(
            "state IN ('approved', 'deposit_paid', 'draft', 'expired', 'final_accepted', 'initial_accepted', 'observed', 'permitted', 'reviewed', 'signed', 'stopped', 'submitted', 'under_way')"
        ),
    )
    op.create_table(
        "renovation_acceptances",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "stage", sa.Enum("initial", "final", name="acceptancestage", native_enum=False, length=32), nullable=False
        ),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("stage IN ('initial', 'final')", name=op.f("ck_renovation_acceptances_stage")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_renovation_acceptances_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_acceptances_community_id_renovation_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "no", name=op.f("pk_renovation_acceptances")),
    )
    guards.guard_table("renovation_acceptances")
    op.create_table(
        "renovation_cases",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("linked_by_id", Id(), nullable=False),
        sa.Column("linked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_renovation_cases_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_cases_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["linked_by_id"], ["staff.id"], name=op.f("fk_renovation_cases_linked_by_id")),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "case_id", name=op.f("pk_renovation_cases")),
    )
    guards.guard_table("renovation_cases")
    op.create_index("ix_renovation_cases_case", "renovation_cases", ["community_id", "case_id"], unique=False)
    op.create_table(
        "renovation_deductions",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("violation_no", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("standing", "objected", "upheld", "dropped", name="deductionstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", Id(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("objected_by_id", Id(), nullable=True),
        sa.Column("objected_at", Instant(), nullable=True),
        sa.Column("ruling", sa.Text(), nullable=True),
        sa.Column("decided_by_id", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('standing', 'objected', 'upheld', 'dropped')", name=op.f("ck_renovation_deductions_state")
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_renovation_deductions_amount_fen")),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_renovation_deductions_third")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_deductions_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_renovation_deductions_decided_by_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_renovation_deductions_proposed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "no", name=op.f("pk_renovation_deductions")),
    )
    guards.guard_table("renovation_deductions")
    op.create_table(
        "renovation_documents",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "application_form",
                "agreement",
                "fire_letter",
                "leak_letter",
                "drawings",
                "contractor_licence",
                "authority_letter",
                "signed_opinions",
                "record_certificate",
                "fire_acceptance",
                "monitoring_sheet",
                "other",
                name="documentkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("file_id", Id(), nullable=False),
        sa.Column(
            "added_by_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("added_by_id", Id(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "added_by_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')",
            name=op.f("ck_renovation_documents_added_by_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('application_form', 'agreement', 'fire_letter', 'leak_letter', 'drawings', 'contractor_licence', 'authority_letter', 'signed_opinions', 'record_certificate', 'fire_acceptance', 'monitoring_sheet', 'other')",
            name=op.f("ck_renovation_documents_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_documents_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_renovation_documents_file_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_renovation_documents")),
    )
    guards.guard_table("renovation_documents")
    op.create_index(
        "ix_renovation_documents_renovation", "renovation_documents", ["community_id", "renovation_id"], unique=False
    )
    op.create_table(
        "renovation_evidence",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("file_id", Id(), nullable=False),
        sa.Column("inspection_no", sa.Integer(), nullable=True),
        sa.Column("violation_no", sa.Integer(), nullable=True),
        sa.Column("deduction_no", sa.Integer(), nullable=True),
        sa.Column("acceptance_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_evidence_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_renovation_evidence_file_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_renovation_evidence")),
    )
    guards.guard_table("renovation_evidence")
    op.create_index(
        "ix_renovation_evidence_renovation", "renovation_evidence", ["community_id", "renovation_id"], unique=False
    )
    op.create_table(
        "renovation_inspections",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("findings", Facts, nullable=False),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("anomaly", sa.Text(), nullable=True),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_renovation_inspections_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_inspections_community_id_renovation_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "no", name=op.f("pk_renovation_inspections")),
    )
    guards.guard_table("renovation_inspections")
    op.create_index("ix_renovation_inspections_at", "renovation_inspections", ["community_id", "at"], unique=False)
    op.create_table(
        "renovation_notes",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "written_by_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("written_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint(
            "written_by_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')",
            name=op.f("ck_renovation_notes_written_by_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_notes_community_id_renovation_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_renovation_notes")),
    )
    guards.guard_table("renovation_notes")
    op.create_index(
        "ix_renovation_notes_renovation", "renovation_notes", ["community_id", "renovation_id", "at"], unique=False
    )
    op.create_table(
        "renovation_passes",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("valid", "returned", "revoked", name="passstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("worker_name", sa.LargeBinary(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("photo_file_id", Id(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("issued_by_id", Id(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("ended_by_id", Id(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'valid') = (ended_at IS NULL)", name=op.f("ck_renovation_passes_ended")),
        sa.CheckConstraint("state IN ('valid', 'returned', 'revoked')", name=op.f("ck_renovation_passes_state")),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_renovation_passes_valid_until")),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_passes_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_renovation_passes_ended_by_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["staff.id"], name=op.f("fk_renovation_passes_issued_by_id")),
        sa.ForeignKeyConstraint(["photo_file_id"], ["files.id"], name=op.f("fk_renovation_passes_photo_file_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_renovation_passes")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_renovation_passes_community_id_number")),
    )
    guards.guard_table("renovation_passes")
    op.create_index(op.f("ix_renovation_passes_id"), "renovation_passes", ["id"], unique=False)
    op.create_index(
        "ix_renovation_passes_renovation", "renovation_passes", ["community_id", "renovation_id"], unique=False
    )
    op.create_table(
        "renovation_settlements",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed", "approved", "refused", "withdrawn", name="settlementstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("deducted_fen", sa.BigInteger(), nullable=False),
        sa.Column("forfeited_fen", sa.BigInteger(), nullable=False),
        sa.Column("refund_fen", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("proposed_by_id", Id(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by_id", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'refused', 'withdrawn')", name=op.f("ck_renovation_settlements_state")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name=op.f("ck_renovation_settlements_two_people"),
        ),
        sa.CheckConstraint(
            "deducted_fen >= 0 AND forfeited_fen >= 0 AND refund_fen >= 0", name=op.f("ck_renovation_settlements_parts")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_settlements_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_renovation_settlements_decided_by_id")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["staff.id"], name=op.f("fk_renovation_settlements_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "no", name=op.f("pk_renovation_settlements")),
    )
    guards.guard_table("renovation_settlements")
    op.create_table(
        "renovation_signatures",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "floor_butler",
                "deputy_supervisor",
                "supervisor",
                "deputy_manager",
                "manager",
                "engineering",
                "tenant_and_contractor",
                name="chainstep",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "phase", sa.Enum("review", "approve", name="chainphase", native_enum=False, length=32), nullable=False
        ),
        sa.Column("post_id", Id(), nullable=True),
        sa.Column("signed_by_id", Id(), nullable=True),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.CheckConstraint("phase IN ('review', 'approve')", name=op.f("ck_renovation_signatures_phase")),
        sa.CheckConstraint(
            "step IN ('floor_butler', 'deputy_supervisor', 'supervisor', 'deputy_manager', 'manager', 'engineering', 'tenant_and_contractor')",
            name=op.f("ck_renovation_signatures_step"),
        ),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)", name=op.f("ck_renovation_signatures_signed")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_renovation_signatures_community_id_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_signatures_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_renovation_signatures_signed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "no", name=op.f("pk_renovation_signatures")),
    )
    guards.guard_table("renovation_signatures")
    op.create_table(
        "renovation_violations",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "rubbish",
                "material",
                "noise",
                "hours",
                "fire_safety",
                "structure",
                "facade",
                "balcony",
                "green",
                "leak",
                "sign",
                "passes",
                "other",
                name="violationkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "dissuaded", "noticed", "rectified", "reported", name="violationstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("inspection_no", sa.Integer(), nullable=True),
        sa.Column("found_by_id", Id(), nullable=False),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("notice_number", sa.Text(), nullable=True),
        sa.Column("notice_due_at", Instant(), nullable=True),
        sa.Column("notice_by_id", Id(), nullable=True),
        sa.Column("noticed_at", Instant(), nullable=True),
        sa.Column("demand", sa.Text(), nullable=True),
        sa.Column("served_to", sa.Text(), nullable=True),
        sa.Column("rectified_at", Instant(), nullable=True),
        sa.Column("verified_by_id", Id(), nullable=True),
        sa.Column("reported_at", Instant(), nullable=True),
        sa.Column("reported_to", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('rubbish', 'material', 'noise', 'hours', 'fire_safety', 'structure', 'facade', 'balcony', 'green', 'leak', 'sign', 'passes', 'other')",
            name=op.f("ck_renovation_violations_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('dissuaded', 'noticed', 'rectified', 'reported')", name=op.f("ck_renovation_violations_state")
        ),
        sa.CheckConstraint(
            "(notice_number IS NULL) = (notice_due_at IS NULL)", name=op.f("ck_renovation_violations_notice")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_violations_community_id_renovation_id"),
        ),
        sa.ForeignKeyConstraint(["found_by_id"], ["staff.id"], name=op.f("fk_renovation_violations_found_by_id")),
        sa.ForeignKeyConstraint(["notice_by_id"], ["staff.id"], name=op.f("fk_renovation_violations_notice_by_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["staff.id"], name=op.f("fk_renovation_violations_verified_by_id")),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "no", name=op.f("pk_renovation_violations")),
        sa.UniqueConstraint(
            "community_id", "notice_number", name=op.f("uq_renovation_violations_community_id_notice_number")
        ),
    )
    guards.guard_table("renovation_violations")
    op.create_table(
        "renovation_works",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("renovation_id", Id(), nullable=False),
        sa.Column(
            "work",
            sa.Enum(
                "decoration",
                "partition",
                "waterproofing",
                "electricity",
                "gas",
                "fire_system",
                "balcony",
                "air_conditioner",
                "sign",
                name="workscope",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "work IN ('decoration', 'partition', 'waterproofing', 'electricity', 'gas', 'fire_system', 'balcony', 'air_conditioner', 'sign')",
            name=op.f("ck_renovation_works_work"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "renovation_id"],
            ["renovations.community_id", "renovations.id"],
            name=op.f("fk_renovation_works_community_id_renovation_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "renovation_id", "work", name=op.f("pk_renovation_works")),
    )
    guards.guard_table("renovation_works")


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT 1 FROM subjects WHERE type = 'renovation' LIMIT 1")):
        raise RuntimeError("renovations are on record; the tables before this had no place for them")
    _change_types(_TYPES_NOW, _TYPES)
    op.drop_table("renovation_works")
    op.drop_table("renovation_violations")
    op.drop_table("renovation_signatures")
    op.drop_table("renovation_settlements")
    op.drop_index("ix_renovation_passes_renovation", table_name="renovation_passes")
    op.drop_index(op.f("ix_renovation_passes_id"), table_name="renovation_passes")
    op.drop_table("renovation_passes")
    op.drop_index("ix_renovation_notes_renovation", table_name="renovation_notes")
    op.drop_table("renovation_notes")
    op.drop_index("ix_renovation_inspections_at", table_name="renovation_inspections")
    op.drop_table("renovation_inspections")
    op.drop_index("ix_renovation_evidence_renovation", table_name="renovation_evidence")
    op.drop_table("renovation_evidence")
    op.drop_index("ix_renovation_documents_renovation", table_name="renovation_documents")
    op.drop_table("renovation_documents")
    op.drop_table("renovation_deductions")
    op.drop_index("ix_renovation_cases_case", table_name="renovation_cases")
    op.drop_table("renovation_cases")
    op.drop_table("renovation_acceptances")
    op.drop_index(
        "uq_renovations_unit",
        table_name="renovations",
        postgresql_where=sa.text(
            "state IN ('approved', 'deposit_paid', 'draft', 'expired', 'final_accepted', 'initial_accepted', 'observed', 'permitted', 'reviewed', 'signed', 'stopped', 'submitted', 'under_way')"
        ),
        sqlite_where=sa.text(
            "state IN ('approved', 'deposit_paid', 'draft', 'expired', 'final_accepted', 'initial_accepted', 'observed', 'permitted', 'reviewed', 'signed', 'stopped', 'submitted', 'under_way')"
        ),
    )
    op.drop_index("ix_renovations_state", table_name="renovations")
    op.drop_index("ix_renovations_of_unit", table_name="renovations")
    op.drop_index(op.f("ix_renovations_id"), table_name="renovations")
    op.drop_table("renovations")
    op.drop_table("renovation_chain_steps")


def _change_types(before: str, now: str) -> None:
    if guards.is_postgresql():
        op.drop_constraint(op.f("ck_subjects_type"), "subjects")
        op.create_check_constraint(op.f("ck_subjects_type"), "subjects", now)
    else:
        sqlite_text.rewrite("subjects", (before, now))
