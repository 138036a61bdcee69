"""Places set up and changed over the API, and the card of a zone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.people.home import Register
from tests.core.people.org import code, fields
from tests.support.api import Api


@pytest.fixture
def register(shared_api: Api) -> Register:
    return Register.open(shared_api)


def made(register: Register, path: str, **body: Any) -> dict[str, Any]:
    return register.make(path, register.manager, **body)


def test_a_zone_a_building_and_a_unit_are_set_up_and_found(register: Register) -> None:
    zone = made(register, "/zones", community_id=register.town.id, name="北区")
    building = made(register, "/buildings", zone_id=zone["id"], name="12栋")
    unit = made(register, "/units", building_id=building["id"], name="301", label="12-1-301", kind="shop")
    assert (zone["version"], building["zone"]["id"], unit["zone"]["id"]) == (1, zone["id"], zone["id"])
    found = register.read(f"/units?q=12栋1单元301&community_id={register.town.id}")["data"]
    assert [one["id"] for one in found] == [unit["id"]]


def test_a_renamed_unit_is_found_and_sorted_by_its_new_label(register: Register) -> None:
    unit = register.read(f"/units/{register.town.east_unit}")
    changed = register.change(f"/units/{unit['id']}", 1, register.manager, label="1-1-2101", name="2101")
    assert (changed.status_code, changed.headers["etag"]) == (200, '"v2"')
    made(register, "/units", building_id=unit["building"]["id"], name="301", label="1-1-301")
    labels = [one["label"] for one in register.read(f"/units?q=1-1&community_id={register.town.id}")["data"]]
    assert labels == ["1-1-301", "1-1-2101"]
    assert code(register.change(f"/units/{unit['id']}", 1, register.manager, kind="shop")) == (412, "house.stale")


def test_names_are_taken_once(register: Register) -> None:
    town = register.town
    for path, body in (
        ("/zones", {"community_id": town.id, "name": "东区"}),
        ("/buildings", {"zone_id": town.east, "name": "1栋"}),
        ("/units", {"building_id": town.east_building, "name": "101", "label": "1-1-101"}),
    ):
        answer = register.api.post(path, register.manager, body)
        assert code(answer) == (409, "places.name_taken"), path
    assert code(register.change(f"/zones/{town.east}", 1, register.manager, name="西区")) == (409, "places.name_taken")
    assert register.change(f"/zones/{town.east}", 1, register.manager, name="东区").status_code == 200


def test_who_answers_for_a_part_changes_no_places(register: Register) -> None:
    town = register.town
    for who in (register.desk, register.east):
        assert register.change(f"/zones/{town.east}", 1, who, name="我的区").status_code == 403
        assert register.post("/zones", who, community_id=town.id, name="我的区").status_code == 403
    part = register.api.staff("manager", town, department=town.engineering)
    assert register.change(f"/zones/{town.east}", 1, part, name="我的区").status_code == 403
    assert fields(register.post("/zones", part, community_id=town.id, name="我的区")) == [
        ("/community_id", "reference_unknown")
    ]


def test_strangers_are_as_unknown_as_nobody(register: Register) -> None:
    elsewhere = register.api.town()
    assert register.change(f"/zones/{elsewhere.east}", 1, register.manager, name="x").status_code == 404
    assert register.change(f"/units/{elsewhere.east_unit}", 1, register.manager, name="x").status_code == 404
    for path, pointer, id in (
        ("/zones", "community_id", elsewhere.id),
        ("/buildings", "zone_id", elsewhere.east),
        ("/units", "building_id", elsewhere.east_building),
    ):
        body = {pointer: id, "name": "x"} | ({"label": "x"} if path == "/units" else {})
        assert fields(register.api.post(path, register.manager, body)) == [(f"/{pointer}", "reference_unknown")]


def test_only_the_company_founds_communities(register: Register) -> None:
    number = next(register.api.numbers)
    body: dict[str, Any] = {"name": "新盘", "code": f"NEW{number}"}
    whole = register.api.staff("system_admin", None)
    part = register.api.staff("system_admin", register.town)
    assert register.api.post("/communities", register.manager, body).status_code == 403
    assert register.api.post("/communities", part, body).status_code == 403
    founded = register.make("/communities", whole, **body)
    assert (founded["time_zone"], founded["version"]) == ("Asia/Shanghai", 1)
    assert code(register.api.post("/communities", whole, body)) == (409, "places.name_taken")
    renamed = register.change(f"/communities/{founded['id']}", 1, whole, name="新盘一期")
    assert renamed.json()["name"] == "新盘一期"
    zone = register.make("/zones", whole, community_id=founded["id"], name="一区")
    assert zone["community_id"] == founded["id"]
    assert register.change(f"/communities/{founded['id']}", 2, register.manager, name="x").status_code == 404


def test_the_card_of_a_zone_is_read_with_every_home_in_it(register: Register) -> None:
    town = register.town
    card = [{"label": "东门岗亭", "text": "010-62340001"}, {"label": "水泵房", "text": "地下一层\n钥匙在监控室"}]
    path = f"/zones/{town.east}/facts"
    written = register.change(path, 1, register.east, facts=card)
    assert (written.status_code, written.json()["facts"], written.json()["version"]) == (200, card, 2)
    assert register.read(f"/zones/{town.east}", register.west)["facts"] == card
    assert register.read(f"/units/{town.east_unit}/dossier")["zone_facts"] == card
    assert register.read(f"/units/{town.west_unit}/dossier")["zone_facts"] == []
    assert code(register.change(path, 1, register.desk, facts=[])) == (412, "house.stale")
    turned = register.change(path, 2, register.desk, facts=card[::-1])
    assert turned.json()["facts"] == card[::-1]
    assert register.change(path, 3, register.desk, facts=[]).json()["facts"] == []
    assert register.change(path, 4, register.west, facts=card).status_code == 403, "the card of another zone"
    told = [entry.detail for entry in register.api.events("places.card_written")]
    assert told[-1] == {"zone_id": str(town.east), "lines": 0}


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ([{"label": "", "text": "x"}], "/facts/0/label"),
        ([{"label": "好", "text": "长" * 301}], "/facts/0/text"),
        ([{"label": "好", "text": "x"}] * 31, "/facts"),
        (None, "/facts"),
    ],
)
def test_a_card_has_its_bounds(register: Register, facts: Any, pointer: str) -> None:
    answer = register.change(f"/zones/{register.town.east}/facts", 1, facts=facts)
    assert answer.status_code == 422
    assert [one[0] for one in fields(answer)] == [pointer]
