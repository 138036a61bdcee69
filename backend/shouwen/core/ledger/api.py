"""Routes of the ledger (api: ledger)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request
from starlette.responses import Response

from shouwen.core.acts import InFuture
from shouwen.core.ledger import bank, checking, desk, papers, payments, problems, proposals, queries, taking
from shouwen.core.ledger.models import CashShift, Payment
from shouwen.core.ledger.reach import community_of, find
from shouwen.core.ledger.rules import ProposalVerb
from shouwen.core.ledger.schemas import (
    BankingIn,
    BankLineOut,
    BankStatementIn,
    BankStatementOut,
    BooksParams,
    ClosingIn,
    ClosingOut,
    DecisionIn,
    DocumentOut,
    DocumentParams,
    DocumentRow,
    LineParams,
    MatchIn,
    OneCommunity,
    OpenItemsOut,
    PaymentIn,
    PaymentOut,
    ProposalParams,
    ProposalRow,
    ReceiptIn,
    ReconciliationIn,
    ReconciliationOut,
    RefundFailedIn,
    RefundOut,
    RefundProposalIn,
    RefusalIn,
    ReversalProposalIn,
    ShiftCloseIn,
    ShiftIn,
    ShiftOut,
    ShiftParams,
    StatementIn,
    StatementOut,
    TrialBalanceOut,
)
from shouwen.core.lists import Page
from shouwen.core.people.queries import names_of
from shouwen.core.print.answering import answer
from shouwen.core.print.problems import PdfBusy, PdfUnavailable
from shouwen.core.print.schemas import PaperParams
from shouwen.core.references import UnknownReference
from shouwen.core.web import PUBLIC, Idempotency, Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("ledger")
_MOVES = (
    UnknownReference,
    problems.BadAmount,
    problems.CauseTaken,
    problems.NotEnough,
    problems.PeriodClosed,
    problems.NoShift,
    problems.WrongAccount,
)
_DECIDES = (
    NotFound,
    *_MOVES,
    problems.NotProposed,
    problems.NotYours,
    problems.SamePerson,
    problems.NotReversible,
    problems.ReversedAlready,
)


# ---------------------------------------------------------------- taking money, and the papers


@routes.post(
    "/ledger/receipts",
    allow(taking.TAKE),
    status=201,
    idempotency=Idempotency.REQUIRED,
    problems=(*_MOVES, InFuture, problems.ReferenceMissing),
)
def take_money(work: Work, body: ReceiptIn) -> DocumentOut:
    """Money was taken at the desk, against a numbered receipt."""
    receipt = taking.take_at_desk(work, body)
    work.reply.created(f"/api/v1/ledger/documents/{receipt.id}")
    return queries.read_document(work, receipt.id)


@routes.get("/ledger/documents", allow(queries.READ), problems=(CursorInvalid, SortUnknown))
def list_ledger_documents(work: Work, params: Annotated[DocumentParams, Query()]) -> Page[DocumentRow]:
    """Receipts, refund slips, reversals and the other papers, the latest first."""
    return queries.list_documents(work, params)


@routes.get("/ledger/documents/{document_id}", allow(queries.READ), problems=(NotFound,))
def read_ledger_document(work: Work, document_id: UUID) -> DocumentOut:
    """One paper, with its transfers and its signatures."""
    return queries.read_document(work, document_id)


@routes.get("/ledger/documents/{document_id}/paper", allow(queries.READ), problems=(NotFound, PdfUnavailable, PdfBusy))
def print_ledger_document(work: Work, document_id: UUID, params: Annotated[PaperParams, Query()]) -> Response:
    """The receipt, the refund slip or the reversal on paper, as a page or as a PDF."""
    return answer(work, papers.document_sheet(work, document_id), params)


# ---------------------------------------------------------------- payments through WeChat Pay


@routes.post(
    "/ledger/payments",
    allow(taking.TAKE),
    status=201,
    idempotency=Idempotency.REQUIRED,
    problems=(UnknownReference, problems.BadAmount, problems.ServiceMissing),
)
def order_payment(work: Work, body: PaymentIn) -> PaymentOut:
    """Order a payment from WeChat Pay; its code comes a moment later."""
    payment = taking.order_at_desk(work, body)
    work.reply.created(f"/api/v1/ledger/payments/{payment.id}")
    return queries.read_payment(work, payment.id)


@routes.get("/ledger/payments/{payment_id}", allow(queries.READ), problems=(NotFound,))
def read_payment(work: Work, payment_id: UUID) -> PaymentOut:
    """One payment, and the code to scan once there is one."""
    return queries.read_payment(work, payment_id)


@routes.post("/ledger/payments/{payment_id}/ask", allow(taking.TAKE), problems=(NotFound,))
def ask_after_payment(work: Work, payment_id: UUID) -> PaymentOut:
    """Have WeChat Pay asked how it stands, when the notice does not come."""
    payments.ask_after(work, find(work, Payment, taking.TAKE, payment_id))
    return queries.read_payment(work, payment_id)


async def _said(request: Request) -> tuple[dict[str, str], bytes]:
    """The headers and the bytes that were signed."""
    return {name.lower(): value for name, value in request.headers.items()}, await request.body()


@routes.post(
    "/payments/wechat/notices",
    PUBLIC,
    status=204,
    idempotency=Idempotency.NONE,
    problems=(NotFound, problems.BadNotice),
)
def hear_wechat_notice(work: Work, said: Annotated[Any, Depends(_said)]) -> None:
    """What WeChat Pay tells us of payments and refunds, signed by it."""
    payments.hear_notice(work, *said)


# ---------------------------------------------------------------- refunds and reversals, by two people


@routes.post(
    "/ledger/refund-proposals",
    allow(proposals.PROPOSE_REFUND),
    status=201,
    idempotency=Idempotency.REQUIRED,
    problems=(*_MOVES, problems.PaymentMissing),
)
def propose_refund(work: Work, body: RefundProposalIn) -> ProposalRow:
    """A deposit is to go back."""
    proposal = proposals.propose_refund(work, body)
    work.reply.created(f"/api/v1/ledger/proposals/{proposal.id}")
    return queries.proposal_rows(work, [proposal.id])[0]


@routes.post(
    "/ledger/reversal-proposals",
    allow(proposals.PROPOSE_REVERSAL),
    status=201,
    idempotency=Idempotency.REQUIRED,
    problems=(UnknownReference, problems.NotReversible, problems.ReversedAlready),
)
def propose_reversal(work: Work, body: ReversalProposalIn) -> ProposalRow:
    """A paper was a mistake."""
    proposal = proposals.propose_reversal(work, body)
    work.reply.created(f"/api/v1/ledger/proposals/{proposal.id}")
    return queries.proposal_rows(work, [proposal.id])[0]


@routes.get("/ledger/proposals", allow(queries.READ), problems=(CursorInvalid, SortUnknown))
def list_proposals(work: Work, params: Annotated[ProposalParams, Query()]) -> Page[ProposalRow]:
    """Refunds and reversals that were proposed, the latest first."""
    return queries.list_proposals(work, params)


@routes.get("/ledger/proposals/{proposal_id}", allow(queries.READ), problems=(NotFound,))
def read_proposal(work: Work, proposal_id: UUID) -> ProposalRow:
    """One proposal."""
    return queries.read_proposal(work, proposal_id)


@routes.post(
    "/ledger/proposals/{proposal_id}/approve",
    allow(proposals.APPROVE),
    if_match=True,
    idempotency=Idempotency.REQUIRED,
    problems=_DECIDES,
)
def approve_proposal(work: Work, proposal_id: UUID, body: DecisionIn) -> ProposalRow:
    """Another person approves it, and it is done."""
    return _decided(work, proposal_id, ProposalVerb.APPROVE, body.note)


@routes.post("/ledger/proposals/{proposal_id}/refuse", allow(proposals.APPROVE), if_match=True, problems=_DECIDES)
def refuse_proposal(work: Work, proposal_id: UUID, body: RefusalIn) -> ProposalRow:
    """Another person refuses it, and says why."""
    return _decided(work, proposal_id, ProposalVerb.REFUSE, body.note)


@routes.post("/ledger/proposals/{proposal_id}/withdraw", allow(proposals.PROPOSE_REFUND), problems=_DECIDES)
def withdraw_proposal(work: Work, proposal_id: UUID, body: DecisionIn) -> ProposalRow:
    """Whoever proposed it takes it back."""
    return _decided(work, proposal_id, ProposalVerb.WITHDRAW, body.note)


def _decided(work: Work, proposal_id: UUID, verb: ProposalVerb, note: str | None) -> ProposalRow:
    proposal = proposals.decide(work, proposal_id, verb, note)
    return queries.proposal_rows(work, [proposal.id])[0]


@routes.post(
    "/ledger/refunds/{refund_id}/complete",
    allow(proposals.PAY_OUT),
    idempotency=Idempotency.REQUIRED,
    problems=(NotFound, *_MOVES, problems.RefundSettled, problems.OutcomeByService),
)
def complete_refund(work: Work, refund_id: UUID) -> RefundOut:
    """The refund was paid out."""
    return queries.refund_rows(work, [proposals.complete(work, refund_id)])[0]


@routes.post(
    "/ledger/refunds/{refund_id}/fail",
    allow(proposals.PAY_OUT),
    idempotency=Idempotency.REQUIRED,
    problems=(NotFound, *_MOVES, problems.RefundSettled, problems.OutcomeByService),
)
def fail_refund(work: Work, refund_id: UUID, body: RefundFailedIn) -> RefundOut:
    """The refund could not be paid out, and the money is held again."""
    return queries.refund_rows(work, [proposals.fail(work, refund_id, body.failure)])[0]


# ---------------------------------------------------------------- the cash desk


@routes.get("/ledger/shifts", allow(queries.READ), problems=(CursorInvalid, SortUnknown))
def list_shifts(work: Work, params: Annotated[ShiftParams, Query()]) -> Page[ShiftOut]:
    """Shifts at the cash desk, the latest first."""
    return queries.list_shifts(work, params)


@routes.get("/ledger/shifts/{shift_id}", allow(queries.READ), problems=(NotFound,))
def read_shift(work: Work, shift_id: UUID) -> ShiftOut:
    """One shift, with what went in and out."""
    return queries.read_shift(work, shift_id)


@routes.post(
    "/ledger/shifts",
    allow(taking.DESK),
    status=201,
    idempotency=Idempotency.REQUIRED,
    problems=(UnknownReference, problems.ShiftOpen, problems.DifferenceUnnamed, problems.PeriodClosed),
)
def open_shift(work: Work, body: ShiftIn) -> ShiftOut:
    """The box was counted; the caller answers for it from now on."""
    shift = desk.open_desk(work, community_of(work, taking.DESK, body.community_id), body.counted_fen, body.reason)
    work.reply.created(f"/api/v1/ledger/shifts/{shift.id}")
    return queries.shift_rows(work, [shift.id])[0]


@routes.post(
    "/ledger/shifts/{shift_id}/close",
    allow(taking.DESK),
    if_match=True,
    idempotency=Idempotency.REQUIRED,
    problems=(
        NotFound,
        problems.NoShift,
        problems.ShiftClosed,
        problems.DifferenceUnnamed,
        problems.PeriodClosed,
        problems.NotEnough,
    ),
)
def close_shift(work: Work, shift_id: UUID, body: ShiftCloseIn) -> ShiftOut:
    """The box was counted again, and the shift is over."""
    find(work, CashShift, taking.DESK, shift_id)
    shift = desk.close_desk(work, shift_id, body.counted_fen, body.reason, body.note)
    return queries.shift_rows(work, [shift.id])[0]


@routes.post("/ledger/bankings", allow(taking.DESK), status=201, idempotency=Idempotency.REQUIRED, problems=_MOVES)
def bank_cash(work: Work, body: BankingIn) -> DocumentOut:
    """Cash is carried to the bank."""
    paper = desk.bank_cash(work, community_of(work, taking.DESK, body.community_id), body.amount_fen)
    work.reply.created(f"/api/v1/ledger/documents/{paper.id}")
    return queries.read_document(work, paper.id)


# ---------------------------------------------------------------- the bank's statement


@routes.post(
    "/ledger/bank-statements",
    allow(bank.BANK),
    idempotency=Idempotency.REQUIRED,
    problems=(UnknownReference, problems.BadStatement, problems.PeriodClosed),
)
def take_in_bank_statement(work: Work, body: BankStatementIn) -> BankStatementOut:
    """Take in a statement of the bank; a line known already adds nothing."""
    return bank.take_in(work, community_of(work, bank.BANK, body.community_id), body.csv)


@routes.get("/ledger/bank-lines", allow(queries.READ), problems=(CursorInvalid, SortUnknown))
def list_bank_lines(work: Work, params: Annotated[LineParams, Query()]) -> Page[BankLineOut]:
    """Lines of the bank's statements."""
    return queries.list_lines(work, params)


