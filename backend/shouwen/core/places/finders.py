"""What the search finds of places: units, as people say them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.places.models import Unit
from shouwen.core.places.queries import READ, begins_with, in_reach, within_communities
from shouwen.core.places.rules import building_and_door, label_prefixes
from shouwen.core.search.finding import finder
from shouwen.core.search.rules import RANK, Match
from shouwen.core.search.schemas import Hit, SearchParams
from shouwen.core.work import Work


@finder
def find_units(work: Work, params: SearchParams) -> list[Hit]:
    """Units by label (`3-1-1201`), by building and door (`3栋1201`), by the door alone, by how the label begins."""
    if not any(char.isalnum() for char in params.q):
        return []
    here = sa.and_(
        within_communities(work, Unit.community_id, params.community_id),
        in_reach(work, READ, Unit.community_id, Unit.zone_id),
    )
    found = [
        sa.select(Unit.id, sa.literal(RANK[match]).label("rank"))
        .where(here, said)
        .order_by(Unit.label)
        .limit(params.limit)
        .subquery()
        for match, said in _readings(params.q)
    ]
    every = sa.union_all(*[sa.select(one.c.id, one.c.rank) for one in found]).subquery()
    rank = sa.func.min(every.c.rank)
    rows = (
        sa.select(Unit.id, Unit.community_id, Unit.label, rank.label("rank"))
        .join(every, every.c.id == Unit.id)
        .where(here)
        .group_by(Unit.id, Unit.community_id, Unit.label, Unit.label_key)
        .order_by(rank, Unit.label_key, Unit.id)
        .limit(params.limit)
    )
    matches = list(Match)
    return [_hit(row, matches[row.rank]) for row in work.session.execute(rows)]


def meant(work: Work, params: SearchParams) -> sa.Select[UUID]:
    """The units that `q` names in full, as a select to narrow others by."""
    here = within_communities(work, Unit.community_id, params.community_id)
    exact = [sa.select(Unit.id).where(here, said) for match, said in _readings(params.q) if match is Match.UNIT]
    return sa.select(sa.union_all(*exact).subquery().c.id)


def _readings(q: str) -> Iterator[tuple[Match, sa.ColumnElement[bool]]]:
    """How `q` may name a unit. Each reading has an index of its own; said as one condition they would have none."""
    forms = sorted(label_prefixes(q))
    yield Match.UNIT, Unit.label.in_(forms)
    if parted := building_and_door(q):
        building, door = parted
        yield Match.UNIT, sa.and_(begins_with(Unit.label, f"{building}-"), Unit.name == door)
    yield Match.DOOR, Unit.name.in_(forms)
    for form in forms:
        yield Match.UNIT_BEGINS, begins_with(Unit.label, form)


def _hit(row: Any, matched: Match) -> Hit:
    unit_id: UUID = row.id
    return {
        "type": "unit",
        "id": unit_id,
        "community_id": row.community_id,
        "matched": matched,
        "title": row.label,
        "number": None,
        "kind": None,
        "state": None,
        "phone": None,
        "at": None,
        "units": [{"id": unit_id, "label": row.label}],
    }
