"""Long work as it is asked about."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from shouwen.core.operations.rules import Failure, OperationKind, OperationState, SheetType
from shouwen.kit.schema import Params


class OperationOut(TypedDict):
    """How far it is, and what came of it. `total` is null until the rows were counted."""

    id: UUID
    community_id: UUID
    kind: OperationKind
    type: SheetType
    dry_run: bool
    state: OperationState
    total: int | None
    done: int
    written: int
    skipped: int
    faulty: int
    faults: int
    failure: Failure | None
    message: str | None
    file_id: UUID | None
    made_at: datetime
    finished_at: datetime | None


class OperationFaultOut(TypedDict):
    """One thing wrong with one row. `line` counts as the spreadsheet does; the header is line 1."""

    position: int
    line: int
    column: str | None
    code: str
    message: str


class FaultParams(Params):
    """Which page of the faults, in the order of the lines."""

    limit: Annotated[int, Field(ge=1, le=100, description="Rows per page")] = 20
    cursor: Annotated[str, Field(max_length=1000, description="`next_cursor` of the page before")] | None = None
    sort: Annotated[Literal["position"], Field(max_length=20)] = "position"
    include: Annotated[tuple[Literal["total_count"], ...], Field(max_length=4)] = ()
