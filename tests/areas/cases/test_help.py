"""Calls for help, on both databases: steps with their own time and person, the family, cordons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shouwen.areas.cases.help_rules import Emergency, HelpKind, HelpStep, catalogue, help_of, missing
from shouwen.areas.cases.rules import Kind, Severity, State
from tests.support.api import Api, Caller, Town, plain


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def call_for_help(api: Api, who: Caller, town: Town, **more: Any) -> dict[str, Any]:
    told = {"kind": "help", "category": "medical", "severity": "urgent", "title": "老人突然晕倒"} | more
    return api.hear(who, town, **told)


def stamp(api: Api, who: Caller, case: dict[str, Any], step: str, **more: Any) -> Any:
    return api.post(f"/cases/{case['id']}/help/steps", who, {"step": step} | more)


def promise(api: Api, who: Caller, case: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/commitments?subject_id={case['id']}&key={key}", who).json()["data"][0]
    return found


def test_all_seven_kinds_lead_somewhere_and_their_needs_are_steps_of_theirs() -> None:
    assert set(catalogue()) == set(HelpKind)
    for line in catalogue().values():
        assert all(need.one_of <= set(line.steps) for need in line.needs)
        assert not line.steps or line.steps[-1] is HelpStep.OVER
    assert help_of(Kind.INCIDENT, None).key is HelpKind.INCIDENT
    assert help_of(Kind.HELP, "repair").key is help_of(Kind.HELP, None).key is HelpKind.OTHER


@pytest.mark.parametrize(
    ("severity", "came"),
    [
        (Severity.NORMAL, set()),
        (Severity.URGENT, {"supervisor_came"}),
        (Severity.MAJOR, {"supervisor_came", "manager_came"}),
    ],
)
def test_who_has_to_come_follows_how_grave_it_is(severity: Severity, came: set[str]) -> None:
    done = frozenset({HelpStep.ON_THE_SPOT, HelpStep.OFFICER_VERIFIED, HelpStep.SCENE_PROTECTED})
    case = Emergency(Kind.INCIDENT, None, severity, State.HANDLING, done)
    assert {step for one_of in missing(case) for step in one_of} == came


def test_being_on_the_spot_keeps_the_promise_whoever_went(api: Api) -> None:
    town = api.town()
    desk, guard = api.staff("duty_butler", town), api.staff("engineer", town)
    case = call_for_help(api, desk, town)
    api.clock.advance(minutes=3)
    went = (api.clock.now() - timedelta(minutes=1)).isoformat()
    answer = stamp(api, desk, case, "on_the_spot", staff_id=str(guard.id), at=went, text="意识清醒")
    assert answer.status_code == 201, answer.text
    [said] = answer.json()["stamps"]
    assert (said["done_by"]["id"], said["recorded_by"]["id"]) == (str(guard.id), str(desk.id))
    assert api.read(desk, case).json()["state"] == "handling"
    kept = promise(api, desk, case, "help.on_site")
    assert (kept["state"], kept["kept_at"] < said["recorded_at"]) == ("kept", True)
    assert promise(api, desk, case, "help.phone")["state"] == "open"  # nobody has phoned yet


def test_telling_the_departments_late_is_late(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = call_for_help(api, desk, town)
    api.clock.advance(minutes=6)
    assert stamp(api, desk, case, "departments_phoned").status_code == 201
    assert promise(api, desk, case, "help.phone")["state"] == "late"
    assert promise(api, desk, case, "help.on_site")["state"] == "open"


def test_it_is_not_over_before_somebody_was_there_and_a_relative_was_told_or_present(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = call_for_help(api, desk, town)
    for step in ("on_the_spot", "relatives_informed"):
        refused = stamp(api, desk, case, "over")
        assert (refused.status_code, refused.json()["code"]) == (409, "cases.steps_missing")
        assert stamp(api, desk, case, step).status_code == 201
    assert stamp(api, desk, case, "over").json()["code"] == "cases.steps_missing"  # nobody accompanies
    assert stamp(api, desk, case, "accompanied").status_code == 201
    over = stamp(api, desk, case, "over")
    assert over.status_code == 201
    assert not any(step["allowed"] for step in over.json()["steps"])
    assert stamp(api, desk, case, "registered").json()["code"] == "cases.help_over"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"step": "scene_protected"}, 409, "cases.step_elsewhere"),
        ({"step": "change_reported"}, 422, "cases.step_text"),
        ({"step": "dance"}, 422, "house.malformed"),
        ({"step": "desk_told", "staff_id": "01980000-0000-7000-8000-0000000000ff"}, 422, "house.reference_unknown"),
        ({"step": "desk_told", "at": "2099-01-01T00:00:00Z"}, 422, "house.at_in_future"),
    ],
)
def test_a_wrong_step_is_refused_and_nothing_is_written(api: Api, body: dict[str, Any], status: int, code: str) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = call_for_help(api, desk, town)
    refused = api.post(f"/cases/{case['id']}/help/steps", desk, body)
    assert refused.status_code == status
    assert status == 422 or refused.json()["code"] == code
    assert api.read(desk, case, "help").json()["stamps"] == []


def test_a_step_is_stamped_once_but_a_change_is_reported_again(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = call_for_help(api, desk, town)
    assert [stamp(api, desk, case, "nearest_sent").status_code for _ in range(2)] == [201, 409]
    said = [stamp(api, desk, case, "change_reported", text=text).status_code for text in ("血压平稳", "已上救护车")]
    assert said == [201, 201]
    repair = api.hear(desk, town)
    assert stamp(api, desk, repair, "nearest_sent").json()["code"] == "cases.help_only"


# ---------------------------------------------------------------- the family


def household_with_contact(api: Api, desk: Caller, town: Town) -> tuple[dict[str, Any], str]:
    manager = api.staff("manager", town)
    household_id = api.household(town, town.east_unit)
    body = {
        "community_id": town.id,
        "name": "李建国",
        "phone": "13800005678",
        "household": {"household_id": household_id, "relation": "family", "is_emergency_contact": True},
    }
    made = api.post("/residents", manager, body=plain(body), key=f"kin-{next(api.numbers)}")
    assert made.status_code == 201, made.text
    case = call_for_help(api, desk, town, contact={"places": [{"unit_id": str(town.east_unit)}]})
    return case, made.json()["id"]


def test_the_family_is_one_tap_away_and_the_call_is_logged(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case, resident_id = household_with_contact(api, desk, town)
    [contact] = api.read(desk, case, "help").json()["contacts"]
    assert (contact["resident_id"], contact["phone"]) == (resident_id, "138****5678")
    shown = api.post(f"/cases/{case['id']}/help/reveal", desk, {"resident_id": resident_id})
    assert shown.json() == {"phone": "13800005678"}
    called = api.post(f"/cases/{case['id']}/help/calls", desk, {"resident_id": resident_id, "outcome": "coming"})
    assert called.status_code == 201, called.text
    assert [(one["resident"]["id"], one["outcome"]) for one in called.json()["calls"]] == [(resident_id, "coming")]
    told = [entry.event for entry in api.events("cases.emergency_phone_revealed", "cases.family_called")][-2:]
    assert told == ["cases.emergency_phone_revealed", "cases.family_called"]


def test_nobody_else_is_called_about_it(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case, resident_id = household_with_contact(api, desk, town)
    elsewhere = call_for_help(api, desk, town)
    refused = api.post(f"/cases/{elsewhere['id']}/help/reveal", desk, {"resident_id": resident_id})
    assert (refused.status_code, refused.json()["code"]) == (422, "cases.not_emergency_contact")
    cashier = api.staff("cashier", town)
    assert api.post(f"/cases/{case['id']}/help/reveal", cashier, {"resident_id": resident_id}).status_code in {403, 404}


# ---------------------------------------------------------------- cordons


def test_a_cordon_stands_until_it_is_taken_away_and_the_case_is_not_closed_before(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    body = {"place": "3 栋大堂", "sign": "地面湿滑，请绕行"}
    made = api.post(f"/cases/{case['id']}/cordons", desk, body)
    assert made.status_code == 201, made.text
    cordon = made.json()
    stands = api.get(f"/cordons?community_id={town.id}&open=true", desk).json()["data"]
    assert [one["id"] for one in stands] == [cordon["id"]]
    assert promise(api, desk, case, "cordon.check")["due_at"] == cordon["due_at"]
    done = api.act(desk, case, "finish", result="已修好")
    refused = api.act(desk, case, "close", version=done.json()["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.promise_blocks")
    gone = [api.post(f"/cordons/{cordon['id']}/remove", desk, {"restored": "已清洁"}) for _ in range(2)]
    assert [(one.status_code) for one in gone] == [200, 409]
    assert gone[0].json()["restored"] == "已清洁"
    assert promise(api, desk, case, "cordon.check")["state"] == "kept"
    assert api.get(f"/cordons?community_id={town.id}&open=true", desk).json()["data"] == []
    assert api.act(desk, case, "close", version=done.json()["version"]).status_code == 200


def test_a_cordon_is_not_set_until_yesterday_nor_seen_from_elsewhere(api: Api) -> None:
    town = api.town()
    desk, stranger = api.staff("duty_butler", town), api.staff("duty_butler", api.town("碧水湾"))
    case = api.hear(desk, town)
    before = (api.clock.now() - timedelta(hours=1)).isoformat()
    body = {"place": "车库", "sign": "维修中"}
    assert api.post(f"/cases/{case['id']}/cordons", desk, body | {"until": before}).status_code == 422
    cordon = api.post(f"/cases/{case['id']}/cordons", desk, body).json()
    assert api.get(f"/cordons/{cordon['id']}", stranger).status_code == 404
    assert api.post(f"/cordons/{cordon['id']}/remove", stranger, {"restored": "无"}).status_code == 404


def test_a_resident_reads_nothing_of_it(api: Api) -> None:
    town = api.town()
    api.staff("manager", town)
    me = api.resident(town)
    case = api.hear(me, town, kind="help", contact={"channel": "app", "words": "老人晕倒", "person": {}})
    for part in ("help", "plans", "cordons", "ladder", "course"):
        assert api.read(me, case, part).status_code == 403
