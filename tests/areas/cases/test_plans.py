"""Contingency plans, on both databases: one's own version, run on an emergency, drilled as a duty."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.areas.cases.plan_rules import PlanKey, house_plans
from shouwen.core.duties import service as duties
from tests.support.api import Api, Caller, Town


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def plans(api: Api, who: Caller, town: Town) -> dict[str, dict[str, Any]]:
    answer = api.get(f"/communities/{town.id}/plans", who)
    assert answer.status_code == 200, answer.text
    return {one["plan"]: one for one in answer.json()["data"]}


def edit(api: Api, who: Caller, town: Town, *lines: str) -> Any:
    body = {"items": [{"zh": line} for line in lines], "reason": "按本小区实际"}
    return api.send("PUT", f"/communities/{town.id}/plans/fire", who, body=body)


def test_a_community_begins_with_the_nine_of_the_house_in_two_languages(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    found = plans(api, desk, town)
    assert list(found) == list(PlanKey)
    assert {one["version"] for one in found.values()} == {0}
    english = api.get(f"/communities/{town.id}/plans", desk, headers={"Accept-Language": "en"}).json()["data"]
    assert english[0]["items"][0]["text"] == house_plans()[PlanKey.FIRST_AID][0].en
    assert found["first_aid"]["items"][0]["text"] == house_plans()[PlanKey.FIRST_AID][0].zh


def test_its_own_version_is_another_one_and_a_running_plan_keeps_its_list(api: Api) -> None:
    town = api.town()
    desk, manager = api.staff("duty_butler", town), api.staff("manager", town)
    case = api.hear(desk, town, kind="help", category="incident", severity="urgent", title="地库冒烟")
    run = api.post(f"/cases/{case['id']}/plans", desk, {"plan": "fire"})
    assert run.status_code == 201, run.text
    assert [edit(api, manager, town, "拨打 119").status_code for _ in range(2)] == [200, 409]
    assert edit(api, manager, town, "拨打 119", "清空消防通道").status_code == 200
    assert edit(api, desk, town, "什么也不做").status_code == 403
    assert plans(api, desk, town)["fire"]["version"] == 2
    versions = api.get(f"/communities/{town.id}/plans/fire/versions", desk).json()["data"]
    assert [(one["version"], len(one["items"])) for one in versions] == [(2, 2), (1, 1)]
    [running] = api.read(desk, case, "plans").json()["data"]
    assert (running["version"], len(running["lines"])) == (0, len(house_plans()[PlanKey.FIRE]))


def test_lines_are_ticked_by_whoever_did_them_once(api: Api) -> None:
    town = api.town()
    desk, guard = api.staff("duty_butler", town), api.staff("supervisor", town)
    case = api.hear(desk, town, kind="help", category="incident", severity="urgent", title="地库冒烟")
    path = f"/cases/{case['id']}/plans"
    assert api.post(f"{path}/fire/ticks", desk, {"no": 1}).json()["code"] == "cases.plan_not_running"
    assert [api.post(path, desk, {"plan": "fire"}).status_code for _ in range(2)] == [201, 409]
    assert api.post(f"{path}/fire/ticks", guard, {"no": 2, "text": "已疏散"}).status_code == 200
    assert api.post(f"{path}/fire/ticks", desk, {"no": 2}).json()["code"] == "cases.plan_line_done"
    assert api.post(f"{path}/fire/ticks", desk, {"no": 50}).status_code == 422
    [run] = api.read(desk, case, "plans").json()["data"]
    ticked = [(line["no"], line["tick"]["done_by"]["id"]) for line in run["lines"] if line["tick"]]
    assert (run["done"], ticked) == (1, [(2, str(guard.id))])


def test_a_plan_is_for_emergencies(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    small, grave = api.hear(desk, town), api.hear(desk, town, severity="urgent")
    assert api.post(f"/cases/{small['id']}/plans", desk, {"plan": "flood"}).json()["code"] == "cases.plan_misplaced"
    assert api.post(f"/cases/{grave['id']}/plans", desk, {"plan": "flood"}).status_code == 201


def test_a_drill_does_the_duty_to_drill(api: Api) -> None:
    town = api.town()
    supervisor, guard = api.staff("supervisor", town), api.staff("engineer", town)
    with api.work() as work:
        while duties.plan(work):
            work.session.flush()
    due = plans(api, supervisor, town)["fire"]["drill_due_at"]
    assert due is not None
    api.clock.advance(hours=2)
    body: dict[str, Any] = {"plan": "fire", "held_at": api.clock.now().isoformat(), "findings": "三分钟到位"}
    body |= {"participant_ids": [str(guard.id), str(guard.id)]}
    path = f"/communities/{town.id}/drills"
    made = api.post(path, supervisor, body)
    assert made.status_code == 201, made.text
    assert [one["id"] for one in made.json()["participants"]] == [str(guard.id)]
    fire = plans(api, supervisor, town)["fire"]
    assert (fire["drill_due_at"], fire["last_drill_at"]) == (None, made.json()["held_at"])
    [shown] = api.get(f"/drills?community_id={town.id}", guard).json()["data"]
    assert shown == made.json()
    stranger = api.staff("engineer", api.town("碧水湾"))
    assert api.post(path, supervisor, body | {"participant_ids": [str(stranger.id)]}).status_code == 422
    assert api.get("/drills", stranger).json()["data"] == []
