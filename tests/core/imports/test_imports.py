"""Spreadsheets of units and residents: what is written, what is skipped, what is told of each line."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
import xlsxwriter

from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.registry import registry
from shouwen.core.jobs.service import run_next
from shouwen.core.operations.models import Operation
from shouwen.core.operations.service import CONSUMER, settle_given_up
from shouwen.core.people.models import Staff
from shouwen.kit.sheets import write_csv, write_xlsx
from tests.core.imports.book import HEADER, Book, counts

ZHANG = ("1-1-101", "张伟", "13800000001", "业主", "是", "是", "2026-01-15", "听力不便", "中文", None)
LI = ("1-1-101", "李娜", "13800000001;010-62345678", "家属", "是", None, None, None, None, None)
WANG = ("2栋1单元101室", "王强", None, "租户", None, None, None, None, None, None)


def test_a_row_makes_a_household_or_joins_one(book: Book) -> None:
    done = book.residents([ZHANG, LI, WANG])
    assert counts(done) == ("done", 3, 0, 0)
    assert (done["total"], done["done"], done["faults"]) == (3, 3, 0)
    assert book.people() == [("1-1-101", "张伟"), ("1-1-101", "李娜"), ("2-1-101", "王强")]
    homes = book.api.get(f"/households?community_id={book.town.id}", book.manager).json()["data"]
    assert [(home["kind"], home["since"][:10], len(home["members"])) for home in homes] == [
        ("owner", "2026-01-14", 2),  # midnight of the 15th in Shanghai
        ("tenant", "2026-11-22", 1),
    ]
    [zhang] = book.api.get("/residents?q=张伟", book.manager).json()["data"]
    shown = book.api.get(f"/residents/{zhang['id']}", book.manager).json()
    assert (shown["phone"], shown["note"], shown["language"]) == ("138****0001", "听力不便", "zh")


def test_the_same_file_twice_is_as_once(book: Book) -> None:
    book.residents([ZHANG, LI, WANG, ZHANG])
    before = book.people()
    again = book.residents([ZHANG, LI, WANG])
    assert counts(again) == ("done", 0, 3, 0)
    assert book.people() == before
    assert len(before) == 3


def test_a_dry_run_says_all_and_writes_nothing(book: Book) -> None:
    bad = ("9-9-999", "赵六", "12", "房东", "也许", None, "2026-02-30", "长" * 201, "火星语", None)
    rows = [ZHANG, bad, ("9-9-999", "钱七", None, "业主"), (None, None, None, None, "是")]
    dry = book.residents(rows, dry_run=True)
    assert counts(dry) == ("done", 1, 0, 3)
    assert book.people() == []
    assert book.api.events("people.resident_added", "people.household_began") == []
    told = book.faults(dry)
    assert told == [
        (3, "phone", "phone"),
        (3, "relation", "word"),
        (3, "is_adult", "word"),
        (3, "since", "day"),
        (3, "note", "too_long"),
        (3, "language", "word"),
        (4, "unit", "unit_unknown"),
        (5, "unit", "needed"),
        (5, "name", "needed"),
        (5, "relation", "needed"),
    ]
    real = book.residents(rows)
    assert counts(real) == counts(dry)
    assert book.faults(real) == told
    assert book.people() == [("1-1-101", "张伟")]


def test_faults_are_told_in_both_languages_and_repeat_no_value(book: Book) -> None:
    dry = book.residents([("1-1-101", "赵六", "密码12", "业主")], dry_run=True)
    path = f"/operations/{dry['id']}/faults"
    zh = book.api.get(path, book.manager).json()["data"]
    en = book.api.get(path, book.manager, headers={"Accept-Language": "en"}).json()["data"]
    assert [one["message"] for one in zh] == ["不是有效的电话号码"]
    assert [one["message"] for one in en] == ["Not a telephone number"]
    assert "密码12" not in str(zh)
    first = book.api.get(f"{path}?limit=1&include=total_count", book.manager).json()
    assert (first["total_count"], first["has_more"]) == (1, False)


def test_the_columns_come_in_any_order_and_in_english(book: Book) -> None:
    header = ("Relation", "NAME ", "extra", "unit*", "Phone", "phone")
    done = book.residents([("owner", "Smith", "x", "1-1-101", "13800000009", "1")], header)
    assert counts(done) == ("done", 1, 0, 0)
    assert book.faults(done) == [(1, "C", "unknown_column"), (1, "F", "column_twice")]
    assert book.people() == [("1-1-101", "Smith")]


def test_a_missing_column_is_named_and_nothing_begins(book: Book) -> None:
    failed = book.residents([("1-1-101", "张伟")], ("房屋编号", "姓名"))
    assert (failed["state"], failed["failure"], failed["written"]) == ("failed", "header", 0)
    assert failed["message"] == "表头不完整：第一张表的第一行须是列名，请对照模板修改"
    assert book.faults(failed) == [(1, "relation", "missing_column")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_spreadsheets_write_it(book: Book, encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in (("房号", "姓名", "身份"), ("1-1-101", "张伟", "业主")))
    done = book.run(text.encode(encoding), "住户.csv")
    assert counts(done) == ("done", 1, 0, 0)
    assert book.people() == [("1-1-101", "张伟")]


def test_a_phone_of_somebody_else_is_asked_about(book: Book) -> None:
    book.residents([ZHANG])
    other = ("2-1-101", "孙七", "13800000001", "业主")
    refused = book.residents([other])
    assert counts(refused) == ("done", 0, 0, 1)
    assert book.faults(refused) == [(2, "phone", "phone_known")]
    assert counts(book.residents([(*other, None, None, None, None, None, "是")])) == ("done", 1, 0, 0)


def test_one_person_may_have_two_flats(book: Book) -> None:
    done = book.residents([ZHANG, ("2-1-101", "张伟", "13800000001", "业主")])
    assert counts(done) == ("done", 2, 0, 0)
    [zhang] = book.api.get("/residents?q=张伟", book.manager).json()["data"]
    assert [home["label"] for home in zhang["units"]] == ["1-1-101", "2-1-101"]


def test_a_dry_run_sees_what_rows_say_against_each_other(book: Book) -> None:
    rows = [ZHANG, ("2-1-101", "孙七", "13800000001", "业主"), ZHANG]
    dry = book.residents(rows, dry_run=True)
    assert counts(dry) == ("done", 1, 1, 1)
    assert book.faults(dry) == [(3, "phone", "phone_of_another_row")]
    units = book.units([("5栋", "5-1-1", None, None, "东区"), ("5栋", "5-1-1", None, "商铺", "东区")], dry_run=True)
    assert book.faults(units) == [(3, "label", "twice_in_file")]


def test_units_make_their_buildings(book: Book) -> None:
    rows = [
        ("5栋", "5-1-101", "101", "住宅", "东区"),
        ("5栋", "5-1-102", None, "shop", None),
        ("6栋", "6-1-101", None, None, None),
        ("5栋", "5-1-103", None, None, "西区"),
        ("5栋", "5-1-104", None, None, "北区"),
        ("1栋", "1-1-101", None, "商铺", None),
        ("1栋", "1-1-101 ", None, "商铺", None),
    ]
    dry = book.units(rows, dry_run=True)
    assert book.labels() == ["1-1-101", "2-1-101"]
    done = book.units(rows)
    assert counts(done) == counts(dry) == ("done", 2, 1, 4)
    assert book.faults(done) == [
        (4, "zone", "zone_needed"),
        (5, "zone", "building_elsewhere"),
        (6, "zone", "zone_unknown"),
        (7, "label", "label_taken"),
    ]
    assert book.labels() == ["1-1-101", "2-1-101", "5-1-101", "5-1-102"]
    assert counts(book.units(rows[:2])) == ("done", 0, 2, 0)


def test_a_butler_of_a_zone_writes_into_their_zone_alone(book: Book) -> None:
    file = write_xlsx(HEADER, [ZHANG, ("2-1-101", "王强", None, "业主")])
    done = book.run(file, who=book.east)
    assert counts(done) == ("done", 1, 0, 1)
    assert book.faults(done, book.east) == [(3, "unit", "unit_unknown")]
    answer = book.ask(book.upload(file, who=book.east), book.east, type="units")
    assert (answer.status_code, answer.json()["code"]) == (403, "house.forbidden")


def test_what_is_not_yours_is_not_there(book: Book) -> None:
    file_id = book.upload(write_xlsx(HEADER, [ZHANG]))
    foreign = book.ask(file_id, book.desk)
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "/file_id")
    elsewhere = book.ask(file_id, community_id=book.api.town().id)
    assert (elsewhere.status_code, elsewhere.json()["errors"][0]["pointer"]) == (422, "/community_id")
    operation_id = book.begin(write_xlsx(HEADER, [ZHANG]))
    for path in ("", "/faults"):
        assert book.api.get(f"/operations/{operation_id}{path}", book.desk).status_code == 404
    assert book.api.post(f"/operations/{operation_id}/cancel", book.desk).status_code == 404


def test_a_text_is_no_spreadsheet(book: Book) -> None:
    answer = book.ask(book.upload("说明".encode(), "说明.txt"))
    assert (answer.status_code, answer.json()["code"]) == (422, "imports.not_a_sheet")


def many(book: Book, count: int, **more: Any) -> bytes:
    units = [("1栋", f"1-9-{number}", None, None, None) for number in range(count)]
    assert counts(book.units(units)) == ("done", count, 0, 0)
    people = [(f"1-9-{number}", f"住户{number}", f"1390{number:07}", "业主") for number in range(count)]
    return write_xlsx(HEADER, people)


def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shouwen.core.imports.service.ROWS_A_STEP", 20)


def step(book: Book) -> None:
    assert run_next(book.api.house)


def test_it_goes_on_where_it_stopped_and_shows_how_far_it_is(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    small_steps(monkeypatch)
    file = many(book, 45)
    operation_id = book.begin(file)
    book.api.seal()
    far = []
    for died in (False, True, False, True, False):
        if died:  # whatever a step wrote goes with it when its process dies before the commit
            with monkeypatch.context() as dying:
                dying.setattr("shouwen.core.imports.service.add_faults", _die)
                step(book)
            book.api.clock.advance(minutes=5)
        else:
            step(book)
        shown = book.read(operation_id)
        far.append((shown["state"], shown["done"]))
    assert far == [("running", 20), ("running", 20), ("running", 40), ("running", 40), ("done", 45)]
    assert len(book.people()) == 45
    assert len(book.api.events("people.resident_added")) == 45


def _die(*_args: object) -> None:
    raise MemoryError


def test_it_stops_when_cancelled_and_what_is_written_stays(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    small_steps(monkeypatch)
    operation_id = book.begin(many(book, 25))
    book.api.seal()
    step(book)
    assert book.api.post(f"/operations/{operation_id}/cancel", book.manager).status_code == 200
    book.api.do_jobs()
    assert counts(book.read(operation_id)) == ("cancelled", 20, 0, 0)
    assert len(book.people()) == 20
    again = book.api.post(f"/operations/{operation_id}/cancel", book.manager)
    assert (again.status_code, again.json()["code"]) == (409, "operations.ended")


def test_one_that_waits_is_cancelled_at_once(book: Book) -> None:
    operation_id = book.begin(write_xlsx(HEADER, [ZHANG]))
    assert book.api.post(f"/operations/{operation_id}/cancel", book.manager).json()["state"] == "cancelled"
    book.go_on()
    assert book.people() == []


def test_who_left_writes_nothing_more(book: Book) -> None:
    operation_id = book.begin(write_xlsx(HEADER, [ZHANG]))
    with book.api.work() as work:
        work.session.execute(sa.update(Staff).where(Staff.id == book.manager.id).values(active=False))
    book.go_on()
    found = book.api.look(lambda session: session.scalars(sa.select(Operation)).one())
    assert (str(found.id), found.state, found.failure) == (operation_id, "failed", "maker_gone")
    assert book.people() == []


def test_one_whose_job_was_given_up_says_so(book: Book) -> None:
    operation_id = book.begin(write_xlsx(HEADER, [ZHANG]))
    book.api.seal()
    with book.api.work() as work:
        work.session.execute(sa.update(Job).where(Job.consumer == CONSUMER).values(state=JobState.FAILED))
    with book.api.work() as work:
        settle_given_up(work)
    assert (book.read(operation_id)["state"], book.read(operation_id)["failure"]) == ("failed", "broken")
    assert CONSUMER in registry.errands


def test_more_rows_than_are_taken_in(book: Book) -> None:
    book.api.house.options = replace(book.api.house.options, import_rows=2)
    for content, name in ((write_xlsx(HEADER, [ZHANG] * 3), "a.xlsx"), (write_csv(HEADER, [ZHANG] * 3), "a.csv")):
        failed = book.run(content, name)
        assert (failed["state"], failed["failure"]) == ("failed", "too_many")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", ["units", "residents"])
def test_the_template_can_be_sent_as_it_is(book: Book, kind: str, form: str) -> None:
    answer = book.api.get(f"/imports/template?type={kind}&format={form}", book.manager)
    assert answer.status_code == 200
    book.units([("3栋", "3-1-1201", None, None, "东区")])
    done = book.run(answer.content, f"模板.{form}", type=kind)
    assert (done["state"], done["faults"]) == ("done", 0)


def test_a_label_is_put_together_from_building_stairwell_and_door(book: Book) -> None:
    rows = [("5栋", "2单元", "1201", "东区"), ("6号楼", None, "302", "西区"), ("7栋", None, None, "西区")]
    done = book.run(write_csv(("楼栋", "单元", "门牌", "片区"), rows), "房屋.csv", type="units")
    assert counts(done) == ("done", 2, 0, 1)
    assert book.faults(done) == [(4, "label", "label_needed")]
    assert book.labels() == ["1-1-101", "2-1-101", "5-2-1201", "6-302"]
    failed = book.run(write_csv(("楼栋", "片区"), [("5栋", "东区")]), "房屋.csv", type="units")
    assert book.faults(failed) == [(1, "label", "missing_column")]


def test_what_would_do_harm_is_refused_where_it_comes_in(book: Book) -> None:
    good = write_xlsx(HEADER, [ZHANG])
    sent: dict[str, tuple[bytes, str, int, str]] = {
        "an old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "住户.xls", 415, "files.type_refused"),
        "an old xls called xlsx": (b"\xd0\xcf\x11\xe0" + bytes(600), "住户.xlsx", 415, "files.type_refused"),
        "a web page called xls": (b"<html><table></table></html>", "住户.xls", 415, "files.type_refused"),
        "cut off": (good[:-300], "住户.xlsx", 422, "files.damaged"),
        "a bomb": (bomb(good), "住户.xlsx", 422, "files.package_unsafe"),
    }
    for what, (content, name, status, code) in sent.items():
        answer = book.api.send("POST", "/files", book.manager, files={"file": (name, content)})
        assert (answer.status_code, answer.json()["code"]) == (status, code), what


def bomb(book: bytes) -> bytes:
    """A workbook whose sheet is a hundred million blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            blanks = b" " * 101_000_000 if name == "xl/worksheets/sheet1.xml" else b""
            written.writestr(name, package.read(name) + blanks)
    return out.getvalue()


