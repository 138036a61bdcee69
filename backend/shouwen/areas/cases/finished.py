"""A finished case as other rooms may know it: who can be asked about it, who did it, and the complaint that follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.cases.bodies import CaseIn, ComplaintIn, ContactIn, PersonIn, PlaceIn
from shouwen.areas.cases.intake import hear
from shouwen.areas.cases.models import Case, CaseLink, Contact, ContactPlace, Outcome
from shouwen.areas.cases.rules import Channel, ComplaintClass, ContactPart, Kind, LinkRelation, Origin, Severity, State
from shouwen.core.custody.models import CustodyLink
from shouwen.core.people.models import Resident
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work

_TITLE = 40  # of a suggestion: its beginning


class NoCall(StrEnum):
    """Why nobody can be asked about a case."""

    ANONYMOUS = "anonymous"
    NO_CONTACT = "no_contact"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FinishedCase:
    """One round of a case that was finished."""

    subject: Subject
    kind: Kind
    category: str | None
    is_major: bool
    is_live: bool
    is_finished: bool
    round: int
    finished_at: datetime
    about_department_id: UUID | None
    handlers: frozenset[UUID]
    no_call: NoCall | None


@dataclass(frozen=True, slots=True)
class RaisedAgain:
    """One matter raised at one home several times: how often, counting each reopening."""

    unit_id: UUID
    category: str
    times: int
    case_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CaseName:
    """By what people know a case."""

    number: str
    kind: Kind
    title: str


def finished_case(session: Session, community_id: UUID, case_id: UUID) -> FinishedCase:
    """The case in the round it is in. NoResultFound for one that does not exist."""
    case = session.get_one(Case, (community_id, case_id))
    return FinishedCase(
        subject=session.get_one(Subject, (community_id, case_id)),
        kind=case.kind,
        category=case.category,
        is_major=case.severity == Severity.MAJOR,
        is_live=case.origin == Origin.LIVE,
        is_finished=case.state in {State.FINISHED, State.CONFIRMED, State.CLOSED},
        round=case.round,
        finished_at=case.finished_at or case.heard_at,
        about_department_id=case.about_department_id,
        handlers=handlers_of(session, community_id, case_id),
        no_call=_no_call(session, community_id, case_id),
    )


def handlers_of(session: Session, community_id: UUID, case_id: UUID) -> frozenset[UUID]:
    """Whoever held it, and whoever said that it was done."""
    held = sa.select(CustodyLink.holder_id).where(
        CustodyLink.community_id == community_id,
        CustodyLink.subject_id == case_id,
        CustodyLink.holder_id.is_not(None),
    )
    did = sa.select(Outcome.finished_by_id).where(Outcome.community_id == community_id, Outcome.case_id == case_id)
    return frozenset(staff_id for staff_id in session.scalars(sa.union(held, did)) if staff_id)


def result_of(session: Session, community_id: UUID, case_id: UUID, in_round: int) -> str | None:
    """What was said to have been done in a round."""
    return session.scalar(
        sa.select(Outcome.result).where(
            Outcome.community_id == community_id, Outcome.case_id == case_id, Outcome.round == in_round
        )
    )


def phone_of_caller(session: Session, community_id: UUID, case_id: UUID) -> str | None:
    """The number of whoever raised it: the one left for this matter, else the resident's."""
    contact = _first(session, community_id, case_id)
    if contact is None or contact.phone:
        return contact.phone if contact else None
    if contact.resident_id is None:
        return None
    resident = session.get(Resident, (community_id, contact.resident_id))
    return resident.phone if resident else None


def complain_anew(work: Work, case_id: UUID, community_id: UUID, words: str | None) -> UUID:
    """A complaint that continues this case, heard by whoever acts from the person it was about (CB-08, CP-11)."""
    case = work.session.get_one(Case, (community_id, case_id))
    complaint = ComplaintIn.model_validate({"class": case.complaint_class or ComplaintClass.PROPERTY})
    return _hear_anew(work, case, Kind.COMPLAINT, case.title, words, LinkRelation.CONTINUES, complaint)


