"""The case that was made of what somebody suggested when called back."""

import sqlalchemy as sa
from alembic import op

from shouwen.kit.db import Id

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("callback_answers", sa.Column("suggestion_case_id", Id(), nullable=True))


def downgrade() -> None:
    op.drop_column("callback_answers", "suggestion_case_id")
