"""How text is cut for the index: what to look for, and what a document offers."""

import re
from enum import StrEnum
from typing import Final

from shouwen.kit.text import fold

# What no stored text holds (a database refuses NUL, and half a character cannot be written down).
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
# A narrower search than this gains nothing: what is left is compared exactly.
_MOST_GRAMS: Final = 64


def folded(text: str) -> str:
    """The text as it is stored for searching."""
    return fold(_UNSTORABLE.sub("", text))


def terms(question: str) -> list[str]:
    """The words of a question, folded, each once. Chinese without spaces is one word, found as it stands."""
    return list(dict.fromkeys(fold(question).split()))


def can_occur(wanted: list[str]) -> bool:
    """Whether stored text can hold all the words."""
    return not any(_UNSTORABLE.search(term) for term in wanted)


def grams(text: str) -> list[str]:
    """Every character and every pair of neighbours of a folded text, each once. No pair reaches across a space."""
    cut: dict[str, None] = {}
    for word in text.split(" "):
        cut.update(dict.fromkeys(word))
        cut.update(dict.fromkeys(pairs(word)))
    return list(cut)


def pairs(word: str) -> list[str]:
    """The neighbouring pairs of a word."""
    return [word[start : start + 2] for start in range(len(word) - 1)]


def narrowing(wanted: list[str]) -> list[str]:
    """The grams every matching document has."""
    needed = dict.fromkeys(gram for term in wanted for gram in (pairs(term) or [term]))
    return list(needed)[:_MOST_GRAMS]


def undecided(wanted: list[str], narrowed: list[str]) -> list[str]:
    """The words that having all grams does not settle: those of three characters and more."""
    return [term for term in wanted if term not in narrowed]


def token(gram: str) -> str:
    """A gram as a word of ASCII, so that no tokenizer can split, fold or drop any of it. Different grams differ."""
    if len(gram) == 1:
        return f"{ord(gram):x}"
    return f"{ord(gram[0]) << 21 | ord(gram[1]):x}"


def tokens(text: str) -> str:
    """The grams of a folded text as ASCII words with spaces between."""
    return " ".join(token(gram) for gram in grams(text))


class Match(StrEnum):
    """By what something was found. Written down in the order of rank: the surest comes first."""

    NUMBER = "number"
    PHONE = "phone"
    UNIT = "unit"
    NAME = "name"
    LAST_DIGITS = "last_digits"
    NAME_BEGINS = "name_begins"
    INITIALS = "initials"
    INITIALS_BEGIN = "initials_begin"
    GIVEN_NAME = "given_name"
    LIVES_THERE = "lives_there"
    DOOR = "door"
    UNIT_BEGINS = "unit_begins"
    WORDS = "words"


RANK: Final = {match: rank for rank, match in enumerate(Match)}
