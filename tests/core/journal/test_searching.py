"""Searching the journal: by whom, what, about what and when; and what stays out of sight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.support.api import Api, Caller


def found(api: Api, who: Caller, **asked: Any) -> list[dict[str, Any]]:
    answer = api.get("/journal", who, params={"limit": 100, **asked})
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def test_it_is_narrowed_by_subject_actor_event_number_and_time(shared_api: Api) -> None:
    api = shared_api
    town = api.town()
    desk, engineer, manager = (api.staff(role, town) for role in ("duty_butler", "engineer", "manager"))
    first = api.hear(desk, town)
    between = api.clock.advance(hours=1)
    second = api.hear(engineer, town)
    here = {"community_id": str(town.id)}
    every = found(api, manager, **here)
    assert {row["subject"]["id"] for row in every if row["event"] == "cases.heard"} == {first["id"], second["id"]}
    assert [row["recorded_at"] for row in every] == sorted((row["recorded_at"] for row in every), reverse=True)
    about = found(api, manager, subject_id=first["id"])
    assert {row["subject"]["number"] for row in about} == {first["number"]}
    assert found(api, manager, q=first["number"], **here) == about
    assert {row["actor"]["id"] for row in found(api, manager, actor_id=str(engineer.id))} == {str(engineer.id)}
    heard = found(api, manager, event="cases.heard", **here)
    assert [row["subject"]["id"] for row in heard] == [second["id"], first["id"]]
    at = between.isoformat()
    late = found(api, manager, event="cases.heard", **here, **{"recorded_at.gte": at})
    early = found(api, manager, event="cases.heard", **here, **{"recorded_at.lt": at})
    assert [row["subject"]["id"] for row in late + early] == [second["id"], first["id"]]


def test_without_a_subject_or_a_beginning_a_month_is_looked_through(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    case = api.hear(manager, town)
    begun = api.clock.now()
    api.clock.advance(days=32)
    manager = api.staff("manager", town)
    assert found(api, manager, event="cases.heard") == []
    assert len(found(api, manager, subject_id=case["id"], event="cases.heard")) == 1
    since = (begun - timedelta(days=1)).isoformat()
    assert len(found(api, manager, event="cases.heard", **{"recorded_at.gte": since})) == 1


def test_each_finds_what_lies_in_their_places(shared_api: Api) -> None:
    api = shared_api
    here, there = api.town(), api.town()
    desk = api.staff("duty_butler", here)
    api.hear(desk, here)
    ours, theirs = api.staff("manager", here), api.staff("manager", there)
    chief = api.staff("system_admin", None)
    assert {row["community"]["id"] for row in found(api, ours)} == {str(here.id)}
    assert found(api, theirs, community_id=str(here.id)) == []
    assert api.get("/journal", desk).status_code == 403
    with api.work() as work:
        work.emit("access.set_up", person_id=chief.id)
    assert [row["community"] for row in found(api, chief, event="access.set_up")][:1] == [None]
    assert found(api, ours, event="access.set_up") == []


def test_a_confidential_case_is_found_by_those_who_may_see_it(shared_api: Api) -> None:
    api = shared_api
    town = api.town()
    manager, supervisor = api.staff("manager", town), api.staff("supervisor", town)
    case = api.hear(manager, town, confidential=True)
    assert len(found(api, manager, subject_id=case["id"], event="cases.heard")) == 1
    assert found(api, supervisor, subject_id=case["id"]) == []
    assert found(api, supervisor, q=case["number"], community_id=str(town.id)) == []


def test_staff_and_posts_in_the_facts_are_named_and_nobody_else(shared_api: Api) -> None:
    api = shared_api
    town = api.town()
    desk, engineer, manager = (api.staff(role, town) for role in ("duty_butler", "engineer", "manager"))
    case = api.hear(desk, town)
    assert api.act(desk, case, "offer", to_staff_id=engineer.id).status_code == 200
    [offered] = found(api, manager, event="cases.offered", subject_id=case["id"])
    assert offered["names"] == {str(engineer.id): engineer.name}
    assert set(offered["facts"]) > {"to_staff_id"}, "other ids stand there as well"
