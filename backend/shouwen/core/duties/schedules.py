"""Duties are planned by the clock."""

from datetime import timedelta

from shouwen.core.duties import service
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work


@registry.every(timedelta(minutes=5), "duties.plan")
def plan_duties(work: Work) -> None:
    """Every window exists before it falls due; after a time off those in between are made up for."""
    service.plan(work)
