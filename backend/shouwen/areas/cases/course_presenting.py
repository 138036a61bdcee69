"""The stages of a case as staff read them, with what may be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import look_beside
from shouwen.areas.cases.courses import WALK, Walk, must_walk, of_round, signers_of, ticks_of
from shouwen.areas.cases.queries import Loaded, viewer_of
from shouwen.areas.cases.rules import State
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.type_models import Course, CourseStage, StageTick
from shouwen.areas.cases.type_rules import STAGE, Item, end_objection, tick_objection
from shouwen.areas.cases.type_schemas import CourseItemOut, CourseOut, CourseStageOut, SignedOut
from shouwen.core.commitments.models import Commitment
from shouwen.core.people.queries import names_of
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden, Problem

READ: Final = "cases.trace"


def read_course(work: Work, case_id: UUID) -> CourseOut:
    """The stages of a case. Raises NotFound, Forbidden, NoCourse."""
    return present_course(work, look_beside(work, case_id, READ))


def present_course(work: Work, loaded: Loaded) -> CourseOut:
    """The stages of a case in hand."""
    work.session.flush()
    page = _page(work, loaded)
    walk, course = page.walk, page.walk.course
    refused = end_objection(page.state, walk.stage, signers_of(page.ticks, course)) if page.may_walk else Forbidden
    return CourseOut(
        case_id=course.case_id,
        type_id=course.type_id,
        key=walk.key,
        text=walk.definition.name.in_(work.lang),
        type_no=course.type_no,
        round=course.round,
        stage_no=None if course.over else course.stage_no,
        stages=[page.stage(no) for no in range(len(walk.definition.stages))],
        may_end=refused is None,
        reason=page.reason(refused),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """All that is needed to show the stages, read once."""

    work: Work
    state: State
    walk: Walk
    begun: Mapping[int, CourseStage]
    ticks: Sequence[StageTick]
    due: Mapping[str, datetime]
    names: Mapping[UUID, str]
    may_walk: bool

    def stage(self, no: int) -> CourseStageOut:
        stage, row = self.walk.definition.stages[no], self.begun.get(no)
        return CourseStageOut(
            no=no,
            key=stage.key,
            text=stage.name.in_(self.work.lang),
            begun_at=row.begun_at if row else None,
            due_at=self.due.get(stage.key),
            ended_at=row.ended_at if row else None,
            ended_by=self.named(row.ended_by_id) if row and row.ended_by_id else None,
            note=row.text if row else None,
            items=[self.item(no, item) for item in stage.items],
        )

    def item(self, no: int, item: Item) -> CourseItemOut:
        signed = [tick for tick in self.ticks if (tick.stage_no, tick.item) == (no, item.key)]
        refused = self.refused(no, item, signed)
        return CourseItemOut(
            key=item.key,
            text=item.name.in_(self.work.lang),
            required=item.required,
            signatures=item.signatures,
            signed=[
                SignedOut(by=self.named(tick.signed_by_id), at=tick.at)
                for tick in sorted(signed, key=lambda tick: tick.at)
            ],
            allowed=refused is None,
            reason=self.reason(refused),
        )

    def refused(self, no: int, item: Item, signed: Sequence[StageTick]) -> Problem | type[Problem] | None:
        if not self.may_walk:
            return Forbidden
        course = self.walk.course
        under_way = self.walk.stage if no == course.stage_no else None
        signers = {item.key: {tick.signed_by_id for tick in signed}}
        return tick_objection(self.state, under_way, item.key, signers, self.work.actor.id)

    def named(self, id_: UUID) -> Named:
        return Named(id=id_, name=self.names[id_])

    def reason(self, problem: Problem | type[Problem] | None) -> ActionReason | None:
        if problem is None:
            return None
        return ActionReason.of(problem, self.work.lang)


def _page(work: Work, loaded: Loaded) -> _Page:
    walk = must_walk(work, loaded.case)
    begun = {row.no: row for row in of_round(work, CourseStage, walk.course)}
    ticks = ticks_of(work, walk.course)
    ended_by = {row.ended_by_id for row in begun.values() if row.ended_by_id}
    return _Page(
        work=work,
        state=loaded.case.state,
        walk=walk,
        begun=begun,
        ticks=ticks,
        due=_due(work, walk.course),
        names=names_of(work.session, ended_by | {row.signed_by_id for row in ticks}),
        may_walk=viewer_of(work, loaded).reaches(WALK),
    )


def _due(work: Work, course: Course) -> Mapping[str, datetime]:
    rows = sa.select(Commitment.slot, Commitment.due_at).where(
        Commitment.community_id == course.community_id,
        Commitment.subject_id == course.case_id,
        Commitment.key == STAGE,
        Commitment.round == course.round,
    )
    return {row.slot: row.due_at for row in work.session.execute(rows)}
