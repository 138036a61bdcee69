"""Who works on a matter calls whoever raised it, and that leaves a line in the journal."""

from __future__ import annotations

import pytest

from tests.support.api import Api

WHY = {"reason": "call_back"}


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def test_the_number_is_told_to_who_works_on_it_and_journalled(api: Api) -> None:
    town = api.town()
    desk, engineer, cashier = (api.staff(role, town) for role in ("duty_butler", "engineer", "cashier"))
    case = api.hear(desk, town)
    path = f"/cases/{case['id']}/reveal"
    told = api.post(path, desk, WHY)
    assert (told.status_code, len(told.json()["phone"])) == (200, 11), told.text
    [entry] = [one for one in api.events("cases.phone_revealed") if str(one.subject_id) == case["id"]]
    assert entry.detail == WHY
    # An engineer calls about what is theirs, and about nothing else.
    assert api.post(path, engineer, WHY).status_code == 404
    api.post(f"/cases/{case['id']}/offer", desk, {"to_staff_id": str(engineer.id)})
    assert api.post(path, engineer, WHY).status_code == 200
    assert api.post(path, cashier, WHY).status_code == 403
    assert api.post(path, desk, {"reason": "curious"}).status_code == 422


def test_where_no_number_was_left_there_is_none(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, contact={"channel": "visit", "person": {"anonymous": True}})
    answer = api.post(f"/cases/{case['id']}/reveal", desk, WHY)
    assert (answer.status_code, answer.json()["code"]) == (409, "cases.no_phone")


def test_what_waits_for_a_ruling_is_found(api: Api) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    api.hear(manager, town)
    named = api.hear(manager, town, heard_by_id=str(desk.id))
    disputed = api.post(f"/cases/{named['id']}/dispute", desk, {"reason": "不是我先听到的"})
    assert disputed.status_code == 200, disputed.text
    found = api.get(f"/cases?community_id={town.id}&disputed=true", manager).json()["data"]
    assert [row["id"] for row in found] == [named["id"]]
    assert len(api.get(f"/cases?community_id={town.id}&disputed=false", manager).json()["data"]) == 1
