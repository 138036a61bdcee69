"""Asking for an import, and doing it in steps: good rows are written, bad ones are listed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from typing import Final
from uuid import UUID

from shouwen.core.files.queries import get_file
from shouwen.core.files.rules import MediaType
from shouwen.core.imports.batches import Batch, Values
from shouwen.core.imports.cells import RowFault
from shouwen.core.imports.problems import NotASheet
from shouwen.core.imports.residents import ResidentBatch
from shouwen.core.imports.schemas import ImportIn
from shouwen.core.imports.sheet import Line, Sheet, Shelf, read_sheet
from shouwen.core.imports.units import UnitBatch
from shouwen.core.operations.kinds import Parcel
from shouwen.core.operations.models import Operation
from shouwen.core.operations.rules import ROWS_A_STEP, OperationKind, SheetType
from shouwen.core.operations.service import Fault, add_faults, ask_for
from shouwen.core.people.authority import covers
from shouwen.core.people.registering import EDIT
from shouwen.core.places.models import Community
from shouwen.core.places.service import EDIT as EDIT_PLACES
from shouwen.core.references import UnknownReference
from shouwen.core.work import House, Work
from shouwen.kit.problem import Forbidden, NotFound

_SHEETS: Final = frozenset({MediaType.XLSX, MediaType.CSV})
_BATCHES: Final[Mapping[SheetType, Callable[[Work, UUID, Sequence[Values]], Batch]]] = {
    SheetType.UNITS: UnitBatch,
    SheetType.RESIDENTS: ResidentBatch,
}


def begin(work: Work, body: ImportIn) -> Operation:
    """An import of the caller's. Raises UnknownReference, Forbidden, NotASheet."""
    places = {community_id for community_id, _ in work.actor.places_of(EDIT)}
    if not places & {None, body.community_id} or work.session.get(Community, body.community_id) is None:
        raise UnknownReference.at("/community_id")
    type_ = SheetType(body.type)
    if type_ is SheetType.UNITS and not covers(work, EDIT_PLACES, body.community_id):
        raise Forbidden
    try:
        file = get_file(work, body.file_id)
    except NotFound as error:
        raise UnknownReference.at("/file_id") from error
    if file.media_type not in _SHEETS:
        raise NotASheet.at("/file_id")
    return ask_for(work, OperationKind.IMPORT, type_, body.community_id, file_id=file.id, dry_run=body.dry_run)


class Importer:
    """Takes the rows of a spreadsheet in."""

    def __init__(self) -> None:
        self._shelf = Shelf()

    def prepare(self, house: House, parcel: Parcel, /) -> Sheet:
        """The rows, read once for all steps."""
        sheet = self._shelf.get(parcel.operation_id)
        if sheet is None:
            sheet = read_sheet(house, parcel)
            self._shelf.put(parcel.operation_id, sheet)
        return sheet

    def step(self, work: Work, operation: Operation, prepared: Sheet, /) -> None:
        """The next rows, as many as a step may have. A dry run judges them as well, and writes nothing."""
        lines = prepared.lines[operation.done : operation.done + ROWS_A_STEP]
        faults: list[Fault] = [] if operation.done else list(prepared.faults)
        good = [line.values for line in lines if not (line.again or line.faults)]
        batch = _BATCHES[operation.type](work, operation.community_id, good)
        came_of = Counter(_take_in(batch, line, faults) for line in lines)
        if not operation.dry_run:
            batch.write()
        add_faults(work, operation, faults)
        operation.total = len(prepared.lines)
        operation.done += len(lines)
        operation.written += came_of[_Came.WRITTEN]
        operation.skipped += came_of[_Came.SKIPPED]
        operation.faulty += came_of[_Came.FAULTY]

    def ended(self, parcel: Parcel, /) -> None:
        """The rows are forgotten."""
        self._shelf.drop(parcel.operation_id)


class _Came(Enum):
    """What came of a row."""

    WRITTEN = auto()
    SKIPPED = auto()
    FAULTY = auto()


def _take_in(batch: Batch, line: Line, faults: list[Fault]) -> _Came:
    if line.again:
        return _Came.SKIPPED
    if line.faults:
        faults.extend(line.faults)
        return _Came.FAULTY
    try:
        return _Came.WRITTEN if batch.take(line.values) else _Came.SKIPPED
    except RowFault as fault:
        faults.append(Fault(line.line, fault.code, fault.field, params=fault.params))
        return _Came.FAULTY
