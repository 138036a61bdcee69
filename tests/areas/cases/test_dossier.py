"""The dossier of a unit on both databases: people, cases and promises, each as far as the caller sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.people.models import Resident
from shouwen.core.places.models import Household, Unit
from shouwen.kit.ids import new_id
from tests.core.places.village import statements
from tests.support.api import Api, Caller, Town


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def dossier(api: Api, who: Caller, unit: UUID) -> dict[str, Any]:
    answer = api.get(f"/units/{unit}/dossier", who)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def manned(api: Api) -> tuple[Town, Caller]:
    town = api.town()
    desk = api.staff("duty_butler", town)
    api.put_on_post(desk, town, town.reception)
    return town, desk


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def at(unit: UUID) -> dict[str, Any]:
    return {"unit_id": str(unit)}


def test_it_says_who_lives_there(api: Api) -> None:
    town, desk = manned(api)
    owner = api.resident(town, household=api.household(town, town.east_unit), phone="13900001234", name="张伟")
    with api.work() as work:
        work.session.execute(sa.update(Resident).where(Resident.id == owner.resident_id).values(note="听力不好"))
    found = dossier(api, desk, town.east_unit)
    assert found["unit"]["label"] == "1-1-101"
    [household] = found["households"]
    assert household["id"] == str(owner.household_id)
    [member] = household["members"]
    assert (member["id"], member["name"], member["phone"], member["note"], member["relation"]) == (
        str(owner.resident_id),
        "张伟",
        "139****1234",
        "听力不好",
        "owner",
    )
    assert (found["open_cases"], found["past_cases"], found["promises"]) == ([], [], [])


def test_who_moved_out_is_not_in_it(api: Api) -> None:
    town, desk = manned(api)
    former = api.resident(town, household=api.household(town, town.east_unit))
    with api.work() as work:
        gone = sa.update(Household).where(Household.id == former.household_id)
        work.session.execute(gone.values(until=work.now - timedelta(days=1)))
    assert dossier(api, desk, town.east_unit)["households"] == []
    present = api.resident(town, household=api.household(town, town.east_unit))
    assert ids(dossier(api, desk, town.east_unit)["households"]) == [str(present.household_id)]


def test_it_tells_open_from_past_and_what_is_promised(api: Api) -> None:
    town, desk = manned(api)
    open_ = api.hear(desk, town, contact={"places": [at(town.east_unit)]})
    over = api.hear(desk, town, contact={"places": [at(town.east_unit)]}, answered={"result": "已换"})
    api.hear(desk, town, contact={"places": [at(town.west_unit)]})
    found = dossier(api, desk, town.east_unit)
    assert (ids(found["open_cases"]), ids(found["past_cases"])) == ([open_["id"]], [over["id"]])
    assert found["promises"]
    assert {promise["subject"]["id"] for promise in found["promises"]} == {open_["id"]}
    assert {promise["state"] for promise in found["promises"]} == {"open"}


def test_what_the_household_brought_about_elsewhere_is_in_it(api: Api) -> None:
    town, desk = manned(api)
    resident = api.resident(town, household=api.household(town, town.east_unit))
    own = api.hear(resident, town, contact={"channel": "app", "person": {}, "places": [{"zone_id": str(town.west)}]})
    assert ids(dossier(api, desk, town.east_unit)["open_cases"]) == [own["id"]]


def test_what_is_open_elsewhere_in_the_building_is_told_apart(api: Api) -> None:
    town, desk = manned(api)
    next_door = new_id()
    api.add(
        Unit(
            community_id=town.id,
            id=next_door,
            building_id=town.east_building,
            zone_id=town.east,
            name="102",
            label="1-1-102",
        )
    )
    own = api.hear(desk, town, contact={"places": [at(town.east_unit)]})
    theirs = api.hear(desk, town, contact={"places": [at(next_door)]})
    of_all = api.hear(desk, town, contact={"places": [{"building_id": str(town.east_building)}]})
    api.hear(desk, town, contact={"places": [at(town.west_unit)]})
    api.hear(desk, town, contact={"places": [at(next_door)]}, answered={"result": "已换"})
    found = dossier(api, desk, town.east_unit)
    assert ids(found["open_cases"]) == [own["id"]]
    assert set(ids(found["nearby_cases"])) == {theirs["id"], of_all["id"]}
    assert ids(dossier(api, desk, town.west_unit)["nearby_cases"]) == []


def test_a_caller_who_waits_for_an_answer_is_promised_it_though_it_is_no_case(api: Api) -> None:
    town, desk = manned(api)
    resident = api.resident(town, household=api.household(town, town.east_unit))
    person = {"resident_id": str(resident.resident_id)}
    call = {"community_id": str(town.id), "channel": "phone", "words": "问充电桩何时好", "reason": "referred"}
    made = api.post("/contacts", desk, call | {"wants_reply": True, "person": person}, key="waits")
    assert made.status_code == 201, made.text
    elsewhere = call | {"wants_reply": True, "places": [at(town.west_unit)]}
    assert api.post("/contacts", desk, elsewhere, key="elsewhere").status_code == 201
    [promise] = dossier(api, desk, town.east_unit)["promises"]
    assert promise["subject"] == {"type": "contact", "id": made.json()["id"], "number": None}
    assert api.post(f"/contacts/{made.json()['id']}/answer", desk, key="answered").status_code == 200
    assert dossier(api, desk, town.east_unit)["promises"] == []


def test_cases_are_those_the_caller_sees(api: Api) -> None:
    town, desk = manned(api)
    open_ = api.hear(desk, town, contact={"places": [at(town.east_unit)]})
    hidden = api.hear(desk, town, contact={"places": [at(town.east_unit)]}, confidential=True)
    other = dossier(api, api.staff("duty_butler", town), town.east_unit)
    assert ids(other["open_cases"]) == [open_["id"]]
    assert hidden["id"] not in str(other)
    cashier = dossier(api, api.staff("cashier", town), town.east_unit)  # sees cases of their own alone
    assert (cashier["open_cases"], cashier["promises"]) == ([], [])


def test_who_may_not_see_the_people_does_not_get_it(api: Api) -> None:
    town, other = api.town(), api.town()
    answers = {
        api.staff("engineer", town): 403,
        api.resident(town): 403,
        api.key("integrator", town): 403,
        api.staff("manager", other): 404,
        api.staff("zone_butler", town, zone=town.west): 404,
    }
    for who, status in answers.items():
        assert api.get(f"/units/{town.east_unit}/dossier", who).status_code == status
    assert api.get(f"/units/{town.east_unit}/dossier", api.staff("zone_butler", town, zone=town.east)).is_success


def test_it_costs_the_same_however_much_there_is(api: Api) -> None:
    town, desk = manned(api)
    household = api.household(town, town.east_unit)
    api.resident(town, household=household)
    counts = []
    for more in (1, 5):
        for _ in range(more):
            api.hear(desk, town, contact={"places": [at(town.east_unit)]})
            api.hear(desk, town, contact={"places": [at(town.east_unit)]}, answered={"result": "已换"})
            api.resident(town, household=household)
        with statements(api.house) as sent:
            dossier(api, desk, town.east_unit)
        counts.append(len(sent))
    assert counts[0] == counts[1]
