"""Who reacts to what: rooms register here when they are imported."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.work import House, Work

# The journal entry's id. An instant in answer: not done yet, to be called again then.
Reaction = Callable[[Work, UUID], datetime | None]
# Whether a row just sealed concerns a consumer at all: asked by the sealer, so it looks at the row and nothing else.
Concern = Callable[[sa.Row[Any]], bool]
Duty = Callable[[Work], None]


class Errand(Protocol):
    """A job that speaks to somebody outside: while it does, it holds neither a lock nor a transaction.

    `pack` and `unpack` are each a transaction of their own. Whoever dies between them is followed by another who packs
    again, so what `carry` sends carries an id by which it is known again.
    """

    def pack(self, work: Work, entry_id: UUID, /) -> Any | datetime | None:
        """What is to be carried; an instant when it is too early; None when there is nothing left to carry."""

    def carry(self, house: House, parcel: Any, /) -> Any:
        """Speaks to somebody outside, and answers what came of it."""

    def unpack(self, work: Work, parcel: Any, outcome: Any, /) -> datetime | None:
        """Writes down what came of it; an instant when the errand is to be run again."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A company-wide duty that comes round every `every`, counted from midnight UTC."""

    name: str
    every: timedelta
    duty: Duty


@dataclass(slots=True)
class Registry:
    """Consumers by event, and schedules by name."""

    interested: dict[str, list[str]] = field(default_factory=dict)
    concerns: dict[str, Concern] = field(default_factory=dict)
    consumers: dict[str, Reaction] = field(default_factory=dict)
    errands: dict[str, Errand] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)

    def on(self, event: str, consumer: str, *, when: Concern | None = None) -> Callable[[Reaction], Reaction]:
        """Registers a reaction: `@registry.on("cases.finished", "callbacks.enrol")`.

        `when` spares the job of an event that mostly concerns nobody; the reaction still looks for itself.
        """

        def register(reaction: Reaction) -> Reaction:
            self._interest(event, consumer)
            if when:
                self.concerns[consumer] = when
            self.consumers[consumer] = reaction
            return reaction

        return register

    def send(self, event: str, consumer: str, errand: Errand) -> None:
        """Registers an errand: `registry.send("delivery.sending_made", "delivery.send", Sender())`."""
        self._interest(event, consumer)
        self.errands[consumer] = errand

    def every(self, period: timedelta, name: str) -> Callable[[Duty], Duty]:
        """Registers a duty by the clock: `@registry.every(timedelta(hours=1), "files.purge")`."""

        def register(duty: Duty) -> Duty:
            self.schedules[name] = Schedule(name, period, duty)
            return duty

        return register

    def interested_in(self, entry: sa.Row[Any]) -> Iterator[str]:
        """The consumers that a sealed row concerns."""
        for consumer in self.interested.get(entry.event, ()):
            concerns = self.concerns.get(consumer)
            if concerns is None or concerns(entry):
                yield consumer

    def _interest(self, event: str, consumer: str) -> None:
        if consumer in self.consumers or consumer in self.errands:
            raise ValueError(f"{consumer} is registered already")
        self.interested.setdefault(event, []).append(consumer)


registry = Registry()
