"""Routes of cases (api: core contract)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, Query
from starlette.responses import Response

from shouwen.areas.cases import (
    bulk,
    calling,
    confidential_api,  # noqa: F401 - brings its route
    contacts,
    dispatching,
    disputes,
    exporting,  # noqa: F401 - says how cases are given out
    exporting_defects,  # noqa: F401 - says how the ledger of defects is given out
    following,  # noqa: F401 - says what follows a resident whose record is merged
    handling,
    help_api,  # noqa: F401 - brings its routes
    incidents,
    intake,
    ladder_api,  # noqa: F401 - brings its routes
    leaving,  # noqa: F401 - says what a leaver holds here
    links,
    macro_api,  # noqa: F401 - brings its routes
    macros,
    measures,
    papers,
    parts,
    passing_api,  # noqa: F401 - brings its routes
    plan_api,  # noqa: F401 - brings its routes
    presenting,
    problems,
    repair_api,  # noqa: F401 - brings its routes
    rework_api,  # noqa: F401 - brings its routes
    service,
    slip_api,  # noqa: F401 - brings its routes
    sorting_api,  # noqa: F401 - brings its routes
    suggestion_api,  # noqa: F401 - brings its routes
    trace,
    type_api,  # noqa: F401 - brings its routes
    warranty_api,  # noqa: F401 - brings its routes
)
from shouwen.areas.cases.bodies import (
    AnswerIn,
    ArbitrateIn,
    BecomeCaseIn,
    BulkIn,
    CaseFilters,
    CaseIn,
    CloseIn,
    ConfirmIn,
    ContactFilters,
    EscalateIn,
    ExplainIn,
    FinishIn,
    HoldIn,
    IncidentIn,
    IncidentQuery,
    LinkIn,
    MoreContactIn,
    NoteIn,
    OfferIn,
    ReasonIn,
    ReclassifyIn,
    RegisterIn,
    ReportIn,
    RespondIn,
    RevealCallerIn,
    SimilarQuery,
    SplitIn,
    SucceedIn,
    UrgeIn,
    VerifyIn,
)
from shouwen.areas.cases.dossier import read_dossier
from shouwen.areas.cases.macro_schemas import MacroOut, MacroParams
from shouwen.areas.cases.queries import Loaded, get_case, list_cases, list_notes
from shouwen.areas.cases.routes import routes
from shouwen.areas.cases.rules import ComplaintClass, Kind
from shouwen.areas.cases.schemas import (
    BulkOut,
    CallerPhoneOut,
    CaseOut,
    CaseRow,
    ContactOut,
    ContactRead,
    ContactRow,
    DossierOut,
    EntryOut,
    LinkOut,
    Listed,
    MeasureParams,
    MeasureRow,
    NoteOut,
    SimilarOut,
)
from shouwen.areas.cases.similar import similar_cases
from shouwen.core.acts import TIME_PROBLEMS, Act
from shouwen.core.custody.rules import NoOffer, NotAddressee, OfferPending, OfferToHolder
from shouwen.core.files.problems import InternalNotYours, LinkedOtherwise
from shouwen.core.lists import Page
from shouwen.core.people.chart_schemas import ResolvedOut
from shouwen.core.people.incidents import KnownIncident
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.people.routing import routable
from shouwen.core.print.answering import answer
from shouwen.core.print.problems import PdfBusy, PdfUnavailable
from shouwen.core.print.schemas import PaperParams
from shouwen.core.references import UnknownReference
from shouwen.core.turns import Turns
from shouwen.core.web import Idempotency, allow
from shouwen.core.work import Work
from shouwen.core.worktime.problems import SpanBackwards
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routable(Kind, {Kind.COMPLAINT: ComplaintClass})

_ACT = (problems.NotNow, *TIME_PROBLEMS)
_HEARD = (
    UnknownReference,
    NobodyToAnswer,
    problems.MayNotNameHeard,
    problems.ExternalRefTaken,
    problems.AnonymousWithIdentity,
    problems.ForeignChannel,
    problems.OutsideDueMisplaced,
    problems.RingsMisplaced,
    *TIME_PROBLEMS,
)
_COMPLAINT = (
    problems.ComplaintDetailsMisplaced,
    problems.IncidentDetailsMisplaced,
    problems.TypeRetired,
    problems.TypeOfOtherKind,
    problems.TypedAtOnce,
    problems.PreventiveMeasureMissing,
)
_FILES = (InternalNotYours, LinkedOtherwise)
Plain = Annotated[Act, Body()]
JUST_NOW = Act()
NOTHING_SAID = ConfirmIn()
NO_REASON = CloseIn()
NO_WORDS = RespondIn()
NOT_SAID_WHY = UrgeIn()
REPORTED = ReportIn()
ANSWERED = AnswerIn()


@routes.post(
    "/cases",
    allow("cases.hear"),
    status=201,
    idempotency="required",
    problems=(*_HEARD, *_COMPLAINT, *_FILES),
)
def hear_case(work: Work, body: CaseIn) -> CaseOut:
    """Record what a resident raised; it has an owner from this moment on."""
    heard = intake.hear(work, body)
    work.reply.created(f"/api/v1/cases/{heard.loaded.case.id}")
    return presenting.present_heard(work, heard)


@routes.get("/cases", allow("cases.read"), problems=(CursorInvalid, SortUnknown))
def find_cases(work: Work, filters: Annotated[CaseFilters, Query()]) -> Page[CaseRow]:
    """Cases in the caller's reach, newest first."""
    page: Any = list_cases(work, filters)  # rows as dictionaries, written out without models
    return page  # type: ignore[no-any-return]


