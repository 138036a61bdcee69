"""`/events` to catch up, `/stream` to hear at once (api.md §13). Both show the same events, by the same cursor."""

from typing import Annotated, Any

from fastapi import Header, Query, Request

from shouwen.core.events.positions import LONGEST_CURSOR, read_cursor, write_cursor
from shouwen.core.events.problems import TooManyCommunities, TooManyStreams
from shouwen.core.events.queries import Listener, Wanted, heads, look
from shouwen.core.events.schemas import EventPage, EventsParams, Start, StreamParams
from shouwen.core.events.streaming import Stream, admit_stream, cursor_secret
from shouwen.core.web import SIGNED_IN, Routes
from shouwen.core.work import Work
from shouwen.kit.event_stream import EventStream
from shouwen.kit.paging import CursorInvalid

routes = Routes("events")


@routes.get("/events", SIGNED_IN, problems=(CursorInvalid, TooManyCommunities))
def list_events(work: Work, params: Annotated[EventsParams, Query()]) -> EventPage:
    """What happened since the cursor, as far as the caller may know of it.

    In the order of sealing within a community; nothing is left out and nothing comes twice.
    """
    listener = Listener.of(work.actor, Wanted(params.community_id, params.event))
    if params.cursor is None and params.start is Start.NOW:
        return _page([], heads(work.session, listener), has_more=False)
    position = read_cursor(params.cursor, cursor_secret()) if params.cursor is not None else None
    found = look(work.session, listener, position, limit=params.limit)
    return _page(found.events, found.position, has_more=found.has_more)


def _page(events: list[dict[str, Any]], position: Any, *, has_more: bool) -> EventPage:
    page: Any = {"data": events, "next_cursor": write_cursor(position, cursor_secret()), "has_more": has_more}
    return page  # type: ignore[no-any-return]  # rows as dictionaries, written out without models


@routes.stream("/stream", SIGNED_IN, problems=(CursorInvalid, TooManyCommunities, TooManyStreams))
async def stream_events(
    request: Request,
    params: Annotated[StreamParams, Query()],
    last_event_id: Annotated[str | None, Header(max_length=LONGEST_CURSOR)] = None,
) -> EventStream:
    """What happens, as it happens: server-sent events, resumed by `Last-Event-ID`.

    Begins with `event: ready`, whose id is the cursor of this moment; a comment every 15 seconds says it still lives.
    """
    house, call = request.app.state.house, request.state.call
    cursor = last_event_id or params.cursor
    position = read_cursor(cursor, cursor_secret()) if cursor else None
    admit_stream(house.bell, call.actor.id)
    listener = Listener.of(call.actor, Wanted(params.community_id, params.event))
    stream = Stream(house, call.credentials, listener, position)
    await stream.begin()
    request.state.end_stream = stream.end  # server/protocol.py says it when the process stops
    return EventStream(stream.lines())
