"""The words of sorting have a version; who refuses an amount says why."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sorting_tables",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_sorting_tables_community_id")),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_sorting_tables")),
    )
    guards.guard_table("sorting_tables")
    op.execute("INSERT INTO sorting_tables (community_id, version) SELECT DISTINCT community_id, 1 FROM sorting_rules")
    op.add_column("slip_amounts", sa.Column("refused_because", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("slip_amounts", "refused_because")
    op.drop_table("sorting_tables")
