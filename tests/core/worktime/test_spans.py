"""Local days as instants: they follow each other without gap or overlap, where the clocks change too."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.worktime.problems import SpanBackwards
from shouwen.core.worktime.rules import end_of, midnight
from shouwen.core.worktime.spans import DaysParams, span, span_of
from shouwen.kit.ids import new_id

CHINA = ZoneInfo("Asia/Shanghai")
ZONES = st.sampled_from([CHINA, ZoneInfo("Europe/Berlin"), ZoneInfo("America/Sao_Paulo"), ZoneInfo("Asia/Urumqi")])
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_a_day_in_china() -> None:
    day = date(2026, 11, 1)
    assert span(day, day, CHINA) == (
        datetime(2026, 10, 31, 16, tzinfo=UTC),
        datetime(2026, 11, 1, 16, tzinfo=UTC),
    )


@given(DAYS, st.integers(0, 400), ZONES)
def test_days_follow_each_other(first: date, more: int, zone: ZoneInfo) -> None:
    last = first + timedelta(days=more)
    days = span(first, last, zone)
    assert days.until == span(last + timedelta(days=1), last + timedelta(days=1), zone).since
    assert days.since.astimezone(UTC) < end_of(first, zone) <= end_of(last, zone) < days.until.astimezone(UTC)
    assert days.since == midnight(first, zone)


@given(DAYS, DAYS)
def test_days_asked_for_never_run_backwards(first: date, last: date) -> None:
    asked = DaysParams.model_validate({"community_id": new_id(), "from": first, "to": last})
    if first <= last:
        assert span_of(asked, CHINA) == span(first, last, CHINA)
        return
    with pytest.raises(SpanBackwards) as refused:
        span_of(asked, CHINA)
    assert [error.pointer for error in refused.value.errors] == ["query:from", "query:to"]
