"""How alike two matters sound: pairs of neighbouring characters, so that no dictionary of words is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shouwen.core.search.rules import folded

WHOLE: Final = 10_000  # likeness is told in basis points, as shares are


class Sign(StrEnum):
    """What speaks for two callers meaning the same matter."""

    HOUSEHOLD = "same_household"
    PLACE = "same_place"
    WORDS = "same_words"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a known case looks like what is being told now."""

    signs: Sequence[Sign]
    words_bp: int

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """The surest first: the same words from the same home or place, then the home, the place, the words."""
        at_home, on_the_spot = Sign.HOUSEHOLD in self.signs, Sign.PLACE in self.signs
        both = Sign.WORDS in self.signs and (at_home or on_the_spot)
        return both, at_home, on_the_spot, self.words_bp


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters and digits of a text. A single character stands for itself."""
    letters = "".join(char for char in folded(text) if char.isalnum())
    if len(letters) == 1:
        return frozenset({letters})
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def words_alike(one: str, other: str) -> int:
    """The share of pairs both texts have (Dice), of 10,000."""
    ours, theirs = bigrams(one), bigrams(other)
    if not ours or not theirs:
        return 0
    return 2 * len(ours & theirs) * WHOLE // (len(ours) + len(theirs))


def likeness(*, same_household: bool, same_place: bool, words_bp: int, least_bp: int) -> Likeness | None:
    """What speaks for the same matter, or None when nothing does."""
    found = {Sign.HOUSEHOLD: same_household, Sign.PLACE: same_place, Sign.WORDS: words_bp >= least_bp}
    signs = [sign for sign, there in found.items() if there]
    return Likeness(signs, words_bp) if signs else None