@routes.post(
    "/ledger/bank-lines/{line_id}/match",
    allow(bank.BANK),
    idempotency=Idempotency.REQUIRED,
    problems=(NotFound, *_MOVES, problems.LineMatched, problems.NoMatch, problems.RefundSettled),
)
def match_bank_line(work: Work, line_id: UUID, body: MatchIn) -> BankLineOut:
    """Say which papers a line is the money of."""
    return queries.line_rows(work, [bank.match(work, line_id, body.document_ids).id])[0]


@routes.get("/ledger/open-items", allow(queries.READ), problems=(UnknownReference,))
def list_open_items(work: Work, params: Annotated[OneCommunity, Query()]) -> OpenItemsOut:
    """What the books and the bank do not agree on yet."""
    return queries.open_items(work, community_of(work, queries.READ, params.community_id))


# ---------------------------------------------------------------- whether the books are right


@routes.post(
    "/ledger/statements",
    allow(queries.READ_HOLDER),
    idempotency=Idempotency.NONE,
    problems=(UnknownReference, problems.DaysBackwards),
)
def read_statement(work: Work, body: StatementIn) -> StatementOut:
    """The accounts of a household; that they were read is journalled."""
    return queries.read_statement(work, body)


@routes.post(
    "/ledger/statements/paper",
    allow(queries.READ_HOLDER),
    idempotency=Idempotency.NONE,
    problems=(UnknownReference, problems.DaysBackwards, PdfUnavailable, PdfBusy),
)
def print_statement(work: Work, body: StatementIn, params: Annotated[PaperParams, Query()]) -> Response:
    """The accounts of a household on paper, for the one they belong to; that they were read is journalled."""
    return answer(work, papers.statement_sheet(work, body), params)


