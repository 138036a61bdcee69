"""Routes of types of case, and of the stages of one."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.areas.cases import case_types, course_presenting, courses, problems
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.type_schemas import (
    AdoptPackIn,
    CaseTypeIn,
    CaseTypeOut,
    CaseTypeParams,
    CourseOut,
    DefinitionIn,
    EndStageIn,
    StageTickIn,
)
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.lists import Page
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

_READ, _MANAGE, _WALK = allow(case_types.READ), allow(case_types.MANAGE), allow(courses.WALK)
_DEFINED = (problems.TypeKeysTwice, problems.TypeTimeWrong)
_ACT = (
    problems.NoCourse,
    problems.NotNow,
    problems.StagesOver,
    *TIME_PROBLEMS,
)
JUST_OVER = EndStageIn()


@routes.get("/case-types", _READ, problems=(CursorInvalid, SortUnknown))
def list_case_types(work: Work, params: Annotated[CaseTypeParams, Query()]) -> Page[CaseTypeOut]:
    """The types of case in reach, with what they say now."""
    return case_types.list_types(work, params)


@routes.get("/case-types/{type_id}", _READ, problems=(NotFound,))
def read_case_type(work: Work, type_id: UUID) -> CaseTypeOut:
    """One type of case."""
    return case_types.read_type(work, type_id)


@routes.post(
    "/communities/{community_id}/case-types",
    _MANAGE,
    status=201,
    problems=(NotFound, problems.TypeKeyTaken, *_DEFINED),
)
def add_case_type(work: Work, community_id: UUID, body: CaseTypeIn) -> CaseTypeOut:
    """Define a new kind of work: stages, check-lists, due times."""
    type_id = case_types.add_type(work, community_id, body)
    work.reply.created(f"/api/v1/case-types/{type_id}")
    return case_types.read_type(work, type_id)


@routes.post("/communities/{community_id}/case-types/adopt", _MANAGE, problems=(NotFound,))
def adopt_case_types(work: Work, community_id: UUID, body: AdoptPackIn) -> Page[CaseTypeOut]:
    """Take a set of types as it is; those whose key is there already are left alone."""
    case_types.adopt_pack(work, community_id, body.pack)
    work.session.flush()
    return case_types.list_types(work, CaseTypeParams(community_id=(community_id,), limit=100))


@routes.put(
    "/case-types/{type_id}",
    _MANAGE,
    if_match=True,
    problems=(NotFound, problems.TypeRetired, problems.TypeUnchanged, *_DEFINED),
)
def change_case_type(work: Work, type_id: UUID, body: DefinitionIn) -> CaseTypeOut:
    """Another version of a type; cases that walk it keep theirs."""
    return case_types.read_type(work, case_types.change_type(work, type_id, body))


@routes.post("/case-types/{type_id}/retire", _MANAGE, problems=(NotFound, problems.TypeRetired))
def retire_case_type(work: Work, type_id: UUID) -> CaseTypeOut:
    """Start no case with it any more."""
    return case_types.read_type(work, case_types.retire_type(work, type_id))


@routes.get("/cases/{case_id}/course", allow(course_presenting.READ), problems=(problems.NoCourse,))
def read_course(work: Work, case_id: UUID) -> CourseOut:
    """The stages a case of a type walks."""
    return course_presenting.read_course(work, case_id)


@routes.post(
    "/cases/{case_id}/course/ticks",
    _WALK,
    problems=(problems.StageItemUnknown, problems.StageItemDone, *_ACT),
)
def tick_stage(work: Work, case_id: UUID, body: StageTickIn) -> CourseOut:
    """Sign a line of the stage under way."""
    return course_presenting.present_course(work, courses.tick_stage(work, case_id, body))


@routes.post("/cases/{case_id}/course/end-stage", _WALK, problems=(problems.StageItemsMissing, *_ACT))
def end_stage(work: Work, case_id: UUID, body: EndStageIn = JUST_OVER) -> CourseOut:
    """The stage is over; the next one begins."""
    return course_presenting.present_course(work, courses.end_stage(work, case_id, body))
