"""What a case is, the verbs of its life, and who may say which when."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from shouwen.areas.cases.problems import (
    AlreadyDisputed,
    AlreadyOnHold,
    AlreadyVerified,
    ClosedAlready,
    ComplaintsOnly,
    ConfirmedAlready,
    FeeUnsaid,
    HasOwner,
    NoLongerOpen,
    NotAccountable,
    NotAddressee,
    NotFinished,
    NotFirstResponder,
    NotNamedByAnother,
    NotNow,
    NotOnHold,
    NotOwner,
    NotReporter,
    OfferWaits,
    PartsOpen,
    PromiseBlocks,
    StagesOpen,
    StillInHand,
    ThereAlready,
    VoidedAlready,
)
from shouwen.core.custody.rules import Addressed, NoOffer, OfferPending
from shouwen.kit.problem import Forbidden, Problem
from shouwen.kit.states import StateTable


class Kind(StrEnum):
    """What the resident raised. Kinds differ in data, not in code."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    INQUIRY = "inquiry"
    HELP = "help"
    SUGGESTION = "suggestion"
    SERVICE = "service"
    WARRANTY = "warranty"
    INCIDENT = "incident"
    PRAISE = "praise"


# The first two letters of a number: they stay when the kind changes (CP-10).
NUMBER_PREFIX: Final[Mapping[Kind, str]] = {
    Kind.REPAIR: "BX",
    Kind.COMPLAINT: "TS",
    Kind.INQUIRY: "ZX",
    Kind.HELP: "QZ",
    Kind.SUGGESTION: "JY",
    Kind.SERVICE: "FW",
    Kind.WARRANTY: "ZB",
    Kind.INCIDENT: "SJ",
    Kind.PRAISE: "BY",
}
NUMBER: Final = re.compile(rf"(?:{'|'.join(NUMBER_PREFIX.values())})\d{{6}}-\d{{5,}}")


class Severity(StrEnum):
    """How grave. `urgent` is the special grade of help (HR-01), `major` the grave complaint (CP-04)."""

    NORMAL = "normal"
    URGENT = "urgent"
    MAJOR = "major"


class ComplaintClass(StrEnum):
    """Whom a complaint concerns: us, the developer, or the outside (CP-01 to CP-03)."""

    PROPERTY = "property"
    DEVELOPER = "developer"
    EXTERNAL = "external"


class Origin(StrEnum):
    """Heard by us as it happened, or brought in from an older record."""

    LIVE = "live"
    HISTORY = "history"


class Channel(StrEnum):
    """How the word reached us."""

    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"
    SUGGESTION_BOX = "suggestion_box"
    APP = "app"
    MINI_PROGRAM = "mini_program"
    WECHAT = "wechat"
    HOTLINE = "hotline"
    EMAIL = "email"
    PATROL = "patrol"
    HOME_VISIT = "home_visit"
    CALLBACK = "callback"
    SURVEY = "survey"
    IMPORT = "import"
    API = "api"


# Nobody hears a letter: the holder on duty of the reception post is the first responder then (mechanics: people).
UNHEARD: Final = frozenset(
    {
        Channel.APP,
        Channel.MINI_PROGRAM,
        Channel.WECHAT,
        Channel.EMAIL,
        Channel.LETTER,
        Channel.SUGGESTION_BOX,
        Channel.SURVEY,
        Channel.IMPORT,
        Channel.API,
    }
)
BY_TELEPHONE: Final = frozenset({Channel.PHONE, Channel.HOTLINE})
OF_RESIDENTS: Final = frozenset({Channel.APP, Channel.MINI_PROGRAM, Channel.WECHAT})


class CallerRelation(StrEnum):
    """What the person is to the place they speak of."""

    OWNER = "owner"
    TENANT = "tenant"
    FAMILY = "family"
    AGENT = "agent"
    VISITOR = "visitor"
    NEIGHBOUR = "neighbour"
    AUTHORITY = "authority"


class PlaceRole(StrEnum):
    """What a place is to the matter."""

    AFFECTED = "affected"
    SOURCE = "source"
    LOCATION = "location"


