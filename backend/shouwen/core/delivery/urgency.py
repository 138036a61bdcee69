"""Which matters cannot wait: rooms say here how to tell.

    urgency.add("case", urgent_cases)

The function answers which of these subjects are urgent now. What is over is urgent no longer: nobody is rung for it.
"""

from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

Find = Callable[[Session, UUID, Collection[UUID]], AbstractSet[UUID]]


@dataclass(slots=True)
class Urgency:
    """How each kind of subject is judged."""

    kinds: dict[str, Find] = field(default_factory=dict)

    def add(self, kind: str, find: Find) -> None:
        """Says how subjects of a kind are judged. ValueError when somebody has said so already."""
        if kind in self.kinds:
            raise ValueError(f"{kind} is registered already")
        self.kinds[kind] = find

    def among(self, session: Session, community_id: UUID, subject_ids: Collection[UUID]) -> set[UUID]:
        """The urgent ones of these subjects of a community."""
        if not subject_ids:
            return set()
        return {one for find in self.kinds.values() for one in find(session, community_id, subject_ids)}


urgency: Final = Urgency()
