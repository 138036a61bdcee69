"""The only place that asks the machine what time it is."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

_OFFSET = re.compile(r"^([+-])(\d+)([smhd])$")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Clock(Protocol):
    """Tells the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FileClock:
    """Time travel for a sandbox: the file holds an RFC 3339 instant at which time stands, or an offset such as `+400d`.

    The file is read at each call, so a test moves the clock of a running server by writing to it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        text = self._path.read_text(encoding="utf-8").strip()
        if match := _OFFSET.match(text):
            sign, amount, unit = match.groups()
            shift = timedelta(seconds=int(amount) * _SECONDS[unit])
            return datetime.now(UTC) + (shift if sign == "+" else -shift)
        standing = datetime.fromisoformat(text)
        if standing.tzinfo is None:
            raise ValueError("a clock file needs an offset, for example 2026-01-31T08:00:00+08:00")
        return standing.astimezone(UTC)
