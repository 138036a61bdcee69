"""The draw itself: a share that is never below the rate, whoever came when, and a hash over all of it."""

from __future__ import annotations

import hashlib
import hmac
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.areas.callbacks.draw import (
    WHOLE,
    Cut,
    Obstacle,
    Row,
    Way,
    commitment,
    cut,
    due,
    instant,
    ticket,
    wins_lot,
)

SEED = bytes(range(32))
DRAW = UUID(int=7)
FIRST = commitment(DRAW, SEED)
NOON = datetime(2026, 11, 1, 4, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RATES = st.sampled_from([0, 1, 1000, 3000, 3333, 5000, 9999, WHOLE])


def row(seq: int, rate_bp: int = 3000, **more: Any) -> Row:
    made = Row(seq, UUID(int=1000 + seq), rate_bp, NOON, NOON, NOON + 3 * DAY)
    return replace(made, **more)


def lot(number: int) -> bytes:
    return number.to_bytes(32, "big")


def told(rows: list[Row], done: Cut, no: int) -> list[Row]:
    """The rows as the next cut finds them."""
    return [
        replace(
            one,
            cut=no if one.cut is None else one.cut,
            ticket=done.tickets.get(one.seq, one.ticket),
            drawn=done.drawn.get(one.seq, one.drawn),
            is_gone=one.is_gone or one.seq in done.gone,
        )
        for one in rows
    ]


class Month:
    """A draw as it goes on, with a life of its own for each row."""

    def __init__(self, seed: int) -> None:
        self.rows: list[Row] = []
        self.hash, self.no, self.at = FIRST, 0, NOON
        self.chance = random.Random(seed)

    def enrol(self, rate_bp: int, *, reachable: bool = True) -> None:
        until = self.at + self.chance.randint(1, 96) * HOUR
        reason = None if reachable else self.chance.choice(list(Obstacle))
        id = UUID(int=self.chance.getrandbits(128))
        self.rows.append(Row(len(self.rows) + 1, id, rate_bp, self.at, self.at, until, reason))

    def live(self) -> None:
        """Some are called, some are lost, some nobody reaches."""
        for place, one in enumerate(self.rows):
            turn = self.chance.random()
            if one.drawn and not one.is_gone and turn < 0.3:
                self.rows[place] = replace(one, is_done=True)
            elif turn > 0.95 and not one.is_done:
                self.rows[place] = replace(one, is_lost=True, is_replaceable=self.chance.random() < 0.5)

    def cut(self) -> Cut:
        self.no, self.at = self.no + 1, self.at + HOUR
        done = cut(SEED, self.hash, self.no, self.at, self.rows)
        self.rows, self.hash = told(self.rows, done, self.no), done.hash
        return done

    @property
    def counted(self) -> int:
        return sum(1 for one in self.rows if one.drawn and not one.is_gone)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.lists(st.tuples(RATES, st.integers(0, 12)), min_size=1, max_size=12))
def test_after_every_cut_the_share_is_the_rate_or_it_says_how_many_are_missing(
    seed: int, hours: list[tuple[int, int]]
) -> None:
    month = Month(seed)
    for rate_bp, many in hours:
        for _ in range(many):
            month.enrol(rate_bp, reachable=month.chance.random() < 0.9)
        month.live()
        done = month.cut()
        assert month.counted + done.missing >= due(month.rows)
        if done.missing:
            assert not [one for one in month.rows if one.can_be_drawn(month.at)], "nobody who could be had was left"


@given(st.integers(0, 2**32), st.lists(RATES, min_size=1, max_size=30), st.randoms())
def test_in_a_cut_nothing_depends_on_who_came_first(seed: int, rates: list[int], shuffle: random.Random) -> None:
    month = Month(seed)
    for rate_bp in rates:
        month.enrol(rate_bp)
    order = list(range(len(rates)))
    shuffle.shuffle(order)
    others = [replace(month.rows[place], seq=seq + 1) for seq, place in enumerate(order)]
    mine, theirs = cut(SEED, FIRST, 1, NOON, month.rows), cut(SEED, FIRST, 1, NOON, others)
    assert mine.hash == theirs.hash
    ids = {one.seq: one.subject_id for one in month.rows}
    their_ids = {one.seq: one.subject_id for one in others}
    assert {ids[seq]: way for seq, way in mine.drawn.items()} == {
        their_ids[seq]: way for seq, way in theirs.drawn.items()
    }


def test_a_subject_alone_in_the_first_cut_is_called_with_certainty() -> None:
    for number in range(50):
        done = cut(SEED, FIRST, 1, NOON, [row(number, 1)])
        assert done.drawn.keys() == {number}


def test_everybody_is_called_where_everybody_is_to_be() -> None:
    rows = [row(number, WHOLE) for number in range(1, 200)]
    done = cut(SEED, FIRST, 1, NOON, rows)
    assert set(done.drawn.values()) == {Way.LOT}
    assert len(done.drawn) == len(rows)


