"""The ground a check stands on: fresh databases with the demo community planted, and servers on them."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shouwen.core.duties.service import plan
from shouwen.house import at_work, opened
from shouwen.settings import load_settings
from tests.proof.people import People
from tests.proof.running import Service, command
from tests.support.databases import PostgresCopies, SqliteCopies
from tests.support.postgres import Server, server


@dataclass(frozen=True)
class Plot:
    """A fresh database with a demo community, and the folder with its keys and files."""

    kind: str
    url: str
    folder: Path

    @property
    def people(self) -> People:
        return People(json.loads((self.folder / "personas.json").read_text("utf-8")))

    def service(self, **settings: str) -> Service:
        """A server of this plot, not started yet. `settings` are `SHOUWEN_*` in lower case without the prefix."""
        return Service(self.folder, {"database_url": self.url, **settings})


class Ground:
    """Gives out plots of one kind. The demo is planted once and copied."""

    def __init__(self, kind: str, folder: Path, postgres: Server | None) -> None:
        self.kind = kind
        self._folder = folder
        self._seed = folder / "seed"
        self._count = itertools.count()
        self._copies: SqliteCopies | PostgresCopies
        if postgres:
            self._copies = PostgresCopies(postgres, self._plant)
        else:
            (folder / "files").mkdir()
            self._copies = SqliteCopies(folder / "files", self._plant)

    @contextmanager
    def plot(self) -> Iterator[Plot]:
        """A fresh plot, gone afterwards."""
        with self._copies.copy() as url:
            folder = self._folder / f"plot-{next(self._count)}"
            shutil.copytree(self._seed, folder)
            try:
                yield Plot(self.kind, url, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def served(self, **settings: str) -> Iterator[tuple[Plot, Service]]:
        """A fresh plot and a server that is ready on it."""
        with self.plot() as plot, plot.service(**settings) as service:
            yield plot, service.start()

    def close(self) -> None:
        self._copies.close()

    def _plant(self, url: str) -> None:
        plant(url, self._seed)


def plant(url: str, folder: Path) -> Plot:
    """Migrates the database and plants the demo, by the commands that people use; duties are planned."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"database_url": url, "data_dir": str(folder)}
    command(["migrate"], settings)
    command(["demo", "--personas", str(folder / "personas.json")], settings)
    with opened(load_settings(mode="development", database_url=url, data_dir=folder)) as house, at_work(house) as work:
        plan(work)  # the duties, as the first hour of a worker would
    return Plot("sqlite" if url.startswith("sqlite") else "postgresql", url, folder)


@contextmanager
def ground(kind: str) -> Iterator[Ground]:
    """Ground of a kind, `sqlite` or `postgresql`, cleared afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shouwen-proof-")))
        found = Ground(kind, folder, stack.enter_context(server()) if kind == "postgresql" else None)
        stack.callback(found.close)
        yield found
