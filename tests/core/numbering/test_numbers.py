"""Numbers for people: by series and local month, without gaps, whatever fails and however many ask at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from shouwen.core.numbering.service import take_number, take_numbers
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ids import new_id
from tests.support.api import Api, Town, heard, request

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class Dropped(Exception):
    """What came after the number failed."""


def take(api: Api, community_id: UUID, prefix: str = "BX", at: datetime = NOON, zone: ZoneInfo = SHANGHAI) -> str:
    with api.house.db.write(COMPANY_SCOPE) as session:
        return take_number(session, community_id, prefix, at, zone)


def take_and_drop(api: Api, community_id: UUID) -> None:
    with suppress(Dropped), api.house.db.write(COMPANY_SCOPE) as session:
        take_number(session, community_id, "BX", NOON, SHANGHAI)
        raise Dropped


def test_numbers_count_up_by_series_and_community(shared_api: Api) -> None:
    here, there = new_id(), new_id()
    assert [take(shared_api, here) for _ in range(2)] == ["BX202611-00001", "BX202611-00002"]
    assert take(shared_api, here, "TS") == "TS202611-00001"
    assert take(shared_api, there) == "BX202611-00001"
    assert take(shared_api, here) == "BX202611-00003"


@pytest.mark.parametrize(
    ("recorded_at", "month"),
    [
        (datetime(2026, 10, 31, 15, 59, 59, 999999, tzinfo=UTC), "202610"),
        (datetime(2026, 10, 31, 16, 0, tzinfo=UTC), "202611"),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "202612"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "202701"),
        (datetime(2028, 2, 29, 16, 0, tzinfo=UTC), "202803"),
    ],
)
def test_the_month_is_that_of_the_clocks_on_the_wall(shared_api: Api, recorded_at: datetime, month: str) -> None:
    assert take(shared_api, new_id(), at=recorded_at) == f"BX{month}-00001"


def test_another_zone_has_another_month(shared_api: Api) -> None:
    late = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
    assert take(shared_api, new_id(), at=late, zone=ZoneInfo("UTC")) == "BX202610-00001"


def test_an_import_takes_many_in_one_go(shared_api: Api) -> None:
    here = new_id()
    take(shared_api, here)
    with shared_api.house.db.write(COMPANY_SCOPE) as session:
        taken = take_numbers(session, here, "BX", NOON, SHANGHAI, 3)
    assert taken == ["BX202611-00002", "BX202611-00003", "BX202611-00004"]
    assert take(shared_api, here) == "BX202611-00005"


def test_a_serial_may_outgrow_its_five_digits(shared_api: Api) -> None:
    here = new_id()
    with shared_api.house.db.write(COMPANY_SCOPE) as session:
        take_numbers(session, here, "BX", NOON, SHANGHAI, 99_999)
    assert take(shared_api, here) == "BX202611-100000"


def test_a_number_is_not_lost_with_what_failed_after_it(shared_api: Api) -> None:
    here = new_id()
    assert take(shared_api, here) == "BX202611-00001"
    take_and_drop(shared_api, here)
    assert take(shared_api, here) == "BX202611-00002"


def test_at_once_and_with_failures_among_them_there_is_no_gap(shared_api: Api) -> None:
    here, together = new_id(), threading.Barrier(6)

    def several(worker: int) -> list[str]:
        together.wait()
        taken = []
        for turn in range(8):
            if (worker + turn) % 3 == 0:
                take_and_drop(shared_api, here)
            else:
                taken.append(take(shared_api, here))
        return taken

    with ThreadPoolExecutor(6) as threads:
        taken = sorted(number for numbers in threads.map(several, range(6)) for number in numbers)
    assert taken == [f"BX202611-{serial:05d}" for serial in range(1, len(taken) + 1)]
    assert len(taken) == 32


# ---------------------------------------------------------------- as cases take them


@pytest.fixture
def town(shared_api: Api) -> Town:
    return shared_api.town()


def test_cases_heard_at_once_some_in_vain_have_no_gap(shared_api: Api, town: Town) -> None:
    desk = shared_api.staff("duty_butler", town)
    shared_api.hear(desk, town)  # the counter is there: what is tried is the wait for it
    bodies = [
        heard(town, file_ids=[new_id()]) if number % 4 == 3 else heard(town)  # a file nobody uploaded: refused late
        for number in range(12)
    ]
    answers = shared_api.at_once(
        [request("POST", "/cases", desk, body=body, key=f"{town.id}-{number}") for number, body in enumerate(bodies)]
    )
    heard_now = [answer.json()["number"] for answer in answers if answer.status_code == 201]
    assert sum(answer.status_code == 422 for answer in answers) == 3
    assert sorted(heard_now) == [f"BX202611-{serial:05d}" for serial in range(2, 11)]


def test_a_number_tells_the_kind_and_the_month_of_recording(shared_api: Api, town: Town) -> None:
    shared_api.clock.at = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # half past eleven at night in Shanghai
    desk = shared_api.staff("supervisor", town)
    said = "2026-11-30T23:20:00+08:00"
    assert shared_api.hear(desk, town, kind="help")["number"] == "QZ202611-00001"
    shared_api.clock.advance(hours=1)
    contact = {"heard_at": said}
    assert shared_api.hear(desk, town, kind="help", contact=contact)["number"] == "QZ202612-00001"
