"""Who sees which subject: the condition in SQL agrees with the rule said over again in Python, on a made-up crowd.

The rule (mechanics §1, §2): a permission reaches as far as the grant that carries it; a confidential matter is for
those involved and for holders of `<area>.confidential`; a matter about a person is hidden from that person whatever
the role; residents see what they reported, and what their household reported unless it was marked private.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.access.actor import SYSTEM, Actor, ActorKind, Grant, Reach, Residency
from shouwen.core.access.roles import ROLES, permissions_of
from shouwen.core.people.models import Membership, Resident
from shouwen.core.places.models import Household
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.subjects.queries import involves, sight, visible
from shouwen.core.subjects.rules import Whereabouts, reaches
from shouwen.kit.db import COMPANY_SCOPE, Scope
from shouwen.kit.ids import new_id
from tests.support.api import START, Api, Town

PERMISSIONS = ("cases.read", "cases.close", "cases.confidential", "cases.trace", "people.reveal")


@dataclass(frozen=True)
class Dweller:
    """A resident, the household they belong to, and whether they count for it."""

    person_id: UUID
    resident_id: UUID
    community_id: UUID
    household_id: UUID
    counts: bool


@dataclass
class Crowd:
    """Two towns full of matters, and the people in them."""

    api: Api
    dice: random.Random
    towns: list[Town]
    people: list[UUID]
    posts: list[UUID]
    departments: dict[UUID, list[UUID]] = field(default_factory=dict)
    dwellers: list[Dweller] = field(default_factory=list)
    households: dict[UUID, list[UUID]] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    parts: list[Involvement] = field(default_factory=list)
    of: dict[UUID, list[Involvement]] = field(default_factory=dict)

    def settle(self) -> None:
        for town in self.towns:
            self.departments[town.id] = [town.engineering]
            self.households[town.id] = [self.api.household(town) for _ in range(4)]
            for household in self.households[town.id]:
                for _ in range(2):
                    self.dwellers.append(self._move_in(town, household))

    def _move_in(self, town: Town, household: UUID) -> Dweller:
        is_adult, has_left = self.dice.random() < 0.7, self.dice.random() < 0.25
        dweller = Dweller(new_id(), new_id(), town.id, household, is_adult and not has_left)
        self.api.add(
            Resident(community_id=town.id, id=dweller.resident_id, name="住户"),
            Membership(
                community_id=town.id,
                household_id=household,
                resident_id=dweller.resident_id,
                relation="owner",
                is_adult=is_adult,
                since=START - timedelta(days=300),
                until=START - timedelta(days=1) if has_left else None,
            ),
        )
        return dweller

    def fill(self, number: int) -> None:
        """So many matters, each with a few people in it."""
        for _ in range(number):
            town = self.dice.choice(self.towns)
            subject = Subject(
                community_id=town.id,
                id=new_id(),
                type=SubjectType.CASE,
                zone_id=self.dice.choice([None, town.east, town.west]),
                department_id=self.dice.choice([None, *self.departments[town.id]]),
                confidential=self.dice.random() < 0.3,
            )
            self.subjects.append(subject)
            self.of[subject.id] = [self._part(subject) for _ in range(self.dice.randint(0, 3))]
            self.parts += self.of[subject.id]
        with self.api.work() as work:
            work.session.expire_on_commit = False
            for rows in (self.subjects, self.parts):
                work.session.add_all(rows)
                work.session.flush()
            work.session.expunge_all()

    def _part(self, subject: Subject) -> Involvement:
        part = self.dice.choice([*Part, Part.ABOUT, Part.REPORTED, Part.REPORTED])
        row = Involvement(community_id=subject.community_id, id=new_id(), subject_id=subject.id, part=part)
        here = [one for one in self.dwellers if one.community_id == subject.community_id]
        if part is Part.REPORTED:
            dweller = self.dice.choice(here)
            row.person_id = self.dice.choice([None, dweller.person_id])
            row.household_id = self.dice.choice([None, dweller.household_id])
            row.private = self.dice.random() < 0.4
        elif part is Part.OFFERED and self.dice.random() < 0.5:
            row.post_id = self.dice.choice(self.posts)
        else:
            row.person_id = self.dice.choice(self.people)
        return row

    # ------------------------------------------------------------ who looks

    def staff(self, kind: ActorKind = ActorKind.STAFF) -> Actor:
        posts = frozenset(self.dice.sample(self.posts, self.dice.choice([0, 0, 1, 2])))
        grants = tuple(self.grant() for _ in range(self.dice.choice([0, 1, 1, 2, 3])))
        return Actor(kind, self.dice.choice(self.people), "看的人", grants, post_ids=posts)

    def grant(self) -> Grant:
        """A role of the house, or one made up, at a place of any size."""
        town = self.dice.choice([None, *self.towns])
        if self.dice.random() < 0.6:
            role = self.dice.choice(sorted(ROLES))
            permissions = permissions_of(role)
        else:
            role = "made_up"
            permissions = {name: self.dice.choice(list(Reach)) for name in PERMISSIONS if self.dice.random() < 0.6}
        if town is None:
            return Grant(role, permissions)
        place = self.dice.random()
        zone = self.dice.choice([town.east, town.west]) if place < 0.3 else None
        department = self.dice.choice(self.departments[town.id]) if 0.3 <= place < 0.5 else None
        return Grant(role, permissions, town.id, zone, department)

    def resident(self) -> Actor:
        dweller = self.dice.choice(self.dwellers)
        residency = Residency(dweller.community_id, dweller.resident_id)
        grant = Grant("resident", permissions_of("resident"), dweller.community_id)
        return Actor(ActorKind.RESIDENT, dweller.person_id, "住户", (grant,), (residency,))


# ---------------------------------------------------------------- the rule, said over again


def takes_part(actor: Actor, parts: Sequence[Involvement]) -> bool:
    """Whether an actor of ours heard it, owns it, did something about it, or holds the post it was offered to."""
    return any(
        row.part != Part.ABOUT and (row.person_id == actor.id or (row.post_id and row.post_id in actor.post_ids))
        for row in parts
    )


def goes_as_far(grant: Grant, permission: str, subject: Subject, *, involved: bool) -> bool:
    """Whether one grant carries the permission to the subject."""
    if permission not in grant.permissions or grant.community_id not in {None, subject.community_id}:
        return False
    reach = grant.permissions[permission]
    if involved:
        return True
    if reach is Reach.OWN:
        return False
    if grant.zone_id:
        return subject.zone_id == grant.zone_id
    if grant.department_id:
        return subject.department_id == grant.department_id
    return reach is Reach.COMMUNITY


def may_see(crowd: Crowd, actor: Actor, permission: str, subject: Subject) -> bool:
    parts = crowd.of[subject.id]
    if actor.kind is ActorKind.RESIDENT:
        return any(grant.permissions.get(permission) for grant in actor.grants) and reported(crowd, actor, parts)
    involved = takes_part(actor, parts)
    if any(row.part == Part.ABOUT and row.person_id == actor.id for row in parts):
        return False

    def carried(name: str) -> bool:
        return any(goes_as_far(grant, name, subject, involved=involved) for grant in actor.grants)

    is_open = not subject.confidential or involved or carried(f"{permission.partition('.')[0]}.confidential")
    return carried(permission) and is_open


def reported(crowd: Crowd, actor: Actor, parts: Sequence[Involvement]) -> bool:
    mine = {residency.resident_id for residency in actor.residencies}
    homes = {one.household_id for one in crowd.dwellers if one.resident_id in mine and one.counts}
    return any(
        row.part == Part.REPORTED and (row.person_id == actor.id or (row.household_id in homes and not row.private))
        for row in parts
    )


# ---------------------------------------------------------------- both agree


@pytest.fixture(scope="module")
def crowd(shared_api: Api) -> Crowd:
    dice = random.Random(20261122)
    towns = [shared_api.town(), shared_api.town()]
    crowd = Crowd(shared_api, dice, towns, [new_id() for _ in range(6)], [new_id() for _ in range(4)])
    crowd.settle()
    crowd.fill(120)
    return crowd


def in_scope(crowd: Crowd, actor: Actor) -> list[Subject]:
    scope = actor.scope
    return [subject for subject in crowd.subjects if scope.company or subject.community_id in scope.communities]


def seen(crowd: Crowd, actor: Actor, permission: str) -> set[UUID]:
    with crowd.api.house.db.read(actor.scope) as session:
        return set(session.scalars(visible(sa.select(Subject.id), actor, permission)))


def agree(crowd: Crowd, actor: Actor, permission: str) -> int:
    expected = {subject.id for subject in in_scope(crowd, actor) if may_see(crowd, actor, permission, subject)}
    found = seen(crowd, actor, permission)
    assert found == expected, f"{permission}: {actor}"
    return len(found)


@pytest.mark.parametrize("kind", [ActorKind.STAFF, ActorKind.CLIENT])
def test_what_staff_and_programs_see(crowd: Crowd, kind: ActorKind) -> None:
    sizes = [agree(crowd, crowd.staff(kind), permission) for _ in range(35) for permission in PERMISSIONS]
    assert sizes.count(0) < len(sizes) * 0.8  # the crowd is worth looking at
    assert len(set(sizes)) > 15


def test_what_residents_see(crowd: Crowd) -> None:
    sizes = [
        agree(crowd, crowd.resident(), permission) for _ in range(30) for permission in ("cases.read", "cases.trace")
    ]
    assert len(set(sizes)) > 3


def test_the_system_sees_everything(crowd: Crowd) -> None:
    with crowd.api.house.db.read(COMPANY_SCOPE) as session:
        found = set(session.scalars(sa.select(Subject.id).where(sight(SYSTEM, "cases.read"))))
    assert found >= {subject.id for subject in crowd.subjects}


def test_nobody_sees_anything_without_a_grant(crowd: Crowd) -> None:
    assert seen(crowd, Actor(ActorKind.STAFF, crowd.people[0], "无权限"), "cases.read") == set()


def test_taking_part_is_the_same_in_sql_and_in_python(crowd: Crowd) -> None:
    for _ in range(20):
        actor = crowd.staff()
        with crowd.api.house.db.read(COMPANY_SCOPE) as session:
            found = set(session.scalars(sa.select(Subject.id).where(involves(actor))))
        parts = {subject.id for subject in crowd.subjects if takes_part(actor, crowd.of[subject.id])}
        assert found == parts


def test_reach_in_hand_is_reach_in_the_query(crowd: Crowd) -> None:
    """`reaches` on a row in hand, which the buttons are drawn from, agrees with what the list shows."""
    compared = 0
    for _ in range(25):
        actor = crowd.staff()
        for permission in PERMISSIONS:
            found = seen(crowd, actor, permission)
            for subject in in_scope(crowd, actor):
                parts = crowd.of[subject.id]
                where = Whereabouts(
                    subject.community_id, subject.zone_id, subject.department_id, takes_part(actor, parts)
                )
                if subject.id in found:
                    assert reaches(actor, permission, where)
                elif not subject.confidential and not any(row.part == Part.ABOUT for row in parts):
                    assert not reaches(actor, permission, where)
                compared += 1
    assert compared > 3000


def test_a_scope_is_never_wider_than_the_grants(crowd: Crowd) -> None:
    here, there = crowd.towns
    actor = Actor(ActorKind.STAFF, crowd.people[0], "甲", (Grant("manager", permissions_of("manager"), here.id),))
    assert actor.scope == Scope.of(here.id)
    assert {subject.community_id for subject in in_scope(crowd, actor)} == {here.id}
    assert (
        seen(crowd, actor, "cases.read") & {one.id for one in crowd.subjects if one.community_id == there.id} == set()
    )


# ---------------------------------------------------------------- the four sentences, one by one


@dataclass
class One:
    """A single matter and who looks at it."""

    api: Api
    town: Town
    subject_id: UUID

    def play(self, part: Part, who: UUID | None = None, **more: object) -> None:
        self.api.add(
            Involvement(community_id=self.town.id, subject_id=self.subject_id, part=part, person_id=who, **more)
        )

    def shown_to(self, actor: Actor, permission: str = "cases.read") -> bool:
        with self.api.house.db.read(actor.scope) as session:
            rows = sa.select(Subject.id).where(Subject.id == self.subject_id, sight(actor, permission))
            return session.scalar(rows) is not None


def one(api: Api, *, confidential: bool = False, zone: bool = True) -> One:
    town = api.town()
    subject_id = new_id()
    api.add(
        Subject(
            community_id=town.id,
            id=subject_id,
            type=SubjectType.CASE,
            zone_id=town.east if zone else None,
            confidential=confidential,
        )
    )
    return One(api, town, subject_id)


def holder_of(role: str, town: Town | None, zone: UUID | None = None) -> Actor:
    return Actor(
        ActorKind.STAFF, new_id(), "员工", (Grant(role, permissions_of(role), town.id if town else None, zone),)
    )


def test_a_zone_butler_sees_the_zone_and_what_is_theirs(shared_api: Api) -> None:
    matter = one(shared_api)
    assert matter.shown_to(holder_of("zone_butler", matter.town, matter.town.east))
    other = holder_of("zone_butler", matter.town, matter.town.west)
    assert not matter.shown_to(other)
    matter.play(Part.HEARD, other.id)
    assert matter.shown_to(other)


def test_a_matter_without_a_zone_is_in_no_zone(shared_api: Api) -> None:
    matter = one(shared_api, zone=False)
    assert not matter.shown_to(holder_of("zone_butler", matter.town, matter.town.east))
    assert matter.shown_to(holder_of("duty_butler", matter.town))


def test_a_confidential_matter_is_for_those_involved_and_those_entrusted(shared_api: Api) -> None:
    matter = one(shared_api, confidential=True)
    desk, engineer = holder_of("duty_butler", matter.town), holder_of("engineer", matter.town)
    assert not matter.shown_to(desk)
    assert matter.shown_to(holder_of("manager", matter.town))
    assert matter.shown_to(holder_of("system_admin", None))
    assert not matter.shown_to(engineer)
    matter.play(Part.OWNS, engineer.id)
    assert matter.shown_to(engineer)


@pytest.mark.parametrize("role", ["engineer", "duty_butler", "manager", "system_admin"])
def test_a_matter_about_a_person_is_hidden_from_that_person_whatever_the_role(shared_api: Api, role: str) -> None:
    matter = one(shared_api)
    about = holder_of(role, None if role == "system_admin" else matter.town)
    matter.play(Part.OWNS, about.id)
    assert matter.shown_to(about)
    matter.play(Part.ABOUT, about.id)
    assert not matter.shown_to(about)


def test_an_offer_to_a_post_is_seen_by_its_holders(shared_api: Api) -> None:
    matter, post = one(shared_api), new_id()
    engineer = holder_of("engineer", matter.town)
    holding = Actor(ActorKind.STAFF, engineer.id, "员工", engineer.grants, post_ids=frozenset({post}))
    matter.play(Part.OFFERED, post_id=post)
    assert not matter.shown_to(engineer)
    assert matter.shown_to(holding)


def attended(api: Api) -> Town:
    """A town with somebody at its reception."""
    town = api.town()
    api.put_on_post(api.staff("duty_butler", town), town, town.reception)
    return town


def test_the_next_household_of_a_flat_sees_nothing_of_the_last(shared_api: Api) -> None:
    town = attended(shared_api)
    before = shared_api.resident(town, household=shared_api.household(town, town.west_unit))
    case = shared_api.hear(before, town, contact={"channel": "app", "person": {}})
    with shared_api.work() as work:
        here = sa.and_(Household.community_id == town.id, Household.id == before.household_id)
        work.session.execute(sa.update(Household).where(here).values(until=START))
    after = shared_api.resident(town, household=shared_api.household(town, town.west_unit))
    assert shared_api.read(before, case).status_code == 200
    assert shared_api.read(after, case).status_code == 404


def test_what_was_marked_private_stays_with_the_one_who_said_it(shared_api: Api) -> None:
    town = attended(shared_api)
    mother = shared_api.resident(town)
    father = shared_api.resident(town, household=mother.household_id)
    contact = {"channel": "app", "person": {}}
    openly = shared_api.hear(mother, town, contact=contact)
    privately = shared_api.hear(mother, town, contact=contact, private=True)
    assert [shared_api.read(father, case).status_code for case in (openly, privately)] == [200, 404]
    assert [shared_api.read(mother, case).status_code for case in (openly, privately)] == [200, 200]
    listed = {case["id"] for case in shared_api.get("/cases", father).json()["data"]}
    assert listed == {openly["id"]}
