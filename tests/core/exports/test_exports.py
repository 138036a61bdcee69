"""Spreadsheets given out: whose they are, what is in them, what the journal says."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.kit.sheets import Row, read_csv, read_xlsx
from tests.core.imports.book import Book, counts
from tests.support.api import Api, Caller

PEOPLE = [
    ("1-1-101", "张伟", "13800000001；010-62345678", "业主", "是", "是", "2026-01-15", "=1+1", "中文", None),
    ("2-1-101", "=cmd|' /C calc'!A0", "13800000002", "租户", "否", "否", None, None, None, None),
]


@pytest.fixture
def book(api: Api) -> Book:
    opened = Book.open(api)
    assert counts(opened.residents(PEOPLE)) == ("done", 2, 0, 0)
    return opened


def export(book: Book, who: Caller | None = None, **more: Any) -> tuple[dict[str, Any], list[Row]]:
    """The operation at its end, and the rows of its file."""
    body = {"community_id": book.town.id, "type": "residents", **more}
    answer = book.api.post("/exports", who or book.manager, body)
    assert answer.status_code == 202, answer.text
    book.go_on()
    done = book.read(answer.json()["id"], who)
    content = book.api.get(f"/files/{done['file_id']}/content", who or book.manager).content
    read = read_csv if more.get("format") == "csv" else read_xlsx
    return done, read(content, rows=1000, columns=20)


def test_what_was_taken_in_comes_out_with_phones_masked(book: Book) -> None:
    done, [header, *rows] = export(book)
    assert counts(done) == ("done", 2, 0, 0)
    assert header == ["房屋编号", "姓名", "电话", "关系", "成年", "紧急联系人", "入住日期", "备注", "语言"]
    assert sorted(rows, key=str) == [
        ["1-1-101", "张伟", "138****0001；010****5678", "业主", "是", "是", "2026-01-15", "=1+1", "中文"],
        ["2-1-101", "=cmd|' /C calc'!A0", "138****0002", "租户", "否", "否", "2026-11-22"],
    ]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_in_full_it_can_be_taken_in_again_and_changes_nothing(book: Book, form: str) -> None:
    done, rows = export(book, format=form, reveal_reason="call_back")
    assert "13800000001；01062345678" in str(rows)
    [_, told] = [export(book)[0], book.api.events("exports.made")[0].detail]
    assert told == {
        "operation_id": done["id"],
        "type": "residents",
        "rows": 2,
        "phones": "in_full",
        "reason": "call_back",
    }
    content = book.api.get(f"/files/{done['file_id']}/content", book.manager).content
    again = book.run(content, f"住户.{form}")
    assert counts(again) == ("done", 0, 2, 0)


def test_nobody_else_fetches_the_file(book: Book) -> None:
    done, _ = export(book)
    for other in (book.desk, book.api.staff("manager", book.town), book.api.staff("system_admin", None)):
        assert book.api.get(f"/files/{done['file_id']}/content", other).status_code == 404
        assert book.api.get(f"/operations/{done['id']}", other).status_code == 404


def test_a_zone_butler_gets_the_zone(book: Book) -> None:
    _, [_, *rows] = export(book, book.east)
    assert [row[1] for row in rows] == ["张伟"]
    _, [_, *west] = export(book, zone_id=book.town.west)
    assert [row[0] for row in west] == ["2-1-101"]


def test_units_and_cases_come_out_as_well(book: Book) -> None:
    _, [header, *units] = export(book, type="units", format="csv")
    assert sorted(units, key=str) == [
        ["1栋", "1-1-101", "101", "住宅", "东区"],
        ["2栋", "2-1-101", "101", "住宅", "西区"],
    ]
    case = book.api.hear(book.desk, book.town, title="@漏水")
    _, [header, row] = export(book, type="cases")
    assert header[:3] == ["编号", "类别", "状态"]
    assert (row[0], row[1], row[4]) == (case["number"], "repair", "@漏水")


def test_what_may_not_be_read_is_not_given_out(book: Book) -> None:
    elsewhere = book.api.town()
    body = {"community_id": elsewhere.id, "type": "residents"}
    refused = book.api.post("/exports", book.manager, body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/community_id")
    body = {"community_id": book.town.id, "type": "residents", "zone_id": elsewhere.east}
    refused = book.api.post("/exports", book.manager, body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/zone_id")
    assert book.api.post("/exports", book.api.staff("engineer", book.town), body).status_code == 403


def test_who_left_gets_nothing(book: Book) -> None:
    answer = book.api.post("/exports", book.manager, {"community_id": book.town.id, "type": "units"})
    book.api.revoke(book.manager)
    book.go_on()
    told = [entry.detail for entry in book.api.events("operations.ended")][-1]
    assert (told["operation_id"], told["state"], told["failure"]) == (answer.json()["id"], "failed", "maker_gone")
