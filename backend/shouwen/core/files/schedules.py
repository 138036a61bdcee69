"""House-keeping by the clock."""

from datetime import timedelta

from shouwen.core.files import service
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.every(timedelta(hours=1), "files.purge")
def purge(work: Work) -> None:
    """Files nobody attached go after 24 hours."""
    service.purge_unlinked(work)


@registry.every(timedelta(hours=1), "files.sweep")
def sweep(work: Work) -> None:
    """Bytes without a file go after them."""
    service.sweep_bytes(work)
