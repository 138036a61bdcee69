"""The feed of events: sealed rows only, each caller's own, by a cursor that loses and repeats nothing."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.core.access.models import AccessGrant
from shouwen.core.announcements import ANNOUNCED
from shouwen.core.events import queries
from shouwen.core.events.positions import write_cursor
from shouwen.core.events.streaming import cursor_secret
from tests.core.places.village import statements
from tests.support.api import Api, Caller, Town

Event = dict[str, Any]
Matter = tuple[Api, Town, dict[str, Any], Caller, Caller]  # the mother who raised it, the engineer who did it


def page(api: Api, who: Caller, cursor: str | None = None, **more: Any) -> dict[str, Any]:
    """A page after sealing what waited."""
    api.seal()
    answer = api.get("/events", who, params=({"cursor": cursor} if cursor else {}) | {"limit": 100} | more)
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


def everything(api: Api, who: Caller, cursor: str | None = None, **more: Any) -> list[Event]:
    found: list[Event] = []
    while True:
        read = page(api, who, cursor, **more)
        found += read["data"]
        cursor = read["next_cursor"]
        if not read["has_more"]:
            return found


def now(api: Api, who: Caller) -> str:
    cursor: str = page(api, who, start="now")["next_cursor"]
    return cursor


def names(events: list[Event], case: dict[str, Any] | None = None) -> list[str]:
    """The names of the events, of this case only where one is given."""
    return [one["event"] for one in events if case is None or (one["subject"] and one["subject"]["id"] == case["id"])]


def heard_of(api: Api, who: Caller, case: dict[str, Any]) -> set[str]:
    return {name for name in names(everything(api, who), case) if name.startswith("cases.")}


# ---------------------------------------------------------------- what an event is


def test_an_event_is_thin_and_says_what_it_is_about(shared_api: Api) -> None:
    town = shared_api.town()
    desk, engineer = shared_api.staff("duty_butler", town), shared_api.staff("engineer", town)
    case = shared_api.hear(desk, town)
    shared_api.act(desk, case, "offer", to_staff_id=engineer.id, reason="他熟悉水电")
    [event] = [one for one in everything(shared_api, desk) if one["event"] == "cases.offered"]
    assert set(event) == {"id", "event", "at", "community_id", "subject", "facts"}
    assert event["subject"] == {"type": "case", "id": case["id"], "number": case["number"]}
    assert event["community_id"] == str(town.id)
    assert event["facts"] == {"to_staff_id": str(engineer.id)}  # not the words, nor the link of custody


def test_what_is_not_sealed_is_not_told(shared_api: Api) -> None:
    town = shared_api.town()
    desk = shared_api.staff("duty_butler", town)
    shared_api.seal()
    shared_api.hear(desk, town)
    assert shared_api.get("/events", desk).json()["data"] == []
    assert "cases.heard" in names(everything(shared_api, desk))


def test_an_event_that_no_room_announced_is_told_to_nobody(shared_api: Api) -> None:
    town = shared_api.town()
    admin = shared_api.staff("system_admin", None)
    with shared_api.work() as work:
        work.emit("events.secret", community_id=town.id)
    assert "events.secret" not in names(everything(shared_api, admin, community_id=str(town.id)))


def test_only_announced_facts_leave(shared_api: Api) -> None:
    town = shared_api.town()
    desk = shared_api.staff("manager", town)
    case = shared_api.hear(desk, town)
    shared_api.act(desk, case, "escalate", reason="业主要求立即处理")
    told = {one["event"]: one["facts"] for one in everything(shared_api, desk)}
    assert told["cases.escalated"] == {}  # to whom, and the words, stay inside
    for event, facts in told.items():
        assert set(facts) <= set(ANNOUNCED.by_event[event].facts)


# ---------------------------------------------------------------- who may know


@pytest.fixture(scope="module")
def matter(shared_api: Api) -> Matter:
    """A resident's matter that went through many hands."""
    api, town = shared_api, shared_api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    api.put_on_post(desk, town, town.reception)
    mother = api.resident(town)
    case = api.hear(mother, town, contact={"channel": "app", "person": {}})
    api.act(desk, case, "keep")
    api.act(desk, case, "offer", to_staff_id=engineer.id)
    case = api.read(desk, case).json()
    api.act(engineer, case, "accept", version=case["version"])
    api.act(engineer, case, "note", text="业主难缠", audience="internal")
    api.act(engineer, case, "note", text="师傅明早到", audience="resident")
    api.act(engineer, case, "arrive")
    api.act(engineer, case, "finish", result="已修好", cause="密封圈老化")
    return api, town, case, mother, engineer


