"""The life of a renovation, and who may say what to it when."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from shouwen.areas.renovations.problems import (
    NeedsNotice,
    NoDeductionWaits,
    NoRefundUnderWay,
    NothingProposed,
    NotNow,
    NotSigner,
    NoViolationWaits,
    OwnApplication,
    OwnProposal,
    PaymentWaits,
    ProposalWaits,
    RefundUnderWay,
    SystemOnly,
)
from shouwen.kit.problem import Forbidden, Problem
from shouwen.kit.states import StateTable


class RenovationState(StrEnum):
    """Where a renovation stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SIGNED = "signed"
    DEPOSIT_PAID = "deposit_paid"
    PERMITTED = "permitted"
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    EXPIRED = "expired"
    INITIAL_ACCEPTED = "initial_accepted"
    OBSERVED = "observed"
    FINAL_ACCEPTED = "final_accepted"
    SETTLED = "settled"
    REFUNDED = "refunded"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class RenovationVerb(StrEnum):
    """What can be said to a renovation. The last two are the clock's."""

    AMEND = "amend"
    ADD_DOCUMENT = "add_document"
    SUBMIT = "submit"
    REVIEW = "review"
    APPROVE = "approve"
    REJECT = "reject"
    SIGN = "sign"
    ORDER_DEPOSIT = "order_deposit"
    PAY_DEPOSIT = "pay_deposit"
    ISSUE_PERMIT = "issue_permit"
    ISSUE_PASS = "issue_pass"  # noqa: S105 - a worker's pass
    START = "start"
    INSPECT = "inspect"
    NOTICE = "notice"
    RECTIFY = "rectify"
    REPORT = "report"
    STOP = "stop"
    RESUME = "resume"
    EXTEND = "extend"
    REQUEST_ACCEPTANCE = "request_acceptance"
    ACCEPT_INITIAL = "accept_initial"
    FAIL_ACCEPTANCE = "fail_acceptance"
    ACCEPT_FINAL = "accept_final"
    DEDUCT = "deduct"
    OBJECT = "object"
    DECIDE_OBJECTION = "decide_objection"
    PROPOSE_SETTLEMENT = "propose_settlement"
    APPROVE_SETTLEMENT = "approve_settlement"
    REFUSE_SETTLEMENT = "refuse_settlement"
    REFUND = "refund"
    CONFIRM_REFUND = "confirm_refund"
    LINK_CASE = "link_case"
    CANCEL = "cancel"
    CLOSE = "close"
    OBSERVE = "observe"
    EXPIRE = "expire"


_S, _V = RenovationState, RenovationVerb
_BEFORE_PERMIT: Final = (_S.SUBMITTED, _S.REVIEWED, _S.APPROVED, _S.SIGNED, _S.DEPOSIT_PAID)
_ON_SITE: Final = (_S.UNDER_WAY, _S.STOPPED, _S.EXPIRED)
_AFTER_WORK: Final = (_S.INITIAL_ACCEPTED, _S.OBSERVED)
_SETTLING: Final = (_S.FINAL_ACCEPTED, _S.REJECTED, _S.CANCELLED)
_ALIVE: Final = tuple(state for state in _S if state not in {_S.CLOSED, _S.REJECTED, _S.CANCELLED})

