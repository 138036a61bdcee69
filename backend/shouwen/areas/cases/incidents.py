"""Mass events: one incident over buildings and zones, the words to tell whoever calls, and who is told when it is over.

What is known is shown before anybody asks; each caller is a contact of the case, and whoever wants a reply is promised
one when it is finished (RC-20).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import Acting, tell
from shouwen.areas.cases.bodies import ExtentIn, IncidentIn, IncidentQuery
from shouwen.areas.cases.models import Case, Contact, ContactPlace, Incident, IncidentPlace
from shouwen.areas.cases.problems import IncidentsOnly, NotNow
from shouwen.areas.cases.queries import Loaded, get_case, viewer_of
from shouwen.areas.cases.rules import OPEN, Kind, State
from shouwen.core.acts import Moment
from shouwen.core.commitments.rules import Follows, WaiveReason
from shouwen.core.commitments.service import Birth, make, waive
from shouwen.core.people.incidents import KnownIncident, known_at
from shouwen.core.people.models import Membership
from shouwen.core.places.models import Building, Household, Unit, Zone
from shouwen.core.places.queries import present
from shouwen.core.references import refer
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.problem import FieldError, Forbidden, Malformed

TELL: Final = "incident.tell"
_ENDED: Final = frozenset({State.CLOSED, State.VOIDED})
_SHOWN: Final = 20


# ---------------------------------------------------------------- words and places


def describe_new(work: Work, case: Case, body: IncidentIn | None, spoken_of: Sequence[ContactPlace]) -> None:
    """The incident of a case just heard. Where nothing says how far it goes, it goes as far as the caller said."""
    body = body or IncidentIn()
    said = [
        ExtentIn(unit_id=place.unit_id, building_id=place.building_id, zone_id=place.zone_id)
        for place in spoken_of
        if place.text is None
    ]
    work.session.flush()  # the case is there, and so is its row
    _write(work, case, body.model_copy(update={"places": body.places or said}), at="/incident")


def describe(work: Work, case_id: UUID, body: IncidentIn) -> Loaded:
    """Says anew what callers are told, until when, and where it is. Raises NotNow, IncidentsOnly, Forbidden."""
    loaded = get_case(work, case_id, lock=True)
    if not viewer_of(work, loaded).reaches("cases.respond"):
        raise Forbidden
    if loaded.case.kind is not Kind.INCIDENT:
        raise IncidentsOnly
    if loaded.case.state in _ENDED:
        raise NotNow
    _write(work, loaded.case, body, at="")
    tell(work, loaded, "cases.incident_described", Moment(work.now, recorded_late=False), places=len(body.places))
    return loaded


def _write(work: Work, case: Case, body: IncidentIn, *, at: str) -> None:
    places = [_place(work, case, place, f"{at}/places/{i}") for i, place in enumerate(body.places)]
    incident = work.session.get(Incident, (case.community_id, case.id))
    if incident is None:
        incident = Incident(community_id=case.community_id, case_id=case.id)
        work.session.add(incident)
    incident.words, incident.expected_end_at = body.words, body.expected_end_at
    work.session.flush()
    work.session.execute(sa.delete(IncidentPlace).where(*_of(IncidentPlace, case)))
    work.session.add_all(places)


def _place(work: Work, case: Case, place: ExtentIn, pointer: str) -> IncidentPlace:
    if sum(id_ is not None for id_ in (place.unit_id, place.building_id, place.zone_id)) != 1:
        zh, en = "请选择房号、楼栋或片区中的一项", "Give exactly one of unit, building or zone"
        raise Malformed(errors=[FieldError(pointer, "one_place", zh, en)])
    refer(work, Unit, case.community_id, place.unit_id, f"{pointer}/unit_id")
    refer(work, Building, case.community_id, place.building_id, f"{pointer}/building_id")
    refer(work, Zone, case.community_id, place.zone_id, f"{pointer}/zone_id")
    return IncidentPlace(community_id=case.community_id, case_id=case.id, **place.model_dump())


def _of(rows: type[Incident] | type[IncidentPlace], case: Case) -> tuple[sa.ColumnElement[bool], ...]:
    return rows.community_id == case.community_id, rows.case_id == case.id


# ---------------------------------------------------------------- who is told


def promise_to_tell(acting: Acting) -> None:
    """It is over: everybody who wants a reply and can be reached is promised one, and it closes when they have it."""
    case = acting.case
    waiting = sa.select(Contact.id).where(
        Contact.community_id == case.community_id,
        Contact.case_id == case.id,
        Contact.wants_reply,
        Contact.answered_at.is_(None),
        sa.or_(Contact.phone_blind.is_not(None), Contact.resident_id.is_not(None)),
    )
    for contact_id in acting.work.session.scalars(waiting.order_by(Contact.id)).all():
        birth = Birth(
            key=TELL,
            base="finished_at",
            base_at=acting.moment.at,
            staff_id=case.owner_id,
            follows=Follows.OWNER,
            round=case.round,
            slot=contact_id.hex,
            blocks_close=True,
        )
        make(acting.work, acting.subject, birth)


def tell_again(acting: Acting) -> None:
    """It was not over after all: whoever was told so is to be told anew, when it is."""
    case = acting.case
    waive(acting.work, acting.subject, WaiveReason.WITHDRAWN, keys=(TELL,))
    acting.work.session.execute(
        sa.update(Contact)
        .where(Contact.community_id == case.community_id, Contact.case_id == case.id)
        .values(answered_at=None, answered_by_id=None, answer=None)
    )


# ---------------------------------------------------------------- what is known


def known_incidents(work: Work, asked: IncidentQuery) -> list[KnownIncident]:
    """What is going on where somebody calls from, the latest first, as far as the caller sees it."""
    here: list[sa.ColumnElement[bool]] = []
    if asked.unit_id:
        here.append(Case.id.in_(_covering(sa.select(Unit.id).where(Unit.id == asked.unit_id))))
    if asked.resident_id:
        here.append(Case.id.in_(_covering(_homes(work, asked.resident_id))))
    if asked.building_id:
        zones = sa.select(Building.zone_id).where(Building.id == asked.building_id)
        place = sa.or_(IncidentPlace.building_id == asked.building_id, IncidentPlace.zone_id.in_(zones))
        here.append(Case.id.in_(sa.select(IncidentPlace.case_id).where(place)))
    if asked.zone_id:
        here.append(Case.id.in_(sa.select(IncidentPlace.case_id).where(IncidentPlace.zone_id == asked.zone_id)))
    rows = _open(work).where(Case.community_id == asked.community_id, *([sa.or_(*here)] if here else []))
    rows = rows.order_by(Case.heard_at.desc(), Case.id).limit(_SHOWN)
    return [_known(row) for row in work.session.execute(rows).mappings()]


@known_at
def incidents_at(work: Work, unit_ids: Sequence[UUID]) -> Mapping[UUID, list[KnownIncident]]:
    """What is going on at each of these homes. One statement."""
    found: dict[UUID, list[KnownIncident]] = {}
    if unit_ids:
        rows = (
            _open(work)
            .add_columns(Unit.id.label("at"))
            .join(IncidentPlace, _same(IncidentPlace, Incident.community_id, Incident.case_id))
            .join(Unit, _covers())
            .where(Unit.id.in_(unit_ids))
            .distinct()
            .order_by(Case.heard_at.desc(), Case.id)
        )
        for row in work.session.execute(rows).mappings():
            found.setdefault(row["at"], []).append(_known(row))
    return found


def _open(work: Work) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Case.id, Case.number, Case.title, Case.heard_at, Case.state, Incident.words, Incident.expected_end_at)
        .join(Incident, _same(Incident, Case.community_id, Case.id))
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(Case.kind == Kind.INCIDENT, Case.state.in_(OPEN), sight(work.actor, "cases.read"))
    )


def _covers() -> sa.ColumnElement[bool]:
    """That the place of an incident has the unit in it."""
    return sa.and_(
        Unit.community_id == IncidentPlace.community_id,
        sa.or_(
            IncidentPlace.unit_id == Unit.id,
            IncidentPlace.building_id == Unit.building_id,
            IncidentPlace.zone_id == Unit.zone_id,
        ),
    )


def _covering(units: sa.Select[UUID]) -> sa.Select[UUID]:
    return sa.select(IncidentPlace.case_id).join(Unit, _covers()).where(Unit.id.in_(units))


def _homes(work: Work, resident_id: UUID) -> sa.Select[UUID]:
    same = sa.and_(Membership.community_id == Household.community_id, Membership.household_id == Household.id)
    return (
        sa.select(Household.unit_id)
        .join(Membership, same)
        .where(
            Membership.resident_id == resident_id,
            present(Membership.since, Membership.until, work.now),
            present(Household.since, Household.until, work.now),
        )
    )


def _same(rows: Any, community: Any, case: Any) -> sa.ColumnElement[bool]:
    return sa.and_(rows.community_id == community, rows.case_id == case)


def _known(row: Any) -> KnownIncident:
    return {
        "id": row["id"],
        "number": row["number"],
        "title": row["title"],
        "heard_at": row["heard_at"],
        "words": row["words"],
        "expected_end_at": row["expected_end_at"],
    }


def places_of(work: Work, case: Case) -> Sequence[Any]:
    """What an incident covers, each with how people call it."""
    rows = (
        sa.select(
            IncidentPlace.unit_id,
            IncidentPlace.building_id,
            IncidentPlace.zone_id,
            sa.func.coalesce(Unit.label, Building.name, Zone.name).label("label"),
        )
        .outerjoin(Unit, sa.and_(Unit.community_id == IncidentPlace.community_id, Unit.id == IncidentPlace.unit_id))
        .outerjoin(
            Building,
            sa.and_(Building.community_id == IncidentPlace.community_id, Building.id == IncidentPlace.building_id),
        )
        .outerjoin(Zone, sa.and_(Zone.community_id == IncidentPlace.community_id, Zone.id == IncidentPlace.zone_id))
        .where(*_of(IncidentPlace, case))
        .order_by(IncidentPlace.id)
    )
    return work.session.execute(rows).all()
