"""Macros 快捷操作: several verbs said at once, through the doors of the single routes.

A macro carries no permission of its own: each step is refused to whoever may not say it alone. On each case all steps
are done in one transaction, or none.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.bodies import (
    BulkItemIn,
    EscalateIn,
    ExplainIn,
    NoteIn,
    OfferIn,
    ReportIn,
    RespondIn,
    UrgeIn,
)
from shouwen.areas.cases.macro_models import Macro
from shouwen.areas.cases.macro_schemas import (
    MacroAction,
    MacroIn,
    MacroOut,
    MacroParams,
    MacroPatch,
    MacroResult,
    MacroRunIn,
    MacroRunOut,
    MacroStepIn,
)
from shouwen.areas.cases.problems import MacroRetired, MacroStepIncomplete
from shouwen.core.acts import Act
from shouwen.core.files.rules import Audience
from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page, get_row
from shouwen.core.people.authority import covers, in_hand
from shouwen.core.people.models import Person, Post
from shouwen.core.people.queries import works_in
from shouwen.core.places.models import Community
from shouwen.core.places.queries import in_communities
from shouwen.core.references import UnknownReference, refer
from shouwen.core.turns import Turns
from shouwen.core.web import Routes
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import FieldError, Forbidden, Malformed

USE: Final = "cases.use_macros"
MANAGE: Final = "cases.manage_macros"
_NEEDS_WORDS: Final = frozenset({MacroAction.NOTE, MacroAction.EXPLAIN, MacroAction.ESCALATE})
_COLUMNS: Final = (
    Macro.id,
    Macro.community_id,
    Macro.version,
    Macro.name,
    Macro.steps,
    Macro.made_by_id,
    Macro.made_at,
    Macro.retired_at,
    Person.name.label("made_by_name"),
)
_SORTING: Final = Sorting({"name": SortKey(Macro.name, str)}, SortKey(Macro.id, UUID), "name")


# ---------------------------------------------------------------- what there is


def list_macros(work: Work, params: MacroParams) -> Page[MacroOut]:
    """The macros in reach, by name."""
    rows = _macros(work).where(
        any_of(Macro.community_id, params.community_id),
        Macro.retired_at.is_not(None) if params.retired else Macro.retired_at.is_(None),
    )
    if params.q is not None:
        rows = rows.where(Macro.name.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _SORTING)
    return found.page([_shown(row) for row in found.rows])


def get_macro(work: Work, macro_id: UUID) -> MacroOut:
    """One macro. Raises NotFound."""
    return _shown(get_row(work, _macros(work).where(Macro.id == macro_id)))


def _macros(work: Work) -> Rows:
    return (
        sa.select(*_COLUMNS)
        .join(Person, Person.id == Macro.made_by_id)
        .where(in_communities(work, USE, Macro.community_id))
    )


def _shown(row: Mapping[str, Any]) -> MacroOut:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "version": row["version"],
        "name": row["name"],
        "steps": row["steps"]["steps"],
        "made_by": {"id": row["made_by_id"], "name": row["made_by_name"]},
        "made_at": row["made_at"],
        "retired_at": row["retired_at"],
    }


# ---------------------------------------------------------------- putting together


def add_macro(work: Work, body: MacroIn) -> UUID:
    """A new one. Raises UnknownReference, MacroStepIncomplete."""
    if work.actor.staff_id is None:
        raise Forbidden
    if not covers(work, MANAGE, body.community_id) or work.session.get(Community, body.community_id) is None:
        raise UnknownReference.at("/community_id")
    macro = Macro(
        community_id=body.community_id,
        id=new_id(),
        name=body.name,
        steps=_checked(work, body.community_id, body.steps),
        made_by_id=work.actor.staff_id,
        made_at=work.now,
    )
    work.session.add(macro)
    work.session.flush()
    work.emit("cases.macro_added", community_id=macro.community_id, macro_id=macro.id)
    return macro.id


def change_macro(work: Work, macro_id: UUID, body: MacroPatch) -> None:
    """Another name, other steps. Raises NotFound, Forbidden, Stale, MacroRetired."""
    macro = _in_hand(work, macro_id)
    work.check_version(macro.version)
    if "steps" in body.model_fields_set:
        macro.steps = _checked(work, macro.community_id, body.steps)
    if "name" in body.model_fields_set:
        macro.name = body.name
    fields = sorted(body.model_fields_set)
    work.emit("cases.macro_changed", community_id=macro.community_id, macro_id=macro.id, fields=fields)


def retire_macro(work: Work, macro_id: UUID) -> None:
    """It is offered no more. Raises NotFound, Forbidden, MacroRetired."""
    macro = _in_hand(work, macro_id)
    macro.retired_at = work.now
    work.emit("cases.macro_retired", community_id=macro.community_id, macro_id=macro.id)


def _in_hand(work: Work, macro_id: UUID) -> Macro:
    macro = in_hand(work, Macro, MANAGE, get_macro(work, macro_id)["community_id"], macro_id)
    if macro.retired_at is not None:
        raise MacroRetired
    return macro


def _checked(work: Work, community_id: UUID, steps: list[MacroStepIn]) -> dict[str, Any]:
    """The steps as they are kept. Whom they name must be here; what a verb needs must be there."""
    for number, step in enumerate(steps):
        at = f"/steps/{number}"
        refer(work, Post, community_id, step.to_post_id, f"{at}/to_post_id")
        if step.to_staff_id and not works_in(work.session, step.to_staff_id, community_id, work.now):
            raise UnknownReference.at(f"{at}/to_staff_id")
        if step.action in _NEEDS_WORDS and not step.text:
            raise MacroStepIncomplete.at(f"{at}/text")
        if step.action is MacroAction.EXPLAIN and step.after_minutes is None:
            raise MacroStepIncomplete.at(f"{at}/after_minutes")
        if step.action is MacroAction.OFFER and (step.to_staff_id is None) == (step.to_post_id is None):
            raise MacroStepIncomplete.at(f"{at}/to_post_id")
    return {"steps": [step.model_dump(mode="json", exclude_none=True) for step in steps]}


# ---------------------------------------------------------------- saying it


def run_macro(turns: Turns, routes: Routes, macro_id: UUID, body: MacroRunIn) -> MacroRunOut:
    """All steps on each case in turn. Raises NotFound, MacroRetired; what is wrong with a case is only its own."""
    macro = turns.look(lambda work: get_macro(work, macro_id))
    if macro["retired_at"] is not None:
        raise MacroRetired
    _check_once_each(body.items)
    steps = [MacroStepIn.model_validate(step) for step in macro["steps"]]
    return MacroRunOut(results=[_run(turns, routes, steps, item) for item in body.items])


def _run(turns: Turns, routes: Routes, steps: list[MacroStepIn], item: BulkItemIn) -> MacroResult:
    reached = 0

    def act(work: Work) -> None:
        nonlocal reached
        for reached, step in enumerate(steps):  # noqa: B007 - told when it is refused
            _say(work, routes, step, item.id)
            work.if_match = None  # what the steps before changed is no news to the caller

    problem = turns.take(str(item.id), item.version, act)
    if problem is None:
        return MacroResult(id=item.id, status=200)
    alone = f"/api/v1/cases/{item.id}/{steps[reached].action}"
    return MacroResult(id=item.id, status=problem.status, problem=turns.told(problem, alone), step=reached)


def _say(work: Work, routes: Routes, step: MacroStepIn, case_id: UUID) -> None:
    """One step, as its own route would do it: with its permission, by its own function."""
    path = f"/cases/{{case_id}}/{step.action}"
    [operation] = [operation for operation in routes.operations if operation.path == path]
    if operation.guard.permission and not work.actor.may(operation.guard.permission):
        raise Forbidden
    routes.endpoints[path](work, case_id=case_id, body=_BODIES[step.action](work, step))
    work.session.flush()


def _act(_work: Work, _step: MacroStepIn) -> Act:
    return Act()


def _explain(work: Work, step: MacroStepIn) -> Act:
    due = work.now + timedelta(minutes=step.after_minutes or 0)
    return ExplainIn(reason=step.text or "", new_due_at=due, resident_agreed=True)


def _note(_work: Work, step: MacroStepIn) -> Act:
    return NoteIn(text=step.text or "", audience=step.audience or Audience.INTERNAL)


def _offer(_work: Work, step: MacroStepIn) -> Act:
    return OfferIn(to_staff_id=step.to_staff_id, to_post_id=step.to_post_id, reason=step.text)


_BODIES: Final[Mapping[MacroAction, Callable[[Work, MacroStepIn], Act]]] = {
    MacroAction.KEEP: _act,
    MacroAction.ACCEPT: _act,
    MacroAction.OFFER: _offer,
    MacroAction.NOTE: _note,
    MacroAction.RESPOND: lambda _work, step: RespondIn(text=step.text),
    MacroAction.EXPLAIN: _explain,
    MacroAction.REPORT: lambda _work, step: ReportIn(reason=step.text),
    MacroAction.URGE: lambda _work, step: UrgeIn(reason=step.text),
    MacroAction.ESCALATE: lambda _work, step: EscalateIn(reason=step.text or "", to_staff_id=step.to_staff_id),
}


def _check_once_each(items: list[BulkItemIn]) -> None:
    ids = [item.id for item in items]
    for number, id in enumerate(ids):
        if id in ids[:number]:
            field = FieldError(f"/items/{number}/id", "twice", "同一事项只能出现一次", "Each case may stand here once")
            raise Malformed(errors=[field])
