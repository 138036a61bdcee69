"""The work order, on both databases: materials, the home-visit check-list, the warranty judged at the home."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.areas.cases.repair_rules import VisitCheck
from shouwen.areas.cases.repairs import qr_of
from tests.support.api import Api, Caller

HOSE = {"name": "下水软管", "quantity": 2, "unit_price_fen": 2500, "source": "stock", "paid_by": "us"}


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def order(api: Api, who: Caller, case: dict[str, Any]) -> dict[str, Any]:
    answer = api.get(f"/cases/{case['id']}/work-order", who)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def promises(api: Api, who: Caller, case: dict[str, Any]) -> dict[str, str]:
    found = api.get(f"/commitments?subject_id={case['id']}", who).json()["data"]
    return {one["key"]: one["state"] for one in found if one["key"].startswith("warranty.")}


def test_materials_stand_on_the_work_order_with_their_sum(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    assert api.post(f"/cases/{case['id']}/materials", desk, HOSE).status_code == 201
    assert api.post(f"/cases/{case['id']}/materials", desk, HOSE | {"quantity": 1, "paid_by": "resident"}).is_success
    found = order(api, desk, case)
    assert [(one["no"], one["amount_fen"], one["paid_by"]) for one in found["materials"]] == [
        (1, 5000, "us"),
        (2, 2500, "resident"),
    ]
    assert (found["total_fen"], found["number"]) == (7500, case["number"])
    assert found["qr"] == qr_of(case["number"]) != qr_of("BX000000-00000")
    assert len({len(row) for row in found["qr"]} | {len(found["qr"])}) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("quantity", 0), ("quantity", 1.5), ("unit_price_fen", -1), ("source", "nowhere"), ("name", "")]
)
def test_what_cannot_have_been_used_is_refused(api: Api, name: str, value: object) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    refused = api.post(f"/cases/{case['id']}/materials", desk, HOSE | {name: value})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")


def test_the_check_list_is_ticked_line_by_line(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    assert [one["done"] for one in order(api, desk, case)["checks"]] == [None] * len(VisitCheck)
    for done in (False, True):
        body = {"ticks": [{"item": "shoe_covers", "done": done}]}
        assert api.post(f"/cases/{case['id']}/visit-checks", desk, body).status_code == 200
    ticked = {one["item"]: one["done"] for one in order(api, desk, case)["checks"] if one["done"] is not None}
    assert ticked == {"shoe_covers": True}


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_warranty_judged_at_the_home_has_its_working_days(api: Api, size: str) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, kind="warranty")
    path = f"/cases/{case['id']}/judge-warranty"
    without = api.post(path, desk, {"valid": True, "reason": "属实"})
    assert (without.status_code, without.json()["code"]) == (422, "cases.defect_size")
    judged = api.post(path, desk, {"valid": True, "size": size, "reason": "属实"})
    assert (judged.status_code, judged.json()["warranty"]["size"]) == (200, size)
    assert promises(api, desk, case) == {f"warranty.finish.{size}": "open"}
    twice = api.post(path, desk, {"valid": False, "reason": "再看"})
    assert (twice.status_code, twice.json()["code"]) == (409, "cases.judged_already")
    assert api.act(desk, case, "finish", result="已修补").status_code == 200
    assert promises(api, desk, case) == {f"warranty.finish.{size}": "kept"}


def test_one_that_is_not_valid_promises_nothing(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, kind="warranty")
    judged = api.post(f"/cases/{case['id']}/judge-warranty", desk, {"valid": False, "reason": "人为损坏"})
    assert (judged.status_code, promises(api, desk, case)) == (200, {})


def test_only_a_repair_has_a_work_order_and_only_a_warranty_is_judged(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    inquiry, repair = api.hear(desk, town, kind="inquiry"), api.hear(desk, town)
    assert api.get(f"/cases/{inquiry['id']}/work-order", desk).json()["code"] == "cases.repairs_only"
    refused = api.post(f"/cases/{repair['id']}/judge-warranty", desk, {"valid": False, "reason": "无"})
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.warranties_only")


def test_a_resident_sees_no_work_order(api: Api) -> None:
    town = api.town()
    api.staff("manager", town)
    me = api.resident(town)
    case = api.hear(me, town, contact={"channel": "app", "words": "漏水", "person": {}})
    assert api.get(f"/cases/{case['id']}/work-order", me).status_code == 403


# ---------------------------------------------------------------- fees on the job (RP-10)

PAID = HOSE | {"paid_by": "resident"}


def repair_with_fee(api: Api, who: Caller, town: Any) -> dict[str, Any]:
    case = api.hear(who, town)
    assert api.post(f"/cases/{case['id']}/materials", who, PAID).status_code == 201
    return case


def hand_ins(api: Api, who: Caller, case: dict[str, Any]) -> list[tuple[str, str]]:
    found = api.get(f"/commitments?subject_id={case['id']}", who).json()["data"]
    return [(one["state"], one["responsible"]["name"]) for one in found if one["key"] == "repair.fee_hand_in"]


def test_a_repair_with_a_fee_is_finished_after_it_was_said_what_became_of_it(api: Api) -> None:
    town = api.town()
    desk, chief = api.staff("duty_butler", town), api.staff("supervisor", town)
    case = repair_with_fee(api, desk, town)
    assert order(api, desk, case)["due_fen"] == 5000
    refused = api.act(desk, case, "finish", result="已更换")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.fee_unsaid")
    said = api.post(f"/cases/{case['id']}/fees", desk, {"collected_fen": 5000})
    assert (said.status_code, said.json()["due_fen"]) == (201, 0)
    assert said.json()["fees"][0]["actions"][0]["reason"]["code"] == "cases.fee_own_hands"
    assert [state for state, _ in hand_ins(api, desk, case)] == ["open"]
    finished = api.act(desk, case, "finish", result="已更换").json()
    assert finished["state"] == "finished"
    blocked = api.act(desk, case, "close", version=finished["version"])
    assert (blocked.status_code, blocked.json()["code"]) == (409, "cases.promise_blocks")
    path = f"/cases/{case['id']}/fees/1/hand-in"
    own = api.post(path, desk, {})
    assert (own.status_code, own.json()["code"]) == (409, "cases.fee_own_hands")
    done = api.post(path, chief, {})
    assert done.json()["fees"][0]["handed_in_at"]
    assert [state for state, _ in hand_ins(api, desk, case)] == ["kept"]
    twice = api.post(path, chief, {})
    assert (twice.status_code, twice.json()["code"]) == (409, "cases.fee_handed_in")
    assert api.act(desk, case, "close", version=finished["version"]).status_code == 200


def test_what_was_not_collected_carries_a_reason_and_promises_nothing(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = repair_with_fee(api, desk, town)
    path = f"/cases/{case['id']}/fees"
    silent = api.post(path, desk, {"collected_fen": 4999})
    assert (silent.status_code, silent.json()["code"]) == (422, "cases.fee_unexplained")
    assert silent.json()["errors"][0]["pointer"] == "/reason"
    above = api.post(path, desk, {"collected_fen": 5001})
    assert (above.status_code, above.json()["errors"][0]["pointer"]) == (422, "/collected_fen")
    nobody = api.post(path, desk, {"collected_fen": 5000, "collected_by_id": case["id"]})
    assert (nobody.status_code, nobody.json()["errors"][0]["pointer"]) == (422, "/collected_by_id")
    assert api.post(path, desk, {"collected_fen": 0, "reason": "住户不在家"}).status_code == 201
    assert hand_ins(api, desk, case) == []
    assert api.act(desk, case, "finish", result="已更换").status_code == 200
    later = api.post(path, desk, {"collected_fen": 5000})
    assert [(one["no"], one["collected_fen"]) for one in later.json()["fees"]] == [(1, 0), (2, 5000)]
    none = api.post(path, desk, {"collected_fen": 0, "reason": "再说一次"})
    assert (none.status_code, none.json()["code"]) == (409, "cases.no_fee_due")


def test_what_is_used_later_is_said_anew_and_what_is_ours_is_no_fee(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = repair_with_fee(api, desk, town)
    path = f"/cases/{case['id']}/fees"
    assert api.post(path, desk, {"collected_fen": 0, "reason": "月底缴"}).status_code == 201
    assert api.post(f"/cases/{case['id']}/materials", desk, PAID).status_code == 201
    assert api.act(desk, case, "finish", result="已更换").json()["code"] == "cases.fee_unsaid"
    ours = api.hear(desk, town)
    assert api.post(f"/cases/{ours['id']}/materials", desk, HOSE).status_code == 201
    refused = api.post(f"/cases/{ours['id']}/fees", desk, {"collected_fen": 0, "reason": "无"})
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.no_fee_due")
    assert api.act(desk, ours, "finish", result="已更换").status_code == 200


def test_the_collector_answers_for_the_money_even_of_a_case_that_was_voided(api: Api) -> None:
    town = api.town()
    desk, chief, hand = (api.staff(role, town) for role in ("duty_butler", "manager", "engineer"))
    case = repair_with_fee(api, desk, town)
    body = {"collected_fen": 5000, "collected_by_id": str(hand.id)}
    assert api.post(f"/cases/{case['id']}/fees", desk, body).status_code == 201
    assert api.act(chief, case, "void", reason="重复登记").status_code == 200
    assert [state for state, _ in hand_ins(api, chief, case)] == ["open"]
    assert api.post(f"/cases/{case['id']}/fees/1/hand-in", desk, {}).status_code == 200
    assert hand_ins(api, chief, case) == [("kept", hand.name)]
    assert order(api, desk, case)["fees"][0]["received_by"]["name"] == desk.name
