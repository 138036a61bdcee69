"""Buck-passing 推诿: found against a person of the chain, with graded consequences (FR-06)."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from shouwen.areas.cases.problems import FindingOwn, FindingWithdrawn, NotInChain
from shouwen.kit.problem import Problem


class PassingLevel(StrEnum):
    """What follows for the person, the mildest first."""

    CRITICISM = "criticism"
    EDUCATION = "education"
    DISCIPLINE = "discipline"
    TRANSFER = "transfer"


def finding_objection(finder_id: UUID, staff_id: UUID, chain: Collection[UUID]) -> type[Problem] | None:
    """Found against somebody through whose hands the matter went or should have gone, and never by themselves."""
    if staff_id == finder_id:
        return FindingOwn
    return None if staff_id in chain else NotInChain


def withdrawal_objection(actor_id: UUID, staff_id: UUID, *, is_withdrawn: bool) -> type[Problem] | None:
    """A finding that was wrong is taken back, once, by somebody other than whom it is about."""
    if is_withdrawn:
        return FindingWithdrawn
    return FindingOwn if actor_id == staff_id else None