class ContactPart(StrEnum):
    """The first contact made the case; the same household again is a repeat, another one joins."""

    FIRST = "first"
    REPEAT = "repeat"
    JOINT = "joint"


class NoCaseReason(StrEnum):
    """Why a call became no case."""

    ANSWERED = "answered"  # answered on the spot
    REFERRED = "referred"  # sent on to whom it concerns
    TOLD_US = "told_us"  # something to know, nothing to do
    WRONG_NUMBER = "wrong_number"
    SILENT = "silent"
    ADVERTISING = "advertising"
    OTHER = "other"


class ContactState(StrEnum):
    """Where a contact stands: nothing is owed, an answer is, or it was given."""

    NOTED = "noted"
    WAITING = "waiting"
    ANSWERED = "answered"


class ContactVerb(StrEnum):
    """What can be said to a contact."""

    ANSWER = "answer"
    BECOME_CASE = "become-case"


class LinkRelation(StrEnum):
    """What one case is to another."""

    RELATED = "related"
    DUPLICATE_OF = "duplicate_of"
    CAUSED_BY = "caused_by"
    CONTINUES = "continues"


class Queue(StrEnum):
    """Whose work is listed: what waits for me, what is offered to my posts, what my team has in hand."""

    MINE = "mine"
    POST = "post"
    TEAM = "team"


class Measure(StrEnum):
    """What a case may count as on the board of first responsibility (FR-02, FR-03), and of repairs (RP-07)."""

    BOUNCED = "bounced"
    REFUSED = "refused"
    RETURNED = "returned"
    ACCEPTED_LATE = "accepted_late"
    ONE_VISIT = "one_visit"
    REPEATED = "repeated"
    REWORKED = "reworked"


class State(StrEnum):
    """Where a case stands."""

    HEARD = "heard"
    OWNED = "owned"
    HANDLING = "handling"
    FINISHED = "finished"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    VOIDED = "voided"


class Verb(StrEnum):
    """What can be said to a case."""

    RESPOND = "respond"
    KEEP = "keep"
    OFFER = "offer"
    WITHDRAW = "withdraw"
    REFUSE = "refuse"
    ACCEPT = "accept"
    ARRIVE = "arrive"
    EXPLAIN = "explain"
    HOLD = "hold"
    RESUME = "resume"
    URGE = "urge"
    REPORT = "report"
    ESCALATE = "escalate"
    VERIFY = "verify"
    RECLASSIFY = "reclassify"
    DISPUTE = "dispute"
    ARBITRATE = "arbitrate"
    SUCCEED = "succeed"
    FINISH = "finish"
    CONFIRM = "confirm"
    CLOSE = "close"
    REOPEN = "reopen"
    VOID = "void"
    SPLIT = "split"
    LINK = "link"
    NOTE = "note"
    ADD_CONTACT = "add_contact"


# A split carries no words of its own: each part has its title.
WORDLESS: Final = frozenset({Verb.SPLIT})
OVER: Final = frozenset({State.FINISHED, State.CONFIRMED, State.CLOSED, State.VOIDED})
OPEN: Final = (State.HEARD, State.OWNED, State.HANDLING)
TO_CLOSE: Final = (State.FINISHED, State.CONFIRMED)
_ALIVE: Final = (*OPEN, *TO_CLOSE)

LIFE: Final[StateTable[State, Verb]] = StateTable(
    {
        Verb.RESPOND: (OPEN, None),
        Verb.KEEP: ([State.HEARD], State.OWNED),
        Verb.OFFER: (OPEN, None),
        Verb.WITHDRAW: (OPEN, None),
        Verb.REFUSE: (OPEN, None),
        Verb.ACCEPT: (OPEN, State.OWNED),
        Verb.ARRIVE: ([State.HEARD, State.OWNED], State.HANDLING),
        Verb.EXPLAIN: (OPEN, None),
        Verb.HOLD: (OPEN, None),
        Verb.RESUME: (OPEN, None),
        Verb.URGE: (OPEN, None),
        Verb.REPORT: (OPEN, None),
        Verb.ESCALATE: (OPEN, None),
        Verb.VERIFY: (OPEN, None),
        Verb.RECLASSIFY: (OPEN, None),
        Verb.DISPUTE: (OPEN, None),
        Verb.ARBITRATE: (OPEN, None),  # an arbitration that names another owner leads to owned
        Verb.SUCCEED: (OPEN, None),
        Verb.FINISH: (OPEN, State.FINISHED),
        Verb.CONFIRM: ([State.FINISHED], State.CONFIRMED),
        Verb.CLOSE: ([State.FINISHED, State.CONFIRMED], State.CLOSED),
        Verb.REOPEN: ([State.FINISHED, State.CONFIRMED, State.CLOSED], State.OWNED),
        Verb.VOID: (_ALIVE, State.VOIDED),
        Verb.SPLIT: (OPEN, None),
        Verb.LINK: (OPEN, None),
        Verb.NOTE: (State, None),
        Verb.ADD_CONTACT: (_ALIVE, None),
    }
)


