"""Routes of buck-passing: found, taken back, counted. For those who arbitrate alone (FR-06)."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

from shouwen.areas.cases import passings, problems
from shouwen.areas.cases.bodies import ReasonIn
from shouwen.areas.cases.passing_schemas import PasserRow, PassingIn, PassingsOut
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import Listed, MeasureParams
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.core.worktime.problems import SpanBackwards
from shouwen.kit.problem import NotFound

_FIND = allow(passings.FIND)


@routes.get("/cases/{case_id}/passings", _FIND)
def read_passings(work: Work, case_id: UUID) -> PassingsOut:
    """What was found of buck-passing on the case, and of whom it may be found."""
    return passings.read(work, case_id)


@routes.post(
    "/cases/{case_id}/passings",
    _FIND,
    status=201,
    problems=(problems.NotInChain, problems.FindingOwn, *TIME_PROBLEMS),
)
def find_passing(work: Work, case_id: UUID, body: PassingIn) -> PassingsOut:
    """Somebody of the chain passed the buck, with what follows for them. No resident hears of it."""
    work.reply.created(f"/api/v1/cases/{case_id}/passings")
    return passings.present(work, passings.find(work, case_id, body))


@routes.post(
    "/cases/{case_id}/passings/{no}/withdraw",
    _FIND,
    problems=(problems.FindingOwn, problems.FindingWithdrawn, *TIME_PROBLEMS),
)
def withdraw_passing(
    work: Work, case_id: UUID, no: Annotated[int, Path(ge=1, le=100_000)], body: ReasonIn
) -> PassingsOut:
    """The finding was wrong: it counts no more."""
    return passings.present(work, passings.withdraw(work, case_id, no, body))


@routes.get("/board/passings", _FIND, problems=(NotFound, SpanBackwards))
def read_passing_board(work: Work, params: Annotated[MeasureParams, Query()]) -> Listed[PasserRow]:
    """Per person: offers refused, and buck-passing found, over the cases heard in those days."""
    return Listed(data=passings.passing_board(work, params))
