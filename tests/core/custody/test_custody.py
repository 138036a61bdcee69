"""Custody: never ownerless, one holder, one offer at a time, and a chain without gaps."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from shouwen.core.custody import service
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.queries import chain_of, held_link, pending_offer, pending_offers, time_held
from shouwen.core.custody.rules import (
    LINKS,
    Addressed,
    LinkState,
    LinkVerb,
    NoOffer,
    NotAddressee,
    OfferPending,
    OfferToHolder,
)
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Conflict
from tests.conftest import DatabaseCopies
from tests.support.api import Api, Caller, Town, opened, request

# ---------------------------------------------------------------- rules


def test_the_life_of_a_link() -> None:
    assert set(LINKS.rows()) == {
        (LinkState.OFFERED, LinkVerb.ACCEPT, LinkState.HELD),
        (LinkState.OFFERED, LinkVerb.REFUSE, LinkState.REFUSED),
        (LinkState.OFFERED, LinkVerb.WITHDRAW, LinkState.WITHDRAWN),
        (LinkState.HELD, LinkVerb.HAND_ON, LinkState.PASSED),
        (LinkState.HELD, LinkVerb.END, LinkState.ENDED),
    }


def test_who_is_addressed() -> None:
    me, somebody, post = new_id(), new_id(), new_id()
    assert Addressed(me).includes(me, frozenset())
    assert Addressed(None, post).includes(me, frozenset({post}))
    assert not Addressed(somebody).includes(me, frozenset({post}))
    assert not Addressed(None, post).includes(me, frozenset())
    assert not Addressed(somebody).includes(None, frozenset())
    assert not Addressed(None, post).includes(None, frozenset())  # a program holds no post and is nobody's colleague


# ---------------------------------------------------------------- a thing and its holders


@dataclass
class Thing:
    """A subject in custody, and what people do with it."""

    api: Api
    town: Town
    id: UUID
    holder: Caller

    def act(self, who: Caller, verb: str, **to: UUID | None) -> CustodyLink | None:
        """Says a verb as `who`, now. Raises what custody says no with."""
        actor = self.api.actor(who)
        with self.api.work(actor) as work:
            subject = self.subject(work)
            if verb == "offer":
                addressed = {"to_staff_id": None, "to_post_id": None} | to
                return service.offer(work, subject, at=work.now, **addressed)
            return getattr(service, verb)(work, subject, work.now)  # type: ignore[no-any-return]

    def subject(self, work: Work) -> Subject:
        return work.session.get_one(Subject, (self.town.id, self.id))

    def chain(self) -> Sequence[CustodyLink]:
        return self.api.look(lambda session: chain_of(session, session.get_one(Subject, (self.town.id, self.id))))

    def states(self) -> list[str]:
        return [link.state.value for link in self.chain()]

    def parts(self) -> set[tuple[Part, UUID | None]]:
        rows = sa.select(Involvement).where(Involvement.subject_id == self.id)
        return self.api.look(
            lambda session: {(row.part, row.person_id or row.post_id) for row in session.scalars(rows)}
        )


def thing_of(api: Api) -> Thing:
    town = api.town()
    holder = api.staff("duty_butler", town)
    thing = Thing(api, town, new_id(), holder)
    with api.work() as work:
        subject = Subject(community_id=town.id, id=thing.id, type=SubjectType.CASE, confidential=False)
        work.session.add(subject)
        work.session.flush()
        work.session.add(service.first_link(subject, holder.id, work.now))
        work.session.add(Involvement(community_id=town.id, subject_id=thing.id, part=Part.OWNS, person_id=holder.id))
    return thing


@pytest.fixture
def thing(shared_api: Api) -> Thing:
    return thing_of(shared_api)


@pytest.fixture
def engineer(shared_api: Api, thing: Thing) -> Caller:
    return shared_api.staff("engineer", thing.town)


def test_it_begins_with_its_first_holder(thing: Thing) -> None:
    [first] = thing.chain()
    assert (first.state, first.holder_id, first.predecessor_id) == (LinkState.HELD, thing.holder.id, None)
    assert (first.started_at, first.ended_at) == (thing.api.clock.now(), None)


def test_it_stays_with_the_holder_until_somebody_accepts(thing: Thing, engineer: Caller) -> None:
    started = thing.api.clock.now()
    thing.api.clock.advance(minutes=5)
    thing.act(thing.holder, "offer", to_staff_id=engineer.id)
    assert thing.states() == ["held", "offered"]
    assert (Part.OFFERED, engineer.id) in thing.parts()
    accepted = thing.api.clock.advance(minutes=10)
    thing.act(engineer, "accept")
    first, second = thing.chain()
    assert (first.state, first.started_at, first.ended_at) == (LinkState.PASSED, started, accepted)
    assert (second.state, second.holder_id, second.started_at) == (LinkState.HELD, engineer.id, accepted)
    assert (second.predecessor_id, second.answered_by_id, second.answered_at) == (first.id, engineer.id, accepted)
    assert thing.parts() == {(Part.OWNED, thing.holder.id), (Part.OWNS, engineer.id)}


def test_an_offer_to_a_post_goes_to_the_first_holder_who_accepts(thing: Thing, engineer: Caller) -> None:
    thing.act(thing.holder, "offer", to_post_id=thing.town.reception)
    with pytest.raises(NotAddressee):
        thing.act(engineer, "accept")
    thing.api.put_on_post(engineer, thing.town, thing.town.reception)
    thing.act(engineer, "accept")
    assert thing.chain()[-1].holder_id == engineer.id


def test_one_offer_waits_at_a_time(thing: Thing, engineer: Caller) -> None:
    thing.act(thing.holder, "offer", to_staff_id=engineer.id)
    with pytest.raises(OfferPending):
        thing.act(thing.holder, "offer", to_post_id=thing.town.reception)
    thing.act(thing.holder, "withdraw")
    thing.act(thing.holder, "offer", to_post_id=thing.town.reception)
    assert thing.states() == ["held", "withdrawn", "offered"]


def test_nothing_is_offered_to_its_holder(thing: Thing) -> None:
    with pytest.raises(OfferToHolder):
        thing.act(thing.holder, "offer", to_staff_id=thing.holder.id)
    assert thing.states() == ["held"]


def test_a_refusal_stays_as_a_fact_and_the_holder_holds(thing: Thing, engineer: Caller) -> None:
    thing.act(thing.holder, "offer", to_staff_id=engineer.id)
    with pytest.raises(NotAddressee):
        thing.act(thing.holder, "refuse")
    thing.act(engineer, "refuse")
    assert thing.states() == ["held", "refused"]
    assert thing.chain()[0].ended_at is None
    assert thing.parts() == {(Part.OWNS, thing.holder.id)}  # who was merely asked sees it no longer


@pytest.mark.parametrize("verb", ["accept", "refuse", "withdraw"])
def test_without_an_offer_there_is_nothing_to_answer(thing: Thing, engineer: Caller, verb: str) -> None:
    with pytest.raises(NoOffer):
        thing.act(engineer, verb)


def test_the_end_takes_a_waiting_offer_with_it(thing: Thing, engineer: Caller) -> None:
    thing.act(thing.holder, "offer", to_staff_id=engineer.id)
    thing.act(thing.holder, "end")
    assert thing.states() == ["ended", "withdrawn"]
    assert thing.chain()[0].ended_at == thing.api.clock.now()
    with pytest.raises(OfferToHolder):
        thing.act(thing.holder, "offer", to_staff_id=engineer.id)  # nobody holds it: there is nothing to hand on


def test_after_the_end_it_can_be_taken_up_again(thing: Thing, engineer: Caller) -> None:
    thing.act(thing.holder, "offer", to_staff_id=engineer.id)
    thing.act(engineer, "accept")
    thing.act(engineer, "end")
    thing.api.clock.advance(days=1)
    with thing.api.work() as work:
        service.take_up(work.session, thing.subject(work), engineer.id, work.now)
    last, again = thing.chain()[-2:]
    assert (again.state, again.predecessor_id, again.started_at) == (LinkState.HELD, last.id, thing.api.clock.now())


def test_the_pending_offers_of_many_are_read_at_once(shared_api: Api) -> None:
    things = [thing_of(shared_api) for _ in range(3)]
    others = [shared_api.staff("engineer", thing.town) for thing in things]
    for thing, other in zip(things[:2], others, strict=False):
        thing.act(thing.holder, "offer", to_staff_id=other.id)
    found = shared_api.look(lambda session: pending_offers(session, [thing.id for thing in things]))
    assert {subject_id: link.to_staff_id for subject_id, link in found.items()} == {
        things[0].id: others[0].id,
        things[1].id: others[1].id,
    }


# ---------------------------------------------------------------- no gaps


def addressees(thing: Thing, people: Sequence[Caller]) -> list[Caller]:
    """Those who may answer the offer that waits; everybody when none does."""
    last = thing.chain()[-1]
    if last.state is not LinkState.OFFERED:
        return list(people)
    return [one for one in people if one.id == last.to_staff_id] or [people[-1]]


def test_whatever_people_do_the_chain_has_no_gap(thing: Thing) -> None:
    """120 acts by four people, the last of them at the reception; a third out of turn."""
    dice = random.Random(20261122)
    people = [thing.holder, *(thing.api.staff("engineer", thing.town) for _ in range(3))]
    thing.api.put_on_post(people[-1], thing.town, thing.town.reception)
    began, done = thing.api.clock.now(), 0
    for _ in range(120):
        thing.api.clock.advance(seconds=dice.randint(1, 600))
        to = {"to_staff_id": dice.choice(people).id} if dice.random() < 0.7 else {"to_post_id": thing.town.reception}
        verb = dice.choice(("offer", "offer", "accept", "accept", "refuse", "withdraw"))
        who = dice.choice(people if dice.random() < 0.3 else addressees(thing, people))
        with suppress(Conflict):
            thing.act(who, verb, **(to if verb == "offer" else {}))
            done += 1
    assert 30 < done < 110
    check_chain(thing, began)


def check_chain(thing: Thing, began: datetime) -> None:
    links = {link.id: link for link in thing.chain()}
    held = [link for link in links.values() if link.holder_id is not None]
    now = thing.api.clock.now()
    assert len(held) > 10
    assert [link.state for link in held] == [LinkState.PASSED] * (len(held) - 1) + [LinkState.HELD]
    assert sum(link.state is LinkState.OFFERED for link in links.values()) <= 1
    for before, after in pairwise(held):
        assert after.predecessor_id == before.id
        assert after.started_at == before.ended_at
    assert held[0].started_at == began
    assert sum((time_held(link, now) for link in links.values()), timedelta()) == now - began
    for link in links.values():
        if link.predecessor_id is not None:  # every offer hangs on what was held then
            assert links[link.predecessor_id].state in {LinkState.PASSED, LinkState.HELD}


# ---------------------------------------------------------------- at once


@pytest.fixture
def busy(database_copies: DatabaseCopies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with database_copies.copy("postgresql") as url, opened(url, tmp_path_factory.mktemp("house")) as api:
        yield api


def both(one: object, other: object) -> list[object]:
    """Runs two acts at the same moment; answers what each gave or raised."""
    together = threading.Barrier(2)

    def run(act: object) -> object:
        together.wait()
        try:
            return act()  # type: ignore[operator]
        except (Conflict, IntegrityError) as error:
            return error

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, [one, other]))


def test_of_two_offers_at_once_one_stands(busy: Api) -> None:
    for _ in range(5):
        thing = thing_of(busy)
        others = [busy.staff("engineer", thing.town) for _ in range(2)]
        outcomes = both(
            lambda: thing.act(thing.holder, "offer", to_staff_id=others[0].id),  # noqa: B023 - run in this turn
            lambda: thing.act(thing.holder, "offer", to_staff_id=others[1].id),  # noqa: B023 - as above
        )
        assert sorted(isinstance(outcome, Exception) for outcome in outcomes) == [False, True]
        assert thing.states() == ["held", "offered"]


def test_of_two_acceptances_at_once_one_stands(busy: Api) -> None:
    for _ in range(5):
        thing = thing_of(busy)
        people = [busy.staff("engineer", thing.town) for _ in range(2)]
        for one in people:
            busy.put_on_post(one, thing.town, thing.town.reception)
        thing.act(thing.holder, "offer", to_post_id=thing.town.reception)
        outcomes = both(
            lambda: thing.act(people[0], "accept"),  # noqa: B023 - run in this turn
            lambda: thing.act(people[1], "accept"),  # noqa: B023 - as above
        )
        assert sorted(isinstance(outcome, Exception) for outcome in outcomes) == [False, True]
        held = [link for link in thing.chain() if link.state is LinkState.HELD]
        assert len(held) == 1


def test_the_database_itself_allows_one_holder_and_one_offer(shared_api: Api, thing: Thing, engineer: Caller) -> None:
    now = shared_api.clock.now()
    common = {"community_id": thing.town.id, "subject_id": thing.id}
    thing.act(thing.holder, "offer", to_staff_id=engineer.id)
    with pytest.raises(IntegrityError):
        shared_api.add(CustodyLink(**common, id=new_id(), state=LinkState.HELD, holder_id=engineer.id, started_at=now))
    with pytest.raises(IntegrityError):
        shared_api.add(
            CustodyLink(**common, id=new_id(), state=LinkState.OFFERED, to_staff_id=engineer.id, offered_at=now)
        )
    with pytest.raises(IntegrityError):  # held by nobody
        shared_api.add(CustodyLink(**common, id=new_id(), state=LinkState.PASSED, started_at=now, ended_at=now))
    with pytest.raises(IntegrityError):  # over without an end
        shared_api.add(CustodyLink(**common, id=new_id(), state=LinkState.ENDED, holder_id=engineer.id, started_at=now))


# ---------------------------------------------------------------- over HTTP


def test_of_two_requests_to_offer_one_is_told_to_wait(shared_api: Api) -> None:
    town = shared_api.town()
    desk, one, other = shared_api.staff("duty_butler", town), *(shared_api.staff("engineer", town) for _ in "ab")
    case = shared_api.hear(desk, town)
    answers = shared_api.at_once(
        [
            request("POST", f"/cases/{case['id']}/offer", desk, body={"to_staff_id": to.id})
            for to in (one, other, one, other)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"custody.offer_pending"}
    chain = shared_api.read(desk, case, "custody").json()["data"]
    assert [link["state"] for link in chain] == ["held", "offered"]


def test_of_two_requests_to_accept_one_owns(shared_api: Api) -> None:
    town = shared_api.town()
    desk, *people = shared_api.staff("duty_butler", town), *(shared_api.staff("supervisor", town) for _ in "abc")
    for one in people:
        shared_api.put_on_post(one, town, town.reception)
    case = shared_api.hear(desk, town)
    assert shared_api.act(desk, case, "offer", to_post_id=town.reception).status_code == 200
    answers = shared_api.at_once(
        [request("POST", f"/cases/{case['id']}/accept", one, body={}, version=case["version"]) for one in people]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
    [winner] = [answer.json()["owner"]["id"] for answer in answers if answer.status_code == 200]
    assert shared_api.read(desk, case).json()["owner"]["id"] == winner
    chain = shared_api.read(desk, case, "custody").json()["data"]
    assert [(link["state"], link["holder"] and link["holder"]["id"]) for link in chain] == [
        ("passed", str(desk.id)),
        ("held", winner),
    ]


def test_held_link_and_pending_offer_find_what_there_is(thing: Thing, engineer: Caller) -> None:
    def look() -> tuple[CustodyLink | None, CustodyLink | None]:
        return thing.api.look(
            lambda session: (
                held_link(session, session.get_one(Subject, (thing.town.id, thing.id))),
                pending_offer(session, session.get_one(Subject, (thing.town.id, thing.id))),
            )
        )

    held, offered = look()
    assert held is not None
    assert (held.holder_id, offered) == (thing.holder.id, None)
    thing.act(thing.holder, "offer", to_staff_id=engineer.id)
    held, offered = look()
    assert held is not None
    assert offered is not None
    assert (held.holder_id, offered.to_staff_id) == (thing.holder.id, engineer.id)
