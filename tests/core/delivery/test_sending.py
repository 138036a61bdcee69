"""Out of the house: by robot and by text message, until it is taken, and urgent ones until somebody has heard."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa

from shouwen.core.delivery.rules import ROBOT_A_MINUTE, MessageEvent, SendingState
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.delivery.sms import Sms
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.service import LEASE
from tests.core.delivery.desk import Desk, token_in

HELP: dict[str, Any] = {"kind": "help", "severity": "urgent", "title": "老人晕倒"}
PHONE = "13800001111"


def offered(desk: Desk, **more: Any) -> dict[str, Any]:
    """A case offered to the deputy."""
    case = desk.hear(**more)
    assert desk.api.act(desk.butler, case, "offer", to_staff_id=desk.deputy.id).status_code == 200
    return case


def test_an_ordinary_message_goes_into_the_group_and_costs_no_text(desk: Desk) -> None:
    desk.robot()
    desk.reach(desk.deputy, phone=PHONE)
    case = offered(desk)
    desk.run()
    assert desk.words() == []  # it gathers for ten seconds
    desk.run(seconds=10)
    [said] = desk.outside.said
    assert said["msgtype"] == "text"
    assert said["text"]["mentioned_mobile_list"] == [PHONE]
    assert str(case["number"]) in said["text"]["content"]
    assert desk.deputy.name in said["text"]["content"]
    assert desk.outside.texts == []
    [sending] = desk.sendings()
    assert (sending.state, sending.tries, sending.times_sent) == (SendingState.SENT, 1, 1)
    assert [entry.detail["channel"] for entry in desk.api.events("delivery.sent")][-1] == "wecom"


def test_a_known_member_is_called_by_name(desk: Desk) -> None:
    desk.robot()
    desk.reach(desk.deputy, wecom_user="wangfang")
    offered(desk)
    desk.run()
    desk.run(seconds=10)
    [said] = desk.outside.said
    assert said["msgtype"] == "markdown"
    assert said["markdown"]["content"].endswith("<@wangfang>")


def test_an_urgent_message_goes_out_on_every_channel_until_one_is_acknowledged(desk: Desk) -> None:
    desk.robot()
    desk.reach(desk.deputy, phone=PHONE)
    case = desk.hear(**HELP)
    with desk.api.work() as work:
        tell(work, desk.town.id, [Notice(MessageEvent.URGED, UUID(case["id"]), staff_id=desk.deputy.id)])
    desk.run()
    [text] = desk.outside.texts
    assert (text["PhoneNumbers"], text["SignName"], text["TemplateCode"]) == (PHONE, "首问物业", "SMS_100001")
    values = json.loads(text["TemplateParam"])
    assert (values["number"], values["count"]) == (case["number"], "1")
    desk.run(minutes=2, seconds=59)
    assert len(desk.outside.texts) == 1
    desk.run(seconds=1)
    assert [one["OutId"] for one in desk.outside.texts] == [text["OutId"]] * 2  # the same id, the same link
    assert json.loads(desk.outside.texts[1]["TemplateParam"])["code"] == values["code"]
    mine = [words for words in desk.words() if desk.deputy.name in words]
    assert token_in(mine[0]) == token_in(mine[1]) != values["code"]
    # Heard on one channel, it is over on all.
    answer = desk.api.post("/messages/acknowledge-by-link", body={"token": values["code"]})
    assert answer.status_code == 200, answer.text
    desk.run(minutes=10)
    assert len(desk.outside.texts) == 2
    assert len([words for words in desk.words() if desk.deputy.name in words]) == 2
    [message] = desk.messages(desk.deputy)
    assert message["acknowledged_by"] == "link"


def test_a_matter_that_is_over_is_repeated_to_nobody(desk: Desk) -> None:
    desk.reach(desk.deputy, phone=PHONE)
    case = offered(desk, **HELP)
    desk.run()
    desk.api.act(desk.butler, case, "finish", result="已送医")
    desk.run(minutes=10)
    assert len(desk.outside.texts) == 1


def test_one_who_has_left_is_rung_no_more(desk: Desk) -> None:
    desk.reach(desk.deputy, phone=PHONE)
    offered(desk, **HELP)
    desk.run()
    with desk.api.work() as work:
        work.session.execute(
            sa.text("UPDATE staff SET active = false WHERE id = :id").bindparams(
                sa.bindparam("id", desk.deputy.id, type_=Job.id.type)
            )
        )
    desk.run(minutes=10)
    assert len(desk.outside.texts) == 1


def test_a_crash_after_sending_sends_once_more_with_the_same_id(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.reach(desk.deputy, phone=PHONE)
    offered(desk, **HELP)
    send = Sms.send

    class Killed(BaseException):
        """Nobody catches this: the process is gone."""

    def die(self: Sms, *given: object, **more: object) -> None:
        send(self, *given, **more)  # type: ignore[arg-type]
        raise Killed

    monkeypatch.setattr(Sms, "send", die)
    with pytest.raises(Killed):
        desk.run()
    monkeypatch.undo()
    desk.run(seconds=1)
    assert len(desk.outside.texts) == 1  # leased still
    desk.run(seconds=LEASE.total_seconds() + 1)
    assert len({text["OutId"] for text in desk.outside.texts}) == 1
    assert len(desk.outside.texts) == 2
    [sending] = desk.sendings(desk.deputy)
    assert (sending.state, sending.tries, sending.times_sent) == (SendingState.SENT, 2, 1)


def test_no_transaction_is_open_while_somebody_outside_is_spoken_to(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.reach(desk.deputy, phone=PHONE)
    offered(desk, **HELP)
    send = Sms.send
    written = []

    def look(self: Sms, *given: object, **more: object) -> object:
        with desk.api.work() as work:  # on SQLite this would wait for ever inside another transaction
            written.append(work.emit("delivery.looked", community_id=desk.town.id))
        return send(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Sms, "send", look)
    desk.run()
    assert (len(written), len(desk.outside.texts)) == (1, 1)


# ---------------------------------------------------------------- what goes wrong outside


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, {"errcode": 45009, "errmsg": "api freq out of limit"}, "45009"),
        (200, {"errcode": -1, "errmsg": "system busy"}, "-1"),
        (502, b"<html>bad gateway</html>", "http_502"),
        (200, b"<html>a portal</html>", "unreadable"),
        (200, [], "unreadable"),
        (200, b"x" * 70_000, "unreachable"),
        (302, b"", "http_302"),
    ],
)
def test_a_robot_that_is_busy_is_tried_again(desk: Desk, status: int, body: object, code: str) -> None:
    desk.robot()
    offered(desk)
    desk.outside.fail((status, body))
    desk.run()
    desk.run(seconds=10)
    [sending] = desk.sendings(desk.deputy)
    assert (sending.state, sending.failures, sending.code) == (SendingState.WAITING, 1, code)
    desk.run(seconds=31)
    [sending] = desk.sendings(desk.deputy)
    assert (sending.state, sending.failures, sending.code, sending.tries) == (SendingState.SENT, 0, None, 2)
    assert len(desk.words()) == 1


def test_a_robot_that_was_removed_is_given_up_at_once(desk: Desk) -> None:
    desk.robot()
    offered(desk)
    desk.outside.fail((200, {"errcode": 93000, "errmsg": "invalid webhook url"}))
    desk.run()
    desk.run(seconds=10)
    desk.run(hours=1)
    [sending] = desk.sendings(desk.deputy)
    assert (sending.state, sending.code, sending.tries) == (SendingState.FAILED, "93000", 1)
    page = desk.api.get("/sendings", desk.manager, params={"state": "failed", "message_id": str(sending.message_id)})
    assert [(row["code"], row["staff"]["id"]) for row in page.json()["data"]] == [("93000", str(desk.deputy.id))]


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (200, "isv.BUSINESS_LIMIT_CONTROL", SendingState.WAITING),
        (200, "isv.AMOUNT_NOT_ENOUGH", SendingState.WAITING),
        (503, "ServiceUnavailable", SendingState.WAITING),
        (200, "isv.MOBILE_NUMBER_ILLEGAL", SendingState.FAILED),
        (200, "isv.SMS_TEMPLATE_ILLEGAL", SendingState.FAILED),
        (403, "InvalidAccessKeyId.NotFound", SendingState.FAILED),
    ],
)
def test_a_text_message_that_is_refused(desk: Desk, status: int, code: str, state: SendingState) -> None:
    desk.reach(desk.deputy, phone=PHONE)
    offered(desk, **HELP)
    desk.outside.fail((status, {"Code": code, "Message": "refused", "RequestId": "1"}))
    desk.run()
    [sending] = desk.sendings(desk.deputy)
    assert (sending.state, sending.code) == (state, code)


def test_nobody_answering_is_tried_for_a_day_and_then_given_up(desk: Desk) -> None:
    desk.robot()
    offered(desk)
    desk.outside.fail(*[(500, {})] * 1000)
    desk.run()
    desk.run(seconds=10)
    for _ in range(5):
        desk.run(minutes=10)
    sending = desk.sendings(desk.deputy)[0]
    assert (sending.state, sending.tries) == (SendingState.WAITING, 6)  # later each time, up to ten minutes
    desk.run(hours=23)
    desk.run(minutes=70)
    sending = desk.sendings(desk.deputy)[0]
    assert sending.state is SendingState.FAILED
    waiting = sa.select(Job).where(Job.state == JobState.WAITING, Job.consumer == "delivery.send")
    mine = waiting.where(Job.community_id == desk.town.id)
    assert (
        desk.api.look(lambda session: [job for job in session.scalars(mine) if job.run_at <= desk.api.clock.at]) == []
    )


def test_the_robot_is_never_asked_more_than_its_minute_takes(desk: Desk) -> None:
    desk.robot()
    people = [desk.api.staff("engineer", desk.town) for _ in range(ROBOT_A_MINUTE + 5)]
    with desk.api.work() as work:
        tell(work, desk.town.id, [Notice(MessageEvent.URGED, staff_id=who.id) for who in people])
    desk.run()
    desk.run(seconds=10)
    assert len(desk.words()) == ROBOT_A_MINUTE
    desk.run(seconds=59)
    assert len(desk.words()) == ROBOT_A_MINUTE
    desk.run(seconds=1)
    assert len(desk.words()) == ROBOT_A_MINUTE + 5


def test_a_channel_switched_off_meanwhile_is_given_up(desk: Desk) -> None:
    desk.robot()
    offered(desk)
    desk.outside.fail((500, {}))
    desk.run()
    desk.run(seconds=10)
    path = f"/communities/{desk.town.id}/channels/wecom"
    assert desk.api.send("PUT", path, desk.manager, body={"takes": "nothing"}, version=1).status_code == 200
    desk.run(minutes=1)
    [sending] = desk.sendings(desk.deputy)
    assert (sending.state, sending.code) == (SendingState.FAILED, "switched_off")


def test_an_english_reader_is_told_in_english(desk: Desk) -> None:
    desk.robot()
    desk.reach(desk.deputy, phone=PHONE)
    with desk.api.work() as work:
        work.session.execute(
            sa.text("UPDATE people SET locale = 'en' WHERE id = :id").bindparams(
                sa.bindparam("id", desk.deputy.id, type_=Job.id.type)
            )
        )
    offered(desk, **HELP)
    desk.run()
    assert desk.outside.texts[0]["TemplateCode"] == "SMS_100002"
    assert "please accept or refuse" in desk.words()[0]


# ---------------------------------------------------------------- the link


@pytest.mark.parametrize("token", ["0" * 22, "A" * 22])
def test_an_unknown_link_says_nothing(desk: Desk, token: str) -> None:
    answer = desk.api.post("/messages/acknowledge-by-link", body={"token": token})
    assert (answer.status_code, answer.json()["code"]) == (404, "delivery.link_unknown")


@pytest.mark.parametrize("token", ["", "short", "A" * 23, "А" * 22, "../../../../etc/passwd", 7, None])
def test_what_is_no_token_is_refused(desk: Desk, token: object) -> None:
    assert desk.api.post("/messages/acknowledge-by-link", body={"token": token}).status_code == 422


def test_a_link_is_kept_as_its_hash_and_ends(desk: Desk) -> None:
    desk.robot()
    offered(desk)
    desk.run()
    desk.run(seconds=10)
    token = token_in(desk.words()[0])
    [sending] = desk.sendings(desk.deputy)
    assert token.encode() not in sending.token_hash
    desk.api.clock.advance(days=8)
    answer = desk.api.post("/messages/acknowledge-by-link", body={"token": token})
    assert answer.status_code == 404


def test_a_link_works_once_and_says_so_twice(desk: Desk) -> None:
    desk.robot()
    offered(desk)
    desk.run()
    desk.run(seconds=10)
    body = {"token": token_in(desk.words()[0])}
    first: httpx.Response = desk.api.post("/messages/acknowledge-by-link", body=body)
    desk.api.clock.advance(minutes=5)
    assert desk.api.post("/messages/acknowledge-by-link", body=body).json() == first.json()
