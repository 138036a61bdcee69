"""Imports and operations."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Facts, Id, Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "operations",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column(
            "kind", sa.Enum("import", "export", name="operationkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "type",
            sa.Enum("units", "residents", "cases", name="sheettype", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "running", "done", "failed", "cancelled", name="operationstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("options", Facts, nullable=False),
        sa.Column("file_id", Id(), nullable=True),
        sa.Column("entry_id", Id(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("faulty", sa.Integer(), nullable=False),
        sa.Column(
            "failure",
            sa.Enum(
                "file_gone",
                "unreadable",
                "too_many",
                "empty",
                "header",
                "maker_gone",
                "broken",
                name="failure",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "failure IN ('file_gone', 'unreadable', 'too_many', 'empty', 'header', 'maker_gone', 'broken')",
            name=op.f("ck_operations_failure"),
        ),
        sa.CheckConstraint("kind IN ('import', 'export')", name=op.f("ck_operations_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_operations_state")
        ),
        sa.CheckConstraint("type IN ('units', 'residents', 'cases')", name=op.f("ck_operations_type")),
        sa.CheckConstraint("done >= 0 AND (total IS NULL OR done <= total)", name=op.f("ck_operations_done")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_operations_community_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_operations_made_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_operations")),
        sa.UniqueConstraint("community_id", "entry_id", name=op.f("uq_operations_community_id_entry_id")),
    )
    guards.guard_table("operations")
    op.create_index(op.f("ix_operations_id"), "operations", ["id"], unique=False)
    op.create_index("ix_operations_made_by", "operations", ["made_by_id", "id"], unique=False)
    op.create_table(
        "operation_faults",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("operation_id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("letters", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("params", Facts, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "operation_id"],
            ["operations.community_id", "operations.id"],
            name=op.f("fk_operation_faults_community_id_operation_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "operation_id", "position", name=op.f("pk_operation_faults")),
    )
    guards.guard_table("operation_faults")


def downgrade() -> None:
    op.drop_table("operation_faults")
    op.drop_index("ix_operations_made_by", table_name="operations")
    op.drop_index(op.f("ix_operations_id"), table_name="operations")
    op.drop_table("operations")
