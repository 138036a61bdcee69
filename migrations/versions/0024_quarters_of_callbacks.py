"""Quarters of callbacks."""

import sqlalchemy as sa
from alembic import op

from migrations import guards, sqlite_text
from shouwen.kit.db import Id, Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_TYPES = "type IN ('case', 'household', 'duty', 'contact', 'renovation')"
_TYPES_NOW = "type IN ('case', 'household', 'duty', 'contact', 'renovation', 'callback_quarter')"


def upgrade() -> None:
    _change_types(_TYPES, _TYPES_NOW)
    op.create_table(
        "callback_quarters",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("begins_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("analysed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_callback_quarters_community_id_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_callback_quarters")),
        sa.UniqueConstraint("community_id", "quarter", name=op.f("uq_callback_quarters_community_id_quarter")),
    )
    guards.guard_table("callback_quarters")
    op.create_index(op.f("ix_callback_quarters_id"), "callback_quarters", ["id"], unique=False)
    op.create_table(
        "callback_corrective_actions",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "opened",
                "decided",
                "carried_out",
                "closed",
                "ineffective",
                name="correctivestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("quarter_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("follows_id", Id(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("responsible_id", Id(), nullable=True),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("decided_by_id", Id(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("followed_up_by_id", Id(), nullable=True),
        sa.Column("followed_up_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('opened', 'decided', 'carried_out', 'closed', 'ineffective')",
            name=op.f("ck_callback_corrective_actions_state"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (measure IS NULL)", name=op.f("ck_callback_corrective_actions_decided")
        ),
        sa.CheckConstraint(
            "(followed_up_at IS NULL) = (finding IS NULL)", name=op.f("ck_callback_corrective_actions_followed_up")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "follows_id"],
            ["callback_corrective_actions.community_id", "callback_corrective_actions.id"],
            name=op.f("fk_callback_corrective_actions_community_id_follows_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "quarter_id"],
            ["callback_quarters.community_id", "callback_quarters.id"],
            name=op.f("fk_callback_corrective_actions_community_id_quarter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"],
            ["units.community_id", "units.id"],
            name=op.f("fk_callback_corrective_actions_community_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["staff.id"], name=op.f("fk_callback_corrective_actions_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["followed_up_by_id"], ["staff.id"], name=op.f("fk_callback_corrective_actions_followed_up_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["staff.id"], name=op.f("fk_callback_corrective_actions_responsible_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_callback_corrective_actions")),
        sa.UniqueConstraint(
            "community_id", "follows_id", name=op.f("uq_callback_corrective_actions_community_id_follows_id")
        ),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_callback_corrective_actions_community_id_number")),
    )
    guards.guard_table("callback_corrective_actions")
    op.create_index(op.f("ix_callback_corrective_actions_id"), "callback_corrective_actions", ["id"], unique=False)
    op.create_index(
        "ix_callback_corrective_actions_quarter",
        "callback_corrective_actions",
        ["community_id", "quarter_id", "id"],
        unique=False,
    )
    op.create_table(
        "callback_filings",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("quarter_id", Id(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("filed_by_id", Id(), nullable=False),
        sa.Column("filed_at", Instant(), nullable=False),
        sa.Column("keep_until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "quarter_id"],
            ["callback_quarters.community_id", "callback_quarters.id"],
            name=op.f("fk_callback_filings_community_id_quarter_id"),
        ),
        sa.ForeignKeyConstraint(["filed_by_id"], ["staff.id"], name=op.f("fk_callback_filings_filed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "quarter_id", name=op.f("pk_callback_filings")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_callback_filings_community_id_number")),
    )
    guards.guard_table("callback_filings")
    guards.append_only("callback_filings")
    op.create_table(
        "callback_corrective_cases",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("corrective_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_callback_corrective_cases_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "corrective_id"],
            ["callback_corrective_actions.community_id", "callback_corrective_actions.id"],
            name=op.f("fk_callback_corrective_cases_community_id_corrective_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "corrective_id", "case_id", name=op.f("pk_callback_corrective_cases")),
    )
    guards.guard_table("callback_corrective_cases")
    op.create_index(
        "ix_callback_corrective_cases_case", "callback_corrective_cases", ["community_id", "case_id"], unique=False
    )


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT 1 FROM subjects WHERE type = 'callback_quarter' LIMIT 1")):
        raise RuntimeError("quarters of callbacks are on record; the tables before this had no place for them")
    _change_types(_TYPES_NOW, _TYPES)
    op.drop_index("ix_callback_corrective_cases_case", table_name="callback_corrective_cases")
    op.drop_table("callback_corrective_cases")
    op.drop_table("callback_filings")
    op.drop_index("ix_callback_corrective_actions_quarter", table_name="callback_corrective_actions")
    op.drop_index(op.f("ix_callback_corrective_actions_id"), table_name="callback_corrective_actions")
    op.drop_table("callback_corrective_actions")
    op.drop_index(op.f("ix_callback_quarters_id"), table_name="callback_quarters")
    op.drop_table("callback_quarters")


def _change_types(before: str, now: str) -> None:
    if guards.is_postgresql():
        op.drop_constraint(op.f("ck_subjects_type"), "subjects")
        op.create_check_constraint(op.f("ck_subjects_type"), "subjects", now)
    else:
        sqlite_text.rewrite("subjects", (before, now))
