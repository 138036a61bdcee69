"""Text that people type: what is kept exactly, what is refused, and how it is compared.

Every string that comes in is one of these, always with a greatest length in characters:

    title: Annotated[str, Line(200)]          one line
    detail: Annotated[str, Words(4000)]       several lines
    name: Annotated[str, Name(64)]            a name, also without invisible characters
    system: Annotated[str, Code(32)]          an ASCII identifier from another system

Line, Words and Name are put into NFC and stripped, nothing else is changed: what is not
refused is stored as it was typed. Where words are needed, something must be there to be seen.
The JSON schema says the same as the check.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

# C0 and C1 controls, and the two code points that XML (hence a spreadsheet) refuses.
_CONTROLS: Final = r"\u0000-\u001f\u007f-\u009f\ufffe\uffff"
_CONTROLS_BUT_LINES: Final = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff"
# Kept out of the JSON schema: many regex engines cannot name half a character.
_SURROGATES: Final = r"\ud800-\udfff"
_LINE_SEPARATORS: Final = r"\u2028\u2029"
# Embeddings, overrides and isolates show text in another order than it is stored.
_BIDI: Final = r"\u202a-\u202e\u2066-\u2069"
# Marks, zero-width space and its kin. The joiners U+200C and U+200D stay: emoji and some scripts
# need them.
_INVISIBLE: Final = r"\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff"
# What a reader does not see wherever it stands: the above, the joiners, and letters that are blank by design.
_UNSEEN: Final = _INVISIBLE + r"\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\uffa0"
_SEEN: Final = re.compile(rf"[^\s{_UNSEEN}]")


@dataclass(frozen=True, slots=True)
class _Text:
    """Shared by Line, Words and Name: `max` characters, `empty` says whether "" is allowed."""

    max: int
    empty: bool = False

    refused: ClassVar[str]

    def clean(self, text: str) -> str:
        """`text` in NFC and stripped. Raises a ValueError that pydantic knows when refused."""
        if len(text) > self.max:
            raise PydanticKnownError("string_too_long", {"max_length": self.max})
        if re.search(f"[{self.refused}{_SURROGATES}]", text):
            raise _refusal(text)
        kept = unicodedata.normalize("NFC", self._lines(text)).strip()
        if len(kept) > self.max:  # a few characters grow in NFC
            raise PydanticKnownError("string_too_long", {"max_length": self.max})
        if not self.empty and not _SEEN.search(kept):
            raise PydanticKnownError("string_too_short", {"min_length": 1})
        return kept

    def _lines(self, text: str) -> str:
        return text

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            self.clean, core_schema.str_schema(strict=True, max_length=self.max)
        )

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        allowed = f"[^{self.refused}]"
        some = "" if self.empty else rf"[^\s{self.refused}{_UNSEEN}]{allowed}*"
        return {
            "type": "string",
            "minLength": 0 if self.empty else 1,
            "maxLength": self.max,
            "pattern": f"^{allowed}*{some}$",
        }


class Line(_Text):
    """One line: no controls, no line breaks, no tabs, no bidi controls."""

    __slots__ = ()
    refused = _CONTROLS + _LINE_SEPARATORS + _BIDI


class Words(_Text):
    """Several lines: as Line, with line breaks and tabs. Breaks are stored as U+000A."""

    __slots__ = ()
    refused = _CONTROLS_BUT_LINES + _BIDI

    def _lines(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Name(_Text):
    """A name: as Line, and nothing invisible that would make two names look alike."""

    __slots__ = ()
    refused = _CONTROLS + _LINE_SEPARATORS + _BIDI + _INVISIBLE


@dataclass(frozen=True, slots=True)
class Code:
    """An ASCII identifier of 1..`max` characters: letters, digits and `_ . : / @ # + -` inside."""

    max: int

    pattern: ClassVar[str] = r"^[A-Za-z0-9][A-Za-z0-9_.:/@#+-]*$"

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.str_schema(strict=True, min_length=1, max_length=self.max, pattern=self.pattern)


def fold(text: str) -> str:
    """`text` as it is compared, for search and uniqueness: never shown, never stored instead.

    NFKC (full-width letters, digits and ligatures become plain ones), case folded, invisible
    format characters dropped, runs of white space made one space, stripped.
    """
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return " ".join(plain.split())


def _refusal(text: str) -> PydanticCustomError:
    kind: Literal["text_direction", "text_invisible", "text_control"] = "text_control"
    if re.search(f"[{_BIDI}]", text):
        kind = "text_direction"
    elif re.search(f"[{_INVISIBLE}]", text):
        kind = "text_invisible"
    return PydanticCustomError(kind, "Contains a character that is not allowed")
