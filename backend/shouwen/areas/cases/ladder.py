"""Help in three steps, each recorded with its reason (RC-22)."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import begin_beside, look_beside, tell
from shouwen.areas.cases.ladder_models import LadderStep
from shouwen.areas.cases.ladder_rules import HELPED_BY_STEPS, Climbed, Rung, next_rung, rung_objection
from shouwen.areas.cases.ladder_schemas import LadderOut, RungIn, RungOut
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.queries import Loaded, viewer_of
from shouwen.areas.cases.rules import OPEN
from shouwen.areas.cases.schemas import Named
from shouwen.core.people.queries import names_of
from shouwen.core.work import Work

READ: Final = "cases.trace"
CLIMB: Final = "cases.climb_ladder"


def climb(work: Work, case_id: UUID, body: RungIn) -> Loaded:
    """Help was given by one means; the next is open only when it did not solve the matter."""
    loaded, moment = begin_beside(work, case_id, CLIMB, body)
    case = loaded.case
    climbed = [Climbed(step.rung, step.solved) for step in _steps(work, case)]
    if problem := rung_objection(
        case.kind, case.state, climbed, body.rung, permitted=body.permitted, solved=body.solved
    ):
        raise problem
    step = LadderStep(
        community_id=case.community_id,
        case_id=case.id,
        round=case.round,
        **body.model_dump(include={"rung", "permitted", "solved", "reason"}),
        done_by_id=work.actor.id,
        at=moment.at,
    )
    work.session.add(step)
    tell(work, loaded, "cases.ladder_climbed", moment, rung=body.rung, solved=body.solved)
    return loaded


def read_ladder(work: Work, case_id: UUID) -> LadderOut:
    """The steps of a case. Raises NotFound, Forbidden."""
    return present_ladder(work, look_beside(work, case_id, READ))


def present_ladder(work: Work, loaded: Loaded) -> LadderOut:
    """The steps of a case in hand, in their order."""
    work.session.flush()
    case, steps = loaded.case, _steps(work, loaded.case)
    names = names_of(work.session, {step.done_by_id for step in steps})
    open_ = case.kind in HELPED_BY_STEPS and case.state in OPEN
    return LadderOut(
        case_id=case.id,
        applies=case.kind in HELPED_BY_STEPS,
        steps=[
            RungOut(
                rung=step.rung,
                permitted=step.permitted,
                solved=step.solved,
                reason=step.reason,
                done_by=Named(id=step.done_by_id, name=names[step.done_by_id]),
                at=step.at,
            )
            for step in steps
        ],
        next=next_rung([Climbed(step.rung, step.solved) for step in steps]) if open_ else None,
        may_climb=open_ and viewer_of(work, loaded).reaches(CLIMB),
    )


def _steps(work: Work, case: Case) -> Sequence[LadderStep]:
    rows = sa.select(LadderStep).where(
        LadderStep.community_id == case.community_id, LadderStep.case_id == case.id, LadderStep.round == case.round
    )
    return sorted(work.session.scalars(rows), key=lambda step: list(Rung).index(step.rung))
