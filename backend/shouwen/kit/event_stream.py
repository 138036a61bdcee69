"""Server-sent events (`text/event-stream`): the answer, and the form of its messages."""

from collections.abc import AsyncIterator

from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse


class EventStream(StreamingResponse):
    """An answer made of messages. (FastAPI's own is for endpoints that are generators: they answer before they ask.)"""

    media_type = "text/event-stream"

    def __init__(self, messages: AsyncIterator[bytes]) -> None:
        super().__init__(messages, headers={"X-Accel-Buffering": "no"})  # nginx would keep them until there are many


def message(data: str | None, *, id: str | None = None, event: str | None = None, retry_ms: int | None = None) -> bytes:
    """One message. Listeners keep the last `id`, and bring it when they come again."""
    return format_sse_event(data_str=data, event=event, id=id, retry=retry_ms)


def ping(id: str) -> bytes:
    """A message that says nothing but that somebody is still there, and how far they have told."""
    return format_sse_event(data_str=None, comment="ping", id=id)
