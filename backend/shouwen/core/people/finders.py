"""What the search finds of people: residents, by all that somebody at the telephone may say of them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.people.models import Resident, ResidentKey, ResidentPhone
from shouwen.core.people.phones import LAST, last_digits, whole_number
from shouwen.core.people.residents import READ, further, living, on_record, reached, read_residents
from shouwen.core.people.schemas import ResidentOut
from shouwen.core.places.finders import meant
from shouwen.core.places.models import Unit
from shouwen.core.places.queries import begins_with, within_communities
from shouwen.core.search.finding import finder
from shouwen.core.search.rules import RANK, Match
from shouwen.core.search.schemas import Hit, SearchParams
from shouwen.core.work import Work
from shouwen.kit.phone import normalise_phone
from shouwen.kit.text import fold

_LAST_DIGITS: Final = re.compile(rf"\d{{{LAST}}}", re.ASCII)
_LETTERS: Final = re.compile(r"[a-z]+")
Ranked = sa.Select[UUID, int, str]


@finder
def find_residents(work: Work, params: SearchParams) -> list[Hit]:
    """Residents by name, initials, phone or unit. Three statements, however many there are."""
    if not work.actor.places_of(READ):
        return []
    ranks = _best(work, params)
    found = {resident["id"]: resident for resident in read_residents(work, list(ranks))}
    matches = list(Match)
    return [_hit(found[id], matches[rank]) for id, rank in ranks.items()]


def _best(work: Work, params: SearchParams) -> dict[UUID, int]:
    """Who was found and how surely, the surest first. Each reading stops by itself where enough is found."""
    here = sa.and_(
        within_communities(work, Resident.community_id, params.community_id), on_record(), reached(work, READ)
    )
    found = [reading.where(here).limit(params.limit).subquery() for reading in _readings(work, params)]
    every = sa.union_all(*[sa.select(one.c.id, one.c.rank, one.c.name) for one in found]).subquery()
    rank = sa.func.min(every.c.rank)
    best = sa.select(every.c.id, rank).group_by(every.c.id, every.c.name).order_by(rank, every.c.name, every.c.id)
    return {row[0]: row[1] for row in work.session.execute(best.limit(params.limit))}


def _readings(work: Work, params: SearchParams) -> Iterator[Ranked]:
    """Whatever `q` can be read as, each reading with an index of its own."""
    q = fold(params.q)
    if _LETTERS.fullmatch(q):
        yield _by_key(Match.INITIALS, ResidentKey.key == q)
        yield _by_key(Match.INITIALS_BEGIN, begins_with(ResidentKey.key, q))
    else:
        yield _ranked(Match.NAME, Resident.name == q)
        yield _ranked(Match.NAME_BEGINS, begins_with(Resident.name, q))
        yield _by_key(Match.GIVEN_NAME, begins_with(ResidentKey.key, q))
    if any(char.isdigit() for char in q):
        yield _ranked(Match.LIVES_THERE, living(work, Unit.id.in_(meant(work, params))))
    if _LAST_DIGITS.fullmatch(q):
        digits = last_digits(q)
        yield _ranked(Match.LAST_DIGITS, Resident.phone_last4_blind == digits)
        yield _ranked(Match.LAST_DIGITS, Resident.id.in_(further(ResidentPhone.phone_last4_blind == digits)))
    with suppress(ValueError):  # what is no phone has its other readings
        number = whole_number(normalise_phone(q))
        yield _ranked(Match.PHONE, Resident.phone_blind == number)
        yield _ranked(Match.PHONE, Resident.id.in_(further(ResidentPhone.phone_blind == number)))


def _ranked(match: Match, where: sa.ColumnElement[bool]) -> Ranked:
    return sa.select(Resident.id, sa.literal(RANK[match]).label("rank"), Resident.name).where(where)


def _by_key(match: Match, where: sa.ColumnElement[bool]) -> Ranked:
    same = sa.and_(ResidentKey.community_id == Resident.community_id, ResidentKey.resident_id == Resident.id)
    return _ranked(match, where).join(ResidentKey, same)


def _hit(resident: ResidentOut, matched: Match) -> Hit:
    return {
        "type": "resident",
        "id": resident["id"],
        "community_id": resident["community_id"],
        "matched": matched,
        "title": resident["name"],
        "number": None,
        "kind": None,
        "state": None,
        "phone": resident["phone"],
        "at": None,
        "units": [{"id": home["id"], "label": home["label"]} for home in resident["units"]],
    }
