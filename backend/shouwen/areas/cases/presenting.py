"""A case as it is answered: one view for staff, a narrower one for residents, who never see internal words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.contacts import Known, objection, replies_due, state_of
from shouwen.areas.cases.courses import type_of
from shouwen.areas.cases.family import parts_of, whole_of
from shouwen.areas.cases.help_rules import CORDON_CHECK
from shouwen.areas.cases.incidents import places_of
from shouwen.areas.cases.intake import Heard
from shouwen.areas.cases.models import Case, CaseLink, Contact, ContactPlace, Incident, Note, Outcome
from shouwen.areas.cases.promises import FEE_HAND_IN, RULING
from shouwen.areas.cases.queries import (
    NO_MARKS,
    Loaded,
    Marks,
    actions_of,
    contacts_of,
    marks_of,
    standing,
    unit_labels,
    viewer_of,
)
from shouwen.areas.cases.rework import read_rework
from shouwen.areas.cases.rules import OVER, ContactPart, ContactVerb, Kind, State
from shouwen.areas.cases.schemas import (
    ActedBy,
    ActionReason,
    CaseOut,
    CaseRef,
    CaseTypeRef,
    ComplaintOut,
    ContactAction,
    ContactOut,
    ContactPersonOut,
    ContactRead,
    ContactRow,
    ExternalRefOut,
    FileOut,
    IncidentOut,
    IncidentPlaceOut,
    KinOut,
    Named,
    NoteOut,
    OfferOut,
    OutcomeOut,
    PlaceOut,
    RelatedOut,
    ReworkOut,
    SimilarOut,
)
from shouwen.areas.cases.similar import Similar
from shouwen.areas.cases.slip_rules import PROMISES as SLIP_PROMISES
from shouwen.areas.cases.type_rules import STAGE
from shouwen.core.access.actor import ActorKind
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.presenting import present_promise
from shouwen.core.commitments.queries import promises_of
from shouwen.core.commitments.schemas import CommitmentOut
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import ACCEPTANCES
from shouwen.core.files.queries import files_of
from shouwen.core.files.rules import Audience
from shouwen.core.people.models import Post
from shouwen.core.people.queries import names_of
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.phone import mask_phone

RELATED_SHOWN: Final = 20
PROMISES_SHOWN: Final = 20
SYSTEM_NAME: Final = "system"
# Promised among ourselves: the slip, who takes a matter over, what follows a ruling, a cordon, a stage of work.
INSIDE: Final = SLIP_PROMISES | ACCEPTANCES | {RULING, FEE_HAND_IN, CORDON_CHECK, STAGE}
Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a case, read for the caller; for a case just heard, what was written a moment ago."""

    contacts: Sequence[Contact] = ()
    places: Sequence[ContactPlace] = ()
    outcomes: Sequence[Outcome] = ()
    marks: Marks = NO_MARKS
    promises: Sequence[Commitment] = ()
    files: Sequence[FileOut] = ()
    related: Sequence[RelatedOut] = ()
    part_of: KinOut | None = None
    parts: Sequence[KinOut] = ()
    rework: ReworkOut | None = None
    incident: IncidentOut | None = None
    type_: CaseTypeRef | None = None
    replies_due: Mapping[UUID, datetime] = field(default_factory=dict)


def present(work: Work, loaded: Loaded) -> CaseOut:
    """The case as this caller may see it."""
    return present_with(work, loaded, _hanging(work, loaded))


def present_heard(work: Work, heard: Heard) -> CaseOut:
    """A case just heard: nothing is read that was written a moment ago."""
    if heard.to_be_read or heard.loaded.case.kind is Kind.INCIDENT:
        return present(work, heard.loaded)
    outcomes = [heard.outcome] if heard.outcome else []
    hanging = Hanging(
        contacts=[heard.contact], places=heard.places, outcomes=outcomes, promises=heard.promises[:PROMISES_SHOWN]
    )
    return present_with(work, heard.loaded, hanging)


