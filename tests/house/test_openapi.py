"""The document is true to the routes, complete, and the copy that the front end is generated from is up to date."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest
from pydantic import BaseModel

from shouwen.core.admission import Idempotency
from shouwen.core.web import Operation
from shouwen.kit.problem import Problem
from shouwen.kit.schema import Body
from shouwen.rooms import furniture
from tests.house.conftest import ROOT

COPY = ROOT / "frontend" / "openapi.json"
STALE = "frontend/openapi.json is stale: run `make openapi`"
PROBLEM = "application/problem+json"
# api.md §8: where acting on an old version must not pass.
VERSIONED = frozenset({"accept", "refuse", "arbitrate", "approve", "close"})
# api.md §9: where sending twice must not do it twice, and where no key is taken because a secret is answered.
KEYED = {"hear_case", "add_contact"}
KEYLESS = {
    "acknowledge_by_link",
    "create_session",
    "refresh_session",
    "reveal_phone",
    "make_sign_in_link",
    "set_up",
    "use_sign_in_link",
    "reveal_callback_phone",
    "hear_wechat_notice",
    "read_statement",
    "print_statement",
    "reveal_emergency_contact",
    "reveal_outside_party",
    "reveal_caller",
    "reveal_colleague",
}

Described = Mapping[str, Any]


@pytest.fixture(scope="session")
def described(document: dict[str, Any]) -> dict[str, Described]:
    return {operation["operationId"]: operation for _, _, operation in walk(document)}


def walk(document: Described) -> Iterator[tuple[str, str, Described]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def headers_of(operation: Described) -> dict[str, bool]:
    """The header parameters, and whether each is required."""
    return {
        parameter["name"]: parameter.get("required", False)
        for parameter in operation["parameters"]
        if parameter["in"] == "header"
    }


def written(document: Described) -> str:
    """As `shouwen openapi` writes it."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


# ---------------------------------------------------------------- true to the routes


def test_every_operation_is_called_like_its_function(document: dict[str, Any], operations: list[Operation]) -> None:
    named = Counter(operation["operationId"] for _, _, operation in walk(document))
    assert [name for name, times in named.items() if times > 1] == []
    assert set(named) == {operation.name for operation in operations}
    assert Counter(operation.name for operation in operations) == named


def test_security_and_permission_are_those_of_the_guard(
    described: dict[str, Described], operations: list[Operation]
) -> None:
    for operation in operations:
        shown = described[operation.name]
        ways: list[dict[str, list[str]]] = [] if operation.guard.public else [{"session": []}, {"bearer": []}]
        assert (shown["security"], shown.get("x-permission")) == (ways, operation.guard.permission), operation.name


def test_headers_are_those_the_route_asks_for(described: dict[str, Described], operations: list[Operation]) -> None:
    for operation in operations:
        shown = headers_of(described[operation.name])
        assert shown.get("If-Match") == (True if operation.if_match else None), operation.name
        key = {Idempotency.NONE: None, Idempotency.ACCEPTED: False, Idempotency.REQUIRED: True}[operation.idempotency]
        assert shown.get("Idempotency-Key") == key, operation.name


def is_versioned(operation: Operation) -> bool:
    verb = operation.path.rpartition("/")[2]
    return operation.method == "POST" and (verb in VERSIONED or verb.startswith("approve-"))


def test_a_version_is_asked_for_where_the_contract_says_so(operations: list[Operation]) -> None:
    asked = {operation.name for operation in operations if operation.if_match}
    told = {operation.name for operation in operations if operation.method == "PATCH" or is_versioned(operation)}
    assert told - asked == set()
    assert {operation.method for operation in operations if operation.name in asked - told} <= {"PUT", "DELETE"}


def test_a_key_is_taken_where_the_contract_says_so(operations: list[Operation]) -> None:
    posts = {operation.name: operation.idempotency for operation in operations if operation.method == "POST"}
    assert {name for name, taken in posts.items() if taken is Idempotency.NONE} == KEYLESS
    assert {name for name, taken in posts.items() if taken is Idempotency.REQUIRED} >= KEYED


def test_every_declared_problem_stands_under_its_status(
    described: dict[str, Described], operations: list[Operation]
) -> None:
    for operation in operations:
        responses = described[operation.name]["responses"]
        for problem in operation.problems:
            assert problem.code in responses[str(problem.status)]["x-codes"], (operation.name, problem.code)


def test_problems_are_answered_as_problems(document: dict[str, Any]) -> None:
    known = {(problem.code, str(problem.status)) for problem in Problem.registry()}
    for _, _, operation in walk(document):
        for status, response in operation["responses"].items():
            if status >= "400":
                assert list(response["content"]) == [PROBLEM], operation["operationId"]
                assert response["content"][PROBLEM]["schema"] == {"$ref": "#/components/schemas/Problem"}
                assert {(code, status) for code in response["x-codes"]} <= known
    assert "HTTPValidationError" not in json.dumps(document)


