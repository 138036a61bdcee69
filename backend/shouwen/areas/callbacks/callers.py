"""Who calls: another than the handler, by what the matter was; the load spread, absence respected (CB-04, CB-21)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.models import Callback
from shouwen.areas.callbacks.rules import OPEN
from shouwen.areas.cases.public import FinishedCase, Kind
from shouwen.core.access.identify import acting_for
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.people.queries import desk_of, heads_of, manager_of
from shouwen.core.subjects.models import Involvement, Part, Subject
from shouwen.core.subjects.rules import Whereabouts, reaches
from shouwen.core.work import Work

TO_CALL = ("callbacks.read", "callbacks.reveal", "callbacks.attempt", "callbacks.record")


@dataclass(frozen=True, slots=True)
class Callers:
    """Who calls, and who goes with them; nobody where the community has nobody."""

    caller_id: UUID | None
    companion_id: UUID | None = None


def callers_for(work: Work, case: FinishedCase) -> Callers:
    """A major matter: the manager arranges it. A complaint about a department: its head, with somebody of the desk.

    Anything else: somebody of the desk. Never a handler of the matter, nor whom it is about, nor who may not call.
    """
    community_id = case.subject.community_id
    barred = case.handlers | _about(work, case)
    desk = _least_laden(work, [id for id in desk_of(work.session, community_id, work.now) if id not in barred])
    officer = next((id for id in desk if can_call(work, case.subject, id)), None)
    manager = _manager(work, community_id, barred)
    if case.is_major and manager:
        return Callers(manager)
    if case.kind is Kind.COMPLAINT and case.about_department_id:
        heads = heads_of(work.session, community_id, case.about_department_id, work.now)
        head = next((id for id in heads if id not in barred and can_call(work, case.subject, id)), None)
        if head:
            return Callers(head, officer if officer != head else None)
    return Callers(officer or manager)


def can_call(work: Work, subject: Subject, staff_id: UUID) -> bool:
    """Whether their roles let them make this call once it is theirs: who is named takes part in the matter."""
    actor = acting_for(work.session, staff_id, work.now)
    here = Whereabouts(subject.community_id, subject.zone_id, subject.department_id, involved=True)
    return actor is not None and all(reaches(actor, permission, here) for permission in TO_CALL)


def take_part(work: Work, subject: Subject, *staff_ids: UUID | None) -> None:
    """Whoever calls answers for it, and so sees the matter that they call about."""
    theirs = (Involvement.community_id == subject.community_id, Involvement.subject_id == subject.id)
    named = {id for id in staff_ids if id}
    there = work.session.scalars(sa.select(Involvement.person_id).where(*theirs, Involvement.person_id.in_(named)))
    work.session.add_all(
        Involvement(community_id=subject.community_id, subject_id=subject.id, part=Part.ANSWERS, person_id=id)
        for id in sorted(named - set(there))
    )


def _least_laden(work: Work, staff_ids: Sequence[UUID]) -> list[UUID]:
    """Whoever has the fewest calls in hand comes first."""
    rows = sa.select(Callback.caller_id).where(Callback.caller_id.in_(staff_ids), Callback.state.in_(OPEN))
    load = Counter(work.session.scalars(rows))
    return sorted(staff_ids, key=lambda id: (load[id], id))


def _manager(work: Work, community_id: UUID, barred: Collection[UUID]) -> UUID | None:
    try:
        manager = manager_of(work.session, community_id, work.now)
    except NobodyToAnswer:
        return None
    return None if manager in barred else manager


def _about(work: Work, case: FinishedCase) -> set[UUID]:
    rows = sa.select(Involvement.person_id).where(
        Involvement.community_id == case.subject.community_id,
        Involvement.subject_id == case.subject.id,
        Involvement.part == Part.ABOUT,
    )
    return {person_id for person_id in work.session.scalars(rows) if person_id}
