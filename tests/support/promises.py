"""Whether an answer is one that the OpenAPI document promises: its status, its media type, its shape, its code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import jsonschema_rs

JSON = "application/json"
PROBLEM = "application/problem+json"
# Answered in front of the routes or by none of them: no operation need promise these.
HOUSE_WIDE = frozenset({"house.method_not_allowed"})


@dataclass
class Promises:
    """What the document says of each operation, ready to be compared with answers."""

    document: Mapping[str, Any]
    shapes: dict[tuple[str, str, str], jsonschema_rs.Validator] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # What is written out comes before what a parameter would match as well.
        for path in sorted(self.document["paths"], key=lambda path: (path.count("{"), path)):
            self.patterns.append((re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + r"\Z"), path))

    def operation_at(self, method: str, path: str) -> tuple[str, Mapping[str, Any]] | None:
        """The template and the operation that serve this request, if one does."""
        for pattern, template in self.patterns:
            operation = self.document["paths"][template].get(method.lower())
            if operation and pattern.match(path):
                return template, operation
        return None

    def broken_by(self, method: str, path: str, answer: httpx.Response) -> str | None:
        """What about the answer was never promised; None when all was, or no operation is there."""
        found = self.operation_at(method, path)
        if found is None:
            return None
        template, operation = found
        promised = operation["responses"].get(str(answer.status_code))
        media = answer.headers.get("content-type", "").partition(";")[0]
        if media == PROBLEM:
            return self._broken_by_problem(promised, answer)
        if promised is None:
            return f"status {answer.status_code} is not in the document"
        content = promised.get("content", {})
        if media not in content and "*/*" not in content and (media or content):
            return f"{media or 'nothing'} is answered where {sorted(content) or 'nothing'} is promised"
        return self._broken_by_shape(method, template, answer) if media == JSON and media in content else None

    def _broken_by_problem(self, promised: Mapping[str, Any] | None, answer: httpx.Response) -> str | None:
        code = answer.json()["code"]
        if code in HOUSE_WIDE or (promised and code in promised.get("x-codes", ())):
            return None
        return f"the problem {code} ({answer.status_code}) is not declared on the route"

    def _broken_by_shape(self, method: str, template: str, answer: httpx.Response) -> str | None:
        key = (method, template, str(answer.status_code))
        if key not in self.shapes:
            promised = self.document["paths"][template][method.lower()]["responses"][key[2]]
            schema = promised["content"][JSON]["schema"]
            whole = {"components": self.document["components"], **schema}
            self.shapes[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        for error in self.shapes[key].iter_errors(answer.json()):
            return f"{'/'.join(map(str, error.instance_path)) or 'the answer'}: {error.message}"
        return None
