"""A PostgreSQL of our own that may be stopped in the middle of everything. Durable: a commit it confirms is on disk."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.ports import free_port
from tests.support.postgres import WHEEL, NoPostgres, Server, find_binaries, owner_of, quiet


class Cluster:
    """A cluster in a folder of its own on a port of its own."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.port = free_port()
        self._data = folder / "cluster"
        self._as_owner = owner_of(folder)
        self._binaries = binaries
        self._folder = folder
        quiet([*self._as_owner, str(binaries / "initdb"), "-D", str(self._data), "-U", "postgres", "-A", "trust"])

    @property
    def server(self) -> Server:
        return Server(f"postgresql://postgres@127.0.0.1:{self.port}/postgres", "a cluster of our own")

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c max_connections=60 -k {self._folder}"
        self._control("-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self, mode: str) -> None:
        """`fast`: sessions are ended and all is written down; `immediate`: as if it had crashed."""
        self._control("-m", mode, "stop")

    def _control(self, *words: str) -> None:
        quiet([*self._as_owner, str(self._binaries / "pg_ctl"), "-D", str(self._data), "-w", *words])


def binaries() -> Path:
    """Where initdb and pg_ctl are: the system's, else those of the wheel. Raises NoPostgres."""
    if found := find_binaries():
        return found
    wheel = importlib.util.find_spec(WHEEL)
    for place in wheel.submodule_search_locations or () if wheel else ():
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "initdb").exists():
            return folder
    raise NoPostgres("neither the system nor a wheel has initdb")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running cluster, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="shouwen-proof-pg-"))
    made = Cluster(binaries(), folder)
    try:
        made.start()
        yield made
    finally:
        made.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
