"""Who sees which place."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from shouwen.core.access.actor import Grant, Reach
from shouwen.core.places import queries
from shouwen.core.places.models import Department, Household, Unit
from shouwen.core.places.schemas import (
    BuildingParams,
    CommunityParams,
    DepartmentParams,
    UnitParams,
    ZoneParams,
)
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound
from tests.core.places.village import NOW, Village, grant


@pytest.fixture
def homes(village: Village) -> dict[str, UUID]:
    """A unit in the east, one in the west, one in the other community."""
    east = village.units(village.building("东1", village.east), village.east, ["1-1-101"])
    west = village.units(village.building("西1", village.west), village.west, ["2-1-101"])
    far = village.building("南1", village.abroad, village.there)
    return {
        "east": east[0],
        "west": west[0],
        "abroad": village.units(far, village.abroad, ["1-1-101"], village.there)[0],
    }


def seen(village: Village, homes: dict[str, UUID], *grants: Grant) -> set[str]:
    with village.as_(*grants) as work:
        ids = {row["id"] for row in queries.list_units(work, UnitParams())["data"]}
        one_by_one = set()
        for name, id in homes.items():
            try:
                one_by_one.add(queries.get_unit(work, id)["id"])
            except NotFound:
                assert id not in ids, name
    assert one_by_one == ids
    return {name for name, id in homes.items() if id in ids}


def test_units_are_seen_as_far_as_the_grant_goes(village: Village, homes: dict[str, UUID]) -> None:
    assert seen(village, homes, grant(village.here)) == {"east", "west"}
    assert seen(village, homes, grant(village.here, zone_id=village.east)) == {"east"}
    assert seen(village, homes, grant(village.here, zone_id=village.east), grant(village.there)) == {"east", "abroad"}
    assert seen(village, homes, grant(village.here, reach=Reach.OWN)) == set()
    assert seen(village, homes, grant(village.here, reach=Reach.ZONE)) == set()  # a zone's role without a zone
    assert seen(village, homes, grant()) == {"east", "west", "abroad"}
    assert seen(village, homes) == set()


def test_a_department_grant_sees_the_places_of_its_community(village: Village, homes: dict[str, UUID]) -> None:
    department = Department(id=new_id(), community_id=village.here, name="工程部", kind="engineering")
    id = department.id
    village.add(department)
    assert seen(village, homes, grant(village.here, department_id=id, reach=Reach.DEPARTMENT)) == {"east", "west"}


def test_a_zone_butler_knows_the_community_around_the_zone(village: Village, homes: dict[str, UUID]) -> None:
    with village.as_(grant(village.here, zone_id=village.east)) as work:
        assert [row["name"] for row in queries.list_communities(work, CommunityParams())["data"]] == ["甲苑"]
        assert [row["name"] for row in queries.list_zones(work, ZoneParams(sort="id"))["data"]] == ["东区", "西区"]
        assert {row["name"] for row in queries.list_buildings(work, BuildingParams())["data"]} == {"东1", "西1"}
        assert queries.get_building(work, queries.get_unit(work, homes["east"])["building"]["id"])["zone"] == {
            "id": village.east,
            "name": "东区",
        }


def test_a_foreign_place_and_an_unknown_one_answer_alike(village: Village, homes: dict[str, UUID]) -> None:
    with village.as_(grant(village.here)) as work:
        for get, foreign in (
            (queries.get_community, village.there),
            (queries.get_zone, village.abroad),
            (queries.get_unit, homes["abroad"]),
        ):
            problems = []
            for id in (foreign, new_id()):
                with pytest.raises(NotFound) as caught:
                    get(work, id)
                problems.append(caught.value.to_body("zh-CN", "/", "1"))
            assert problems[0] == problems[1]


def test_filters(village: Village, homes: dict[str, UUID]) -> None:
    village.add(
        Department(community_id=village.here, name="客户服务部", kind="customer_service"),
        Department(community_id=village.here, name="工程部", kind="engineering"),
    )
    living = village.household(homes["east"])
    village.household(homes["west"], until=NOW - timedelta(days=1))
    with village.as_(grant()) as work:

        def labels(params: UnitParams) -> list[str]:
            return [row["label"] for row in queries.list_units(work, params)["data"]]

        assert labels(UnitParams(zone_id=(village.west, village.abroad))) == ["1-1-101", "2-1-101"]
        assert labels(UnitParams(community_id=(village.here,), q="2栋")) == ["2-1-101"]
        assert labels(UnitParams(community_id=(village.here,), q="101")) == ["1-1-101", "2-1-101"]
        assert labels(UnitParams(community_id=(village.here,), q="01")) == []
        assert labels(UnitParams(community_id=(village.here,), occupied=True)) == ["1-1-101"]
        assert labels(UnitParams(community_id=(village.here,), occupied=False)) == ["2-1-101"]
        assert queries.get_unit(work, homes["east"])["household"] == {"id": living, "since": NOW - timedelta(days=300)}
        assert queries.get_unit(work, homes["west"])["household"] is None
        kinds = DepartmentParams.model_validate({"kind": ["engineering"]})
        assert [row["name"] for row in queries.list_departments(work, kinds)["data"]] == ["工程部"]
        assert [row["name"] for row in queries.list_departments(work, DepartmentParams(q="客户"))["data"]] == [
            "客户服务部"
        ]
        assert queries.list_zones(work, ZoneParams(q="%"))["data"] == []  # a wild card is a character like any other


def test_no_row_refers_into_another_community(village: Village, homes: dict[str, UUID]) -> None:
    with pytest.raises(IntegrityError):
        village.add(Household(community_id=village.there, unit_id=homes["east"], since=NOW))
    with pytest.raises(IntegrityError):
        village.units(village.building("南2", village.abroad, village.there), village.abroad, ["9-9-9"])


def test_a_unit_has_one_present_household(village: Village, homes: dict[str, UUID]) -> None:
    village.household(homes["east"])
    village.household(homes["east"], until=NOW)
    with pytest.raises(IntegrityError):
        village.household(homes["east"])


def test_the_key_of_a_label_is_kept_by_bulk_inserts_too(village: Village) -> None:
    building = village.building("3号楼", village.east)
    with village.house.db.write(COMPANY_SCOPE) as session:
        session.execute(
            sa.insert(Unit),
            [
                {"community_id": village.here, "building_id": building, "zone_id": village.east, "name": n, "label": n}
                for n in ("3-1-9", "3-1-10")
            ],
        )
    with village.as_(grant(village.here)) as work:
        assert [row["label"] for row in queries.list_units(work, UnitParams())["data"]] == ["3-1-9", "3-1-10"]
