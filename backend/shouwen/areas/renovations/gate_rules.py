"""The gates of a renovation: what is missing before a step, exactly; and what deposit is due."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from shouwen.areas.renovations.rules import ChainStep, RenovationVerb, WorkScope


class RenovationPaper(StrEnum):
    """A paper of the file (RN-01 to RN-05)."""

    APPLICATION_FORM = "application_form"
    AGREEMENT = "agreement"
    FIRE_LETTER = "fire_letter"
    LEAK_LETTER = "leak_letter"
    DRAWINGS = "drawings"
    CONTRACTOR_LICENCE = "contractor_licence"
    AUTHORITY_LETTER = "authority_letter"
    SIGNED_OPINIONS = "signed_opinions"
    RECORD_CERTIFICATE = "record_certificate"
    FIRE_ACCEPTANCE = "fire_acceptance"
    MONITORING_SHEET = "monitoring_sheet"
    OTHER = "other"


# What the household hands in itself; the rest is the house's own.
OF_HOUSEHOLD: Final = frozenset(
    {
        RenovationPaper.APPLICATION_FORM,
        RenovationPaper.AGREEMENT,
        RenovationPaper.FIRE_LETTER,
        RenovationPaper.LEAK_LETTER,
        RenovationPaper.DRAWINGS,
        RenovationPaper.CONTRACTOR_LICENCE,
        RenovationPaper.AUTHORITY_LETTER,
        RenovationPaper.SIGNED_OPINIONS,
        RenovationPaper.FIRE_ACCEPTANCE,
        RenovationPaper.OTHER,
    }
)


class Missing(StrEnum):
    """What a step still waits for."""

    APPLICATION_FORM = "application_form"
    AGREEMENT = "agreement"
    FIRE_LETTER = "fire_letter"
    LEAK_LETTER = "leak_letter"
    DRAWINGS = "drawings"
    SIGNED_OPINIONS = "signed_opinions"
    CONTRACTOR = "contractor"
    CONTRACTOR_LICENCE = "contractor_licence"
    CONTRACTOR_EXPIRED = "contractor_expired"
    AUTHORITY_LETTER = "authority_letter"
    AUTHORITY_EXPIRED = "authority_expired"
    DEPOSIT = "deposit"
    PERMIT_OVER = "permit_over"
    PROTECTION = "protection"
    REQUEST = "request"
    RECTIFICATION = "rectification"
    FIRE_ACCEPTANCE = "fire_acceptance"
    PASSES_OUT = "passes_out"
    INITIAL_ACCEPTANCE = "initial_acceptance"
    FINAL_ACCEPTANCE = "final_acceptance"
    OBJECTION = "objection"
    SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class File:
    """What the gates need to know of a renovation."""

    documents: Collection[RenovationPaper]
    today: date
    ends_on: date
    scope: Collection[WorkScope] = ()
    has_contractor: bool = True
    contractor_until: date | None = None
    is_owner: bool = True  # the applicant is; a tenant or a relative is not
    has_agent: bool = False
    agent_until: date | None = None
    step: ChainStep | None = None
    required_fen: int = 0
    held_fen: int = 0
    protection_checked: bool = True
    requested: bool = False
    open_violations: int = 0
    passes_out: int = 0
    initial_accepted: bool = False
    final_accepted: bool = False
    ended_early: bool = False  # rejected or cancelled: nothing was built
    open_objections: int = 0


def missing(verb: RenovationVerb, file: File) -> list[Missing]:
    """Exactly what `verb` still waits for, in the order in which it is asked for; empty when the gate is open."""
    gate = _GATES.get(verb)
    return gate(file) if gate else []


def _papers(file: File) -> list[Missing]:
    wanted = (
        RenovationPaper.APPLICATION_FORM,
        RenovationPaper.FIRE_LETTER,
        RenovationPaper.LEAK_LETTER,
        RenovationPaper.DRAWINGS,
    )
    return [Missing(kind) for kind in wanted if kind not in file.documents] + _contractor(file) + _agent(file)


def _contractor(file: File) -> list[Missing]:
    if not file.has_contractor:
        return [Missing.CONTRACTOR]
    if RenovationPaper.CONTRACTOR_LICENCE not in file.documents:
        return [Missing.CONTRACTOR_LICENCE]
    is_over = file.contractor_until is None or file.contractor_until < file.today
    return [Missing.CONTRACTOR_EXPIRED] if is_over else []


def _agent(file: File) -> list[Missing]:
    """The owner in person, or somebody with the owner's letter; that of an agent holds today (RN-01)."""
    if file.is_owner and not file.has_agent:
        return []
    if RenovationPaper.AUTHORITY_LETTER not in file.documents:
        return [Missing.AUTHORITY_LETTER]
    is_over = file.has_agent and (file.agent_until is None or file.agent_until < file.today)
    return [Missing.AUTHORITY_EXPIRED] if is_over else []


