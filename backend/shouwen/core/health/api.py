"""The route that shows how the system is doing."""

from shouwen.core.health import queries
from shouwen.core.health.schemas import HealthOut
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work

routes = Routes("health")


@routes.get("/system/health", allow("health.read"))
def get_health(work: Work) -> HealthOut:
    """What waits too long, what is not covered, and what is not kept. Holds no personal data.

    Balancers ask `/readyz`, collectors `/metrics`; this is for people.
    """
    return queries.health(work)
