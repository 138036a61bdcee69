"""Writing answers down, changing them, reading them again, and taking them out."""

from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from shouwen.areas.answers.models import StoredAnswer
from shouwen.areas.answers.problems import Retired, ReviewInPast
from shouwen.areas.answers.queries import MANAGE, get_answer
from shouwen.areas.answers.schemas import ReviewIn, StoredAnswerIn, StoredAnswerPatch
from shouwen.core.people.authority import covers, in_hand
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Community
from shouwen.core.references import UnknownReference
from shouwen.core.terms import term_ends
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden

REVIEW: Final = "answer.review"


def add_answer(work: Work, body: StoredAnswerIn) -> UUID:
    """A question and its answer. Raises UnknownReference, ReviewInPast."""
    if work.actor.staff_id is None:
        raise Forbidden
    if not covers(work, MANAGE, body.community_id) or work.session.get(Community, body.community_id) is None:
        raise UnknownReference.at("/community_id")
    stored = StoredAnswer(
        community_id=body.community_id,
        id=new_id(),
        category=body.category,
        question=body.question,
        text=body.text,
        keywords=body.keywords,
        confidential=body.confidential,
        review_on=_review_on(work, body.community_id, body.review_on),
        made_at=work.now,
        made_by_id=work.actor.staff_id,
    )
    work.session.add(stored)
    work.session.flush()
    work.emit("answers.added", community_id=stored.community_id, answer_id=stored.id)
    return stored.id


def change_answer(work: Work, answer_id: UUID, body: StoredAnswerPatch) -> UUID:
    """Other words. Raises NotFound, Forbidden, Stale, Retired."""
    stored = _in_hand(work, answer_id)
    work.check_version(stored.version)
    for field in body.model_fields_set:
        setattr(stored, field, getattr(body, field))
    work.emit(
        "answers.changed", community_id=stored.community_id, answer_id=stored.id, fields=sorted(body.model_fields_set)
    )
    return stored.id


def review_answer(work: Work, answer_id: UUID, body: ReviewIn) -> UUID:
    """Somebody has read it again and stands by it. Raises NotFound, Forbidden, Retired, ReviewInPast."""
    stored = _in_hand(work, answer_id)
    stored.review_on = _review_on(work, stored.community_id, body.review_on)
    stored.reviewed_at, stored.reviewed_by_id = work.now, work.actor.staff_id
    work.emit("answers.reviewed", community_id=stored.community_id, answer_id=stored.id)
    return stored.id


def retire_answer(work: Work, answer_id: UUID) -> UUID:
    """It is given no more. Raises NotFound, Forbidden, Retired."""
    stored = _in_hand(work, answer_id)
    stored.retired_at = work.now
    work.emit("answers.retired", community_id=stored.community_id, answer_id=stored.id)
    return stored.id


def _in_hand(work: Work, answer_id: UUID) -> StoredAnswer:
    """The answer to be changed, locked."""
    stored = in_hand(work, StoredAnswer, MANAGE, get_answer(work, answer_id)["community_id"], answer_id)
    if stored.retired_at is not None:
        raise Retired
    return stored


def _review_on(work: Work, community_id: UUID, asked: date | None) -> date:
    """The day that was named, or the one after the time of the standard."""
    zone: ZoneInfo = time_zone(work.session, community_id)
    if asked is None:
        return term_ends(work.session, community_id, REVIEW, work.now, by=work.now).astimezone(zone).date()
    if asked <= work.now.astimezone(zone).date():
        raise ReviewInPast.at("/review_on")
    return asked
