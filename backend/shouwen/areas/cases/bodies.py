"""What comes in about cases (api: cases)."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shouwen.areas.cases.rules import (
    CallerRelation,
    Channel,
    ComplaintClass,
    HoldReason,
    Kind,
    LinkRelation,
    Measure,
    NoCaseReason,
    PlaceRole,
    Queue,
    Severity,
    State,
)
from shouwen.core.acts import Act
from shouwen.core.files.rules import Audience
from shouwen.core.lists import ListParams
from shouwen.core.people.rules import RevealReason
from shouwen.kit.phone import Phone
from shouwen.kit.schema import Body, Instant, Params
from shouwen.kit.text import Code, Line, Name, Words

Title = Annotated[str, Line(200)]
LongText = Annotated[str, Words(10_000)]
Reason = Annotated[str, Words(1_000)]
FileIds = Annotated[list[UUID], Field(max_length=20)]


class PersonIn(Body):
    """Who reached us. No phone, no name and not anonymous is fine: the desk records what it has."""

    resident_id: UUID | None = None
    name: Annotated[str, Name(64)] | None = None
    phone: Phone | None = None
    anonymous: bool = False
    relation: CallerRelation | None = None


class PlaceIn(Body):
    """A place: exactly one of unit, building, zone or words."""

    unit_id: UUID | None = None
    building_id: UUID | None = None
    zone_id: UUID | None = None
    text: Annotated[str, Line(200)] | None = None
    role: PlaceRole = PlaceRole.AFFECTED


class ExternalRefIn(Body):
    """What another system calls this matter; unique in a community."""

    system: Annotated[str, Code(32)]
    id: Annotated[str, Line(128)]


class ContactIn(Body):
    """How the word reached us."""

    channel: Channel
    heard_at: Instant | None = Field(default=None, examples=["2026-11-22T09:30:00+08:00"])
    words: LongText | None = None
    wants_reply: bool = True
    person: PersonIn = PersonIn()
    places: Annotated[list[PlaceIn], Field(max_length=20)] = []
    external_ref: ExternalRefIn | None = None
    outside_due_at: Instant | None = Field(
        default=None, description="By when the other system wants an answer; needs `external_ref`"
    )
    rings: Annotated[int, Field(strict=True, ge=1, le=99)] | None = Field(
        default=None, description="How often the telephone rang before it was taken (RC-01); of a call alone"
    )


class ComplaintIn(Body):
    """Whom a complaint concerns."""

    class_: ComplaintClass = Field(alias="class")
    about_department_id: UUID | None = None
    about_staff_ids: Annotated[list[UUID], Field(max_length=20)] = []
    abroad: bool = Field(default=False, description="The customer lives abroad: a longer limit (CP-12)")


class AnsweredIn(Body):
    """Heard and finished in one go (FR-02); a complaint with its preventive measure (CP-15)."""

    result: LongText
    preventive_measure: LongText | None = None


class ExtentIn(Body):
    """A place an incident covers: exactly one of unit, building or zone."""

    unit_id: UUID | None = None
    building_id: UUID | None = None
    zone_id: UUID | None = None


class IncidentIn(Body):
    """What many call about: the words to tell them, when it is expected to be over, and where it is."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "words": "3 栋水泵故障停水，工程人员正在抢修，预计十八点恢复",
                    "expected_end_at": "2026-11-22T18:00:00+08:00",
                    "places": [{"building_id": "01980000-0000-7000-8000-000000000006"}],
                }
            ]
        }
    }

    words: LongText | None = None
    expected_end_at: Instant | None = None
    places: Annotated[list[ExtentIn], Field(max_length=100)] = []


class MatterIn(Body):
    """What a case is about, however it was told."""

    kind: Kind
    type_id: UUID | None = Field(default=None, description="A type of case whose stages it is to walk")
    category: Annotated[str, Code(64)] | None = None
    severity: Severity = Severity.NORMAL
    confidential: bool = False
    private: bool = False
    complaint: ComplaintIn | None = None
    incident: IncidentIn | None = None
    title: Title
    detail: LongText | None = None
    appointment_at: Instant | None = None
    file_ids: FileIds = []
    answered: AnsweredIn | None = None


