"""Cases on paper."""

from typing import Final
from uuid import UUID

from shouwen.areas.cases import presenting, repairs, slip_presenting
from shouwen.areas.cases.acting import look_beside
from shouwen.areas.cases.problems import FaultNotAnalysed, NoFault, NoSlip
from shouwen.areas.cases.queries import get_case
from shouwen.areas.cases.rules import is_fault
from shouwen.core.catalogue.register import form
from shouwen.core.print.rules import Sheet
from shouwen.core.work import Work

WORK_ORDER: Final = form("WX-01")
SLIP: Final = form("TS-01")
CASE: Final = form("SX-01")
FAULT: Final = form("GZ-01")


def case_sheet(work: Work, case_id: UUID) -> Sheet:
    """The case as this caller sees it. A resident signs it: what is promised among ourselves is left out (CP-17)."""
    case = presenting.present(work, get_case(work, case_id))
    promises = [promise for promise in case.commitments if promise.key not in presenting.INSIDE]
    return Sheet(CASE, case.community_id, case.number, f"/cases/{case.id}", {"case": case, "promises": promises})


def work_order_sheet(work: Work, case_id: UUID) -> Sheet:
    """The work order of a repair, to be taken along and signed (RP-09). For staff. Raises RepairsOnly."""
    loaded = repairs.case_of_order(work, case_id)
    facts = {"order": repairs.present_order(work, loaded), "case": presenting.present(work, loaded)}
    return Sheet(WORK_ORDER, loaded.case.community_id, loaded.case.number, f"/cases/{case_id}", facts)


def slip_sheet(work: Work, case_id: UUID) -> Sheet:
    """The latest slip of a complaint (CP-09), among ourselves (CP-17). Raises NoSlip."""
    loaded = get_case(work, case_id)
    slips = slip_presenting.present_slips(work, loaded)
    if not slips:
        raise NoSlip
    case = presenting.present(work, loaded)
    return Sheet(SLIP, case.community_id, case.number, f"/cases/{case_id}", {"case": case, "slip": slips[0]})


def fault_sheet(work: Work, case_id: UUID) -> Sheet:
    """What broke, how far it went, why, and what keeps it from coming back: for customer and business side (FR-14).

    Raises NoFault for what is none, FaultNotAnalysed before cause and measure are written down.
    """
    loaded = look_beside(work, case_id, repairs.READ)
    if not is_fault(loaded.case.kind, loaded.case.severity):
        raise NoFault
    case = presenting.present(work, loaded)
    outcome = case.outcomes[-1] if case.outcomes else None
    if outcome is None or outcome.cause is None or outcome.preventive_measure is None or outcome.reopened_at:
        raise FaultNotAnalysed
    return Sheet(FAULT, case.community_id, case.number, f"/cases/{case_id}", {"case": case, "outcome": outcome})
