"""A stop of a renovation outlasts the end of its permit."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("renovations", sa.Column("is_stopped", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE renovations SET is_stopped = (state = 'stopped')")


def downgrade() -> None:
    op.drop_column("renovations", "is_stopped")
