"""What the first hearer is measured by: whose duty it was, and whether the matter came back."""

import sqlalchemy as sa
from alembic import op

from shouwen.kit.db import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_outcomes", sa.Column("within_duties", sa.Boolean(), nullable=True))
    op.add_column("case_outcomes", sa.Column("quiet_until", Instant(), nullable=True))
    op.add_column("case_outcomes", sa.Column("reopened_at", Instant(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("case_outcomes") as outcomes:
        outcomes.drop_column("reopened_at")
        outcomes.drop_column("quiet_until")
        outcomes.drop_column("within_duties")
