<%def name="plain(steps)" filter="trim">${"\n".join(line for line in steps.splitlines() if "# ###" not in line) or "pass"}</%def>\
"""${message[:1].upper() + message[1:]}."""

import sqlalchemy as sa
from alembic import op
from migrations import guards
from shouwen.kit.db import Facts, Id, Instant
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${plain(upgrades)}


def downgrade() -> None:
    ${plain(downgrades)}
