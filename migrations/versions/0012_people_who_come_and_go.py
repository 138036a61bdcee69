"""People who come and go, and the places they live in, as staff write them down."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_PLACES = ("communities", "zones", "buildings", "units")
_KINDS = "'owner', 'tenant', 'company', 'other'"
_LANGUAGES = "'zh', 'en', 'ja', 'ko', 'other'"


def upgrade() -> None:
    _columns()
    _further_phones()
    _merges()
    _places()


def _columns() -> None:
    # Said in SQL: SQLite takes a CHECK with a new column, and no other way without writing the table anew.
    op.execute(
        "ALTER TABLE residents ADD COLUMN language TEXT"
        f" CONSTRAINT ck_residents_language CHECK (language IN ({_LANGUAGES}))"
    )
    op.add_column("residents", sa.Column("merged_at", Instant(), nullable=True))
    op.add_column("residents", sa.Column("voided_at", Instant(), nullable=True))
    op.add_column("residents", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.execute(
        "ALTER TABLE households ADD COLUMN kind TEXT DEFAULT 'owner' NOT NULL"
        f" CONSTRAINT ck_households_kind CHECK (kind IN ({_KINDS}))"
    )
    op.add_column("households", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.add_column(
        "household_members",
        sa.Column("is_emergency_contact", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def _further_phones() -> None:
    op.create_table(
        "resident_phones",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("resident_id", Id(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_blind", sa.LargeBinary(), nullable=False),
        sa.Column("phone_last4_blind", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_resident_phones_community_id_resident_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_resident_phones")),
    )
    guards.guard_table("resident_phones")
    op.create_index(op.f("ix_resident_phones_id"), "resident_phones", ["id"], unique=False)
    op.create_index("ix_resident_phones_resident", "resident_phones", ["community_id", "resident_id"], unique=False)
    op.create_index("ix_resident_phones_phone", "resident_phones", ["community_id", "phone_blind"], unique=False)
    op.create_index(
        "ix_resident_phones_phone_last4", "resident_phones", ["community_id", "phone_last4_blind"], unique=False
    )


def _merges() -> None:
    op.create_table(
        "resident_merges",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kept_id", Id(), nullable=False),
        sa.Column("merged_id", Id(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("undone_by_id", Id(), nullable=True),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.CheckConstraint("merged_id <> kept_id", name=op.f("ck_resident_merges_merged_id")),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_resident_merges_undone")),
        sa.ForeignKeyConstraint(
            ["community_id", "kept_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_resident_merges_community_id_kept_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "merged_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_resident_merges_community_id_merged_id"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_resident_merges_made_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], name=op.f("fk_resident_merges_undone_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_resident_merges")),
    )
    guards.guard_table("resident_merges")
    op.create_index(op.f("ix_resident_merges_id"), "resident_merges", ["id"], unique=False)
    op.create_index("ix_resident_merges_kept", "resident_merges", ["community_id", "kept_id"], unique=False)
    op.create_index(
        "uq_resident_merges_merged",
        "resident_merges",
        ["community_id", "merged_id"],
        unique=True,
        postgresql_where=sa.text("undone_at IS NULL"),
        sqlite_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "resident_merge_moves",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("merge_id", Id(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("row_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "merge_id"],
            ["resident_merges.community_id", "resident_merges.id"],
            name=op.f("fk_resident_merge_moves_community_id_merge_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "merge_id", "what", "row_id", name=op.f("pk_resident_merge_moves")),
    )
    guards.guard_table("resident_merge_moves")


def _places() -> None:
    for table in _PLACES:
        op.add_column(table, sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.create_table(
        "zone_facts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("zone_id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"],
            ["zones.community_id", "zones.id"],
            name=op.f("fk_zone_facts_community_id_zone_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "zone_id", "position", name=op.f("pk_zone_facts")),
    )
    guards.guard_table("zone_facts")


def downgrade() -> None:
    op.drop_table("zone_facts")
    for table in _PLACES:
        op.drop_column(table, "version")
    op.drop_table("resident_merge_moves")
    op.drop_index("uq_resident_merges_merged", table_name="resident_merges")
    op.drop_index("ix_resident_merges_kept", table_name="resident_merges")
    op.drop_index(op.f("ix_resident_merges_id"), table_name="resident_merges")
    op.drop_table("resident_merges")
    op.drop_index("ix_resident_phones_phone_last4", table_name="resident_phones")
    op.drop_index("ix_resident_phones_phone", table_name="resident_phones")
    op.drop_index("ix_resident_phones_resident", table_name="resident_phones")
    op.drop_index(op.f("ix_resident_phones_id"), table_name="resident_phones")
    op.drop_table("resident_phones")
    op.drop_column("household_members", "is_emergency_contact")
    op.drop_column("households", "version")
    _drop_checked("households", "kind")
    op.drop_column("residents", "version")
    op.drop_column("residents", "voided_at")
    op.drop_column("residents", "merged_at")
    _drop_checked("residents", "language")


def _drop_checked(table: str, column: str) -> None:
    """SQLite drops the CHECK of a column with it."""
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
