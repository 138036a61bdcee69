"""Who has which role where: given and ended by those who manage access for the whole of that place."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from shouwen.core.access.grant_schemas import GrantIn, GrantParams, GrantRow, RoleOut, RolesOut
from shouwen.core.access.models import AccessGrant
from shouwen.core.access.problems import AlreadyGranted, GrantEnded, LastAdministrator
from shouwen.core.access.roles import RESIDENT, ROLES
from shouwen.core.access.service import ADMINISTRATOR, NewGrant, RoleUnknown, give
from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page, get_row
from shouwen.core.people.authority import covered, covers, hold_staff, works_where
from shouwen.core.people.models import Person, Staff
from shouwen.core.places.models import Community, Department, Zone
from shouwen.core.places.queries import present
from shouwen.core.references import UnknownReference, refer
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import FieldError

MANAGE_ACCESS: Final = "access.manage"
INTEGRATOR: Final = "integrator"
NOT_FOR_STAFF: Final = frozenset({RESIDENT, INTEGRATOR})

_SORTING: Final = Sorting(
    {"name": SortKey(Person.name, str), "since": SortKey(AccessGrant.since, datetime)},
    SortKey(AccessGrant.id, UUID),
    "name",
)
_zone = aliased(Zone)
_department = aliased(Department)


def list_roles() -> RolesOut:
    """Every role that can be given to staff, with what it carries and how far each permission reaches."""
    given = {name: carried for name, carried in ROLES.items() if name not in NOT_FOR_STAFF}
    return RolesOut(data=[_role(name, carried) for name, carried in given.items()])


def list_grants(work: Work, params: GrantParams) -> Page[GrantRow]:
    """The roles of staff at the places whose access is the caller's to manage, by name. One statement."""
    rows = _grants(work).where(
        any_of(AccessGrant.person_id, params.staff_id),
        any_of(AccessGrant.community_id, params.community_id),
        any_of(AccessGrant.role, params.role),
    )
    if not params.ended:
        rows = rows.where(sa.or_(AccessGrant.until.is_(None), AccessGrant.until > work.now))
    if params.q is not None:
        rows = rows.where(Person.name.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _SORTING)
    return found.page([_row(row) for row in found.rows])


def get_grant(work: Work, grant_id: UUID) -> GrantRow:
    return _row(get_row(work, _grants(work).where(AccessGrant.id == grant_id)))


def add_grant(work: Work, body: GrantIn) -> UUID:
    """Somebody has a role from now on. Raises RoleUnknown, UnknownReference, AlreadyGranted."""
    if body.role not in ROLES or body.role in NOT_FOR_STAFF:
        wrong = RoleUnknown(role=body.role)
        wrong.errors = [FieldError("/role", "role_unknown", str(wrong.zh), str(wrong.en))]
        raise wrong
    _name_place(work, body)
    hold_staff(work.session, [body.staff_id])
    _name_staff(work, body.staff_id)
    place = NewGrant(body.role, body.community_id, body.zone_id, body.department_id)
    _check_once(work, body.staff_id, place)
    return give(work, place, person_id=body.staff_id)


def end_grant(work: Work, grant_id: UUID) -> UUID:
    """Somebody has a role no longer, at once. Raises NotFound, GrantEnded, LastAdministrator."""
    seen = get_row(work, _grants(work).where(AccessGrant.id == grant_id))
    if seen["role"] == ADMINISTRATOR and seen["community_id"] is None:
        _check_another(work, grant_id)
    hold_staff(work.session, [seen["staff_id"]])
    grant = work.session.get_one(AccessGrant, grant_id, populate_existing=True)
    if grant.until is not None and grant.until <= work.now:
        raise GrantEnded
    grant.until = work.now
    work.session.flush()
    work.emit(
        "access.grant_ended",
        holder_id=grant.person_id,
        grant_id=grant.id,
        role=grant.role,
        community_id=grant.community_id,
        zone_id=grant.zone_id,
        department_id=grant.department_id,
    )
    return grant.id


