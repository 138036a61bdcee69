"""The work order of a repair: what was used, whose warranty, what the household paid (RP-04, RP-09 to RP-11)."""

from enum import StrEnum
from typing import Final

from shouwen.areas.cases.problems import (
    FeeAboveDue,
    FeeUnexplained,
    NoFeeDue,
    NotNow,
    RepairsOnly,
    WarrantiesOnly,
)
from shouwen.areas.cases.rules import OPEN, Kind, State
from shouwen.kit.problem import Problem

ON_ORDERS: Final = frozenset({Kind.REPAIR, Kind.WARRANTY})


class MaterialSource(StrEnum):
    """Where a part came from."""

    STOCK = "stock"
    BOUGHT = "bought"


class PaidBy(StrEnum):
    """Who pays for it. Recorded; money moves elsewhere."""

    US = "us"
    RESIDENT = "resident"
    DEVELOPER = "developer"


class DefectSize(StrEnum):
    """How much there is to repair: each has a limit of its own (RP-03)."""

    SMALL = "small"
    LARGE = "large"


class VisitCheck(StrEnum):
    """What is looked to at a home (RP-11)."""

    UNIFORM = "uniform"
    PHRASES = "phrases"
    PAD_CLOTH = "pad_cloth"
    RAG = "rag"
    SHOE_COVERS = "shoe_covers"
    WARNING_SIGN = "warning_sign"
    CLEAN_UP = "clean_up"


FINISH_WITHIN: Final = {size: f"warranty.finish.{size}" for size in DefectSize}


def order_objection(kind: Kind, state: State) -> type[Problem] | None:
    """A work order is of a repair, and is written on until it is void."""
    if kind not in ON_ORDERS:
        return RepairsOnly
    return NotNow if state is State.VOIDED else None


def warranty_objection(kind: Kind, state: State) -> type[Problem] | None:
    """Validity is judged of a warranty defect that is open (RP-04)."""
    if kind is not Kind.WARRANTY:
        return WarrantiesOnly
    return None if state in OPEN else NotNow


def fee_objection(due_fen: int, collected_fen: int, reason: str | None) -> type[Problem] | None:
    """What the household owes is collected on the job, or there is a reason why not (RP-10)."""
    if due_fen <= 0:
        return NoFeeDue
    if collected_fen > due_fen:
        return FeeAboveDue
    return FeeUnexplained if collected_fen < due_fen and not reason else None
