"""Response headers that make browsers careful; whoever set one on purpose keeps it."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shouwen.kit.http.reply import lies_under

_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_NOTHING_LOADS: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_ONE_YEAR: Final = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Adds them to every response; to the API's also `no-store`, and a policy under which nothing loads or frames it.

    `secure` says that all of the site is served over HTTPS only.
    """

    def __init__(self, app: ASGIApp, *, api: str = "/api", secure: bool = False) -> None:
        self.app = app
        self._api = (api,)
        self._always = _ALWAYS | ({"strict-transport-security": _ONE_YEAR} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_api = lies_under(scope["path"], self._api)

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(MutableHeaders(scope=message), is_api=is_api)
            await send(message)

        await self.app(scope, receive, sender)

    def _complete(self, headers: MutableHeaders, *, is_api: bool) -> None:
        for name, value in self._always.items():
            headers.setdefault(name, value)
        if is_api:
            headers.setdefault("cache-control", "no-store")
        # Not on scripts: a service worker takes its own file's policy for everything it fetches.
        if is_api or headers.get("content-type", "").startswith(("text/html", "application/problem+json")):
            headers.setdefault("content-security-policy", _NOTHING_LOADS)
