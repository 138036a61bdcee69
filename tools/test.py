"""`make test`: every check and every test there is, and one closing line that counts them.

Each step runs even when an earlier one failed. What only reads runs side by side; what is run against servers and
clocks has the machine to itself, and what failed of it is tried once more alone: a busy machine is slow, not wrong, and
a real fault fails twice as well. Whatever needed the second try is told. A step that leaves a JUnit report counts as
its tests, any other step as one. The last line alone decides: `N passed, N failed`; the exit code is 1 when anything
failed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from tools import browser, node, papers
from tools.shell import ROOT, VENV, say

FRONTEND = ROOT / "frontend"
LONGEST_SECONDS = 1800
MOST_TRIED_AGAIN = 10  # more are no accident of a busy machine
SHOWING = threading.Lock()


@dataclass(frozen=True)
class Step:
    """One command, and how it is counted.

    `report` names the variable (or, with `{}`, the argument) that asks it for a JUnit report; `again` is the command
    that tries once more what failed.
    """

    name: str
    command: Sequence[str]
    cwd: Path = ROOT
    report: str = ""
    again: Sequence[str] = ()
    when_asked: bool = False  # no part of the whole: run only where its name is given


@dataclass(frozen=True)
class Outcome:
    name: str
    passed: int
    failed: int
    left_out: int = 0
    seconds: float = 0
    at_second_try: int = 0


@dataclass
class Circumstances:
    """What the tests ran on, told beside the counts."""

    env: dict[str, str]
    notes: list[str] = field(default_factory=list)


# A process more than there are cores, since some wait for servers; each has whole files: what these share is made once.
PROCESSES = (os.cpu_count() or 1) + 1
SHARED_OUT = (f"--numprocesses={PROCESSES}", "--dist=loadfile", "--no-loadscope-reorder")
PYTHON_CHECKS = (
    Step("ruff", ("ruff", "check", ".")),
    Step("ruff format", ("ruff", "format", "--check", ".")),
    Step("mypy", ("mypy",)),
    Step("import-linter", ("lint-imports", "--no-logo")),
)
SCREEN_CHECKS = (
    Step("screens built", ("python", "-m", "tools.screens")),
    Step("screens checked", ("npm", "run", "--silent", "check"), FRONTEND),
    Step("vitest", ("npm", "run", "--silent", "test"), FRONTEND, report="SHOUWEN_VITEST_JUNIT"),
)
PYTEST = Step(
    "pytest",
    ("pytest", *SHARED_OUT),
    report="--junitxml={}",
    again=("pytest", "--last-failed", "--last-failed-no-failures=none"),
)
DEMO = "SHOUWEN_E2E_DEMO"
# Planted once: each of the two servers below gets a copy of the folder.
PLANT = f'export SHOUWEN_DATA_DIR="${DEMO}" && shouwen migrate && shouwen demo --personas "${DEMO}/personas.json"'
PLANTED = Step("demo planted", ("sh", "-c", PLANT))
LOOKING = "look.e2e.ts"
E2E = ("npm", "run", "--silent", "e2e", "--")
# Two browsers, each with a server and a house of its own: one looks at every screen, the other goes about its work.
LOOKS = Step("screens looked at", (*E2E, LOOKING), FRONTEND, report="SHOUWEN_VITEST_JUNIT")
JOURNEYS = Step("end to end", (*E2E, "--exclude", f"**/{LOOKING}"), FRONTEND, report="SHOUWEN_VITEST_JUNIT")
TIMINGS = Step(
    "screens timed", ("npm", "run", "--silent", "timings"), FRONTEND, "SHOUWEN_VITEST_JUNIT", when_asked=True
)
# One phase after the other; the lanes of a phase run side by side, the steps of a lane one after the other.
PHASES = (((*PYTHON_CHECKS, PLANTED), SCREEN_CHECKS), ((PYTEST,),), ((LOOKS,), (JOURNEYS,)), ((TIMINGS,),))


def main() -> int:
    asked = sys.argv[1:]
    phases = [[[step for step in lane if wanted(step, asked)] for lane in lanes] for lanes in PHASES]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="shouwen-test-") as scratch:
        around = circumstances(Path(scratch), [step for lanes in phases for lane in lanes for step in lane])
        outcomes = [
            outcome
            for lanes in phases
            for outcome in side_by_side([lane for lane in lanes if lane], around.env, Path(scratch))
        ]
        notes = [*around.notes, *notes_of(Path(scratch))]
    seconds = time.perf_counter() - began
    for line in (*table(outcomes), f"{'together':<18}{seconds:7.1f} s", *notes, "", closing(outcomes)):
        print(line)
    return int(any(outcome.failed for outcome in outcomes))


def wanted(step: Step, asked: Sequence[str]) -> bool:
    return step.name in asked if asked else not step.when_asked


def side_by_side(lanes: Sequence[Sequence[Step]], env: Mapping[str, str], scratch: Path) -> list[Outcome]:
    """Every lane on its own, one step after the other. Where there are several, a step is shown when it has ended."""

    def walk(lane: Sequence[Step]) -> list[Outcome]:
        return [perform(step, env, scratch, at_once=len(lanes) == 1) for step in lane]

    with ThreadPoolExecutor(max(1, len(lanes))) as pool:
        return [outcome for lane in pool.map(walk, lanes) for outcome in lane]


def circumstances(scratch: Path, steps: Sequence[Step]) -> Circumstances:
    """The environment of every step, with what this machine lacked brought to it."""
    env = dict(os.environ)
    around = Circumstances(env)
    if any(step.cwd == FRONTEND for step in steps):
        env.update(node.environment())
        bring_browser(around)
    if PLANTED in steps:
        env[DEMO] = str(scratch / "demo")
    if PYTEST in steps:
        lacking = papers.bring()
        around.notes.append(f"papers: {lacking or 'set in their own typeface'}")
    env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env['PATH']}"
    env["SHOUWEN_TEST_NOTES"] = str(scratch / "notes")
    return around


def bring_browser(around: Circumstances) -> None:
    try:
        program, words = browser.find()
    except browser.NoBrowser as error:
        around.notes.append(f"browser: {error}")
        return
    around.env["SHOUWEN_CHROMIUM"] = str(program)
    font = "" if browser.has_chinese_font() else "; no Chinese font could be had, so Chinese text shows as boxes"
    around.notes.append(f"browser: {words}{font}")


def perform(step: Step, env: Mapping[str, str], scratch: Path, *, at_once: bool = True) -> Outcome:
    """Run one step to its end and count it, what failed after its second try."""
    first = perform_once(step, env, scratch, at_once=at_once)
    if not step.again or not 0 < first.failed <= MOST_TRIED_AGAIN:
        return first
    second = perform_once(replace(step, command=step.again), env, scratch, at_once=at_once)
    return replace(
        first,
        passed=first.passed + second.passed,
        failed=max(second.failed, first.failed - second.passed),
        seconds=first.seconds + second.seconds,
        at_second_try=second.passed,
    )


def perform_once(step: Step, env: Mapping[str, str], scratch: Path, *, at_once: bool) -> Outcome:
    report = scratch / f"{step.name.replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    command, more = asking_for_report(step, report)
    began = time.perf_counter()
    with shown(step.name, at_once=at_once) as output:
        code = run_to_end(command, step.cwd, {**env, **more}, output)
    seconds = time.perf_counter() - began
    passed, failed, left_out = counts_of(report) if step.report else (0, 0, 0)
    if code and not failed:
        failed = 1
    elif not code and not step.report:
        passed = 1
    elif not code and not passed:
        say(f"{step.name} ended well without a single test")
        failed = 1
    return Outcome(step.name, passed, failed, left_out, seconds)


def asking_for_report(step: Step, report: Path) -> tuple[list[str], dict[str, str]]:
    if "{}" in step.report:
        return [*step.command, step.report.format(report)], {}
    return list(step.command), {step.report: str(report)} if step.report else {}


@contextmanager
def shown(name: str, *, at_once: bool) -> Iterator[IO[bytes] | None]:
    """Where a step writes: straight to the terminal, or kept together until it has ended."""
    if at_once:
        print(f"\n──── {name}", flush=True)
        yield None
        return
    with tempfile.TemporaryFile() as output:
        yield output
        output.seek(0)
        with SHOWING:
            print(f"\n──── {name}\n{output.read().decode(errors='replace')}", flush=True)


def run_to_end(command: Sequence[str], cwd: Path, env: Mapping[str, str], output: IO[bytes] | None) -> int:
    """The exit code; 1 when it cannot start or takes too long. What it started ends with it."""
    try:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
        )
    except OSError as error:
        say(f"cannot start {command[0]}: {error}")
        return 1
    try:
        return process.wait(LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        say(f"stopped after {LONGEST_SECONDS} s")
        return 1
    finally:
        end_group(process.pid)


def end_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def counts_of(report: Path) -> tuple[int, int, int]:
    """(passed, failed, left out) of a JUnit report; zeros when there is none."""
    if not report.exists():
        return 0, 0, 0
    cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314  written by our own tests
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    left_out = sum(1 for case in cases if case.find("skipped") is not None)
    return len(cases) - failed - left_out, failed, left_out


def notes_of(scratch: Path) -> list[str]:
    """What the tests themselves say about the ground they ran on."""
    notes = scratch / "notes"
    return list(dict.fromkeys(notes.read_text("utf-8").splitlines())) if notes.exists() else []


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield ""
    for one in outcomes:
        left_out = f", {one.left_out} left out" if one.left_out else ""
        late = f", {one.at_second_try} only at the second try" if one.at_second_try else ""
        yield f"{one.name:<18}{one.seconds:7.1f} s   {one.passed} passed, {one.failed} failed{left_out}{late}"


def closing(outcomes: Sequence[Outcome]) -> str:
    return f"{sum(one.passed for one in outcomes)} passed, {sum(one.failed for one in outcomes)} failed"


if __name__ == "__main__":
    sys.exit(main())
