"""Numbers for `/metrics`: how many requests of each route, how long they took, and gauges of whoever has one to show.

    metrics.gauge("shouwen_jobs_oldest_seconds", "Age of the oldest job not done", lambda: …)

Routes are named by their template, never by the path, so that no id and no name becomes a label. Several server
processes share their counts in the folder PROMETHEUS_MULTIPROC_DIR; gauges are read by the one that is asked.
"""

import os
from collections.abc import Callable, Iterator
from typing import Final

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
UNMATCHED: Final = "unmatched"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 8)

_counted = CollectorRegistry()
_requests = Counter("shouwen_requests", "Requests answered", ("method", "route", "status"), registry=_counted)
_seconds = Histogram(
    "shouwen_request_seconds", "Time to the last byte", ("method", "route"), buckets=_SECONDS, registry=_counted
)
_in_flight = Gauge(
    "shouwen_requests_in_flight", "Requests being served now", registry=_counted, multiprocess_mode="livesum"
)


class _Gauges(Collector):
    """Gauges that are read when asked for. One that fails is left out, the others still answer."""

    def __init__(self) -> None:
        self.reads: dict[str, tuple[str, Callable[[], float]]] = {}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, (about, read) in self.reads.items():
            try:
                value = read()
            except Exception as error:  # noqa: BLE001 - whatever it was, the other numbers are wanted all the more
                structlog.get_logger("shouwen.metrics").warning("gauge_failed", gauge=name, kind=type(error).__name__)
            else:
                yield GaugeMetricFamily(name, about, value=value)


_gauges = _Gauges()
_asked = CollectorRegistry()
_asked.register(_gauges)


def request_began() -> None:
    """Counts one request as being served."""
    _in_flight.inc()


def request_ended(method: str, route: str | None, status: int, seconds: float) -> None:
    """Counts one request as answered. `route` is the template (`/api/v1/cases/{case_id}`), None where none matched."""
    method = method if method in _METHODS else "OTHER"
    route = route or UNMATCHED
    _in_flight.dec()
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(method, route).observe(seconds)


def gauge(name: str, about: str, read: Callable[[], float]) -> None:
    """Shows a number that is read at each scrape; the last to register a name shows it."""
    _gauges.reads[name] = (about, read)


def exposition() -> bytes:
    """The text for `/metrics` (content type `CONTENT_TYPE`)."""
    counted = _counted
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(_asked)
