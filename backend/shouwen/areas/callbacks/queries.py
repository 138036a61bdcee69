"""Reading callbacks within the caller's reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.models import Answer, Attempt, Callback
from shouwen.areas.callbacks.rules import CallbackVerb, Standing, Viewer, objection
from shouwen.areas.callbacks.schemas import (
    AnswerOut,
    AttemptOut,
    CallbackAction,
    CallbackOut,
    CallbackParams,
    CallbackReason,
    CallbackRow,
)
from shouwen.areas.cases.public import handlers_of, names_of_cases
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.people.queries import acts_for, acts_on_behalf, names_of
from shouwen.core.places.schemas import IdName
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import involves, sight
from shouwen.core.subjects.rules import Whereabouts, reaches
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import NotFound

READ: Final = "callbacks.read"
_SUBJECT: Final = sa.and_(Subject.community_id == Callback.community_id, Subject.id == Callback.subject_id)
_SORTING: Final = Sorting(
    {
        "due_at": SortKey(Callback.due_at, datetime),
        "drawn_at": SortKey(Callback.drawn_at, datetime),
        "number": SortKey(Callback.number, str),
    },
    SortKey(Callback.id, UUID),
    "due_at",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A callback in hand, and what the rules ask about it."""

    callback: Callback
    subject: Subject
    standing: Standing
    viewer: Viewer


def get_callback(work: Work, callback_id: UUID, *, lock: bool = False) -> Loaded:
    """The callback, if the caller may see it. Raises NotFound."""
    rows = (
        sa.select(Callback, Subject, involves(work.actor).label("involved"))
        .join(Subject, _SUBJECT)
        .where(Callback.id == callback_id, sight(work.actor, READ))
    )
    found = work.session.execute(rows.with_for_update(of=Callback) if lock else rows).one_or_none()
    if found is None:
        raise NotFound
    callback, subject, involved = found
    return Loaded(
        callback, subject, _standing(work, callback), _viewer(work, callback, subject, involved=bool(involved))
    )


def _standing(work: Work, callback: Callback) -> Standing:
    recorders = work.session.scalars(sa.select(Answer.by_id).where(*_of(Answer, callback))).all()
    attempt = work.session.scalar(sa.select(Attempt.id).where(*_of(Attempt, callback)).limit(1))
    suggested = sa.select(Answer.no).where(
        *_of(Answer, callback), Answer.suggestion.is_not(None), Answer.suggestion_case_id.is_(None)
    )
    return Standing(
        state=callback.state,
        callable_from=callback.callable_from,
        handlers=handlers_of(work.session, callback.community_id, callback.subject_id),
        recorders=recorders,
        has_attempt=attempt is not None,
        has_suggestion=work.session.scalar(suggested.limit(1)) is not None,
    )


def _viewer(work: Work, callback: Callback, subject: Subject, *, involved: bool) -> Viewer:
    here = Whereabouts(subject.community_id, subject.zone_id, subject.department_id, involved)
    verbs = [verb for verb in CallbackVerb if reaches(work.actor, f"callbacks.{verb}", here)]
    return Viewer(work.actor.id, frozenset(verbs), is_caller=_is_caller(work, callback))


def _is_caller(work: Work, callback: Callback) -> bool:
    """Whether it is theirs to call: named, or standing in for whoever is away."""
    named = [id for id in (callback.caller_id, callback.companion_id) if id]
    if any(acts_for(work.actor, id, None) for id in named):
        return True
    here, now = callback.community_id, work.now
    return any(acts_on_behalf(work.session, here, work.actor, staff_id=id, post_id=None, at=now) for id in named)


def list_callbacks(work: Work, params: CallbackParams) -> Page[CallbackRow]:
    """The callbacks in sight, the next due first."""
    rows = sa.select(Callback.id).join(Subject, _SUBJECT).where(sight(work.actor, READ))
    rows = rows.where(
        any_of(Callback.community_id, params.community_id),
        any_of(Callback.programme, params.programme),
        any_of(Callback.kind, params.kind),
        any_of(Callback.state, params.state),
        any_of(Callback.method, params.method),
        any_of(Callback.caller_id, params.caller_id),
        any_of(Callback.subject_id, params.subject_id),
    )
    if params.due_at_gte is not None:
        rows = rows.where(Callback.due_at >= params.due_at_gte)
    if params.due_at_lt is not None:
        rows = rows.where(Callback.due_at < params.due_at_lt)
    if params.q is not None:
        rows = rows.where(sa.or_(Callback.number.startswith(params.q, autoescape=True), Subject.number == params.q))
    found = find_page(work, rows, params, _SORTING)
    return found.page(_rows(work, [row["id"] for row in found.rows]))


