"""What the source may not say: statements past the scope, other clocks, HTTP below the routes, rules with hands."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.conftest import BACKEND

Words = Iterator[str]


def dotted(node: ast.AST) -> str:
    """`sa.text` for the expression `sa.text`, empty for what is no dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else f".{node.attr}"
    return ""


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, and every name from one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# ---------------------------------------------------------------- the checks


def past_the_scope(tree: ast.AST) -> Words:
    """SQL that the ORM's scope does not see: text, Core tables, raw statements, bulk writes by key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "__table__":
            yield "__table__"
    for call, name in calls(tree):
        last = name.rpartition(".")[2]
        if last in {"text", "from_statement", "exec_driver_sql"}:
            yield f"{last}("
        if last.startswith("bulk_") or last in {"insert_rows", "update_rows"}:
            yield f"{last}("
        if last == "execute" and call.args and isinstance(call.args[0], ast.Call):
            written = dotted(call.args[0].func).rpartition(".")[2]
            if written in {"insert", "update"} and len(call.args) > 1:
                yield f"execute({written}(…), rows)"


def other_clocks(tree: ast.AST) -> Words:
    """Asking the machine for the time."""
    banned = {"now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp"}
    for _, name in calls(tree):
        owner, _, last = name.rpartition(".")
        if last in banned and owner.rpartition(".")[2] in {"datetime", "date", "dt"}:
            yield f"{name}("
        if name in {"time.time", "time.time_ns", "time.localtime", "time.gmtime"}:
            yield f"{name}("
    yield from (f"import {name}" for name in imported(tree) if name in {"time.time", "time.time_ns"})


def commits(tree: ast.AST) -> Words:
    """Ending a transaction, which is for the edge alone."""
    for _, name in calls(tree):
        if name.rpartition(".")[2] in {"commit", "rollback"} and "." in name:
            yield f"{name}("


def http(tree: ast.AST) -> Words:
    yield from (f"import {name}" for name in imported(tree) if name.partition(".")[0] in {"fastapi", "starlette"})


# Of the standard library, what reads the world or rolls dice.
_HANDS = frozenset({"os", "io", "pathlib", "random", "secrets", "socket", "subprocess", "time", "urllib", "threading"})
# Other modules of ours that hold words and tables of states, and are pure themselves.
_PURE = frozenset({"shouwen.kit.problem", "shouwen.kit.states", "shouwen.kit.text", "shouwen.core.access.actor"})


def hands(tree: ast.AST) -> Words:
    """In rules: anything but the standard library without hands, and other rules and problems."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        for name in names:
            top = name.partition(".")[0]
            ours = name.startswith("shouwen.") and (name.endswith((".rules", ".problems")) or name in _PURE)
            if not ours and (top not in sys.stdlib_module_names or top in _HANDS):
                yield f"import {name}"
    yield from (f"{name}(" for _, name in calls(tree) if name in {"open", "print", "input", "exec", "eval"})
    yield from other_clocks(tree)


# ---------------------------------------------------------------- where each is kept, and who is let off


@dataclass(frozen=True)
class Rule:
    """A check, the files it reads (patterns below shouwen/), and the files let off with a reason."""

    check: Callable[[ast.AST], Words]
    files: tuple[str, ...]
    let_off: dict[str, str]
    but_not: str = ""  # files whose name ends so are for other rules

    def faults(self, root: Path) -> dict[str, list[str]]:
        found = {}
        for path in sorted(path for pattern in self.files for path in root.glob(pattern)):
            words = sorted(set(self.check(ast.parse(path.read_text(encoding="utf-8")))))
            if words and not (self.but_not and path.name.endswith(self.but_not)):
                found[path.relative_to(root).as_posix()] = words
        return found


