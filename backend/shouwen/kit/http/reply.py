"""Answering with a problem below the framework, where there is nothing but ASGI."""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import Message, Scope, Send

from shouwen.kit.log import current_request_id
from shouwen.kit.problem import Problem, negotiate


async def send_problem(scope: Scope, send: Send, problem: Problem) -> None:
    """Sends `problem` as the whole reply, in the caller's language."""
    lang = negotiate(Headers(scope=scope).get("accept-language"))
    body = problem.to_json(lang, scope["path"], current_request_id())
    headers = {**problem.response_headers(lang), "content-length": str(len(body))}
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": encoded})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


class Reply:
    """A `send` that knows whether the reply has begun, and can be closed so that nothing more goes out."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.closed = False

    @property
    def began(self) -> bool:
        return self.status != 0

    async def send(self, message: Message) -> None:
        if self.closed:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)


def lies_under(path: str, places: Iterable[str]) -> bool:
    """Whether `path` is one of `places` or below one: `/files` and `/files/1` lie under `/files`, `/filesystem` not."""
    return any(path == place or path.startswith(place.rstrip("/") + "/") for place in places)
