"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import guards
from shouwen.kit.db import Facts, Id, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    guards.create_app_role()
    op.create_table(
        "access_attempts",
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", Instant(), nullable=True),
        sa.Column("last_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_access_attempts")),
    )
    guards.open_table("access_attempts")
    op.create_table(
        "access_clients",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.CheckConstraint("length(key_hash) = 32", name=op.f("ck_access_clients_key_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_clients")),
    )
    guards.open_table("access_clients")
    op.create_table(
        "access_links",
        sa.Column("id", Id(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.CheckConstraint("purpose IN ('setup')", name=op.f("ck_access_links_purpose")),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_access_links_token_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_links_token_hash")),
    )
    guards.open_table("access_links")
    op.create_table(
        "communities",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communities")),
        sa.UniqueConstraint("code", name=op.f("uq_communities_code")),
    )
    guards.open_table("communities")
    op.create_table(
        "counters",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "series", name=op.f("pk_counters")),
    )
    guards.guard_table("counters")
    op.create_table(
        "files",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by_id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("linked_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "media_type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'text/csv', 'text/plain')",
            name=op.f("ck_files_media_type"),
        ),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_files_sha256")),
        sa.CheckConstraint("size > 0", name=op.f("ck_files_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    guards.open_table("files")
    op.create_index(
        "ix_files_unlinked",
        "files",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("linked_at IS NULL"),
        sqlite_where=sa.text("linked_at IS NULL"),
    )
    op.create_index("ix_files_uploaded", "files", ["uploaded_by_id", "created_at"], unique=False)
    op.create_table(
        "idempotency_replies",
        sa.Column("caller_id", Id(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("caller_id", "route", "key", name=op.f("pk_idempotency_replies")),
    )
    guards.open_table("idempotency_replies")
    op.create_index("ix_idempotency_replies_made_at", "idempotency_replies", ["made_at"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("consumer", sa.Text(), nullable=False),
        sa.Column("entry_id", Id(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column(
            "state", sa.Enum("waiting", "done", "failed", name="jobstate", native_enum=False, length=32), nullable=False
        ),
        sa.Column("run_at", Instant(), nullable=False),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'failed')", name=op.f("ck_jobs_state")),
        sa.CheckConstraint("(entry_id IS NULL) <> (due_at IS NULL)", name=op.f("ck_jobs_cause")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("community_id", "consumer", "due_at", name=op.f("uq_jobs_community_id_consumer_due_at")),
        sa.UniqueConstraint(
            "community_id", "entry_id", "consumer", name=op.f("uq_jobs_community_id_entry_id_consumer")
        ),
    )
    guards.open_table("jobs")
    op.create_index(
        "ix_jobs_waiting",
        "jobs",
        ["run_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "journal_seals",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", Id(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "seq", name=op.f("pk_journal_seals")),
        sa.UniqueConstraint("community_id", "entry_id", name=op.f("uq_journal_seals_community_id_entry_id")),
    )
    guards.guard_table("journal_seals")
    guards.append_only("journal_seals")
    op.create_table(
        "journal_unsealed",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("entry_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "entry_id", name=op.f("pk_journal_unsealed")),
    )
    guards.open_table("journal_unsealed")
    op.create_table(
        "people",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    guards.open_table("people")
    op.create_table(
        "access_credentials",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_access_credentials_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_access_credentials")),
        sa.UniqueConstraint("username", name=op.f("uq_access_credentials_username")),
    )
    guards.open_table("access_credentials")
    op.create_table(
        "access_sessions",
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("family_id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("used_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('cookie', 'access', 'refresh')", name=op.f("ck_access_sessions_kind")),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_access_sessions_token_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_access_sessions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_sessions_token_hash")),
    )
    guards.open_table("access_sessions")
    op.create_index("ix_access_sessions_expires_at", "access_sessions", ["expires_at"], unique=False)
    op.create_index("ix_access_sessions_family", "access_sessions", ["family_id"], unique=False)
    op.create_index("ix_access_sessions_person", "access_sessions", ["person_id"], unique=False)
    op.create_table(
        "departments",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('customer_service', 'engineering', 'safety', 'environment', 'office')",
            name=op.f("ck_departments_kind"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_departments_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_departments")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_departments_community_id_name")),
    )
    guards.guard_table("departments")
    op.create_index(op.f("ix_departments_id"), "departments", ["id"], unique=False)
    op.create_table(
        "residents",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_blind", sa.LargeBinary(), nullable=True),
        sa.Column("phone_last4_blind", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_residents_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_residents_person_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_residents")),
    )
    guards.guard_table("residents")
    op.create_index(op.f("ix_residents_id"), "residents", ["id"], unique=False)
    op.create_index("ix_residents_name", "residents", ["community_id", "name", "id"], unique=False)
    op.create_index(op.f("ix_residents_person_id"), "residents", ["person_id"], unique=False)
    op.create_index("ix_residents_phone", "residents", ["community_id", "phone_blind"], unique=False)
    op.create_index("ix_residents_phone_last4", "residents", ["community_id", "phone_last4_blind"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["people.id"], name=op.f("fk_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("number", name=op.f("uq_staff_number")),
    )
    guards.open_table("staff")
    op.create_table(
        "zones",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_zones_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_zones")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_zones_community_id_name")),
    )
    guards.guard_table("zones")
    op.create_index(op.f("ix_zones_id"), "zones", ["id"], unique=False)
    op.create_table(
        "access_grants",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("community_id", Id(), nullable=True),
        sa.Column("zone_id", Id(), nullable=True),
        sa.Column("department_id", Id(), nullable=True),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (client_id IS NULL)", name=op.f("ck_access_grants_holder")),
        sa.CheckConstraint(
            "(zone_id IS NULL AND department_id IS NULL) OR (community_id IS NOT NULL AND (zone_id IS NULL OR department_id IS NULL))",
            name=op.f("ck_access_grants_place"),
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_access_grants_until")),
        sa.ForeignKeyConstraint(["client_id"], ["access_clients.id"], name=op.f("fk_access_grants_client_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "department_id"],
            ["departments.community_id", "departments.id"],
            name=op.f("fk_access_grants_community_id_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"],
            ["zones.community_id", "zones.id"],
            name=op.f("fk_access_grants_community_id_zone_id"),
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_access_grants_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_access_grants_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grants")),
    )
    guards.open_table("access_grants")
    op.create_index("ix_access_grants_client", "access_grants", ["client_id"], unique=False)
    op.create_index("ix_access_grants_community", "access_grants", ["community_id", "role"], unique=False)
    op.create_index("ix_access_grants_person", "access_grants", ["person_id"], unique=False)
    op.create_table(
        "buildings",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("zone_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"],
            ["zones.community_id", "zones.id"],
            name=op.f("fk_buildings_community_id_zone_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_buildings")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_buildings_community_id_name")),
    )
    guards.guard_table("buildings")
    op.create_index(op.f("ix_buildings_id"), "buildings", ["id"], unique=False)
    op.create_index("ix_buildings_order", "buildings", ["community_id", "name_key", "id"], unique=False)
    op.create_index("ix_buildings_zone", "buildings", ["community_id", "zone_id"], unique=False)
    op.create_table(
        "posts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department_id", Id(), nullable=True),
        sa.Column("zone_id", Id(), nullable=True),
        sa.Column("superior_post_id", Id(), nullable=True),
        sa.Column("deputy_post_id", Id(), nullable=True),
        sa.Column("is_reception", sa.Boolean(), nullable=False),
        sa.CheckConstraint("deputy_post_id IS NULL OR deputy_post_id <> id", name=op.f("ck_posts_deputy_post_id")),
        sa.CheckConstraint(
            "superior_post_id IS NULL OR superior_post_id <> id", name=op.f("ck_posts_superior_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "department_id"],
            ["departments.community_id", "departments.id"],
            name=op.f("fk_posts_community_id_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "deputy_post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_posts_community_id_deputy_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "superior_post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_posts_community_id_superior_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"], ["zones.community_id", "zones.id"], name=op.f("fk_posts_community_id_zone_id")
        ),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_posts_community_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_posts")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_posts_community_id_name")),
    )
    guards.guard_table("posts")
    op.create_index("ix_posts_department", "posts", ["community_id", "department_id"], unique=False)
    op.create_index(op.f("ix_posts_id"), "posts", ["id"], unique=False)
    op.create_index("ix_posts_superior", "posts", ["community_id", "superior_post_id"], unique=False)
    op.create_index(
        "uq_posts_reception",
        "posts",
        ["community_id"],
        unique=True,
        postgresql_where=sa.text("is_reception"),
        sqlite_where=sa.text("is_reception"),
    )
    op.create_table(
        "resident_logins",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("resident_id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_resident_logins_community_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_resident_logins_person_id")),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_resident_logins")),
    )
    guards.open_table("resident_logins")
    op.create_index(op.f("ix_resident_logins_person_id"), "resident_logins", ["person_id"], unique=False)
    op.create_table(
        "post_holders",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("post_id", Id(), nullable=False),
        sa.Column("staff_id", Id(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_post_holders_until")),
        sa.ForeignKeyConstraint(
            ["community_id", "post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_post_holders_community_id_post_id"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_post_holders_staff_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_post_holders")),
    )
    guards.open_table("post_holders")
    op.create_index("ix_post_holders_post", "post_holders", ["community_id", "post_id"], unique=False)
    op.create_index("ix_post_holders_staff", "post_holders", ["staff_id"], unique=False)
    op.create_index(
        "uq_post_holders_present",
        "post_holders",
        ["community_id", "post_id", "staff_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "units",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("building_id", Id(), nullable=False),
        sa.Column("zone_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("label_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('residential', 'shop', 'office', 'parking', 'storage')", name=op.f("ck_units_kind")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "building_id"],
            ["buildings.community_id", "buildings.id"],
            name=op.f("fk_units_community_id_building_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"], ["zones.community_id", "zones.id"], name=op.f("fk_units_community_id_zone_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_units")),
        sa.UniqueConstraint("community_id", "label", name=op.f("uq_units_community_id_label")),
    )
    guards.guard_table("units")
    op.create_index("ix_units_building", "units", ["community_id", "building_id"], unique=False)
    op.create_index(op.f("ix_units_id"), "units", ["id"], unique=False)
    op.create_index("ix_units_name", "units", ["community_id", "name"], unique=False)
    op.create_index("ix_units_order", "units", ["community_id", "label_key", "id"], unique=False)
    op.create_index("ix_units_zone", "units", ["community_id", "zone_id", "label_key", "id"], unique=False)
    op.create_table(
        "households",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("unit_id", Id(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_households_until")),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"],
            ["units.community_id", "units.id"],
            name=op.f("fk_households_community_id_unit_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_households")),
    )
    guards.guard_table("households")
    op.create_index(op.f("ix_households_id"), "households", ["id"], unique=False)
    op.create_index("ix_households_unit", "households", ["community_id", "unit_id"], unique=False)
    op.create_index(
        "uq_households_present",
        "households",
        ["community_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "household_members",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("household_id", Id(), nullable=False),
        sa.Column("resident_id", Id(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("is_adult", sa.Boolean(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.CheckConstraint(
            "relation IN ('owner', 'tenant', 'family', 'agent')", name=op.f("ck_household_members_relation")
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_household_members_until")),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_household_members_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_household_members_community_id_resident_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_household_members")),
    )
    guards.guard_table("household_members")
    op.create_index(
        "ix_household_members_household", "household_members", ["community_id", "household_id"], unique=False
    )
    op.create_index(op.f("ix_household_members_id"), "household_members", ["id"], unique=False)
    op.create_index("ix_household_members_resident", "household_members", ["community_id", "resident_id"], unique=False)
    op.create_index(
        "uq_household_members_present",
        "household_members",
        ["community_id", "household_id", "resident_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "subjects",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column(
            "type",
            sa.Enum("case", "household", "duty", name="subjecttype", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("zone_id", Id(), nullable=True),
        sa.Column("department_id", Id(), nullable=True),
        sa.Column("unit_id", Id(), nullable=True),
        sa.Column("household_id", Id(), nullable=True),
        sa.Column("parent_id", Id(), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.CheckConstraint("type IN ('case', 'household', 'duty')", name=op.f("ck_subjects_type")),
        sa.ForeignKeyConstraint(
            ["community_id", "department_id"],
            ["departments.community_id", "departments.id"],
            name=op.f("fk_subjects_community_id_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_subjects_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "parent_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_subjects_community_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"],
            ["units.community_id", "units.id"],
            name=op.f("fk_subjects_community_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"],
            ["zones.community_id", "zones.id"],
            name=op.f("fk_subjects_community_id_zone_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_subjects")),
    )
    guards.guard_table("subjects")
    op.create_index("ix_subjects_household", "subjects", ["community_id", "household_id"], unique=False)
    op.create_index(op.f("ix_subjects_id"), "subjects", ["id"], unique=False)
    op.create_index("ix_subjects_unit", "subjects", ["community_id", "unit_id"], unique=False)
    op.create_index("ix_subjects_zone", "subjects", ["community_id", "zone_id"], unique=False)
    op.create_table(
        "cases",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "heard",
                "owned",
                "handling",
                "finished",
                "confirmed",
                "closed",
                "voided",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Enum("live", "history", name="origin", native_enum=False, length=32), nullable=False),
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
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column(
            "severity",
            sa.Enum("normal", "urgent", "major", name="severity", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "complaint_class",
            sa.Enum("property", "developer", "external", name="complaintclass", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("complaint_valid", sa.Boolean(), nullable=True),
        sa.Column("about_department_id", Id(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("appointment_at", Instant(), nullable=True),
        sa.Column("first_responder_id", Id(), nullable=False),
        sa.Column("accountable_id", Id(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column(
            "recorded_by_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("recorded_by_id", Id(), nullable=False),
        sa.Column("heard_at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_late", sa.Boolean(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("is_disputed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "complaint_class IN ('property', 'developer', 'external')", name=op.f("ck_cases_complaint_class")
        ),
        sa.CheckConstraint(
            "kind IN ('repair', 'complaint', 'inquiry', 'help', 'suggestion', 'service', 'warranty', 'incident', 'praise')",
            name=op.f("ck_cases_kind"),
        ),
        sa.CheckConstraint("origin IN ('live', 'history')", name=op.f("ck_cases_origin")),
        sa.CheckConstraint(
            "recorded_by_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')",
            name=op.f("ck_cases_recorded_by_kind"),
        ),
        sa.CheckConstraint("severity IN ('normal', 'urgent', 'major')", name=op.f("ck_cases_severity")),
        sa.CheckConstraint(
            "state IN ('heard', 'owned', 'handling', 'finished', 'confirmed', 'closed', 'voided')",
            name=op.f("ck_cases_state"),
        ),
        sa.ForeignKeyConstraint(["accountable_id"], ["staff.id"], name=op.f("fk_cases_accountable_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "about_department_id"],
            ["departments.community_id", "departments.id"],
            name=op.f("fk_cases_community_id_about_department_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "id"], ["subjects.community_id", "subjects.id"], name=op.f("fk_cases_community_id_id")
        ),
        sa.ForeignKeyConstraint(["first_responder_id"], ["staff.id"], name=op.f("fk_cases_first_responder_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_cases_owner_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_cases")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_cases_community_id_number")),
    )
    guards.guard_table("cases")
    op.create_index("ix_cases_accountable", "cases", ["accountable_id", "heard_at"], unique=False)
    op.create_index("ix_cases_first_responder", "cases", ["first_responder_id", "heard_at"], unique=False)
    op.create_index("ix_cases_heard", "cases", ["community_id", "heard_at", "id"], unique=False)
    op.create_index(op.f("ix_cases_id"), "cases", ["id"], unique=False)
    op.create_index("ix_cases_owner", "cases", ["owner_id", "state", "heard_at"], unique=False)
    op.create_index("ix_cases_state", "cases", ["community_id", "state", "heard_at", "id"], unique=False)
    op.create_table(
        "commitments",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "kept",
                "late",
                "missed",
                "waived",
                "excused",
                name="commitmentstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "responsible_type",
            sa.Enum("staff", "post", name="responsible", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("responsible_id", Id(), nullable=True),
        sa.Column("responsible_post_id", Id(), nullable=True),
        sa.Column(
            "follows", sa.Enum("owner", "accountable", name="follows", native_enum=False, length=32), nullable=True
        ),
        sa.Column("blocks_close", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("base_at", Instant(), nullable=False),
        sa.Column("warn_at", Instant(), nullable=True),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("climb_at", Instant(), nullable=True),
        sa.Column("lapses_at", Instant(), nullable=True),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=True),
        sa.Column("judged_at", Instant(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("by_late_record", sa.Boolean(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=True),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("pack_version", sa.Integer(), nullable=False),
        sa.Column("calendar_version", sa.Integer(), nullable=True),
        sa.Column(
            "waive_reason",
            sa.Enum("reclassified", "voided", "withdrawn", "decided", name="waivereason", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "excuse_reason",
            sa.Enum(
                "resident_away",
                "resident_refused",
                "awaiting_parts",
                "awaiting_developer",
                "awaiting_authority",
                "force_majeure",
                "recorded_wrongly",
                "system_fault",
                name="excusereason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("excuse_asked_by_id", Id(), nullable=True),
        sa.Column("excuse_asked_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "excuse_reason IN ('resident_away', 'resident_refused', 'awaiting_parts', 'awaiting_developer', 'awaiting_authority', 'force_majeure', 'recorded_wrongly', 'system_fault')",
            name=op.f("ck_commitments_excuse_reason"),
        ),
        sa.CheckConstraint("(state IN ('kept', 'late')) <= (kept_at IS NOT NULL)", name=op.f("ck_commitments_kept_at")),
        sa.CheckConstraint("follows IN ('owner', 'accountable')", name=op.f("ck_commitments_follows")),
        sa.CheckConstraint("responsible_type IN ('staff', 'post')", name=op.f("ck_commitments_responsible_type")),
        sa.CheckConstraint("state = 'open' OR next_at IS NULL", name=op.f("ck_commitments_next_at")),
        sa.CheckConstraint(
            "state IN ('open', 'kept', 'late', 'missed', 'waived', 'excused')", name=op.f("ck_commitments_state")
        ),
        sa.CheckConstraint(
            "waive_reason IN ('reclassified', 'voided', 'withdrawn', 'decided')",
            name=op.f("ck_commitments_waive_reason"),
        ),
        sa.CheckConstraint(
            "(responsible_id IS NULL) <> (responsible_post_id IS NULL)", name=op.f("ck_commitments_responsible")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "responsible_post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_commitments_community_id_responsible_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_commitments_community_id_subject_id"),
        ),
        sa.ForeignKeyConstraint(["responsible_id"], ["staff.id"], name=op.f("fk_commitments_responsible_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_commitments")),
        sa.UniqueConstraint(
            "community_id",
            "key",
            "subject_id",
            "round",
            "slot",
            name=op.f("uq_commitments_community_id_key_subject_id_round_slot"),
        ),
    )
    guards.guard_table("commitments")
    op.create_index("ix_commitments_board", "commitments", ["community_id", "due_at", "key", "state"], unique=False)
    op.create_index(op.f("ix_commitments_id"), "commitments", ["id"], unique=False)
    op.create_index(
        "ix_commitments_next",
        "commitments",
        ["next_at"],
        unique=False,
        postgresql_where=sa.text("next_at IS NOT NULL"),
        sqlite_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(
        "ix_commitments_responsible",
        "commitments",
        ["responsible_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_commitments_subject", "commitments", ["community_id", "subject_id", "id"], unique=False)
    op.create_table(
        "custody",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("predecessor_id", Id(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "held",
                "passed",
                "refused",
                "withdrawn",
                "ended",
                name="linkstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("holder_id", Id(), nullable=True),
        sa.Column("offered_by_id", Id(), nullable=True),
        sa.Column("to_staff_id", Id(), nullable=True),
        sa.Column("to_post_id", Id(), nullable=True),
        sa.Column("resolved_staff_id", Id(), nullable=True),
        sa.Column("offered_at", Instant(), nullable=True),
        sa.Column("answered_by_id", Id(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("(state IN ('passed', 'ended')) = (ended_at IS NOT NULL)", name=op.f("ck_custody_ended_at")),
        sa.CheckConstraint(
            "state IN ('offered', 'held', 'passed', 'refused', 'withdrawn', 'ended')", name=op.f("ck_custody_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('held', 'passed', 'ended') OR holder_id IS NOT NULL", name=op.f("ck_custody_holder")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["staff.id"], name=op.f("fk_custody_answered_by_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "predecessor_id"],
            ["custody.community_id", "custody.id"],
            name=op.f("fk_custody_community_id_predecessor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_custody_community_id_subject_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "to_post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_custody_community_id_to_post_id"),
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.id"], name=op.f("fk_custody_holder_id")),
        sa.ForeignKeyConstraint(["offered_by_id"], ["staff.id"], name=op.f("fk_custody_offered_by_id")),
        sa.ForeignKeyConstraint(["to_staff_id"], ["staff.id"], name=op.f("fk_custody_to_staff_id")),
        sa.ForeignKeyConstraint(["resolved_staff_id"], ["staff.id"], name=op.f("fk_custody_resolved_staff_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_custody")),
    )
    guards.guard_table("custody")
    op.create_index(op.f("ix_custody_id"), "custody", ["id"], unique=False)
    op.create_index("ix_custody_subject", "custody", ["community_id", "subject_id", "id"], unique=False)
    op.create_index(
        "uq_custody_held",
        "custody",
        ["community_id", "subject_id"],
        unique=True,
        postgresql_where=sa.text("state = 'held'"),
        sqlite_where=sa.text("state = 'held'"),
    )
    op.create_index(
        "uq_custody_offered",
        "custody",
        ["community_id", "subject_id"],
        unique=True,
        postgresql_where=sa.text("state = 'offered'"),
        sqlite_where=sa.text("state = 'offered'"),
    )
    op.create_table(
        "file_links",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("file_id", Id(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("linked_by_id", Id(), nullable=False),
        sa.Column("linked_at", Instant(), nullable=False),
        sa.CheckConstraint("audience IN ('internal', 'resident')", name=op.f("ck_file_links_audience")),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_file_links_community_id_subject_id"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_file_links_file_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_file_links")),
        sa.UniqueConstraint(
            "community_id", "subject_id", "file_id", name=op.f("uq_file_links_community_id_subject_id_file_id")
        ),
    )
    guards.guard_table("file_links")
    op.create_index("ix_file_links_file", "file_links", ["file_id"], unique=False)
    op.create_table(
        "involvements",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "heard",
                "owns",
                "owned",
                "answers",
                "did",
                "offered",
                "about",
                "reported",
                name="part",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("person_id", Id(), nullable=True),
        sa.Column("post_id", Id(), nullable=True),
        sa.Column("household_id", Id(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "part IN ('heard', 'owns', 'owned', 'answers', 'did', 'offered', 'about', 'reported')",
            name=op.f("ck_involvements_part"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_involvements_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_involvements_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_involvements")),
    )
    guards.guard_table("involvements")
    op.create_index("ix_involvements_household", "involvements", ["household_id", "subject_id"], unique=False)
    op.create_index("ix_involvements_person", "involvements", ["person_id", "subject_id"], unique=False)
    op.create_index("ix_involvements_post", "involvements", ["post_id", "subject_id"], unique=False)
    op.create_index("ix_involvements_subject", "involvements", ["community_id", "subject_id"], unique=False)
    op.create_table(
        "journal",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column(
            "actor_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("actor_id", Id(), nullable=False),
        sa.Column("on_behalf_of_id", Id(), nullable=True),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("detail", Facts, nullable=False),
        sa.CheckConstraint(
            "actor_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')", name=op.f("ck_journal_actor_kind")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_journal_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_journal")),
    )
    guards.guard_table("journal")
    guards.append_only("journal")
    guards.admit_company_rows("journal")
    op.create_index(op.f("ix_journal_id"), "journal", ["id"], unique=False)
    op.create_index("ix_journal_subject", "journal", ["community_id", "subject_id", "id"], unique=False)
    op.create_table(
        "search_documents",
        sa.Column(
            "doc_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=True), nullable=False
        ),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("grams", postgresql.ARRAY(sa.Text()).with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_search_documents_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("doc_id", name=op.f("pk_search_documents")),
        sa.UniqueConstraint("subject_id", "community_id", name=op.f("uq_search_documents_subject_id_community_id")),
    )
    guards.open_table("search_documents")
    guards.index_words()
    op.create_table(
        "case_links",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "related", "duplicate_of", "caused_by", "continues", name="linkrelation", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("linked_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "relation IN ('related', 'duplicate_of', 'caused_by', 'continues')", name=op.f("ck_case_links_relation")
        ),
        sa.CheckConstraint("case_id <> other_id", name=op.f("ck_case_links_other_id")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_links_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_links_community_id_other_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "case_id", "other_id", "relation", name=op.f("pk_case_links")),
    )
    guards.guard_table("case_links")
    op.create_index("ix_case_links_other", "case_links", ["community_id", "other_id"], unique=False)
    op.create_table(
        "case_notes",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column(
            "audience", sa.Enum("internal", "resident", name="audience", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "act",
            sa.Enum(
                "respond",
                "keep",
                "offer",
                "withdraw",
                "refuse",
                "accept",
                "arrive",
                "explain",
                "hold",
                "resume",
                "urge",
                "report",
                "escalate",
                "verify",
                "reclassify",
                "dispute",
                "arbitrate",
                "succeed",
                "finish",
                "confirm",
                "close",
                "reopen",
                "void",
                "link",
                "note",
                "add_contact",
                name="verb",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "written_by_kind",
            sa.Enum(
                "staff", "resident", "client", "system", "anonymous", name="actorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("written_by_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "act IN ('respond', 'keep', 'offer', 'withdraw', 'refuse', 'accept', 'arrive', 'explain', 'hold', 'resume', 'urge', 'report', 'escalate', 'verify', 'reclassify', 'dispute', 'arbitrate', 'succeed', 'finish', 'confirm', 'close', 'reopen', 'void', 'link', 'note', 'add_contact')",
            name=op.f("ck_case_notes_act"),
        ),
        sa.CheckConstraint("audience IN ('internal', 'resident')", name=op.f("ck_case_notes_audience")),
        sa.CheckConstraint(
            "written_by_kind IN ('staff', 'resident', 'client', 'system', 'anonymous')",
            name=op.f("ck_case_notes_written_by_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_notes_community_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_case_notes")),
    )
    guards.guard_table("case_notes")
    op.create_index("ix_case_notes_case", "case_notes", ["community_id", "case_id", "id"], unique=False)
    op.create_index(op.f("ix_case_notes_id"), "case_notes", ["id"], unique=False)
    op.create_table(
        "case_outcomes",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("preventive_measure", sa.Text(), nullable=True),
        sa.Column("finished_by_id", Id(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("confirmed_by_id", Id(), nullable=True),
        sa.Column("confirmed_at", Instant(), nullable=True),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_case_outcomes_rating")),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_case_outcomes_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["finished_by_id"], ["staff.id"], name=op.f("fk_case_outcomes_finished_by_id")),
        sa.PrimaryKeyConstraint("community_id", "case_id", "round", name=op.f("pk_case_outcomes")),
    )
    guards.guard_table("case_outcomes")
    op.create_table(
        "commitment_rings",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("commitment_id", Id(), nullable=False),
        sa.Column(
            "step", sa.Enum("warn", "due", "climb", "lapse", name="step", native_enum=False, length=32), nullable=False
        ),
        sa.Column("rung_at", Instant(), nullable=False),
        sa.CheckConstraint("step IN ('warn', 'due', 'climb', 'lapse')", name=op.f("ck_commitment_rings_step")),
        sa.ForeignKeyConstraint(
            ["community_id", "commitment_id"],
            ["commitments.community_id", "commitments.id"],
            name=op.f("fk_commitment_rings_community_id_commitment_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "commitment_id", "step", name=op.f("pk_commitment_rings")),
    )
    guards.guard_table("commitment_rings")
    op.create_table(
        "contacts",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case_id", Id(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("first", "repeat", "joint", name="contactpart", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "visit",
                "letter",
                "suggestion_box",
                "app",
                "mini_program",
                "wechat",
                "hotline",
                "email",
                "patrol",
                "home_visit",
                "callback",
                "survey",
                "import",
                "api",
                name="channel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("heard_at", Instant(), nullable=False),
        sa.Column("heard_by_id", Id(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("wants_reply", sa.Boolean(), nullable=False),
        sa.Column("resident_id", Id(), nullable=True),
        sa.Column("household_id", Id(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_blind", sa.LargeBinary(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column(
            "relation",
            sa.Enum(
                "owner",
                "tenant",
                "family",
                "agent",
                "visitor",
                "neighbour",
                "authority",
                name="callerrelation",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("outside", Facts, nullable=True),
        sa.CheckConstraint(
            "channel IN ('phone', 'visit', 'letter', 'suggestion_box', 'app', 'mini_program', 'wechat', 'hotline', 'email', 'patrol', 'home_visit', 'callback', 'survey', 'import', 'api')",
            name=op.f("ck_contacts_channel"),
        ),
        sa.CheckConstraint("part IN ('first', 'repeat', 'joint')", name=op.f("ck_contacts_part")),
        sa.CheckConstraint(
            "relation IN ('owner', 'tenant', 'family', 'agent', 'visitor', 'neighbour', 'authority')",
            name=op.f("ck_contacts_relation"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["cases.community_id", "cases.id"],
            name=op.f("fk_contacts_community_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "household_id"],
            ["households.community_id", "households.id"],
            name=op.f("fk_contacts_community_id_household_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_contacts_community_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(["heard_by_id"], ["staff.id"], name=op.f("fk_contacts_heard_by_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_contacts")),
        sa.UniqueConstraint(
            "community_id",
            "external_system",
            "external_id",
            name=op.f("uq_contacts_community_id_external_system_external_id"),
        ),
    )
    guards.guard_table("contacts")
    op.create_index("ix_contacts_case", "contacts", ["community_id", "case_id", "id"], unique=False)
    op.create_index(op.f("ix_contacts_id"), "contacts", ["id"], unique=False)
    op.create_index("ix_contacts_phone", "contacts", ["community_id", "phone_blind"], unique=False)
    op.create_index("ix_contacts_resident", "contacts", ["community_id", "resident_id"], unique=False)
    op.create_table(
        "contact_places",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contact_id", Id(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("affected", "source", "location", name="placerole", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("unit_id", Id(), nullable=True),
        sa.Column("building_id", Id(), nullable=True),
        sa.Column("zone_id", Id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint("role IN ('affected', 'source', 'location')", name=op.f("ck_contact_places_role")),
        sa.ForeignKeyConstraint(
            ["community_id", "building_id"],
            ["buildings.community_id", "buildings.id"],
            name=op.f("fk_contact_places_community_id_building_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "contact_id"],
            ["contacts.community_id", "contacts.id"],
            name=op.f("fk_contact_places_community_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit_id"],
            ["units.community_id", "units.id"],
            name=op.f("fk_contact_places_community_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "zone_id"],
            ["zones.community_id", "zones.id"],
            name=op.f("fk_contact_places_community_id_zone_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_contact_places")),
    )
    guards.guard_table("contact_places")
    op.create_index("ix_contact_places_contact", "contact_places", ["community_id", "contact_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_contact_places_contact", table_name="contact_places")
    op.drop_table("contact_places")
    op.drop_index("ix_contacts_resident", table_name="contacts")
    op.drop_index("ix_contacts_phone", table_name="contacts")
    op.drop_index(op.f("ix_contacts_id"), table_name="contacts")
    op.drop_index("ix_contacts_case", table_name="contacts")
    op.drop_table("contacts")
    op.drop_table("commitment_rings")
    op.drop_table("case_outcomes")
    op.drop_index(op.f("ix_case_notes_id"), table_name="case_notes")
    op.drop_index("ix_case_notes_case", table_name="case_notes")
    op.drop_table("case_notes")
    op.drop_index("ix_case_links_other", table_name="case_links")
    op.drop_table("case_links")
    guards.forget_words()
    op.drop_table("search_documents")
    op.drop_index("ix_journal_subject", table_name="journal")
    op.drop_index(op.f("ix_journal_id"), table_name="journal")
    op.drop_table("journal")
    op.drop_index("ix_involvements_subject", table_name="involvements")
    op.drop_index("ix_involvements_post", table_name="involvements")
    op.drop_index("ix_involvements_person", table_name="involvements")
    op.drop_index("ix_involvements_household", table_name="involvements")
    op.drop_table("involvements")
    op.drop_index("ix_file_links_file", table_name="file_links")
    op.drop_table("file_links")
    op.drop_index(
        "uq_custody_offered",
        table_name="custody",
        postgresql_where=sa.text("state = 'offered'"),
        sqlite_where=sa.text("state = 'offered'"),
    )
    op.drop_index(
        "uq_custody_held",
        table_name="custody",
        postgresql_where=sa.text("state = 'held'"),
        sqlite_where=sa.text("state = 'held'"),
    )
    op.drop_index("ix_custody_subject", table_name="custody")
    op.drop_index(op.f("ix_custody_id"), table_name="custody")
    op.drop_table("custody")
    op.drop_index("ix_commitments_subject", table_name="commitments")
    op.drop_index(
        "ix_commitments_responsible",
        table_name="commitments",
        postgresql_where=sa.text("state = 'open'"),
        sqlite_where=sa.text("state = 'open'"),
    )
    op.drop_index(
        "ix_commitments_next",
        table_name="commitments",
        postgresql_where=sa.text("next_at IS NOT NULL"),
        sqlite_where=sa.text("next_at IS NOT NULL"),
    )
    op.drop_index(op.f("ix_commitments_id"), table_name="commitments")
    op.drop_index("ix_commitments_board", table_name="commitments")
    op.drop_table("commitments")
    op.drop_index("ix_cases_state", table_name="cases")
    op.drop_index("ix_cases_owner", table_name="cases")
    op.drop_index(op.f("ix_cases_id"), table_name="cases")
    op.drop_index("ix_cases_heard", table_name="cases")
    op.drop_index("ix_cases_first_responder", table_name="cases")
    op.drop_index("ix_cases_accountable", table_name="cases")
    op.drop_table("cases")
    op.drop_index("ix_subjects_zone", table_name="subjects")
    op.drop_index("ix_subjects_unit", table_name="subjects")
    op.drop_index(op.f("ix_subjects_id"), table_name="subjects")
    op.drop_index("ix_subjects_household", table_name="subjects")
    op.drop_table("subjects")
    op.drop_index(
        "uq_household_members_present",
        table_name="household_members",
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_household_members_resident", table_name="household_members")
    op.drop_index(op.f("ix_household_members_id"), table_name="household_members")
    op.drop_index("ix_household_members_household", table_name="household_members")
    op.drop_table("household_members")
    op.drop_index(
        "uq_households_present",
        table_name="households",
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_households_unit", table_name="households")
    op.drop_index(op.f("ix_households_id"), table_name="households")
    op.drop_table("households")
    op.drop_index("ix_units_zone", table_name="units")
    op.drop_index("ix_units_order", table_name="units")
    op.drop_index("ix_units_name", table_name="units")
    op.drop_index(op.f("ix_units_id"), table_name="units")
    op.drop_index("ix_units_building", table_name="units")
    op.drop_table("units")
    op.drop_index(
        "uq_post_holders_present",
        table_name="post_holders",
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_post_holders_staff", table_name="post_holders")
    op.drop_index("ix_post_holders_post", table_name="post_holders")
    op.drop_table("post_holders")
    op.drop_index(op.f("ix_resident_logins_person_id"), table_name="resident_logins")
    op.drop_table("resident_logins")
    op.drop_index(
        "uq_posts_reception",
        table_name="posts",
        postgresql_where=sa.text("is_reception"),
        sqlite_where=sa.text("is_reception"),
    )
    op.drop_index("ix_posts_superior", table_name="posts")
    op.drop_index(op.f("ix_posts_id"), table_name="posts")
    op.drop_index("ix_posts_department", table_name="posts")
    op.drop_table("posts")
    op.drop_index("ix_buildings_zone", table_name="buildings")
    op.drop_index("ix_buildings_order", table_name="buildings")
    op.drop_index(op.f("ix_buildings_id"), table_name="buildings")
    op.drop_table("buildings")
    op.drop_index("ix_access_grants_person", table_name="access_grants")
    op.drop_index("ix_access_grants_community", table_name="access_grants")
    op.drop_index("ix_access_grants_client", table_name="access_grants")
    op.drop_table("access_grants")
    op.drop_index(op.f("ix_zones_id"), table_name="zones")
    op.drop_table("zones")
    op.drop_table("staff")
    op.drop_index("ix_residents_phone_last4", table_name="residents")
    op.drop_index("ix_residents_phone", table_name="residents")
    op.drop_index(op.f("ix_residents_person_id"), table_name="residents")
    op.drop_index("ix_residents_name", table_name="residents")
    op.drop_index(op.f("ix_residents_id"), table_name="residents")
    op.drop_table("residents")
    op.drop_index(op.f("ix_departments_id"), table_name="departments")
    op.drop_table("departments")
    op.drop_index("ix_access_sessions_person", table_name="access_sessions")
    op.drop_index("ix_access_sessions_family", table_name="access_sessions")
    op.drop_index("ix_access_sessions_expires_at", table_name="access_sessions")
    op.drop_table("access_sessions")
    op.drop_table("access_credentials")
    op.drop_table("people")
    op.drop_table("journal_unsealed")
    op.drop_table("journal_seals")
    op.drop_index(
        "ix_jobs_waiting",
        table_name="jobs",
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.drop_table("jobs")
    op.drop_index("ix_idempotency_replies_made_at", table_name="idempotency_replies")
    op.drop_table("idempotency_replies")
    op.drop_index("ix_files_uploaded", table_name="files")
    op.drop_index(
        "ix_files_unlinked",
        table_name="files",
        postgresql_where=sa.text("linked_at IS NULL"),
        sqlite_where=sa.text("linked_at IS NULL"),
    )
    op.drop_table("files")
    op.drop_table("counters")
    op.drop_table("communities")
    op.drop_table("access_links")
    op.drop_table("access_clients")
    op.drop_table("access_attempts")
    guards.forget_append_only()