def present_with(work: Work, loaded: Loaded, hanging: Hanging) -> CaseOut:
    """The case with what is known to hang on it."""
    case, subject, offer = loaded.case, loaded.subject, hanging.marks.offer
    is_resident = work.actor.kind is ActorKind.RESIDENT
    people = _names(work, _people_in(case, hanging))
    units = unit_labels(work, {id_ for id_ in (subject.unit_id, *(place.unit_id for place in hanging.places)) if id_})
    return CaseOut(
        id=case.id,
        community_id=case.community_id,
        number=case.number,
        state=case.state,
        version=case.version,
        round=case.round,
        origin=case.origin,
        kind=case.kind,
        category=case.category,
        type=hanging.type_,
        severity=case.severity,
        confidential=subject.confidential,
        title=case.title,
        detail=case.detail,
        appointment_at=case.appointment_at,
        first_responder=_named(people, case.first_responder_id),
        accountable=_named(people, case.accountable_id),
        owner=_named(people, case.owner_id),
        recorded_by=acted_by(people, case.recorded_by_kind, case.recorded_by_id),
        heard_at=case.heard_at,
        recorded_at=case.recorded_at,
        recorded_late=case.recorded_late,
        finished_at=case.finished_at,
        closed_at=case.closed_at,
        complaint=_complaint(case),
        unit=Named(id=subject.unit_id, name=units[subject.unit_id]) if subject.unit_id else None,
        incident=hanging.incident,
        offer=_offer(work, offer, people),
        outcomes=[_outcome(outcome, people, internal=not is_resident) for outcome in hanging.outcomes],
        contacts=_contacts(hanging.contacts, hanging.places, people, units, hanging.replies_due),
        repeats=sum(contact.part is ContactPart.REPEAT for contact in hanging.contacts),
        files=list(hanging.files),
        related=list(hanging.related),
        part_of=hanging.part_of,
        parts=list(hanging.parts),
        rework=hanging.rework,
        commitments=[
            _promise(present_promise(work, promise, subject, people), internal=not is_resident)
            for promise in hanging.promises
        ],
        on_hold=hanging.marks.on_hold,
        is_disputed=case.is_disputed and not is_resident,  # who owns it is argued among ourselves
        actions=actions_of(standing(case, hanging.marks), viewer_of(work, loaded), work.lang),
    )


def _hanging(work: Work, loaded: Loaded) -> Hanging:
    is_resident = work.actor.kind is ActorKind.RESIDENT
    contacts = contacts_of(work, loaded)
    return Hanging(
        contacts=contacts,
        places=_places(work, contacts),
        outcomes=_outcomes(work, loaded.case) if loaded.case.state in OVER or loaded.case.round > 1 else (),
        marks=NO_MARKS
        if is_resident or loaded.case.state in _ENDED
        else marks_of(work, [loaded.case.id])[loaded.case.id],
        promises=_promises(work, loaded),
        files=_files(work, loaded.subject, is_resident=is_resident),
        related=() if is_resident else _related(work, loaded.case),
        part_of=None if is_resident else whole_of(work, loaded),
        parts=() if is_resident else parts_of(work, loaded),
        rework=None if is_resident else read_rework(work, loaded.case),
        incident=_incident(work, loaded.case),
        type_=type_of(work, loaded.case),
        replies_due=replies_due(work, contacts) if loaded.case.kind is Kind.INCIDENT else {},
    )


def _promises(work: Work, loaded: Loaded) -> Sequence[Commitment]:
    """What was promised about the case. What is promised among ourselves no resident hears of (CP-17)."""
    inside = INSIDE if work.actor.kind is ActorKind.RESIDENT else frozenset()
    return promises_of(work.session, loaded.subject, limit=PROMISES_SHOWN, but_not=inside)


def _promise(shown: CommitmentOut, *, internal: bool) -> CommitmentOut:
    """Why a colleague should be excused is said among ourselves (FR-06)."""
    return shown if internal else shown.model_copy(update={"excuse_reason": None, "excuse_asked_at": None})


def _incident(work: Work, case: Case) -> IncidentOut | None:
    incident = work.session.get(Incident, (case.community_id, case.id)) if case.kind is Kind.INCIDENT else None
    if incident is None:
        return None
    places = [IncidentPlaceOut.model_validate(row, from_attributes=True) for row in places_of(work, case)]
    return IncidentOut(words=incident.words, expected_end_at=incident.expected_end_at, places=places)


def _names(work: Work, ids: set[UUID]) -> Names:
    """The names of these people; the caller's own is known already."""
    mine = {work.actor.id: work.actor.name}
    return mine | names_of(work.session, ids - mine.keys())


_ENDED: Final = frozenset({State.CLOSED, State.VOIDED})


def acted_by(people: Names, kind: ActorKind, id_: UUID) -> ActedBy:
    """Who did it, by name where they have one."""
    return ActedBy(type=kind, id=id_, name=people.get(id_, SYSTEM_NAME))


def _named(people: Names, id_: UUID) -> Named:
    return Named(id=id_, name=people[id_])


