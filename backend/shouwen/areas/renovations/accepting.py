"""Acceptance: asked for by the household, passed twice with an observation between, or failed (RN-09 to RN-11)."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.acting import Acting, begin
from shouwen.areas.renovations.models import Acceptance, Renovation
from shouwen.areas.renovations.queries import next_no
from shouwen.areas.renovations.rules import AcceptanceStage, RenovationState, RenovationVerb
from shouwen.areas.renovations.schemas import AcceptanceIn, FailAcceptanceIn, RenovationAct
from shouwen.areas.renovations.site import ACCEPTANCE, INSPECT, plan_site
from shouwen.core.commitments.models import Commitment
from shouwen.core.standards.queries import standard
from shouwen.core.terms import term_of
from shouwen.core.work import Work

OBSERVE: Final = "renovation.observe"
REFUND: Final = "renovation.refund"
_V = RenovationVerb


def request(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """The household asks to have the work accepted (RN-11); from then on a time runs."""
    acting = begin(work, renovation_id, _V.REQUEST_ACCEPTANCE, body)
    acting.gate()
    acting.renovation.requested_at = acting.moment.at
    acting.note(body.words)
    acting.tell("renovations.acceptance_requested")
    acting.promise(ACCEPTANCE, "requested_at", round_=_round(acting))
    return acting.renovation


def accept_initial(work: Work, renovation_id: UUID, body: AcceptanceIn) -> Renovation:
    """Passed for the first time: it is observed from now on. Visits that were still promised have lost their object."""
    acting = begin(work, renovation_id, _V.ACCEPT_INITIAL, body)
    acting.gate()
    renovation = acting.renovation
    _write(acting, AcceptanceStage.INITIAL, body, passed=True)
    acting.move()
    renovation.initial_at = acting.moment.at
    here, at = renovation.community_id, acting.moment.at
    observed = standard(work.session, here, OBSERVE, at)
    renovation.observe_until = at if observed.value is None else term_of(work.session, here, observed, at).at
    acting.kept(ACCEPTANCE)
    acting.waived(INSPECT)
    return renovation


def accept_final(work: Work, renovation_id: UUID, body: AcceptanceIn) -> Renovation:
    """Passed for the second time: the deposit is to be settled and to go back within its time."""
    acting = begin(work, renovation_id, _V.ACCEPT_FINAL, body)
    acting.gate()
    _write(acting, AcceptanceStage.FINAL, body, passed=True)
    acting.move()
    acting.renovation.final_at = acting.moment.at
    if acting.facts.file.held_fen:
        acting.promise(REFUND, "final_at")
    return acting.renovation


def fail(work: Work, renovation_id: UUID, body: FailAcceptanceIn) -> Renovation:
    """Not passed: the work goes on, and acceptance is to be asked for anew."""
    acting = begin(work, renovation_id, _V.FAIL_ACCEPTANCE, body)
    renovation = acting.renovation
    was_accepted = renovation.state is not RenovationState.UNDER_WAY
    if not was_accepted:
        acting.gate(requested=renovation.requested_at is not None)
    _write(acting, AcceptanceStage.FINAL if was_accepted else AcceptanceStage.INITIAL, body, passed=False)
    acting.move()
    renovation.requested_at = renovation.initial_at = renovation.observe_until = None
    acting.kept(ACCEPTANCE)
    if was_accepted:
        plan_site(work, renovation)
    return renovation


def _write(acting: Acting, stage: AcceptanceStage, body: AcceptanceIn | FailAcceptanceIn, *, passed: bool) -> None:
    renovation = acting.renovation
    no = next_no(acting.work, Acceptance, renovation)
    acting.work.session.add(
        Acceptance(
            community_id=renovation.community_id,
            renovation_id=renovation.id,
            no=no,
            stage=stage,
            passed=passed,
            words=body.words,
            by_id=acting.work.actor.id,
            at=acting.moment.at,
        )
    )
    acting.show(body.file_ids, acceptance_no=no)
    acting.touch()
    acting.tell("renovations.accepted" if passed else "renovations.acceptance_failed", stage=stage, no=no)


def _round(acting: Acting) -> int:
    """Each request is a promise of its own."""
    made = sa.select(sa.func.count()).where(
        Commitment.community_id == acting.subject.community_id,
        Commitment.subject_id == acting.subject.id,
        Commitment.key == ACCEPTANCE,
    )
    return (acting.work.session.scalar(made) or 0) + 1
