"""What a page may name, and whether it is there: links, files, things in files, tests, commands, targets."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import typer

from shouwen.cli import app
from shouwen.settings import ROOT
from tests.docs.pages import Page

# Where a path that a page names may begin.
_BASES: Final = (ROOT, ROOT / "backend" / "shouwen", ROOT / "frontend" / "apps" / "staff")
# Made by running the program, named in the docs, never committed.
MADE: Final = frozenset({".venv", "var", "dist", "manifest.json", "messages.csv"})
# What the map promises of rooms to come.
TO_COME: Final = frozenset({"public.py"})
_ENDINGS: Final = "py|yaml|yml|ts|tsx|mjs|css|html|json|md|toml|lock|ini|png"
_PATH: Final = re.compile(rf"[\w.@<>*/-]*(?:\.(?:{_ENDINGS})|/)(?:::\w+)?")


def broken_links(page: Page) -> Iterator[str]:
    """Relative links that lead nowhere, or to a heading that is not there."""
    for link in page.links:
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        path = (page.path.parent / unquote(target)).resolve() if target else page.path
        if not path.exists():
            yield link
        elif anchor and anchor not in Page(path).anchors:
            yield f"{link}: no such heading"


def missing_paths(page: Page) -> Iterator[str]:
    """Files and folders named in code that are not there, and things that are not in them."""
    for span in page.spans:
        if _PATH.fullmatch(span) and not is_there(span, page):
            yield span


def is_there(named: str, page: Page) -> bool:
    """Whether a path, a bare file name, or `path::thing` exists."""
    path, _, thing = named.partition("::")
    if path.startswith("/") or MADE & set(path.split("/")) or path in TO_COME:
        return True
    found = list(_found(path, page))
    return any(thing in defined(one) for one in found) if thing else bool(found)


def _found(path: str, page: Page) -> Iterator[Path]:
    if "<" in path:  # such as src/areas/<room>/
        path = path.partition("<")[0]
    for base in (*_BASES, page.path.parent):
        if (base / path).exists():
            yield base / path
    if "/" not in path:
        yield from (one for one in source_files() if one.name == path)


@cache
def source_files() -> tuple[Path, ...]:
    """Every file of the source."""
    folders = ("backend", "tests", "tools", "migrations", "frontend/apps", "frontend/packages", "docs")
    return tuple(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.*")
        if not {"node_modules", "dist", "__pycache__"} & set(path.parts)
    )


@cache
def defined(path: Path) -> frozenset[str]:
    """The names a module defines at its top, and the tests in its classes."""
    if path.suffix != ".py":
        return frozenset()
    names = set()
    tree = ast.parse(path.read_text("utf-8"))
    inner = [node for outer in tree.body if isinstance(outer, ast.ClassDef) for node in outer.body]
    for node in [*tree.body, *(one for one in inner if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return frozenset(names)


def missing_tests(page: Page) -> Iterator[str]:
    """Tests named alone that nobody defines."""
    known = {name for path in source_files() if path.name.startswith("test_") for name in defined(path)}
    yield from (span for span in page.spans if re.fullmatch(r"test_\w+", span) and span not in known)


def words_of_commands(page: Page, program: str) -> Iterator[list[str]]:
    """Every way in which a page calls a program: in code on a line of its own, or within a line."""
    lines = [line for block in page.blocks if block.language in {"sh", ""} for line in block.text.splitlines()]
    for line in [*lines, *page.spans]:
        bare = re.sub(r"^(?:\w+=\S+ )*", "", line.partition("  #")[0].strip())
        if bare.startswith(f"{program} "):
            yield shlex.split(bare)[1:]


def targets() -> dict[str, str]:
    """The targets of the Makefile that say what they do."""
    return dict(re.findall(r"^([a-z][a-z0-9-]*):.*## (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def unknown_targets(page: Page) -> Iterator[str]:
    for words in words_of_commands(page, "make"):
        yield from (word for word in words if "=" not in word and word not in targets())


@cache
def commands() -> dict[str, frozenset[str]]:
    """Every command of `shouwen`, with its options."""
    root = typer.main.get_command(app)
    return {" ".join(path): options for path, options in _walk(root, ())}


def _walk(command: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        options = {name for one in getattr(command, "params", ()) for name in one.opts if name.startswith("--")}
        yield path, frozenset(options)
        return
    for name, child in inner.items():
        yield from _walk(child, (*path, name))


def unknown_commands(page: Page) -> Iterator[str]:
    """Commands and options of `shouwen` that do not exist."""
    for words in words_of_commands(page, "shouwen"):
        name = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in commands()), None)
        if name is None:
            yield f"shouwen {' '.join(words)}"
            continue
        options = (word for word in words if word.startswith("--"))
        yield from (f"shouwen {name} {option}" for option in options if option not in commands()[name])
