"""The work order of a repair: materials, the home-visit check-list, the warranty (RP-04, RP-09, RP-11, RP-12)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import segno
import sqlalchemy as sa

from shouwen.areas.cases import job_fees, ledger
from shouwen.areas.cases.acting import begin_beside, look_beside, tell
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.problems import JudgedAlready, RepairsOnly, SizeMisplaced
from shouwen.areas.cases.queries import Loaded, unit_labels
from shouwen.areas.cases.repair_models import Material, VisitTick, WarrantyJudgement
from shouwen.areas.cases.repair_rules import FINISH_WITHIN, ON_ORDERS, VisitCheck, order_objection, warranty_objection
from shouwen.areas.cases.repair_schemas import (
    MaterialIn,
    MaterialOut,
    TickOut,
    TicksIn,
    WarrantyIn,
    WarrantyOut,
    WorkOrderOut,
)
from shouwen.areas.cases.rules import Kind, State
from shouwen.areas.cases.schemas import Named
from shouwen.core.acts import Act, Moment
from shouwen.core.commitments.rules import Follows
from shouwen.core.commitments.service import Birth, make
from shouwen.core.people.queries import names_of
from shouwen.core.work import Work
from shouwen.kit.problem import Problem

READ: Final = "cases.trace"
WRITE: Final = "cases.work_order"
Check = Callable[[Kind, State], type[Problem] | None]


def use_material(work: Work, case_id: UUID, body: MaterialIn) -> Loaded:
    """Something was used. Recorded; money moves elsewhere."""
    loaded, moment = _begin(work, case_id, body, order_objection)
    count = sa.select(sa.func.count()).select_from(Material).where(*_of(Material, loaded.case))
    row = Material(
        community_id=loaded.case.community_id,
        case_id=case_id,
        no=int(work.session.scalar(count) or 0) + 1,
        **body.model_dump(include={"name", "quantity", "unit_price_fen", "source", "paid_by"}),
        used_by_id=work.actor.id,
        used_at=moment.at,
    )
    work.session.add(row)
    tell(work, loaded, "cases.material_used", moment, no=row.no)
    return loaded


def tick(work: Work, case_id: UUID, body: TicksIn) -> Loaded:
    """What was looked to at the home, in this round."""
    loaded, moment = _begin(work, case_id, body, order_objection)
    case = loaded.case
    for one in body.ticks:
        key = (case.community_id, case.id, case.round, one.item)
        row = work.session.get(VisitTick, key)
        if row is None:
            row = VisitTick(community_id=key[0], case_id=key[1], round=key[2], item=key[3])
            work.session.add(row)
        row.done, row.ticked_by_id, row.ticked_at = one.done, work.actor.id, moment.at
        work.session.flush()
    tell(work, loaded, "cases.visit_ticked", moment, lines=len(body.ticks))
    return loaded


def judge_warranty(work: Work, case_id: UUID, body: WarrantyIn) -> Loaded:
    """Judged at the home: a valid defect has its working days from when it was heard (RP-03, RP-04)."""
    loaded, moment = _begin(work, case_id, body, warranty_objection)
    case = loaded.case
    if body.valid != (body.size is not None):
        raise SizeMisplaced.at("/size")
    if work.session.get(WarrantyJudgement, (case.community_id, case.id, case.round)) is not None:
        raise JudgedAlready
    row = WarrantyJudgement(
        community_id=case.community_id,
        case_id=case.id,
        round=case.round,
        **body.model_dump(include={"valid", "size", "reason"}),
        judged_by_id=work.actor.id,
        judged_at=moment.at,
    )
    work.session.add(row)
    if body.size is not None:
        birth = Birth(
            key=FINISH_WITHIN[body.size],
            base="heard_at",
            base_at=case.heard_at,
            staff_id=case.owner_id,
            follows=Follows.OWNER,
            round=case.round,
        )
        make(work, loaded.subject, birth)
        ledger.enter(work, case, body.size, moment)
    tell(work, loaded, "cases.warranty_judged", moment, valid=body.valid, size=body.size)
    return loaded


def read_order(work: Work, case_id: UUID) -> WorkOrderOut:
    """The work order as it stands. Raises RepairsOnly."""
    return present_order(work, case_of_order(work, case_id))


def case_of_order(work: Work, case_id: UUID) -> Loaded:
    """A case that has a work order, to be read: of a void one too, money may still be due. Raises RepairsOnly."""
    loaded = look_beside(work, case_id, READ)
    if loaded.case.kind not in ON_ORDERS:
        raise RepairsOnly
    return loaded


def present_order(work: Work, loaded: Loaded) -> WorkOrderOut:
    """The work order of a case in hand."""
    work.session.flush()
    case, unit_id = loaded.case, loaded.subject.unit_id
    materials, fees = _all(work, Material, case), job_fees.fees_of(work, case)
    ticks = {row.item: row for row in _all(work, VisitTick, case) if row.round == case.round}
    judged = work.session.get(WarrantyJudgement, (case.community_id, case.id, case.round))
    ids = {case.owner_id, *(row.used_by_id for row in materials), *(row.ticked_by_id for row in ticks.values())}
    names = names_of(work.session, ids | ({judged.judged_by_id} if judged else set()))
    return WorkOrderOut(
        case_id=case.id,
        community_id=case.community_id,
        number=case.number,
        kind=case.kind,
        severity=case.severity,
        state=case.state,
        round=case.round,
        title=case.title,
        detail=case.detail,
        unit=Named(id=unit_id, name=unit_labels(work, {unit_id})[unit_id]) if unit_id else None,
        owner=_named(names, case.owner_id),
        heard_at=case.heard_at,
        appointment_at=case.appointment_at,
        qr=qr_of(case.number),
        materials=[_material(row, names) for row in sorted(materials, key=lambda row: row.no)],
        total_fen=sum(row.quantity * row.unit_price_fen for row in materials),
        due_fen=job_fees.due_of(job_fees.owed_for(materials), fees),
        fees=job_fees.present_fees(work, loaded, fees),
        checks=[_tick(item, ticks.get(item), names) for item in VisitCheck],
        warranty=_warranty(judged, names) if judged else None,
    )


def _material(row: Material, names: Mapping[UUID, str]) -> MaterialOut:
    return MaterialOut(
        no=row.no,
        name=row.name,
        quantity=row.quantity,
        unit_price_fen=row.unit_price_fen,
        amount_fen=row.quantity * row.unit_price_fen,
        source=row.source,
        paid_by=row.paid_by,
        used_by=_named(names, row.used_by_id),
        used_at=row.used_at,
    )


def _tick(item: VisitCheck, row: VisitTick | None, names: Mapping[UUID, str]) -> TickOut:
    if row is None:
        return TickOut(item=item, done=None, ticked_by=None, ticked_at=None)
    return TickOut(item=item, done=row.done, ticked_by=_named(names, row.ticked_by_id), ticked_at=row.ticked_at)


def _warranty(row: WarrantyJudgement, names: Mapping[UUID, str]) -> WarrantyOut:
    return WarrantyOut(
        valid=row.valid,
        size=row.size,
        reason=row.reason,
        judged_by=_named(names, row.judged_by_id),
        judged_at=row.judged_at,
    )


def _named(names: Mapping[UUID, str], id_: UUID) -> Named:
    return Named(id=id_, name=names[id_])


def qr_of(number: str) -> list[str]:
    """A QR code that a telephone reads as the number, with its quiet border: rows of 1 (dark) and 0."""
    code = segno.make(number, micro=False)
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix_iter(border=4)]


def _begin(work: Work, case_id: UUID, body: Act, objects: Check) -> tuple[Loaded, Moment]:
    loaded, moment = begin_beside(work, case_id, WRITE, body)
    if problem := objects(loaded.case.kind, loaded.case.state):
        raise problem
    return loaded, moment


def _of(rows: Any, case: Case) -> tuple[sa.ColumnElement[bool], ...]:
    return rows.community_id == case.community_id, rows.case_id == case.id


def _all(work: Work, rows: Any, case: Case) -> Sequence[Any]:
    return work.session.scalars(sa.select(rows).where(*_of(rows, case))).all()
