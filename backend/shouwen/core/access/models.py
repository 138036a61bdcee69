"""Credentials, sessions, API clients, grants, one-time links and failed attempts.

They are company-wide: read before any scope is known. Secrets stand here as hashes only: a stolen copy of the database
signs nobody in.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.access.rules import LinkPurpose, SessionKind
from shouwen.kit.db import Base, one_of, within
from shouwen.kit.ids import new_id


class Credential(Base):
    """What a person signs in with. `username` is folded (kit.text.fold): LiQiang and ｌｉｑｉａｎｇ are one name."""

    __tablename__ = "access_credentials"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"), primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    changed_at: Mapped[datetime]


class SignInSession(Base):
    """A secret somebody holds after signing in: the console's cookie, or a token of a rotating pair.

    A family is what began with one sign-in; it ends as a whole.
    """

    __tablename__ = "access_sessions"
    __table_args__ = (
        one_of("kind", SessionKind),
        sa.CheckConstraint("length(token_hash) = 32", name="token_hash"),
        sa.Index("ix_access_sessions_person", "person_id"),
        sa.Index("ix_access_sessions_family", "family_id"),
        sa.Index("ix_access_sessions_expires_at", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    family_id: Mapped[UUID]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class ApiClient(Base):
    """A third party's program. Its key was shown once; what it may do are its grants."""

    __tablename__ = "access_clients"
    __table_args__ = (sa.CheckConstraint("length(key_hash) = 32", name="key_hash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    key_hash: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AccessGrant(Base):
    """That a person or an API client has a role at a place: the company, a community, a zone or a department."""

    __tablename__ = "access_grants"
    __table_args__ = (
        sa.CheckConstraint("(person_id IS NULL) <> (client_id IS NULL)", name="holder"),
        sa.CheckConstraint(
            "(zone_id IS NULL AND department_id IS NULL)"
            " OR (community_id IS NOT NULL AND (zone_id IS NULL OR department_id IS NULL))",
            name="place",
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name="until"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        within("zone_id", "zones"),
        within("department_id", "departments"),
        sa.Index("ix_access_grants_person", "person_id"),
        sa.Index("ix_access_grants_client", "client_id"),
        sa.Index("ix_access_grants_community", "community_id", "role"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("people.id"))
    client_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("access_clients.id"))
    role: Mapped[str]
    community_id: Mapped[UUID | None]
    zone_id: Mapped[UUID | None]
    department_id: Mapped[UUID | None]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class OneTimeLink(Base):
    """A secret that opens one door once: setting the house up, or one person's way in."""

    __tablename__ = "access_links"
    __table_args__ = (
        one_of("purpose", LinkPurpose),
        sa.CheckConstraint("length(token_hash) = 32", name="token_hash"),
        sa.CheckConstraint("(purpose = 'setup') = (person_id IS NULL)", name="person"),
        sa.Index("ix_access_links_person", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("people.id"))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """How often signing in under a name has failed of late. Kept alike for names that exist and names that do not."""

    __tablename__ = "access_attempts"

    key_hash: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    last_at: Mapped[datetime]