def test_the_lot_is_exact_to_the_last_ticket() -> None:
    """0.8 of the rate, in integers: ticket · 12500 < rate · 2^256."""
    edge = -(-3000 * 2**256 // 12_500)
    assert wins_lot(lot(edge - 1), 3000)
    assert not wins_lot(lot(edge), 3000)
    assert wins_lot(lot(2**256 - 1), WHOLE)
    assert not wins_lot(lot(0), 0)


def test_the_lot_leaves_a_chance_to_whoever_finishes_just_after_a_draw() -> None:
    """Under a pure quota it would be none at all."""
    drawn = 0
    for number in range(400):
        before = [row(1, 1000, cut=1, ticket=lot(0), drawn=Way.FLOOR)]
        late = row(2, 1000, subject_id=UUID(int=90_000 + number))
        drawn += 2 in cut(SEED, FIRST, 2, NOON, [*before, late]).drawn
    assert 10 < drawn < 70


def test_a_new_rate_holds_from_the_next_enrolment() -> None:
    rows = [row(number, 1000) for number in range(1, 11)] + [row(number, 5000) for number in range(11, 21)]
    assert due(rows) == 6


def test_the_sum_is_rounded_up_and_only_whom_nobody_can_call_is_left_out() -> None:
    assert due([row(1, 1)]) == 1
    assert due([row(1, 3333), row(2, 3333), row(3, 3334)]) == 1
    assert due([row(1, 3000), row(2, WHOLE, reason=Obstacle.ANONYMOUS), row(3, 3000, is_gone=True)]) == 1


def test_for_one_nobody_reached_another_is_drawn_and_it_says_so() -> None:
    rows = [
        row(1, 1000, cut=1, ticket=lot(1), drawn=Way.FLOOR, is_lost=True, is_replaceable=True),
        row(2, 1000, cut=1, ticket=lot(2)),
    ]
    done = cut(SEED, FIRST, 2, NOON + HOUR, rows)
    assert (done.gone, done.drawn) == ({1}, {2: Way.REPLACEMENT})
    later = cut(SEED, done.hash, 3, NOON + 2 * HOUR, told(rows, done, 2))
    assert (later.gone, later.drawn, later.missing) == (set(), {}, 0)


def test_one_reopened_is_no_reason_to_speak_of_a_replacement() -> None:
    rows = [row(1, 1000, cut=1, ticket=lot(1), drawn=Way.FLOOR, is_lost=True), row(2, 1000, cut=1, ticket=lot(2))]
    assert cut(SEED, FIRST, 2, NOON + HOUR, rows).drawn == {2: Way.FLOOR}


def test_whose_window_is_over_is_neither_drawn_nor_still_possible() -> None:
    over = row(1, WHOLE, callable_until=NOON)
    assert cut(SEED, FIRST, 1, NOON, [over]).missing == 1
    drawn = row(1, WHOLE, cut=1, ticket=lot(1), drawn=Way.LOT, callable_until=NOON)
    assert cut(SEED, FIRST, 2, NOON, [drawn]).gone == {1}
    assert cut(SEED, FIRST, 2, NOON, [replace(drawn, is_done=True)]).gone == set()


@pytest.mark.parametrize(
    "changed",
    [
        {"rate_bp": 3001},
        {"enrolled_at": NOON + HOUR},
        {"callable_until": NOON + 2 * DAY},
        {"reason": Obstacle.REFUSED},
        {"subject_id": UUID(int=5)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_is_changed_in_a_row_changes_the_hash(changed: dict[str, Any]) -> None:
    rows = [row(1, 3000), row(2, 3000)]
    before = cut(SEED, FIRST, 1, NOON, rows)
    assert cut(SEED, FIRST, 1, NOON, [rows[0], replace(rows[1], **changed)]).hash != before.hash


def test_the_bytes_of_a_hash_are_those_that_are_written_down() -> None:
    rows = [row(2, WHOLE), row(1, WHOLE, reason=Obstacle.NO_CONTACT)]
    span = f"{instant(NOON)} {instant(NOON)} {instant(NOON + 3 * DAY)}"
    lines = (
        "cut 1 2026-11-01T04:00:00Z\n"
        f"enrolled {rows[1].subject_id} 10000 {span} no_contact\n"
        f"enrolled {rows[0].subject_id} 10000 {span} -\n"
        f"drawn {rows[0].subject_id} lot\n"
        "short 0\n"
    )
    assert cut(SEED, FIRST, 1, NOON, rows).hash == hashlib.sha256(FIRST + lines.encode()).digest()
    assert hashlib.sha256(b"shouwen-draw-1" + DRAW.bytes + SEED).digest() == FIRST


def test_of_very_many_the_very_lowest_tickets_fill_up_to_the_rate() -> None:
    """As anybody would find them who sorts all tickets; in whatever order the rows are given."""
    rows = [row(number, 3000) for number in range(1, 3001)]
    done = cut(SEED, FIRST, 1, NOON, random.Random(1).sample(rows, len(rows)))
    by_ticket = sorted(done.tickets, key=lambda seq: done.tickets[seq])
    assert set(done.drawn) == set(by_ticket[:900])
    assert done.hash == cut(SEED, FIRST, 1, NOON, rows).hash


@pytest.mark.parametrize("micro", [0, 7, 120_000])
def test_an_instant_is_written_as_the_api_answers_it(micro: int) -> None:
    at = NOON.replace(minute=5, second=9, microsecond=micro)
    assert instant(at) == f"{at.isoformat().removesuffix('+00:00')}Z"
    assert instant(at.astimezone(ZoneInfo("Asia/Shanghai"))) == instant(at)


def test_a_ticket_takes_both_the_seed_and_the_hash_before() -> None:
    known = ticket(SEED, FIRST, DRAW)
    assert known == hmac.digest(SEED, FIRST + DRAW.bytes, "sha256")
    assert (
        len({known, ticket(SEED[::-1], FIRST, DRAW), ticket(SEED, FIRST[::-1], DRAW), ticket(SEED, FIRST, UUID(int=8))})
        == 4
    )
