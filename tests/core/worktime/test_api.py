"""The calendar over HTTP: read by everybody who works here, published and corrected by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from shouwen.core.worktime.queries import coverage
from shouwen.core.worktime.rules import Coverage
from tests.core.worktime.years import notice_2027
from tests.support.api import START, Api, Caller, request

OFFICIAL: dict[str, Any] = {"is_official": True, "days": notice_2027()}
GUESS: dict[str, Any] = {
    "is_official": False,
    "days": [{"on": "2027-02-09", "is_workday": False, "festival": "spring_festival"}],
}


def put(api: Api, who: Caller, body: Any, *, version: int | None = 0, year: int | str = 2027) -> httpx.Response:
    return api.send("PUT", f"/calendar/years/{year}", who, body=body, version=version)


def without(*gone: str) -> dict[str, Any]:
    return {"is_official": True, "days": [day for day in notice_2027() if day["on"] not in gone]}


def row(api: Api, who: Caller, year: int) -> dict[str, Any]:
    found = {one["year"]: one for one in api.get("/calendar/years", who).json()["data"]}
    answer: dict[str, Any] = found[year]
    return answer


# ---------------------------------------------------------------- reading


def test_the_years_are_listed_with_their_figures(shared_api: Api) -> None:
    who = shared_api.staff("cashier", shared_api.town())
    listed = shared_api.get("/calendar/years", who).json()
    assert [one["year"] for one in listed["data"]] == list(range(2027, 2003, -1))
    assert listed["coverage"] == {"official_through": 2026, "alarm": True}
    assert listed["data"][1] == {
        "year": 2026,
        "status": "official",
        "version": 1,
        "published_at": None,
        "workdays": 248,
        "days_off": 117,
        "holidays": 33,
        "makeup_days": 6,
        "alarm": False,
    }
    assert {one["year"] for one in listed["data"] if one["alarm"]} == {2027}


def test_a_published_year_day_by_day(shared_api: Api) -> None:
    answer = shared_api.get("/calendar/years/2026", shared_api.staff("engineer", shared_api.town()))
    year = answer.json()
    assert answer.headers["etag"] == '"v1"'
    assert [month["month"] for month in year["months"]] == list(range(1, 13))
    assert [len(month["days"]) for month in year["months"]] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert sum(month["workdays"] for month in year["months"]) == year["workdays"] == 248
    february = {day["on"]: day for day in year["months"][1]["days"]}
    assert february["2026-02-14"] == {"on": "2026-02-14", "is_workday": True, "festival": "spring_festival"}
    assert february["2026-02-16"] == {"on": "2026-02-16", "is_workday": False, "festival": "spring_festival"}
    assert february["2026-02-11"] == {"on": "2026-02-11", "is_workday": True, "festival": None}
    assert february["2026-02-08"] == {"on": "2026-02-08", "is_workday": False, "festival": None}
    assert len(year["days"]) == 39
    assert year["days"][0] == {"on": "2026-01-01", "is_workday": False, "festival": "new_year"}


@pytest.mark.parametrize("year", [2000, 2003, 2027, 2028, 2100])
def test_no_year_is_refused(shared_api: Api, year: int) -> None:
    answer = shared_api.get(f"/calendar/years/{year}", shared_api.staff("supervisor", shared_api.town()))
    assert (answer.status_code, answer.json()["status"]) == (200, "provisional")
    assert answer.json()["alarm"] is (year == 2027)
    assert answer.json()["workdays"] + answer.json()["days_off"] == (366 if year in (2000, 2028) else 365)


@pytest.mark.parametrize("year", ["1999", "2101", "-1", "0", "abc", "2026.5", "99999999999999999999"])
def test_what_is_no_year_is_malformed(shared_api: Api, year: str) -> None:
    answer = shared_api.get(f"/calendar/years/{year}", shared_api.staff("manager", None))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "path:year")


def test_residents_and_strangers_have_no_calendar(shared_api: Api) -> None:
    resident = shared_api.resident(shared_api.town())
    for path in ("/calendar/years", "/calendar/years/2026"):
        assert shared_api.get(path, resident).status_code == 403
        assert shared_api.get(path).status_code == 401


# ---------------------------------------------------------------- publishing


def test_a_year_is_published(api: Api) -> None:
    who = api.staff("system_admin", None)
    answer = put(api, who, OFFICIAL)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"v1"')
    year = answer.json()
    assert (year["status"], year["version"], year["alarm"]) == ("official", 1, False)
    assert datetime.fromisoformat(year["published_at"]) == START
    assert (year["holidays"], year["makeup_days"], year["workdays"]) == (28, 5, 248)
    assert year == api.get("/calendar/years/2027", who).json()
    assert {name: year[name] for name in row(api, who, 2027)} == row(api, who, 2027)
    [entry] = api.events("worktime.year_published")
    assert (entry.detail, entry.actor_id) == ({"year": 2027, "version": 1}, who.id)
    assert api.get("/calendar/years", who).json()["coverage"] == {"official_through": 2027, "alarm": False}


def test_a_guess_is_kept_as_provisional_and_replaced_by_what_is_published(api: Api) -> None:
    who = api.staff("system_admin", None)
    guessed = put(api, who, GUESS).json()
    assert (guessed["status"], guessed["version"], guessed["alarm"]) == ("provisional", 1, True)
    assert [day["on"] for day in guessed["days"]] == ["2027-02-09"]
    published = put(api, who, OFFICIAL, version=1).json()
    assert (published["status"], published["version"], len(published["days"])) == ("official", 2, 33)
    assert [entry.event for entry in api.events("worktime.year_published", "worktime.year_edited")] == [
        "worktime.year_edited",
        "worktime.year_published",
    ]


def test_an_official_year_is_corrected_but_stays_official(api: Api) -> None:
    who = api.staff("system_admin", None)
    days = [{**day, "on": str(day["on"])} for day in api.get("/calendar/years/2026", who).json()["days"]]
    more = [*days, {"on": "2026-12-25", "is_workday": False, "festival": "company"}]
    corrected = put(api, who, {"is_official": True, "days": more}, version=1, year=2026)
    assert (corrected.status_code, corrected.json()["version"], corrected.json()["workdays"]) == (200, 2, 247)
    assert corrected.json()["published_at"] is None
    refused = put(api, who, GUESS | {"days": []}, version=2, year=2026)
    assert (refused.status_code, refused.json()["code"]) == (409, "worktime.stays_official")
    assert [entry.event for entry in api.events("worktime.year_published", "worktime.year_edited")] == [
        "worktime.year_edited"
    ]


@pytest.mark.parametrize(
    ("gone", "code", "words"),
    [
        ("2027-10-02", "statutory_day_missing", "2027-10-02"),
        ("2027-02-10", "day_missing", "2027-02-10"),
        ("2027-09-15", "festival_missing", "中秋节"),
        ("2027-02-12", "days_missing", "现为 11 个"),
        ("2027-05-08", "days_missing", "现为 13 个"),
    ],
)
def test_a_calendar_with_a_missing_day_is_refused_with_the_reason(
    shared_api: Api, gone: str, code: str, words: str
) -> None:
    who = shared_api.staff("system_admin", None)
    answer = put(shared_api, who, without(gone))
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "worktime.calendar_wrong")
    said = {error["code"]: error for error in problem["errors"]}
    assert words in said[code]["message"]
    assert said[code]["pointer"] == "/days"
    assert shared_api.get("/calendar/years/2027", who).json()["version"] == 0
    assert shared_api.events("worktime.year_published", "worktime.year_edited") == []


@pytest.mark.parametrize(
    ("day", "pointer", "code"),
    [
        ({"on": "2026-12-31"}, "/days/33/on", "outside_year"),
        ({"on": "2027-10-02"}, "/days/33/on", "day_twice"),
        ({"on": "2027-07-01", "is_workday": True}, "/days/33/is_workday", "makeup_on_weekday"),
        ({"on": "2027-02-30"}, "/days/33/on", "not_date"),
        ({"on": "2027-7-1"}, "/days/33/on", "not_date"),
        ({"festival": "christmas"}, "/days/33/festival", None),
        ({"is_workday": "no"}, "/days/33/is_workday", None),
        ({"name": "国庆节"}, "/days/33/name", None),
    ],
)
def test_a_day_that_cannot_be_is_refused_where_it_stands(
    shared_api: Api, day: dict[str, Any], pointer: str, code: str | None
) -> None:
    who = shared_api.staff("system_admin", None)
    whole = {"on": "2027-07-01", "is_workday": False, "festival": "company"} | day
    for official in (True, False):
        answer = put(shared_api, who, {"is_official": official, "days": [*notice_2027(), whole]})
        assert answer.status_code == 422
        [error] = answer.json()["errors"]
        assert error["pointer"] == pointer
        assert code in (error["code"], None)


def test_more_days_than_a_year_has_are_refused(shared_api: Api) -> None:
    body = GUESS | {"days": GUESS["days"] * 367}
    answer = put(shared_api, shared_api.staff("system_admin", None), body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/days")


# ---------------------------------------------------------------- versions and permissions


def test_who_acts_on_an_old_version_is_told(api: Api) -> None:
    who = api.staff("system_admin", None)
    assert put(api, who, OFFICIAL, version=None).status_code == 428
    assert put(api, who, OFFICIAL, version=1).status_code == 412
    assert put(api, who, OFFICIAL).status_code == 200
    assert put(api, who, OFFICIAL).status_code == 412
    assert put(api, who, without("2027-10-02"), version=0).status_code == 412
    assert api.get("/calendar/years/2027", who).json()["version"] == 1


def test_of_two_who_publish_at_once_one_does(api: Api) -> None:
    callers = [api.staff("system_admin", None) for _ in range(4)]
    answers = api.at_once([request("PUT", "/calendar/years/2027", who, body=OFFICIAL, version=0) for who in callers])
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    assert len(api.events("worktime.year_published")) == 1


@pytest.mark.parametrize(
    "role", ["manager", "supervisor", "duty_butler", "zone_butler", "engineer", "cashier", "system_admin"]
)
def test_only_the_companys_administrator_publishes(shared_api: Api, role: str) -> None:
    town = shared_api.town()
    here = shared_api.staff(role, town)
    assert shared_api.get("/calendar/years/2026", here).status_code == 200
    answer = put(shared_api, here, OFFICIAL)
    assert (answer.status_code, answer.json()["code"]) == (403, "house.forbidden")
    if role != "system_admin":
        assert put(shared_api, shared_api.staff(role, None), OFFICIAL).status_code == 403


# ---------------------------------------------------------------- the alarm


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC), Coverage(2026, alarm=False)),  # the last second of October
        (datetime(2026, 10, 31, 16, 0, tzinfo=UTC), Coverage(2026, alarm=True)),  # 1 November in China
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), Coverage(2026, alarm=True)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), Coverage(None, alarm=True)),  # New Year in China
        (datetime(2026, 1, 1, tzinfo=UTC), Coverage(2026, alarm=False)),
        (START + timedelta(days=400), Coverage(None, alarm=True)),
    ],
)
def test_the_alarm_begins_in_november(shared_api: Api, at: datetime, expected: Coverage) -> None:
    assert shared_api.look(lambda session: coverage(session, at)) == expected


def test_a_year_that_was_published_ends_the_alarm_until_the_next_november(api: Api) -> None:
    put(api, api.staff("system_admin", None), OFFICIAL)
    seen = {
        month: api.look(lambda session, at=datetime(2027, month, 2, tzinfo=UTC): coverage(session, at))  # type: ignore[misc]
        for month in (1, 10, 11)
    }
    assert seen == {1: Coverage(2027, alarm=False), 10: Coverage(2027, alarm=False), 11: Coverage(2027, alarm=True)}
