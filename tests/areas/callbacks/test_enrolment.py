"""What is finished goes into the draw of its kind and month, and what was decided about it anybody can recompute."""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx
import pytest

from shouwen.areas.callbacks.draw import WHOLE
from shouwen.settings import ROOT
from tests.areas.callbacks.desk import Desk, verifier
from tests.support.api import Api

Rows = list[dict[str, Any]]
DRAWN = {"lot", "floor", "replacement"}
SCRIPT = ROOT / "docs" / "verify_draw.py"
SETTLED = ROOT / "frontend" / "apps" / "staff" / "src" / "areas" / "callbacks" / "settled-draw.json"


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk.open(api)


def test_what_is_finished_is_enrolled_once_and_the_commit_stands_before_it(desk: Desk) -> None:
    case = desk.finish()
    draw = desk.draw()
    assert (draw["programme"], draw["kind"], draw["period"], draw["population"]) == ("verify", "repair", "2026-11", 1)
    assert (draw["seed"], draw["settled_at"], draw["cuts"]) == (None, None, [])
    [row] = desk.rows(draw)
    assert (row["subject_id"], row["rate_bp"], row["outcome"], row["ticket"]) == (case["id"], 3000, "not_drawn", None)
    told = [entry.event for entry in desk.api.events("callbacks.draw_opened", "callbacks.enrolled")]
    assert told == ["callbacks.draw_opened", "callbacks.enrolled"]
    assert desk.api.events("callbacks.draw_opened")[0].detail["commit"] == draw["commit"]


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        ({"person": {"anonymous": True}}, "anonymous"),
        ({"person": {"name": "王女士"}}, "no_contact"),
        ({"wants_reply": False}, "refused"),
    ],
)
def test_whom_nobody_can_call_is_enrolled_with_the_reason_and_counts_for_nothing(
    desk: Desk, contact: dict[str, Any], reason: str
) -> None:
    desk.finish(kind="complaint", contact=contact)
    desk.cut()
    draw = desk.draw()
    [row] = desk.rows(draw)
    assert (row["reason"], row["outcome"], row["cut"], draw["due"]) == (reason, "not_callable", 1, 0)
    assert desk.callbacks() == []


def test_a_kind_for_which_nothing_is_promised_has_no_draw(desk: Desk) -> None:
    """`callback.rate.other` is the supervisor's to set, and courtesy calls are off until a pack wants them."""
    desk.finish(kind="inquiry")
    assert desk.draws() == []
    desk.rate("callback.rate.other", 5000)
    desk.rate("callback.courtesy.rate", WHOLE)
    desk.finish(kind="inquiry")
    assert {(draw["programme"], draw["kind"]) for draw in desk.draws()} == {("verify", "other"), ("courtesy", "other")}


def test_a_new_rate_holds_from_the_next_enrolment(desk: Desk) -> None:
    desk.finish()
    desk.rate("callback.rate.repair", WHOLE)
    desk.finish()
    assert [row["rate_bp"] for row in desk.rows(desk.draw())] == [3000, WHOLE]
    assert desk.draw()["due"] == 2


def test_a_repair_is_called_back_on_the_days_after(desk: Desk) -> None:
    """CB-01: from one day after it was finished, within two."""
    desk.finish()
    [row] = desk.rows(desk.draw())
    assert (row["callable_from"], row["callable_until"]) == ("2026-11-22T16:00:00Z", "2026-11-24T15:59:59Z")


def test_what_is_told_late_is_counted_from_then(desk: Desk) -> None:
    case = desk.api.hear(desk.handler, desk.town, kind="complaint", contact={"heard_at": "2026-11-22T02:00:00Z"})
    desk.api.act(desk.handler, case, "finish", result="已处理", at="2026-11-22T03:00:00Z")
    desk.settle_down()
    [row] = desk.rows(desk.draw())
    assert row["callable_from"] == row["enrolled_at"] == "2026-11-22T08:00:00Z"