@routes.get("/board/cases", allow("cases.read"), problems=(NotFound, SpanBackwards))
def read_case_board(work: Work, params: Annotated[MeasureParams, Query()]) -> Listed[MeasureRow]:
    """How first responsibility stands: bounces, late acceptances, matters finished in one visit."""
    return Listed(data=measures.measure_board(work, params))


@routes.get("/cases/similar", allow("cases.hear"))
def find_similar_cases(work: Work, asked: Annotated[SimilarQuery, Query()]) -> Listed[SimilarOut]:
    """Cases that what is being told may belong to: by household, place and likeness of the words."""
    return Listed(data=presenting.present_similar(similar_cases(work, asked)))


@routes.get("/units/{unit_id}/dossier", allow("people.read_residents"), problems=(NotFound,))
def read_unit_dossier(work: Work, unit_id: UUID) -> DossierOut:
    """Who lives there, what is open and what was, and what they were promised: one screen for the desk."""
    dossier: Any = read_dossier(work, unit_id)  # rows as dictionaries, written out without models
    return dossier  # type: ignore[no-any-return]


@routes.get("/macros", allow(macros.USE), problems=(CursorInvalid, SortUnknown))
def list_macros(work: Work, params: Annotated[MacroParams, Query()]) -> Page[MacroOut]:
    """The macros in reach, by name."""
    return macros.list_macros(work, params)


@routes.post("/cases/bulk", allow("cases.read"))
def act_on_cases(turns: Turns, body: BulkIn) -> BulkOut:
    """Say the same to several cases, each in its own transaction, with the permissions of its own route."""
    return bulk.act_on_each(turns, routes, body)


@routes.get("/cases/{case_id}", allow("cases.read"))
def read_case(work: Work, case_id: UUID) -> CaseOut:
    """One case, with what hangs on it and what the caller may do."""
    return presenting.present(work, get_case(work, case_id))


@routes.get("/cases/{case_id}/paper", allow("cases.read"), problems=(PdfUnavailable, PdfBusy))
def print_case(work: Work, case_id: UUID, params: Annotated[PaperParams, Query()]) -> Response:
    """The case on paper, as a page or as a PDF."""
    return answer(work, papers.case_sheet(work, case_id), params)


@routes.get(
    "/cases/{case_id}/work-order/paper",
    allow("cases.trace"),
    problems=(problems.RepairsOnly, PdfUnavailable, PdfBusy),
)
def print_work_order(work: Work, case_id: UUID, params: Annotated[PaperParams, Query()]) -> Response:
    """The work order of a repair on paper, to be taken along and signed."""
    return answer(work, papers.work_order_sheet(work, case_id), params)


