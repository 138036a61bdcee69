"""What every test may ask for: databases of both kinds, real messages, and the certainty of staying on this machine.

`database_url`         a fresh migrated database for this test, once on SQLite and once on PostgreSQL
`shared_database_url`  the same, shared by the tests of one module (for tests that only read, or clean up)
`sqlite_url`, `postgres_url`  a fresh one of this kind alone, for what only that kind can show
`database_copies`      the maker itself, for tests that need two databases at once
`api`                  the house on such a database, spoken to over its own API (see tests/support/api.py)
`shared_api`           the same, shared by the tests of one module
`real_messages`        the folder of real residents' messages; where it is absent the run says what it left out
"""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.support.databases import KINDS, PostgresCopies, SqliteCopies, migrate
from tests.support.logs import log_plainly
from tests.support.network import stay_home
from tests.support.postgres import server
from tests.support.scratch import write_in_memory
from tests.support.statements import share_compiled

if TYPE_CHECKING:
    from tests.support.api import Api

REAL_DATA = "SHOUWEN_REAL_DATA"
USED = pytest.StashKey[dict[str, str]]()
LEFT_OUT = pytest.StashKey[list[str]]()
LONG = frozenset({"ops", "docs", "journeys"})


class DatabaseCopies:
    """Both kinds of copies, each made ready when first asked for."""

    def __init__(self, folder: Path, used: dict[str, str]) -> None:
        self.folder = folder
        self.used = used
        self.stack = ExitStack()
        self.kinds: dict[str, SqliteCopies | PostgresCopies] = {}

    def copy(self, kind: str) -> AbstractContextManager[str]:
        """A fresh migrated database of this kind (`sqlite` or `postgresql`): a context that gives its URL."""
        if kind not in self.kinds:
            self.kinds[kind] = self.sqlite() if kind == "sqlite" else self.postgresql()
            self.stack.callback(self.kinds[kind].close)
        return self.kinds[kind].copy()

    def sqlite(self) -> SqliteCopies:
        self.used["sqlite"] = f"SQLite {sqlite3.sqlite_version}"
        return SqliteCopies(self.folder, migrate)

    def postgresql(self) -> PostgresCopies:
        found = self.stack.enter_context(server())
        self.used["postgresql"] = found.words
        return PostgresCopies(found, migrate)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[USED] = {}
    config.stash[LEFT_OUT] = []
    stay_home()
    share_compiled()
    write_in_memory()
    # the same examples on every machine and every day; a slow machine is not a fault of the code
    hypothesis.settings.register_profile("house", derandomize=True, database=None, deadline=None)
    hypothesis.settings.load_profile("house")
    log_plainly()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that plant a demo or wait for servers come first: at the end nothing would be left to do beside them."""
    items.sort(key=lambda item: not LONG & set(item.path.parts))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that ran a share of the tests tells the one that counts what it stood on."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["ground"] = (session.config.stash[USED], session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    used, left_out = getattr(node, "workeroutput", {}).get("ground", ({}, []))
    node.config.stash[USED].update(used)
    node.config.stash[LEFT_OUT].extend(left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = list(ground(config))
    for line in lines:
        terminalreporter.write_line(line)
    notes = os.environ.get("SHOUWEN_TEST_NOTES")
    if notes:
        Path(notes).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def ground(config: pytest.Config) -> Iterator[str]:
    """What this run stood on, and what it left out: told at the end, never silently."""
    used = ", ".join(config.stash[USED].values()) or "none asked for"
    yield f"databases: {used}; Python {platform.python_version()}"
    left_out = config.stash[LEFT_OUT]
    if left_out:
        yield f"real messages: {REAL_DATA} names no folder; left out: {', '.join(left_out)}"


@pytest.fixture(scope="session")
def database_copies(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[DatabaseCopies]:
    copies = DatabaseCopies(tmp_path_factory.mktemp("databases"), pytestconfig.stash[USED])
    with copies.stack:
        yield copies


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, database_copies: DatabaseCopies) -> Iterator[str]:
    with database_copies.copy(request.param) as url:
        yield url


@pytest.fixture(scope="module", params=KINDS)
def shared_database_url(request: pytest.FixtureRequest, database_copies: DatabaseCopies) -> Iterator[str]:
    with database_copies.copy(request.param) as url:
        yield url


@pytest.fixture
def sqlite_url(database_copies: DatabaseCopies) -> Iterator[str]:
    with database_copies.copy("sqlite") as url:
        yield url


@pytest.fixture
def postgres_url(database_copies: DatabaseCopies) -> Iterator[str]:
    with database_copies.copy("postgresql") as url:
        yield url


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Iterator[Api]:
    from tests.support.api import opened  # noqa: PLC0415 - most tests need no application

    with opened(database_url, tmp_path) as house:
        yield house


@pytest.fixture(scope="module")
def shared_api(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    from tests.support.api import opened  # noqa: PLC0415 - as above

    with opened(shared_database_url, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def real_messages(request: pytest.FixtureRequest) -> Path:
    folder = Path(os.environ.get(REAL_DATA) or "/nowhere")
    if not folder.is_dir():
        request.config.stash[LEFT_OUT].append(request.node.name)
        pytest.skip(f"{REAL_DATA} names no folder")
    return folder
