"""Routes of help in steps."""

from uuid import UUID

from shouwen.areas.cases import ladder, problems
from shouwen.areas.cases.ladder_schemas import LadderOut, RungIn
from shouwen.areas.cases.routes import routes
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.web import allow
from shouwen.core.work import Work


@routes.get("/cases/{case_id}/ladder", allow(ladder.READ))
def read_ladder(work: Work, case_id: UUID) -> LadderOut:
    """By which means help was given, and which may come next."""
    return ladder.read_ladder(work, case_id)


@routes.post(
    "/cases/{case_id}/ladder",
    allow(ladder.CLIMB),
    status=201,
    problems=(
        problems.LadderMisplaced,
        problems.NotNow,
        problems.PermissionUnsaid,
        problems.RungDone,
        problems.RungTooHigh,
        *TIME_PROBLEMS,
    ),
)
def climb_ladder(work: Work, case_id: UUID, body: RungIn) -> LadderOut:
    """Help by the hotline, remotely or on site, each only after the one before could not solve it."""
    loaded = ladder.climb(work, case_id, body)
    work.reply.created(f"/api/v1/cases/{case_id}/ladder")
    return ladder.present_ladder(work, loaded)
