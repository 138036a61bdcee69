"""What a matter is about, for whoever reads of it elsewhere: where it is, and what its own room calls it.

    headings.add(SubjectType.RENOVATION, titles_of_renovations)

The function answers the titles of these matters. A number alone says nothing to a manager on the way.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from shouwen.core.places.models import Unit
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.core.subjects.queries import in_sight
from shouwen.core.work import Work


class HeadingOut(TypedDict):
    """Where a matter is and what it is called, as far as the reader sees it."""

    unit: str | None
    title: str | None


Find = Callable[[Session, Collection[UUID]], Mapping[UUID, str]]


@dataclass(slots=True)
class Headings:
    """How each room calls its matters."""

    rooms: dict[SubjectType, Find] = field(default_factory=dict)

    def add(self, kind: SubjectType, find: Find) -> None:
        """Says how matters of a kind are called. ValueError when somebody has said so already."""
        if kind in self.rooms:
            raise ValueError(f"{kind} is registered already")
        self.rooms[kind] = find

    def of(self, work: Work, subject_ids: Collection[UUID]) -> dict[UUID, HeadingOut]:
        """The headings of those the caller sees: one statement, and one more for each kind among them."""
        unit = sa.and_(Unit.community_id == Subject.community_id, Unit.id == Subject.unit_id)
        rows = (
            sa.select(Subject.id, Subject.type, Unit.label)
            .outerjoin(Unit, unit)
            .where(Subject.id.in_(subject_ids), in_sight(work.actor))
        )
        found = work.session.execute(rows).all()
        titles: dict[UUID, str] = {}
        for kind, find in self.rooms.items():
            if ids := [row.id for row in found if row.type is kind]:
                titles.update(find(work.session, ids))
        return {row.id: {"unit": row.label, "title": titles.get(row.id)} for row in found}


headings: Final = Headings()
