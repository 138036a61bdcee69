"""Putting the layers around an application, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import FastAPI

from shouwen.kit.http.body import BodyLimit
from shouwen.kit.http.context import RequestContext
from shouwen.kit.http.deadline import Deadline
from shouwen.kit.http.headers import SecurityHeaders
from shouwen.kit.http.urls import PlainUrls


@dataclass(frozen=True, slots=True)
class Edge:
    """The limits of a request. Sizes in bytes, times in seconds; paths stand for themselves and all below them."""

    body_bytes: int = 1_000_000
    larger_bodies: Mapping[str, int] = field(default_factory=dict)
    deadline_s: float = 6
    longer_deadlines: Mapping[str, float] = field(default_factory=dict)
    streams: tuple[str, ...] = ()
    api: str = "/api"
    secure: bool = False


def surround(app: FastAPI, edge: Edge) -> None:
    """Adds all layers to `app`, the outermost last, as Starlette wants it."""
    app.add_middleware(BodyLimit, most=edge.body_bytes, larger=edge.larger_bodies)
    app.add_middleware(Deadline, seconds=edge.deadline_s, longer=edge.longer_deadlines, without=edge.streams)
    app.add_middleware(PlainUrls)
    app.add_middleware(RequestContext)
    app.add_middleware(SecurityHeaders, api=edge.api, secure=edge.secure)
