"""Routes that declare in a word what every route needs: permission, idempotency, version, journal.

An endpoint takes `work: Work` and what it parses, makes one call, and gives back what it answers. Everything around it
happens here, in this order: who calls (before the body is read) → parse → one transaction: reserve the idempotency
key → the endpoint → the journal → the reply as bytes, kept with the key → commit → the reply leaves.
"""

import hashlib
import inspect
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Final, TypeVar, get_type_hints

import orjson
from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match
from starlette.types import Scope

from shouwen.core.admission import PUBLIC, SIGNED_IN, Call, Guard, Idempotency, admit, allow
from shouwen.core.idempotency.service import Answer, InProgress, Key, keep, reserve
from shouwen.core.turns import Turns
from shouwen.core.work import House, Work
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.event_stream import EventStream
from shouwen.kit.http.deadline import may_commit
from shouwen.kit.json_text import JsonRequest
from shouwen.kit.problem import MethodNotAllowed, Problem, Unavailable
from shouwen.kit.ticket_lock import LockTimeoutError

__all__ = ["PUBLIC", "SIGNED_IN", "Guard", "Idempotency", "Operation", "Routes", "allow"]

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
StreamEndpoint = TypeVar("StreamEndpoint", bound=Callable[..., Awaitable[EventStream]])
Shape = Callable[[], TypeAdapter[Any]]
_READING: Final = frozenset({"GET", "HEAD"})
_WORK: Final = "work"
_TURNS: Final = "turns"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a route declares about itself. Read by the wrapper, the OpenAPI document and the tests of the house."""

    name: str
    method: str
    path: str
    guard: Guard
    status: int
    idempotency: Idempotency
    if_match: bool
    journal: bool
    problems: tuple[type[Problem], ...]
    raw: bool  # answers with bytes of its own instead of JSON
    in_turns: bool  # takes `turns: Turns` and opens a transaction for each thing it acts on

    @property
    def reads(self) -> bool:
        return self.method in _READING


class UnguardedRouteError(TypeError):
    """A route without a permission fails the build."""


class GuardedRoute(APIRoute):
    """Admits the caller before FastAPI reads the body: a stranger learns nothing from validation messages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        operation = getattr(self.endpoint, "operation", None)
        if not isinstance(operation, Operation):
            raise UnguardedRouteError(f"{self.path} has no guard: declare it with Routes and allow('area.verb')")
        handle = super().get_route_handler()

        async def guarded(came: Request) -> Response:
            _refuse_words(came)
            request = JsonRequest(came.scope, came.receive)
            house: House = request.app.state.house
            request.state.call = await run_in_threadpool(
                admit,
                request,
                house,
                operation.guard,
                idempotency=operation.idempotency,
                if_match=operation.if_match,
            )
            if request.state.call.idempotency_key:
                request.state.body_hash = hashlib.sha256(await request.body()).digest()
            return await handle(request)

        return guarded


