"""What comes in and what goes out: the bases of all schemas, and the types of api.md §3.

`Body` is for JSON bodies, `Params` for query strings, `Out` for replies. In a `Body` whole numbers, booleans and texts
are strict (`"12"`, `12.0` and `false` are no 12), while ids, instants, dates and enums are read from their strings, so
a body may be validated as JSON text or as what `json.loads` made of it. Both input bases refuse unknown members, and
refuse, when the class is defined, a field without bounds (see `kit/bounds.py`).
"""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from shouwen.kit.bounds import bounded

FIRST_YEAR: Final = 2000
OLDEST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
MOST_FEN: Final = 1_000_000_000_000

_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_instant(value: object) -> datetime:
    """An instant in UTC from RFC 3339 text with offset (local year 2000..2100) or an aware datetime.

    Raises a ValueError that pydantic knows.
    """
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise PydanticCustomError("instant", "Not an instant with offset")
    if not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        raise PydanticCustomError("instant_range", "Too far away", {"first": FIRST_YEAR, "last": LAST_YEAR})
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except ValueError as error:  # 30 February
        raise PydanticCustomError("instant", "Not an instant with offset") from error


def read_date(value: object) -> date:
    """A local date from `YYYY-MM-DD` (year 1900..2100) or a date. Raises a ValueError that pydantic knows."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise PydanticCustomError("local_date", "Not a date")
    if not OLDEST_YEAR <= int(value[:4]) <= LAST_YEAR:
        raise PydanticCustomError("local_date_range", "Too far away", {"first": OLDEST_YEAR, "last": LAST_YEAR})
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("local_date", "Not a date") from error


class _Aware:
    """Marks the datetime inside `Instant`, so that a bare one can be told from it."""

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.datetime_schema(tz_constraint="aware")


class _Dated:
    """Marks the date inside `LocalDate`, likewise."""

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.date_schema(ge=date.min, le=date.max)


Instant = Annotated[datetime, _Aware(), BeforeValidator(read_instant)]
"""RFC 3339 with offset, 2000..2100, in; aware UTC inside; with `Z` out."""

LocalDate = Annotated[date, _Dated(), BeforeValidator(read_date)]
"""`YYYY-MM-DD`, 1900..2100; means the community's zone."""

Fen = Annotated[int, Field(strict=True, ge=0, le=MOST_FEN)]
"""Money: whole fen, 0 up to ten thousand million yuan."""

Version = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
"""The version of a resource, as in `ETag: "v7"`."""


class Body(BaseModel):
    """A JSON body: all fields bounded, no unknown member, nothing converted but text to id, instant, date and enum."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, hide_input_in_errors=True, frozen=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler, /) -> CoreSchema:
        return bounded(handler(source), cls.__name__, strict=True)


class Params(BaseModel):
    """A query string: as Body, but everything arrives as text, so numbers and booleans are read from it."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, hide_input_in_errors=True, frozen=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler, /) -> CoreSchema:
        return bounded(handler(source), cls.__name__, strict=False)


class Out(BaseModel):
    """A reply, made from keyword arguments or from an object's attributes."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class FieldErrorOut(Out):
    """One wrong field: where, a stable code, and a sentence in the caller's language."""

    pointer: str = Field(examples=["/contact/person/phone", "query:limit"])
    code: str = Field(examples=["too_long"])
    message: str


class ProblemOut(Out):
    """`application/problem+json` (RFC 9457), as `Problem.to_body` makes it."""

    model_config = ConfigDict(title="Problem", extra="allow")

    type: str = Field(examples=["urn:shouwen:problem:cases.not_owner"])
    title: str
    status: int
    detail: str
    instance: str
    code: str = Field(examples=["cases.not_owner"])
    request_id: str
    errors: list[FieldErrorOut]