class HoldReason(StrEnum):
    """What a case waits for. Waiting is measured and never moves a promise."""

    RESIDENT_AWAY = "resident_away"
    PARTS = "parts"
    DEVELOPER = "developer"
    AUTHORITY = "authority"
    WEATHER = "weather"


class DisputeState(StrEnum):
    """How a dispute over who heard it first stands."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: what the rules need to know of it."""

    state: State
    first_responder_id: UUID
    accountable_id: UUID
    owner_id: UUID
    kind: Kind = Kind.REPAIR
    named_by_another: bool = False
    on_hold: bool = False
    is_verified: bool = False
    has_dispute: bool = False
    has_open_parts: bool = False
    has_open_stages: bool = False
    has_unsaid_fee: bool = False
    has_blocking_promise: bool = False
    offer: Addressed | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: what the rules need to know of the caller. `reaches` says whether a permission reaches this case."""

    id: UUID
    is_resident: bool
    post_ids: frozenset[UUID]
    reaches: Callable[[str], bool]


Objection = type[Problem] | None


def objection(verb: Verb, case: Standing, viewer: Viewer) -> Objection:
    """Why `verb` cannot be said to the case now by this caller, or None when it can."""
    if not viewer.reaches(f"cases.{verb}"):
        return Forbidden
    if not LIFE.allows(case.state, verb):
        return not_now(verb, case.state)
    check = _CHECKS.get(verb)
    return check(case, viewer) if check else None


# What must happen first, or has happened: by the verb where it has its own answer, else by the state.
_TOO_EARLY: Final[Mapping[Verb, type[NotNow]]] = {
    Verb.KEEP: HasOwner,
    Verb.ARRIVE: ThereAlready,
    Verb.CONFIRM: NotFinished,
    Verb.CLOSE: NotFinished,
    Verb.REOPEN: StillInHand,
}
_TOO_LATE: Final[Mapping[Verb, type[NotNow]]] = {Verb.CONFIRM: ConfirmedAlready, Verb.CLOSE: ClosedAlready}


def not_now(verb: Verb, state: State) -> type[NotNow]:
    """Why the state does not allow the verb, in words that say what would."""
    if state is State.VOIDED:
        return VoidedAlready
    if state in OPEN:
        return _TOO_EARLY[verb]
    return _TOO_LATE.get(verb, NoLongerOpen)


def offered_actions(viewer: Viewer, kind: Kind) -> list[Verb]:
    """The verbs a caller of this kind can ever say to such a case, in the order they are shown."""
    strange = set() if kind is Kind.COMPLAINT else {Verb.VERIFY}
    return [verb for verb in Verb if verb not in strange and viewer.reaches(f"cases.{verb}")]


def _report(case: Standing, viewer: Viewer) -> Objection:
    """Whoever heard it first reports it, or who answers for it in their place."""
    return None if viewer.id in {case.first_responder_id, case.accountable_id} else NotFirstResponder


def _keep(case: Standing, viewer: Viewer) -> Objection:
    if viewer.id != case.first_responder_id:
        return NotFirstResponder
    return OfferWaits if case.offer else None


def _offer(case: Standing, viewer: Viewer) -> Objection:
    return OfferPending if case.offer else _hands_on(case, viewer)


def _withdraw(case: Standing, viewer: Viewer) -> Objection:
    return _hands_on(case, viewer) if case.offer else NoOffer


def _hands_on(case: Standing, viewer: Viewer) -> Objection:
    """The owner hands on, the accountable one for them, or a supervisor who may close for others."""
    if viewer.id in {case.owner_id, case.accountable_id} or viewer.reaches("cases.close_for_others"):
        return None
    return NotOwner


def _answer(case: Standing, viewer: Viewer) -> Objection:
    if case.offer is None:
        return NoOffer
    return None if case.offer.includes(viewer.id, viewer.post_ids) else NotAddressee


def _split(case: Standing, viewer: Viewer) -> Objection:
    """What walks stages is not cut in parts: they would finish it over its stages."""
    return StagesOpen if case.has_open_stages else _hands_on(case, viewer)


def _own(case: Standing, viewer: Viewer) -> Objection:
    """The owner does it; the accountable one may record it for them."""
    return None if viewer.id in {case.owner_id, case.accountable_id} else NotOwner


def _hold(case: Standing, viewer: Viewer) -> Objection:
    return AlreadyOnHold if case.on_hold else _own(case, viewer)


def _resume(case: Standing, viewer: Viewer) -> Objection:
    return _own(case, viewer) if case.on_hold else NotOnHold


def _verify(case: Standing, _viewer: Viewer) -> Objection:
    if case.kind is not Kind.COMPLAINT:
        return ComplaintsOnly
    return AlreadyVerified if case.is_verified else None


def _dispute(case: Standing, viewer: Viewer) -> Objection:
    """Only a first responder whom somebody else named may say it was another (mechanics: people)."""
    if viewer.id != case.first_responder_id or not case.named_by_another:
        return NotNamedByAnother
    return AlreadyDisputed if case.has_dispute else None


def _confirm(_case: Standing, viewer: Viewer) -> Objection:
    """The resident's own word; staff never confirm in their stead."""
    return None if viewer.is_resident else NotReporter


