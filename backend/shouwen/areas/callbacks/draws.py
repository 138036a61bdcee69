"""Reading draws: enough for anybody to recompute one, and its seed when it is settled."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.models import Callback, Draw, DrawCut, DrawRow
from shouwen.areas.callbacks.rules import Outcome
from shouwen.areas.callbacks.schemas import DrawOut, DrawParams, DrawRowOut, EnrolledRow, RowParams
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.places.queries import in_communities
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import NotFound

AUDIT: Final = "callbacks.audit"
_WHOLE: Final = 10_000
_DRAWS: Final = Sorting({"period": SortKey(Draw.period, str)}, SortKey(Draw.id, UUID), "-period,-id")
_ROWS: Final = Sorting({}, SortKey(DrawRow.seq, int), "id")


def list_draws(work: Work, params: DrawParams) -> Page[DrawRowOut]:
    """The draws of the communities in reach, the latest month first."""
    rows = sa.select(Draw.id).where(
        in_communities(work, AUDIT, Draw.community_id),
        any_of(Draw.community_id, params.community_id),
        any_of(Draw.programme, params.programme),
        any_of(Draw.kind, params.kind),
        any_of(Draw.period, params.period),
    )
    if params.settled is not None:
        rows = rows.where(Draw.settled_at.is_not(None) if params.settled else Draw.settled_at.is_(None))
    found = find_page(work, rows, params, _DRAWS)
    return found.page(_present(work, [row["id"] for row in found.rows]))


def get_draw(work: Work, draw_id: UUID) -> DrawOut:
    """One draw with its cuts. Raises NotFound."""
    draw = _find(work, draw_id)
    [row] = _present(work, [draw.id])
    cuts = sa.select(DrawCut.no, DrawCut.at, DrawCut.hash).where(
        DrawCut.community_id == draw.community_id, DrawCut.draw_id == draw.id
    )
    return {
        **row,
        "seed": draw.seed if draw.settled_at else None,
        "cuts": [
            {"no": cut.no, "at": cut.at, "hash": cut.hash} for cut in work.session.execute(cuts.order_by(DrawCut.no))
        ],
    }


def list_rows(work: Work, draw_id: UUID, params: RowParams) -> Page[EnrolledRow]:
    """The rows of a draw in the order they came in. Raises NotFound."""
    draw = _find(work, draw_id)
    rows = sa.select(
        DrawRow.seq,
        DrawRow.subject_id,
        DrawRow.rate_bp,
        DrawRow.enrolled_at,
        DrawRow.callable_from,
        DrawRow.callable_until,
        DrawRow.cut,
        DrawRow.drawn_cut,
        DrawRow.gone_cut,
        DrawRow.outcome,
        DrawRow.reason,
        DrawRow.ticket,
    ).where(DrawRow.community_id == draw.community_id, DrawRow.draw_id == draw.id)
    found = find_page(work, rows, params, _ROWS)
    return found.page([_row(row, is_open=draw.settled_at is not None) for row in found.rows])


def _find(work: Work, draw_id: UUID) -> Draw:
    rows = sa.select(Draw).where(Draw.id == draw_id, in_communities(work, AUDIT, Draw.community_id))
    draw = work.session.scalars(rows).one_or_none()
    if draw is None:
        raise NotFound
    return draw


def _row(row: dict[str, Any], *, is_open: bool) -> Any:
    ticket = row["ticket"].hex() if is_open and row["ticket"] else None
    return {**row, "ticket": ticket}


def _present(work: Work, ids: Sequence[UUID]) -> list[DrawRowOut]:
    """Draws as they are answered. Three statements, whatever their number."""
    draws = {draw.id: draw for draw in work.session.scalars(sa.select(Draw).where(Draw.id.in_(ids)))}
    counts = {row.draw_id: row for row in work.session.execute(_counts(ids))}
    done = {row.draw_id: row.done for row in work.session.execute(_done(ids))}
    return [_draw(draws[id], counts[id], done.get(id, 0)) for id in ids]


def _counts(ids: Sequence[UUID]) -> sa.Select[*tuple[Any, ...]]:
    matters = DrawRow.subject_id.is_not(None)
    rates = sa.func.sum(DrawRow.rate_bp).filter(DrawRow.reason.is_(None))
    return (
        sa.select(
            DrawRow.draw_id,
            sa.func.count().filter(matters).label("population"),
            sa.func.coalesce(rates, 0).label("rates"),
            sa.func.count().filter(DrawRow.drawn_cut.is_not(None)).label("drawn"),
            sa.func.count().filter(DrawRow.outcome == Outcome.SHORT, DrawRow.gone_cut.is_(None)).label("short"),
        )
        .where(DrawRow.draw_id.in_(ids))
        .group_by(DrawRow.draw_id)
    )


def _done(ids: Sequence[UUID]) -> sa.Select[*tuple[Any, ...]]:
    """Of home visits nothing is counted here: they are made with the callbacks of another draw."""
    return (
        sa.select(Callback.draw_id, sa.func.count().label("done"))
        .where(Callback.draw_id.in_(ids), Callback.done_at.is_not(None), Callback.done_at <= Callback.due_at)
        .group_by(Callback.draw_id)
    )


def _draw(draw: Draw, counts: Any, done: int) -> DrawRowOut:
    return {
        "id": draw.id,
        "community_id": draw.community_id,
        "period": draw.period,
        "kind": draw.kind,
        "programme": draw.programme,
        "commit": draw.commit,
        "opened_at": draw.opened_at,
        "ends_at": draw.ends_at,
        "settled_at": draw.settled_at,
        "population": counts.population,
        "due": -(-counts.rates // _WHOLE),
        "drawn": counts.drawn,
        "done": done,
        "short": counts.short,
    }
