"""Routes to look people up, and to change the chart, the routing table and who is away. A phone leaves masked.

To begin and to leave work are routes of core/access, because signing in begins and ends with them.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.core.lists import Page
from shouwen.core.people import (
    absences,
    departments,
    directory,
    joining,
    leaving,
    merging,
    moving,
    organisation,
    posts,
    registering,
    residents,
    revealing,
)
from shouwen.core.people import routing as table
from shouwen.core.people.authority import MANAGE, OWN_ABSENCE, READ
from shouwen.core.people.chart_schemas import (
    AbsenceIn,
    AbsenceOut,
    AbsenceParams,
    ChartOut,
    DepartmentIn,
    DepartmentPatch,
    HoldingEnd,
    HoldingIn,
    HoldingOut,
    HoldingsOut,
    PostIn,
    PostPatch,
    ResolvedOut,
    ResolveParams,
    RouteIn,
    RouteOut,
    RouteParams,
)
from shouwen.core.people.problems import (
    AbsenceOver,
    AbsenceOverlaps,
    AlreadyHolds,
    AlreadyMember,
    BothSignIn,
    ClassUnknown,
    EndsBeforeBegin,
    HandOverToSelf,
    HoldingEnded,
    HouseholdEnded,
    HouseholdNeeded,
    KindUnknown,
    LastManager,
    Loop,
    MergedOn,
    MergeIntoSelf,
    NameTaken,
    NobodyToAnswer,
    NoPhone,
    NotMember,
    NotMerged,
    NotOnRecord,
    NotYet,
    NumberTaken,
    PhoneKnown,
    RouteTaken,
    StillActive,
    StillLivesThere,
    UnitOccupied,
    WorksElsewhere,
)
from shouwen.core.people.registering import EDIT
from shouwen.core.people.resident_schemas import (
    HouseholdIn,
    HouseholdPatch,
    MemberIn,
    MemberPatch,
    MergeIn,
    MoveOutIn,
    ResidentIn,
    ResidentPatch,
    VoidIn,
)
from shouwen.core.people.schemas import (
    CallerParams,
    CallersOut,
    HouseholdOut,
    HouseholdParams,
    PhoneOut,
    PostParams,
    PostRow,
    ResidentDetail,
    ResidentOut,
    ResidentParams,
    RevealIn,
    StaffOut,
    StaffParams,
)
from shouwen.core.people.staff_schemas import HandOverIn, HandOverOut, StaffPatch
from shouwen.core.places.queries import get_department
from shouwen.core.places.schemas import DepartmentOut
from shouwen.core.references import UnknownReference
from shouwen.core.web import Idempotency, Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("people")
_LIST = (CursorInvalid, SortUnknown)
_JOIN = (HouseholdEnded, NotYet, AlreadyMember)
_CHANGE = (NotFound, UnknownReference, NameTaken)


@routes.get("/households", allow(residents.READ), problems=_LIST)
def list_households(work: Work, params: Annotated[HouseholdParams, Query()]) -> Page[HouseholdOut]:
    """The households in reach, by the label of their unit, each with its members."""
    return residents.list_households(work, params)


@routes.get("/households/{household_id}", allow(residents.READ), problems=[NotFound])
def get_household(work: Work, household_id: UUID) -> HouseholdOut:
    """One household with its members, those who have moved out included."""
    return residents.get_household(work, household_id)


@routes.post(
    "/households",
    allow(EDIT),
    status=201,
    problems=[UnknownReference, NotYet, UnitOccupied, AlreadyMember],
)
def create_household(work: Work, body: HouseholdIn) -> HouseholdOut:
    """A household moves in. Who lived there before has to have moved out."""
    household_id = moving.move_in(work, body)
    work.reply.created(f"/api/v1/households/{household_id}")
    return residents.get_household(work, household_id)


@routes.patch("/households/{household_id}", allow(EDIT), problems=[NotFound, HouseholdEnded])
def change_household(work: Work, household_id: UUID, body: HouseholdPatch) -> HouseholdOut:
    """Another kind of household."""
    return residents.get_household(work, moving.change_household(work, household_id, body))


@routes.post(
    "/households/{household_id}/move-out", allow(EDIT), problems=[NotFound, HouseholdEnded, NotYet, EndsBeforeBegin]
)
def move_household_out(work: Work, household_id: UUID, body: MoveOutIn) -> HouseholdOut:
    """The household moves out, with everybody in it. Whoever comes next sees nothing of it."""
    return residents.get_household(work, moving.move_out(work, household_id, body))


@routes.post(
    "/households/{household_id}/members", allow(EDIT), status=201, problems=[NotFound, UnknownReference, *_JOIN]
)
def add_member(work: Work, household_id: UUID, body: MemberIn) -> HouseholdOut:
    """Somebody joins a household; they may belong to others as well."""
    work.reply.created(f"/api/v1/households/{household_id}")
    return residents.get_household(work, moving.add_member(work, household_id, body))


@routes.patch(
    "/households/{household_id}/members/{resident_id}", allow(EDIT), problems=[NotFound, HouseholdEnded, NotMember]
)
def change_member(work: Work, household_id: UUID, resident_id: UUID, body: MemberPatch) -> HouseholdOut:
    """What somebody is to the household. The version is that of the household."""
    return residents.get_household(work, moving.change_member(work, household_id, resident_id, body))


@routes.post(
    "/households/{household_id}/members/{resident_id}/leave",
    allow(EDIT),
    problems=[NotFound, HouseholdEnded, NotMember, NotYet, EndsBeforeBegin],
)
def remove_member(work: Work, household_id: UUID, resident_id: UUID, body: MoveOutIn) -> HouseholdOut:
    """Somebody leaves the household; the others stay."""
    return residents.get_household(work, moving.remove_member(work, household_id, resident_id, body))


@routes.get("/residents", allow(residents.READ), problems=_LIST)
def list_residents(work: Work, params: Annotated[ResidentParams, Query()]) -> Page[ResidentOut]:
    """The residents in reach, found by name, unit, whole phone or its last four digits."""
    return residents.list_residents(work, params)


@routes.get("/residents/{resident_id}", allow(residents.READ), problems=[NotFound])
def get_resident(work: Work, resident_id: UUID) -> ResidentDetail:
    """One resident with the units they belong to at present. A merged record says where it went: `merged_into`."""
    return residents.get_resident(work, resident_id)


@routes.post("/residents", allow(EDIT), status=201, problems=[UnknownReference, HouseholdNeeded, *_JOIN, PhoneKnown])
def create_resident(work: Work, body: ResidentIn) -> ResidentDetail:
    """A new resident, in a household from the start where one is named. A known phone is asked about once."""
    resident_id = moving.add_with_home(work, body)
    work.reply.created(f"/api/v1/residents/{resident_id}")
    return residents.get_resident(work, resident_id)


@routes.patch("/residents/{resident_id}", allow(EDIT), problems=[NotFound, NotOnRecord, PhoneKnown, UnknownReference])
def change_resident(work: Work, resident_id: UUID, body: ResidentPatch) -> ResidentDetail:
    """Another name, phone, note or language; further phones come and go."""
    return residents.get_resident(work, registering.change_resident(work, resident_id, body))


@routes.post("/residents/{resident_id}/void", allow(EDIT), problems=[NotFound, NotOnRecord, StillLivesThere])
def void_resident(work: Work, resident_id: UUID, body: VoidIn) -> ResidentDetail:
    """The record stays, and is found no more."""
    return residents.get_resident(work, registering.void_resident(work, resident_id, body))


@routes.post(
    "/residents/{resident_id}/merge",
    allow(merging.MERGE),
    problems=[NotFound, NotOnRecord, UnknownReference, MergeIntoSelf, BothSignIn],
)
def merge_resident(work: Work, resident_id: UUID, body: MergeIn) -> ResidentDetail:
    """This record goes into another of the same person, with homes, phones and contacts. The other is answered."""
    return residents.get_resident(work, merging.merge_residents(work, resident_id, body))


@routes.post("/residents/{resident_id}/undo-merge", allow(merging.MERGE), problems=[NotFound, NotMerged, MergedOn])
def undo_merge(work: Work, resident_id: UUID) -> ResidentDetail:
    """The merged record is there again, with exactly what it brought."""
    return residents.get_resident(work, merging.undo_merge(work, resident_id))


@routes.post(
    "/residents/{resident_id}/reveal",
    allow(revealing.REVEAL),
    idempotency=Idempotency.NONE,  # a kept answer would be the number once more
    problems=[NotFound, NoPhone, UnknownReference],
)
def reveal_phone(work: Work, resident_id: UUID, body: RevealIn) -> PhoneOut:
    """A resident's phone in full. Who asked, and what for, stands in the journal."""
    return revealing.reveal_phone(work, resident_id, body)


