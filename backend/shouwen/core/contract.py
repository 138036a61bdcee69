"""The OpenAPI document: what FastAPI writes, completed by what the routes declare.

FastAPI would file problems under `application/json` and knows nothing of our guards, keys and versions.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from shouwen.core.access.identify import KeyUnknown, SessionUnknown, StaffInactive
from shouwen.core.admission import ForeignOrigin, Idempotency, TwoCredentials
from shouwen.core.idempotency.service import InProgress, KeyInvalid, KeyRequired, KeyReused
from shouwen.core.web import Operation
from shouwen.kit.http.deadline import OutcomeUnknown, TimedOut
from shouwen.kit.http.urls import UrlInvalid
from shouwen.kit.problem import (
    MEDIA_TYPE,
    BadRequest,
    Conflict,
    Forbidden,
    Malformed,
    NotFound,
    PreconditionRequired,
    Problem,
    Stale,
    TooLarge,
    TooMany,
    Unauthorized,
    Unavailable,
    UnsupportedMedia,
)
from shouwen.kit.schema import ProblemOut
from shouwen.kit.validation import JsonInvalid

_IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The version acted on, as the ETag of the last answer",
    "schema": {"type": "string", "maxLength": 12, "pattern": '^"v[0-9]{1,9}"$', "examples": ['"v7"']},
}
_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Made by the device when the user acts; sent again with every repetition of the same act",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
_SECURITY: Final = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "shouwen_session",
        "description": "The console's cookie; over https it is called `__Host-shouwen_session`",
    },
    "bearer": {"type": "http", "scheme": "bearer", "description": "An access token, or an API key `sk_…`"},
}
_BYTES: Final = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
_LOCATION: Final = {"description": "Where the new resource lives", "schema": {"type": "string"}}
_ETAG: Final = {"description": "The version, for If-Match", "schema": {"type": "string", "pattern": '^"v[0-9]{1,9}"$'}}
_REPLAYED: Final = {
    "description": "That the work was done before, and this is the first answer again",
    "schema": {"type": "string", "enum": ["true"]},
}
_RETRY_AFTER: Final = {"description": "Seconds to wait before trying again", "schema": {"type": "integer"}}
_UNCHANGED: Final = {"description": "What the caller has, by its ETag in If-None-Match, is what there is"}
_CREATED: Final = 201


def describe(document: dict[str, Any], operations: Iterable[Operation]) -> dict[str, Any]:
    """Completes the document in place: security, headers and problems of each operation."""
    by_name = {operation.name: operation for operation in operations}
    components = document.setdefault("components", {})
    components["securitySchemes"] = _SECURITY
    schemas = components.setdefault("schemas", {})
    schemas.update(_problem_schemas())
    for path in document.get("paths", {}).values():
        for described in path.values():
            if operation := by_name.get(described.get("operationId", "")):
                _complete(described, operation)
                _complete_answer(described["responses"][str(operation.status)], operation, schemas)
                _show_examples(described, schemas)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def _complete(described: dict[str, Any], operation: Operation) -> None:
    described["security"] = [] if operation.guard.public else [{"session": []}, {"bearer": []}]
    if operation.guard.permission:
        described["x-permission"] = operation.guard.permission
    parameters = described.setdefault("parameters", [])
    if operation.if_match:
        parameters.append(_IF_MATCH)
    if operation.idempotency is not Idempotency.NONE:
        parameters.append(_KEY | {"required": operation.idempotency is Idempotency.REQUIRED})
    responses = described["responses"]
    responses.pop("422", None)
    if any(parameter["name"].lower() == "if-none-match" for parameter in parameters):
        responses["304"] = _UNCHANGED
    by_status: dict[int, list[type[Problem]]] = {}
    for problem in problems_of(operation, has_body="requestBody" in described):
        by_status.setdefault(problem.status, []).append(problem)
    for status, problems in sorted(by_status.items()):
        responses[str(status)] = _response(problems)


def _complete_answer(answer: dict[str, Any], operation: Operation, schemas: Mapping[str, Any]) -> None:
    """The media type and the headers of success."""
    if operation.raw:
        answer["content"] = _BYTES
        return
    shown = answer.get("content", {}).get("application/json", {}).get("schema", {})
    headers: dict[str, Any] = {}
    if operation.status == _CREATED:
        headers["Location"] = _LOCATION
    if "version" in schemas.get(_name(shown), {}).get("properties", {}):
        headers["ETag"] = _ETAG
    if operation.idempotency is not Idempotency.NONE:
        headers["Idempotent-Replayed"] = _REPLAYED
    if headers:
        answer["headers"] = headers


def _show_examples(described: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """The examples of a body's schema, where the readers of documents look for them."""
    body = described.get("requestBody", {}).get("content", {}).get("application/json")
    if body is not None:
        examples = schemas.get(_name(body["schema"]), {}).get("examples", [])
        body["examples"] = {str(number): {"value": example} for number, example in enumerate(examples, start=1)}


def _name(schema: Mapping[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def problems_of(operation: Operation, *, has_body: bool) -> list[type[Problem]]:
    """Every problem a route may answer with: those that follow from its declarations, and its own."""
    problems: list[type[Problem]] = [BadRequest, UrlInvalid, Malformed, TooMany, Unavailable, TimedOut]
    if not operation.guard.public:
        problems += [Unauthorized, SessionUnknown, KeyUnknown, StaffInactive, TwoCredentials]
    if operation.guard.permission:
        problems += [Forbidden]
    if "{" in operation.path:
        problems += [NotFound]
    if not operation.reads:
        problems += [ForeignOrigin, Conflict, Stale, OutcomeUnknown]
    if has_body:
        problems += [JsonInvalid, TooLarge, UnsupportedMedia]
    if operation.if_match:
        problems += [PreconditionRequired]
    if operation.idempotency is not Idempotency.NONE:
        problems += [KeyInvalid, KeyReused, InProgress]
    if operation.idempotency is Idempotency.REQUIRED:
        problems += [KeyRequired]
    return list(dict.fromkeys([*problems, *operation.problems]))


def _response(problems: list[type[Problem]]) -> dict[str, Any]:
    codes = sorted({problem.code for problem in problems})
    response: dict[str, Any] = {
        "description": " · ".join(codes),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "x-codes": codes,
    }
    if any(problem.retry_after is not None for problem in problems) or problems[0].status == TooMany.status:
        response["headers"] = {"Retry-After": _RETRY_AFTER}
    return response


def _problem_schemas() -> Mapping[str, Any]:
    schema = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    nested = schema.pop("$defs", {})
    return {"Problem": schema, **nested}
