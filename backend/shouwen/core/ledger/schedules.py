"""The books are checked each hour; payments nobody told us about are asked after."""

from datetime import timedelta

from shouwen.core.jobs.registry import registry
from shouwen.core.ledger import checking, payments
from shouwen.core.work import Work


@registry.every(timedelta(hours=1), "ledger.reconcile")
def reconcile(work: Work) -> None:
    """Every community's books. What is wrong is in the journal at once."""
    checking.reconcile_all(work)


@registry.every(timedelta(minutes=5), "ledger.ask_payments")
def ask_payments(work: Work) -> None:
    """Whatever was paid while nobody was there to hear it is heard of now."""
    payments.ask_after_all(work)
