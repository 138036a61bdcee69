"""What follows when something happens to a case: who is told, and whether the whole it is a part of is finished.

Told after the fact was sealed, so that nobody at the desk waits for it. What is over by then is told to nobody.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.cases import exporting, exporting_defects  # noqa: F401 - say how cases and defects are given out
from shouwen.areas.cases.finished import names_of_cases
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.parts import finish_whole
from shouwen.areas.cases.rework import recognise
from shouwen.areas.cases.rules import OVER, Kind, Origin, Severity, State
from shouwen.areas.cases.slip_models import SlipReceipt
from shouwen.areas.cases.warranties import called_back
from shouwen.core.access.actor import ActorKind
from shouwen.core.commitments.queries import soonest_due
from shouwen.core.delivery.rules import MessageEvent
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.delivery.urgency import urgency
from shouwen.core.headings import headings
from shouwen.core.jobs.registry import registry
from shouwen.core.journal.models import JournalEntry
from shouwen.core.subjects.models import SubjectType
from shouwen.core.work import Work


def _is_news(entry: sa.Row[Any]) -> bool:
    """Not where whoever heard it wrote it down and keeps it, as most do: then there is nobody to tell."""
    told = {_id(entry, "first_responder_id"), _id(entry, "owner_id")}
    return told != {_did(entry)} or entry.detail.get("severity") == Severity.MAJOR


@registry.on("cases.heard", "cases.tell_heard", when=_is_news)
def tell_heard(work: Work, entry_id: UUID) -> None:
    """A named first responder is told that they were named (mechanics: people); a major matter is reported (FR-04)."""
    entry, case = _read(work, entry_id)
    did, first_responder_id, owner_id = _did(entry), _id(entry, "first_responder_id"), _id(entry, "owner_id")
    notices = [Notice(MessageEvent.NAMED, case.id, staff_id=first_responder_id, did=did)]
    if owner_id != first_responder_id:
        notices.append(Notice(MessageEvent.GIVEN, case.id, staff_id=owner_id, did=did))
    if case.severity == Severity.MAJOR and _lives(case):
        notices.append(Notice(MessageEvent.MAJOR, case.id, did=did))
    tell(work, case.community_id, notices)


@registry.on("cases.made_major", "cases.tell_made_major")
@registry.on("cases.reclassified", "cases.tell_reclassified")
def tell_major(work: Work, entry_id: UUID) -> None:
    """It has become major: reported to whoever manages at once (FR-04, CP-04, CP-22, HR-08)."""
    entry, case = _happened(work, entry_id)
    became = entry.event == "cases.made_major" or "severity" in entry.detail["fields"]
    if case is not None and became and case.severity == Severity.MAJOR:
        tell(work, case.community_id, [Notice(MessageEvent.MAJOR, case.id, did=_did(entry))])


@registry.on("cases.offered", "cases.tell_offered")
def tell_offered(work: Work, entry_id: UUID) -> None:
    """Whom it is offered to: a person, or everybody on a post; away, whoever stands in (FR-03)."""
    entry, case = _happened(work, entry_id)
    if case is None:
        return
    staff_id, post_id = _id(entry, "to_staff_id"), _id(entry, "to_post_id")
    tell(
        work,
        case.community_id,
        [Notice(MessageEvent.OFFERED, case.id, staff_id=staff_id, post_id=post_id, did=_did(entry))],
    )


@registry.on("cases.offer_refused", "cases.tell_refused")
def tell_refused(work: Work, entry_id: UUID) -> None:
    """It has come back: the owner, who never stopped being it."""
    _tell_owner(work, entry_id, MessageEvent.REFUSED)


@registry.on("cases.urged", "cases.tell_urged")
def tell_urged(work: Work, entry_id: UUID) -> None:
    """Somebody asks where it stands (FR-15): the owner, with what they promised that is due soonest."""
    entry, case = _happened(work, entry_id)
    if case is None:
        return
    notice = Notice(MessageEvent.URGED, case.id, staff_id=case.owner_id, did=_did(entry))
    if promise := soonest_due(work.session, case.community_id, case.id, case.owner_id):
        notice = replace(notice, commitment_id=promise.id, key=promise.key, due_at=promise.due_at)
    tell(work, case.community_id, [notice])


@registry.on("cases.escalated", "cases.tell_escalated")
def tell_escalated(work: Work, entry_id: UUID) -> None:
    """Reported upward: whom it was reported to."""
    entry, case = _happened(work, entry_id)
    if case is not None:
        notice = Notice(MessageEvent.REPORTED, case.id, staff_id=_id(entry, "to_staff_id"), did=_did(entry))
        tell(work, case.community_id, [notice])


@registry.on("cases.arbitrated", "cases.tell_arbitrated")
@registry.on("cases.succeeded", "cases.tell_succeeded")
def tell_ruled(work: Work, entry_id: UUID) -> None:
    """It was given to somebody by a ruling, or somebody was made accountable (FR-13)."""
    entry, case = _happened(work, entry_id)
    if case is None:
        return
    given = {MessageEvent.GIVEN: _id(entry, "owner_id"), MessageEvent.ANSWERS: _id(entry, "accountable_id")}
    tell(
        work,
        case.community_id,
        [
            Notice(event, case.id, staff_id=staff_id, did=_did(entry))
            for event, staff_id in given.items()
            if staff_id is not None
        ],
    )


@registry.on("cases.passed_on", "cases.tell_passed_on")
def tell_passed_on(work: Work, entry_id: UUID) -> None:
    """A leaver's case goes to somebody else."""
    entry, case = _happened(work, entry_id)
    if case is not None:
        notice = Notice(MessageEvent.GIVEN, case.id, staff_id=_id(entry, "to_staff_id"), did=_did(entry))
        tell(work, case.community_id, [notice])


