"""The parts of a whole are found by it."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_subjects_parent", "subjects", ["community_id", "parent_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_subjects_parent", table_name="subjects")
