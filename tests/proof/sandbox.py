"""Processes whose clock is a file (`serve --sandbox --clock FILE`, `worker --sandbox --clock FILE`)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from tests.proof.ground import Plot
from tests.proof.running import Process, Service


class ClockFile:
    """A clock that stands where it is told to, or runs beside the machine's (`+400d`, `-2h`)."""

    def __init__(self, path: Path, at: datetime) -> None:
        self.path = path
        self.stand(at)

    @property
    def words(self) -> list[str]:
        """What makes a process go by it."""
        return ["--sandbox", "--clock", str(self.path)]

    def stand(self, at: datetime) -> None:
        self.say(at.isoformat())

    def say(self, words: str) -> None:
        """Moves it, at once and as a whole: nobody reads half an instant."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(words, encoding="utf-8")
        fresh.replace(self.path)


def service_by(clock: ClockFile, plot: Plot) -> Service:
    """A server that goes by this clock, not started yet. On SQLite it watches promises itself."""
    return Service(plot.folder, {"database_url": plot.url}, clock.words)


def worker_by(clock: ClockFile, plot: Plot) -> Process:
    """A worker that goes by this clock, not started yet. Its connections bear the name of the clock's file."""
    name = clock.path.name
    url = sa.make_url(plot.url).update_query_dict({"application_name": name})
    settings = {"database_url": url.render_as_string(hide_password=False), "log_level": "info"}
    worker = Process(["worker", *clock.words], plot.folder, settings)
    worker.log = plot.folder / f"{name}.log"
    return worker
