"""What citizens of a real city wrote, laid into one year: who wrote when, about what, and when it was answered."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

REAL_DATA: Final = "SHOUWEN_REAL_DATA"
FILES: Final = ("citizen_messages.csv", "citizen_messages_open.csv")
CITY: Final = ZoneInfo("Asia/Shanghai")
TITLE, WORDS = 60, 2000

# By the first word found in the subject; whatever has none of them is a complaint, as most of the board is.
KINDS: Final = {
    "inquiry": ("咨询", "请问", "询问", "何时", "什么时候", "吗", "？", "能否"),
    "complaint": ("投诉", "举报", "质疑", "扰民", "违"),
    "suggestion": ("建议",),
    "help": ("求助", "请求", "恳请"),
    "repair": ("坏", "修", "漏", "路灯", "破损", "停水", "停电"),
}


@dataclass(frozen=True)
class Message:
    """One message. `finished_at` is after the real reply time, or after one drawn from the real ones."""

    user: int
    kind: str
    title: str
    words: str
    heard_at: datetime
    finished_at: datetime

    @property
    def phone(self) -> str:
        """Of the sandbox: a number of its own for each user."""
        return f"199{self.user:08d}"


def messages(year: int, seed: int) -> Sequence[Message]:
    """All of both files by the hour, each at its own month, day and hour of this year; none where there are none."""
    rows = [row for name in FILES for row in _rows(Path(os.environ.get(REAL_DATA) or "/nowhere") / name)]
    real = [_took(row) for row in rows if row.get("replied_at")]
    chance = random.Random(seed)
    users = {user: number for number, user in enumerate(sorted({row["user"] for row in rows}), start=1)}
    found = [
        _message(row, users[row["user"]], year, _took(row) if row.get("replied_at") else chance.choice(real))
        for row in rows
    ]
    return sorted(found, key=lambda message: message.heard_at)


def kind_of(subject: str) -> str:
    return next((kind for kind, words in KINDS.items() if any(word in subject for word in words)), "complaint")


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _took(row: dict[str, str]) -> timedelta:
    return datetime.fromisoformat(row["replied_at"]) - datetime.fromisoformat(row["heard_at"])


def _message(row: dict[str, str], user: int, year: int, took: timedelta) -> Message:
    heard_at = datetime.fromisoformat(row["heard_at"]).replace(year=year, tzinfo=CITY)
    subject = " ".join(row["subject"].split()) or "（无题）"
    words = row["detail"].strip()[:WORDS] or subject
    return Message(
        user, kind_of(subject), subject[:TITLE], words, _hour(heard_at), _hour(heard_at + took + timedelta(hours=1))
    )


def _hour(at: datetime) -> datetime:
    """The clock stands at full hours; what was finished is finished in the hour after, never before it was heard."""
    return at.replace(minute=0, second=0, microsecond=0)
