"""From a secret to an actor: what counts, what does not, and that everything taken away is gone at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from shouwen.core.access.actor import SYSTEM, ActorKind, Reach
from shouwen.core.access.identify import Credentials, KeyUnknown, SessionUnknown, StaffInactive, identify
from shouwen.core.access.models import AccessGrant, ApiClient
from shouwen.core.access.service import NewGrant
from shouwen.core.access.sessions import end_all_of, end_family
from shouwen.core.people.models import Post, PostHolder, Resident, ResidentLogin
from shouwen.kit.problem import Unauthorized
from tests.core.access.conftest import Desk


def test_staff_come_with_their_grants(desk: Desk) -> None:
    here = desk.community()
    zone, department = desk.zone(here), desk.department(here)
    person = desk.staff(
        "zhao",
        NewGrant("zone_butler", here, zone_id=zone),
        NewGrant("supervisor", here, department_id=department),
        NewGrant("manager"),
    )
    actor = desk.identify(desk.cookie(person))
    assert (actor.kind, actor.id, actor.name, actor.staff_id) == (ActorKind.STAFF, person, "zhao 员工", person)
    placed = {(grant.role, grant.community_id, grant.zone_id, grant.department_id) for grant in actor.grants}
    assert placed == {
        ("zone_butler", here, zone, None),
        ("supervisor", here, None, department),
        ("manager", None, None, None),
    }
    reaches = {grant.role: grant.reach("cases.read") for grant in actor.grants}
    assert reaches == {"zone_butler": Reach.ZONE, "supervisor": Reach.DEPARTMENT, "manager": Reach.COMMUNITY}


def test_a_grant_counts_from_its_beginning_until_its_end(desk: Desk) -> None:
    person = desk.staff("qian", NewGrant("manager"))
    cookie = desk.cookie(person)

    def from_to(since: timedelta, until: timedelta | None) -> None:
        now = desk.clock.now()
        change = sa.update(AccessGrant).where(AccessGrant.person_id == person)
        ends = None if until is None else now + until
        desk.run(change.values(since=now + since, until=ends))

    second, nothing = timedelta(seconds=1), timedelta()
    for since, until, counts in [
        (nothing, None, True),
        (nothing, second, True),
        (second, None, False),
        (-second, nothing, False),
    ]:
        from_to(since, until)
        assert bool(desk.identify(cookie).grants) is counts, (since, until)


def test_a_grant_taken_away_is_gone_with_the_next_request(desk: Desk) -> None:
    person = desk.staff("sun", NewGrant("manager"))
    cookie = desk.cookie(person)
    assert desk.identify(cookie).may("cases.read")
    desk.run(sa.delete(AccessGrant))
    assert not desk.identify(cookie).may("cases.read")


def test_posts_are_those_held_now(desk: Desk) -> None:
    here = desk.community()
    person = desk.staff("li")
    now, hour = desk.clock.now(), timedelta(hours=1)

    def hold(session: Session) -> UUID:
        posts = [Post(community_id=here, name=name) for name in ("前台", "夜班", "旧岗")]
        session.add_all(posts)
        session.flush()
        times = [(now - hour, None), (now + hour, None), (now - hour, now)]
        session.add_all(
            PostHolder(community_id=here, post_id=post.id, staff_id=person, since=since, until=until)
            for post, (since, until) in zip(posts, times, strict=True)
        )
        return posts[0].id

    held = desk.write(hold)
    assert desk.identify(desk.cookie(person)).post_ids == {held}


def make_resident(desk: Desk, person: UUID, community: UUID) -> UUID:
    def make(session: Session) -> UUID:
        resident = Resident(community_id=community, person_id=person, name="业主")
        session.add(resident)
        session.flush()
        session.add(ResidentLogin(community_id=community, person_id=person, resident_id=resident.id))
        return resident.id

    return desk.write(make)


def test_a_resident_reaches_their_own_communities_and_never_the_company(desk: Desk) -> None:
    here, there, elsewhere = desk.community(), desk.community(), desk.community()
    person = desk.resident("zhou")
    living = {(place, make_resident(desk, person, place)) for place in (here, there)}
    actor = desk.identify(desk.cookie(person))
    assert (actor.kind, actor.staff_id) == (ActorKind.RESIDENT, None)
    assert {(residency.community_id, residency.resident_id) for residency in actor.residencies} == living
    assert {(grant.role, grant.reach("cases.read")) for grant in actor.grants} == {("resident", Reach.OWN)}
    assert actor.scope.communities == {here, there}
    assert not actor.scope.company
    assert not actor.may("cases.read", elsewhere)


def test_a_resident_of_nowhere_may_nothing(desk: Desk) -> None:
    actor = desk.identify(desk.cookie(desk.resident("wu")))
    assert (actor.grants, actor.scope.communities, actor.scope.company) == ((), frozenset(), False)


def test_staff_who_live_here_too_keep_their_grants(desk: Desk) -> None:
    here = desk.community()
    person = desk.staff("zheng", NewGrant("engineer", here))
    make_resident(desk, person, here)
    actor = desk.identify(desk.cookie(person))
    assert (actor.kind, len(actor.residencies)) == (ActorKind.STAFF, 1)
    assert [grant.role for grant in actor.grants] == ["engineer"]


def test_each_secret_opens_only_by_its_own_way(desk: Desk) -> None:
    person = desk.staff("wang")
    cookie, pair = desk.cookie(person), desk.pair(person)
    assert desk.identify(Credentials("bearer", pair.access_token)).id == person
    for wrong in (
        Credentials("bearer", cookie.secret),
        Credentials("cookie", pair.access_token),
        Credentials("cookie", pair.refresh_token),
        Credentials("bearer", pair.refresh_token),
        Credentials("cookie", ""),
        Credentials("bearer", "st_" + "\u00e9" * 5000),
    ):
        with pytest.raises(SessionUnknown):
            desk.identify(wrong)


def test_sessions_end_at_their_time(desk: Desk) -> None:
    person = desk.staff("feng")
    cookie, access = desk.cookie(person), Credentials("bearer", desk.pair(person).access_token)
    desk.clock.advance(minutes=29, seconds=59)
    assert desk.identify(access).id == person
    desk.clock.advance(seconds=1)
    with pytest.raises(SessionUnknown):
        desk.identify(access)
    assert desk.identify(cookie).id == person
    desk.clock.advance(hours=12)
    with pytest.raises(SessionUnknown):
        desk.identify(cookie)


def test_an_ended_family_opens_nothing_and_leaves_others_alone(desk: Desk) -> None:
    person = desk.staff("chen")
    ended, other = desk.cookie(person), desk.cookie(person)
    family = desk.identify(ended).sign_in_id
    assert family is not None
    desk.write(lambda session: end_family(session, family, desk.clock.now()))
    with pytest.raises(SessionUnknown):
        desk.identify(ended)
    assert desk.identify(other).id == person


def test_all_of_a_person_can_be_ended_at_once(desk: Desk) -> None:
    person, neighbour = desk.staff("chu"), desk.staff("wei")
    secrets = [desk.cookie(person), Credentials("bearer", desk.pair(person).access_token)]
    kept = desk.cookie(neighbour)
    desk.act(lambda work: end_all_of(work, person), SYSTEM)
    for secret in secrets:
        with pytest.raises(SessionUnknown):
            desk.identify(secret)
    assert desk.identify(kept).id == neighbour


def test_whoever_has_left_is_nobody_at_once(desk: Desk) -> None:
    person = desk.staff("jiang", NewGrant("manager"))
    cookie = desk.cookie(person)
    desk.deactivate(person)
    with pytest.raises(StaffInactive):
        desk.identify(cookie)


def test_an_api_key_acts_with_its_grants(desk: Desk) -> None:
    here = desk.community()
    actor = desk.identify(Credentials("bearer", desk.client(NewGrant("integrator", here))))
    assert (actor.kind, actor.name, actor.staff_id, actor.sign_in_id) == (ActorKind.CLIENT, "门禁系统", None, None)
    assert [(grant.role, grant.community_id) for grant in actor.grants] == [("integrator", here)]


def test_a_key_that_is_a_little_wrong_is_wrong(desk: Desk) -> None:
    key = desk.client()
    _, client_id, secret = key.split("_", 2)
    for wrong in (
        f"sk_{client_id}_{secret[:-1]}",
        f"sk_{client_id}_{'A' * 43}",
        f"sk_{'0' * 32}_{secret}",
        f"sk_{client_id.upper()}_{secret}_",
        f"sk_0{client_id}_{secret}",
        key + "\n",
        "sk_",
    ):
        with pytest.raises(KeyUnknown):
            desk.identify(Credentials("bearer", wrong))


def test_a_key_is_no_cookie_and_ends_by_time_or_by_hand(desk: Desk) -> None:
    lasting, ending = desk.client(), desk.client(lasts=timedelta(days=1))
    with pytest.raises(SessionUnknown):
        desk.identify(Credentials("cookie", lasting))
    desk.identify(Credentials("bearer", ending))
    desk.clock.advance(days=1)
    with pytest.raises(KeyUnknown):
        desk.identify(Credentials("bearer", ending))
    desk.identify(Credentials("bearer", lasting))
    desk.run(sa.update(ApiClient).values(revoked_at=ApiClient.created_at))
    with pytest.raises(KeyUnknown):
        desk.identify(Credentials("bearer", lasting))


def test_all_of_them_are_401(desk: Desk) -> None:
    assert all(issubclass(problem, Unauthorized) for problem in (SessionUnknown, KeyUnknown, StaffInactive))


def test_it_takes_one_statement(desk: Desk) -> None:
    here = desk.community()
    cookie = desk.cookie(desk.staff("shen", *[NewGrant(role, here) for role in ("manager", "cashier", "engineer")]))
    key = Credentials("bearer", desk.client(NewGrant("integrator", here)))
    for credentials in (cookie, key):
        said: list[str] = []
        with desk.house.db.glance() as connection:
            event.listen(connection, "before_cursor_execute", lambda *args, said=said: said.append(args[2]))
            identify(connection, credentials, desk.clock.now())
        assert len([words for words in said if words != "BEGIN"]) == 1, said
