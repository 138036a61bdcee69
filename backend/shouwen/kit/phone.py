"""Telephone numbers: one form to store and find them by, one to show them masked."""

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

MOST_TYPED: Final = 40
_FEWEST_DIGITS: Final = 3
_MOST_DIGITS: Final = 18
_MASK_FROM: Final = 7

_SEPARATORS: Final = re.compile(r"[\s()\-‐‑–—.·/]+")
_EXTENSION: Final = re.compile(r"(?:转|分机|ext|x|,|#)(\d{1,6})\Z", re.IGNORECASE)
_CHINA: Final = re.compile(r"(?:\+|00)86|86(?=1[3-9]\d{9}\Z)")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")


def normalise_phone(typed: str) -> str:
    """The digits alone, in the form to store and to look up: `13812345678`, `01062345678x203`, `+85221234567`.

    Full-width digits, spaces, brackets and dashes go, and so does China's own prefix; an extension follows an x.
    Raises ValueError for what is no telephone number (fewer than 3 or more than 18 digits, letters).
    """
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed[:MOST_TYPED]))
    extension = _EXTENSION.search(text)
    digits = text[: extension.start()] if extension else text
    digits = _at_home(_CHINA.sub("", digits, count=1)) if _CHINA.match(digits) else re.sub(r"\A00", "+", digits)
    known = re.fullmatch(rf"\+?\d{{{_FEWEST_DIGITS},{_MOST_DIGITS}}}", digits, re.ASCII)
    if len(typed) > MOST_TYPED or known is None:
        raise ValueError("not a telephone number")
    return f"{digits}x{extension[1]}" if extension else digits


def _at_home(digits: str) -> str:
    """A number given with China's prefix: a landline's area code has lost its zero on the way."""
    is_landline = not digits.startswith(("0", "400", "800")) and not _MOBILE.fullmatch(digits)
    return "0" + digits if is_landline else digits


def mask_phone(phone: str) -> str:
    """`138****5678`, `010****5678`, `+852****4567`: enough to recognise, not enough to dial.

    A number of 7 digits or fewer shows its last two only, one of 3 digits or fewer nothing; an extension is dropped.
    """
    number = phone.split("x", 1)[0] if len(phone) > _MASK_FROM else phone
    if len(number) <= _FEWEST_DIGITS:
        return "*" * len(number)
    if len(number) <= _MASK_FROM:
        return "****" + number[-2:]
    head = 4 if number.startswith("+") else 3
    tail = min(4, len(number) - head - 3)
    return f"{number[:head]}****{number[-tail:]}"


def _read(typed: str) -> str:
    try:
        return normalise_phone(typed)
    except ValueError as error:
        raise PydanticCustomError("phone", "Not a telephone number") from error


Phone = Annotated[str, Field(strict=True, min_length=3, max_length=MOST_TYPED), AfterValidator(_read)]
"""A telephone number as people type it; `normalise_phone` of it inside."""