@pytest.mark.parametrize(
    ("status", "code", "where"),
    [
        (401, "house.unauthorized", lambda operation: not operation.guard.public),
        (403, "house.forbidden", lambda operation: operation.guard.permission),
        (404, "house.not_found", lambda operation: "{" in operation.path),
        (412, "house.stale", lambda operation: not operation.reads),
        (428, "house.precondition_required", lambda operation: operation.if_match),
        (400, "idempotency.required", lambda operation: operation.idempotency is Idempotency.REQUIRED),
        (422, "idempotency.key_reused", lambda operation: operation.idempotency is not Idempotency.NONE),
        (503, "house.unavailable", lambda operation: True),
    ],
)
def test_what_follows_from_a_declaration_is_told(
    described: dict[str, Described], operations: list[Operation], status: int, code: str, where: Any
) -> None:
    told = {
        name for name, shown in described.items() if code in shown["responses"].get(str(status), {}).get("x-codes", ())
    }
    assert {operation.name for operation in operations if where(operation)} <= told  # others may declare it themselves


def test_success_tells_its_headers(described: dict[str, Described]) -> None:
    created = described["hear_case"]["responses"]["201"]
    assert set(created["headers"]) == {"Location", "ETag", "Idempotent-Replayed"}
    assert "headers" not in described["find_cases"]["responses"]["200"]
    assert set(described["read_case"]["responses"]["200"]["headers"]) == {"ETag"}
    assert "content" not in described["delete_current_session"]["responses"]["204"]
    assert list(described["get_file_content"]["responses"]["200"]["content"]) == ["*/*"]


def test_every_operation_says_in_a_line_what_it_does(described: dict[str, Described]) -> None:
    assert [name for name, shown in described.items() if not shown.get("summary") or not shown.get("tags")] == []


# ---------------------------------------------------------------- examples


def without_example(document: Described, models: Mapping[str, type[BaseModel]]) -> list[str]:
    """The JSON bodies without an example, or with one that its own schema or model refuses."""
    wrong = []
    for _, _, operation in walk(document):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None:
            continue
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        examples = [example["value"] for example in content.get("examples", {}).values()]
        if not examples:
            wrong.append(f"{operation['operationId']}: {name or 'its body'} has no example")
        for example in examples:
            whole = {"components": document["components"], **content["schema"]}
            if not jsonschema_rs.is_valid(whole, example, validate_formats=True):
                wrong.append(f"{operation['operationId']}: the schema refuses an example of {name}")
            try:
                models[name].model_validate_json(json.dumps(example))
            except ValueError:
                wrong.append(f"{operation['operationId']}: {name} refuses its example")
    return wrong


@pytest.fixture(scope="session")
def models() -> dict[str, type[BaseModel]]:
    furniture("schemas")

    def below(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
        for model in base.__subclasses__():
            yield model
            yield from below(model)

    return {model.__name__: model for model in below(Body) if model.__module__.startswith("shouwen.")}


def test_every_body_has_an_example_that_it_takes(document: dict[str, Any], models: dict[str, type[BaseModel]]) -> None:
    assert without_example(document, models) == []


def test_a_missing_and_a_wrong_example_are_seen(document: dict[str, Any], models: dict[str, type[BaseModel]]) -> None:
    planted = copy.deepcopy(document)
    cases = planted["paths"]["/api/v1/cases"]["post"]["requestBody"]["content"]["application/json"]
    cases["examples"]["1"]["value"]["kind"] = "miracle"
    notes = planted["paths"]["/api/v1/cases/{case_id}/notes"]["post"]["requestBody"]["content"]["application/json"]
    notes["examples"].clear()
    assert without_example(planted, models) == [
        "hear_case: the schema refuses an example of CaseIn",
        "hear_case: CaseIn refuses its example",
        "note_case: NoteIn has no example",
    ]


# ---------------------------------------------------------------- the copy


def test_the_copy_of_the_front_end_is_up_to_date(document: dict[str, Any]) -> None:
    assert COPY.read_text(encoding="utf-8") == written(document), STALE


def test_a_stale_copy_would_be_seen(document: dict[str, Any]) -> None:
    changed = copy.deepcopy(document)
    del changed["paths"]["/api/v1/cases"]["get"]["responses"]["422"]["x-codes"][0]
    assert written(changed) != written(document)


def test_the_command_writes_just_this(document: dict[str, Any]) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "shouwen", "openapi"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert printed.stdout == written(document)


def test_the_document_does_not_depend_on_the_settings(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    assert "127.0.0.1" not in text
    assert "/tmp" not in text  # noqa: S108 - looked for, not used
    assert "servers" not in document
