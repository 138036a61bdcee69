"""Years that come with the package, or with an upgrade of it, are written down; and the alarm is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from shouwen.core.worktime import queries, service
from shouwen.core.worktime.models import CalendarDay, CalendarYear
from shouwen.core.worktime.rules import Year, YearStatus
from shouwen.core.worktime.schedules import adopt
from shouwen.core.worktime.statutory import known_years, provisional, published
from shouwen.kit import metrics
from tests.core.worktime.years import notice_2027
from tests.support.api import START, Api

OFFICIAL: dict[str, Any] = {"is_official": True, "days": notice_2027()}


def adopt_now(api: Api) -> None:
    with api.work() as work:
        adopt(work)


def held(api: Api) -> dict[int, CalendarYear]:
    rows = sa.select(CalendarYear)
    return {row.year: row for row in api.look(lambda session: session.scalars(rows).all())}


def upgrade(monkeypatch: pytest.MonkeyPatch, *news: int) -> None:
    """From now on the package knows these years as well, with the days of the law alone."""

    def knows(year: int) -> Year | None:
        if year in news:
            return replace(provisional(year), version=1, status=YearStatus.OFFICIAL)
        return published(year)

    years = range(known_years().start, max(news) + 1)
    for module in (service, queries):
        monkeypatch.setattr(module, "published", knows)
        monkeypatch.setattr(module, "known_years", lambda: years)


def test_at_first_every_year_the_package_knows_is_written_down_as_it_is(api: Api) -> None:
    before = {year: api.look(lambda session, one=year: queries.standing_of(session, one)) for year in known_years()}  # type: ignore[misc]
    adopt_now(api)
    assert list(held(api)) == list(known_years())
    assert before == {
        year: api.look(lambda session, one=year: queries.standing_of(session, one))  # type: ignore[misc]
        for year in known_years()
    }
    [entry] = api.events()
    assert (entry.event, entry.detail) == ("worktime.calendar_seeded", {"first": 2004, "last": known_years()[-1]})
    days = sa.select(sa.func.count()).select_from(CalendarDay)
    assert api.look(lambda session: session.scalar(days)) == sum(len(one.year.days) for one in before.values())


def test_the_second_time_nothing_happens(api: Api) -> None:
    adopt_now(api)
    with api.work() as work:
        adopt(work)
        assert not work.journalled


def test_a_year_that_an_upgrade_brings_is_published(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    adopt_now(api)
    upgrade(monkeypatch, 2027, 2028)
    adopt_now(api)
    assert {year: (row.version, row.published_at) for year, row in held(api).items() if year > 2025} == {
        2026: (1, None),
        2027: (1, START),
        2028: (1, START),
    }
    assert [entry.detail for entry in api.events("worktime.year_published")] == [
        {"year": 2027, "version": 1},
        {"year": 2028, "version": 1},
    ]


@pytest.mark.parametrize("official", [True, False])
def test_what_somebody_edited_stays(api: Api, monkeypatch: pytest.MonkeyPatch, official: bool) -> None:
    admin = api.staff("system_admin", None)
    body = OFFICIAL | {"is_official": official}
    assert api.send("PUT", "/calendar/years/2027", admin, body=body, version=0).status_code == 200
    upgrade(monkeypatch, 2027)
    adopt_now(api)
    after = api.get("/calendar/years/2027", admin).json()
    assert (after["version"], after["status"] == "official", len(after["days"])) == (1, official, 33)
    assert after["alarm"] is not official


def test_an_edited_year_is_not_read_from_the_package(api: Api) -> None:
    admin = api.staff("system_admin", None)
    adopt_now(api)
    days = api.get("/calendar/years/2026", admin).json()["days"]
    extra = {"on": "2026-12-24", "is_workday": False, "festival": "company"}
    answer = api.send(
        "PUT", "/calendar/years/2026", admin, body={"is_official": True, "days": [*days, extra]}, version=1
    )
    assert (answer.status_code, answer.json()["version"], len(answer.json()["days"])) == (200, 2, 40)


def test_the_alarm_is_shown_to_collectors(api: Api) -> None:
    def shown() -> list[str]:
        return [
            line for line in metrics.exposition().decode().splitlines() if line.startswith("shouwen_calendar_alarm")
        ]

    assert shown() == ["shouwen_calendar_alarm 1.0"]
    admin = api.staff("system_admin", None)
    api.send("PUT", "/calendar/years/2027", admin, body=OFFICIAL, version=0)
    assert shown() == ["shouwen_calendar_alarm 0.0"]
