"""The complaint slip (投诉处理单): its stages, whose word each is, and who may approve which amount.

Internal throughout: the slip is never shown to the resident (CP-17).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from shouwen.areas.cases.problems import (
    AboveApproved,
    AmountAboveYou,
    AmountDecided,
    AmountsPending,
    DifferenceUnexplained,
    NothingToVouch,
    NotUnfounded,
    ObjectionAnswered,
    ProposerDecides,
    QuantityMisplaced,
    SignaturesMissing,
    SignaturesOfBoth,
    SlipNotNow,
    SlipsOfComplaints,
)
from shouwen.areas.cases.rules import Kind, State
from shouwen.kit.problem import Malformed, Problem
from shouwen.kit.states import StateTable

REPORT_WITHIN: Final = "complaint.slip.report"
OPINION_WITHIN: Final = "complaint.slip.opinion"
PROMISES: Final = frozenset({REPORT_WITHIN, OPINION_WITHIN})


class SlipState(StrEnum):
    """How far the slip of a round has come (CP-11)."""

    OPENED = "opened"
    REPORTED = "reported"
    NEGOTIATED = "negotiated"
    ADVISED = "advised"
    DECIDED = "decided"
    CLOSED = "closed"
    UNFOUNDED = "unfounded"  # nothing in it: it ends, and collection goes on as usual
    EXCEPTION = "exception"  # a complaint without loss is an exception report, for improvement (CP-26)


class SlipVerb(StrEnum):
    """What can be said to a slip."""

    REPORT = "report"
    NEGOTIATE = "negotiate"
    ADVISE = "advise"
    COUNTERSIGN = "countersign"
    DECIDE = "decide"
    PROPOSE_AMOUNT = "propose-amount"
    APPROVE_AMOUNT = "approve-amount"
    REFUSE_AMOUNT = "refuse-amount"
    VOUCH = "vouch"
    CLOSE = "close"
    READ = "read"
    OBJECT = "object"
    ANSWER_OBJECTION = "answer-objection"
    END_UNFOUNDED = "end-unfounded"
    EXCEPT = "except"


class Stage(StrEnum):
    """What was written at which stage."""

    REPORT = "report"  # of the investigation
    NEGOTIATION = "negotiation"  # what came of talking with the resident
    OPINION = "opinion"  # of all departments together
    REMEDY = "remedy"  # of the verdict (CP-23)
    UNFOUNDED = "unfounded"
    EXCEPTION = "exception"  # what is to be improved


class Responsibility(StrEnum):
    """Whose it was (CP-23)."""

    OURS = "ours"
    DEVELOPER = "developer"
    SUPPLIER = "supplier"
    RESIDENT = "resident"
    NOBODY = "nobody"


class MoneyOutcome(StrEnum):
    """What a complaint comes to in money (CP-29). Recorded and approved here; nothing is paid."""

    DISCOUNT = "discount"
    COMPENSATION = "compensation"
    RETURN = "return"
    REDO = "redo"


class AmountState(StrEnum):
    """How a proposed amount stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class ApprovalLevel(StrEnum):
    """Who approves, from below (CP-12)."""

    BUSINESS_MANAGER = "business_manager"
    DEPUTY_GENERAL_MANAGER = "deputy_general_manager"
    GENERAL_MANAGER = "general_manager"


class SlipCopy(StrEnum):
    """Who gets a copy of the closed slip (CP-24)."""

    QUALITY = "quality"
    PRODUCTION = "production"
    BUSINESS = "business"
    ACCOUNTS = "accounts"
    GENERAL_OFFICE = "general_office"


LIMITS: Final[Mapping[ApprovalLevel, str]] = {level: f"complaint.compensation.{level}" for level in ApprovalLevel}
_S, _V = SlipState, SlipVerb
_UNDECIDED: Final = (_S.OPENED, _S.REPORTED, _S.NEGOTIATED, _S.ADVISED)

LIFE: Final[StateTable[SlipState, SlipVerb]] = StateTable(
    {
        _V.REPORT: ([_S.OPENED], _S.REPORTED),
        _V.NEGOTIATE: ([_S.REPORTED], _S.NEGOTIATED),
        _V.ADVISE: ([_S.NEGOTIATED], _S.ADVISED),
        _V.COUNTERSIGN: ([_S.ADVISED], None),
        _V.DECIDE: ([_S.ADVISED], _S.DECIDED),
        _V.PROPOSE_AMOUNT: ([_S.DECIDED], None),
        _V.APPROVE_AMOUNT: ([_S.DECIDED], None),
        _V.REFUSE_AMOUNT: ([_S.DECIDED], None),
        _V.VOUCH: ([_S.DECIDED, _S.CLOSED], None),
        _V.CLOSE: ([_S.DECIDED], _S.CLOSED),
        _V.READ: ([_S.CLOSED], None),
        _V.OBJECT: ([_S.DECIDED, _S.CLOSED], None),
        _V.ANSWER_OBJECTION: ([_S.DECIDED, _S.CLOSED], None),
        _V.END_UNFOUNDED: (_UNDECIDED, _S.UNFOUNDED),
        _V.EXCEPT: (_UNDECIDED, _S.EXCEPTION),
    }
)

