"""Residents written down, changed and voided over the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.core.people.home import Register
from tests.core.people.org import code, fields
from tests.support.api import START, Api


@pytest.fixture
def register(shared_api: Api) -> Register:
    return Register.open(shared_api)


def test_a_resident_is_written_down_and_found_by_everything_said_of_them(register: Register) -> None:
    made = register.resident(
        "单雄信", phone="138 1234 5678", other_phones=["010-6234 9876"], note="听力不便", language="zh"
    )
    assert (made["phone"], made["note"], made["language"]) == ("138****5678", "听力不便", "zh")
    assert [one["phone"] for one in made["other_phones"]] == ["010****9876"]
    assert (made["state"], made["version"], made["units"]) == ("known", 1, [])
    for q in ("单雄信", "雄信", "sxx", "13812345678", "5678", "01062349876", "9876"):
        assert register.found(q) == [made["id"]], q
        listed = register.read(f"/residents?q={q}&community_id={register.town.id}")["data"]
        assert [one["id"] for one in listed] == [made["id"]], q


def test_a_new_name_is_found_and_the_old_one_no_longer(register: Register) -> None:
    made = register.resident("张一鸣", phone="13700000001")
    answer = register.change(f"/residents/{made['id']}", made["version"], name="李一凡", phone="13700000002")
    assert (answer.status_code, answer.headers["etag"]) == (200, '"v2"')
    assert register.found("zym") == register.found("张一鸣") == register.found("13700000001") == []
    assert register.found("lyf") == register.found("李一凡") == register.found("13700000002") == [made["id"]]
    assert code(register.change(f"/residents/{made['id']}", 1, note="迟")) == (412, "house.stale")


def test_the_unit_finds_whoever_lives_there(register: Register) -> None:
    made = register.resident("王五")
    register.move_in(register.town.east_unit, made)
    assert register.found("1-1-101") == [made["id"]]


def test_further_phones_come_and_go_and_are_revealed_by_their_id(register: Register) -> None:
    made = register.resident("赵六", phone="13700000011")
    added = register.change(f"/residents/{made['id']}", 1, add_phones=["13700000012", "13700000011"]).json()
    assert [one["phone"] for one in added["other_phones"]] == ["137****0012"], "one that is there is not kept twice"
    [further] = added["other_phones"]
    answer = register.post(f"/residents/{made['id']}/reveal", reason="call_back", phone_id=further["id"])
    assert answer.json() == {"phone": "13700000012"}
    foreign = register.resident("钱七", phone="13700000013", other_phones=["13700000014"])
    other_id = foreign["other_phones"][0]["id"]
    assert fields(register.post(f"/residents/{made['id']}/reveal", reason="visit", phone_id=other_id)) == [
        ("/phone_id", "reference_unknown")
    ]
    refused = register.change(f"/residents/{made['id']}", added["version"], remove_phone_ids=[other_id])
    assert fields(refused) == [("/remove_phone_ids/0", "reference_unknown")]
    removed = register.change(f"/residents/{made['id']}", added["version"], remove_phone_ids=[further["id"]])
    assert (removed.status_code, removed.json()["other_phones"]) == (200, [])
    assert register.found("13700000012") == []


def test_a_known_phone_is_asked_about_once(register: Register) -> None:
    known = register.resident("周八", phone="13700000021")
    body: dict[str, Any] = {"community_id": register.town.id, "name": "吴九", "phone": "+86 137 0000 0021"}
    answer = register.post("/residents", **body)
    assert code(answer) == (409, "people.phone_known")
    assert answer.json()["residents"] == [{"id": known["id"], "name": "周八"}]
    assert "周八" in answer.json()["detail"]
    made = register.make("/residents", **body, phone_shared=True)
    assert sorted(register.found("13700000021")) == sorted([known["id"], made["id"]])
    other = register.resident("郑十")
    assert code(register.change(f"/residents/{other['id']}", 1, add_phones=["13700000021"]))[0] == 409
    assert register.change(f"/residents/{made['id']}", 1, note="同号").status_code == 200


def test_the_phone_of_a_stranger_is_not_told(register: Register) -> None:
    """Whoever lives out of the zone is no news to its butler, by their phone as little as otherwise."""
    known = register.resident("甲", phone="13700000031")
    register.move_in(register.town.west_unit, known)
    home = register.move_in(register.town.east_unit)
    made = register.resident(
        "乙", register.east, phone="13700000031", household={"household_id": home["id"], "relation": "tenant"}
    )
    assert made["units"][0]["household_id"] == home["id"]


def test_a_zone_butler_writes_down_who_lives_in_the_zone(register: Register) -> None:
    body: dict[str, Any] = {"community_id": register.town.id, "name": "丙"}
    assert fields(register.post("/residents", register.east, **body)) == [("/household", "household_needed")]
    west = register.move_in(register.town.west_unit)
    foreign = body | {"household": {"household_id": west["id"], "relation": "owner"}}
    assert fields(register.post("/residents", register.east, **foreign)) == [
        ("/household/household_id", "reference_unknown")
    ]
    elsewhere = register.api.town()
    refused = register.post("/residents", register.east, **(body | {"community_id": elsewhere.id}))
    assert fields(refused) == [("/community_id", "reference_unknown")]
    assert fields(register.post("/residents", **(body | {"community_id": elsewhere.id}))) == [
        ("/community_id", "reference_unknown")
    ]


def test_out_of_the_zone_is_out_of_sight(register: Register) -> None:
    made = register.resident("丁")
    register.move_in(register.town.west_unit, made)
    assert register.change(f"/residents/{made['id']}", 1, register.east, note="看不到").status_code == 404
    assert register.change(f"/residents/{made['id']}", 1, register.west, note="看得到").status_code == 200


def test_who_only_reads_changes_nothing(register: Register) -> None:
    made = register.resident("戊")
    cashier = register.api.staff("cashier", register.town)
    assert register.change(f"/residents/{made['id']}", 1, cashier, note="x").status_code == 403
    assert register.post(f"/residents/{made['id']}/void", cashier, reason="mistake").status_code == 403
    assert register.read(f"/residents/{made['id']}", cashier)["name"] == "戊"


def test_a_voided_record_is_found_no_more_and_stays(register: Register) -> None:
    made = register.resident("误录人", phone="13700000041")
    home = register.move_in(register.town.east_unit, made)
    refused = register.post(f"/residents/{made['id']}/void", reason="mistake")
    assert code(refused) == (409, "people.still_lives_there")
    assert "1-1-101" in refused.json()["detail"]
    register.make(f"/households/{home['id']}/members/{made['id']}/leave")
    voided = register.make(f"/residents/{made['id']}/void", reason="mistake")
    assert voided["state"] == "voided"
    assert register.found("误录人") == register.found("wlr") == register.found("13700000041") == []
    assert register.read(f"/residents?q=误录人&community_id={register.town.id}")["data"] == []
    assert register.read(f"/callers?phone=13700000041&community_id={register.town.id}")["data"] == []
    assert register.read(f"/residents/{made['id']}")["state"] == "voided"
    assert code(register.change(f"/residents/{made['id']}", 1, note="x"))[1] in {"people.not_on_record", "house.stale"}
    assert code(register.post(f"/residents/{made['id']}/void", reason="gone")) == (409, "people.not_on_record")
    again = register.resident("另一人", phone="13700000041")
    assert again["state"] == "known", "the phone of a voided record is nobody's"
    heard = {"channel": "phone", "person": {"resident_id": made["id"]}}
    body = {"community_id": str(register.town.id), "kind": "repair", "title": "漏水", "contact": heard}
    answer = register.api.post("/cases", register.desk, body, key="voided")
    assert fields(answer) == [("/contact/person/resident_id", "reference_unknown")]


def test_nothing_personal_stands_in_the_journal(register: Register) -> None:
    made = register.resident("不外传", phone="13700000051", note="不外传的话")
    register.change(f"/residents/{made['id']}", 1, name="也不外传", phone="13700000052", add_phones=["13700000053"])
    told = register.api.events("people.resident_added", "people.resident_changed")
    mine = [entry.detail for entry in told if entry.detail["resident_id"] == made["id"]]
    assert mine == [
        {"resident_id": made["id"]},
        {"resident_id": made["id"], "fields": ["add_phones", "name", "phone"]},
    ]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"phone": "12"}, "/phone"),
        ({"other_phones": ["13700000061", "x"]}, "/other_phones/1"),
        ({"language": "klingon"}, "/language"),
        ({"note": "好" * 201}, "/note"),
        ({"household": {"household_id": "nowhere", "relation": "owner"}}, "/household/household_id"),
    ],
)
def test_bad_input_is_told_where(register: Register, wrong: dict[str, Any], pointer: str) -> None:
    body: dict[str, Any] = {"community_id": register.town.id, "name": "好"}
    answer = register.post("/residents", **(body | wrong))
    assert answer.status_code == 422
    assert [one[0] for one in fields(answer)] == [pointer]


def test_a_member_since_before_the_household_is_since_the_household(register: Register) -> None:
    home = register.move_in(register.town.east_unit, since=START - timedelta(days=3))
    early = (START - timedelta(days=30)).isoformat()
    register.resident("早", household={"household_id": home["id"], "relation": "family", "since": early})
    [member] = register.read(f"/households/{home['id']}")["members"]
    assert member["since"] == home["since"]