def suggest_anew(work: Work, case_id: UUID, community_id: UUID, words: str) -> UUID:
    """What the person suggested when asked about this case (CB-05), heard by whoever acts."""
    case = work.session.get_one(Case, (community_id, case_id))
    title = " ".join(words.split())[:_TITLE]
    return _hear_anew(work, case, Kind.SUGGESTION, title, words, LinkRelation.RELATED, None)


def _hear_anew(
    work: Work,
    case: Case,
    kind: Kind,
    title: str,
    words: str | None,
    relation: LinkRelation,
    complaint: ComplaintIn | None,
) -> UUID:
    community_id, case_id = case.community_id, case.id
    contact = _first(work.session, community_id, case_id)
    person = PersonIn()
    if contact is not None:
        phone = None if contact.anonymous else contact.phone
        person = PersonIn(resident_id=contact.resident_id, name=contact.name, phone=phone, relation=contact.relation)
    body = CaseIn(
        community_id=community_id,
        kind=kind,
        title=title,
        detail=words,
        confidential=work.session.get_one(Subject, (community_id, case_id)).confidential,
        complaint=complaint,
        contact=ContactIn(channel=Channel.CALLBACK, words=words, person=person, places=_places(work.session, contact)),
    )
    again = hear(work, body).loaded
    work.session.add(
        CaseLink(
            community_id=community_id, case_id=again.case.id, other_id=case_id, relation=relation, linked_at=work.now
        )
    )
    work.emit("cases.linked", again.subject, other_id=case_id, relation=relation)
    return again.case.id


def _first(session: Session, community_id: UUID, case_id: UUID) -> Contact | None:
    rows = sa.select(Contact).where(Contact.community_id == community_id, Contact.case_id == case_id)
    return session.scalars(rows.order_by(Contact.part != ContactPart.FIRST, Contact.id).limit(1)).first()


def _places(session: Session, contact: Contact | None) -> list[PlaceIn]:
    if contact is None:
        return []
    rows = sa.select(ContactPlace).where(
        ContactPlace.community_id == contact.community_id, ContactPlace.contact_id == contact.id
    )
    return [
        PlaceIn(unit_id=place.unit_id, building_id=place.building_id, zone_id=place.zone_id, text=place.text)
        for place in session.scalars(rows)
    ]


def _no_call(session: Session, community_id: UUID, case_id: UUID) -> NoCall | None:
    contact = _first(session, community_id, case_id)
    if contact is None:
        return NoCall.NO_CONTACT
    if contact.anonymous:
        return NoCall.ANONYMOUS
    if phone_of_caller(session, community_id, case_id) is None:
        return NoCall.NO_CONTACT
    return None if contact.wants_reply else NoCall.REFUSED


def raised_again(
    work: Work, community_id: UUID, kind: Kind, span: tuple[datetime, datetime], at_least: int, *, in_a_row: bool
) -> list[RaisedAgain]:
    """What was raised so often within the span at one home, among what the caller may see (CB-09).

    `in_a_row`: with nothing else of this kind from that home in between.
    """
    rows = (
        sa.select(Case.id, Case.category, Case.round, Subject.unit_id)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(Case.community_id == community_id, Case.kind == kind, Case.state != State.VOIDED)
        .where(Case.heard_at >= span[0], Case.heard_at < span[1], sight(work.actor, "cases.read"))
        .where(Subject.unit_id.is_not(None), Case.category.is_not(None), Subject.parent_id.is_(None))
    )
    heard = work.session.execute(rows.order_by(Case.heard_at, Case.id)).all()
    home = attrgetter("unit_id", "category") if not in_a_row else attrgetter("unit_id")
    by_home = sorted(heard, key=home)  # stable: of one home in the order they were heard
    runs = [tuple(run) for _, run in groupby(by_home, key=attrgetter("unit_id", "category"))]
    return [
        RaisedAgain(run[0].unit_id, run[0].category, times, tuple(row.id for row in run))
        for run in runs
        if (times := sum(row.round for row in run)) >= at_least
    ]


def names_of_cases(session: Session, case_ids: Collection[UUID]) -> dict[UUID, CaseName]:
    """Number, kind and title of many cases. One statement; who may see them is for the caller to know."""
    rows = sa.select(Case.id, Case.number, Case.kind, Case.title).where(Case.id.in_(case_ids))
    return {row.id: CaseName(row.number, row.kind, row.title) for row in session.execute(rows)}