def _role(name: str, carried: Any) -> RoleOut:
    reaches = [{"name": permission, "reach": reach.name.lower()} for permission, reach in carried.items()]
    return RoleOut.model_validate({"role": name, "permissions": reaches})


def _name_place(work: Work, body: GrantIn) -> None:
    """The place must be the caller's to manage, and the zone or department lie in it."""
    if not covers(work, MANAGE_ACCESS, body.community_id):
        raise UnknownReference.at("/community_id")
    if body.community_id is None:
        return
    if work.session.get(Community, body.community_id) is None:
        raise UnknownReference.at("/community_id")
    refer(work, Zone, body.community_id, body.zone_id, "/zone_id")
    refer(work, Department, body.community_id, body.department_id, "/department_id")


def _name_staff(work: Work, staff_id: UUID) -> None:
    """Somebody who works where the caller manages access, or nowhere yet. Strangers and the unknown answer alike."""
    staff = work.session.get(Staff, staff_id)
    places = works_where(work, staff_id)
    if staff is None or not staff.active or (places and not any(covers(work, MANAGE_ACCESS, at) for at in places)):
        raise UnknownReference.at("/staff_id")


def _check_once(work: Work, staff_id: UUID, place: NewGrant) -> None:
    same = [
        column.is_not_distinct_from(value)
        for column, value in (
            (AccessGrant.community_id, place.community_id),
            (AccessGrant.zone_id, place.zone_id),
            (AccessGrant.department_id, place.department_id),
        )
    ]
    held = sa.select(AccessGrant.id).where(
        AccessGrant.person_id == staff_id, AccessGrant.role == place.role, *same, _now(work)
    )
    if work.session.scalar(held.limit(1)) is not None:
        raise AlreadyGranted


def _check_another(work: Work, grant_id: UUID) -> None:
    """One at a time: of two who end each other's grant the second must see that the first is gone."""
    rows = sa.select(AccessGrant.id, AccessGrant.person_id).where(
        AccessGrant.role == ADMINISTRATOR, AccessGrant.community_id.is_(None), _now(work)
    )
    held = work.session.execute(rows.order_by(AccessGrant.id).with_for_update()).all()
    others = {row.person_id for row in held if row.id != grant_id}
    left = sa.select(Staff.id).where(Staff.id.in_(others), Staff.active)
    if any(row.id == grant_id for row in held) and work.session.scalar(left.limit(1)) is None:
        raise LastAdministrator


def _now(work: Work) -> sa.ColumnElement[bool]:
    return present(AccessGrant.since, AccessGrant.until, work.now)


def _grants(work: Work) -> Rows:
    known = covered(work, MANAGE_ACCESS)
    here = sa.true() if known is None else AccessGrant.community_id.in_(known)
    return (
        sa.select(
            AccessGrant.id,
            AccessGrant.role,
            AccessGrant.since,
            AccessGrant.until,
            AccessGrant.community_id,
            Person.id.label("staff_id"),
            Person.name.label("staff_name"),
            Community.name.label("community_name"),
            _zone.id.label("zone_id"),
            _zone.name.label("zone_name"),
            _department.id.label("department_id"),
            _department.name.label("department_name"),
        )
        .join(Person, Person.id == AccessGrant.person_id)
        .join(Staff, Staff.id == Person.id)
        .outerjoin(Community, Community.id == AccessGrant.community_id)
        .outerjoin(_zone, sa.and_(_zone.community_id == AccessGrant.community_id, _zone.id == AccessGrant.zone_id))
        .outerjoin(
            _department,
            sa.and_(_department.community_id == AccessGrant.community_id, _department.id == AccessGrant.department_id),
        )
        .where(here)
    )


def _row(row: dict[str, Any]) -> GrantRow:
    def named(what: str) -> Any:
        id = row[f"{what}_id"]
        return {"id": id, "name": row[f"{what}_name"]} if id else None

    return {
        "id": row["id"],
        "staff": named("staff"),
        "role": row["role"],
        "community": named("community"),
        "zone": named("zone"),
        "department": named("department"),
        "since": row["since"],
        "until": row["until"],
    }
