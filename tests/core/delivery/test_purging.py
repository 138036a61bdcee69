"""Messages that were heard go when their time is over, and nothing else does."""

from __future__ import annotations

import sqlalchemy as sa

from shouwen.core.delivery.models import Message, MessageItem, Sending
from shouwen.core.delivery.purging import purge_heard
from shouwen.core.jobs.registry import registry
from shouwen.rooms import furniture
from tests.core.delivery.desk import Desk


def purge(desk: Desk) -> int:
    with desk.api.work() as work:
        return purge_heard(work)


def keep_for(desk: Desk, days: int) -> None:
    path = f"/communities/{desk.town.id}/standards/retention.message"
    answer = desk.api.send("PUT", path, desk.manager, body={"value": days, "unit": "d", "reason": "试行"})
    assert answer.status_code == 200, answer.text
    desk.api.clock.advance(minutes=1)


def heard_one(desk: Desk) -> None:
    """A message to the butler that they have heard, and that went out by the robot."""
    desk.robot()
    desk.hear()
    desk.run(minutes=49)
    desk.run(minutes=1)
    [message] = desk.messages(desk.butler)
    assert desk.api.post(f"/messages/{message['id']}/acknowledge", desk.butler).status_code == 200


def left(desk: Desk) -> list[int]:
    """How many messages to the butler there are, with their items and sendings."""
    mine = sa.select(Message.id).where(Message.staff_id == desk.butler.id)
    wanted = (Message.id.in_(mine), MessageItem.message_id.in_(mine), Sending.message_id.in_(mine))
    counts = [sa.select(sa.func.count()).where(condition) for condition in wanted]
    return desk.api.look(lambda session: [session.scalars(count).one() for count in counts])


def test_what_was_heard_stays_where_nobody_says_how_long(desk: Desk) -> None:
    heard_one(desk)
    desk.api.clock.advance(days=4000)
    assert purge(desk) == 0


def test_its_time_is_counted_as_every_term(desk: Desk) -> None:
    heard_one(desk)
    keep_for(desk, 30)
    assert min(left(desk)) > 0
    desk.api.clock.advance(days=30)
    assert purge(desk) == 0  # its last day is not over
    desk.api.clock.advance(days=1)
    assert purge(desk) == 1
    assert left(desk) == [0, 0, 0]
    assert purge(desk) == 0
    assert [event.detail for event in desk.api.events("delivery.purged")][-1:] == [{"messages": 1}]


def test_what_nobody_heard_stays(desk: Desk) -> None:
    keep_for(desk, 30)
    desk.hear()
    desk.run(minutes=49)
    desk.api.clock.advance(days=60)
    assert purge(desk) == 0
    assert left(desk)[:2] == [1, 1]


def test_the_clock_does_it() -> None:
    furniture("schedules")
    assert "delivery.purge" in registry.schedules
