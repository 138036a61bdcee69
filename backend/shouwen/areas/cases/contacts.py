"""Contacts by themselves: calls that become no case, the answer promised to a caller, and a call that becomes one.

Every call, letter and visit is registered (RC-02); whoever was promised an answer later gets it (RC-20).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.bodies import AnswerIn, BecomeCaseIn, ContactFilters, PersonIn, RegisterIn
from shouwen.areas.cases.callers import (
    Caller,
    Whereabouts,
    caller_of,
    community_of,
    contact_row,
    first_responder_of,
    place_rows,
    spots_of,
    whereabouts_of,
)
from shouwen.areas.cases.incidents import TELL
from shouwen.areas.cases.intake import Heard, Times, Told, check_matter, open_case
from shouwen.areas.cases.models import Case, Contact, ContactPlace
from shouwen.areas.cases.problems import (
    AlreadyAnswered,
    IsCaseAlready,
    NotNow,
    OutsideDueMisplaced,
    ReplyByMisplaced,
)
from shouwen.areas.cases.rules import OPEN, OVER, ContactState, ContactVerb, Kind, Objection, State
from shouwen.core.access.actor import ActorKind
from shouwen.core.acts import Moment, settle
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState, WaiveReason
from shouwen.core.commitments.service import Birth, keep, make, waive
from shouwen.core.lists import Found, Sorting, any_of, find_page
from shouwen.core.people.models import Resident
from shouwen.core.places.models import Community
from shouwen.core.search.queries import matching
from shouwen.core.search.service import Document, index_new
from shouwen.core.standards.queries import duration
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.subjects.queries import involves, sight
from shouwen.core.subjects.rules import Whereabouts as Standpoint
from shouwen.core.subjects.rules import reaches
from shouwen.core.work import Work
from shouwen.kit.db import Id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import Forbidden, NotFound

REPLY: Final = "contact.reply"


@dataclass(frozen=True, slots=True)
class Known:
    """A contact in hand: what it hangs on, a case or itself, and whether the caller takes part in that."""

    contact: Contact
    subject: Subject
    case: Case | None
    involved: bool


# ---------------------------------------------------------------- verbs


def register(work: Work, body: RegisterIn) -> Known:
    """A call that becomes no case, with what was answered, and a promise to whoever wants to hear more (RC-02)."""
    community = community_of(work, body.community_id, "cases.register")
    moment = settle(work, community.id, body.heard_at, late_reason=body.late_reason, pointer="/heard_at")
    _check_times(body, moment)
    caller = caller_of(work, community.id, body, "")
    spots = spots_of(work, community.id, body, "")
    heard_by_id = first_responder_of(work, community.id, body.heard_by_id, body, moment.at)
    contact = contact_row(work, community.id, body, caller, heard_by_id, moment)
    contact.reason, contact.result = body.reason, body.result
    subject = _subject(contact, whereabouts_of(work, community.id, caller, spots))
    for rows in ([subject], [contact], [*_parts(work, contact), *place_rows(contact, spots)]):
        work.session.add_all(rows)
        work.session.flush()
    words = "\n".join(filter(None, [contact.name, contact.words, contact.result]))
    index_new(work.session, [Document(community.id, contact.id, words)])
    work.emit(
        "cases.contact_registered",
        subject,
        at=moment.at,
        channel=contact.channel,
        reason=contact.reason,
        late=moment.recorded_late,
    )
    if contact.wants_reply:
        _promise(work, subject, contact, body.reply_by)
    return Known(contact, subject, None, involved=True)


def answer(work: Work, contact_id: UUID, body: AnswerIn) -> Known:
    """The caller has had their answer: by telephone, at the door, in writing. Keeps what they were promised (RC-20)."""
    known = get_contact(work, contact_id, lock=True)
    _check(work, known, ContactVerb.ANSWER)
    contact, subject = known.contact, known.subject
    moment = settle(work, contact.community_id, body.at, late_reason=body.late_reason, not_before=contact.heard_at)
    contact.answered_at, contact.answered_by_id, contact.answer = moment.at, work.actor.staff_id, body.text
    work.emit("cases.contact_answered", subject, at=moment.at, contact_id=contact.id)
    key, slot = (REPLY, None) if known.case is None else (TELL, contact.id.hex)
    keep(work, subject, (key,), moment, slot=slot)
    return known


def become_case(work: Work, contact_id: UUID, body: BecomeCaseIn) -> Heard:
    """A case comes of it after all, heard when and by whom the call was; once. What was promised falls to the case."""
    known = get_contact(work, contact_id, lock=True)
    _check(work, known, ContactVerb.BECOME_CASE)
    check_matter(body)
    contact = known.contact
    community = work.session.get_one(Community, contact.community_id)
    late = contact.recorded_at - contact.heard_at > duration(
        work.session, community.id, "record.late_mark", contact.recorded_at
    )
    told = Told(
        contact=contact,
        places=_places(work, contact),
        caller=_caller(work, contact),
        where=Whereabouts(known.subject.unit_id, known.subject.zone_id),
        times=Times(
            heard=Moment(contact.heard_at, recorded_late=late),
            recorded=Moment(contact.recorded_at, recorded_late=late),
            answered=Moment(work.now, recorded_late=False),
        ),
        is_new=False,
    )
    heard = open_case(work, community, body, told)
    waive(work, known.subject, WaiveReason.RECLASSIFIED)
    work.emit("cases.contact_became_case", known.subject, case_id=heard.loaded.case.id)
    return heard


def _check_times(body: RegisterIn, moment: Moment) -> None:
    if body.reply_by and (not body.wants_reply or body.reply_by <= moment.at):
        raise ReplyByMisplaced.at("/reply_by")
    if body.outside_due_at:  # who wants an answer by a time of their own gets a case
        raise OutsideDueMisplaced.at("/outside_due_at")


def _promise(work: Work, subject: Subject, contact: Contact, reply_by: datetime | None) -> None:
    birth = Birth(key=REPLY, base="heard_at", base_at=contact.heard_at, due_at=reply_by, staff_id=contact.heard_by_id)
    make(work, subject, birth)


def _subject(contact: Contact, where: Whereabouts) -> Subject:
    return Subject(
        community_id=contact.community_id,
        id=contact.id,
        type=SubjectType.CONTACT,
        zone_id=where.zone_id,
        unit_id=where.unit_id,
        household_id=contact.household_id,
        confidential=False,
    )


def _parts(work: Work, contact: Contact) -> list[Involvement]:
    """Whoever heard it and whoever wrote it down."""
    played = {Part.HEARD: contact.heard_by_id, Part.DID: work.actor.staff_id}
    return [
        Involvement(community_id=contact.community_id, subject_id=contact.id, part=part, person_id=person_id)
        for part, person_id in played.items()
        if person_id is not None
    ]


def _caller(work: Work, contact: Contact) -> Caller:
    """Who it was, as it was written down then."""
    resident = None
    if contact.resident_id:
        resident = work.session.get(Resident, (contact.community_id, contact.resident_id))
    return Caller(resident, contact.household_id, PersonIn(anonymous=contact.anonymous, relation=contact.relation))


def _places(work: Work, contact: Contact) -> Sequence[ContactPlace]:
    rows = sa.select(ContactPlace).where(
        ContactPlace.community_id == contact.community_id, ContactPlace.contact_id == contact.id
    )
    return work.session.scalars(rows.order_by(ContactPlace.id)).all()


# ---------------------------------------------------------------- what may be said


def objection(known: Known, verb: ContactVerb, work: Work) -> Objection:
    """Why it cannot be said to the contact now by this caller, or None when it can."""
    if not _reaches(work, known, "cases.respond" if verb is ContactVerb.ANSWER else "cases.hear"):
        return Forbidden
    if verb is ContactVerb.BECOME_CASE:
        return IsCaseAlready if known.case else None
    if known.case and _is_too_early_or_late(known.case):
        return NotNow
    return AlreadyAnswered if known.contact.answered_at else None


def _is_too_early_or_late(case: Case) -> bool:
    """Who was told that an incident goes on has still to hear that it is over."""
    return case.state is State.VOIDED or (case.kind is Kind.INCIDENT and case.state in OPEN)


def _check(work: Work, known: Known, verb: ContactVerb) -> None:
    if problem := objection(known, verb, work):
        raise problem


def _reaches(work: Work, known: Known, permission: str) -> bool:
    subject = known.subject
    where = Standpoint(subject.community_id, subject.zone_id, subject.department_id, known.involved)
    return reaches(work.actor, permission, where)


def state_of(contact: Contact, case: Case | None) -> ContactState:
    """What is owed to whoever called. Of an ordinary case the answer is that it is finished."""
    if not contact.wants_reply:
        return ContactState.NOTED
    by_case = case is not None and case.kind is not Kind.INCIDENT and case.state in OVER
    return ContactState.ANSWERED if contact.answered_at or by_case else ContactState.WAITING


# ---------------------------------------------------------------- reading

_HANGS_ON: Final = sa.func.coalesce(Contact.case_id, Contact.id, type_=Id())
_SORTING: Final = Sorting(
    {"heard_at": SortKey(Contact.heard_at, datetime), "recorded_at": SortKey(Contact.recorded_at, datetime)},
    unique=SortKey(Contact.id, UUID),
    default="-heard_at",
)


def get_contact(work: Work, contact_id: UUID, *, lock: bool = False) -> Known:
    """The contact, if the caller may see what it hangs on; 404 otherwise, whether it exists or not."""
    if lock:  # before it is read: what it hangs on may be changing
        work.session.execute(sa.select(Contact.id).where(Contact.id == contact_id).with_for_update())
    rows = _seen(work, sa.select(Contact, Subject, Case, involves(work.actor).label("involved")))
    found = work.session.execute(rows.where(Contact.id == contact_id)).one_or_none()
    if found is None:
        raise NotFound
    return Known(found[0], found[1], found[2], bool(found[3]))


def list_contacts(work: Work, filters: ContactFilters) -> tuple[Found, Sequence[Known]]:
    """A page of contacts, with or without a case, the latest first."""
    rows = _seen(work, sa.select(Contact.id)).where(*_conditions(work, filters))
    page = find_page(work, rows, filters, _SORTING)
    ids = [row["id"] for row in page.rows]
    found = work.session.execute(_seen(work, sa.select(Contact, Subject, Case)).where(Contact.id.in_(ids)))
    known = {row[0].id: Known(row[0], row[1], row[2], involved=False) for row in found}
    return page, [known[id_] for id_ in ids]


def _seen(work: Work, rows: Any) -> Any:
    """What the caller may see. A resident sees their own."""
    rows = (
        rows.select_from(Contact)
        .join(Subject, sa.and_(Subject.community_id == Contact.community_id, Subject.id == _HANGS_ON))
        .outerjoin(Case, sa.and_(Case.community_id == Contact.community_id, Case.id == Contact.case_id))
        .where(sight(work.actor, "cases.read"))
    )
    if work.actor.kind is ActorKind.RESIDENT:
        rows = rows.where(Contact.resident_id.in_([one.resident_id for one in work.actor.residencies]))
    return rows


def _conditions(work: Work, filters: ContactFilters) -> list[sa.ColumnElement[bool]]:
    conditions = [any_of(getattr(Contact, name), getattr(filters, name)) for name in _COLUMNS]
    if filters.heard_at_gte:
        conditions.append(Contact.heard_at >= filters.heard_at_gte)
    if filters.heard_at_lt:
        conditions.append(Contact.heard_at < filters.heard_at_lt)
    if filters.has_case is not None:
        conditions.append(Contact.case_id.is_not(None) if filters.has_case else Contact.case_id.is_(None))
    if filters.wants_reply is not None:
        conditions.append(Contact.wants_reply.is_(filters.wants_reply))
    if filters.answered is not None:
        conditions += [Contact.wants_reply.is_(True), _answered() if filters.answered else ~_answered()]
    if filters.rang_long is not None:
        long = sa.func.coalesce(Contact.rings > Contact.rings_within, sa.false())
        conditions.append(long if filters.rang_long else ~long)
    if filters.q:
        conditions.append(Subject.id.in_(matching(work.session, filters.q)))
    return conditions


_COLUMNS: Final = ("community_id", "case_id", "channel", "reason", "heard_by_id", "resident_id", "external_id")


def _answered() -> sa.ColumnElement[bool]:
    """That whoever called has had their answer (`state_of`)."""
    finished = sa.and_(Case.kind != Kind.INCIDENT, Case.state.in_(OVER))
    return sa.or_(Contact.answered_at.is_not(None), sa.func.coalesce(finished, sa.false()))


def replies_due(work: Work, contacts: Sequence[Contact]) -> Mapping[UUID, datetime]:
    """By when those who wait are to be answered, where they were promised it each by themselves."""
    waiting = [one for one in contacts if one.wants_reply and one.answered_at is None]
    if not waiting:
        return {}
    slots = {one.id.hex: one.id for one in waiting}
    hang_on = {one.case_id or one.id for one in waiting}
    rows = sa.select(Commitment.subject_id, Commitment.key, Commitment.slot, Commitment.due_at).where(
        Commitment.subject_id.in_(hang_on),
        Commitment.key.in_((REPLY, TELL)),
        Commitment.state == CommitmentState.OPEN,
    )
    due = {}
    for row in work.session.execute(rows):
        contact_id = row.subject_id if row.key == REPLY else slots.get(row.slot)
        if contact_id is not None:
            due[contact_id] = row.due_at
    return due
