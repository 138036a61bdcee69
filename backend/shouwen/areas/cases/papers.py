"""Cases on paper."""

from typing import Final
from uuid import UUID

from shouwen.areas.cases import presenting, repairs, slip_presenting
from shouwen.areas.cases.problems import NoSlip
from shouwen.areas.cases.queries import get_case
from shouwen.core.print.rules import Form, Sheet
from shouwen.core.work import Work

WORK_ORDER: Final = Form("areas/cases/sheets/work-order.html", code="WX-01", version=1)
SLIP: Final = Form("areas/cases/sheets/slip.html", code="TS-01", version=1)
CASE: Final = Form("areas/cases/sheets/case.html", code="SX-01", version=1)


def case_sheet(work: Work, case_id: UUID) -> Sheet:
    """The case as this caller sees it."""
    case = presenting.present(work, get_case(work, case_id))
    return Sheet(CASE, case.community_id, case.number, f"/cases/{case.id}", {"case": case})


def work_order_sheet(work: Work, case_id: UUID) -> Sheet:
    """The work order of a repair, to be taken along and signed (RP-09). For staff. Raises RepairsOnly, NotNow."""
    loaded = repairs.case_of_order(work, case_id)
    facts = {"order": repairs.present_order(work, loaded)}
    return Sheet(WORK_ORDER, loaded.case.community_id, loaded.case.number, f"/cases/{case_id}", facts)


def slip_sheet(work: Work, case_id: UUID) -> Sheet:
    """The latest slip of a complaint (CP-09), among ourselves (CP-17). Raises NoSlip."""
    loaded = get_case(work, case_id)
    slips = slip_presenting.present_slips(work, loaded)
    if not slips:
        raise NoSlip
    case = loaded.case
    return Sheet(SLIP, case.community_id, case.number, f"/cases/{case_id}", {"case": case, "slip": slips[0]})
