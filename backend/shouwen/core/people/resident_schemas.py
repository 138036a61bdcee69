"""What is said about residents and households when they come, change, move and go."""

from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from shouwen.core.people.chart_schemas import left_out
from shouwen.core.people.rules import Language, Relation, VoidReason
from shouwen.core.places.rules import HouseholdKind
from shouwen.kit.phone import Phone
from shouwen.kit.schema import Body, Instant
from shouwen.kit.text import Line, Name

_AN_ID: Final = "01980000-0000-7000-8000-000000000001"
_MOST_PHONES: Final = 5
_MOST_MEMBERS: Final = 30
PersonName = Annotated[str, Name(64)]
Note = Annotated[str, Line(200)]
Phones = Annotated[tuple[Phone, ...], Field(max_length=_MOST_PHONES)]


def _example(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class Belonging(Body):
    """What somebody is to a household, and whether they are called when something happens there."""

    relation: Relation
    is_adult: bool = True
    is_emergency_contact: bool = False


class JoinIn(Belonging):
    """The household that a new resident belongs to from the start."""

    household_id: UUID
    since: Instant | None = None


class ResidentIn(Body):
    """A new resident. Only who answers for the whole community may leave the household out."""

    model_config = _example(
        community_id=_AN_ID,
        name="张伟",
        phone="13812345678",
        note="听力不便，请大声说话",
        household={"household_id": _AN_ID, "relation": "owner", "is_emergency_contact": True},
    )

    community_id: UUID
    name: PersonName
    phone: Phone | None = None
    other_phones: Phones = ()
    note: Note | None = None
    language: Language | None = None
    household: JoinIn | None = None
    phone_shared: Annotated[bool, Field(description="The phone is known, and this is somebody else all the same")] = (
        False
    )


class ResidentPatch(Body):
    """What is to be different about a resident; null takes phone, note or language away."""

    model_config = _example(note="行动不便", add_phones=["010-62345678"])

    name: PersonName = Field(default_factory=left_out)
    phone: Phone | None = None
    note: Note | None = None
    language: Language | None = None
    add_phones: Phones = ()
    remove_phone_ids: Annotated[tuple[UUID, ...], Field(max_length=_MOST_PHONES)] = ()
    phone_shared: bool = False


class VoidIn(Body):
    """Why the record is to be found no more."""

    model_config = _example(reason="mistake")

    reason: VoidReason


class MergeIn(Body):
    """The record that stays. All that hangs on the one in the path goes to it."""

    model_config = _example(into_id=_AN_ID)

    into_id: UUID


class MemberIn(Belonging):
    """Who is to belong to the household, from now or from another time on."""

    model_config = _example(resident_id=_AN_ID, relation="family")

    resident_id: UUID
    since: Instant | None = None


class MemberPatch(Body):
    """What is to be different about a member."""

    model_config = _example(is_emergency_contact=True)

    relation: Relation = Field(default_factory=left_out)
    is_adult: bool = Field(default_factory=left_out)
    is_emergency_contact: bool = Field(default_factory=left_out)


class Mover(Belonging):
    """Somebody who moves in."""

    resident_id: UUID


class HouseholdIn(Body):
    """Who moves in where, from now or from another time on."""

    model_config = _example(
        unit_id=_AN_ID,
        kind="tenant",
        since="2026-11-20T00:00:00+08:00",
        members=[{"resident_id": _AN_ID, "relation": "tenant"}],
    )

    unit_id: UUID
    kind: HouseholdKind = HouseholdKind.OWNER
    since: Instant | None = None
    members: Annotated[tuple[Mover, ...], Field(max_length=_MOST_MEMBERS)] = ()


class HouseholdPatch(Body):
    """What is to be different about a household."""

    model_config = _example(kind="tenant")

    kind: HouseholdKind = Field(default_factory=left_out)


class MoveOutIn(Body):
    """When they moved out, or will, if not now."""

    model_config = _example()

    until: Instant | None = None
