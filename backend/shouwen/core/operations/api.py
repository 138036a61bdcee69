"""Routes of long work: how far it is, what was wrong, and enough of it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.core.lists import Page
from shouwen.core.operations import queries, service
from shouwen.core.operations.problems import OperationEnded
from shouwen.core.operations.schemas import FaultParams, OperationFaultOut, OperationOut
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid
from shouwen.kit.problem import NotFound

routes = Routes("operations")
_OWN = allow(queries.OWN)


@routes.get("/operations/{operation_id}", _OWN, problems=[NotFound])
def get_operation(work: Work, operation_id: UUID) -> OperationOut:
    """How far an import or export of one's own is, and what came of it."""
    return queries.get_operation(work, operation_id)


@routes.get("/operations/{operation_id}/faults", _OWN, problems=[NotFound, CursorInvalid])
def list_operation_faults(
    work: Work, operation_id: UUID, params: Annotated[FaultParams, Query()]
) -> Page[OperationFaultOut]:
    """What is wrong with which row and column."""
    return queries.list_faults(work, operation_id, params)


@routes.post("/operations/{operation_id}/cancel", _OWN, problems=[NotFound, OperationEnded])
def cancel_operation(work: Work, operation_id: UUID) -> OperationOut:
    """Stop it. Rows that are written stay written."""
    return queries.shown(work, service.cancel(work, operation_id))
