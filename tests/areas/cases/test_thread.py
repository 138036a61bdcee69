"""From a call to a closed case, over HTTP, on both databases: who owns it, who may say what, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api import Api, Caller, heard, request


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def codes(case: dict[str, Any]) -> dict[str, str | None]:
    """Each action and the code of the reason why it is not allowed, None where it is."""
    return {action["action"]: action["reason"] and action["reason"]["code"] for action in case["actions"]}


def test_a_call_becomes_a_case_that_is_never_ownerless(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    case = api.hear(desk, town)
    assert case["state"] == "heard"
    assert {case[who]["id"] for who in ("first_responder", "accountable", "owner")} == {str(desk.id)}
    assert case["number"].startswith("BX")

    offered = api.act(desk, case, "offer", to_staff_id=engineer.id, reason="水电").json()
    assert offered["owner"]["id"] == str(desk.id)  # until somebody accepts
    assert offered["offer"]["to_staff"]["id"] == str(engineer.id)
    assert offered["version"] == case["version"]  # an offer changes neither state nor owner

    accepted = api.act(engineer, case, "accept", version=case["version"]).json()
    assert accepted["owner"]["id"] == str(engineer.id)
    assert accepted["first_responder"]["id"] == str(desk.id)  # written once
    api.act(engineer, case, "arrive")
    finished = api.act(engineer, case, "finish", result="换了软管", cause="老化").json()
    assert (finished["state"], finished["outcomes"][0]["result"]) == ("finished", "换了软管")
    closed = api.act(desk, case, "close", version=finished["version"]).json()
    assert closed["state"] == "closed"
    chain = api.read(desk, case, "custody").json()["data"]
    assert [(link["state"], link["holder"]["id"]) for link in chain] == [
        ("passed", str(desk.id)),
        ("ended", str(engineer.id)),
    ]
    assert chain[1]["predecessor_id"] == chain[0]["id"]
    assert chain[0]["ended_at"] == chain[1]["started_at"]  # no gap


def test_time_is_counted_for_each_holder(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_staff_id=engineer.id)
    api.clock.advance(minutes=20)
    api.act(engineer, case, "accept", version=case["version"])
    api.clock.advance(minutes=5)
    held = [link["held_s"] for link in api.read(desk, case, "custody").json()["data"]]
    assert held == [20 * 60, 5 * 60]


def test_a_refusal_leaves_the_owner_and_its_reason(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_staff_id=engineer.id)
    refused = api.act(engineer, case, "refuse", version=case["version"], reason="不属于我的工种").json()
    assert refused["owner"]["id"] == str(desk.id)
    assert refused["offer"] is None
    assert api.read(engineer, case, "custody").status_code == 200  # who acted on it may see what becomes of it
    timeline = api.read(desk, case, "journal").json()["data"]
    assert [(row["event"], row["note"]) for row in timeline if row["event"] == "cases.offer_refused"] == [
        ("cases.offer_refused", "不属于我的工种")
    ]


def test_the_timeline_says_what_the_household_hears_of(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    for text, audience in (("先查总表", "internal"), ("明天上门", "resident")):
        api.post(f"/cases/{case['id']}/notes", desk, {"text": text, "audience": audience})
    api.act(desk, case, "urge", reason="催")
    told = {row["note"] or row["event"]: row["to_resident"] for row in api.read(desk, case, "journal").json()["data"]}
    assert (told["明天上门"], told["先查总表"], told["催"]) == (True, False, False)
    assert told["cases.heard"]


def test_the_timeline_names_another_case_only_to_those_who_see_it(api: Api) -> None:
    town = api.town()
    supervisor, butler = api.staff("supervisor", town), api.staff("zone_butler", town, zone=town.east)
    near, far = (
        api.hear(supervisor, town, contact={"places": [{"unit_id": unit}]}) for unit in (town.east_unit, town.west_unit)
    )
    api.act(supervisor, near, "link", case_id=far["id"], relation="related")

    def named(who: Caller) -> list[str | None]:
        timeline = api.read(who, near, "journal").json()["data"]
        return [row["detail"].get("other_id") for row in timeline if row["event"] == "cases.linked"]

    assert named(supervisor) == [far["id"]]
    assert named(butler) == [None]  # that it was tied to something, not to what


def test_an_offer_to_a_post_goes_to_its_first_holder_who_accepts(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    one, other = api.staff("engineer", town), api.staff("engineer", town)
    for somebody in (one, other):
        api.put_on_post(somebody, town, town.reception)
    case = api.hear(desk, town)
    assert api.act(desk, case, "offer", to_post_id=town.reception).status_code == 200
    assert api.act(other, case, "accept", version=case["version"]).json()["owner"]["id"] == str(other.id)
    late = api.act(one, case, "accept", version=case["version"])
    assert late.status_code in {404, 412}  # no longer in sight, or no longer at that version


def test_two_accept_at_once_and_one_wins(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    two = [api.staff("engineer", town), api.staff("engineer", town)]
    for somebody in two:
        api.put_on_post(somebody, town, town.reception)
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_post_id=town.reception)
    answers = api.at_once(
        [request("POST", f"/cases/{case['id']}/accept", who, body={}, version=case["version"]) for who in two]
    )
    first, second = sorted(answer.status_code for answer in answers)
    assert first == 200
    assert second in {404, 409, 412}


def test_reopened_it_is_the_same_owners_in_another_round(api: Api) -> None:
    town = api.town()
    desk, manager = api.staff("duty_butler", town), api.staff("manager", town)
    case = api.hear(desk, town, answered={"result": "已告知"})
    assert case["state"] == "finished"
    closed = api.act(desk, case, "close", version=case["version"]).json()
    opened = api.act(manager, case, "reopen", reason="又漏了").json()
    assert (opened["state"], opened["round"], opened["owner"]["id"]) == ("owned", 2, str(desk.id))
    assert opened["version"] > closed["version"]
    assert [link["state"] for link in api.read(desk, case, "custody").json()["data"]] == ["ended", "held"]


def test_closing_unconfirmed_for_another_takes_a_reason(api: Api) -> None:
    town = api.town()
    desk, manager = api.staff("duty_butler", town), api.staff("manager", town)
    case = api.hear(desk, town, answered={"result": "已告知"})
    refused = api.act(manager, case, "close", version=case["version"])
    assert (refused.status_code, refused.json()["code"]) == (422, "cases.reason_missing")
    assert refused.json()["errors"][0]["pointer"] == "/reason"
    assert api.act(manager, case, "close", version=case["version"], reason="电话确认过").json()["state"] == "closed"


def test_the_resident_confirms_and_nobody_in_their_stead(api: Api) -> None:
    town = api.town()
    desk, resident = api.staff("duty_butler", town), api.resident(town)
    api.put_on_post(desk, town, town.reception)
    case = api.hear(resident, town, contact={"channel": "app", "person": {}}, title="路灯不亮")
    assert case["first_responder"]["id"] == str(desk.id)  # nobody heard it: the holder of the reception post
    api.act(desk, case, "finish", result="已更换")
    assert api.act(desk, case, "confirm").status_code == 403
    assert "confirm" not in codes(api.read(desk, case).json())
    confirmed = api.act(resident, case, "confirm", rating=5, comment="很快").json()
    assert (confirmed["state"], confirmed["outcomes"][0]["rating"]) == ("confirmed", 5)


def test_a_residents_own_words_are_all_a_resident_reads(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    api.put_on_post(desk, town, town.reception)
    resident, neighbour = api.resident(town), api.resident(town)
    case = api.hear(resident, town, contact={"channel": "app", "person": {}})
    api.act(desk, case, "notes", text="住户多次拖欠", audience="internal")
    api.act(desk, case, "notes", text="师傅下午到", audience="resident")
    read = [note["text"] for note in api.read(resident, case, "notes").json()["data"]]
    assert read == ["师傅下午到"]
    assert api.read(resident, case, "journal").status_code == 403
    assert api.read(neighbour, case).status_code == 404


def test_a_repeat_is_counted_and_many_households_make_a_complaint_major(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, kind="complaint", complaint={"class": "property"}, title="电梯又停了")
    people = [api.resident(town) for _ in range(5)]

    def call(resident: Any, number: int) -> str:
        body = {"channel": "phone", "person": {"resident_id": resident.resident_id}}
        answer = api.post(f"/cases/{case['id']}/contacts", desk, body, key=f"contact-{number}")
        assert answer.status_code == 201, answer.text
        return str(answer.json()["part"])

    parts = [call(resident, number) for number, resident in enumerate([*people, people[0]])]
    assert parts == ["joint"] * 5 + ["repeat"]
    assert api.read(desk, case).json()["severity"] == "major"
    promised = {one["key"]: one["state"] for one in api.read(desk, case).json()["commitments"]}
    assert (promised["complaint.finish.major"], promised["complaint.finish.general"]) == ("open", "waived")


def test_merged_from_many_households_a_complaint_is_major(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    cases = []
    for resident in [api.resident(town) for _ in range(5)]:
        contact = {"channel": "phone", "person": {"resident_id": str(resident.resident_id)}}
        cases.append(api.hear(desk, town, kind="complaint", title="电梯又停了", contact=contact))
    for number, case in enumerate(cases[1:], 1):
        assert api.read(desk, cases[0]).json()["severity"] == "normal", number
        answer = api.act(desk, case, "link", case_id=cases[0]["id"], relation="duplicate_of")
        assert answer.status_code == 200, answer.text
    assert api.read(desk, cases[0]).json()["severity"] == "major"


def test_nobody_in_particular_counts_as_no_household(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    anonymous = {"channel": "phone", "person": {"anonymous": True}}
    case = api.hear(desk, town, kind="complaint", title="电梯又停了", contact=anonymous)
    for number in range(6):
        answer = api.post(f"/cases/{case['id']}/contacts", desk, anonymous, key=f"nobody-{case['id']}-{number}")
        assert (answer.status_code, answer.json()["part"]) == (201, "joint"), answer.text
    shown = api.read(desk, case).json()
    assert (shown["severity"], shown["repeats"]) == ("normal", 0)


def test_a_duplicate_moves_its_contacts_and_the_earliest_word_stands(api: Api) -> None:
    town = api.town()
    desk, other = api.staff("duty_butler", town), api.staff("duty_butler", town)
    early = api.hear(desk, town, title="水管漏水")
    api.clock.advance(minutes=3)
    late = api.hear(other, town, title="水管漏水")
    voided = api.act(desk, early, "link", case_id=late["id"], relation="duplicate_of").json()
    assert voided["state"] == "voided"
    stands = api.read(desk, late).json()
    assert (stands["heard_at"], stands["first_responder"]["id"]) == (early["heard_at"], str(desk.id))
    assert len(stands["contacts"]) == 2
    again = api.act(desk, late, "link", case_id=late["id"], relation="related")
    assert (again.status_code, again.json()["code"]) == (409, "cases.link_refused")


def test_what_was_heard_long_ago_needs_a_reason_and_the_right(api: Api) -> None:
    town = api.town()
    desk, manager = api.staff("duty_butler", town), api.staff("manager", town)
    old = api.clock.now() - timedelta(days=2)
    body = heard(town, contact={"channel": "phone", "heard_at": old})
    unexplained = api.post("/cases", manager, body, key="late-1")
    assert (unexplained.status_code, unexplained.json()["code"]) == (422, "cases.backdate")
    explained = api.post("/cases", manager, body | {"late_reason": "停电补录"}, key="late-2")
    assert explained.status_code == 201
    assert explained.json()["recorded_late"] is True
    forbidden = api.post("/cases", desk, body | {"late_reason": "停电补录"}, key="late-3")
    assert (forbidden.status_code, forbidden.json()["code"]) == (403, "cases.backdate")


def test_nobody_reads_or_moves_a_case_of_another_community(api: Api) -> None:
    here, there = api.town(), api.town("云锦苑")
    desk, stranger = api.staff("duty_butler", here), api.staff("manager", there)
    case = api.hear(desk, here)
    unknown = case | {"id": "01980000-0000-7000-8000-00000000dead"}
    for verb, body in (("keep", {}), ("void", {"reason": "x"}), ("notes", {"text": "x"})):
        foreign, missing = [api.post(f"/cases/{one['id']}/{verb}", stranger, body) for one in (case, unknown)]
        assert foreign.status_code == missing.status_code == 404
        assert foreign.json()["code"] == missing.json()["code"]
    listed = api.get("/cases", stranger).json()["data"]
    assert case["id"] not in [row["id"] for row in listed]


def test_a_complaint_about_somebody_is_hidden_from_them(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("manager", town)
    case = api.hear(
        desk, town, kind="complaint", complaint={"class": "property", "about_staff_ids": [engineer.id]}, title="态度差"
    )
    assert api.read(engineer, case).status_code == 404
    assert case["id"] not in [row["id"] for row in api.get("/cases", engineer).json()["data"]]


def test_two_characters_find_a_case(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    lift = api.hear(desk, town, title="三号楼电梯困人", detail="请尽快")
    api.hear(desk, town, title="楼道灯不亮")
    found = api.get("/cases?q=电梯", desk).json()["data"]
    assert [row["id"] for row in found] == [lift["id"]]


def test_pages_neither_lose_nor_repeat(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    ids = [api.hear(desk, town)["id"] for _ in range(7)]
    seen: list[str] = []
    path = "/cases?limit=3&include=total_count"
    page = api.get(path, desk).json()
    assert page["total_count"] == 7
    while True:
        seen += [row["id"] for row in page["data"]]
        if not page["has_more"]:
            break
        page = api.get(f"{path}&cursor={page['next_cursor']}", desk).json()
    assert sorted(seen) == sorted(ids)
    wrong = api.get("/cases?cursor=abc", desk)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "cursor_invalid")


def test_a_complaint_is_not_offered_to_the_person_it_is_about(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    about = {"class": "property", "about_staff_ids": [engineer.id]}
    case = api.hear(desk, town, kind="complaint", complaint=about, title="态度差")
    refused = api.act(desk, case, "offer", to_staff_id=engineer.id)
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.offer_to_accused")


def test_duplicates_do_not_void_each_other(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    one, other = api.hear(desk, town), api.hear(desk, town)
    assert api.act(desk, one, "link", case_id=other["id"], relation="duplicate_of").json()["state"] == "voided"
    refused = api.act(desk, other, "link", case_id=one["id"], relation="duplicate_of")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.duplicate_of_voided")
    assert api.read(desk, other).json()["state"] == "heard"


def test_the_list_knows_what_is_due_next(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    slow, urgent = api.hear(desk, town, kind="praise"), api.hear(desk, town, kind="help", severity="urgent")
    api.act(desk, slow, "respond")
    by_due = [row["id"] for row in api.get("/cases?sort=due_at", desk).json()["data"]]
    assert by_due == [urgent["id"], slow["id"]]
    assert [row["id"] for row in api.get("/cases?sort=-due_at,id", desk).json()["data"]] == by_due[::-1]
    assert api.get("/cases?overdue=true", desk).json()["data"] == []
    api.clock.advance(minutes=30)
    assert [row["id"] for row in api.get("/cases?overdue=true", desk).json()["data"]] == [urgent["id"]]
    soon = api.clock.now().isoformat().replace("+00:00", "Z")
    assert [row["id"] for row in api.get(f"/cases?due_at.lt={soon}", desk).json()["data"]] == [urgent["id"]]