class RoomRouter(APIRouter):
    """Looks at its routes only when the address holds a word they begin with: most requests concern one room."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.words: set[str] = set()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if self.words.isdisjoint(scope["path"].split("/")):
            return Match.NONE, {}
        return super().matches(scope)


def words_of(rooms: Iterable["Routes"], prefix: str) -> dict[str, list[str]]:
    """Paths without a parameter and their methods: `/cases/bulk` is a word, and never the id of `/cases/{case_id}`."""
    words: dict[str, list[str]] = {}
    for operation in (operation for routes in rooms for operation in routes.operations):
        if "{" not in operation.path:
            words.setdefault(prefix + operation.path, []).append(operation.method)
    return words


def _refuse_words(request: Request) -> None:
    """Raises MethodNotAllowed when a parameter of the path has caught a word that stands for a path of its own."""
    if request.path_params and request.url.path in getattr(request.app.state, "words", ()):
        raise MethodNotAllowed


class Routes:
    """The routes of one room. Each decorator takes the path, the guard, and what else the route declares."""

    def __init__(self, area: str) -> None:
        self.area = area
        self.operations: list[Operation] = []
        self.endpoints: dict[str, Callable[..., Any]] = {}
        self.router = RoomRouter(route_class=GuardedRoute, tags=[area])

    def get(self, path: str, guard: Guard, **more: Any) -> Callable[[Endpoint], Endpoint]:
        return self._route("GET", path, guard, **more)

    def post(self, path: str, guard: Guard, **more: Any) -> Callable[[Endpoint], Endpoint]:
        return self._route("POST", path, guard, **({"idempotency": Idempotency.ACCEPTED} | more))

    def put(self, path: str, guard: Guard, **more: Any) -> Callable[[Endpoint], Endpoint]:
        return self._route("PUT", path, guard, **more)

    def patch(self, path: str, guard: Guard, **more: Any) -> Callable[[Endpoint], Endpoint]:
        return self._route("PATCH", path, guard, **({"if_match": True} | more))

    def delete(self, path: str, guard: Guard, **more: Any) -> Callable[[Endpoint], Endpoint]:
        return self._route("DELETE", path, guard, **({"status": 204} | more))

    def stream(
        self, path: str, guard: Guard, *, problems: Sequence[type[Problem]] = ()
    ) -> Callable[[StreamEndpoint], StreamEndpoint]:
        """A GET that answers as long as the caller listens. It is admitted like the others, and has no transaction."""

        def register(endpoint: StreamEndpoint) -> StreamEndpoint:
            operation = Operation(
                name=endpoint.__name__,
                method="GET",
                path=path,
                guard=guard,
                status=200,
                idempotency=Idempotency.NONE,
                if_match=False,
                journal=False,
                problems=tuple(problems),
                raw=False,
                in_turns=False,
            )
            self.operations.append(operation)
            endpoint.operation = operation  # type: ignore[attr-defined]
            self._add(
                path,
                endpoint,
                methods=["GET"],
                status_code=operation.status,
                operation_id=operation.name,
                response_model=None,
                response_class=EventStream,
                summary=_first_line(endpoint),
            )
            return endpoint

        return register

    def _add(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        self.router.words.add(path.split("/")[1])
        self.router.add_api_route(path, endpoint, **more)

    def _route(  # noqa: PLR0913 - what a route declares, each in a word
        self,
        method: str,
        path: str,
        guard: Guard,
        *,
        status: int = 200,
        idempotency: Idempotency | str = Idempotency.NONE,
        if_match: bool = False,
        journal: bool = True,
        problems: Sequence[type[Problem]] = (),
    ) -> Callable[[Endpoint], Endpoint]:
        if not isinstance(guard, Guard):
            raise UnguardedRouteError(f"{method} {path} needs allow('area.verb'), SIGNED_IN or PUBLIC")

        def register(endpoint: Endpoint) -> Endpoint:
            operation = Operation(
                name=endpoint.__name__,
                method=method,
                path=path,
                guard=guard,
                status=status,
                idempotency=Idempotency(idempotency),
                if_match=if_match,
                journal=journal,
                problems=tuple(problems),
                raw=_is_raw(get_type_hints(endpoint).get("return")),
                in_turns=_TURNS in get_type_hints(endpoint),
            )
            self.operations.append(operation)
            self.endpoints[path] = endpoint
            wrapped, answers = _in_one_transaction(endpoint, operation)
            self._add(
                path,
                wrapped,
                methods=[method],
                status_code=status,
                operation_id=operation.name,
                response_model=answers,
                response_class=JSONResponse if answers else Response,
                summary=_first_line(endpoint),
            )
            return endpoint

        return register


def _first_line(endpoint: Callable[..., Any]) -> str | None:
    return (inspect.getdoc(endpoint) or "").split("\n")[0].rstrip(".") or None


def _is_raw(answers: Any) -> bool:
    return inspect.isclass(answers) and issubclass(answers, Response)


def _in_one_transaction(endpoint: Callable[..., Any], operation: Operation) -> tuple[Callable[..., Response], Any]:
    """The endpoint as FastAPI sees it: without `work` or `turns`, with the request, answering with bytes."""
    hints = get_type_hints(endpoint, include_extras=True)
    answers = hints.pop("return", None)
    silent = answers is None or answers is type(None) or operation.raw
    # made when first asked for: nearly all answers are plain rows, and making them all took a fifth of a start
    shape = None if silent else cache(lambda: TypeAdapter(answers))

    @wraps(endpoint)
    def run(request: Request, **arguments: Any) -> Response:
        return _Run(request, operation, shape).answer(lambda hands: endpoint(hands, **arguments))

    signature = inspect.signature(endpoint)
    parameters = [
        parameter.replace(annotation=hints[name])
        for name, parameter in signature.parameters.items()
        if name not in {_WORK, _TURNS}
    ]
    takes_request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters] + [takes_request],
        return_annotation=inspect.Signature.empty,
    )
    run.__annotations__ = {p.name: p.annotation for p in parameters} | {"request": Request}
    del run.__wrapped__  # FastAPI would look through to the signature with `work`
    run.operation = operation  # type: ignore[attr-defined]
    return run, answers if shape else None


class _Run:
    """One request on its way through its transaction."""

    def __init__(self, request: Request, operation: Operation, shape: Shape | None) -> None:
        self._request = request
        self._operation = operation
        self._shape = shape
        self._house: House = request.app.state.house
        self._call: Call = request.state.call

    def answer(self, act: Callable[[Any], Any]) -> Response:
        if self._operation.in_turns:
            return self._in_turns(act)
        if self._operation.reads:
            with self._house.db.read(self._scope) as session:
                work = self._work(session)
                return self._response(work, act(work))
        try:
            with self._house.db.write(self._scope) as session:
                outcome = self._write(self._work(session), act)
        except LockTimeoutError as error:
            raise (InProgress if self._call.idempotency_key else Unavailable) from error
        self._house.stirred.set()
        if isinstance(outcome, Problem):
            raise outcome
        return outcome

    def _in_turns(self, act: Callable[[Turns], Any]) -> Response:
        """Each turn writes and commits by itself. The session here connects to nothing unless it is asked something."""
        with self._house.db.read(self._scope) as session:
            work = self._work(session)
            response = self._response(work, act(Turns(work, self._key())))
        self._house.stirred.set()
        return response

    def _write(self, work: Work, act: Callable[[Work], Any]) -> Response | Problem:
        key = self._key()
        if key and (kept := reserve(work.session, key, work.now)):
            return Response(kept.body, kept.status, kept.headers)
        try:
            response = self._response(work, act(work))
        except Problem as problem:
            if key or not problem.keeps:
                raise
            work.write_journal()
            return problem  # raised after the commit
        if self._operation.journal and not work.journalled:
            raise RuntimeError(f"{self._operation.name} changed something without a word in the journal")
        work.write_journal()
        if key and isinstance(response.body, bytes):
            headers = {name: value for name, value in response.headers.items() if name != "content-length"}
            keep(work.session, key, Answer(response.status_code, headers, response.body))
        if not may_commit(self._request.scope["state"]):
            raise Unavailable  # the deadline has answered 503 already: nothing of this may stand
        return response

    @property
    def _scope(self) -> Any:
        return COMPANY_SCOPE if self._operation.guard.public else self._call.actor.scope

    def _work(self, session: Any) -> Work:
        call = self._call
        return Work(
            house=self._house,
            session=session,
            actor=call.actor,
            now=call.now,
            request_id=call.request_id,
            lang=call.lang,
            if_match=call.if_match,
        )

    def _key(self) -> Key | None:
        if not self._call.idempotency_key:
            return None
        route = f"{self._operation.method} {self._request.url.path}"
        return Key(self._call.actor.id, route, self._call.idempotency_key, self._request.state.body_hash)

    def _response(self, work: Work, result: Any) -> Response:
        response = result if isinstance(result, Response) else self._render(work, result)
        for cookie in work.reply.cookies:
            response.headers.append("set-cookie", cookie)
        return response

    def _render(self, work: Work, result: Any) -> Response:
        headers = dict(work.reply.headers)
        version = result.get("version") if isinstance(result, dict) else getattr(result, "version", None)
        if isinstance(version, int):
            headers["ETag"] = f'"v{version}"'
        if self._shape is None:
            return Response(None, self._operation.status, headers)
        if isinstance(result, dict | list):  # columns straight from the database: hot lists skip the models
            body = orjson.dumps(result, option=orjson.OPT_UTC_Z)
        else:
            body = self._shape().dump_json(result, by_alias=True)
        return Response(body, self._operation.status, headers, media_type="application/json")
