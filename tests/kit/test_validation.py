"""From pydantic's errors to fields: places that exist, stable codes, two languages, no input."""

from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError, field_validator
from pydantic_core import _pydantic_core

from shouwen.kit.problem import FieldError
from shouwen.kit.schema import Body, Fen, Instant, LocalDate
from shouwen.kit.text import Line, Name
from shouwen.kit.validation import field_errors, from_pydantic, wrong
from shouwen.kit.validation_texts import TEXTS

# Types that no schema of ours can produce: Python objects, settings and calls.
NOT_MET = frozenset(
    {
        *("no_such_attribute", "get_attribute_error", "needs_python_object", "frozen_field", "frozen_instance"),
        *("json_invalid", "json_type", "iteration_error", "default_factory_not_called", "set_item_not_hashable"),
        *("frozen_dict_type", "ordered_dict_type", "counter_type", "callable_type", "is_instance_of", "is_subclass_of"),
        *("value_error", "assertion_error", "missing_sentinel_error", "ellipsis_error", "arguments_type"),
        *("unexpected_positional_argument", "missing_positional_only_argument", "multiple_argument_values"),
        *("fraction_type", "fraction_parsing", "complex_type", "complex_str_parsing"),
    }
)


class Cat(Body):
    kind: Literal["cat"]
    lives: Annotated[int, Field(ge=1, le=9)]


class Dog(Body):
    kind: Literal["dog"]


class Person(Body):
    name: Annotated[str, Name(8)]


class Sample(Body):
    person: Person | None = None
    people: Annotated[list[Person], Field(default_factory=list, max_length=3)]
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    value: Annotated[int, Field(ge=0, le=9)] | Annotated[str, Line(5)] | None = None
    labels: Annotated[dict[Annotated[str, Line(4)], Fen], Field(default_factory=dict, max_length=3)]
    at: Instant | None = None
    on: LocalDate | None = None

    @field_validator("on")
    @classmethod
    def not_the_first(cls, on: Any) -> Any:
        if on and on.day == 1:
            raise wrong("first_of_month", "不能是 1 日 {x}", "Not the first {x}")
        return on


def errors_of(body: object) -> list[FieldError]:
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate(body)
    return from_pydantic(caught.value, body).errors


def fields_of(body: object) -> dict[str, FieldError]:
    return {field.pointer: field for field in errors_of(body)}


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"person": {}}, "/person/name", "required"),
        ({"person": {"name": "一二三四五六七八九"}}, "/person/name", "too_long"),
        ({"person": {"name": "a\u202eb"}}, "/person/name", "direction_character"),
        ({"person": {"name": "x", "a/b~": 1}}, "/person/a~1b~0", "unknown_field"),
        ({"person": 5}, "/person", "not_object"),
        ({"people": [{"name": "x"}, {"name": 5}]}, "/people/1/name", "not_text"),
        ({"people": [{"name": "x"}] * 4}, "/people", "too_many"),
        ({"pet": {"kind": "cat", "lives": 10}}, "/pet/lives", "too_large"),
        ({"pet": {"kind": "cat"}}, "/pet/lives", "required"),
        ({"pet": {"kind": "cow"}}, "/pet", "not_listed"),
        ({"pet": {}}, "/pet", "required"),
        ({"value": 10}, "/value", "too_large"),
        ({"value": "123456"}, "/value", "not_whole_number"),
        ({"labels": {"x": -1}}, "/labels/x", "too_small"),
        ({"labels": {"12345": 1}}, "/labels/12345", "too_long"),
        ({"at": "yesterday"}, "/at", "not_instant"),
        ({"at": "1999-01-01T00:00:00Z"}, "/at", "too_far_away"),
        ({"on": "2026-13-01"}, "/on", "not_date"),
        ({"on": "2026-12-01"}, "/on", "first_of_month"),
        ([], "", "not_object"),
    ],
    ids=str,
)
def test_where_and_what(body: object, pointer: str, code: str) -> None:
    assert (pointer, code) in {(field.pointer, field.code) for field in errors_of(body)}
    assert len(fields_of(body)) == 1


def test_bounds_stand_in_the_sentence() -> None:
    long = fields_of({"person": {"name": "长" * 9}})["/person/name"]
    assert (long.zh, long.en) == ("最多 8 个字符", "At most 8 characters")
    listed = fields_of({"pet": {"kind": "cow"}})["/pet"]
    assert (listed.zh, listed.en) == ("应为其中之一：cat, dog", "Must be one of: cat, dog")
    far = fields_of({"at": "1999-01-01T00:00:00Z"})["/at"]
    assert far.zh == "年份应在 2000 到 2100 之间"


def test_own_texts_are_taken_as_they_are() -> None:
    own = fields_of({"on": "2026-12-01"})["/on"]
    assert (own.zh, own.en) == ("不能是 1 日 {x}", "Not the first {x}")


def test_never_the_input() -> None:
    planted = "13812345678"
    body = {
        "person": {"name": planted},
        "pet": {"kind": planted},
        "value": planted,
        "labels": {"x": planted},
        "at": planted,
        "on": planted,
    }
    fields = fields_of(body)
    assert len(fields) >= 6
    assert planted not in str(fields)


def test_at_most_twenty() -> None:
    fields = fields_of({f"f{number}": 1 for number in range(1000)})
    assert len(fields) == 20


def test_names_from_the_request_are_made_harmless() -> None:
    (place,) = fields_of({"\x00\n\u202e" + "k" * 1000: 1})
    assert place == "/\ufffd\ufffd\ufffd" + "k" * 61
    (place,) = fields_of({"\ud800": 1})
    assert place == ""


def test_other_places_than_the_body() -> None:
    found: list[dict[str, Any]] = [
        {"type": "missing", "loc": ("query", "limit")},
        {"type": "uuid_parsing", "loc": ("path", "case_id"), "ctx": {"error": "x"}},
        {"type": "missing", "loc": ("header", "if-match")},
        {"type": "missing", "loc": ("body",)},
        {"type": "brand_new", "loc": ("body", "x")},
        {"type": "string_too_long", "loc": ("body", "y")},
    ]
    fields = field_errors(found, None)
    assert [(field.pointer, field.code) for field in fields] == [
        ("query:limit", "required"),
        ("path:case_id", "not_id"),
        ("header:if-match", "required"),
        ("", "required"),
        ("/x", "invalid"),
        ("/y", "too_long"),
    ]


def test_every_error_type_has_its_text() -> None:
    known = {one["type"]: one.get("example_context") or {} for one in _pydantic_core.list_all_errors()}
    assert sorted(known.keys() - TEXTS.keys() - NOT_MET) == []
    for kind, context in known.items():
        if kind in TEXTS:
            assert TEXTS[kind].zh.format_map(context)
            assert TEXTS[kind].en.format_map(context)


def test_alone_without_the_body() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Sample).validate_python({"person": {"name": 1}})
    assert [field.pointer for field in from_pydantic(caught.value).errors] == ["/person/name"]


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def test_what_is_expected_is_said_as_it_is_written() -> None:
    """Members of an enum, too: nobody sends `<Colour.RED: 'red'>`."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Literal[Colour.RED, Colour.BLUE]).validate_python("green")
    [field] = field_errors(caught.value.errors(), None)
    assert (field.code, field.en) == ("not_listed", "Must be one of: red, blue")
