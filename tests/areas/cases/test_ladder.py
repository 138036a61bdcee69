"""Help in steps (RC-22) and confidential subjects (RC-04), on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.areas.cases.confidential import touched
from tests.support.api import Api, Caller


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def climb(api: Api, who: Caller, case: dict[str, Any], rung: str, *, solved: bool = False, **more: Any) -> Any:
    body = {"rung": rung, "solved": solved, "reason": "门禁仍打不开"} | more
    return api.post(f"/cases/{case['id']}/ladder", who, body)


def test_each_step_only_after_the_one_before_could_not_solve_it(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, kind="inquiry", title="门禁打不开")
    for early in ("on_site", "remote"):
        permitted = {"permitted": True} if early == "remote" else {}
        assert climb(api, desk, case, early, **permitted).json()["code"] == "cases.rung_too_high"
    assert climb(api, desk, case, "hotline").json()["next"] == "remote"
    assert climb(api, desk, case, "hotline").json()["code"] == "cases.rung_done"
    assert climb(api, desk, case, "remote").json()["code"] == "cases.remote_permission"
    assert climb(api, desk, case, "remote", permitted=False, solved=True).status_code == 422
    assert climb(api, desk, case, "remote", permitted=False).json()["next"] == "on_site"
    solved = climb(api, desk, case, "on_site", solved=True)
    assert (solved.status_code, solved.json()["next"]) == (201, None)
    assert [step["rung"] for step in api.read(desk, case, "ladder").json()["steps"]] == ["hotline", "remote", "on_site"]


def test_what_is_solved_needs_no_further_step_and_a_complaint_has_none(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case, complaint = api.hear(desk, town, kind="inquiry"), api.hear(desk, town, kind="complaint")
    assert climb(api, desk, case, "hotline", solved=True).status_code == 201
    assert climb(api, desk, case, "remote", permitted=True).json()["code"] == "cases.rung_done"
    assert climb(api, desk, complaint, "hotline").json()["code"] == "cases.ladder_misplaced"


def test_what_is_confidential_is_known_by_its_words() -> None:
    assert [one.key for one in touched("请问陈先生住几号房，电话号码是多少")] == ["resident_privacy"]
    assert [one.key for one in touched("Can I see the CAMERA recording")] == ["security"]
    assert touched("小区到火车站坐几路公交") == []


def test_what_may_be_told_of_it_is_the_community_s_choice(api: Api) -> None:
    town = api.town()
    desk, manager = api.staff("duty_butler", town), api.staff("manager", town)
    path = f"/inquiries/confidential?community_id={town.id}&words=业主住几号房"

    def told() -> Any:
        return api.get(path, desk).json()["data"][0]["disclosable"]

    assert told() == []
    api.clock.advance(minutes=1)
    body = {"value": 1, "from": api.clock.now().isoformat(), "reason": "客服前台可告知房号"}
    said = api.send("PUT", f"/communities/{town.id}/standards/inquiry.disclose.room_number", manager, body=body)
    assert said.status_code == 200, said.text
    api.clock.advance(minutes=1)
    assert told() == ["room_number"]
    stranger = api.staff("duty_butler", api.town("碧水湾"))
    assert api.get(path, stranger).status_code == 404