@routes.get("/callers", allow(residents.READ))
def find_callers(work: Work, params: Annotated[CallerParams, Query()]) -> CallersOut:
    """Who this phone belongs to: nobody known, one resident, or several who share it."""
    return {"data": residents.find_callers(work, params)}


@routes.get("/staff", allow(READ), problems=_LIST)
def list_staff(work: Work, params: Annotated[StaffParams, Query()]) -> Page[StaffOut]:
    """The staff who work in the communities in reach, with their posts and departments."""
    return directory.list_staff(work, params)


@routes.get("/staff/{staff_id}", allow(READ), problems=[NotFound])
def get_staff_member(work: Work, staff_id: UUID) -> StaffOut:
    """One member of staff."""
    return directory.get_staff_member(work, staff_id)


@routes.get("/posts", allow(READ), problems=_LIST)
def list_posts(work: Work, params: Annotated[PostParams, Query()]) -> Page[PostRow]:
    """The posts of the communities in reach, with superior, deputy and present holders."""
    return directory.list_posts(work, params)


@routes.get("/posts/{post_id}", allow(READ), problems=[NotFound])
def get_post(work: Work, post_id: UUID) -> PostRow:
    """One post."""
    return directory.get_post(work, post_id)


# ---------------------------------------------------------------- the chart


