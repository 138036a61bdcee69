"""Cells read: what a column is called, and what may stand in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from shouwen.core.people.rules import Language, Relation
from shouwen.core.places.rules import UnitKind
from shouwen.kit.phone import MOST_TYPED, normalise_phone
from shouwen.kit.sheets import MERGED, Cell, Row, column_letters, unguarded
from shouwen.kit.text import Line, Name, fold

NAME_LENGTH: Final = 64
NOTE_LENGTH: Final = 200
MOST_PHONES: Final = 6
MOST_COLUMNS: Final = 60
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_BETWEEN_PHONES: Final = re.compile(r"[;；、,，/|\n]+")
_OLDEST_YEAR: Final = 1900

Word = TypeVar("Word")


class CellFault(ValueError):
    """What is wrong with a cell."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = tuple(params.items())


class RowFault(CellFault):
    """What is wrong with a row, at one of its fields or as a whole."""

    def __init__(self, field: str | None, code: str, **params: str | int) -> None:
        super().__init__(code, **params)
        self.field = field


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, what it may be called, and how a cell of it is read. The first two are its own."""

    field: str
    names: tuple[str, ...]
    read: Callable[[Cell], Any]
    needed: bool = False
    example: str = ""


def text_of(cell: Cell) -> str:
    """A cell as text. Whole numbers lose the point that spreadsheets give them. Raises CellFault."""
    if cell is MERGED:
        raise CellFault("merged")
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else str(cell)
    if isinstance(cell, str):
        return unguarded(cell.strip())
    raise CellFault("a_date")  # `3-1-1201` typed into a cell that made a day of it


def name(cell: Cell) -> str | None:
    """A name, or nothing."""
    return _text(cell, Name(NAME_LENGTH))


def note(cell: Cell) -> str | None:
    """A line, or nothing."""
    return _text(cell, Line(NOTE_LENGTH))


def _text(cell: Cell, kind: Name | Line) -> str | None:
    text = text_of(cell)
    if not text:
        return None
    try:
        return kind.clean(text)
    except ValueError as error:
        code = str(getattr(error, "type", "text_control"))
        if code == "string_too_long":
            raise CellFault("too_long", most=kind.max) from error
        raise CellFault("invisible" if code == "string_too_short" else "characters") from error


def phones(cell: Cell) -> tuple[str, ...]:
    """The telephone numbers in a cell."""
    parts = [part.strip() for part in _BETWEEN_PHONES.split(text_of(cell)) if part.strip()]
    if len(parts) > MOST_PHONES:
        raise CellFault("too_many_phones", most=MOST_PHONES)
    try:
        return tuple(dict.fromkeys(normalise_phone(part[: MOST_TYPED + 1]) for part in parts))
    except ValueError as error:
        raise CellFault("phone") from error


def day(cell: Cell) -> date | None:
    """A day, however it is written."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        found = cell
    else:
        text = text_of(cell)
        if not text:
            return None
        written = _DATE.fullmatch(text)
        try:
            found = date(*map(int, written.groups())) if written else date.fromisoformat(text)
        except ValueError as error:
            raise CellFault("day") from error
    if found.year < _OLDEST_YEAR:
        raise CellFault("day")
    return found


def one_of(words: Mapping[str, Word]) -> Callable[[Cell], Word | None]:
    """Reads one of these words, or nothing."""
    known = {fold(word): meant for word, meant in words.items()}

    def read(cell: Cell) -> Word | None:
        text = fold(text_of(cell))
        if not text:
            return None
        if text not in known:
            raise CellFault("word", words="、".join(list(words)[:_SHOWN_WORDS]))
        return known[text]

    return read


_SHOWN_WORDS: Final = 8
YES: Final = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False, "1": True, "0": False,
              "y": True, "n": False, "√": True, "×": False}  # fmt: skip