def _agreement(file: File) -> list[Missing]:
    return [] if RenovationPaper.AGREEMENT in file.documents else [Missing.AGREEMENT]


def _approve(file: File) -> list[Missing]:
    """The opinions are signed by tenant and contractor before their step is (RN-03)."""
    opinions = file.step is ChainStep.TENANT_AND_CONTRACTOR and RenovationPaper.SIGNED_OPINIONS not in file.documents
    return _papers(file) + ([Missing.SIGNED_OPINIONS] if opinions else [])


def _sign(file: File) -> list[Missing]:
    return _agreement(file) + _agent(file)


def _pay(file: File) -> list[Missing]:
    return _agreement(file)


def _permit(file: File) -> list[Missing]:
    """No permit without agreement and deposit (RN-04, RN-12), nor for a time that is over."""
    deposit = [Missing.DEPOSIT] if file.held_fen < file.required_fen else []
    return _agreement(file) + deposit + _contractor(file) + _agent(file) + _running(file)


def _running(file: File) -> list[Missing]:
    return [Missing.PERMIT_OVER] if file.ends_on < file.today else []


def _start(file: File) -> list[Missing]:
    """Protection is checked before the work begins (RN-14)."""
    return ([] if file.protection_checked else [Missing.PROTECTION]) + _running(file)


def _rectified(file: File) -> list[Missing]:
    return [Missing.RECTIFICATION] if file.open_violations else []


def _request(file: File) -> list[Missing]:
    return _agent(file)


def _accept(file: File) -> list[Missing]:
    asked = [] if file.requested else [Missing.REQUEST]
    return asked + _rectified(file) + _fire(file)


def _fire(file: File) -> list[Missing]:
    """Fire acceptance where needed (RN-14)."""
    needed = WorkScope.FIRE_SYSTEM in file.scope and RenovationPaper.FIRE_ACCEPTANCE not in file.documents
    return [Missing.FIRE_ACCEPTANCE] if needed else []


def _accept_finally(file: File) -> list[Missing]:
    passes = [Missing.PASSES_OUT] if file.passes_out else []
    return _rectified(file) + _fire(file) + passes


def _settle(file: File) -> list[Missing]:
    """Nothing goes back before both acceptances (RN-10), nor while the owner's objection is undecided."""
    objection = [Missing.OBJECTION] if file.open_objections else []
    return _acceptances(file) + objection


def _acceptances(file: File) -> list[Missing]:
    if file.ended_early:
        return []
    first = [] if file.initial_accepted else [Missing.INITIAL_ACCEPTANCE]
    return first + ([] if file.final_accepted else [Missing.FINAL_ACCEPTANCE])


_V = RenovationVerb
_GATES: Final[Mapping[RenovationVerb, Callable[[File], list[Missing]]]] = {
    _V.SUBMIT: _papers,
    _V.REVIEW: _papers,
    _V.APPROVE: _approve,
    _V.SIGN: _sign,
    _V.ORDER_DEPOSIT: _pay,
    _V.PAY_DEPOSIT: _pay,
    _V.ISSUE_PERMIT: _permit,
    _V.ISSUE_PASS: _running,
    _V.START: _start,
    _V.RESUME: _rectified,
    _V.REQUEST_ACCEPTANCE: _request,
    _V.ACCEPT_INITIAL: _accept,
    _V.ACCEPT_FINAL: _accept_finally,
    _V.PROPOSE_SETTLEMENT: _settle,
    _V.APPROVE_SETTLEMENT: _settle,
    _V.REFUND: _acceptances,
}


@dataclass(frozen=True, slots=True)
class DepositRates:
    """What a community asks: for the kind of unit, and on top for each work that is to be done."""

    unit_fen: int
    scope_fen: Mapping[WorkScope, int]


def deposit_due(rates: DepositRates, scope: Collection[WorkScope]) -> int:
    """The deposit for a unit and what is done to it (RN-12)."""
    return rates.unit_fen + sum(rates.scope_fen.get(work, 0) for work in set(scope))


@dataclass(frozen=True, slots=True)
class Split:
    """How a deposit is divided in the end. The three parts are the whole, to the fen."""

    deducted_fen: int
    forfeited_fen: int
    refund_fen: int


def split_deposit(held_fen: int, deductions_fen: Collection[int], *, forfeit: bool) -> Split | None:
    """What is kept and what goes back; None when more would be kept than is held."""
    deducted = sum(deductions_fen)
    if deducted > held_fen:
        return None
    rest = held_fen - deducted
    return Split(deducted, rest if forfeit else 0, 0 if forfeit else rest)
