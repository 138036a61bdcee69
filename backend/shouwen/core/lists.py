"""Lists of every room: one keyset page of columns, narrowed by a query that refuses what it does not know.

    class UnitsParams(ListParams):
        building_id: UUID | None = None

    SORTING = Sorting({"label": SortKey(Unit.label_key, str)}, unique=SortKey(Unit.id, UUID), default="label")

    found = find_page(work, sa.select(Unit.id, Unit.label), params, SORTING)
    return found.page(found.rows)

The rows are columns, not entities; what hangs on them is read for the whole page at once and added before `page`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, NotRequired, TypeVar
from uuid import UUID

import orjson
import sqlalchemy as sa
from pydantic import Field
from typing_extensions import TypedDict  # generic before Python 3.12

from shouwen.core.work import Work
from shouwen.kit.crypto import derive
from shouwen.kit.paging import TOTAL_CAP, Cursors, Order, SortKey
from shouwen.kit.problem import NotFound
from shouwen.kit.schema import Params
from shouwen.kit.text import Line

Row = TypeVar("Row")

# A select of any columns, and a column of any kind: what a list is made of.
Rows = sa.Select[*tuple[Any, ...]]
Column = sa.SQLColumnExpression[Any]

Ids = Annotated[tuple[UUID, ...], Field(max_length=50)]
"""A filter by ids; repeated means any of them."""

Included = Literal["total_count"]
# What turns the page but does not change what is listed: a cursor stays good when these change.
_TURNING = frozenset({"limit", "cursor", "include", "sort"})


class ListParams(Params):
    """The query string of a list. Rooms add their filters; anything else is answered with 422."""

    limit: Annotated[int, Field(ge=1, le=100, description="Rows per page")] = 20
    cursor: Annotated[str, Field(max_length=1000, description="`next_cursor` of the page before")] | None = None
    sort: Annotated[str, Field(max_length=200, description="Keys, `-` before one for descending")] | None = None
    include: Annotated[tuple[Included, ...], Field(max_length=4)] = ()
    q: Annotated[str, Line(100)] | None = None


class Page(TypedDict, Generic[Row]):
    """One page: its rows, and the cursor of the next page, if there is one."""

    data: list[Row]
    next_cursor: str | None
    has_more: bool
    total_count: NotRequired[int]  # with include=total_count; stops counting at 10,000


@dataclass(frozen=True, slots=True)
class Sorting:
    """What a list may be sorted by. The keys are never null; `unique` makes the order complete."""

    offered: Mapping[str, SortKey]
    unique: SortKey
    default: str

    def order(self, asked: str | None) -> Order:
        return Order.parse(asked or self.default, {**self.offered, "id": self.unique}, self.unique)


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a page as dictionaries, ready to be filled in."""

    rows: list[dict[str, Any]]
    next_cursor: str | None
    total_count: int | None

    def page(self, data: list[Any]) -> Page[Any]:
        """The page as it is answered. `data` are the rows, shaped."""
        page: Page[Any] = {"data": data, "next_cursor": self.next_cursor, "has_more": self.next_cursor is not None}
        if self.total_count is not None:
            page["total_count"] = self.total_count
        return page


def find_page(work: Work, rows: Rows, params: ListParams, sorting: Sorting) -> Found:
    """Reads one page of `rows`. One statement, and one more when the total is asked for.

    Raises SortUnknown for a key that is not offered and CursorInvalid for a cursor of another list, sort or filter.
    """
    order = sorting.order(params.sort)
    cursors = Cursors(derive("cursors"), order, _filters(params))
    wanted = rows.add_columns(*[key.column.label(f"_key_{index}") for index, (key, _) in enumerate(order.keys)])
    if params.cursor is not None:
        wanted = wanted.where(order.after(cursors.read(params.cursor)))
    found = work.session.execute(wanted.order_by(*order.by()).limit(params.limit + 1)).mappings().all()
    taken = [dict(row) for row in found[: params.limit]]
    keys = [[row.pop(f"_key_{index}") for index in range(len(order.keys))] for row in taken]
    return Found(
        rows=taken,
        next_cursor=cursors.make(keys[-1]) if len(found) > params.limit else None,
        total_count=_total(work, rows, sorting.unique) if "total_count" in params.include else None,
    )


def _filters(params: ListParams) -> bytes:
    asked = params.model_dump(mode="json", exclude=set(_TURNING))
    return orjson.dumps([type(params).__name__, asked], option=orjson.OPT_SORT_KEYS)


def _total(work: Work, rows: Rows, unique: SortKey) -> int:
    counted = rows.with_only_columns(unique.column).order_by(None).limit(TOTAL_CAP).subquery()
    return work.session.scalars(sa.select(sa.func.count()).select_from(counted)).one()


def get_row(work: Work, rows: Rows) -> Any:
    """The one row, as a dictionary. Raises NotFound: what is out of reach and what does not exist answer alike."""
    found = work.session.execute(rows).mappings().one_or_none()
    if found is None:
        raise NotFound
    return dict(found)


def any_of(column: Column, values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """That the column holds one of the values; no values, no condition."""
    return column.in_(values) if values else sa.true()


def grouped(rows: Sequence[sa.RowMapping], key: str) -> dict[Any, list[dict[str, Any]]]:
    """What hangs on a page, by the row it hangs on; the key itself is taken out."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        hanging = dict(row)
        groups.setdefault(hanging.pop(key), []).append(hanging)
    return groups
