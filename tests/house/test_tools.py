"""What `make` calls counts honestly: nothing that failed, died or did not run is ever told as passed."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tools import node, screens, setup
from tools.test import MOST_TRIED_AGAIN, Outcome, Step, closing, counts_of, perform, table

REPORT = """<testsuites><testsuite>
  <testcase name="kept"/><testcase name="kept too"/>
  <testcase name="broken"><failure/></testcase><testcase name="unprepared"><error/></testcase>
  <testcase name="left out"><skipped/></testcase>
</testsuite></testsuites>"""


def python(source: str, report: str = "") -> Step:
    return Step("planted", (sys.executable, "-c", source), report=report)


def counted(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.passed, outcome.failed, outcome.left_out


def writes_report(exit_code: int, report: str = REPORT) -> str:
    return f"import os, sys, pathlib; pathlib.Path(os.environ['JUNIT']).write_text({report!r}); sys.exit({exit_code})"


def test_a_report_is_counted_by_its_cases(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    assert counts_of(tmp_path / "report.xml") == (2, 2, 1)
    assert counts_of(tmp_path / "never-written.xml") == (0, 0, 0)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (python("pass"), (1, 0, 0)),
        (python("raise SystemExit(3)"), (0, 1, 0)),
        (Step("planted", ("no-such-program",)), (0, 1, 0)),
        (python(writes_report(1), report="JUNIT"), (2, 2, 1)),
        (python("raise SystemExit(1)", report="JUNIT"), (0, 1, 0)),
        (python(writes_report(1, "<testsuites><testcase/></testsuites>"), report="JUNIT"), (1, 1, 0)),
        (python("pass", report="JUNIT"), (0, 1, 0)),
    ],
    ids=[
        "a check that passes",
        "a check that fails",
        "a program that is missing",
        "tests that fail",
        "tests that die before any report",
        "tests that pass in a run that fails",
        "no test at all",
    ],
)
def test_a_step_is_counted_as_what_it_was(step: Step, expected: tuple[int, int, int], tmp_path: Path) -> None:
    assert counted(perform(step, {}, tmp_path)) == expected


def test_what_failed_is_tried_once_more_alone_and_that_is_told(tmp_path: Path) -> None:
    both = python(writes_report(1), report="JUNIT")
    kept = "<testsuites><testcase/><testcase/></testsuites>"
    one_of_two = "<testsuites><testcase/><testcase><failure/></testcase></testsuites>"
    for report, code, passed, failed in ((kept, 0, 4, 0), (one_of_two, 1, 3, 1), ("<testsuites/>", 5, 2, 2)):
        step = replace(both, again=(sys.executable, "-c", writes_report(code, report)))
        outcome = perform(step, {}, tmp_path)
        assert (*counted(outcome), outcome.at_second_try) == (passed, failed, 1, passed - 2)
    assert any("2 only at the second try" in line for line in table([replace(outcome, at_second_try=2)]))


def test_many_failures_are_no_accident(tmp_path: Path) -> None:
    broken = f"<testsuites>{'<testcase><failure/></testcase>' * (MOST_TRIED_AGAIN + 1)}</testsuites>"
    again = (sys.executable, "-c", writes_report(0, "<testsuites><testcase/></testsuites>"))
    outcome = perform(replace(python(writes_report(1, broken), report="JUNIT"), again=again), {}, tmp_path)
    assert counted(outcome) == (0, MOST_TRIED_AGAIN + 1, 0)


def test_the_closing_line_adds_up() -> None:
    assert closing([Outcome("a", 3, 0), Outcome("b", 4, 2, left_out=9)]) == "7 passed, 2 failed"


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ((), False),
        ((18, 20), False),
        ((20, 18, 9), False),
        ((20, 19, 0), True),
        ((21, 7), False),
        ((22, 11), False),
        ((22, 12, 0), True),
        ((24, 19, 0), True),
    ],
)
def test_only_a_fitting_node_is_taken(version: tuple[int, ...], fits: bool) -> None:
    assert node.fits(version) is fits


def test_the_screens_are_built_again_only_when_a_source_changed(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "case.tsx").write_text("1")
    first = screens.key_of(tmp_path)
    (tmp_path / "src" / "case.test.tsx").write_text("1")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("1")
    assert screens.key_of(tmp_path) == first
    (tmp_path / "src" / "case.tsx").write_text("2")
    assert screens.key_of(tmp_path) != first


def test_the_installer_itself_is_fetched_by_its_hash() -> None:
    pinned = setup.locked("uv")
    assert pinned.startswith("uv==")
    assert "--hash=sha256:" in pinned
    assert pinned.count("==") == 1
    assert setup.locked("no-such-package") == ""
