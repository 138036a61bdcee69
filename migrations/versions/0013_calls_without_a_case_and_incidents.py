"""Calls that become no case, outside deadlines, incidents that many call about, and the answer base."""

import sqlalchemy as sa
from alembic import op

from migrations import guards, sqlite_text
from shouwen.kit.db import Id, Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_REASONS = ("answered", "referred", "told_us", "wrong_number", "silent", "advertising", "other")
_CHECKS = {
    "reason": f"reason IN ({', '.join(repr(reason) for reason in _REASONS)})",
    "part_of_case": "(case_id IS NULL) = (part IS NULL)",
    "reason_without_case": "case_id IS NOT NULL OR reason IS NOT NULL",
}
_TYPES = "type IN ('case', 'household', 'duty')"
_TYPES_NOW = "type IN ('case', 'household', 'duty', 'contact')"
_NEEDED = (("case_id BLOB NOT NULL", "case_id BLOB"), ("part VARCHAR(32) NOT NULL", "part VARCHAR(32)"))
_PARTS = "CONSTRAINT ck_contacts_part CHECK (part IN ('first', 'repeat', 'joint'))"
_PARTS_NOW = ", ".join(
    [
        _PARTS,
        *(f"CONSTRAINT ck_contacts_{name} CHECK ({check})" for name, check in _CHECKS.items()),
        "CONSTRAINT fk_contacts_answered_by_id FOREIGN KEY(answered_by_id) REFERENCES staff (id)",
    ]
)
_BY = "fk_contacts_answered_by_id"
_ADDED = ("outside_due_at", "reason", "result", "answered_at", "answered_by_id", "answer")


def upgrade() -> None:
    op.add_column("contacts", sa.Column("outside_due_at", Instant(), nullable=True))
    op.add_column(
        "contacts",
        sa.Column("reason", sa.Enum(*_REASONS, name="nocasereason", native_enum=False, length=32), nullable=True),
    )
    op.add_column("contacts", sa.Column("result", sa.Text(), nullable=True))
    op.add_column("contacts", sa.Column("answered_at", Instant(), nullable=True))
    op.add_column("contacts", sa.Column("answered_by_id", Id(), nullable=True))
    op.add_column("contacts", sa.Column("answer", sa.Text(), nullable=True))
    op.create_index("ix_contacts_heard", "contacts", ["community_id", "heard_at", "id"], unique=False)
    if guards.is_postgresql():
        op.alter_column("contacts", "case_id", nullable=True)
        op.alter_column("contacts", "part", nullable=True)
        for name, check in _CHECKS.items():
            op.create_check_constraint(op.f(f"ck_contacts_{name}"), "contacts", check)
        op.create_foreign_key(op.f(_BY), "contacts", "staff", ["answered_by_id"], ["id"])
        op.drop_constraint(op.f("ck_subjects_type"), "subjects")
        op.create_check_constraint(op.f("ck_subjects_type"), "subjects", _TYPES_NOW)
    else:
        sqlite_text.rewrite("contacts", *_NEEDED, (_PARTS, _PARTS_NOW))
        sqlite_text.rewrite("subjects", (_TYPES, _TYPES_NOW))
    op.create_table(
        "incidents",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("expected_end_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_incidents_community_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "case_id", name=op.f("pk_incidents")),
    )
    guards.guard_table("incidents")
    op.create_table(
        "incident_places",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=True),
        sa.Column("building_id", Id(), nullable=True),
        sa.Column("zone_id", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "building_id"],
            ["buildings.community_id", "buildings.id"],
            name=op.f("fk_incident_places_community_id_building_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["incidents.community_id", "incidents.case_id"],
            name=op.f("fk_incident_places_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"],
            ["units.community_id", "units.id"],
            name=op.f("fk_incident_places_community_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"],
            ["zones.community_id", "zones.id"],
            name=op.f("fk_incident_places_community_id_zone_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_incident_places")),
    )
    guards.guard_table("incident_places")
    op.create_index("ix_incident_places_case", "incident_places", ["community_id", "case_id"], unique=False)
    op.create_table(
        "stored_answers",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by_id", Id(), nullable=False),
        sa.Column("reviewed_at", Instant(), nullable=True),
        sa.Column("reviewed_by_id", Id(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_stored_answers_made_by_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["staff.id"], name=op.f("fk_stored_answers_reviewed_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_stored_answers")),
    )
    guards.guard_table("stored_answers")
    op.create_index(op.f("ix_stored_answers_id"), "stored_answers", ["id"], unique=False)
    op.create_index("ix_stored_answers_review", "stored_answers", ["community_id", "review_on", "id"], unique=False)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text("SELECT 1 FROM subjects WHERE type = 'contact' LIMIT 1")):
        raise RuntimeError("calls without a case are registered; the tables before this had no place for them")
    op.drop_index("ix_stored_answers_review", table_name="stored_answers")
    op.drop_index(op.f("ix_stored_answers_id"), table_name="stored_answers")
    op.drop_table("stored_answers")
    op.drop_index("ix_incident_places_case", table_name="incident_places")
    op.drop_table("incident_places")
    op.drop_table("incidents")
    if guards.is_postgresql():
        op.drop_constraint(op.f("ck_subjects_type"), "subjects")
        op.create_check_constraint(op.f("ck_subjects_type"), "subjects", _TYPES)
        op.drop_constraint(op.f(_BY), "contacts")
        for name in _CHECKS:
            op.drop_constraint(op.f(f"ck_contacts_{name}"), "contacts")
        op.alter_column("contacts", "case_id", nullable=False)
        op.alter_column("contacts", "part", nullable=False)
    else:
        sqlite_text.rewrite("subjects", (_TYPES_NOW, _TYPES))
        sqlite_text.rewrite("contacts", (_PARTS_NOW, _PARTS), *((now, before) for before, now in _NEEDED))
    op.drop_index("ix_contacts_heard", table_name="contacts")
    for name in _ADDED:
        op.drop_column("contacts", name)
