"""What is said to WeChat Pay and when, and who is told that something is wrong with the money."""

from uuid import UUID

import sqlalchemy as sa

from shouwen.core.delivery.rules import MessageEvent
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.jobs.registry import registry
from shouwen.core.journal.models import JournalEntry
from shouwen.core.ledger.payments import Asker, Orderer, Returner
from shouwen.core.work import Work

registry.send("ledger.payment_ordered", "ledger.order", Orderer())
registry.send("ledger.payment_asked", "ledger.ask", Asker())
registry.send("ledger.refund_begun", "ledger.give_back", Returner())


@registry.on("ledger.alarm_raised", "ledger.tell_unsound")
def tell_unsound(work: Work, entry_id: UUID) -> None:
    """The books do not add up: whoever manages is rung at once, whatever the hour."""
    _tell_managers(work, entry_id, MessageEvent.BOOKS_UNSOUND)


@registry.on("ledger.payment_odd", "ledger.tell_odd")
def tell_odd(work: Work, entry_id: UUID) -> None:
    """WeChat Pay told of a payment that was not ordered so: nothing was taken, and somebody has to look."""
    _tell_managers(work, entry_id, MessageEvent.PAYMENT_ODD)


def _tell_managers(work: Work, entry_id: UUID, event: MessageEvent) -> None:
    community_id = work.session.scalars(sa.select(JournalEntry.community_id).where(JournalEntry.id == entry_id)).one()
    tell(work, community_id, [Notice(event)])
