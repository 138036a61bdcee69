"""One-time links that let a member of staff set their own password; the journal is searched by time."""

import sqlalchemy as sa
from alembic import op

from shouwen.kit.db import Id

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("access_links") as links:
        links.add_column(sa.Column("person_id", Id(), nullable=True))
        links.drop_constraint(op.f("ck_access_links_purpose"), type_="check")
        links.create_check_constraint(op.f("ck_access_links_purpose"), "purpose IN ('setup', 'sign_in')")
        links.create_check_constraint(op.f("ck_access_links_person"), "(purpose = 'setup') = (person_id IS NULL)")
        links.create_foreign_key(op.f("fk_access_links_person_id"), "people", ["person_id"], ["id"])
        links.create_index("ix_access_links_person", ["person_id"])

    op.create_index("ix_journal_recorded_at", "journal", ["community_id", "recorded_at"])


def downgrade() -> None:
    op.drop_index("ix_journal_recorded_at", "journal")
    op.execute("DELETE FROM access_links WHERE purpose <> 'setup'")
    with op.batch_alter_table("access_links") as links:
        links.drop_index("ix_access_links_person")
        links.drop_constraint(op.f("fk_access_links_person_id"), type_="foreignkey")
        links.drop_constraint(op.f("ck_access_links_person"), type_="check")
        links.drop_constraint(op.f("ck_access_links_purpose"), type_="check")
        links.create_check_constraint(op.f("ck_access_links_purpose"), "purpose IN ('setup')")
        links.drop_column("person_id")
