"""What a paper is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from shouwen.core.catalogue.rules import Form


class PaperFormat(StrEnum):
    """How a paper is given out: to be looked at and printed, or to be kept."""

    PAGE = "page"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper filled in."""

    form: Form
    community_id: UUID
    number: str
    path: str  # the screen that its QR code leads to, such as `/cases/<id>`
    facts: Mapping[str, Any]  # what its template asks for beside these