@routes.get(
    "/cases/{case_id}/slip/paper", allow("cases.read_slip"), problems=(problems.NoSlip, PdfUnavailable, PdfBusy)
)
def print_slip(work: Work, case_id: UUID, params: Annotated[PaperParams, Query()]) -> Response:
    """The latest slip of a complaint on paper; for staff alone."""
    return answer(work, papers.slip_sheet(work, case_id), params)


@routes.get(
    "/cases/{case_id}/fault-report/paper",
    allow("cases.trace"),
    problems=(problems.NoFault, problems.FaultNotAnalysed, PdfUnavailable, PdfBusy),
)
def print_fault_report(work: Work, case_id: UUID, params: Annotated[PaperParams, Query()]) -> Response:
    """What happened, how far it went, why, and what keeps it from coming back, on paper."""
    return answer(work, papers.fault_sheet(work, case_id), params)


@routes.get("/cases/{case_id}/route", allow(dispatching.OFFER), problems=(NobodyToAnswer,))
def read_case_route(work: Work, case_id: UUID) -> ResolvedOut:
    """To which post the routing table sends the case, and who would get it now: for whoever hands it on."""
    return dispatching.read_route(work, case_id)


@routes.get("/cases/{case_id}/custody", allow("cases.trace"))
def read_custody(work: Work, case_id: UUID) -> Listed[LinkOut]:
    """The chain of custody: every holder and every offer, with the time held."""
    return Listed(data=trace.chain(work, get_case(work, case_id)))


@routes.get("/cases/{case_id}/journal", allow("cases.trace"))
def read_case_journal(work: Work, case_id: UUID) -> Listed[EntryOut]:
    """What happened to the case, oldest first."""
    return Listed(data=trace.timeline(work, get_case(work, case_id)))


@routes.get("/cases/{case_id}/notes", allow("cases.read"))
def read_notes(work: Work, case_id: UUID) -> Listed[NoteOut]:
    """The notes the caller may read: residents those meant for them, staff all."""
    return Listed(data=presenting.present_notes(work, list_notes(work, get_case(work, case_id))))


@routes.get("/cases/{case_id}/contacts", allow("cases.read"))
def read_contacts(work: Work, case_id: UUID) -> Listed[ContactOut]:
    """Who reached us about it."""
    return Listed(data=presenting.present_contacts(work, get_case(work, case_id)))


@routes.post(
    "/cases/{case_id}/contacts",
    allow("cases.add_contact"),
    status=201,
    idempotency="required",
    problems=(*_HEARD, *_ACT),
)
def add_contact(work: Work, case_id: UUID, body: MoreContactIn) -> ContactOut:
    """Add a repeat, a joint complainant, another caller on the same matter."""
    return presenting.present_added(work, intake.add_contact(work, case_id, body))


@routes.put(
    "/cases/{case_id}/incident",
    allow("cases.respond"),
    problems=(problems.IncidentsOnly, problems.NotNow, UnknownReference),
)
def describe_incident(work: Work, case_id: UUID, body: IncidentIn) -> CaseOut:
    """Say what callers are told of an incident, until when it lasts and where it is; replaces what was said before."""
    return _case(work, incidents.describe(work, case_id, body))


@routes.get("/incidents", allow("cases.read"))
def find_known_incidents(work: Work, asked: Annotated[IncidentQuery, Query()]) -> Listed[KnownIncident]:
    """What is going on where somebody calls from, with the words to tell them; the 20 latest."""
    return Listed(data=incidents.known_incidents(work, asked))


@routes.post(
    "/contacts",
    allow("cases.register"),
    status=201,
    idempotency="required",
    problems=(*_HEARD, problems.ReplyByMisplaced),
)
def register_contact(work: Work, body: RegisterIn) -> ContactRead:
    """Register a call, a letter or a visit that becomes no case."""
    known = contacts.register(work, body)
    work.reply.created(f"/api/v1/contacts/{known.contact.id}")
    return presenting.present_known(work, known)


