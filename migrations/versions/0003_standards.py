"""What communities and the company decided about their standards."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standard_adoptions",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column(
            "made_by_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_standard_adoptions_version")),
        sa.CheckConstraint(
            "made_by_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')",
            name=op.f("ck_standard_adoptions_made_by_kind"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_standard_adoptions")),
        sa.UniqueConstraint("community_id", "serial", name=op.f("uq_standard_adoptions_community_id_serial")),
    )
    guards.guard_table("standard_adoptions")
    guards.append_only("standard_adoptions")
    guards.show_company_rows("standard_adoptions")
    op.create_table(
        "standard_overrides",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column(
            "unit",
            sa.Enum(
                "s",
                "m",
                "h",
                "d",
                "wd",
                "mo",
                "q",
                "y",
                "same_day",
                "same_month",
                "bp",
                "count",
                "households",
                "rings",
                "fen",
                "time",
                "day",
                "weekday",
                "month",
                "date",
                name="unit",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column(
            "made_by_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.CheckConstraint("unit IS NOT NULL OR value IS NULL", name=op.f("ck_standard_overrides_value")),
        sa.CheckConstraint(
            "unit IN ('s', 'm', 'h', 'd', 'wd', 'mo', 'q', 'y', 'same_day', 'same_month', 'bp', 'count', 'households', 'rings', 'fen', 'time', 'day', 'weekday', 'month', 'date')",
            name=op.f("ck_standard_overrides_unit"),
        ),
        sa.CheckConstraint(
            "made_by_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')",
            name=op.f("ck_standard_overrides_made_by_kind"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_standard_overrides")),
        sa.UniqueConstraint("community_id", "serial", name=op.f("uq_standard_overrides_community_id_serial")),
    )
    guards.guard_table("standard_overrides")
    guards.append_only("standard_overrides")
    guards.show_company_rows("standard_overrides")


def downgrade() -> None:
    op.drop_table("standard_overrides")
    op.drop_table("standard_adoptions")
