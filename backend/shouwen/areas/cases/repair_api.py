"""Routes of the work order of a repair."""

from uuid import UUID

from shouwen.areas.cases import problems, repairs
from shouwen.areas.cases.repair_schemas import MaterialIn, TicksIn, WarrantyIn, WorkOrderOut
from shouwen.areas.cases.routes import routes
from shouwen.core.acts import BackdateForbidden, BackdateReasonMissing, BeforePrevious, InFuture
from shouwen.core.web import allow
from shouwen.core.work import Work

_ACT = (problems.NotNow, InFuture, BeforePrevious, BackdateReasonMissing, BackdateForbidden)
_WRITE = allow(repairs.WRITE)


@routes.get("/cases/{case_id}/work-order", allow(repairs.READ), problems=(problems.RepairsOnly, problems.NotNow))
def read_work_order(work: Work, case_id: UUID) -> WorkOrderOut:
    """The work order of a repair: what the paper needs beside the case itself."""
    return repairs.read_order(work, case_id)


@routes.post("/cases/{case_id}/materials", _WRITE, status=201, problems=(problems.RepairsOnly, *_ACT))
def use_material(work: Work, case_id: UUID, body: MaterialIn) -> WorkOrderOut:
    """Something was used on the repair; recorded, nothing is charged by this."""
    work.reply.created(f"/api/v1/cases/{case_id}/work-order")
    return repairs.present_order(work, repairs.use_material(work, case_id, body))


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
