"""The ledger of warranty defects: what was judged valid at the home goes to the developer and comes back repaired.

Entered → dispatched → tracked → accepted → written off → called back (RP-03, RP-04, RP-12). Writing off is finishing
the case; the callback is another room's, which tells of it by an event.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases import service
from shouwen.areas.cases.acting import tell
from shouwen.areas.cases.bodies import FinishIn
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.problems import NoDefect, PartyEnded
from shouwen.areas.cases.queries import Loaded, get_case, viewer_of
from shouwen.areas.cases.warranty_models import Defect, DefectStep, OutsideParty
from shouwen.areas.cases.warranty_rules import LIFE, DefectStage, DefectVerb, defect_objection
from shouwen.areas.cases.warranty_schemas import AcceptIn, DispatchIn, StepIn, WriteOffIn
from shouwen.core.acts import Act, Moment, settle
from shouwen.core.journal.rules import Fact
from shouwen.core.references import refer
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden

LEAD: Final = "cases.lead_defects"


@dataclass(frozen=True, slots=True)
class OnDefect:
    """An act on a defect under way."""

    work: Work
    loaded: Loaded
    defect: Defect
    moment: Moment
    verb: DefectVerb

    def move(self, text: str | None, party_id: UUID | None = None) -> None:
        """Leads it where the state table says, with what was said."""
        defect = self.defect
        defect.stage = LIFE.after(defect.stage, self.verb)
        steps = sa.select(sa.func.count()).where(
            DefectStep.community_id == defect.community_id, DefectStep.defect_id == defect.id
        )
        self.work.session.add(
            DefectStep(
                community_id=defect.community_id,
                defect_id=defect.id,
                no=int(self.work.session.scalar(steps) or 0) + 1,
                verb=self.verb,
                party_id=party_id,
                text=text,
                said_by_id=self.work.actor.id,
                at=self.moment.at,
                recorded_at=self.work.now,
            )
        )

    def tell(self, event: str, **facts: Fact) -> Loaded:
        tell(self.work, self.loaded, event, self.moment, stage=self.defect.stage, **facts)
        self.work.session.flush()
        return self.loaded


def dispatch(work: Work, case_id: UUID, body: DispatchIn) -> Loaded:
    """To somebody of the developer's, or to somebody else than before."""
    on = _begin(work, case_id, DefectVerb.DISPATCH, body)
    party = refer(work, OutsideParty, on.defect.community_id, body.party_id, "/party_id")
    if party is not None and party.ended_at is not None:
        raise PartyEnded
    on.defect.party_id = body.party_id
    on.defect.dispatched_at = on.defect.dispatched_at or on.moment.at
    on.move(body.text, body.party_id)
    return on.tell("cases.defect_dispatched", party_id=body.party_id)


def track(work: Work, case_id: UUID, body: StepIn) -> Loaded:
    """Where it stands with them."""
    on = _begin(work, case_id, DefectVerb.TRACK, body)
    on.move(body.text)
    return on.tell("cases.defect_tracked")


def accept(work: Work, case_id: UUID, body: AcceptIn) -> Loaded:
    """Looked at, and as it should be."""
    on = _begin(work, case_id, DefectVerb.PASS, body)
    on.defect.accepted_at = on.moment.at
    on.move(body.text)
    return on.tell("cases.defect_accepted")


def send_back(work: Work, case_id: UUID, body: StepIn) -> Loaded:
    """Looked at, and not as it should be: it is with them again."""
    on = _begin(work, case_id, DefectVerb.SEND_BACK, body)
    on.defect.accepted_at = None
    on.move(body.text)
    return on.tell("cases.defect_sent_back")


def write_off(work: Work, case_id: UUID, body: WriteOffIn) -> Loaded:
    """Struck off the ledger: the case is finished, by whoever may finish it."""
    _begin(work, case_id, DefectVerb.WRITE_OFF, body)
    return service.finish(work, case_id, FinishIn(result=body.result, at=body.at, late_reason=body.late_reason))


def _begin(work: Work, case_id: UUID, verb: DefectVerb, act: Act) -> OnDefect:
    """The case locked, its defect of this round, checked."""
    loaded = get_case(work, case_id, lock=True)
    if not viewer_of(work, loaded).reaches(LEAD):
        raise Forbidden
    defect = defect_of(work, loaded.case)
    if defect is None:
        raise NoDefect
    if problem := defect_objection(verb, defect.stage, loaded.case.state):
        raise problem
    moment = settle(work, defect.community_id, act.at, late_reason=act.late_reason, not_before=defect.entered_at)
    return OnDefect(work, loaded, defect, moment, verb)


def defect_of(work: Work, case: Case, round_: int | None = None) -> Defect | None:
    """The line of the ledger, of the round the case is in."""
    rows = sa.select(Defect).where(
        Defect.community_id == case.community_id, Defect.case_id == case.id, Defect.round == (round_ or case.round)
    )
    return work.session.scalars(rows).one_or_none()


def called_back(work: Work, case: Case) -> None:
    """Somebody asked the resident: the last stage."""
    rows = sa.select(Defect).where(
        Defect.community_id == case.community_id,
        Defect.case_id == case.id,
        Defect.stage == DefectStage.WRITTEN_OFF,
    )
    for defect in work.session.scalars(rows.with_for_update()).all():
        defect.stage, defect.called_back_at = DefectStage.CALLED_BACK, work.now
