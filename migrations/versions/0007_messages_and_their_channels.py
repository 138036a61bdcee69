"""Messages and their channels."""

import sqlalchemy as sa
from alembic import op

from migrations import guards
from shouwen.kit.db import Id, Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_channels",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column(
            "channel", sa.Enum("wecom", "sms", name="messagechannel", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "takes", sa.Enum("all", "urgent", "nothing", name="takes", native_enum=False, length=32), nullable=False
        ),
        sa.Column("url", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("channel IN ('wecom', 'sms')", name=op.f("ck_message_channels_channel")),
        sa.CheckConstraint("takes IN ('all', 'urgent', 'nothing')", name=op.f("ck_message_channels_takes")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_message_channels_community_id")),
        sa.PrimaryKeyConstraint("community_id", "channel", name=op.f("pk_message_channels")),
    )
    guards.guard_table("message_channels")
    op.create_table(
        "message_reaches",
        sa.Column("staff_id", Id(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("wecom_user", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_message_reaches_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_message_reaches")),
    )
    guards.open_table("message_reaches")
    op.create_table(
        "messages",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("staff_id", Id(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column(
            "only_channel", sa.Enum("wecom", "sms", name="messagechannel", native_enum=False, length=32), nullable=True
        ),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("leaves_at", Instant(), nullable=False),
        sa.Column("left_at", Instant(), nullable=True),
        sa.Column("acknowledged_at", Instant(), nullable=True),
        sa.Column(
            "acknowledged_by",
            sa.Enum("in_app", "link", name="acknowledgedby", native_enum=False, length=32),
            nullable=True,
        ),
        sa.CheckConstraint("acknowledged_by IN ('in_app', 'link')", name=op.f("ck_messages_acknowledged_by")),
        sa.CheckConstraint("only_channel IN ('wecom', 'sms')", name=op.f("ck_messages_only_channel")),
        sa.CheckConstraint(
            "(acknowledged_at IS NULL) = (acknowledged_by IS NULL)", name=op.f("ck_messages_acknowledged")
        ),
        sa.CheckConstraint("acknowledged_at IS NULL OR left_at IS NOT NULL", name=op.f("ck_messages_left_at")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_messages_community_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_messages_staff_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_messages")),
    )
    guards.guard_table("messages")
    op.create_index(op.f("ix_messages_id"), "messages", ["id"], unique=False)
    op.create_index("ix_messages_staff", "messages", ["staff_id", "made_at", "id"], unique=False)
    op.create_index(
        "ix_messages_unheard",
        "messages",
        ["staff_id"],
        unique=False,
        postgresql_where=sa.text("acknowledged_at IS NULL"),
        sqlite_where=sa.text("acknowledged_at IS NULL"),
    )
    op.create_index(
        "uq_messages_gathering",
        "messages",
        ["community_id", "staff_id", "urgent"],
        unique=True,
        postgresql_where=sa.text("left_at IS NULL"),
        sqlite_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "message_sendings",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("message_id", Id(), nullable=False),
        sa.Column(
            "channel", sa.Enum("wecom", "sms", name="messagechannel", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "failed", "needless", name="sendingstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("tried_at", Instant(), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("times_sent", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.CheckConstraint("channel IN ('wecom', 'sms')", name=op.f("ck_message_sendings_channel")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'needless')", name=op.f("ck_message_sendings_state")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "message_id"],
            ["messages.community_id", "messages.id"],
            name=op.f("fk_message_sendings_community_id_message_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_message_sendings")),
        sa.UniqueConstraint(
            "community_id", "message_id", "channel", name=op.f("uq_message_sendings_community_id_message_id_channel")
        ),
    )
    guards.guard_table("message_sendings")
    op.create_index(op.f("ix_message_sendings_id"), "message_sendings", ["id"], unique=False)
    op.create_index("ix_message_sendings_made", "message_sendings", ["community_id", "made_at", "id"], unique=False)
    op.create_index("ix_message_sendings_token", "message_sendings", ["token_hash"], unique=False)
    op.create_index(
        "ix_message_sendings_tried", "message_sendings", ["community_id", "channel", "tried_at"], unique=False
    )
    op.create_table(
        "message_items",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("message_id", Id(), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "warned",
                "fell_due",
                "climbed",
                "major",
                "offered",
                "refused",
                "given",
                "named",
                "answers",
                "urged",
                "reported",
                "tried",
                name="messageevent",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column("commitment_id", Id(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("named_staff_id", Id(), nullable=True),
        sa.Column("named_post_id", Id(), nullable=True),
        sa.Column(
            "way",
            sa.Enum(
                "named",
                "deputy",
                "colleague",
                "superior",
                "manager",
                "administrator",
                name="way",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("told_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "event IN ('warned', 'fell_due', 'climbed', 'major', 'offered', 'refused', 'given', 'named', 'answers', 'urged', 'reported', 'tried')",
            name=op.f("ck_message_items_event"),
        ),
        sa.CheckConstraint(
            "way IN ('named', 'deputy', 'colleague', 'superior', 'manager', 'administrator')",
            name=op.f("ck_message_items_way"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "commitment_id"],
            ["commitments.community_id", "commitments.id"],
            name=op.f("fk_message_items_community_id_commitment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "message_id"],
            ["messages.community_id", "messages.id"],
            name=op.f("fk_message_items_community_id_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "named_post_id"],
            ["posts.community_id", "posts.id"],
            name=op.f("fk_message_items_community_id_named_post_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subjects.community_id", "subjects.id"],
            name=op.f("fk_message_items_community_id_subject_id"),
        ),
        sa.ForeignKeyConstraint(["named_staff_id"], ["staff.id"], name=op.f("fk_message_items_named_staff_id")),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_message_items")),
    )
    guards.guard_table("message_items")
    op.create_index("ix_message_items_message", "message_items", ["community_id", "message_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_message_items_message", table_name="message_items")
    op.drop_table("message_items")
    op.drop_index("ix_message_sendings_tried", table_name="message_sendings")
    op.drop_index("ix_message_sendings_token", table_name="message_sendings")
    op.drop_index("ix_message_sendings_made", table_name="message_sendings")
    op.drop_index(op.f("ix_message_sendings_id"), table_name="message_sendings")
    op.drop_table("message_sendings")
    op.drop_index(
        "uq_messages_gathering",
        table_name="messages",
        postgresql_where=sa.text("left_at IS NULL"),
        sqlite_where=sa.text("left_at IS NULL"),
    )
    op.drop_index(
        "ix_messages_unheard",
        table_name="messages",
        postgresql_where=sa.text("acknowledged_at IS NULL"),
        sqlite_where=sa.text("acknowledged_at IS NULL"),
    )
    op.drop_index("ix_messages_staff", table_name="messages")
    op.drop_index(op.f("ix_messages_id"), table_name="messages")
    op.drop_table("messages")
    op.drop_table("message_reaches")
    op.drop_table("message_channels")
