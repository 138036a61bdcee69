"""Routes of the work order of a repair."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Body, Path

from shouwen.areas.cases import job_fees, problems, repairs
from shouwen.areas.cases.repair_schemas import FeeIn, MaterialIn, TicksIn, WarrantyIn, WorkOrderOut
from shouwen.areas.cases.routes import routes
from shouwen.core.acts import TIME_PROBLEMS, Act
from shouwen.core.references import UnknownReference
from shouwen.core.web import allow
from shouwen.core.work import Work

_ACT = (problems.NotNow, *TIME_PROBLEMS)
NOTHING_SAID: Final = Act()
_WRITE = allow(repairs.WRITE)


@routes.get("/cases/{case_id}/work-order", allow(repairs.READ), problems=(problems.RepairsOnly,))
def read_work_order(work: Work, case_id: UUID) -> WorkOrderOut:
    """The work order of a repair: what the paper needs beside the case itself."""
    return repairs.read_order(work, case_id)


@routes.post("/cases/{case_id}/materials", _WRITE, status=201, problems=(problems.RepairsOnly, *_ACT))
def use_material(work: Work, case_id: UUID, body: MaterialIn) -> WorkOrderOut:
    """Something was used on the repair; recorded, nothing is charged by this."""
    work.reply.created(f"/api/v1/cases/{case_id}/work-order")
    return repairs.present_order(work, repairs.use_material(work, case_id, body))


@routes.post(
    "/cases/{case_id}/fees",
    _WRITE,
    status=201,
    problems=(
        problems.RepairsOnly,
        problems.NoFeeDue,
        problems.FeeAboveDue,
        problems.FeeUnexplained,
        UnknownReference,
        *_ACT,
    ),
)
def say_fee(work: Work, case_id: UUID, body: FeeIn) -> WorkOrderOut:
    """What became of the fee on the job: collected, or why not. What was collected is promised to be handed in."""
    work.reply.created(f"/api/v1/cases/{case_id}/work-order")
    return repairs.present_order(work, job_fees.say(work, case_id, body))


@routes.post(
    "/cases/{case_id}/fees/{no}/hand-in",
    allow(job_fees.RECEIVE),
    problems=(problems.RepairsOnly, problems.FeeHandedIn, problems.FeeOwnHands, *_ACT),
)
def hand_in_fee(
    work: Work, case_id: UUID, no: Annotated[int, Path(ge=1, le=100_000)], body: Annotated[Act, Body()] = NOTHING_SAID
) -> WorkOrderOut:
    """Somebody other than the collector received it; no transfer is made by this."""
    return repairs.present_order(work, job_fees.hand_in(work, case_id, no, body))


@routes.post("/cases/{case_id}/visit-checks", _WRITE, problems=(problems.RepairsOnly, *_ACT))
def tick_visit(work: Work, case_id: UUID, body: TicksIn) -> WorkOrderOut:
    """What was looked to at the home."""
    return repairs.present_order(work, repairs.tick(work, case_id, body))


@routes.post(
    "/cases/{case_id}/judge-warranty",
    _WRITE,
    problems=(problems.WarrantiesOnly, problems.SizeMisplaced, problems.JudgedAlready, *_ACT),
)
def judge_warranty(work: Work, case_id: UUID, body: WarrantyIn) -> WorkOrderOut:
    """Whether a defect is the developer's to repair, as seen at the home, and how large it is."""
    return repairs.present_order(work, repairs.judge_warranty(work, case_id, body))
