"""Deciding on standards: adopting a pack, setting a number, following the pack again. Nothing is ever taken back."""

from datetime import datetime
from uuid import UUID

from shouwen.core.numbering.service import take_serial
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.models import StandardAdoption, StandardOverride
from shouwen.core.standards.packs import LIBRARY
from shouwen.core.standards.problems import InPast, PackUnknown
from shouwen.core.standards.queries import forget, standard
from shouwen.core.standards.rules import Unit, Written
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

_SERIES = "standards"


def adopt(
    work: Work, community_id: UUID, pack: str, since: datetime | None, reason: str | None = None
) -> StandardAdoption:
    """The newest version of a pack holds from `since` on; None: always, as if it had never been otherwise.

    Under the reserved id of the company it holds in every community that has not adopted one itself. Promises already
    made keep the numbers they were born under. Raises PackUnknown, InPast.
    """
    found = LIBRARY.find(pack)
    if found is None:
        raise PackUnknown.at("/pack", pack=pack)
    if since is not None:
        _check_ahead(work, since)
    row = StandardAdoption(
        community_id=community_id,
        serial=take_serial(work.session, community_id, _SERIES),
        pack=found.name,
        version=found.version,
        since=since,
        reason=reason,
        made_at=work.now,
        made_by_kind=work.actor.kind,
        made_by_id=work.actor.id,
    )
    facts = {"serial": row.serial, "pack": row.pack, "version": row.version, "from": since}
    _decide(work, row, "standards.adopted", facts)
    return row


def override(
    work: Work,
    community_id: UUID,
    key: str,
    written: Written,
    unit: Unit | None,
    since: datetime | None,
    reason: str,
) -> StandardOverride:
    """A number holds from `since` on (None: from now), whatever the pack says; without a unit, in the present one.

    Raises NotFound for a key nobody knows, WrongUnit, ValueMalformed, ValueMissing, OutOfRange, InPast.
    """
    known = KEYS.get(key)
    if known is None:
        raise NotFound
    begins = _check_ahead(work, since)
    unit = unit or standard(work.session, community_id, key, begins).unit
    row = _override(work, community_id, key, known.read(written, unit), unit, begins, reason)
    facts = {"serial": row.serial, "key": key, "value": row.value, "unit": unit, "from": begins}
    _decide(work, row, "standards.overridden", facts)
    return row


def release(work: Work, community_id: UUID, key: str, since: datetime | None, reason: str) -> StandardOverride:
    """From `since` on (None: from now) the pack is followed again. Raises NotFound, InPast."""
    if key not in KEYS:
        raise NotFound
    begins = _check_ahead(work, since)
    row = _override(work, community_id, key, None, None, begins, reason)
    _decide(work, row, "standards.released", {"serial": row.serial, "key": key, "from": begins})
    return row


def _override(
    work: Work, community_id: UUID, key: str, value: int | None, unit: Unit | None, since: datetime, reason: str
) -> StandardOverride:
    return StandardOverride(
        community_id=community_id,
        serial=take_serial(work.session, community_id, _SERIES),
        key=key,
        value=value,
        unit=unit,
        since=since,
        reason=reason,
        made_at=work.now,
        made_by_kind=work.actor.kind,
        made_by_id=work.actor.id,
    )


def _check_ahead(work: Work, since: datetime | None) -> datetime:
    if since is not None and since < work.now:
        raise InPast.at("/from")
    return since or work.now


def _decide(work: Work, row: StandardAdoption | StandardOverride, event: str, facts: dict[str, object]) -> None:
    work.session.add(row)
    work.session.flush()
    forget(work.session)
    work.emit(event, community_id=row.community_id, facts=facts)  # type: ignore[arg-type]
