"""Routes of contingency plans and drills."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.areas.cases import plans, problems
from shouwen.areas.cases.plan_rules import PlanKey
from shouwen.areas.cases.plan_schemas import (
    DrillIn,
    DrillOut,
    DrillParams,
    PlanIn,
    PlanOut,
    PlanRunOut,
    PlanTickIn,
    PlanVersionOut,
    RunPlanIn,
)
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import Listed
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.lists import Page
from shouwen.core.references import UnknownReference
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

_RUN = (problems.PlanMisplaced, problems.NotNow, *TIME_PROBLEMS)


@routes.get("/communities/{community_id}/plans", allow(plans.READ), problems=(NotFound,))
def list_plans(work: Work, community_id: UUID) -> Listed[PlanOut]:
    """The nine contingency plans as they are in force, with their drills."""
    return Listed(data=plans.list_plans(work, community_id))


@routes.get("/communities/{community_id}/plans/{plan}/versions", allow(plans.READ), problems=(NotFound,))
def read_plan_versions(work: Work, community_id: UUID, plan: PlanKey) -> Listed[PlanVersionOut]:
    """What the community made of a plan, the latest first."""
    return Listed(data=plans.read_plan_versions(work, community_id, plan))


@routes.put(
    "/communities/{community_id}/plans/{plan}",
    allow(plans.MANAGE),
    problems=(NotFound, problems.PlanUnchanged),
)
def edit_plan(work: Work, community_id: UUID, plan: PlanKey, body: PlanIn) -> Listed[PlanOut]:
    """The community's own list of a plan from now on: another version, nothing is overwritten."""
    plans.edit_plan(work, community_id, plan, body)
    return Listed(data=plans.list_plans(work, community_id))


@routes.get("/cases/{case_id}/plans", allow(plans.TRACE))
def read_case_plans(work: Work, case_id: UUID) -> Listed[PlanRunOut]:
    """The plans that run on a case."""
    return Listed(data=plans.read_runs(work, case_id))


@routes.post("/cases/{case_id}/plans", allow(plans.RUN), status=201, problems=(problems.PlanRuns, *_RUN))
def run_plan(work: Work, case_id: UUID, body: RunPlanIn) -> Listed[PlanRunOut]:
    """Run a plan on an emergency: its list as it is now."""
    loaded = plans.run_plan(work, case_id, body)
    work.reply.created(f"/api/v1/cases/{case_id}/plans")
    return Listed(data=plans.present_runs(work, loaded))


@routes.post(
    "/cases/{case_id}/plans/{plan}/ticks",
    allow(plans.RUN),
    problems=(problems.PlanNotRunning, problems.PlanLineUnknown, problems.PlanLineDone, *_RUN),
)
def tick_plan(work: Work, case_id: UUID, plan: PlanKey, body: PlanTickIn) -> Listed[PlanRunOut]:
    """A line of a running plan was done."""
    return Listed(data=plans.present_runs(work, plans.tick_plan(work, case_id, plan, body)))


@routes.get("/drills", allow(plans.READ), problems=(CursorInvalid, SortUnknown))
def list_drills(work: Work, params: Annotated[DrillParams, Query()]) -> Page[DrillOut]:
    """The drills in reach, the latest first."""
    return plans.list_drills(work, params)


@routes.post(
    "/communities/{community_id}/drills",
    allow(plans.DRILL),
    status=201,
    problems=(NotFound, UnknownReference, *TIME_PROBLEMS),
)
def record_drill(work: Work, community_id: UUID, body: DrillIn) -> DrillOut:
    """A plan was practised."""
    drill_id = plans.record_drill(work, community_id, body)
    work.reply.created("/api/v1/drills")
    return plans.read_drill(work, drill_id)
