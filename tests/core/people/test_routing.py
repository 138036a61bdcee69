"""The routing table over the API, and who would get a matter now."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.kit.ids import new_id
from tests.core.people.org import Office, code, fields
from tests.support.api import Api


@pytest.fixture
def office(shared_api: Api) -> Office:
    return Office.open(shared_api)


def route(office: Office, post: dict[str, Any], **more: Any) -> dict[str, Any]:
    return office.make("/routes", community_id=office.town.id, kind="repair", post_id=post["id"], **more)


def resolved(office: Office, **params: Any) -> dict[str, Any]:
    asked = {"community_id": str(office.town.id), "kind": "repair"} | {k: str(v) for k, v in params.items()}
    answer = office.api.get("/routes/resolve", office.supervisor, params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_line_is_added_read_and_taken_away(office: Office) -> None:
    post = office.post("电梯工")
    made = route(office, post, category="elevator", zone_id=office.town.east)
    assert made["post"] == {"id": post["id"], "name": "电梯工"}
    assert made["zone"]["id"] == str(office.town.east)
    [listed] = office.api.get("/routes", office.supervisor, params={"community_id": str(office.town.id)}).json()["data"]
    assert listed == made == office.api.get(f"/routes/{made['id']}", office.supervisor).json()
    assert code(office.api.send("DELETE", f"/routes/{made['id']}", office.supervisor)) == (403, "house.forbidden")
    assert office.api.send("DELETE", f"/routes/{made['id']}", office.manager).status_code == 204
    assert code(office.api.send("DELETE", f"/routes/{made['id']}", office.manager)) == (404, "house.not_found")
    assert [one["route_id"] for one in office.told("people.route_removed")][-1] == made["id"]


@pytest.mark.parametrize("named", [(), ("category",), ("zone_id",), ("category", "zone_id")])
def test_the_same_is_not_sent_to_two_posts(office: Office, named: tuple[str, ...]) -> None:
    one, other = office.post("甲"), office.post("乙")
    what = {name: value for name, value in (("category", "door"), ("zone_id", office.town.west)) if name in named}
    route(office, one, **what)
    body = {"community_id": office.town.id, "kind": "repair", "post_id": other["id"], **what}
    answer = office.api.post("/routes", office.manager, body)
    assert code(answer) == (409, "people.route_taken")
    assert "甲" in answer.json()["detail"]
    assert office.api.post("/routes", office.manager, body | {"kind": "help"}).status_code == 201


def test_unknown_posts_zones_and_kinds_are_refused(office: Office) -> None:
    post = office.post("电工")
    good = {"community_id": office.town.id, "kind": "repair", "post_id": post["id"]}
    foreign = Office.open(office.api)
    elsewhere = foreign.post("那边的")["id"]
    for change, pointer in (
        ({"post_id": new_id()}, "/post_id"),
        ({"post_id": elsewhere}, "/post_id"),
        ({"zone_id": foreign.town.east}, "/zone_id"),
        ({"community_id": foreign.town.id}, "/community_id"),
    ):
        answer = office.api.post("/routes", office.manager, good | change)
        assert fields(answer) == [(pointer, "reference_unknown")]
    assert office.api.post("/routes", office.manager, good | {"kind": "Repair!"}).status_code == 422
    answer = office.api.post("/routes", office.manager, good | {"kind": "reparation"})
    assert (code(answer), fields(answer)) == ((422, "people.kind_unknown"), [("/kind", "kind_unknown")])


def test_who_would_get_it_now_and_why(office: Office) -> None:
    api, town = office.api, office.town
    head = office.post("工程主管")
    post = office.post("维修工", superior_post_id=head["id"])
    made = route(office, post)
    worker, boss = api.staff("engineer", town), api.staff("supervisor", town)
    office.put(worker, post)
    office.put(boss, head)
    found = resolved(office, category="door", zone_id=town.east)
    assert (found["route"], found["post"]["id"], found["way"]) == (made, post["id"], "named")
    assert found["staff"] == {"id": str(worker.id), "name": worker.name}
    office.away(worker)
    found = resolved(office)
    assert (found["staff"]["id"], found["way"]) == (str(boss.id), "superior")
    assert [(step["staff"]["id"], step["outcome"]) for step in found["steps"]] == [
        (str(worker.id), "away"),
        (str(boss.id), "answers"),
    ]


def test_without_a_route_it_goes_to_reception_and_a_vacant_one_upwards(office: Office) -> None:
    found = resolved(office)
    assert (found["route"], found["post"]["name"], found["way"]) == (None, "客服前台", "manager")
    assert found["staff"]["id"] == str(office.manager.id)
    assert found["steps"][0] == {
        "way": "named",
        "post": found["post"],
        "staff": None,
        "outcome": "vacant",
    }


def test_what_cannot_be_seen_is_not_resolved(office: Office) -> None:
    stranger = Office.open(office.api)
    asked = {"community_id": str(office.town.id), "kind": "repair"}
    assert code(office.api.get("/routes/resolve", stranger.manager, params=asked)) == (404, "house.not_found")
    answer = office.api.get("/routes/resolve", office.manager, params=asked | {"zone_id": str(stranger.town.east)})
    assert fields(answer) == [("query:zone_id", "reference_unknown")]
