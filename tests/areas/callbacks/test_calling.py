"""Who calls, when, what came of it, and what happens to a bad answer."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from shouwen.areas.callbacks.draw import WHOLE
from tests.areas.callbacks.desk import GOOD, Desk
from tests.support.api import Api, request


@pytest.fixture
def desk(shared_api: Api) -> Desk:
    return Desk.open(shared_api)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def fields(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [error["pointer"] for error in answer.json()["errors"]]


def promises(desk: Desk, case_id: str, key: str) -> list[dict[str, Any]]:
    answer = desk.api.get("/commitments", desk.supervisor, params={"subject_id": case_id, "key": key})
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


# ---------------------------------------------------------------- who calls


def test_somebody_of_the_desk_calls_who_did_not_do_the_work(desk: Desk) -> None:
    callback = desk.drawn()
    assert callback["state"] == "assigned"
    assert callback["caller"]["id"] in {str(one.id) for one in desk.callers}
    assert callback["number"].startswith("HF202611-")


def test_the_load_is_spread(desk: Desk) -> None:
    for _ in range(6):
        desk.finish(kind="complaint")
    desk.cut()
    assert set(Counter(one["caller"]["id"] for one in desk.callbacks()).values()) == {3}


def test_whoever_is_away_is_not_asked(desk: Desk) -> None:
    away, there = desk.callers
    answer = desk.api.post("/absences", away, {"staff_id": away.id, "reason_key": "leave"})
    assert answer.status_code == 201
    for _ in range(3):
        desk.finish(kind="complaint")
    desk.cut()
    assert {one["caller"]["id"] for one in desk.callbacks()} == {str(there.id)}


def test_a_major_complaint_is_the_manager_s_to_arrange(desk: Desk) -> None:
    callback = desk.drawn(severity="major")
    assert callback["caller"]["id"] == str(desk.manager.id)


def test_a_complaint_about_a_department_is_called_back_by_its_head_with_somebody_of_the_desk(desk: Desk) -> None:
    head = desk.api.staff("supervisor", desk.town)
    post = desk.api.post(
        "/posts",
        desk.manager,
        {"community_id": desk.town.id, "name": "工程主管", "department_id": desk.town.engineering},
    ).json()
    desk.api.put_on_post(head, desk.town, UUID(post["id"]))
    callback = desk.drawn(complaint={"class": "property", "about_department_id": desk.town.engineering})
    assert callback["caller"]["id"] == str(head.id)
    assert callback["companion"]["id"] in {str(one.id) for one in desk.callers}


def test_it_is_given_to_somebody_else_but_never_to_the_handler(desk: Desk) -> None:
    callback = desk.drawn()
    assert code(desk.say(desk.supervisor, callback, "assign", caller_id=desk.handler.id)) == (
        403,
        "callbacks.by_handler",
    )
    stranger = Desk.open(desk.api).supervisor
    assert fields(desk.say(desk.supervisor, callback, "assign", caller_id=stranger.id)) == ["/caller_id"]
    assert code(desk.say(desk.callers[0], callback, "assign", caller_id=desk.callers[0].id)) == (403, "house.forbidden")
    given = desk.say(desk.supervisor, callback, "assign", caller_id=desk.supervisor.id)
    assert given.json()["caller"]["id"] == str(desk.supervisor.id)
    [promise] = promises(desk, callback["case"]["id"], "complaint.callback.window")
    assert promise["responsible"]["id"] == str(desk.supervisor.id)


def test_whoever_is_named_can_really_call(desk: Desk) -> None:
    """An engineer sees only what is theirs: a call that was given to them is. A cashier makes no calls."""
    callback = desk.drawn()
    engineer, cashier = desk.api.staff("engineer", desk.town), desk.api.staff("cashier", desk.town)
    assert desk.api.get(f"/callbacks/{callback['id']}", engineer).status_code == 404
    refused = desk.say(desk.supervisor, callback, "assign", caller_id=cashier.id)
    assert code(refused) == (422, "callbacks.cannot_call")
    assert fields(refused) == ["/caller_id"]
    companion = desk.say(desk.supervisor, callback, "assign", caller_id=engineer.id, companion_id=cashier.id)
    assert fields(companion) == ["/companion_id"]
    assert desk.say(desk.supervisor, callback, "assign", caller_id=engineer.id).status_code == 200
    assert desk.api.get(f"/cases/{callback['case']['id']}", engineer).status_code == 200
    assert desk.say(engineer, callback, "reveal", reason="call_back").status_code == 200
    assert desk.say(engineer, callback, "attempt", outcome="answered").status_code == 200
    assert desk.say(engineer, callback, "record", **GOOD).json()["state"] == "recorded"


def test_a_head_who_may_not_call_is_passed_over_for_somebody_of_the_desk(desk: Desk) -> None:
    head = desk.api.staff("cashier", desk.town)
    post = {"community_id": desk.town.id, "name": "工程主管", "department_id": desk.town.engineering}
    made = desk.api.post("/posts", desk.manager, post).json()
    desk.api.put_on_post(head, desk.town, UUID(made["id"]))
    callback = desk.drawn(complaint={"class": "property", "about_department_id": desk.town.engineering})
    assert callback["caller"]["id"] in {str(one.id) for one in desk.callers}


# ---------------------------------------------------------------- the call


def test_a_drawn_callback_is_a_promise_and_the_case_waits_for_it(desk: Desk) -> None:
    callback = desk.drawn()
    case = desk.api.get(f"/cases/{callback['case']['id']}", desk.handler).json()
    refused = desk.api.act(desk.handler, case, "close", version=case["version"])
    assert code(refused) == (409, "cases.promise_blocks")
    [closing] = [action for action in case["actions"] if action["action"] == "close"]
    assert (closing["allowed"], "抽中的回访" in closing["reason"]["message"]) == (False, True)
    [promise] = promises(desk, case["id"], "complaint.callback.window")
    assert (promise["state"], promise["due_at"]) == ("open", callback["due_at"])
    assert desk.answered(callback).json()["state"] == "recorded"
    [promise] = promises(desk, case["id"], "complaint.callback.window")
    assert promise["state"] == "kept"
    closed = desk.api.act(desk.handler, case, "close", version=case["version"])
    assert closed.status_code == 200, closed.text


def test_late_is_late(desk: Desk) -> None:
    callback = desk.drawn()
    desk.cut(hours=24 * 4)
    late = desk.answered(callback)
    assert late.json()["state"] == "recorded"
    [promise] = promises(desk, callback["case"]["id"], "complaint.callback.window")
    assert promise["state"] == "late"
    [row] = [row for row in desk.rows(desk.draw(programme="verify")) if row["subject_id"]]
    assert row["gone_cut"], "for the draw it was not done in its window"


def test_nobody_calls_before_the_window(desk: Desk) -> None:
    desk.rate("callback.rate.repair", WHOLE)
    callback = desk.drawn(kind="repair")
    who = desk.caller_of(callback)
    assert code(desk.say(who, callback, "attempt", outcome="answered")) == (409, "callbacks.too_early")
    assert code(desk.say(who, callback, "reveal", reason="call_back")) == (409, "callbacks.too_early")
    assert code(desk.say(who, callback, "record", **GOOD)) == (409, "callbacks.too_early")
    desk.api.clock.at = datetime.fromisoformat(callback["callable_from"])
    assert desk.answered(callback).status_code == 200


def test_what_was_said_is_recorded_after_a_call_and_once(desk: Desk) -> None:
    callback = desk.drawn()
    who = desk.caller_of(callback)
    assert code(desk.say(who, callback, "record", **GOOD)) == (409, "callbacks.no_attempt")
    other = next(one for one in desk.callers if one.id != who.id)
    assert code(desk.say(other, callback, "attempt", outcome="busy")) == (403, "callbacks.not_caller")
    assert code(desk.say(desk.handler, callback, "attempt", outcome="busy")) == (403, "callbacks.by_handler")
    assert desk.answered(callback).status_code == 200
    assert code(desk.say(who, callback, "record", **GOOD)) == (409, "callbacks.not_now")
    stranger = Desk.open(desk.api).callers[0]
    assert desk.say(stranger, callback, "record", **GOOD).status_code == 404
    assert desk.say(stranger, callback, "suggest", no=1).status_code == 404


def test_a_case_voided_after_the_draw_stays_in_it_and_nobody_calls_any_more(desk: Desk) -> None:
    callback = desk.drawn()
    case = desk.api.get(f"/cases/{callback['case']['id']}", desk.supervisor).json()
    assert desk.api.act(desk.supervisor, case, "void", reason="重复登记").status_code == 200
    desk.settle_down()
    desk.cut()
    who = desk.caller_of(callback)
    assert [one["state"] for one in desk.callbacks()] == ["superseded"]
    assert code(desk.say(who, callback, "attempt", outcome="answered")) == (409, "callbacks.not_now")
    [row] = [row for row in desk.rows(desk.draw(programme="verify")) if row["subject_id"]]
    assert (row["outcome"], row["drawn_cut"], row["gone_cut"]) == ("voided", 1, 2)
    [promise] = promises(desk, case["id"], "complaint.callback.window")
    assert promise["state"] == "waived"


def test_of_two_records_sent_at_once_one_stands(desk: Desk) -> None:
    callback = desk.drawn()
    who = desk.caller_of(callback)
    desk.say(who, callback, "attempt", outcome="answered")
    path = f"/callbacks/{callback['id']}/record"
    answers = desk.api.at_once([request("POST", path, who, body=GOOD) for _ in range(4)])
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(desk.api.get(f"/callbacks/{callback['id']}", who).json()["answers"]) == 1


def test_the_number_is_shown_to_whoever_calls_and_that_is_journalled(desk: Desk) -> None:
    callback = desk.drawn()
    who = desk.caller_of(callback)
    assert desk.say(who, callback, "reveal", reason="call_back").json() == {"phone": "19900001234"}
    told = desk.api.events("callbacks.phone_revealed")[-1]
    assert (told.actor_id, told.detail["callback_id"]) == (who.id, callback["id"])
    assert "19900001234" not in str(told.detail)


def test_an_appointment_is_a_promise_of_its_own(desk: Desk) -> None:
    callback = desk.drawn()
    who, now = desk.caller_of(callback), desk.api.clock.now()
    assert fields(desk.say(who, callback, "attempt", outcome="appointed")) == ["/next_at"]
    gone = (now - timedelta(hours=1)).isoformat()
    assert fields(desk.say(who, callback, "attempt", outcome="appointed", next_at=gone)) == ["/next_at"]
    assert fields(desk.say(who, callback, "attempt", outcome="busy", next_at=gone)) == ["/next_at"]
    for hours in (2, 5):
        at = (desk.api.clock.now() + timedelta(hours=hours)).isoformat()
        made = desk.say(who, callback, "attempt", outcome="appointed", next_at=at)
        assert made.status_code == 200, made.text
        desk.api.clock.advance(hours=1)
    desk.api.clock.advance(hours=9)
    assert desk.say(who, callback, "attempt", outcome="answered").status_code == 200
    rows = promises(desk, callback["case"]["id"], "promise.reply")
    assert sorted(row["state"] for row in rows) == ["kept", "late"]


def test_for_one_nobody_reaches_another_is_drawn_only_by_the_rule(desk: Desk) -> None:
    """`callback.replace.attempts` on `callback.replace.days` days."""
    desk.rate("callback.rate.help", 1)
    for _ in range(4):
        desk.finish(kind="help")
    desk.cut()
    [callback] = desk.callbacks(kind="help")
    who = desk.caller_of(callback)
    for _ in range(3):
        desk.say(who, callback, "attempt", outcome="no_answer")
    desk.cut()
    assert len(desk.callbacks(kind="help")) == 1, "three on one day are not enough"
    desk.api.clock.advance(hours=20)
    desk.say(who, callback, "attempt", outcome="no_answer")
    desk.cut()
    assert Counter(one["state"] for one in desk.callbacks(kind="help")) == {"replaced": 1, "assigned": 1}
    outcomes = Counter(row["outcome"] for row in desk.rows(desk.draw(kind="help")))
    assert outcomes["replacement"] == 1
    [promise] = promises(desk, callback["case"]["id"], "help.callback.window")
    assert promise["state"] == "waived", "the case need not wait for it"


def test_one_who_refuses_is_not_called_again(desk: Desk) -> None:
    callback = desk.drawn()
    desk.say(desk.caller_of(callback), callback, "attempt", outcome="refused")
    desk.cut()
    assert desk.api.get(f"/callbacks/{callback['id']}", desk.supervisor).json()["state"] == "short"
    assert desk.draw(programme="verify")["short"] == 1


# ---------------------------------------------------------------- a bad answer, and the review


@pytest.mark.parametrize("bad", [{"satisfaction": "poor"}, {"irregular_charge": True}], ids=["dissatisfied", "charged"])
def test_a_bad_answer_goes_back_into_the_complaint_procedure_once(desk: Desk, bad: dict[str, Any]) -> None:
    callback = desk.drawn()
    failed = desk.answered(callback, **bad, shortcomings="师傅没有收拾干净").json()
    assert failed["state"] == "failed"
    raised = desk.api.get(f"/cases/{failed['raised_case_id']}", desk.manager).json()
    assert (raised["kind"], raised["detail"]) == ("complaint", "师傅没有收拾干净")
    assert raised["contacts"][0]["channel"] == "callback"
    assert [one["id"] for one in raised["related"]] == [callback["case"]["id"]]
    reviewed = desk.say(desk.supervisor, callback, "review", comment="须重新处理", passed=False).json()
    assert (reviewed["state"], reviewed["raised_case_id"]) == ("failed", failed["raised_case_id"])


def test_whoever_reviews_is_another_and_may_say_no(desk: Desk) -> None:
    callback = desk.drawn()
    given = desk.say(desk.supervisor, callback, "assign", caller_id=desk.supervisor.id).json()
    assert desk.answered(given).status_code == 200
    assert code(desk.say(desk.supervisor, callback, "review", comment="可", passed=True)) == (
        403,
        "callbacks.own_record",
    )
    failed = desk.say(desk.manager, callback, "review", comment="记录不实", passed=False).json()
    assert (failed["state"], failed["answers"][0]["passed"]) == ("failed", False)
    assert desk.api.get(f"/cases/{failed['raised_case_id']}", desk.manager).json()["detail"] == "记录不实"
    assert code(desk.say(desk.manager, callback, "review", comment="再看", passed=True)) == (
        409,
        "callbacks.nothing_to_review",
    )


def test_a_second_opinion_is_a_second_record_and_nothing_is_overwritten(desk: Desk) -> None:
    callback = desk.drawn()
    who = desk.caller_of(callback)
    desk.answered(callback)
    desk.say(desk.supervisor, callback, "review", comment="完整", passed=True)
    assert code(desk.say(who, callback, "second-opinion", **GOOD)) == (403, "callbacks.second_by_the_same")
    again = desk.say(desk.manager, callback, "second-opinion", **(GOOD | {"quality": "fair"})).json()
    assert [(one["no"], one["quality"], one["passed"]) for one in again["answers"]] == [
        (1, "good", True),
        (2, "fair", None),
    ]
    assert again["state"] == "recorded"
    done = desk.say(desk.supervisor, callback, "review", comment="一致", passed=True).json()
    assert (done["state"], [one["passed"] for one in done["answers"]]) == ("reviewed", [True, True])


def test_what_was_suggested_becomes_a_case_in_one_step_and_once(desk: Desk) -> None:
    callback = desk.drawn()
    who = desk.caller_of(callback)
    assert code(desk.say(who, callback, "suggest", no=1)) == (409, "callbacks.not_now")
    desk.answered(callback, suggestion="上门前请先打电话")
    assert code(desk.say(who, callback, "suggest", no=2)) == (409, "callbacks.nothing_suggested")
    [answer] = desk.say(who, callback, "suggest", no=1).json()["answers"]
    made = desk.api.get(f"/cases/{answer['suggestion_case_id']}", who).json()
    assert (made["kind"], made["title"], made["detail"]) == ("suggestion", "上门前请先打电话", "上门前请先打电话")
    assert made["contacts"][0]["channel"] == "callback"
    assert [one["id"] for one in made["related"]] == [callback["case"]["id"]]
    assert desk.api.events("callbacks.suggested")[-1].detail["case_id"] == made["id"]
    assert code(desk.say(who, callback, "suggest", no=1)) == (409, "callbacks.nothing_suggested")


def test_without_a_suggestion_there_is_nothing_to_make_a_case_of(desk: Desk) -> None:
    callback = desk.drawn()
    desk.answered(callback)
    assert code(desk.say(desk.caller_of(callback), callback, "suggest", no=1)) == (409, "callbacks.nothing_suggested")


def test_a_visit_is_signed(desk: Desk) -> None:
    callback = desk.drawn()
    who = desk.caller_of(callback)
    desk.say(who, callback, "attempt", outcome="answered")
    assert fields(desk.say(who, callback, "record", **(GOOD | {"method": "home_visit"}))) == ["/signature_file_id"]
    unknown = GOOD | {"method": "home_visit", "signature_file_id": "01980000-0000-7000-8000-000000000001"}
    assert fields(desk.say(who, callback, "record", **unknown)) == ["/signature_file_id"]


def test_what_may_be_said_is_told_with_the_reason(desk: Desk) -> None:
    callback = desk.drawn()
    seen = desk.api.get(f"/callbacks/{callback['id']}", desk.caller_of(callback)).json()
    actions = {one["action"]: one.get("reason", {}).get("code") for one in seen["actions"]}
    assert actions == {
        "reveal": None,
        "attempt": None,
        "record": "callbacks.no_attempt",
        "second_opinion": "callbacks.not_now",
        "suggest": "callbacks.not_now",
    }


def test_the_list_is_filtered_and_stays_in_reach(desk: Desk) -> None:
    callback = desk.drawn()
    assert [one["id"] for one in desk.callbacks(state="assigned", kind="complaint", method="home_visit")] == [
        callback["id"]
    ]
    assert desk.callbacks(state="recorded") == []
    assert desk.callbacks(**{"due_at.lt": desk.api.clock.now().isoformat()}) == []
    stranger = Desk.open(desk.api)
    assert stranger.api.get("/callbacks", stranger.supervisor).json()["data"] == []
    assert desk.api.get(f"/callbacks/{callback['id']}", stranger.supervisor).status_code == 404


# ---------------------------------------------------------------- the numbered form


def test_the_form_is_one_paper_as_a_page_and_as_a_pdf(desk: Desk) -> None:
    callback = desk.drawn()
    blank = desk.api.get(f"/callbacks/{callback['id']}/paper", desk.supervisor)
    assert blank.status_code == 200, blank.text
    assert callback["number"] in blank.text
    assert "box ticked" not in blank.text, "to be filled in by hand"
    desk.answered(callback, satisfaction="fair", suggestion="上门前<先>打电话")
    filled = desk.api.get(f"/callbacks/{callback['id']}/paper", desk.supervisor).text
    assert "上门前&lt;先&gt;打电话" in filled
    assert filled.count("box ticked") == 5, "four grades and the charge"
    kept = desk.api.get(f"/callbacks/{callback['id']}/paper?format=pdf", desk.supervisor)
    assert (kept.status_code, kept.headers["content-type"]) == (200, "application/pdf")
    stranger = Desk.open(desk.api).supervisor
    assert desk.api.get(f"/callbacks/{callback['id']}/paper", stranger).status_code == 404
