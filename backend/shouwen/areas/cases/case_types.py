"""Types of case: defined by an administrator as data, in versions (TS-01, TS-02)."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
import yaml

from shouwen.areas.cases.problems import TypeKeyTaken, TypeRetired, TypeUnchanged
from shouwen.areas.cases.rules import Kind
from shouwen.areas.cases.schemas import Named
from shouwen.areas.cases.type_models import CaseType, CaseTypeVersion
from shouwen.areas.cases.type_rules import TypePack, check_definition, read_definition
from shouwen.areas.cases.type_schemas import CaseTypeIn, CaseTypeOut, CaseTypeParams, DefinitionIn
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.people.authority import covers, hold_chart, in_hand
from shouwen.core.people.queries import names_of
from shouwen.core.places.models import Community
from shouwen.core.places.queries import in_communities
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import Forbidden, NotFound

READ: Final = "cases.read_types"
MANAGE: Final = "cases.manage_types"
_TYPES: Final = Sorting({"key": SortKey(CaseType.key, str)}, SortKey(CaseType.id, UUID), "key")


def list_types(work: Work, params: CaseTypeParams) -> Page[CaseTypeOut]:
    """The types of the communities in reach, by key."""
    rows = _types(work).where(
        any_of(CaseType.community_id, params.community_id),
        CaseType.retired_at.is_not(None) if params.retired else CaseType.retired_at.is_(None),
    )
    if params.q is not None:
        rows = rows.where(CaseType.key.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _TYPES)
    return found.page([one.model_dump(mode="json") for one in _shown(work, found.rows)])


def read_type(work: Work, type_id: UUID) -> CaseTypeOut:
    """One type. Raises NotFound."""
    work.session.flush()
    rows = work.session.execute(_types(work).where(CaseType.id == type_id)).mappings()
    found = _shown(work, [dict(row) for row in rows])
    if not found:
        raise NotFound
    return found[0]


def add_type(work: Work, community_id: UUID, body: CaseTypeIn) -> UUID:
    """A new type. Raises NotFound, Forbidden, TypeKeyTaken, and what is wrong with the definition."""
    check_community(work, community_id)
    hold_chart(work, community_id)
    if body.key in _keys(work, community_id):
        raise TypeKeyTaken
    return _add(work, community_id, body.key, body.kind, _definition(body))


def change_type(work: Work, type_id: UUID, body: DefinitionIn) -> UUID:
    """Another version; what walks the one before goes on under it. Raises Stale, TypeRetired, TypeUnchanged."""
    row = _in_hand(work, type_id)
    definition = _definition(body)
    if definition == definition_of(work, row, row.current):
        raise TypeUnchanged
    row.current += 1
    _write_version(work, row, definition)
    work.emit("cases.type_changed", community_id=row.community_id, type_id=row.id, version=row.current)
    return row.id


def retire_type(work: Work, type_id: UUID) -> UUID:
    """It starts no case any more; those that walk it go on. Raises TypeRetired."""
    row = _in_hand(work, type_id)
    row.retired_at = work.now
    work.emit("cases.type_retired", community_id=row.community_id, type_id=row.id)
    return row.id


def adopt_pack(work: Work, community_id: UUID, pack: TypePack) -> None:
    """Takes a set of types as it is; those whose key is there already are left alone."""
    check_community(work, community_id)
    hold_chart(work, community_id)
    known = _keys(work, community_id)
    for body in types_of(pack):
        if body.key not in known:
            _add(work, community_id, body.key, body.kind, _definition(body))
    work.emit("cases.types_adopted", community_id=community_id, pack=pack)


@cache
def types_of(pack: TypePack) -> Sequence[CaseTypeIn]:
    """The types of a pack, read once. A pack says what a body of the API may say, and no more."""
    text = resources.files("shouwen.areas.cases").joinpath(f"types.{pack}.yaml").read_text(encoding="utf-8")
    return [CaseTypeIn.model_validate(line) for line in yaml.safe_load(text)["types"]]


def definition_of(work: Work, row: CaseType, no: int) -> dict[str, Any]:
    """What a version of a type says, as it is kept."""
    return work.session.get_one(CaseTypeVersion, (row.community_id, row.id, no)).definition


def check_community(work: Work, community_id: UUID) -> None:
    """Raises NotFound for a community out of sight, Forbidden for one that is not the caller's to define for."""
    if not work.actor.may(READ, community_id) or work.session.get(Community, community_id) is None:
        raise NotFound
    if not covers(work, MANAGE, community_id):
        raise Forbidden


# ---------------------------------------------------------------- rows and answers


def _in_hand(work: Work, type_id: UUID) -> CaseType:
    """The type to be changed, locked, in the version the caller has seen."""
    row = in_hand(work, CaseType, MANAGE, read_type(work, type_id).community_id, type_id)
    work.check_version(row.version)
    if row.retired_at is not None:
        raise TypeRetired
    return row


def _add(work: Work, community_id: UUID, key: str, kind: Kind, definition: dict[str, Any]) -> UUID:
    row = CaseType(community_id=community_id, id=new_id(), version=1, key=key, kind=kind, current=1)
    work.session.add(row)
    work.session.flush()
    _write_version(work, row, definition)
    work.emit("cases.type_added", community_id=community_id, type_id=row.id, kind=kind)
    return row.id


def _write_version(work: Work, row: CaseType, definition: dict[str, Any]) -> None:
    version = CaseTypeVersion(
        community_id=row.community_id,
        type_id=row.id,
        no=row.current,
        definition=definition,
        made_by_id=work.actor.id,
        made_at=work.now,
    )
    work.session.add(version)
    work.session.flush()


def _definition(body: DefinitionIn) -> dict[str, Any]:
    data = body.model_dump(mode="json", include={"name", "clause", "stages"})
    check_definition(read_definition(data))
    return data


def _keys(work: Work, community_id: UUID) -> set[str]:
    return set(work.session.scalars(sa.select(CaseType.key).where(CaseType.community_id == community_id)))


def _types(work: Work) -> sa.Select[*tuple[Any, ...]]:
    version = CaseTypeVersion
    here = sa.and_(
        version.community_id == CaseType.community_id, version.type_id == CaseType.id, version.no == CaseType.current
    )
    return (
        sa.select(*sa.inspect(CaseType).columns, version.definition, version.made_by_id, version.made_at)
        .join(version, here)
        .where(in_communities(work, READ, CaseType.community_id))
    )


def _shown(work: Work, rows: Sequence[dict[str, Any]]) -> list[CaseTypeOut]:
    names = names_of(work.session, {row["made_by_id"] for row in rows})
    return [_type(work, row, names) for row in rows]


def _type(work: Work, row: dict[str, Any], names: Mapping[UUID, str]) -> CaseTypeOut:
    return CaseTypeOut.model_validate(
        {
            **{name: row[name] for name in ("id", "community_id", "version", "key", "kind", "current", "retired_at")},
            **row["definition"],
            "made_by": Named(id=row["made_by_id"], name=names[row["made_by_id"]]),
            "made_at": row["made_at"],
            "may_edit": row["retired_at"] is None and covers(work, MANAGE, row["community_id"]),
        }
    )
