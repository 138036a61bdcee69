"""Reach on a subject in hand: the twin in Python of the condition in `queries.sight`. A test holds the two together."""

from dataclasses import dataclass
from uuid import UUID

from shouwen.core.access.actor import Actor, ActorKind, Grant, Reach


@dataclass(frozen=True, slots=True)
class SubjectKey:
    """By what a subject is known, where nothing else about it is needed."""

    community_id: UUID
    id: UUID


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a subject stands, and whether the caller takes part in it."""

    community_id: UUID
    zone_id: UUID | None
    department_id: UUID | None
    involved: bool


def reaches(actor: Actor, permission: str, subject: Whereabouts) -> bool:
    """Whether one of the actor's grants carries `permission` as far as this subject."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return any(_reached(grant, permission, subject) for grant in actor.grants_of(permission))


def _reached(grant: Grant, permission: str, subject: Whereabouts) -> bool:
    if grant.community_id is not None and grant.community_id != subject.community_id:
        return False
    match grant.reach(permission):
        case Reach.COMMUNITY:
            return True
        case Reach.ZONE:
            return subject.involved or subject.zone_id == grant.zone_id
        case Reach.DEPARTMENT:
            return subject.involved or subject.department_id == grant.department_id
        case _:
            return subject.involved
