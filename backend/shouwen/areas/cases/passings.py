"""Buck-passing 推诿 found, taken back and counted per person, among those who arbitrate alone (FR-06)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import begin_beside, look_beside, tell
from shouwen.areas.cases.bodies import ReasonIn
from shouwen.areas.cases.measures import heard_in
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.passing_models import Passing
from shouwen.areas.cases.passing_rules import PassingLevel, finding_objection, withdrawal_objection
from shouwen.areas.cases.passing_schemas import PasserRow, PassingIn, PassingOut, PassingsOut
from shouwen.areas.cases.problems import FindingWithdrawn, NotInChain
from shouwen.areas.cases.queries import Loaded
from shouwen.areas.cases.schemas import MeasureParams, Named
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.queries import chain_of
from shouwen.core.custody.rules import LinkState
from shouwen.core.people.queries import names_of
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work

FIND: Final = "cases.arbitrate"


def find(work: Work, case_id: UUID, body: PassingIn) -> Loaded:
    """Somebody of the chain passed the buck, argued over whose it was or did not cooperate. Raises NotInChain."""
    loaded, moment = begin_beside(work, case_id, FIND, body)
    if problem := finding_objection(work.actor.id, body.staff_id, _chain(work, loaded)):
        raise problem.at("/staff_id") if problem is NotInChain else problem
    row = Passing(
        community_id=loaded.case.community_id,
        case_id=case_id,
        no=len(_of(work, loaded.case)) + 1,
        **body.model_dump(include={"staff_id", "level", "reason"}),
        found_by_id=work.actor.id,
        found_at=moment.at,
    )
    work.session.add(row)
    tell(work, loaded, "cases.passing_found", moment, no=row.no, staff_id=row.staff_id, level=row.level)
    return loaded


def withdraw(work: Work, case_id: UUID, no: int, body: ReasonIn) -> Loaded:
    """It was wrong: it counts no more, and stands there as taken back. Raises FindingWithdrawn, FindingOwn."""
    loaded, moment = begin_beside(work, case_id, FIND, body)
    row = work.session.get(Passing, (loaded.case.community_id, case_id, no))
    if row is None:
        raise FindingWithdrawn
    if problem := withdrawal_objection(work.actor.id, row.staff_id, is_withdrawn=row.withdrawn_at is not None):
        raise problem
    row.withdrawn_by_id, row.withdrawn_at, row.withdrawn_reason = work.actor.id, moment.at, body.reason
    tell(work, loaded, "cases.passing_withdrawn", moment, no=no)
    return loaded


def read(work: Work, case_id: UUID) -> PassingsOut:
    """What was found on the case."""
    return present(work, look_beside(work, case_id, FIND))


def present(work: Work, loaded: Loaded) -> PassingsOut:
    """The findings in order, and the people of the chain."""
    work.session.flush()
    rows, chain = _of(work, loaded.case), _chain(work, loaded)
    people = {id_ for row in rows for id_ in (row.staff_id, row.found_by_id, row.withdrawn_by_id)}
    names = names_of(work.session, people | chain)

    def shown(row: Passing) -> PassingOut:
        by_id = row.withdrawn_by_id
        return PassingOut(
            no=row.no,
            staff=Named(id=row.staff_id, name=names[row.staff_id]),
            level=row.level,
            reason=row.reason,
            found_by=Named(id=row.found_by_id, name=names[row.found_by_id]),
            found_at=row.found_at,
            withdrawn_by=Named(id=by_id, name=names[by_id]) if by_id else None,
            withdrawn_at=row.withdrawn_at,
            withdrawn_reason=row.withdrawn_reason,
        )

    others = sorted((names[id_], id_) for id_ in chain if id_ != work.actor.id)
    return PassingsOut(data=[shown(row) for row in rows], chain=[Named(id=id_, name=name) for name, id_ in others])


def _chain(work: Work, loaded: Loaded) -> set[UUID]:
    """Whoever the matter went through, answers for it, or was offered it."""
    case, links = loaded.case, chain_of(work.session, loaded.subject)
    hands = {
        id_
        for link in links
        for id_ in (link.holder_id, link.offered_by_id, link.to_staff_id, link.resolved_staff_id, link.answered_by_id)
        if id_
    }
    return hands | {case.first_responder_id, case.accountable_id, case.owner_id}


def _of(work: Work, case: Case) -> Sequence[Passing]:
    rows = sa.select(Passing).where(Passing.community_id == case.community_id, Passing.case_id == case.id)
    return work.session.scalars(rows.order_by(Passing.no)).all()


# ---------------------------------------------------------------- the board


def passing_board(work: Work, params: MeasureParams) -> list[PasserRow]:
    """Per person, over the cases heard in those days that the caller sees: offers refused, and what was found.

    Raises NotFound, SpanBackwards.
    """
    heard = heard_in(work, params, FIND).conditions
    refused = _refused(work, heard)
    found = defaultdict[UUID, list[sa.Row[UUID, PassingLevel, UUID, str]]](list)
    for row in work.session.execute(_found(heard)):
        found[row.staff_id].append(row)
    names = names_of(work.session, refused.keys() | found.keys())
    rows = [_row(Named(id=id_, name=names[id_]), refused.get(id_, 0), found[id_]) for id_ in names]
    return sorted(rows, key=lambda row: (-row.found, -row.refused, row.staff.name, row.staff.id))


def _row(staff: Named, refused: int, found: Sequence[sa.Row[UUID, PassingLevel, UUID, str]]) -> PasserRow:
    counted = Counter(row.level for row in found)
    cases = dict.fromkeys((row.case_id, row.number) for row in found)
    return PasserRow(
        staff=staff,
        refused=refused,
        found=len(found),
        levels={level: counted[level] for level in PassingLevel},
        cases=[Named(id=case_id, name=number) for case_id, number in cases],
    )


def _refused(work: Work, heard: Sequence[sa.ColumnElement[bool]]) -> dict[UUID, int]:
    of_case = sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id)
    offers = sa.and_(CustodyLink.community_id == Case.community_id, CustodyLink.subject_id == Case.id)
    rows = (
        sa.select(CustodyLink.answered_by_id, sa.func.count().label("offers"))
        .select_from(Case)
        .join(Subject, of_case)
        .join(CustodyLink, offers)
        .where(*heard, CustodyLink.state == LinkState.REFUSED, CustodyLink.answered_by_id.is_not(None))
        .group_by(CustodyLink.answered_by_id)
    )
    return {row.answered_by_id: row.offers for row in work.session.execute(rows)}


def _found(heard: Sequence[sa.ColumnElement[bool]]) -> sa.Select[UUID, PassingLevel, UUID, str]:
    of_case = sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id)
    return (
        sa.select(Passing.staff_id, Passing.level, Passing.case_id, Case.number)
        .join(Case, sa.and_(Case.community_id == Passing.community_id, Case.id == Passing.case_id))
        .join(Subject, of_case)
        .where(*heard, Passing.withdrawn_at.is_(None))
        .order_by(Case.heard_at, Case.id, Passing.no)
    )
