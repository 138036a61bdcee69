"""Reading answers: those of the communities in reach, the confidential ones for whoever may know them."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.areas.answers.models import StoredAnswer
from shouwen.areas.answers.rules import fitness
from shouwen.areas.answers.schemas import FittingOut, FittingParams, StoredAnswerOut, StoredAnswerParams
from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page, get_row
from shouwen.core.people.models import Person
from shouwen.core.places.models import Community
from shouwen.core.places.queries import in_communities
from shouwen.core.standards.queries import count
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey

READ: Final = "answers.read"
MANAGE: Final = "answers.manage"
CONFIDENTIAL: Final = "answers.confidential"
FIT: Final = "answer.fit"
SHOWN: Final = 3
LOOKED_AT: Final = 1000
_COLUMNS: Final = (
    StoredAnswer.id,
    StoredAnswer.community_id,
    StoredAnswer.version,
    StoredAnswer.category,
    StoredAnswer.question,
    StoredAnswer.text,
    StoredAnswer.keywords,
    StoredAnswer.confidential,
    StoredAnswer.review_on,
    StoredAnswer.retired_at,
    StoredAnswer.made_at,
    StoredAnswer.made_by_id,
    StoredAnswer.reviewed_at,
    Person.name.label("made_by_name"),
    Community.time_zone,
)
_SORTING: Final = Sorting(
    {
        "question": SortKey(StoredAnswer.question, str),
        "made_at": SortKey(StoredAnswer.made_at, datetime),
    },
    SortKey(StoredAnswer.id, UUID),
    "question",
)


def list_answers(work: Work, params: StoredAnswerParams) -> Page[StoredAnswerOut]:
    """The answers in reach, by their question. One statement."""
    rows = _answers(work).where(
        any_of(StoredAnswer.community_id, params.community_id),
        any_of(StoredAnswer.category, params.category),
        StoredAnswer.retired_at.is_not(None) if params.retired else StoredAnswer.retired_at.is_(None),
    )
    if params.due is not None:
        rows = rows.where(_due(work) if params.due else ~_due(work))
    if params.q is not None:
        looked_in = (StoredAnswer.question, StoredAnswer.text, StoredAnswer.keywords)
        rows = rows.where(sa.or_(*(column.icontains(params.q, autoescape=True) for column in looked_in)))
    found = find_page(work, rows, params, _SORTING)
    return found.page([_shown(work, row) for row in found.rows])


def get_answer(work: Work, answer_id: UUID) -> StoredAnswerOut:
    """One answer. Raises NotFound, for a confidential one too where the caller may not know it."""
    return _shown(work, get_row(work, _answers(work).where(StoredAnswer.id == answer_id)))


def fitting_answers(work: Work, params: FittingParams) -> FittingOut:
    """What may be answered to these words, as far as enough of them stands in the question or the keywords."""
    rows = _answers(work).where(StoredAnswer.community_id == params.community_id, StoredAnswer.retired_at.is_(None))
    found = [dict(row) for row in work.session.execute(rows.order_by(StoredAnswer.id).limit(LOOKED_AT)).mappings()]
    if not found:
        return {"data": []}
    least = count(work.session, params.community_id, FIT, work.now)
    rated = [(fitness(params.words, f"{row['question']} {row['keywords'] or ''}"), row) for row in found]
    best = sorted((one for one in rated if one[0] >= least), key=lambda one: one[0], reverse=True)
    return {"data": [_shown(work, row) for _, row in best[:SHOWN]]}


def _due(work: Work) -> sa.ColumnElement[bool]:
    """That it is to be read again by today, where it is."""
    zones = work.session.scalars(sa.select(Community.time_zone).distinct()).all()
    come = [sa.and_(Community.time_zone == zone, StoredAnswer.review_on <= _today(work, zone)) for zone in zones]
    return sa.or_(sa.false(), *come)


def _today(work: Work, zone: str) -> date:
    return work.now.astimezone(ZoneInfo(zone)).date()


def _answers(work: Work) -> Rows:
    may_know = in_communities(work, CONFIDENTIAL, StoredAnswer.community_id)
    return (
        sa.select(*_COLUMNS)
        .join(Person, Person.id == StoredAnswer.made_by_id)
        .join(Community, Community.id == StoredAnswer.community_id)
        .where(
            in_communities(work, READ, StoredAnswer.community_id),
            sa.or_(StoredAnswer.confidential.is_(False), may_know),
        )
    )


def _shown(work: Work, row: dict[str, Any]) -> StoredAnswerOut:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "version": row["version"],
        "category": row["category"],
        "question": row["question"],
        "text": row["text"],
        "keywords": row["keywords"],
        "confidential": row["confidential"],
        "review_on": row["review_on"],
        "due": row["retired_at"] is None and row["review_on"] <= _today(work, row["time_zone"]),
        "retired_at": row["retired_at"],
        "made_at": row["made_at"],
        "made_by": {"id": row["made_by_id"], "name": row["made_by_name"]},
        "reviewed_at": row["reviewed_at"],
    }
