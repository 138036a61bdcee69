"""Routes of the words by which imported messages are sorted."""

from uuid import UUID

from shouwen.areas.cases import problems, sorting
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.sorting_schemas import SortingIn, SortingOut
from shouwen.core.standards.reading import check_place
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

_MANAGE = allow(sorting.MANAGE)


@routes.get("/communities/{community_id}/sorting-rules", _MANAGE, problems=(NotFound,))
def read_sorting_rules(work: Work, community_id: UUID) -> SortingOut:
    """By which words messages of an older board are sorted here."""
    check_place(work, community_id, sorting.MANAGE)
    return sorting.present_table(work, community_id)


@routes.put(
    "/communities/{community_id}/sorting-rules",
    _MANAGE,
    if_match=True,
    problems=(NotFound, problems.ClassMisplaced),
)
def write_sorting_rules(work: Work, community_id: UUID, body: SortingIn) -> SortingOut:
    """Write the table anew; without lines the one that comes with the house is in force again."""
    check_place(work, community_id, sorting.MANAGE)
    sorting.write_table(work, community_id, body)
    return sorting.present_table(work, community_id)
