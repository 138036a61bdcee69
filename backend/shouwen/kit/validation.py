"""From pydantic's errors to the fields of a problem: where and what, in two languages, never the input itself."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from shouwen.kit.problem import BadRequest, FieldError, Malformed, Problem, UnsupportedMedia, pointer
from shouwen.kit.text import Code
from shouwen.kit.validation_texts import EMPTY, NOT_A_CODE, TEXTS, UNKNOWN, FieldText

MOST_ERRORS: Final = 20
_LONGEST_PART: Final = 64
_MEMBER: Final = re.compile(r"<\w+\.\w+: ('[^']*')>")  # as Python shows one: <PayMethod.CASH: 'cash'>
_OWN_TEXT: Final = "own_text"
_PLACES: Final = frozenset({"query", "path", "header", "cookie"})


class JsonInvalid(BadRequest):
    """The body is not JSON (RFC 8259): broken, not UTF-8, NaN, a lone surrogate, a member twice, nested too deeply."""

    code = "house.json_invalid"
    zh = "请求内容不是有效的 JSON"
    en = "The body is not valid JSON"


def wrong(code: str, zh: str, en: str) -> PydanticCustomError:
    """The error to raise in a validator of one's own, with its stable code and both texts."""
    return PydanticCustomError(_OWN_TEXT, "{en}", {"code": code, "zh": zh, "en": en})


def from_pydantic(error: ValidationError, body: object = None) -> Malformed:
    """A `Malformed` for a body validated by hand; `body` is what was validated, to point into it."""
    found = error.errors(include_url=False, include_input=False)
    return Malformed(errors=field_errors(({**one, "loc": ("body", *one["loc"])} for one in found), body))


def from_request(error: RequestValidationError, content_type: str) -> Problem:
    """400 for what is no JSON, 415 for a body of another kind, 422 with the fields for everything else."""
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return JsonInvalid()
    if isinstance(error.body, bytes) and error.body and not _is_json(content_type):
        return UnsupportedMedia()
    return Malformed(errors=field_errors(found, error.body))


def field_errors(found: Iterable[Mapping[str, Any]], body: object) -> list[FieldError]:
    """At most 20 fields, each place and code once, in the order found."""
    fields: dict[tuple[str, str], FieldError] = {}
    for one in found:
        field = _field_error(one, body)
        fields.setdefault((field.pointer, field.code), field)
        if len(fields) == MOST_ERRORS:
            break
    return list(fields.values())


def _field_error(one: Mapping[str, Any], body: object) -> FieldError:
    place = _place(one["loc"], body, is_missing=one["type"] == "missing")
    context = {name: _shown(value) for name, value in (one.get("ctx") or {}).items()}
    if one["type"] == _OWN_TEXT:
        return FieldError(place, context["code"], context["zh"], context["en"])
    text = _text(one["type"], context)
    try:
        return FieldError(place, text.code, text.zh.format_map(context), text.en.format_map(context))
    except KeyError:  # a bound that pydantic did not name
        return FieldError(place, text.code, UNKNOWN.zh, UNKNOWN.en)


def _text(kind: str, context: Mapping[str, str]) -> FieldText:
    text = TEXTS.get(kind, UNKNOWN)
    if text.code in {"too_short", "too_few"} and context.get("min_length") == "1":
        return FieldText(text.code, EMPTY.zh, EMPTY.en)
    if context.get("pattern") == Code.pattern:
        return NOT_A_CODE
    return text


def _shown(value: object) -> str:
    """A bound as text, without what pydantic puts around expected values: quotes, and the names of enum members."""
    return _MEMBER.sub(r"\1", str(value)).replace("'", "").replace(" or ", ", ")


def _place(loc: Sequence[str | int], body: object, *, is_missing: bool) -> str:
    if loc and loc[0] in _PLACES:
        return f"{loc[0]}:{'.'.join(_safe(part) for part in loc[1:])}"
    parts = _real_parts(loc[1:] if loc[:1] == ("body",) else loc, body, is_missing=is_missing)
    return pointer(*(part if isinstance(part, int) else _safe(part) for part in parts))


def _real_parts(loc: Sequence[str | int], body: object, *, is_missing: bool) -> list[str | int]:
    """The parts of `loc` that lead through the body: pydantic puts names of union members and the like between."""
    if body is None:
        return list(loc)
    kept: list[str | int] = []
    here = body
    for index, part in enumerate(loc):
        is_last = index == len(loc) - 1
        if isinstance(here, Mapping) and (part in here or (is_last and is_missing)):
            kept.append(part)
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            kept.append(part)
            here = here[part]
    return kept


def _safe(part: object) -> str:
    """A name from the request, short, without controls and halves of characters."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(part)[:_LONGEST_PART])


def _is_json(content_type: str) -> bool:
    kind = content_type.split(";", 1)[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
