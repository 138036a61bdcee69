"""The life of a quarter: it opens with the promise to file it, is gathered up when it is over, and is filed and kept.

Its subject carries the promises: the filing by the day the standard names (CB-10), the keeping after it, and those of
the corrective actions that come of it (CB-09).
"""

import json
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.areas.callbacks.correcting import known_matters, open_corrective
from shouwen.areas.callbacks.models import Draw, Filing, Quarter
from shouwen.areas.callbacks.problems import QuarterFiled, QuarterRunning
from shouwen.areas.callbacks.quarter import ARCHIVE_BY, AUDIT, FILE, analyse, gathered
from shouwen.areas.callbacks.quarter_rules import (
    first_day,
    first_day_after,
    months_of,
    quarter_before,
    quarter_of,
)
from shouwen.areas.callbacks.schemas import QuarterFigures, QuarterParams
from shouwen.core.acts import Moment
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.service import Birth, judge, keep, make
from shouwen.core.numbering.service import take_number
from shouwen.core.people.models import Post
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Community
from shouwen.core.places.queries import in_communities
from shouwen.core.references import UnknownReference
from shouwen.core.standards.queries import standard
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.core.terms import term_ends
from shouwen.core.work import Work
from shouwen.core.worktime.rules import end_of, midnight
from shouwen.kit.ids import new_id

SERIES: Final = "HG"  # 回访归档
RETENTION: Final = "retention.callback"
AT_ONCE: Final = 50
_SHORTEST_MONTH: Final = 28
_FROZEN: Final = ("due", "total", "by_kind", "by_zone", "by_person", "forms")


# ---------------------------------------------------------------- by the clock


def open_quarters(work: Work) -> None:
    """Every community with a desk has the quarter that runs, and the one before where something was drawn in it."""
    rows = sa.select(Community, Post).join(Post, sa.and_(Post.community_id == Community.id, Post.is_reception))
    opened = work.session.execute(sa.select(Quarter.community_id, Quarter.quarter))
    known = {(row.community_id, row.quarter) for row in opened}
    for community, desk in work.session.execute(rows.order_by(Community.id)).all():
        now = quarter_of(work.now.astimezone(ZoneInfo(community.time_zone)).date())
        before = quarter_before(now)
        if (community.id, now) not in known:
            _open(work, community, desk, now)
        if (community.id, before) not in known and _was_drawn(work, community.id, before):
            _open(work, community, desk, before)


def gather_up(work: Work) -> None:
    """What came up again in a quarter that is over is a corrective action each (CB-09).

    Until the quarter is filed it is gathered up anew, those that waited longest first: cases are recorded late.
    """
    is_filed = (
        sa.select(Filing.quarter_id)
        .where(Filing.community_id == Quarter.community_id, Filing.quarter_id == Quarter.id)
        .exists()
    )
    over = sa.select(Quarter).where(Quarter.ends_at <= work.now, ~is_filed)
    waited = over.order_by(Quarter.analysed_at.asc().nulls_first(), Quarter.id).limit(AT_ONCE)
    for quarter in work.session.scalars(waited.with_for_update()).all():
        quarter.analysed_at = work.now
        subject = work.session.get_one(Subject, (quarter.community_id, quarter.id))
        known = known_matters(work, quarter)
        for again in gathered(work, quarter.community_id, (quarter.begins_at, quarter.ends_at)):
            if (again.kind, again.category, again.unit_id) not in known:
                open_corrective(work, subject, again)


def keep_filed(work: Work) -> None:
    """A filed quarter that is still there when its time is over was kept, as promised."""
    rows = (
        sa.select(Filing, Commitment)
        .join(
            Commitment,
            sa.and_(Commitment.community_id == Filing.community_id, Commitment.subject_id == Filing.quarter_id),
        )
        .where(Commitment.key == RETENTION, Commitment.state == CommitmentState.OPEN, Commitment.due_at <= work.now)
    )
    for filing, promise in work.session.execute(rows).all():
        subject = work.session.get_one(Subject, (filing.community_id, filing.quarter_id))
        judge(work, subject, promise, Moment(promise.due_at, recorded_late=False))


