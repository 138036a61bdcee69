"""Asking for an import, and doing it in steps: good rows are written, bad ones are listed."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from shouwen.core.files.queries import get_file
from shouwen.core.files.rules import MediaType
from shouwen.core.imports.cells import RowFault
from shouwen.core.imports.problems import NotASheet
from shouwen.core.imports.residents import write_resident
from shouwen.core.imports.schemas import ImportIn
from shouwen.core.imports.sheet import Line, Sheet, Shelf, read_sheet
from shouwen.core.imports.units import write_unit
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
from shouwen.kit.problem import Forbidden, NotFound, Problem

_SHEETS: Final = frozenset({MediaType.XLSX, MediaType.CSV})
_LONGEST_STEP_S: Final = 0.3  # nobody waits longer for the writer of SQLite
# At which field a refusal of places or people is told, and how.
_AT: Final[Mapping[str, tuple[str | None, str]]] = {
    "people.not_yet": ("since", "not_yet"),
    "people.unit_occupied": ("since", "occupied"),
    "people.phone_known": ("phone", "phone_known"),
    "house.reference_unknown": (None, "no_permission"),
    "house.forbidden": (None, "no_permission"),
}
_WRITERS: Final[Mapping[SheetType, Callable[[Work, UUID, Mapping[str, Any]], bool]]] = {
    SheetType.UNITS: write_unit,
    SheetType.RESIDENTS: write_resident,
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
        """The next rows, as many as a step may have."""
        lines = prepared.lines[operation.done : operation.done + ROWS_A_STEP]
        faults: list[Fault] = [] if operation.done else list(prepared.faults)
        count = Count()
        if operation.dry_run:
            with work.taken_back():
                _take_in(work, operation, lines, faults, count)
        else:
            _take_in(work, operation, lines, faults, count)
        add_faults(work, operation, faults)
        operation.total = len(prepared.lines)
        operation.done += count.done
        operation.written += count.written
        operation.skipped += count.skipped
        operation.faulty += count.done - count.written - count.skipped

    def ended(self, parcel: Parcel, /) -> None:
        """The rows are forgotten."""
        self._shelf.drop(parcel.operation_id)


class Count:
    """What came of the rows of a step."""

    def __init__(self) -> None:
        self.done = self.written = self.skipped = 0


def _take_in(work: Work, operation: Operation, lines: Sequence[Line], faults: list[Fault], count: Count) -> None:
    write, community_id = _WRITERS[operation.type], operation.community_id
    begun = time.monotonic()
    for line in lines:
        if count.done and time.monotonic() - begun > _LONGEST_STEP_S:
            return
        count.done += 1
        if line.again:
            count.skipped += 1
        elif line.faults:
            faults.extend(line.faults)
        else:
            try:
                with work.attempt():
                    written = write(work, community_id, line.values)
                count.written += written
                count.skipped += not written
            except RowFault as fault:
                faults.append(Fault(line.line, fault.code, fault.field, params=fault.params))
            except Problem as problem:
                field, code = _AT.get(problem.code, (None, "not_possible"))
                faults.append(Fault(line.line, code, field))
