"""What came up again is corrected, and the quarter is filed and kept (CB-09, CB-10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from shouwen.areas.callbacks.corrective_rules import CORRECTIVE_LIFE, CorrectiveState, CorrectiveVerb
from shouwen.areas.callbacks.models import Filing, Quarter
from shouwen.areas.callbacks.quarter_rules import first_day, first_day_after, months_of, quarter_before, quarter_of
from shouwen.areas.callbacks.schedules import keep_quarters
from shouwen.core.access.sessions import open_pair
from tests.areas.callbacks.desk import Desk
from tests.areas.callbacks.test_quarter import QUARTER, analysis, at_home
from tests.support.api import Api, Caller, request

NEXT_QUARTER = datetime(2026, 12, 31, 16, tzinfo=UTC)  # midnight in Shanghai
MEASURE = {"measure": "更换立管并加装检修口", "until": "2027-01-31"}


@pytest.fixture
def desk(shared_api: Api) -> Iterator[Desk]:
    """Each in the quarter that they all begin in."""
    now = shared_api.clock.now()
    yield Desk.open(shared_api)
    shared_api.clock.at = now


def the_clock(desk: Desk, to: datetime | None = None) -> None:
    """What the clock does each hour; after a leap in time everybody signs in again."""
    if to is not None:
        desk.api.clock.at = to
        desk.callers = [signed_in(desk, one) for one in desk.callers]
        desk.manager, desk.supervisor = signed_in(desk, desk.manager), signed_in(desk, desk.supervisor)
    with desk.api.work() as work:
        keep_quarters(work)


def signed_in(desk: Desk, who: Caller) -> Caller:
    with desk.api.work() as work:
        return Caller(who.id, who.name, open_pair(work.session, who.id, work.now).access_token)


def a_repeat(desk: Desk) -> list[dict[str, Any]]:
    return [desk.finish(kind="complaint", enrol=False, **at_home(desk, "noise")) for _ in range(2)]


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def promises(desk: Desk, key: str) -> list[dict[str, Any]]:
    asked = {"community_id": str(desk.town.id), "key": key}
    rows: list[dict[str, Any]] = desk.api.get("/commitments", desk.manager, params=asked).json()["data"]
    return rows


def said(desk: Desk, who: Caller, action: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
    return desk.api.post(f"/callback-corrective-actions/{action['id']}/{verb}", who, body)


def file(desk: Desk, who: Caller | None = None, quarter: str = QUARTER) -> httpx.Response:
    return desk.api.post(
        "/callback-quarter/file", who or desk.manager, {"community_id": desk.town.id, "quarter": quarter}
    )


# ---------------------------------------------------------------- the words for it


def test_quarters_follow_each_other_without_a_gap() -> None:
    day = date(2026, 1, 1)
    while day < date(2028, 1, 1):
        name = quarter_of(day)
        assert first_day(name) <= day < first_day_after(name)
        assert f"{day:%Y-%m}" in months_of(name)
        assert (
            quarter_of(first_day_after(name) - timedelta(days=1))
            == name
            == quarter_before(quarter_of(first_day_after(name)))
        )
        day += timedelta(days=1)


def test_whoever_closes_a_corrective_action_has_followed_it_up() -> None:
    assert {(s.value, v.value) for s, v, to in CORRECTIVE_LIFE.rows() if to is CorrectiveState.CLOSED} == {
        ("decided", "follow_up"),
        ("carried_out", "follow_up"),
    }
    assert not any(CORRECTIVE_LIFE.allows(CorrectiveState.CLOSED, verb) for verb in CorrectiveVerb)


# ---------------------------------------------------------------- corrective actions


def test_what_came_up_again_is_opened_once_when_the_quarter_is_over(desk: Desk) -> None:
    cases = a_repeat(desk)
    the_clock(desk)
    assert analysis(desk)["corrective"] == [], "the quarter still runs"
    the_clock(desk, NEXT_QUARTER)
    the_clock(desk)
    [action] = analysis(desk)["corrective"]
    assert (action["state"], action["kind"], action["category"], action["times"]) == ("opened", "complaint", "noise", 2)
    assert [case["id"] for case in action["cases"]] == [case["id"] for case in cases]
    [decision] = promises(desk, "corrective.decide")
    assert (decision["state"], decision["responsible"]["id"]) == ("open", str(desk.manager.id))
    of_case = desk.api.get("/callback-corrective-actions", desk.supervisor, params={"case_id": cases[0]["id"]}).json()
    assert [one["number"] for one in of_case["data"]] == [action["number"]]
    stranger = Desk.open(desk.api)
    assert desk.api.get(f"/callback-corrective-actions/{action['id']}", stranger.manager).status_code == 404
    assert code(said(desk, stranger.manager, action, "decide", **MEASURE, responsible_id=stranger.manager.id))[0] == 404


def heard_late(desk: Desk, category: str, heard_at: datetime) -> dict[str, Any]:
    """A complaint of that time, recorded only now."""
    more = at_home(desk, category)
    contact = more.pop("contact") | {"heard_at": heard_at.isoformat()}
    return desk.api.hear(
        desk.manager, desk.town, kind="complaint", contact=contact, late_reason="值班本昨天才交来", **more
    )


def test_what_is_recorded_after_the_quarter_was_gathered_up_is_opened_as_well_until_it_is_filed(desk: Desk) -> None:
    [first, _] = a_repeat(desk)
    heard_at = desk.api.clock.now()
    the_clock(desk)
    the_clock(desk, NEXT_QUARTER)
    late = [heard_late(desk, "cleaning", heard_at) for _ in range(2)]
    assert {one["category"] for one in analysis(desk)["corrective"]} == {"noise"}
    the_clock(desk)
    the_clock(desk)
    noise, cleaning = analysis(desk)["corrective"]
    assert first["id"] in [case["id"] for case in noise["cases"]]
    assert (cleaning["category"], cleaning["times"], cleaning["state"]) == ("cleaning", 2, "opened")
    assert [case["id"] for case in cleaning["cases"]] == [case["id"] for case in late]
    assert file(desk).status_code == 200
    for _ in range(2):
        heard_late(desk, "parking", heard_at)
    the_clock(desk)
    assert len(analysis(desk)["corrective"]) == 2, "what is filed does not change"


def test_the_manager_decides_somebody_does_it_and_another_looks_whether_it_helped(desk: Desk) -> None:
    a_repeat(desk)
    the_clock(desk)
    the_clock(desk, NEXT_QUARTER)
    [action] = analysis(desk)["corrective"]
    engineer = desk.api.staff("engineer", desk.town)
    body = MEASURE | {"responsible_id": engineer.id}
    assert code(said(desk, desk.supervisor, action, "decide", **body)) == (403, "house.forbidden")
    past = said(desk, desk.manager, action, "decide", **body | {"until": "2026-12-31"})
    assert code(past) == (422, "callbacks.until_past")
    cashier = desk.api.staff("cashier", desk.town)
    refused = said(desk, desk.manager, action, "decide", **body | {"responsible_id": cashier.id})
    assert code(refused) == (422, "callbacks.cannot_carry_out")
    assert code(said(desk, engineer, action, "carry-out", done="做完了"))[0] == 404, "not theirs yet"
    decided = said(desk, desk.manager, action, "decide", **body)
    assert decided.status_code == 200, decided.text
    assert (decided.json()["state"], decided.json()["responsible"]["id"]) == ("decided", str(engineer.id))
    assert code(said(desk, desk.manager, action, "decide", **body)) == (409, "callbacks.not_now")
    assert promises(desk, "corrective.decide")[0]["state"] == "kept"
    [measure], [look] = promises(desk, "corrective.measure"), promises(desk, "corrective.follow_up")
    assert (measure["due_at"], measure["responsible"]["id"]) == ("2027-01-31T15:59:59Z", str(engineer.id))
    assert look["due_at"] == "2027-02-28T15:59:59Z"
    early = said(desk, desk.supervisor, action, "follow-up", effective=True, finding="没有再发生")
    assert code(early) == (409, "callbacks.not_carried_out")
    assert code(said(desk, desk.supervisor, action, "carry-out", done="代办")) == (403, "callbacks.not_responsible")
    assert said(desk, engineer, action, "carry-out", done="立管已更换").json()["state"] == "carried_out"
    closed = said(desk, desk.supervisor, action, "follow-up", effective=True, finding="一个月内没有再发生")
    assert (closed.json()["state"], closed.json()["followed_up_by"]["id"]) == ("closed", str(desk.supervisor.id))
    assert {promises(desk, key)[0]["state"] for key in ("corrective.measure", "corrective.follow_up")} == {"kept"}


def test_one_without_effect_opens_the_next_and_nobody_judges_their_own(desk: Desk) -> None:
    a_repeat(desk)
    the_clock(desk)
    the_clock(desk, NEXT_QUARTER)
    [action] = analysis(desk)["corrective"]
    body = MEASURE | {"responsible_id": desk.supervisor.id}
    assert said(desk, desk.manager, action, "decide", **body).status_code == 200
    own = said(desk, desk.supervisor, action, "follow-up", effective=False, finding="还有噪声")
    assert code(own) == (403, "callbacks.own_measure")
    judged = said(desk, desk.manager, action, "follow-up", effective=False, finding="没有落实")
    assert judged.json()["state"] == "ineffective"
    assert promises(desk, "corrective.measure")[0]["state"] == "missed"
    assert file(desk).status_code == 200
    paper = {"community_id": str(desk.town.id), "quarter": QUARTER}
    page = desk.api.get("/callback-quarter/paper", desk.manager, params=paper)
    assert page.status_code == 200
    assert all(words in page.text for words in (action["number"], "无效果", "待决定", MEASURE["measure"]))
    before, after = analysis(desk)["corrective"]
    assert (before["number"], after["state"], after["follows"]) == (action["number"], "opened", action["number"])
    assert [case["id"] for case in after["cases"]] == [case["id"] for case in action["cases"]]


def test_of_two_decisions_sent_at_once_one_stands(desk: Desk) -> None:
    a_repeat(desk)
    the_clock(desk)
    the_clock(desk, NEXT_QUARTER)
    [action] = analysis(desk)["corrective"]
    body = MEASURE | {"responsible_id": desk.callers[0].id}
    path = f"/callback-corrective-actions/{action['id']}/decide"
    answers = desk.api.at_once([request("POST", path, desk.manager, body=body) for _ in range(3)])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    [measure] = promises(desk, "corrective.measure")
    assert measure["state"] == "open"


def test_of_two_filings_sent_at_once_one_stands(desk: Desk) -> None:
    the_clock(desk)
    the_clock(desk, NEXT_QUARTER)
    body = {"community_id": desk.town.id, "quarter": QUARTER}
    answers = desk.api.at_once([request("POST", "/callback-quarter/file", desk.manager, body=body) for _ in range(3)])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]


# ---------------------------------------------------------------- filing


def test_a_quarter_is_filed_by_the_tenth_and_stays_as_it_was_filed(desk: Desk) -> None:
    first, second = desk.drawn(), desk.drawn()
    desk.answered(first)
    the_clock(desk)
    [promise] = promises(desk, "callback.archive.by_day")
    assert (promise["due_at"], promise["state"]) == ("2027-01-10T15:59:59Z", "open")
    assert analysis(desk)["can_file"] is False
    assert code(file(desk)) == (409, "callbacks.quarter_running")
    assert code(file(desk, quarter="2031-Q1")) == (409, "callbacks.quarter_running"), "it has not even begun"
    paper = {"community_id": str(desk.town.id), "quarter": QUARTER}
    assert code(desk.api.get("/callback-quarter/paper", desk.manager, params=paper)) == (
        409,
        "callbacks.quarter_not_filed",
    )
    the_clock(desk, NEXT_QUARTER)
    assert code(file(desk, desk.callers[0])) == (403, "house.forbidden")
    assert code(file(desk, Desk.open(desk.api).manager)) == (422, "house.reference_unknown")
    filed = file(desk)
    assert filed.status_code == 200, filed.text
    told = filed.json()
    assert (told["filing"]["pages"], told["filing"]["keep_until"]) == (2, "2029-01-01T15:59:59Z")
    assert told["filing"]["filed_by"]["id"] == str(desk.manager.id)
    assert code(file(desk)) == (409, "callbacks.quarter_filed")
    assert promises(desk, "callback.archive.by_day")[0]["state"] == "kept"
    desk.answered(second)  # late, and no longer part of what was filed
    after = analysis(desk)
    assert (after["total"], after["forms"]) == (told["total"], told["forms"])
    assert after["forms"]["pages"] == [first["number"], second["number"]]
    page = desk.api.get("/callback-quarter/paper", desk.manager, params=paper)
    assert page.status_code == 200
    assert all(words in page.text for words in (told["filing"]["number"], "1 / 2", second["number"]))
    pdf = desk.api.get("/callback-quarter/paper", desk.manager, params=paper | {"format": "pdf"})
    assert pdf.content.startswith(b"%PDF")


def test_nothing_changes_or_destroys_what_was_filed_and_after_two_years_it_was_kept(desk: Desk) -> None:
    desk.drawn()
    the_clock(desk)
    the_clock(desk, NEXT_QUARTER)
    assert file(desk).status_code == 200
    mine = Filing.community_id == desk.town.id
    for statement in (sa.update(Filing).where(mine).values(pages=0), sa.delete(Filing).where(mine)):
        with pytest.raises(DBAPIError), desk.api.work() as work:
            work.session.execute(statement)
    assert promises(desk, "retention.callback")[0]["state"] == "open"
    the_clock(desk, datetime(2029, 1, 9, 16, tzinfo=UTC))  # the clock stood still for a week
    [promise] = promises(desk, "retention.callback")
    assert (promise["state"], promise["kept_at"]) == ("kept", "2029-01-01T15:59:59Z")


def test_a_quarter_in_which_something_was_drawn_is_made_up_for_when_nobody_looked_then(desk: Desk) -> None:
    desk.drawn()
    the_clock(desk, NEXT_QUARTER)
    named = desk.api.look(
        lambda session: session.scalars(
            sa.select(Quarter.quarter).where(Quarter.community_id == desk.town.id).order_by(Quarter.quarter)
        ).all()
    )
    assert named == ["2026-Q4", "2027-Q1"]
    assert analysis(desk)["can_file"] is True
