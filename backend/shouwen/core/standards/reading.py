"""What people are shown of standards: those in force, the keys there are, the packs and how they differ."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from shouwen.core.access.actor import Reach
from shouwen.core.journal.rules import COMPANY
from shouwen.core.places.models import Community
from shouwen.core.standards.keys import KEYS, Key
from shouwen.core.standards.packs import LIBRARY, Pack
from shouwen.core.standards.problems import PackUnknown
from shouwen.core.standards.queries import effective, sheet
from shouwen.core.standards.rules import Standard, StandardLevel, Unit
from shouwen.core.standards.schemas import (
    StandardChangeOut,
    StandardComparisonOut,
    StandardDifferenceOut,
    StandardKeyOut,
    StandardOut,
    StandardPackFullOut,
    StandardPackOut,
    StandardPreviewOut,
    StandardsParams,
)
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden, Lang, NotFound

READ: Final = "standards.read"
MANAGE: Final = "standards.manage"


def check_place(work: Work, community_id: UUID, permission: str) -> None:
    """Lets the caller look at, or decide for, the whole of a community; the reserved id stands for the company.

    Raises NotFound for a community out of sight, Forbidden for one that may be seen but not decided for.
    """
    if not _sees(work, community_id):
        raise NotFound
    if permission != READ and not _reaches(work, community_id, permission):
        raise Forbidden


def _sees(work: Work, community_id: UUID) -> bool:
    if community_id == COMPANY:
        return any(grant.community_id is None for grant in work.actor.grants_of(READ))
    return work.actor.may(READ, community_id) and work.session.get(Community, community_id) is not None


def _reaches(work: Work, community_id: UUID, permission: str) -> bool:
    return any(
        grant.reach(permission) is Reach.COMMUNITY and grant.community_id in {None, community_id}
        for grant in work.actor.grants_of(permission)
    )


def list_standards(work: Work, community_id: UUID, params: StandardsParams) -> list[StandardOut]:
    """All standards in force, by key. Raises NotFound."""
    check_place(work, community_id, READ)
    return [shown(standard, work.lang) for standard in effective(work.session, community_id, params.at or work.now)]


def list_keys(lang: Lang) -> list[StandardKeyOut]:
    """What may be set, in the order of keys.yaml."""
    return [_key(key, lang) for key in KEYS.values()]


def list_packs(lang: Lang) -> list[StandardPackOut]:
    return [_pack(pack, lang) for pack in LIBRARY.all()]


def get_pack(name: str, lang: Lang) -> StandardPackFullOut:
    """The newest version of a pack with its numbers. Raises NotFound."""
    pack = LIBRARY.find(name)
    if pack is None:
        raise NotFound
    return {**_pack(pack, lang), "data": [shown(pack.values[key], lang) for key in sorted(pack.values)]}


def compare(name_a: str, name_b: str, lang: Lang) -> StandardComparisonOut:
    """Where two packs differ, each laid over the base. Raises PackUnknown."""
    a, b = _named(name_a, "query:a"), _named(name_b, "query:b")
    differing = _differing(*(_laid(pack) for pack in (a, b)))
    data: list[StandardDifferenceOut] = [
        {"key": one.key, "title": KEYS[one.key].title(lang), "a": shown(one, lang), "b": shown(other, lang)}
        for one, other in differing
    ]
    return {"a": _pack(a, lang), "b": _pack(b, lang), "data": data}


def preview(work: Work, community_id: UUID, name: str) -> StandardPreviewOut:
    """What would change now if the place adopted the pack for always. Raises NotFound, PackUnknown."""
    check_place(work, community_id, READ)
    pack, lang = _named(name, "query:pack"), work.lang
    now = sheet(work.session, community_id)
    then = now.adopting(pack, StandardLevel.COMPANY if community_id == COMPANY else StandardLevel.COMMUNITY)
    data: list[StandardChangeOut] = [
        {"key": one.key, "title": KEYS[one.key].title(lang), "now": shown(one, lang), "then": shown(other, lang)}
        for one, other in _differing(now.all(work.now), then.all(work.now))
    ]
    return {"pack": _pack(pack, lang), "data": data}


def shown(standard: Standard, lang: Lang) -> StandardOut:
    """A standard as it is answered."""
    return {
        "key": standard.key,
        "title": KEYS[standard.key].title(lang),
        "value": standard.written,
        "unit": standard.unit,
        "clause": standard.clause,
        "source": standard.source,
        "pack": standard.pack,
        "version": standard.version,
    }


def _named(name: str, pointer: str) -> Pack:
    pack = LIBRARY.find(name)
    if pack is None:
        raise PackUnknown.at(pointer, pack=name)
    return pack


def _laid(pack: Pack) -> list[Standard]:
    return [LIBRARY.laid_over_base(pack, key) for key in sorted(KEYS)]


def _differing(ones: Iterable[Standard], others: Iterable[Standard]) -> list[tuple[Standard, Standard]]:
    return [(one, other) for one, other in zip(ones, others, strict=True) if not one.says_as(other)]


def _pack(pack: Pack, lang: Lang) -> StandardPackOut:
    return {
        "pack": pack.name,
        "pack_version": pack.version,
        "title": pack.title(lang),
        "document": pack.document,
        "extends": pack.extends[0] if pack.extends else None,
        "keys": len(pack.values),
    }


def _key(key: Key, lang: Lang) -> StandardKeyOut:
    return {
        "key": key.key,
        "title": key.title(lang),
        "kind": key.kind,
        "units": [unit for unit in Unit if unit in key.units],
        "least": key.least,
        "most": key.most,
        "open": key.is_open,
        "sense": key.sense,
    }
