"""Routes of renovations (api: renovations and money)."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from starlette.responses import Response

from shouwen.areas.renovations import (
    accepting,
    applying,
    chain,
    deductions,
    deposits,
    links,
    papers,
    passes,
    presenting,
    problems,
    queries,
    settlements,
    site,
)
from shouwen.areas.renovations.models import Renovation
from shouwen.areas.renovations.pass_rules import PassState
from shouwen.areas.renovations.schemas import (
    AcceptanceIn,
    ChainIn,
    ChainOut,
    ConfirmRefundIn,
    DecideObjectionIn,
    DeductIn,
    DepositOut,
    ExtendIn,
    FailAcceptanceIn,
    InspectIn,
    LinkCaseIn,
    ObjectToDeductionIn,
    PassEndIn,
    PassIn,
    PassScanIn,
    PayDepositIn,
    ProposeSettlementIn,
    RectificationNoticeIn,
    RectifyIn,
    RefundIn,
    RenovationAct,
    RenovationDocumentIn,
    RenovationIn,
    RenovationOut,
    RenovationParams,
    RenovationPatch,
    RenovationReasonIn,
    RenovationRow,
    ReportViolationIn,
    ScanOut,
    SiteOut,
    SitesParams,
    StartWorkIn,
)
from shouwen.core.acts import TIME_PROBLEMS
from shouwen.core.files.problems import InternalNotYours, LinkedOtherwise
from shouwen.core.ledger.problems import (
    BadAmount,
    CauseTaken,
    NoShift,
    NotEnough,
    NotStaff,
    PeriodClosed,
    ReferenceMissing,
    RefundSettled,
    SamePerson,
    ServiceMissing,
)
from shouwen.core.lists import Page
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.print.answering import answer
from shouwen.core.print.problems import PdfBusy, PdfUnavailable
from shouwen.core.print.schemas import PaperParams
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("renovations")
_STEP = (NotFound, problems.NotNow, *TIME_PROBLEMS)
_GATE = (*_STEP, problems.Incomplete)
_FILES = (UnknownReference, InternalNotYours, LinkedOtherwise)
_VIOLATION = (problems.NoViolationWaits, problems.NoSuchViolation, problems.ViolationOver)
_DEDUCTION = (problems.NoDeductionWaits, problems.NoSuchDeduction, problems.DeductionOver)
_MONEY = (NotEnough, BadAmount, CauseTaken, NoShift, NotStaff, PeriodClosed, SamePerson)


@routes.post(
    "/renovations",
    allow("renovations.apply"),
    status=201,
    idempotency="required",
    problems=(
        *_FILES,
        problems.UnitTaken,
        problems.EndBeforeStart,
        problems.NotOwner,
        problems.AgentLetterExpired,
        problems.NotTheirs,
    ),
)
def apply_for_renovation(work: Work, body: RenovationIn) -> RenovationOut:
    """Write an application down, as a draft."""
    made = applying.apply(work, body)
    work.reply.created(f"/api/v1/renovations/{made.id}")
    return presenting.read_renovation(work, made.id)


@routes.get("/renovations", allow(queries.READ), problems=(CursorInvalid, SortUnknown))
def list_renovations(work: Work, params: Annotated[RenovationParams, Query()]) -> Page[RenovationRow]:
    """The renovations in sight, the latest first."""
    return presenting.list_renovations(work, params)


@routes.get("/renovation-sites", allow("renovations.inspect"), problems=(CursorInvalid, SortUnknown))
def list_renovation_sites(work: Work, params: Annotated[SitesParams, Query()]) -> Page[SiteOut]:
    """The sites to be looked at today."""
    return presenting.list_sites(work, params)


@routes.get("/renovations/{renovation_id}", allow(queries.READ), problems=(NotFound,))
def read_renovation(work: Work, renovation_id: UUID) -> RenovationOut:
    """The file."""
    return presenting.read_renovation(work, renovation_id)


@routes.get("/renovations/{renovation_id}/deposit", allow(queries.READ), problems=(NotFound,))
def read_renovation_deposit(work: Work, renovation_id: UUID) -> DepositOut:
    """The deposit as the accounts have it."""
    return presenting.read_deposit(work, renovation_id)


@routes.patch(
    "/renovations/{renovation_id}",
    allow("renovations.apply"),
    problems=(*_STEP, problems.EndBeforeStart, problems.AgentLetterExpired),
)
def amend_renovation(work: Work, renovation_id: UUID, body: RenovationPatch) -> RenovationOut:
    """Change an application that nobody has signed for yet."""
    return _told(work, applying.amend(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/documents",
    allow("renovations.apply"),
    status=201,
    problems=(*_STEP, *_FILES, problems.NotTheirs),
)
def add_renovation_document(work: Work, renovation_id: UUID, body: RenovationDocumentIn) -> RenovationOut:
    """Hand in a paper."""
    work.reply.created(f"/api/v1/renovations/{renovation_id}")
    return _told(work, applying.add_document(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/submit",
    allow("renovations.apply"),
    problems=_GATE,
)
def submit_renovation(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """The application is complete and asks to be looked at."""
    return _told(work, applying.submit(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/review",
    allow("renovations.review"),
    problems=(*_GATE, problems.OwnApplication, problems.NotSigner),
)
def review_renovation(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Sign the next step of the first check."""
    return _told(work, chain.review(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/approve",
    allow("renovations.approve"),
    if_match=True,
    problems=(*_GATE, problems.OwnApplication, problems.NotSigner),
)
def approve_renovation(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Sign the next step of the approval."""
    return _told(work, chain.approve(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/reject",
    allow("renovations.approve"),
    problems=_STEP,
)
def reject_renovation(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> RenovationOut:
    """It is not to be done."""
    return _told(work, chain.reject(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/cancel",
    allow("renovations.apply"),
    problems=_STEP,
)
def cancel_renovation(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> RenovationOut:
    """Taken back before the work began."""
    return _told(work, applying.cancel(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/sign",
    allow("renovations.handle"),
    problems=_GATE,
)
def sign_renovation(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """The agreement is signed; the deposit that is due is fixed."""
    return _told(work, deposits.sign(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/order-deposit",
    allow("renovations.pay"),
    idempotency="required",
    problems=(*_GATE, problems.PaymentWaits, ServiceMissing),
)
def order_renovation_deposit(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Have the deposit paid by WeChat Pay; the code to scan comes a moment later."""
    return _told(work, deposits.order(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/pay-deposit",
    allow("renovations.cash"),
    idempotency="required",
    problems=(*_GATE, *_MONEY, ReferenceMissing, problems.WrongDeposit, problems.PaymentWaits),
)
def pay_renovation_deposit(work: Work, renovation_id: UUID, body: PayDepositIn) -> RenovationOut:
    """The deposit comes in, against a receipt."""
    return _told(work, deposits.pay(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/issue-permit",
    allow("renovations.handle"),
    problems=(*_GATE, NobodyToAnswer),
)
def issue_renovation_permit(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Issue the permit; the zone's butler is told."""
    return _told(work, site.issue_permit(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/start",
    allow("renovations.handle"),
    problems=(*_GATE, NobodyToAnswer),
)
def start_renovation(work: Work, renovation_id: UUID, body: StartWorkIn) -> RenovationOut:
    """Work begins."""
    return _told(work, site.start(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/stop",
    allow("renovations.inspect"),
    problems=_STEP,
)
def stop_renovation(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> RenovationOut:
    """Stop the work."""
    return _told(work, site.stop(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/resume",
    allow("renovations.inspect"),
    problems=_GATE,
)
def resume_renovation(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Work goes on."""
    return _told(work, site.resume(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/extend",
    allow("renovations.handle"),
    problems=(*_STEP, problems.NotLonger, NobodyToAnswer),
)
def extend_renovation(work: Work, renovation_id: UUID, body: ExtendIn) -> RenovationOut:
    """A later end."""
    return _told(work, site.extend(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/inspect",
    allow("renovations.inspect"),
    problems=(*_STEP, *_FILES, problems.ChecksMissing),
)
def inspect_renovation(work: Work, renovation_id: UUID, body: InspectIn) -> RenovationOut:
    """The site was looked at."""
    return _told(work, site.inspect(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/notice",
    allow("renovations.inspect"),
    problems=(*_STEP, *_VIOLATION, NobodyToAnswer, problems.DeadlinePast),
)
def serve_renovation_notice(work: Work, renovation_id: UUID, body: RectificationNoticeIn) -> RenovationOut:
    """Serve a rectification notice."""
    return _told(work, site.notice(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/rectify",
    allow("renovations.inspect"),
    problems=(*_STEP, *_FILES, *_VIOLATION),
)
def verify_rectification(work: Work, renovation_id: UUID, body: RectifyIn) -> RenovationOut:
    """Whether what was demanded is done."""
    return _told(work, site.rectify(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/report",
    allow("renovations.inspect"),
    problems=(*_STEP, *_VIOLATION),
)
def report_renovation_violation(work: Work, renovation_id: UUID, body: ReportViolationIn) -> RenovationOut:
    """A violation was reported to the authority."""
    return _told(work, site.report(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/request-acceptance",
    allow("renovations.apply"),
    problems=(*_GATE, NobodyToAnswer),
)
def request_acceptance(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Ask to have the work accepted."""
    return _told(work, accepting.request(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/accept-initial",
    allow("renovations.accept"),
    problems=(*_GATE, *_FILES),
)
def accept_renovation_initially(work: Work, renovation_id: UUID, body: AcceptanceIn) -> RenovationOut:
    """Accept for the first time; the observation begins."""
    return _told(work, accepting.accept_initial(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/accept-final",
    allow("renovations.accept"),
    problems=(*_GATE, *_FILES, NobodyToAnswer),
)
def accept_renovation_finally(work: Work, renovation_id: UUID, body: AcceptanceIn) -> RenovationOut:
    """Accept for the second time; the deposit is to be settled."""
    return _told(work, accepting.accept_final(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/fail-acceptance",
    allow("renovations.accept"),
    problems=(*_GATE, *_FILES, NobodyToAnswer),
)
def fail_renovation_acceptance(work: Work, renovation_id: UUID, body: FailAcceptanceIn) -> RenovationOut:
    """Not accepted; the work goes on."""
    return _told(work, accepting.fail(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/deduct",
    allow("renovations.deduct"),
    problems=(
        *_STEP,
        *_FILES,
        problems.NoSuchViolation,
        problems.NeedsNotice,
        problems.NeedsEvidence,
        problems.MoreThanHeld,
    ),
)
def deduct_from_deposit(work: Work, renovation_id: UUID, body: DeductIn) -> RenovationOut:
    """Propose that something be kept of the deposit."""
    return _told(work, deductions.propose_deduction(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/object",
    allow("renovations.object"),
    problems=(*_STEP, *_DEDUCTION, NobodyToAnswer),
)
def object_to_deduction(work: Work, renovation_id: UUID, body: ObjectToDeductionIn) -> RenovationOut:
    """The household does not agree with a deduction."""
    return _told(work, deductions.object_to(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/decide-objection",
    allow("renovations.decide"),
    problems=(*_STEP, *_DEDUCTION, problems.NeedsThird),
)
def decide_renovation_objection(work: Work, renovation_id: UUID, body: DecideObjectionIn) -> RenovationOut:
    """A third person rules on an objection."""
    return _told(work, deductions.decide(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/propose-settlement",
    allow("renovations.propose_settlement"),
    problems=(*_GATE, problems.NothingHeld, problems.MoreThanHeld, problems.ProposalWaits),
)
def propose_settlement(work: Work, renovation_id: UUID, body: ProposeSettlementIn) -> RenovationOut:
    """Propose how the deposit is divided."""
    return _told(work, settlements.propose_settlement(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/approve-settlement",
    allow("renovations.approve_settlement"),
    if_match=True,
    problems=(*_GATE, *_MONEY, problems.NothingProposed, problems.OwnProposal),
)
def approve_settlement(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Another person agrees; what is kept moves now."""
    return _told(work, settlements.approve_settlement(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/refuse-settlement",
    allow("renovations.approve_settlement"),
    problems=(*_STEP, problems.NothingProposed, problems.OwnProposal),
)
def refuse_settlement(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> RenovationOut:
    """Another person does not agree."""
    return _told(work, settlements.refuse_settlement(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/refund",
    allow("renovations.cash"),
    idempotency="required",
    problems=(*_GATE, *_MONEY, problems.NothingProposed, problems.RefundUnderWay, problems.NotPaidByWechat),
)
def refund_deposit(work: Work, renovation_id: UUID, body: RefundIn) -> RenovationOut:
    """Pay back what is left."""
    return _told(work, settlements.refund(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/confirm-refund",
    allow("renovations.cash"),
    idempotency="required",
    problems=(*_STEP, *_MONEY, RefundSettled, problems.NoRefundUnderWay),
)
def confirm_refund(work: Work, renovation_id: UUID, body: ConfirmRefundIn) -> RenovationOut:
    """Whether the money reached the household."""
    return _told(work, settlements.confirm_refund(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/link-case",
    allow("renovations.handle"),
    problems=(*_STEP, UnknownReference, problems.CaseLinked),
)
def link_case_to_renovation(work: Work, renovation_id: UUID, body: LinkCaseIn) -> RenovationOut:
    """A complaint or dispute that the renovation caused."""
    return _told(work, links.link_case(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/close",
    allow("renovations.handle"),
    if_match=True,
    problems=_STEP,
)
def close_renovation(work: Work, renovation_id: UUID, body: RenovationAct) -> RenovationOut:
    """Close the file."""
    return _told(work, settlements.close(work, renovation_id, body))


@routes.post(
    "/renovations/{renovation_id}/passes",
    allow("renovations.handle"),
    status=201,
    problems=(*_GATE, *_FILES, NobodyToAnswer, problems.OutsidePermit),
)
def issue_renovation_pass(work: Work, renovation_id: UUID, body: PassIn) -> RenovationOut:
    """A pass for one worker."""
    work.reply.created(f"/api/v1/renovations/{renovation_id}")
    return _told(work, passes.issue(work, renovation_id, body))


_PASS = (NotFound, problems.PassOver, *TIME_PROBLEMS)


@routes.post("/renovation-passes/{pass_id}/return", allow(passes.HANDLE), problems=_PASS)
def return_renovation_pass(work: Work, pass_id: UUID, body: PassEndIn) -> RenovationOut:
    """The pass is back."""
    return _file(work, passes.end_pass(work, pass_id, body, PassState.RETURNED))


@routes.post("/renovation-passes/{pass_id}/revoke", allow(passes.HANDLE), problems=_PASS)
def revoke_renovation_pass(work: Work, pass_id: UUID, body: PassEndIn) -> RenovationOut:
    """The pass is good no longer."""
    return _file(work, passes.end_pass(work, pass_id, body, PassState.REVOKED))


@routes.post("/renovation-passes/scan", allow("renovations.scan"), problems=(UnknownReference,))
def scan_renovation_pass(work: Work, body: PassScanIn) -> ScanOut:
    """What the gate says to a pass."""
    return passes.scan(work, body)


@routes.get("/communities/{community_id}/renovation-chain", allow(queries.READ), problems=(NotFound,))
def read_renovation_chain(work: Work, community_id: UUID) -> ChainOut:
    """Who signs for renovations, in this order."""
    return chain.read_chain(work, community_id)


@routes.put(
    "/communities/{community_id}/renovation-chain",
    allow(chain.MANAGE),
    problems=(NotFound, UnknownReference, problems.ChainOutOfOrder),
)
def set_renovation_chain(work: Work, community_id: UUID, body: ChainIn) -> ChainOut:
    """Set who signs for renovations, from the next application on."""
    return chain.set_chain(work, community_id, body)


_PAPER = (NotFound, problems.NoSuchPaper, PdfUnavailable, PdfBusy)


@routes.get("/renovations/{renovation_id}/papers/{paper}", allow(queries.READ), problems=_PAPER)
def print_renovation(
    work: Work, renovation_id: UUID, paper: papers.RenovationSheet, params: Annotated[PaperParams, Query()]
) -> Response:
    """A paper of the file, as a page or as a PDF."""
    return answer(work, papers.paper(work, renovation_id, paper), params)


@routes.get("/renovations/{renovation_id}/notices/{no}/paper", allow(queries.READ), problems=_PAPER)
def print_renovation_notice(
    work: Work, renovation_id: UUID, no: Annotated[int, Path(ge=1, le=100_000)], params: Annotated[PaperParams, Query()]
) -> Response:
    """A rectification notice on paper."""
    return answer(work, papers.notice_sheet(work, renovation_id, no), params)


@routes.get("/renovation-passes/{pass_id}/paper", allow(queries.READ), problems=(NotFound, PdfUnavailable, PdfBusy))
def print_renovation_pass(work: Work, pass_id: UUID, params: Annotated[PaperParams, Query()]) -> Response:
    """A worker's pass, with the code the gate reads."""
    return answer(work, papers.pass_sheet(work, pass_id), params)


def _told(work: Work, renovation: Renovation) -> RenovationOut:
    return _file(work, renovation.id)


def _file(work: Work, renovation_id: UUID) -> RenovationOut:
    work.session.flush()
    return presenting.read_renovation(work, renovation_id)