class CaseIn(MatterIn):
    """A case as the desk hears it."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "community_id": "01980000-0000-7000-8000-000000000001",
                    "kind": "repair",
                    "title": "厨房水管漏水",
                    "contact": {
                        "channel": "phone",
                        "words": "水已经漫到客厅",
                        "person": {"name": "王女士", "phone": "19900001234", "relation": "owner"},
                        "places": [{"text": "3栋1单元1201"}],
                    },
                }
            ]
        }
    }

    community_id: UUID
    heard_by_id: UUID | None = None
    late_reason: Reason | None = None
    contact: ContactIn


class MoreContactIn(ContactIn):
    """A repeat, a joint complainant, another caller on the same matter."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"channel": "visit", "words": "还在滴水，请尽快来修", "person": {"name": "王女士", "relation": "owner"}}
            ]
        }
    }

    heard_by_id: UUID | None = None
    late_reason: Reason | None = None


class RegisterIn(ContactIn):
    """A call that becomes no case: why, what was answered, and by when a further answer was promised."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "community_id": "01980000-0000-7000-8000-000000000001",
                    "channel": "phone",
                    "words": "问周末物业是否上班",
                    "person": {"name": "王女士", "phone": "19900001234"},
                    "reason": "answered",
                    "result": "已告知周末照常值班",
                }
            ]
        }
    }

    community_id: UUID
    reason: NoCaseReason
    result: LongText | None = None
    wants_reply: bool = False
    reply_by: Instant | None = None
    heard_by_id: UUID | None = None
    late_reason: Reason | None = None


class AnswerIn(Act):
    """What the caller was told, if it is to be kept."""

    model_config = {"json_schema_extra": {"examples": [{"text": "已电话告知恢复供水"}]}}

    text: LongText | None = None


class BecomeCaseIn(MatterIn):
    """What the case is about that comes of a call. Who called, when and from where is known already."""

    model_config = {"json_schema_extra": {"examples": [{"kind": "repair", "title": "厨房水管漏水"}]}}


class ContactFilters(ListParams):
    """Which contacts. `answered`: whether whoever wants a reply has had one; `has_case`: whether a case came of it."""

    community_id: Annotated[list[UUID], Field(max_length=50)] = []
    case_id: Annotated[list[UUID], Field(max_length=50)] = []
    channel: Annotated[list[Channel], Field(max_length=20)] = []
    reason: Annotated[list[NoCaseReason], Field(max_length=20)] = []
    heard_by_id: Annotated[list[UUID], Field(max_length=50)] = []
    resident_id: Annotated[list[UUID], Field(max_length=50)] = []
    external_id: Annotated[list[Annotated[str, Line(128)]], Field(max_length=50)] = []
    heard_at_gte: Instant | None = Field(default=None, alias="heard_at.gte")
    heard_at_lt: Instant | None = Field(default=None, alias="heard_at.lt")
    has_case: bool | None = None
    wants_reply: bool | None = None
    answered: bool | None = None
    rang_long: bool | None = Field(default=None, description="Taken after more rings than the standard allowed (RC-01)")


class IncidentQuery(Params):
    """Where somebody calls from: a unit, a building, a zone, or the homes of a resident. None of them: anywhere."""

    community_id: UUID
    unit_id: UUID | None = None
    building_id: UUID | None = None
    zone_id: UUID | None = None
    resident_id: UUID | None = None


class OfferIn(Act):
    """An offer, to one person or to a post (its first holder to accept takes it)."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"to_post_id": "01980000-0000-7000-8000-000000000002", "reason": "需要电工"}]
        }
    }

    to_staff_id: UUID | None = None
    to_post_id: UUID | None = None
    reason: Reason | None = None


