"""Promises in the life of a case: born, carried along, kept, waived; none of them ever moved."""

from datetime import timedelta
from typing import Any

import pytest

from shouwen.areas.cases.promises import rule_book
from shouwen.core.standards.keys import KEYS
from tests.support.api import Api


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def promises(api: Api, who: Any, case: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in api.read(who, case).json()["commitments"]}


def test_every_promise_stands_on_a_standard() -> None:
    book = rule_book()
    assert {rule.key for rule in book.born} <= KEYS.keys()
    assert all(keys <= KEYS.keys() for keys in book.kept_by.values())


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("repair", {}, {"report.within", "respond.within", "repair.arrive", "oral.solve"}),
        ("inquiry", {}, {"report.within", "respond.within", "inquiry.reply.on_the_spot", "oral.solve"}),
        ("praise", {}, {"report.within", "respond.within"}),
        (
            "complaint",
            {"complaint": {"class": "property"}},
            {"report.within", "respond.within", "complaint.verify", "complaint.finish.general"},
        ),
        (
            "complaint",
            {"complaint": {"class": "property"}, "severity": "major"},
            {"report.within", "respond.within", "complaint.verify", "complaint.finish.major"},
        ),
    ],
)
def test_what_is_promised_follows_from_kind_and_severity(
    api: Api, kind: str, more: dict[str, Any], expected: set[str]
) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    assert set(promises(api, desk, api.hear(desk, town, kind=kind, **more))) == expected