def test_a_reopened_case_is_superseded_and_its_next_finish_enrols_anew(desk: Desk) -> None:
    callback = desk.drawn()
    case = desk.api.get(f"/cases/{callback['case']['id']}", desk.handler).json()
    assert desk.api.act(desk.handler, case, "reopen", reason="住户称仍漏水").status_code == 200
    desk.settle_down()
    assert [row["state"] for row in desk.callbacks()] == ["superseded"]
    assert desk.api.act(desk.handler, case, "finish", result="重新处理").status_code == 200
    desk.settle_down()
    desk.cut()
    outcomes = [(row["outcome"], row["gone_cut"]) for row in desk.rows(desk.draw(programme="verify"))]
    assert outcomes == [("superseded", 2), ("lot", None), ("short", None)], "of two to be called one is left"
    assert sorted(row["round"] for row in desk.callbacks()) == [1, 2]


def test_a_voided_case_stays_in_the_population_marked(desk: Desk) -> None:
    case = desk.finish()
    assert desk.api.act(desk.supervisor, case, "void", reason="重复登记").status_code == 200
    desk.settle_down()
    desk.cut()
    draw = desk.draw()
    row, short = desk.rows(draw)
    assert (row["outcome"], row["gone_cut"], draw["population"], draw["due"]) == ("voided", 1, 1, 1)
    assert (short["outcome"], short["subject_id"], draw["short"]) == ("short", None, 1), "nobody is left to be called"


def test_an_hour_in_which_nothing_happened_leaves_no_cut(desk: Desk) -> None:
    desk.finish()
    for _ in range(3):
        desk.cut()
    assert [cut["no"] for cut in desk.draw()["cuts"]] == [1]


def test_another_month_is_another_draw(desk: Desk) -> None:
    desk.finish()
    desk.api.clock.advance(days=20)
    desk.finish()
    assert sorted(draw["period"] for draw in desk.draws()) == ["2026-11", "2026-12"]


def test_a_part_is_asked_about_with_its_whole(desk: Desk) -> None:
    whole = desk.api.hear(desk.handler, desk.town)
    parts = [{"category": "plumbing", "to_post_id": desk.town.reception, "title": "换阀门"}]
    answer = desk.api.act(desk.handler, whole, "split", parts=parts)
    assert answer.status_code == 200, answer.text
    [part] = answer.json()["parts"]
    assert desk.api.post(f"/cases/{part['id']}/finish", desk.handler, {"result": "已换"}).status_code == 200
    desk.settle_down()
    desk.settle_down()
    assert [row["subject_id"] for row in desk.rows(desk.draw())] == [whole["id"]]


def test_of_complaints_some_are_visited_by_a_second_draw(desk: Desk) -> None:
    """By the same turn of the clock, though their draw was opened by it: nobody calls before it is known."""
    desk.rate("callback.rate.complaint.home_visit", WHOLE)
    desk.drawn()
    assert [row["method"] for row in desk.callbacks()] == ["home_visit"]
    assert desk.draw(programme="home_visit")["drawn"] == 1


# ---------------------------------------------------------------- settled, and recomputed by an outsider


def settled(desk: Desk) -> tuple[dict[str, Any], Rows]:
    """A month with everything in it: other rates, reopened and voided ones, some nobody can call or reach."""
    desk.rate("callback.rate.repair", 4000)
    for number in range(12):
        person = {"anonymous": True} if number % 5 == 4 else {"name": "王女士", "phone": "19900001234"}
        case = desk.finish(contact={"person": person})
        if number == 2:
            desk.api.act(desk.handler, case, "reopen", reason="还在漏")
        if number == 3:
            desk.api.act(desk.supervisor, case, "void", reason="重复")
        if number == 6:
            desk.rate("callback.rate.repair", 2500)
        desk.settle_down()
        desk.cut(hours=1 + number % 3)
    for _ in range(16):
        desk.cut(hours=24)
    return desk.draw(kind="repair"), desk.rows(desk.draw(kind="repair"))


def test_a_settled_draw_is_recomputed_by_an_outsider(desk: Desk) -> None:
    draw, rows = settled(desk)
    assert draw["settled_at"]
    assert len(draw["seed"]) == 64
    outcomes = {row["outcome"] for row in rows}
    assert outcomes >= {"not_drawn", "not_callable", "superseded", "voided"}
    assert outcomes & DRAWN
    assert verifier().verify(draw, rows) == []
    for name, forge in FORGERIES.items():
        forged = [dict(row) for row in rows]
        forge(forged)
        assert verifier().verify(draw, forged), f"{name} was not seen"


