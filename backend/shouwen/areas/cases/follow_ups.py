"""Weekly calls: whoever waits for a repair is called again and again until it is done (RP-05, RP-13).

The next call is a promise as soon as the last one was kept, or missed. What is finished is called back by others.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.promises import FOLLOW_UP
from shouwen.areas.cases.queries import begun_at
from shouwen.areas.cases.repair_rules import ON_ORDERS
from shouwen.areas.cases.rules import OPEN, Origin
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState, Follows, WaiveReason
from shouwen.core.commitments.service import Birth, make, waive
from shouwen.core.standards.queries import standard
from shouwen.core.subjects.models import Subject
from shouwen.core.terms import term_ends
from shouwen.core.work import Work

AT_ONCE: Final = 200


def plan(work: Work) -> None:
    """The next call of every open repair that has none. Nothing where no standard says how often."""
    for case, subject, last in _without_a_call(work):
        if standard(work.session, case.community_id, FOLLOW_UP, case.heard_at).value is not None:
            _promise(work, case, subject, last or begun_at(work.session, case))


def release(work: Work, subject: Subject, reason: WaiveReason = WaiveReason.WITHDRAWN) -> None:
    """It is finished, or no repair after all: nobody is called any more."""
    waive(work, subject, reason, keys=(FOLLOW_UP,))


def _promise(work: Work, case: Case, subject: Subject, since: datetime) -> None:
    """A call that nobody made until the next one is due is missed, and that stays to be seen."""
    due_at = term_ends(work.session, case.community_id, FOLLOW_UP, since, by=case.heard_at)
    birth = Birth(
        key=FOLLOW_UP,
        base="told_at",
        base_at=since,
        staff_id=case.accountable_id,
        follows=Follows.ACCOUNTABLE,
        round=case.round,
        slot=f"{since:%Y%m%dT%H%M%S}",
        lapses_at=term_ends(work.session, case.community_id, FOLLOW_UP, due_at, by=case.heard_at),
    )
    make(work, subject, birth)


def _without_a_call(work: Work) -> Sequence[Any]:
    """Open repairs without a call to come, each with when the last one was made, or should have been."""
    ours = (
        Commitment.community_id == Case.community_id,
        Commitment.subject_id == Case.id,
        Commitment.key == FOLLOW_UP,
        Commitment.round == Case.round,
    )
    waits = sa.select(Commitment.id).where(*ours, Commitment.state == CommitmentState.OPEN).correlate(Case).exists()
    last = (
        sa.select(sa.func.max(sa.func.coalesce(Commitment.kept_at, Commitment.due_at)))
        .where(*ours, Commitment.state != CommitmentState.WAIVED)
        .correlate(Case)
        .scalar_subquery()
    )
    rows = (
        sa.select(Case, Subject, last.label("last"))
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(Case.kind.in_(ON_ORDERS), Case.state.in_(OPEN), Case.origin == Origin.LIVE, ~waits)
        .order_by(Case.id)
        .limit(AT_ONCE)
    )
    return work.session.execute(rows).all()
