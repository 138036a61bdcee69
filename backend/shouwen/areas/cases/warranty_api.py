"""Routes of the ledger of warranty defects, and of those outside who repair them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from shouwen.areas.cases import parties, problems, warranties, warranty_reading
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import Listed
from shouwen.areas.cases.warranty_schemas import (
    AcceptIn,
    DefectCount,
    DefectCountParams,
    DefectFilters,
    DefectOut,
    DefectRow,
    DispatchIn,
    PartyIn,
    PartyOut,
    PartyParams,
    PartyPatch,
    PartyPhoneOut,
    PartyRevealIn,
    StepIn,
    WriteOffIn,
)
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.lists import Page
from shouwen.core.references import UnknownReference
from shouwen.core.web import Idempotency, allow
from shouwen.core.work import Work
from shouwen.core.worktime.problems import SpanBackwards
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

_READ, _LEAD = allow(warranty_reading.READ), allow(warranties.LEAD)
_MANAGE = allow(parties.MANAGE)
_ACT = (problems.NoDefect, problems.DefectNotNow, *TIME_PROBLEMS)
ACCEPTED = AcceptIn()


@routes.get("/warranty-defects", _READ, problems=(CursorInvalid, SortUnknown))
def list_defects(work: Work, filters: Annotated[DefectFilters, Query()]) -> Page[DefectRow]:
    """The ledger of warranty defects, the latest entered first."""
    page: Any = warranty_reading.list_defects(work, filters)  # written out without models
    return page  # type: ignore[no-any-return]


@routes.get("/warranty-defects/count", _READ, problems=(NotFound, SpanBackwards))
def count_defects(work: Work, params: Annotated[DefectCountParams, Query()]) -> Listed[DefectCount]:
    """How the defects entered in those days stand, by size or by whom they went to."""
    return Listed(data=warranty_reading.count_defects(work, params))


@routes.get("/cases/{case_id}/defect", _READ, problems=(problems.NoDefect,))
def read_defect(work: Work, case_id: UUID) -> DefectOut:
    """The line of the ledger that a warranty case is, with its course."""
    return warranty_reading.read_defect(work, case_id)


@routes.post("/cases/{case_id}/defect/dispatch", _LEAD, problems=(UnknownReference, problems.PartyEnded, *_ACT))
def dispatch_defect(work: Work, case_id: UUID, body: DispatchIn) -> DefectOut:
    """Send it to somebody of the developer's, or to somebody else than before."""
    return warranty_reading.present_defect(work, warranties.dispatch(work, case_id, body))


@routes.post("/cases/{case_id}/defect/track", _LEAD, problems=_ACT)
def track_defect(work: Work, case_id: UUID, body: StepIn) -> DefectOut:
    """Write down where it stands with them."""
    return warranty_reading.present_defect(work, warranties.track(work, case_id, body))


@routes.post("/cases/{case_id}/defect/pass", _LEAD, problems=_ACT)
def accept_defect(work: Work, case_id: UUID, body: AcceptIn = ACCEPTED) -> DefectOut:
    """It was looked at, and is as it should be."""
    return warranty_reading.present_defect(work, warranties.accept(work, case_id, body))


@routes.post("/cases/{case_id}/defect/send-back", _LEAD, problems=_ACT)
def send_defect_back(work: Work, case_id: UUID, body: StepIn) -> DefectOut:
    """It was looked at, and is not as it should be: they have it again."""
    return warranty_reading.present_defect(work, warranties.send_back(work, case_id, body))


@routes.post("/cases/{case_id}/defect/write-off", _LEAD, problems=(problems.NotOwner, problems.NotNow, *_ACT))
def write_defect_off(work: Work, case_id: UUID, body: WriteOffIn) -> DefectOut:
    """Strike it off the ledger: its case is finished with this result."""
    return warranty_reading.present_defect(work, warranties.write_off(work, case_id, body))


@routes.get("/outside-parties", _READ, problems=(CursorInvalid, SortUnknown))
def list_outside_parties(work: Work, params: Annotated[PartyParams, Query()]) -> Page[PartyOut]:
    """Who outside repairs for us, by company."""
    page: Any = parties.list_parties(work, params)  # written out without models
    return page  # type: ignore[no-any-return]


@routes.post("/outside-parties", _MANAGE, status=201, problems=(UnknownReference,))
def add_outside_party(work: Work, body: PartyIn) -> PartyOut:
    """Write down somebody outside whom defects are dispatched to."""
    party = parties.add_party(work, body)
    work.reply.created(f"/api/v1/outside-parties/{party.id}")
    return parties.present_party(party)


@routes.get("/outside-parties/{party_id}", _READ, problems=(NotFound,))
def read_outside_party(work: Work, party_id: UUID) -> PartyOut:
    """One of them."""
    return parties.present_party(parties.get_party(work, party_id))


@routes.patch("/outside-parties/{party_id}", _MANAGE, problems=(NotFound,))
def change_outside_party(work: Work, party_id: UUID, body: PartyPatch) -> PartyOut:
    """Other words, or nothing is dispatched there any more."""
    return parties.present_party(parties.change_party(work, party_id, body))


@routes.post(
    "/outside-parties/{party_id}/reveal",
    allow(parties.REVEAL),
    idempotency=Idempotency.NONE,  # a kept answer would be the number once more
    problems=(NotFound, problems.PartyWithoutPhone),
)
def reveal_outside_party(work: Work, party_id: UUID, body: PartyRevealIn) -> PartyPhoneOut:
    """The number in full. Who asked, and what for, stands in the journal."""
    return PartyPhoneOut(phone=parties.reveal_party(work, party_id, body))
