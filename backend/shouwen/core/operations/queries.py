"""Long work of the caller's own, and what was wrong with its rows."""

from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.lists import ListParams, Page, Sorting, find_page
from shouwen.core.operations.models import Operation, OperationFault
from shouwen.core.operations.schemas import FaultParams, OperationFaultOut, OperationOut
from shouwen.core.operations.texts import of_failure, of_fault
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import NotFound

OWN: Final = "operations.own"
_FAULTS: Final = Sorting({}, SortKey(OperationFault.position, int), "id")


def find_operation(work: Work, operation_id: UUID) -> Operation:
    """An operation that the caller asked for. Raises NotFound for those of others too."""
    rows = sa.select(Operation).where(Operation.id == operation_id, Operation.made_by_id == work.actor.id)
    found = work.session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_operation(work: Work, operation_id: UUID) -> OperationOut:
    return shown(work, find_operation(work, operation_id))


def shown(work: Work, operation: Operation) -> OperationOut:
    """The operation as it is answered. One statement."""
    faults = sa.select(sa.func.count()).where(
        OperationFault.community_id == operation.community_id, OperationFault.operation_id == operation.id
    )
    return {
        "id": operation.id,
        "community_id": operation.community_id,
        "kind": operation.kind,
        "type": operation.type,
        "dry_run": operation.dry_run,
        "state": operation.state,
        "total": operation.total,
        "done": operation.done,
        "written": operation.written,
        "skipped": operation.skipped,
        "faulty": operation.faulty,
        "faults": work.session.scalars(faults).one(),
        "failure": operation.failure,
        "message": of_failure(operation.failure, work.lang),
        "file_id": operation.file_id,
        "made_at": operation.made_at,
        "finished_at": operation.finished_at,
    }


def list_faults(work: Work, operation_id: UUID, params: FaultParams) -> Page[OperationFaultOut]:
    """What is wrong with which rows, by line."""
    operation = find_operation(work, operation_id)
    rows = sa.select(
        OperationFault.position,
        OperationFault.line,
        OperationFault.field,
        OperationFault.letters,
        OperationFault.code,
        OperationFault.params,
    ).where(OperationFault.community_id == operation.community_id, OperationFault.operation_id == operation.id)
    asked = ListParams(limit=params.limit, cursor=params.cursor, include=params.include)
    found = find_page(work, rows, asked, _FAULTS)
    return found.page([_fault(work, row) for row in found.rows])


def _fault(work: Work, row: dict[str, Any]) -> OperationFaultOut:
    return {
        "position": row["position"],
        "line": row["line"],
        "column": row["field"] or row["letters"],
        "code": row["code"],
        "message": of_fault(row["code"], row["params"], work.lang),
    }
