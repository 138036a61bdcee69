"""A number that cannot stand is refused at its field, with a reason, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.support.api import Api, Caller, opened

KEY = "complaint.finish.general"


@dataclass
class Hall:
    """A community whose manager asks for what cannot be; one for all, for nothing of it may stay."""

    api: Api
    manager: Caller
    path: str

    def put(self, key: str, **body: Any) -> httpx.Response:
        return self.api.send("PUT", f"{self.path}/{key}", self.manager, body={"reason": "业主大会决议"} | body)


@pytest.fixture(scope="module")
def hall(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with opened(shared_database_url, tmp_path_factory.mktemp("hall")) as api:
        town = api.town()
        yield Hall(api, api.staff("manager", town), f"/communities/{town.id}/standards")


@pytest.mark.parametrize(
    ("key", "body", "code", "pointer"),
    [
        (KEY, {"value": 0}, "standards.out_of_range", "/value"),
        (KEY, {"value": -1}, "standards.out_of_range", "/value"),
        (KEY, {"value": 400, "unit": "wd"}, "standards.out_of_range", "/value"),
        ("callback.rate.repair", {"value": 10_001}, "standards.out_of_range", "/value"),
        ("record.backdate", {"value": 31 * 24}, "standards.out_of_range", "/value"),
        (KEY, {"value": 3, "unit": "bp"}, "standards.wrong_unit", "/unit"),
        ("callback.rate.repair", {"value": 30, "unit": "count"}, "standards.wrong_unit", "/unit"),
        ("record.backdate", {"value": 2, "unit": "d"}, "standards.wrong_unit", "/unit"),
        (KEY, {"value": 3, "unit": "weeks"}, "house.malformed", "/unit"),
        (KEY, {"value": "3"}, "standards.value_malformed", "/value"),
        (KEY, {"value": 3, "unit": "same_day"}, "standards.value_malformed", "/value"),
        ("quiet.from", {"value": 22}, "standards.value_malformed", "/value"),
        ("quiet.from", {"value": "26:00"}, "standards.value_malformed", "/value"),
        (KEY, {"value": None}, "standards.value_missing", "/value"),
        (KEY, {"value": 3, "from": "2026-11-22T07:59:59Z"}, "standards.in_past", "/from"),
        (KEY, {"value": 3, "from": "2026-12-01"}, "house.malformed", "/from"),
        (KEY, {"value": 3, "reason": " "}, "house.malformed", "/reason"),
        (KEY, {"value": 3, "reason": None}, "house.malformed", "/reason"),
        (KEY, {"value": 3, "until": "2027-01-01T00:00:00Z"}, "house.malformed", "/until"),
        (KEY, {}, "house.malformed", "/value"),
    ],
)
def test_a_number_that_cannot_stand_is_refused_with_a_reason(
    hall: Hall, key: str, body: dict[str, Any], code: str, pointer: str
) -> None:
    answer = hall.put(key, **body)
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, code)
    assert pointer in {error["pointer"] for error in said["errors"]}
    assert all(error["message"] for error in said["errors"])
    assert hall.api.get(f"{hall.path}/history", hall.manager).json()["data"] == []


@pytest.mark.parametrize("value", [2.5, True, [1], {"m": 3}, 2**40, "x" * 50])
def test_what_is_no_number_at_all_is_refused(hall: Hall, value: Any) -> None:
    answer = hall.put(KEY, value=value)
    assert (answer.status_code, answer.json()["code"]) == (422, "house.malformed")
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/value"}


def test_limits_are_named_in_the_callers_language(hall: Hall) -> None:
    path, body = f"{hall.path}/custody.accept_within", {"value": 25, "unit": "h", "reason": "太短"}
    for language, sentence in (
        ("zh-CN", "该标准的取值须在 1s 到 24h 之间"),
        ("en", "This standard lies between 1s and 24h"),
    ):
        said = hall.api.send("PUT", path, hall.manager, body=body, headers={"Accept-Language": language}).json()
        assert said["detail"] == said["errors"][0]["message"] == sentence
