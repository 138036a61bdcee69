"""Long work asked for, cancelled, and done step by step."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.access.identify import acting_for
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.operations.kinds import Doers, Parcel, RefusedError, doing
from shouwen.core.operations.models import Operation, OperationFault
from shouwen.core.operations.problems import OperationEnded
from shouwen.core.operations.queries import find_operation
from shouwen.core.operations.rules import ENDED, Failure, OperationKind, OperationState, SheetType
from shouwen.core.work import House, Work
from shouwen.kit.burst import NewRow, insert_rows
from shouwen.kit.ids import new_id

CONSUMER: Final = "operations.run"
_KEPT_FOR: Final = timedelta(days=90)
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row, by the field it is about or the letters of its column."""

    line: int
    code: str
    field: str | None = None
    letters: str | None = None
    params: tuple[tuple[str, str | int], ...] = ()


def ask_for(
    work: Work,
    kind: OperationKind,
    type_: SheetType,
    community_id: UUID,
    *,
    file_id: UUID | None = None,
    dry_run: bool = False,
    options: dict[str, Any] | None = None,
) -> Operation:
    """Long work of the caller's, which begins when this is committed."""
    id_ = new_id()
    entry_id = work.emit(
        "operations.asked", community_id=community_id, operation_id=id_, kind=kind, type=type_, dry_run=dry_run
    )
    operation = Operation(
        community_id=community_id,
        id=id_,
        kind=kind,
        type=type_,
        state=OperationState.WAITING,
        dry_run=dry_run,
        options=options or {},
        file_id=file_id,
        entry_id=entry_id,
        made_by_id=work.actor.id,
        made_at=work.now,
    )
    work.session.add(operation)
    work.session.flush()
    return operation


def cancel(work: Work, operation_id: UUID) -> Operation:
    """It stops after the step that is under way; what is written stays. Raises NotFound, OperationEnded."""
    operation = hold(work, find_operation(work, operation_id))
    if operation.state in ENDED:
        raise OperationEnded
    if operation.state is OperationState.WAITING:
        _end(work, operation, OperationState.CANCELLED)
    else:
        operation.cancel_asked = True
        work.emit(
            "operations.cancel_asked",
            community_id=operation.community_id,
            operation_id=operation.id,
        )
    return operation


def hold(work: Work, operation: Operation) -> Operation:
    """The operation, locked until the commit, as it stands now."""
    row = sa.select(Operation).where(Operation.community_id == operation.community_id, Operation.id == operation.id)
    return work.session.scalars(row.with_for_update(key_share=True).execution_options(populate_existing=True)).one()


class Runner:
    """The errand that does an operation: prepares without a transaction, writes one step in each."""

    def __init__(self, doers: Doers = doing) -> None:
        self._doers = doers

    def pack(self, work: Work, entry_id: UUID, /) -> Parcel | None:
        """What is to be done next, if anything."""
        rows = sa.select(Operation).where(Operation.entry_id == entry_id).with_for_update(key_share=True)
        operation = work.session.scalars(rows).one_or_none()
        if operation is None or operation.state in ENDED:
            return None
        if operation.cancel_asked:
            _end(work, operation, OperationState.CANCELLED)
            return None
        operation.state = OperationState.RUNNING
        return Parcel(
            operation.id,
            operation.community_id,
            operation.kind,
            operation.type,
            operation.file_id,
            operation.done,
            operation.made_by_id,
            dict(operation.options),
        )

    def carry(self, house: House, parcel: Parcel, /) -> Any:
        """The rows read, or why they cannot be."""
        try:
            return self._doers.by_kind[parcel.kind].prepare(house, parcel)
        except RefusedError as refused:
            return refused

    def unpack(self, work: Work, parcel: Parcel, outcome: Any, /) -> datetime | None:
        """One step, in one transaction with how far it came."""
        operation = hold(work, work.session.get_one(Operation, (parcel.community_id, parcel.operation_id)))
        if operation.state in ENDED:
            return None
        if operation.done != parcel.done:  # another did this step
            return work.now
        doer = self._doers.by_kind[parcel.kind]
        if isinstance(outcome, RefusedError):
            add_faults(work, operation, outcome.faults)
            _end(work, operation, OperationState.FAILED, outcome.failure)
        elif operation.cancel_asked:
            _end(work, operation, OperationState.CANCELLED)
        elif (maker := acting_for(work.session, operation.made_by_id, work.now)) is None:
            _end(work, operation, OperationState.FAILED, Failure.MAKER_GONE)
        else:
            doer.step(replace(work, actor=maker), operation, outcome)
            if operation.total is None or operation.done < operation.total:
                return work.now
            _end(work, operation, OperationState.DONE)
        doer.ended(parcel)
        return None


def add_faults(work: Work, operation: Operation, faults: Iterable[Fault]) -> None:
    """Faults go behind those that are there."""
    last = sa.select(sa.func.coalesce(sa.func.max(OperationFault.position), 0)).where(
        OperationFault.community_id == operation.community_id, OperationFault.operation_id == operation.id
    )
    first = work.session.scalars(last).one() + 1
    insert_rows(work.session, [_row(operation, position, fault) for position, fault in enumerate(faults, first)])


def _row(operation: Operation, position: int, fault: Fault) -> NewRow:
    given = {
        "community_id": operation.community_id,
        "operation_id": operation.id,
        "position": position,
        "line": fault.line,
        "field": fault.field,
        "letters": fault.letters,
        "code": fault.code,
        "params": dict(fault.params),
    }
    return NewRow(OperationFault, given)


def _end(work: Work, operation: Operation, state: OperationState, failure: Failure | None = None) -> None:
    operation.state = state
    operation.failure = failure
    operation.finished_at = work.now
    work.session.flush()
    work.emit(
        "operations.ended",
        community_id=operation.community_id,
        operation_id=operation.id,
        state=state,
        failure=failure,
        dry_run=operation.dry_run,
        written=operation.written,
        skipped=operation.skipped,
        faulty=operation.faulty,
    )


def settle_given_up(work: Work) -> None:
    """An operation whose job was given up has failed, and says so."""
    given_up = (
        sa.select(Operation)
        .join(Job, sa.and_(Job.community_id == Operation.community_id, Job.entry_id == Operation.entry_id))
        .where(
            Operation.state.in_([OperationState.WAITING, OperationState.RUNNING]),
            Job.consumer == CONSUMER,
            Job.state == JobState.FAILED,
        )
        .limit(_AT_ONCE)
    )
    for operation in work.session.scalars(given_up).all():
        _end(work, operation, OperationState.FAILED, Failure.BROKEN)


def forget_old(work: Work) -> None:
    """Operations and their faults go after three months; the journal keeps that they were."""
    old = (
        sa.select(Operation.community_id, Operation.id)
        .where(Operation.state.in_(ENDED), Operation.finished_at < work.now - _KEPT_FOR)
        .limit(_AT_ONCE)
    )
    gone = [(row.community_id, row.id) for row in work.session.execute(old)]
    for rows, key in ((OperationFault, OperationFault.operation_id), (Operation, Operation.id)):
        work.session.execute(
            sa.delete(rows)
            .where(sa.tuple_(rows.community_id, key).in_(gone))
            .execution_options(synchronize_session=False)
        )
