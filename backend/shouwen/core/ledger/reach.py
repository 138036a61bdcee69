"""What of the ledger a caller reaches: whose household, which community's books, which row by its id."""

from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.ledger.models import Account, BankLine, CashShift, Document, Payment, Proposal, Refund
from shouwen.core.people.authority import covers
from shouwen.core.places.models import Community, Household, Unit
from shouwen.core.places.queries import in_communities, in_reach
from shouwen.core.references import UnknownReference
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import in_sight
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

Row = TypeVar("Row", Account, BankLine, CashShift, Document, Payment, Proposal, Refund)


def community_of(work: Work, permission: str, community_id: UUID) -> UUID:
    """The community that a body or a query names. Raises UnknownReference."""
    if not covers(work, permission, community_id) or work.session.get(Community, community_id) is None:
        raise UnknownReference.at("/community_id")
    return community_id


def household_of(work: Work, permission: str, household_id: UUID) -> Household:
    """The household that a body names. Raises UnknownReference."""
    unit = sa.and_(Unit.community_id == Household.community_id, Unit.id == Household.unit_id)
    rows = (
        sa.select(Household)
        .join(Unit, unit)
        .where(Household.id == household_id, in_reach(work, permission, Unit.community_id, Unit.zone_id))
    )
    found = work.session.scalars(rows).one_or_none()
    if found is None:
        raise UnknownReference.at("/household_id")
    return found


def subject_of(work: Work, community_id: UUID, subject_id: UUID | None) -> UUID | None:
    """The matter that money is taken for: one that the caller sees. Raises UnknownReference."""
    if subject_id is None:
        return None
    rows = sa.select(Subject.id).where(
        Subject.community_id == community_id, Subject.id == subject_id, in_sight(work.actor)
    )
    if work.session.scalar(rows) is None:
        raise UnknownReference.at("/subject_id")
    return subject_id


def find(work: Work, rows: type[Row], permission: str, id: UUID, *, lock: bool = False) -> Row:
    """The row by its id. Raises NotFound, out of reach too."""
    wanted = sa.select(rows).where(rows.id == id, in_communities(work, permission, rows.community_id))
    found = work.session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def referred(work: Work, rows: type[Row], permission: str, id: UUID, pointer: str) -> Row:
    """As `find`, for an id in a body. Raises UnknownReference."""
    try:
        return find(work, rows, permission, id)
    except NotFound as error:
        raise UnknownReference.at(pointer) from error