LIFE: Final[StateTable[RenovationState, RenovationVerb]] = StateTable(
    {
        _V.AMEND: ([_S.DRAFT, _S.SUBMITTED], None),
        _V.ADD_DOCUMENT: (_ALIVE, None),
        _V.SUBMIT: ([_S.DRAFT], _S.SUBMITTED),
        _V.REVIEW: ([_S.SUBMITTED], _S.REVIEWED),  # once the last step of the first check is signed
        _V.APPROVE: ([_S.REVIEWED], _S.APPROVED),  # once the last step of the chain is signed
        _V.REJECT: (_BEFORE_PERMIT, _S.REJECTED),
        _V.SIGN: ([_S.APPROVED], _S.SIGNED),
        _V.ORDER_DEPOSIT: ([_S.SIGNED], None),  # by WeChat Pay; it is paid when WeChat says so
        _V.PAY_DEPOSIT: ([_S.SIGNED], _S.DEPOSIT_PAID),
        _V.ISSUE_PERMIT: ([_S.DEPOSIT_PAID], _S.PERMITTED),
        _V.ISSUE_PASS: ([_S.PERMITTED, _S.UNDER_WAY], None),
        _V.START: ([_S.PERMITTED], _S.UNDER_WAY),
        _V.INSPECT: (_ON_SITE, None),
        _V.NOTICE: ((*_ON_SITE, *_AFTER_WORK), None),
        _V.RECTIFY: ((*_ON_SITE, *_AFTER_WORK), None),
        _V.REPORT: ((*_ON_SITE, *_AFTER_WORK), None),
        _V.STOP: ([_S.UNDER_WAY], _S.STOPPED),
        _V.RESUME: ([_S.STOPPED], _S.UNDER_WAY),
        _V.EXTEND: {_S.PERMITTED: _S.PERMITTED, _S.UNDER_WAY: _S.UNDER_WAY, _S.STOPPED: _S.STOPPED}
        | {_S.EXPIRED: _S.UNDER_WAY},  # or where it was before: see after_extension
        _V.REQUEST_ACCEPTANCE: ([_S.UNDER_WAY], None),
        _V.ACCEPT_INITIAL: ([_S.UNDER_WAY], _S.INITIAL_ACCEPTED),
        _V.FAIL_ACCEPTANCE: ([_S.UNDER_WAY, *_AFTER_WORK], _S.UNDER_WAY),
        _V.ACCEPT_FINAL: ([_S.OBSERVED], _S.FINAL_ACCEPTED),
        _V.DEDUCT: ((*_ON_SITE, *_AFTER_WORK, _S.FINAL_ACCEPTED), None),
        _V.OBJECT: ((*_ON_SITE, *_AFTER_WORK, _S.FINAL_ACCEPTED), None),
        _V.DECIDE_OBJECTION: ((*_ON_SITE, *_AFTER_WORK, _S.FINAL_ACCEPTED), None),
        _V.PROPOSE_SETTLEMENT: (_SETTLING, None),
        _V.APPROVE_SETTLEMENT: (_SETTLING, _S.SETTLED),
        _V.REFUSE_SETTLEMENT: (_SETTLING, None),
        _V.REFUND: ([_S.SETTLED], None),
        _V.CONFIRM_REFUND: ([_S.SETTLED], _S.REFUNDED),  # or held again, where it could not be paid out
        _V.LINK_CASE: (_ALIVE, None),
        _V.CANCEL: ([_S.DRAFT, *_BEFORE_PERMIT, _S.PERMITTED], _S.CANCELLED),
        _V.CLOSE: ([_S.REFUNDED], _S.CLOSED),
        _V.OBSERVE: ([_S.INITIAL_ACCEPTED], _S.OBSERVED),
        _V.EXPIRE: ([_S.PERMITTED, _S.UNDER_WAY, _S.STOPPED], _S.EXPIRED),
    }
)


def after_extension(state: RenovationState, *, is_started: bool, is_stopped: bool) -> RenovationState:
    """Where a later end leads: an expired permit is alive again, but nothing begins by it, and no stop is lifted."""
    if state is not RenovationState.EXPIRED:
        return state
    if not is_started:
        return RenovationState.PERMITTED
    return RenovationState.STOPPED if is_stopped else RenovationState.UNDER_WAY


# One unit has one renovation at a time: one of these.
OCCUPYING: Final = frozenset(_ALIVE) - {_S.SETTLED, _S.REFUNDED}
# A site that is there to be looked at every day (RN-06): a stopped one is looked at as well.
SITES: Final = frozenset(_ON_SITE)
# Work may go on now: whoever carries a pass is let in.
WORKING: Final = frozenset({_S.PERMITTED, _S.UNDER_WAY})
BY_CLOCK: Final = frozenset({_V.OBSERVE, _V.EXPIRE})

# Which permission a verb needs.
NEEDS: Final[Mapping[RenovationVerb, str]] = {
    _V.AMEND: "renovations.apply",
    _V.ADD_DOCUMENT: "renovations.apply",
    _V.SUBMIT: "renovations.apply",
    _V.CANCEL: "renovations.apply",
    _V.REQUEST_ACCEPTANCE: "renovations.apply",
    _V.REVIEW: "renovations.review",
    _V.APPROVE: "renovations.approve",
    _V.REJECT: "renovations.approve",
    _V.SIGN: "renovations.handle",
    _V.ISSUE_PERMIT: "renovations.handle",
    _V.ISSUE_PASS: "renovations.handle",
    _V.START: "renovations.handle",
    _V.EXTEND: "renovations.handle",
    _V.LINK_CASE: "renovations.handle",
    _V.CLOSE: "renovations.handle",
    _V.INSPECT: "renovations.inspect",
    _V.NOTICE: "renovations.inspect",
    _V.RECTIFY: "renovations.inspect",
    _V.REPORT: "renovations.inspect",
    _V.STOP: "renovations.inspect",
    _V.RESUME: "renovations.inspect",
    _V.ACCEPT_INITIAL: "renovations.accept",
    _V.FAIL_ACCEPTANCE: "renovations.accept",
    _V.ACCEPT_FINAL: "renovations.accept",
    _V.ORDER_DEPOSIT: "renovations.pay",
    _V.PAY_DEPOSIT: "renovations.cash",
    _V.REFUND: "renovations.cash",
    _V.CONFIRM_REFUND: "renovations.cash",
    _V.DEDUCT: "renovations.deduct",
    _V.OBJECT: "renovations.object",
    _V.DECIDE_OBJECTION: "renovations.decide",
    _V.PROPOSE_SETTLEMENT: "renovations.propose_settlement",
    _V.APPROVE_SETTLEMENT: "renovations.approve_settlement",
    _V.REFUSE_SETTLEMENT: "renovations.approve_settlement",
}


