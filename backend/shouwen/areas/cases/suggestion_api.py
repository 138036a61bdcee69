"""Routes of suggestions: what becomes of one, and those that everybody may read."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.areas.cases import problems, suggestions
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.suggestion_schemas import (
    PublishedOut,
    PublishedParams,
    PublishIn,
    SuggestionDecisionIn,
    SuggestionOut,
    ThankIn,
)
from shouwen.core.acts import TIME_PROBLEMS, Act
from shouwen.core.lists import Page
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown

_ACT = (problems.SuggestionsOnly, *TIME_PROBLEMS)
_DECIDE, _PUBLISH = allow("cases.decide_suggestion"), allow("cases.publish_suggestion")
NOW = Act()


@routes.get("/suggestions/published", allow(suggestions.READ_PUBLISHED), problems=(CursorInvalid, SortUnknown))
def list_published_suggestions(work: Work, params: Annotated[PublishedParams, Query()]) -> Page[PublishedOut]:
    """The suggestions that were published, in words for everybody; residents read them too."""
    return suggestions.list_published(work, params)


@routes.get("/cases/{case_id}/suggestion", allow(suggestions.READ), problems=(problems.SuggestionsOnly,))
def read_suggestion(work: Work, case_id: UUID) -> SuggestionOut:
    """What became of a suggestion."""
    return suggestions.read_suggestion(work, case_id)


@routes.post("/cases/{case_id}/suggestion/decide", _DECIDE, problems=(problems.SuggestionDecided, *_ACT))
def decide_suggestion(work: Work, case_id: UUID, body: SuggestionDecisionIn) -> SuggestionOut:
    """Adopt it or not, with the reason."""
    return suggestions.present_suggestion(work, suggestions.decide(work, case_id, body))


@routes.post(
    "/cases/{case_id}/suggestion/thank",
    _DECIDE,
    problems=(problems.SuggestionUndecided, problems.SuggestionThanked, *_ACT),
)
def thank_for_suggestion(work: Work, case_id: UUID, body: ThankIn) -> SuggestionOut:
    """Thank whoever suggested it, in words they read."""
    return suggestions.present_suggestion(work, suggestions.thank(work, case_id, body))


@routes.post(
    "/cases/{case_id}/suggestion/publish",
    _PUBLISH,
    problems=(problems.SuggestionUndecided, problems.SuggestionPublished, problems.PersonalInPublic, *_ACT),
)
def publish_suggestion(work: Work, case_id: UUID, body: PublishIn) -> SuggestionOut:
    """Publish it in words written for everybody."""
    return suggestions.present_suggestion(work, suggestions.publish(work, case_id, body))


@routes.post(
    "/cases/{case_id}/suggestion/withdraw",
    _PUBLISH,
    problems=(problems.SuggestionUndecided, problems.SuggestionUnpublished, *_ACT),
)
def withdraw_suggestion(work: Work, case_id: UUID, body: Act = NOW) -> SuggestionOut:
    """Take a publication back."""
    return suggestions.present_suggestion(work, suggestions.withdraw(work, case_id, body))
