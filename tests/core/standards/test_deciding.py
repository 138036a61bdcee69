"""Adopting a pack, setting a number, following the pack again: who may, from when, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from shouwen.core.access.service import NewGrant, give
from shouwen.core.journal.rules import COMPANY
from shouwen.kit.ids import new_id
from tests.support.api import START, Api, Caller, Town, request

KEY = "complaint.finish.general"


def put(api: Api, who: Caller, place: UUID, key: str = KEY, **body: Any) -> httpx.Response:
    told = {"reason": "业主大会决议"} | {name.rstrip("_"): value for name, value in body.items()}
    return api.send("PUT", f"/communities/{place}/standards/{key}", who, body=told)


def adopt(api: Api, who: Caller, place: UUID, pack: str, since: datetime | None = None) -> httpx.Response:
    return api.post(f"/communities/{place}/standards/adopt", who, {"pack": pack, "from": since and since.isoformat()})


def release(api: Api, who: Caller, place: UUID, key: str = KEY, **body: Any) -> httpx.Response:
    return api.post(f"/communities/{place}/standards/{key}/release", who, {"reason": "试行期满"} | body)


def now(api: Api, who: Caller, town: Town, key: str = KEY) -> tuple[Any, str, str, int]:
    rows = api.get(f"/communities/{town.id}/standards", who).json()["data"]
    [row] = [row for row in rows if row["key"] == key]
    return row["value"], row["unit"], row["pack"], row["version"]


def history(api: Api, who: Caller, place: UUID, query: str = "") -> list[dict[str, Any]]:
    answer = api.get(f"/communities/{place}/standards/history{query}", who)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


# ---------------------------------------------------------------- what is decided


def test_a_number_of_ones_own_holds_from_its_date_on(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    answer = put(api, manager, town.id, value=2, from_="2026-12-01T00:00:00+08:00")
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert {name: said[name] for name in ("kind", "level", "key", "value", "unit", "from", "reason", "serial")} == {
        "kind": "overridden",
        "level": "community",
        "key": KEY,
        "value": 2,
        "unit": "wd",  # the unit of the number it stands for
        "from": "2026-11-30T16:00:00Z",
        "reason": "业主大会决议",
        "serial": 1,
    }
    assert said["made_by"] == {"id": str(manager.id), "name": manager.name}
    assert now(api, manager, town) == (3, "wd", "base", 1)
    api.clock.at = datetime.fromisoformat("2026-12-01T00:00:00+08:00")
    assert now(api, manager, town) == (2, "wd", "community", 1)


def test_without_a_date_it_holds_from_now_on(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    assert put(api, manager, town.id, value=5, unit="d").json()["from"] == "2026-11-22T08:00:00Z"
    assert now(api, manager, town) == (5, "d", "community", 1)
    assert put(api, manager, town.id, value=None, unit="same_day").status_code == 200
    assert now(api, manager, town) == (None, "same_day", "community", 2)
    assert put(api, manager, town.id, key="quiet.from", value="21:30").status_code == 200
    assert now(api, manager, town, "quiet.from") == ("21:30", "time", "community", 3)
    assert put(api, manager, town.id, key="renovation.deposit", value=200_000).status_code == 200
    assert now(api, manager, town, "renovation.deposit") == (200_000, "fen", "community", 4)
    assert put(api, manager, town.id, key="renovation.deposit", value=None).status_code == 200
    assert now(api, manager, town, "renovation.deposit") == (None, "fen", "community", 5)


def test_a_pack_is_adopted_for_always_or_from_a_date_on(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    said = adopt(api, manager, town.id, "bt_one_stop").json()
    assert (said["kind"], said["pack"], said["pack_version"], said["from"]) == ("adopted", "bt_one_stop", 1, None)
    assert now(api, manager, town) == (3, "d", "bt_one_stop", 1)
    adopt(api, manager, town.id, "cs", START + timedelta(days=1))
    assert now(api, manager, town) == (3, "d", "bt_one_stop", 1)
    api.clock.advance(days=1)
    assert now(api, manager, town) == (15, "d", "cs", 1)
    assert [row["replaced"] for row in history(api, manager, town.id)] == [False, False]
    adopt(api, manager, town.id, "base")
    assert now(api, manager, town) == (3, "wd", "base", 1)
    assert [row["replaced"] for row in history(api, manager, town.id)] == [False, True, True]


def test_a_number_given_up_follows_the_pack_again(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    put(api, manager, town.id, value=2)
    said = release(api, manager, town.id).json()
    assert (said["kind"], said["key"], said["value"], said["unit"]) == ("released", KEY, None, None)
    assert now(api, manager, town) == (3, "wd", "base", 1)
    adopt(api, manager, town.id, "cs")
    assert now(api, manager, town) == (15, "d", "cs", 1)


def test_the_company_decides_for_all_its_communities_and_each_may_decide_otherwise(api: Api) -> None:
    town, other = api.town(), api.town("隔壁")
    admin, manager = api.staff("system_admin", None), api.staff("manager", town)
    elsewhere = api.staff("manager", other)
    assert adopt(api, admin, COMPANY, "cs").json()["level"] == "company"
    assert now(api, manager, town) == now(api, elsewhere, other) == (15, "d", "cs", 1)
    adopt(api, manager, town.id, "bt")
    assert now(api, manager, town) == (3, "wd", "bt", 1)
    assert put(api, admin, COMPANY, value=10, unit="d").status_code == 200
    assert now(api, manager, town) == now(api, elsewhere, other) == (10, "d", "company", 2)
    put(api, manager, town.id, value=1)
    assert now(api, manager, town) == (1, "d", "community", 2)
    assert now(api, elsewhere, other) == (10, "d", "company", 2)


def test_who_decided_what_is_told_the_latest_first(api: Api) -> None:
    town = api.town()
    admin, manager = api.staff("system_admin", None), api.staff("manager", town)
    adopt(api, admin, COMPANY, "cs")
    api.clock.advance(minutes=1)
    put(api, manager, town.id, value=2)
    api.clock.advance(minutes=1)
    put(api, manager, town.id, value=1)
    api.clock.advance(minutes=1)
    put(api, manager, town.id, key="quiet.from", value="21:00")
    rows = history(api, manager, town.id)
    assert [(row["level"], row["title"], row["value"], row["replaced"]) for row in rows] == [
        ("community", "免打扰开始", "21:00", False),
        ("community", "一般投诉办结", 1, False),
        ("community", "一般投诉办结", 2, False),  # it held for a minute
        ("company", "客户服务管理制度", None, False),
    ]
    assert [row["value"] for row in history(api, manager, town.id, f"?key={KEY}")] == [1, 2]
    assert [row["level"] for row in history(api, admin, COMPANY)] == ["company"]
    first = api.get(f"/communities/{town.id}/standards/history?limit=3", manager).json()
    rest = api.get(f"/communities/{town.id}/standards/history?limit=3&cursor={first['next_cursor']}", manager).json()
    assert first["data"] + rest["data"] == rows


def test_decisions_are_in_the_journal_without_their_words(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    adopt(api, manager, town.id, "bt", START + timedelta(days=1))
    put(api, manager, town.id, value=2)
    release(api, manager, town.id)
    entries = api.events("standards.adopted", "standards.overridden", "standards.released")
    assert [(entry.community_id, entry.actor_id, entry.detail) for entry in entries] == [
        (town.id, manager.id, {"serial": 1, "pack": "bt", "version": 1, "from": "2026-11-23T08:00:00+00:00"}),
        (
            town.id,
            manager.id,
            {"serial": 2, "key": KEY, "value": 2, "unit": "wd", "from": "2026-11-22T08:00:00+00:00"},
        ),
        (town.id, manager.id, {"serial": 3, "key": KEY, "from": "2026-11-22T08:00:00+00:00"}),
    ]


def test_an_adoption_said_twice_is_made_once(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    body = {"pack": "bt", "from": None}
    answers = [api.post(f"/communities/{town.id}/standards/adopt", manager, body, key="once") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(history(api, manager, town.id)) == 1


def test_decisions_at_the_same_moment_stand_one_after_the_other(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    bodies = [{"value": value, "reason": "同时"} for value in (1, 2, 3, 4)]
    answers = api.at_once(
        [request("PUT", f"/communities/{town.id}/standards/{KEY}", manager, body=body) for body in bodies]
    )
    assert [answer.status_code for answer in answers] == [200] * 4
    last = max((answer.json() for answer in answers), key=lambda said: said["serial"])
    assert sorted(answer.json()["serial"] for answer in answers) == [1, 2, 3, 4]
    assert now(api, manager, town) == (last["value"], "wd", "community", 4)


# ---------------------------------------------------------------- who may


def test_only_who_answers_for_the_whole_place_decides(api: Api) -> None:
    town, other = api.town(), api.town("隔壁")
    for role in ("supervisor", "duty_butler", "engineer"):
        assert put(api, api.staff(role, town), town.id, value=2).status_code == 403
    of_zone = api.staff("manager", town, zone=town.east)
    of_department = api.staff("manager", town, department=town.engineering)
    both = api.staff("manager", other)
    with api.work() as work:
        give(work, NewGrant("supervisor", town.id, None, None), person_id=both.id)
    for who in (of_zone, of_department, both):
        for answer in (put(api, who, town.id, value=2), adopt(api, who, town.id, "bt"), release(api, who, town.id)):
            assert (answer.status_code, answer.json()["code"]) == (403, "house.forbidden")
    manager = api.staff("manager", town)
    for place in (other.id, COMPANY, new_id()):
        for answer in (
            put(api, manager, place, value=2),
            adopt(api, manager, place, "bt"),
            release(api, manager, place),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "house.not_found")
    assert history(api, manager, town.id) == []
    assert api.events("standards.adopted", "standards.overridden", "standards.released") == []


# ---------------------------------------------------------------- what is refused


def test_the_past_is_refused_for_every_decision_and_now_is_not_past(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    past = START - timedelta(microseconds=1)
    answers = [adopt(api, manager, town.id, "bt", past), release(api, manager, town.id, **{"from": past.isoformat()})]
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (422, "standards.in_past")
        assert answer.json()["errors"][0]["pointer"] == "/from"
    assert adopt(api, manager, town.id, "bt", START).status_code == 200
    assert put(api, manager, town.id, value=2, from_=START.isoformat()).status_code == 200


def test_an_adoption_says_from_when(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    answer = api.post(f"/communities/{town.id}/standards/adopt", manager, {"pack": "bt"})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/from"]
    unknown = adopt(api, manager, town.id, "nothing")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "standards.pack_unknown")
    assert unknown.json()["errors"][0]["pointer"] == "/pack"


def test_a_key_nobody_knows_is_not_there(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    assert put(api, manager, town.id, "no.such_key", value=2).status_code == 404
    assert release(api, manager, town.id, "no.such_key").status_code == 404
