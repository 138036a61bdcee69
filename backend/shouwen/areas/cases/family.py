"""A whole and its parts, as far as the caller may see them."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.queries import Loaded
from shouwen.areas.cases.rules import State
from shouwen.areas.cases.schemas import KinOut, Named
from shouwen.core.people.queries import names_of
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work


def whole_of(work: Work, loaded: Loaded) -> KinOut | None:
    """The case this one is a part of."""
    if loaded.subject.parent_id is None:
        return None
    found = _shown(work, _kin(work, loaded).where(Subject.id == loaded.subject.parent_id))
    return found[0] if found else None


def parts_of(work: Work, loaded: Loaded) -> Sequence[KinOut]:
    """The cases made of this one, in the order they were made."""
    return _shown(work, _kin(work, loaded).where(Subject.parent_id == loaded.subject.id).order_by(Case.id))


def _kin(work: Work, loaded: Loaded) -> sa.Select[UUID, str, str, State, UUID]:
    columns = sa.select(Case.id, Case.number, Case.title, Case.state, Case.owner_id)
    own = sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id)
    return columns.join(Subject, own).where(
        Subject.community_id == loaded.subject.community_id, sight(work.actor, "cases.read")
    )


def _shown(work: Work, rows: sa.Select[UUID, str, str, State, UUID]) -> list[KinOut]:
    found = work.session.execute(rows).all()
    if not found:
        return []
    names = names_of(work.session, {row.owner_id for row in found})
    return [
        KinOut(
            id=row.id,
            number=row.number,
            title=row.title,
            state=row.state,
            owner=Named(id=row.owner_id, name=names[row.owner_id]),
        )
        for row in found
    ]
