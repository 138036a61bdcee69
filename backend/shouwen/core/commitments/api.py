"""Routes of commitments (api: commitments and standards)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, Query

from shouwen.core.commitments import service
from shouwen.core.commitments.presenting import present_promise
from shouwen.core.commitments.queries import get_commitment, list_commitments
from shouwen.core.commitments.rules import NoRequest, NotOpen, Responsibility
from shouwen.core.commitments.schemas import CommitmentFilters, CommitmentOut, CommitmentRow, DecideIn, ExcuseIn
from shouwen.core.lists import Page
from shouwen.core.people.queries import names_of
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown

routes = Routes("commitments")

NO_REASON = DecideIn()


@routes.get("/commitments", allow("commitments.read"), problems=(CursorInvalid, SortUnknown))
def find_commitments(work: Work, filters: Annotated[CommitmentFilters, Query()]) -> Page[CommitmentRow]:
    """Promises about what the caller may see, soonest due first."""
    page: Any = list_commitments(work, filters)  # rows as dictionaries, written out without models
    return page  # type: ignore[no-any-return]


@routes.get("/commitments/{commitment_id}", allow("commitments.read"))
def read_commitment(work: Work, commitment_id: UUID) -> CommitmentOut:
    """One promise, and why it is due then."""
    return _shown(work, commitment_id)


@routes.post("/commitments/{commitment_id}/request-excuse", allow("commitments.request_excuse"), problems=(NotOpen,))
def request_excuse(work: Work, commitment_id: UUID, body: ExcuseIn) -> CommitmentOut:
    """Ask another to excuse it, for a listed reason."""
    promise, subject = get_commitment(work, commitment_id, lock=True)
    service.request_excuse(work, subject, promise, body.reason)
    return _shown(work, commitment_id)


@routes.post(
    "/commitments/{commitment_id}/excuse",
    allow("commitments.excuse"),
    problems=(NotOpen, NoRequest, Responsibility),
)
def excuse_commitment(work: Work, commitment_id: UUID, body: Annotated[DecideIn, Body()] = NO_REASON) -> CommitmentOut:
    """Accept a reason; never by the one who answers for the promise."""
    promise, subject = get_commitment(work, commitment_id, lock=True)
    service.excuse(work, subject, promise, body.reason)
    return _shown(work, commitment_id)


@routes.post(
    "/commitments/{commitment_id}/refuse-excuse", allow("commitments.excuse"), problems=(NoRequest, Responsibility)
)
def refuse_excuse(work: Work, commitment_id: UUID) -> CommitmentOut:
    """Do not accept the reason."""
    promise, subject = get_commitment(work, commitment_id, lock=True)
    service.refuse_excuse(work, subject, promise)
    return _shown(work, commitment_id)


@routes.post("/commitments/{commitment_id}/waive", allow("commitments.waive"), problems=(NotOpen, Responsibility))
def waive_commitment(work: Work, commitment_id: UUID, body: ExcuseIn) -> CommitmentOut:
    """Let an open promise go, with a reason."""
    promise, subject = get_commitment(work, commitment_id, lock=True)
    service.let_go(work, subject, promise, body.reason)
    return _shown(work, commitment_id)


def _shown(work: Work, commitment_id: UUID) -> CommitmentOut:
    work.session.flush()
    promise, subject = get_commitment(work, commitment_id)
    return present_promise(work, promise, subject, names_of(work.session, {promise.responsible_id}))
