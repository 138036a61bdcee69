"""What is said and answered about the chart: departments, posts and their holders, absences, the routing table."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.core.lists import Ids, ListParams
from shouwen.core.people.chart import Way
from shouwen.core.people.rules import AbsenceReason, AbsenceState, StepOutcome
from shouwen.core.places.rules import DepartmentKind
from shouwen.core.places.schemas import IdName
from shouwen.kit.schema import Body, Instant, Params
from shouwen.kit.text import Code, Name

Title = Annotated[str, Name(64)]
RoutedKind = Annotated[str, Field(max_length=32, pattern=r"^[a-z][a-z_]*$", examples=["repair"])]
Category = Annotated[str, Code(64)]
_AN_ID = "01980000-0000-7000-8000-000000000001"


def left_out() -> Any:
    """What stands in a patch for a member that is not there; it may be left out, but is never null."""
    return None


# ---------------------------------------------------------------- in


class DepartmentIn(Body):
    """A new department."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"community_id": _AN_ID, "name": "工程部", "kind": "engineering"}]}
    )

    community_id: UUID
    name: Title
    kind: DepartmentKind


class DepartmentPatch(Body):
    """What is to be different about a department."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "工程维修部"}]})

    name: Title = Field(default_factory=left_out)
    kind: DepartmentKind = Field(default_factory=left_out)


class PostIn(Body):
    """A new post, and its place in the chart. Making it the reception takes that from the post that was."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"community_id": _AN_ID, "name": "客服主管", "superior_post_id": _AN_ID}]}
    )

    community_id: UUID
    name: Title
    department_id: UUID | None = None
    zone_id: UUID | None = None
    superior_post_id: UUID | None = None
    deputy_post_id: UUID | None = None
    is_reception: bool = False


class PostPatch(Body):
    """What is to be different about a post; null takes a department, zone, superior or deputy away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"deputy_post_id": _AN_ID}, {"superior_post_id": None}]})

    name: Title = Field(default_factory=left_out)
    department_id: UUID | None = None
    zone_id: UUID | None = None
    superior_post_id: UUID | None = None
    deputy_post_id: UUID | None = None
    is_reception: bool = Field(default_factory=left_out)


class HoldingIn(Body):
    """Who is to hold the post, from now or from another time on, and until when, if that is known."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"staff_id": _AN_ID, "since": "2026-12-01T00:00:00+08:00"}]}
    )

    staff_id: UUID
    since: Instant | None = None
    until: Instant | None = None


class HoldingEnd(Body):
    """When it ends, if not now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"until": "2026-12-31T18:00:00+08:00"}]})

    until: Instant | None = None


class AbsenceIn(Body):
    """Who is away, if not the caller; from now or from another time on; until when, if that is known."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "staff_id": _AN_ID,
                    "since": "2026-12-01T00:00:00+08:00",
                    "until": "2026-12-08T00:00:00+08:00",
                    "reason_key": "leave",
                }
            ]
        }
    )

    staff_id: UUID | None = None
    since: Instant | None = None
    until: Instant | None = None
    reason_key: AbsenceReason


class RouteIn(Body):
    """To which post a kind of matter goes; with a category, a class or a zone, only such matters."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"community_id": _AN_ID, "kind": "repair", "category": "elevator", "post_id": _AN_ID}]
        }
    )

    community_id: UUID
    kind: RoutedKind
    category: Category | None = None
    complaint_class: RoutedKind | None = None
    zone_id: UUID | None = None
    post_id: UUID


# ---------------------------------------------------------------- asked for


class AbsenceParams(ListParams):
    """Which absences. `q`: part of the name."""

    community_id: Ids = ()
    staff_id: Ids = ()
    state: Annotated[tuple[AbsenceState, ...], Field(max_length=len(AbsenceState))] = ()


class RouteParams(ListParams):
    """Which lines of the routing table. `q`: the beginning of the kind."""

    community_id: Ids = ()
    post_id: Ids = ()
    zone_id: Ids = ()
    kind: Annotated[tuple[RoutedKind, ...], Field(max_length=20)] = ()


class ResolveParams(Params):
    """A matter that might come in."""

    community_id: UUID
    kind: RoutedKind
    category: Category | None = None
    complaint_class: RoutedKind | None = None
    zone_id: UUID | None = None


# ---------------------------------------------------------------- out


class HoldingOut(TypedDict):
    """That somebody holds a post."""

    id: UUID
    post_id: UUID
    staff: IdName
    since: datetime
    until: datetime | None


class HoldingsOut(TypedDict):
    """Everybody who holds or has held a post, the latest first."""

    data: list[HoldingOut]


class AbsenceOut(TypedDict):
    """`reason_key` is told to the absent person and to those who manage absences."""

    id: UUID
    staff: IdName
    since: datetime
    until: datetime | None
    state: AbsenceState
    reason_key: AbsenceReason | None
    made_by: IdName
    made_at: datetime
    cancelled_at: datetime | None


class RouteOut(TypedDict):
    id: UUID
    community_id: UUID
    kind: str
    category: str | None
    complaint_class: str | None
    zone: IdName | None
    post: IdName


class StepOut(TypedDict):
    """Somebody looked at on the way, or a post that nobody holds; and what came of it."""

    way: Way
    post: IdName | None
    staff: IdName | None
    outcome: StepOutcome


class ResolvedOut(TypedDict):
    """Who would get it now. Without a route it goes to the reception post; `steps` say why it is this person."""

    route: RouteOut | None
    post: IdName | None
    staff: IdName
    way: Way
    steps: list[StepOut]


class ChartDepartment(TypedDict):
    id: UUID
    name: str
    kind: DepartmentKind
    version: int


class ChartHolder(TypedDict):
    """Somebody on a post. `id` is the holding's, to end it by; `away_until` is null when nobody knows."""

    id: UUID
    staff: IdName
    since: datetime
    until: datetime | None
    away: bool
    away_until: datetime | None


class ChartPost(TypedDict):
    """A post of the chart. `answers`: who answers for it at this moment, standing in or not."""

    id: UUID
    name: str
    version: int
    is_reception: bool
    department_id: UUID | None
    zone: IdName | None
    superior_post_id: UUID | None
    deputy_post_id: UUID | None
    holders: list[ChartHolder]
    answers: IdName | None


class ChartOut(TypedDict):
    """The whole chart of a community as it stands at `at`."""

    community: IdName
    at: datetime
    departments: list[ChartDepartment]
    posts: list[ChartPost]
