"""Spreadsheets: rows read from xlsx and CSV, and written to both so that nothing in them is a formula.

What is read is data, never believed: a file may claim a billion cells, and a text may begin with `=`.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import python_calamine
import xlsxwriter

Cell = str | float | bool | date | datetime | time | timedelta | None
Row = list[Cell]


class _Merged(str):
    """Nothing, in a cell that is hidden behind the one it is merged with."""

    __slots__ = ()


MERGED: Final = _Merged()

_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})([0-9]{1,9})["']""")
_CELL: Final = re.compile(rb"<(?:\w{1,20}:)?c[\s>/]")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_PIECE_BYTES: Final = 1 << 20
_OVERLAP: Final = 64
_DELIMITERS: Final = ",;\t"
# What a spreadsheet takes for the beginning of a formula, also behind blanks and in full width.
_FORMULA: Final = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠]|[\t\r]")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL: Final = 32_767


class UnreadableError(ValueError):
    """The file is no spreadsheet that can be read."""


class TooManyError(ValueError):
    """More rows or columns than are taken in."""


def read_xlsx(content: bytes, *, rows: int, columns: int) -> list[Row]:
    """The rows of the first sheet, from the first line on. Raises UnreadableError, TooManyError."""
    _refuse_vast(content, rows=rows, columns=columns)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        found: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        hidden = sheet.merged_cell_ranges or []
    except Exception as error:  # whatever the reader stumbles over, the file is at fault
        raise UnreadableError from error
    _mark(found, hidden, most=(rows + 1) * columns)
    return _within(found, rows, columns)


def _mark(found: list[Row], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], most: int) -> None:
    """Puts MERGED behind the first cell of each range, as far as there are cells. Raises TooManyError."""
    for (top, left), (bottom, right) in ranges:
        for row in found[top : bottom + 1]:
            hidden = range(left + (row is found[top]), min(right + 1, len(row)))
            most -= 1 + len(hidden)
            if most < 0:  # ranges that lie over one another never end
                raise TooManyError
            for column in hidden:
                row[column] = MERGED


def read_csv(content: bytes, *, rows: int, columns: int) -> list[Row]:
    """The rows of UTF-8 text, with or without a byte order mark. Raises UnreadableError, TooManyError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError from error
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    read: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(read) > rows:
                raise TooManyError
            read.append(list(row))
    except csv.Error as error:
        raise UnreadableError from error
    return _within(read, rows, columns)


def _within(found: list[Row], rows: int, columns: int) -> list[Row]:
    """The rows without what is empty at the end of each and of all. `rows` counts those below the header."""
    trimmed = [_trimmed(row) for row in found]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    if len(trimmed) > rows + 1 or any(len(row) > columns for row in trimmed):
        raise TooManyError
    return trimmed


def _trimmed(row: Row) -> Row:
    end = len(row)
    while end and row[end - 1] is not MERGED and (row[end - 1] is None or row[end - 1] == ""):
        end -= 1
    return row[:end]


def _refuse_vast(content: bytes, *, rows: int, columns: int) -> None:
    """Two cells far apart make a reader fill in all between: the places are looked at before it is let at them."""
    most_cells = (rows + 1) * columns
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in filter(_SHEET.fullmatch, package.namelist()):
                cells, rest = 0, b""
                with package.open(name) as sheet:
                    while piece := sheet.read(_PIECE_BYTES):
                        text = rest + piece
                        cells += len(_CELL.findall(text))
                        if cells > most_cells or any(
                            int(row) > rows + 1 or _column(letters) > columns
                            for letters, row in _REFERENCE.findall(text)
                        ):
                            raise TooManyError
                        rest = text[-_OVERLAP:]
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        if isinstance(error, TooManyError):
            raise
        raise UnreadableError from error


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def column_letters(index: int) -> str:
    """What a column is called in a spreadsheet: 0 is `A`, 26 is `AA`."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """One sheet: texts as texts, numbers as numbers, no formula and no link."""
    written = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        for column, words in enumerate(header):
            sheet.write_string(0, column, words, bold)
            sheet.set_column(column, column, 16)
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(line, column, value)
                elif value is not None:
                    sheet.write_string(line, column, plain(value)[:_LONGEST_CELL], text)
        sheet.freeze_panes(1, 0)
    return written.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need; a text that could be a formula begins with `'`."""
    written = io.StringIO(newline="")
    lines = csv.writer(written, quoting=csv.QUOTE_ALL)
    lines.writerow(header)
    lines.writerows([_harmless(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _harmless(value: str | int | None) -> str | int:
    if value is None or isinstance(value, int):
        return "" if value is None else value
    kept = plain(value)
    return f"'{kept}" if _FORMULA.match(kept) and not _NUMBER.fullmatch(kept) else kept


def plain(text: str) -> str:
    """The text without characters that a spreadsheet refuses."""
    return _UNWRITABLE.sub("", text)


def unguarded(text: str) -> str:
    """A text as it was before `'` was put before what could be a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def lines_of(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The rows below the header that hold anything, each with its number in the spreadsheet."""
    for line, row in enumerate(rows[1:], 2):
        if any(not (cell is None or (isinstance(cell, str) and not cell.strip())) for cell in row):
            yield line, row
