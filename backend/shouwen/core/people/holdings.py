"""What somebody holds, wherever it lies: rooms say here how to find it and how to pass it on.

    holdings.add("case", find=cases_of, move=move_cases)

`find` answers everything of that kind that the person must not take along when leaving; `move` gives all of it to
somebody else, in the same transaction. Nobody leaves while anything is found (FR-01: a case is never ownerless).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from shouwen.core.work import Work


@dataclass(frozen=True, slots=True)
class Held:
    """One thing somebody holds: what kind, where, and how people call it (a number, or the name of a post)."""

    kind: str
    community_id: UUID
    id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Passing:
    """Everything goes from one person to another, for a reason somebody wrote."""

    from_staff_id: UUID
    to_staff_id: UUID
    reason: str


Find = Callable[[Work, UUID], Sequence[Held]]
Move = Callable[[Work, Passing], None]


@dataclass(slots=True)
class Holdings:
    """The kinds of things that people hold, in the order in which the rooms were loaded."""

    kinds: dict[str, tuple[Find, Move]] = field(default_factory=dict)

    def add(self, kind: str, *, find: Find, move: Move) -> None:
        """Says how things of this kind are found and passed on. ValueError when somebody has said so already."""
        if kind in self.kinds:
            raise ValueError(f"{kind} is registered already")
        self.kinds[kind] = (find, move)

    def of(self, work: Work, staff_id: UUID) -> list[Held]:
        """Everything the person holds."""
        return [held for find, _ in self.kinds.values() for held in find(work, staff_id)]

    def pass_on(self, work: Work, passing: Passing) -> None:
        """Moves all of it."""
        for _, move in self.kinds.values():
            move(work, passing)


def counted(held: Sequence[Held]) -> Iterator[tuple[str, list[Held]]]:
    """By kind, in the order found."""
    for kind in dict.fromkeys(one.kind for one in held):
        yield kind, [one for one in held if one.kind == kind]


holdings: Final = Holdings()