@routes.get("/contacts", allow("cases.read"), problems=(CursorInvalid, SortUnknown))
def find_contacts(work: Work, filters: Annotated[ContactFilters, Query()]) -> Page[ContactRow]:
    """The register: everybody who reached us, with a case or without, the latest first."""
    page, known = contacts.list_contacts(work, filters)
    return page.page([row.model_dump(mode="json") for row in presenting.present_register(work, known)])


@routes.get("/contacts/{contact_id}", allow("cases.read"))
def read_contact(work: Work, contact_id: UUID) -> ContactRead:
    """One contact, with what may be said to it."""
    return presenting.present_known(work, contacts.get_contact(work, contact_id))


@routes.post("/contacts/{contact_id}/answer", allow("cases.respond"), problems=(problems.AlreadyAnswered, *_ACT))
def answer_contact(work: Work, contact_id: UUID, body: Annotated[AnswerIn, Body()] = ANSWERED) -> ContactRead:
    """The caller has had their answer; keeps what they were promised."""
    return presenting.present_known(work, contacts.answer(work, contact_id, body))


@routes.post(
    "/contacts/{contact_id}/become-case",
    allow("cases.hear"),
    status=201,
    idempotency="required",
    problems=(
        problems.IsCaseAlready,
        NobodyToAnswer,
        UnknownReference,
        *_COMPLAINT,
        *_FILES,
    ),
)
def make_case_of_contact(work: Work, contact_id: UUID, body: BecomeCaseIn) -> CaseOut:
    """A case comes of the call after all, once; heard when and by whom the call was."""
    heard = contacts.become_case(work, contact_id, body)
    work.reply.created(f"/api/v1/cases/{heard.loaded.case.id}")
    return presenting.present_heard(work, heard)


@routes.post("/cases/{case_id}/note", allow("cases.note"), status=201, problems=(UnknownReference, *_ACT))
def say_note(work: Work, case_id: UUID, body: NoteIn) -> NoteOut:
    """Write about the case, for ourselves or for the resident."""
    return note_case(work, case_id, body)


@routes.post("/cases/{case_id}/notes", allow("cases.note"), status=201, problems=(UnknownReference, *_FILES, *_ACT))
def note_case(work: Work, case_id: UUID, body: NoteIn) -> NoteOut:
    """Write about the case, for ourselves or for the resident."""
    return presenting.present_notes(work, [service.note(work, case_id, body)])[0]


@routes.post(
    "/cases/{case_id}/reveal",
    allow(calling.REVEAL),
    idempotency=Idempotency.NONE,  # a kept answer would be the number once more
    problems=(problems.NoPhoneLeft,),
)
def reveal_caller(work: Work, case_id: UUID, body: RevealCallerIn) -> CallerPhoneOut:
    """The number of whoever raised it, in full; that it was shown is journalled."""
    return {"phone": calling.reveal_caller(work, case_id, body.reason)}


@routes.post(
    "/cases/{case_id}/keep", allow("cases.keep"), problems=(problems.NotFirstResponder, problems.OfferWaits, *_ACT)
)
def keep_case(work: Work, case_id: UUID, body: Plain = JUST_NOW) -> CaseOut:
    """The first responder does it himself."""
    return _case(work, service.keep(work, case_id, body))


@routes.post(
    "/cases/{case_id}/offer",
    allow("cases.offer"),
    problems=(
        problems.NotOwner,
        problems.OneAddressee,
        problems.OfferToAccused,
        OfferPending,
        OfferToHolder,
        UnknownReference,
        *_ACT,
    ),
)
def offer_case(work: Work, case_id: UUID, body: OfferIn) -> CaseOut:
    """Offer the case to a person or a post; the owner stays until somebody accepts."""
    return _case(work, service.offer(work, case_id, body))


@routes.post("/cases/{case_id}/withdraw", allow("cases.withdraw"), problems=(NoOffer, problems.NotOwner, *_ACT))
def withdraw_offer(work: Work, case_id: UUID, body: Plain = JUST_NOW) -> CaseOut:
    """Take the offer back."""
    return _case(work, service.withdraw(work, case_id, body))


@routes.post("/cases/{case_id}/accept", allow("cases.accept"), if_match=True, problems=(NoOffer, NotAddressee, *_ACT))
def accept_case(work: Work, case_id: UUID, body: Plain = JUST_NOW) -> CaseOut:
    """Take the case over; from now on the caller owns it."""
    return _case(work, service.accept(work, case_id, body))


