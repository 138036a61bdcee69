"""Logins, grants, API keys, the link that sets the house up, and what is forgotten in time."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from shouwen.core.access.actor import SYSTEM
from shouwen.core.access.identify import Credentials
from shouwen.core.access.models import OneTimeLink, SignInAttempt, SignInSession
from shouwen.core.access.passwords import PasswordWeak
from shouwen.core.access.service import (
    LinkUnknown,
    NewGrant,
    RoleUnknown,
    UsernameTaken,
    create_person_with_login,
    forget_old,
    give,
    make_setup_link,
    use_setup_link,
)
from shouwen.core.access.sign_in import WrongPassword
from shouwen.core.people.models import Person, Staff
from shouwen.core.work import Work
from shouwen.kit.db import Base
from shouwen.kit.problem import Problem
from tests.core.access.conftest import PASSWORD, Desk


def link(desk: Desk) -> str:
    return desk.write(lambda session: make_setup_link(session, desk.clock.now()))


def set_up(desk: Desk, token: str, username: str = "admin", password: str = PASSWORD) -> UUID:
    return desk.act(lambda work: use_setup_link(work, token, "管理员", username, password).id)


def count(desk: Desk, table: type[Base]) -> int:
    return desk.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def test_the_link_makes_an_administrator_of_the_whole_company(desk: Desk) -> None:
    person = set_up(desk, link(desk))
    actor = desk.identify(Credentials("bearer", desk.sign_in("admin").access_token))
    assert (actor.id, actor.staff_id, actor.is_company_wide) == (person, person, True)
    assert actor.may("access.manage")
    events = {"access.login_given", "access.granted", "access.set_up"}
    assert {entry.event for entry in desk.events(*events)} == events


def test_the_link_works_once(desk: Desk) -> None:
    token = link(desk)
    set_up(desk, token)
    with pytest.raises(LinkUnknown):
        set_up(desk, token, "second")
    assert count(desk, Person) == 1


def test_of_many_at_once_one_gets_through(desk: Desk) -> None:
    token = link(desk)

    def attempt(number: int) -> type[Problem] | None:
        try:
            set_up(desk, token, f"admin-{number}")
        except Problem as problem:
            return type(problem)
        return None

    with ThreadPoolExecutor(4) as threads:
        assert Counter(threads.map(attempt, range(4))) == {None: 1, LinkUnknown: 3}
    assert count(desk, Staff) == 1


def test_a_refused_password_does_not_use_up_the_link(desk: Desk) -> None:
    token = link(desk)
    with pytest.raises(PasswordWeak):
        set_up(desk, token, password="short")
    set_up(desk, token)


def test_a_newer_link_ends_the_older_and_time_ends_both(desk: Desk) -> None:
    older, newer = link(desk), link(desk)
    with pytest.raises(LinkUnknown):
        set_up(desk, older)
    desk.clock.advance(hours=24)
    for token in (newer, "su_never-made"):
        with pytest.raises(LinkUnknown):
            set_up(desk, token)


def test_a_username_is_taken_in_every_spelling(desk: Desk) -> None:
    desk.staff("LiQiang")
    with pytest.raises(UsernameTaken) as refused:
        desk.staff("ｌｉｑｉａｎｇ")
    assert refused.value.params == {"username": "ｌｉｑｉａｎｇ"}
    assert count(desk, Person) == 1


@pytest.mark.parametrize("role", ["astronaut", "resident", ""])
def test_only_roles_of_the_house_are_granted(desk: Desk, role: str) -> None:
    with pytest.raises(RoleUnknown):
        desk.staff("liqiang", NewGrant(role))
    assert count(desk, Person) == 0


def test_a_zone_of_one_community_is_not_granted_in_another(desk: Desk) -> None:
    here, there = desk.community(), desk.community()
    zone = desk.zone(here)
    for grant in (NewGrant("zone_butler", there, zone_id=zone), NewGrant("zone_butler", None, zone_id=zone)):
        with pytest.raises(IntegrityError):
            desk.staff("liqiang", grant)


def test_a_grant_is_for_a_person_or_a_client(desk: Desk) -> None:
    with pytest.raises(IntegrityError):
        desk.act(lambda work: give(work, NewGrant("manager")), SYSTEM)


def test_a_weak_password_makes_no_login(desk: Desk) -> None:
    def make(work: Work) -> None:
        create_person_with_login(work, name="李强", username="liqiang", password="liqiang")

    with pytest.raises(PasswordWeak):
        desk.act(make, SYSTEM)
    assert count(desk, Person) == 0


def test_what_is_long_over_is_forgotten_and_nothing_else(desk: Desk) -> None:
    person = desk.staff("liqiang")
    desk.pair(person)
    link(desk)
    with pytest.raises(WrongPassword):
        desk.sign_in("nobody", "not the password")
    tables = (SignInSession, OneTimeLink, SignInAttempt)

    def forget(now: datetime) -> list[int]:
        desk.write(lambda session: forget_old(session, now))
        return [count(desk, table) for table in tables]

    assert forget(desk.clock.now()) == [2, 1, 1]
    desk.clock.advance(days=61)
    desk.cookie(person)
    assert forget(desk.clock.now()) == [1, 0, 0]
