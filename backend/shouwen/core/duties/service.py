"""Planning the windows of duties ahead, doing one, and giving it to another post."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import yaml

from shouwen.core.acts import Moment, settle
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.service import Birth, judge, make
from shouwen.core.duties.models import Duty, DutyEntry
from shouwen.core.duties.problems import NothingToDo, NotYours
from shouwen.core.duties.queries import get_duty
from shouwen.core.duties.rules import DutyHolder, Window, window_from
from shouwen.core.duties.schemas import DutyKeepIn, DutyPatch
from shouwen.core.people.models import Post
from shouwen.core.people.queries import acts_for, acts_on_behalf
from shouwen.core.places.models import Community
from shouwen.core.references import refer
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.queries import standard
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.work import Work
from shouwen.core.worktime.queries import calendar_for
from shouwen.core.worktime.rules import end_of, midnight
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden

AT_ONCE: Final = 200  # windows made in one turn: the next turn goes on where this one stopped
_AHEAD: Final = timedelta(days=1)
_DAY: Final = timedelta(days=1)
_BASE: Final = "window"


@cache
def duty_kinds() -> Mapping[str, DutyHolder]:
    """Which rhythms are duties, and whose at first. ValueError for a key or a holder that does not exist."""
    text = resources.files("shouwen.core.duties").joinpath("duties.yaml").read_text(encoding="utf-8")
    kinds = {line["key"]: DutyHolder(line["of"]) for line in yaml.safe_load(text)["duties"]}
    if unknown := kinds.keys() - KEYS.keys():
        raise ValueError(f"duties.yaml: {sorted(unknown)} are no standards")
    return kinds


# ---------------------------------------------------------------- planning


def plan(work: Work) -> int:
    """Makes the windows of all duties up to tomorrow, once each, and those that fell due while nobody planned.

    Answers how many were made; AT_ONCE at most.
    """
    _begin(work)
    made = 0
    rows = sa.select(Duty).join(Community, Community.id == Duty.community_id).order_by(Duty.planned_through, Duty.id)
    rows = rows.where(Duty.planned_through < (work.now + _AHEAD + _DAY).date()).limit(AT_ONCE).with_for_update(of=Duty)
    for duty in work.session.scalars(rows.execution_options(populate_existing=True)).all():
        made += _plan_duty(work, duty, AT_ONCE - made)
    return made


def _plan_duty(work: Work, duty: Duty, most: int) -> int:
    community = work.session.get_one(Community, duty.community_id)
    subject = work.session.get_one(Subject, (duty.community_id, duty.id))
    zone = ZoneInfo(community.time_zone)
    horizon = (work.now + _AHEAD).astimezone(zone).date()
    made = 0
    day = duty.planned_through + _DAY
    while day <= horizon and made < most:
        window = _window(work, duty, day, zone)
        if window:
            _promise(work, subject, duty, window, zone)
        made += bool(window)
        duty.planned_through = window.last if window else day
        day = duty.planned_through + _DAY
    return made


def _window(work: Work, duty: Duty, day: date, zone: ZoneInfo) -> Window | None:
    """By the standard in force when the window begins; None on a day without one."""
    every = standard(work.session, duty.community_id, duty.key, midnight(day, zone))
    if every.value is None:
        return None
    return window_from(day, every.value, every.unit, calendar_for(work.session).is_workday)


def _promise(work: Work, subject: Subject, duty: Duty, window: Window, zone: ZoneInfo) -> None:
    """One that nobody kept until the next is due can no longer be kept."""
    due_at = end_of(window.last, zone)
    birth = Birth(
        key=duty.key,
        base=_BASE,
        base_at=midnight(window.first, zone),
        post_id=duty.post_id,
        slot=window.first.isoformat(),
        due_at=due_at,
        lapses_at=due_at + (window.last - window.first + _DAY),
    )
    make(work, subject, birth)


def _begin(work: Work) -> None:
    """Every community that has a desk has its duties, from today on."""
    for key, holder in duty_kinds().items():
        has_it = sa.select(Duty.id).where(Duty.community_id == Community.id, Duty.key == key)
        desk = sa.and_(Post.community_id == Community.id, Post.is_reception)
        rows = sa.select(Community, Post).join(Post, desk).where(~has_it.exists()).order_by(Community.id)
        for community, reception in work.session.execute(rows.limit(AT_ONCE)).all():
            _begin_duty(work, community, key, _post_of(holder, reception))


def _begin_duty(work: Work, community: Community, key: str, post_id: UUID) -> None:
    yesterday = work.now.astimezone(ZoneInfo(community.time_zone)).date() - _DAY
    post = work.session.get_one(Post, (community.id, post_id))
    duty = Duty(community_id=community.id, id=new_id(), key=key, post_id=post_id, planned_through=yesterday)
    subject = Subject(
        community_id=community.id, id=duty.id, type=SubjectType.DUTY, zone_id=post.zone_id, confidential=False
    )
    subject.department_id = post.department_id
    work.session.add(subject)
    work.session.flush()
    work.session.add_all([duty, _owns(duty, post_id)])
    work.session.flush()
    work.emit("duties.begun", subject, key=key, post_id=post_id)


def _post_of(holder: DutyHolder, reception: Post) -> UUID:
    head = reception.superior_post_id if holder is DutyHolder.HEAD_OF_DESK else None
    return head or reception.id


def _owns(duty: Duty, post_id: UUID) -> Involvement:
    return Involvement(community_id=duty.community_id, subject_id=duty.id, part=Part.OWNS, post_id=post_id)


# ---------------------------------------------------------------- people


def keep(work: Work, duty_id: UUID, body: DutyKeepIn) -> Duty:
    """One window was done: the one named by its first day, which may have lapsed, else the one that is now.

    Raises NotYours, NothingToDo.
    """
    duty, subject = get_duty(work, duty_id, lock=True)
    _check_holder(work, duty)
    moment = settle(work, duty.community_id, body.at, late_reason=body.late_reason)
    promise = _open_window(work, duty, body.on, moment.at)
    work.session.add(_entry(work, duty, promise, moment, body.text))
    work.emit("duties.kept", subject, at=moment.at, key=duty.key, commitment_id=promise.id, late=moment.recorded_late)
    judge(work, subject, promise, moment)
    return duty


def keep_for(work: Work, community_id: UUID, key: str, moment: Moment) -> None:
    """What another room wrote down is what a duty asks for: the window it falls into is done, where one is open."""
    rows = sa.select(Duty).where(Duty.community_id == community_id, Duty.key == key)
    duty = work.session.scalars(rows.with_for_update()).one_or_none()
    if duty is None:
        return
    for promise in _ordered(work, duty, CommitmentState.OPEN, CommitmentState.MISSED):
        if promise.base_at <= moment.at <= promise.due_at:
            subject = work.session.get_one(Subject, (community_id, duty.id))
            work.session.add(_entry(work, duty, promise, moment, None))
            work.emit("duties.kept", subject, at=moment.at, key=key, commitment_id=promise.id)
            judge(work, subject, promise, moment)
            return


def next_due(work: Work, community_id: UUID, keys: Collection[str]) -> Mapping[str, datetime]:
    """By when each of these duties is to be done next, where a window of it is open."""
    rows = (
        sa.select(Duty.key, sa.func.min(Commitment.due_at).label("due_at"))
        .join(Commitment, sa.and_(Commitment.community_id == Duty.community_id, Commitment.subject_id == Duty.id))
        .where(Duty.community_id == community_id, Duty.key.in_(keys), Commitment.state == CommitmentState.OPEN)
        .group_by(Duty.key)
    )
    return {row.key: row.due_at for row in work.session.execute(rows)}


def change(work: Work, duty_id: UUID, body: DutyPatch) -> Duty:
    """Gives the duty, with its open windows, to another post. Raises UnknownReference."""
    duty, subject = get_duty(work, duty_id, lock=True)
    if not work.actor.may("duties.manage", duty.community_id):
        raise Forbidden
    work.check_version(duty.version)
    post = refer(work, Post, duty.community_id, body.post_id, "/post_id")
    assert post is not None  # noqa: S101 - the body names one
    before, duty.post_id = duty.post_id, post.id
    subject.department_id, subject.zone_id = post.department_id, post.zone_id
    for promise in work.session.scalars(_windows(duty, CommitmentState.OPEN)).all():
        promise.responsible_post_id = post.id
    theirs = (Involvement.community_id == duty.community_id, Involvement.subject_id == duty.id)
    work.session.execute(sa.update(Involvement).where(*theirs, Involvement.part == Part.OWNS).values(post_id=post.id))
    work.emit("duties.given", subject, from_post_id=before, post_id=post.id)
    return duty


def _entry(work: Work, duty: Duty, promise: Commitment, moment: Moment, text: str | None) -> DutyEntry:
    return DutyEntry(
        community_id=duty.community_id,
        duty_id=duty.id,
        window_on=date.fromisoformat(promise.slot),
        text=text,
        done_by_id=work.actor.id,
        at=moment.at,
        recorded_at=work.now,
    )


def _check_holder(work: Work, duty: Duty) -> None:
    if acts_for(work.actor, None, duty.post_id):
        return
    here = duty.community_id
    if acts_on_behalf(work.session, here, work.actor, staff_id=None, post_id=duty.post_id, at=work.now):
        return
    raise NotYours(post=work.session.get_one(Post, (here, duty.post_id)).name)


def _open_window(work: Work, duty: Duty, on: date | None, at: datetime) -> Commitment:
    states = (CommitmentState.OPEN, CommitmentState.MISSED) if on else (CommitmentState.OPEN,)
    for promise in _ordered(work, duty, *states):
        named = promise.slot == on.isoformat() if on else promise.base_at <= at <= promise.due_at
        if named and promise.base_at <= at:
            return promise
    raise NothingToDo


def _ordered(work: Work, duty: Duty, *states: CommitmentState) -> Iterator[Commitment]:
    yield from work.session.scalars(_windows(duty, *states).order_by(Commitment.due_at).with_for_update())


def _windows(duty: Duty, *states: CommitmentState) -> sa.Select[Commitment]:
    return sa.select(Commitment).where(
        Commitment.community_id == duty.community_id, Commitment.subject_id == duty.id, Commitment.state.in_(states)
    )
