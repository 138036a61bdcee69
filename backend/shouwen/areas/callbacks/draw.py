"""The draw 抽签: who is called, decided so that anybody can check it and nobody can steer it (mechanics: the draw).

Pure: everything follows from the seed, the hash of the last cut and the rows. A cut first marks what is gone, then
draws from the new rows by lot, then fills up to the rate with the lowest tickets; its hash covers all it did. The bytes
are written down in `docs/draws.md`, and do not change without a new tag.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter
from typing import Final
from uuid import UUID

TAG: Final = b"shouwen-draw-1"
WHOLE: Final = 10_000  # basis points
_LOT_SCALE: Final = 12_500  # the lot draws at 0.8 of the rate: 10,000 / 0.8
_TICKET_BYTES: Final = 32
_TICKETS: Final = 2 ** (8 * _TICKET_BYTES)
_BLOCK: Final = 64  # of SHA-256, in bytes
_ONE_IN: Final = 16
_CAME: Final = attrgetter("enrolled_at")
_TWO_DIGITS: Final = tuple(f"{number:02}" for number in range(60))


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
    ticket: bytes | None = None
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

    tickets: Mapping[int, bytes]
    gone: AbstractSet[int]
    drawn: Mapping[int, Way]
    missing: int
    hash: bytes


def commitment(draw_id: UUID, seed: bytes) -> bytes:
    """What is published before anybody is enrolled: it binds the seed."""
    return hashlib.sha256(TAG + draw_id.bytes + seed).digest()


def ticket(seed: bytes, previous: bytes, subject_id: UUID) -> bytes:
    """The lot of a row: not to be known before the last cut is sealed, nor without the seed."""
    return ticketer(seed, previous)(subject_id)


def ticketer(seed: bytes, previous: bytes) -> Callable[[UUID], bytes]:
    """HMAC-SHA256(seed, previous ‖ subject) (RFC 2104) with all but the subject hashed once for a whole cut.

    Tickets are compared as bytes, which order as the whole numbers they stand for.
    """
    key = seed.ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + previous)
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))

    def ticket_of(subject_id: UUID) -> bytes:
        hashed, signed = inner.copy(), outer.copy()
        hashed.update(subject_id.bytes)
        signed.update(hashed.digest())
        return signed.digest()

    return ticket_of


def wins_lot(number: bytes, rate_bp: int) -> bool:
    """Drawn at 0.8 of the rate, and always where everybody is to be called."""
    return rate_bp == WHOLE or number < _first_blank(rate_bp)


@cache
def _first_blank(rate_bp: int) -> bytes:
    """The lowest ticket with ticket · 12500 ≥ rate · 2^256. Exact: integers only."""
    return (-(-rate_bp * _TICKETS // _LOT_SCALE)).to_bytes(_TICKET_BYTES, "big")


def due(rows: Iterable[Row]) -> int:
    """How many of these are to be called, each at the rate in force when it was enrolled; rounded up."""
    return -(-sum(row.rate_bp for row in rows if row.reason is None) // WHOLE)


def cut(seed: bytes, previous: bytes, no: int, at: datetime, rows: Sequence[Row]) -> Cut:
    """One cut over all rows of a draw, in whatever order they are given."""
    rows = sorted(rows, key=_CAME)  # as they lie in memory, mostly: twice as fast to walk as any other order
    gone = {row.seq for row in rows if (row.drawn or row.is_lost) and row.is_going(at)}
    new = [row for row in rows if row.cut is None]
    ticket_of = ticketer(seed, previous)
    tickets = {row.seq: ticket_of(row.subject_id) for row in new if row.reason is None}
    free = [row for row in rows if row.can_be_drawn(at) and row.seq not in gone]
    drawn = {row.seq: Way.LOT for row in free if row.cut is None and wins_lot(tickets[row.seq], row.rate_bp)}
    left = {row.seq: tickets.get(row.seq, row.ticket or b"") for row in free if row.seq not in drawn}
    filled, missing = _fill(rows, gone, len(drawn), left)
    drawn |= filled
    lines = [f"cut {no} {instant(at)}", *_lines(rows, gone, new, drawn), f"short {missing}\n"]
    hashed = hashlib.sha256(previous)
    hashed.update("\n".join(lines).encode("ascii"))
    return Cut(tickets, gone, drawn, missing, hashed.digest())


def _fill(
    rows: Sequence[Row], gone: AbstractSet[int], by_lot: int, left: Mapping[int, bytes]
) -> tuple[dict[int, Way], int]:
    """Draws the lowest tickets until the rate is met; how many are still missing when nobody is left."""
    drawn = [row for row in rows if row.drawn]
    counted = by_lot + sum(1 for row in drawn if not row.is_gone and row.seq not in gone)
    needed = max(0, due(rows) - counted)
    lowest = _lowest(left, needed) if needed else ()
    to_replace = _to_replace(drawn, gone)
    ways = {seq: Way.REPLACEMENT if place < to_replace else Way.FLOOR for place, seq in enumerate(lowest)}
    return ways, max(0, needed - len(left))


def _lowest(left: Mapping[int, bytes], needed: int) -> Sequence[int]:
    """Those with the lowest tickets, in order. A sample says below which ticket they are likely all to be found."""
    sample = sorted([*left.values()][::_ONE_IN])
    place = needed // _ONE_IN * 5 // 4 + _ONE_IN
    if place < len(sample):
        likely = [seq for seq, ticket in left.items() if ticket <= sample[place]]
        if len(likely) >= needed:
            return sorted(likely, key=left.__getitem__)[:needed]
    return sorted(left, key=left.__getitem__)[:needed]


def _to_replace(drawn: Sequence[Row], gone: AbstractSet[int]) -> int:
    """How many drawn ones were not reached and have nobody in their stead yet."""
    lost = sum(1 for row in drawn if row.is_replaceable and (row.is_gone or row.seq in gone))
    return max(0, lost - sum(1 for row in drawn if row.drawn is Way.REPLACEMENT))


def _lines(rows: Sequence[Row], gone: AbstractSet[int], new: Sequence[Row], drawn: Mapping[int, Way]) -> Sequence[str]:
    """What the hash of a cut covers, but for the cut itself and how many are missing."""
    return [
        *_by_subject([row for row in rows if row.seq in gone], lambda _, name: f"gone {name}"),
        *_by_subject(new, _enrolled),
        *_by_subject([row for row in rows if row.seq in drawn], lambda row, name: f"drawn {name} {drawn[row.seq]}"),
    ]


def instant(at: datetime) -> str:
    """An instant as the API answers it, and as it goes into the hash. By hand: five times as fast as `isoformat`."""
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    hour, minute, second = _TWO_DIGITS[at.hour], _TWO_DIGITS[at.minute], _TWO_DIGITS[at.second]
    part = f".{at.microsecond:06}" if at.microsecond else ""
    return f"{_day(at.toordinal())}T{hour}:{minute}:{second}{part}Z"


@cache
def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _enrolled(row: Row, name: str) -> str:
    came, begins, ends = instant(row.enrolled_at), instant(row.callable_from), _window_end(row.callable_until)
    return f"enrolled {name} {row.rate_bp} {came} {begins} {ends} {row.reason or '-'}"


_window_end = lru_cache(1000)(instant)  # midnights: the same few again and again


def _by_subject(rows: Sequence[Row], told: Callable[[Row, str], str]) -> Sequence[str]:
    """A line for each row, by subject and then by when it came: never by where it stood."""
    names = [_name(row.subject_id.bytes) for row in rows]
    lines = [told(row, name) for row, name in zip(rows, names, strict=True)]
    return list(map(lines.__getitem__, sorted(range(len(lines)), key=names.__getitem__)))


def _name(id: bytes) -> str:
    """A UUID as everybody writes it: half again as fast as `str`."""
    pairs = id.hex("-", 2)
    return f"{pairs[:4]}{pairs[5:29]}{pairs[30:34]}{pairs[35:]}"
