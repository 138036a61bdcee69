"""What a paper is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class PaperFormat(StrEnum):
    """How a paper is given out: to be looked at and printed, or to be kept."""

    PAGE = "page"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of paper. Whoever changes what it asks for raises its version, so that filed ones can be told apart."""

    template: str  # below backend/shouwen, such as `areas/cases/sheets/case.html`
    code: str  # what people file it under, such as `SW-01`
    version: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper filled in."""

    form: Form
    community_id: UUID
    number: str
    path: str  # the screen that its QR code leads to, such as `/cases/<id>`
    facts: Mapping[str, Any]  # what its template asks for beside these
