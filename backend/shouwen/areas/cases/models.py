"""Cases, the contacts they came with, notes, outcomes and links between cases."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases import (  # noqa: F401 - the tables of what hangs on a case
    help_models,
    ladder_models,
    macro_models,
    plan_models,
    repair_models,
    rework_models,
    slip_models,
    sorting_models,
    suggestion_models,
    type_models,
    warranty_models,
)
from shouwen.areas.cases.rules import (
    WORDLESS,
    CallerRelation,
    Channel,
    ComplaintClass,
    ContactPart,
    DisputeState,
    HoldReason,
    Kind,
    LinkRelation,
    NoCaseReason,
    Origin,
    PlaceRole,
    Severity,
    State,
    Verb,
)
from shouwen.core.access.actor import ActorKind
from shouwen.core.files.rules import Audience
from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id

Spoken = StrEnum("Spoken", {verb.name: verb.value for verb in Verb if verb not in WORDLESS})  # type: ignore[misc]  # what words may be said with
_OPEN = sa.text("ended_at IS NULL")


class Case(Thing, Base):
    """A matter with one life. `version` counts changes of these columns; notes, contacts and files do not move it."""

    __tablename__ = "cases"
    __table_args__ = (
        within("id", "subjects"),
        within("about_department_id", "departments"),
        one_of("state", State),
        one_of("kind", Kind),
        one_of("severity", Severity),
        one_of("complaint_class", ComplaintClass),
        one_of("origin", Origin),
        one_of("recorded_by_kind", ActorKind),
        sa.UniqueConstraint("community_id", "number"),
        sa.Index("ix_cases_heard", "community_id", "heard_at", "id"),
        sa.Index("ix_cases_state", "community_id", "state", "heard_at", "id"),
        sa.Index("ix_cases_owner", "owner_id", "state", "heard_at"),
        sa.Index("ix_cases_first_responder", "first_responder_id", "heard_at"),
        sa.Index("ix_cases_accountable", "accountable_id", "heard_at"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    number: Mapped[str]
    state: Mapped[State]
    round: Mapped[int]
    origin: Mapped[Origin]
    kind: Mapped[Kind]
    category: Mapped[str | None]
    severity: Mapped[Severity]
    complaint_class: Mapped[ComplaintClass | None]
    complaint_valid: Mapped[bool | None]
    complaint_abroad: Mapped[bool | None]  # the customer lives abroad: another limit (CP-12)
    about_department_id: Mapped[UUID | None]
    title: Mapped[str]
    detail: Mapped[str | None]
    appointment_at: Mapped[datetime | None]
    first_responder_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    accountable_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    recorded_by_kind: Mapped[ActorKind]
    recorded_by_id: Mapped[UUID]
    heard_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_late: Mapped[bool]
    finished_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    is_disputed: Mapped[bool] = mapped_column(default=False)


class Contact(Thing, Base):
    """Somebody reached us: the first word of a case, a repeat, somebody joining it (FR-07), or a call by itself.

    A call that becomes no case has a subject of its own, with the same id, and a reason (RC-02).
    """

    __tablename__ = "contacts"
    __table_args__ = (
        within("case_id", "cases"),
        within("resident_id", "residents"),
        within("household_id", "households"),
        one_of("channel", Channel),
        one_of("part", ContactPart),
        one_of("relation", CallerRelation),
        one_of("reason", NoCaseReason),
        sa.CheckConstraint("(case_id IS NULL) = (part IS NULL)", name="part_of_case"),
        sa.CheckConstraint("case_id IS NOT NULL OR reason IS NOT NULL", name="reason_without_case"),
        sa.CheckConstraint("rings >= 1 AND rings <= 99", name="rings"),
        sa.CheckConstraint("(rings IS NULL) = (rings_within IS NULL)", name="rings_within"),
        sa.UniqueConstraint("community_id", "external_system", "external_id"),
        sa.Index("ix_contacts_case", "community_id", "case_id", "id"),
        sa.Index("ix_contacts_resident", "community_id", "resident_id"),
        sa.Index("ix_contacts_phone", "community_id", "phone_blind"),
        sa.Index("ix_contacts_heard", "community_id", "heard_at", "id"),
    )

    case_id: Mapped[UUID | None]
    part: Mapped[ContactPart | None]
    channel: Mapped[Channel]
    heard_at: Mapped[datetime]
    heard_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]
    words: Mapped[str | None]
    wants_reply: Mapped[bool]
    resident_id: Mapped[UUID | None]
    household_id: Mapped[UUID | None]
    name: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Encrypted("contacts.phone"))
    phone_blind: Mapped[bytes | None]
    anonymous: Mapped[bool]
    relation: Mapped[CallerRelation | None]
    external_system: Mapped[str | None]
    external_id: Mapped[str | None]
    outside: Mapped[dict[str, Any] | None]  # what the other system counted, such as votes for and against
    outside_due_at: Mapped[datetime | None]  # by when the other system wants an answer
    reason: Mapped[NoCaseReason | None]  # why it became no case, at first
    result: Mapped[str | None]  # what was answered on the spot
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    answer: Mapped[str | None]
    rings: Mapped[int | None]  # how often the telephone rang before it was taken (RC-01)
    rings_within: Mapped[int | None]  # what the standard allowed then


class ContactPlace(Scoped, Base):
    """A place somebody spoke of."""

    __tablename__ = "contact_places"
    __table_args__ = (
        within("contact_id", "contacts"),
        within("unit_id", "units"),
        within("building_id", "buildings"),
        within("zone_id", "zones"),
        one_of("role", PlaceRole),
        sa.Index("ix_contact_places_contact", "community_id", "contact_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    role: Mapped[PlaceRole]
    unit_id: Mapped[UUID | None]
    building_id: Mapped[UUID | None]
    zone_id: Mapped[UUID | None]
    text: Mapped[str | None]


class Incident(Scoped, Base):
    """What many call about: the words to tell them, and when it is expected to be over."""

    __tablename__ = "incidents"
    __table_args__ = (within("case_id", "cases"),)

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    words: Mapped[str | None]
    expected_end_at: Mapped[datetime | None]


class IncidentPlace(Scoped, Base):
    """A unit, a building or a zone that an incident covers."""

    __tablename__ = "incident_places"
    __table_args__ = (
        within("case_id", "incidents", key="case_id"),
        within("unit_id", "units"),
        within("building_id", "buildings"),
        within("zone_id", "zones"),
        sa.Index("ix_incident_places_case", "community_id", "case_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID]
    unit_id: Mapped[UUID | None]
    building_id: Mapped[UUID | None]
    zone_id: Mapped[UUID | None]


class Note(Thing, Base):
    """Words about a case, for ourselves or for the resident. The reason given with an act is a note as well."""

    __tablename__ = "case_notes"
    __table_args__ = (
        within("case_id", "cases"),
        one_of("audience", Audience),
        one_of("act", Spoken),
        one_of("written_by_kind", ActorKind),
        sa.Index("ix_case_notes_case", "community_id", "case_id", "id"),
    )

    case_id: Mapped[UUID]
    audience: Mapped[Audience]
    act: Mapped[Verb | None]  # the verb it was said with; none for a plain note
    text: Mapped[str]
    written_by_kind: Mapped[ActorKind]
    written_by_id: Mapped[UUID]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class Outcome(Scoped, Base):
    """What came of a round, and what the resident said to it."""

    __tablename__ = "case_outcomes"
    __table_args__ = (
        within("case_id", "cases"),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    result: Mapped[str]
    cause: Mapped[str | None]
    preventive_measure: Mapped[str | None]
    finished_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    finished_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    # Facts of the moment it was finished; nothing is known of what was brought in from elsewhere.
    within_duties: Mapped[bool | None]
    quiet_until: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    comment: Mapped[str | None]
    confirmed_by_id: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None]


class CaseLink(Scoped, Base):
    """What one case is to another."""

    __tablename__ = "case_links"
    __table_args__ = (
        within("case_id", "cases"),
        within("other_id", "cases"),
        one_of("relation", LinkRelation),
        sa.CheckConstraint("case_id <> other_id", name="other_id"),
        sa.Index("ix_case_links_other", "community_id", "other_id"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    relation: Mapped[LinkRelation] = mapped_column(primary_key=True)
    linked_at: Mapped[datetime]


class Hold(Thing, Base):
    """A time of waiting for somebody outside. It is measured beside the time of each holder."""

    __tablename__ = "case_holds"
    __table_args__ = (
        within("case_id", "cases"),
        one_of("reason", HoldReason),
        sa.Index(
            "uq_case_holds_open", "community_id", "case_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN
        ),
    )

    case_id: Mapped[UUID]
    reason: Mapped[HoldReason]
    until: Mapped[datetime]
    started_at: Mapped[datetime]
    started_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]


class Dispute(Thing, Base):
    """That a first responder named by another says it was somebody else, and what was ruled (FR-13)."""

    __tablename__ = "case_disputes"
    __table_args__ = (
        within("case_id", "cases"),
        one_of("state", DisputeState),
        sa.UniqueConstraint("community_id", "case_id"),
    )

    case_id: Mapped[UUID]
    state: Mapped[DisputeState]
    raised_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    raised_at: Mapped[datetime]
    ruled_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    ruled_at: Mapped[datetime | None]
