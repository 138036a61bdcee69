"""What the rows of the catalogue may say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class KeptAs(StrEnum):
    """What stands for a form here: a paper the house prints, a screen that holds its rows, or nothing yet."""

    PAPER = "paper"
    SCREEN = "screen"
    NOTHING = "nothing"


class Approver(StrEnum):
    """Whose signature something needs."""

    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    SUPERIOR = "superior"
    BUSINESS_MANAGER = "business_manager"
    DEPUTY_GENERAL_MANAGER = "deputy_general_manager"
    GENERAL_MANAGER = "general_manager"
    COMPANY_LEADER = "company_leader"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of paper: what people file it under, and which version of it this is."""

    code: str
    version: int
    template: str  # below backend/shouwen, such as `areas/cases/sheets/case.html`
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedForm:
    """A form that a source names, and what stands for it here: a paper, a screen, or nothing yet."""

    zh: str
    en: str
    clause: str
    source: str
    given: str | None = None
    paper: str | None = None
    screen: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves what, in this order; `asks` where the house already asks for it."""

    key: str
    clause: str
    zh: str
    en: str
    by: Sequence[Approver]
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of error, or a line of a check-list."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class CheckList:
    """What is looked at, line by line."""

    key: str
    clause: str
    zh: str
    en: str
    items: Sequence[Line]
