"""Mass events, on both databases: known before anybody asks, joined by callers, and told to each when they are over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.people.models import Resident
from shouwen.core.people.phones import phone_columns
from shouwen.core.places.models import Unit, Zone
from tests.support.api import Api, Caller, Town

WORDS = "3 栋水泵故障，预计十八点恢复供水"


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def outage(api: Api, who: Caller, town: Town, **more: Any) -> dict[str, Any]:
    places = [{"building_id": str(town.east_building)}]
    incident = {"words": WORDS, "expected_end_at": "2027-01-01T10:00:00Z", "places": places}
    return api.hear(who, town, kind="incident", title="停水", incident=incident, contact=by_phone(None), **more)


def by_phone(phone: str | None, *, wants_reply: bool = True) -> dict[str, Any]:
    person = {"phone": phone} if phone else {}
    return {"channel": "phone", "words": "怎么没水", "wants_reply": wants_reply, "person": person}


def join(api: Api, who: Caller, case: dict[str, Any], **contact: Any) -> dict[str, Any]:
    answer = api.post(f"/cases/{case['id']}/contacts", who, contact, key=f"join-{next(api.numbers)}")
    assert answer.status_code == 201, answer.text
    joined: dict[str, Any] = answer.json()
    return joined


def open_promises(api: Api, who: Caller, case: dict[str, Any]) -> list[dict[str, Any]]:
    path = f"/commitments?subject_id={case['id']}&key=incident.tell&state=open"
    found: list[dict[str, Any]] = api.get(path, who).json()["data"]
    return found


def test_an_incident_says_what_to_tell_and_how_far_it_goes(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = outage(api, desk, town)
    incident = case["incident"]
    assert (incident["words"], incident["expected_end_at"]) == (WORDS, "2027-01-01T10:00:00Z")
    assert [place["building_id"] for place in incident["places"]] == [str(town.east_building)]
    body = {"words": "已恢复一半", "places": [{"zone_id": str(town.east)}, {"unit_id": str(town.west_unit)}]}
    answer = api.send("PUT", f"/cases/{case['id']}/incident", desk, body=body)
    assert answer.status_code == 200, answer.text
    said = answer.json()["incident"]
    assert (said["words"], said["expected_end_at"]) == ("已恢复一半", None)
    assert sorted(place["label"] for place in said["places"]) == sorted(
        [label_of(api, Zone, town.east), label_of(api, Unit, town.west_unit)]
    )
    assert [e.detail["places"] for e in api.events("cases.incident_described") if str(e.subject_id) == case["id"]] == [
        2
    ]


def label_of(api: Api, rows: type[Unit | Zone], id_: UUID) -> str:
    name = Unit.label if rows is Unit else Zone.name
    return api.look(lambda session: session.scalars(sa.select(name).where(rows.id == id_)).one())


@pytest.mark.parametrize(
    ("by", "known"),
    [("east_unit", True), ("west_unit", False), ("east_building", True), ("east", False), ("west", False)],
)
def test_what_is_going_on_is_known_where_somebody_calls_from(api: Api, by: str, known: bool) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = outage(api, desk, town)
    name = {"unit": "unit_id", "building": "building_id"}.get(by.partition("_")[2], "zone_id")
    found = api.get(f"/incidents?community_id={town.id}&{name}={getattr(town, by)}", desk).json()["data"]
    assert [(one["id"], one["words"]) for one in found] == ([(case["id"], WORDS)] if known else [])


def test_a_whole_zone_covers_its_buildings_and_homes(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = outage(api, desk, town)
    api.send(
        "PUT", f"/cases/{case['id']}/incident", desk, body={"words": WORDS, "places": [{"zone_id": str(town.east)}]}
    )
    for asked in (f"unit_id={town.east_unit}", f"building_id={town.east_building}", f"zone_id={town.east}"):
        found = api.get(f"/incidents?community_id={town.id}&{asked}", desk).json()["data"]
        assert [one["id"] for one in found] == [case["id"]], asked


def test_the_caller_the_home_and_the_suggestion_know_of_it(api: Api) -> None:
    town = api.town()
    desk, phone = api.staff("duty_butler", town), "19911112222"
    household = api.household(town, town.east_unit)
    resident = api.resident(town, household=household)
    with api.work() as work:
        known = work.session.scalars(sa.select(Resident).where(Resident.id == resident.resident_id)).one()
        for column, value in phone_columns(phone).items():
            setattr(known, column, value)
    case = outage(api, desk, town)
    [caller] = api.get(f"/callers?phone={phone}&community_id={town.id}", desk).json()["data"]
    assert [(one["number"], one["words"]) for one in caller["incidents"]] == [(case["number"], WORDS)]
    dossier = api.get(f"/units/{town.east_unit}/dossier", desk).json()
    assert [one["id"] for one in dossier["incidents"]] == [case["id"]]
    assert api.get(f"/units/{town.west_unit}/dossier", desk).json()["incidents"] == []
    by_resident = api.get(f"/incidents?community_id={town.id}&resident_id={resident.resident_id}", desk).json()["data"]
    assert [one["id"] for one in by_resident] == [case["id"]]
    similar = api.get(f"/cases/similar?community_id={town.id}&unit_id={town.east_unit}", desk).json()["data"]
    assert [(one["id"], one["signs"]) for one in similar] == [(case["id"], ["same_place"])]
    # Over, it is no longer known; and who does not see the case never knew.
    assert api.get(f"/incidents?community_id={town.id}", api.staff("engineer", town)).json()["data"] == []
    api.act(desk, case, "finish", result="已恢复")
    assert api.get(f"/incidents?community_id={town.id}", desk).json()["data"] == []
    assert api.get(f"/callers?phone={phone}&community_id={town.id}", desk).json()["data"][0]["incidents"] == []


def test_everybody_who_wants_a_reply_is_told_when_it_is_over_and_then_it_closes(api: Api) -> None:
    town = api.town()
    desk, other = api.staff("duty_butler", town), api.staff("duty_butler", town)
    case = outage(api, desk, town)  # the first word came from nobody who could be called back
    first, second = (join(api, desk, case, **by_phone(f"1991111000{n}")) for n in range(2))
    join(api, desk, case, **by_phone("19911110009", wants_reply=False))
    assert open_promises(api, desk, case) == []
    early = api.post(f"/contacts/{first['id']}/answer", desk)
    assert (early.status_code, early.json()["code"]) == (409, "cases.not_now")
    assert api.act(desk, case, "finish", result="已恢复供水").status_code == 200
    assert {one["base"] for one in (p["why"] for p in open_promises(api, desk, case))} == {"finished_at"}
    assert len(open_promises(api, desk, case)) == 2
    told = api.post(f"/contacts/{first['id']}/answer", other, {"text": "已恢复"})
    assert told.status_code == 200, told.text
    waiting = api.get(f"/contacts?case_id={case['id']}&answered=false", desk).json()["data"]
    assert {row["id"] for row in waiting if row["reply_due_at"]} == {second["id"]}
    shown = {one["id"]: one for one in api.read(desk, case).json()["contacts"]}
    assert (shown[first["id"]]["answered_by"]["id"], shown[first["id"]]["answer"]) == (str(other.id), "已恢复")
    assert shown[second["id"]]["reply_due_at"] is not None
    finished = api.read(desk, case).json()
    refused = api.act(desk, finished, "close", version=finished["version"], reason="已恢复")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.promise_blocks")
    assert api.post(f"/contacts/{second['id']}/answer", desk).status_code == 200
    assert open_promises(api, desk, case) == []
    closed = api.act(desk, finished, "close", version=finished["version"], reason="已恢复")
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")


def test_not_over_after_all_everybody_is_told_anew(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = outage(api, desk, town)
    first, second = (join(api, desk, case, **by_phone(f"1991111000{n}")) for n in range(2))
    api.act(desk, case, "finish", result="已恢复供水")
    api.post(f"/contacts/{first['id']}/answer", desk)
    api.clock.advance(minutes=5)
    reopened = api.act(desk, case, "reopen", reason="又停了")
    assert reopened.status_code == 200, reopened.text
    assert open_promises(api, desk, case) == []
    api.clock.advance(minutes=5)
    assert api.act(desk, case, "finish", result="这次修好了").status_code == 200
    assert len(open_promises(api, desk, case)) == 2
    assert api.post(f"/contacts/{second['id']}/answer", desk).status_code == 200


def test_words_belong_to_incidents_alone(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    body = {"community_id": str(town.id), "kind": "repair", "title": "漏水", "contact": by_phone(None)}
    answer = api.post("/cases", desk, body | {"incident": {"words": WORDS}}, key="misplaced")
    assert (answer.status_code, answer.json()["code"]) == (422, "cases.incident_only")
    assert answer.json()["errors"][0]["pointer"] == "/incident"
    repair = api.hear(desk, town)
    refused = api.send("PUT", f"/cases/{repair['id']}/incident", desk, body={"words": WORDS})
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.incidents_only")
    case = outage(api, desk, town)
    assert api.send("PUT", f"/cases/{case['id']}/incident", engineer, body={"words": WORDS}).status_code == 404
    for place, pointer in (
        ({}, "/places/0"),
        ({"unit_id": str(town.east_unit), "zone_id": str(town.east)}, "/places/0"),
        ({"unit_id": str(api.town().east_unit)}, "/places/0/unit_id"),
    ):
        refused = api.send("PUT", f"/cases/{case['id']}/incident", desk, body={"places": [place]})
        assert refused.status_code == 422
        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


def test_without_places_it_goes_as_far_as_the_caller_said(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    contact = by_phone(None) | {"places": [{"unit_id": str(town.east_unit)}, {"text": "地库"}]}
    case = api.hear(desk, town, kind="incident", title="停电", contact=contact)
    assert [place["unit_id"] for place in case["incident"]["places"]] == [str(town.east_unit)]


def test_sorted_anew_it_can_be_given_words(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    assert api.act(desk, case, "reclassify", kind="incident", reason="整栋停水").status_code == 200
    answer = api.send("PUT", f"/cases/{case['id']}/incident", desk, body={"words": WORDS})
    assert answer.json()["incident"]["words"] == WORDS
