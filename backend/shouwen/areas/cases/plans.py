"""Contingency plans: read and made one's own, run on a case, drilled (HR-04, HR-11)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import begin_beside, look_beside, tell
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.plan_models import Drill, DrillPart, PlanRun, PlanTick, PlanVersion
from shouwen.areas.cases.plan_rules import DRILL_EVERY, HOUSE_VERSION, PlanItem, PlanKey, house_plans, run_objection
from shouwen.areas.cases.plan_schemas import (
    DrillIn,
    DrillOut,
    DrillParams,
    PlanIn,
    PlanItemOut,
    PlanOut,
    PlanRunLine,
    PlanRunOut,
    PlanTickIn,
    PlanTickOut,
    PlanVersionOut,
    RunPlanIn,
)
from shouwen.areas.cases.problems import PlanLineDone, PlanLineUnknown, PlanNotRunning, PlanRuns, PlanUnchanged
from shouwen.areas.cases.queries import Loaded
from shouwen.areas.cases.schemas import Named
from shouwen.core.acts import settle
from shouwen.core.duties.service import keep_for, next_due
from shouwen.core.lists import Page, Sorting, any_of, find_page, grouped
from shouwen.core.people.authority import covers, hold_chart
from shouwen.core.people.models import Person
from shouwen.core.people.queries import names_of, works_in
from shouwen.core.places.models import Community
from shouwen.core.places.queries import in_communities
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import Forbidden, NotFound

READ: Final = "cases.read_plans"
MANAGE: Final = "cases.manage_plans"
RUN: Final = "cases.run_plan"
DRILL: Final = "cases.record_drill"
TRACE: Final = "cases.trace"
_DRILLS: Final = Sorting({"held_at": SortKey(Drill.held_at, datetime)}, SortKey(Drill.id, UUID), "-held_at")


# ---------------------------------------------------------------- the plans of a community


def list_plans(work: Work, community_id: UUID) -> list[PlanOut]:
    """The nine plans as they are in force. Raises NotFound."""
    check_community(work, community_id, READ)
    own, drilled, due = _own(work, community_id), _last_drills(work, community_id), _due(work, community_id)
    names = names_of(work.session, {row.made_by_id for row in own.values()})
    may_edit = covers(work, MANAGE, community_id)
    return [
        PlanOut(
            community_id=community_id,
            plan=plan,
            **_wording(work, plan, own.get(plan), names),
            last_drill_at=drilled.get(plan),
            drill_due_at=due.get(plan),
            may_edit=may_edit,
        )
        for plan in PlanKey
    ]


def read_plan_versions(work: Work, community_id: UUID, plan: PlanKey) -> list[PlanVersionOut]:
    """What the community made of a plan, the latest first; the house's own list is not among them."""
    check_community(work, community_id, READ)
    rows = sa.select(PlanVersion).where(PlanVersion.community_id == community_id, PlanVersion.plan == plan)
    found = work.session.scalars(rows.order_by(PlanVersion.no.desc())).all()
    names = names_of(work.session, {row.made_by_id for row in found})
    return [
        PlanVersionOut(
            version=row.no,
            items=_items(work, row.items),
            reason=row.reason,
            made_by=Named(id=row.made_by_id, name=names[row.made_by_id]),
            made_at=row.made_at,
        )
        for row in found
    ]


def edit_plan(work: Work, community_id: UUID, plan: PlanKey, body: PlanIn) -> None:
    """The community's own list from now on; plans that run keep the one they began with."""
    check_community(work, community_id, MANAGE)
    hold_chart(work, community_id)  # two who edit at once make two versions, one after the other
    no, items = in_force(work, community_id, plan)
    wanted = [item.model_dump() for item in body.items]
    if wanted == items:
        raise PlanUnchanged
    work.session.add(
        PlanVersion(
            community_id=community_id,
            plan=plan,
            no=no + 1,
            items=wanted,
            reason=body.reason,
            made_by_id=work.actor.id,
            made_at=work.now,
        )
    )
    work.session.flush()
    work.emit("cases.plan_edited", community_id=community_id, plan=plan, version=no + 1)


def in_force(work: Work, community_id: UUID, plan: PlanKey) -> tuple[int, list[dict[str, Any]]]:
    """The number and the list of a plan in force: the community's latest, else the house's."""
    rows = sa.select(PlanVersion).where(PlanVersion.community_id == community_id, PlanVersion.plan == plan)
    latest = work.session.scalars(rows.order_by(PlanVersion.no.desc()).limit(1)).one_or_none()
    return (latest.no, latest.items) if latest else (HOUSE_VERSION, _as_data(house_plans()[plan]))


