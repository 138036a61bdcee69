"""No input without bounds: read from a schema when its class is defined, not hoped for.

`bounded` walks the core schema of an input model and raises TypeError for

- text without a greatest length (use Line, Words, Name or Code of `kit/text.py`),
- a number without both limits, and any Decimal (money is whole fen),
- a list, set or object of arbitrary members without a greatest size,
- a bare `datetime` or `date` (use Instant or LocalDate of `kit/schema.py`),
- bytes.
"""

from typing import Any, Final, cast

from pydantic_core import CoreSchema

_STRICT: Final = frozenset({"int", "float", "bool", "str"})
_SIZED: Final = frozenset({"str", "list", "set", "frozenset", "dict", "url", "multi-host-url"})
_REFUSED: Final = {
    "bytes": "no bytes in JSON",
    "decimal": "use whole numbers; money is Fen",
    "timedelta": "use a whole number of a named unit",
    "generator": "use a list",
}
_INNER: Final = ("schema", "items_schema", "keys_schema", "values_schema", "lax_schema", "strict_schema")
_INNER_MANY: Final = ("fields", "choices", "definitions", "steps")


def bounded(schema: CoreSchema, name: str, *, strict: bool) -> CoreSchema:
    """`schema` with strict numbers, booleans and texts if `strict`. Raises TypeError for a field without bounds."""
    return cast("CoreSchema", _walk(schema, name, strict=strict))


def _walk(node: Any, where: str, *, strict: bool) -> Any:
    if isinstance(node, list):  # the members of a tuple
        return [_walk(member, where, strict=strict) for member in node]
    if isinstance(node, tuple):  # a choice of a union with its label
        return (_walk(node[0], where, strict=strict), *node[1:])
    kind = node["type"]
    _check(node, kind, where)
    walked = dict(node)
    if strict and kind in _STRICT:
        walked["strict"] = True
    if kind == "float":
        walked["allow_inf_nan"] = False
    for key in _INNER:
        if key in node:
            walked[key] = _walk(node[key], where, strict=strict)
    for key in _INNER_MANY:
        inner = node.get(key)
        if isinstance(inner, dict):
            walked[key] = {name: _walk(value, f"{where}.{name}", strict=strict) for name, value in inner.items()}
        elif isinstance(inner, list):
            walked[key] = [_walk(value, where, strict=strict) for value in inner]
    return walked


def _check(node: dict[str, Any], kind: str, where: str) -> None:
    if kind in _REFUSED:
        raise TypeError(f"{where}: {_REFUSED[kind]}")
    if kind in _SIZED and "max_length" not in node:
        raise TypeError(f"{where}: a {kind} needs a greatest length")
    if kind in {"int", "float"} and not (node.keys() & {"ge", "gt"} and node.keys() & {"le", "lt"}):
        raise TypeError(f"{where}: a number needs a least and a greatest value")
    if kind == "datetime" and node.get("tz_constraint") != "aware":
        raise TypeError(f"{where}: use Instant instead of datetime")
    if kind == "date" and "ge" not in node:
        raise TypeError(f"{where}: use LocalDate instead of date")
    if kind == "tuple" and "variadic_item_index" in node and "max_length" not in node:
        raise TypeError(f"{where}: a tuple needs a greatest length")
