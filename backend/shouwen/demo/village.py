"""Planting places, staff, posts and residents as `village.yaml` describes them."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

import yaml
from sqlalchemy.orm import Session

from shouwen.core.people.models import Absence, Membership, Person, Post, PostHolder, Resident, Route, Staff
from shouwen.core.people.naming import index_name, keys_of
from shouwen.core.people.phones import phone_columns
from shouwen.core.people.rules import AbsenceReason, Relation
from shouwen.core.places.models import Building, Community, Department, Household, Unit, Zone
from shouwen.core.places.rules import UnitKind
from shouwen.kit.db import Base
from shouwen.kit.ids import new_id

Described = dict[str, Any]

_OCCUPIED: Final = 0.9
_LET: Final = 0.2
_FAMILY: Final = (0, 1, 1, 2)
_LIVED_DAYS: Final = (40, 2500)
# A range of numbers that no network gives out to people.
_PHONE: Final = "1990000{:04}"
_SPAN: Final = re.compile(r"(\d+)([dhm])")
_UNIT: Final = {"d": "days", "h": "hours", "m": "minutes"}


def described(name: str) -> Any:
    """What a file of the demo says."""
    return yaml.safe_load(files("shouwen.demo").joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def span(text: str) -> timedelta:
    """`3d4h`, `31m`."""
    return sum((timedelta(**{_UNIT[unit]: int(number)}) for number, unit in _SPAN.findall(text)), timedelta())


@dataclass
class Place:
    """A planted community: the ids of what it has, by name."""

    id: UUID
    departments: dict[str, UUID] = field(default_factory=dict)
    zones: dict[str, UUID] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    heads: dict[str, Resident] = field(default_factory=dict)


class Planter:
    """Plants with one session. Chance is the same at every planting."""

    def __init__(self, session: Session, since: datetime, village: Described) -> None:
        self._session = session
        self._since = since
        self._village = village
        self._chance = random.Random(village["communities"][0]["code"])  # noqa: S311 - nothing secret is drawn
        self._phones = iter(range(1, 10_000))
        self._numbers = iter(range(1, 1000))
        self._colleagues: dict[str, UUID] = {}

    def place(self, community: Described) -> Place:
        """A community with departments, zones, buildings and units."""
        row = Community(id=new_id(), name=community["name"], code=community["code"], created_at=self._since)
        planted = Place(row.id)
        for name in community["departments"]:
            planted.departments[name] = new_id()
        for name in community["zones"]:
            planted.zones[name] = new_id()
        departments = [
            Department(community_id=row.id, id=planted.departments[name], name=name, kind=kind)
            for name, kind in community["departments"].items()
        ]
        zones = [Zone(community_id=row.id, id=id, name=name) for name, id in planted.zones.items()]
        buildings = [
            self._building(planted, planted.zones[zone], building)
            for zone, standing in community["zones"].items()
            for building in standing
        ]
        self._store([row], [*departments, *zones], buildings, planted.units.values())
        return planted

    def _store(self, *layers: Iterable[Base]) -> None:
        """Writes layer by layer: what is referred to before what refers to it."""
        for layer in layers:
            self._session.add_all(layer)
            self._session.flush()

    def _building(self, planted: Place, zone_id: UUID, building: Described) -> Building:
        row = Building(id=new_id(), community_id=planted.id, zone_id=zone_id, name=building["building"])
        for label, kind in _labels(building):
            planted.units[label] = Unit(
                id=new_id(),
                community_id=planted.id,
                building_id=row.id,
                zone_id=zone_id,
                name=label.rpartition("-")[2],
                label=label,
                kind=kind,
            )
        return row

    def people(self, planted: Place) -> None:
        """Households in most units, with their members."""
        for label, unit in planted.units.items():
            if unit.kind == UnitKind.RESIDENTIAL and self._chance.random() < _OCCUPIED:
                self.household(planted, label)

    def household(self, planted: Place, label: str, head: str | None = None) -> Resident:
        """A household in a unit, headed by an adult of this name. One that lives there already takes the name on."""
        if label in planted.heads:
            resident = planted.heads[label]
            if head and head != resident.name:
                resident.name = head
                index_name(self._session, resident)
            return resident
        since = self._since - timedelta(days=self._chance.randint(*_LIVED_DAYS))
        home = Household(id=new_id(), community_id=planted.id, unit_id=planted.units[label].id, since=since)
        relation = Relation.TENANT if self._chance.random() < _LET else Relation.OWNER
        planted.heads[label] = resident = self._resident(planted.id, head or self._name())
        residents, members = [resident], [_member(home, resident, relation)]
        for number in range(self._chance.choice(_FAMILY)):
            name = self._name(resident.name[0] if number else None)
            residents.append(self._resident(planted.id, name, is_adult=number == 0))
            members.append(_member(home, residents[-1], Relation.FAMILY, is_adult=number == 0))
        self._store([home, *residents], members, [key for one in residents for key in keys_of(one)])
        return resident

    def _resident(self, community_id: UUID, name: str, *, is_adult: bool = True) -> Resident:
        phone = _PHONE.format(next(self._phones)) if is_adult else None
        return Resident(id=new_id(), community_id=community_id, name=name, **phone_columns(phone))

    def _name(self, surname: str | None = None) -> str:
        given = str(self._village["given_names"]).split()
        return (surname or self._chance.choice(str(self._village["surnames"]))) + self._chance.choice(given)

    def staff_number(self) -> str:
        """The next staff number."""
        return f"G{next(self._numbers):03}"

    def colleague(self, name: str) -> UUID:
        """Somebody who works here and has no sign-in yet."""
        person = Person(id=new_id(), name=name, created_at=self._since)
        self._store([person], [Staff(id=person.id, number=self.staff_number())])
        self._colleagues[name] = person.id
        return person.id

    def posts(self, planted: Place, posts: list[Described], personas: dict[str, UUID]) -> None:
        """The chart with its holders. A superior stands in the list before those below."""
        for post in posts:
            row = planted.posts[post["post"]] = self._post(planted, post)
            holders = [personas.get(name) or self.colleague(name) for name in post["held_by"]]
            holding = [
                PostHolder(community_id=planted.id, post_id=row.id, staff_id=staff_id, since=self._since)
                for staff_id in holders
            ]
            self._store([row], holding)
        for post in posts:
            if "deputy" in post:
                planted.posts[post["post"]].deputy_post_id = planted.posts[post["deputy"]].id
        self._session.flush()

    def routes(self, planted: Place, routes: list[Described]) -> None:
        """The routing table."""
        self._store(
            Route(
                community_id=planted.id,
                kind=route["kind"],
                category=route.get("category"),
                complaint_class=route.get("class"),
                zone_id=planted.zones[route["zone"]] if "zone" in route else None,
                post_id=planted.posts[route["post"]].id,
            )
            for route in routes
        )

    def absences(self, absences: list[Described], personas: dict[str, UUID], now: datetime) -> None:
        """Who is away of late."""
        known = self._colleagues | personas
        for absence in absences:
            since = now - span(absence["ago"])
            row = Absence(
                staff_id=known[absence["who"]],
                since=since,
                until=since + span(absence["lasts"]),
                reason_key=AbsenceReason(absence["reason"]),
                made_by_id=known[absence["entered_by"]],
                made_at=since,
            )
            self._store([row])

    def _post(self, planted: Place, post: Described) -> Post:
        return Post(
            id=new_id(),
            community_id=planted.id,
            name=post["post"],
            department_id=planted.departments[post["department"]],
            zone_id=planted.zones[post["zone"]] if "zone" in post else None,
            superior_post_id=planted.posts[post["up"]].id if "up" in post else None,
            is_reception=post.get("reception", False),
        )


def _member(home: Household, resident: Resident, relation: Relation, *, is_adult: bool = True) -> Membership:
    return Membership(
        community_id=home.community_id,
        household_id=home.id,
        resident_id=resident.id,
        relation=relation,
        is_adult=is_adult,
        is_emergency_contact=is_adult and relation is Relation.FAMILY,
        since=home.since,
    )


def _labels(building: Described) -> Iterator[tuple[str, UnitKind]]:
    number = building["building"].removesuffix("号楼")
    for stair in range(1, building["stairs"] + 1):
        for floor in range(1, building["floors"] + 1):
            for door in range(1, building["doors"] + 1):
                yield f"{number}-{stair}-{floor}{door:02}", UnitKind.RESIDENTIAL
    for shop in range(1, building.get("shops", 0) + 1):
        yield f"{number}-S-{shop}", UnitKind.SHOP
