"""What a spreadsheet writes is what somebody types: the same rows, and the same words in the journal."""

from __future__ import annotations

from typing import Any, Final

import pytest
import sqlalchemy as sa

from shouwen.core.people.models import Membership, Resident, ResidentKey, ResidentPhone
from shouwen.core.places.models import Building, Household, Unit
from shouwen.kit.db import Base
from shouwen.kit.sheets import write_xlsx
from tests.core.imports.book import HEADER, Book, counts
from tests.support.api import Api

_PEOPLE: Final = ("people.household_began", "people.resident_added", "people.member_joined")
_PLACES: Final = ("places.building_added", "places.unit_added")
ROW: Final = (
    "1-1-101",
    "单雄信",
    "13800000001;01062345678",
    "租户",
    "是",
    "是",
    "2026-01-15",
    "听力不便",
    "中文",
    None,
)


def rows_of(book: Book, table: type[Base]) -> list[dict[str, Any]]:
    """Everything in the rows but ids, in an order that does not hang on them."""

    def read(session: Any) -> list[dict[str, Any]]:
        here = table.community_id == book.town.id  # type: ignore[attr-defined]
        found = session.scalars(sa.select(table).where(here)).all()
        columns = [column.key for column in sa.inspect(table).columns if not column.key.endswith("id")]
        return sorted(({key: getattr(row, key) for key in columns} for row in found), key=repr)

    return list(book.api.look(read))


def told(book: Book, names: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
    """What the journal says of it, without the ids."""
    return [
        (entry.event, {key: value for key, value in entry.detail.items() if not key.endswith("_id")})
        for entry in book.api.events(*names)
        if entry.community_id == book.town.id
    ]


def test_a_resident(api: Api) -> None:
    sheet, typed = Book.open(api), Book.open(api)
    assert counts(sheet.residents([ROW])) == ("done", 1, 0, 0)
    since = {"since": "2026-01-15T00:00:00+08:00"}
    home = {"unit_id": str(typed.town.east_unit), "kind": "tenant", **since}
    household = api.post("/households", typed.manager, home).json()
    belonging = {"relation": "tenant", "is_adult": True, "is_emergency_contact": True, **since}
    body = {
        "community_id": str(typed.town.id),
        "name": "单雄信",
        "phone": "13800000001",
        "other_phones": ["01062345678"],
        "note": "听力不便",
        "language": "zh",
        "household": {"household_id": household["id"], **belonging},
    }
    answer = api.post("/residents", typed.manager, body)
    assert answer.status_code == 201, answer.text
    for table in (Resident, ResidentKey, ResidentPhone, Membership):
        assert rows_of(sheet, table) == rows_of(typed, table)
    # typed in two requests, the household changed once more
    [ours], [theirs] = rows_of(sheet, Household), rows_of(typed, Household)
    assert ours == {**theirs, "version": 1}
    assert told(sheet, _PEOPLE) == told(typed, _PEOPLE)
    assert [event for event, _ in told(sheet, _PEOPLE)] == list(_PEOPLE)


def test_a_unit(api: Api) -> None:
    sheet, typed = Book.open(api), Book.open(api)
    assert counts(sheet.units([("5栋", "5-1-7", "7", "商铺", "东区")])) == ("done", 1, 0, 0)
    building = api.post("/buildings", typed.manager, {"zone_id": str(typed.town.east), "name": "5栋"}).json()
    unit = {"building_id": building["id"], "name": "7", "label": "5-1-7", "kind": "shop"}
    assert api.post("/units", typed.manager, unit).status_code == 201
    for table in (Building, Unit):
        assert rows_of(sheet, table) == rows_of(typed, table)
    assert told(sheet, _PLACES) == told(typed, _PLACES)


def test_who_joins_a_home_moves_its_version_once_a_batch(api: Api) -> None:
    book = Book.open(api)
    book.residents([ROW])
    more = [("1-1-101", f"家人{number}", None, "家属") for number in range(3)]
    assert counts(book.residents(more)) == ("done", 3, 0, 0)
    [home] = book.api.get(f"/households?community_id={book.town.id}", book.manager).json()["data"]
    assert len(home["members"]) == 4
    assert [row["version"] for row in rows_of(book, Household)] == [2]


def test_nobody_moves_in_before_the_last_household_left(api: Api) -> None:
    book = Book.open(api)
    book.residents([ROW])
    [home] = book.api.get(f"/households?community_id={book.town.id}", book.manager).json()["data"]
    book.api.post(f"/households/{home['id']}/move-out", book.manager, {"until": "2026-06-01T00:00:00+08:00"})
    early = ("1-1-101", "李娜", None, "业主", None, None, "2026-05-01")
    late = ("1-1-101", "王强", None, "业主", None, None, "2026-07-01")
    done = book.residents([early, late])
    assert counts(done) == ("done", 1, 0, 1)
    assert book.faults(done) == [(2, "since", "occupied")]


@pytest.mark.parametrize("dry_run", [True, False])
def test_whoever_lost_the_right_meanwhile_writes_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    book = Book.open(api)
    monkeypatch.setattr("shouwen.core.imports.units.covers", lambda *_: False)
    done = book.units([("5栋", "5-1-1", None, None, "东区")], dry_run=dry_run)
    assert book.faults(done) == [(2, None, "no_permission")]
    assert book.labels() == ["1-1-101", "2-1-101"]


def test_a_row_sees_what_the_rows_before_it_write(api: Api) -> None:
    """Within a batch: the same phone is the same person, and a home begun is joined."""
    book = Book.open(api)
    rows = [
        ("1-1-101", "张伟", "13800000001", "业主"),
        ("1-1-101", "张小伟", "13800000001", "家属"),
        ("2-1-101", "张伟", "13800000001", "业主"),
        ("2-1-101", "张伟", None, "业主"),
    ]
    done = book.run(write_xlsx(HEADER, rows))
    assert counts(done) == ("done", 3, 1, 0)
    [zhang] = book.api.get("/residents?q=张伟", book.manager).json()["data"]
    assert [home["label"] for home in zhang["units"]] == ["1-1-101", "2-1-101"]
