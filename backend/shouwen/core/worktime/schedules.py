"""What the clock does to the calendar."""

from datetime import timedelta

from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work
from shouwen.core.worktime import service


@registry.every(timedelta(hours=1), "worktime.adopt")
def adopt(work: Work) -> None:
    """A year that came with an upgrade is official from now on."""
    service.adopt_published(work)