def _finish(case: Standing, viewer: Viewer) -> Objection:
    """The whole is finished when its parts are, and a repair with a fee when it was said what became of it (RP-10)."""
    if case.has_open_stages:
        return StagesOpen
    if case.has_open_parts:
        return PartsOpen
    return _own(case, viewer) or (FeeUnsaid if case.has_unsaid_fee else None)


def _close(case: Standing, viewer: Viewer) -> Objection:
    if case.has_open_parts:
        return PartsOpen
    if viewer.id != case.accountable_id and not viewer.reaches("cases.close_for_others"):
        return NotAccountable
    return PromiseBlocks if case.has_blocking_promise else None


_CHECKS: Final[Mapping[Verb, Callable[[Standing, Viewer], Objection]]] = {
    Verb.REPORT: _report,
    Verb.KEEP: _keep,
    Verb.OFFER: _offer,
    Verb.WITHDRAW: _withdraw,
    Verb.ACCEPT: _answer,
    Verb.REFUSE: _answer,
    Verb.ARRIVE: _own,
    Verb.RESPOND: _own,
    Verb.EXPLAIN: _own,
    Verb.HOLD: _hold,
    Verb.RESUME: _resume,
    Verb.VERIFY: _verify,
    Verb.DISPUTE: _dispute,
    Verb.FINISH: _finish,
    Verb.CONFIRM: _confirm,
    Verb.CLOSE: _close,
    Verb.SPLIT: _split,
}


def lacks_measure(kind: Kind, preventive_measure: str | None, *, valid: bool | None) -> bool:
    """A complaint found valid ends with a preventive measure (CP-15, CP-08).

    One found unfounded has nothing to prevent (CP-11), and of one nobody has judged yet it is not known.
    """
    return kind is Kind.COMPLAINT and valid is True and not preventive_measure


def is_fault(kind: Kind, severity: Severity) -> bool:
    """What a fault analysis is written of: an incident, or a repair that was major (FR-14)."""
    return kind is Kind.INCIDENT or (kind in {Kind.REPAIR, Kind.WARRANTY} and severity is Severity.MAJOR)


def needs_reason_to_close(case: Standing, viewer_id: UUID) -> bool:
    """A finished case that the resident did not confirm closes on the accountable one's word, or on a reason."""
    return case.state is State.FINISHED and viewer_id != case.accountable_id
