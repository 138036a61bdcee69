"""Help plans and types of case."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Facts, Id, Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_types",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "repair",
                "complaint",
                "inquiry",
                "help",
                "suggestion",
                "service",
                "warranty",
                "incident",
                "praise",
                name="kind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('repair', 'complaint', 'inquiry', 'help', 'suggestion', 'service', 'warranty', 'incident', 'praise')",
            name=op.f("ck_case_types_kind"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_case_types_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_case_types")),
        sa.UniqueConstraint("community_id", "key", name=op.f("uq_case_types_community_id_key")),
    )
    guards.guard_table("case_types")
    op.create_index(op.f("ix_case_types_id"), "case_types", ["id"], unique=False)
    op.create_table(
        "case_type_versions",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("type_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("definition", Facts, nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "type_id"],
            ["case_types.community_id", "case_types.id"],
            name=op.f("fk_case_type_versions_community_id_type_id"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_case_type_versions_made_by_id")),
        sa.PrimaryKeyConstraint("community_id", "type_id", "no", name=op.f("pk_case_type_versions")),
    )
    guards.guard_table("case_type_versions")
    op.create_table(
        "drills",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column(
            "plan",
            sa.Enum(
                "first_aid",
                "fire",
                "storm",
                "power_cut",
                "water_cut",
                "gas_leak",
                "crime",
                "flood",
                "lift",
                name="plankey",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("held_at", Instant(), nullable=False),
        sa.Column("led_by_id", Id(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", Id(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "plan IN ('first_aid', 'fire', 'storm', 'power_cut', 'water_cut', 'gas_leak', 'crime', 'flood', 'lift')",
            name=op.f("ck_drills_plan"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_drills_community_id")),
        sa.ForeignKeyConstraint(["led_by_id"], ["staff.id"], name=op.f("fk_drills_led_by_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["staff.id"], name=op.f("fk_drills_recorded_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_drills")),
    )
    guards.guard_table("drills")
    op.create_index("ix_drills_plan", "drills", ["community_id", "plan", "held_at"], unique=False)
    op.create_table(
        "plan_versions",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column(
            "plan",
            sa.Enum(
                "first_aid",
                "fire",
                "storm",
                "power_cut",
                "water_cut",
                "gas_leak",
                "crime",
                "flood",
                "lift",
                name="plankey",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("items", Facts, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "plan IN ('first_aid', 'fire', 'storm', 'power_cut', 'water_cut', 'gas_leak', 'crime', 'flood', 'lift')",
            name=op.f("ck_plan_versions_plan"),
        ),
        sa.CheckConstraint("no > 0", name=op.f("ck_plan_versions_no")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_plan_versions_community_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_plan_versions_made_by_id")),
        sa.PrimaryKeyConstraint("community_id", "plan", "no", name=op.f("pk_plan_versions")),
    )
    guards.guard_table("plan_versions")
    op.create_table(
        "drill_parts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("drill_id", Id(), nullable=False),
        sa.Column("staff_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "drill_id"],
            ["drills.community_id", "drills.id"],
            name=op.f("fk_drill_parts_community_id_drill_id"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_drill_parts_staff_id")),
        sa.PrimaryKeyConstraint("community_id", "drill_id", "staff_id", name=op.f("pk_drill_parts")),
    )
    guards.guard_table("drill_parts")
    op.create_table(
        "case_courses",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("type_id", Id(), nullable=False),
        sa.Column("type_no", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage_no", sa.Integer(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_courses_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "type_id", "type_no"],
            ["case_type_versions.community_id", "case_type_versions.type_id", "case_type_versions.no"],
            name=op.f("fk_case_courses_community_id_type_id_type_no"),
        ),
        sa.PrimaryKeyConstraint("community_id", "case_id", name=op.f("pk_case_courses")),
    )
    guards.guard_table("case_courses")
    op.create_index("ix_case_courses_type", "case_courses", ["community_id", "type_id"], unique=False)
    op.create_table(
        "case_ladder_steps",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "rung", sa.Enum("hotline", "remote", "on_site", name="rung", native_enum=False, length=32), nullable=False
        ),
        sa.Column("permitted", sa.Boolean(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("done_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint(
            "(permitted IS NOT NULL) = (rung = 'remote')", name=op.f("ck_case_ladder_steps_permitted_remotely")
        ),
        sa.CheckConstraint("rung IN ('hotline', 'remote', 'on_site')", name=op.f("ck_case_ladder_steps_rung")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_ladder_steps_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_case_ladder_steps_done_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "round", "rung", name=op.f("pk_case_ladder_steps")),
    )
    guards.guard_table("case_ladder_steps")
    op.create_table(
        "cordons",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("opened_by_id", Id(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by_id", Id(), nullable=True),
        sa.Column("restored", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck_cordons_closed_by_whoever_closed")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.id"], name=op.f("fk_cordons_closed_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_cordons_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.id"], name=op.f("fk_cordons_opened_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_cordons")),
    )
    guards.guard_table("cordons")
    op.create_index("ix_cordons_case", "cordons", ["community_id", "case_id"], unique=False)
    op.create_index(op.f("ix_cordons_id"), "cordons", ["id"], unique=False)
    op.create_index("ix_cordons_opened", "cordons", ["community_id", "opened_at", "id"], unique=False)
    op.create_table(
        "help_family_calls",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("resident_id", Id(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("reached", "coming", "no_answer", "wrong_number", name="familycall", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("called_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('reached', 'coming', 'no_answer', 'wrong_number')", name=op.f("ck_help_family_calls_outcome")
        ),
        sa.ForeignKeyConstraint(["called_by_id"], ["staff.id"], name=op.f("fk_help_family_calls_called_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_help_family_calls_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_help_family_calls_community_id_resident_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "case_id", "no", name=op.f("pk_help_family_calls")),
    )
    guards.guard_table("help_family_calls")
    op.create_index("ix_help_family_calls_resident", "help_family_calls", ["community_id", "resident_id"], unique=False)
    op.create_table(
        "help_stamps",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "nearest_sent",
                "monitoring_told",
                "desk_told",
                "departments_phoned",
                "on_the_spot",
                "officer_verified",
                "manager_informed",
                "scene_protected",
                "police_called",
                "ambulance_called",
                "ambulance_met",
                "relative_present",
                "relatives_informed",
                "registered",
                "medicine_fetched",
                "accompanied",
                "supervisor_came",
                "manager_came",
                "handed_to_police",
                "change_reported",
                "over",
                name="helpstep",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("done_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_by_id", Id(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_late", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "step IN ('nearest_sent', 'monitoring_told', 'desk_told', 'departments_phoned', 'on_the_spot', 'officer_verified', 'manager_informed', 'scene_protected', 'police_called', 'ambulance_called', 'ambulance_met', 'relative_present', 'relatives_informed', 'registered', 'medicine_fetched', 'accompanied', 'supervisor_came', 'manager_came', 'handed_to_police', 'change_reported', 'over')",
            name=op.f("ck_help_stamps_step"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_help_stamps_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_help_stamps_done_by_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["staff.id"], name=op.f("fk_help_stamps_recorded_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "no", name=op.f("pk_help_stamps")),
    )
    guards.guard_table("help_stamps")
    op.create_table(
        "plan_runs",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column(
            "plan",
            sa.Enum(
                "first_aid",
                "fire",
                "storm",
                "power_cut",
                "water_cut",
                "gas_leak",
                "crime",
                "flood",
                "lift",
                name="plankey",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("items", Facts, nullable=False),
        sa.Column("begun_by_id", Id(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "plan IN ('first_aid', 'fire', 'storm', 'power_cut', 'water_cut', 'gas_leak', 'crime', 'flood', 'lift')",
            name=op.f("ck_plan_runs_plan"),
        ),
        sa.ForeignKeyConstraint(["begun_by_id"], ["staff.id"], name=op.f("fk_plan_runs_begun_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_plan_runs_community_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "case_id", "plan", name=op.f("pk_plan_runs")),
    )
    guards.guard_table("plan_runs")
    op.create_table(
        "suggestion_verdicts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", Id(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("thanked_by_id", Id(), nullable=True),
        sa.Column("thanked_at", Instant(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("published_by_id", Id(), nullable=True),
        sa.Column("published_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(published_at IS NULL) = (words IS NULL)", name=op.f("ck_suggestion_verdicts_words_when_published")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_suggestion_verdicts_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_suggestion_verdicts_decided_by_id")),
        sa.ForeignKeyConstraint(["published_by_id"], ["staff.id"], name=op.f("fk_suggestion_verdicts_published_by_id")),
        sa.ForeignKeyConstraint(["thanked_by_id"], ["staff.id"], name=op.f("fk_suggestion_verdicts_thanked_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_suggestion_verdicts")),
        sa.UniqueConstraint(
            "community_id", "case_id", "round", name=op.f("uq_suggestion_verdicts_community_id_case_id_round")
        ),
    )
    guards.guard_table("suggestion_verdicts")
    op.create_index(
        "ix_suggestion_verdicts_published", "suggestion_verdicts", ["community_id", "published_at", "id"], unique=False
    )
    op.create_table(
        "case_stages",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by_id", Id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["case_courses.community_id", "case_courses.case_id"],
            name=op.f("fk_case_stages_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_case_stages_ended_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "round", "no", name=op.f("pk_case_stages")),
    )
    guards.guard_table("case_stages")
    op.create_table(
        "plan_ticks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column(
            "plan",
            sa.Enum(
                "first_aid",
                "fire",
                "storm",
                "power_cut",
                "water_cut",
                "gas_leak",
                "crime",
                "flood",
                "lift",
                name="plankey",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("done_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint(
            "plan IN ('first_aid', 'fire', 'storm', 'power_cut', 'water_cut', 'gas_leak', 'crime', 'flood', 'lift')",
            name=op.f("ck_plan_ticks_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id", "plan"],
            ["plan_runs.community_id", "plan_runs.case_id", "plan_runs.plan"],
            name=op.f("fk_plan_ticks_community_id_case_id_plan"),
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_plan_ticks_done_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "plan", "no", name=op.f("pk_plan_ticks")),
    )
    guards.guard_table("plan_ticks")
    op.create_table(
        "case_stage_ticks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage_no", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("signed_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id", "round", "stage_no"],
            ["case_stages.community_id", "case_stages.case_id", "case_stages.round", "case_stages.no"],
            name=op.f("fk_case_stage_ticks_community_id_case_id_round_stage_no"),
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], ["staff.id"], name=op.f("fk_case_stage_ticks_signed_by_id")),
        sa.PrimaryKeyConstraint(
            "community_id", "case_id", "round", "stage_no", "item", "signed_by_id", name=op.f("pk_case_stage_ticks")
        ),
    )
    guards.guard_table("case_stage_ticks")


def downgrade() -> None:
    op.drop_table("case_stage_ticks")
    op.drop_table("plan_ticks")
    op.drop_table("case_stages")
    op.drop_index("ix_suggestion_verdicts_published", table_name="suggestion_verdicts")
    op.drop_table("suggestion_verdicts")
    op.drop_table("plan_runs")
    op.drop_table("help_stamps")
    op.drop_index("ix_help_family_calls_resident", table_name="help_family_calls")
    op.drop_table("help_family_calls")
    op.drop_index("ix_cordons_opened", table_name="cordons")
    op.drop_index(op.f("ix_cordons_id"), table_name="cordons")
    op.drop_index("ix_cordons_case", table_name="cordons")
    op.drop_table("cordons")
    op.drop_table("case_ladder_steps")
    op.drop_index("ix_case_courses_type", table_name="case_courses")
    op.drop_table("case_courses")
    op.drop_table("drill_parts")
    op.drop_table("plan_versions")
    op.drop_index("ix_drills_plan", table_name="drills")
    op.drop_table("drills")
    op.drop_table("case_type_versions")
    op.drop_index(op.f("ix_case_types_id"), table_name="case_types")
    op.drop_table("case_types")
