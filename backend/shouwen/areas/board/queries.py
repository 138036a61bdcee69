"""Counting rows of promises; nothing is kept beside them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import yaml

from shouwen.areas.board.rules import met, wilson
from shouwen.areas.board.schemas import BoardHeld, BoardParams, BoardRow, GroupBy
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.queries import SEEN_WITH, is_counted, responsible_of
from shouwen.core.commitments.rules import CommitmentState, Tally
from shouwen.core.people.models import Person, Post
from shouwen.core.places.models import Community, Department, Zone
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.queries import count, sheet, standard
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.core.worktime.rules import midnight
from shouwen.core.worktime.spans import Span, span_of
from shouwen.kit.problem import NotFound

_WHOLE: Final = 10_000  # basis points
_INSTANT: Final = timedelta(microseconds=1)
_FILTER: Final[Mapping[GroupBy, str]] = {
    GroupBy.KEY: "key",
    GroupBy.COMMUNITY: "community_id",
    GroupBy.ZONE: "zone_id",
    GroupBy.DEPARTMENT: "department_id",
    GroupBy.RESPONSIBLE: "responsible_id",
}


def commitments_board(work: Work, params: BoardParams) -> list[BoardRow]:
    """One line for each group, counted in one statement from the rows the caller may see.

    Raises NotFound, SpanBackwards.
    """
    community = work.session.get(Community, params.community_id)
    if community is None or not work.actor.may("commitments.read", community.id):
        raise NotFound
    zone = ZoneInfo(community.time_zone)
    span = span_of(params, zone)
    tallies = _tally(work, params, span, zone)
    names = _names(work, params, tallies)
    rows = [_row(work, params, span, zone, group, tally, names) for group, tally in tallies.items()]
    return sorted(rows, key=lambda row: row.title or row.name or row.group)


class Counted(NamedTuple):
    """A line's counts."""

    tally: Tally
    by_late_record: int


def _tally(work: Work, params: BoardParams, span: Span, zone: ZoneInfo) -> dict[str, Counted]:
    group = _group(params, span, zone)
    state = sa.case((Commitment.state == CommitmentState.OPEN, "overdue"), else_=Commitment.state)
    rows = (
        sa.select(group.label("grp"), state.label("state"), Commitment.by_late_record, sa.func.count().label("n"))
        .join(Subject, sa.and_(Subject.community_id == Commitment.community_id, Subject.id == Commitment.subject_id))
        .where(
            Commitment.community_id == params.community_id,
            Commitment.due_at >= span.since,
            Commitment.due_at < span.until,
            is_counted(work.now),
            sight(work.actor, SEEN_WITH),
        )
        .group_by(sa.literal_column("grp"), sa.literal_column("state"), Commitment.by_late_record)
    )
    counts: dict[str, dict[str, int]] = {}
    for row in work.session.execute(rows):
        line = counts.setdefault(str(row.grp) if row.grp is not None else "", {})
        line[str(row.state)] = line.get(str(row.state), 0) + row.n
        line["by_late_record"] = line.get("by_late_record", 0) + (row.n if row.by_late_record else 0)
    return {name: Counted(Tally(**_states(line)), line["by_late_record"]) for name, line in counts.items()}


def _states(line: Mapping[str, int]) -> dict[str, int]:
    return {name: line.get(name, 0) for name in ("kept", "late", "missed", "excused", "overdue")}


def _group(params: BoardParams, span: Span, zone: ZoneInfo) -> Any:
    match params.group_by:
        case GroupBy.KEY:
            return Commitment.key
        case GroupBy.COMMUNITY:
            return Commitment.community_id
        case GroupBy.ZONE:
            return Subject.zone_id
        case GroupBy.DEPARTMENT:
            return Subject.department_id
        case GroupBy.RESPONSIBLE:
            return responsible_of()
        case GroupBy.MONTH:
            return sa.case(*[(Commitment.due_at < until, name) for name, until in _months(span, zone)], else_="")


