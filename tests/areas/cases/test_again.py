"""The same matter again, on both databases: suggested while it is told, attached, counted."""

from typing import Any

import pytest

from tests.support.api import Api, Caller, Town


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def similar(api: Api, who: Caller, town: Town, **asked: Any) -> list[dict[str, Any]]:
    asked = {"community_id": town.id} | asked
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    found: list[dict[str, Any]] = api.get(f"/cases/similar?{query}", who).json()["data"]
    return found


def test_the_same_words_are_suggested_and_other_words_are_not(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    leak = api.hear(desk, town, title="厨房水管漏水")
    api.hear(desk, town, title="楼上半夜装修噪声")
    found = similar(api, desk, town, words="厨房水管还在漏水")
    assert [(one["id"], one["signs"]) for one in found] == [(leak["id"], ["same_words"])]
    assert similar(api, desk, town, words="路灯不亮") == []


def test_the_same_resident_is_suggested_whatever_the_words(api: Api) -> None:
    town = api.town()
    desk, resident = api.staff("duty_butler", town), api.resident(town)
    api.put_on_post(desk, town, town.reception)
    case = api.hear(resident, town, contact={"channel": "app", "person": {}}, title="路灯不亮")
    caller = case["contacts"][0]["person"]["resident_id"]
    [found] = similar(api, desk, town, words="完全另一件事", resident_id=caller)
    assert (found["id"], found["signs"]) == (case["id"], ["same_household"])


def test_what_is_over_is_suggested_for_three_days_and_what_is_open_for_ever(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    over = api.hear(desk, town, title="厨房水管漏水", answered={"result": "已换"})
    open_ = api.hear(desk, town, title="厨房水管漏水")
    assert {one["id"] for one in similar(api, desk, town, words="厨房水管漏水")} == {over["id"], open_["id"]}
    api.clock.advance(hours=73)
    assert [one["id"] for one in similar(api, desk, town, words="厨房水管漏水")] == [open_["id"]]


def test_nothing_out_of_sight_is_suggested(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    api.hear(desk, town, title="厨房水管漏水")
    api.hear(desk, town, title="厨房水管漏水", confidential=True)
    assert similar(api, engineer, town, words="厨房水管漏水") == []  # an engineer sees what is theirs
    assert similar(api, api.staff("duty_butler", api.town()), town, words="厨房水管漏水") == []


def test_the_customer_who_called_again_is_counted(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    called, quiet = api.hear(desk, town, contact=by_phone("19900001111")), api.hear(desk, town)
    for number, phone in enumerate(("19900001111", "19900001111", "19900002222")):
        more = api.post(f"/cases/{called['id']}/contacts", desk, by_phone(phone), key=f"again-{called['id']}-{number}")
        assert more.status_code == 201
    assert api.read(desk, called).json()["repeats"] == 2  # the third is somebody else
    rows = api.get(f"/cases?community_id={town.id}", desk).json()["data"]
    assert {row["id"]: row["repeats"] for row in rows} == {called["id"]: 2, quiet["id"]: 0}
    again = api.get(f"/cases?community_id={town.id}&repeated=true", desk).json()["data"]
    assert [row["id"] for row in again] == [called["id"]]


def by_phone(phone: str) -> dict[str, Any]:
    return {"channel": "phone", "words": "还在漏", "person": {"phone": phone}}