RULES = {
    "no statement goes past the scope": Rule(
        past_the_scope,
        ("**/*.py",),
        {
            "kit/db.py": "begins transactions and tells PostgreSQL the scope",
            "kit/burst.py": "the one way to write many rows at once; rows are made in scope",
            "revisions.py": "migrations run as the owner",
            "core/search/service.py": "the inverted index stands outside the ORM; met joined to the subject",
            "core/search/ddl.py": "makes the inverted index when its table is made",
            "core/commitments/tick.py": "the journal's rows of promises that rang, in the community of their subject",
            "core/delivery/service.py": "what a message tells, in the community of the message",
            "core/people/in_bulk.py": "residents and homes of an import, in the community it was asked for",
            "core/places/in_bulk.py": "units of an import, in the community it was asked for",
            "core/operations/service.py": "what was wrong with rows, in the community of the operation",
            "core/work.py": "the journal's rows, each with the community of its subject",
            "core/journal/sealer.py": "seals of the community whose transaction this is",
            "core/custody/bulk.py": "links and parts that go on in the community of the link before",
            "areas/cases/leaving.py": "parts in the community of the case in hand",
            "areas/cases/intake.py": "a case and what hangs on it, made in the community that was checked",
        },
    ),
    "one clock": Rule(other_clocks, ("**/*.py",), {"kit/clock.py": "the clock"}),
    "one commit": Rule(commits, ("**/*.py",), {"kit/db.py": "makes the connection of the application's role"}),
    "services and rules know no HTTP": Rule(
        http,
        ("core/*/*.py", "areas/*/*.py"),
        {"core/print/answering.py": "what the api.py of every room answers a paper with"},
        but_not="api.py",
    ),
    "rules are pure": Rule(
        hands,
        ("core/*/rules.py", "areas/*/rules.py"),
        {
            "core/journal/rules.py": "canonical JSON, byte for byte, is orjson's",
            "core/worktime/rules.py": "months and quarters are dateutil's, which only reckons",
        },
    ),
}


def is_condition(path: str, words: list[str]) -> bool:
    """The condition of a partial index beside its table: no statement of a session."""
    return path.endswith("/models.py") and words == ["text("]


@pytest.mark.parametrize("name", list(RULES))
def test_the_source_keeps_the_rule(name: str) -> None:
    rule = RULES[name]
    found = {path: words for path, words in rule.faults(BACKEND).items() if not is_condition(path, words)}
    assert {path: words for path, words in found.items() if path not in rule.let_off} == {}
    assert set(rule.let_off) <= set(found), "let off for nothing: take the line away"


PLANTED = {
    "no statement goes past the scope": {
        "session.execute(text('SELECT 1'))": "text(",
        "session.execute(sa.text('SELECT 1'))": "text(",
        "select(Case.__table__)": "__table__",
        "select(Case).from_statement(statement)": "from_statement(",
        "session.connection().exec_driver_sql('SELECT 1')": "exec_driver_sql(",
        "session.execute(update(Case), [{'id': 1}])": "execute(update(…), rows)",
        "session.execute(sa.insert(Case), rows)": "execute(insert(…), rows)",
        "session.bulk_insert_mappings(Case, rows)": "bulk_insert_mappings(",
        "insert_rows(session, rows)": "insert_rows(",
        "update_rows(session, Case, changes)": "update_rows(",
    },
    "one clock": {
        "from datetime import datetime\ndatetime.now(UTC)": "datetime.now(",
        "import datetime\ndatetime.datetime.utcnow()": "datetime.datetime.utcnow(",
        "date.today()": "date.today(",
        "time.time()": "time.time(",
        "from time import time": "import time.time",
    },
    "one commit": {"work.session.commit()": "work.session.commit(", "session.rollback()": "session.rollback("},
    "services and rules know no HTTP": {
        "from fastapi import Depends": "import fastapi",
        "import starlette.requests": "import starlette.requests",
    },
    "rules are pure": {
        "from sqlalchemy.orm import Session": "import sqlalchemy.orm",
        "import random": "import random",
        "from shouwen.core.cases.service import close": "import shouwen.core.cases.service",
        "from shouwen.kit.db import Base": "import shouwen.kit.db",
        "open('x')": "open(",
        "datetime.now()": "datetime.now(",
    },
}


@pytest.mark.parametrize(
    ("name", "source", "fault"),
    [(name, source, fault) for name, cases in PLANTED.items() for source, fault in cases.items()],
)
def test_a_planted_line_is_seen(name: str, source: str, fault: str, tmp_path: Path) -> None:
    planted = tmp_path / "core" / "cases" / "rules.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(source, encoding="utf-8")
    assert fault in RULES[name].faults(tmp_path)["core/cases/rules.py"]


def test_what_may_be_said_is_left_alone(tmp_path: Path) -> None:
    planted = tmp_path / "core" / "cases" / "rules.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(
        "import re\nfrom shouwen.kit.problem import Conflict\nfrom shouwen.core.custody.rules import LINKS\n"
        "def due(now):\n    return now + timedelta(hours=1)\ndef store(work):\n    work.session.add(row)\n",
        encoding="utf-8",
    )
    assert [rule.faults(tmp_path) for rule in RULES.values()] == [{}] * len(RULES)
