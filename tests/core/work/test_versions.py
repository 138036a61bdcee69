"""Nobody overwrites what they have not seen (api.md §8): ETag, If-Match, 428 and 412."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.support.api import Api, Caller, Town, request


@pytest.fixture
def town(shared_api: Api) -> Town:
    return shared_api.town()


@pytest.fixture
def desk(shared_api: Api, town: Town) -> Caller:
    return shared_api.staff("duty_butler", town)


@pytest.fixture
def boss(shared_api: Api, town: Town) -> Caller:
    return shared_api.staff("manager", town)


@pytest.fixture
def offered(shared_api: Api, town: Town, desk: Caller, boss: Caller) -> dict[str, Any]:
    """A case of version 1, offered to the manager."""
    case = shared_api.hear(desk, town)
    assert shared_api.act(desk, case, "offer", to_staff_id=boss.id).status_code == 200
    return case


def test_the_version_is_told_with_the_case(shared_api: Api, town: Town, desk: Caller) -> None:
    case = shared_api.hear(desk, town)
    read = shared_api.read(desk, case)
    assert (read.json()["version"], read.headers["etag"]) == (1, '"v1"')
    kept = shared_api.act(desk, case, "keep")
    assert (kept.json()["version"], kept.headers["etag"]) == (2, '"v2"')
    assert shared_api.read(desk, case).headers["etag"] == '"v2"'


def test_without_a_version_nothing_is_accepted(shared_api: Api, boss: Caller, offered: dict[str, Any]) -> None:
    answer = shared_api.act(boss, offered, "accept")
    assert (answer.status_code, answer.json()["code"]) == (428, "house.precondition_required")
    assert shared_api.act(boss, offered, "accept", version=1).status_code == 200


def test_the_version_is_asked_for_before_the_body_is_read(
    shared_api: Api, boss: Caller, offered: dict[str, Any]
) -> None:
    answer = shared_api.post(f"/cases/{offered['id']}/refuse", boss, b"{")
    assert answer.status_code == 428


@pytest.mark.parametrize(
    "etag",
    ["v1", '"1"', 'W/"v1"', "*", '""', '"v1', '"v-1"', '"v01x"', '"v99999999999"', '"v1", "v2"', '"V1"', '"v１"'],
)
def test_what_is_no_version_of_ours_is_stale(shared_api: Api, boss: Caller, offered: dict[str, Any], etag: str) -> None:
    method, path, more = request("POST", f"/cases/{offered['id']}/accept", boss, body={})
    more["headers"]["If-Match"] = etag.encode()
    [answer] = shared_api.at_once([(method, path, more)])
    assert (answer.status_code, answer.json()["code"]) == (412, "house.stale")


@pytest.mark.parametrize("version", [0, 2, 999_999_999])
def test_an_old_version_and_one_that_never_was_are_stale(
    shared_api: Api, boss: Caller, offered: dict[str, Any], version: int
) -> None:
    answer = shared_api.act(boss, offered, "accept", version=version)
    assert (answer.status_code, answer.json()["code"]) == (412, "house.stale")
    assert shared_api.read(boss, offered).json()["owner"] == offered["owner"]


def test_a_version_sent_where_none_is_asked_for_counts(shared_api: Api, desk: Caller, offered: dict[str, Any]) -> None:
    assert shared_api.act(desk, offered, "withdraw", version=7).status_code == 412
    assert shared_api.act(desk, offered, "withdraw", version=1).status_code == 200


def test_notes_contacts_and_offers_do_not_move_the_version(
    shared_api: Api, desk: Caller, offered: dict[str, Any]
) -> None:
    assert shared_api.post(f"/cases/{offered['id']}/notes", desk, {"text": "还在漏"}).status_code == 201
    contact = {"channel": "phone", "person": {"name": "王女士"}}
    assert shared_api.post(f"/cases/{offered['id']}/contacts", desk, contact, key=offered["id"]).status_code == 201
    assert shared_api.act(desk, offered, "withdraw").status_code == 200
    assert shared_api.read(desk, offered).json()["version"] == 1


def test_reading_with_a_version_is_reading(shared_api: Api, desk: Caller, offered: dict[str, Any]) -> None:
    answer = shared_api.get(f"/cases/{offered['id']}", desk, headers={"If-Match": '"v9"'})
    assert answer.status_code == 200


def test_of_two_editors_the_second_is_told(shared_api: Api, town: Town, boss: Caller) -> None:
    post = shared_api.get(f"/posts/{town.reception}", boss).json()
    path = f"/posts/{town.reception}"
    first = shared_api.send("PATCH", path, boss, body={"name": "前台一"}, version=post["version"])
    second = shared_api.send("PATCH", path, boss, body={"name": "前台二"}, version=post["version"])
    assert (first.status_code, second.status_code) == (200, 412)
    assert shared_api.get(path, boss).json()["name"] == "前台一"
    assert shared_api.send("PATCH", path, boss, body={"name": "前台三"}).status_code == 428


def test_of_many_editors_at_once_one_stands(shared_api: Api, town: Town, boss: Caller) -> None:
    path = f"/posts/{town.reception}"
    version = shared_api.get(path, boss).json()["version"]
    edits = [request("PATCH", path, boss, body={"name": f"前台{n}"}, version=version) for n in range(6)]
    answers = shared_api.at_once(edits)
    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 5]
    [stands] = [answer.json()["name"] for answer in answers if answer.status_code == 200]
    assert shared_api.get(path, boss).json()["name"] == stands


def test_a_stale_act_leaves_no_trace(shared_api: Api, boss: Caller, offered: dict[str, Any]) -> None:
    before = len(shared_api.events())
    assert shared_api.act(boss, offered, "refuse", version=5, reason="不归我管").status_code == 412
    assert len(shared_api.events()) == before
    assert {row.event for row in shared_api.events() if row.subject_id == UUID(offered["id"])} >= {"cases.offered"}
