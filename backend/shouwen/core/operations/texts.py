"""What is told of failures and faults, by code, in Chinese and English. Rooms add the codes of their own rows."""

from collections.abc import Mapping
from typing import Final

from shouwen.core.operations.rules import Failure, sentence
from shouwen.kit.problem import Lang

Texts = Mapping[str, tuple[str, str]]

FAILURES: Final[Mapping[Failure, tuple[str, str]]] = {
    Failure.FILE_GONE: ("文件已不存在，请重新上传", "The file is gone; please upload it again"),
    Failure.UNREADABLE: (
        "文件无法读取，请确认是未加密、未损坏的 xlsx 或 CSV 文件",
        "The file cannot be read; it must be an undamaged xlsx or CSV without a password",
    ),
    Failure.TOO_MANY: (
        "行数或列数超过上限，请分批处理",
        "More rows or columns than one spreadsheet may have; do it in parts",
    ),
    Failure.EMPTY: ("表中没有数据行", "The sheet has no rows below its header"),
    Failure.HEADER: (
        "表头不完整：第一张表的第一行须是列名，请对照模板修改",
        "The header is incomplete: the first row of the first sheet names the columns; compare it with the template",
    ),
    Failure.MAKER_GONE: (
        "发起人的账号已停用，任务没有完成",
        "Whoever asked for it has left; it was not completed",
    ),
    Failure.BROKEN: (
        "系统出错，任务没有完成，请联系管理员",
        "Something went wrong here; please tell the administrator",
    ),
}
FAULTS: Final[dict[str, tuple[str, str]]] = {}
_UNKNOWN: Final = ("此行不能导入", "This row cannot be taken in")


def add_faults(texts: Texts) -> None:
    """Says how these codes read. ValueError for one that is there."""
    if known := FAULTS.keys() & texts.keys():
        raise ValueError(f"told already: {sorted(known)}")
    FAULTS.update(texts)


def of_failure(failure: Failure | None, lang: Lang) -> str | None:
    """Why it came to nothing."""
    if failure is None:
        return None
    zh, en = FAILURES[failure]
    return en if lang == "en" else zh


def of_fault(code: str, params: Mapping[str, object], lang: Lang) -> str:
    """What is wrong with a cell."""
    zh, en = FAULTS.get(code, _UNKNOWN)
    return sentence(en if lang == "en" else zh, params)
