"""Numbers for `/metrics`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shouwen.kit import metrics


@pytest.fixture(autouse=True)
def no_gauges() -> Iterator[None]:
    before = dict(metrics._gauges.reads)
    yield
    metrics._gauges.reads.clear()
    metrics._gauges.reads.update(before)


def shown() -> list[str]:
    return metrics.exposition().decode().splitlines()


def test_requests_are_counted_by_template() -> None:
    metrics.request_began()
    metrics.request_ended("GET", "/toy/{id}", 200, 0.03)
    assert 'shouwen_requests_total{method="GET",route="/toy/{id}",status="200"} 1.0' in shown()
    assert 'shouwen_request_seconds_bucket{le="0.025",method="GET",route="/toy/{id}"} 0.0' in shown()
    assert 'shouwen_request_seconds_bucket{le="0.05",method="GET",route="/toy/{id}"} 1.0' in shown()


def test_labels_do_not_grow_with_what_strangers_send() -> None:
    for method in ("BREW", "13812345678"):
        metrics.request_began()
        metrics.request_ended(method, None, 404, 0.1)
    assert 'shouwen_requests_total{method="OTHER",route="unmatched",status="404"}' in metrics.exposition().decode()
    assert "13812345678" not in metrics.exposition().decode()


def test_gauges_are_read_when_asked() -> None:
    ages = [5.0]
    metrics.gauge("toy_age_seconds", "Age", lambda: ages[0])
    assert "toy_age_seconds 5.0" in shown()
    ages[0] = 7.0
    assert "toy_age_seconds 7.0" in shown()
    metrics.gauge("toy_age_seconds", "Age", lambda: 9)
    assert "toy_age_seconds 9.0" in shown()


def test_a_gauge_that_fails_is_left_out() -> None:
    def broken() -> float:
        raise OSError("database gone")

    metrics.gauge("toy_broken", "Broken", broken)
    metrics.gauge("toy_fine", "Fine", lambda: 1)
    lines = shown()
    assert "toy_fine 1.0" in lines
    assert not any(line.startswith("toy_broken") for line in lines)


def test_processes_share_their_counts(tmp_path: Path) -> None:
    program = (
        "from shouwen.kit import metrics\n"
        "metrics.request_began(); metrics.request_ended('GET', '/toy', 200, 0.1)\n"
        "metrics.gauge('toy_gauge', 'Toy', lambda: 1)\n"
        "print(metrics.exposition().decode())"
    )
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert 'shouwen_requests_total{method="GET",route="/toy",status="200"} 2.0' in outputs[1]
    assert outputs[1].count("toy_gauge 1.0") == 1
