"""The route by which a person contradicts that a repair is rework."""

from uuid import UUID

from shouwen.areas.cases import presenting, problems, rework
from shouwen.areas.cases.bodies import ReasonIn
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import CaseOut
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.web import allow
from shouwen.core.work import Work


@routes.post(
    "/cases/{case_id}/contradict-rework", allow(rework.CONTRADICT), problems=(problems.NoRework, *TIME_PROBLEMS)
)
def contradict_rework(work: Work, case_id: UUID, body: ReasonIn) -> CaseOut:
    """It is another matter than the earlier repair: it counts as rework no more."""
    return presenting.present(work, rework.contradict(work, case_id, body))
