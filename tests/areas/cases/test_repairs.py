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
