"""Duties."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duties",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("post_id", Id(), nullable=False),
        sa.Column("planned_through", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "id"], ["subjects.community_id", "subjects.id"], name=op.f("fk_duties_community_id_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post_id"], ["posts.community_id", "posts.id"], name=op.f("fk_duties_community_id_post_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_duties")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_duties_community_id_key")),
    )
    guards.guard_table("duties")
    op.create_index(op.f("ix_duties_id"), "duties", ["id"], unique=False)
    op.create_index("ix_duties_planned_through", "duties", ["planned_through"], unique=False)
    op.create_table(
        "duty_entries",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("duty_id", Id(), nullable=False),
        sa.Column("window_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("done_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "duty_id"],
            ["duties.community_id", "duties.id"],
            name=op.f("fk_duty_entries_community_id_duty_id"),
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_duty_entries_done_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_duty_entries")),
        sa.UniqueConstraint(
            "community_id", "duty_id", "window_on", name=op.f("uq_duty_entries_community_id_duty_id_window_on")
        ),
    )
    guards.guard_table("duty_entries")


def downgrade() -> None:
    op.drop_table("duty_entries")
    op.drop_index("ix_duties_planned_through", table_name="duties")
    op.drop_index(op.f("ix_duties_id"), table_name="duties")
    op.drop_table("duties")
