"""Routes of drafts. Each is its caller's own."""

from typing import Annotated

from fastapi import Path, Query

from shouwen.core.drafts import service
from shouwen.core.drafts.problems import TooManyDrafts
from shouwen.core.drafts.schemas import DraftIn, DraftName, DraftOut, DraftParams, DraftsOut
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work

routes = Routes("drafts")
_KEEP = allow(service.KEEP)
Named = Annotated[DraftName, Path()]


@routes.get("/drafts", _KEEP)
def list_drafts(work: Work, params: Annotated[DraftParams, Query()]) -> DraftsOut:
    """What one was writing, the latest first."""
    return {"data": service.mine(work, params.name)}


@routes.put("/drafts/{name}", _KEEP, journal=False, problems=(UnknownReference, TooManyDrafts))
def save_draft(work: Work, name: Named, body: DraftIn) -> DraftOut:
    """Keep a form as it stands, instead of what was kept of it before."""
    return service.save(work, name, body)


@routes.delete("/drafts/{name}", _KEEP, journal=False)
def forget_draft(work: Work, name: Named) -> None:
    """It was sent, or is not wanted any more."""
    service.forget(work, name)
