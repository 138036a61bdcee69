"""What comes round by the clock for renovations."""

from datetime import timedelta

from shouwen.areas.renovations import site
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.every(timedelta(minutes=5), "renovations.plan")
def plan_visits(work: Work) -> None:
    """Every visit is promised before its day ends (RN-06)."""
    site.plan_sites(work)


@registry.every(timedelta(minutes=15), "renovations.expire")
def expire(work: Work) -> None:
    """A permit whose end has passed has expired."""
    site.expire_permits(work)


@registry.every(timedelta(minutes=15), "renovations.observe")
def observe(work: Work) -> None:
    """When the time of observation is over, the final acceptance may come (RN-10)."""
    site.observe(work)
