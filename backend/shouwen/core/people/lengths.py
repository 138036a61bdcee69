"""Until when somebody may be away who alone manages: a standard; this room cannot ask for it itself.

    longest_absence.told_by(ends)

The function answers when the longest absence that begins at an instant is over, by what holds at another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

Ends = Callable[[Session, UUID, datetime, datetime], datetime]


@dataclass(slots=True)
class LongestAbsence:
    """Who knows how long it may be."""

    ends: Ends | None = None

    def told_by(self, ends: Ends) -> None:
        """Says how it is found out. ValueError when somebody has said so already."""
        if self.ends is not None:
            raise ValueError("registered already")
        self.ends = ends

    def until(self, session: Session, community_id: UUID, since: datetime, *, by: datetime) -> datetime:
        """When an absence that begins at `since` is over at the latest. ValueError while nobody has said how."""
        if self.ends is None:
            raise ValueError("nobody says how long an absence may be")
        return self.ends(session, community_id, since, by)


longest_absence: Final = LongestAbsence()
