"""Which answer fits what is being asked: shared pairs of neighbouring characters, so that no dictionary is needed."""

from typing import Final

from shouwen.core.search.rules import folded, pairs

WHOLE: Final = 10_000  # told in basis points, as shares are


def _pairs(text: str) -> set[str]:
    return {pair for word in folded(text).split() for pair in (pairs(word) or [word])}


def fitness(asked: str, offered: str) -> int:
    """How much of what is asked stands in what an answer is about, of 10,000."""
    wanted = _pairs(asked)
    return len(wanted & _pairs(offered)) * WHOLE // len(wanted) if wanted else 0