RELATIONS: Final = {
    "业主": Relation.OWNER, "租户": Relation.TENANT, "家属": Relation.FAMILY, "代理人": Relation.AGENT,
    "owner": Relation.OWNER, "tenant": Relation.TENANT, "family": Relation.FAMILY, "agent": Relation.AGENT,
    "租客": Relation.TENANT, "家人": Relation.FAMILY, "产权人": Relation.OWNER, "房主": Relation.OWNER,
}  # fmt: skip
UNIT_KINDS: Final = {
    "住宅": UnitKind.RESIDENTIAL, "商铺": UnitKind.SHOP, "办公": UnitKind.OFFICE, "车位": UnitKind.PARKING,
    "储藏室": UnitKind.STORAGE, "residential": UnitKind.RESIDENTIAL, "shop": UnitKind.SHOP,
    "office": UnitKind.OFFICE, "parking": UnitKind.PARKING, "storage": UnitKind.STORAGE,
}  # fmt: skip
LANGUAGES: Final = {
    "中文": Language.ZH, "英语": Language.EN, "日语": Language.JA, "韩语": Language.KO, "其他": Language.OTHER,
    "zh": Language.ZH, "en": Language.EN, "ja": Language.JA, "ko": Language.KO, "other": Language.OTHER,
    "汉语": Language.ZH, "英文": Language.EN, "日文": Language.JA, "韩文": Language.KO,
    "chinese": Language.ZH, "english": Language.EN, "japanese": Language.JA, "korean": Language.KO,
}  # fmt: skip

UNITS: Final = (
    Column("building", ("楼栋", "building", "楼栋名称", "楼号"), name, needed=True, example="3栋"),
    Column("label", ("房屋编号", "label", "房号", "unit label"), name, example="3-1-1201"),
    Column("stair", ("单元", "stair", "单元号", "stairwell"), name, example="1"),
    Column("door", ("门牌", "door", "室号", "name"), name, example="1201"),
    Column("kind", ("用途", "kind", "类型", "房屋类型"), one_of(UNIT_KINDS), example="住宅"),
    Column("zone", ("片区", "zone", "区域"), name, example="东区"),
)
RESIDENTS: Final = (
    Column("unit", ("房屋编号", "unit", "房号", "房屋", "unit label"), name, needed=True, example="3-1-1201"),
    Column("name", ("姓名", "name", "住户姓名"), name, needed=True, example="张伟"),
    Column("phone", ("电话", "phone", "手机", "手机号", "联系电话", "phones"), phones, example="13812345678"),
    Column("relation", ("关系", "relation", "身份", "与房屋关系"), one_of(RELATIONS), needed=True, example="业主"),
    Column("is_adult", ("成年", "adult", "是否成年"), one_of(YES), example="是"),
    Column("is_emergency_contact", ("紧急联系人", "emergency contact"), one_of(YES), example="否"),
    Column("since", ("入住日期", "move-in date", "入住时间", "since"), day, example="2026-01-15"),
    Column("note", ("备注", "note", "注意事项"), note),
    Column("language", ("语言", "language"), one_of(LANGUAGES), example="中文"),
    Column("phone_shared", ("共用电话", "shared phone"), one_of(YES), example="否"),
)


@dataclass(frozen=True, slots=True)
class Header:
    """Where each field stands, what is missing, and which columns nobody knows or are there twice."""

    places: Mapping[str, int]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def read_header(row: Row, columns: Sequence[Column]) -> Header:
    """Finds the columns by their names, in any order."""
    known = {fold(called): column.field for column in columns for called in column.names}
    places: dict[str, int] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for index, cell in enumerate(row):
        said = fold(cell).rstrip("*＊ ") if isinstance(cell, str) else ""
        field = known.get(said)
        if field is None:
            if cell not in (None, ""):
                unknown.append(column_letters(index))
        elif field in places:
            twice.append(column_letters(index))
        else:
            places[field] = index
    missing = tuple(column.field for column in columns if column.needed and column.field not in places)
    return Header(places, missing, tuple(unknown), tuple(twice))


