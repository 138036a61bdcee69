"""House-keeping by the clock."""

from datetime import timedelta

from shouwen.core.delivery import purging
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.every(timedelta(hours=1), "delivery.purge")
def purge(work: Work) -> None:
    """Messages that were heard go after `retention.message`."""
    purging.purge_heard(work)
