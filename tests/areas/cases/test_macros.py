"""Macros, on both databases: put together, said to one case or many, never more than their user may."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api import Api, Caller, Town

NOTE = {"action": "note", "text": "已安排师傅上门，请留意电话", "audience": "resident"}
LATER = {"action": "explain", "text": "等待上门", "after_minutes": 120}


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def dispatch(town: Town) -> dict[str, str]:
    return {"action": "offer", "to_post_id": str(town.reception)}


def add(api: Api, who: Caller, town: Town, *steps: dict[str, Any], name: str = "派单并告知") -> Any:
    return api.post("/macros", who, {"community_id": str(town.id), "name": name, "steps": list(steps)})


def run(api: Api, who: Caller, macro: Any, *cases: Any, key: str | None = None) -> Any:
    items = [{"id": case["id"], "version": case["version"]} for case in cases]
    return api.post(f"/macros/{macro['id']}/run", who, {"items": items}, key=key)


def steps_refused(answer: Any) -> list[tuple[int, int | None]]:
    return [(one["status"], one.get("step")) for one in answer.json()["results"]]


def test_dispatch_message_and_appointment_are_said_at_once_to_several(api: Api) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    macro = add(api, manager, town, NOTE, LATER, dispatch(town)).json()
    cases = [api.hear(desk, town) for _ in range(2)]
    answer = run(api, desk, macro, *cases, key="run-twice")
    assert steps_refused(answer) == [(200, None), (200, None)], answer.text
    for case in cases:
        now = api.get(f"/cases/{case['id']}", desk).json()
        assert now["offer"]["to_post"]["id"] == str(town.reception)
        assert NOTE["text"] in [note["text"] for note in api.get(f"/cases/{case['id']}/notes", desk).json()["data"]]
    # The same request again does nothing twice.
    assert run(api, desk, macro, *cases, key="run-twice").json() == answer.json()
    notes = api.get(f"/cases/{cases[0]['id']}/notes", desk).json()["data"]
    assert [note["text"] for note in notes].count(NOTE["text"]) == 1


def test_on_each_case_all_steps_are_done_or_none(api: Api) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    macro = add(api, manager, town, NOTE, dispatch(town)).json()
    free, offered = api.hear(desk, town), api.hear(desk, town)
    there = api.post(f"/cases/{offered['id']}/offer", desk, {"to_post_id": str(town.reception)}).json()
    answer = run(api, desk, macro, free, there)
    assert steps_refused(answer) == [(200, None), (409, 1)], answer.text
    assert answer.json()["results"][1]["problem"]["instance"].endswith(f"/cases/{offered['id']}/offer")
    notes = api.get(f"/cases/{offered['id']}/notes", desk).json()["data"]
    assert NOTE["text"] not in [note["text"] for note in notes]
    stale = run(api, desk, macro, {"id": free["id"], "version": 77})
    assert stale.json()["results"][0]["problem"]["code"] == "house.stale"


def test_a_macro_can_do_nothing_its_user_may_not(api: Api) -> None:
    town = api.town()
    manager, desk, cashier = (api.staff(role, town) for role in ("manager", "duty_butler", "cashier"))
    stranger, resident = api.staff("duty_butler", api.town()), api.resident(town)
    macro = add(api, manager, town, {"action": "accept"}).json()
    case = api.hear(desk, town)
    macro_of_words = add(api, manager, town, {"action": "escalate", "text": "请经理知悉"}, name="上报").json()
    for who in (desk, cashier):
        [result] = run(api, who, macro, case).json()["results"]
        alone = api.post(f"/cases/{case['id']}/accept", who, version=case["version"])
        assert (result["status"], result["problem"]["code"]) == (alone.status_code, alone.json()["code"])
    assert run(api, stranger, macro_of_words, case).status_code == 404
    assert run(api, resident, macro_of_words, case).status_code == 403
    assert api.get("/macros", resident).status_code == 403
    unknown = {"id": macro["id"], "version": 1}
    assert run(api, desk, macro_of_words, unknown).json()["results"][0]["status"] == 404


def test_a_macro_is_changed_as_it_was_seen_and_taken_out_for_good(api: Api) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    macro = add(api, manager, town, NOTE).json()
    path = f"/macros/{macro['id']}"
    assert add(api, desk, town, NOTE).status_code == 403
    changed = api.send("PATCH", path, manager, body={"steps": [NOTE, LATER]}, version=1)
    assert (changed.status_code, len(changed.json()["steps"])) == (200, 2), changed.text
    assert api.send("PATCH", path, manager, body={"name": "旧"}, version=1).status_code == 412
    assert api.post(f"{path}/retire", desk).status_code == 403
    assert api.post(f"{path}/retire", manager).status_code == 200
    assert api.get(f"/macros?community_id={town.id}", desk).json()["data"] == []
    assert len(api.get(f"/macros?community_id={town.id}&retired=true", desk).json()["data"]) == 1
    for refused in (api.post(f"{path}/retire", manager), run(api, desk, macro, api.hear(desk, town))):
        assert (refused.status_code, refused.json()["code"]) == (409, "cases.macro_retired")


@pytest.mark.parametrize(
    ("step", "pointer"),
    [
        ({"action": "note"}, "/steps/0/text"),
        ({"action": "explain", "text": "等"}, "/steps/0/after_minutes"),
        ({"action": "offer"}, "/steps/0/to_post_id"),
        ({"action": "close"}, "/steps/0/action"),
        ({"action": "note", "text": "x", "audience": "everybody"}, "/steps/0/audience"),
        ({"action": "explain", "text": "等", "after_minutes": 0}, "/steps/0/after_minutes"),
    ],
)
def test_a_step_that_lacks_something_is_refused_at_its_field(api: Api, step: dict[str, Any], pointer: str) -> None:
    town = api.town()
    answer = add(api, api.staff("manager", town), town, step)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_run_names_each_case_once_and_at_least_one(api: Api) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    macro, case = add(api, manager, town, NOTE).json(), api.hear(desk, town)
    twice = run(api, desk, macro, case, case)
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "/items/1/id")
    assert run(api, desk, macro).status_code == 422
