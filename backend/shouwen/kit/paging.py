"""Keyset pages: no offset to grow slow, no row lost or shown twice while others write.

A cursor is opaque and signed; it is bound to the sort and the filter it was made under.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
import sqlalchemy as sa

from shouwen.kit.problem import BadRequest, FieldError, Malformed

TOTAL_CAP: Final = 10_000
_MAC_BYTES: Final = 16


class CursorInvalid(BadRequest):
    """A cursor that we did not make, or made for another sort or filter."""

    code = "cursor_invalid"
    zh = "翻页标记无效，请从第一页重新开始"
    en = "This page cursor is not valid; start again from the first page"


class SortUnknown(Malformed):
    """A sort by something that is not offered."""

    code = "house.sort_unknown"
    zh = "不支持按“{key}”排序"
    en = "Sorting by “{key}” is not offered"


_NOT_OURS: Final = FieldError(
    "query:cursor",
    "cursor_invalid",
    "不是本列表在此排序和筛选下给出的标记",
    "Not a cursor this list gave for this sort and these filters",
)
_NOT_OFFERED: Final = FieldError("query:sort", "sort_unknown", "不支持按此项排序", "Sorting by this is not offered")


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column to sort by. `column` is never null: coalesce it first, or rows get lost between pages."""

    column: sa.SQLColumnExpression[Any]
    type: type[datetime | UUID | int | str]


@dataclass(frozen=True, slots=True)
class Order:
    """A sort as asked for: keys with their direction, ending with a unique one."""

    text: str
    keys: tuple[tuple[SortKey, bool], ...]

    @classmethod
    def parse(cls, text: str, offered: Mapping[str, SortKey], unique: SortKey) -> "Order":
        """Reads `-due_at,number` (a minus means descending). The unique key follows in the last key's direction."""
        keys = []
        for part in filter(None, text.split(",")):
            name, descending = part.removeprefix("-"), part.startswith("-")
            if name not in offered:
                raise SortUnknown(key=name[:40], errors=[_NOT_OFFERED])
            keys.append((offered[name], descending))
        keys.append((unique, keys[-1][1] if keys else True))
        return cls(text, tuple(keys))

    def after(self, values: Sequence[Any]) -> sa.ColumnElement[bool]:
        """The rows that come after a row with these values."""
        directions = {descending for _, descending in self.keys}
        columns = [key.column for key, _ in self.keys]
        if len(directions) == 1:
            here, there = sa.tuple_(*columns), tuple(values)  # a plain tuple is bound with the columns' own types
            return here < there if directions.pop() else here > there
        steps = []
        for index, (key, descending) in enumerate(self.keys):
            same = [column == value for column, value in zip(columns[:index], values, strict=False)]
            steps.append(sa.and_(*same, key.column < values[index] if descending else key.column > values[index]))
        return sa.or_(*steps)

    def by(self) -> list[sa.ColumnElement[Any]]:
        """The ORDER BY."""
        return [key.column.desc() if descending else key.column.asc() for key, descending in self.keys]


class Cursors:
    """Makes and reads cursors for one list as it was asked for."""

    def __init__(self, secret: bytes, order: Order, filters: bytes) -> None:
        self._secret = secret
        self._order = order
        self._binding = hashlib.sha256(order.text.encode() + b"\0" + filters).digest()

    def make(self, values: Sequence[Any]) -> str:
        payload = orjson.dumps([value.isoformat() if isinstance(value, datetime) else value for value in values])
        return base64.urlsafe_b64encode(self._mac(payload) + payload).decode().rstrip("=")

    def read(self, cursor: str) -> list[Any]:
        """The values the cursor stands on. Raises CursorInvalid."""
        try:
            raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        except (binascii.Error, UnicodeEncodeError) as error:
            raise CursorInvalid(errors=[_NOT_OURS]) from error
        mac, payload = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(payload)):
            raise CursorInvalid(errors=[_NOT_OURS])
        values = orjson.loads(payload)
        return [_revive(key.type, value) for (key, _), value in zip(self._order.keys, values, strict=True)]

    def _mac(self, payload: bytes) -> bytes:
        return hmac.digest(self._secret, self._binding + payload, "sha256")[:_MAC_BYTES]


def _revive(kind: type[Any], value: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    return kind(value)