# Whose word each verb is. How far an approval goes is for the amount to say.
PERMISSIONS: Final[Mapping[SlipVerb, str]] = {
    _V.REPORT: "cases.write_slip",
    _V.NEGOTIATE: "cases.write_slip",
    _V.ADVISE: "cases.write_slip",
    _V.COUNTERSIGN: "cases.countersign_slip",
    _V.DECIDE: "cases.decide_slip",
    _V.PROPOSE_AMOUNT: "cases.write_slip",
    _V.APPROVE_AMOUNT: "cases.approve_amount",
    _V.REFUSE_AMOUNT: "cases.approve_amount",
    _V.VOUCH: "cases.write_slip",
    _V.CLOSE: "cases.decide_slip",
    _V.READ: "cases.read_slip",
    _V.OBJECT: "cases.countersign_slip",
    _V.ANSWER_OBJECTION: "cases.decide_slip",
    _V.END_UNFOUNDED: "cases.write_slip",
    _V.EXCEPT: "cases.decide_slip",
}
ABOVE: Final = "cases.approve_amount_above"

SlipObjection = type[Problem] | None


@dataclass(frozen=True, slots=True)
class SlipStanding:
    """Where a slip stands, and its complaint."""

    state: SlipState
    case_state: State
    kind: Kind
    valid: bool | None
    unsigned: int = 0
    pending: int = 0
    unanswered: int = 0
    unvouched: int = 0


def may_open(kind: Kind, state: State) -> SlipObjection:
    """A slip is of a complaint that stands."""
    if kind is not Kind.COMPLAINT:
        return SlipsOfComplaints
    return SlipNotNow if state is State.VOIDED else None


def slip_objection(verb: SlipVerb, slip: SlipStanding) -> SlipObjection:
    """Why this cannot be said to the slip now, whoever says it."""
    if not LIFE.allows(slip.state, verb) or slip.case_state is State.VOIDED:
        return SlipNotNow
    stands, problem = _NEEDS.get(verb, (None, SlipNotNow))
    return problem if stands and not stands(slip) else None


# What else must be so before a verb is said, and what is answered where it is not.
_NEEDS: Final[Mapping[SlipVerb, tuple[Callable[[SlipStanding], object], type[Problem]]]] = {
    _V.DECIDE: (lambda slip: slip.unsigned == 0, SignaturesMissing),
    _V.CLOSE: (lambda slip: slip.pending == 0, AmountsPending),
    _V.END_UNFOUNDED: (lambda slip: slip.valid is False, NotUnfounded),
    _V.APPROVE_AMOUNT: (lambda slip: slip.pending, AmountDecided),
    _V.REFUSE_AMOUNT: (lambda slip: slip.pending, AmountDecided),
    _V.VOUCH: (lambda slip: slip.unvouched, NothingToVouch),
    _V.ANSWER_OBJECTION: (lambda slip: slip.unanswered, ObjectionAnswered),
}


COUNTED: Final = frozenset({MoneyOutcome.RETURN, MoneyOutcome.REDO})


@dataclass(frozen=True, slots=True)
class Vouched:
    """What was approved, and what it came to in fact (CP-29)."""

    approved_fen: int
    approved_quantity: int | None
    actual_fen: int
    actual_quantity: int | None
    difference: str | None
    signatures: int
    scanned: bool


def voucher_objection(said: Vouched) -> tuple[str, type[Malformed]] | None:
    """At which field, and why it does not reconcile: never above what was approved, and below it only with a reason."""
    if (said.approved_quantity is None) != (said.actual_quantity is None):
        return "/actual_quantity", QuantityMisplaced
    if said.actual_fen > said.approved_fen:
        return "/actual_fen", AboveApproved
    if (said.actual_quantity or 0) > (said.approved_quantity or 0):
        return "/actual_quantity", AboveApproved
    same = (said.actual_fen, said.actual_quantity) == (said.approved_fen, said.approved_quantity)
    if not same and not said.difference:
        return "/difference", DifferenceUnexplained
    return None if said.scanned or said.signatures == _BOTH else ("/their_signature_id", SignaturesOfBoth)


_BOTH: Final = 2


def level_needed(amount_fen: int, limits: Mapping[ApprovalLevel, int | None]) -> ApprovalLevel | None:
    """The lowest level that may approve so much; None where nobody may. A level without a limit approves anything."""
    return next((level for level in ApprovalLevel if _goes_to(limits[level], amount_fen)), None)


def _goes_to(limit: int | None, amount_fen: int) -> bool:
    return limit is None or amount_fen <= limit


def amount_objection(
    state: AmountState, proposed_by_id: UUID, decider_id: UUID, needed: ApprovalLevel | None, has: ApprovalLevel
) -> SlipObjection:
    """Why this person may not approve: it was decided, it is their own, or it goes beyond them."""
    if state is not AmountState.PROPOSED:
        return AmountDecided
    if proposed_by_id == decider_id:
        return ProposerDecides
    order = list(ApprovalLevel)
    if needed is None or order.index(needed) > order.index(has):
        return AmountAboveYou
    return None
