"""What kinds of long work there are, and how one stands."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

ROWS_A_STEP: Final = 200  # a long job lets others write after as many


class OperationKind(StrEnum):
    """What is done."""

    IMPORT = "import"
    EXPORT = "export"


class SheetType(StrEnum):
    """What the rows of a spreadsheet are."""

    UNITS = "units"
    RESIDENTS = "residents"
    CASES = "cases"
    DEFECTS = "defects"


class OperationState(StrEnum):
    """How it stands. The last three are its end."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED: Final = frozenset({OperationState.DONE, OperationState.FAILED, OperationState.CANCELLED})


class Failure(StrEnum):
    """Why an operation came to nothing."""

    FILE_GONE = "file_gone"
    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"
    EMPTY = "empty"
    HEADER = "header"
    MAKER_GONE = "maker_gone"
    BROKEN = "broken"


def sentence(template: str, params: Mapping[str, object]) -> str:
    """A text with its placeholders filled."""
    return template.format_map(params)
