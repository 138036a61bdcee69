"""Many promises at once, straight into the tables: as many as a whole company's clocks have to watch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.rules import State
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState, Responsible
from shouwen.core.people.models import Staff
from shouwen.kit.db import COMPANY_SCOPE, Database
from shouwen.kit.ids import new_id
from tests.proof import audit

_BATCH = 5_000


def promises_due(url: str, due_at: datetime, many: int, slot: str) -> Sequence[UUID]:
    """Open promises about cases under way: warned ten minutes before they are due, climbing ten after.

    Not about finished ones: those are closed by themselves in time, and what was promised about them ends unrung.
    """
    database = Database(url)
    made = [new_id() for _ in range(many)]
    around = timedelta(minutes=10)
    try:
        with database.write(COMPANY_SCOPE) as session:
            under_way = (State.HEARD, State.OWNED, State.HANDLING)
            subjects = session.execute(sa.select(Case.community_id, Case.id).where(Case.state.in_(under_way))).all()
            staff_id = session.scalars(sa.select(Staff.id).limit(1)).one()
            rows = [
                {
                    "community_id": subjects[number % len(subjects)].community_id,
                    "id": id_,
                    "subject_id": subjects[number % len(subjects)].id,
                    "slot": f"{slot} {number}",
                    "responsible_id": staff_id,
                    "made_at": due_at - 6 * around,
                    "base_at": due_at - 6 * around,
                    "warn_at": due_at - around,
                    "due_at": due_at,
                    "climb_at": due_at + around,
                    "next_at": due_at - around,
                    **_ALIKE,
                }
                for number, id_ in enumerate(made)
            ]
            for start in range(0, many, _BATCH):
                session.execute(sa.insert(Commitment), rows[start : start + _BATCH])
    finally:
        database.close()
    return made


def steps_left(url: str, at: datetime) -> int:
    """How many promises have a step before them that has come by then."""
    with audit.looking(url) as session:
        return session.scalar(sa.select(sa.func.count(Commitment.id)).where(Commitment.next_at <= at)) or 0


def all_rung(url: str, at: datetime) -> bool:
    return steps_left(url, at) == 0


_ALIKE = {
    "key": "custody.accept_within",
    "round": 1,
    "state": CommitmentState.OPEN,
    "responsible_type": Responsible.STAFF,
    "base": "offered_at",
    "provisional": False,
    "value": 60,
    "unit": "m",
    "pack": "base",
    "pack_version": 1,
}
