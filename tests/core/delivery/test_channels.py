"""Setting channels up, trying them, and where people are reached."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.core.access.service import NewGrant, give
from shouwen.core.delivery.rules import SendingState
from tests.core.delivery.desk import Desk
from tests.core.people.org import Office
from tests.support.outside import KEY

PHONE = "13800001111"


def channel(desk: Desk, name: str) -> dict[str, Any]:
    data = desk.api.get(f"/communities/{desk.town.id}/channels", desk.manager).json()["data"]
    return next(row for row in data if row["channel"] == name)


def test_what_stands_before_anybody_sets_anything(desk: Desk) -> None:
    assert channel(desk, "wecom") == {
        "channel": "wecom",
        "takes": "all",
        "is_ready": False,
        "url_ends": None,
        "version": 0,
    }
    assert (channel(desk, "sms")["takes"], channel(desk, "sms")["is_ready"]) == ("urgent", True)


def test_the_address_is_encrypted_and_never_shown_again(desk: Desk) -> None:
    desk.robot()
    shown = channel(desk, "wecom")
    assert (shown["is_ready"], shown["url_ends"], shown["version"]) == (True, KEY[-4:], 1)
    with desk.api.house.db.engine().connect() as connection:
        stored = connection.exec_driver_sql("SELECT url FROM message_channels").scalars().all()
    assert all(KEY.encode() not in bytes(one) for one in stored if one)
    assert all(KEY not in str(entry.detail) for entry in desk.api.events("delivery.channel_set"))


@pytest.mark.parametrize(
    "url",
    [
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=1",
        "http://127.0.0.1:1/cgi-bin/webhook/send?key=1",
        "http://169.254.169.254/cgi-bin/webhook/send?key=1",
        "https://a@127.0.0.1/cgi-bin/webhook/send?key=1",
        "file:///cgi-bin/webhook/send?key=1",
        "{outside}/somewhere/cgi-bin/webhook/send?key=1",
        "{outside}/cgi-bin/webhook/send",
        "{outside}/?PhoneNumbers=13800001111",
        "https://[::1/cgi-bin/webhook/send?key=1",
        "not an address",
    ],
)
def test_an_address_of_anybody_else_is_refused(desk: Desk, url: str) -> None:
    body = {"takes": "all", "url": url.format(outside=desk.outside.url)}
    answer = desk.api.send("PUT", f"/communities/{desk.town.id}/channels/wecom", desk.manager, body=body, version=0)
    assert (answer.status_code, answer.json()["code"]) == (422, "delivery.address_refused")


def test_a_text_message_has_no_address(desk: Desk) -> None:
    body = {"takes": "all", "url": desk.outside.robot}
    answer = desk.api.send("PUT", f"/communities/{desk.town.id}/channels/sms", desk.manager, body=body, version=0)
    assert (answer.status_code, answer.json()["code"]) == (422, "delivery.address_misplaced")


def test_two_who_change_it_at_once(desk: Desk) -> None:
    desk.robot()
    path, body = f"/communities/{desk.town.id}/channels/wecom", {"takes": "urgent"}
    assert desk.api.send("PUT", path, desk.manager, body=body, version=0).status_code == 412
    assert desk.api.send("PUT", path, desk.manager, body=body).status_code == 428
    changed = desk.api.send("PUT", path, desk.manager, body=body, version=1)
    assert (changed.json()["takes"], changed.json()["is_ready"], changed.json()["version"]) == ("urgent", True, 2)
    gone = desk.api.send("PUT", path, desk.manager, body={"takes": "all", "url": None}, version=2)
    assert gone.json()["is_ready"] is False


def test_channels_are_set_by_those_who_answer_for_the_community(desk: Desk) -> None:
    elsewhere = Office.open(desk.api)
    path = f"/communities/{desk.town.id}/channels"
    assert desk.api.get(path, desk.supervisor).status_code == 403
    assert desk.api.get(path, elsewhere.manager).status_code == 404
    body = {"takes": "nothing"}
    assert desk.api.send("PUT", f"{path}/sms", elsewhere.manager, body=body, version=0).status_code == 404
    assert desk.api.send("PUT", f"{path}/pigeon", desk.manager, body=body, version=0).status_code == 422
    assert desk.api.get("/sendings", elsewhere.manager).json()["data"] == []


@pytest.mark.parametrize("name", ["wecom", "sms"])
def test_a_channel_is_tried_by_a_message_to_oneself(desk: Desk, name: str) -> None:
    path = f"/communities/{desk.town.id}/channels/{name}/test"
    answer = desk.api.post(path, desk.manager)
    assert (answer.status_code, answer.json()["code"]) == (409, "delivery.channel_not_ready")
    desk.robot(takes="nothing")
    desk.reach(desk.manager, phone=PHONE)
    answer = desk.api.post(path, desk.manager)
    assert answer.status_code == 202, answer.text
    desk.run()
    [sending] = desk.sendings(desk.manager)
    assert (sending.channel, sending.state) == (name, SendingState.SENT)
    assert (len(desk.outside.said), len(desk.outside.texts)) == ((1, 0) if name == "wecom" else (0, 1))
    desk.run(minutes=10)
    assert len(desk.outside.said) + len(desk.outside.texts) == 1


def test_where_one_is_reached_is_shown_masked(desk: Desk) -> None:
    mine = desk.api.send("PUT", "/me/reach", desk.butler, body={"phone": "+86 138-0000-1111"}, version=0).json()
    assert (mine["phone"], mine["wecom_user"], mine["version"]) == ("138****1111", None, 1)
    path = f"/staff/{desk.butler.id}/reach"
    assert desk.api.get(path, desk.manager).json() == mine
    changed = desk.api.send("PUT", path, desk.manager, body={"wecom_user": "wangfang"}, version=1).json()
    assert (changed["phone"], changed["wecom_user"]) == ("138****1111", "wangfang")
    assert desk.api.send("PUT", path, desk.manager, body={"phone": None}, version=1).status_code == 412
    assert desk.api.send("PUT", path, desk.manager, body={"phone": None}, version=2).json()["phone"] is None


@pytest.mark.parametrize("body", [{"phone": "not a number"}, {"phone": ""}, {"wecom_user": "<@all>"}, {"fax": "1"}])
def test_where_nobody_is_reached_is_refused(desk: Desk, body: dict[str, str]) -> None:
    assert desk.api.send("PUT", "/me/reach", desk.butler, body=body, version=0).status_code == 422


def test_somebody_who_works_elsewhere_too_is_not_for_one_manager_to_reach(desk: Desk) -> None:
    elsewhere = Office.open(desk.api)
    with desk.api.work() as work:
        give(work, NewGrant("engineer", elsewhere.town.id), person_id=desk.butler.id)
    assert desk.api.get(f"/staff/{desk.butler.id}/reach", desk.manager).status_code == 403
    stranger = desk.api.staff("engineer", elsewhere.town)
    assert desk.api.get(f"/staff/{stranger.id}/reach", desk.manager).status_code == 404


def test_a_program_has_no_messages(desk: Desk) -> None:
    key = desk.api.key("integrator", desk.town)
    assert desk.api.get("/messages", key).status_code == 403


def test_unknown_filters_and_cursors_are_refused(desk: Desk) -> None:
    assert desk.api.get("/messages", desk.butler, params={"staff_id": str(desk.manager.id)}).status_code == 422
    assert desk.api.get("/messages", desk.butler, params={"cursor": "AAAA"}).status_code == 400
    assert desk.api.get("/messages", desk.butler, params={"sort": "urgent"}).status_code == 422
    assert desk.api.get("/sendings", desk.manager, params={"channel": "pigeon"}).status_code == 422


def test_colleagues_call_each_other_and_nobody_else_is_given_the_number(desk: Desk) -> None:
    path = f"/staff/{desk.butler.id}/reveal"
    none = desk.api.post(path, desk.supervisor)
    assert (none.status_code, none.json()["code"]) == (409, "delivery.no_number")
    desk.reach(desk.butler, phone=PHONE)
    answer = desk.api.post(path, desk.supervisor)
    assert (answer.status_code, answer.json()["phone"][-11:]) == (200, PHONE)
    [entry] = desk.api.events("delivery.phone_revealed")
    assert (entry.actor_id, entry.detail) == (desk.supervisor.id, {"staff_id": str(desk.butler.id)})
    stranger = desk.api.staff("engineer", Office.open(desk.api).town)
    assert desk.api.post(path, stranger).status_code == 404
    assert desk.api.post(path, desk.api.key("integrator", desk.town)).status_code == 403


def test_a_list_of_promises_says_whom_to_call(desk: Desk) -> None:
    case = desk.hear()
    asked = {"subject_id": case["id"]}
    before = desk.api.get("/commitments", desk.manager, params=asked).json()["data"]
    assert [row["callee"] for row in before] == [None] * len(before)
    desk.reach(desk.butler, phone=PHONE)
    [called, *_] = [row["callee"] for row in desk.api.get("/commitments", desk.manager, params=asked).json()["data"]]
    assert called == {"id": str(desk.butler.id), "name": before[0]["responsible"]["name"]}
