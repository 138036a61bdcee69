"""House-keeping by the clock."""

from datetime import timedelta

from shouwen.core.jobs.registry import registry
from shouwen.core.operations import service
from shouwen.core.work import Work


@registry.every(timedelta(minutes=10), "operations.settle")
def settle(work: Work) -> None:
    """What will never go on says so."""
    service.settle_given_up(work)


@registry.every(timedelta(days=1), "operations.forget")
def forget(work: Work) -> None:
    """Old operations go."""
    service.forget_old(work)