@routes.get("/communities/{community_id}/chart", allow(READ), problems=[NotFound])
def get_chart(work: Work, community_id: UUID) -> ChartOut:
    """The whole chart as it stands now: posts, holders, who is away, who answers for each post."""
    return organisation.get_chart(work, community_id)


@routes.post("/departments", allow(MANAGE), status=201, problems=[UnknownReference, NameTaken])
def create_department(work: Work, body: DepartmentIn) -> DepartmentOut:
    """A new department."""
    department_id = departments.add_department(work, body)
    work.reply.created(f"/api/v1/departments/{department_id}")
    return get_department(work, department_id)


@routes.patch("/departments/{department_id}", allow(MANAGE), problems=_CHANGE)
def change_department(work: Work, department_id: UUID, body: DepartmentPatch) -> DepartmentOut:
    """Another name or kind."""
    return get_department(work, departments.change_department(work, department_id, body))


@routes.post("/posts", allow(MANAGE), status=201, problems=[UnknownReference, NameTaken])
def create_post(work: Work, body: PostIn) -> PostRow:
    """A new post and its place in the chart."""
    post_id = posts.add_post(work, body)
    work.reply.created(f"/api/v1/posts/{post_id}")
    return directory.get_post(work, post_id)


@routes.patch("/posts/{post_id}", allow(MANAGE), problems=[*_CHANGE, Loop])
def change_post(work: Work, post_id: UUID, body: PostPatch) -> PostRow:
    """Another name, superior or deputy. What would run in a circle is refused, the circle named."""
    return directory.get_post(work, posts.change_post(work, post_id, body))


@routes.get("/posts/{post_id}/holders", allow(READ), problems=[NotFound])
def list_post_holders(work: Work, post_id: UUID) -> HoldingsOut:
    """Who holds and has held the post, the latest first."""
    return posts.list_holdings(work, post_id)


@routes.post(
    "/posts/{post_id}/holders",
    allow(MANAGE),
    status=201,
    problems=[NotFound, UnknownReference, EndsBeforeBegin, AlreadyHolds],
)
def give_post(work: Work, post_id: UUID, body: HoldingIn) -> HoldingOut:
    """Put somebody on the post."""
    work.reply.created(f"/api/v1/posts/{post_id}/holders")
    return posts.tell_holding(work, posts.give_post(work, post_id, body))


