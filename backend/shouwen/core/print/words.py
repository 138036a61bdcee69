"""How enum values and figures read on paper. The console has its own dictionary; a test compares the two."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

_WORDS = Path(__file__).with_name("words.json")
_FEN_IN_YUAN = 100
_SECONDS_IN_MINUTE, _MINUTES_IN_HOUR = 60, 60


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Family → value → Chinese word."""
    found: Mapping[str, Mapping[str, str]] = orjson.loads(_WORDS.read_bytes())
    return found


def word(value: Enum | str | None, family: str) -> str:
    """What a value of the family is called; what a community named itself reads as it named it."""
    if value is None:
        return ""
    said = str(value.value if isinstance(value, Enum) else value)
    return words()[family].get(said, said)


def instant(at: datetime | None, zone: ZoneInfo) -> str:
    """`2026-11-28 09:30`, as the clock of the community showed it."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def day(of: date | datetime | None, zone: ZoneInfo) -> str:
    """`2026年11月28日`."""
    if of is None:
        return ""
    local = of.astimezone(zone) if isinstance(of, datetime) else of
    return f"{local.year}年{local.month}月{local.day}日"


def spent(since: datetime, until: datetime) -> str:
    """`3 小时 20 分`, whole minutes."""
    hours, minutes = divmod(int((until - since).total_seconds()) // _SECONDS_IN_MINUTE, _MINUTES_IN_HOUR)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分钟"


def yuan(fen: int | None) -> str:
    """Integer fen as yuan: `1,234.50`, never through a float."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), _FEN_IN_YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"
