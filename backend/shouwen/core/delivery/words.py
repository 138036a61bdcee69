"""What a message says where no screen of ours can put words to it: in a group, in the language of whom it is for.

The console has its own dictionary. Nothing here is ever stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from shouwen.core.delivery.rules import MessageEvent as E
from shouwen.kit.problem import Lang

_EVENTS: Final = MappingProxyType(
    {
        E.WARNED: ("即将到期", "is about to fall due"),
        E.FELL_DUE: ("已到期未完成", "has fallen due"),
        E.CLIMBED: ("超时未完成，请督办", "is long overdue; please see to it"),
        E.MAJOR: ("重大事项，请立即关注", "a major matter; please look at once"),
        E.OFFERED: ("移交给您，请接收或退回", "is offered to you; please accept or refuse"),
        E.REFUSED: ("移交被退回，仍由您负责", "was refused and is still yours"),
        E.GIVEN: ("现由您负责", "is yours from now on"),
        E.NAMED: ("您被登记为首问责任人", "names you as the first responder"),
        E.ANSWERS: ("现由您承担首问责任", "has you accountable from now on"),
        E.URGED: ("有人催办，请尽快处理并回复", "is being asked about; please see to it and answer"),
        E.REPORTED: ("上报给您", "is reported to you"),
        E.BOOKS_UNSOUND: (
            "账目核对不平，请立即查看",
            "The books do not add up; please look at once",
        ),
        E.PAYMENT_ODD: (
            "微信支付通知与订单不符，未入账，请核查",
            "WeChat Pay told of a payment that was not ordered so; nothing was taken, please look",
        ),
        E.TRIED: ("这是一条测试消息", "this is a test"),
    }
)
_HEAD: Final = ("【首问】{name}，您有 {count} 项待办", "Shouwen: {name}, {count} to look at")
_URGENT: Final = ("【首问·紧急】{name}，您有 {count} 项待办", "Shouwen, URGENT: {name}, {count} to look at")
_DUE: Final = ("（时限 {at}）", " (due {at})")
_MORE: Final = ("……另有 {count} 项", "… and {count} more")
_LINK: Final = ("确认已收到：{link}", "Acknowledge: {link}")
SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be said: what happened to which number, and of a promise its title and when it is due."""

    event: E
    number: str | None
    title: str | None
    due_at: datetime | None


def compose(
    lines: Sequence[Line], *, count: int, name: str, urgent: bool, link: str | None, lang: Lang, zone: ZoneInfo
) -> str:
    """The whole message, as plain text that both forms of the robot understand."""
    which = 1 if lang == "en" else 0
    said = [(_URGENT if urgent else _HEAD)[which].format(name=name, count=count)]
    said += [_line(line, which, zone) for line in lines[:SHOWN]]
    if count > len(lines[:SHOWN]):
        said.append(_MORE[which].format(count=count - len(lines[:SHOWN])))
    if link:
        said.append(_LINK[which].format(link=link))
    return "\n".join(said)


def _line(line: Line, which: int, zone: ZoneInfo) -> str:
    subject = " ".join(part for part in (line.number, line.title) if part)
    due = _DUE[which].format(at=line.due_at.astimezone(zone).strftime("%m-%d %H:%M")) if line.due_at else ""
    return f"{subject} {_EVENTS[line.event][which]}{due}".strip()
