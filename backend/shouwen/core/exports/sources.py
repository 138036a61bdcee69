"""What can be given out: rooms register the rows they know when they are imported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol
from uuid import UUID

from shouwen.core.operations.rules import SheetType
from shouwen.core.work import Work
from shouwen.kit.problem import Lang

Values = Sequence[str | int | None]
PAGE: Final = 200  # rows read at a time: no transaction stays open for long


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a community. `in_full`: phones are not masked."""

    community_id: UUID
    zone_id: UUID | None
    in_full: bool
    lang: Lang


class Source(Protocol):
    """One type of rows."""

    @property
    def needs(self) -> str:
        """The permission by which they are read."""

    @property
    def header(self) -> Mapping[Lang, Sequence[str]]:
        """What the columns are called."""

    def page(self, work: Work, asked: Asked, after: UUID | None, /) -> tuple[list[Values], UUID | None]:
        """The rows behind an id, and the id they go on behind; None when there are no more."""


@dataclass(slots=True)
class Sources:
    """All of them, by type."""

    by_type: dict[SheetType, Source] = field(default_factory=dict)

    def add(self, type_: SheetType, source: Source) -> None:
        """Registers a type. ValueError for one that is there."""
        if type_ in self.by_type:
            raise ValueError(f"{type_} is given out already")
        self.by_type[type_] = source

    def __iter__(self) -> Iterator[Any]:
        return iter(self.by_type.items())


sources: Final = Sources()
