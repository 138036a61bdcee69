"""The life of a thing, readable as one table: from which states a verb may be said, and where it leads."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
V = TypeVar("V", bound=StrEnum)


class StateTable(Generic[S, V]):
    """`{verb: (states it may be said in, the state it leads to or None when it stays)}`.

    A verb that leads to different states has them one by one: `{verb: {state: next state}}`.
    """

    def __init__(self, verbs: Mapping[V, tuple[Iterable[S], S | None] | Mapping[S, S]]) -> None:
        self._next: dict[tuple[S, V], S] = {}
        for verb, line in verbs.items():
            if isinstance(line, Mapping):
                self._next |= {(source, verb): target for source, target in line.items()}
                continue
            sources, target = line
            for source in sources:
                self._next[source, verb] = target or source

    def allows(self, state: S, verb: V) -> bool:
        """Whether `verb` may be said in `state`."""
        return (state, verb) in self._next

    def after(self, state: S, verb: V) -> S:
        """The state that follows. KeyError when the verb may not be said: ask `allows` first."""
        return self._next[state, verb]

    def rows(self) -> list[tuple[S, V, S]]:
        """Every (state, verb, next state), for tests and for drawing the diagram."""
        return [(state, verb, target) for (state, verb), target in self._next.items()]
