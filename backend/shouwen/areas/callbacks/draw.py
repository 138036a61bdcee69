"""The draw 抽签: who is called, decided so that anybody can check it and nobody can steer it (mechanics: the draw).

Pure: everything follows from the seed, the hash of the last cut and the rows. A cut first marks what is gone, then
draws from the new rows by lot, then fills up to the rate with the lowest tickets; its hash covers all it did. The bytes
are written down in `docs/draws.md`, and do not change without a new tag.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

TAG: Final = b"shouwen-draw-1"
WHOLE: Final = 10_000  # basis points
_LOT_SCALE: Final = 12_500  # the lot draws at 0.8 of the rate: 10,000 / 0.8
_TICKETS: Final = 2**256


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

    @property
    def order(self) -> tuple[bytes, datetime]:
        """Where it stands in a cut: never where it came."""
        return self.subject_id.bytes, self.enrolled_at

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
    return int.from_bytes(hmac.digest(seed, previous + subject_id.bytes, "sha256"), "big")


def wins_lot(number: int, rate_bp: int) -> bool:
    """Drawn at 0.8 of the rate, and always where everybody is to be called. Exact: integers only."""
    return rate_bp == WHOLE or number * _LOT_SCALE < rate_bp * _TICKETS


def due(rows: Iterable[Row]) -> int:
    """How many of these are to be called, each at the rate in force when it was enrolled; rounded up."""
    return -(-sum(row.rate_bp for row in rows if row.reason is None) // WHOLE)


def cut(seed: bytes, previous: bytes, no: int, at: datetime, rows: Sequence[Row]) -> Cut:
    """One cut over all rows of a draw, in whatever order they are given."""
    gone = {row.seq for row in rows if row.is_going(at)}
    new = sorted((row for row in rows if row.cut is None), key=lambda row: row.order)
    tickets = {row.seq: ticket(seed, previous, row.subject_id) for row in new if row.reason is None}
    known = [
        replace(row, is_gone=row.is_gone or row.seq in gone, ticket=tickets.get(row.seq, row.ticket)) for row in rows
    ]
    by_lot = {row.seq: Way.LOT for row in known if row.seq in tickets and _wins(row, at)}
    drawn, missing = _fill(known, by_lot, at)
    lines = _lines(no, at, {row.seq: row for row in rows}, gone, new, drawn, missing)
    text = "".join(f"{line}\n" for line in lines).encode("ascii")
    return Cut(tickets, gone, drawn, missing, hashlib.sha256(previous + text).digest())


def _wins(row: Row, at: datetime) -> bool:
    return row.can_be_drawn(at) and row.ticket is not None and wins_lot(row.ticket, row.rate_bp)


def _fill(rows: Sequence[Row], by_lot: Mapping[int, Way], at: datetime) -> tuple[dict[int, Way], int]:
    """Draws the lowest tickets until the rate is met; how many are still missing when nobody is left."""
    drawn = dict(by_lot)
    counted = sum(1 for row in rows if (row.drawn or row.seq in by_lot) and not row.is_gone)
    free = sorted(
        (row for row in rows if row.seq not in by_lot and row.can_be_drawn(at)),
        key=lambda row: (row.ticket or 0, row.order),
    )
    needed = max(0, due(rows) - counted)
    to_replace = _to_replace(rows)
    for place, row in enumerate(free[:needed]):
        drawn[row.seq] = Way.REPLACEMENT if place < to_replace else Way.FLOOR
    return drawn, max(0, needed - len(free))


def _to_replace(rows: Sequence[Row]) -> int:
    """How many drawn ones were not reached and have nobody in their stead yet."""
    gone = sum(1 for row in rows if row.drawn and row.is_gone and row.is_replaceable)
    return max(0, gone - sum(1 for row in rows if row.drawn is Way.REPLACEMENT))


def _lines(
    no: int,
    at: datetime,
    rows: Mapping[int, Row],
    gone: AbstractSet[int],
    new: Sequence[Row],
    drawn: Mapping[int, Way],
    missing: int,
) -> Iterator[str]:
    """What the hash of a cut covers."""
    yield f"cut {no} {instant(at)}"
    for row in sorted((rows[seq] for seq in gone), key=lambda row: row.order):
        yield f"gone {row.subject_id}"
    for row in new:
        span = f"{instant(row.callable_from)} {instant(row.callable_until)}"
        yield f"enrolled {row.subject_id} {row.rate_bp} {instant(row.enrolled_at)} {span} {row.reason or '-'}"
    for row in sorted((rows[seq] for seq in drawn), key=lambda row: row.order):
        yield f"drawn {row.subject_id} {drawn[row.seq]}"
    yield f"short {missing}"


def instant(at: datetime) -> str:
    """An instant as the API answers it, and as it goes into the hash."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
