"""One search over all rooms. A room says in its `finders.py` what it can find, within what its caller may see.

    @finder
    def find_residents(work: Work, params: SearchParams) -> list[Hit]: ...

The search itself knows no room. Each finder gives its own best hits; they are put into one order here.
"""

from collections.abc import Callable
from typing import Final

from shouwen.core.search.rules import RANK
from shouwen.core.search.schemas import Hit, SearchOut, SearchParams
from shouwen.core.work import Work

Finder = Callable[[Work, SearchParams], list[Hit]]

_FINDERS: Final[dict[str, Finder]] = {}


def finder(find: Finder) -> Finder:
    """Registers what a room can find. Each gives at most `params.limit` hits, its best first."""
    _FINDERS[find.__name__] = find
    return find


def search(work: Work, params: SearchParams) -> SearchOut:
    """What all rooms find, the surest first; among equals in the order of their room."""
    found = [hit for find in _FINDERS.values() for hit in find(work, params)]
    return {"data": sorted(found, key=lambda hit: RANK[hit["matched"]])[: params.limit]}
