"""Operations, and what was wrong with the rows of one."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.operations.rules import Failure, OperationKind, OperationState, SheetType
from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id


class Operation(Thing, Base):
    """Long work: what for, how far it is, what came of it. `done` counts rows that need not be looked at again."""

    __tablename__ = "operations"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("kind", OperationKind),
        one_of("type", SheetType),
        one_of("state", OperationState),
        one_of("failure", Failure),
        sa.CheckConstraint("done >= 0 AND (total IS NULL OR done <= total)", name="done"),
        sa.UniqueConstraint("community_id", "entry_id"),
        sa.Index("ix_operations_made_by", "made_by_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    kind: Mapped[OperationKind]
    type: Mapped[SheetType]
    state: Mapped[OperationState] = mapped_column(default=OperationState.WAITING)
    dry_run: Mapped[bool] = mapped_column(default=False)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    file_id: Mapped[UUID | None]  # forgotten after a day; the operation outlives it
    entry_id: Mapped[UUID]
    total: Mapped[int | None]
    done: Mapped[int] = mapped_column(default=0)
    written: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    faulty: Mapped[int] = mapped_column(default=0)
    failure: Mapped[Failure | None]
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class OperationFault(Scoped, Base):
    """One thing wrong with one row: where, and a code. What stood there is not repeated, it may be personal."""

    __tablename__ = "operation_faults"
    __table_args__ = (within("operation_id", "operations"),)

    operation_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int]
    field: Mapped[str | None]
    letters: Mapped[str | None]
    code: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
