"""Callbacks and their draws."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "callback_draws",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column(
            "programme",
            sa.Enum("courtesy", "verify", "home_visit", name="programme", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint",
                "repair",
                "warranty",
                "service",
                "help",
                "event",
                "other",
                name="callbackkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("commit", sa.Text(), nullable=False),
        sa.Column("seed", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_cut", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.Text(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('complaint', 'repair', 'warranty', 'service', 'help', 'event', 'other')",
            name=op.f("ck_callback_draws_kind"),
        ),
        sa.CheckConstraint(
            "programme IN ('courtesy', 'verify', 'home_visit')", name=op.f("ck_callback_draws_programme")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_callback_draws")),
        sa.UniqueConstraint(
            "community_id",
            "programme",
            "kind",
            "period",
            name=op.f("uq_callback_draws_community_id_programme_kind_period"),
        ),
    )
    guards.guard_table("callback_draws")
    op.create_index(op.f("ix_callback_draws_id"), "callback_draws", ["id"], unique=False)
    op.create_index("ix_callback_draws_settled", "callback_draws", ["settled_at"], unique=False)
    op.create_table(
        "callback_cuts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("draw_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "draw_id"],
            ["callback_draws.community_id", "callback_draws.id"],
            name=op.f("fk_callback_cuts_community_id_draw_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "draw_id", "no", name=op.f("pk_callback_cuts")),
    )
    guards.guard_table("callback_cuts")
    op.create_table(
        "callback_draw_rows",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("draw_id", Id(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column(
            "programme",
            sa.Enum("courtesy", "verify", "home_visit", name="programme", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rate_bp", sa.Integer(), nullable=False),
        sa.Column("base_at", Instant(), nullable=False),
        sa.Column("enrolled_at", Instant(), nullable=False),
        sa.Column("callable_from", Instant(), nullable=False),
        sa.Column("callable_until", Instant(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum("anonymous", "no_contact", "refused", name="obstacle", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("cut", sa.Integer(), nullable=True),
        sa.Column("drawn_cut", sa.Integer(), nullable=True),
        sa.Column("gone_cut", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "lot",
                "floor",
                "replacement",
                "not_drawn",
                "not_callable",
                "superseded",
                "voided",
                "short",
                name="outcome",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("ticket", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(outcome = 'short') = (subject_id IS NULL)", name=op.f("ck_callback_draw_rows_short")),
        sa.CheckConstraint(
            "outcome IN ('lot', 'floor', 'replacement', 'not_drawn', 'not_callable', 'superseded', 'voided', 'short')",
            name=op.f("ck_callback_draw_rows_outcome"),
        ),
        sa.CheckConstraint(
            "programme IN ('courtesy', 'verify', 'home_visit')", name=op.f("ck_callback_draw_rows_programme")
        ),
        sa.CheckConstraint(
            "reason IN ('anonymous', 'no_contact', 'refused')", name=op.f("ck_callback_draw_rows_reason")
        ),
        sa.CheckConstraint("rate_bp BETWEEN 0 AND 10000", name=op.f("ck_callback_draw_rows_rate_bp")),
        sa.ForeignKeyConstraint(
            ["community_id", "draw_id"],
            ["callback_draws.community_id", "callback_draws.id"],
            name=op.f("fk_callback_draw_rows_community_id_draw_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_callback_draw_rows_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "draw_id", "seq", name=op.f("pk_callback_draw_rows")),
    )
    guards.guard_table("callback_draw_rows")
    op.create_index(
        "uq_callback_draw_rows_subject",
        "callback_draw_rows",
        ["community_id", "subject_id", "programme", "round"],
        unique=True,
        postgresql_where=sa.text("subject_id IS NOT NULL"),
        sqlite_where=sa.text("subject_id IS NOT NULL"),
    )
    op.create_table(
        "callbacks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drawn",
                "assigned",
                "attempted",
                "recorded",
                "reviewed",
                "failed",
                "replaced",
                "superseded",
                "short",
                name="callbackstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "programme",
            sa.Enum("courtesy", "verify", "home_visit", name="programme", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint",
                "repair",
                "warranty",
                "service",
                "help",
                "event",
                "other",
                name="callbackkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("draw_id", Id(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("phone", "home_visit", "wechat", name="method", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("caller_id", Id(), nullable=True),
        sa.Column("companion_id", Id(), nullable=True),
        sa.Column("callable_from", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("drawn_at", Instant(), nullable=False),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("raised_case_id", Id(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('complaint', 'repair', 'warranty', 'service', 'help', 'event', 'other')",
            name=op.f("ck_callbacks_kind"),
        ),
        sa.CheckConstraint("method IN ('phone', 'home_visit', 'wechat')", name=op.f("ck_callbacks_method")),
        sa.CheckConstraint("programme IN ('courtesy', 'verify', 'home_visit')", name=op.f("ck_callbacks_programme")),
        sa.CheckConstraint(
            "state IN ('drawn', 'assigned', 'attempted', 'recorded', 'reviewed', 'failed', 'replaced', 'superseded', 'short')",
            name=op.f("ck_callbacks_state"),
        ),
        sa.ForeignKeyConstraint(["caller_id"], ["staff.id"], name=op.f("fk_callbacks_caller_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "draw_id", "seq"],
            ["callback_draw_rows.community_id", "callback_draw_rows.draw_id", "callback_draw_rows.seq"],
            name="fk_callbacks_row",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "draw_id"],
            ["callback_draws.community_id", "callback_draws.id"],
            name=op.f("fk_callbacks_community_id_draw_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_callbacks_community_id_subject_id"),
        ),
        sa.ForeignKeyConstraint(["companion_id"], ["staff.id"], name=op.f("fk_callbacks_companion_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_callbacks")),
        sa.UniqueConstraint("community_id", "draw_id", "seq", name=op.f("uq_callbacks_community_id_draw_id_seq")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_callbacks_community_id_number")),
    )
    guards.guard_table("callbacks")
    op.create_index("ix_callbacks_caller", "callbacks", ["caller_id", "state", "due_at"], unique=False)
    op.create_index("ix_callbacks_due", "callbacks", ["community_id", "due_at", "id"], unique=False)
    op.create_index(op.f("ix_callbacks_id"), "callbacks", ["id"], unique=False)
    op.create_index("ix_callbacks_subject", "callbacks", ["community_id", "subject_id"], unique=False)
    op.create_table(
        "callback_answers",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("callback_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("phone", "home_visit", "wechat", name="method", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "quality", sa.Enum("good", "fair", "poor", name="grade", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "effect", sa.Enum("good", "fair", "poor", name="grade", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "satisfaction", sa.Enum("good", "fair", "poor", name="grade", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "attitude", sa.Enum("good", "fair", "poor", name="grade", native_enum=False, length=32), nullable=False
        ),
        sa.Column("irregular_charge", sa.Boolean(), nullable=False),
        sa.Column("shortcomings", sa.Text(), nullable=True),
        sa.Column("suggestion", sa.Text(), nullable=True),
        sa.Column("signature_file_id", Id(), nullable=True),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("reviewed_by_id", Id(), nullable=True),
        sa.Column("reviewed_at", Instant(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.CheckConstraint("attitude IN ('good', 'fair', 'poor')", name=op.f("ck_callback_answers_attitude")),
        sa.CheckConstraint("effect IN ('good', 'fair', 'poor')", name=op.f("ck_callback_answers_effect")),
        sa.CheckConstraint("method IN ('phone', 'home_visit', 'wechat')", name=op.f("ck_callback_answers_method")),
        sa.CheckConstraint("quality IN ('good', 'fair', 'poor')", name=op.f("ck_callback_answers_quality")),
        sa.CheckConstraint("satisfaction IN ('good', 'fair', 'poor')", name=op.f("ck_callback_answers_satisfaction")),
        sa.CheckConstraint("(reviewed_at IS NULL) = (passed IS NULL)", name=op.f("ck_callback_answers_passed")),
        sa.CheckConstraint(
            "(reviewed_at IS NULL) = (reviewed_by_id IS NULL)", name=op.f("ck_callback_answers_reviewed")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_callback_answers_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "callback_id"],
            ["callbacks.community_id", "callbacks.id"],
            name=op.f("fk_callback_answers_community_id_callback_id"),
        ),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["staff.id"], name=op.f("fk_callback_answers_reviewed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "callback_id", "no", name=op.f("pk_callback_answers")),
    )
    guards.guard_table("callback_answers")
    op.create_table(
        "callback_attempts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("callback_id", Id(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "answered",
                "no_answer",
                "busy",
                "appointed",
                "refused",
                name="attemptoutcome",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('answered', 'no_answer', 'busy', 'appointed', 'refused')",
            name=op.f("ck_callback_attempts_outcome"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_callback_attempts_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "callback_id"],
            ["callbacks.community_id", "callbacks.id"],
            name=op.f("fk_callback_attempts_community_id_callback_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_callback_attempts")),
    )
    guards.guard_table("callback_attempts")
    op.create_index(
        "ix_callback_attempts_callback", "callback_attempts", ["community_id", "callback_id", "at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_callback_attempts_callback", table_name="callback_attempts")
    op.drop_table("callback_attempts")
    op.drop_table("callback_answers")
    op.drop_index("ix_callbacks_subject", table_name="callbacks")
    op.drop_index(op.f("ix_callbacks_id"), table_name="callbacks")
    op.drop_index("ix_callbacks_due", table_name="callbacks")
    op.drop_index("ix_callbacks_caller", table_name="callbacks")
    op.drop_table("callbacks")
    op.drop_index(
        "uq_callback_draw_rows_subject",
        table_name="callback_draw_rows",
        postgresql_where=sa.text("subject_id IS NOT NULL"),
        sqlite_where=sa.text("subject_id IS NOT NULL"),
    )
    op.drop_table("callback_draw_rows")
    op.drop_table("callback_cuts")
    op.drop_index("ix_callback_draws_settled", table_name="callback_draws")
    op.drop_index(op.f("ix_callback_draws_id"), table_name="callback_draws")
    op.drop_table("callback_draws")
