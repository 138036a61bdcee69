"""Whether this process runs, and whether it can serve: what a balancer and a person on call ask."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import anyio
import sqlalchemy as sa
import structlog
from anyio import to_thread

from shouwen import revisions
from shouwen.core.work import House
from shouwen.kit.problem import Unavailable
from shouwen.settings import Settings

log = structlog.get_logger(__name__)

_PATIENCE_S: Final = 1.0
# No machine runs this program before it was written; a clock that says so would date every record wrongly.
_WRITTEN: Final = datetime(2026, 11, 1, tzinfo=UTC)


class NotReady(Unavailable):
    """A check failed; the body names which (`failed`), and nothing more: the reasons are in the log."""

    code = "house.not_ready"
    zh = "服务尚未就绪，未通过的检查：{checks}"
    en = "Not ready; failed checks: {checks}"
    retry_after = 5


@dataclass
class Readiness:
    """The checks behind /readyz. `draining` is set when the process has been told to stop."""

    house: House
    settings: Settings
    draining: bool = False

    def __post_init__(self) -> None:
        self._threads = anyio.CapacityLimiter(2)  # apart from the requests' own: they may all be taken

    def drain(self) -> None:
        """From now on this process is not ready: it is about to stop."""
        self.draining = True

    async def check(self) -> None:
        """Raises NotReady with the names of what failed."""
        failed = ["stopping"] if self.draining else []
        failed += await self._in_time("database", self._database)
        failed += await self._in_time("disk", self._disk)
        failed += [] if self.house.clock.now() >= _WRITTEN else ["clock"]
        if failed:
            log.warning("not_ready", failed=failed)
            raise NotReady(checks=", ".join(failed), more={"failed": failed}, headers={"Cache-Control": "no-store"})

    async def _in_time(self, name: str, look: Callable[[], list[str]]) -> list[str]:
        with anyio.move_on_after(_PATIENCE_S):
            return await to_thread.run_sync(look, abandon_on_cancel=True, limiter=self._threads)
        return [name]

    def _database(self) -> list[str]:
        try:
            with self.house.db.read() as session:
                standing = session.scalar(sa.select(sa.column("version_num")).select_from(sa.table("alembic_version")))
        except Exception:
            log.exception("database_check_failed")
            return ["database"]
        return [] if standing == revisions.head() else ["migrations"]

    def _disk(self) -> list[str]:
        return [] if free_bytes(self.settings.data_dir) >= self.settings.disk_floor_bytes else ["disk"]


def free_bytes(folder: Path) -> int:
    """What is left on the disk that holds the folder."""
    return shutil.disk_usage(folder).free
