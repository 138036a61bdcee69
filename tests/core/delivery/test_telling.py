"""Who is told, of what, and by how many messages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.commitments.tick import tick
from shouwen.core.delivery.models import Message, MessageItem
from shouwen.core.delivery.rules import MessageEvent
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.people.chart import Way
from shouwen.core.people.models import Post
from tests.core.delivery.desk import Desk

RESPOND = "respond.within"  # 1 h: warned after 48 m, climbing after 90 m


# ---------------------------------------------------------------- the clock


def test_a_promise_warns_who_answers_then_the_superior_then_the_manager(desk: Desk) -> None:
    desk.hear()
    desk.run(minutes=49)
    assert [desk.told(who, RESPOND) for who in (desk.butler, desk.supervisor, desk.manager)] == [["warned"], [], []]
    desk.run(minutes=12)
    assert [desk.told(who, RESPOND) for who in (desk.butler, desk.supervisor, desk.manager)] == [
        ["warned"],
        ["fell_due"],
        [],
    ]
    desk.run(minutes=30)
    assert [desk.told(who, RESPOND) for who in (desk.butler, desk.supervisor, desk.manager)] == [
        ["warned"],
        ["fell_due"],
        ["climbed"],
    ]


def test_how_high_it_goes_is_a_standard(desk: Desk) -> None:
    body = {"value": 2, "unit": "count", "from": desk.api.clock.at, "reason": "值班主管即经理"}
    answer = desk.api.send("PUT", f"/communities/{desk.town.id}/standards/clock.due.up", desk.manager, body=body)
    assert answer.status_code == 200, answer.text
    desk.hear()
    desk.run(minutes=61)
    assert desk.told(desk.supervisor, RESPOND) == []
    assert "fell_due" in desk.told(desk.manager, RESPOND)


def test_several_promises_of_one_tick_are_one_message(desk: Desk) -> None:
    for _ in range(3):
        desk.hear()
    desk.run(minutes=49)
    [message] = desk.messages(desk.butler)
    assert [item["key"] for item in message["items"]] == [RESPOND] * 3
    assert len({item["subject"]["number"] for item in message["items"]}) == message["item_count"] == 3


def test_several_workers_make_one_message(desk: Desk) -> None:
    for _ in range(12):
        desk.hear()
    desk.api.clock.advance(minutes=49)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: tick(desk.api.house), range(4)))
    [message] = desk.messages(desk.butler)
    assert message["item_count"] == 12
    assert len({item["subject"]["id"] for item in message["items"]}) == 12


def test_a_batch_that_dies_tells_nobody_and_is_told_once_later(desk: Desk) -> None:
    desk.hear()
    desk.api.clock.advance(minutes=49)

    def tell_and_die() -> None:
        with desk.api.work() as work:
            tell(work, desk.town.id, [Notice(MessageEvent.URGED, staff_id=desk.butler.id)])
            raise ConnectionError

    with pytest.raises(ConnectionError):
        tell_and_die()
    assert desk.messages(desk.butler) == []
    desk.run()
    desk.run()
    assert desk.told(desk.butler, RESPOND) == ["warned"]


def test_an_hour_off_is_told_by_one_message_each_and_of_what_is_true_now(desk: Desk) -> None:
    for _ in range(5):
        desk.hear()
    desk.run(hours=3)
    for who in (desk.butler, desk.supervisor, desk.manager):
        [message] = desk.messages(who)
        mine = [item for item in message["items"] if item["key"] == RESPOND]
        assert [item["event"] for item in mine] == ["climbed"] * 5
    desk.run(minutes=1)
    assert [len(desk.messages(who)) for who in (desk.butler, desk.supervisor, desk.manager)] == [1, 1, 1]


def test_one_who_stands_in_is_told_and_both_are_kept(desk: Desk) -> None:
    desk.hear()
    until = desk.api.clock.at + timedelta(days=1)
    assert desk.office.away(desk.butler, until=until).status_code == 201
    desk.run(minutes=49)
    assert desk.messages(desk.butler) == []
    [message] = desk.messages(desk.deputy)
    [item] = message["items"]
    assert (item["way"], item["named"]["type"], item["named"]["id"]) == ("deputy", "staff", str(desk.butler.id))
    row = desk.api.look(
        lambda session: session.execute(
            sa.select(Message.staff_id, MessageItem.named_staff_id)
            .join(MessageItem, MessageItem.message_id == Message.id)
            .where(Message.id == UUID(message["id"]))
        ).one()
    )
    assert tuple(row) == (desk.deputy.id, desk.butler.id)


def test_nobody_stands_in_for_themselves(desk: Desk) -> None:
    """Neither who manages and is told of what managers are, nor who has nobody above when their own promise climbs."""
    desk.hear(severity="major")
    desk.hear(desk.manager)
    desk.run(hours=3)
    items = [item for message in desk.messages(desk.manager) for item in message["items"]]
    mine = [item for item in items if item["event"] == "major" or item["way"] == "named"]
    assert {item["event"] for item in mine} == {"major", "climbed"}
    assert [item["named"] for item in mine] == [None] * len(mine)
    rows = desk.api.look(
        lambda session: session.execute(
            sa.select(Message.id)
            .join(MessageItem, MessageItem.message_id == Message.id)
            .where(Message.community_id == desk.town.id, MessageItem.named_staff_id == Message.staff_id)
            .where(MessageItem.way != Way.NAMED)
        ).all()
    )
    assert rows == []


def test_a_post_at_the_top_is_its_holder_s_own(desk: Desk) -> None:
    here = sa.select(Post.id).where(Post.community_id == desk.town.id, Post.name == "经理岗")
    top = desk.api.look(lambda session: session.scalars(here).one())
    with desk.api.work() as work:
        tell(work, desk.town.id, [Notice(MessageEvent.CLIMBED, post_id=top, heights=2)])
    [message] = desk.messages(desk.manager)
    assert [(item["way"], item["named"]) for item in message["items"]] == [("named", None)]


def test_the_deputy_away_too_it_comes_to_the_superior(desk: Desk) -> None:
    desk.hear()
    until = desk.api.clock.at + timedelta(days=1)
    for who in (desk.butler, desk.deputy):
        assert desk.office.away(who, until=until).status_code == 201
    desk.run(minutes=49)
    assert desk.told(desk.supervisor, RESPOND) == ["warned"]


# ---------------------------------------------------------------- quiet hours


def test_at_night_it_is_held_until_seven_and_then_one_message(desk: Desk) -> None:
    desk.robot()
    desk.at_local(21, 30)
    desk.hear()
    desk.run(minutes=49)  # 22:19
    desk.at_local(23, 0)
    desk.hear()
    desk.run(minutes=49)  # 23:49
    [message] = desk.messages(desk.butler)
    assert (message["item_count"], desk.messages(desk.butler, held=True)) == (2, [message])
    assert desk.messages(desk.butler, held=False) == []
    assert desk.words() == []
    desk.at_local(6, 59)
    desk.run(seconds=59)
    assert desk.words() == []
    desk.run(seconds=1)
    [words] = [words for words in desk.words() if desk.butler.name in words]
    assert "2 项" in words
    # The clock was never held: it fell due in the night all the same.
    assert "climbed" in desk.told(desk.manager, RESPOND)


def test_what_is_urgent_is_told_at_night(desk: Desk) -> None:
    desk.robot()
    desk.at_local(23, 0)
    desk.hear(kind="help", severity="urgent", title="老人晕倒")
    desk.run(minutes=4, seconds=1)  # help.on_site: 5 m, warned after 4
    [message] = desk.messages(desk.butler)
    assert message["urgent"]
    assert any(desk.butler.name in words and "紧急" in words for words in desk.words())


# ---------------------------------------------------------------- what happens to cases


def test_a_major_matter_is_told_to_every_manager_at_once(desk: Desk) -> None:
    general = desk.api.staff("manager", None)
    desk.hear(kind="complaint", severity="major", title="电梯困人多次")
    desk.run()
    for who in (desk.manager, general):
        [message] = desk.messages(who, community_id=str(desk.town.id))
        assert ([item["event"] for item in message["items"]], message["urgent"]) == (["major"], True)
    assert desk.messages(desk.butler) == []


def test_a_matter_that_becomes_major_is_told_once(desk: Desk) -> None:
    case = desk.hear(kind="complaint", title="物业乱收费")
    desk.run()
    assert desk.told(desk.manager) == []
    desk.api.act(desk.supervisor, case, "reclassify", severity="major", reason="群体性")
    desk.api.act(desk.supervisor, case, "reclassify", category="fees", reason="归类")
    desk.run()
    assert desk.told(desk.manager) == ["major"]


def test_a_complaint_about_somebody_is_never_told_to_them(desk: Desk) -> None:
    desk.hear(
        kind="complaint",
        severity="major",
        title="投诉经理",
        complaint={"class": "property", "about_staff_ids": [desk.manager.id]},
    )
    desk.run(hours=3)
    assert desk.messages(desk.manager) == []


def test_an_offer_is_told_to_the_person_and_to_everybody_on_a_post(desk: Desk) -> None:
    other = desk.api.staff("engineer", desk.town)
    case = desk.hear()
    desk.api.act(desk.butler, case, "offer", to_staff_id=other.id)
    desk.run()
    assert desk.told(other) == ["offered"]
    desk.api.act(other, case, "refuse", version=1, reason="不在班")
    desk.run()
    assert desk.told(desk.butler) == ["refused"]
    post = desk.office.post("工程岗")
    holders = [desk.api.staff("engineer", desk.town) for _ in range(2)]
    for who in holders:
        desk.office.put(who, post)
    desk.api.act(desk.butler, case, "offer", to_post_id=post["id"])
    desk.run()
    assert [desk.told(who) for who in holders] == [["offered"], ["offered"]]


def test_whoever_is_urged_without_a_word_is_told_what_is_due_soonest(desk: Desk) -> None:
    case = desk.hear()
    assert desk.api.post(f"/cases/{case['id']}/urge", desk.manager).status_code == 200
    desk.run()
    [item] = [item for message in desk.messages(desk.butler) for item in message["items"]]
    still = {"subject_id": case["id"], "state": "open"}
    due = desk.api.get("/commitments", desk.manager, params=still).json()["data"]
    assert (item["event"], item["key"], item["due_at"]) == ("urged", due[0]["key"], due[0]["due_at"])
    assert item["about"] == {"unit": None, "title": "表扬保洁"}


def test_one_named_as_first_responder_is_told(desk: Desk) -> None:
    other = desk.api.staff("duty_butler", desk.town)
    case = desk.hear(desk.supervisor, heard_by_id=other.id)
    assert case["first_responder"]["id"] == str(other.id)
    desk.run()
    assert desk.told(other) == ["named"]
    assert desk.told(desk.supervisor) == []


def test_a_ruling_is_told_to_whom_it_gives_the_case(desk: Desk) -> None:
    other = desk.api.staff("engineer", desk.town)
    case = desk.hear()
    answer = desk.api.act(desk.supervisor, case, "arbitrate", version=1, owner_id=other.id, ruling="工程部负责")
    assert answer.status_code == 200, answer.text
    desk.api.act(desk.supervisor, case, "urge", reason="尽快")
    desk.run()
    assert desk.told(other) == ["given", "urged"]


def test_nobody_is_told_of_their_own_act(desk: Desk) -> None:
    case = desk.hear()
    desk.api.act(desk.butler, case, "urge", reason="自己催")
    desk.run()
    assert desk.messages(desk.butler) == []


def test_what_is_over_by_then_is_told_to_nobody(desk: Desk) -> None:
    case = desk.hear(severity="major")
    desk.api.act(desk.butler, case, "finish", result="已处理")
    desk.run()
    assert desk.told(desk.manager) == []


# ---------------------------------------------------------------- heard


def test_heard_once_is_heard(desk: Desk) -> None:
    desk.hear()
    desk.run(minutes=49)
    [message] = desk.messages(desk.butler)
    assert desk.api.get(f"/messages/{message['id']}", desk.butler).json() == message
    assert desk.api.get(f"/messages/{message['id']}", desk.manager).status_code == 404
    path = f"/messages/{message['id']}/acknowledge"
    first = desk.api.post(path, desk.butler)
    desk.api.clock.advance(minutes=1)
    assert (first.status_code, desk.api.post(path, desk.butler).json()) == (200, first.json())
    assert desk.api.post(path, desk.deputy).status_code == 404
    assert desk.messages(desk.butler, acknowledged=False) == []
    assert desk.messages(desk.butler, acknowledged=True)[0]["acknowledged_by"] == "in_app"


def test_the_unheard_come_first_and_all_can_be_heard_at_once(desk: Desk) -> None:
    made: list[dict[str, Any]] = []
    for _ in range(3):
        desk.hear()
        desk.run(minutes=49)
        desk.run(minutes=1)
        made = desk.messages(desk.butler, sort="-made_at")
        if len(made) == 3:
            break
    desk.api.post(f"/messages/{made[0]['id']}/acknowledge", desk.butler)
    order = [row["id"] for row in desk.messages(desk.butler)]
    assert order[-1] == made[0]["id"]
    walked, cursor = [], None
    while True:
        page = desk.api.get(
            "/messages", desk.butler, params={"limit": 1, **({"cursor": cursor} if cursor else {})}
        ).json()
        walked += [row["id"] for row in page["data"]]
        if not page["has_more"]:
            break
        cursor = page["next_cursor"]
    assert walked == order
    assert desk.api.post("/messages/acknowledge-all", desk.butler).json() == {"acknowledged": len(order) - 1}
    assert desk.api.post("/messages/acknowledge-all", desk.butler).json() == {"acknowledged": 0}


def test_what_was_heard_in_the_night_need_not_leave(desk: Desk) -> None:
    desk.robot()
    desk.at_local(22, 30)
    desk.hear()
    desk.run(minutes=49)
    desk.api.post("/messages/acknowledge-all", desk.butler)
    desk.at_local(7, 1)
    desk.run()
    assert [words for words in desk.words() if desk.butler.name in words] == []
