"""What the search finds of cases: by number, and by the words they were written down in."""

from typing import Any, Final

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.rules import NUMBER
from shouwen.core.places.models import Unit
from shouwen.core.places.queries import within_communities
from shouwen.core.search.finding import finder
from shouwen.core.search.queries import matching
from shouwen.core.search.rules import Match
from shouwen.core.search.schemas import Hit, SearchParams
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.text import fold

_READ: Final = "cases.read"


@finder
def find_cases(work: Work, params: SearchParams) -> list[Hit]:
    """Cases the caller may see, the latest first. A number finds one; a part of it counts among the words."""
    if not work.actor.may(_READ):
        return []
    number = fold(params.q).upper()
    matched = Match.NUMBER if NUMBER.fullmatch(number) else Match.WORDS
    asked = Case.number == number if matched is Match.NUMBER else Subject.id.in_(matching(work.session, params.q))
    rows = (
        sa.select(
            Case.id, Case.community_id, Case.number, Case.title, Case.kind, Case.state, Case.heard_at, Unit.label,
            Subject.unit_id,
        )
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .outerjoin(Unit, sa.and_(Unit.community_id == Subject.community_id, Unit.id == Subject.unit_id))
        .where(within_communities(work, Case.community_id, params.community_id), sight(work.actor, _READ), asked)
        .order_by(Case.heard_at.desc(), Case.id.desc())
        .limit(params.limit)
    )  # fmt: skip
    return [_hit(row, matched) for row in work.session.execute(rows)]


def _hit(row: Any, matched: Match) -> Hit:
    return {
        "type": "case",
        "id": row.id,
        "community_id": row.community_id,
        "matched": matched,
        "title": row.title,
        "number": row.number,
        "kind": row.kind,
        "state": row.state,
        "phone": None,
        "at": row.heard_at,
        "units": [{"id": row.unit_id, "label": row.label}] if row.unit_id else [],
    }
