"""Refunds and reversals: one person proposes, another decides (RN-12). The table keeps the rule as well."""

from typing import Final
from uuid import UUID

from shouwen.core.ledger.models import Account, Document, Payment, Proposal, Refund
from shouwen.core.ledger.posting import TwoPeople
from shouwen.core.ledger.problems import (
    NotProposed,
    NotYours,
    OutcomeByService,
    PaymentMissing,
    SamePerson,
    WrongAccount,
)
from shouwen.core.ledger.reach import find, referred
from shouwen.core.ledger.rules import PayMethod, ProposalKind, ProposalState, ProposalVerb, RefundState
from shouwen.core.ledger.schemas import RefundProposalIn, ReversalProposalIn
from shouwen.core.ledger.service import (
    begin_refund,
    check_refundable,
    check_reversible,
    complete_refund,
    fail_refund,
    reverse,
)
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Problem

READ: Final = "ledger.read"
PROPOSE_REFUND: Final = "ledger.propose_refund"
PROPOSE_REVERSAL: Final = "ledger.propose_reversal"
APPROVE: Final = "ledger.approve"
PAY_OUT: Final = "ledger.pay_out"
EVENTS: Final = {
    (ProposalKind.REFUND, ProposalState.PROPOSED): "ledger.refund_proposed",
    (ProposalKind.REFUND, ProposalState.APPROVED): "ledger.refund_approved",
    (ProposalKind.REFUND, ProposalState.REFUSED): "ledger.refund_refused",
    (ProposalKind.REFUND, ProposalState.WITHDRAWN): "ledger.refund_withdrawn",
    (ProposalKind.REVERSAL, ProposalState.PROPOSED): "ledger.reversal_proposed",
    (ProposalKind.REVERSAL, ProposalState.APPROVED): "ledger.reversal_approved",
    (ProposalKind.REVERSAL, ProposalState.REFUSED): "ledger.reversal_refused",
    (ProposalKind.REVERSAL, ProposalState.WITHDRAWN): "ledger.reversal_withdrawn",
}


def propose_refund(work: Work, body: RefundProposalIn) -> Proposal:
    """A deposit is to go back. Raises UnknownReference, PaymentMissing, WrongAccount, NotEnough."""
    account = referred(work, Account, PROPOSE_REFUND, body.account_id, "/account_id")
    if body.method is PayMethod.WECHAT_PAY and body.payment_id is None:
        raise PaymentMissing.at("/payment_id")
    if body.payment_id is not None:
        payment = referred(work, Payment, PROPOSE_REFUND, body.payment_id, "/payment_id")
        if payment.account_id != account.id or body.method is not PayMethod.WECHAT_PAY:
            raise WrongAccount
    check_refundable(work, account, body.amount_fen)
    return _propose(
        work,
        Proposal(
            community_id=account.community_id,
            kind=ProposalKind.REFUND,
            account_id=account.id,
            amount_fen=body.amount_fen,
            method=body.method,
            payment_id=body.payment_id,
            reason=body.reason,
        ),
    )


def propose_reversal(work: Work, body: ReversalProposalIn) -> Proposal:
    """A paper was a mistake. Raises UnknownReference, NotReversible, ReversedAlready."""
    document = referred(work, Document, PROPOSE_REVERSAL, body.document_id, "/document_id")
    check_reversible(work, document)
    return _propose(
        work,
        Proposal(
            community_id=document.community_id,
            kind=ProposalKind.REVERSAL,
            document_id=document.id,
            amount_fen=document.amount_fen,
            method=document.method,
            reason=body.reason,
        ),
    )


def _propose(work: Work, proposal: Proposal) -> Proposal:
    proposal.id, proposal.state = new_id(), ProposalState.PROPOSED
    proposal.proposed_by_id, proposal.proposed_at = work.actor.id, work.now
    work.session.add(proposal)
    work.session.flush()
    _say(work, proposal)
    return proposal


def objection(verb: ProposalVerb, proposal: Proposal, actor_id: UUID) -> type[Problem] | None:
    """Why this cannot be said to it by this person, if it cannot."""
    if proposal.state is not ProposalState.PROPOSED:
        return NotProposed
    if verb is ProposalVerb.WITHDRAW:
        return None if proposal.proposed_by_id == actor_id else NotYours
    return SamePerson if proposal.proposed_by_id == actor_id else None


def decide(work: Work, proposal_id: UUID, verb: ProposalVerb, note: str | None) -> Proposal:
    """Approves, refuses or withdraws it. What is approved is done at once."""
    permission = APPROVE if verb is not ProposalVerb.WITHDRAW else PROPOSE_REFUND
    proposal = find(work, Proposal, permission, proposal_id, lock=True)
    work.check_version(proposal.version)
    problem = objection(verb, proposal, work.actor.id)
    if problem is not None:
        raise problem
    if verb is ProposalVerb.APPROVE:
        proposal.made_document_id = _carry_out(work, proposal)
    proposal.state = _BECOMES[verb]
    proposal.decided_by_id, proposal.decided_at, proposal.decision_note = work.actor.id, work.now, note
    work.session.flush()
    _say(work, proposal)
    return proposal


_BECOMES: Final = {
    ProposalVerb.APPROVE: ProposalState.APPROVED,
    ProposalVerb.REFUSE: ProposalState.REFUSED,
    ProposalVerb.WITHDRAW: ProposalState.WITHDRAWN,
}


def _carry_out(work: Work, proposal: Proposal) -> UUID:
    both = TwoPeople(proposal.proposed_by_id, work.actor.id)
    if proposal.kind is ProposalKind.REVERSAL:
        document = work.session.get_one(Document, (proposal.community_id, proposal.document_id))
        return reverse(work, document, both, note=proposal.reason).id
    account = work.session.get_one(Account, (proposal.community_id, proposal.account_id))
    assert proposal.method is not None  # noqa: S101 - a refund is proposed with its method
    return begin_refund(
        work,
        account,
        proposal.amount_fen,
        proposal.method,
        both,
        cause=f"proposal:{proposal.id}",
        payment_id=proposal.payment_id,
        note=proposal.reason,
    ).document_id


def complete(work: Work, refund_id: UUID) -> Refund:
    """Says that a refund in reach was paid out."""
    _check_by_hand(work, find(work, Refund, PAY_OUT, refund_id))
    return complete_refund(work, refund_id)


def fail(work: Work, refund_id: UUID, failure: str) -> Refund:
    """Says that a refund in reach could not be paid out."""
    _check_by_hand(work, find(work, Refund, PAY_OUT, refund_id))
    return fail_refund(work, refund_id, failure)


def _check_by_hand(work: Work, refund: Refund) -> None:
    """Where WeChat Pay gives it back, nobody else says how that ended; unless it is set up here no longer."""
    under_way = refund.state is RefundState.LEAVING and refund.payment_id is not None
    if under_way and work.house.options.wechat_pay is not None:
        raise OutcomeByService


def _say(work: Work, proposal: Proposal) -> None:
    work.emit(
        EVENTS[proposal.kind, proposal.state],
        community_id=proposal.community_id,
        proposal_id=proposal.id,
        account_id=proposal.account_id,
        document_id=proposal.made_document_id or proposal.document_id,
        amount_fen=proposal.amount_fen,
    )