class WorkScope(StrEnum):
    """What is to be done to the unit."""

    DECORATION = "decoration"
    PARTITION = "partition"  # walls that bear nothing
    WATERPROOFING = "waterproofing"
    ELECTRICITY = "electricity"
    GAS = "gas"
    FIRE_SYSTEM = "fire_system"
    BALCONY = "balcony"  # enclosing it (RN-08)
    AIR_CONDITIONER = "air_conditioner"
    SIGN = "sign"  # signs, billboards, neon (RN-15)


class ViolationKind(StrEnum):
    """What a site breaks the rules by (RN-08, RN-15, RN-17)."""

    RUBBISH = "rubbish"
    MATERIAL = "material"
    NOISE = "noise"
    HOURS = "hours"
    FIRE_SAFETY = "fire_safety"
    STRUCTURE = "structure"
    FACADE = "facade"
    BALCONY = "balcony"
    GREEN = "green"
    LEAK = "leak"
    SIGN = "sign"
    PASSES = "passes"
    OTHER = "other"


class ViolationState(StrEnum):
    """How far a violation has been followed (RN-07)."""

    DISSUADED = "dissuaded"
    NOTICED = "noticed"
    RECTIFIED = "rectified"
    REPORTED = "reported"  # to the authority; it can still be put right


OPEN_VIOLATIONS: Final = frozenset({ViolationState.DISSUADED, ViolationState.NOTICED, ViolationState.REPORTED})


class CheckItem(StrEnum):
    """What is looked at on a site (RN-17)."""

    RUBBISH = "rubbish"
    BREACHES = "breaches"
    SAFETY = "safety"
    CLEANLINESS = "cleanliness"
    PROTECTION = "protection"
    PROGRESS = "progress"


class Finding(StrEnum):
    """What was found of an item."""

    FINE = "fine"
    FAULT = "fault"


class AcceptanceStage(StrEnum):
    """Accepted twice, with a time of observation between (RN-09 to RN-11)."""

    INITIAL = "initial"
    FINAL = "final"


class DeductionState(StrEnum):
    """How a deduction stands."""

    STANDING = "standing"
    OBJECTED = "objected"
    UPHELD = "upheld"
    DROPPED = "dropped"


COUNTED: Final = frozenset({DeductionState.STANDING, DeductionState.OBJECTED, DeductionState.UPHELD})


class SettlementState(StrEnum):
    """How a settlement stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # the sum it was proposed for has changed


class RefundOutcome(StrEnum):
    """What came of paying the deposit back."""

    PAID_OUT = "paid_out"
    FAILED = "failed"


class ChainPhase(StrEnum):
    """Whether a step belongs to the first check or to the approval."""

    REVIEW = "review"
    APPROVE = "approve"


class ChainStep(StrEnum):
    """Who looks at an application, in this order unless a community says otherwise (RN-16)."""

    FLOOR_BUTLER = "floor_butler"
    DEPUTY_SUPERVISOR = "deputy_supervisor"
    SUPERVISOR = "supervisor"
    DEPUTY_MANAGER = "deputy_manager"
    MANAGER = "manager"
    ENGINEERING = "engineering"
    TENANT_AND_CONTRACTOR = "tenant_and_contractor"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the chain: whose signature it is. No post: anybody with the permission signs."""

    no: int
    step: ChainStep
    phase: ChainPhase
    post_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a renovation stands: what the rules need to know of it."""

    state: RenovationState
    recorded_by_id: UUID
    next_step: Step | None = None
    proposed_by_id: UUID | None = None  # who proposed the settlement that waits
    violations: Collection[ViolationState] = ()
    has_notice: bool = False
    deductions: Collection[DeductionState] = ()
    payment_waits: bool = False  # ordered, and neither paid nor over
    refund_leaves: bool = False  # on its way, and neither there nor back


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. `signs`: whether a post is theirs, or they stand in for its holder."""

    id: UUID
    reaches: Callable[[str], bool]
    signs: Callable[[UUID], bool]


Objection = type[Problem] | None


