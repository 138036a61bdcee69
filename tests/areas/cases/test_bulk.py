"""One word to many cases, on both databases: each on its own, through the doors of the single routes."""

from typing import Any

import pytest

from tests.support.api import Api, request


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def said(action: str, cases: list[dict[str, Any]], **body: Any) -> dict[str, Any]:
    items = [{"id": case["id"], "version": case["version"]} for case in cases]
    return {"action": action, "items": items, "body": body}


def outcomes(answer: Any) -> list[tuple[int, str | None]]:
    return [(one["status"], (one.get("problem") or {}).get("code")) for one in answer.json()["results"]]


def test_each_case_stands_or_falls_by_itself(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    one, stale, other = (api.hear(desk, town) for _ in range(3))
    stale["version"] += 1
    answer = api.post("/cases/bulk", desk, said("offer", [one, stale, other], to_staff_id=engineer.id))
    assert outcomes(answer) == [(200, None), (412, "house.stale"), (200, None)]
    offers = [api.read(desk, case).json()["offer"] for case in (one, stale, other)]
    assert [offer is not None for offer in offers] == [True, False, True]


def test_what_was_done_can_be_taken_back_at_the_version_it_left(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    cases = [api.hear(desk, town) for _ in range(2)]
    offered = api.post("/cases/bulk", desk, said("offer", cases, to_staff_id=engineer.id)).json()["results"]
    assert [one["version"] for one in offered] == [api.read(desk, case).json()["version"] for case in cases]
    api.act(engineer, cases[0], "accept", version=offered[0]["version"])
    taken_back = api.post("/cases/bulk", desk, said("withdraw", offered))
    assert outcomes(taken_back) == [(412, "house.stale"), (200, None)]
    assert [one["version"] is None for one in taken_back.json()["results"]] == [True, False]


def test_it_is_no_side_door(api: Api) -> None:
    town, elsewhere = api.town(), api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    stranger = api.staff("manager", elsewhere)
    case = api.hear(desk, town)
    assert outcomes(api.post("/cases/bulk", stranger, said("void", [case], reason="试"))) == [(404, "house.not_found")]
    assert api.post("/cases/bulk", engineer, said("void", [case], reason="试")).status_code == 403
    assert outcomes(api.post("/cases/bulk", desk, said("accept", [case]))) == [(409, "custody.no_offer")]
    alone = api.act(desk, case, "accept", version=case["version"]).json()
    [within] = api.post("/cases/bulk", desk, said("accept", [case])).json()["results"]
    assert (within["problem"]["code"], within["problem"]["instance"]) == (alone["code"], alone["instance"])


def test_a_body_the_single_route_refuses_changes_nothing(api: Api) -> None:
    town = api.town()
    desk = api.staff("manager", town)
    case = api.hear(desk, town)
    refused = api.post("/cases/bulk", desk, said("void", [case]))
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/body/reason")
    foreign = api.post("/cases/bulk", desk, said("void", [case], reason="重复", kind="repair"))
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "/body/kind")
    twice = api.post("/cases/bulk", desk, said("void", [case, case], reason="重复"))
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "/items/1/id")
    assert api.read(desk, case).json()["state"] == "heard"


def test_sent_again_it_is_done_once(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    cases = [api.hear(desk, town) for _ in range(2)]
    asked = request("POST", "/cases/bulk", desk, body=said("urge", cases, reason="催"), key="urge-once")
    assert [outcomes(answer) for answer in api.exchange([asked])] == [[(200, None)] * 2]
    assert [outcomes(answer) for answer in api.exchange([asked])] == [[(200, None)] * 2]
    urged = [row["event"] for row in api.read(desk, cases[0], "journal").json()["data"]].count("cases.urged")
    assert urged == 1