@routes.get("/ledger/trial-balance", allow(queries.READ), problems=(UnknownReference,))
def read_trial_balance(work: Work, params: Annotated[BooksParams, Query()]) -> TrialBalanceOut:
    """All accounts at an instant; both sides come to the same."""
    return checking.trial_balance(work, community_of(work, queries.READ, params.community_id), params.at)


@routes.post("/ledger/reconciliations", allow("ledger.reconcile"), problems=(UnknownReference,))
def reconcile_ledger(work: Work, body: ReconciliationIn) -> ReconciliationOut:
    """Check the books now."""
    return checking.reconcile(work, community_of(work, "ledger.reconcile", body.community_id))


@routes.get("/ledger/closings", allow(queries.READ), problems=(UnknownReference,))
def list_closings(work: Work, params: Annotated[OneCommunity, Query()]) -> list[ClosingOut]:
    """The closed months."""
    return queries.list_closings(work, community_of(work, queries.READ, params.community_id))


@routes.post(
    "/ledger/closings",
    allow("ledger.close_month"),
    status=201,
    problems=(UnknownReference, problems.NotOver, problems.ClosedAlready),
)
def close_month(work: Work, body: ClosingIn) -> ClosingOut:
    """Close a month: it takes no more postings."""
    closing = checking.close_month(work, community_of(work, "ledger.close_month", body.community_id), body.period)
    return queries.closing_row(closing, names_of(work.session, [closing.closed_by_id]))
