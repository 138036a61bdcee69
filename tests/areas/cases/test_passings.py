"""Buck-passing, on both databases: found, taken back, counted per person, kept from everybody else (FR-06)."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.areas.cases.passing_rules import finding_objection
from shouwen.areas.cases.problems import FindingOwn, NotInChain
from tests.support.api import Api, Caller, Town

DAYS = "from=2026-11-01&to=2026-12-31"


class Scene:
    """An engineer who refused what was offered to them."""

    def __init__(self, api: Api) -> None:
        self.api, self.town = api, api.town()
        town: Town = self.town
        self.desk, self.chief = api.staff("duty_butler", town), api.staff("supervisor", town)
        self.manager, self.hand = api.staff("manager", town), api.staff("engineer", town)
        self.case = api.hear(self.desk, town)
        for who, verb, body in (
            (self.desk, "offer", {"to_staff_id": self.hand.id}),
            (self.hand, "refuse", {"reason": "不归我管"}),
        ):
            version = api.read(who, self.case).json()["version"]
            assert api.act(who, self.case, verb, version=version, **body).status_code == 200
        self.path = f"/cases/{self.case['id']}/passings"

    def find(self, who: Caller, about: Caller, level: str = "criticism") -> Any:
        return self.api.post(self.path, who, {"staff_id": str(about.id), "level": level, "reason": "无故推诿"})

    def board(self, who: Caller) -> Any:
        return self.api.get(f"/board/passings?community_id={self.town.id}&{DAYS}", who)


@pytest.fixture
def scene(shared_api: Api) -> Scene:
    return Scene(shared_api)


def test_nobody_is_found_against_but_the_chain_and_not_by_themselves() -> None:
    assert finding_objection(1, 2, {2}) is None  # type: ignore[arg-type]
    assert finding_objection(1, 3, {2}) is NotInChain  # type: ignore[arg-type]
    assert finding_objection(1, 1, {1}) is FindingOwn  # type: ignore[arg-type]


def test_a_finding_is_counted_against_the_person_beside_what_they_refused(scene: Scene) -> None:
    found = scene.find(scene.chief, scene.hand, "education")
    assert found.status_code == 201
    assert [(one["staff"]["name"], one["level"]) for one in found.json()["data"]] == [(scene.hand.name, "education")]
    assert {one["name"] for one in found.json()["chain"]} == {scene.desk.name, scene.hand.name}
    rows = scene.board(scene.manager).json()["data"]
    assert [(row["staff"]["name"], row["refused"], row["found"]) for row in rows] == [(scene.hand.name, 1, 1)]
    assert rows[0]["levels"] == {"criticism": 0, "education": 1, "discipline": 0, "transfer": 0}
    assert [one["id"] for one in rows[0]["cases"]] == [scene.case["id"]]


def test_one_that_was_wrong_is_taken_back_once_and_counts_no_more(scene: Scene) -> None:
    assert scene.find(scene.chief, scene.hand).status_code == 201
    taken = scene.api.post(f"{scene.path}/1/withdraw", scene.manager, {"reason": "事后查明确非其职责"})
    assert taken.json()["data"][0]["withdrawn_by"]["name"] == scene.manager.name
    assert [(row["refused"], row["found"]) for row in scene.board(scene.chief).json()["data"]] == [(1, 0)]
    twice = scene.api.post(f"{scene.path}/1/withdraw", scene.manager, {"reason": "再来"})
    assert (twice.status_code, twice.json()["code"]) == (409, "cases.finding_withdrawn")
    assert scene.api.post(f"{scene.path}/2/withdraw", scene.manager, {"reason": "没有"}).status_code == 409


def test_whoever_is_no_part_of_it_is_not_found_against_and_nobody_judges_themselves(scene: Scene) -> None:
    stranger = scene.find(scene.chief, scene.manager)
    assert (stranger.status_code, stranger.json()["code"]) == (422, "cases.not_in_chain")
    assert stranger.json()["errors"][0]["pointer"] == "/staff_id"
    own = scene.find(scene.chief, scene.chief)
    assert (own.status_code, own.json()["code"]) == (409, "cases.finding_own")
    assert scene.find(scene.chief, scene.hand, "scolding").status_code == 422


def test_nobody_below_hears_of_it_neither_on_the_case_nor_in_its_journal_nor_on_the_board(scene: Scene) -> None:
    assert scene.find(scene.chief, scene.hand).status_code == 201
    for who in (scene.desk, scene.hand):
        assert scene.find(who, scene.desk).status_code == 403
        assert scene.api.get(scene.path, who).status_code == 403
        assert scene.board(who).status_code == 403
        shown = scene.api.read(who, scene.case, "journal").text
        assert "passing" not in shown
        assert "无故推诿" not in shown
    told = [one["event"] for one in scene.api.read(scene.manager, scene.case, "journal").json()["data"]]
    assert "cases.passing_found" in told


def test_a_resident_is_told_nothing_of_it(scene: Scene) -> None:
    me = scene.api.resident(scene.town)
    scene.case = scene.api.hear(me, scene.town, contact={"channel": "app", "words": "漏水", "person": {}})
    shown = scene.api.read(scene.manager, scene.case).json()
    assert scene.api.act(scene.manager, scene.case, "succeed", to_staff_id=scene.desk.id, reason="换人").is_success
    scene.path = f"/cases/{shown['id']}/passings"
    assert scene.find(scene.manager, scene.desk).status_code == 201
    assert scene.api.get(scene.path, me).status_code == 403
    assert "passing" not in scene.api.get(f"/cases/{shown['id']}", me).text