def test_the_script_ends_as_its_page_says(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silent and 0 where everything holds, the names of what does not; a draw that still runs is told as such."""
    known = json.loads(SETTLED.read_text("utf-8"))
    draw, rows = known["draw"], known["rows"]
    assert ended(monkeypatch, draw, rows) in (None, 0)
    wrong = ended(monkeypatch, draw, [row for row in rows if row["seq"] != 1])
    assert "rows" in str(wrong).splitlines()
    desk.finish()
    running = desk.draw()
    assert ended(monkeypatch, running, desk.rows(running)) == "not settled yet"


def ended(monkeypatch: pytest.MonkeyPatch, draw: dict[str, Any], rows: Rows) -> object:
    """What `docs/verify_draw.py` ends with when these are what a server answers."""

    def answer(asked: httpx.Request) -> httpx.Response:
        page = {"data": rows, "next_cursor": None, "has_more": False}
        return httpx.Response(200, json=page if asked.url.path.endswith("/rows") else draw)

    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "http://house.test", "token", draw["id"]])
    with monkeypatch.context() as here, pytest.raises(SystemExit) as end:  # noqa: PT012
        here.setattr(httpx, "Client", partial(httpx.Client, transport=httpx.MockTransport(answer)))
        runpy.run_path(str(SCRIPT), run_name="__main__")
    return end.value.code


def swap(rows: Rows) -> None:
    one, other = first(rows, "not_drawn"), first(rows, *DRAWN)
    for field in ("subject_id", "ticket"):
        one[field], other[field] = other[field], one[field]


def drop(rows: Rows) -> None:
    rows.remove(first(rows, "not_drawn"))


def add(rows: Rows) -> None:
    last = rows[-1]
    rows.append({**last, "seq": last["seq"] + 1, "subject_id": "01980000-0000-7000-8000-000000000009"})


def reorder(rows: Rows) -> None:
    rows[0], rows[1] = rows[1], rows[0]


def spare(rows: Rows) -> None:
    """Somebody who was drawn is told as if they had not been."""
    first(rows, *DRAWN).update(outcome="not_drawn", drawn_cut=None)


def change_rate(rows: Rows) -> None:
    first(rows, "not_drawn")["rate_bp"] -= 1


def postpone(rows: Rows) -> None:
    first(rows, "not_drawn")["callable_until"] = "2026-12-31T15:59:59Z"


def excuse(rows: Rows) -> None:
    first(rows, "not_drawn").update(reason="refused", ticket=None)


def first(rows: Rows, *outcomes: str) -> dict[str, Any]:
    return next(row for row in rows if row["outcome"] in outcomes)


FORGERIES: dict[str, Callable[[Rows], None]] = {
    forge.__name__: forge for forge in (swap, drop, add, reorder, spare, change_rate, postpone, excuse)
}


def test_after_downtime_one_cut_decides_on_all_that_came_in(desk: Desk) -> None:
    for _ in range(7):
        desk.finish(kind="complaint")
    desk.cut(hours=30)
    draw = desk.draw(programme="verify")
    assert (draw["due"], draw["drawn"], len(draw["cuts"])) == (7, 7, 1)


def test_nothing_but_a_permission_shows_a_draw(desk: Desk, api: Api) -> None:
    desk.finish()
    draw = desk.draw()
    stranger = Desk.open(api).supervisor
    assert api.get(f"/callback-draws/{draw['id']}", stranger).status_code == 404
    assert api.get(f"/callback-draws/{draw['id']}/rows", stranger).status_code == 404
    assert api.get("/callback-draws", stranger).json()["data"] == []
    assert api.get("/callback-draws", api.staff("engineer", desk.town)).status_code == 403


def test_the_draw_the_screens_are_tested_with_is_one_of_ours() -> None:
    known = json.loads(SETTLED.read_text("utf-8"))
    assert verifier().verify(known["draw"], known["rows"]) == []
