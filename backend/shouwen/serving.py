"""The console's pages: a built single-page application, served from memory beside the API.

It answers what no route does: the index for every address a person may type or reload, built files by their exact
names, and 404 for the rest, so that a missing script never becomes a page of HTML.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from shouwen.kit.failures import problem_response
from shouwen.kit.problem import MethodNotAllowed, NotFound

NONCE: Final = "__CSP_NONCE__"
_YEAR: Final = "public, max-age=31536000, immutable"
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_UNBUILT: Final = (Path(__file__).parent / "pages" / "unbuilt.html").read_text("utf-8")


def content_security(nonce: str) -> str:
    """What a page of ours may load: its own scripts, and styles of its own or with this nonce."""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; "
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'self'"
    )


def page(html: str, nonce: str, *, status: int = 200, cache: str = "no-cache") -> HTMLResponse:
    """A page of ours with the policy that goes with its nonce."""
    return HTMLResponse(html, status, {"Content-Security-Policy": content_security(nonce), "Cache-Control": cache})


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file of the build: its bytes, plain and as compressed beforehand."""

    content: bytes
    kind: str
    cache: str
    packed: dict[str, bytes]
    etag: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", hashlib.sha256(self.content).hexdigest()[:20])

    def respond(self, request: Request) -> Response:
        """The file in an encoding the caller takes, or 304 when the caller has it."""
        encoding = self._encoding(request.headers.get("accept-encoding", ""))
        etag = f'"{self.etag}-{encoding}"' if encoding else f'"{self.etag}"'
        headers = {"Cache-Control": self.cache, "ETag": etag, "Vary": "Accept-Encoding"}
        if etag in [known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")]:
            return Response(None, 304, headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(self.packed.get(encoding, self.content), 200, headers, media_type=self.kind)

    def _encoding(self, accepted: str) -> str:
        """The best encoding at hand that the caller takes; empty for the plain bytes."""
        offers = [part.replace(" ", "").lower() for part in accepted.split(",")]
        taken = {offer.split(";")[0] for offer in offers if ";q=0" not in offer or ";q=0." in offer}
        return next((name for name, _ in _ENCODINGS if name in self.packed and name in taken), "")


class Pages:
    """The ASGI application behind all routes. Built again while running, it is read again."""

    def __init__(self, dist: Path) -> None:
        self._dist = dist
        self._files: dict[str, BuiltFile] = {}
        self._built_at = 0
        self._read_again_if_built_again()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
            return
        request = Request(scope)
        await self._answer(request)(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        path = request.url.path.lstrip("/")
        if path == "api" or path.startswith("api/"):
            return problem_response(request, NotFound())
        if request.method not in {"GET", "HEAD"}:
            return problem_response(request, MethodNotAllowed(headers={"Allow": "GET, HEAD"}))
        self._read_again_if_built_again()
        if path in self._files and path != "index.html":
            return self._files[path].respond(request)
        if path.startswith(("assets/", ".")) or ("." in path.rpartition("/")[2] and path != "index.html"):
            return problem_response(request, NotFound())
        return self._index()

    def _index(self) -> Response:
        nonce = secrets.token_urlsafe(16)
        if index := self._files.get("index.html"):
            return page(index.content.decode().replace(NONCE, nonce), nonce)
        response = page(_UNBUILT.replace(NONCE, nonce), nonce, status=503, cache="no-store")
        response.headers["Retry-After"] = "10"
        return response

    def _read_again_if_built_again(self) -> None:
        try:
            built_at = (self._dist / "index.html").stat().st_mtime_ns
            if built_at != self._built_at:
                self._files, self._built_at = _read_build(self._dist), built_at
        except OSError:  # not built, or being built this moment
            self._files, self._built_at = {}, 0


def _read_build(dist: Path) -> dict[str, BuiltFile]:
    """The files of a build by their paths. What is hidden or of an unknown kind (`.br`, `.map`) is not served."""
    names = [path.relative_to(dist) for path in sorted(dist.rglob("*")) if path.suffix in _TYPES and path.is_file()]
    return {
        name.as_posix(): BuiltFile(
            content=(dist / name).read_bytes(),
            kind=_TYPES[name.suffix],
            cache=_YEAR if name.parts[0] == "assets" else "no-cache",
            packed=_packed(dist / name),
        )
        for name in names
        if not any(part.startswith(".") for part in name.parts)
    }


def _packed(path: Path) -> dict[str, bytes]:
    found = {name: path.with_name(path.name + suffix) for name, suffix in _ENCODINGS}
    return {name: packed.read_bytes() for name, packed in found.items() if packed.is_file()}
