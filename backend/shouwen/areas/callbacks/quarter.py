"""The quarter looked back upon: what was due and done, what failed, and what came up again and again (CB-09, CB-10)."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.correcting import Again, list_corrective
from shouwen.areas.callbacks.cutting import FORM_SERIES
from shouwen.areas.callbacks.draw import WHOLE
from shouwen.areas.callbacks.models import Answer, Attempt, Callback, Draw, DrawRow, Filing, Quarter
from shouwen.areas.callbacks.quarter_rules import first_day, first_day_after, months_of
from shouwen.areas.callbacks.queries import READ
from shouwen.areas.callbacks.rules import AttemptOutcome, CallbackState, Grade, Programme
from shouwen.areas.callbacks.schemas import (
    AgainOut,
    CorrectiveParams,
    FilingOut,
    FormsOut,
    QuarterFigures,
    QuarterLine,
    QuarterOut,
    QuarterParams,
)
from shouwen.areas.cases.public import Kind, names_of_cases, raised_again
from shouwen.core.commitments.models import Commitment
from shouwen.core.people.queries import names_of
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Community, Unit, Zone
from shouwen.core.places.queries import in_communities
from shouwen.core.standards.queries import count
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.core.worktime.rules import midnight
from shouwen.kit.problem import NotFound

AUDIT: Final = "callbacks.audit"
FILE: Final = "callbacks.file_quarter"
ARCHIVE_BY: Final = "callback.archive.by_day"
REPEATS: Final = (
    (Kind.COMPLAINT, "repeat.complaint.from", True),  # in a row
    (Kind.REPAIR, "repeat.repair.from", False),
)
_COUNTS: Final = ("drawn", "in_window", "reached", "satisfied", "failed")
Span = tuple[datetime, datetime]


def look_back(work: Work, params: QuarterParams) -> QuarterOut:
    """The quarter as it is shown: with what was filed of it and what is done about it. Raises NotFound."""
    figures = analyse(work, params)
    of_it = CorrectiveParams(community_id=params.community_id, quarter=params.quarter)
    quarter, filing, file_by = _filing(work, params)
    is_ready = quarter is not None and quarter.analysed_at is not None and filing is None
    as_filed = json.loads(filing.figures) if filing else {}
    return {
        **figures,
        **as_filed,
        "corrective": list_corrective(work, of_it),
        "file_by": file_by,
        "filing": _filed(work, filing) if filing else None,
        "can_file": is_ready and work.actor.may(FILE, params.community_id),
    }


def _filing(work: Work, params: QuarterParams) -> tuple[Quarter | None, Filing | None, datetime | None]:
    rows = (
        sa.select(Quarter, Filing, Commitment.due_at)
        .outerjoin(Filing, sa.and_(Filing.community_id == Quarter.community_id, Filing.quarter_id == Quarter.id))
        .outerjoin(
            Commitment,
            sa.and_(
                Commitment.community_id == Quarter.community_id,
                Commitment.subject_id == Quarter.id,
                Commitment.key == ARCHIVE_BY,
            ),
        )
        .where(Quarter.community_id == params.community_id, Quarter.quarter == params.quarter)
    )
    found = work.session.execute(rows).one_or_none()
    return (found[0], found[1], found[2]) if found else (None, None, None)


def _filed(work: Work, filing: Filing) -> FilingOut:
    names = names_of(work.session, [filing.filed_by_id])
    return {
        "number": filing.number,
        "pages": filing.pages,
        "filed_by": {"id": filing.filed_by_id, "name": names[filing.filed_by_id]},
        "filed_at": filing.filed_at,
        "keep_until": filing.keep_until,
    }


def analyse(work: Work, params: QuarterParams) -> QuarterFigures:
    """The callbacks that fell due in the quarter. Raises NotFound for a community out of reach."""
    community_id = params.community_id
    known = sa.select(Community.id).where(Community.id == community_id, in_communities(work, AUDIT, Community.id))
    if work.session.scalar(known) is None:
        raise NotFound
    span = _span(work, params)
    rows = work.session.execute(_called(community_id, span)).all()
    lines = {name: _lines(rows, key) for name, key in _KEYS.items()}
    names = _names(work, community_id, lines)
    return {
        "community_id": community_id,
        "quarter": params.quarter,
        "begins_at": span[0],
        "ends_at": span[1],
        "is_over": work.now >= span[1],
        "due": _due(work, community_id, params.quarter),
        "total": _line(None, None, rows),
        "by_kind": [_line(key, None, part) for key, part in lines["kind"]],
        "by_zone": [_line(key, names.get(key), part) for key, part in lines["zone"]],
        "by_person": [_line(key, names.get(key), part) for key, part in lines["person"]],
        "failed_ids": _failed(work, rows),
        "again": _again(work, community_id, span),
        "forms": _forms(work, community_id, span),
    }


def gathered(work: Work, community_id: UUID, span: Span) -> list[Again]:
    """What came up again in the span by the standards in force at its start, each home and matter once (CB-09)."""
    found: dict[tuple[Kind, str, UUID], Again] = {}
    for kind, key, in_a_row in REPEATS:
        at_least = count(work.session, community_id, key, span[0])
        for one in raised_again(work, community_id, kind, span, at_least, in_a_row=in_a_row):
            before = found.get((kind, one.category, one.unit_id))
            times, ids = (before.times, before.case_ids) if before else (0, ())
            again = Again(kind, one.category, one.unit_id, times + one.times, (*ids, *one.case_ids))
            found[kind, one.category, one.unit_id] = again
    return list(found.values())


def _span(work: Work, params: QuarterParams) -> Span:
    zone = time_zone(work.session, params.community_id)
    return midnight(first_day(params.quarter), zone), midnight(first_day_after(params.quarter), zone)


def _called(community_id: UUID, span: Span) -> sa.Select[*tuple[Any, ...]]:
    """One row for each callback, but for those whose matter went away."""
    of_callback = (Attempt.community_id == Callback.community_id, Attempt.callback_id == Callback.id)
    answered = sa.select(Attempt.id).where(*of_callback, Attempt.outcome == AttemptOutcome.ANSWERED).exists()
    satisfied = (
        sa.select(Answer.no)
        .where(Answer.community_id == Callback.community_id, Answer.callback_id == Callback.id)
        .where(Answer.no == 1, Answer.satisfaction == Grade.GOOD)
        .exists()
    )
    done = Callback.done_at.is_not(None)
    return (
        sa.select(
            Callback.id,
            Callback.kind,
            Callback.caller_id,
            Subject.zone_id,
            sa.and_(done, Callback.done_at <= Callback.due_at).label("in_window"),
            sa.or_(done, answered).label("reached"),
            satisfied.label("satisfied"),
            (Callback.state == CallbackState.FAILED).label("failed"),
        )
        .join(Subject, sa.and_(Subject.community_id == Callback.community_id, Subject.id == Callback.subject_id))
        .where(Callback.community_id == community_id, Callback.state != CallbackState.SUPERSEDED)
        .where(Callback.due_at >= span[0], Callback.due_at < span[1])
        .order_by(Callback.number)
    )


_KEYS: Final[dict[str, Callable[[Any], Any]]] = {
    "kind": lambda row: row.kind,
    "zone": lambda row: row.zone_id,
    "person": lambda row: row.caller_id,
}


def _lines(rows: Iterable[Any], key: Callable[[Any], Any]) -> list[tuple[Any, list[Any]]]:
    """The rows by key, the largest part first; what has none comes last."""
    parts: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        parts[key(row)].append(row)
    return sorted(parts.items(), key=lambda part: (part[0] is None, -len(part[1]), str(part[0])))


def _line(key: Any, name: str | None, rows: Sequence[Any]) -> QuarterLine:
    counts = {what: sum(1 for row in rows if getattr(row, what)) for what in _COUNTS[1:]}
    return {"key": None if key is None else str(key), "name": name, "drawn": len(rows), **counts}  # type: ignore[typeddict-item]


def _names(work: Work, community_id: UUID, lines: dict[str, list[tuple[Any, list[Any]]]]) -> dict[Any, str]:
    zones = sa.select(Zone.id, Zone.name).where(Zone.community_id == community_id)
    named = {row.id: row.name for row in work.session.execute(zones)}
    return named | names_of(work.session, [key for key, _ in lines["person"] if key])


def _due(work: Work, community_id: UUID, quarter: str) -> int:
    """How many were to be called by the rates in force, over the draws of the quarter; visits are no calls."""
    rates = (
        sa.select(sa.func.sum(DrawRow.rate_bp))
        .join(Draw, sa.and_(Draw.community_id == DrawRow.community_id, Draw.id == DrawRow.draw_id))
        .where(
            Draw.community_id == community_id,
            Draw.period.in_(months_of(quarter)),
            Draw.programme != Programme.HOME_VISIT,
        )
        .where(DrawRow.reason.is_(None))
        .group_by(Draw.id)
    )
    return sum(-(-total // WHOLE) for total in work.session.scalars(rates))


def _failed(work: Work, rows: Sequence[Any]) -> list[UUID]:
    """Those among them that the caller may open."""
    ids = [row.id for row in rows if row.failed]
    seen = (
        sa.select(Callback.id)
        .join(Subject, sa.and_(Subject.community_id == Callback.community_id, Subject.id == Callback.subject_id))
        .where(Callback.id.in_(ids), sight(work.actor, READ))
    )
    return list(work.session.scalars(seen.order_by(Callback.number)))


def _again(work: Work, community_id: UUID, span: Span) -> list[AgainOut]:
    found = gathered(work, community_id, span)
    cases = names_of_cases(work.session, [id for one in found for id in one.case_ids])
    units = sa.select(Unit.id, Unit.label).where(Unit.id.in_([one.unit_id for one in found]))
    names = {row.id: row.label for row in work.session.execute(units)}
    return [
        {
            "kind": one.kind,
            "category": one.category,
            "unit": {"id": one.unit_id, "name": names[one.unit_id]},
            "times": one.times,
            "cases": [
                {"id": id, "number": cases[id].number, "kind": one.kind, "title": cases[id].title}
                for id in one.case_ids
            ],
        }
        for one in found
    ]


def _forms(work: Work, community_id: UUID, span: Span) -> FormsOut:
    """The numbers given out in the quarter, month by month; none may be missing between the first and the last."""
    rows = sa.select(Callback.number).where(
        Callback.community_id == community_id, Callback.drawn_at >= span[0], Callback.drawn_at < span[1]
    )
    there = sorted(work.session.scalars(rows))
    last: dict[str, int] = {}
    for number in there:
        series, _, serial = number.removeprefix(FORM_SERIES).partition("-")
        last[series] = max(last.get(series, 0), int(serial))
    width = len(there[0].partition("-")[2]) if there else 0
    all_of_them = [
        f"{FORM_SERIES}{series}-{serial:0{width}d}" for series in sorted(last) for serial in range(1, last[series] + 1)
    ]
    given = set(there)
    return {"pages": there, "missing": [number for number in all_of_them if number not in given]}
