"""Asking for an export, and making its file: only who asked may fetch it, and it is forgotten after a day."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from shouwen.core.access.identify import acting_for
from shouwen.core.exports.residents import Residents
from shouwen.core.exports.schemas import ExportIn, SheetFormat
from shouwen.core.exports.sources import Asked, Sources, Values, sources
from shouwen.core.exports.units import Units
from shouwen.core.files.models import File
from shouwen.core.files.rules import MediaType, key_of
from shouwen.core.operations.kinds import Parcel, RefusedError
from shouwen.core.operations.models import Operation
from shouwen.core.operations.rules import Failure, OperationKind, SheetType
from shouwen.core.operations.service import ask_for
from shouwen.core.people.revealing import REVEAL
from shouwen.core.places.models import Community, Zone
from shouwen.core.references import UnknownReference, refer
from shouwen.core.work import House, Work
from shouwen.kit.db import Scope
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden
from shouwen.kit.sheets import write_csv, write_xlsx

MAKE: Final = "exports.make"
_TYPES: Final = {SheetFormat.XLSX: MediaType.XLSX, SheetFormat.CSV: MediaType.CSV}

sources.add(SheetType.RESIDENTS, Residents())
sources.add(SheetType.UNITS, Units())


def begin(work: Work, body: ExportIn) -> Operation:
    """An export of the caller's. Raises UnknownReference, Forbidden."""
    if work.session.get(Community, body.community_id) is None or not _holds(work, MAKE, body.community_id):
        raise UnknownReference.at("/community_id")
    refer(work, Zone, body.community_id, body.zone_id, "/zone_id")
    if not _holds(work, sources.by_type[body.type].needs, body.community_id):
        raise Forbidden
    if body.reveal_reason is not None and not _holds(work, REVEAL, body.community_id):
        raise Forbidden
    options = {
        "format": body.format.value,
        "zone_id": str(body.zone_id) if body.zone_id else None,
        "reveal_reason": body.reveal_reason and body.reveal_reason.value,
        "lang": work.lang,
    }
    return ask_for(work, OperationKind.EXPORT, body.type, body.community_id, options=options)


def _holds(work: Work, permission: str, community_id: UUID) -> bool:
    return bool({place for place, _ in work.actor.places_of(permission)} & {None, community_id})


@dataclass(frozen=True, slots=True)
class Made:
    """A file whose bytes lie in the store, and how many rows are in it."""

    file_id: UUID
    name: str
    media_type: MediaType
    size: int
    sha256: bytes
    rows: int


class Exporter:
    """Gives rows out. They are read page by page, in no transaction that others would wait for."""

    def __init__(self, known: Sources = sources) -> None:
        self._sources = known

    def prepare(self, house: House, parcel: Parcel, /) -> Made:
        """The file, written to the store. Raises RefusedError."""
        options, source = parcel.options, self._sources.by_type[parcel.type]
        asked = Asked(
            parcel.community_id,
            UUID(options["zone_id"]) if options["zone_id"] else None,
            in_full=options["reveal_reason"] is not None,
            lang=options["lang"],
        )
        rows: list[Values] = []
        for page in self._pages(house, parcel, asked):
            rows.extend(page)
            if len(rows) > house.options.import_rows:
                raise RefusedError(Failure.TOO_MANY)
        form = SheetFormat(options["format"])
        write = write_xlsx if form is SheetFormat.XLSX else write_csv
        content = write(source.header[asked.lang], rows)
        file_id = new_id()
        house.store.put(key_of(file_id), content)
        name = f"{parcel.type}.{form}"
        return Made(file_id, name, _TYPES[form], len(content), hashlib.sha256(content).digest(), len(rows))

    def _pages(self, house: House, parcel: Parcel, asked: Asked) -> Iterator[list[Values]]:
        source, after, more = self._sources.by_type[parcel.type], None, True
        while more:
            with house.db.read(Scope.of(parcel.community_id)) as session:
                now = house.clock.now()
                maker = acting_for(session, parcel.made_by_id, now)
                if maker is None or not maker.may(source.needs, parcel.community_id):
                    raise RefusedError(Failure.MAKER_GONE)
                page, after = source.page(Work(house=house, session=session, actor=maker, now=now), asked, after)
            more = after is not None
            yield page

    def step(self, work: Work, operation: Operation, prepared: Made, /) -> None:
        """The file becomes its maker's, and the journal says what left."""
        work.session.add(
            File(
                id=prepared.file_id,
                name=prepared.name,
                media_type=prepared.media_type,
                size=prepared.size,
                sha256=prepared.sha256,
                uploaded_by_id=work.actor.id,
                created_at=work.now,
            )
        )
        operation.file_id = prepared.file_id
        operation.total = operation.done = operation.written = prepared.rows
        work.emit(
            "exports.made",
            community_id=operation.community_id,
            operation_id=operation.id,
            type=operation.type,
            rows=prepared.rows,
            phones="in_full" if operation.options["reveal_reason"] else "masked",
            reason=operation.options["reveal_reason"],
        )

    def ended(self, parcel: Parcel, /) -> None:
        """Nothing is kept."""