HANDS = {
    "cases.heard",
    "cases.kept",
    "cases.offered",
    "cases.offer_accepted",
    "cases.noted",
    "cases.arrived",
    "cases.finished",
}


@pytest.mark.parametrize("role", ["duty_butler", "manager", "supervisor", "integrator"])
def test_whoever_sees_the_case_hears_all_of_it(matter: Matter, role: str) -> None:
    api, town, case, _, _ = matter
    who = api.key(role, town) if role == "integrator" else api.staff(role, town)
    assert heard_of(api, who, case) == HANDS


def test_the_resident_hears_what_their_own_screen_shows(matter: Matter) -> None:
    api, _, case, mother, _ = matter
    events = [one for one in everything(api, mother) if one["subject"]["id"] == case["id"]]
    assert set(names(events)) == HANDS - {"cases.offered"}
    assert [one["facts"]["audience"] for one in events if one["event"] == "cases.noted"] == ["resident"]


def test_of_the_neighbours_matter_nothing_is_told(matter: Matter) -> None:
    api, town, case, mother, _ = matter
    assert heard_of(api, api.resident(town), case) == set()
    assert everything(api, api.resident(town)) == []
    father = api.resident(town, household=mother.household_id)
    assert "cases.finished" in heard_of(api, father, case)


def test_another_community_hears_nothing(matter: Matter) -> None:
    api, town, case, _, _ = matter
    stranger = api.staff("manager", api.town())
    assert heard_of(api, stranger, case) == set()
    assert everything(api, stranger, community_id=str(town.id)) == []


def test_the_other_zone_hears_nothing_and_the_one_who_owns_it_does(matter: Matter) -> None:
    api, town, case, _, engineer = matter
    assert heard_of(api, engineer, case) == HANDS
    assert heard_of(api, api.staff("engineer", town), case) == set()
    assert heard_of(api, api.staff("zone_butler", town, zone=town.west), case) == set()


def test_promises_are_told_to_those_who_may_read_them(matter: Matter) -> None:
    api, town, case, mother, _ = matter
    kept = {"commitments.made", "commitments.kept"}
    assert kept <= set(names(everything(api, api.staff("manager", town)), case))
    assert kept.isdisjoint(names(everything(api, mother), case))
    assert kept.isdisjoint(names(everything(api, api.key("integrator", town)), case))


def test_a_confidential_matter_is_for_those_involved_and_those_entrusted(shared_api: Api) -> None:
    town = shared_api.town()
    manager = shared_api.staff("manager", town)
    case = shared_api.hear(manager, town, confidential=True)
    assert heard_of(shared_api, manager, case) == {"cases.heard"}
    assert heard_of(shared_api, shared_api.staff("manager", town), case) == {"cases.heard"}
    assert heard_of(shared_api, shared_api.staff("duty_butler", town), case) == set()
    assert "commitments.made" in names(everything(shared_api, shared_api.staff("manager", town)), case)


def test_a_complaint_is_not_told_to_the_one_it_is_about(shared_api: Api) -> None:
    town = shared_api.town()
    desk, accused = shared_api.staff("duty_butler", town), shared_api.staff("manager", town)
    about = {"class": "property", "about_staff_ids": [accused.id]}
    case = shared_api.hear(desk, town, kind="complaint", complaint=about, title="态度差")
    assert names(everything(shared_api, accused), case) == []
    assert heard_of(shared_api, shared_api.staff("manager", town), case) == {"cases.heard"}