def present(work: Work, loaded: Loaded) -> CallbackOut:
    """One callback as it is answered."""
    callback = loaded.callback
    [row] = _rows(work, [callback.id])
    return {
        **row,
        "draw_id": callback.draw_id,
        "seq": callback.seq,
        "raised_case_id": callback.raised_case_id,
        "attempts": _attempts(work, callback),
        "answers": _answers(work, callback),
        "actions": [_action(work, verb, loaded) for verb in CallbackVerb if verb in loaded.viewer.verbs],
    }


def _rows(work: Work, ids: Sequence[UUID]) -> list[CallbackRow]:
    found = {one.id: one for one in work.session.scalars(sa.select(Callback).where(Callback.id.in_(ids)))}
    cases = names_of_cases(work.session, [one.subject_id for one in found.values()])
    names = names_of(work.session, [id for one in found.values() for id in (one.caller_id, one.companion_id)])
    return [_row(found[id], cases, names) for id in ids]


def _row(callback: Callback, cases: Any, names: dict[UUID, str]) -> CallbackRow:
    case = cases[callback.subject_id]
    return {
        "id": callback.id,
        "number": callback.number,
        "community_id": callback.community_id,
        "state": callback.state,
        "version": callback.version,
        "programme": callback.programme,
        "kind": callback.kind,
        "method": callback.method,
        "round": callback.round,
        "case": {"id": callback.subject_id, "number": case.number, "kind": case.kind, "title": case.title},
        "caller": _named(callback.caller_id, names),
        "companion": _named(callback.companion_id, names),
        "callable_from": callback.callable_from,
        "due_at": callback.due_at,
        "drawn_at": callback.drawn_at,
        "done_at": callback.done_at,
    }


def _attempts(work: Work, callback: Callback) -> list[AttemptOut]:
    rows = work.session.scalars(
        sa.select(Attempt).where(*_of(Attempt, callback)).order_by(Attempt.at, Attempt.id)
    ).all()
    names = names_of(work.session, [row.by_id for row in rows])
    return [
        {
            "outcome": row.outcome,
            "next_at": row.next_at,
            "by": {"id": row.by_id, "name": names[row.by_id]},
            "at": row.at,
            "recorded_at": row.recorded_at,
        }
        for row in rows
    ]


def _answers(work: Work, callback: Callback) -> list[AnswerOut]:
    rows = work.session.scalars(sa.select(Answer).where(*_of(Answer, callback)).order_by(Answer.no)).all()
    names = names_of(work.session, [id for row in rows for id in (row.by_id, row.reviewed_by_id)])
    return [
        {
            "no": row.no,
            "method": row.method,
            "quality": row.quality,
            "effect": row.effect,
            "satisfaction": row.satisfaction,
            "attitude": row.attitude,
            "irregular_charge": row.irregular_charge,
            "shortcomings": row.shortcomings,
            "suggestion": row.suggestion,
            "signature_file_id": row.signature_file_id,
            "suggestion_case_id": row.suggestion_case_id,
            "by": {"id": row.by_id, "name": names[row.by_id]},
            "at": row.at,
            "recorded_at": row.recorded_at,
            "reviewed_by": _named(row.reviewed_by_id, names),
            "reviewed_at": row.reviewed_at,
            "passed": row.passed,
            "comment": row.comment,
        }
        for row in rows
    ]


def _action(work: Work, verb: CallbackVerb, loaded: Loaded) -> CallbackAction:
    problem = objection(verb, loaded.standing, loaded.viewer, work.now)
    if problem is None:
        return {"action": verb, "allowed": True}
    reason: CallbackReason = {"code": problem.code, "message": problem().detail(work.lang)}
    return {"action": verb, "allowed": False, "reason": reason}


def _of(rows: type[Answer | Attempt], callback: Callback) -> tuple[sa.ColumnElement[bool], ...]:
    return rows.community_id == callback.community_id, rows.callback_id == callback.id


def _named(id: UUID | None, names: dict[UUID, str]) -> IdName | None:
    return {"id": id, "name": names[id]} if id else None
