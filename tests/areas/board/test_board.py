"""The board only counts rows, and each line opens to the very rows behind it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.areas.board.queries import targets
from shouwen.areas.board.rules import met, wilson
from shouwen.core.standards.keys import KEYS
from tests.support.api import Api, Caller, Town


def board(api: Api, who: Caller, town: Town, group_by: str = "key") -> dict[str, dict[str, Any]]:
    path = f"/board/commitments?community_id={town.id}&from=2026-01-01&to=2027-12-31&group_by={group_by}"
    answer = api.get(path, who)
    assert answer.status_code == 200, answer.text
    return {row["group"]: row for row in answer.json()["data"]}


def test_each_line_counts_and_opens_to_its_rows(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    kept, late, never = (api.hear(manager, town) for _ in range(3))
    api.act(manager, kept, "respond")
    api.clock.advance(minutes=61)
    api.act(manager, late, "respond")
    line = board(api, manager, town)["respond.within"]
    counts = [line[name] for name in ("due", "kept", "late", "missed", "excused", "overdue")]
    assert counts == [3, 1, 1, 0, 0, 1]
    assert line["rate"] == pytest.approx(1 / 3)
    assert line["low"] < line["rate"] < line["high"]
    assert (line["target"], line["met"]) == (1.0, False)
    rows = api.get(line["rows"].removeprefix("/api/v1"), manager).json()["data"]
    assert {row["subject"]["id"] for row in rows} == {case["id"] for case in (kept, late, never)}


@pytest.mark.parametrize("group_by", ["community", "zone", "department", "responsible", "month"])
def test_every_way_of_grouping_counts_the_same_rows(api: Api, group_by: str) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    api.hear(manager, town)
    api.hear(manager, town, contact={"places": [{"unit_id": town.east_unit}]})  # the other lies in no zone
    api.clock.advance(days=10)
    whole = sum(line["due"] for line in board(api, manager, town).values())
    lines = board(api, manager, town, group_by)
    assert sum(line["due"] for line in lines.values()) == whole > 0
    for line in lines.values():
        rows = api.get(line["rows"].removeprefix("/api/v1") + "&limit=100", manager).json()["data"]
        assert len(rows) == line["due"]


def test_another_community_has_no_board_for_us(api: Api) -> None:
    here, there = api.town(), api.town("云锦苑")
    stranger = api.staff("manager", there)
    path = f"/board/commitments?community_id={here.id}&from=2026-01-01&to=2026-12-31"
    assert api.get(path, stranger).status_code == 404


def test_targets_are_shares_that_exist() -> None:
    assert {*targets(), *targets().values()} <= KEYS.keys()


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share(kept: int, missed: int) -> None:
    interval = wilson(kept, kept + missed)
    if interval is None:
        assert kept + missed == 0
        return
    low, high = interval
    assert 0 <= low <= kept / (kept + missed) <= high <= 1
    assert low < high


def test_a_target_that_changed_in_those_days_is_told_with_its_dates(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    kept, _ = api.hear(manager, town), api.hear(manager, town)
    api.act(manager, kept, "respond")
    api.clock.advance(days=2)
    line = board(api, manager, town)["respond.within"]
    assert [(one["target"], one["clause"]) for one in line["held"]] == [(1.0, "FR-09")]
    changed_at = override(api, manager, town, 4000)
    line = board(api, manager, town)["respond.within"]
    assert [(one["target"], one["since"]) for one in line["held"]] == [(1.0, "2025-12-31T16:00:00Z"), (0.4, changed_at)]
    assert (line["rate"], line["target"], line["met"]) == (0.5, 0.4, None)  # meets the one and not the other
    override(api, manager, town, 3000)
    lines = board(api, manager, town)
    assert [one["target"] for one in lines["respond.within"]["held"]] == [1.0, 0.4, 0.3]
    assert len(lines["report.within"]["held"]) == 1  # another promise changed nothing here


def override(api: Api, who: Caller, town: Town, share: int) -> str:
    """Sets the target of answers in time from an hour hence, which then has passed; since when it holds."""
    since = api.clock.at + timedelta(hours=1)
    body = {"value": share, "unit": "bp", "from": since.isoformat(), "reason": "试行"}
    answer = api.send("PUT", f"/communities/{town.id}/standards/target.respond.timely", who, body=body)
    assert answer.status_code == 200, answer.text
    api.clock.advance(hours=2)
    return since.isoformat().replace("+00:00", "Z")


@given(st.floats(0, 1), st.lists(st.floats(0, 1) | st.none()))
def test_met_means_every_target_and_broken_none(rate: float, targets: list[float | None]) -> None:
    held = [target for target in targets if target is not None]
    verdict = met(rate, targets)
    assert verdict is not True or (held and rate >= max(held))
    assert verdict is not False or (held and rate < min(held))
    assert (verdict is None) == (not held or min(held) <= rate < max(held))
    assert met(None, targets) is None
