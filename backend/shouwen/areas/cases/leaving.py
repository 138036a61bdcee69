"""What a leaver holds in this room, and how all of it is passed on: a case is never ownerless (FR-01)."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.promises import release_answer
from shouwen.areas.cases.rules import State
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.custody.bulk import rule_all
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import LinkState
from shouwen.core.custody.service import withdraw
from shouwen.core.people.holdings import Held, Passing, holdings
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.work import Work
from shouwen.kit.burst import insert_rows
from shouwen.kit.ids import new_id

OVER = (State.CLOSED, State.VOIDED)


def cases_of(work: Work, staff_id: UUID) -> Sequence[Held]:
    """Cases not over that the person owns or is accountable for."""
    rows = sa.select(Case.community_id, Case.id, Case.number).where(
        Case.state.not_in(OVER), sa.or_(Case.owner_id == staff_id, Case.accountable_id == staff_id)
    )
    return [Held("case", row.community_id, row.id, row.number) for row in work.session.execute(rows)]


def move_cases(work: Work, passing: Passing) -> None:
    """The successor owns what the leaver owned, and is accountable for what they were accountable for."""
    owned = _cases(work, Case.owner_id == passing.from_staff_id)
    rule_all(work, [case.id for case in owned], passing.to_staff_id, work.now)
    accountable = _cases(work, Case.accountable_id == passing.from_staff_id)
    if accountable:
        insert_rows(work.session, [_answers(case, passing.to_staff_id) for case in accountable])
    moved = {case.id: case for case in [*owned, *accountable]}
    for case in moved.values():
        case.owner_id = passing.to_staff_id if case in owned else case.owner_id
        case.accountable_id = passing.to_staff_id if case in accountable else case.accountable_id
    work.session.flush()
    subjects = work.session.scalars(sa.select(Subject).where(Subject.id.in_(moved)))
    for subject in subjects:
        work.emit("cases.passed_on", subject, from_staff_id=passing.from_staff_id, to_staff_id=passing.to_staff_id)


def offers_of(work: Work, staff_id: UUID) -> Sequence[Held]:
    """Offers that wait for the person's answer."""
    rows = (
        sa.select(CustodyLink.community_id, CustodyLink.subject_id, Subject.number)
        .join(Subject, sa.and_(Subject.community_id == CustodyLink.community_id, Subject.id == CustodyLink.subject_id))
        .where(CustodyLink.state == LinkState.OFFERED, CustodyLink.to_staff_id == staff_id)
    )
    return [Held("offer", row.community_id, row.subject_id, row.number or "") for row in work.session.execute(rows)]


def move_offers(work: Work, passing: Passing) -> None:
    """The successor answers them, and is told so. What would be offered to its own owner is taken back."""
    rows = (
        sa.select(CustodyLink, Subject, Case.owner_id)
        .join(Subject, sa.and_(Subject.community_id == CustodyLink.community_id, Subject.id == CustodyLink.subject_id))
        .join(Case, sa.and_(Case.community_id == Subject.community_id, Case.id == Subject.id))
        .where(CustodyLink.state == LinkState.OFFERED, CustodyLink.to_staff_id == passing.from_staff_id)
        .order_by(CustodyLink.id)
    )
    for link, subject, owner_id in work.session.execute(rows).all():
        if owner_id == passing.to_staff_id:
            withdraw(work, subject, work.now)
            release_answer(work, subject)
            work.emit("cases.offer_withdrawn", subject, link_id=link.id)
        else:
            _offer_on(work, link, subject, passing.to_staff_id)


def _offer_on(work: Work, link: CustodyLink, subject: Subject, staff_id: UUID) -> None:
    of_it = (Involvement.community_id == subject.community_id, Involvement.subject_id == subject.id)
    offered = sa.update(Involvement).where(*of_it, Involvement.part == Part.OFFERED)
    work.session.execute(offered.values(person_id=staff_id))
    link.to_staff_id = staff_id
    work.emit("cases.offered", subject, link_id=link.id, to_staff_id=staff_id)


def promises_of(work: Work, staff_id: UUID) -> Sequence[Held]:
    """Open promises the person answers for."""
    rows = sa.select(Commitment.community_id, Commitment.id, Commitment.key).where(
        Commitment.state == CommitmentState.OPEN, Commitment.responsible_id == staff_id
    )
    return [Held("commitment", row.community_id, row.id, row.key) for row in work.session.execute(rows)]


def move_promises(work: Work, passing: Passing) -> None:
    """The successor answers for them, and sees whom they are to; what was judged stays with whom it was judged."""
    calls = (
        sa.select(Subject.community_id, Subject.id)
        .join(Commitment, sa.and_(Commitment.community_id == Subject.community_id, Commitment.subject_id == Subject.id))
        .where(
            Subject.type == SubjectType.CONTACT,
            Commitment.state == CommitmentState.OPEN,
            Commitment.responsible_id == passing.from_staff_id,
        )
    )
    for community_id, subject_id in work.session.execute(calls).all():
        seen = {"subject_id": subject_id, "part": Part.ANSWERS, "person_id": passing.to_staff_id}
        work.session.add(Involvement(community_id=community_id, **seen))
    work.session.execute(
        sa.update(Commitment)
        .where(Commitment.state == CommitmentState.OPEN, Commitment.responsible_id == passing.from_staff_id)
        .values(responsible_id=passing.to_staff_id)
    )


def _cases(work: Work, condition: sa.ColumnElement[bool]) -> Sequence[Case]:
    rows = sa.select(Case).where(Case.state.not_in(OVER), condition)
    return work.session.scalars(rows.order_by(Case.id).with_for_update()).all()


def _answers(case: Case, staff_id: UUID) -> Involvement:
    return Involvement(
        community_id=case.community_id, id=new_id(), subject_id=case.id, part=Part.ANSWERS, person_id=staff_id
    )


holdings.add("case", find=cases_of, move=move_cases)
holdings.add("offer", find=offers_of, move=move_offers)
holdings.add("commitment", find=promises_of, move=move_promises)
