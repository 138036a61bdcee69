"""Being away: entered by oneself or by who manages absences, cancelled by them, never twice at once (SH-01)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page, get_row
from shouwen.core.people.authority import MANAGE_ABSENCES, READ, covered, covers, hold_staff, works_where
from shouwen.core.people.chart_schemas import AbsenceIn, AbsenceOut, AbsenceParams
from shouwen.core.people.charting import MANAGER, grants
from shouwen.core.people.lengths import longest_absence
from shouwen.core.people.models import Absence, Person, Staff
from shouwen.core.people.problems import AbsenceOver, AbsenceOverlaps, EndsBeforeBegin, LastManager
from shouwen.core.people.queries import staff_of
from shouwen.core.people.rules import AbsenceState, absence_state
from shouwen.core.places.models import Community
from shouwen.core.places.queries import present
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import Forbidden

_SORTING: Final = Sorting(
    {"since": SortKey(Absence.since, datetime), "made_at": SortKey(Absence.made_at, datetime)},
    SortKey(Absence.id, UUID),
    "-since",
)
_maker = aliased(Person)
_WHOLE_DAY: Final = timedelta(days=1)


def add_absence(work: Work, body: AbsenceIn) -> UUID:
    """That somebody is away. Raises UnknownReference, Forbidden, EndsBeforeBegin, AbsenceOverlaps, LastManager."""
    staff_id = _whose(work, body.staff_id)
    since = body.since or work.now
    if body.until is not None and body.until <= since:
        raise EndsBeforeBegin.at("/until")
    managers = _managers(work)
    hold_staff(work.session, {staff_id, *managers} if staff_id in managers else {staff_id})
    _check_overlap(work, staff_id, since, body.until)
    if staff_id in managers:
        _check_manager_stays(work, staff_id, since, body.until)
    absence = Absence(
        id=new_id(),
        staff_id=staff_id,
        since=since,
        until=body.until,
        reason_key=body.reason_key,
        made_by_id=work.actor.id,
        made_at=work.now,
        cancelled_at=None,
        cancelled_by_id=None,
    )
    work.session.add(absence)
    work.session.flush()
    # Without the reason: that somebody is ill does not belong into a record which nobody can ever change.
    work.emit("people.absence_made", absence_id=absence.id, staff_id=staff_id, since=since, until=body.until)
    return absence.id


def cancel_absence(work: Work, absence_id: UUID) -> UUID:
    """They are back, or never went. Raises NotFound, Forbidden, AbsenceOver."""
    seen = get_row(work, _absences(work).where(Absence.id == absence_id))
    if not _manages(work, seen["staff_id"]):
        raise Forbidden
    hold_staff(work.session, {seen["staff_id"]})
    absence = work.session.get_one(Absence, absence_id)
    state = absence_state(absence.since, absence.until, absence.cancelled_at, work.now)
    if state in {AbsenceState.OVER, AbsenceState.CANCELLED}:
        raise AbsenceOver
    absence.cancelled_at, absence.cancelled_by_id = work.now, work.actor.id
    work.emit("people.absence_cancelled", absence_id=absence.id, staff_id=absence.staff_id)
    return absence.id


def list_absences(work: Work, params: AbsenceParams) -> Page[AbsenceOut]:
    """The absences of oneself and of those who work in the communities in reach, the latest first. One statement."""
    rows = _absences(work).where(any_of(Absence.staff_id, params.staff_id))
    if params.community_id:
        rows = rows.where(Absence.staff_id.in_(staff_of(params.community_id, work.now)))
    if params.state:
        rows = rows.where(sa.or_(*[_in_state(state, work.now) for state in params.state]))
    if params.q is not None:
        rows = rows.where(Person.name.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _SORTING)
    return found.page([_absence(row, work.now) for row in found.rows])


def get_absence(work: Work, absence_id: UUID) -> AbsenceOut:
    return _absence(get_row(work, _absences(work).where(Absence.id == absence_id)), work.now)


def _whose(work: Work, named: UUID | None) -> UUID:
    """Whose absence a body speaks of. Somebody else's only with the permission, somebody out of sight's never."""
    staff_id = named or work.actor.staff_id
    if staff_id is None:
        raise UnknownReference.at("/staff_id")
    staff = work.session.scalar(_seen(work, sa.select(Staff.id).where(Staff.id == staff_id, Staff.active), Staff.id))
    if staff is None:
        raise UnknownReference.at("/staff_id")
    if not _manages(work, staff_id):
        raise Forbidden
    return staff_id


def _manages(work: Work, staff_id: UUID) -> bool:
    """Whether the caller may say when this person is away: they are that person, or manage absences where they work."""
    places = works_where(work, staff_id)
    return staff_id == work.actor.staff_id or any(covers(work, MANAGE_ABSENCES, place) for place in places)


def _check_overlap(work: Work, staff_id: UUID, since: datetime, until: datetime | None) -> None:
    other = sa.select(Absence.id).where(
        Absence.staff_id == staff_id,
        Absence.cancelled_at.is_(None),
        sa.or_(Absence.until.is_(None), Absence.until > since),
    )
    if until is not None:
        other = other.where(Absence.since < until)
    if work.session.scalar(other.limit(1)) is not None:
        raise AbsenceOverlaps


def _check_manager_stays(work: Work, staff_id: UUID, since: datetime, until: datetime | None) -> None:
    """Where this person manages a community and goes for too long, somebody else must who does not as well.

    An end too far away is none: how long is too long is the community's standard. Absences without a whole day between
    them are one.
    """
    since, until = _with_what_adjoins(work, staff_id, since, until)
    for community in _without_another(work, staff_id):
        latest = longest_absence.until(work.session, community.id, since, by=work.now)
        if (until is None or until > latest) and not _another_stays(work, community.id, staff_id):
            local = latest.astimezone(ZoneInfo(community.time_zone))
            raise LastManager(community=community.name, latest=f"{local:%Y-%m-%d}")


def _with_what_adjoins(
    work: Work, staff_id: UUID, since: datetime, until: datetime | None
) -> tuple[datetime, datetime | None]:
    """From when until when they are away altogether, with the absences that stand on either side of this one."""
    rows = sa.select(Absence.since, Absence.until).where(Absence.staff_id == staff_id, Absence.cancelled_at.is_(None))
    others = work.session.execute(rows.order_by(Absence.since)).all()
    for before in reversed(others):
        if before.until is not None and before.until <= since < before.until + _WHOLE_DAY:
            since = before.since
    for after in others:
        if until is not None and until <= after.since < until + _WHOLE_DAY:
            until = after.until
    return since, until


def _without_another(work: Work, staff_id: UUID) -> Sequence[sa.Row[UUID, str, str]]:
    """The communities this person manages in which nobody else does who has no absence, now or to come."""
    mine = _manages_community(work).where(grants.person_id == staff_id)
    away = sa.select(Absence.id).where(Absence.staff_id == Staff.id, *_to_come(work))
    others = _others_managing(work, staff_id).where(~away.exists())
    alone = sa.select(Community.id, Community.name, Community.time_zone).where(mine.exists(), ~others.exists())
    return work.session.execute(alone.order_by(Community.created_at)).all()


def _another_stays(work: Work, community_id: UUID, staff_id: UUID) -> bool:
    """Whether somebody else manages the community none of whose absences is too long."""
    managing = _others_managing(work, staff_id).where(Community.id == community_id).correlate(None)
    rows = sa.select(Absence.staff_id, Absence.since, Absence.until)
    rows = rows.where(Absence.staff_id.in_(managing), *_to_come(work))
    stays: dict[UUID, bool] = {}
    for row in work.session.execute(rows):
        latest = longest_absence.until(work.session, community_id, row.since, by=work.now)
        stays[row.staff_id] = stays.get(row.staff_id, True) and row.until is not None and row.until <= latest
    return any(stays.values())


def _to_come(work: Work) -> Iterator[sa.ColumnElement[bool]]:
    """That an absence stands and is not over."""
    yield Absence.cancelled_at.is_(None)
    yield sa.or_(Absence.until.is_(None), Absence.until > work.now)


def _others_managing(work: Work, staff_id: UUID) -> Rows:
    """The grants by which anybody else who is with us manages the community of the statement around."""
    managing = _manages_community(work).join(Staff, Staff.id == grants.person_id)
    return managing.where(Staff.id != staff_id, Staff.active)


def _manages_community(work: Work) -> Rows:
    """The grants by which somebody manages the community of the statement around."""
    return (
        sa.select(grants.person_id)
        .where(
            grants.role == MANAGER,
            sa.or_(grants.community_id.is_(None), grants.community_id == Community.id),
            present(grants.since, grants.until, work.now),
        )
        .correlate(Community)
    )


def _managers(work: Work) -> set[UUID]:
    managing = sa.select(grants.person_id).where(
        grants.role == MANAGER, grants.person_id.is_not(None), present(grants.since, grants.until, work.now)
    )
    return set(work.session.scalars(managing))


def _absences(work: Work) -> Any:
    manages = covered(work, MANAGE_ABSENCES)
    knows = Absence.staff_id == work.actor.id
    knows = sa.true() if manages is None else sa.or_(knows, Absence.staff_id.in_(staff_of(manages, work.now)))
    rows = (
        sa.select(
            Absence.id,
            Absence.staff_id,
            Person.name,
            Absence.since,
            Absence.until,
            sa.case((knows, Absence.reason_key), else_=sa.null()).label("reason_key"),
            Absence.made_by_id,
            _maker.name.label("made_by"),
            Absence.made_at,
            Absence.cancelled_at,
        )
        .join(Person, Person.id == Absence.staff_id)
        .join(_maker, _maker.id == Absence.made_by_id)
    )
    return _seen(work, rows, Absence.staff_id)


def _seen(work: Work, rows: Any, staff_id: Any) -> Any:
    """Narrows to the caller themselves and those who work in the communities in reach."""
    communities = {community_id for community_id, _ in work.actor.places_of(READ)}
    if None in communities:
        return rows
    here = staff_of([known for known in communities if known], work.now)
    return rows.where(sa.or_(staff_id == work.actor.id, staff_id.in_(here)))


def _in_state(state: AbsenceState, now: datetime) -> sa.ColumnElement[bool]:
    """The twin in SQL of `rules.absence_state`; a test holds the two together."""
    stands = Absence.cancelled_at.is_(None)
    match state:
        case AbsenceState.CANCELLED:
            return ~stands
        case AbsenceState.PLANNED:
            return sa.and_(stands, Absence.since > now)
        case AbsenceState.OVER:
            return sa.and_(stands, Absence.since <= now, Absence.until <= now)
        case AbsenceState.PRESENT:
            return sa.and_(stands, present(Absence.since, Absence.until, now))


def _absence(row: dict[str, Any], now: datetime) -> AbsenceOut:
    return {
        "id": row["id"],
        "staff": {"id": row["staff_id"], "name": row["name"]},
        "since": row["since"],
        "until": row["until"],
        "state": absence_state(row["since"], row["until"], row["cancelled_at"], now),
        "reason_key": row["reason_key"],
        "made_by": {"id": row["made_by_id"], "name": row["made_by"]},
        "made_at": row["made_at"],
        "cancelled_at": row["cancelled_at"],
    }
