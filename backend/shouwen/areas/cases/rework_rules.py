"""When a repair is rework 返修: the same home, a short while after, and the same trade or the same words (RP-07)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shouwen.areas.cases.likeness import words_alike


class ReworkSign(StrEnum):
    """What speaks for it."""

    TRADE = "same_trade"
    WORDS = "same_words"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repair that was finished in this home within the window."""

    id: UUID
    category: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Found:
    """Which one it is rework of, and why."""

    of: Repaired
    sign: ReworkSign
    words_bp: int


def rework_of(category: str | None, title: str, earlier: Iterable[Repaired], least_bp: int) -> Found | None:
    """The first of the earlier ones that this is rework of; a trade named by both decides, else the words."""
    for one in earlier:
        words_bp = words_alike(title, one.title)
        if category and one.category == category:
            return Found(one, ReworkSign.TRADE, words_bp)
        if words_bp >= least_bp and not (category and one.category):
            return Found(one, ReworkSign.WORDS, words_bp)
    return None
