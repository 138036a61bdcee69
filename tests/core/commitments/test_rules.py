"""The arithmetic of promises (mechanics: commitments, board arithmetic)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.commitments.rules import (
    LIFE,
    CommitmentState,
    CommitmentVerb,
    Step,
    Tally,
    judged,
    next_step,
    steps_of,
)

BASE = datetime(2026, 11, 20, 1, tzinfo=UTC)
counts = st.integers(0, 50)


@given(st.timedeltas(timedelta(minutes=-90), timedelta(minutes=90)))
def test_in_time_includes_the_instant_it_is_due(shift: timedelta) -> None:
    expected = CommitmentVerb.KEEP if shift <= timedelta() else CommitmentVerb.KEEP_LATE
    assert judged(BASE, BASE + shift) is expected


def test_warned_at_four_fifths_due_and_climbing_after_half_again() -> None:
    steps = steps_of(BASE, BASE + timedelta(minutes=100), None, warn_bp=8000, climb_bp=5000)
    minutes = [(step, (at - BASE) // timedelta(minutes=1)) for at, step in steps.in_order()]
    assert minutes == [(Step.WARN, 80), (Step.DUE, 100), (Step.CLIMB, 150)]


@given(st.integers(1, 10_000), st.integers(0, 20_000), st.integers(1, 10_000))
def test_the_steps_come_in_order_and_end(warn_bp: int, climb_bp: int, minutes: int) -> None:
    due = BASE + timedelta(minutes=minutes)
    steps = steps_of(BASE, due, due + timedelta(days=30), warn_bp=warn_bp, climb_bp=climb_bp)
    times = [at for at, _ in steps.in_order()]
    assert times == sorted(times)
    assert [next_step(steps, rung) for rung in range(5)] == [*times, None]


@given(counts, counts, counts, counts, counts)
def test_the_board_counts_what_was_due_and_rates_what_was_not_excused(
    kept: int, late: int, missed: int, excused: int, overdue: int
) -> None:
    tally = Tally(kept, late, missed, excused, overdue)
    assert tally.due == kept + late + missed + excused + overdue
    counted = kept + late + missed + overdue
    assert tally.rate == (kept / counted if counted else None)


@pytest.mark.parametrize("verb", list(CommitmentVerb))
def test_what_was_waived_or_excused_stays_so(verb: CommitmentVerb) -> None:
    assert not LIFE.allows(CommitmentState.WAIVED, verb)
    assert not LIFE.allows(CommitmentState.EXCUSED, verb)
    assert not LIFE.allows(CommitmentState.KEPT, verb)
