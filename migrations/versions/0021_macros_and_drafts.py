"""Macros and drafts."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Facts, Id, Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_macros",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("steps", Facts, nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_case_macros_community_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_case_macros_made_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_case_macros")),
    )
    guards.guard_table("case_macros")
    op.create_index(op.f("ix_case_macros_id"), "case_macros", ["id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("staff_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_drafts_community_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_drafts_staff_id")),
        sa.PrimaryKeyConstraint("community_id", "staff_id", "name", name=op.f("pk_drafts")),
    )
    guards.guard_table("drafts")
    op.create_index("ix_drafts_saved_at", "drafts", ["community_id", "saved_at"], unique=False)
    op.create_index("ix_drafts_staff", "drafts", ["staff_id", "saved_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_drafts_staff", table_name="drafts")
    op.drop_index("ix_drafts_saved_at", table_name="drafts")
    op.drop_table("drafts")
    op.drop_index(op.f("ix_case_macros_id"), table_name="case_macros")
    op.drop_table("case_macros")
