"""JSON as the house reads it: RFC 8259 and nothing looser.

Python's reader takes NaN and Infinity, keeps the last of two equal members, makes text of half a character, and dives
as deep as it is told to. `read_json` refuses all of these.
"""

import json
import math
from typing import Any, Final, NoReturn

from starlette.requests import Request

from shouwen.kit.validation import JsonInvalid

DEEPEST: Final = 32


def read_json(raw: bytes) -> Any:
    """What `raw` says. Raises JsonInvalid (400) for everything that is not plain JSON, nested at most 32 levels."""
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_members, parse_constant=_no_constant, parse_float=_finite
        )
        _check_text_and_depth(value)
    except (ValueError, RecursionError) as error:
        raise JsonInvalid from error
    return value


class JsonRequest(Request):
    """A request whose `json()` is `read_json`; FastAPI then answers 400 where it would have let things pass."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = read_json(await self.body())
        return self._json


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member twice")
    return members


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("too large")
    return number


def _check_text_and_depth(value: Any) -> None:
    """Level by level, without recursion. Raises ValueError (UnicodeEncodeError is one)."""
    level, depth = [value], 0
    while level:
        if depth > DEEPEST:
            raise ValueError("nested too deeply")
        below: list[Any] = []
        for item in level:
            if isinstance(item, str):
                item.encode("utf-8")
            elif isinstance(item, dict):
                below += item.keys()
                below += item.values()
            elif isinstance(item, list):
                below += item
        level, depth = below, depth + 1
