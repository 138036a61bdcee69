"""One of each thing of the ledger in a town, for tests that only need it to be there."""

from __future__ import annotations

from uuid import UUID

from shouwen.core.access.actor import Actor, ActorKind
from shouwen.core.ledger.models import BankLine, CashShift, Payment, Proposal
from shouwen.core.ledger.posting import TwoPeople
from shouwen.core.ledger.public import Taking, begin_refund, open_held, take
from shouwen.core.ledger.rules import (
    LineState,
    PaymentState,
    PayMethod,
    ProposalKind,
    ProposalState,
    ShiftState,
)
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from tests.support.settling import Caller, Settling, Town

FEN = 50_000


def money_in(settling: Settling, town: Town, household: UUID, *, by: Caller, and_by: Caller) -> dict[str, UUID]:
    """A deposit taken, a refund under way, a proposal, a shift that is over, a payment and a line that wait."""
    actor = Actor(ActorKind.STAFF, and_by.id, and_by.name)
    with settling.work(actor) as work:
        account = open_held(work, town.id, household_id=household)
        paper = take(work, account, Taking(FEN, PayMethod.BANK_TRANSFER, f"made:{new_id()}"))
        both = TwoPeople(by.id, and_by.id)
        refund = begin_refund(work, account, 1, PayMethod.BANK_TRANSFER, both, cause=f"made:{new_id()}")
        made = {"account_id": account.id, "document_id": paper.id, "refund_id": refund.id}
        return made | _waiting(work, town.id, account.id, by.id)


def _waiting(work: Work, community_id: UUID, account_id: UUID, staff_id: UUID) -> dict[str, UUID]:
    here = {"community_id": community_id, "version": 1}
    shift = CashShift(
        **here,
        id=new_id(),
        state=ShiftState.CLOSED,
        cashier_id=staff_id,
        opened_at=work.now,
        opening_fen=0,
        opening_expected_fen=0,
        closed_at=work.now,
        counted_fen=0,
        expected_fen=0,
    )
    proposal = Proposal(
        **here,
        id=new_id(),
        kind=ProposalKind.REFUND,
        state=ProposalState.PROPOSED,
        account_id=account_id,
        amount_fen=100,
        method=PayMethod.BANK_TRANSFER,
        reason="验收合格",
        proposed_by_id=staff_id,
        proposed_at=work.now,
    )
    payment = Payment(
        **here,
        id=new_id(),
        account_id=account_id,
        method=PayMethod.WECHAT_PAY,
        amount_fen=100,
        cause=f"made:{new_id()}",
        state=PaymentState.WAITING,
        ordered_by_id=staff_id,
        ordered_at=work.now,
        expires_at=work.now,
    )
    line = BankLine(
        **here,
        id=new_id(),
        booked_on=work.now.date(),
        amount_fen=12_345,
        digest=str(new_id()),
        state=LineState.OPEN,
        read_at=work.now,
    )
    work.session.add_all([shift, proposal, payment, line])
    work.session.flush()
    return {"shift_id": shift.id, "proposal_id": proposal.id, "payment_id": payment.id, "line_id": line.id}
