"""Lines of the ledger of warranty defects: entered when judged, written off when the case is finished."""

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.repair_rules import DefectSize
from shouwen.areas.cases.rules import Kind
from shouwen.areas.cases.warranty_models import Defect
from shouwen.areas.cases.warranty_rules import DefectStage, finish_objection
from shouwen.core.acts import Moment
from shouwen.core.work import Work
from shouwen.kit.ids import new_id


def enter(work: Work, case: Case, size: DefectSize, moment: Moment) -> None:
    """What was judged valid stands in the ledger (RP-04)."""
    work.session.add(
        Defect(
            community_id=case.community_id,
            id=new_id(),
            case_id=case.id,
            round=case.round,
            size=size,
            stage=DefectStage.ENTERED,
            entered_at=moment.at,
        )
    )


def write_off(work: Work, case: Case, moment: Moment) -> None:
    """The case is finished, and so is its defect. Raises DefectOut while it is out with the developer."""
    if case.kind is not Kind.WARRANTY:
        return
    rows = sa.select(Defect).where(
        Defect.community_id == case.community_id, Defect.case_id == case.id, Defect.round == case.round
    )
    defect = work.session.scalars(rows).one_or_none()
    if defect is None:
        return
    if problem := finish_objection(defect.stage):
        raise problem
    defect.stage, defect.written_off_at = DefectStage.WRITTEN_OFF, moment.at