def test_what_is_about_no_subject_is_for_those_with_the_permission_there(shared_api: Api) -> None:
    town, other = shared_api.town(), shared_api.town()
    with shared_api.work() as work:
        work.emit("standards.released", community_id=town.id, key="complaint.finish.general", reason="inside")
        work.emit("access.client_created", client_id=town.id)
    wanted: dict[str, Any] = {"event": ["standards.released", "access.client_created"]}

    def told(who: Caller) -> list[str]:
        return [one["event"] for one in everything(shared_api, who, **wanted) if one["community_id"] != str(other.id)]

    assert told(shared_api.staff("duty_butler", town)) == ["standards.released"]
    assert told(shared_api.staff("manager", other)) == []
    assert told(shared_api.key("integrator", town)) == []
    assert told(shared_api.resident(town)) == []
    admin = everything(shared_api, shared_api.staff("system_admin", None), **wanted)
    assert {one["event"]: one["community_id"] for one in admin if one["event"].startswith("access")} == {
        "access.client_created": None
    }
    assert told(shared_api.staff("system_admin", town)) == ["standards.released"]  # the company's is not theirs


def test_what_is_for_one_person_is_told_to_nobody_else(shared_api: Api) -> None:
    town = shared_api.town()
    desk, manager = shared_api.staff("duty_butler", town), shared_api.staff("manager", town)
    with shared_api.work() as work:
        work.emit("delivery.message_made", community_id=town.id, message_id=town.id, staff_id=desk.id, urgent=True)
    wanted: dict[str, Any] = {"event": ["delivery.message_made"]}
    assert [one["facts"] for one in everything(shared_api, desk, **wanted)] == [
        {"message_id": str(town.id), "urgent": True}
    ]
    assert everything(shared_api, manager, **wanted) == []
    assert everything(shared_api, shared_api.staff("system_admin", None), **wanted) == []


def test_a_grant_that_was_taken_away_tells_nothing_more(shared_api: Api) -> None:
    town = shared_api.town()
    desk = shared_api.staff("duty_butler", town)
    cursor = now(shared_api, desk)
    shared_api.hear(desk, town)
    assert names(everything(shared_api, desk, cursor)) != []
    shared_api.revoke(desk)
    assert page(shared_api, desk, cursor)["data"] == []


# ---------------------------------------------------------------- the cursor


def test_page_by_page_nothing_is_lost_and_nothing_comes_twice(shared_api: Api) -> None:
    one, other = shared_api.town(), shared_api.town()
    both = shared_api.staff("duty_butler", one)
    since = shared_api.clock.now()
    shared_api.add(AccessGrant(person_id=both.id, role="duty_butler", community_id=other.id, since=since))
    for town in (one, other, one, other, one):
        shared_api.hear(both, town)
    whole = everything(shared_api, both)
    in_threes = everything(shared_api, both, limit=3)
    assert [event["id"] for event in in_threes] == [event["id"] for event in whole]
    assert len({event["id"] for event in whole}) == len(whole)
    assert names(whole).count("cases.heard") == 5


def test_a_cursor_goes_on_where_it_was_whatever_happened_meanwhile(shared_api: Api) -> None:
    town = shared_api.town()
    desk = shared_api.staff("duty_butler", town)
    first = shared_api.hear(desk, town)
    read = page(shared_api, desk)
    assert not read["has_more"]
    assert page(shared_api, desk, read["next_cursor"])["data"] == []
    second = shared_api.hear(desk, town)
    later = everything(shared_api, desk, read["next_cursor"])
    assert names(later, first) == []
    assert "cases.heard" in names(later, second)
    assert [one["id"] for one in everything(shared_api, desk, read["next_cursor"])] == [one["id"] for one in later]


