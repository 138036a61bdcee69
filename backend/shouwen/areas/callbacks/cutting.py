"""A cut: the draw decides on what came in and what fell away, and whoever was drawn is to be called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.callers import callers_for, take_part
from shouwen.areas.callbacks.draw import Cut, Row, Way, cut
from shouwen.areas.callbacks.enrolment import Enrolling, enrol
from shouwen.areas.callbacks.models import Answer, Callback, Draw, DrawCut, DrawRow
from shouwen.areas.callbacks.reaching import unreached
from shouwen.areas.callbacks.rules import OPEN, CallbackKind, CallbackState, Method, Outcome, Programme
from shouwen.areas.callbacks.windows import window_key
from shouwen.areas.cases.public import finished_case
from shouwen.core.commitments.rules import WaiveReason
from shouwen.core.commitments.service import Birth, make, waive
from shouwen.core.numbering.service import take_number
from shouwen.core.people.queries import reception_of
from shouwen.core.places.local_time import time_zone
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work
from shouwen.kit.ids import new_id

FORM_SERIES = "HF"
_WAYS = frozenset({Outcome.LOT, Outcome.FLOOR, Outcome.REPLACEMENT})
_LOST = frozenset({Outcome.SUPERSEDED, Outcome.VOIDED})


@dataclass(frozen=True, slots=True)
class _Called:
    """How the callback of a row stands."""

    id: UUID
    is_done: bool
    is_over: bool
    is_unreached: bool


def cut_draw(work: Work, draw: Draw) -> None:
    """One cut, unless nothing has come in, fallen away or fallen short since the last; settles what is over."""
    rows = _rows(work, draw)
    called = _called(work, draw)
    known = [_known(row, called.get(row.seq)) for row in rows if row.subject_id]
    short = [row for row in rows if row.subject_id is None and row.gone_cut is None]
    no = draw.last_cut + 1
    done = cut(bytes.fromhex(draw.seed), bytes.fromhex(draw.last_hash), no, work.now, known)
    if any(row.cut is None for row in known) or done.gone or done.drawn or done.missing != len(short):
        _write(work, draw, no, done)
        _stamp(rows, no, done)
        _fall_short(work, draw, short, no, done.missing)
        _let_go(work, draw, [called[seq] for seq in done.gone if seq in called], done.missing)
        for row in rows:
            if row.seq in done.drawn:
                _call(work, draw, row)
    _settle(work, draw, rows)


def _rows(work: Work, draw: Draw) -> Sequence[DrawRow]:
    rows = sa.select(DrawRow).where(DrawRow.community_id == draw.community_id, DrawRow.draw_id == draw.id)
    return work.session.scalars(rows.order_by(DrawRow.seq)).all()


def _known(row: DrawRow, called: _Called | None) -> Row:
    assert row.subject_id is not None  # noqa: S101 - the rows that are short have none, and are no part of a cut
    lost = row.outcome in _LOST
    return Row(
        seq=row.seq,
        subject_id=row.subject_id,
        rate_bp=row.rate_bp,
        enrolled_at=row.enrolled_at,
        callable_from=row.callable_from,
        callable_until=row.callable_until,
        reason=row.reason,
        cut=row.cut,
        ticket=row.ticket,
        drawn=(Way(row.outcome) if row.outcome in _WAYS else Way.LOT) if row.drawn_cut else None,
        is_done=called is not None and called.is_done,
        is_lost=lost or (called is not None and (called.is_over or called.is_unreached)),
        is_replaceable=not lost,
        is_gone=row.gone_cut is not None,
    )


def _called(work: Work, draw: Draw) -> dict[int, _Called]:
    """The callbacks of this draw by row; of home visits, those of the complaints they were drawn from."""
    here = (DrawRow.community_id == draw.community_id, DrawRow.draw_id == draw.id, DrawRow.drawn_cut.is_not(None))
    drawn_from = Programme.VERIFY if draw.programme is Programme.HOME_VISIT else draw.programme
    rows = (
        sa.select(DrawRow.seq, DrawRow.callable_until, Callback.id, Callback.state, Callback.done_at, _visited())
        .join(
            Callback,
            sa.and_(
                Callback.community_id == DrawRow.community_id,
                Callback.subject_id == DrawRow.subject_id,
                Callback.round == DrawRow.round,
                Callback.programme == drawn_from,
            ),
        )
        .where(*here)
    )
    found = work.session.execute(rows).all()
    lost = unreached(work, draw.community_id, [row.id for row in found if row.state in OPEN])
    visits = draw.programme is Programme.HOME_VISIT
    return {row.seq: _stands(row, lost, visits=visits) for row in found}


def _visited() -> sa.ColumnElement[bool]:
    answers = sa.select(Answer.no).where(
        Answer.community_id == Callback.community_id,
        Answer.callback_id == Callback.id,
        Answer.method == Method.HOME_VISIT,
    )
    return answers.exists().label("visited")


def _stands(row: Any, lost: set[UUID], *, visits: bool) -> _Called:
    in_time = row.done_at is not None and row.done_at <= row.callable_until
    return _Called(
        id=row.id,
        is_done=in_time and (row.visited or not visits),
        is_over=row.state in {CallbackState.REPLACED, CallbackState.SHORT} or (visits and in_time and not row.visited),
        is_unreached=row.id in lost,
    )


# ---------------------------------------------------------------- what a cut writes


def _write(work: Work, draw: Draw, no: int, done: Cut) -> None:
    draw.last_cut, draw.last_hash = no, done.hash.hex()
    work.session.add(DrawCut(community_id=draw.community_id, draw_id=draw.id, no=no, at=work.now, hash=draw.last_hash))
    work.emit(
        "callbacks.cut",
        community_id=draw.community_id,
        draw_id=draw.id,
        no=no,
        hash=draw.last_hash,
        drawn=len(done.drawn),
        gone=len(done.gone),
        short=done.missing,
    )


def _stamp(rows: Sequence[DrawRow], no: int, done: Cut) -> None:
    for row in rows:
        if row.subject_id and row.cut is None:
            row.cut = no
        if row.seq in done.tickets:
            row.ticket = done.tickets[row.seq]
        if row.seq in done.drawn:
            row.drawn_cut, row.outcome = no, Outcome(done.drawn[row.seq])
        if row.seq in done.gone:
            row.gone_cut = no


def _fall_short(work: Work, draw: Draw, short: Sequence[DrawRow], no: int, missing: int) -> None:
    """As many rows without a subject as are missing now; those no longer missing are gone."""
    for row in short[: max(0, len(short) - missing)]:
        row.gone_cut = no
    for _ in range(missing - len(short)):
        draw.last_seq += 1
        work.session.add(
            DrawRow(
                community_id=draw.community_id,
                draw_id=draw.id,
                seq=draw.last_seq,
                programme=draw.programme,
                round=0,
                rate_bp=0,
                base_at=work.now,
                enrolled_at=work.now,
                callable_from=work.now,
                callable_until=work.now,
                cut=no,
                outcome=Outcome.SHORT,
            )
        )
    if missing > len(short):
        work.emit("callbacks.fell_short", community_id=draw.community_id, draw_id=draw.id, missing=missing)


def _let_go(work: Work, draw: Draw, gone: Sequence[_Called], missing: int) -> None:
    """Whom nobody could reach is not to be called any more: another was drawn, or none was left."""
    if draw.programme is Programme.HOME_VISIT:
        return
    for called in gone:
        callback = work.session.get_one(Callback, (draw.community_id, called.id))
        if not called.is_unreached or callback.state not in OPEN:
            continue  # late is late: a window that ran out leaves its promise as it is
        callback.state = CallbackState.SHORT if missing else CallbackState.REPLACED
        subject = work.session.get_one(Subject, (draw.community_id, callback.subject_id))
        key = window_key(callback.programme, callback.kind)
        waive(work, subject, WaiveReason.WITHDRAWN, keys=[key], slot=callback.programme)
        work.emit("callbacks.replaced", subject, callback_id=callback.id, state=callback.state)


def _call(work: Work, draw: Draw, row: DrawRow) -> None:
    """Somebody was drawn."""
    assert row.subject_id is not None  # noqa: S101 - only matters are drawn
    subject = work.session.get_one(Subject, (draw.community_id, row.subject_id))
    if draw.programme is Programme.HOME_VISIT:
        _ask_for_visit(work, subject, row)
        return
    case = finished_case(work.session, draw.community_id, row.subject_id)
    callers = callers_for(work, case)
    callback = Callback(
        community_id=draw.community_id,
        id=new_id(),
        version=1,
        number=take_number(
            work.session, draw.community_id, FORM_SERIES, work.now, time_zone(work.session, draw.community_id)
        ),
        state=CallbackState.ASSIGNED if callers.caller_id else CallbackState.DRAWN,
        programme=draw.programme,
        kind=draw.kind,
        draw_id=draw.id,
        seq=row.seq,
        subject_id=subject.id,
        round=row.round,
        method=Method.PHONE,
        caller_id=callers.caller_id,
        companion_id=callers.companion_id,
        callable_from=row.callable_from,
        due_at=row.callable_until,
        drawn_at=work.now,
    )
    work.session.add(callback)
    work.session.flush()  # the next is given to whoever has fewer in hand
    take_part(work, subject, callers.caller_id, callers.companion_id)
    _promise(work, subject, callback, row)
    work.emit(
        "callbacks.drawn", subject, callback_id=callback.id, draw_id=draw.id, seq=row.seq, caller_id=callers.caller_id
    )
    if draw.programme is Programme.VERIFY and draw.kind is CallbackKind.COMPLAINT:
        enrol(work, Programme.HOME_VISIT, Enrolling(subject, draw.kind, row.round, row.base_at))


def _promise(work: Work, subject: Subject, callback: Callback, row: DrawRow) -> None:
    """A drawn callback is a promise on the matter, which is not closed before it was made (CB-01)."""
    reception = None if callback.caller_id else reception_of(work.session, callback.community_id)
    if callback.caller_id is None and reception is None:
        return  # nobody works here yet who could answer for it
    birth = Birth(
        key=window_key(callback.programme, callback.kind),
        base="finished_at",
        base_at=row.base_at,
        staff_id=callback.caller_id,
        post_id=reception,
        round=row.round,
        slot=callback.programme,
        blocks_close=True,
    )
    make(work, subject, birth)


def _ask_for_visit(work: Work, subject: Subject, row: DrawRow) -> None:
    """The complaint's callback is to be made at home (CB-03)."""
    rows = sa.select(Callback).where(
        Callback.community_id == subject.community_id,
        Callback.subject_id == subject.id,
        Callback.round == row.round,
        Callback.programme == Programme.VERIFY,
        Callback.state.in_(OPEN),
    )
    for callback in work.session.scalars(rows):
        callback.method = Method.HOME_VISIT
        work.emit("callbacks.visit_drawn", subject, callback_id=callback.id, draw_id=row.draw_id, seq=row.seq)


def _settle(work: Work, draw: Draw, rows: Sequence[DrawRow]) -> None:
    """The month is over, and so is the last window: from now on the seed and the tickets are open to everybody."""
    if work.now < draw.ends_at or any(_may_still_count(row, work.now) for row in rows):
        return
    draw.settled_at = work.now
    work.emit("callbacks.draw_settled", community_id=draw.community_id, draw_id=draw.id)


def _may_still_count(row: DrawRow, now: datetime) -> bool:
    return row.subject_id is not None and row.reason is None and row.gone_cut is None and row.callable_until > now