def read_row(row: Row, header: Header, columns: Sequence[Column]) -> tuple[dict[str, Any], list[RowFault]]:
    """What stands in a row, by field, and what is wrong with it."""
    read: dict[str, Any] = {}
    faults: list[RowFault] = []
    for column in columns:
        place = header.places.get(column.field)
        cell = row[place] if place is not None and place < len(row) else None
        try:
            read[column.field] = value = column.read(cell)
        except CellFault as fault:
            faults.append(RowFault(column.field, fault.code, **dict(fault.params)))
            continue
        if column.needed and value in (None, "", ()):
            faults.append(RowFault(column.field, "needed"))
    return read, faults


def label_of(values: Mapping[str, Any]) -> str | None:
    """How a unit is called in full: as it is written, else by building, stairwell and door; None where these miss."""
    if values.get("label"):
        return str(values["label"])
    if not (values.get("building") and values.get("door")):
        return None
    parts = (_NUMBER_OF.sub("", values["building"]), _NUMBER_OF.sub("", values.get("stair") or ""), values["door"])
    return "-".join(part for part in parts if part)


_NUMBER_OF: Final = re.compile(r"(?:号楼|栋|幢|座|楼|单元)\Z")

FAULTS: Final = {
    "needed": ("必填项没有填写", "This has to be filled in"),
    "too_long": ("超过 {most} 个字符", "Longer than {most} characters"),
    "characters": ("含有不允许的字符", "Contains a character that is not allowed"),
    "invisible": ("没有可见的内容", "Nothing in it can be seen"),
    "label_needed": ("请填写房屋编号，或填写门牌", "Fill in the label, or the door"),
    "a_date": (
        "单元格是日期格式，请改为文本格式后重新填写",
        "The cell holds a date; format it as text and fill it in again",
    ),
    "merged": (
        "单元格与其他格合并，请取消合并后逐行填写",
        "The cell is merged with another; unmerge them and fill in each row",
    ),
    "phone": ("不是有效的电话号码", "Not a telephone number"),
    "too_many_phones": ("电话超过 {most} 个", "More than {most} telephone numbers"),
    "day": ("日期无法识别，请写成 2026-01-15", "Not a date; write it as 2026-01-15"),
    "word": ("填写内容不在可选范围：{words}", "Not one of the words known here: {words}"),
    "missing_column": ("缺少必需的列", "A required column is missing"),
    "unknown_column": ("不认识此列，已忽略", "This column is unknown and was left out"),
    "column_twice": ("此列重复，已忽略", "This column is there twice and was left out"),
    "twice_in_file": ("与第 {line} 行重复但内容不同", "As line {line}, but not the same"),
    "unit_unknown": ("没有此房屋，或不在您的管辖范围内", "No such unit, or outside your scope"),
    "zone_unknown": ("没有此片区", "No such zone"),
    "zone_needed": ("楼栋尚未登记，请填写所属片区", "The building is new; say in which zone it stands"),
    "building_elsewhere": ("该楼栋已登记在其他片区", "This building stands in another zone"),
    "label_taken": ("此房屋编号已登记，但楼栋或用途不同", "This label is there already, with another building or kind"),
    "phone_known": (
        "该电话已登记在他人名下；确为共用时，请在“共用电话”列填“是”",
        "This phone is somebody else's; if they share it, say yes in the column “shared phone”",
    ),
    "phone_of_another_row": (
        "该电话与第 {line} 行的人相同但姓名不同；确为共用时，请在“共用电话”列填“是”",
        "The person in line {line} has this phone under another name; if they share it, say yes in “shared phone”",
    ),
    "not_yet": ("日期不能晚于今天", "This day lies ahead"),
    "occupied": ("该房屋在这一天仍有上一户居住", "Another household still lived in this unit on that day"),
    "no_permission": ("您没有权限写入此行", "You may not write this row"),
    "not_possible": ("与现有记录冲突，未写入", "This conflicts with existing records; it was not written"),
}  # fmt: skip
