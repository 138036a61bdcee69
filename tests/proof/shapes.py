"""Reading the OpenAPI document: its operations, a body that should be right, and every place in it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema_rs

Schema = Mapping[str, Any]
Place = tuple[str | int, ...]
JSON = "application/json"
DEEPEST = 8
# Known for addresses; in a body they mean something else.
WORDS = frozenset({"kind", "type", "key", "year", "pack", "a", "b", "from", "to", "phone"})
# The moment at which the examples of the document speak; what lies ahead of it there lies ahead of today here.
SPOKEN_AT = datetime(2026, 11, 22, tzinfo=UTC)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T")


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    id: str
    method: str
    path: str
    parameters: tuple[Schema, ...]
    body: Schema | None
    body_type: str
    example: Any
    codes: Mapping[int, frozenset[str]]
    permission: str | None = None
    is_public: bool = False

    def named(self, place: str) -> list[str]:
        """The names of the parameters in `path`, `query` or `header`."""
        return [parameter["name"] for parameter in self.parameters if parameter["in"] == place]

    def required(self, place: str) -> list[str]:
        """The names of those that must be there."""
        return [one["name"] for one in self.parameters if one["in"] == place and one.get("required")]

    def needs(self, header: str) -> bool:
        return any(parameter["name"] == header and parameter.get("required") for parameter in self.parameters)


class Document:
    """The document, with its references followed."""

    def __init__(self, document: Schema) -> None:
        self._schemas: Schema = document["components"]["schemas"]
        self._answers: dict[tuple[str, int], jsonschema_rs.Validator | None] = {}
        self._described = {
            described["operationId"]: described
            for methods in document["paths"].values()
            for described in methods.values()
        }
        self.operations = [
            self._operation(path, method, described)
            for path, methods in document["paths"].items()
            for method, described in methods.items()
        ]

    def _operation(self, path: str, method: str, described: Schema) -> Operation:
        content = described.get("requestBody", {}).get("content", {})
        body_type = next(iter(content), "")
        media = content.get(body_type, {})
        body = self.follow(media["schema"]) if media else None
        return Operation(
            id=described["operationId"],
            method=method.upper(),
            path=path,
            parameters=tuple(described.get("parameters", ())),
            body=body,
            body_type=body_type,
            example=_example(media, body),
            permission=described.get("x-permission"),
            is_public=described.get("security") == [],
            codes={int(s): frozenset(r.get("x-codes", ())) for s, r in described["responses"].items() if s.isdigit()},
        )

    def wrong_with(self, operation: Operation, status: int, content: bytes) -> str:
        """What is wrong with a JSON answer by its declared schema; empty when nothing is, or it declares none."""
        key = (operation.id, status)
        if key not in self._answers:
            self._answers[key] = self._validator(*key)
        validator = self._answers[key]
        if validator is None:
            return ""
        first = next(validator.iter_errors(json.loads(content)), None)
        return "" if first is None else f"{first.message[:100]} at {first.instance_path}"

    def _validator(self, operation: str, status: int) -> jsonschema_rs.Validator | None:
        content = self._described[operation]["responses"].get(str(status), {}).get("content", {})
        schema = next((media.get("schema") for kind, media in content.items() if kind.endswith("json")), None)
        if schema is None:
            return None
        whole = {**schema, "components": {"schemas": dict(self._schemas)}}
        return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)

    def follow(self, schema: Schema) -> Schema:
        """Without `$ref`, and without the null that an optional member may be."""
        while True:
            choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
            if "$ref" in schema:
                schema = self._schemas[schema["$ref"].rpartition("/")[2]]
            elif choices:
                schema = choices[0]
            else:
                return schema

    def places(self, schema: Schema, here: Place = ()) -> Iterator[tuple[Place, Schema]]:
        """Every member at every depth, with its schema; lists by their first item."""
        schema = self.follow(schema)
        if here:
            yield here, schema
        if len(here) >= DEEPEST:
            return
        for name, member in schema.get("properties", {}).items():
            yield from self.places(member, (*here, name))
        if "items" in schema:
            yield from self.places(schema["items"], (*here, 0))

    def smallest(self, schema: Schema) -> Any:
        """Something of the right type with what is required, for what an example leaves out."""
        schema = self.follow(schema)
        if "enum" in schema:
            return schema["enum"][0]
        if schema.get("type") == "object":
            return {name: self.smallest(schema["properties"][name]) for name in schema.get("required", ())}
        simple: dict[str, Any] = {"array": [], "boolean": True, "integer": 1, "number": 1, "string": "一"}
        formats = {"uuid": "01980000-0000-7000-8000-000000000001", "date-time": "2026-11-22T09:30:00+08:00"}
        return formats.get(schema.get("format", "")) or simple.get(schema.get("type", ""))

    def with_value(self, operation: Operation, base: Any, place: Place, value: object) -> Any:
        """A copy of `base` that has `value` at `place`; what leads there is made where it is missing."""
        body = copy.deepcopy(base) if isinstance(base, dict) else {}
        here: Any = body
        for depth, step in enumerate(place[:-1], start=1):
            here = self._step(operation, here, place[:depth], step)
        if isinstance(place[-1], int):
            here[:] = [value]
        else:
            here[place[-1]] = value
        return body

    def _step(self, operation: Operation, here: Any, place: Place, step: str | int) -> Any:
        is_there = step in here if isinstance(here, dict) else isinstance(step, int) and step < len(here)
        if not is_there or not isinstance(here[step], dict | list):
            assert operation.body is not None
            made = self.smallest(dict(self.places(operation.body))[place])
            if isinstance(here, list):
                here[:] = [made]
            else:
                here[step] = made
        return here[step]


def _example(media: Schema, body: Schema | None) -> Any:
    for example in media.get("examples", {}).values():
        return example["value"]
    return next(iter((body or {}).get("examples", ())), {})


def with_known(example: Any, known: Mapping[str, Any]) -> Any:
    """The example with the ids of things that really are there."""
    if isinstance(example, dict):
        return {
            name: known[name] if name in known and name not in WORDS else with_known(value, known)
            for name, value in example.items()
        }
    if isinstance(example, list):
        return [with_known(value, known) for value in example]
    return example


def as_of(example: Any, now: datetime) -> Any:
    """The example with its instants as many days later as `now` is later than when it was spoken."""
    if isinstance(example, dict):
        return {name: as_of(value, now) for name, value in example.items()}
    if isinstance(example, list):
        return [as_of(value, now) for value in example]
    if isinstance(example, str) and _INSTANT.match(example):
        whole_days = timedelta(days=(now - SPOKEN_AT).days)
        return (datetime.fromisoformat(example) + whole_days).isoformat()
    return example
