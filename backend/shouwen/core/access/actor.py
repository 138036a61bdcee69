"""The one who acts in a request: a person, an API client or the system, with what they may do and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from uuid import UUID

from shouwen.kit.db import COMPANY_SCOPE, Scope


class Reach(IntEnum):
    """How far a permission goes, from the caller's own matters to the whole community."""

    OWN = 1
    ZONE = 2
    DEPARTMENT = 3
    COMMUNITY = 4


class ActorKind(StrEnum):
    """What kind of being acts."""

    STAFF = "staff"
    RESIDENT = "resident"
    CLIENT = "client"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a place. No community means the whole company; a zone or a department narrows a community."""

    role: str
    permissions: Mapping[str, Reach]
    community_id: UUID | None = None
    zone_id: UUID | None = None
    department_id: UUID | None = None

    def reach(self, permission: str) -> Reach | None:
        """How far `permission` goes under this grant, cut to the place it was given for."""
        reach = self.permissions.get(permission)
        if reach is None or reach is Reach.OWN:
            return reach
        if self.zone_id:
            return Reach.ZONE
        if self.department_id:
            return Reach.DEPARTMENT
        return Reach.COMMUNITY if reach is Reach.COMMUNITY else Reach.OWN


@dataclass(frozen=True, slots=True)
class Residency:
    """That the person is known as a resident of a community."""

    community_id: UUID
    resident_id: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `id` is the person's id (for staff the staff id as well), or the API client's."""

    kind: ActorKind
    id: UUID
    name: str
    grants: tuple[Grant, ...] = ()
    residencies: tuple[Residency, ...] = ()
    post_ids: frozenset[UUID] = field(default_factory=frozenset)
    sign_in_id: UUID | None = None  # the family of the session in use; API keys have none

    @property
    def staff_id(self) -> UUID | None:
        return self.id if self.kind is ActorKind.STAFF else None

    @property
    def is_company_wide(self) -> bool:
        return any(grant.community_id is None for grant in self.grants)

    @property
    def scope(self) -> Scope:
        """The communities whose rows this actor's sessions may touch at all."""
        if self.is_company_wide:
            return COMPANY_SCOPE
        granted = {grant.community_id for grant in self.grants if grant.community_id}
        return Scope(frozenset(granted | {residency.community_id for residency in self.residencies}))

    def may(self, permission: str, community_id: UUID | None = None) -> bool:
        """Whether the actor holds `permission` anywhere, or in the given community."""
        return any(
            permission in grant.permissions
            and (community_id is None or grant.community_id is None or grant.community_id == community_id)
            for grant in self.grants
        )

    def grants_of(self, permission: str) -> list[Grant]:
        """The grants that carry `permission`."""
        return [grant for grant in self.grants if permission in grant.permissions]

    def places_of(self, permission: str) -> list[tuple[UUID | None, UUID | None]]:
        """The (community, zone) pairs that `permission` covers, for what lies in a place and belongs to nobody.

        No zone means the whole community, no community the whole company. A reach of "own" covers no place.
        """
        reached = [grant for grant in self.grants_of(permission) if grant.reach(permission) is not Reach.OWN]
        return [(grant.community_id, grant.zone_id) for grant in reached]


# The system acts when a promise falls due or an import runs. Its id is fixed so that journal rows name it stably.
SYSTEM = Actor(kind=ActorKind.SYSTEM, id=UUID(int=0), name="system")

# Nobody yet: the caller of a public route, such as signing in. Holds nothing and sees nothing.
ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, id=UUID(int=0), name="anonymous")
