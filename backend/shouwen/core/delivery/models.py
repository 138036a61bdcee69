"""Messages, what each holds, how each fares outside; the channels of communities and where people are reached."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.delivery.rules import AcknowledgedBy, MessageChannel, MessageEvent, SendingState, Takes
from shouwen.core.people.chart import Way
from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id

_GATHERING = sa.text("left_at IS NULL")
_UNHEARD = sa.text("acknowledged_at IS NULL")


class Message(Thing, Base):
    """Something one person is told. Until it leaves it takes up what else comes for them: one at a time gathers."""

    __tablename__ = "messages"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("only_channel", MessageChannel),
        one_of("acknowledged_by", AcknowledgedBy),
        sa.CheckConstraint("(acknowledged_at IS NULL) = (acknowledged_by IS NULL)", name="acknowledged"),
        sa.CheckConstraint("acknowledged_at IS NULL OR left_at IS NOT NULL", name="left_at"),
        sa.Index("ix_messages_staff", "staff_id", "made_at", "id"),
        sa.Index("ix_messages_unheard", "staff_id", postgresql_where=_UNHEARD, sqlite_where=_UNHEARD),
        sa.Index(
            "uq_messages_gathering",
            *("community_id", "staff_id", "urgent"),
            unique=True,
            postgresql_where=_GATHERING,
            sqlite_where=_GATHERING,
        ),
    )

    staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    urgent: Mapped[bool]
    only_channel: Mapped[MessageChannel | None]
    made_at: Mapped[datetime]
    leaves_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[AcknowledgedBy | None]


class MessageItem(Scoped, Base):
    """One thing a message tells: what happened to which subject, and who was named where somebody else is told."""

    __tablename__ = "message_items"
    __table_args__ = (
        within("message_id", "messages"),
        within("subject_id", "subjects"),
        within("commitment_id", "commitments"),
        within("named_post_id", "posts"),
        one_of("event", MessageEvent),
        one_of("way", Way),
        sa.Index("ix_message_items_message", "community_id", "message_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[UUID]
    event: Mapped[MessageEvent]
    subject_id: Mapped[UUID | None]
    commitment_id: Mapped[UUID | None]
    key: Mapped[str | None]
    due_at: Mapped[datetime | None]
    named_staff_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    named_post_id: Mapped[UUID | None]
    way: Mapped[Way]
    told_at: Mapped[datetime]


class Sending(Thing, Base):
    """A message on its way out by one channel. Its id is what a provider knows it by, however often it is tried."""

    __tablename__ = "message_sendings"
    __table_args__ = (
        within("message_id", "messages"),
        one_of("channel", MessageChannel),
        one_of("state", SendingState),
        sa.UniqueConstraint("community_id", "message_id", "channel"),
        sa.Index("ix_message_sendings_token", "token_hash"),
        sa.Index("ix_message_sendings_tried", "community_id", "channel", "tried_at"),
        sa.Index("ix_message_sendings_made", "community_id", "made_at", "id"),
    )

    message_id: Mapped[UUID]
    channel: Mapped[MessageChannel]
    state: Mapped[SendingState]
    token_hash: Mapped[bytes]
    made_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)  # in a row, since it was last taken
    tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    times_sent: Mapped[int] = mapped_column(default=0)
    provider_id: Mapped[str | None]
    code: Mapped[str | None]


class ChannelSetting(Scoped, Base):
    """What a channel is used for in a community, and, of a group robot, its address: who knows it can speak there."""

    __tablename__ = "message_channels"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("channel", MessageChannel),
        one_of("takes", Takes),
    )

    channel: Mapped[MessageChannel] = mapped_column(primary_key=True)
    takes: Mapped[Takes]
    url: Mapped[str | None] = mapped_column(Encrypted("message_channels.url"))
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class Reach(Base):
    """Where a member of staff is reached outside the console. Company-wide, as the person is."""

    __tablename__ = "message_reaches"

    staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    phone: Mapped[str | None] = mapped_column(Encrypted("message_reaches.phone"))
    wecom_user: Mapped[str | None] = mapped_column(Encrypted("message_reaches.wecom_user"))
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}
