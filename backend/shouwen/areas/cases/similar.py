"""Cases that what is being told now may belong to, so that nobody has to call twice about a matter unheard (FR-07)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.bodies import IncidentQuery, SimilarQuery
from shouwen.areas.cases.incidents import known_incidents
from shouwen.areas.cases.likeness import Likeness, likeness, words_alike
from shouwen.areas.cases.models import Case, Contact, ContactPlace
from shouwen.areas.cases.queries import repeats_of
from shouwen.areas.cases.rules import State
from shouwen.core.people.models import Membership
from shouwen.core.people.queries import names_of
from shouwen.core.places.models import Unit
from shouwen.core.standards.queries import count, duration
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work

WITHIN: Final = "repeat.within"
LIKENESS: Final = "repeat.likeness"
LOOKED_AT: Final = 500
SHOWN: Final = 5
_OPEN: Final = (State.HEARD, State.OWNED, State.HANDLING)


@dataclass(frozen=True, slots=True)
class Similar:
    """A case it may belong to, and what speaks for it."""

    case: Case
    owner_name: str
    repeats: int
    likeness: Likeness


def similar_cases(work: Work, asked: SimilarQuery) -> Sequence[Similar]:
    """The likeliest cases in the caller's sight, surest first."""
    least_bp = count(work.session, asked.community_id, LIKENESS, work.now)
    found = sorted(_judged(work, asked, least_bp), key=lambda pair: pair[1].rank, reverse=True)[:SHOWN]
    owners = names_of(work.session, {case.owner_id for case, _ in found})
    repeats = repeats_of(work.session, [case.id for case, _ in found])
    return [Similar(case, owners[case.owner_id], repeats.get(case.id, 0), alike) for case, alike in found]


def _judged(work: Work, asked: SimilarQuery, least_bp: int) -> Iterator[tuple[Case, Likeness]]:
    rows = work.session.execute(_candidates(work, asked)).all()
    ids = [row.Case.id for row in rows]
    at_home, on_the_spot = _of_household(work, asked, ids), _of_place(work, asked, ids)
    for case, unit_id in rows:
        alike = likeness(
            same_household=case.id in at_home,
            same_place=case.id in on_the_spot or (asked.unit_id is not None and unit_id == asked.unit_id),
            words_bp=words_alike(asked.words, case.title) if asked.words else 0,
            least_bp=least_bp,
        )
        if alike:
            yield case, alike


def _candidates(work: Work, asked: SimilarQuery) -> sa.Select[Case, UUID | None]:
    """What is still open, and what was heard a short while ago whatever became of it."""
    since = work.now - duration(work.session, asked.community_id, WITHIN, work.now)
    return (
        sa.select(Case, Subject.unit_id)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(
            Case.community_id == asked.community_id,
            sight(work.actor, "cases.read"),
            sa.or_(Case.state.in_(_OPEN), sa.and_(Case.heard_at >= since, Case.state != State.VOIDED)),
        )
        .order_by(Case.heard_at.desc(), Case.id)
        .limit(LOOKED_AT)
    )


def _of_household(work: Work, asked: SimilarQuery, case_ids: Sequence[UUID]) -> set[UUID]:
    """The cases this resident, or somebody of their household, has reached us about."""
    if asked.resident_id is None:
        return set()
    homes = sa.select(Membership.household_id).where(
        Membership.community_id == asked.community_id,
        Membership.resident_id == asked.resident_id,
        Membership.until.is_(None),
    )
    theirs = sa.or_(Contact.resident_id == asked.resident_id, Contact.household_id.in_(homes))
    return _with_contacts(work, case_ids, sa.select(Contact.case_id).where(theirs))


def _of_place(work: Work, asked: SimilarQuery, case_ids: Sequence[UUID]) -> set[UUID]:
    """The cases somebody named the same building or zone for; of a unit, what concerns its whole building."""
    spoken_of = []
    if asked.unit_id:
        building = sa.select(Unit.building_id).where(Unit.id == asked.unit_id).scalar_subquery()
        spoken_of += [ContactPlace.unit_id == asked.unit_id, ContactPlace.building_id == building]
    if asked.building_id:
        spoken_of.append(ContactPlace.building_id == asked.building_id)
    if asked.zone_id:
        spoken_of.append(ContactPlace.zone_id == asked.zone_id)
    if not spoken_of:
        return set()
    joined = sa.and_(ContactPlace.community_id == Contact.community_id, ContactPlace.contact_id == Contact.id)
    spoken = _with_contacts(
        work, case_ids, sa.select(Contact.case_id).join(ContactPlace, joined).where(sa.or_(*spoken_of))
    )
    return spoken | _under_incidents(work, asked, case_ids)


def _under_incidents(work: Work, asked: SimilarQuery, case_ids: Sequence[UUID]) -> set[UUID]:
    """The incidents that cover the place."""
    places = asked.model_dump(include={"community_id", "unit_id", "building_id", "zone_id"})
    return {one["id"] for one in known_incidents(work, IncidentQuery(**places))} & set(case_ids)


def _with_contacts(work: Work, case_ids: Sequence[UUID], rows: sa.Select[UUID | None]) -> set[UUID]:
    found = work.session.scalars(rows.where(Contact.case_id.in_(case_ids))) if case_ids else ()
    return {case_id for case_id in found if case_id is not None}
