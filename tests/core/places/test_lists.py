"""The list machinery of all rooms, shown on units."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from shouwen.core.places import queries
from shouwen.core.places.models import Community, Unit
from shouwen.core.places.schemas import CommunityParams, UnitParams, ZoneParams
from shouwen.kit.paging import CursorInvalid, SortUnknown
from tests.core.places.village import NOW, Village, grant, statements


@pytest.fixture
def labels(village: Village) -> list[str]:
    """Units of one building in natural order."""
    made = [f"1-{stair}-{floor}0{door}" for stair in (1, 2) for floor in (1, 2, 9, 10, 11) for door in (1, 2, 3)]
    village.units(village.building("1号楼", village.east), village.east, sorted(made))
    return made


def walk(village: Village, **params: Any) -> list[str]:
    seen: list[str] = []
    cursor = None
    for _ in range(50):
        with village.as_(grant(village.here)) as work:
            page = queries.list_units(work, UnitParams.model_validate(params | {"cursor": cursor}))
        seen += [row["label"] for row in page["data"]]
        assert page["has_more"] == (page["next_cursor"] is not None)
        cursor = page["next_cursor"]
        if cursor is None:
            return seen
    raise AssertionError("the list never ended")


@pytest.mark.parametrize("limit", [1, 7, 30, 100])
@pytest.mark.parametrize("sort", ["label", "-label", "label,id", "-label,id"])
def test_pages_show_every_row_once_in_order(village: Village, labels: list[str], limit: int, sort: str) -> None:
    seen = walk(village, limit=limit, sort=sort)
    assert seen == (labels[::-1] if sort.startswith("-") else labels)


def test_instants_and_ids_carry_a_page_on(village: Village) -> None:
    names = [f"第{number}苑" for number in range(7)]
    village.add(*[Community(name=name, code=name, created_at=NOW) for name in names])
    with village.as_(grant()) as work:
        first = queries.list_communities(work, CommunityParams(limit=5))
        rest = queries.list_communities(work, CommunityParams(limit=5, cursor=first["next_cursor"]))
    assert [row["name"] for row in first["data"] + rest["data"]] == ["甲苑", "乙苑", *names]


def test_a_row_that_arrives_meanwhile_moves_nothing(village: Village, labels: list[str]) -> None:
    with village.as_(grant(village.here)) as work:
        first = queries.list_units(work, UnitParams(limit=10))
    village.units(village.building("0号楼", village.east), village.east, ["0-1-1"])
    with village.as_(grant(village.here)) as work:
        second = queries.list_units(work, UnitParams(limit=10, cursor=first["next_cursor"]))
    assert [row["label"] for row in second["data"]] == labels[10:20]


def test_a_cursor_is_bound_to_filter_sort_and_list(village: Village, labels: list[str]) -> None:
    with village.as_(grant(village.here)) as work:
        cursor = queries.list_units(work, UnitParams(limit=2))["next_cursor"]
        assert queries.list_units(work, UnitParams(limit=9, cursor=cursor))["data"]  # another length is fine
        for other in (
            UnitParams(cursor=cursor, q="1-1"),
            UnitParams(cursor=cursor, sort="-label"),
            UnitParams(cursor=cursor, community_id=(village.here,)),
            UnitParams(cursor=f"{cursor}x"),
            UnitParams(cursor="好"),
            UnitParams(cursor=""),
        ):
            with pytest.raises(CursorInvalid):
                queries.list_units(work, other)
        with pytest.raises(CursorInvalid):
            queries.list_zones(work, ZoneParams(cursor=cursor))


def test_an_unknown_sort_is_refused(village: Village) -> None:
    with village.as_(grant(village.here)) as work, pytest.raises(SortUnknown):
        queries.list_units(work, UnitParams(sort="kind"))


@pytest.mark.parametrize(
    "params",
    [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"color": "red"}, {"include": ["everything"]}, {"q": "x" * 101}],
)
def test_a_malformed_query_is_refused(params: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        UnitParams.model_validate(params)


def test_the_total_is_counted_when_asked_for(village: Village, labels: list[str]) -> None:
    with village.as_(grant(village.here)) as work:
        plain = queries.list_units(work, UnitParams(limit=3))
        counted = queries.list_units(work, UnitParams(limit=3, include=("total_count",), q="1-2"))
    assert "total_count" not in plain
    assert counted["total_count"] == 15


def test_the_total_stops_counting(village: Village, labels: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shouwen.core.lists.TOTAL_CAP", 10)
    with village.as_(grant(village.here)) as work:
        page = queries.list_units(work, UnitParams(include=("total_count",)))
    assert page["total_count"] == 10


def test_a_page_costs_the_same_however_long(village: Village, labels: list[str]) -> None:
    counts = set()
    for limit in (1, 100):
        with village.as_(grant(village.here)) as work, statements(village.house) as sent:
            queries.list_units(work, UnitParams(limit=limit))
        counts.add(len(sent))
    assert counts == {2}


def test_looking_by_label_uses_an_index(village: Village, labels: list[str]) -> None:
    on_sqlite = village.house.db.is_sqlite
    with village.as_(grant(village.here)) as work, statements(village.house) as sent:
        work.session.execute(
            sa.select(Unit.id).where(Unit.community_id == village.here, queries.begins_with(Unit.label, "1-2"))
        )
        statement, values = sent[0]
        connection = work.session.connection()
        if not on_sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # a small table is read through otherwise
        rows = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN ' * on_sqlite}{statement}", values)
        plan = "\n".join(row[-1] for row in rows)
    if on_sqlite:
        assert "label>? AND label<?" in plan
    else:  # row-level security is on, and would have kept LIKE away from the index
        condition = next(line for line in plan.splitlines() if "Index Cond" in line)
        assert "label >= '1-2'" in condition
        assert "label < '1-3'" in condition
