"""R2: schemathesis reads the OpenAPI document and tries whether the application keeps it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.people import NotAsExpected
from tests.proof.running import Service, environment

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
CONFIG = Path(__file__).parents[1] / "schemathesis.toml"
WITHIN_S = 1_500


def contract(task: Task) -> Finding:
    """No undeclared status, no 5xx, no answer beside its schema, nothing invalid accepted."""
    finding = Finding()
    with task.ground.served() as (plot, service):
        report = plot.folder / "report.ndjson"
        said = _ask(plot, service, report, examples=task.pick(full=20, quick=1))
        for scenario in _scenarios(report, said):
            _count(finding, scenario)
        finding.expect_quiet(service.complaints())
    return finding


def _ask(plot: Plot, service: Service, report: Path, *, examples: int) -> str:
    """What it printed. It asks as the administrator of everything."""
    names = ("SHOUWEN_PROOF_TOKEN", "SHOUWEN_PROOF_OTHER_TOKEN")
    tokens = {
        name: plot.people.sign_in(service.port, "system_admin")["Authorization"].removeprefix("Bearer ")
        for name in names
    }
    origin = f"http://127.0.0.1:{service.port}"
    words = [str(SCHEMATHESIS), "--config-file", str(CONFIG), "run", f"{origin}/api/openapi.json", "-n", str(examples)]
    words += ["--phases", "coverage,fuzzing", "--workers", "1", "--continue-on-failure", "--no-color"]
    words += ["--report", "ndjson", "--report-ndjson-path", str(report)]
    done = subprocess.run(
        words,
        cwd=plot.folder,
        env={**environment({}), **tokens, "SHOUWEN_PROOF_ORIGIN": origin},
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN_S,
    )
    return done.stdout + done.stderr


def _scenarios(report: Path, said: str) -> Iterator[dict[str, Any]]:
    """What was asked of one operation in one phase. Raises NotAsExpected when it did not come to an end."""
    lines = report.read_text("utf-8").splitlines() if report.exists() else []
    events = [json.loads(line) for line in lines]
    if not any("EngineFinished" in event for event in events):
        raise NotAsExpected(f"schemathesis did not come to its end: {said[-1500:]}")
    for event in events:
        if problem := event.get("NonFatalError") or event.get("FatalError"):
            raise NotAsExpected(f"schemathesis could not ask: {str(problem)[:600]}")
        if "ScenarioFinished" in event:
            yield event["ScenarioFinished"]["recorder"]


def _count(finding: Finding, recorder: dict[str, Any]) -> None:
    """One tried for every request; one missed for every check that failed on it."""
    finding.tried += len(recorder["interactions"])
    for case_id, checks in recorder["checks"].items():
        for check in checks:
            finding.figures["checks"] = int(finding.figures.get("checks", 0)) + 1
            if check["status"] != "success":
                finding.misses[f"{recorder['label']}: {_words(recorder, case_id, check)}"] += 1


def _words(recorder: dict[str, Any], case_id: str, check: dict[str, Any]) -> str:
    answer = recorder["interactions"].get(case_id, {}).get("response") or {}
    failure = json.dumps(check.get("failure_info") or check, ensure_ascii=False)
    return f"{check['name']}, {answer.get('status_code')}: {failure[:300]}"


CHECK = Check("R2", "contract", contract)
