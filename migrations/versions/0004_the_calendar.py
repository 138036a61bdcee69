"""The calendar: years that were published or edited, and their days with a name; provisional promises are found."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("official", "provisional", name="yearstatus", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("published_at", Instant(), nullable=True),
        sa.CheckConstraint("status IN ('official', 'provisional')", name=op.f("ck_calendar_years_status")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_years")),
    )
    guards.open_table("calendar_years")
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column(
            "festival",
            sa.Enum(
                "new_year",
                "spring_festival",
                "qingming",
                "labour_day",
                "dragon_boat",
                "mid_autumn",
                "national_day",
                "special",
                "company",
                name="festival",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "festival IN ('new_year', 'spring_festival', 'qingming', 'labour_day', 'dragon_boat', 'mid_autumn',"
            " 'national_day', 'special', 'company')",
            name=op.f("ck_calendar_days_festival"),
        ),
        sa.ForeignKeyConstraint(["year"], ["calendar_years.year"], name=op.f("fk_calendar_days_year")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_days")),
    )
    op.create_index(op.f("ix_calendar_days_year"), "calendar_days", ["year"], unique=False)
    guards.open_table("calendar_days")
    op.create_index(
        "ix_commitments_provisional",
        "commitments",
        ["community_id", "id"],
        unique=False,
        postgresql_where=sa.text("provisional"),
        sqlite_where=sa.text("provisional = 1"),
    )


def downgrade() -> None:
    op.drop_index("ix_commitments_provisional", table_name="commitments")
    op.drop_table("calendar_days")
    op.drop_table("calendar_years")