def test_beginning_now_leaves_out_what_was(shared_api: Api) -> None:
    town = shared_api.town()
    desk = shared_api.staff("duty_butler", town)
    shared_api.hear(desk, town)
    cursor = now(shared_api, desk)
    assert everything(shared_api, desk, cursor) == []
    case = shared_api.hear(desk, town)
    assert "cases.heard" in names(everything(shared_api, desk, cursor), case)


def test_a_look_reads_only_so_many_rows_and_says_that_there_is_more(
    shared_api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = shared_api.town()
    desk, stranger = shared_api.staff("duty_butler", town), shared_api.staff("engineer", town)
    for _ in range(3):
        shared_api.hear(desk, town)
    shared_api.seal()
    monkeypatch.setattr(queries, "WINDOW", 4)
    read = page(shared_api, stranger)
    assert (read["data"], read["has_more"]) == ([], True)
    assert everything(shared_api, stranger) == []
    assert names(everything(shared_api, desk)).count("cases.heard") == 3


@pytest.mark.parametrize("cursor", ["nonsense", "", "AAAA", "王", "x" * 6000])
def test_a_cursor_that_we_did_not_make_is_400(shared_api: Api, cursor: str) -> None:
    desk = shared_api.staff("duty_butler", shared_api.town())
    answer = shared_api.get("/events", desk, params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid")


def test_a_cursor_from_a_journal_that_went_further_is_400(shared_api: Api) -> None:
    """After a restore from a backup the chain ends earlier than what the caller has read."""
    town = shared_api.town()
    desk = shared_api.staff("duty_butler", town)
    shared_api.seal()
    listener = queries.Listener.of(shared_api.actor(desk))
    ends = shared_api.look(lambda session: queries.heads(session, listener))
    cursor = write_cursor({id_: end + 1 for id_, end in ends.items()}, cursor_secret())
    assert shared_api.get("/events", desk, params={"cursor": cursor}).status_code == 400


def test_more_communities_than_a_cursor_holds_have_to_be_named(
    shared_api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = shared_api.town()
    shared_api.town()
    admin = shared_api.staff("system_admin", None)
    monkeypatch.setattr(queries, "MOST_COMMUNITIES", 1)
    answer = shared_api.get("/events", admin)
    assert (answer.status_code, answer.json()["code"]) == (422, "events.too_many_communities")
    assert shared_api.get("/events", admin, params={"community_id": str(town.id)}).status_code == 200


def test_ten_events_cost_as_many_statements_as_one(shared_api: Api) -> None:
    town = shared_api.town()
    desk = shared_api.staff("manager", town)
    cursor = now(shared_api, desk)

    def cost() -> int:
        shared_api.seal()
        with statements(shared_api.house) as sent:
            assert shared_api.get("/events", desk, params={"cursor": cursor, "limit": 100}).json()["data"]
        return len(sent)

    shared_api.hear(desk, town)
    one = cost()
    for _ in range(9):
        shared_api.hear(desk, town)
    assert cost() == one <= 3  # who calls, how far the chains go, the events


def test_a_resident_is_told_in_one_statement_too(matter: Matter) -> None:
    api, _, _, mother, _ = matter
    api.seal()
    with statements(api.house) as sent:
        assert api.get("/events", mother).json()["data"]
    assert len(sent) <= 3


def test_the_parts_of_a_subject_are_those_of_the_moment(shared_api: Api) -> None:
    """What was withdrawn from somebody is not told to them afterwards."""
    town = shared_api.town()
    desk, engineer = shared_api.staff("duty_butler", town), shared_api.staff("engineer", town)
    case = shared_api.hear(desk, town)
    shared_api.act(desk, case, "offer", to_staff_id=engineer.id)
    assert "cases.offered" in heard_of(shared_api, engineer, case)
    shared_api.act(desk, shared_api.read(desk, case).json(), "withdraw")
    assert heard_of(shared_api, engineer, case) == set()
