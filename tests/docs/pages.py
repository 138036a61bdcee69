"""The pages of the repository, and what is in them: links, code, names, drawn parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shouwen.settings import ROOT

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced piece of code and the line it begins on."""

    language: str
    text: str
    line: int


@dataclass(frozen=True)
class Page:
    """One markdown file."""

    path: Path

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @property
    def blocks(self) -> list[Block]:
        text = self.text
        return [Block(found[1], found[2], text.count("\n", 0, found.start()) + 1) for found in _FENCE.finditer(text)]

    @property
    def prose(self) -> str:
        """The page without its fenced code."""
        return _FENCE.sub("", self.text)

    @property
    def spans(self) -> list[str]:
        return _SPAN.findall(self.prose)

    @property
    def links(self) -> list[str]:
        return _LINK.findall(self.prose)

    @property
    def anchors(self) -> set[str]:
        """What a link to a heading of this page may be called."""
        return {anchor(heading) for heading in _HEADING.findall(self.prose)}

    def drawn(self, name: str) -> str:
        """The part between the marks of this name. Raises LookupError where there is none."""
        begin, end = marks(name)
        _, found, after = self.text.partition(begin)
        inside, closed, _ = after.partition(end)
        if not found or not closed:
            raise LookupError(f"{self.path.name} has no part drawn as {name} (begin it with {begin})")
        return inside.strip("\n")

    def draw(self, name: str, part: str) -> None:
        """Puts `part` between the marks of this name."""
        begin, end = marks(name)
        before, _, after = self.text.partition(begin)
        self.path.write_text(f"{before}{begin}\n{part}\n{end}{after.partition(end)[2]}", "utf-8")


def marks(name: str) -> tuple[str, str]:
    return f"<!-- drawn: {name} -->", f"<!-- end of {name} -->"


def anchor(heading: str) -> str:
    """What GitHub makes of a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


@cache
def page(name: str) -> Page:
    return Page(ROOT / name)


def pages() -> Iterator[Page]:
    """README and all of docs/."""
    yield page("README.md")
    yield from (Page(path) for path in sorted((ROOT / "docs").rglob("*.md")))
