"""Who answers at an instant for a person, a post or the desk, as the database has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from shouwen.core.access.actor import Actor, ActorKind
from shouwen.core.people.answering import answering
from shouwen.core.people.chart import Way
from shouwen.core.people.models import Post, Route
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.people.queries import (
    Addressee,
    acts_for,
    acts_on_behalf,
    manager_of,
    reception_holder,
    resolve,
    route_for,
    superior_of,
)
from shouwen.core.people.rules import Matter
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ids import new_id
from tests.core.people.crowd import Crowd
from tests.core.places.village import NOW, Village, statements

YESTERDAY = NOW - timedelta(days=1)
TOMORROW = NOW + timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    """A butler on the reception post, a head with a deputy above, a manager above all, an administrator."""

    village: Village
    crowd: Crowd

    def __post_init__(self) -> None:
        crowd = self.crowd
        self.top = crowd.post("项目经理")
        self.head_post = crowd.post("客服主管", above=self.top)
        self.deputy_post = crowd.post("客服副主管", above=self.head_post)
        self.desk_post = crowd.post("客服员", above=self.head_post, reception=True)
        self.change(self.head_post, self.deputy_post)
        self.butler, self.head, self.deputy, self.manager, self.admin = (
            crowd.staff(name) for name in ("管家", "主管", "副主管", "经理", "管理员")
        )
        for staff_id, post_id in (
            (self.butler, self.desk_post),
            (self.head, self.head_post),
            (self.deputy, self.deputy_post),
            (self.manager, self.top),
        ):
            crowd.holds(staff_id, post_id)
        crowd.role(self.manager, "manager", self.village.here)
        crowd.role(self.admin, "system_admin")

    def change(self, post_id: UUID, deputy_post_id: UUID) -> None:
        with self.village.house.db.write(COMPANY_SCOPE) as session:
            session.get_one(Post, (self.village.here, post_id)).deputy_post_id = deputy_post_id

    def staff(self, staff_id: UUID, at: datetime = NOW) -> Addressee:
        with self.village.session() as session:
            return resolve(session, self.village.here, staff_id=staff_id, at=at)

    def post(self, post_id: UUID, at: datetime = NOW) -> Addressee:
        with self.village.session() as session:
            return resolve(session, self.village.here, post_id=post_id, at=at)

    def superior(self, staff_id: UUID) -> UUID:
        with self.village.session() as session:
            return superior_of(session, self.village.here, staff_id, NOW)

    def boss(self) -> UUID:
        with self.village.session() as session:
            return manager_of(session, self.village.here, NOW)

    def reception(self, at: datetime) -> UUID:
        with self.village.session() as session:
            return reception_holder(session, self.village.here, at, NOW).id


@pytest.fixture
def crowd(village: Village) -> Crowd:
    return Crowd(village)


@pytest.fixture
def desk(village: Village, crowd: Crowd) -> Desk:
    return Desk(village, crowd)


def test_who_is_there_answers_and_it_costs_one_statement(village: Village, desk: Desk) -> None:
    with statements(village.house) as sent:
        assert desk.staff(desk.butler) == Addressee(desk.butler, named_staff_id=desk.butler)
    assert len(sent) == 1
    assert desk.post(desk.desk_post) == Addressee(
        desk.butler, named_post_id=desk.desk_post, through_post_id=desk.desk_post
    )


def test_named_and_resolved_are_both_told(desk: Desk, crowd: Crowd) -> None:
    crowd.away(desk.head)
    found = desk.staff(desk.head)
    assert found == Addressee(desk.deputy, desk.head, None, Way.DEPUTY, desk.deputy_post)
    assert found.stands_in
    assert desk.post(desk.head_post).resolved_staff_id == desk.deputy


def test_deputy_superior_manager_administrator(desk: Desk, crowd: Crowd) -> None:
    crowd.away(desk.head)
    crowd.away(desk.deputy)
    assert desk.staff(desk.head).resolved_staff_id == desk.manager
    crowd.away(desk.manager)
    assert desk.staff(desk.head).resolved_staff_id == desk.admin
    crowd.away(desk.admin)
    assert desk.staff(desk.head) == Addressee(desk.head, named_staff_id=desk.head)


def test_an_absence_counts_from_its_first_to_before_its_last_instant(desk: Desk, crowd: Crowd) -> None:
    crowd.away(desk.head, YESTERDAY, TOMORROW)
    asked = (YESTERDAY - MINUTE, YESTERDAY, NOW, TOMORROW - MINUTE, TOMORROW)
    found = [desk.staff(desk.head, at).resolved_staff_id for at in asked]
    assert found == [desk.head, desk.deputy, desk.deputy, desk.deputy, desk.head]


def test_a_cancelled_absence_counts_until_it_was_cancelled(desk: Desk, crowd: Crowd) -> None:
    crowd.away(desk.head, YESTERDAY, TOMORROW, cancelled_at=NOW)
    crowd.away(desk.butler, TOMORROW, cancelled_at=NOW)
    assert desk.staff(desk.head, NOW - MINUTE).resolved_staff_id == desk.deputy
    assert desk.staff(desk.head, NOW).resolved_staff_id == desk.head
    assert desk.staff(desk.butler, TOMORROW + MINUTE).resolved_staff_id == desk.butler


def test_a_vacant_post_goes_to_its_deputy_then_up(desk: Desk, crowd: Crowd) -> None:
    vacant = crowd.post("空岗", above=desk.head_post)
    assert desk.post(vacant).resolved_staff_id == desk.head
    desk.change(vacant, desk.deputy_post)
    assert desk.post(vacant) == Addressee(desk.deputy, None, vacant, Way.DEPUTY, desk.deputy_post)


def test_who_has_left_is_stood_in_for(desk: Desk, crowd: Crowd) -> None:
    left = crowd.staff("离职者", active=False)
    crowd.holds(left, desk.desk_post, since=YESTERDAY)
    assert desk.staff(left).resolved_staff_id == desk.manager
    assert desk.post(desk.desk_post).resolved_staff_id == desk.butler


def test_with_everybody_away_it_still_comes_to_somebody_who_is_with_us(desk: Desk, crowd: Crowd) -> None:
    """Nobody is missing: of those away the first answers; one who has left never does."""
    left = crowd.staff("离职者", active=False)
    crowd.holds(left, desk.desk_post, since=YESTERDAY)
    for one in (desk.butler, desk.deputy, desk.head, desk.manager, desk.admin):
        crowd.away(one)
    assert desk.staff(left).resolved_staff_id == desk.manager
    assert desk.staff(desk.butler) == Addressee(desk.butler, named_staff_id=desk.butler)
    assert desk.post(desk.desk_post).resolved_staff_id == desk.butler
    with desk.village.session() as session:
        told = answering(session, desk.village.here, NOW, [left, desk.butler])
        assert [one.resolved_staff_id for one in told.of(staff_id=left)] == [desk.manager]


def test_superiors(desk: Desk, crowd: Crowd) -> None:
    assert desk.superior(desk.butler) == desk.head
    assert desk.superior(desk.head) == desk.manager
    assert desk.superior(desk.manager) == desk.admin
    crowd.away(desk.head)
    assert desk.superior(desk.butler) == desk.deputy
    assert desk.superior(desk.deputy) == desk.manager, "the head is away, and nobody is their own superior"
    stranger = crowd.staff("没有岗位的")
    assert desk.superior(stranger) == desk.manager


def test_only_with_nobody_else_is_somebody_their_own_superior(village: Village, crowd: Crowd) -> None:
    alone = crowd.staff("唯一的人")
    crowd.holds(alone, crowd.post("店长"))
    with village.session() as session:
        assert superior_of(session, village.here, alone, NOW) == alone


def test_the_manager_their_stand_in_an_administrator(desk: Desk, crowd: Crowd) -> None:
    assert desk.boss() == desk.manager
    crowd.away(desk.manager)
    assert desk.boss() == desk.admin
    vice = crowd.post("副经理")
    desk.change(desk.top, vice)
    crowd.holds(desk.butler, vice)
    assert desk.boss() == desk.butler
    second = crowd.staff("第二经理")
    crowd.role(second, "manager", desk.village.here, since=YESTERDAY)
    assert desk.boss() == second


def test_one_of_the_two_is_named(desk: Desk) -> None:
    with desk.village.session() as session:
        for named in ({}, {"staff_id": desk.head, "post_id": desk.head_post}):
            with pytest.raises(ValueError, match="a person or a post"):
                resolve(session, desk.village.here, **named, at=NOW)


def test_the_chart_of_another_community_stands_in_for_nobody_here(village: Village, crowd: Crowd) -> None:
    there = crowd.post("那边的经理", community_id=village.there)
    with village.session() as session, pytest.raises(NobodyToAnswer):
        resolve(session, village.here, post_id=there, at=NOW)


# ---------------------------------------------------------------- who may act


def test_acting_oneself_through_a_post_or_standing_in(desk: Desk, crowd: Crowd) -> None:
    crowd.away(desk.head)
    deputy = Actor(ActorKind.STAFF, desk.deputy, "副主管", post_ids=frozenset({desk.deputy_post}))
    second = Actor(ActorKind.STAFF, crowd.staff("第二副主管"), "第二副主管", post_ids=frozenset({desk.deputy_post}))
    butler = Actor(ActorKind.STAFF, desk.butler, "管家", post_ids=frozenset({desk.desk_post}))
    client = Actor(ActorKind.CLIENT, desk.head, "程序", post_ids=frozenset({desk.head_post}))
    assert acts_for(deputy, desk.deputy, None)
    assert acts_for(deputy, None, desk.deputy_post)
    assert not acts_for(deputy, desk.head, desk.head_post)
    assert not acts_for(client, desk.head, desk.head_post)

    def stands_in(actor: Actor, staff_id: UUID | None = None, post_id: UUID | None = None) -> bool:
        with desk.village.session() as session:
            return acts_on_behalf(session, desk.village.here, actor, staff_id=staff_id, post_id=post_id, at=NOW)

    assert stands_in(deputy, staff_id=desk.head)
    assert stands_in(deputy, post_id=desk.head_post)
    assert stands_in(second, staff_id=desk.head), "holds the post through which it came"
    assert not stands_in(butler, staff_id=desk.head)
    assert not stands_in(butler, staff_id=desk.butler), "that is acting oneself"
    assert not stands_in(deputy, staff_id=desk.butler), "who is there needs nobody to stand in"
    assert not stands_in(client, staff_id=desk.butler)


# ---------------------------------------------------------------- the desk


def test_for_an_absent_receptionist_whoever_stood_in_at_that_time(desk: Desk, crowd: Crowd) -> None:
    crowd.away(desk.butler, YESTERDAY, TOMORROW)
    assert desk.reception(YESTERDAY - MINUTE) == desk.butler
    assert desk.reception(NOW) == desk.head
    crowd.away(desk.head, NOW - MINUTE)
    assert desk.reception(YESTERDAY) == desk.head
    assert desk.reception(NOW) == desk.deputy


def test_a_deputy_of_the_desk_comes_before_the_post_above(desk: Desk, crowd: Crowd) -> None:
    desk.change(desk.desk_post, desk.deputy_post)
    crowd.away(desk.butler)
    assert desk.reception(NOW) == desk.deputy


def test_with_everybody_away_the_desk_still_has_somebody(village: Village, crowd: Crowd) -> None:
    butler = crowd.staff("管家")
    crowd.holds(butler, crowd.post("客服员", reception=True))
    crowd.away(butler)
    with village.session() as session:
        assert reception_holder(session, village.here, NOW, NOW).id == butler
        with pytest.raises(NobodyToAnswer):
            reception_holder(session, village.here, NOW, NOW, but_not=[butler])


# ---------------------------------------------------------------- the routing table


def test_the_route_that_says_more_wins(desk: Desk, crowd: Crowd) -> None:
    here, east, west = desk.village.here, desk.village.east, desk.village.west
    posts = {name: crowd.post(name) for name in ("一般", "电梯", "东区", "东区电梯")}
    for name, category, zone in (
        ("一般", None, None),
        ("电梯", "elevator", None),
        ("东区", None, east),
        ("东区电梯", "elevator", east),
    ):
        desk.village.add(
            Route(community_id=here, id=new_id(), kind="repair", category=category, zone_id=zone, post_id=posts[name])
        )
    names = {id: name for name, id in posts.items()}

    def to(category: str | None, zone: UUID | None, kind: str = "repair") -> str | None:
        with desk.village.session() as session:
            post_id = route_for(session, here, Matter(kind, category, None, zone))
        return names[post_id] if post_id else None

    assert [to("elevator", east), to("elevator", west), to("elevator", None)] == ["东区电梯", "电梯", "电梯"]
    assert [to("door", east), to(None, east), to("door", west), to(None, None)] == ["东区", "东区", "一般", "一般"]
    assert to(None, None, kind="complaint") is None
    with desk.village.session() as session:
        assert route_for(session, desk.village.there, Matter("repair", None, None, None)) is None