@registry.on("cases.finished", "cases.finish_whole")
@registry.on("cases.voided", "cases.finish_whole_without")
def ask_whether_the_whole_is_finished(work: Work, entry_id: UUID) -> None:
    """A part is finished, or fell away: the last one finishes the whole (RP-02)."""
    _, case = _read(work, entry_id)
    finish_whole(work, case.id)


@registry.on("cases.slip_closed", "cases.tell_copies")
def tell_copies(work: Work, entry_id: UUID) -> None:
    """Whoever holds a post that a copy went to is told that it is theirs to read (CP-24)."""
    entry, case = _read(work, entry_id)
    rows = sa.select(SlipReceipt.post_id).where(
        SlipReceipt.community_id == case.community_id,
        SlipReceipt.slip_id == _id(entry, "slip_id"),
        SlipReceipt.read_at.is_(None),
    )
    posts = set(work.session.scalars(rows))
    tell(
        work,
        case.community_id,
        [Notice(MessageEvent.COPIED, case.id, post_id=post_id, did=_did(entry)) for post_id in sorted(posts)],
    )


@registry.on("callbacks.recorded", "cases.defect_called_back")
def note_the_callback(work: Work, entry_id: UUID) -> None:
    """The last stage of a warranty defect is that somebody asked the resident (RP-12)."""
    _, case = _read(work, entry_id)
    if case.kind is Kind.WARRANTY:
        called_back(work, case)


@registry.on("cases.heard", "cases.find_rework")
@registry.on("cases.reclassified", "cases.find_rework_of_reclassified")
def look_for_rework(work: Work, entry_id: UUID) -> None:
    """A repair of what was repaired a short while ago is marked (RP-07)."""
    _, case = _read(work, entry_id)
    if case.kind is Kind.REPAIR and case.origin == Origin.LIVE and case.state is not State.VOIDED:
        recognise(work, case)


def urgent_cases(session: Session, community_id: UUID, subject_ids: Collection[UUID]) -> set[UUID]:
    """Urgent and major ones and every call for help, as long as they are not finished (HR-01, HR-03)."""
    rows = sa.select(Case.id).where(
        Case.community_id == community_id,
        Case.id.in_(subject_ids),
        Case.state.not_in(OVER),
        sa.or_(Case.severity.in_([Severity.URGENT, Severity.MAJOR]), Case.kind == Kind.HELP),
    )
    return set(session.scalars(rows))


urgency.add("case", urgent_cases)


def _titles(session: Session, case_ids: Collection[UUID]) -> dict[UUID, str]:
    return {id: name.title for id, name in names_of_cases(session, case_ids).items()}


headings.add(SubjectType.CASE, _titles)


def _tell_owner(work: Work, entry_id: UUID, event: MessageEvent) -> None:
    entry, case = _happened(work, entry_id)
    if case is not None:
        tell(work, case.community_id, [Notice(event, case.id, staff_id=case.owner_id, did=_did(entry))])


def _happened(work: Work, entry_id: UUID) -> tuple[sa.Row[Any], Case | None]:
    """What happened, and the case as long as it is not over."""
    entry, case = _read(work, entry_id)
    return entry, case if _lives(case) else None


def _read(work: Work, entry_id: UUID) -> tuple[sa.Row[Any], Case]:
    columns = sa.select(
        JournalEntry.event,
        JournalEntry.community_id,
        JournalEntry.subject_id,
        JournalEntry.actor_kind,
        JournalEntry.actor_id,
        JournalEntry.detail,
    )
    entry = work.session.execute(columns.where(JournalEntry.id == entry_id)).one()
    return entry, work.session.get_one(Case, (entry.community_id, entry.subject_id))


def _lives(case: Case) -> bool:
    return case.state not in OVER and case.origin == Origin.LIVE


def _did(entry: sa.Row[Any]) -> UUID | None:
    """Who did it, where a member of staff did: nobody is told of their own act."""
    return entry.actor_id if entry.actor_kind == ActorKind.STAFF else None


def _id(entry: sa.Row[Any], name: str) -> UUID | None:
    value = entry.detail.get(name)
    return UUID(value) if value else None
