"""Who decided what about standards, when and why."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.journal.rules import COMPANY
from shouwen.core.lists import Page, Rows, Sorting, find_page, get_row
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.models import StandardAdoption, StandardOverride
from shouwen.core.standards.packs import LIBRARY
from shouwen.core.standards.queries import sheet
from shouwen.core.standards.reading import READ, check_place
from shouwen.core.standards.rules import StandardLevel, Unit, write_value
from shouwen.core.standards.schemas import DecisionsParams, StandardDecisionKind, StandardDecisionOut
from shouwen.core.standards.sheet import Adoption, Override, Sheet, replaces
from shouwen.core.work import Work
from shouwen.kit.db import Id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import Lang

# Met by name: core/people is free to ask about standards.
_people = sa.table("people", sa.column("id", Id()), sa.column("name", sa.Text()))


def _all_decisions() -> sa.Subquery:
    """The rows of both tables under each other; what only the other kind has is null."""
    tables: tuple[type[StandardOverride], type[StandardAdoption]] = (StandardOverride, StandardAdoption)
    shared = ("community_id", "id", "serial", "since", "reason", "made_at", "made_by_id")
    kept = ("key", "value", "unit", "pack", "version")
    parts = [
        sa.select(
            *(getattr(table, name) for name in shared),
            *(getattr(table, name, sa.null()).label(name) for name in kept),
        )
        for table in tables
    ]
    return sa.union_all(*parts).subquery("decisions")


_DECISIONS: Final = _all_decisions()
_BY_TIME: Final = Sorting(
    {"made_at": SortKey(_DECISIONS.c.made_at, datetime)}, SortKey(_DECISIONS.c.id, UUID), "-made_at"
)


def list_decisions(work: Work, community_id: UUID, params: DecisionsParams) -> Page[StandardDecisionOut]:
    """What the place and the company decided, the latest first. Raises NotFound."""
    check_place(work, community_id, READ)
    rows = _of(community_id)
    if params.key is not None:
        rows = rows.where(_DECISIONS.c.key == params.key)
    found = find_page(work, rows, params, _BY_TIME)
    known = sheet(work.session, community_id)
    return found.page([_shown(row, known, work.lang) for row in found.rows])


def get_decision(work: Work, community_id: UUID, id: UUID) -> StandardDecisionOut:
    """One decision of the place. Raises NotFound."""
    row = get_row(work, _of(community_id).where(_DECISIONS.c.id == id))
    return _shown(row, sheet(work.session, community_id), work.lang)


def _of(community_id: UUID) -> Rows:
    return (
        sa.select(_DECISIONS, _people.c.name)
        .join(_people, _people.c.id == _DECISIONS.c.made_by_id, isouter=True)
        .where(_DECISIONS.c.community_id.in_([community_id, COMPANY]))
    )


def _shown(row: dict[str, Any], known: Sheet, lang: Lang) -> StandardDecisionOut:
    level = StandardLevel.COMPANY if row["community_id"] == COMPANY else StandardLevel.COMMUNITY
    unit = Unit(row["unit"]) if row["unit"] else None
    return {
        "id": row["id"],
        "serial": row["serial"],
        "kind": _kind(row),
        "level": level,
        "key": row["key"],
        "title": _title(row, lang),
        "value": write_value(row["value"], unit) if unit else None,
        "unit": unit,
        "pack": row["pack"],
        "pack_version": row["version"],
        "from": row["since"],
        "reason": row["reason"],
        "made_at": row["made_at"],
        "made_by": {"id": row["made_by_id"], "name": row["name"]},
        "replaced": _is_replaced(row, level, known),
    }


def _kind(row: dict[str, Any]) -> StandardDecisionKind:
    if row["pack"]:
        return StandardDecisionKind.ADOPTED
    return StandardDecisionKind.OVERRIDDEN if row["unit"] else StandardDecisionKind.RELEASED


def _title(row: dict[str, Any], lang: Lang) -> str:
    if row["pack"]:
        return LIBRARY.pack(row["pack"], row["version"]).title(lang)
    return KEYS[row["key"]].title(lang)


def _is_replaced(row: dict[str, Any], level: StandardLevel, known: Sheet) -> bool:
    if row["pack"]:
        adoption = Adoption(level, row["serial"], row["since"], row["pack"], row["version"])
        return any(replaces(later, adoption) for later in known.adoptions)
    override = Override(level, row["serial"], row["since"], row["key"], None, None)
    return any(replaces(later, override) for later in known.overrides_of(row["key"]))
