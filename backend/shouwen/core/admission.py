"""What is settled before a body is read: who calls, from where, with which permission, under which conditions."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from starlette.requests import Request

from shouwen.core.access.actor import ANONYMOUS, Actor
from shouwen.core.access.identify import Credentials, identify
from shouwen.core.access.sign_in import cookie_name
from shouwen.core.idempotency.service import KeyInvalid, KeyRequired
from shouwen.core.work import House
from shouwen.kit.problem import (
    BadRequest,
    Forbidden,
    Lang,
    PreconditionRequired,
    Problem,
    Stale,
    Unauthorized,
    negotiate,
)

_ETAG = re.compile(r'"v(\d{1,9})"\Z')
_KEY = re.compile(r"[!-~]{1,200}\Z")
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Idempotency(StrEnum):
    """Whether a route takes an Idempotency-Key."""

    NONE = "none"
    ACCEPTED = "accepted"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may come in: holders of a permission, anybody signed in, or everybody."""

    permission: str | None = None
    public: bool = False


PUBLIC: Final = Guard(public=True)
SIGNED_IN: Final = Guard()


def allow(permission: str) -> Guard:
    """Lets in whoever holds the permission anywhere; how far it reaches is decided row by row."""
    return Guard(permission=permission)


class TwoCredentials(BadRequest):
    """A token and a cookie on one request: which of the two persons acts?"""

    code = "access.two_credentials"
    zh = "一个请求只能使用一种登录凭证，请勿同时携带 Cookie 与令牌"
    en = "Send either the session cookie or a bearer token, never both"


class ForeignOrigin(Forbidden):
    """A change by cookie that does not come from our own pages."""

    code = "access.origin"
    zh = "请求不是来自本站页面，已拒绝"
    en = "This request does not come from our own pages and was refused"


@dataclass(frozen=True, slots=True)
class Call:
    """An admitted request."""

    actor: Actor
    credentials: Credentials | None  # of whoever signed in; a stream asks again who that is
    now: datetime
    request_id: str
    lang: Lang
    if_match: int | None
    idempotency_key: str | None


def admit(request: Request, house: House, guard: Guard, *, idempotency: Idempotency, if_match: bool) -> Call:
    """Lets the request in, or raises the problem that says why not. One statement on the database."""
    now = house.clock.now()
    if guard.public and request.method not in _SAFE:
        check_origin(request, house, required=False)  # nobody is signed in as somebody else by a foreign page
    credentials = None if guard.public else _credentials(request, house)
    actor = _actor(request, house, credentials, now) if credentials else ANONYMOUS
    if guard.permission and not actor.may(guard.permission):
        raise Forbidden
    return Call(
        actor=actor,
        credentials=credentials,
        now=now,
        request_id=getattr(request.state, "request_id", ""),
        lang=negotiate(request.headers.get("accept-language")),
        if_match=_version(request, required=if_match),
        idempotency_key=_key(request, idempotency),
    )


def _actor(request: Request, house: House, credentials: Credentials, now: datetime) -> Actor:
    if credentials.kind == "cookie" and request.method not in _SAFE:
        check_origin(request, house, required=True)
    with house.db.glance() as connection:
        return identify(connection, credentials, now)


def _credentials(request: Request, house: House) -> Credentials:
    cookie = request.cookies.get(cookie_name(secure=house.options.secure_cookies))
    authorization = request.headers.get("authorization")
    if cookie and authorization:
        raise TwoCredentials
    if cookie:
        return Credentials("cookie", cookie)
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized
    return Credentials("bearer", token.strip())


def check_origin(request: Request, house: House, *, required: bool) -> None:
    """Refuses a change that another site's page asked the browser for (cross-site request forgery)."""
    origin = request.headers.get("origin")
    if origin:
        if origin != (house.options.public_url or f"{request.url.scheme}://{request.headers.get('host', '')}"):
            raise ForeignOrigin
    elif required and request.headers.get("sec-fetch-site") != "same-origin":
        raise ForeignOrigin


def _version(request: Request, *, required: bool) -> int | None:
    """The version acted on. What only reads acts on none."""
    sent = None if request.method in _SAFE else request.headers.get("if-match")
    if sent is None:
        if required:
            raise PreconditionRequired
        return None
    match = _ETAG.match(sent.strip())
    if not match:
        raise Stale
    return int(match.group(1))


def _key(request: Request, idempotency: Idempotency) -> str | None:
    if idempotency is Idempotency.NONE:
        return None
    sent = request.headers.get("idempotency-key")
    if sent is None:
        if idempotency is Idempotency.REQUIRED:
            raise KeyRequired
        return None
    if not _KEY.match(sent):
        raise KeyInvalid
    return sent


PROBLEMS: Final[tuple[type[Problem], ...]] = (TwoCredentials, ForeignOrigin, KeyRequired, KeyInvalid)
