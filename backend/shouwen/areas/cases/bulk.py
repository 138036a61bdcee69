"""One word to many cases (api: bulk), through the doors of the single routes: it can do nothing they cannot."""

from collections.abc import Callable
from functools import partial
from typing import Any, get_type_hints

from pydantic import ValidationError

from shouwen.areas.cases.bodies import BulkAction, BulkIn, BulkItemIn
from shouwen.areas.cases.schemas import BulkOut, BulkResult, CaseOut
from shouwen.core.acts import Act
from shouwen.core.turns import Turns
from shouwen.core.web import Routes
from shouwen.core.work import Work
from shouwen.kit.problem import FieldError, Forbidden, Malformed
from shouwen.kit.validation import from_pydantic


def act_on_each(turns: Turns, routes: Routes, body: BulkIn) -> BulkOut:
    """The action on each case in turn. What is wrong with the body refuses all of them; anything else only its own."""
    path = f"/cases/{{case_id}}/{body.action}"
    [operation] = [operation for operation in routes.operations if operation.path == path]
    if operation.guard.permission and not turns.actor.may(operation.guard.permission):
        raise Forbidden
    endpoint = routes.endpoints[path]
    said = _read(endpoint, body)
    _check_once_each(body.items)
    say = partial(endpoint, body=said)
    return BulkOut(results=[_act(turns, say, item, body.action) for item in body.items])


def _act(turns: Turns, say: Callable[..., Any], item: BulkItemIn, action: BulkAction) -> BulkResult:
    told: list[CaseOut] = []

    def act(work: Work) -> None:
        told.append(say(work, case_id=item.id))

    problem = turns.take(str(item.id), item.version, act)
    if problem is None:
        return BulkResult(id=item.id, status=200, version=told[0].version if told else None)
    alone = f"/api/v1/cases/{item.id}/{action}"
    return BulkResult(id=item.id, status=problem.status, problem=turns.told(problem, alone))


def _read(endpoint: Callable[..., Any], body: BulkIn) -> Act:
    """The body as the single route reads it. Raises Malformed, pointing into the request."""
    shape: type[Act] = get_type_hints(endpoint)["body"]
    given = body.body.model_dump(mode="json", by_alias=True, exclude_unset=True)
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        raise Malformed(errors=[_within_body(one) for one in from_pydantic(error, given).errors]) from error


def _within_body(error: FieldError) -> FieldError:
    return FieldError(f"/body{error.pointer}", error.code, error.zh, error.en)


def _check_once_each(items: list[BulkItemIn]) -> None:
    """Twice in one request is a slip of whoever wrote it."""
    seen: set[Any] = set()
    for number, item in enumerate(items):
        if item.id in seen:
            field = FieldError(f"/items/{number}/id", "twice", "同一事项只能出现一次", "Each case may stand here once")
            raise Malformed(errors=[field])
        seen.add(item.id)
