"""Money of a renovation that moved without its file being asked: WeChat Pay told of it, or the ledger's own desk."""

from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.deposits import hear_of_receipt
from shouwen.areas.renovations.models import Renovation
from shouwen.areas.renovations.settlements import hear_of_refund
from shouwen.core.jobs.registry import registry
from shouwen.core.journal.models import JournalEntry
from shouwen.core.work import Work


@registry.on("ledger.receipt_issued", "renovations.hear_of_receipt")
def hear_receipt(work: Work, entry_id: UUID) -> None:
    """The deposit may be paid now."""
    entry, renovation = _about(work, entry_id)
    if renovation is not None:
        hear_of_receipt(work, renovation, UUID(entry.detail["document_id"]), entry.at)


@registry.on("ledger.refund_completed", "renovations.hear_of_refund")
@registry.on("ledger.refund_returned", "renovations.hear_of_return")
def hear_refund(work: Work, entry_id: UUID) -> None:
    """The deposit is back with the household, or with us."""
    entry, renovation = _about(work, entry_id)
    if renovation is not None:
        hear_of_refund(work, renovation, UUID(entry.detail["refund_id"]), entry.at)


def _about(work: Work, entry_id: UUID) -> tuple[JournalEntry, Renovation | None]:
    """What happened, and the renovation it happened to, locked; money is moved for other matters too."""
    entry = work.session.scalars(sa.select(JournalEntry).where(JournalEntry.id == entry_id)).one()
    rows = sa.select(Renovation).where(Renovation.community_id == entry.community_id, Renovation.id == entry.subject_id)
    return entry, work.session.scalars(rows.with_for_update()).one_or_none()
