"""Every request has an id, one line in the log, a place in the metrics, and an answer."""

import re
from time import perf_counter
from typing import Any, Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shouwen.kit import metrics
from shouwen.kit.failures import log_failure, problem_of
from shouwen.kit.http.reply import Reply, send_problem
from shouwen.kit.ids import new_id
from shouwen.kit.log import enter_request, leave_request

REQUEST_ID: Final = "x-request-id"
# Identifiers of machines (UUIDs, trace ids), so that nobody plants a name or a telephone number in our logs.
_SANE_ID: Final = re.compile(r"(?=.*[a-fA-F-])[0-9a-fA-F-]{16,64}")
# The client went away; nginx's name for it.
_GONE: Final = 499
_OUR_FAULT: Final = 500


class RequestContext:
    """Gives the request its id (`scope["state"]["request_id"]`, `X-Request-Id`), times it, and catches what is left."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = request_id
        token = enter_request(request_id)
        reply = Reply(_with_id(send, request_id))
        began = perf_counter()
        metrics.request_began()
        try:
            await self._answer(scope, receive, reply)
        finally:
            seconds = perf_counter() - began
            _record(scope, reply.status or _GONE, seconds)
            leave_request(token)

    async def _answer(self, scope: Scope, receive: Receive, reply: Reply) -> None:
        try:
            await self.app(scope, receive, reply.send)
        except Exception as error:  # noqa: BLE001 - the last resort: whatever it is, it gets an answer
            problem = problem_of(error)
            log_failure(error, problem)
            if not reply.began:  # else it is too late: the server cuts the unfinished reply off
                await send_problem(scope, reply.send, problem)


def _request_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if _SANE_ID.fullmatch(given) else str(new_id())


def _with_id(send: Send, request_id: str) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)[REQUEST_ID] = request_id
        await send(message)

    return sender


def _record(scope: Scope, status: int, seconds: float) -> None:
    route = route_template(scope)
    metrics.request_ended(scope["method"], route, status, seconds)
    log = structlog.get_logger("shouwen.requests")
    tell = log.warning if status >= _OUR_FAULT else log.info
    tell(
        "request",
        method=scope["method"],
        route=route or metrics.UNMATCHED,
        status=status,
        ms=round(seconds * 1000, 1),
    )


def route_template(scope: Scope) -> str | None:
    """The path of the route that served the request, with the names of its parameters; None where none did."""
    effective: Any = scope.get("fastapi", {}).get("effective_route_context")  # knows the prefixes of routers
    path = getattr(effective, "path", None) or getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else None
