"""Keeping, reading and forgetting what one was writing.

Nothing of this goes into the journal: a draft is no act, and what somebody has not said is nobody's record.
"""

from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.drafts.models import Draft
from shouwen.core.drafts.problems import TooManyDrafts
from shouwen.core.drafts.schemas import DraftIn, DraftOut
from shouwen.core.places.models import Community
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.db import insert_into
from shouwen.kit.problem import Forbidden

KEEP: Final = "drafts.keep"
MOST: Final = 100  # of one person: far more than anybody writes at once


def save(work: Work, name: str, body: DraftIn) -> DraftOut:
    """Keeps a form in the place of what was kept of it before. Raises UnknownReference, TooManyDrafts."""
    staff_id = _writer(work)
    here = {grant.community_id for grant in work.actor.grants_of(KEEP)}
    if not here & {None, body.community_id} or work.session.get(Community, body.community_id) is None:
        raise UnknownReference.at("/community_id")
    _check_room(work, staff_id, name)
    row = {"community_id": body.community_id, "staff_id": staff_id, "name": name}
    now = {"text": body.text, "saved_at": work.now}
    kept = insert_into(work.session, Draft).values(**row, **now)
    key = ["community_id", "staff_id", "name"]
    work.session.execute(kept.on_conflict_do_update(index_elements=key, set_={one: kept.excluded[one] for one in now}))
    return {"name": name, "community_id": body.community_id, "text": body.text, "saved_at": work.now}


def mine(work: Work, names: tuple[str, ...]) -> list[DraftOut]:
    """One's own, the latest first."""
    rows = sa.select(Draft.name, Draft.community_id, Draft.text, Draft.saved_at).where(Draft.staff_id == _writer(work))
    if names:
        rows = rows.where(Draft.name.in_(names))
    found = work.session.execute(rows.order_by(Draft.saved_at.desc(), Draft.name).limit(MOST)).all()
    return [
        {"name": row.name, "community_id": row.community_id, "text": row.text, "saved_at": row.saved_at}
        for row in found
    ]


def forget(work: Work, name: str) -> None:
    """It was sent, or is not wanted any more. What is gone already is gone."""
    gone = sa.delete(Draft).where(Draft.staff_id == _writer(work), Draft.name == name)
    work.session.execute(gone.execution_options(synchronize_session=False))


def _writer(work: Work) -> UUID:
    if work.actor.staff_id is None:
        raise Forbidden
    return work.actor.staff_id


def _check_room(work: Work, staff_id: UUID, name: str) -> None:
    others = sa.select(Draft.name).where(Draft.staff_id == staff_id, Draft.name != name).limit(MOST)
    if len(work.session.scalars(others).all()) >= MOST:
        raise TooManyDrafts
