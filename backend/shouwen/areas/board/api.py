"""Routes of the board."""

from typing import Annotated

from fastapi import Query

from shouwen.areas.board.queries import commitments_board
from shouwen.areas.board.schemas import Board, BoardParams
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.core.worktime.problems import SpanBackwards
from shouwen.kit.problem import NotFound

routes = Routes("board")


@routes.get("/board/commitments", allow("commitments.read"), problems=(NotFound, SpanBackwards))
def read_commitments_board(work: Work, params: Annotated[BoardParams, Query()]) -> Board:
    """Each promise kept or broken, by key, place, person or month; every line opens to its rows."""
    return Board(data=commitments_board(work, params))
