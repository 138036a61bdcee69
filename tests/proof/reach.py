"""Who may do what to which thing: what R3 expects, from `roles.yaml` and the place of a thing alone.

Nothing here asks the application: the file of roles is read as it lies, and what a reach means is said again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Final

import yaml

from tests.proof.shapes import Operation


class Relation(StrEnum):
    """Where a thing lies, seen from whoever asks for it."""

    OWN = "own"
    SAME_ZONE = "same zone"
    OTHER_ZONE = "other zone"
    OTHER_COMMUNITY = "other community"
    NOWHERE = "nowhere"


class Spread(StrEnum):
    """How far a kind of thing is anybody's business."""

    MATTER = "matter"  # of those who take part in it, and of those whose reach covers its place
    HOME = "home"  # lies in a zone, and belongs to nobody who works here
    HOUSE = "house"  # of the whole community
    WORDS = "words"  # lies nowhere


RELATIONS: Final[Mapping[Spread, Sequence[Relation]]] = {
    Spread.MATTER: (Relation.OWN, Relation.SAME_ZONE, Relation.OTHER_ZONE, Relation.OTHER_COMMUNITY),
    Spread.HOME: (Relation.SAME_ZONE, Relation.OTHER_ZONE, Relation.OTHER_COMMUNITY),
    Spread.HOUSE: (Relation.SAME_ZONE, Relation.OTHER_COMMUNITY),
    Spread.WORDS: (Relation.NOWHERE,),
}
# What a path may name. A new name has to be given its line here, and a thing in `neighbours`.
THINGS: Final[Mapping[str, Spread]] = {
    "case_id": Spread.MATTER,
    "contact_id": Spread.MATTER,
    "commitment_id": Spread.MATTER,
    "file_id": Spread.MATTER,
    "duty_id": Spread.MATTER,
    "callback_id": Spread.MATTER,
    "corrective_id": Spread.MATTER,
    "cordon_id": Spread.MATTER,
    "message_id": Spread.MATTER,
    "operation_id": Spread.MATTER,
    "unit_id": Spread.HOME,
    "household_id": Spread.HOME,
    "resident_id": Spread.HOME,
    "renovation_id": Spread.HOME,
    "pass_id": Spread.HOME,
    "community_id": Spread.HOUSE,
    "zone_id": Spread.HOUSE,
    "building_id": Spread.HOUSE,
    "department_id": Spread.HOUSE,
    "post_id": Spread.HOUSE,
    "holding_id": Spread.HOUSE,
    "route_id": Spread.HOUSE,
    "staff_id": Spread.HOUSE,
    "absence_id": Spread.HOUSE,
    "grant_id": Spread.HOUSE,
    "answer_id": Spread.HOUSE,
    "party_id": Spread.HOUSE,
    "draw_id": Spread.HOUSE,
    "document_id": Spread.HOUSE,
    "proposal_id": Spread.HOUSE,
    "refund_id": Spread.HOUSE,
    "shift_id": Spread.HOUSE,
    "payment_id": Spread.HOUSE,
    "line_id": Spread.HOUSE,
    "type_id": Spread.HOUSE,
    "macro_id": Spread.HOUSE,
    "channel": Spread.WORDS,
    "key": Spread.WORDS,
    "pack": Spread.WORDS,
    "plan": Spread.WORDS,
    "year": Spread.WORDS,
    "name": Spread.WORDS,
    "no": Spread.WORDS,
    "paper": Spread.WORDS,
}
# What is told along with another thing, and seen with it: the promises and files of a case, that a flat is lived in.
SHOWN_WITH: Final[Mapping[str, str]] = {
    "commitment_id": "case_id",
    "duty_id": "case_id",  # in what is told of its promises
    "file_id": "case_id",
    "household_id": "unit_id",
    "pass_id": "renovation_id",
}
# What has no page of its own, and is acted on by who sees the other thing.
PARTS: Final[Mapping[str, str]] = {
    "pass_id": "renovation_id",
    "refund_id": "document_id",
    "line_id": "document_id",
}
# Permissions that are worth something only in the whole company: the calendar is one for all, and so is its founding.
COMPANY_ONLY: Final = frozenset({"worktime.manage", "places.found"})
# One word to many cases asks for what the word asks for: that of the example.
AS_WELL: Final[Mapping[str, str]] = {"act_on_cases": "cases.offer"}
# Operations that another permission than the route's own opens further.
FURTHER: Final[Mapping[str, str]] = {"cancel_absence": "people.manage_absences"}


