"""What is going on where people live, for whoever answers the telephone. A room says here how it is found.

    @known_at
    def incidents_at(work: Work, unit_ids: Sequence[UUID]) -> Mapping[UUID, list[KnownIncident]]: ...

People know no room of cases: the callers they find carry along what the rooms know of their homes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from typing_extensions import TypedDict

from shouwen.core.work import Work


class KnownIncident(TypedDict):
    """Something many may call about: which case it is, what to tell them, and when it is expected to be over."""

    id: UUID
    number: str
    title: str
    heard_at: datetime
    words: str | None
    expected_end_at: datetime | None


Find = Callable[[Work, Sequence[UUID]], Mapping[UUID, list[KnownIncident]]]

_FINDERS: Final[dict[str, Find]] = {}


def known_at(find: Find) -> Find:
    """Registers what a room knows to be going on at these units."""
    _FINDERS[find.__name__] = find
    return find


def known_incidents(work: Work, unit_ids: Sequence[UUID]) -> Mapping[UUID, list[KnownIncident]]:
    """What all rooms know to be going on, by unit."""
    found: dict[UUID, list[KnownIncident]] = {}
    for find in _FINDERS.values():
        for unit_id, incidents in find(work, unit_ids).items():
            found.setdefault(unit_id, []).extend(incidents)
    return found


def met_at(incidents: Mapping[UUID, list[KnownIncident]], unit_ids: Iterable[UUID]) -> list[KnownIncident]:
    """What is going on at any of these homes, each once."""
    return list({one["id"]: one for unit_id in unit_ids for one in incidents.get(unit_id, [])}.values())
