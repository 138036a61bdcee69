"""JSON as the house reads it: RFC 8259 and nothing looser.

Python's reader takes NaN and Infinity, keeps the last of two equal members, makes text of half a character, and dives
as deep as it is told to. `read_json` refuses all of these.
"""

import json
import math
from typing import Any, Final, NoReturn

from starlette.requests import Request

from shouwen.kit.problem import FieldError
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
        raise JsonInvalid(errors=[_reason(error)]) from error
    return value


def _reason(error: Exception) -> FieldError:
    """What is wrong with the text, and where it is broken."""
    match error:
        case json.JSONDecodeError(lineno=line, colno=column):
            zh, en = f"第 {line} 行第 {column} 列有语法错误", f"Broken at line {line}, column {column}"
            return FieldError("", "json_broken", zh, en)
        case _NotPlainError():
            return error.field
        case UnicodeDecodeError() | UnicodeEncodeError():
            return FieldError("", "not_utf8", "应为 UTF-8 编码的完整字符", "Must be whole characters in UTF-8")
        case RecursionError():
            return _TOO_DEEP
        case _:  # Python refuses to read numbers of thousands of digits
            return _NO_NUMBER


class _NotPlainError(ValueError):
    """JSON for Python, but not for everybody."""

    def __init__(self, field: FieldError) -> None:
        super().__init__(field.code)
        self.field = field


_TWICE: Final = FieldError("", "member_twice", "同一对象中有重复的字段", "An object has the same member twice")
_NO_NUMBER: Final = FieldError(
    "", "number_invalid", "含有无效或过大的数字", "Contains a number that is none, or too large"
)
_TOO_DEEP: Final = FieldError("", "too_deep", f"嵌套最多 {DEEPEST} 层", f"Nested at most {DEEPEST} levels deep")


class JsonRequest(Request):
    """A request whose `json()` is `read_json`; FastAPI then answers 400 where it would have let things pass."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = read_json(await self.body())
        return self._json


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _NotPlainError(_TWICE)
    return members


def _no_constant(_name: str) -> NoReturn:
    raise _NotPlainError(_NO_NUMBER)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _NotPlainError(_NO_NUMBER)
    return number


def _check_text_and_depth(value: Any) -> None:
    """Level by level, without recursion. Raises ValueError (UnicodeEncodeError is one)."""
    level, depth = [value], 0
    while level:
        if depth > DEEPEST:
            raise _NotPlainError(_TOO_DEEP)
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
