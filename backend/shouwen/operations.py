"""What balancers, collectors of metrics and integrators ask for; no part of the API's own contract."""

import ipaddress
import secrets
from typing import Final

from anyio import to_thread
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shouwen.kit import metrics
from shouwen.kit.problem import Lang, NotFound, negotiate
from shouwen.reference import reference_page
from shouwen.serving import NONCE, page
from shouwen.settings import Settings

_FRESH: Final = {"Cache-Control": "no-store"}
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def add_operations(app: FastAPI) -> None:
    """Adds `/healthz`, `/readyz`, `/metrics` and the readable reference."""
    app.state.references = {}
    app.add_api_route("/healthz", healthz, include_in_schema=False)
    app.add_api_route("/readyz", readyz, include_in_schema=False)
    app.add_api_route("/metrics", show_metrics, include_in_schema=False)
    app.add_api_route("/api/docs", reference, include_in_schema=False)


async def healthz() -> Response:
    """The process answers. Nothing else is looked at: a restart would not mend a database."""
    return JSONResponse({"status": "ok"}, headers=_FRESH)


async def readyz(request: Request) -> Response:
    """Database, revision, disk and clock are as they should be, else 503 with the names of those that are not."""
    await request.app.state.readiness.check()
    return JSONResponse({"status": "ready"}, headers=_FRESH)


async def show_metrics(request: Request) -> Response:
    """For collectors on this machine, or with the token; for everybody else there is no such page."""
    if not _may_collect(request):
        raise NotFound
    text = await to_thread.run_sync(metrics.exposition)  # gauges ask the database
    return Response(text, headers=_FRESH, media_type=metrics.CONTENT_TYPE)


def reference(request: Request) -> Response:
    """The API to be read by people; made once for each language, since it is long."""
    pages: dict[Lang, str] = request.app.state.references
    lang = negotiate(request.headers.get("accept-language"))
    if lang not in pages:
        pages[lang] = reference_page(request.app.openapi(), lang, NONCE)
    nonce = secrets.token_urlsafe(16)
    return page(pages[lang].replace(NONCE, nonce), nonce)


def _may_collect(request: Request) -> bool:
    settings: Settings = request.app.state.settings
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if settings.metrics_token and scheme.lower() == "bearer":
        return secrets.compare_digest(given.encode(), settings.metrics_token.get_secret_value().encode())
    return _is_of_this_machine(request)


def _is_of_this_machine(request: Request) -> bool:
    """Whether the caller sits on this machine, and not behind a proxy that does."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
