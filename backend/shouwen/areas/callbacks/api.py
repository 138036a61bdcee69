"""Routes of callbacks and their draws (api: callbacks)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from shouwen.areas.callbacks import correcting, draws, papers, problems, quarter, quarters, queries, service
from shouwen.areas.callbacks.queries import Loaded
from shouwen.areas.callbacks.schemas import (
    AssignIn,
    AttemptIn,
    CallbackAnswerIn,
    CallbackOut,
    CallbackParams,
    CallbackReviewIn,
    CallbackRow,
    CarryOutIn,
    CorrectiveDecideIn,
    CorrectiveList,
    CorrectiveOut,
    CorrectiveParams,
    DrawOut,
    DrawParams,
    DrawRowOut,
    EnrolledRow,
    FileIn,
    FollowUpIn,
    NumberOut,
    QuarterOut,
    QuarterPaperParams,
    QuarterParams,
    RevealPhoneIn,
    RowParams,
    SuggestIn,
)
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.files.problems import InternalNotYours, LinkedOtherwise
from shouwen.core.lists import Page
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.print.answering import answer
from shouwen.core.print.problems import PdfBusy, PdfUnavailable
from shouwen.core.print.schemas import PaperParams
from shouwen.core.references import UnknownReference
from shouwen.core.web import Idempotency, Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("callbacks")
_CALL = (NotFound, problems.NotNow, problems.ByHandler, problems.NotCaller, problems.TooEarly, *TIME_PROBLEMS)
_SAID = (
    UnknownReference,
    NobodyToAnswer,
    InternalNotYours,
    LinkedOtherwise,
    problems.SignatureMissing,
)


@routes.get("/callbacks", allow(queries.READ), problems=(CursorInvalid, SortUnknown))
def list_callbacks(work: Work, params: Annotated[CallbackParams, Query()]) -> Page[CallbackRow]:
    """Who is to be called back, the next due first."""
    return queries.list_callbacks(work, params)


@routes.get("/callbacks/{callback_id}", allow(queries.READ), problems=(NotFound,))
def read_callback(work: Work, callback_id: UUID) -> CallbackOut:
    """One callback, with the calls made and what was said."""
    return queries.present(work, queries.get_callback(work, callback_id))


@routes.get("/callbacks/{callback_id}/paper", allow(queries.READ), problems=(NotFound, PdfUnavailable, PdfBusy))
def print_callback(work: Work, callback_id: UUID, params: Annotated[PaperParams, Query()]) -> Response:
    """The numbered form, as a page or as a PDF."""
    return answer(work, papers.callback_sheet(work, callback_id), params)


@routes.post(
    "/callbacks/{callback_id}/assign",
    allow("callbacks.assign"),
    problems=(NotFound, UnknownReference, problems.NotNow, problems.ByHandler, problems.CannotCall),
)
def assign_callback(work: Work, callback_id: UUID, body: AssignIn) -> CallbackOut:
    """Say who calls."""
    return _told(work, service.assign(work, callback_id, body))


@routes.post(
    "/callbacks/{callback_id}/reveal",
    allow("callbacks.reveal"),
    idempotency=Idempotency.NONE,  # a kept answer would be the number once more
    problems=(
        NotFound,
        problems.NotNow,
        problems.ByHandler,
        problems.NotCaller,
        problems.TooEarly,
        problems.NoPhoneThere,
    ),
)
def reveal_callback_phone(work: Work, callback_id: UUID, body: RevealPhoneIn) -> NumberOut:
    """The number to call, in full; that it was shown is journalled."""
    return {"phone": service.reveal(work, callback_id, body)}


@routes.post(
    "/callbacks/{callback_id}/attempt",
    allow("callbacks.attempt"),
    problems=(*_CALL, problems.AppointmentMissing, problems.AppointmentMisplaced),
)
def attempt_callback(work: Work, callback_id: UUID, body: AttemptIn) -> CallbackOut:
    """A call was made."""
    return _told(work, service.attempt(work, callback_id, body))


@routes.post(
    "/callbacks/{callback_id}/record", allow("callbacks.record"), problems=(*_CALL, *_SAID, problems.NoAttempt)
)
def record_callback(work: Work, callback_id: UUID, body: CallbackAnswerIn) -> CallbackOut:
    """What was said."""
    return _told(work, service.record(work, callback_id, body))


@routes.post(
    "/callbacks/{callback_id}/second-opinion",
    allow("callbacks.second_opinion"),
    problems=(NotFound, problems.NotNow, problems.ByHandler, problems.SecondByTheSame, *_SAID, *TIME_PROBLEMS),
)
def second_opinion(work: Work, callback_id: UUID, body: CallbackAnswerIn) -> CallbackOut:
    """Another person asked again."""
    return _told(work, service.second_opinion(work, callback_id, body))


@routes.post(
    "/callbacks/{callback_id}/suggest",
    allow("callbacks.suggest"),
    problems=(NotFound, NobodyToAnswer, UnknownReference, problems.NotNow, problems.NothingSuggested),
)
def suggest_from_callback(work: Work, callback_id: UUID, body: SuggestIn) -> CallbackOut:
    """What was suggested becomes a case of its own, tied to the one called about."""
    return _told(work, service.suggest(work, callback_id, body))


@routes.post(
    "/callbacks/{callback_id}/review",
    allow("callbacks.review"),
    problems=(
        NotFound,
        NobodyToAnswer,
        UnknownReference,
        problems.NotNow,
        problems.OwnRecord,
        problems.NothingToReview,
        *TIME_PROBLEMS,
    ),
)
def review_callback(work: Work, callback_id: UUID, body: CallbackReviewIn) -> CallbackOut:
    """Comment on what was recorded, and pass it or not."""
    return _told(work, service.review(work, callback_id, body))


@routes.get("/callback-draws", allow(draws.AUDIT), problems=(CursorInvalid, SortUnknown))
def list_callback_draws(work: Work, params: Annotated[DrawParams, Query()]) -> Page[DrawRowOut]:
    """The draws, the latest month first."""
    return draws.list_draws(work, params)


@routes.get("/callback-draws/{draw_id}", allow(draws.AUDIT), problems=(NotFound,))
def read_callback_draw(work: Work, draw_id: UUID) -> DrawOut:
    """One draw with its cuts, and its seed once it is settled."""
    return draws.get_draw(work, draw_id)


@routes.get("/callback-draws/{draw_id}/rows", allow(draws.AUDIT), problems=(NotFound, CursorInvalid, SortUnknown))
def list_callback_draw_rows(work: Work, draw_id: UUID, params: Annotated[RowParams, Query()]) -> Page[EnrolledRow]:
    """The rows of a draw: enough for anyone to recompute it."""
    return draws.list_rows(work, draw_id, params)


@routes.get("/callback-quarter", allow(quarter.AUDIT), problems=(NotFound,))
def read_callback_quarter(work: Work, params: Annotated[QuarterParams, Query()]) -> QuarterOut:
    """The quarter looked back upon: due, done, failed, and what came up again (CB-09)."""
    return quarter.look_back(work, params)


@routes.post(
    "/callback-quarter/file",
    allow(quarter.FILE),
    problems=(NotFound, UnknownReference, problems.QuarterRunning, problems.QuarterFiled),
)
def file_callback_quarter(work: Work, body: FileIn) -> QuarterOut:
    """File a quarter that is over: its figures and the pages of its archive stay as they are now (CB-10)."""
    asked = QuarterParams(community_id=body.community_id, quarter=body.quarter)
    quarters.file_quarter(work, asked)
    work.session.flush()
    return quarter.look_back(work, asked)


@routes.get(
    "/callback-quarter/paper",
    allow(quarter.AUDIT),
    problems=(NotFound, problems.QuarterNotFiled, PdfUnavailable, PdfBusy),
)
def print_callback_quarter(work: Work, params: Annotated[QuarterPaperParams, Query()]) -> Response:
    """The quarter as it was filed, with the numbered pages of its archive, as a page or as a PDF."""
    return answer(work, papers.quarter_sheet(work, params), PaperParams(format=params.format))


@routes.get("/callback-corrective-actions", allow(queries.READ))
def list_corrective_actions(work: Work, params: Annotated[CorrectiveParams, Query()]) -> CorrectiveList:
    """What is done about what came up again and again: of a quarter, or about a case (CB-09)."""
    return {"data": correcting.list_corrective(work, params)}


@routes.get("/callback-corrective-actions/{corrective_id}", allow(queries.READ), problems=(NotFound,))
def read_corrective_action(work: Work, corrective_id: UUID) -> CorrectiveOut:
    """One corrective action."""
    return correcting.get_corrective(work, corrective_id)


@routes.post(
    "/callback-corrective-actions/{corrective_id}/decide",
    allow("callbacks.decide"),
    problems=(NotFound, UnknownReference, problems.NotNow, problems.UntilPast, problems.CannotCarryOut),
)
def decide_corrective_action(work: Work, corrective_id: UUID, body: CorrectiveDecideIn) -> CorrectiveOut:
    """Decide what is done, by whom and by when."""
    return _corrected(work, correcting.decide(work, corrective_id, body))


@routes.post(
    "/callback-corrective-actions/{corrective_id}/carry-out",
    allow("callbacks.carry_out"),
    problems=(NotFound, problems.NotNow, problems.NotResponsible),
)
def carry_out_corrective_action(work: Work, corrective_id: UUID, body: CarryOutIn) -> CorrectiveOut:
    """Say that the measure was carried out."""
    return _corrected(work, correcting.carry_out(work, corrective_id, body))


@routes.post(
    "/callback-corrective-actions/{corrective_id}/follow-up",
    allow("callbacks.follow_up"),
    problems=(NotFound, problems.NotNow, problems.OwnMeasure, problems.NotCarriedOut),
)
def follow_up_corrective_action(work: Work, corrective_id: UUID, body: FollowUpIn) -> CorrectiveOut:
    """Say whether it helped; where it did not, the next action is opened."""
    return _corrected(work, correcting.follow_up(work, corrective_id, body))


def _corrected(work: Work, corrective_id: UUID) -> CorrectiveOut:
    work.session.flush()
    return correcting.get_corrective(work, corrective_id)


def _told(work: Work, loaded: Loaded) -> CallbackOut:
    work.session.flush()
    return queries.present(work, queries.get_callback(work, loaded.callback.id))