def test_why_it_is_due_then_is_data(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    why = promises(api, desk, case)["respond.within"]["why"]
    assert {name: why[name] for name in ("value", "unit", "clause", "base", "base_at")} == {
        "value": 1,
        "unit": "h",
        "clause": "FR-09",
        "base": "heard_at",
        "base_at": case["heard_at"],
    }


def test_an_appointment_is_when_somebody_is_expected(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    at = api.clock.now() + timedelta(days=1)
    arrive = promises(api, desk, api.hear(desk, town, appointment_at=at))["repair.arrive"]
    assert (arrive["why"]["base"], arrive["due_at"]) == ("appointment_at", at.isoformat().replace("+00:00", "Z"))


def test_open_promises_go_along_with_the_owner(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_staff_id=engineer.id)
    waiting = promises(api, desk, case)["custody.accept_within"]
    assert (waiting["state"], waiting["responsible"]["id"]) == ("open", str(engineer.id))
    api.act(engineer, case, "accept", version=case["version"])
    after = promises(api, desk, case)
    assert after["custody.accept_within"]["state"] == "kept"
    assert after["oral.solve"]["responsible"]["id"] == str(engineer.id)  # open: it followed
    assert after["report.within"]["responsible"]["id"] == str(desk.id)  # judged: it stays


def test_neither_a_hold_nor_an_explanation_moves_a_promise(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    before = {key: row["due_at"] for key, row in promises(api, desk, case).items()}
    later = api.clock.now() + timedelta(days=9)
    assert api.act(desk, case, "hold", reason="parts", until=later).json()["on_hold"] is True
    api.act(desk, case, "explain", reason="等配件", new_due_at=later, resident_agreed=True)
    api.act(desk, case, "resume")
    after = promises(api, desk, case)
    assert {key: after[key]["due_at"] for key in before} == before
    assert after["promise.reply"]["due_at"] == later.isoformat().replace("+00:00", "Z")


def test_a_reopened_case_promises_anew(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, answered={"result": "已告知"})
    api.clock.advance(hours=5)
    api.act(desk, case, "reopen", reason="又漏了")
    rows = api.read(desk, case).json()["commitments"]
    again = {row["key"]: row for row in rows if row["round"] == 2}
    assert "oral.solve" in again
    assert again["oral.solve"]["why"]["base"] == "reopened_at"
    assert {row["state"] for row in rows if row["round"] == 1} <= {"kept", "late"}


def test_sorted_anew_it_keeps_its_number_and_what_no_longer_applies_is_waived(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    body = {"kind": "complaint", "class": "developer", "reason": "实为工程质量投诉"}
    anew = api.post(f"/cases/{case['id']}/reclassify", desk, body).json()
    assert (anew["number"], anew["kind"], anew["complaint"]["class"]) == (case["number"], "complaint", "developer")
    after = promises(api, desk, case)
    assert after["repair.arrive"]["state"] == after["oral.solve"]["state"] == "waived"
    assert after["complaint.finish.general"]["why"]["base_at"] == case["heard_at"]  # counted from when it was heard
    nothing = api.act(desk, case, "reclassify", reason="没有变化")
    assert (nothing.status_code, nothing.json()["code"]) == (422, "cases.nothing_reclassified")


@pytest.mark.parametrize(("minutes", "state"), [(3, "kept"), (7, "late")])
def test_sorted_anew_what_was_done_already_counts(api: Api, minutes: int, state: str) -> None:
    """HR-03 is five minutes; nobody can arrive a second time."""
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    api.clock.advance(minutes=minutes)
    api.act(desk, case, "respond")
    api.act(desk, case, "arrive")
    api.clock.advance(minutes=30)
    anew = api.act(desk, case, "reclassify", kind="incident", severity="urgent", reason="实为突发事件")
    assert anew.status_code == 200, anew.text
    after = promises(api, desk, case)
    assert [after[key]["state"] for key in ("help.on_site", "help.phone")] == [state, state]


def test_a_voided_case_owes_nothing(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    case = api.hear(manager, town)
    api.act(manager, case, "void", reason="误登记")
    states = {key: row["state"] for key, row in promises(api, manager, case).items()}
    assert states.pop("report.within") == "kept"
    assert set(states.values()) == {"waived"}


def test_nobody_excuses_what_they_answer_for(api: Api) -> None:
    town = api.town()
    manager, supervisor = api.staff("manager", town), api.staff("supervisor", town)
    case = api.hear(manager, town)
    own = promises(api, manager, case)["respond.within"]["id"]
    asked = api.post(f"/commitments/{own}/request-excuse", manager, {"reason": "resident_away"})
    assert asked.json()["excuse_reason"] == "resident_away"
    refused = api.post(f"/commitments/{own}/excuse", manager)
    assert (refused.status_code, refused.json()["code"]) == (403, "commitments.own")
    excused = api.post(f"/commitments/{own}/excuse", supervisor).json()
    assert (excused["state"], excused["excuse_reason"]) == ("excused", "resident_away")
    again = api.post(f"/commitments/{own}/excuse", supervisor, {"reason": "force_majeure"})
    assert (again.status_code, again.json()["code"]) == (409, "commitments.ended")


def test_a_ruling_binds_and_is_followed_up(api: Api) -> None:
    town = api.town()
    desk, other, manager = (api.staff(role, town) for role in ("duty_butler", "duty_butler", "manager"))
    case = api.hear(desk, town, heard_by_id=other.id)
    assert case["first_responder"]["id"] == str(other.id)
    assert api.act(desk, case, "dispute", reason="不是我").json()["code"] == "cases.not_named_by_another"
    api.act(other, case, "dispute", reason="电话是他接的")
    ruled = api.act(
        manager,
        case,
        "arbitrate",
        version=case["version"],
        owner_id=desk.id,
        accountable_id=desk.id,
        ruling="以录音为准",
    ).json()
    assert (ruled["owner"]["id"], ruled["accountable"]["id"], ruled["is_disputed"]) == (
        str(desk.id),
        str(desk.id),
        True,
    )
    assert ruled["first_responder"]["id"] == str(other.id)  # the row stays, marked
    assert promises(api, manager, case)["ruling.follow_up"]["responsible"]["id"] == str(desk.id)


def test_a_dispute_comes_within_a_working_day(api: Api) -> None:
    town = api.town()
    desk, other = api.staff("duty_butler", town), api.staff("duty_butler", town)
    case = api.hear(desk, town, heard_by_id=other.id)
    api.clock.advance(days=8)
    late = api.act(other, case, "dispute", reason="不是我")
    assert (late.status_code, late.json()["code"]) == (409, "cases.dispute_too_late")


def test_the_timeline_names_the_promise_and_when_it_is_due(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    api.act(desk, case, "respond")
    shown = {promise["key"]: promise for promise in api.read(desk, case).json()["commitments"]}
    entries = api.read(desk, case, "journal").json()["data"]
    made = {entry["promise"]["key"]: entry["promise"] for entry in entries if entry["event"] == "commitments.made"}
    assert made == {
        key: {"id": promise["id"], "key": key, "title": promise["title"], "due_at": promise["due_at"]}
        for key, promise in shown.items()
    }
    kept = [entry["promise"] for entry in entries if entry["event"] == "commitments.kept"]
    assert made["respond.within"] in kept  # although these entries themselves do not say when it was due
    assert [entry["promise"] for entry in entries if entry["event"] == "cases.heard"] == [None]
    english = api.get(f"/cases/{case['id']}/journal", desk, headers={"Accept-Language": "en"}).json()["data"]
    assert "The centre responds" in [entry["promise"]["title"] for entry in english if entry["promise"]]
