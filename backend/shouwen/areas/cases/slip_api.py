"""Routes of the complaint slip. All are said to the complaint, and to the slip of the round it is in."""

from uuid import UUID

from shouwen.areas.cases import problems, slip_presenting, slips
from shouwen.areas.cases.queries import get_case
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.schemas import Listed
from shouwen.areas.cases.slip_schemas import (
    AddresseeOut,
    AddresseesIn,
    AdviseIn,
    AmountDecisionIn,
    AmountIn,
    AmountRefusalIn,
    AnswerObjectionIn,
    CountersignIn,
    ObjectIn,
    OpenSlipIn,
    SlipOut,
    StageIn,
    VerdictIn,
    VoucherIn,
)
from shouwen.core.acts import TIME_PROBLEMS, Act
from shouwen.core.references import UnknownReference
from shouwen.core.standards.reading import check_place
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

_SLIP = (problems.NoSlip, problems.SlipNotNow, *TIME_PROBLEMS)
_WRITE, _DECIDE = allow("cases.write_slip"), allow("cases.decide_slip")
_SIGN, _APPROVE = allow("cases.countersign_slip"), allow("cases.approve_amount")
_MANAGE = allow(slips.MANAGE)
NOW = Act()
OPENED = OpenSlipIn()


@routes.get("/cases/{case_id}/slips", allow("cases.read_slip"))
def read_slips(work: Work, case_id: UUID) -> Listed[SlipOut]:
    """The slips of a complaint, one a round, the latest first; for staff alone."""
    return Listed(data=slip_presenting.present_slips(work, get_case(work, case_id)))


@routes.post(
    "/cases/{case_id}/slips",
    _WRITE,
    status=201,
    problems=(problems.SlipsOfComplaints, problems.SlipThere, problems.SlipNotNow, *TIME_PROBLEMS),
)
def open_slip(work: Work, case_id: UUID, body: OpenSlipIn = OPENED) -> SlipOut:
    """Open the slip of this round; it continues the one whose conclusion was not accepted."""
    slip = slips.open_slip(work, case_id, body)
    work.reply.created(f"/api/v1/cases/{case_id}/slips")
    return slip_presenting.present_slip(work, slip)


@routes.post("/cases/{case_id}/slip/report", _WRITE, problems=_SLIP)
def report_slip(work: Work, case_id: UUID, body: StageIn) -> SlipOut:
    """What the investigation found."""
    return slip_presenting.present_slip(work, slips.report(work, case_id, body))


@routes.post("/cases/{case_id}/slip/negotiate", _WRITE, problems=_SLIP)
def negotiate_slip(work: Work, case_id: UUID, body: StageIn) -> SlipOut:
    """What came of talking with the resident."""
    return slip_presenting.present_slip(work, slips.negotiate(work, case_id, body))


@routes.post("/cases/{case_id}/slip/advise", _WRITE, problems=(UnknownReference, *_SLIP))
def advise_slip(work: Work, case_id: UUID, body: AdviseIn) -> SlipOut:
    """The combined opinion, and which departments countersign it."""
    return slip_presenting.present_slip(work, slips.advise(work, case_id, body))


@routes.post("/cases/{case_id}/slip/countersign", _SIGN, problems=(UnknownReference, problems.NotAsked, *_SLIP))
def countersign_slip(work: Work, case_id: UUID, body: CountersignIn) -> SlipOut:
    """A department that was asked agrees or does not."""
    return slip_presenting.present_slip(work, slips.countersign(work, case_id, body))


@routes.post(
    "/cases/{case_id}/slip/decide",
    _DECIDE,
    problems=(problems.SignaturesMissing, problems.PartiesMisplaced, UnknownReference, *_SLIP),
)
def decide_slip(work: Work, case_id: UUID, body: VerdictIn) -> SlipOut:
    """The verdict: responsibility, loss, remedy."""
    return slip_presenting.present_slip(work, slips.decide(work, case_id, body))


@routes.post("/cases/{case_id}/slip/propose-amount", _WRITE, problems=(problems.QuantityMisplaced, *_SLIP))
def propose_amount(work: Work, case_id: UUID, body: AmountIn) -> SlipOut:
    """An outcome in money, for another to approve; nothing is paid."""
    return slip_presenting.present_slip(work, slips.propose_amount(work, case_id, body))