def _months(span: Span, zone: ZoneInfo) -> Iterator[tuple[str, datetime]]:
    """Local months of the span with the instant each is over."""
    day = span.since.astimezone(zone).date().replace(day=1)
    while midnight(day, zone) < span.until:
        following = (day + timedelta(days=32)).replace(day=1)
        yield f"{day:%Y-%m}", midnight(following, zone)
        day = following


def _row(
    work: Work, params: BoardParams, span: Span, zone: ZoneInfo, group: str, counted: Counted, names: Mapping[str, str]
) -> BoardRow:
    tally = counted.tally
    key = group if params.group_by is GroupBy.KEY else None
    held = _held(work, params.community_id, key, span) if key else []
    interval = wilson(tally.kept, tally.due - tally.excused)
    return BoardRow(
        group=group,
        name=names.get(group),
        key=key,
        title=KEYS[key].promise(work.lang) if key else None,
        clause=held[-1].clause if held else None,
        target=held[-1].target if held else None,
        held=held,
        due=tally.due,
        kept=tally.kept,
        late=tally.late,
        missed=tally.missed,
        excused=tally.excused,
        overdue=tally.overdue,
        by_late_record=counted.by_late_record,
        rate=tally.rate,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        met=met(tally.rate, [one.target for one in held]),
        rows=_link(params, span, zone, group),
    )


def _link(params: BoardParams, span: Span, zone: ZoneInfo, group: str) -> str:
    """The list of the very rows behind a line."""
    since, until = span
    asked = {"community_id": str(params.community_id), "counted": "true"}
    if params.group_by is GroupBy.MONTH:
        first = datetime.strptime(f"{group}-01", "%Y-%m-%d").replace(tzinfo=zone)
        since = max(since, first)
        until = min(until, midnight((first.date() + timedelta(days=32)).replace(day=1), zone))
    elif group:
        asked[_FILTER[params.group_by]] = group
    else:
        asked["without"] = params.group_by
    return "/api/v1/commitments?" + urlencode(asked | {"due_at.gte": since.isoformat(), "due_at.lt": until.isoformat()})


@cache
def targets() -> Mapping[str, str]:
    """Which share a promise is held to, by key."""
    text = resources.files("shouwen.areas.board").joinpath("targets.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    return found


def _held(work: Work, community_id: UUID, key: str, span: Span) -> list[BoardHeld]:
    """What the promise was held to in the span, as far as it has passed."""
    turns = sheet(work.session, community_id).turns(span.since, min(span.until - _INSTANT, work.now))
    held = [_held_at(work, community_id, key, at) for at in (span.since, *turns)]
    return [one for before, one in pairwise([None, *held]) if one and not _alike(before, one)]


def _held_at(work: Work, community_id: UUID, key: str, at: datetime) -> BoardHeld:
    share = targets().get(key)
    target = count(work.session, community_id, share, at) / _WHOLE if share else None
    return BoardHeld(
        since=at.astimezone(UTC), target=target, clause=standard(work.session, community_id, key, at).clause
    )


def _alike(before: BoardHeld | None, one: BoardHeld) -> bool:
    return before is not None and (before.target, before.clause) == (one.target, one.clause)


def _names(work: Work, params: BoardParams, groups: Mapping[str, Any]) -> Mapping[str, str]:
    tables: Mapping[GroupBy, tuple[Any, ...]] = {
        GroupBy.COMMUNITY: (Community,),
        GroupBy.ZONE: (Zone,),
        GroupBy.DEPARTMENT: (Department,),
        GroupBy.RESPONSIBLE: (Person, Post),
    }
    ids = [UUID(group) for group in groups if group] if params.group_by in tables else []
    found: dict[str, str] = {}
    for table in tables.get(params.group_by, ()):
        rows = work.session.execute(sa.select(table.id, table.name).where(table.id.in_(ids)))
        found |= {str(row.id): row.name for row in rows}
    return found
