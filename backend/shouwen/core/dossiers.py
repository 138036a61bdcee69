"""What rooms add to the dossier of a unit: each says here how its matters of a unit are found.

    dossiers.add("renovations", of_unit)

The function answers what the caller may see of the unit, the latest first. The room that shows the dossier asks all of
them and knows none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from typing_extensions import TypedDict

from shouwen.core.subjects.models import SubjectType
from shouwen.core.work import Work


class DossierCase(TypedDict):
    """A case that belongs to a matter."""

    id: UUID
    number: str


class DossierMatter(TypedDict):
    """A matter of the unit that is no case itself."""

    type: SubjectType
    id: UUID
    number: str
    state: str
    title: str
    since: datetime
    held_fen: int | None  # what is held as its deposit; None where a matter has none
    cases: list[DossierCase]


Find = Callable[[Work, UUID], list[DossierMatter]]


@dataclass(slots=True)
class Dossiers:
    """How each room finds its matters of a unit."""

    rooms: dict[str, Find] = field(default_factory=dict)

    def add(self, room: str, find: Find) -> None:
        """Says how a room's matters are found. ValueError when it has said so already."""
        if room in self.rooms:
            raise ValueError(f"{room} is registered already")
        self.rooms[room] = find

    def of_unit(self, work: Work, unit_id: UUID) -> list[DossierMatter]:
        """The matters of all rooms, in the order of their names."""
        return [matter for room in sorted(self.rooms) for matter in self.rooms[room](work, unit_id)]


dossiers: Final = Dossiers()
