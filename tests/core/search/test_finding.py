"""One search for the desk: people, units and cases in one order, each within the sight of whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from shouwen.core.places.models import Unit
from shouwen.kit.ids import new_id
from tests.support.api import Api, Caller, Town


@dataclass
class Desk:
    """A town with three homes, a case, and a neighbouring town with people of the same names."""

    api: Api
    town: Town
    butler: Caller
    case: dict[str, Any]

    def find(self, q: str, who: Caller | None = None, **more: Any) -> list[dict[str, Any]]:
        answer = self.api.get("/search", who or self.butler, params={"q": q, **more})
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["data"]
        return found

    def titles(self, q: str, who: Caller | None = None, **more: Any) -> list[str]:
        return [hit["title"] for hit in self.find(q, who, **more)]


def home(api: Api, town: Town, label: str, zone: str = "east") -> Any:
    unit = new_id()
    api.add(
        Unit(
            community_id=town.id,
            id=unit,
            building_id=town.east_building,
            zone_id=getattr(town, zone),
            name=label.rpartition("-")[2],
            label=label,
        )
    )
    return api.household(town, unit)


@pytest.fixture(scope="module")
def desk(shared_api: Api) -> Desk:
    api = shared_api
    town, other = api.town(), api.town("邻镇")
    api.resident(town, name="单立群", household=home(api, town, "3-1-1201"), phone="13900001201")
    api.resident(town, name="张伟", household=home(api, town, "3-1-202"), phone="13911112222")
    api.resident(town, name="张伟民", household=home(api, town, "30-1-1201", "west"))
    api.resident(town, name="曾小红", household=home(api, town, "5-2-302", "west"), phone="13911115222")
    api.resident(other, name="张伟", household=home(api, other, "3-1-1201"), phone="13911112222")
    butler = api.staff("duty_butler", town)
    return Desk(api, town, butler, api.hear(butler, town, title="水管爆裂，张伟家漏水"))


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("张伟", ["张伟", "张伟民", "水管爆裂，张伟家漏水"]),
        ("伟民", ["张伟民"]),
        ("slq", ["单立群"]),
        ("DLQ", ["单立群"]),
        ("zw", ["张伟", "张伟民"]),
        ("zxh", ["曾小红"]),
        ("139 1111 2222", ["张伟"]),
        ("+8613911115222", ["曾小红"]),
        ("5222", ["曾小红"]),
        ("3-1-1201", ["3-1-1201", "单立群"]),
        ("3栋1单元1201室", ["3-1-1201", "单立群"]),
        ("３栋１２０１", ["3-1-1201", "单立群"]),
        ("3-1201", ["3-1-1201", "单立群"]),
        ("1201", ["单立群", "3-1-1201", "30-1-1201"]),
        ("30-1", ["30-1-1201"]),
        ("爆裂", ["水管爆裂，张伟家漏水"]),
        ("没有这个人", []),
        ("%", []),
        ("_", []),
    ],
)
def test_the_desk_finds_by_what_it_hears(desk: Desk, q: str, titles: list[str]) -> None:
    assert desk.titles(q) == titles


def test_a_case_is_found_by_its_number_however_it_is_typed(desk: Desk) -> None:
    for q in (desk.case["number"], desk.case["number"].lower()):
        (hit,) = desk.find(q)
        assert (hit["type"], hit["id"], hit["number"], hit["state"], hit["matched"]) == (
            "case",
            desk.case["id"],
            desk.case["number"],
            "heard",
            "number",
        )


def test_a_hit_says_by_what_it_was_found_and_shows_no_whole_phone(desk: Desk) -> None:
    (hit,) = desk.find("2222")
    assert hit["matched"] == "last_digits"
    assert hit["phone"] == "139****2222"
    assert [unit["label"] for unit in hit["units"]] == ["3-1-202"]


def test_each_finds_what_they_may_see(desk: Desk) -> None:
    api, town = desk.api, desk.town
    zone = api.staff("zone_butler", town, zone=town.west)
    assert desk.titles("张伟", zone) == ["张伟民"]
    assert desk.titles("zw", zone) == ["张伟民"]
    assert desk.titles("2222", zone) == []
    engineer = api.staff("engineer", town)
    assert desk.titles("张伟", engineer) == []
    assert desk.titles("3-1-1201", engineer) == ["3-1-1201"]
    resident = api.resident(town, name="住户甲")
    assert desk.titles("张伟", resident) == []
    assert desk.titles(desk.case["number"], resident) == []


def test_the_whole_company_finds_in_every_town_and_in_one_when_asked(desk: Desk) -> None:
    manager = desk.api.staff("manager", None)
    assert len(desk.titles("13911112222", manager)) == 2
    assert len(desk.titles("13911112222", manager, community_id=str(desk.town.id))) == 1


def test_no_more_is_given_than_asked_for_and_the_surest_stays(desk: Desk) -> None:
    assert desk.titles("张伟", limit=1) == ["张伟"]
    assert desk.api.get("/search", desk.butler, params={"q": ""}).status_code == 422
    assert desk.api.get("/search", desk.butler, params={"q": "x", "limit": 51}).status_code == 422
    assert desk.api.get("/search", params={"q": "x"}).status_code == 401
