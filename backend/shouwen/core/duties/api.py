"""Routes of duties."""

from typing import Annotated
from uuid import UUID

from fastapi import Body, Query

from shouwen.core.acts import BackdateForbidden, BackdateReasonMissing, InFuture
from shouwen.core.duties import queries, service
from shouwen.core.duties.problems import NothingToDo, NotYours
from shouwen.core.duties.schemas import DutyKeepIn, DutyOut, DutyParams, DutyPatch
from shouwen.core.lists import Page
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("duties")
_ACT = (InFuture, BackdateReasonMissing, BackdateForbidden)
JUST_NOW = DutyKeepIn()


@routes.get("/duties", allow(queries.READ), problems=(CursorInvalid, SortUnknown))
def list_duties(work: Work, params: Annotated[DutyParams, Query()]) -> Page[DutyOut]:
    """What comes round for whom, with the latest windows."""
    return queries.list_duties(work, params)


@routes.get("/duties/{duty_id}", allow(queries.READ), problems=(NotFound,))
def read_duty(work: Work, duty_id: UUID) -> DutyOut:
    """One duty."""
    duty, _ = queries.get_duty(work, duty_id)
    return _shown(work, duty.id)


@routes.post("/duties/{duty_id}/keep", allow("duties.keep"), problems=(NotFound, NotYours, NothingToDo, *_ACT))
def keep_duty(work: Work, duty_id: UUID, body: Annotated[DutyKeepIn, Body()] = JUST_NOW) -> DutyOut:
    """It was done, and what was found."""
    return _shown(work, service.keep(work, duty_id, body).id)


@routes.patch("/duties/{duty_id}", allow("duties.manage"), problems=(NotFound, UnknownReference))
def change_duty(work: Work, duty_id: UUID, body: DutyPatch) -> DutyOut:
    """Give the duty to another post."""
    return _shown(work, service.change(work, duty_id, body).id)


def _shown(work: Work, duty_id: UUID) -> DutyOut:
    work.session.flush()
    return queries.present(work, [duty_id])[0]