@routes.post("/cases/{case_id}/refuse", allow("cases.refuse"), if_match=True, problems=(NoOffer, NotAddressee, *_ACT))
def refuse_case(work: Work, case_id: UUID, body: ReasonIn) -> CaseOut:
    """Say no to the offer, with a reason."""
    return _case(work, service.refuse(work, case_id, body))


@routes.post("/cases/{case_id}/arrive", allow("cases.arrive"), problems=(problems.NotOwner, *_ACT))
def arrive_at_case(work: Work, case_id: UUID, body: Plain = JUST_NOW) -> CaseOut:
    """On the spot."""
    return _case(work, service.arrive(work, case_id, body))


@routes.post("/cases/{case_id}/report", allow("cases.report"), problems=(problems.NotFirstResponder, *_ACT))
def report_case(work: Work, case_id: UUID, body: Annotated[ReportIn, Body()] = REPORTED) -> CaseOut:
    """The first responder told the centre."""
    return _case(work, handling.report(work, case_id, body))


@routes.post("/cases/{case_id}/respond", allow("cases.respond"), problems=(problems.NotOwner, *_ACT))
def respond_to_case(work: Work, case_id: UUID, body: Annotated[RespondIn, Body()] = NO_WORDS) -> CaseOut:
    """The resident was answered; what was told may be kept for them to read."""
    return _case(work, handling.respond(work, case_id, body))


@routes.post(
    "/cases/{case_id}/explain", allow("cases.explain"), problems=(problems.NotOwner, problems.NotInPast, *_ACT)
)
def explain_case(work: Work, case_id: UUID, body: ExplainIn) -> CaseOut:
    """Say why it takes longer and when the next answer comes; the original promises stand."""
    return _case(work, handling.explain(work, case_id, body))


@routes.post(
    "/cases/{case_id}/hold",
    allow("cases.hold"),
    problems=(problems.NotOwner, problems.AlreadyOnHold, problems.NotInPast, *_ACT),
)
def hold_case(work: Work, case_id: UUID, body: HoldIn) -> CaseOut:
    """Wait for somebody outside: measured, and no promise moves."""
    return _case(work, handling.hold(work, case_id, body))


@routes.post("/cases/{case_id}/resume", allow("cases.resume"), problems=(problems.NotOwner, problems.NotOnHold, *_ACT))
def resume_case(work: Work, case_id: UUID, body: Plain = JUST_NOW) -> CaseOut:
    """The waiting is over."""
    return _case(work, handling.resume(work, case_id, body))


@routes.post("/cases/{case_id}/urge", allow("cases.urge"), problems=_ACT)
def urge_case(work: Work, case_id: UUID, body: Annotated[UrgeIn, Body()] = NOT_SAID_WHY) -> CaseOut:
    """Somebody asks where it stands; the owner is told."""
    return _case(work, handling.urge(work, case_id, body))


@routes.post("/cases/{case_id}/escalate", allow("cases.escalate"), problems=(UnknownReference, *_ACT))
def escalate_case(work: Work, case_id: UUID, body: EscalateIn) -> CaseOut:
    """Report it upward at once."""
    return _case(work, handling.escalate(work, case_id, body))


@routes.post(
    "/cases/{case_id}/verify",
    allow("cases.verify"),
    problems=(problems.ComplaintsOnly, problems.AlreadyVerified, *_ACT),
)
def verify_case(work: Work, case_id: UUID, body: VerifyIn) -> CaseOut:
    """Whether the complaint is valid, with a reason."""
    return _case(work, handling.verify(work, case_id, body))


@routes.post(
    "/cases/{case_id}/reclassify",
    allow("cases.reclassify"),
    problems=(problems.NothingReclassified, problems.ComplaintDetailsMisplaced, problems.TypedKind, *_ACT),
)
def reclassify_case(work: Work, case_id: UUID, body: ReclassifyIn) -> CaseOut:
    """Sort it anew: the number stays, new clocks count from when it was heard."""
    return _case(work, handling.reclassify(work, case_id, body))


