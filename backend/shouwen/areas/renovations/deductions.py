"""What is to be kept of a deposit: for a notice with its evidence, open to objection, decided by a third (RN-12)."""

from typing import Final
from uuid import UUID

from shouwen.areas.renovations.acting import Acting, begin, is_resident
from shouwen.areas.renovations.models import Deduction, Renovation
from shouwen.areas.renovations.problems import (
    DeductionOver,
    MoreThanHeld,
    NeedsEvidence,
    NeedsNotice,
    NeedsThird,
    NoSuchDeduction,
)
from shouwen.areas.renovations.queries import next_no
from shouwen.areas.renovations.rules import FITS_DEDUCTION, DeductionState, RenovationVerb
from shouwen.areas.renovations.schemas import DecideObjectionIn, DeductIn, ObjectToDeductionIn
from shouwen.areas.renovations.settlements import withdraw_proposal
from shouwen.areas.renovations.site import violation_of
from shouwen.core.work import Work

OBJECTION: Final = "renovation.objection"
_V = RenovationVerb


def propose_deduction(work: Work, renovation_id: UUID, body: DeductIn) -> Renovation:
    """Something is to be kept: for a notice that was served, with its evidence, and no more than is held."""
    acting = begin(work, renovation_id, _V.DEDUCT, body)
    violation = violation_of(acting, body.violation_no)
    if violation.notice_number is None:
        raise NeedsNotice
    if not body.file_ids:
        raise NeedsEvidence.at("/file_ids")
    if sum(acting.facts.deductions_fen) + body.amount_fen > acting.facts.file.held_fen:
        raise MoreThanHeld
    renovation = acting.renovation
    no = next_no(work, Deduction, renovation)
    work.session.add(
        Deduction(
            community_id=renovation.community_id,
            renovation_id=renovation.id,
            no=no,
            violation_no=violation.no,
            state=DeductionState.STANDING,
            amount_fen=body.amount_fen,
            words=body.words,
            proposed_by_id=work.actor.id,
            proposed_at=acting.moment.at,
        )
    )
    acting.show(body.file_ids, deduction_no=no)
    acting.touch()
    withdraw_proposal(acting)
    acting.tell("renovations.deduction_proposed", no=no, amount_fen=body.amount_fen, violation_no=violation.no)
    return renovation


def object_to(work: Work, renovation_id: UUID, body: ObjectToDeductionIn) -> Renovation:
    """The household does not agree: a third person decides within a time."""
    acting = begin(work, renovation_id, _V.OBJECT, body)
    deduction = _deduction(acting, body.deduction_no)
    if deduction.state is not FITS_DEDUCTION[_V.OBJECT]:
        raise DeductionOver
    deduction.state, deduction.objection = DeductionState.OBJECTED, body.words
    deduction.objected_by_id, deduction.objected_at = work.actor.id, acting.moment.at
    acting.touch()
    withdraw_proposal(acting)
    acting.tell("renovations.objected", no=deduction.no)
    acting.promise(OBJECTION, "objected_at", slot=f"deduction:{deduction.no}")
    return acting.renovation


def decide(work: Work, renovation_id: UUID, body: DecideObjectionIn) -> Renovation:
    """A third person rules: neither whoever proposed the deduction nor whoever objected. Raises NeedsThird."""
    acting = begin(work, renovation_id, _V.DECIDE_OBJECTION, body)
    deduction = _deduction(acting, body.deduction_no)
    if deduction.state is not FITS_DEDUCTION[_V.DECIDE_OBJECTION]:
        raise DeductionOver
    if is_resident(work) or work.actor.id in {deduction.proposed_by_id, deduction.objected_by_id}:
        raise NeedsThird
    deduction.state = DeductionState.UPHELD if body.upheld else DeductionState.DROPPED
    deduction.ruling, deduction.decided_by_id, deduction.decided_at = body.words, work.actor.id, acting.moment.at
    acting.touch()
    acting.tell("renovations.objection_decided", no=deduction.no, upheld=body.upheld)
    acting.kept(OBJECTION, slot=f"deduction:{deduction.no}")
    return acting.renovation


def _deduction(acting: Acting, no: int) -> Deduction:
    renovation = acting.renovation
    found = acting.work.session.get(Deduction, (renovation.community_id, renovation.id, no))
    if found is None:
        raise NoSuchDeduction.at("/deduction_no")
    return found
