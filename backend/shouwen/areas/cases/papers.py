"""Cases on paper."""

from typing import Final
from uuid import UUID

from shouwen.areas.cases import presenting
from shouwen.areas.cases.queries import get_case
from shouwen.core.print.rules import Form, Sheet
from shouwen.core.work import Work

CASE: Final = Form("areas/cases/sheets/case.html", code="SX-01", version=1)


def case_sheet(work: Work, case_id: UUID) -> Sheet:
    """The case as this caller sees it."""
    case = presenting.present(work, get_case(work, case_id))
    return Sheet(CASE, case.community_id, case.number, f"/cases/{case.id}", {"case": case})