@pytest.mark.parametrize("place", [b'r="A1048576"', b'r="XFD2"'])
def test_a_sheet_that_claims_to_be_vast_fails_and_says_so(book: Book, place: bytes) -> None:
    out, good = io.BytesIO(), write_xlsx(HEADER, [ZHANG])
    with zipfile.ZipFile(io.BytesIO(good)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            written.writestr(name, package.read(name).replace(b'r="A2"', place))
    failed = book.run(out.getvalue())
    assert (failed["state"], failed["failure"], book.people()) == ("failed", "too_many", [])


def test_merged_cells_are_named_row_for_row(book: Book) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        for column, title in enumerate((*HEADER[:4], "备注")):
            sheet.write_string(0, column, title)
        for line, (name, phone) in enumerate((("张伟", "13800000001"), ("李娜", "13800000002")), 1):
            sheet.write_row(line, 1, (name, phone, "业主"))
        sheet.merge_range("A2:A3", "1-1-101")
        sheet.merge_range("E2:E3", "有狗")
    done = book.run(out.getvalue())
    assert counts(done) == ("done", 1, 0, 1)
    assert book.faults(done) == [(3, "unit", "merged"), (3, "note", "merged")]
    assert book.people() == [("1-1-101", "张伟")]


def test_a_file_without_rows_or_with_dates_for_labels(book: Book) -> None:
    assert book.residents([])["failure"] == "empty"
    assert book.run(b"\r\n\r\n", "a.csv")["failure"] == "empty"
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        for column, title in enumerate(HEADER[:4]):
            sheet.write_string(0, column, title)
        as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 0, datetime(2001, 1, 3), as_date)  # noqa: DTZ001 - spreadsheets know no zones
        for column, text in enumerate(("张伟", 13800000001, "业主"), 1):
            sheet.write(1, column, text)
    told = book.run(out.getvalue())
    assert book.faults(told) == [(2, "unit", "a_date")]
