"""What rooms tell the outside: each event that may leave, who may hear of it, and which of its facts go along.

Nothing leaves by `/events` or `/stream` that its room has not announced, in its `public.py`:

    announce("cases.offered", "to_staff_id", "to_post_id", needs="cases.read", seen_with="cases.read")
    announce("standards.released", "key", needs="standards.read")

An event about a subject says by which permission the subject is seen, and is heard by whoever sees it; one about none
is heard by whoever holds the permission there. A resident hears only what is marked for residents, and of that only
what is about their own matters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

ALWAYS: Final[Mapping[str, str]] = MappingProxyType({})
"""Residents hear it whatever its facts are."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One event that may leave the house."""

    event: str
    facts: tuple[str, ...]  # of the journal's row; the others stay inside
    needs: str  # the permission to hear of it
    seen_with: str | None = None  # the permission by which its subject is seen; None: it is about no subject
    residents: Mapping[str, str] | None = None  # facts it must have for residents to hear it; None: they never do
    only_to: str | None = None  # the fact that names the one person who hears it


@dataclass(slots=True)
class Announcements:
    """All of them, by event. Rooms add theirs when they are imported."""

    by_event: dict[str, Announcement] = field(default_factory=dict)

    def add(self, announcement: Announcement) -> None:
        if announcement.event in self.by_event:
            raise ValueError(f"{announcement.event} is announced already")
        if announcement.residents is not None and announcement.seen_with is None:
            raise ValueError(f"{announcement.event}: residents hear of their own matters only")
        self.by_event[announcement.event] = announcement

    def __iter__(self) -> Iterator[Announcement]:
        return iter(self.by_event.values())

    def reaches_residents(self, event: str, detail: Mapping[str, object]) -> bool:
        """Whether the household of the matter hears of it."""
        one = self.by_event.get(event)
        if one is None or one.residents is None:
            return False
        return all(str(detail.get(name)) == value for name, value in one.residents.items())

    def facts_of(self, event: str, detail: Mapping[str, object]) -> dict[str, object]:
        """What of a row's detail goes along."""
        return {name: detail[name] for name in self.by_event[event].facts if name in detail}


ANNOUNCED: Final = Announcements()


def announce(
    event: str,
    *facts: str,
    needs: str,
    seen_with: str | None = None,
    residents: Mapping[str, str] | None = None,
    only_to: str | None = None,
) -> None:
    """Lets an event leave, with these facts. Refused is a second announcement, and one to residents of no subject."""
    ANNOUNCED.add(Announcement(event, facts, needs, seen_with, residents, only_to))
