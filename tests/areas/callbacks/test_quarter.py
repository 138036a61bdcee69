"""The quarter looked back upon: its figures, what came up again, and the forms without a gap."""

from __future__ import annotations

from typing import Any

import pytest

from tests.areas.callbacks.desk import Desk
from tests.support.api import Api

QUARTER = "2026-Q4"


@pytest.fixture
def desk(shared_api: Api) -> Desk:
    return Desk.open(shared_api)


def analysis(desk: Desk, quarter: str = QUARTER) -> dict[str, Any]:
    asked = {"community_id": str(desk.town.id), "quarter": quarter}
    answer = desk.api.get("/callback-quarter", desk.supervisor, params=asked)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def at_home(desk: Desk, category: str) -> dict[str, Any]:
    return {"category": category, "contact": {"places": [{"unit_id": str(desk.town.east_unit)}]}}


def test_what_was_due_done_and_failed_is_counted_by_kind_zone_and_person(desk: Desk) -> None:
    good, bad = desk.drawn(), desk.drawn()
    desk.answered(good)
    desk.answered(bad, satisfaction="poor")
    waiting = desk.drawn()
    told = analysis(desk)
    counts = {"drawn": 3, "in_window": 2, "reached": 2, "satisfied": 1, "failed": 1}
    assert told["due"] == 3
    assert told["total"] == {"key": None, "name": None, **counts}
    assert told["by_kind"] == [{"key": "complaint", "name": None, **counts}]
    assert sum(line["drawn"] for line in told["by_person"]) == 3
    assert {line["key"] for line in told["by_person"]} <= {str(one.id) for one in desk.callers}
    assert told["failed_ids"] == [bad["id"]]
    assert told["forms"] == {"pages": [one["number"] for one in (good, bad, waiting)], "missing": []}
    assert told["is_over"] is False


def test_a_quarter_without_callbacks_is_empty_and_another_community_is_not_shown(desk: Desk) -> None:
    told = analysis(desk, "2026-Q1")
    assert (told["due"], told["total"]["drawn"], told["again"], told["forms"]) == (
        0,
        0,
        [],
        {"pages": [], "missing": []},
    )
    stranger = Desk.open(desk.api)
    asked = {"community_id": str(desk.town.id), "quarter": QUARTER}
    assert desk.api.get("/callback-quarter", stranger.supervisor, params=asked).status_code == 404


@pytest.mark.parametrize("quarter", ["2026-Q5", "1999-Q1", "20٢٦-Q4", "20\U00011f52\U00011f56-Q4"])
def test_what_names_no_quarter_is_refused_by_field(desk: Desk, quarter: str) -> None:
    """Digits of other scripts are digits to a pattern, some of them to no number: only 0 to 9 name a year."""
    asked = {"community_id": str(desk.town.id), "quarter": quarter}
    wrong = desk.api.get("/callback-quarter", desk.supervisor, params=asked)
    assert wrong.status_code == 422, wrong.text
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["query:quarter"]


def test_the_same_repair_three_times_and_the_same_complaint_twice_in_a_row_come_up(desk: Desk) -> None:
    """`repeat.repair.from`, `repeat.complaint.from`: a reopening counts as another time."""
    repairs = [desk.finish(enrol=False, **at_home(desk, "plumbing")) for _ in range(2)]
    complaints = [
        desk.finish(kind="complaint", enrol=False, **at_home(desk, category))
        for category in ("noise", "cleaning", "noise", "noise")
    ]
    again = {one["kind"]: one for one in analysis(desk)["again"]}
    assert set(again) == {"complaint"}, "two repairs are not enough"
    assert [case["id"] for case in again["complaint"]["cases"]] == [case["id"] for case in complaints[2:]]
    assert desk.api.act(desk.handler, repairs[1], "reopen", reason="还在漏").status_code == 200
    again = {one["kind"]: one for one in analysis(desk)["again"]}
    assert (again["repair"]["times"], again["repair"]["category"]) == (3, "plumbing")
    home = desk.api.get(f"/units/{desk.town.east_unit}", desk.handler).json()
    assert again["repair"]["unit"]["name"] == home["label"] != home["name"], "a door is told with its building"
    assert [case["id"] for case in again["repair"]["cases"]] == [case["id"] for case in repairs]
