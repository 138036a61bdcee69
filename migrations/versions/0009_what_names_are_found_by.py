"""What names are found by."""

from itertools import islice

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.core.people.naming import name_keys
from shouwen.kit.db import Id

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_AT_ONCE = 5000


def upgrade() -> None:
    op.create_table(
        "resident_keys",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("resident_id", Id(), nullable=False),
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_resident_keys_community_id_resident_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "resident_id", "key", name=op.f("pk_resident_keys")),
    )
    guards.guard_table("resident_keys")
    op.create_index("ix_resident_keys_key", "resident_keys", ["community_id", "key", "resident_id"], unique=False)
    _index_those_there_already()


def _index_those_there_already() -> None:
    """Derived from the names alone, so it is made here and not left to whoever renames somebody next."""
    there = sa.table("residents", sa.column("community_id", Id()), sa.column("id", Id()), sa.column("name", sa.Text))
    keys = sa.table(
        "resident_keys",
        sa.column("community_id", Id()),
        sa.column("resident_id", Id()),
        sa.column("key", sa.Text),
    )
    rows = (
        {"community_id": resident.community_id, "resident_id": resident.id, "key": key}
        for resident in op.get_bind().execute(sa.select(there)).all()
        for key in sorted(name_keys(resident.name))
    )
    while batch := list(islice(rows, _AT_ONCE)):
        op.bulk_insert(keys, batch)


def downgrade() -> None:
    op.drop_index("ix_resident_keys_key", table_name="resident_keys")
    op.drop_table("resident_keys")
