"""Who may see which subject: the one place where reach becomes a condition on rows."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from shouwen.core.access.actor import Actor, ActorKind, Grant, Reach
from shouwen.core.people.models import Membership
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType

Rows = TypeVar("Rows", bound=sa.Select[Any])
# The permission by which a matter of a kind is seen: by whoever hands in its files, and by whoever takes money for it.
SEEN_BY: Final[Mapping[SubjectType, str]] = MappingProxyType(
    {SubjectType.CASE: "cases.read", SubjectType.RENOVATION: "renovations.read"}
)


def visible(rows: Rows, actor: Actor, permission: str) -> Rows:
    """Narrows a select that has `Subject` to what `actor` may reach with `permission`."""
    return rows.where(sight(actor, permission))


def sight(actor: Actor, permission: str) -> sa.ColumnElement[bool]:
    """The condition on `Subject` that `actor` reaches it with `permission`.

    A matter about a person is hidden from that person whatever the role; a confidential one is seen by those involved
    and by holders of `<area>.confidential`.
    """
    if actor.kind is ActorKind.SYSTEM:
        return sa.true()
    if actor.kind is ActorKind.RESIDENT:
        return _of_resident(actor) if actor.may(permission) else sa.false()
    involved = involves(actor)
    confidential = permission.partition(".")[0] + ".confidential"
    return sa.and_(
        _reached_by_any(actor, permission, involved),
        sa.or_(Subject.confidential.is_(False), involved, _reached_by_any(actor, confidential, involved)),
        ~_takes_part(Involvement.person_id == actor.id, Involvement.part == Part.ABOUT),
    )


def in_sight(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition on `Subject` that the actor sees it, by the permission that its type is seen by."""
    return sa.or_(*[sa.and_(Subject.type == type_, sight(actor, permission)) for type_, permission in SEEN_BY.items()])


def involves(actor: Actor) -> sa.ColumnElement[bool]:
    """The condition on `Subject` that the actor takes part in it: heard it, owns it, did it, answers for it."""
    if actor.kind is ActorKind.RESIDENT:
        return _of_resident(actor)
    mine = Involvement.person_id == actor.id
    if actor.post_ids:
        mine = sa.or_(mine, Involvement.post_id.in_(actor.post_ids))
    return _takes_part(mine, Involvement.part != Part.ABOUT)


def _reached_by_any(actor: Actor, permission: str, involved: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *[_reached(grant, permission, involved) for grant in actor.grants_of(permission)])


def _reached(grant: Grant, permission: str, involved: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    here = sa.true() if grant.community_id is None else Subject.community_id == grant.community_id
    match grant.reach(permission):
        case Reach.COMMUNITY:
            return here
        case Reach.ZONE:
            return sa.and_(here, sa.or_(Subject.zone_id == grant.zone_id, involved))
        case Reach.DEPARTMENT:
            return sa.and_(here, sa.or_(Subject.department_id == grant.department_id, involved))
        case _:
            return sa.and_(here, involved)


def _of_resident(actor: Actor) -> sa.ColumnElement[bool]:
    """A resident sees what they reported, and what adults of the same household did unless it was marked private."""
    households = sa.select(Membership.household_id).where(
        Membership.resident_id.in_([residency.resident_id for residency in actor.residencies]),
        Membership.is_adult,
        Membership.until.is_(None),
    )
    return sa.or_(
        _takes_part(Involvement.person_id == actor.id, Involvement.part == Part.REPORTED),
        _takes_part(
            Involvement.household_id.in_(households),
            Involvement.part == Part.REPORTED,
            Involvement.private.is_(False),
        ),
    )


def _takes_part(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That such an involvement exists for the subject. Written as IN: it is planned once, not for each row."""
    return Subject.id.in_(sa.select(Involvement.subject_id).where(*conditions))
