"""Rework recognised, contradicted and counted; weekly calls until a repair is done. On both databases."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.areas.cases import reactions  # noqa: F401 - says what cases react to
from shouwen.areas.cases.promises import FOLLOW_UP
from shouwen.areas.cases.rework_rules import Repaired, ReworkSign, rework_of
from shouwen.areas.cases.schedules import plan_weekly_calls
from shouwen.core.commitments.tick import tick
from shouwen.kit.ids import new_id
from tests.support.api import Api, Caller, Town

PIPE = "厨房下水管漏水"


def at_home(town: Town, *, home: Any = None) -> dict[str, Any]:
    unit = str(home or town.east_unit)
    return {"channel": "phone", "person": {"name": "王女士"}, "places": [{"unit_id": unit}]}


def repaired(api: Api, desk: Caller, town: Town, **more: Any) -> dict[str, Any]:
    case = api.hear(desk, town, **{"title": PIPE, "contact": at_home(town), **more})
    assert api.act(desk, case, "finish", result="已更换").status_code == 200
    return case


def marked(api: Api, desk: Caller, case: dict[str, Any]) -> dict[str, Any] | None:
    api.seal()
    api.do_jobs()
    found: dict[str, Any] | None = api.read(desk, case).json()["rework"]
    return found


ONE, OTHER = (Repaired(new_id(), trade, PIPE) for trade in ("plumbing", None))


@pytest.mark.parametrize(
    ("category", "title", "earlier", "sign"),
    [
        ("plumbing", "别的话", [ONE], ReworkSign.TRADE),
        ("electric", PIPE, [ONE], None),  # both name a trade, and not the same
        (None, PIPE, [ONE], ReworkSign.WORDS),
        ("electric", PIPE, [OTHER], ReworkSign.WORDS),
        (None, "客厅灯不亮", [ONE, OTHER], None),
        ("plumbing", PIPE, [], None),
    ],
)
def test_the_trade_decides_where_both_name_one_else_the_words(
    category: str | None, title: str, earlier: list[Repaired], sign: ReworkSign | None
) -> None:
    found = rework_of(category, title, earlier, 5_000)
    assert (found and found.sign) == sign


def test_the_same_in_the_same_home_a_short_while_after_is_rework(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    first = repaired(api, desk, town)
    api.clock.advance(days=5)
    again = api.hear(desk, town, title=f"{PIPE}又", contact=at_home(town))
    found = marked(api, desk, again)
    assert found is not None
    assert (found["of"], found["found_by"]) == ({"id": first["id"], "name": first["number"]}, "same_words")
    elsewhere = api.hear(desk, town, title=PIPE, contact=at_home(town, home=town.west_unit))
    assert marked(api, desk, elsewhere) is None
    other = api.hear(desk, town, title="客厅灯不亮", contact=at_home(town))
    assert marked(api, desk, other) is None


def test_after_the_window_it_is_a_new_matter(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    repaired(api, desk, town)
    api.clock.advance(days=31)
    desk = api.staff("duty_butler", town)  # signed in anew
    assert marked(api, desk, api.hear(desk, town, title=PIPE, contact=at_home(town))) is None


def test_a_person_contradicts_once_and_it_counts_no_more(api: Api) -> None:
    town = api.town()
    desk, manager = api.staff("duty_butler", town), api.staff("manager", town)
    repaired(api, desk, town)
    again = api.hear(desk, town, title=PIPE, contact=at_home(town))
    assert marked(api, desk, again) is not None
    day = f"{api.clock.now():%Y-%m-%d}"
    board = f"/board/cases?community_id={town.id}&from={day}&to={day}"

    def counted() -> tuple[int, int, list[str]]:
        [line] = [one for one in api.get(board, manager).json()["data"] if one["measure"] == "reworked"]
        rows = api.get(line["rows"].removeprefix("/api/v1"), manager).json()["data"]
        return line["cases"], line["of"], [row["id"] for row in rows]

    assert counted() == (1, 2, [again["id"]])
    answer = api.act(desk, again, "contradict-rework", reason="另一根管")
    assert answer.status_code == 200, answer.text
    assert answer.json()["rework"]["reason"] == "另一根管"
    assert counted() == (0, 2, [])
    twice = api.act(desk, again, "contradict-rework", reason="再说一次")
    assert (twice.status_code, twice.json()["code"]) == (409, "cases.no_rework")


def test_a_resident_hears_nothing_of_it(api: Api) -> None:
    town = api.town()
    api.staff("manager", town)
    me = api.resident(town)
    body = {"title": PIPE, "contact": {"channel": "app", "words": "漏", "person": {}}}
    mine = api.hear(me, town, **body)
    assert api.read(me, mine).json()["rework"] is None
    assert api.act(me, mine, "contradict-rework", reason="不是").status_code == 403


def calls(api: Api, desk: Caller, case: dict[str, Any]) -> list[tuple[str, str]]:
    """The weekly calls of a case: how each stands, and the day it is due."""
    with api.work() as work:
        plan_weekly_calls(work)
    found = api.get(f"/commitments?subject_id={case['id']}&key={FOLLOW_UP}&sort=due_at", desk).json()["data"]
    return [(one["state"], one["due_at"][:10]) for one in found]


def test_whoever_waits_for_a_repair_is_called_every_week(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    inquiry = api.hear(desk, town, kind="inquiry")
    begun = api.clock.now()
    assert [state for state, _ in calls(api, desk, case)] == ["open"]
    assert calls(api, desk, inquiry) == []
    assert len(calls(api, desk, case)) == 1  # planned once
    api.clock.advance(days=6)
    assert api.act(desk, case, "respond", text="配件周五到").status_code == 200
    second = calls(api, desk, case)
    assert [state for state, _ in second] == ["kept", "open"]
    assert second[1][1] == f"{begun.date().fromordinal(begun.date().toordinal() + 13)}"
    assert api.act(desk, case, "finish", result="好了").status_code == 200
    assert [state for state, _ in calls(api, desk, case)] == ["kept", "waived"]


def test_a_week_without_a_call_leaves_a_trace(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    calls(api, desk, case)
    api.clock.advance(days=15)
    tick(api.house)
    assert [state for state, _ in calls(api, desk, case)] == ["missed", "open"]


def test_what_is_no_repair_after_all_is_not_called(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    calls(api, desk, case)
    assert api.act(desk, case, "reclassify", kind="inquiry", reason="只是询问").status_code == 200
    assert [state for state, _ in calls(api, desk, case)] == ["waived"]
