"""The draw 抽签: who is called, decided so that anybody can check it and nobody can steer it (mechanics: the draw).

Pure: everything follows from the seed, the hash of the last cut and the rows. A cut first marks what is gone, then
draws from the new rows by lot, then fills up to the rate with the lowest tickets; its hash covers all it did. The bytes
are written down in `docs/draws.md`, and do not change without a new tag.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter, itemgetter
from typing import Final
from uuid import UUID

TAG: Final = b"shouwen-draw-1"
WHOLE: Final = 10_000  # basis points
_LOT_SCALE: Final = 12_500  # the lot draws at 0.8 of the rate: 10,000 / 0.8
_TICKETS: Final = 2**256
_BLOCK: Final = 64  # of SHA-256, in bytes
_ORDER: Final = attrgetter("subject_id.int", "enrolled_at")  # where a row stands in a cut: never where it came


class Obstacle(StrEnum):
    """Why somebody cannot be called."""

    ANONYMOUS = "anonymous"
    NO_CONTACT = "no_contact"
    REFUSED = "refused"


class Way(StrEnum):
    """How a row was drawn."""

    LOT = "lot"
    FLOOR = "floor"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True)
class Row:
    """One enrolment as a cut finds it. What has no `cut` yet came in since the last one."""

    seq: int
    subject_id: UUID
    rate_bp: int
    enrolled_at: datetime
    callable_from: datetime
    callable_until: datetime
    reason: Obstacle | None = None
    cut: int | None = None
    ticket: int | None = None
    drawn: Way | None = None
    is_done: bool = False
    is_lost: bool = False  # reopened, voided, or not to be reached: it will not be done
    is_replaceable: bool = False  # drawn and gone, though the matter itself stands: another is drawn instead
    is_gone: bool = False

    def is_going(self, at: datetime) -> bool:
        """Whether from this instant on it counts neither as done nor as still possible."""
        lapsed = self.drawn is not None and not self.is_done and self.callable_until <= at
        return not self.is_gone and (self.is_lost or lapsed)

    def can_be_drawn(self, at: datetime) -> bool:
        return self.reason is None and self.drawn is None and not self.is_gone and self.callable_until > at


@dataclass(frozen=True, slots=True)
class Cut:
    """What a cut did, by the `seq` of the rows, and its hash. `missing`: needed, and not to be had (short)."""

    tickets: Mapping[int, int]
    gone: AbstractSet[int]
    drawn: Mapping[int, Way]
    missing: int
    hash: bytes


def commitment(draw_id: UUID, seed: bytes) -> bytes:
    """What is published before anybody is enrolled: it binds the seed."""
    return hashlib.sha256(TAG + draw_id.bytes + seed).digest()


def ticket(seed: bytes, previous: bytes, subject_id: UUID) -> int:
    """The lot of a row: not to be known before the last cut is sealed, nor without the seed."""
    return ticketer(seed, previous)(subject_id)


def ticketer(seed: bytes, previous: bytes) -> Callable[[UUID], int]:
    """HMAC-SHA256(seed, previous ‖ subject) (RFC 2104) with all but the subject hashed once for a whole cut."""
    key = seed.ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + previous)
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))

    def ticket_of(subject_id: UUID) -> int:
        hashed, signed = inner.copy(), outer.copy()
        hashed.update(subject_id.bytes)
        signed.update(hashed.digest())
        return int.from_bytes(signed.digest(), "big")

    return ticket_of


def wins_lot(number: int, rate_bp: int) -> bool:
    """Drawn at 0.8 of the rate, and always where everybody is to be called. Exact: integers only."""
    return rate_bp == WHOLE or number * _LOT_SCALE < rate_bp * _TICKETS


def due(rows: Iterable[Row]) -> int:
    """How many of these are to be called, each at the rate in force when it was enrolled; rounded up."""
    return -(-sum(row.rate_bp for row in rows if row.reason is None) // WHOLE)


def cut(seed: bytes, previous: bytes, no: int, at: datetime, rows: Sequence[Row]) -> Cut:
    """One cut over all rows of a draw, in whatever order they are given."""
    rows = sorted(rows, key=_ORDER)
    gone = {row.seq for row in rows if row.is_going(at)}
    new = [row for row in rows if row.cut is None]
    ticket_of = ticketer(seed, previous)
    tickets = {row.seq: ticket_of(row.subject_id) for row in new if row.reason is None}
    free = [row for row in rows if row.can_be_drawn(at) and row.seq not in gone]
    drawn = {row.seq: Way.LOT for row in free if row.cut is None and wins_lot(tickets[row.seq], row.rate_bp)}
    left = [(tickets.get(row.seq, row.ticket or 0), row.seq) for row in free if row.seq not in drawn]
    filled, missing = _fill(rows, gone, len(drawn), left)
    drawn |= filled
    text = "\n".join([*_lines(no, at, rows, gone, new, drawn), f"short {missing}\n"])
    return Cut(tickets, gone, drawn, missing, hashlib.sha256(previous + text.encode("ascii")).digest())


def _fill(
    rows: Sequence[Row], gone: AbstractSet[int], by_lot: int, left: Sequence[tuple[int, int]]
) -> tuple[dict[int, Way], int]:
    """Draws the lowest tickets until the rate is met; how many are still missing when nobody is left."""
    counted = by_lot + sum(1 for row in rows if row.drawn and not row.is_gone and row.seq not in gone)
    needed = max(0, due(rows) - counted)
    lowest = sorted(left, key=itemgetter(0))[:needed] if needed else ()
    to_replace = _to_replace(rows, gone)
    ways = {seq: Way.REPLACEMENT if place < to_replace else Way.FLOOR for place, (_, seq) in enumerate(lowest)}
    return ways, max(0, needed - len(left))


def _to_replace(rows: Sequence[Row], gone: AbstractSet[int]) -> int:
    """How many drawn ones were not reached and have nobody in their stead yet."""
    lost = sum(1 for row in rows if row.drawn and row.is_replaceable and (row.is_gone or row.seq in gone))
    return max(0, lost - sum(1 for row in rows if row.drawn is Way.REPLACEMENT))


def _lines(
    no: int, at: datetime, rows: Sequence[Row], gone: AbstractSet[int], new: Sequence[Row], drawn: Mapping[int, Way]
) -> Iterator[str]:
    """What the hash of a cut covers, but for how many are missing."""
    stamp = cache(instant)  # windows end at midnight: the same few instants again and again
    yield f"cut {no} {stamp(at)}"
    for row in rows:
        if row.seq in gone:
            yield f"gone {row.subject_id}"
    for row in new:
        came, begins, ends = stamp(row.enrolled_at), stamp(row.callable_from), stamp(row.callable_until)
        yield f"enrolled {row.subject_id!s} {row.rate_bp} {came} {begins} {ends} {row.reason or '-'}"
    for row in rows:
        if row.seq in drawn:
            yield f"drawn {row.subject_id!s} {drawn[row.seq].value}"


def instant(at: datetime) -> str:
    """An instant as the API answers it, and as it goes into the hash."""
    return f"{at.astimezone(UTC).isoformat()[:-6]}Z"
