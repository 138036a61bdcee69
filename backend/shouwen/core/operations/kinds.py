"""Who does which kind of long work: rooms register here when they are imported.

`doing.by(OperationKind.IMPORT, Importer())`
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol
from uuid import UUID

from shouwen.core.operations.models import Operation
from shouwen.core.operations.rules import Failure, OperationKind, SheetType
from shouwen.core.work import House, Work


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a step needs to know before its transaction begins."""

    operation_id: UUID
    community_id: UUID
    kind: OperationKind
    type: SheetType
    file_id: UUID | None
    done: int
    made_by_id: UUID
    options: Mapping[str, Any]


class RefusedError(Exception):
    """It comes to nothing, and why. What is wrong with the header is told as faults of line 1."""

    def __init__(self, failure: Failure, faults: tuple[Any, ...] = ()) -> None:
        super().__init__(failure)
        self.failure = failure
        self.faults = faults


class Doer(Protocol):
    """Who does one kind of long work, in steps."""

    def prepare(self, house: House, parcel: Parcel, /) -> Any:
        """What takes a while and touches no row: it holds no transaction. Raises RefusedError."""

    def step(self, work: Work, operation: Operation, prepared: Any, /) -> None:
        """Does some rows as the one who asked, and counts them in `done`. Done when `done` is `total`."""

    def ended(self, parcel: Parcel, /) -> None:
        """Lets go of what was prepared."""


@dataclass(slots=True)
class Doers:
    """All of them, by kind."""

    by_kind: dict[OperationKind, Doer] = field(default_factory=dict)

    def by(self, kind: OperationKind, doer: Doer) -> None:
        """Registers who does it. ValueError when somebody does already."""
        if kind in self.by_kind:
            raise ValueError(f"{kind} is done by somebody already")
        self.by_kind[kind] = doer


doing: Final = Doers()