@routes.post(
    "/cases/{case_id}/dispute",
    allow("cases.dispute"),
    problems=(problems.NotNamedByAnother, problems.AlreadyDisputed, problems.DisputeTooLate, *_ACT),
)
def dispute_case(work: Work, case_id: UUID, body: ReasonIn) -> CaseOut:
    """A first responder named by another says it was somebody else."""
    return _case(work, disputes.dispute(work, case_id, body))


@routes.post(
    "/cases/{case_id}/arbitrate",
    allow("cases.arbitrate"),
    if_match=True,
    problems=(problems.NothingRuled, UnknownReference, *_ACT),
)
def arbitrate_case(work: Work, case_id: UUID, body: ArbitrateIn) -> CaseOut:
    """Rule who owns it or answers for it; the ruling binds at once and is followed up."""
    return _case(work, disputes.arbitrate(work, case_id, body))


@routes.post("/cases/{case_id}/succeed", allow("cases.succeed"), problems=(UnknownReference, *_ACT))
def succeed_case(work: Work, case_id: UUID, body: SucceedIn) -> CaseOut:
    """Name another accountable person."""
    return _case(work, disputes.succeed(work, case_id, body))


@routes.post(
    "/cases/{case_id}/finish",
    allow("cases.finish"),
    problems=(
        problems.NotOwner,
        problems.PartsOpen,
        problems.StagesOpen,
        problems.FeeUnsaid,
        problems.PreventiveMeasureMissing,
        problems.DefectOut,
        *_ACT,
    ),
)
def finish_case(work: Work, case_id: UUID, body: FinishIn) -> CaseOut:
    """Done, with what came of it."""
    return _case(work, service.finish(work, case_id, body))


@routes.post("/cases/{case_id}/confirm", allow("cases.confirm"), problems=(problems.NotReporter, *_ACT))
def confirm_case(work: Work, case_id: UUID, body: Annotated[ConfirmIn, Body()] = NOTHING_SAID) -> CaseOut:
    """The resident says it is done."""
    return _case(work, service.confirm(work, case_id, body))


@routes.post(
    "/cases/{case_id}/close",
    allow("cases.close"),
    if_match=True,
    problems=(problems.NotAccountable, problems.ReasonMissing, problems.PromiseBlocks, problems.PartsOpen, *_ACT),
)
def close_case(work: Work, case_id: UUID, body: Annotated[CloseIn, Body()] = NO_REASON) -> CaseOut:
    """Close on the resident's confirmation, the accountable person's word, or a supervisor's reason."""
    return _case(work, service.close(work, case_id, body))


@routes.post("/cases/{case_id}/reopen", allow("cases.reopen"), problems=_ACT)
def reopen_case(work: Work, case_id: UUID, body: ReasonIn) -> CaseOut:
    """Not done after all: the same owner, another round."""
    return _case(work, service.reopen(work, case_id, body))


@routes.post("/cases/{case_id}/void", allow("cases.void"), problems=_ACT)
def void_case(work: Work, case_id: UUID, body: ReasonIn) -> CaseOut:
    """Recorded by mistake: void it with a reason. Nothing is deleted."""
    return _case(work, service.void(work, case_id, body))


@routes.post(
    "/cases/{case_id}/link",
    allow("cases.link"),
    problems=(
        problems.LinkToItself,
        problems.LinkInCircle,
        problems.DuplicateOfVoided,
        UnknownReference,
        *_ACT,
    ),
)
def link_case(work: Work, case_id: UUID, body: LinkIn) -> CaseOut:
    """Tie it to another case; a duplicate is voided and its contacts move there."""
    return _case(work, links.link(work, case_id, body))


@routes.post(
    "/cases/{case_id}/split",
    allow("cases.split"),
    problems=(problems.NotOwner, problems.StagesOpen, UnknownReference, *_ACT),
)
def split_case(work: Work, case_id: UUID, body: SplitIn) -> CaseOut:
    """Make parts of it for several trades, with owners and clocks of their own; it is finished when they are."""
    return _case(work, parts.split(work, case_id, body))


def _case(work: Work, loaded: Loaded) -> CaseOut:
    work.session.flush()
    return presenting.present(work, loaded)
