"""Routes of the answer base."""

from typing import Annotated
from uuid import UUID

from fastapi import Body, Query

from shouwen.areas.answers import queries, service
from shouwen.areas.answers.problems import Retired, ReviewInPast
from shouwen.areas.answers.queries import MANAGE, READ
from shouwen.areas.answers.schemas import (
    FittingOut,
    FittingParams,
    ReviewIn,
    StoredAnswerIn,
    StoredAnswerOut,
    StoredAnswerParams,
    StoredAnswerPatch,
)
from shouwen.core.lists import Page
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("answers")
AS_THE_STANDARD_SAYS = ReviewIn()


@routes.get("/answers", allow(READ), problems=(CursorInvalid, SortUnknown))
def list_answers(work: Work, params: Annotated[StoredAnswerParams, Query()]) -> Page[StoredAnswerOut]:
    """The answers in reach; with `due=true` those that are to be read again."""
    return queries.list_answers(work, params)


@routes.get("/answers/fitting", allow(READ))
def find_fitting_answers(work: Work, params: Annotated[FittingParams, Query()]) -> FittingOut:
    """What may be answered to what is being asked: the three that fit best."""
    return queries.fitting_answers(work, params)


@routes.get("/answers/{answer_id}", allow(READ), problems=(NotFound,))
def read_answer(work: Work, answer_id: UUID) -> StoredAnswerOut:
    """One answer."""
    return queries.get_answer(work, answer_id)


@routes.post("/answers", allow(MANAGE), status=201, problems=(UnknownReference, ReviewInPast))
def add_answer(work: Work, body: StoredAnswerIn) -> StoredAnswerOut:
    """Write a question and its answer down."""
    answer_id = service.add_answer(work, body)
    work.reply.created(f"/api/v1/answers/{answer_id}")
    return queries.get_answer(work, answer_id)


@routes.patch("/answers/{answer_id}", allow(MANAGE), problems=(NotFound, Retired))
def change_answer(work: Work, answer_id: UUID, body: StoredAnswerPatch) -> StoredAnswerOut:
    """Other words."""
    service.change_answer(work, answer_id, body)
    work.session.flush()
    return queries.get_answer(work, answer_id)


@routes.post("/answers/{answer_id}/review", allow(MANAGE), problems=(NotFound, Retired, ReviewInPast))
def review_answer(
    work: Work, answer_id: UUID, body: Annotated[ReviewIn, Body()] = AS_THE_STANDARD_SAYS
) -> StoredAnswerOut:
    """Read again and found right."""
    service.review_answer(work, answer_id, body)
    work.session.flush()
    return queries.get_answer(work, answer_id)


@routes.post("/answers/{answer_id}/retire", allow(MANAGE), problems=(NotFound, Retired))
def retire_answer(work: Work, answer_id: UUID) -> StoredAnswerOut:
    """Give it no more."""
    service.retire_answer(work, answer_id)
    work.session.flush()
    return queries.get_answer(work, answer_id)
