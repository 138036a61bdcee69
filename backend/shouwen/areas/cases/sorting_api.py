"""Routes of the words by which imported messages are sorted."""

from uuid import UUID

from shouwen.areas.cases import problems, sorting
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import Listed
from shouwen.areas.cases.sorting_schemas import SortingIn, SortingRuleOut
from shouwen.core.standards.reading import check_place
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

_MANAGE = allow(sorting.MANAGE)


@routes.get("/communities/{community_id}/sorting-rules", _MANAGE, problems=(NotFound,))
def read_sorting_rules(work: Work, community_id: UUID) -> Listed[SortingRuleOut]:
    """By which words messages of an older board are sorted here."""
    check_place(work, community_id, sorting.MANAGE)
    return Listed(data=sorting.present_lines(work, community_id))


@routes.put("/communities/{community_id}/sorting-rules", _MANAGE, problems=(NotFound, problems.ClassMisplaced))
def write_sorting_rules(work: Work, community_id: UUID, body: SortingIn) -> Listed[SortingRuleOut]:
    """Write the table anew; without lines the one that comes with the house is in force again."""
    check_place(work, community_id, sorting.MANAGE)
    sorting.write_lines(work, community_id, body)
    return Listed(data=sorting.present_lines(work, community_id))
