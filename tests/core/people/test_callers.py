"""Who is on the telephone, and the number in full with a line in the journal, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from shouwen.core.people.models import Resident
from tests.support.api import Api, Caller, Town

PHONE = "13900001234"


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def callers(api: Api, who: Caller, phone: str = PHONE, more: str = "") -> list[dict[str, Any]]:
    answer = api.get(f"/callers?phone={phone}{more}", who)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def reveal(api: Api, who: Caller, resident: Caller, reason: str = "call_back", **more: Any) -> Any:
    return api.post(f"/residents/{resident.resident_id}/reveal", who, {"reason": reason}, **more)


def write_note(api: Api, resident: Caller, note: str) -> None:
    with api.work() as work:
        work.session.execute(sa.update(Resident).where(Resident.id == resident.resident_id).values(note=note))


def test_a_phone_names_one_resident_with_unit_and_note(api: Api) -> None:
    town = api.town()
    desk, resident = api.staff("duty_butler", town), api.resident(town, phone=PHONE)
    write_note(api, resident, "听力不好，请慢一点说")
    [found] = callers(api, desk)
    assert (found["id"], found["phone"]) == (str(resident.resident_id), "139****1234")
    assert found["note"] == "听力不好，请慢一点说"
    assert [home["household_id"] for home in found["units"]] == [str(resident.household_id)]
    assert callers(api, desk, "%2B86%20139-0000-1234") == [found]  # as people write it


def test_a_phone_may_be_nobodys_or_shared(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    assert callers(api, desk) == []
    mother = api.resident(town, phone=PHONE, name="王芳")
    son = api.resident(town, household=mother.household_id, phone=PHONE, name="张小明")
    assert {one["id"] for one in callers(api, desk)} == {str(mother.resident_id), str(son.resident_id)}


def test_what_is_no_phone_or_asks_for_more_is_refused(api: Api) -> None:
    desk = api.staff("duty_butler", api.town())
    for query in ("", "?phone=", "?phone=12", "?phone=abc", f"?phone={'1' * 41}", f"?phone={PHONE}&name=x"):
        assert api.get(f"/callers{query}", desk).status_code == 422, query


def test_nobody_out_of_reach_is_named(api: Api) -> None:
    town, other = api.town(), api.town()
    api.resident(town, phone=PHONE)
    assert callers(api, api.staff("duty_butler", other)) == []
    assert callers(api, api.staff("duty_butler", other), more=f"&community_id={town.id}") == []
    assert callers(api, api.staff("zone_butler", town, zone=town.west)) == []
    assert len(callers(api, api.staff("zone_butler", town, zone=town.east))) == 1
    for who in (api.staff("engineer", town), api.resident(town)):
        assert api.get(f"/callers?phone={PHONE}", who).status_code == 403


def test_a_reveal_is_journalled_without_the_number(api: Api) -> None:
    town = api.town()
    desk, resident = api.staff("duty_butler", town), api.resident(town, phone=PHONE)
    before = len(api.events("people.phone_revealed"))
    answer = reveal(api, desk, resident)
    assert (answer.status_code, answer.json()) == (200, {"phone": PHONE})
    [entry] = api.events("people.phone_revealed")[before:]
    assert (entry.community_id, entry.actor_id) == (town.id, desk.id)
    assert entry.detail == {"resident_id": str(resident.resident_id), "field": "phone", "reason": "call_back"}


def test_every_look_is_a_line_and_no_key_saves_one(api: Api) -> None:
    town = api.town()
    desk, resident = api.staff("duty_butler", town), api.resident(town, phone=PHONE)
    before = len(api.events("people.phone_revealed"))
    for _ in range(2):
        assert "Idempotent-Replayed" not in reveal(api, desk, resident, key="the-same-key").headers
    assert len(api.events("people.phone_revealed")) == before + 2


def test_who_may_not_sees_no_number_and_leaves_no_line(api: Api) -> None:
    town, other = api.town(), api.town()
    resident = api.resident(town, phone=PHONE)
    before = len(api.events("people.phone_revealed"))
    refused = {
        403: [api.staff("cashier", town), api.staff("engineer", town), resident],
        404: [api.staff("manager", other), api.staff("zone_butler", town, zone=town.west)],
    }
    for status, people in refused.items():
        for who in people:
            answer = reveal(api, who, resident)
            assert answer.status_code == status
            assert PHONE not in answer.text
    assert len(api.events("people.phone_revealed")) == before


def test_a_reveal_needs_a_listed_reason_and_a_phone(api: Api) -> None:
    town = api.town()
    desk, known, unknown = api.staff("duty_butler", town), api.resident(town, phone=PHONE), api.resident(town)
    for body in ({}, {"reason": None}, {"reason": "just so"}, {"reason": "visit", "phone": PHONE}):
        assert api.post(f"/residents/{known.resident_id}/reveal", desk, body).status_code == 422
    answer = reveal(api, desk, unknown)
    assert (answer.status_code, answer.json()["code"]) == (409, "people.no_phone")


def test_the_town_of_the_line_is_the_residents(api: Api) -> None:
    """Also where somebody of the whole company looks."""
    town: Town = api.town()
    resident, office = api.resident(town, phone=PHONE), api.staff("system_admin", None)
    assert reveal(api, office, resident, "emergency").json() == {"phone": PHONE}
    assert api.events("people.phone_revealed")[-1].community_id == town.id