def _people_in(case: Case, hanging: Hanging) -> set[UUID]:
    ids = {case.first_responder_id, case.accountable_id, case.owner_id, case.recorded_by_id}
    ids |= _people_told(hanging.contacts)
    ids |= {outcome.finished_by_id for outcome in hanging.outcomes}
    if offer := hanging.marks.offer:
        ids |= {id_ for id_ in (offer.offered_by_id, offer.to_staff_id) if id_}
    ids |= {promise.responsible_id for promise in hanging.promises if promise.responsible_id}
    return ids


def _people_told(contacts: Iterable[Contact]) -> set[UUID]:
    """Who heard them, and who told them."""
    return {id_ for one in contacts for id_ in (one.heard_by_id, one.answered_by_id) if id_}


def _complaint(case: Case) -> ComplaintOut | None:
    if case.complaint_class is None:
        return None
    return ComplaintOut(
        class_=case.complaint_class,
        valid=case.complaint_valid,
        about_department_id=case.about_department_id,
        abroad=bool(case.complaint_abroad),
    )


def _outcomes(work: Work, case: Case) -> Sequence[Outcome]:
    rows = sa.select(Outcome).where(Outcome.community_id == case.community_id, Outcome.case_id == case.id)
    return work.session.scalars(rows.order_by(Outcome.round)).all()


def _outcome(outcome: Outcome, people: Names, *, internal: bool) -> OutcomeOut:
    return OutcomeOut(
        round=outcome.round,
        result=outcome.result,
        cause=outcome.cause if internal else None,
        preventive_measure=outcome.preventive_measure if internal else None,
        finished_by=_named(people, outcome.finished_by_id),
        finished_at=outcome.finished_at,
        rating=outcome.rating,
        comment=outcome.comment,
        confirmed_at=outcome.confirmed_at,
        within_duties=outcome.within_duties if internal else None,
        reopened_at=outcome.reopened_at,
    )


def _offer(work: Work, offer: CustodyLink | None, people: Names) -> OfferOut | None:
    if offer is None or offer.offered_at is None:
        return None
    posts = post_names(work, {offer.to_post_id} if offer.to_post_id else set())
    return OfferOut(
        id=offer.id,
        offered_by=_named(people, offer.offered_by_id) if offer.offered_by_id else None,
        to_staff=_named(people, offer.to_staff_id) if offer.to_staff_id else None,
        to_post=Named(id=offer.to_post_id, name=posts[offer.to_post_id]) if offer.to_post_id else None,
        offered_at=offer.offered_at,
    )


def post_names(work: Work, post_ids: set[UUID]) -> Names:
    """The names of these posts."""
    if not post_ids:
        return {}
    rows = work.session.execute(sa.select(Post.id, Post.name).where(Post.id.in_(post_ids)))
    return {row.id: row.name for row in rows}


def _contacts(
    contacts: Iterable[Contact],
    places: Iterable[ContactPlace],
    people: Names,
    units: Names,
    due: Mapping[UUID, datetime],
) -> list[ContactOut]:
    spoken_of: dict[UUID, list[PlaceOut]] = {}
    for place in places:
        spoken_of.setdefault(place.contact_id, []).append(_place(place, units))
    return [
        present_contact(contact, spoken_of.get(contact.id, []), people, due.get(contact.id)) for contact in contacts
    ]


def present_contact(
    contact: Contact, places: list[PlaceOut], people: Names, reply_due_at: datetime | None
) -> ContactOut:
    """A contact, its phone masked."""
    ref = None
    if contact.external_system and contact.external_id:
        ref = ExternalRefOut(system=contact.external_system, id=contact.external_id)
    return ContactOut(
        id=contact.id,
        part=contact.part,
        channel=contact.channel,
        heard_at=contact.heard_at,
        heard_by=_named(people, contact.heard_by_id),
        recorded_at=contact.recorded_at,
        words=contact.words,
        wants_reply=contact.wants_reply,
        person=ContactPersonOut(
            resident_id=contact.resident_id,
            household_id=contact.household_id,
            name=contact.name,
            phone=mask_phone(contact.phone) if contact.phone else None,
            anonymous=contact.anonymous,
            relation=contact.relation,
        ),
        places=places,
        external_ref=ref,
        outside=contact.outside,
        outside_due_at=contact.outside_due_at,
        answered_at=contact.answered_at,
        answered_by=_named(people, contact.answered_by_id) if contact.answered_by_id else None,
        answer=contact.answer,
        rings=contact.rings,
        rings_within=contact.rings_within,
        reply_due_at=reply_due_at,
    )


def _places(work: Work, contacts: Iterable[Contact]) -> Sequence[ContactPlace]:
    ids = [contact.id for contact in contacts]
    rows = sa.select(ContactPlace).where(ContactPlace.contact_id.in_(ids)).order_by(ContactPlace.id)
    return work.session.scalars(rows).all() if ids else ()


