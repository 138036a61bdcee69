"""The route that searches the journal."""

from typing import Annotated

from fastapi import Query

from shouwen.core.journal.schemas import JournalParams, JournalRow
from shouwen.core.journal.searching import READ, search_journal
from shouwen.core.lists import Page
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown

routes = Routes("journal")


@routes.get("/journal", allow(READ), problems=[CursorInvalid, SortUnknown])
def list_journal(work: Work, params: Annotated[JournalParams, Query()]) -> Page[JournalRow]:
    """Who did what to what, and when, the latest first. What is about a case is found by those who may see the case."""
    return search_journal(work, params)
