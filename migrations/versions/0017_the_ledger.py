"""The ledger."""

import sqlalchemy as sa
from alembic import op

from migrations import guards, ledger_guards
from shouwen.kit.db import Id, Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_closings",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("closed_by_id", Id(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.id"], name=op.f("fk_ledger_closings_closed_by_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ledger_closings_community_id")),
        sa.PrimaryKeyConstraint("community_id", "period", name=op.f("pk_ledger_closings")),
    )
    guards.guard_table("ledger_closings")
    guards.append_only("ledger_closings")
    op.create_table(
        "ledger_shifts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("open", "closed", name="shiftstate", native_enum=False, length=32), nullable=False),
        sa.Column("cashier_id", Id(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("opening_fen", sa.BigInteger(), nullable=False),
        sa.Column("opening_expected_fen", sa.BigInteger(), nullable=False),
        sa.Column(
            "opening_reason",
            sa.Enum(
                "wrong_change",
                "not_receipted",
                "paid_twice",
                "counterfeit",
                "miscounted",
                "unexplained",
                name="cashreason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("counted_fen", sa.BigInteger(), nullable=True),
        sa.Column("expected_fen", sa.BigInteger(), nullable=True),
        sa.Column(
            "closing_reason",
            sa.Enum(
                "wrong_change",
                "not_receipted",
                "paid_twice",
                "counterfeit",
                "miscounted",
                "unexplained",
                name="cashreason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_ledger_shifts_closed")),
        sa.CheckConstraint(
            "closing_reason IN ('wrong_change', 'not_receipted', 'paid_twice', 'counterfeit', 'miscounted', 'unexplained')",
            name=op.f("ck_ledger_shifts_closing_reason"),
        ),
        sa.CheckConstraint(
            "opening_reason IN ('wrong_change', 'not_receipted', 'paid_twice', 'counterfeit', 'miscounted', 'unexplained')",
            name=op.f("ck_ledger_shifts_opening_reason"),
        ),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_ledger_shifts_state")),
        sa.CheckConstraint(
            "counted_fen = expected_fen OR closing_reason IS NOT NULL", name=op.f("ck_ledger_shifts_closing_difference")
        ),
        sa.CheckConstraint(
            "opening_fen = opening_expected_fen OR opening_reason IS NOT NULL",
            name=op.f("ck_ledger_shifts_opening_difference"),
        ),
        sa.CheckConstraint(
            "opening_fen >= 0 AND (counted_fen IS NULL OR counted_fen >= 0)", name=op.f("ck_ledger_shifts_counted")
        ),
        sa.ForeignKeyConstraint(["cashier_id"], ["staff.id"], name=op.f("fk_ledger_shifts_cashier_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ledger_shifts_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_shifts")),
    )
    guards.guard_table("ledger_shifts")
    op.create_index(op.f("ix_ledger_shifts_id"), "ledger_shifts", ["id"], unique=False)
    op.create_index("ix_ledger_shifts_opened", "ledger_shifts", ["community_id", "opened_at"], unique=False)
    op.create_index(
        "uq_ledger_shifts_open",
        "ledger_shifts",
        ["community_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "ledger_accounts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cash",
                "bank",
                "arriving",
                "leaving",
                "receivable",
                "held",
                "income",
                "forfeited",
                "charges",
                "difference",
                name="accountkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("sign", sa.Integer(), nullable=False),
        sa.Column("floor_fen", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("cash", "bank_transfer", "wechat_pay", name="paymethod", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "renovation_deposit",
                "other_deposit",
                "repair_fee",
                "service_fee",
                "property_fee",
                "other_fee",
                name="purpose",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("household_id", Id(), nullable=True),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('cash', 'arriving', 'leaving', 'receivable', 'held', 'forfeited')) = (floor_fen IS NOT NULL) AND (floor_fen IS NULL OR floor_fen = 0)",
            name=op.f("ck_ledger_accounts_floor"),
        ),
        sa.CheckConstraint("currency = 'CNY'", name=op.f("ck_ledger_accounts_currency")),
        sa.CheckConstraint(
            "kind IN ('cash', 'bank', 'arriving', 'leaving', 'receivable', 'held', 'income', 'forfeited', 'charges', 'difference')",
            name=op.f("ck_ledger_accounts_kind"),
        ),
        sa.CheckConstraint("method IN ('cash', 'bank_transfer', 'wechat_pay')", name=op.f("ck_ledger_accounts_method")),
        sa.CheckConstraint(
            "purpose IN ('renovation_deposit', 'other_deposit', 'repair_fee', 'service_fee', 'property_fee', 'other_fee')",
            name=op.f("ck_ledger_accounts_purpose"),
        ),
        sa.CheckConstraint(
            "sign = CASE WHEN kind IN ('cash', 'bank', 'arriving', 'receivable', 'charges', 'difference') THEN 1 ELSE -1 END",
            name=op.f("ck_ledger_accounts_sign"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_ledger_accounts_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_ledger_accounts_community_id_subject_id"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ledger_accounts_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_accounts")),
        sa.UniqueConstraint("community_id", "kind", "slot", name=op.f("uq_ledger_accounts_community_id_kind_slot")),
    )
    guards.guard_table("ledger_accounts")
    guards.append_only("ledger_accounts")
    op.create_index("ix_ledger_accounts_household", "ledger_accounts", ["community_id", "household_id"], unique=False)
    op.create_index(op.f("ix_ledger_accounts_id"), "ledger_accounts", ["id"], unique=False)
    op.create_index("ix_ledger_accounts_subject", "ledger_accounts", ["community_id", "subject_id"], unique=False)
    op.create_table(
        "ledger_documents",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "receipt",
                "refund_slip",
                "reversal",
                "deduction",
                "forfeiture",
                "charge",
                "cash_count",
                "banking",
                name="documentkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("cash", "bank_transfer", "wechat_pay", name="paymethod", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "purpose",
            sa.Enum(
                "renovation_deposit",
                "other_deposit",
                "repair_fee",
                "service_fee",
                "property_fee",
                "other_fee",
                name="purpose",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("household_id", Id(), nullable=True),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column("reverses_id", Id(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("shift_id", Id(), nullable=True),
        sa.Column("posted_by_id", Id(), nullable=False),
        sa.Column("proposed_by_id", Id(), nullable=True),
        sa.Column("approved_by_id", Id(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)", name=op.f("ck_ledger_documents_reverses")
        ),
        sa.CheckConstraint(
            "kind IN ('receipt', 'refund_slip', 'reversal', 'deduction', 'forfeiture', 'charge', 'cash_count', 'banking')",
            name=op.f("ck_ledger_documents_kind"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('refund_slip', 'reversal', 'deduction', 'forfeiture') OR (proposed_by_id IS NOT NULL AND approved_by_id IS NOT NULL AND proposed_by_id <> approved_by_id)",
            name=op.f("ck_ledger_documents_two_people"),
        ),
        sa.CheckConstraint(
            "method IN ('cash', 'bank_transfer', 'wechat_pay')", name=op.f("ck_ledger_documents_method")
        ),
        sa.CheckConstraint(
            "purpose IN ('renovation_deposit', 'other_deposit', 'repair_fee', 'service_fee', 'property_fee', 'other_fee')",
            name=op.f("ck_ledger_documents_purpose"),
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_documents_amount_fen")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["staff.id"], name=op.f("fk_ledger_documents_approved_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_ledger_documents_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "reverses_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_documents_community_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "shift_id"],
            ["ledger_shifts.community_id", "ledger_shifts.id"],
            name=op.f("fk_ledger_documents_community_id_shift_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_ledger_documents_community_id_subject_id"),
        ),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_ledger_documents_proposed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_documents")),
        sa.UniqueConstraint("community_id", "cause", name=op.f("uq_ledger_documents_community_id_cause")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_ledger_documents_community_id_number")),
        sa.UniqueConstraint("community_id", "reverses_id", name=op.f("uq_ledger_documents_community_id_reverses_id")),
    )
    guards.guard_table("ledger_documents")
    guards.append_only("ledger_documents")
    op.create_index("ix_ledger_documents_household", "ledger_documents", ["community_id", "household_id"], unique=False)
    op.create_index(op.f("ix_ledger_documents_id"), "ledger_documents", ["id"], unique=False)
    op.create_index("ix_ledger_documents_issued", "ledger_documents", ["community_id", "issued_at"], unique=False)
    op.create_index("ix_ledger_documents_subject", "ledger_documents", ["community_id", "subject_id"], unique=False)
    op.create_table(
        "ledger_bank_lines",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("party", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("state", sa.Enum("open", "matched", name="linestate", native_enum=False, length=32), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.Column("matched_by_id", Id(), nullable=True),
        sa.Column("matched_at", Instant(), nullable=True),
        sa.Column("document_id", Id(), nullable=True),
        sa.CheckConstraint(
            "(state = 'matched') = (document_id IS NOT NULL)", name=op.f("ck_ledger_bank_lines_matched")
        ),
        sa.CheckConstraint("state IN ('open', 'matched')", name=op.f("ck_ledger_bank_lines_state")),
        sa.CheckConstraint("amount_fen <> 0", name=op.f("ck_ledger_bank_lines_amount_fen")),
        sa.ForeignKeyConstraint(
            ["community_id", "document_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_bank_lines_community_id_document_id"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ledger_bank_lines_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_bank_lines")),
        sa.UniqueConstraint("community_id", "digest", name=op.f("uq_ledger_bank_lines_community_id_digest")),
    )
    guards.guard_table("ledger_bank_lines")
    op.create_index(op.f("ix_ledger_bank_lines_id"), "ledger_bank_lines", ["id"], unique=False)
    op.create_index(
        "ix_ledger_bank_lines_state", "ledger_bank_lines", ["community_id", "state", "booked_on"], unique=False
    )
    op.create_table(
        "ledger_payments",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("cash", "bank_transfer", "wechat_pay", name="paymethod", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("household_id", Id(), nullable=True),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("waiting", "paid", "closed", name="paymentstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("ordered_by_id", Id(), nullable=False),
        sa.Column("ordered_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("code_url", sa.Text(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("paid_at", Instant(), nullable=True),
        sa.Column("document_id", Id(), nullable=True),
        sa.CheckConstraint("(state = 'paid') = (document_id IS NOT NULL)", name=op.f("ck_ledger_payments_paid")),
        sa.CheckConstraint("method IN ('cash', 'bank_transfer', 'wechat_pay')", name=op.f("ck_ledger_payments_method")),
        sa.CheckConstraint("state IN ('waiting', 'paid', 'closed')", name=op.f("ck_ledger_payments_state")),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_payments_amount_fen")),
        sa.ForeignKeyConstraint(
            ["community_id", "account_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_payments_community_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "document_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_payments_community_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_ledger_payments_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_ledger_payments_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_payments")),
        sa.UniqueConstraint("community_id", "cause", name=op.f("uq_ledger_payments_community_id_cause")),
        sa.UniqueConstraint("community_id", "provider_id", name=op.f("uq_ledger_payments_community_id_provider_id")),
    )
    guards.guard_table("ledger_payments")
    op.create_index(op.f("ix_ledger_payments_id"), "ledger_payments", ["id"], unique=False)
    op.create_index("ix_ledger_payments_state", "ledger_payments", ["state", "ordered_at"], unique=False)
    op.create_table(
        "ledger_transfers",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("debit_id", Id(), nullable=False),
        sa.Column("credit_id", Id(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("document_id", Id(), nullable=False),
        sa.Column("reverses_id", Id(), nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_transfers_amount_fen")),
        sa.CheckConstraint("debit_id <> credit_id", name=op.f("ck_ledger_transfers_two_accounts")),
        sa.ForeignKeyConstraint(
            ["community_id", "credit_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_transfers_community_id_credit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "debit_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_transfers_community_id_debit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "document_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_transfers_community_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "reverses_id"],
            ["ledger_transfers.community_id", "ledger_transfers.id"],
            name=op.f("fk_ledger_transfers_community_id_reverses_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_transfers")),
        sa.UniqueConstraint("community_id", "cause", name=op.f("uq_ledger_transfers_community_id_cause")),
        sa.UniqueConstraint("community_id", "reverses_id", name=op.f("uq_ledger_transfers_community_id_reverses_id")),
    )
    guards.guard_table("ledger_transfers")
    guards.append_only("ledger_transfers")
    op.create_index("ix_ledger_transfers_at", "ledger_transfers", ["community_id", "at"], unique=False)
    op.create_index("ix_ledger_transfers_document", "ledger_transfers", ["community_id", "document_id"], unique=False)
    op.create_index(op.f("ix_ledger_transfers_id"), "ledger_transfers", ["id"], unique=False)
    op.create_table(
        "ledger_arrivals",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("document_id", Id(), nullable=False),
        sa.Column("line_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "document_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_arrivals_community_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "line_id"],
            ["ledger_bank_lines.community_id", "ledger_bank_lines.id"],
            name=op.f("fk_ledger_arrivals_community_id_line_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "document_id", name=op.f("pk_ledger_arrivals")),
    )
    guards.guard_table("ledger_arrivals")
    op.create_table(
        "ledger_entries",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("transfer_id", Id(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("balance_fen", sa.BigInteger(), nullable=False),
        sa.Column("floor_fen", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("floor_fen IS NULL OR balance_fen >= floor_fen", name=op.f("ck_ledger_entries_floor")),
        sa.ForeignKeyConstraint(
            ["community_id", "account_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_entries_community_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "transfer_id"],
            ["ledger_transfers.community_id", "ledger_transfers.id"],
            name=op.f("fk_ledger_entries_community_id_transfer_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "account_id", "seq", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint(
            "community_id",
            "transfer_id",
            "account_id",
            name=op.f("uq_ledger_entries_community_id_transfer_id_account_id"),
        ),
    )
    guards.guard_table("ledger_entries")
    guards.append_only("ledger_entries")
    op.create_table(
        "ledger_proposals",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("refund", "reversal", name="proposalkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum("proposed", "approved", "refused", "withdrawn", name="proposalstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("account_id", Id(), nullable=True),
        sa.Column("document_id", Id(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("cash", "bank_transfer", "wechat_pay", name="paymethod", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("payment_id", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", Id(), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by_id", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("made_document_id", Id(), nullable=True),
        sa.CheckConstraint("(kind = 'refund') = (account_id IS NOT NULL)", name=op.f("ck_ledger_proposals_refund")),
        sa.CheckConstraint(
            "(kind = 'reversal') = (document_id IS NOT NULL)", name=op.f("ck_ledger_proposals_reversal")
        ),
        sa.CheckConstraint(
            "(state = 'approved') = (made_document_id IS NOT NULL)", name=op.f("ck_ledger_proposals_approved")
        ),
        sa.CheckConstraint("kind IN ('refund', 'reversal')", name=op.f("ck_ledger_proposals_kind")),
        sa.CheckConstraint(
            "method IN ('cash', 'bank_transfer', 'wechat_pay')", name=op.f("ck_ledger_proposals_method")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'refused', 'withdrawn')", name=op.f("ck_ledger_proposals_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR (decided_by_id IS NOT NULL AND decided_by_id <> proposed_by_id)",
            name=op.f("ck_ledger_proposals_two_people"),
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_proposals_amount_fen")),
        sa.ForeignKeyConstraint(
            ["community_id", "account_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_proposals_community_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "document_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_proposals_community_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "made_document_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_proposals_community_id_made_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "payment_id"],
            ["ledger_payments.community_id", "ledger_payments.id"],
            name=op.f("fk_ledger_proposals_community_id_payment_id"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_ledger_proposals_decided_by_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.id"], name=op.f("fk_ledger_proposals_proposed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_proposals")),
    )
    guards.guard_table("ledger_proposals")
    op.create_index(op.f("ix_ledger_proposals_id"), "ledger_proposals", ["id"], unique=False)
    op.create_index(
        "ix_ledger_proposals_state", "ledger_proposals", ["community_id", "state", "proposed_at"], unique=False
    )
    op.create_table(
        "ledger_refunds",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("cash", "bank_transfer", "wechat_pay", name="paymethod", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("leaving", "paid_out", "returned", name="refundstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("payment_id", Id(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.CheckConstraint("(state = 'leaving') = (settled_at IS NULL)", name=op.f("ck_ledger_refunds_settled")),
        sa.CheckConstraint("method IN ('cash', 'bank_transfer', 'wechat_pay')", name=op.f("ck_ledger_refunds_method")),
        sa.CheckConstraint("state IN ('leaving', 'paid_out', 'returned')", name=op.f("ck_ledger_refunds_state")),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_refunds_amount_fen")),
        sa.ForeignKeyConstraint(
            ["community_id", "account_id"],
            ["ledger_accounts.community_id", "ledger_accounts.id"],
            name=op.f("fk_ledger_refunds_community_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "document_id"],
            ["ledger_documents.community_id", "ledger_documents.id"],
            name=op.f("fk_ledger_refunds_community_id_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "payment_id"],
            ["ledger_payments.community_id", "ledger_payments.id"],
            name=op.f("fk_ledger_refunds_community_id_payment_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_ledger_refunds")),
        sa.UniqueConstraint("community_id", "document_id", name=op.f("uq_ledger_refunds_community_id_document_id")),
    )
    guards.guard_table("ledger_refunds")
    op.create_index(op.f("ix_ledger_refunds_id"), "ledger_refunds", ["id"], unique=False)
    op.create_index("ix_ledger_refunds_state", "ledger_refunds", ["community_id", "state"], unique=False)
    ledger_guards.guard_ledger()


def downgrade() -> None:
    op.drop_index("ix_ledger_refunds_state", table_name="ledger_refunds")
    op.drop_index(op.f("ix_ledger_refunds_id"), table_name="ledger_refunds")
    op.drop_table("ledger_refunds")
    op.drop_index("ix_ledger_proposals_state", table_name="ledger_proposals")
    op.drop_index(op.f("ix_ledger_proposals_id"), table_name="ledger_proposals")
    op.drop_table("ledger_proposals")
    op.drop_table("ledger_entries")
    op.drop_table("ledger_arrivals")
    op.drop_index(op.f("ix_ledger_transfers_id"), table_name="ledger_transfers")
    op.drop_index("ix_ledger_transfers_document", table_name="ledger_transfers")
    op.drop_index("ix_ledger_transfers_at", table_name="ledger_transfers")
    op.drop_table("ledger_transfers")
    op.drop_index("ix_ledger_payments_state", table_name="ledger_payments")
    op.drop_index(op.f("ix_ledger_payments_id"), table_name="ledger_payments")
    op.drop_table("ledger_payments")
    op.drop_index("ix_ledger_bank_lines_state", table_name="ledger_bank_lines")
    op.drop_index(op.f("ix_ledger_bank_lines_id"), table_name="ledger_bank_lines")
    op.drop_table("ledger_bank_lines")
    op.drop_index("ix_ledger_documents_subject", table_name="ledger_documents")
    op.drop_index("ix_ledger_documents_issued", table_name="ledger_documents")
    op.drop_index(op.f("ix_ledger_documents_id"), table_name="ledger_documents")
    op.drop_index("ix_ledger_documents_household", table_name="ledger_documents")
    op.drop_table("ledger_documents")
    op.drop_index("ix_ledger_accounts_subject", table_name="ledger_accounts")
    op.drop_index(op.f("ix_ledger_accounts_id"), table_name="ledger_accounts")
    op.drop_index("ix_ledger_accounts_household", table_name="ledger_accounts")
    op.drop_table("ledger_accounts")
    op.drop_index(
        "uq_ledger_shifts_open",
        table_name="ledger_shifts",
        postgresql_where=sa.text("state = 'open'"),
        sqlite_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_ledger_shifts_opened", table_name="ledger_shifts")
    op.drop_index(op.f("ix_ledger_shifts_id"), table_name="ledger_shifts")
    op.drop_table("ledger_shifts")
    op.drop_table("ledger_closings")
    ledger_guards.forget_ledger()
