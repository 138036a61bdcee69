"""Enrolment: what is finished goes into the draw of its kind and month, and leaves it when it is reopened or voided.

Other rooms enrol through `public.enrol`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from shouwen.areas.callbacks.draw import Obstacle, commitment
from shouwen.areas.callbacks.models import Callback, Draw, DrawRow
from shouwen.areas.callbacks.rules import OPEN, CallbackKind, CallbackState, Outcome, Programme
from shouwen.areas.callbacks.windows import rate_of, window_key, window_of
from shouwen.core.commitments.rules import WaiveReason
from shouwen.core.commitments.service import waive
from shouwen.core.places.local_time import time_zone
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work
from shouwen.core.worktime.rules import midnight
from shouwen.kit.ids import new_id

_SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Enrolling:
    """What was finished. `base_at`: when; now, if that was written down late. `obstacle`: why nobody can be asked."""

    subject: Subject
    kind: CallbackKind
    round: int
    base_at: datetime
    obstacle: Obstacle | None = None


def enrol(work: Work, programme: Programme, matter: Enrolling) -> DrawRow | None:
    """Puts it into the draw of this month, once. None where nobody is to be called by the standard, or it is in."""
    community_id = matter.subject.community_id
    rate_bp = rate_of(work.session, community_id, programme, matter.kind, work.now)
    if rate_bp == 0 or _is_in(work, programme, matter):
        return None
    draw = _draw(work, community_id, programme, matter.kind)
    window = window_of(work.session, community_id, programme, matter.kind, matter.base_at)
    draw.last_seq += 1
    row = DrawRow(
        community_id=community_id,
        draw_id=draw.id,
        seq=draw.last_seq,
        programme=programme,
        subject_id=matter.subject.id,
        round=matter.round,
        rate_bp=rate_bp,
        base_at=matter.base_at,
        enrolled_at=work.now,
        callable_from=window.begins_at,
        callable_until=window.ends_at,
        reason=matter.obstacle,
        outcome=Outcome.NOT_CALLABLE if matter.obstacle else Outcome.NOT_DRAWN,
    )
    work.session.add(row)
    work.emit(
        "callbacks.enrolled",
        matter.subject,
        draw_id=draw.id,
        seq=row.seq,
        programme=programme,
        rate_bp=rate_bp,
        reason=matter.obstacle,
    )
    return row


def leave(work: Work, subject: Subject, outcome: Outcome) -> None:
    """Reopened or voided: from the next cut on its rows count neither as done nor as still possible."""
    rows = sa.select(DrawRow).where(
        DrawRow.community_id == subject.community_id,
        DrawRow.subject_id == subject.id,
        DrawRow.gone_cut.is_(None),
        DrawRow.outcome.not_in([Outcome.SUPERSEDED, Outcome.VOIDED, Outcome.NOT_CALLABLE]),
    )
    for row in work.session.scalars(rows.with_for_update()).all():
        row.outcome = outcome
        work.emit("callbacks.left_draw", subject, draw_id=row.draw_id, seq=row.seq, outcome=outcome)
    _let_go(work, subject)


def _let_go(work: Work, subject: Subject) -> None:
    """Nobody is to be called any more about what is not finished."""
    rows = sa.select(Callback).where(
        Callback.community_id == subject.community_id, Callback.subject_id == subject.id, Callback.state.in_(OPEN)
    )
    for callback in work.session.scalars(rows.with_for_update()).all():
        callback.state = CallbackState.SUPERSEDED
        key = window_key(callback.programme, callback.kind)
        waive(work, subject, WaiveReason.WITHDRAWN, keys=[key], slot=callback.programme)
        work.emit("callbacks.superseded", subject, callback_id=callback.id)


def _is_in(work: Work, programme: Programme, matter: Enrolling) -> bool:
    known = sa.select(DrawRow.seq).where(
        DrawRow.community_id == matter.subject.community_id,
        DrawRow.subject_id == matter.subject.id,
        DrawRow.programme == programme,
        DrawRow.round == matter.round,
    )
    return work.session.scalar(known) is not None


def _draw(work: Work, community_id: UUID, programme: Programme, kind: CallbackKind) -> Draw:
    """The draw of this month, locked; opened by whoever comes first, its commit published before anybody is in."""
    zone = time_zone(work.session, community_id)
    month = work.now.astimezone(zone).date().replace(day=1)
    period = f"{month:%Y-%m}"
    rows = sa.select(Draw).where(
        Draw.community_id == community_id,
        Draw.programme == programme,
        Draw.kind == kind,
        Draw.period == period,
    )
    known = work.session.scalars(rows.with_for_update()).one_or_none()
    if known is not None:
        return known
    seed, draw_id = secrets.token_bytes(_SEED_BYTES), new_id()
    commit = commitment(draw_id, seed).hex()
    draw = Draw(
        community_id=community_id,
        id=draw_id,
        programme=programme,
        kind=kind,
        period=period,
        commit=commit,
        seed=seed.hex(),
        opened_at=work.now,
        ends_at=midnight(month + relativedelta(months=1), zone),
        last_seq=0,
        last_cut=0,
        last_hash=commit,
    )
    work.session.add(draw)
    work.session.flush()
    work.emit(
        "callbacks.draw_opened",
        community_id=community_id,
        draw_id=draw_id,
        programme=programme,
        kind=kind,
        month=month,
        commit=commit,
    )
    return draw
