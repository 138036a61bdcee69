"""Looking up households and residents."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.access.actor import Grant
from shouwen.core.people import residents
from shouwen.core.people.models import Resident
from shouwen.core.people.schemas import HouseholdParams, ResidentParams
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound
from tests.core.people.crowd import LONG_AGO, Crowd
from tests.core.places.village import NOW, Village, grant, statements

YESTERDAY = NOW - timedelta(days=1)


class Street(Crowd):
    """A house in the east, one in the west, one in the other community, and who lives there."""

    def settle(self) -> None:
        village = self.village
        east = village.building("东1", village.east)
        west = village.building("西1", village.west)
        far = village.building("南1", village.abroad, village.there)
        self.unit_east = village.units(east, village.east, ["1-1-101"])[0]
        self.unit_west = village.units(west, village.west, ["2-1-101"])[0]
        self.unit_far = village.units(far, village.abroad, ["1-1-101"], village.there)[0]
        self.home_east = village.household(self.unit_east)
        self.home_west = village.household(self.unit_west)
        self.home_far = village.household(self.unit_far, village.there)
        self.zhang = self.resident("张伟", self.home_east, phone="139 0000 1234")
        self.zhang_wife = self.resident("王芳", self.home_east, relation="family")
        self.moved = self.resident("张旧", self.home_east, until=YESTERDAY)
        self.li = self.resident("李娜", self.home_west, phone="13900005678")
        self.stranger = self.resident("张远", self.home_far, phone="13900001234", community_id=village.there)
        self.unhoused = self.resident("无房", phone="010-6234 5678 转 203")


@pytest.fixture
def street(village: Village) -> Street:
    built = Street(village)
    built.settle()
    return built


def found(village: Village, *grants: Grant, **params: object) -> list[str]:
    with village.as_(*grants) as work:
        page = residents.list_residents(work, ResidentParams.model_validate(params))
    return [row["name"] for row in page["data"]]


def test_a_resident_is_shown_with_units_and_the_phone_masked(village: Village, street: Street) -> None:
    with village.as_(grant(village.here)) as work:
        assert residents.get_resident(work, street.zhang) == {
            "id": street.zhang,
            "community_id": village.here,
            "name": "张伟",
            "phone": "139****1234",
            "can_sign_in": False,
            "state": "known",
            "version": 1,
            "units": [
                {
                    "id": street.unit_east,
                    "label": "1-1-101",
                    "household_id": street.home_east,
                    "relation": "owner",
                }
            ],
            "note": None,
            "language": None,
            "other_phones": [],
            "merged_into": None,
            "merged": [],
        }
        assert residents.get_resident(work, street.moved)["units"] == []
        assert residents.get_resident(work, street.zhang_wife)["phone"] is None


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("张", ["张伟", "张旧"]),
        ("13900001234", ["张伟"]),
        ("+86 139-0000-1234", ["张伟"]),
        ("1234", ["张伟"]),
        ("5678", ["李娜", "无房"]),
        ("０１０６２３４５６７８转203", ["无房"]),
        ("2-1-1", ["李娜"]),
        ("1栋1单元101室", ["王芳", "张伟"]),
        ("3900", []),
        ("张%", []),
    ],
)
def test_a_resident_is_found_by_what_the_desk_hears(village: Village, street: Street, q: str, names: list[str]) -> None:
    assert sorted(found(village, grant(village.here), q=q)) == sorted(names)


def test_two_digits_are_a_whole_building_and_more_are_how_a_label_begins(village: Village) -> None:
    street = Street(village)
    for name, label in (("钱一", "21-1-101"), ("钱二", "211-1-101")):
        [unit] = village.units(village.building(label, village.west), village.west, [label])
        street.resident(name, village.household(unit))
    street.settle()
    told = {q: found(village, grant(village.here), q=q) for q in ("2", "２1", "211", "21-1-1")}
    assert told == {"2": ["李娜"], "２1": ["钱一"], "211": ["钱二"], "21-1-1": ["钱一"]}


def test_no_phone_is_stored_in_the_clear(village: Village, street: Street) -> None:
    with village.session() as session:
        stored = session.execute(
            sa.select(
                sa.type_coerce(Resident.phone, sa.LargeBinary()), Resident.phone_blind, Resident.phone_last4_blind
            )
        ).all()
    for row in stored:
        for column in row:
            assert column is None or (b"1234" not in bytes(column) and b"5678" not in bytes(column))


def test_a_zone_butler_sees_those_who_live_in_the_zone(village: Village, street: Street) -> None:
    east = grant(village.here, zone_id=village.east)
    assert found(village, east) == ["张伟", "王芳"]
    assert found(village, east, q="5678") == []
    with village.as_(east) as work:
        households = residents.list_households(work, HouseholdParams())["data"]
        assert [row["id"] for row in households] == [street.home_east]
        for get, hidden in (
            (residents.get_resident, street.li),
            (residents.get_resident, street.moved),
            (residents.get_resident, street.unhoused),
            (residents.get_household, street.home_west),
        ):
            with pytest.raises(NotFound):
                get(work, hidden)


def test_the_other_community_is_out_of_reach(village: Village, street: Street) -> None:
    here = grant(village.here)
    assert "张远" not in found(village, here, limit=100)
    assert found(village, here, community_id=[village.there]) == []
    assert found(village, here, unit_id=[street.unit_far]) == []
    assert found(village) == []
    assert found(village, grant(), q="1234") == ["张伟", "张远"]
    with village.as_(here) as work:
        answers = []
        for id in (street.stranger, new_id()):
            with pytest.raises(NotFound) as caught:
                residents.get_resident(work, id)
            answers.append(caught.value.to_body("en", "/", "1"))
        assert answers[0] == answers[1]


def test_filters(village: Village, street: Street) -> None:
    here = grant(village.here)
    assert found(village, here, unit_id=[street.unit_east]) == ["张伟", "王芳"]
    assert found(village, here, household_id=[street.home_west, street.home_east]) == ["张伟", "李娜", "王芳"]


def test_a_household_is_shown_with_its_members(village: Village, street: Street) -> None:
    with village.as_(grant(village.here)) as work:
        shown = residents.get_household(work, street.home_east)
    assert shown["unit"] == {"id": street.unit_east, "label": "1-1-101"}
    assert (shown["since"], shown["until"]) == (NOW - timedelta(days=300), None)
    assert [(member["id"], member["relation"], member["until"]) for member in shown["members"]] == [
        (street.zhang, "owner", None),
        (street.zhang_wife, "family", None),
        (street.moved, "owner", YESTERDAY),
    ]
    assert shown["members"][0]["since"] == LONG_AGO
    assert shown["members"][0]["is_adult"] is True


def test_households_are_filtered(village: Village, street: Street) -> None:
    unit = village.units(village.building("东2", village.east), village.east, ["3-1-1"])[0]
    former = village.household(unit, until=YESTERDAY)

    def ids(**params: object) -> list[UUID]:
        with village.as_(grant(village.here)) as work:
            page = residents.list_households(work, HouseholdParams.model_validate(params))
        return [row["id"] for row in page["data"]]

    assert ids() == [street.home_east, street.home_west, former]
    assert ids(present=True) == [street.home_east, street.home_west]
    assert ids(present=False) == [former]
    assert ids(resident_id=[street.li]) == [street.home_west]
    assert ids(q="王") == [street.home_east]
    assert ids(q="2-1") == [street.home_west]
    assert ids(unit_id=[unit]) == [former]
    assert ids(zone_id=[village.west]) == [street.home_west]


def test_a_page_costs_two_statements_however_long(village: Village, street: Street) -> None:
    for limit in (1, 100):
        with village.as_(grant(village.here)) as work:
            with statements(village.house) as sent:
                residents.list_residents(work, ResidentParams(limit=limit))
            assert len(sent) == 2
            with statements(village.house) as sent:
                residents.list_households(work, HouseholdParams(limit=limit))
            assert len(sent) == 2
