"""Addresses that cannot be meant: refused before anything tries to read them."""

import re
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from shouwen.kit.http.reply import send_problem
from shouwen.kit.problem import BadRequest, FieldError, NotFound, Problem

LONGEST_PATH: Final = 2_000
LONGEST_QUERY: Final = 8_000
_HALF_ESCAPED: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
# Controls, and what the server put where the bytes were no UTF-8.
_UNREADABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")


class UrlInvalid(BadRequest):
    """The query string is not percent-encoded UTF-8, or longer than 8,000 bytes."""

    code = "house.url_invalid"
    zh = "网址中的查询参数无法识别"
    en = "The query string could not be understood"


_TOO_LONG: Final = FieldError(
    "query:",
    "too_long",
    f"问号之后最多 {LONGEST_QUERY} 个字节（一个汉字占 9 个）",
    f"At most {LONGEST_QUERY} bytes after the question mark (a Chinese character takes 9)",
)
_NO_UTF8: Final = FieldError(
    "query:", "not_utf8", "应为百分号编码的 UTF-8，如 %E7%94%B5", "Must be percent-encoded UTF-8, such as %E7%94%B5"
)


class PlainUrls:
    """404 for a path no route could have (controls, broken escapes, over 2,000 bytes), 400 for such a query."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = _problem_with(scope) if scope["type"] == "http" else None
        if problem is not None:
            await send_problem(scope, send, problem)
            return
        await self.app(scope, receive, send)


def _problem_with(scope: Scope) -> Problem | None:
    raw_path = scope.get("raw_path") or b""
    if len(raw_path) > LONGEST_PATH or _HALF_ESCAPED.search(raw_path) or _UNREADABLE.search(scope["path"]):
        return NotFound()
    query = scope["query_string"]
    if len(query) > LONGEST_QUERY:
        return UrlInvalid(errors=[_TOO_LONG])
    if _HALF_ESCAPED.search(query) or not _is_utf8(unquote_to_bytes(query)):
        return UrlInvalid(errors=[_NO_UTF8])
    return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
