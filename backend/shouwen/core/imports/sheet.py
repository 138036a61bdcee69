"""A spreadsheet looked through from end to end before any row is written: header, cells, rows that contradict others.

What was read is kept in memory while its import goes on, so that each step need not read the file anew; whoever takes
over after a crash reads it again.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from shouwen.core.files.models import File
from shouwen.core.files.rules import MediaType, key_of
from shouwen.core.files.store import BytesMissingError
from shouwen.core.imports.cells import MOST_COLUMNS, RESIDENTS, UNITS, Column, label_of, read_header, read_row
from shouwen.core.operations.kinds import Parcel, RefusedError
from shouwen.core.operations.rules import Failure, SheetType
from shouwen.core.operations.service import Fault
from shouwen.core.work import House
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.sheets import Row, TooManyError, UnreadableError, lines_of, read_csv, read_xlsx

COLUMNS: Final[Mapping[SheetType, Sequence[Column]]] = {SheetType.UNITS: UNITS, SheetType.RESIDENTS: RESIDENTS}
_KEPT: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what stands in it, and what is wrong with it. `again`: it says what an earlier line said."""

    line: int
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows, and what is odd about the header."""

    lines: Sequence[Line]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class Shelf:
    """The sheets of imports under way."""

    _sheets: "OrderedDict[UUID, Sheet]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, operation_id: UUID) -> Sheet | None:
        with self._lock:
            return self._sheets.get(operation_id)

    def put(self, operation_id: UUID, sheet: Sheet) -> None:
        with self._lock:
            self._sheets[operation_id] = sheet
            while len(self._sheets) > _KEPT:
                self._sheets.popitem(last=False)

    def drop(self, operation_id: UUID) -> None:
        with self._lock:
            self._sheets.pop(operation_id, None)


def read_sheet(house: House, parcel: Parcel) -> Sheet:
    """The rows of the file. Raises RefusedError."""
    rows = _rows(house, parcel)
    columns = COLUMNS[parcel.type]
    if not rows:
        raise RefusedError(Failure.EMPTY)
    header = read_header(rows[0], columns)
    faults = (
        *[Fault(1, "missing_column", field=name) for name in header.missing],
        *[Fault(1, "unknown_column", letters=letters) for letters in header.unknown],
        *[Fault(1, "column_twice", letters=letters) for letters in header.twice],
    )
    if parcel.type is SheetType.UNITS and not header.places.keys() & {"label", "door"}:
        faults = (Fault(1, "missing_column", field="label"), *faults)
    if any(fault.code == "missing_column" for fault in faults):
        raise RefusedError(Failure.HEADER, faults)
    lines = []
    for number, row in lines_of(rows):
        values, wrong = read_row(row, header, columns)
        told = tuple(Fault(number, fault.code, fault.field, params=fault.params) for fault in wrong)
        lines.append(Line(number, values, told))
    if not lines:
        raise RefusedError(Failure.EMPTY)
    looked = _units_compared(_called(lines)) if parcel.type is SheetType.UNITS else _residents_compared(lines)
    return Sheet(looked, faults)


def _rows(house: House, parcel: Parcel) -> list[Row]:
    with house.db.read(COMPANY_SCOPE) as session:
        file = session.get(File, parcel.file_id) if parcel.file_id else None
    if file is None:
        raise RefusedError(Failure.FILE_GONE)
    try:
        content = b"".join(house.store.get(key_of(file.id)))
    except BytesMissingError as error:
        raise RefusedError(Failure.FILE_GONE) from error
    read = read_xlsx if file.media_type == MediaType.XLSX else read_csv
    try:
        return read(content, rows=house.options.import_rows, columns=MOST_COLUMNS)
    except TooManyError as error:
        raise RefusedError(Failure.TOO_MANY) from error
    except UnreadableError as error:
        raise RefusedError(Failure.UNREADABLE) from error


def _called(lines: Sequence[Line]) -> list[Line]:
    """Each unit with the label that it is called by."""
    called = []
    for line in lines:
        label = label_of(line.values)
        faults = line.faults
        if label is None and not {fault.field for fault in faults} & {"label", "door", "building"}:
            faults = (*faults, Fault(line.line, "label_needed", "label"))
        called.append(Line(line.line, {**line.values, "label": label}, faults))
    return called


def _units_compared(lines: Sequence[Line]) -> list[Line]:
    """A label twice in the file is the same unit, or a fault."""
    first: dict[str, Line] = {}
    compared = []
    for line in lines:
        known = first.setdefault(line.values.get("label") or f"/{line.line}", line)
        if line.faults or known is line:
            compared.append(line)
        elif dict(known.values) == dict(line.values):
            compared.append(Line(line.line, line.values, again=True))
        else:
            fault = Fault(line.line, "twice_in_file", "label", params=(("line", known.line),))
            compared.append(Line(line.line, line.values, (fault,)))
    return compared


def _residents_compared(lines: Sequence[Line]) -> list[Line]:
    """The same person in the same unit twice is one; a phone under two names in two units is a fault."""
    seen: set[tuple[Any, ...]] = set()
    owners: dict[str, Line] = {}
    compared = []
    for line in lines:
        if line.faults:
            compared.append(line)
            continue
        values = line.values
        key = (values["unit"], values["name"], values["phone"][:1])
        another = None if values["phone_shared"] else _somebody_else(values, owners)
        if key in seen:
            compared.append(Line(line.line, values, again=True))
        elif another is not None:
            fault = Fault(line.line, "phone_of_another_row", "phone", params=(("line", another.line),))
            compared.append(Line(line.line, values, (fault,)))
        else:
            seen.add(key)
            for phone in values["phone"]:
                owners.setdefault(phone, line)
            compared.append(line)
    return compared


def _somebody_else(values: Mapping[str, Any], owners: Mapping[str, Line]) -> Line | None:
    for phone in values["phone"]:
        owner = owners.get(phone)
        if owner is not None and values["name"] != owner.values["name"] and values["unit"] != owner.values["unit"]:
            return owner
    return None
