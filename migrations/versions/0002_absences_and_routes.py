"""Absences, the routing table, hand-overs; versions of departments, posts and staff."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", Id(), nullable=False),
        sa.Column("staff_id", Id(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column(
            "reason_key",
            sa.Enum("leave", "sick", "training", "other", name="absencereason", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("cancelled_by_id", Id(), nullable=True),
        sa.Column("cancelled_at", Instant(), nullable=True),
        sa.CheckConstraint("reason_key IN ('leave', 'sick', 'training', 'other')", name=op.f("ck_absences_reason_key")),
        sa.CheckConstraint("(cancelled_at IS NULL) = (cancelled_by_id IS NULL)", name=op.f("ck_absences_cancelled")),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_absences_until")),
        sa.ForeignKeyConstraint(["cancelled_by_id"], ["staff.id"], name=op.f("fk_absences_cancelled_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_absences_made_by_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absences_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    guards.open_table("absences")
    op.create_index("ix_absences_staff", "absences", ["staff_id", "since"], unique=False)
    op.create_table(
        "staff_hand_overs",
        sa.Column("id", Id(), nullable=False),
        sa.Column("from_staff_id", Id(), nullable=False),
        sa.Column("to_staff_id", Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("to_staff_id <> from_staff_id", name=op.f("ck_staff_hand_overs_to_staff_id")),
        sa.ForeignKeyConstraint(["from_staff_id"], ["staff.id"], name=op.f("fk_staff_hand_overs_from_staff_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_staff_hand_overs_made_by_id")),
        sa.ForeignKeyConstraint(["to_staff_id"], ["staff.id"], name=op.f("fk_staff_hand_overs_to_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_hand_overs")),
    )
    guards.open_table("staff_hand_overs")
    op.create_index("ix_staff_hand_overs_from", "staff_hand_overs", ["from_staff_id"], unique=False)
    op.create_table(
        "routes",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("zone_id", Id(), nullable=True),
        sa.Column("post_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post_id"], ["posts.community_id", "posts.id"], name=op.f("fk_routes_community_id_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"], ["zones.community_id", "zones.id"], name=op.f("fk_routes_community_id_zone_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_routes")),
    )
    guards.guard_table("routes")
    op.create_index(op.f("ix_routes_id"), "routes", ["id"], unique=False)
    op.create_index("ix_routes_post", "routes", ["community_id", "post_id"], unique=False)
    op.create_index(
        "uq_routes_kind",
        "routes",
        ["community_id", "kind"],
        unique=True,
        postgresql_where=sa.text("category IS NULL AND zone_id IS NULL"),
        sqlite_where=sa.text("category IS NULL AND zone_id IS NULL"),
    )
    op.create_index(
        "uq_routes_kind_category",
        "routes",
        ["community_id", "kind", "category"],
        unique=True,
        postgresql_where=sa.text("category IS NOT NULL AND zone_id IS NULL"),
        sqlite_where=sa.text("category IS NOT NULL AND zone_id IS NULL"),
    )
    op.create_index(
        "uq_routes_kind_category_zone_id",
        "routes",
        ["community_id", "kind", "category", "zone_id"],
        unique=True,
        postgresql_where=sa.text("category IS NOT NULL AND zone_id IS NOT NULL"),
        sqlite_where=sa.text("category IS NOT NULL AND zone_id IS NOT NULL"),
    )
    op.create_index(
        "uq_routes_kind_zone_id",
        "routes",
        ["community_id", "kind", "zone_id"],
        unique=True,
        postgresql_where=sa.text("category IS NULL AND zone_id IS NOT NULL"),
        sqlite_where=sa.text("category IS NULL AND zone_id IS NOT NULL"),
    )
    op.add_column("departments", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.add_column("posts", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.add_column("staff", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))


def downgrade() -> None:
    op.drop_column("staff", "version")
    op.drop_column("posts", "version")
    op.drop_column("departments", "version")
    op.drop_index(
        "uq_routes_kind_zone_id",
        table_name="routes",
        postgresql_where=sa.text("category IS NULL AND zone_id IS NOT NULL"),
        sqlite_where=sa.text("category IS NULL AND zone_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_routes_kind_category_zone_id",
        table_name="routes",
        postgresql_where=sa.text("category IS NOT NULL AND zone_id IS NOT NULL"),
        sqlite_where=sa.text("category IS NOT NULL AND zone_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_routes_kind_category",
        table_name="routes",
        postgresql_where=sa.text("category IS NOT NULL AND zone_id IS NULL"),
        sqlite_where=sa.text("category IS NOT NULL AND zone_id IS NULL"),
    )
    op.drop_index(
        "uq_routes_kind",
        table_name="routes",
        postgresql_where=sa.text("category IS NULL AND zone_id IS NULL"),
        sqlite_where=sa.text("category IS NULL AND zone_id IS NULL"),
    )
    op.drop_index("ix_routes_post", table_name="routes")
    op.drop_index(op.f("ix_routes_id"), table_name="routes")
    op.drop_table("routes")
    op.drop_index("ix_staff_hand_overs_from", table_name="staff_hand_overs")
    op.drop_table("staff_hand_overs")
    op.drop_index("ix_absences_staff", table_name="absences")
    op.drop_table("absences")
