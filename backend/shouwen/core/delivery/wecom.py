"""The group robot of WeCom 企业微信: a thin client of its webhook.

It answers HTTP 200 whatever it thinks; only `errcode` says whether the message stands in the group.
"""

from dataclasses import dataclass
from typing import Any, Final

import orjson

from shouwen.core.delivery.rules import Outcome, Verdict
from shouwen.kit.outward import NotAllowedError, Outward, UnreachableError

URL: Final = "https://qyapi.weixin.qq.com"
PATH: Final = "/cgi-bin/webhook/send"
_MOST_TEXT: Final = 2048
_MOST_MARKDOWN: Final = 4096
_HTTP_OK: Final = 200
_BUSY: Final = frozenset({-1, 45009, 45033})  # the system is busy; too often; too many at once


@dataclass(frozen=True, slots=True)
class Robot:
    """One robot, known by the secret address of its webhook."""

    outward: Outward
    url: str

    def say(self, words: str, *, user: str | None = None, phone: str | None = None) -> Outcome:
        """Puts words into the group and calls one of its members by WeCom id or by telephone, where one is known."""
        if user:
            content = _cut(f"{words}\n<@{user}>", _MOST_MARKDOWN)
            return self._send({"msgtype": "markdown", "markdown": {"content": content}})
        called = {"mentioned_mobile_list": [phone]} if phone else {}
        return self._send({"msgtype": "text", "text": {"content": _cut(words, _MOST_TEXT), **called}})

    def _send(self, body: dict[str, Any]) -> Outcome:
        try:
            answer = self.outward.post(
                self.url, headers={"Content-Type": "application/json"}, content=orjson.dumps(body)
            )
        except UnreachableError:
            return Outcome(Verdict.LATER, code="unreachable")
        except NotAllowedError:
            return Outcome(Verdict.REFUSED, code="not_allowed")
        if answer.status != _HTTP_OK:
            return Outcome(Verdict.LATER, code=f"http_{answer.status}")
        return _read(answer.body)


def _read(body: bytes) -> Outcome:
    try:
        errcode = orjson.loads(body)["errcode"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return Outcome(Verdict.LATER, code="unreadable")
    if errcode == 0:
        return Outcome(Verdict.TAKEN)
    return Outcome(Verdict.LATER if errcode in _BUSY else Verdict.REFUSED, code=str(errcode)[:20])


def _cut(words: str, most: int) -> str:
    """Bytes are counted, not characters, and none is cut in half."""
    return words.encode()[:most].decode(errors="ignore")
