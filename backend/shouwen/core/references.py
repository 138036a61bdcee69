"""Ids in bodies: a foreign id and an unknown id answer alike, at the field that carried it."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from shouwen.core.work import Work
from shouwen.kit.db import Thing
from shouwen.kit.problem import Malformed

Row = TypeVar("Row", bound=Thing)


class UnknownReference(Malformed):
    """An id in the body names nothing that the caller may refer to."""

    code = "house.reference_unknown"
    zh = "引用的对象不存在，或不在您的管辖范围内"
    en = "This refers to something that does not exist, or is outside your scope"


def refer(work: Work, rows: type[Row], community_id: UUID, id: UUID | None, pointer: str) -> Row | None:
    """The row of this community that an id in a body names; None for no id. Raises UnknownReference."""
    if id is None:
        return None
    row = work.session.scalars(select(rows).where(rows.community_id == community_id, rows.id == id)).one_or_none()
    if row is None:
        raise UnknownReference.at(pointer)
    return row
