"""Types of case, on both databases: a kind of work nobody programmed is defined and walked over HTTP alone."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from shouwen.areas.cases.case_types import types_of
from shouwen.areas.cases.type_rules import TypePack
from tests.support.api import Api, Caller, Town, heard

PIANO: dict[str, Any] = {
    "key": "piano_tuning",
    "kind": "service",
    "name": {"zh": "钢琴调律", "en": "Piano tuning"},
    "clause": "TS-01",
    "stages": [
        {
            "key": "looked_at",
            "name": {"zh": "看琴", "en": "Looked at"},
            "within": {"value": 2, "unit": "h"},
            "items": [
                {"key": "keys", "name": {"zh": "逐键试音", "en": "Every key tried"}, "signatures": 2},
                {"key": "photo", "name": {"zh": "拍照", "en": "Photo"}, "required": False},
            ],
        },
        {"key": "tuned", "name": {"zh": "调律", "en": "Tuned"}, "within": {"value": 3, "unit": "wd"}},
    ],
}


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def define(api: Api, who: Caller, town: Town, **more: Any) -> dict[str, Any]:
    answer = api.post(f"/communities/{town.id}/case-types", who, PIANO | more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def walk(api: Api, who: Caller, case: dict[str, Any], verb: str, **body: Any) -> Any:
    return api.post(f"/cases/{case['id']}/course/{verb}", who, body)


def stage_promises(api: Api, who: Caller, case: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"/commitments?subject_id={case['id']}&key=case_type.stage", who).json()[
        "data"
    ]
    return sorted(found, key=lambda one: (one["round"], one["made_at"], one["due_at"]))


def test_a_brand_new_type_is_defined_and_walked_without_code(api: Api) -> None:
    town = api.town()
    manager, desk, other = (api.staff(role, town) for role in ("manager", "duty_butler", "supervisor"))
    made = define(api, manager, town)
    case = api.hear(desk, town, kind="service", title="调律", type_id=made["id"])
    assert (case["type"]["name"], case["type"]["no"]) == ("钢琴调律", 1)
    [first] = stage_promises(api, desk, case)
    assert (first["why"]["value"], first["why"]["unit"], first["why"]["clause"]) == (2, "h", "TS-01")
    early = api.act(desk, case, "finish", result="好了")
    assert (early.status_code, early.json()["code"]) == (409, "cases.stages_open")
    assert walk(api, desk, case, "end-stage").json()["code"] == "cases.stage_items_missing"
    assert [walk(api, desk, case, "ticks", item="keys").status_code for _ in range(2)] == [200, 409]
    assert walk(api, desk, case, "end-stage").json()["code"] == "cases.stage_items_missing"  # two signatures
    assert walk(api, other, case, "ticks", item="keys").status_code == 200
    ended = walk(api, desk, case, "end-stage", text="音准偏低")
    assert (ended.status_code, ended.json()["stage_no"]) == (200, 1)
    assert walk(api, desk, case, "ticks", item="keys").status_code == 422
    last = walk(api, desk, case, "end-stage").json()
    assert (last["stage_no"], [stage["ended_at"] is not None for stage in last["stages"]]) == (None, [True, True])
    assert walk(api, desk, case, "end-stage").json()["code"] == "cases.stages_over"
    assert [one["state"] for one in stage_promises(api, desk, case)] == ["kept", "kept"]
    assert api.act(desk, case, "finish", result="好了").status_code == 200


def test_a_stage_that_takes_too_long_is_late(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    made = define(api, manager, town, stages=[*PIANO["stages"][1:], {"key": "paid", "name": PIANO["name"]}])
    case = api.hear(manager, town, kind="service", type_id=made["id"])
    api.clock.advance(days=12)
    assert walk(api, manager, case, "end-stage").status_code == 200
    assert [one["state"] for one in stage_promises(api, manager, case)] == ["late"]  # nothing is promised of the last


def test_another_version_leaves_alone_what_walks_the_first(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    made = define(api, manager, town)
    case = api.hear(manager, town, kind="service", type_id=made["id"])
    body = {name: deepcopy(PIANO[name]) for name in ("name", "clause", "stages")}
    path = f"/case-types/{made['id']}"
    assert api.send("PUT", path, manager, body=body, version=1).json()["code"] == "cases.type_unchanged"
    body["stages"].append({"key": "paid", "name": {"zh": "收费", "en": "Paid"}})
    assert api.send("PUT", path, manager, body=body).status_code == 428
    changed = api.send("PUT", path, manager, body=body, version=made["version"])
    assert (changed.status_code, changed.json()["current"]) == (200, 2)
    assert api.send("PUT", path, manager, body=body, version=made["version"]).status_code == 412
    assert len(api.read(manager, case, "course").json()["stages"]) == 2
    newer = api.hear(manager, town, kind="service", type_id=made["id"])
    assert len(api.read(manager, newer, "course").json()["stages"]) == 3


def test_what_is_reopened_walks_its_stages_again(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    made = define(api, manager, town, stages=PIANO["stages"][1:])
    case = api.hear(manager, town, kind="service", type_id=made["id"])
    assert walk(api, manager, case, "end-stage").status_code == 200
    api.act(manager, case, "finish", result="好了")
    assert api.act(manager, case, "reopen", reason="又跑音了").status_code == 200
    course = api.read(manager, case, "course").json()
    assert (course["round"], course["stage_no"]) == (2, 0)
    assert [(one["round"], one["state"]) for one in stage_promises(api, manager, case)] == [(1, "kept"), (2, "open")]


def test_a_retired_type_starts_nothing_and_what_walks_it_goes_on(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    made = define(api, manager, town, stages=PIANO["stages"][1:])
    case = api.hear(manager, town, kind="service", type_id=made["id"])
    assert [api.post(f"/case-types/{made['id']}/retire", manager).status_code for _ in range(2)] == [200, 409]
    refused = api.post("/cases", manager, heard(town, kind="service", type_id=made["id"]), key="retired-type")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.type_retired")
    assert walk(api, manager, case, "end-stage").status_code == 200
    shown = api.get(f"/case-types?community_id={town.id}&retired=true", manager).json()["data"]
    assert [(one["key"], one["may_edit"]) for one in shown] == [("piano_tuning", False)]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"kind": "repair"}, "/type_id"),
        ({"kind": "service", "answered": {"result": "好了"}}, "/answered"),
    ],
)
def test_a_type_fits_the_case_or_the_case_is_refused(api: Api, more: dict[str, Any], pointer: str) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    made = define(api, manager, town)
    refused = api.post("/cases", manager, heard(town, type_id=made["id"], **more), key=f"t-{next(api.numbers)}")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


def test_what_walks_stages_keeps_its_kind_and_is_not_split(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    made = define(api, manager, town)
    case = api.hear(manager, town, kind="service", type_id=made["id"])
    refused = api.act(manager, case, "reclassify", kind="repair", reason="其实是报修")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.typed_kind")
    actions = {one["action"]: one for one in api.read(manager, case).json()["actions"]}
    assert actions["split"]["reason"]["code"] == actions["finish"]["reason"]["code"] == "cases.stages_open"


STAGE = {"key": "a", "name": {"zh": "甲", "en": "A"}}


@pytest.mark.parametrize(
    ("stages", "pointer"),
    [
        ([], "/stages"),
        ([STAGE, STAGE], "/stages/1/key"),
        ([STAGE | {"items": [{"key": "x", "name": STAGE["name"]}] * 2}], "/stages/0/items/1/key"),
        ([STAGE | {"within": {"unit": "h"}}], "/stages/0/within"),
        ([STAGE | {"within": {"value": 1, "unit": "same_day"}}], "/stages/0/within"),
        ([STAGE | {"within": {"value": 1, "unit": "fen"}}], "/stages/0/within"),
        ([STAGE | {"within": {"value": 0, "unit": "h"}}], "/stages/0/within/value"),
        ([STAGE | {"items": [{"key": "x", "name": STAGE["name"], "signatures": 9}]}], "/stages/0/items/0/signatures"),
    ],
)
def test_a_definition_that_cannot_be_walked_is_refused(api: Api, stages: list[Any], pointer: str) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    refused = api.post(f"/communities/{town.id}/case-types", manager, PIANO | {"stages": stages})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert api.get(f"/case-types?community_id={town.id}", manager).json()["data"] == []


def test_types_belong_to_their_community_and_to_who_defines_them(api: Api) -> None:
    town, elsewhere = api.town(), api.town("碧水湾")
    manager, stranger, desk = (
        api.staff("manager", town),
        api.staff("manager", elsewhere),
        api.staff("duty_butler", town),
    )
    made = define(api, manager, town)
    assert api.post(f"/communities/{town.id}/case-types", manager, PIANO).json()["code"] == "cases.type_key"
    assert api.post(f"/communities/{town.id}/case-types", desk, PIANO).status_code == 403
    assert api.post(f"/communities/{town.id}/case-types", stranger, PIANO).status_code == 404
    assert api.get(f"/case-types/{made['id']}", stranger).status_code == 404
    refused = api.post("/cases", stranger, heard(elsewhere, kind="service", type_id=made["id"]), key="foreign-type")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/type_id")


def test_the_show_room_is_a_pack_of_data_and_its_packing_takes_two_signatures(api: Api) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    path = f"/communities/{town.id}/case-types/adopt"
    for _ in range(2):  # taken once; a second time leaves all alone
        taken = api.post(path, manager, {"pack": "showroom"})
        assert taken.status_code == 200, taken.text
        found = {one["key"]: one for one in taken.json()["data"]}
        assert found.keys() == {one.key for one in types_of(TypePack.SHOWROOM)}
    case = api.hear(desk, town, kind="service", title="装箱", type_id=found["packing"]["id"])
    for who in (desk, manager):
        assert walk(api, who, case, "ticks", item="counted").status_code == 200
    assert walk(api, desk, case, "ticks", item="sheets").status_code == 200
    assert walk(api, desk, case, "end-stage").json()["stage_no"] == 1
    month = found["goods_repair"]["stages"][1]["within"]
    assert (month, found["goods_repair_long"]["stages"][2]["within"]["value"]) == ({"value": 1, "unit": "mo"}, 6)