def _was_drawn(work: Work, community_id: UUID, quarter: str) -> bool:
    drawn = sa.select(Draw.id).where(Draw.community_id == community_id, Draw.period.in_(months_of(quarter)))
    return work.session.scalar(drawn.limit(1)) is not None


def _open(work: Work, community: Community, desk: Post, name: str) -> None:
    zone = ZoneInfo(community.time_zone)
    post_id = desk.superior_post_id or desk.id
    subject = Subject(
        community_id=community.id, id=new_id(), type=SubjectType.CALLBACK_QUARTER, number=name, confidential=False
    )
    begins_at, ends_at = midnight(first_day(name), zone), midnight(first_day_after(name), zone)
    work.session.add(subject)
    work.session.flush()
    work.session.add(
        Quarter(community_id=community.id, id=subject.id, quarter=name, begins_at=begins_at, ends_at=ends_at)
    )
    work.session.flush()
    work.emit("callbacks.quarter_opened", subject, quarter=name)
    by_day = standard(work.session, community.id, ARCHIVE_BY, begins_at).value
    if by_day is not None:
        last = first_day_after(name).replace(day=min(by_day, _SHORTEST_MONTH))
        birth = Birth(key=ARCHIVE_BY, base="quarter_end", base_at=begins_at, post_id=post_id, due_at=end_of(last, zone))
        make(work, subject, birth)


# ---------------------------------------------------------------- a person files it


def file_quarter(work: Work, params: QuarterParams) -> None:
    """Freezes the figures as they are now, with the pages of the archive, and promises to keep them.

    Raises UnknownReference, QuarterRunning, QuarterFiled.
    """
    here = sa.select(Community.id).where(
        Community.id == params.community_id,
        in_communities(work, FILE, Community.id),
        in_communities(work, AUDIT, Community.id),
    )
    if work.session.scalar(here) is None:
        raise UnknownReference.at("/community_id")
    rows = sa.select(Quarter).where(Quarter.community_id == params.community_id, Quarter.quarter == params.quarter)
    quarter = work.session.scalars(rows.with_for_update()).one_or_none()
    if quarter is None or work.now < quarter.ends_at or quarter.analysed_at is None:
        raise QuarterRunning
    if work.session.get(Filing, (quarter.community_id, quarter.id)) is not None:
        raise QuarterFiled
    _file(work, quarter, analyse(work, params))


def _file(work: Work, quarter: Quarter, shown: QuarterFigures) -> None:
    community_id = quarter.community_id
    subject = work.session.get_one(Subject, (community_id, quarter.id))
    zone = time_zone(work.session, community_id)
    keep_until = _keep_until(work, community_id)
    filing = Filing(
        community_id=community_id,
        quarter_id=quarter.id,
        number=take_number(work.session, community_id, SERIES, work.now, zone),
        figures=json.dumps({name: shown[name] for name in _FROZEN}, ensure_ascii=False),
        pages=len(shown["forms"]["pages"]),
        filed_by_id=work.actor.id,
        filed_at=work.now,
        keep_until=keep_until,
    )
    work.session.add(filing)
    work.emit("callbacks.quarter_filed", subject, quarter=quarter.quarter, number=filing.number, pages=filing.pages)
    keep(work, subject, [ARCHIVE_BY], Moment(work.now, recorded_late=False))
    if keep_until is not None:
        make(work, subject, _keeping(work, keep_until))


def _keep_until(work: Work, community_id: UUID) -> datetime | None:
    if standard(work.session, community_id, RETENTION, work.now).value is None:
        return None
    return term_ends(work.session, community_id, RETENTION, work.now, by=work.now)


def _keeping(work: Work, keep_until: datetime) -> Birth:
    """Silent: until then there is nothing to do but leave it alone."""
    return Birth(RETENTION, "filed_at", work.now, staff_id=work.actor.id, due_at=keep_until, silent=True)
