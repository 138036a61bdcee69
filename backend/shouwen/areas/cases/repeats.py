"""Messages that tell of the same matter again: found by the pairs of characters in their titles (FR-07).

Comparing each with each would take days for a hundred thousand. Two texts that are alike enough share one of the rarest
pairs of either, so only those are compared: nothing is missed (prefix filtering).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shouwen.areas.cases.likeness import WHOLE, bigrams


@dataclass(frozen=True, slots=True)
class Message:
    """What is compared."""

    id: UUID
    heard_at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """That one message tells again what an earlier one told."""

    id: UUID
    of: UUID
    words_bp: int


def find_repeats(messages: Sequence[Message], within: timedelta, least_bp: int) -> Iterator[Repeat]:
    """For each message the earlier one most like it, if any is alike enough; of equals the latest."""
    ordered = sorted(messages, key=lambda one: (one.heard_at, one.id))
    pairs = [bigrams(one.title) for one in ordered]
    often = Counter(pair for text in pairs for pair in text)
    known: dict[str, list[int]] = defaultdict(list)
    for number, message in enumerate(ordered):
        rare = _rare(pairs[number], often, least_bp)
        met = {other for pair in rare for other in known[pair] if message.heard_at - ordered[other].heard_at <= within}
        alike = ((_dice(pairs[number], pairs[other]), other) for other in met)
        words_bp, best = max(alike, default=(0, 0))
        if words_bp >= least_bp and met:
            yield Repeat(message.id, ordered[best].id, words_bp)
        for pair in rare:
            known[pair].append(number)


def _rare(pairs: frozenset[str], often: Counter[str], least_bp: int) -> list[str]:
    """The rarest pairs, one of which any text alike enough has among its own rarest."""
    shared = -(-len(pairs) * least_bp // (2 * WHOLE - least_bp))  # what both have at least, rounded up
    return sorted(pairs, key=lambda pair: (often[pair], pair))[: len(pairs) - max(shared, 1) + 1]


def _dice(one: frozenset[str], other: frozenset[str]) -> int:
    return 2 * len(one & other) * WHOLE // (len(one) + len(other)) if one and other else 0
