"""Households that move in and out, and who belongs to them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from shouwen.kit.ids import new_id
from tests.core.people.home import Register
from tests.core.people.org import code, fields
from tests.support.api import START, Api, request


@pytest.fixture
def register(shared_api: Api) -> Register:
    return Register.open(shared_api)


def test_a_household_moves_in_and_out_and_the_next_comes(register: Register) -> None:
    unit = register.town.east_unit
    first = register.resident("旧租客")
    home = register.move_in(unit, first, kind="tenant", since=START - timedelta(days=90))
    assert (home["kind"], home["version"], [one["id"] for one in home["members"]]) == ("tenant", 1, [first["id"]])
    taken = register.post("/households", unit_id=unit)
    assert (code(taken), taken.json()["household_id"]) == ((409, "people.unit_occupied"), home["id"])
    gone = register.make(f"/households/{home['id']}/move-out", until=START - timedelta(days=2))
    assert gone["until"] == gone["members"][0]["until"]
    assert register.read(f"/residents/{first['id']}")["units"] == []
    too_early = register.post("/households", unit_id=unit, since=START - timedelta(days=5))
    assert code(too_early) == (409, "people.unit_occupied"), "they still lived there then"
    second = register.resident("新租客")
    following = register.move_in(unit, second, since=START - timedelta(days=1))
    [shown] = register.read(f"/units/{unit}/dossier")["households"]
    assert (shown["id"], [one["id"] for one in shown["members"]]) == (following["id"], [second["id"]])
    assert code(register.post(f"/households/{home['id']}/move-out")) == (409, "people.household_ended")


def test_the_next_tenant_sees_nothing_of_the_last(register: Register) -> None:
    """Access follows the household, never the unit."""
    api, town = register.api, register.town
    last = api.resident(town)
    unit = register.read(f"/households/{last.household_id}")["unit"]["id"]
    case = api.hear(register.desk, town, contact={"person": {"resident_id": last.resident_id}})
    spouse = api.resident(town, household=last.household_id)
    assert api.read(spouse, case).status_code == 200
    register.make(f"/households/{last.household_id}/move-out")
    following = register.move_in(unit)
    tenant = api.resident(town, household=UUID(following["id"]))
    assert api.read(tenant, case).status_code == 404
    assert api.read(spouse, case).status_code == 404, "it went with the household, and they belong to it no more"
    assert api.read(last, case).status_code == 200, "they raised it themselves"


def test_one_person_with_several_units(register: Register) -> None:
    owner = register.resident("多套业主")
    register.move_in(register.town.east_unit, owner)
    register.move_in(register.town.west_unit, owner)
    assert [home["label"] for home in register.read(f"/residents/{owner['id']}")["units"]] == ["1-1-101", "2-1-101"]


def test_members_join_change_and_leave(register: Register) -> None:
    head, child = register.resident("户主"), register.resident("孩子")
    home = register.move_in(register.town.east_unit, head)
    path = f"/households/{home['id']}/members"
    joined = register.make(path, resident_id=child["id"], relation="family", is_adult=False)
    assert joined["version"] == home["version"] + 1
    assert [(one["id"], one["is_adult"]) for one in joined["members"]] == [(head["id"], True), (child["id"], False)]
    assert code(register.post(path, resident_id=child["id"], relation="family")) == (409, "people.already_member")
    stale = register.change(f"{path}/{head['id']}", home["version"], is_emergency_contact=True)
    assert code(stale) == (412, "house.stale")
    changed = register.change(f"{path}/{head['id']}", joined["version"], is_emergency_contact=True, relation="agent")
    assert changed.status_code == 200
    member = changed.json()["members"][0]
    assert (member["is_emergency_contact"], member["relation"]) == (True, "agent")
    [shown] = register.read(f"/units/{register.town.east_unit}/dossier")["households"]
    assert [one["is_emergency_contact"] for one in shown["members"]] == [True, False]
    register.make(f"{path}/{child['id']}/leave")
    assert code(register.post(f"{path}/{child['id']}/leave")) == (409, "people.not_member")
    assert register.read(f"/residents/{child['id']}")["units"] == []
    register.make(path, resident_id=child["id"], relation="family")
    assert len(register.read(f"/residents/{child['id']}")["units"]) == 1, "and back again"


def test_a_household_becomes_another_kind(register: Register) -> None:
    home = register.move_in(register.town.east_unit)
    changed = register.change(f"/households/{home['id']}", 1, kind="tenant")
    assert (changed.json()["kind"], changed.headers["etag"]) == ("tenant", '"v2"')


def test_what_lies_ahead_is_not_written_down(register: Register) -> None:
    soon = START + timedelta(days=400)
    assert fields(register.post("/households", unit_id=register.town.east_unit, since=soon)) == [("/since", "not_yet")]
    home = register.move_in(register.town.east_unit, since=START - timedelta(days=9))
    out = f"/households/{home['id']}/move-out"
    assert fields(register.post(out, until=soon)) == [("/until", "not_yet")]
    assert fields(register.post(out, until=START - timedelta(days=10))) == [("/until", "ends_before_begin")]


def test_strangers_are_as_unknown_as_nobody(register: Register) -> None:
    elsewhere = Register.open(register.api)
    stranger = elsewhere.resident("外人")
    home = register.move_in(register.town.east_unit)
    for resident_id in (stranger["id"], str(new_id())):
        answer = register.post(f"/households/{home['id']}/members", resident_id=resident_id, relation="family")
        assert fields(answer) == [("/resident_id", "reference_unknown")]
    for unit_id in (elsewhere.town.east_unit, new_id()):
        assert fields(register.post("/households", unit_id=unit_id)) == [("/unit_id", "reference_unknown")]
    assert fields(register.post("/households", register.west, unit_id=register.town.east_unit)) == [
        ("/unit_id", "reference_unknown")
    ]
    for who, status in ((elsewhere.desk, 404), (register.west, 404), (register.east, 200)):
        assert register.post(f"/households/{home['id']}/move-out", who).status_code == status


def test_two_who_move_in_at_once_come_one_after_the_other(register: Register) -> None:
    body = {"unit_id": str(register.town.east_unit)}
    answers = register.api.at_once([request("POST", "/households", register.desk, body=body) for _ in range(4)])
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
