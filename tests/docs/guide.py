"""The examples of the API guide: how they are written, how they are sent, and how an answer is held against them.

A block holds a request, then `HTTP/1.1 <status>`, the headers and the members that are compared. `"…"` is any value,
as the last item of a list any more items. `$name` in an answer names a value, or must be the value of that name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Final

import httpx

from tests.docs.pages import Page

ANYTHING: Final = "…"
_STATUS = re.compile(r"^HTTP/1\.1 (\d{3})$", re.MULTILINE)
_NAME = re.compile(r"\$([a-z_0-9]+(?:\.[a-z_]+)?)")
_MISSING: Final = object()


@dataclass(frozen=True)
class Promised:
    """The part of an answer that an example speaks of. `body` is None where it says nothing of it."""

    status: int
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class Example:
    """A request of the guide, and what the guide says is answered."""

    line: int
    method: str
    path: str
    headers: Mapping[str, str]
    body: str
    promised: Promised

    def __str__(self) -> str:
        return f"line {self.line}: {self.method} {self.path}"


@dataclass
class Names:
    """What was named so far."""

    values: dict[str, str] = field(default_factory=dict)

    def filled(self, text: str) -> str:
        """`text` with values for names. A name nobody gave stays as it is, and fits nothing."""
        return _NAME.sub(lambda found: self.values.get(found[1], found[0]), text)

    def differences(self, wanted: Any, got: Any, where: str = "") -> Iterator[str]:
        """Where `got` is not what the guide wants; values it names are remembered."""
        if wanted == ANYTHING:
            if got is _MISSING:
                yield f"{where or 'the answer'} is missing"
        elif isinstance(wanted, dict) and isinstance(got, dict):
            for member, value in wanted.items():
                yield from self.differences(value, got.get(member, _MISSING), f"{where}/{member}")
        elif isinstance(wanted, list) and isinstance(got, list):
            yield from self._of_lists(wanted, got, where)
        elif isinstance(wanted, str) and isinstance(got, str):
            yield from self._of_texts(wanted, got, where)
        elif type(wanted) is not type(got) or wanted != got:
            yield f"{where or 'the answer'} is {'missing' if got is _MISSING else repr(got)}, the guide says {wanted!r}"

    def _of_lists(self, wanted: list[Any], got: list[Any], where: str) -> Iterator[str]:
        if wanted and wanted[-1] == ANYTHING:
            wanted = wanted[:-1]
        elif len(wanted) != len(got):
            yield f"{where or 'the answer'} has {len(got)} items, the guide shows {len(wanted)}"
        for i, value in enumerate(wanted):
            yield from self.differences(value, got[i] if i < len(got) else _MISSING, f"{where}/{i}")

    def _of_texts(self, wanted: str, got: str, where: str) -> Iterator[str]:
        named = _NAME.fullmatch(wanted)
        if named and named[1] not in self.values:
            self.values[named[1]] = got
        elif self.filled(wanted) != got:
            yield f"{where or 'the answer'} is {got!r}, the guide says {self.filled(wanted)!r}"


def examples(guide: Page) -> list[Example]:
    """Every example of a page, in order."""
    return [_read(block.text, block.line) for block in guide.blocks if block.language == "http"]


def _read(text: str, line: int) -> Example:
    status = _STATUS.search(text)
    assert status, f"line {line}: this example says nothing of its answer"
    asked, answered = text[: status.start()].rstrip("\n"), text[status.end() :].strip("\n")
    head, _, body = asked.partition("\n\n")
    first, *headers = head.splitlines()
    method, _, path = first.partition(" ")
    if answered.startswith("{"):
        answered = f"\n\n{answered}"
    told, _, shown = answered.partition("\n\n")
    return Example(
        line,
        method,
        path,
        _headers(headers),
        body,
        Promised(int(status[1]), _headers(told.splitlines()), json.loads(shown) if shown else None),
    )


def _headers(lines: list[str]) -> dict[str, str]:
    pairs = [line.partition(": ") for line in lines if line]
    return {name: value for name, _, value in pairs}


def send(client: httpx.Client, example: Example, names: Names) -> httpx.Response:
    """The real answer to an example."""
    body = names.filled(example.body)
    if "multipart" in example.headers.get("Content-Type", ""):
        body = body.replace("\n", "\r\n") + "\r\n"
    headers = {name: names.filled(value) for name, value in example.headers.items()}
    path, content = names.filled(example.path), body.encode() or None
    with client.stream(example.method, path, headers=headers, content=content) as answer:
        if answer.headers.get("content-type", "").startswith("text/event-stream"):  # it never ends: its head is enough
            return httpx.Response(answer.status_code, headers=answer.headers)
        answer.read()
        return answer


def faults(promised: Promised, answer: httpx.Response, names: Names) -> list[str]:
    """Where an answer is not what the guide says. Empty when it is."""
    found = []
    if answer.status_code != promised.status:
        found.append(f"status {answer.status_code}, the guide says {promised.status}: {answer.text[:500]}")
    if promised.body is not None:
        found += names.differences(promised.body, answer.json())
    for name, value in promised.headers.items():
        if (got := answer.headers.get(name)) != names.filled(value):
            found.append(f"header {name} is {got!r}, the guide says {names.filled(value)!r}")
    return found


def made_wrong(promised: Promised) -> Iterator[Promised]:
    """What the guide could wrongly say instead: another status, another header, another value anywhere."""
    yield replace(promised, status=promised.status + 1)
    for name in promised.headers:
        yield replace(promised, headers={**promised.headers, name: "something else"})
    for path in _leaves(promised.body):
        body = deepcopy(promised.body)
        inner = body
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = {"no": "such thing"}
        yield replace(promised, body=body)
    if isinstance(promised.body, dict):
        yield replace(promised, body={**promised.body, "no_such_member": ANYTHING})


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for member, inner in value.items():
            yield from _leaves(inner, (*path, member))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _leaves(inner, (*path, i))
    elif path and value != ANYTHING:
        yield path