class ReasonIn(Act):
    """An act that needs a reason."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "住户来电说又漏了"}]}}

    reason: Reason


class RespondIn(Act):
    """What the resident was told, if it is to be kept for them to read."""

    text: LongText | None = None


class ExplainIn(Act):
    """Why it takes longer, and when the next answer comes. The original promises stand."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"reason": "配件缺货", "new_due_at": "2026-11-25T18:00:00+08:00", "resident_agreed": True}]
        }
    }

    reason: Reason
    new_due_at: Instant
    resident_agreed: bool


class HoldIn(Act):
    """What the case waits for, and until when probably."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "parts", "until": "2026-11-25T18:00:00+08:00"}]}}

    reason: HoldReason
    until: Instant


class ReportIn(Act):
    """The first responder tells the centre."""

    reason: Reason | None = None


class UrgeIn(Act):
    """Somebody asks where it stands."""

    reason: Reason | None = None


class EscalateIn(Act):
    """Reported upward: to whom, if not to the owner's superior, and why."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "住户要求见经理"}]}}

    reason: Reason
    to_staff_id: UUID | None = None


class VerifyIn(Act):
    """Whether the complaint is valid, and why."""

    model_config = {"json_schema_extra": {"examples": [{"valid": True, "reason": "现场查看属实"}]}}

    valid: bool
    reason: Reason


class ReclassifyIn(Act):
    """Sorted anew: what is given changes."""

    model_config = {
        "json_schema_extra": {"examples": [{"kind": "complaint", "class": "property", "reason": "住户投诉维修不及时"}]}
    }

    kind: Kind | None = None
    category: Annotated[str, Code(64)] | None = None
    class_: ComplaintClass | None = Field(default=None, alias="class")
    severity: Severity | None = None
    abroad: bool | None = None
    reason: Reason


class ArbitrateIn(Act):
    """A ruling: who owns it, who is accountable, and why. It binds at once."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"owner_id": "01980000-0000-7000-8000-000000000004", "ruling": "由工程部负责到底"}]
        }
    }

    owner_id: UUID | None = None
    accountable_id: UUID | None = None
    ruling: Reason


class SucceedIn(Act):
    """Who becomes accountable, and why."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"to_staff_id": "01980000-0000-7000-8000-000000000004", "reason": "原首问人休长假"}]
        }
    }

    to_staff_id: UUID
    reason: Reason


class FinishIn(Act):
    """What came of it."""

    model_config = {"json_schema_extra": {"examples": [{"result": "更换软管，试水三十分钟不漏", "cause": "软管老化"}]}}

    result: LongText
    cause: LongText | None = None
    preventive_measure: LongText | None = None


class ConfirmIn(Act):
    """What the resident says to it."""

    model_config = {"json_schema_extra": {"examples": [{"rating": 5, "comment": "来得很快"}]}}

    rating: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    comment: Reason | None = None


class CloseIn(Act):
    """A reason where the resident did not confirm."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "电话回访，住户确认已修好"}]}}

    reason: Reason | None = None


class RevealCallerIn(Body):
    """Why the number is shown in full."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "call_back"}]}}

    reason: RevealReason


class NoteIn(Act):
    """Words about the case."""

    model_config = {"json_schema_extra": {"examples": [{"text": "师傅下午三点上门", "audience": "resident"}]}}

    text: LongText
    audience: Audience = Audience.INTERNAL
    file_ids: FileIds = []


class LinkIn(Act):
    """What this case is to another one. `duplicate_of` voids this one and moves its contacts there."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"case_id": "01980000-0000-7000-8000-000000000003", "relation": "duplicate_of"}]
        }
    }

    case_id: UUID
    relation: LinkRelation


class PartIn(Body):
    """A part: what it is, and the post that is to take it."""

    title: Title
    category: Annotated[str, Code(64)] | None = None
    to_post_id: UUID


class SplitIn(Act):
    """The parts of a matter for several trades."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "parts": [
                        {
                            "title": "更换软管",
                            "category": "plumbing",
                            "to_post_id": "01980000-0000-7000-8000-000000000002",
                        },
                        {"title": "修补吊顶", "to_post_id": "01980000-0000-7000-8000-000000000005"},
                    ]
                }
            ]
        }
    }

    parts: Annotated[list[PartIn], Field(min_length=1, max_length=20)]


