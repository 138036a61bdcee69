"""Every exception that can leave the application, as a Problem, and the handlers that answer with it.

What the database cannot do just now (locked, full, restarting, deadlocked, too slow) is 503 with Retry-After and may be
tried again; what is our own fault is 500 and says nothing but the request's id.
"""

import errno
import sqlite3
from typing import Any, Final, cast

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy import exc as sa_exc
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ExceptionHandler

from shouwen.kit.log import current_request_id
from shouwen.kit.problem import (
    BadRequest,
    Conflict,
    Forbidden,
    Gone,
    Internal,
    Malformed,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    PreconditionRequired,
    Problem,
    Stale,
    TooLarge,
    TooMany,
    Unauthorized,
    Unavailable,
    UnsupportedMedia,
    negotiate,
)
from shouwen.kit.validation import JsonInvalid, from_request

# SQLITE_BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL
_SQLITE_LATER: Final = frozenset({5, 6, 7, 8, 9, 10, 13, 14, 15})
# Classes of SQLSTATE: connection, transaction rollback (deadlock, serialization), resources, system error.
_SQLSTATE_LATER: Final = ("08", "40", "53", "58")
# Lock timeout, object in use, statement timeout; the server stops, crashed, starts; idle too long; is a standby.
_SQLSTATES_LATER: Final = frozenset({"55P03", "55006", "57014", "57P01", "57P02", "57P03", "57P05", "25P03", "25006"})
_ERRNO_LATER: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE})

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

_BY_STATUS: Final[dict[int, type[Problem]]] = {
    kind.status: kind
    for kind in (
        BadRequest,
        Unauthorized,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        NotAcceptable,
        Conflict,
        Gone,
        Stale,
        TooLarge,
        UnsupportedMedia,
        Malformed,
        PreconditionRequired,
        TooMany,
        Unavailable,
    )
}
# What starlette and FastAPI say in an HTTPException(400) when they mean something more exact.
_UNREADABLE_JSON: Final = "There was an error parsing the body"
_FORM_TOO_LARGE: Final = ("Too many files", "Too many fields", "Part exceeded", "Field exceeded")


def problem_of(error: Exception) -> Problem:
    """The problem to answer with; `Internal` for whatever is not known here."""
    match error:
        case Problem():
            problem = error
        case HTTPException():
            problem = _from_http(error)
        case StaleDataError():
            problem = Stale()
        case sa_exc.SQLAlchemyError():
            problem = _from_database(error)
        case RecursionError():
            problem = JsonInvalid()
        case OSError(errno=number) if number in _ERRNO_LATER:
            problem = Unavailable()
        case _:
            problem = Internal()
    return problem


def is_passing(error: BaseException) -> bool:
    """Whether the database could not do it now, and the same may well succeed later."""
    if isinstance(error, sa_exc.TimeoutError | sa_exc.PendingRollbackError):
        return True
    if not isinstance(error, sa_exc.DBAPIError):
        return False
    if error.connection_invalidated or isinstance(error, sa_exc.InterfaceError):
        return True
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_LATER
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate is None:  # the server was not reached, or went away in the middle
        return isinstance(error, sa_exc.OperationalError)
    return sqlstate in _SQLSTATES_LATER or sqlstate.startswith(_SQLSTATE_LATER)


def install(app: FastAPI) -> None:
    """Makes every exception answer with problem+json. `app.state.words`: methods of paths no id of another may be."""
    for kind in (
        Problem,
        HTTPException,
        sa_exc.SQLAlchemyError,
        StaleDataError,
        RecursionError,
        OSError,
        Exception,
    ):
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(RequestValidationError, cast("ExceptionHandler", _answer_validation))


def problem_response(request: Request, problem: Problem) -> Response:
    """`problem` as the reply to `request`: its language, its path, its id."""
    lang = negotiate(request.headers.get("accept-language"))
    body = problem.to_json(lang, request.url.path, current_request_id())
    return Response(body, problem.status, headers=problem.response_headers(lang))


async def _answer(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    log_failure(error, problem)
    if isinstance(problem, MethodNotAllowed):
        problem.headers = {**problem.headers, "Allow": ", ".join(_methods(request))}
    return problem_response(request, problem)


async def _answer_validation(request: Request, error: RequestValidationError) -> Response:
    return problem_response(request, from_request(error, request.headers.get("content-type", "")))


def _from_http(error: HTTPException) -> Problem:
    if isinstance(error.__cause__, JsonInvalid):  # which says what is wrong; FastAPI only that something is
        return error.__cause__
    headers = dict(error.headers or {})
    detail = str(error.detail)
    if error.status_code == BadRequest.status and detail.startswith(_UNREADABLE_JSON):
        return JsonInvalid(headers=headers)
    if error.status_code == BadRequest.status and detail.startswith(_FORM_TOO_LARGE):
        return TooLarge(headers=headers)
    fallback = BadRequest if error.status_code < Internal.status else Internal
    return _BY_STATUS.get(error.status_code, fallback)(headers=headers)


def _from_database(error: sa_exc.SQLAlchemyError) -> Problem:
    if is_passing(error):
        return Unavailable()
    if isinstance(error, sa_exc.IntegrityError):
        return Conflict()
    if isinstance(error, sa_exc.DataError):
        return Malformed()
    return Internal()


def log_failure(error: Exception, problem: Problem) -> None:
    """Our own faults with their traceback; what the database said without the values it said it about."""
    log = structlog.get_logger("shouwen.failures")
    kind = type(error).__name__
    if isinstance(problem, Internal):
        log.error("failed", kind=kind, exc_info=error)
    elif isinstance(error, sa_exc.SQLAlchemyError):
        log.warning("database", kind=kind, code=problem.code, **_told(error))


def _told(error: sa_exc.SQLAlchemyError) -> dict[str, Any]:
    """SQLSTATE and constraint, where the driver names them."""
    orig = getattr(error, "orig", None)
    told = {
        "sqlstate": getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", None),
        "constraint": getattr(getattr(orig, "diag", None), "constraint_name", None),
    }
    return {name: value for name, value in told.items() if value}


def _methods(request: Request) -> list[str]:
    """All methods of the path, not only those of the first route that fits (RFC 9110 §15.5.6)."""
    if known := getattr(request.app.state, "words", {}).get(request.url.path):
        return sorted(known)
    routes = request.app.routes
    return [
        method
        for method in _METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]
