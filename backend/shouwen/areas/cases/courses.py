"""The stages a case of a type walks: each promised, its lines signed, one after the other (TS-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import begin_beside, tell
from shouwen.areas.cases.case_types import READ as READ_TYPES
from shouwen.areas.cases.case_types import definition_of
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.problems import NoCourse, TypedAtOnce, TypeOfOtherKind, TypeRetired
from shouwen.areas.cases.queries import Loaded
from shouwen.areas.cases.rules import Kind
from shouwen.areas.cases.schemas import CaseTypeRef
from shouwen.areas.cases.type_models import CaseType, CaseTypeVersion, Course, CourseStage, StageTick
from shouwen.areas.cases.type_rules import (
    PACK,
    STAGE,
    Definition,
    Signers,
    Stage,
    end_objection,
    read_definition,
    tick_objection,
)
from shouwen.areas.cases.type_schemas import (
    EndStageIn,
    StageTickIn,
)
from shouwen.core.commitments.rules import Follows
from shouwen.core.commitments.service import Birth, keep, make
from shouwen.core.references import UnknownReference, refer
from shouwen.core.standards.rules import Standard
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work

TRACE: Final = "cases.trace"
WALK: Final = "cases.walk_stage"


@dataclass(frozen=True, slots=True)
class Walk:
    """A case on its way: the course, what its version says, and the stage under way."""

    course: Course
    key: str
    definition: Definition

    @property
    def stage(self) -> Stage | None:
        return None if self.course.over else self.definition.stages[self.course.stage_no]


# ---------------------------------------------------------------- beginning


def chosen_type(work: Work, community_id: UUID, type_id: UUID | None, kind: Kind, *, at_once: bool) -> CaseType | None:
    """The type a case is begun with. Raises UnknownReference, TypeRetired, TypeOfOtherKind, TypedAtOnce."""
    if type_id is None:
        return None
    row = refer(work, CaseType, community_id, type_id, "/type_id") if work.actor.may(READ_TYPES, community_id) else None
    if row is None:
        raise UnknownReference.at("/type_id")
    if row.retired_at is not None:
        raise TypeRetired
    if row.kind is not kind:
        raise TypeOfOtherKind.at("/type_id")
    if at_once:
        raise TypedAtOnce.at("/answered")
    return row


def begin_course(work: Work, case: Case, subject: Subject, type_: CaseType) -> None:
    """The case is of a type: its first stage is under way from when it was heard."""
    course = Course(
        community_id=case.community_id,
        case_id=case.id,
        type_id=type_.id,
        type_no=type_.current,
        round=case.round,
        stage_no=0,
        over=False,
    )
    work.session.add(course)
    work.session.flush()
    walk = Walk(course, type_.key, read_definition(definition_of(work, type_, type_.current)))
    _begin_stage(work, case, subject, walk, case.heard_at)


def begin_again(work: Work, case: Case, subject: Subject, at: datetime) -> None:
    """Reopened: all stages once more, under the version it was begun with."""
    walk = _walk(work, case)
    if walk is not None:
        walk.course.round, walk.course.stage_no, walk.course.over = case.round, 0, False
        _begin_stage(work, case, subject, walk, at)


def type_of(work: Work, case: Case) -> CaseTypeRef | None:
    """The type a case is of."""
    walk = _walk(work, case)
    if walk is None:
        return None
    name = walk.definition.name.in_(work.lang)
    return CaseTypeRef(id=walk.course.type_id, key=walk.key, name=name, no=walk.course.type_no)


def is_typed(work: Work, case: Case) -> bool:
    """Whether the case walks the stages of a type."""
    return work.session.get(Course, (case.community_id, case.id)) is not None


def _begin_stage(work: Work, case: Case, subject: Subject, walk: Walk, at: datetime) -> None:
    course, stage = walk.course, walk.definition.stages[walk.course.stage_no]
    row = CourseStage(
        community_id=case.community_id, case_id=case.id, round=course.round, no=course.stage_no, begun_at=at
    )
    work.session.add(row)
    work.session.flush()
    work.emit("cases.stage_begun", subject, at=at, stage=stage.key, no=course.stage_no, round=course.round)
    if stage.unit is not None:
        make(work, subject, _birth(case, walk, stage, at))


def _birth(case: Case, walk: Walk, stage: Stage, at: datetime) -> Birth:
    assert stage.unit is not None  # noqa: S101 - only a stage with a time is promised
    under = Standard(
        key=STAGE,
        value=stage.value,
        unit=stage.unit,
        clause=walk.definition.clause,
        source=walk.key,
        pack=PACK,
        version=walk.course.type_no,
    )
    return Birth(
        key=STAGE,
        base="stage_begun_at",
        base_at=at,
        staff_id=case.owner_id,
        follows=Follows.OWNER,
        round=case.round,
        slot=stage.key,
        under=under,
    )


# ---------------------------------------------------------------- walking


def tick_stage(work: Work, case_id: UUID, body: StageTickIn) -> Loaded:
    """A line of the stage under way was looked to, and is signed."""
    loaded, moment = begin_beside(work, case_id, WALK, body)
    walk = must_walk(work, loaded.case)
    signers = signers_of(ticks_of(work, walk.course), walk.course)
    if problem := tick_objection(loaded.case.state, walk.stage, body.item, signers, work.actor.id):
        raise problem
    course = walk.course
    row = StageTick(
        community_id=course.community_id,
        case_id=course.case_id,
        round=course.round,
        stage_no=course.stage_no,
        item=body.item,
        signed_by_id=work.actor.id,
        at=moment.at,
    )
    work.session.add(row)
    tell(work, loaded, "cases.stage_ticked", moment, item=body.item, no=course.stage_no)
    return loaded


def end_stage(work: Work, case_id: UUID, body: EndStageIn) -> Loaded:
    """The stage is over: its promise is kept, and the next one begins."""
    loaded, moment = begin_beside(work, case_id, WALK, body)
    case, subject = loaded.case, loaded.subject
    walk = must_walk(work, case)
    course, stage = walk.course, walk.stage
    if problem := end_objection(case.state, stage, signers_of(ticks_of(work, course), course)):
        raise problem
    assert stage is not None  # noqa: S101 - the rules ask for one
    row = work.session.get_one(CourseStage, (course.community_id, course.case_id, course.round, course.stage_no))
    at = max(moment.at, row.begun_at)
    row.ended_at, row.ended_by_id, row.text = at, work.actor.id, body.text
    keep(work, subject, (STAGE,), moment._replace(at=at), slot=stage.key)
    tell(work, loaded, "cases.stage_ended", moment._replace(at=at), stage=stage.key, no=course.stage_no)
    course.over = course.stage_no + 1 == len(walk.definition.stages)
    if not course.over:
        course.stage_no += 1
        _begin_stage(work, case, subject, walk, at)
    return loaded


# ---------------------------------------------------------------- rows


def _walk(work: Work, case: Case) -> Walk | None:
    rows = (
        sa.select(Course, CaseType.key, CaseTypeVersion.definition)
        .join(CaseType, sa.and_(CaseType.community_id == Course.community_id, CaseType.id == Course.type_id))
        .join(
            CaseTypeVersion,
            sa.and_(
                CaseTypeVersion.community_id == Course.community_id,
                CaseTypeVersion.type_id == Course.type_id,
                CaseTypeVersion.no == Course.type_no,
            ),
        )
        .where(Course.community_id == case.community_id, Course.case_id == case.id)
    )
    found = work.session.execute(rows).one_or_none()
    return Walk(found[0], found[1], read_definition(found[2])) if found else None


def must_walk(work: Work, case: Case) -> Walk:
    """How a case walks its stages. Raises NoCourse."""
    walk = _walk(work, case)
    if walk is None:
        raise NoCourse
    return walk


def ticks_of(work: Work, course: Course) -> Sequence[StageTick]:
    """What was signed in the round it is in."""
    return of_round(work, StageTick, course)


def of_round(work: Work, rows: Any, course: Course) -> Sequence[Any]:
    """What stands of a course in the round it is in."""
    here = sa.select(rows).where(
        rows.community_id == course.community_id, rows.case_id == course.case_id, rows.round == course.round
    )
    return work.session.scalars(here).all()


def signers_of(ticks: Sequence[StageTick], course: Course) -> Signers:
    """Who signed which line of the stage under way."""
    here = [tick for tick in ticks if tick.stage_no == course.stage_no]
    return {tick.item: {one.signed_by_id for one in here if one.item == tick.item} for tick in here}