def objection(verb: RenovationVerb, renovation: Standing, viewer: Viewer) -> Objection:
    """Why `verb` cannot be said to the renovation now by this caller, papers and money apart; None when it can."""
    if verb in BY_CLOCK:
        return SystemOnly
    if not viewer.reaches(NEEDS[verb]):
        return Forbidden
    if not LIFE.allows(renovation.state, verb):
        return NotNow
    check = _CHECKS.get(verb)
    return check(verb, renovation, viewer) if check else None


def next_step(chain: list[Step], signed: int) -> Step | None:
    """The step to be signed after so many; None when the chain is through."""
    return chain[signed] if signed < len(chain) else None


def in_order(chain: Sequence[Step]) -> bool:
    """Whether the first check comes before the approval, both have a step, and no step comes twice."""
    phases = [step.phase for step in chain]
    reviews = phases.count(ChainPhase.REVIEW)
    parted = phases == [ChainPhase.REVIEW] * reviews + [ChainPhase.APPROVE] * (len(chain) - reviews)
    return parted and 0 < reviews < len(chain) and len({step.step for step in chain}) == len(chain)


def ends_phase(chain: list[Step], step: Step) -> bool:
    """Whether with this step its phase is over."""
    following = next_step(chain, step.no)
    return following is None or following.phase is not step.phase


def _sign_step(verb: RenovationVerb, renovation: Standing, viewer: Viewer) -> Objection:
    """Each step in its order, by the holder of its post, and never by whoever wrote the application down."""
    step = renovation.next_step
    if step is None or step.phase != verb.value:
        return NotNow
    if viewer.id == renovation.recorded_by_id:
        return OwnApplication
    return None if step.post_id is None or viewer.signs(step.post_id) else NotSigner


def _propose(_verb: RenovationVerb, renovation: Standing, _viewer: Viewer) -> Objection:
    return ProposalWaits if renovation.proposed_by_id else None


def _settle(_verb: RenovationVerb, renovation: Standing, viewer: Viewer) -> Objection:
    """Another than the proposer approves (RN-12)."""
    if renovation.proposed_by_id is None:
        return NothingProposed
    return OwnProposal if viewer.id == renovation.proposed_by_id else None


# What a violation or a deduction must be for a verb to be said of it.
FITS_VIOLATION: Final[Mapping[RenovationVerb, frozenset[ViolationState]]] = {
    _V.NOTICE: frozenset({ViolationState.DISSUADED}),
    _V.RECTIFY: OPEN_VIOLATIONS,
    _V.REPORT: frozenset({ViolationState.NOTICED}),
}
FITS_DEDUCTION: Final[Mapping[RenovationVerb, DeductionState]] = {
    _V.OBJECT: DeductionState.STANDING,
    _V.DECIDE_OBJECTION: DeductionState.OBJECTED,
}


def _violation(verb: RenovationVerb, renovation: Standing, _viewer: Viewer) -> Objection:
    return NoViolationWaits if FITS_VIOLATION[verb].isdisjoint(renovation.violations) else None


def _deduction(verb: RenovationVerb, renovation: Standing, _viewer: Viewer) -> Objection:
    return None if FITS_DEDUCTION[verb] in renovation.deductions else NoDeductionWaits


def _deduct(_verb: RenovationVerb, renovation: Standing, _viewer: Viewer) -> Objection:
    return None if renovation.has_notice else NeedsNotice


def _pay(_verb: RenovationVerb, renovation: Standing, _viewer: Viewer) -> Objection:
    """One way of paying at a time, else it would be paid twice."""
    return PaymentWaits if renovation.payment_waits else None


def _refund(_verb: RenovationVerb, renovation: Standing, _viewer: Viewer) -> Objection:
    return RefundUnderWay if renovation.refund_leaves else None


def _confirm(_verb: RenovationVerb, renovation: Standing, _viewer: Viewer) -> Objection:
    return None if renovation.refund_leaves else NoRefundUnderWay


_CHECKS: Final[Mapping[RenovationVerb, Callable[[RenovationVerb, Standing, Viewer], Objection]]] = {
    _V.REVIEW: _sign_step,
    _V.APPROVE: _sign_step,
    _V.ORDER_DEPOSIT: _pay,
    _V.PAY_DEPOSIT: _pay,
    **dict.fromkeys(FITS_VIOLATION, _violation),
    **dict.fromkeys(FITS_DEDUCTION, _deduction),
    _V.DEDUCT: _deduct,
    _V.REFUND: _refund,
    _V.CONFIRM_REFUND: _confirm,
    _V.PROPOSE_SETTLEMENT: _propose,
    _V.APPROVE_SETTLEMENT: _settle,
    _V.REFUSE_SETTLEMENT: _settle,
}
