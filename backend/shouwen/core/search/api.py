"""The route of the search over all rooms."""

from typing import Annotated

from fastapi import Query

from shouwen.core.search.finding import search
from shouwen.core.search.schemas import SearchOut, SearchParams
from shouwen.core.web import SIGNED_IN, Routes
from shouwen.core.work import Work

routes = Routes("search")


@routes.get("/search", SIGNED_IN)
def search_everything(work: Work, params: Annotated[SearchParams, Query()]) -> SearchOut:
    """People, units and cases in one ranked list. Everybody signed in may ask; each finds what they may see anyway."""
    return search(work, params)
