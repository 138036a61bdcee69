"""House-keeping by the clock."""

from datetime import timedelta

from shouwen.core.drafts import purging
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.every(timedelta(hours=1), "drafts.purge")
def purge(work: Work) -> None:
    """Drafts that nobody came back to go after `retention.draft`."""
    purging.purge_left(work)
