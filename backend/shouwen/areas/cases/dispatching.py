"""Where a case goes by the routing table, and who is there now (FR-03, CP-01 to CP-03, CP-30, HR-06)."""

from typing import Final
from uuid import UUID

from shouwen.areas.cases.acting import look_beside
from shouwen.areas.cases.measures import matter_of
from shouwen.core.people.chart_schemas import ResolvedOut
from shouwen.core.people.routing import resolve_matter
from shouwen.core.work import Work

OFFER: Final = "cases.offer"


def read_route(work: Work, case_id: UUID) -> ResolvedOut:
    """To which post the case goes, and who would get it now. Raises NotFound, Forbidden, NobodyToAnswer."""
    loaded = look_beside(work, case_id, OFFER)
    return resolve_matter(work, loaded.case.community_id, matter_of(loaded.case, loaded.subject))
