"""Spreadsheets: what claims to be vast is refused before it is read, and nothing that is written is a formula."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import xlsxwriter

from shouwen.kit.sheets import (
    MERGED,
    TooManyError,
    UnreadableError,
    column_letters,
    read_csv,
    read_xlsx,
    unguarded,
    write_csv,
    write_xlsx,
)

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A", "\t=1", "\r=1", " =1", "\u3000=1"]


def altered(content: bytes, before: bytes, after: bytes) -> bytes:
    """The workbook with other text in its sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            text = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert before in text
                text = text.replace(before, after)
            written.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_stays_a_text(text: str) -> None:
    book = write_xlsx(["a"], [[text]])
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        assert not any(re.search(rb"<f[\s>/]", package.read(name)) for name in package.namelist())
    assert read_xlsx(book, rows=9, columns=9)[1] == [text.replace("\r", "\n")] or "\r" in text
    told = write_csv(["a"], [[text]]).decode("utf-8-sig").splitlines()[1:]
    assert told[0].startswith("\"'")
    [_, [cell]] = read_csv(write_csv(["a"], [[text]]), rows=9, columns=9)
    assert isinstance(cell, str)
    assert unguarded(cell) == text


def test_numbers_and_missing_values_are_kept() -> None:
    rows: list[list[str | int | None]] = [["-5", 7, None, "x"]]
    assert read_xlsx(write_xlsx(["a", "b", "c", "d"], rows), rows=1, columns=4)[1] == ["-5", 7.0, "", "x"]
    assert read_csv(write_csv(["a", "b", "c", "d"], rows), rows=1, columns=4)[1] == ["-5", "7", "", "x"]


def test_characters_that_no_spreadsheet_takes_are_left_out() -> None:
    assert read_xlsx(write_xlsx(["a"], [["a\x00b\x1f\ud800c"]]), rows=1, columns=1)[1] == ["abc"]


@pytest.mark.parametrize("place", [b'r="A1048576"', b'r="XFD2"', b"r='XFD1048576'", b'r = "A99999999"'])
def test_two_cells_far_apart_are_not_filled_in_between(place: bytes) -> None:
    vast = altered(write_xlsx(["a"], [["x"]]), b'r="A2"', place)
    with pytest.raises(TooManyError):
        read_xlsx(vast, rows=1000, columns=60)


def merged(*ranges: str) -> bytes:
    """Three rows of three cells, some of them merged."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number in range(9):
            sheet.write_string(number // 3, number % 3, f"{number}")
    marks = "".join(f'<mergeCell ref="{cells}"/>' for cells in ranges).encode()
    return altered(out.getvalue(), b"</sheetData>", b"</sheetData><mergeCells>" + marks + b"</mergeCells>")


def test_what_is_hidden_behind_a_merged_cell_is_told_from_what_is_empty() -> None:
    rows = read_xlsx(merged("A1:B2", "C2:C3"), rows=9, columns=9)
    hidden = [(number, at) for number, row in enumerate(rows) for at, cell in enumerate(row) if cell is MERGED]
    assert hidden == [(0, 1), (1, 0), (1, 1), (2, 2)]
    assert (rows[0][0], rows[1][2]) == ("0", "5")
    assert read_xlsx(merged("B2:XFD1048576"), rows=9, columns=9)[1][1] == "4"


def test_cells_merged_again_and_again_come_to_an_end() -> None:
    with pytest.raises(TooManyError):
        read_xlsx(merged(*["A1:C3"] * 1_000), rows=9, columns=9)


def test_more_cells_than_fit_are_counted_before_they_are_read() -> None:
    with pytest.raises(TooManyError):
        read_xlsx(altered(write_xlsx(["a"], [["x"]]), b"</row>", b"<c/>" * 500 + b"</row>"), rows=2, columns=60)


@pytest.mark.parametrize("count", [3, 4])
def test_as_many_rows_as_are_taken_in(count: int) -> None:
    rows = [["x"]] * count
    for read, content in ((read_xlsx, write_xlsx(["a"], rows)), (read_csv, write_csv(["a"], rows))):
        if count == 3:
            assert len(read(content, rows=3, columns=1)) == 4
        else:
            with pytest.raises(TooManyError):
                read(content, rows=3, columns=1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no archive",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),  # an old xls
        b"<html><table><tr><td>1</td></tr></table></html>",
        write_xlsx(["a"], [["x"]])[:-200],
        altered(write_xlsx(["a"], [["x"]]), b"<sheetData>", b"<sheetData><row><c t="),
    ],
)
def test_what_is_no_workbook_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_xlsx(content, rows=9, columns=9)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00a", b'a,b\n"open'])
def test_what_is_no_csv_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_csv(content, rows=9, columns=9)


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
