"""Calls by themselves, on both databases: registered, found, answered, and made into a case, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api import Api, Caller, Town, request

HOTLINE = {"system": "12345", "id": "A-1"}


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def register(api: Api, who: Caller, town: Town, **more: Any) -> Any:
    body = {"community_id": str(town.id), "channel": "phone", "words": "问周末是否上班", "reason": "answered"} | more
    return api.post("/contacts", who, body, key=f"register-{next(api.numbers)}")


def code_of(answer: Any) -> tuple[int, str, list[str]]:
    problem = answer.json()
    return answer.status_code, problem["code"], [error["pointer"] for error in problem.get("errors", [])]


def promises(api: Api, who: Caller, subject_id: str) -> dict[str, Any]:
    found = api.get(f"/commitments?subject_id={subject_id}", who).json()["data"]
    return {one["key"]: one for one in found}


def test_a_call_that_becomes_no_case_is_registered_and_found(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    answer = register(api, desk, town, result="已告知照常值班", person={"name": "王女士", "phone": "19900001234"})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert answer.headers["location"] == f"/api/v1/contacts/{made['id']}"
    assert (made["state"], made["case"], made["part"], made["reason"]) == ("noted", None, None, "answered")
    assert (made["heard_by"]["id"], made["person"]["phone"]) == (str(desk.id), "199****1234")
    assert [(one["action"], one["allowed"]) for one in made["actions"]] == [("answer", True), ("become-case", True)]
    case = api.hear(desk, town)
    [entry] = [one for one in api.events("cases.contact_registered") if str(one.subject_id) == made["id"]]
    assert entry.detail["reason"] == "answered"
    listed = api.get(f"/contacts?community_id={town.id}", desk).json()["data"]
    assert {row["id"]: row["case"] and row["case"]["id"] for row in listed} == {
        made["id"]: None,
        case["contacts"][0]["id"]: case["id"],
    }
    assert api.get(f"/contacts/{made['id']}", desk).json()["result"] == "已告知照常值班"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("has_case=false", 2),
        ("has_case=true", 1),
        ("reason=silent", 1),
        ("channel=visit", 1),
        ("wants_reply=true", 2),
        ("answered=false", 2),
        ("answered=true", 0),
        ("q=周末", 1),
        ("heard_at.gte=2020-01-01T00:00:00Z", 3),
        ("heard_at.lt=2020-01-01T00:00:00Z", 0),
    ],
)
def test_the_register_is_narrowed(api: Api, asked: str, count: int) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    register(api, desk, town, wants_reply=True)
    assert register(api, desk, town, words="无人说话", reason="silent", channel="visit").status_code == 201
    api.hear(desk, town, title="灯不亮", contact={"channel": "phone", "words": "灯不亮"})
    found = api.get(f"/contacts?community_id={town.id}&{asked}", desk).json()["data"]
    assert len(found) == count


def test_the_register_turns_its_pages(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    made = [register(api, desk, town).json()["id"] for _ in range(3)]
    first = api.get(f"/contacts?community_id={town.id}&limit=2", desk).json()
    rest = api.get(f"/contacts?community_id={town.id}&limit=2&cursor={first['next_cursor']}", desk).json()
    assert sorted(row["id"] for row in [*first["data"], *rest["data"]]) == sorted(made)
    assert rest["has_more"] is False


def test_whoever_wants_a_reply_is_promised_one_and_it_is_kept_by_the_answer(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    made = register(api, desk, town, wants_reply=True).json()
    promise = promises(api, desk, made["id"])["contact.reply"]
    assert (promise["state"], promise["clause"], promise["subject"]["type"]) == ("open", "RC-20", "contact")
    assert (made["state"], made["reply_due_at"]) == ("waiting", promise["due_at"])
    told = api.post(f"/contacts/{made['id']}/answer", desk, {"text": "照常"})
    assert told.status_code == 200, told.text
    assert (told.json()["state"], told.json()["answer"], told.json()["reply_due_at"]) == ("answered", "照常", None)
    assert told.json()["answered_by"]["id"] == str(desk.id)
    assert promises(api, desk, made["id"])["contact.reply"]["state"] == "kept"
    again = api.post(f"/contacts/{made['id']}/answer", desk)
    assert code_of(again)[:2] == (409, "cases.already_answered")


def test_a_time_that_was_named_is_the_time_it_is_due(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    named = later(api, 2)
    made = register(api, desk, town, wants_reply=True, reply_by=named).json()
    assert made["reply_due_at"] == named
    for more in ({"reply_by": named}, {"wants_reply": True, "reply_by": "2020-01-01T00:00:00Z"}):
        assert code_of(register(api, desk, town, **more)) == (422, "cases.reply_by", ["/reply_by"])


def test_a_call_becomes_a_case_once_and_keeps_who_heard_it_and_when(api: Api) -> None:
    town = api.town()
    desk, other = api.staff("duty_butler", town), api.staff("duty_butler", town)
    places = [{"unit_id": str(town.east_unit)}]
    made = register(api, desk, town, wants_reply=True, places=places, person={"phone": "19900001234"}).json()
    api.clock.advance(hours=2)
    path, body = f"/contacts/{made['id']}/become-case", {"kind": "repair", "title": "水管漏水"}
    answer = api.post(path, other, body, key="become")
    assert answer.status_code == 201, answer.text
    case = answer.json()
    assert answer.headers["location"] == f"/api/v1/cases/{case['id']}"
    assert (case["first_responder"]["id"], case["heard_at"]) == (str(desk.id), made["heard_at"])
    assert case["unit"]["id"] == str(town.east_unit)
    [contact] = case["contacts"]
    assert (contact["id"], contact["part"], contact["words"]) == (made["id"], "first", made["words"])
    assert promises(api, desk, made["id"])["contact.reply"]["state"] == "waived"
    by_key = promises(api, desk, case["id"])
    assert by_key["report.within"]["state"] == "kept"  # it was in writing two hours ago
    assert by_key["respond.within"]["overdue"] is True  # and counts from when it was said
    again = api.post(path, other, body, key="become-2")
    assert code_of(again)[:2] == (409, "cases.is_case_already")
    assert api.post(path, other, body, key="become").json()["id"] == case["id"]
    read = api.get(f"/contacts/{made['id']}", desk).json()
    assert (read["case"]["number"], read["reason"]) == (case["number"], "answered")
    # The same caller again is a repeat of the same matter.
    more = {"channel": "phone", "person": {"phone": "19900001234"}}
    assert api.post(f"/cases/{case['id']}/contacts", desk, more, key="more").json()["part"] == "repeat"


def test_two_who_make_a_case_of_one_call_at_once_make_one(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    made = register(api, desk, town).json()
    path, body = f"/contacts/{made['id']}/become-case", {"kind": "repair", "title": "水管漏水"}
    answers = api.at_once([request("POST", path, desk, body=body, key=f"both-{made['id']}-{n}") for n in range(2)])
    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_what_is_not_mine_to_see_is_not_there(api: Api) -> None:
    town = api.town()
    desk, engineer, away = (
        api.staff("duty_butler", town),
        api.staff("engineer", town),
        api.staff("duty_butler", api.town()),
    )
    resident = api.resident(town)
    made = register(api, desk, town, person={"resident_id": str(resident.resident_id)}).json()
    for who in (engineer, away, resident):
        assert api.get(f"/contacts/{made['id']}", who).status_code == 404
        assert made["id"] not in api.get("/contacts", who).text
    assert register(api, resident, town, channel="app").status_code == 403
    own = register(api, engineer, town).json()
    assert [row["id"] for row in api.get("/contacts", engineer).json()["data"]] == [own["id"]]
    told = api.post(f"/contacts/{made['id']}/become-case", engineer, {"kind": "repair", "title": "漏水"}, key="no")
    assert told.status_code == 404


def test_a_confidential_case_keeps_its_callers_out_of_the_register(api: Api) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    case = api.hear(manager, town, confidential=True)
    contact_id = case["contacts"][0]["id"]
    assert api.get(f"/contacts/{contact_id}", manager).status_code == 200
    assert api.get(f"/contacts/{contact_id}", desk).status_code == 404
    assert contact_id not in api.get(f"/contacts?community_id={town.id}", desk).text


def test_a_key_is_needed_and_the_same_key_registers_once(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    body = {"community_id": str(town.id), "channel": "phone", "reason": "wrong_number"}
    assert code_of(api.post("/contacts", desk, body))[:2] == (400, "idempotency.required")
    first, second = (api.post("/contacts", desk, body, key="once") for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["idempotent-replayed"] == "true"


def test_a_leavers_promise_to_a_caller_goes_to_a_successor_who_sees_the_call(api: Api) -> None:
    town = api.town()
    manager, leaver, successor = (api.staff(role, town) for role in ("manager", "engineer", "engineer"))
    made = register(api, leaver, town, wants_reply=True).json()
    assert api.get(f"/contacts/{made['id']}", successor).status_code == 404
    body = {"to_staff_id": str(successor.id), "reason": "离职"}
    moved = api.post(f"/staff/{leaver.id}/hand-over", manager, body)
    assert moved.status_code == 200, moved.text
    assert promises(api, successor, made["id"])["contact.reply"]["responsible"]["id"] == str(successor.id)
    assert api.post(f"/contacts/{made['id']}/answer", successor).json()["state"] == "answered"


# ---------------------------------------------------------------- the hotline


def by_hotline(due: str | None = None, **more: Any) -> dict[str, Any]:
    contact: dict[str, Any] = {"channel": "hotline", "words": "热线转办", "external_ref": HOTLINE, **more}
    return contact | ({"outside_due_at": due} if due else {})


def later(api: Api, hours: int) -> str:
    return (api.clock.now() + timedelta(hours=hours)).isoformat().replace("+00:00", "Z")


def test_the_time_of_the_hotline_stands_beside_ours_and_the_stricter_comes_first(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    due = later(api, 2)
    case = api.hear(desk, town, kind="complaint", contact=by_hotline(due))
    assert case["contacts"][0]["outside_due_at"] == due
    by_key = promises(api, desk, case["id"])
    assert (by_key["hotline.reply"]["due_at"], by_key["hotline.reply"]["state"]) == (due, "open")
    assert by_key["complaint.finish.general"]["due_at"] > due
    [row] = api.get(f"/cases?community_id={town.id}", desk).json()["data"]
    assert row["due_at"] < due  # ours to respond
    finished = api.act(desk, case, "finish", result="已处理", preventive_measure="每日巡查")
    assert finished.status_code == 200, finished.text
    assert promises(api, desk, case["id"])["hotline.reply"]["state"] == "kept"


def test_an_outside_number_is_known_once_in_a_community(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, contact=by_hotline())
    for path, body in (
        (f"/cases/{case['id']}/contacts", by_hotline()),
        ("/contacts", by_hotline() | {"community_id": str(town.id), "reason": "referred"}),
    ):
        answer = api.post(path, desk, body, key=f"again-{next(api.numbers)}")
        assert code_of(answer)[:2] == (409, "cases.external_ref_taken")
    elsewhere = api.town()
    assert api.hear(api.staff("duty_butler", elsewhere), elsewhere, contact=by_hotline())["id"]
    [found] = api.get(f"/contacts?community_id={town.id}&external_id=A-1", desk).json()["data"]
    assert found["case"]["id"] == case["id"]


def test_a_later_hotline_call_brings_its_time_along(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case, due = api.hear(desk, town), later(api, 5)
    assert api.post(f"/cases/{case['id']}/contacts", desk, by_hotline(due), key="later").status_code == 201
    assert promises(api, desk, case["id"])["hotline.reply"]["due_at"] == due


def test_merged_as_a_duplicate_the_outside_time_goes_along(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    stands, due = api.hear(desk, town), later(api, 5)
    twin = api.hear(desk, town, contact=by_hotline(due))
    answer = api.act(desk, twin, "link", case_id=stands["id"], relation="duplicate_of")
    assert answer.status_code == 200, answer.text
    assert promises(api, desk, twin["id"])["hotline.reply"]["state"] == "waived"
    assert (promises(api, desk, stands["id"])["hotline.reply"]["due_at"]) == due


def test_an_outside_time_needs_its_number_and_lies_ahead(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    for contact in (
        {"channel": "hotline", "outside_due_at": later(api, 5)},
        by_hotline("2020-01-01T00:00:00Z"),
    ):
        answer = api.post(f"/cases/{case['id']}/contacts", desk, contact, key=f"bad-{next(api.numbers)}")
        assert code_of(answer) == (422, "cases.outside_due", ["/outside_due_at"])
    body = {
        "community_id": str(town.id),
        "kind": "repair",
        "title": "漏水",
        "contact": by_hotline("2020-01-01T00:00:00Z"),
    }
    answer = api.post("/cases", desk, body, key=f"bad-{next(api.numbers)}")
    assert code_of(answer) == (422, "cases.outside_due", ["/contact/outside_due_at"])


@pytest.mark.parametrize(("rings", "long"), [(3, False), (4, True), (None, False)])
def test_a_call_taken_after_more_rings_than_allowed_is_marked_and_counted(
    api: Api, rings: int | None, long: bool
) -> None:  # RC-01
    town = api.town()
    desk = api.staff("duty_butler", town)
    made = register(api, desk, town, rings=rings).json()
    assert (made["rings"], made["rings_within"]) == (rings, 3 if rings else None)
    marked = api.get(f"/contacts?community_id={town.id}&rang_long=true&include=total_count", desk).json()
    assert (marked["total_count"], [one["id"] for one in marked["data"]]) == (int(long), [made["id"]] * long)
    others = api.get(f"/contacts?community_id={town.id}&rang_long=false&include=total_count", desk).json()
    assert others["total_count"] == int(not long)


def test_each_call_is_held_against_the_rings_of_its_day(api: Api) -> None:  # RC-11: the other pack says two
    town = api.town()
    boss, desk = api.staff("manager", town), api.staff("duty_butler", town)
    before = register(api, desk, town, rings=3).json()
    body = {"value": 2, "unit": "rings", "reason": "按另一标准执行"}
    decided = api.send("PUT", f"/communities/{town.id}/standards/phone.answer.rings", boss, body=body)
    assert decided.is_success, decided.text
    api.clock.advance(minutes=1)
    after = register(api, desk, town, rings=3).json()
    assert (before["rings_within"], after["rings_within"]) == (3, 2)
    marked = api.get(f"/contacts?community_id={town.id}&rang_long=true", desk).json()["data"]
    assert [one["id"] for one in marked] == [after["id"]]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"channel": "visit", "rings": 2}, "cases.rings_misplaced"),
        ({"rings": 0}, "house.malformed"),
        ({"rings": 100}, "house.malformed"),
        ({"rings": 2.5}, "house.malformed"),
    ],
)
def test_only_a_telephone_rings_and_not_for_ever(api: Api, more: dict[str, Any], code: str) -> None:
    town = api.town()
    refused = register(api, api.staff("duty_butler", town), town, **more)
    assert code_of(refused) == (422, code, ["/rings"])


def test_the_rings_of_a_call_stand_on_its_case(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    contact = {"channel": "phone", "rings": 5, "words": "漏水", "person": {"name": "王女士"}}
    case = api.hear(desk, town, contact=contact)
    assert [one["rings"] for one in api.read(desk, case).json()["contacts"]] == [5]