class SimilarQuery(Params):
    """What is known of a matter while it is still being told."""

    community_id: UUID
    words: Annotated[str, Line(200)] | None = None
    resident_id: UUID | None = None
    unit_id: UUID | None = None
    building_id: UUID | None = None
    zone_id: UUID | None = None


class BulkItemIn(Body):
    """A case, and the version the caller saw of it."""

    id: UUID
    version: Annotated[int, Field(ge=1, le=999_999_999)]


class BulkBodyIn(Act):
    """What the action asks for; the same fields as on its own route, which refuses those it does not know."""

    reason: Reason | None = None
    to_staff_id: UUID | None = None
    to_post_id: UUID | None = None
    kind: Kind | None = None
    category: Annotated[str, Code(64)] | None = None
    class_: ComplaintClass | None = Field(default=None, alias="class")
    severity: Severity | None = None


class BulkAction(StrEnum):
    """What can be said to many cases at once."""

    KEEP = "keep"
    ACCEPT = "accept"
    REFUSE = "refuse"
    OFFER = "offer"
    WITHDRAW = "withdraw"
    URGE = "urge"
    ESCALATE = "escalate"
    RECLASSIFY = "reclassify"
    SUCCEED = "succeed"
    CLOSE = "close"
    VOID = "void"


class BulkIn(Body):
    """The same action on several cases, each in a transaction of its own."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "action": "offer",
                    "items": [{"id": "01980000-0000-7000-8000-000000000003", "version": 1}],
                    "body": {"to_post_id": "01980000-0000-7000-8000-000000000002", "reason": "统一派工"},
                }
            ]
        }
    }

    action: BulkAction
    items: Annotated[list[BulkItemIn], Field(min_length=1, max_length=100)]
    body: BulkBodyIn = BulkBodyIn()


class CaseFilters(ListParams):
    """Repeated parameters mean or, different ones and."""

    include: Annotated[tuple[Literal["actions", "total_count"], ...], Field(max_length=4)] = ()  # type: ignore[assignment]  # a wider choice
    community_id: Annotated[list[UUID], Field(max_length=50)] = []
    state: Annotated[list[State], Field(max_length=20)] = []
    kind: Annotated[list[Kind], Field(max_length=20)] = []
    category: Annotated[list[Annotated[str, Code(64)]], Field(max_length=20)] = []
    severity: Annotated[list[Severity], Field(max_length=20)] = []
    owner_id: Annotated[list[UUID], Field(max_length=50)] = []
    first_responder_id: Annotated[list[UUID], Field(max_length=50)] = []
    accountable_id: Annotated[list[UUID], Field(max_length=50)] = []
    unit_id: Annotated[list[UUID], Field(max_length=50)] = []
    resident_id: Annotated[list[UUID], Field(max_length=50)] = []
    heard_at_gte: Instant | None = Field(default=None, alias="heard_at.gte")
    heard_at_lt: Instant | None = Field(default=None, alias="heard_at.lt")
    due_at_lt: Instant | None = Field(default=None, alias="due_at.lt")
    overdue: bool | None = None
    repeated: bool | None = None
    disputed: bool | None = None
    amount_waiting: bool | None = None
    measure: Annotated[list[Measure], Field(max_length=len(Measure))] = []
    queue: Queue | None = None
    number: Annotated[list[Annotated[str, Line(32)]], Field(max_length=50)] = []
    external_id: Annotated[list[Annotated[str, Line(128)]], Field(max_length=50)] = []
    q: Annotated[str, Line(100)] | None = None