@routes.post(
    "/cases/{case_id}/slip/approve-amount",
    _APPROVE,
    if_match=True,
    problems=(problems.AmountDecided, problems.ProposerDecides, problems.AmountAboveYou, *_SLIP),
)
def approve_amount(work: Work, case_id: UUID, body: AmountDecisionIn) -> SlipOut:
    """Approve an amount that somebody else proposed, as far as your limit goes."""
    return slip_presenting.present_slip(work, slips.approve_amount(work, case_id, body))


@routes.post(
    "/cases/{case_id}/slip/refuse-amount", _APPROVE, problems=(problems.AmountDecided, problems.ProposerDecides, *_SLIP)
)
def refuse_amount(work: Work, case_id: UUID, body: AmountRefusalIn) -> SlipOut:
    """Refuse an amount that somebody else proposed, and say why."""
    return slip_presenting.present_slip(work, slips.refuse_amount(work, case_id, body))


@routes.post(
    "/cases/{case_id}/slip/vouch",
    _WRITE,
    problems=(
        problems.NothingToVouch,
        problems.AboveApproved,
        problems.DifferenceUnexplained,
        problems.QuantityMisplaced,
        problems.SignaturesOfBoth,
        UnknownReference,
        *_SLIP,
    ),
)
def vouch_amount(work: Work, case_id: UUID, body: VoucherIn) -> SlipOut:
    """The voucher of an approved amount: what it came to, signed by both sides. Recorded; nothing is paid."""
    return slip_presenting.present_slip(work, slips.vouch(work, case_id, body))


@routes.post(
    "/cases/{case_id}/slip/close",
    _DECIDE,
    if_match=True,
    problems=(problems.AmountsPending, problems.CopiesUnaddressed, *_SLIP),
)
def close_slip(work: Work, case_id: UUID, body: Act = NOW) -> SlipOut:
    """Close the slip and send it to everybody who has to know."""
    return slip_presenting.present_slip(work, slips.close_slip(work, case_id, body))


@routes.post("/cases/{case_id}/slip/read", allow("cases.read_slip"), problems=(problems.NotYourCopy, *_SLIP))
def confirm_slip_read(work: Work, case_id: UUID, body: Act = NOW) -> SlipOut:
    """Confirm having read the copy that was sent to your post."""
    return slip_presenting.present_slip(work, slips.read_slip(work, case_id, body))


@routes.post("/cases/{case_id}/slip/object", _SIGN, problems=(UnknownReference, *_SLIP))
def object_to_slip(work: Work, case_id: UUID, body: ObjectIn) -> SlipOut:
    """A department objects to the decision by memo."""
    return slip_presenting.present_slip(work, slips.object_to(work, case_id, body))


@routes.post("/cases/{case_id}/slip/answer-objection", _DECIDE, problems=(problems.ObjectionAnswered, *_SLIP))
def answer_objection(work: Work, case_id: UUID, body: AnswerObjectionIn) -> SlipOut:
    """Answer a department's memo."""
    return slip_presenting.present_slip(work, slips.answer_objection(work, case_id, body))


@routes.post("/cases/{case_id}/slip/end-unfounded", _WRITE, problems=(problems.NotUnfounded, *_SLIP))
def end_unfounded_slip(work: Work, case_id: UUID, body: StageIn) -> SlipOut:
    """End the slip of a complaint that was found unfounded."""
    return slip_presenting.present_slip(work, slips.end_unfounded(work, case_id, body))


@routes.post("/cases/{case_id}/slip/except", _DECIDE, problems=(problems.NotNow, *_SLIP))
def make_exception(work: Work, case_id: UUID, body: StageIn) -> SlipOut:
    """Without loss it is an exception report: the case goes on as a suggestion, for improvement."""
    return slip_presenting.present_slip(work, slips.make_exception(work, case_id, body))


@routes.get("/communities/{community_id}/slip-copies", _MANAGE, problems=(NotFound,))
def read_slip_addressees(work: Work, community_id: UUID) -> Listed[AddresseeOut]:
    """Which post receives which copy of a closed slip."""
    check_place(work, community_id, slips.MANAGE)
    return Listed(data=slip_presenting.present_addressees(work, community_id))


@routes.put("/communities/{community_id}/slip-copies", _MANAGE, problems=(NotFound, UnknownReference))
def address_slips(work: Work, community_id: UUID, body: AddresseesIn) -> Listed[AddresseeOut]:
    """Say which post receives which copy; replaces what was said before."""
    check_place(work, community_id, slips.MANAGE)
    slips.address(work, community_id, body)
    return Listed(data=slip_presenting.present_addressees(work, community_id))