def check_community(work: Work, community_id: UUID, permission: str) -> None:
    """Raises NotFound for a community out of sight, Forbidden for one that may be seen but not decided for."""
    if not work.actor.may(READ, community_id) or work.session.get(Community, community_id) is None:
        raise NotFound
    if permission != READ and not covers(work, permission, community_id):
        raise Forbidden


# ---------------------------------------------------------------- a plan runs on a case


def read_runs(work: Work, case_id: UUID) -> list[PlanRunOut]:
    """The plans that run on a case. Raises NotFound, Forbidden."""
    return present_runs(work, look_beside(work, case_id, TRACE))


def run_plan(work: Work, case_id: UUID, body: RunPlanIn) -> Loaded:
    """A plan is run on an emergency, with its list as it is now."""
    loaded, moment = begin_beside(work, case_id, RUN, body)
    case = loaded.case
    if problem := run_objection(case.kind, case.severity, case.state):
        raise problem
    if work.session.get(PlanRun, (case.community_id, case.id, body.plan)) is not None:
        raise PlanRuns
    version, items = in_force(work, case.community_id, body.plan)
    row = PlanRun(
        community_id=case.community_id,
        case_id=case.id,
        plan=body.plan,
        version=version,
        items=items,
        begun_by_id=work.actor.id,
        begun_at=moment.at,
    )
    work.session.add(row)
    tell(work, loaded, "cases.plan_run", moment, plan=body.plan, version=version)
    return loaded


def tick_plan(work: Work, case_id: UUID, plan: PlanKey, body: PlanTickIn) -> Loaded:
    """A line was done."""
    loaded, moment = begin_beside(work, case_id, RUN, body)
    case = loaded.case
    run = work.session.get(PlanRun, (case.community_id, case.id, plan))
    if run is None:
        raise PlanNotRunning
    if problem := run_objection(case.kind, case.severity, case.state):
        raise problem
    if body.no > len(run.items):
        raise PlanLineUnknown.at("/no")
    if work.session.get(PlanTick, (case.community_id, case.id, plan, body.no)) is not None:
        raise PlanLineDone
    tick = PlanTick(
        community_id=case.community_id,
        case_id=case.id,
        plan=plan,
        no=body.no,
        text=body.text,
        done_by_id=work.actor.id,
        at=moment.at,
    )
    work.session.add(tick)
    tell(work, loaded, "cases.plan_ticked", moment, plan=plan, no=body.no)
    return loaded


def present_runs(work: Work, loaded: Loaded) -> list[PlanRunOut]:
    """The running plans of a case in hand, the first begun first."""
    work.session.flush()
    runs, ticks = _of(work, PlanRun, loaded.case), _of(work, PlanTick, loaded.case)
    names = names_of(work.session, {row.begun_by_id for row in runs} | {row.done_by_id for row in ticks})
    done = {(row.plan, row.no): row for row in ticks}
    return [
        PlanRunOut(
            plan=run.plan,
            version=run.version,
            begun_by=Named(id=run.begun_by_id, name=names[run.begun_by_id]),
            begun_at=run.begun_at,
            done=sum(row.plan == run.plan for row in ticks),
            lines=[
                PlanRunLine(no=item.no, text=item.text, tick=_tick(done.get((run.plan, item.no)), names))
                for item in _items(work, run.items)
            ],
        )
        for run in sorted(runs, key=lambda run: run.begun_at)
    ]


# ---------------------------------------------------------------- drills


def record_drill(work: Work, community_id: UUID, body: DrillIn) -> UUID:
    """A plan was practised; the duty to drill it is done with that."""
    check_community(work, community_id, DRILL)
    _check_people(work, community_id, body)
    moment = settle(work, community_id, body.held_at, late_reason=body.late_reason, pointer="/held_at")
    led_by_id = body.led_by_id or work.actor.id
    drill = Drill(
        community_id=community_id,
        id=new_id(),
        plan=body.plan,
        version=in_force(work, community_id, body.plan)[0],
        held_at=moment.at,
        led_by_id=led_by_id,
        findings=body.findings,
        recorded_by_id=work.actor.id,
        recorded_at=work.now,
    )
    work.session.add(drill)
    work.session.flush()
    parts = [
        DrillPart(community_id=community_id, drill_id=drill.id, staff_id=id_)
        for id_ in dict.fromkeys(body.participant_ids)
    ]
    work.session.add_all(parts)
    work.emit("cases.drilled", community_id=community_id, at=moment.at, drill_id=drill.id, plan=body.plan)
    keep_for(work, community_id, DRILL_EVERY[body.plan], moment)
    return drill.id


def _check_people(work: Work, community_id: UUID, body: DrillIn) -> None:
    named = [("/led_by_id", body.led_by_id)] if body.led_by_id else []
    named += [(f"/participant_ids/{no}", id_) for no, id_ in enumerate(body.participant_ids)]
    for pointer, id_ in named:
        if not works_in(work.session, id_, community_id, work.now):
            raise UnknownReference.at(pointer)