def _place(place: ContactPlace, units: Names) -> PlaceOut:
    return PlaceOut(
        role=place.role,
        unit_id=place.unit_id,
        building_id=place.building_id,
        zone_id=place.zone_id,
        text=place.text,
        label=units.get(place.unit_id) if place.unit_id else place.text,
    )


def _files(work: Work, subject: Subject, *, is_resident: bool) -> list[FileOut]:
    audiences = (Audience.RESIDENT,) if is_resident else (Audience.INTERNAL, Audience.RESIDENT)
    return [
        FileOut(id=file.id, name=file.name, media_type=file.media_type, size=file.size, audience=audience)
        for file, audience in files_of(work.session, subject, audiences)
    ]


def _related(work: Work, case: Case) -> list[RelatedOut]:
    """The other cases tied to this one, as far as the caller may see them."""
    links = work.session.scalars(
        sa.select(CaseLink)
        .where(
            CaseLink.community_id == case.community_id,
            sa.or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id),
        )
        .order_by(CaseLink.linked_at)
        .limit(RELATED_SHOWN)
    ).all()
    if not links:
        return []
    others = in_sight(work, case, {link.other_id if link.case_id == case.id else link.case_id for link in links})
    return [
        RelatedOut(**others[other_id], relation=link.relation, inverse=link.other_id == case.id)
        for link in links
        if (other_id := link.other_id if link.case_id == case.id else link.case_id) in others
    ]


def in_sight(work: Work, case: Case, case_ids: set[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """Those of these cases, of the same community, that the caller may see as well: number, title and state."""
    rows = (
        sa.select(Case.id, Case.number, Case.title, Case.state)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(Case.community_id == case.community_id, Case.id.in_(case_ids), sight(work.actor, "cases.read"))
    )
    return {row["id"]: dict(row) for row in work.session.execute(rows).mappings()}


# ---------------------------------------------------------------- what hangs on it


def present_added(work: Work, contact: Contact) -> ContactOut:
    """A contact just added."""
    return _read_contacts(work, [contact])[0]


def present_contacts(work: Work, loaded: Loaded) -> list[ContactOut]:
    """The contacts of a case that the caller may read."""
    return _read_contacts(work, contacts_of(work, loaded))


def _read_contacts(work: Work, contacts: Sequence[Contact]) -> list[ContactOut]:
    places = _places(work, contacts)
    people = _names(work, _people_told(contacts))
    units = unit_labels(work, {place.unit_id for place in places if place.unit_id})
    return _contacts(contacts, places, people, units, replies_due(work, contacts))


def present_known(work: Work, known: Known) -> ContactRead:
    """One contact of the register, with what may be said to it."""
    [row] = present_register(work, [known])
    actions = []
    for verb in ContactVerb:
        problem = objection(known, verb, work)
        reason = problem and ActionReason.of(problem, work.lang)
        actions.append(ContactAction(action=verb, allowed=problem is None, reason=reason))
    return ContactRead(**dict(row), actions=actions)


def present_register(work: Work, known: Sequence[Known]) -> list[ContactRow]:
    """Contacts as the register shows them."""
    shown = _read_contacts(work, [one.contact for one in known])
    return [
        ContactRow(
            **dict(contact),
            community_id=one.contact.community_id,
            state=state_of(one.contact, one.case),
            case=CaseRef.model_validate(one.case, from_attributes=True) if one.case else None,
            reason=one.contact.reason,
            result=one.contact.result,
        )
        for one, contact in zip(known, shown, strict=True)
    ]


def present_similar(found: Sequence[Similar]) -> list[SimilarOut]:
    """The cases it may belong to."""
    return [
        SimilarOut(
            id=one.case.id,
            number=one.case.number,
            title=one.case.title,
            kind=one.case.kind,
            state=one.case.state,
            heard_at=one.case.heard_at,
            owner=Named(id=one.case.owner_id, name=one.owner_name),
            repeats=one.repeats,
            signs=list(one.likeness.signs),
            words_bp=one.likeness.words_bp,
        )
        for one in found
    ]


def present_notes(work: Work, notes: Sequence[Note]) -> list[NoteOut]:
    """Notes with who wrote them."""
    people = names_of(work.session, {note.written_by_id for note in notes})
    return [
        NoteOut(
            id=note.id,
            audience=note.audience,
            act=note.act,
            text=note.text,
            written_by=acted_by(people, note.written_by_kind, note.written_by_id),
            at=note.at,
            recorded_at=note.recorded_at,
        )
        for note in notes
    ]
