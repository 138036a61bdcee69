"""When a message leaves, and when a sending is tried again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.delivery.rules import (
    GIVEN_UP_AFTER,
    ROBOT_A_MINUTE,
    Takes,
    leaves_at,
    robot_free_at,
    tries_again_at,
)

CHINA = ZoneInfo("Asia/Shanghai")
GATHER = timedelta(seconds=10)
instants = st.integers(946_684_800, 4_102_444_800).map(lambda second: datetime.fromtimestamp(second, UTC))
times = st.integers(0, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def leaves(local: str, *, urgent: bool = False, quiet: tuple[int, int] = (22, 7)) -> str:
    now = datetime.fromisoformat(local).replace(tzinfo=CHINA).astimezone(UTC)
    begin, end = (timedelta(hours=hour) for hour in quiet)
    at = leaves_at(now, CHINA, urgent=urgent, quiet_from=begin, quiet_until=end, gather=GATHER)
    return at.astimezone(CHINA).strftime("%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("made", "left"),
    [
        ("2026-11-22T16:00:00", "11-22 16:00:10"),
        ("2026-11-22T21:59:49", "11-22 21:59:59"),
        ("2026-11-22T21:59:50", "11-23 07:00:00"),  # ready at 22:00 sharp: held
        ("2026-11-22T23:30:00", "11-23 07:00:00"),
        ("2026-11-23T00:00:00", "11-23 07:00:00"),
        ("2026-11-23T06:59:49", "11-23 07:00:00"),
        ("2026-11-23T06:59:50", "11-23 07:00:00"),
        ("2026-12-31T22:00:00", "01-01 07:00:00"),
    ],
)
def test_quiet_hours_hold_until_the_morning(made: str, left: str) -> None:
    assert leaves(made) == left


def test_urgent_messages_know_no_quiet_hours() -> None:
    assert leaves("2026-11-22T23:30:00", urgent=True) == "11-22 23:30:00"


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    assert leaves("2026-11-22T13:00:00", quiet=(12, 14)) == "11-22 14:00:00"
    assert leaves("2026-11-22T23:30:00", quiet=(12, 14)) == "11-22 23:30:10"
    assert leaves("2026-11-22T23:30:00", quiet=(7, 7)) == "11-22 23:30:10"


@given(now=instants, begin=times, end=times)
def test_nothing_leaves_before_it_is_ready_or_a_day_late(now: datetime, begin: timedelta, end: timedelta) -> None:
    at = leaves_at(now, CHINA, urgent=False, quiet_from=begin, quiet_until=end, gather=GATHER)
    assert now + GATHER <= at <= now + GATHER + timedelta(days=1)
    # What leaves at the end of quiet hours is not held again.
    again = leaves_at(at, CHINA, urgent=False, quiet_from=begin, quiet_until=end, gather=timedelta())
    assert again == at


@given(now=instants, failures=st.integers(1, 10_000))
def test_each_try_comes_later_and_none_after_a_day(now: datetime, failures: int) -> None:
    first = tries_again_at(now, now, failures)
    later = tries_again_at(now, now, failures + 1)
    assert first is not None
    assert later is not None
    assert now < first <= later <= now + timedelta(minutes=10)
    assert tries_again_at(now + GIVEN_UP_AFTER, now, failures) is None


def test_the_robot_takes_twenty_in_a_minute() -> None:
    now = datetime(2026, 11, 22, 8, tzinfo=UTC)
    full = [now - timedelta(seconds=second) for second in range(ROBOT_A_MINUTE)]
    assert robot_free_at(now, []) is None
    assert robot_free_at(now, full[:-1]) is None
    assert robot_free_at(now, full) == full[-1] + timedelta(minutes=1)
    assert robot_free_at(now + timedelta(seconds=41), full) is None


def test_what_a_channel_takes() -> None:
    assert [takes.takes(urgent=urgent) for takes in Takes for urgent in (True, False)] == [
        *(True, True),
        *(True, False),
        *(False, False),
    ]
