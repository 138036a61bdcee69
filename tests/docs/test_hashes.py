"""docs/hashes.md lets an outsider recompute the journal: its own statements and its own snippet, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
import pytest

from shouwen.core.journal.rules import COMPANY
from shouwen.core.journal.sealer import header_of
from tests.docs.pages import page
from tests.support.api import Api
from tests.support.settling import START

HASHES = page("docs/hashes.md")
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def rows(shared_api: Api, shared_database_url: str) -> Rows:
    """What the page's statement gives, after two communities and the company have had something happen."""
    for _ in range(2):
        town = shared_api.town()
        desk, engineer = shared_api.staff("duty_butler", town), shared_api.staff("engineer", town)
        case = shared_api.hear(desk, town, title="卧室窗户关不严")
        shared_api.act(desk, case, "offer", to_staff_id=engineer.id)
        shared_api.clock.advance(seconds=61, microseconds=7)
        assert shared_api.act(engineer, case, "accept", version=case["version"]).status_code == 200
    shared_api.seal()
    return fetched(shared_database_url)


def fetched(url: str) -> Rows:
    """The chain by the statement of the page, as somebody who has nothing but the page."""
    texts = {block.language: block.text for block in HASHES.blocks}
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)) as connection:
            return connection.execute(texts["sqlite"]).fetchall()
    with psycopg.connect(url) as reader:
        setting, _, query = texts["postgresql"].partition(";\n")
        reader.execute(setting)
        return reader.execute(query).fetchall()


@pytest.fixture(scope="module")
def first_break() -> Callable[[Rows], tuple[str, int] | None]:
    names: dict[str, Any] = {}
    (snippet,) = (block.text for block in HASHES.blocks if block.language == "python")
    exec(compile(snippet, "docs/hashes.md", "exec"), names)  # noqa: S102 - our own page
    found: Callable[[Rows], tuple[str, int] | None] = names["first_break"]
    return found


def test_an_outsider_recomputes_every_chain(rows: Rows, first_break: Callable[[Rows], tuple[str, int] | None]) -> None:
    assert len({row[0] for row in rows}) >= 2
    assert len(rows) > 10
    assert first_break(rows) is None


def test_an_outsider_sees_every_kind_of_tampering(
    rows: Rows, first_break: Callable[[Rows], tuple[str, int] | None]
) -> None:
    middle = next(i for i, row in enumerate(rows) if row[1] == 2)
    for column in range(2, len(rows[middle])):
        changed = [*rows[middle]]
        changed[column] = other(changed[column])
        assert first_break([*rows[:middle], tuple(changed), *rows[middle + 1 :]]) is not None, f"column {column}"
    assert first_break([*rows[:middle], *rows[middle + 1 :]]) is not None
    swapped = [*rows[:middle], rows[middle + 1], rows[middle], *rows[middle + 2 :]]
    assert first_break(swapped) is not None


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, int):
        return value + 1
    if not value:
        return "0" * 32
    if value.startswith("{"):
        return '{"round":9}'
    return ("1" if value[0] == "0" else "0") + value[1:]


def test_the_members_of_the_header_are_listed() -> None:
    class Entry:
        def __getattr__(self, _name: str) -> Any:
            return START

    listed = [line.split("`")[1] for line in HASHES.text.splitlines() if line.startswith("| `")]
    assert listed == sorted(header_of(COMPANY, 1, Entry()))