class Outcome(StrEnum):
    """What becomes of a request. `admitted`: what is answered then is for the rules of the thing to say."""

    ADMITTED = "admitted"
    STRANGER = "401"
    FORBIDDEN = "403"
    HIDDEN = "404"


class Place(StrEnum):
    """Where somebody has their role."""

    COMPANY = "company"
    COMMUNITY = "community"
    ZONE = "zone"


@dataclass(frozen=True)
class Identity:
    """One who asks. `is_known` is false for who is not let in at all; without a role one may do nothing."""

    name: str
    role: str = ""
    place: Place = Place.COMMUNITY
    is_known: bool = True

    def reach(self, permission: str) -> str | None:
        """The word of `roles.yaml`, cut to the place of the role."""
        reach = ROLES.get(self.role, {}).get(permission)
        return Place.ZONE.value if reach and reach != OWN and self.place is Place.ZONE else reach

    def covers(self, permission: str, spread: Spread, relation: Relation) -> bool:
        """Whether the permission goes as far as a thing that lies there."""
        reach = self.reach(permission)
        if permission in COMPANY_ONLY and self.place is not Place.COMPANY:
            return False
        if reach is None or relation in {Relation.OWN, Relation.NOWHERE}:
            return reach is not None
        if reach == OWN:
            return False
        if relation is Relation.OTHER_COMMUNITY:
            return self.place is Place.COMPANY
        return reach != Place.ZONE or spread is Spread.HOUSE or relation is Relation.SAME_ZONE


OWN: Final = "own"
ROLES: Final[Mapping[str, Mapping[str, str]]] = yaml.safe_load(
    files("shouwen.core.access").joinpath("roles.yaml").read_text(encoding="utf-8")
)["roles"]


class UnknownThing(LookupError):
    """A path names something of which nobody has said how far it spreads."""


def spread_of(operation: Operation) -> Spread:
    """Of what the path names; the narrowest where it names several. Raises UnknownThing."""
    named = operation.named("path")
    if unknown := set(named) - THINGS.keys():
        raise UnknownThing(f"{operation.id} names {sorted(unknown)}: say in tests/proof/reach.py how far it spreads")
    found = {THINGS[name] for name in named}
    return next(spread for spread in Spread if spread in found | {Spread.WORDS})


def readers(operations: Sequence[Operation]) -> Mapping[str, str]:
    """The permission by which each thing is seen: that of the GET whose path ends with its name."""
    found = {
        operation.path.rpartition("/")[2].strip("{}"): operation.permission
        for operation in operations
        if operation.method == "GET" and operation.path.endswith("}") and operation.permission
    }
    return found | {part: found[whole] for part, whole in PARTS.items() if whole in found}


def expected(who: Identity, operation: Operation, seen_by: str | None, relation: Relation) -> Outcome:
    """What must become of the request. `seen_by` is the permission by which the thing is seen."""
    if operation.is_public:
        return Outcome.ADMITTED
    if not who.is_known:
        return Outcome.STRANGER
    if operation.permission is None:
        return Outcome.ADMITTED
    if operation.id in AS_WELL and who.reach(AS_WELL[operation.id]) is None:
        return Outcome.FORBIDDEN
    spread = spread_of(operation)
    asked = {operation.permission, FURTHER.get(operation.id, operation.permission)}
    if who.reach(operation.permission) and seen_by and not who.covers(seen_by, spread, relation):
        return Outcome.HIDDEN
    covered = any(who.covers(permission, spread, relation) for permission in asked)
    return Outcome.ADMITTED if covered else Outcome.FORBIDDEN
