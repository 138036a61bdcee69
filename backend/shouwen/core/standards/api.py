"""Routes of standards. Where a community is named, the id of zeros stands for the whole company."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

from shouwen.core.lists import Page
from shouwen.core.standards import decisions, reading, service
from shouwen.core.standards.problems import InPast, OutOfRange, PackUnknown, ValueMalformed, ValueMissing, WrongUnit
from shouwen.core.standards.schemas import (
    CompareParams,
    DecisionsParams,
    KeyName,
    PackName,
    PreviewParams,
    StandardAdoptIn,
    StandardComparisonOut,
    StandardDecisionOut,
    StandardKeysOut,
    StandardOverrideIn,
    StandardPackFullOut,
    StandardPacksOut,
    StandardPreviewOut,
    StandardReleaseIn,
    StandardsOut,
    StandardsParams,
)
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown

routes = Routes("standards")
_READ, _MANAGE = allow(reading.READ), allow(reading.MANAGE)


@routes.get("/communities/{community_id}/standards", _READ)
def list_standards(work: Work, community_id: UUID, params: Annotated[StandardsParams, Query()]) -> StandardsOut:
    """The numbers that promises and rules rest on in a community."""
    return {"data": reading.list_standards(work, community_id, params)}


@routes.put(
    "/communities/{community_id}/standards/{key}",
    _MANAGE,
    problems=[WrongUnit, OutOfRange, ValueMalformed, ValueMissing, InPast],
)
def override_standard(
    work: Work, community_id: UUID, key: Annotated[KeyName, Path()], body: StandardOverrideIn
) -> StandardDecisionOut:
    """Sets a number of the community's own from a date on."""
    reading.check_place(work, community_id, reading.MANAGE)
    row = service.override(work, community_id, key, body.value, body.unit, body.from_, body.reason)
    return decisions.get_decision(work, community_id, row.id)


@routes.post("/communities/{community_id}/standards/{key}/release", _MANAGE, problems=[InPast])
def release_standard(
    work: Work, community_id: UUID, key: Annotated[KeyName, Path()], body: StandardReleaseIn
) -> StandardDecisionOut:
    """Follows the pack again from a date on."""
    reading.check_place(work, community_id, reading.MANAGE)
    row = service.release(work, community_id, key, body.from_, body.reason)
    return decisions.get_decision(work, community_id, row.id)


@routes.post("/communities/{community_id}/standards/adopt", _MANAGE, problems=[PackUnknown, InPast])
def adopt_standards(work: Work, community_id: UUID, body: StandardAdoptIn) -> StandardDecisionOut:
    """Adopts the newest version of a pack from a date on, or for always."""
    reading.check_place(work, community_id, reading.MANAGE)
    row = service.adopt(work, community_id, body.pack, body.from_, body.reason)
    return decisions.get_decision(work, community_id, row.id)


@routes.get("/communities/{community_id}/standards/preview", _READ, problems=[PackUnknown])
def preview_standards(work: Work, community_id: UUID, params: Annotated[PreviewParams, Query()]) -> StandardPreviewOut:
    """What would change if the community adopted a pack now."""
    return reading.preview(work, community_id, params.pack)


@routes.get("/communities/{community_id}/standards/history", _READ, problems=[CursorInvalid, SortUnknown])
def list_standard_decisions(
    work: Work, community_id: UUID, params: Annotated[DecisionsParams, Query()]
) -> Page[StandardDecisionOut]:
    """Who decided what about the standards of a community, the latest first."""
    return decisions.list_decisions(work, community_id, params)


@routes.get("/standards/keys", _READ)
def list_standard_keys(work: Work) -> StandardKeysOut:
    """What numbers there are, and between which limits each may be set."""
    return {"data": reading.list_keys(work.lang)}


@routes.get("/standards/packs", _READ)
def list_standard_packs(work: Work) -> StandardPacksOut:
    """The packs that can be adopted."""
    return {"data": reading.list_packs(work.lang)}


@routes.get("/standards/packs/{pack}", _READ)
def get_standard_pack(work: Work, pack: Annotated[PackName, Path()]) -> StandardPackFullOut:
    """A pack with its numbers."""
    return reading.get_pack(pack, work.lang)


@routes.get("/standards/compare", _READ, problems=[PackUnknown])
def compare_standard_packs(work: Work, params: Annotated[CompareParams, Query()]) -> StandardComparisonOut:
    """Where two packs differ."""
    return reading.compare(params.a, params.b, work.lang)
