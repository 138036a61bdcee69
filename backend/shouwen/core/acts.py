"""Acts have their own time: done at `at`, written down now, and how far the two may lie apart is a standard."""

from datetime import datetime, timedelta
from typing import Annotated, Final, NamedTuple
from uuid import UUID

from pydantic import ConfigDict

from shouwen.core.standards.queries import duration
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden, Malformed
from shouwen.kit.schema import Body, Instant
from shouwen.kit.text import Words


class InFuture(Malformed):
    """An act cannot have happened after now."""

    code = "house.at_in_future"
    zh = "时间不能晚于现在"
    en = "This cannot have happened later than now"


class BeforePrevious(Malformed):
    """An act on a subject does not come before the one before it."""

    code = "house.at_before_previous"
    zh = "时间不能早于该事项的上一步操作"
    en = "This cannot have happened before the previous act on the same matter"


class BackdateReasonMissing(Malformed):
    """An old act recorded now needs a reason (mechanics: time)."""

    code = "cases.backdate"
    zh = "补录较早的时间须填写原因"
    en = "Recording something this old needs a reason"


class BackdateForbidden(Forbidden):
    """An old act recorded now needs `cases.backdate`."""

    code = "cases.backdate"
    zh = "您没有补录较早时间的权限"
    en = "You may not record something this old"


TIME_PROBLEMS: Final = (InFuture, BeforePrevious, BackdateReasonMissing, BackdateForbidden)
"""What `settle` may raise: a route that takes an `Act` names them among its problems."""


class Act(Body):
    """When it was done, if not now, and why it is only written down now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"at": "2026-11-22T09:30:00+08:00"}]})

    at: Instant | None = None
    late_reason: Annotated[str, Words(500)] | None = None


class Moment(NamedTuple):
    """When an act was done, and whether it was written down notably later."""

    at: datetime
    recorded_late: bool


def settle(
    work: Work,
    community_id: UUID,
    at: datetime | None,
    *,
    late_reason: str | None,
    not_before: datetime | None = None,
    pointer: str = "/at",
) -> Moment:
    """The time an act is judged by. Raises what is wrong with it, at `pointer`."""
    if at is None:
        return Moment(work.now, recorded_late=False)

    def standard(key: str) -> timedelta:
        return duration(work.session, community_id, key, work.now)

    if at > work.now + standard("record.ahead"):
        raise InFuture.at(pointer)
    if not_before and at < not_before:
        raise BeforePrevious.at(pointer)
    age = work.now - at
    if age > standard("record.backdate"):
        if not late_reason:
            raise BackdateReasonMissing.at("/late_reason")
        if not work.actor.may("cases.backdate", community_id):
            raise BackdateForbidden
    return Moment(at, recorded_late=age > standard("record.late_mark"))
