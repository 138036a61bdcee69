"""How the demo's callbacks were drawn and made: what the clock and the desk would have done, each at its own time."""

import heapq
import itertools
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.areas.callbacks import reactions, service
from shouwen.areas.callbacks.cutting import cut_draw
from shouwen.areas.callbacks.models import Callback, Draw
from shouwen.areas.callbacks.rules import OPEN, AttemptOutcome, Method
from shouwen.areas.callbacks.schemas import AssignIn, AttemptIn, CallbackAnswerIn, CallbackReviewIn
from shouwen.core.access.actor import SYSTEM, Actor
from shouwen.core.journal.models import JournalEntry
from shouwen.core.places.local_time import time_zone
from shouwen.core.work import Work
from shouwen.demo.village import described

_REACTIONS: Final = {
    "cases.finished": reactions.enrol_finished,
    "cases.reopened": reactions.supersede,
    "cases.voided": reactions.void,
}
_SEALED_AFTER: Final = timedelta(minutes=1)
_CUT_AFTER: Final = timedelta(minutes=30)
_CALLED_AFTER: Final = timedelta(minutes=90)
_REVIEWED_AFTER: Final = timedelta(hours=20)
_FROM, _UNTIL = time(9, 30), time(20)


class Caller:
    """Draws and calls for one community, up to now."""

    def __init__(self, work: Work, community_id: UUID, actors: Mapping[str, Actor]) -> None:
        self._work = work
        self._here = community_id
        self._actors = actors
        self._by_id = {actor.id: actor for actor in actors.values()}
        self._said = itertools.cycle(described("callbacks"))
        self._to_call: list[tuple[datetime, str, UUID]] = []
        self._zone = time_zone(work.session, community_id)

    def catch_up(self) -> None:
        """What was finished is enrolled, a draw is cut after each, and whoever was drawn is called in time."""
        for entry in self._happened():
            at = entry.at + _SEALED_AFTER
            self._call_until(at)
            work = self._at(at)
            _REACTIONS[entry.event](work, entry.id)
            work.write_journal()
            self._cut(at + _CUT_AFTER)
        self._call_until(self._work.now)
        self._cut(self._work.now)

    def _happened(self) -> list[JournalEntry]:
        rows = sa.select(JournalEntry).where(
            JournalEntry.community_id == self._here, JournalEntry.event.in_(_REACTIONS)
        )
        return list(self._work.session.scalars(rows.order_by(JournalEntry.at, JournalEntry.id)))

    def _cut(self, at: datetime) -> None:
        work = self._at(min(at, self._work.now))
        running = sa.select(Draw).where(Draw.community_id == self._here, Draw.settled_at.is_(None)).order_by(Draw.id)
        for draw in work.session.scalars(running).all():
            cut_draw(work, draw)
        work.write_journal()
        drawn = sa.select(Callback).where(Callback.community_id == self._here, Callback.drawn_at == work.now)
        for callback in work.session.scalars(drawn).all():
            when = by_day(max(callback.callable_from, callback.drawn_at) + _CALLED_AFTER, self._zone)
            heapq.heappush(self._to_call, (when, callback.number, callback.id))

    def _call_until(self, at: datetime) -> None:
        while self._to_call and self._to_call[0][0] <= at:
            when, _, callback_id = heapq.heappop(self._to_call)
            self._call(when, callback_id)

    def _call(self, when: datetime, callback_id: UUID) -> None:
        """By whoever it is given to, if they have a sign-in; else the manager gives it to the supervisor."""
        callback = self._work.session.get_one(Callback, (self._here, callback_id))
        if callback.state not in OPEN or when + _REVIEWED_AFTER > self._work.now:
            return  # for people to make
        caller = self._by_id.get(callback.caller_id) if callback.caller_id else None
        if caller is None:
            caller = self._actors["supervisor"]
            self._do(when, self._actors["manager"], service.assign, callback_id, AssignIn(caller_id=caller.id))
        answered = AttemptIn(outcome=AttemptOutcome.ANSWERED)
        said = CallbackAnswerIn.model_validate({"method": Method.PHONE, **next(self._said)})
        review = CallbackReviewIn(comment="记录完整，情况属实。", passed=True)
        self._do(when, caller, service.attempt, callback_id, answered)
        self._do(when, caller, service.record, callback_id, said)
        self._do(when + _REVIEWED_AFTER, self._actors["manager"], service.review, callback_id, review)

    def _do(self, at: datetime, actor: Actor, deed: Callable[..., Any], *said: Any) -> None:
        work = self._at(at, actor)
        deed(work, *said)
        work.write_journal()

    def _at(self, at: datetime, actor: Actor = SYSTEM) -> Work:
        self._work.session.flush()
        return Work(house=self._work.house, session=self._work.session, actor=actor, now=at)


def by_day(at: datetime, zone: ZoneInfo) -> datetime:
    """Nobody is called at night: in the morning, if it would be."""
    local = at.astimezone(zone)
    if _FROM <= local.time() < _UNTIL:
        return at
    day = local.date() if local.time() < _FROM else local.date() + timedelta(days=1)
    return datetime.combine(day, _FROM, zone)
