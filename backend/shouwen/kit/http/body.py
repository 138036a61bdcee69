"""How large a request may be: refused by what it announces, or as soon as more than that has come."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shouwen.kit.http.reply import Reply, lies_under, send_problem
from shouwen.kit.problem import BadRequest, FieldError, TooLarge, UnsupportedMedia

_MOST_DIGITS: Final = 15
_PACKED: Final = FieldError(
    "header:content-encoding", "encoding_unsupported", "请求内容不可压缩", "The body may not be compressed"
)


class BodyLimit:
    """413 for a body of more than `most` bytes; `larger` names the paths (and all below) that take more.

    With a `Content-Length` nothing of the body is read; without, no more than the limit is ever held. A compressed body
    is refused (415): how large it is would show only when it has been unfolded.
    """

    def __init__(self, app: ASGIApp, *, most: int = 1_000_000, larger: Mapping[str, int] | None = None) -> None:
        self.app = app
        self._most = most
        self._larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = max(self._most, *(size for path, size in self._larger.items() if lies_under(scope["path"], [path])), 0)
        headers = Headers(scope=scope)
        announced = headers.get("content-length", "0")
        if headers.get("content-encoding", "identity") != "identity":
            await send_problem(scope, send, UnsupportedMedia(errors=[_PACKED]))
        elif not (announced.isascii() and announced.isdigit()):
            await send_problem(scope, send, BadRequest())
        elif len(announced) > _MOST_DIGITS or int(announced) > most:
            await send_problem(scope, send, TooLarge())
        else:
            await self._count(scope, receive, send, most)

    async def _count(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        reply = Reply(send)
        left = most

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                reply.closed = not reply.began  # whatever the application makes of it, the answer is ours
                raise TooLarge
            return message

        try:
            await self.app(scope, counted, reply.send)
        except Exception:
            if not reply.closed:
                raise
        if reply.closed:
            await send_problem(scope, send, TooLarge())
