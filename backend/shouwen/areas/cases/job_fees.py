"""Fees on the job: collected or why not, and handed in promptly (RP-10). Promised here; money moves elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import begin_beside, tell
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.problems import FeeAboveDue, FeeHandedIn, FeeOwnHands, FeeUnexplained, RepairsOnly
from shouwen.areas.cases.promises import FEE_HAND_IN
from shouwen.areas.cases.queries import Loaded, viewer_of
from shouwen.areas.cases.repair_models import JobFee, Material
from shouwen.areas.cases.repair_rules import ON_ORDERS, PaidBy, fee_objection, order_objection
from shouwen.areas.cases.repair_schemas import FeeAction, FeeIn, FeeOut
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.core.acts import Act
from shouwen.core.commitments.service import Birth, keep, make
from shouwen.core.people.queries import names_of, works_in
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden, Malformed, Problem

WRITE: Final = "cases.work_order"
RECEIVE: Final = "cases.receive_fees"
_POINTERS: Final[Mapping[type[Malformed], str]] = {FeeAboveDue: "/collected_fen", FeeUnexplained: "/reason"}


def say(work: Work, case_id: UUID, body: FeeIn) -> Loaded:
    """What the household paid, and why not. What was collected is promised to be handed in by whoever has it."""
    loaded, moment = begin_beside(work, case_id, WRITE, body)
    case = loaded.case
    if problem := order_objection(case.kind, case.state):
        raise problem
    collector_id = body.collected_by_id or work.actor.id
    if not works_in(work.session, collector_id, case.community_id, work.now):
        raise UnknownReference.at("/collected_by_id")
    fees = fees_of(work, case)
    owed = owed_for(_used(work, case))
    due = due_of(owed, fees)
    if problem := fee_objection(due, body.collected_fen, body.reason):
        raise problem.at(_POINTERS[problem]) if issubclass(problem, Malformed) else problem
    row = JobFee(
        community_id=case.community_id,
        case_id=case.id,
        no=len(fees) + 1,
        round=case.round,
        owed_fen=owed,
        due_fen=due,
        collected_fen=body.collected_fen,
        reason=body.reason,
        collected_by_id=collector_id,
        said_by_id=work.actor.id,
        said_at=moment.at,
    )
    work.session.add(row)
    tell(work, loaded, "cases.fee_said", moment, no=row.no, collected_fen=row.collected_fen)
    if row.collected_fen:
        birth = Birth(
            key=FEE_HAND_IN,
            base="collected_at",
            base_at=moment.at,
            staff_id=collector_id,
            round=case.round,
            slot=str(row.no),
            blocks_close=True,
        )
        make(work, loaded.subject, birth)
    return loaded


def hand_in(work: Work, case_id: UUID, no: int, act: Act) -> Loaded:
    """It was received, by somebody who had not collected it. Raises FeeHandedIn, FeeOwnHands."""
    loaded, moment = begin_beside(work, case_id, RECEIVE, act)
    case = loaded.case
    if case.kind not in ON_ORDERS:
        raise RepairsOnly
    row = work.session.get(JobFee, (case.community_id, case.id, no))
    if row is None:
        raise FeeHandedIn
    if problem := _objection(row, work.actor.id):
        raise problem
    row.handed_in_at, row.received_by_id = moment.at, work.actor.id
    tell(work, loaded, "cases.fee_handed_in", moment, no=no)
    keep(work, loaded.subject, (FEE_HAND_IN,), moment, slot=str(no))
    return loaded


def _objection(row: JobFee, receiver_id: UUID) -> type[Problem] | None:
    if row.handed_in_at is not None or row.collected_fen == 0:
        return FeeHandedIn
    return FeeOwnHands if receiver_id == row.collected_by_id else None


def owed_for(materials: Iterable[Material]) -> int:
    """What the household pays for of what was used."""
    return sum(row.quantity * row.unit_price_fen for row in materials if row.paid_by is PaidBy.RESIDENT)


def due_of(owed_fen: int, fees: Iterable[JobFee]) -> int:
    """What the household has still to pay of it."""
    return owed_fen - sum(row.collected_fen for row in fees)


def _used(work: Work, case: Case) -> Sequence[Material]:
    rows = sa.select(Material).where(Material.community_id == case.community_id, Material.case_id == case.id)
    return work.session.scalars(rows).all()


def fees_of(work: Work, case: Case) -> Sequence[JobFee]:
    """What was said about the fee, in order."""
    rows = sa.select(JobFee).where(JobFee.community_id == case.community_id, JobFee.case_id == case.id)
    return work.session.scalars(rows.order_by(JobFee.no)).all()


def present_fees(work: Work, loaded: Loaded, rows: Sequence[JobFee]) -> list[FeeOut]:
    """The fees of a case, each with whether the caller may say that it was handed in."""
    people = {id_ for row in rows for id_ in (row.collected_by_id, row.said_by_id, row.received_by_id) if id_}
    names = names_of(work.session, people)
    receives = viewer_of(work, loaded).reaches(RECEIVE)
    return [_present(work, row, names, receives=receives) for row in rows]


def _present(work: Work, row: JobFee, names: Mapping[UUID, str], *, receives: bool) -> FeeOut:
    received_by = row.received_by_id and Named(id=row.received_by_id, name=names[row.received_by_id])
    problem = _objection(row, work.actor.id) if receives else Forbidden
    return FeeOut(
        no=row.no,
        due_fen=row.due_fen,
        collected_fen=row.collected_fen,
        reason=row.reason,
        collected_by=Named(id=row.collected_by_id, name=names[row.collected_by_id]),
        said_by=Named(id=row.said_by_id, name=names[row.said_by_id]),
        said_at=row.said_at,
        handed_in_at=row.handed_in_at,
        received_by=received_by,
        actions=[
            FeeAction(
                allowed=problem is None,
                reason=ActionReason.of(problem, work.lang) if problem else None,
            )
        ],
    )
