"""Replies kept so that a repeated request gets the first one's answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base


class KeptReply(Base):
    """A reserved key, and after the commit the reply that went with it, encrypted.

    Company-wide: a key belongs to its caller.
    """

    __tablename__ = "idempotency_replies"
    __table_args__ = (Index("ix_idempotency_replies_made_at", "made_at"),)

    caller_id: Mapped[UUID] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body_hash: Mapped[bytes]
    made_at: Mapped[datetime]
    reply: Mapped[bytes | None]
