"""Where a case goes by the routing table (FR-03, CP-01 to CP-03, CP-30), on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.people.org import Office
from tests.support.api import Api, Caller


@pytest.fixture
def office(shared_api: Api) -> Office:
    return Office.open(shared_api)


def goes(office: Office, who: Caller, case: dict[str, Any]) -> tuple[str | None, str]:
    """The post of the route, and who would get it now."""
    answer = office.api.get(f"/cases/{case['id']}/route", who)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return found["route"] and found["route"]["post"]["name"], found["staff"]["name"]


def routed(office: Office, name: str, **what: Any) -> dict[str, Any]:
    post = office.post(name)
    return office.make("/routes", community_id=office.town.id, post_id=post["id"], **what)


def test_each_class_of_complaint_has_a_route_of_its_own(office: Office) -> None:
    api, town = office.api, office.town
    desk = api.staff("duty_butler", town)
    routed(office, "客服主管岗", kind="complaint")
    routed(office, "外联岗", kind="complaint", complaint_class="external")
    developer = routed(office, "遗留问题岗", kind="complaint", complaint_class="developer")
    routed(office, "保洁岗", kind="complaint", category="cleaning")
    assert developer["complaint_class"] == "developer"
    for class_, category, post in (
        ("property", None, "客服主管岗"),
        ("property", "cleaning", "保洁岗"),
        ("developer", "cleaning", "遗留问题岗"),
        ("external", None, "外联岗"),
    ):
        case = api.hear(desk, town, kind="complaint", category=category, complaint={"class": class_})
        assert goes(office, desk, case)[0] == post, (class_, category)


def test_sorted_anew_it_goes_elsewhere(office: Office) -> None:
    api, town = office.api, office.town
    desk = api.staff("duty_butler", town)
    routed(office, "外联岗", kind="complaint", complaint_class="external")
    case = api.hear(desk, town, kind="complaint", complaint={"class": "property"})
    assert goes(office, desk, case)[0] is None  # it stays at the desk, or with whoever is in charge
    new_class: dict[str, Any] = {"class": "external"}
    moved = api.act(desk, case, "reclassify", reason="系市政施工", **new_class)
    assert moved.status_code == 200, moved.text
    assert goes(office, desk, case)[0] == "外联岗"


def test_a_class_is_of_complaints_and_taken_once(office: Office) -> None:
    post = office.post("外联岗")
    good = {"community_id": office.town.id, "post_id": post["id"], "kind": "complaint", "complaint_class": "external"}
    for change in ({"kind": "repair"}, {"complaint_class": "weather"}):
        answer = office.api.post("/routes", office.manager, good | change)
        assert (answer.status_code, answer.json()["code"]) == (422, "people.class_unknown")
        assert answer.json()["errors"][0]["pointer"] == "/complaint_class"
    assert office.api.post("/routes", office.manager, good).status_code == 201
    again = office.api.post("/routes", office.manager, good)
    assert (again.status_code, again.json()["code"]) == (409, "people.route_taken")
    other = office.api.post("/routes", office.manager, good | {"complaint_class": "developer"})
    assert other.status_code == 201, other.text


def test_it_is_told_to_whoever_may_hand_the_case_on(office: Office) -> None:
    api, town = office.api, office.town
    case = api.hear(api.staff("duty_butler", town), town)
    elsewhere = Office.open(api)
    assert api.get(f"/cases/{case['id']}/route", elsewhere.manager).status_code == 404
    assert api.get(f"/cases/{case['id']}/route", api.resident(town)).status_code in {403, 404}
