"""Routes of calls for help and of cordons."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.areas.cases import emergencies, help_presenting, problems
from shouwen.areas.cases.help_schemas import (
    ContactPhoneOut,
    CordonIn,
    CordonOut,
    CordonParams,
    CordonRemoveIn,
    FamilyCallIn,
    HelpKindOut,
    HelpOut,
    HelpStepIn,
    RevealContactIn,
)
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import Listed
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.admission import Idempotency
from shouwen.core.lists import Page
from shouwen.core.references import UnknownReference
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

_READ, _STAMP, _CORDON = allow(help_presenting.READ), allow(emergencies.STAMP), allow(emergencies.CORDON)


@routes.get("/help-kinds", allow("cases.hear"))
def list_help_kinds(work: Work) -> Listed[HelpKindOut]:  # noqa: ARG001 - every route is handed its work
    """The seven kinds of help: where each leads, and which steps apply."""
    return Listed(data=help_presenting.present_kinds())


@routes.get("/cases/{case_id}/help", _READ, problems=(problems.HelpOnly,))
def read_help(work: Work, case_id: UUID) -> HelpOut:
    """A call for help: what is to be done, what was done, and whom to call."""
    return help_presenting.read_help(work, case_id)


@routes.post(
    "/cases/{case_id}/help/steps",
    _STAMP,
    status=201,
    problems=(
        UnknownReference,
        problems.HelpOnly,
        problems.NotNow,
        problems.StepElsewhere,
        problems.StepDone,
        problems.StepTextMissing,
        problems.StepsMissing,
        problems.HelpOver,
        *TIME_PROBLEMS,
    ),
)
def stamp_help_step(work: Work, case_id: UUID, body: HelpStepIn) -> HelpOut:
    """A step was taken, at its own time and by its own person."""
    loaded = emergencies.stamp(work, case_id, body)
    work.reply.created(f"/api/v1/cases/{case_id}/help")
    return help_presenting.present_help(work, loaded)


@routes.post(
    "/cases/{case_id}/help/reveal",
    allow(emergencies.REVEAL),
    idempotency=Idempotency.NONE,  # a kept answer would be the number once more
    problems=(problems.HelpOnly, problems.NotEmergencyContact, problems.NoEmergencyPhone),
)
def reveal_emergency_contact(work: Work, case_id: UUID, body: RevealContactIn) -> ContactPhoneOut:
    """The number of an emergency contact in full; that it was shown is journalled."""
    return ContactPhoneOut(phone=emergencies.reveal_contact(work, case_id, body))


@routes.post(
    "/cases/{case_id}/help/calls",
    _STAMP,
    status=201,
    problems=(problems.HelpOnly, problems.NotEmergencyContact, *TIME_PROBLEMS),
)
def record_family_call(work: Work, case_id: UUID, body: FamilyCallIn) -> HelpOut:
    """An emergency contact of the household was called."""
    loaded = emergencies.call_family(work, case_id, body)
    work.reply.created(f"/api/v1/cases/{case_id}/help")
    return help_presenting.present_help(work, loaded)


@routes.get("/cases/{case_id}/cordons", _READ)
def read_case_cordons(work: Work, case_id: UUID) -> Listed[CordonOut]:
    """The cordons of a case."""
    return Listed(data=help_presenting.cordons_of(work, case_id))


@routes.post(
    "/cases/{case_id}/cordons", _CORDON, status=201, problems=(problems.NotNow, problems.NotInPast, *TIME_PROBLEMS)
)
def open_cordon(work: Work, case_id: UUID, body: CordonIn) -> CordonOut:
    """A cordon is set, with its warning sign."""
    cordon_id = emergencies.open_cordon(work, case_id, body)
    work.reply.created(f"/api/v1/cordons/{cordon_id}")
    return help_presenting.read_cordon(work, cordon_id)


@routes.get("/cordons", _READ, problems=(CursorInvalid, SortUnknown))
def list_cordons(work: Work, params: Annotated[CordonParams, Query()]) -> Page[CordonOut]:
    """The cordons in sight; with `open=true` those that still stand."""
    return help_presenting.list_cordons(work, params)


@routes.get("/cordons/{cordon_id}", _READ, problems=(NotFound,))
def read_cordon(work: Work, cordon_id: UUID) -> CordonOut:
    """One cordon."""
    return help_presenting.read_cordon(work, cordon_id)


@routes.post("/cordons/{cordon_id}/remove", _CORDON, problems=(NotFound, problems.CordonClosed, *TIME_PROBLEMS))
def remove_cordon(work: Work, cordon_id: UUID, body: CordonRemoveIn) -> CordonOut:
    """The cordon is taken away and the site restored."""
    return help_presenting.read_cordon(work, emergencies.remove_cordon(work, cordon_id, body))
