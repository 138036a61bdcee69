"""A route may be of one class of complaint."""

from itertools import product

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_OPEN = ("category", "zone_id")


def upgrade() -> None:
    op.add_column("routes", sa.Column("complaint_class", sa.Text(), nullable=True))
    _drop(_OPEN)
    _create(("complaint_class", *_OPEN))


def downgrade() -> None:
    op.execute("DELETE FROM routes WHERE complaint_class IS NOT NULL")  # what is left is there once
    _drop(("complaint_class", *_OPEN))
    op.drop_column("routes", "complaint_class")
    _create(_OPEN)


def _create(columns: tuple[str, ...]) -> None:
    for said in product((False, True), repeat=len(columns)):
        named = [name for name, is_said in zip(columns, said, strict=True) if is_said]
        where = sa.text(
            " AND ".join(
                f"{name} IS NOT NULL" if is_said else f"{name} IS NULL"
                for name, is_said in zip(columns, said, strict=True)
            )
        )
        op.create_index(
            "_".join(["uq_routes_kind", *named]),
            "routes",
            ["community_id", "kind", *named],
            unique=True,
            postgresql_where=where,
            sqlite_where=where,
        )


def _drop(columns: tuple[str, ...]) -> None:
    for said in product((False, True), repeat=len(columns)):
        named = [name for name, is_said in zip(columns, said, strict=True) if is_said]
        op.drop_index("_".join(["uq_routes_kind", *named]), table_name="routes")
