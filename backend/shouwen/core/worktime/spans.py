"""Days asked for, as the instants between which they lie."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from shouwen.core.worktime.problems import SpanBackwards
from shouwen.core.worktime.rules import midnight
from shouwen.kit.problem import FieldError
from shouwen.kit.schema import LocalDate, Params


class DaysParams(Params):
    """Local days of one community, the first and the last included."""

    community_id: UUID
    since: LocalDate = Field(alias="from", examples=["2026-11-01"])
    until: LocalDate = Field(alias="to", description="The last day, included", examples=["2026-11-30"])


class Span(NamedTuple):
    """From the first instant to the one after the last."""

    since: datetime
    until: datetime


def span_of(days: DaysParams, zone: ZoneInfo) -> Span:
    """The instants between which those days lie. Raises SpanBackwards where the last comes before the first."""
    if days.since > days.until:
        raise SpanBackwards(errors=[_backwards("query:from"), _backwards("query:to")])
    return span(days.since, days.until, zone)


def span(first: date, last: date, zone: ZoneInfo) -> Span:
    """The local days from `first` to `last`, both included."""
    return Span(midnight(first, zone), midnight(last + timedelta(days=1), zone))


def _backwards(pointer: str) -> FieldError:
    return FieldError(pointer, "span_backwards", SpanBackwards.zh, SpanBackwards.en)