@routes.post(
    "/posts/{post_id}/holders/{holding_id}/end", allow(MANAGE), problems=[NotFound, HoldingEnded, EndsBeforeBegin]
)
def end_holding(work: Work, post_id: UUID, holding_id: UUID, body: HoldingEnd) -> HoldingOut:
    """Take somebody off the post."""
    return posts.tell_holding(work, posts.end_holding(work, post_id, holding_id, body))


# ---------------------------------------------------------------- who is away


@routes.get("/absences", allow(READ), problems=_LIST)
def list_absences(work: Work, params: Annotated[AbsenceParams, Query()]) -> Page[AbsenceOut]:
    """Who is, was and will be away, the latest first."""
    return absences.list_absences(work, params)


@routes.get("/absences/{absence_id}", allow(READ), problems=[NotFound])
def get_absence(work: Work, absence_id: UUID) -> AbsenceOut:
    """One absence."""
    return absences.get_absence(work, absence_id)


@routes.post(
    "/absences",
    allow(OWN_ABSENCE),
    status=201,
    problems=[UnknownReference, EndsBeforeBegin, AbsenceOverlaps, LastManager],
)
def create_absence(work: Work, body: AbsenceIn) -> AbsenceOut:
    """Say that one is away oneself, or with the permission that somebody else is."""
    absence_id = absences.add_absence(work, body)
    work.reply.created(f"/api/v1/absences/{absence_id}")
    return absences.get_absence(work, absence_id)


@routes.post("/absences/{absence_id}/cancel", allow(OWN_ABSENCE), problems=[NotFound, AbsenceOver])
def cancel_absence(work: Work, absence_id: UUID) -> AbsenceOut:
    """They are back, or never went."""
    return absences.get_absence(work, absences.cancel_absence(work, absence_id))


# ---------------------------------------------------------------- the routing table


@routes.get("/routes", allow(READ), problems=_LIST)
def list_routes(work: Work, params: Annotated[RouteParams, Query()]) -> Page[RouteOut]:
    """To which post what kind of matter goes."""
    return table.list_routes(work, params)


@routes.get("/routes/resolve", allow(READ), problems=[NotFound, UnknownReference, NobodyToAnswer])
def resolve_route(work: Work, params: Annotated[ResolveParams, Query()]) -> ResolvedOut:
    """Who would get such a matter now, and why."""
    return table.resolve_route(work, params)


@routes.get("/routes/{route_id}", allow(READ), problems=[NotFound])
def get_route(work: Work, route_id: UUID) -> RouteOut:
    """One line of the routing table."""
    return table.get_route(work, route_id)


@routes.post("/routes", allow(MANAGE), status=201, problems=[UnknownReference, KindUnknown, ClassUnknown, RouteTaken])
def create_route(work: Work, body: RouteIn) -> RouteOut:
    """A new line of the routing table."""
    route_id = table.add_route(work, body)
    work.reply.created(f"/api/v1/routes/{route_id}")
    return table.get_route(work, route_id)


@routes.delete("/routes/{route_id}", allow(MANAGE), problems=[NotFound])
def remove_route(work: Work, route_id: UUID) -> None:
    """Take a line away. What it sent somewhere stays there."""
    table.remove_route(work, route_id)


# ---------------------------------------------------------------- people who change and hand over


@routes.patch("/staff/{staff_id}", allow(MANAGE), problems=[NotFound, WorksElsewhere, NumberTaken])
def change_staff(work: Work, staff_id: UUID, body: StaffPatch) -> StaffOut:
    """Another name, number or title."""
    return directory.tell_staff(work, joining.change_staff(work, staff_id, body))


@routes.post("/staff/{staff_id}/reactivate", allow(MANAGE), problems=[NotFound, WorksElsewhere, StillActive])
def reactivate_staff(work: Work, staff_id: UUID) -> StaffOut:
    """Somebody comes back."""
    return directory.tell_staff(work, leaving.come_back(work, staff_id).id)


@routes.post(
    "/staff/{staff_id}/hand-over",
    allow(MANAGE),
    problems=[NotFound, WorksElsewhere, HandOverToSelf, UnknownReference],
)
def hand_over_staff(work: Work, staff_id: UUID, body: HandOverIn) -> HandOverOut:
    """Everything somebody holds goes to one other person: cases, promises, posts, offers."""
    return leaving.hand_over(work, staff_id, body)
