"""What can be asked of people, and what is answered. Phones leave masked."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.core.lists import Ids, ListParams
from shouwen.core.people.incidents import KnownIncident
from shouwen.core.people.rules import Language, Relation, ResidentState, RevealReason
from shouwen.core.places.rules import HouseholdKind
from shouwen.core.places.schemas import IdName
from shouwen.kit.phone import Phone
from shouwen.kit.schema import Body, Params


class UnitNamed(TypedDict):
    """A unit referred to."""

    id: UUID
    label: str


class Member(TypedDict):
    """A resident in a household. `id` is the resident's."""

    id: UUID
    name: str
    relation: Relation
    is_adult: bool
    is_emergency_contact: bool
    since: datetime
    until: datetime | None


class HouseholdOut(TypedDict):
    id: UUID
    community_id: UUID
    unit: UnitNamed
    since: datetime
    until: datetime | None
    kind: HouseholdKind
    version: int
    members: list[Member]


class Home(TypedDict):
    """A unit somebody belongs to at present, through a household. `id` and `label` are the unit's."""

    id: UUID
    label: str
    household_id: UUID
    relation: Relation


class ResidentOut(TypedDict):
    id: UUID
    community_id: UUID
    name: str
    phone: Annotated[str | None, Field(examples=["138****5678"])]
    can_sign_in: bool
    state: ResidentState
    version: int
    units: list[Home]


class OtherPhone(TypedDict):
    """A further phone, by whose id it is revealed or taken away."""

    id: UUID
    phone: Annotated[str, Field(examples=["138****5678"])]


class MergedOut(TypedDict):
    """A record that went into this one and may come back."""

    id: UUID
    name: str
    merged_at: datetime


class ResidentDetail(ResidentOut):
    """One resident with all that is known. A record that went into another says into which: `merged_into`."""

    note: str | None
    language: Language | None
    other_phones: list[OtherPhone]
    merged_into: IdName | None
    merged: list[MergedOut]


class CallerOut(ResidentOut):
    """Who is on the telephone, with what the desk should know of them, such as that they are hard of hearing.

    `incidents` is what is known to be going on where they live, with the words to tell them.
    """

    note: str | None
    incidents: list[KnownIncident]


class CallersOut(TypedDict):
    """All to whom a phone belongs."""

    data: list[CallerOut]


class Occupant(TypedDict):
    """Somebody who lives there at present. `id` is the resident's."""

    id: UUID
    name: str
    phone: Annotated[str | None, Field(examples=["138****5678"])]
    note: str | None
    relation: Relation
    is_adult: bool
    is_emergency_contact: bool
    since: datetime


class HouseholdNow(TypedDict):
    """A present household of a unit. Who lived there before is not in it."""

    id: UUID
    since: datetime
    kind: HouseholdKind
    version: int
    members: list[Occupant]


class PhoneOut(TypedDict):
    """A phone in full."""

    phone: Annotated[str, Field(examples=["13812345678"])]


class PostNamed(TypedDict):
    """A post that somebody holds."""

    id: UUID
    name: str
    community_id: UUID


class StaffOut(TypedDict):
    id: UUID
    number: str
    name: str
    title_key: str | None
    active: bool
    left_on: date | None
    version: int
    posts: list[PostNamed]
    departments: list[IdName]


class PostRow(TypedDict):
    id: UUID
    community_id: UUID
    name: str
    is_reception: bool
    version: int
    department: IdName | None
    zone: IdName | None
    superior: IdName | None
    deputy: IdName | None
    holders: list[IdName]


class HouseholdParams(ListParams):
    """Which households. `q`: the beginning of the unit's label, or of a member's name."""

    community_id: Ids = ()
    zone_id: Ids = ()
    unit_id: Ids = ()
    resident_id: Ids = ()
    present: bool | None = None


class ResidentParams(ListParams):
    """Which residents. `q`: the beginning of name, initials or the unit's label, a phone or its last four digits."""

    community_id: Ids = ()
    unit_id: Ids = ()
    household_id: Ids = ()


class CallerParams(Params):
    """Whose phone this is: a whole number, as people write it."""

    phone: Phone
    community_id: Ids = ()


class RevealIn(Body):
    """What the number is needed for, and which of several."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "call_back"}]})

    reason: RevealReason
    phone_id: UUID | None = None


class StaffParams(ListParams):
    """Which staff. `q`: part of the name, its pinyin initials, or the beginning of the number."""

    community_id: Ids = ()
    department_id: Ids = ()
    post_id: Ids = ()
    works_nowhere: Annotated[bool, Field(description="Only who holds neither a post nor a role yet")] = False


class PostParams(ListParams):
    """Which posts. `q`: part of the name."""

    community_id: Ids = ()
    department_id: Ids = ()
    zone_id: Ids = ()
    staff_id: Ids = ()
    is_reception: bool | None = None