def list_drills(work: Work, params: DrillParams) -> Page[DrillOut]:
    """The drills in reach, the latest first."""
    rows = _drills(work).where(any_of(Drill.community_id, params.community_id), any_of(Drill.plan, params.plan))
    if params.q is not None:
        rows = rows.where(Drill.findings.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _DRILLS)
    return found.page([one.model_dump(mode="json") for one in _shown(work, found.rows)])


def read_drill(work: Work, drill_id: UUID) -> DrillOut:
    """One drill. Raises NotFound."""
    rows = work.session.execute(_drills(work).where(Drill.id == drill_id)).mappings()
    found = _shown(work, [dict(row) for row in rows])
    if not found:
        raise NotFound
    return found[0]


def _drills(work: Work) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*sa.inspect(Drill).columns).where(in_communities(work, READ, Drill.community_id))


def _shown(work: Work, rows: Sequence[dict[str, Any]]) -> list[DrillOut]:
    ids = [row["id"] for row in rows]
    parts = (
        sa.select(DrillPart.drill_id, Person.id, Person.name)
        .join(Person, Person.id == DrillPart.staff_id)
        .where(DrillPart.drill_id.in_(ids))
        .order_by(Person.name)
    )
    took_part = grouped(work.session.execute(parts).mappings().all(), "drill_id")
    names = names_of(work.session, {row[key] for row in rows for key in ("led_by_id", "recorded_by_id")})
    return [_drill(row, names, took_part.get(row["id"], [])) for row in rows]


def _drill(row: dict[str, Any], names: Mapping[UUID, str], parts: Sequence[Mapping[str, Any]]) -> DrillOut:
    return DrillOut(
        id=row["id"],
        community_id=row["community_id"],
        plan=row["plan"],
        version=row["version"],
        held_at=row["held_at"],
        led_by=Named(id=row["led_by_id"], name=names[row["led_by_id"]]),
        participants=[Named(id=one["id"], name=one["name"]) for one in parts],
        findings=row["findings"],
        recorded_by=Named(id=row["recorded_by_id"], name=names[row["recorded_by_id"]]),
        recorded_at=row["recorded_at"],
    )


# ---------------------------------------------------------------- rows and answers


def _own(work: Work, community_id: UUID) -> Mapping[PlanKey, PlanVersion]:
    rows = sa.select(PlanVersion).where(PlanVersion.community_id == community_id).order_by(PlanVersion.no)
    return {row.plan: row for row in work.session.scalars(rows)}


def _last_drills(work: Work, community_id: UUID) -> Mapping[PlanKey, datetime]:
    rows = (
        sa.select(Drill.plan, sa.func.max(Drill.held_at).label("held_at"))
        .where(Drill.community_id == community_id)
        .group_by(Drill.plan)
    )
    return {row.plan: row.held_at for row in work.session.execute(rows)}


def _due(work: Work, community_id: UUID) -> Mapping[PlanKey, datetime]:
    due = next_due(work, community_id, list(DRILL_EVERY.values()))
    return {plan: due[key] for plan, key in DRILL_EVERY.items() if key in due}


def _wording(work: Work, plan: PlanKey, own: PlanVersion | None, names: Mapping[UUID, str]) -> dict[str, Any]:
    """What a plan says: in the community's words, else in the house's."""
    if own is None:
        items = _items(work, _as_data(house_plans()[plan]))
        return {"version": HOUSE_VERSION, "items": items, "reason": None, "made_by": None, "made_at": None}
    return {
        "version": own.no,
        "items": _items(work, own.items),
        "reason": own.reason,
        "made_by": Named(id=own.made_by_id, name=names[own.made_by_id]),
        "made_at": own.made_at,
    }


def _items(work: Work, items: Sequence[Mapping[str, Any]]) -> list[PlanItemOut]:
    return [
        PlanItemOut(no=no, text=_said(work, item), zh=item["zh"], en=item["en"])
        for no, item in enumerate(items, start=1)
    ]


def _said(work: Work, item: Mapping[str, Any]) -> str:
    return item["en"] if work.lang == "en" and item["en"] else str(item["zh"])


def _as_data(items: Sequence[PlanItem]) -> list[dict[str, Any]]:
    return [{"zh": item.zh, "en": item.en} for item in items]


def _tick(row: PlanTick | None, names: Mapping[UUID, str]) -> PlanTickOut | None:
    if row is None:
        return None
    return PlanTickOut(done_by=Named(id=row.done_by_id, name=names[row.done_by_id]), at=row.at, text=row.text)


def _of(work: Work, rows: Any, case: Case) -> Sequence[Any]:
    here = sa.select(rows).where(rows.community_id == case.community_id, rows.case_id == case.id)
    return work.session.scalars(here).all()
