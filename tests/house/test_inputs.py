"""Nothing comes in without bounds, unknown or ours to decide: read from the document, whatever the models promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, create_model

from shouwen.kit.schema import Body, Instant, Params
from shouwen.kit.text import Line
from shouwen.rooms import furniture

# What only the house decides: the state, the version, who owns and who acted, the numbers and times we write.
OURS = frozenset(
    {
        *("id", "version", "state", "status", "number", "round", "origin", "overdue", "valid", "score", "balance"),
        *("owner_id", "owner", "first_responder_id", "first_responder", "accountable_id", "accountable"),
        *("recorded_by", "recorded_by_id", "created_by", "created_by_id", "uploaded_by_id", "person_id", "actor_id"),
        *("recorded_at", "recorded_late", "created_at", "updated_at", "finished_at", "closed_at", "kept_at", "due_at"),
    }
)
# A field that is called like one of ours and means something of the caller's.
THEIRS = {
    ("ExternalRefIn", "id"): "what another system calls the matter",
    ("BulkItemIn", "id"): "the case that is acted on, as in the path of the single route",
    ("BulkItemIn", "version"): "what the caller saw, as in If-Match",
    ("StaffIn", "number"): "staff numbers are the company's own",
    ("StaffPatch", "number"): "as above",
    ("VerifyIn", "valid"): "whoever verifies says whether the complaint is valid (CP-08)",
    ("WarrantyIn", "valid"): "whoever was at the home says whether the defect is the developer's (RP-04)",
    ("ArbitrateIn", "owner_id"): "a ruling names the owner (FR-13)",
    ("ArbitrateIn", "accountable_id"): "as above",
}
SIZED_BY = frozenset({"uuid", "date", "date-time"})
_LEAST = ({"minimum", "exclusiveMinimum"}, "a number without a least value")
_GREATEST = ({"maximum", "exclusiveMaximum"}, "a number without a greatest value")
NEEDED = {
    "string": [({"maxLength"}, "text without a greatest length")],
    "integer": [_LEAST, _GREATEST],
    "number": [_LEAST, _GREATEST],
    "array": [({"maxItems"}, "a list without a greatest length")],
}


class Schemas:
    """Schemas of the document and what they refer to."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    def inputs(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every JSON body and every parameter, with where it is."""
        for item in self.document["paths"].values():
            for operation in item.values():
                name = operation["operationId"]
                for parameter in operation.get("parameters", []):
                    yield f"{name}?{parameter['name']}", parameter["schema"]
                for content in operation.get("requestBody", {}).get("content", {}).values():
                    yield name, content["schema"]

    def resolve(self, schema: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        return name, self.document["components"]["schemas"][name] if name else schema

    def faults(self, where: str, schema: Mapping[str, Any], seen: tuple[str, ...] = ()) -> Iterator[str]:
        """What may be too long, too large, unknown or ours."""
        name, found = self.resolve(schema)
        if name and name in seen:
            return
        seen = (*seen, name)
        yield from (f"{where}: {fault}" for fault in _faults(name, found))
        for inner in (*found.get("anyOf", ()), *found.get("oneOf", ()), *found.get("allOf", ())):
            yield from self.faults(where, inner, seen)
        if "items" in found:
            yield from self.faults(f"{where}[]", found["items"], seen)
        for field, inner in found.get("properties", {}).items():
            yield from self.faults(f"{where}.{field}", inner, seen)


def _faults(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    kind = schema.get("type")
    if "enum" in schema or "const" in schema or "contentMediaType" in schema or schema.get("format") in SIZED_BY:
        return
    for limits, fault in NEEDED.get(kind or "", ()):
        if not schema.keys() & limits:
            yield fault
    if kind == "object":
        if schema.get("additionalProperties", True) is not False:
            yield "takes unknown members"
        for field in schema.get("properties", {}).keys() & OURS:
            if (name, field) not in THEIRS:
                yield f"takes {field}, which the house decides"
    if not kind and not schema.keys() & {"anyOf", "oneOf", "allOf", "$ref"}:
        yield "takes anything"


def all_faults(document: Mapping[str, Any]) -> list[str]:
    schemas = Schemas(document)
    return [fault for where, schema in schemas.inputs() for fault in schemas.faults(where, schema)]


def document_of(**models: type[BaseModel]) -> dict[str, Any]:
    """A small document with one operation for each model."""
    schemas: dict[str, Any] = {}
    for model in models.values():
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schema.pop("$defs", {})
        schemas[model.__name__] = schema
    paths = {
        f"/{name}": {
            "post": {
                "operationId": name,
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
                },
            }
        }
        for name, model in models.items()
    }
    return {"paths": paths, "components": {"schemas": schemas}}


def models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from models(model)


# The one body that is no model: a form with a file in it. Multipart is bounded by its own limits.
FORM = "upload_file: takes unknown members"


def test_everything_that_comes_in_is_bounded_and_known(document: dict[str, Any]) -> None:
    assert len(list(Schemas(document).inputs())) > 100
    assert [fault for fault in all_faults(document) if fault != FORM] == []


def test_every_input_model_of_the_house_forbids_what_it_does_not_know() -> None:
    furniture("schemas")
    found = [model for base in (Body, Params) for model in models(base) if model.__module__.startswith("shouwen.")]
    assert len(found) > 20
    assert [model.__name__ for model in found if model.model_config.get("extra") != "forbid"] == []
    assert [
        fault for model in found for fault in all_faults(document_of(planted=model)) if "the house" not in fault
    ] == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (str, "planted.field: text without a greatest length"),
        (int, "planted.field: a number without a least value"),
        (Annotated[int, Field(ge=0)], "planted.field: a number without a greatest value"),
        (Annotated[float, Field(le=1)], "planted.field: a number without a least value"),
        (list[bool], "planted.field: a list without a greatest length"),
        (Annotated[list[str], Field(max_length=3)], "planted.field[]: text without a greatest length"),
        (str | None, "planted.field: text without a greatest length"),
        (dict[str, bool], "planted.field: takes unknown members"),
        (Any, "planted.field: takes anything"),
    ],
)
def test_a_field_without_bounds_is_seen(planted: Any, fault: str) -> None:
    plain = create_model("Planted", __config__={"extra": "forbid"}, field=(planted, ...))
    assert fault in all_faults(document_of(planted=plain))
    if planted is not Any:
        with pytest.raises(TypeError):  # and a Body with it cannot even be defined
            create_model("PlantedBody", __base__=Body, field=(planted, ...))


def test_bounded_fields_are_none_of_these() -> None:
    class Colour(StrEnum):
        RED = "red"

    kept = create_model(
        "Kept",
        __base__=Body,
        text=(Annotated[str, Line(5)], ...),
        count=(Annotated[int, Field(ge=0, le=9)], 0),
        at=(Instant | None, None),
        colour=(Colour, Colour.RED),
        several=(Annotated[list[Colour], Field(max_length=2)], []),
    )
    assert all_faults(document_of(kept=kept)) == []


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_field_that_is_ours_to_decide_is_seen(name: str) -> None:
    planted = create_model("PlantedIn", __base__=Body, **{name: (Annotated[str, Line(9)], "x")})  # type: ignore[call-overload]
    assert all_faults(document_of(planted=planted)) == [f"planted: takes {name}, which the house decides"]


def test_a_model_that_takes_unknown_members_is_seen() -> None:
    planted = create_model("Planted", flag=(bool, ...))
    assert all_faults(document_of(planted=planted)) == ["planted: takes unknown members"]
