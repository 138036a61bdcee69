"""The ledger of warranty defects, on both databases: from dispatch to the callback, counted and given out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from shouwen.areas.cases import reactions  # noqa: F401 - says what cases react to
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.rules import OVER, State
from shouwen.areas.cases.warranties import called_back
from shouwen.areas.cases.warranty_rules import DefectStage, DefectVerb, defect_objection, finish_objection
from shouwen.rooms import furniture
from tests.support.api import Api, Caller, Town


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


@dataclass
class Ledger:
    """A town with a warranty case judged at the home, and somebody of the developer's."""

    api: Api
    town: Town
    desk: Caller
    manager: Caller
    party: dict[str, Any]

    def judged(self, size: str = "small", **more: Any) -> dict[str, Any]:
        case = self.api.hear(self.desk, self.town, kind="warranty", **more)
        body = {"valid": True, "size": size, "reason": "属交付遗留"}
        assert self.api.post(f"/cases/{case['id']}/judge-warranty", self.desk, body).status_code == 200
        return case

    def say(self, case: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
        return self.api.post(f"/cases/{case['id']}/defect/{verb}", self.desk, body)

    def must(self, case: dict[str, Any], verb: str, **body: Any) -> dict[str, Any]:
        answer = self.say(case, verb, **body)
        assert answer.status_code == 200, (verb, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    def lines(self, query: str = "") -> list[dict[str, Any]]:
        found = self.api.get(f"/warranty-defects?community_id={self.town.id}&{query}", self.desk)
        assert found.status_code == 200, found.text
        rows: list[dict[str, Any]] = found.json()["data"]
        return rows

    def count(self, by: str) -> list[dict[str, Any]]:
        today = f"{self.api.clock.now():%Y-%m-%d}"
        path = f"/warranty-defects/count?community_id={self.town.id}&from=2026-01-01&to={today}&group_by={by}"
        rows: list[dict[str, Any]] = self.api.get(path, self.desk).json()["data"]
        return rows


@pytest.fixture
def ledger(api: Api) -> Ledger:
    town = api.town()
    desk, manager = api.staff("duty_butler", town), api.staff("manager", town)
    body = {
        "community_id": str(town.id),
        "kind": "developer",
        "company": "开发公司工程部",
        "name": "维保负责人",
        "phone": "13912345678",
    }
    party = api.post("/outside-parties", manager, body)
    assert party.status_code == 201, party.text
    return Ledger(api, town, desk, manager, party.json())


def test_it_goes_through_the_five_stages(ledger: Ledger) -> None:
    case = ledger.judged()
    assert ledger.api.read(ledger.desk, case, "defect").json()["stage"] == "entered"
    sent = ledger.must(case, "dispatch", party_id=ledger.party["id"], text="约定三日内上门")
    assert (sent["stage"], sent["party"]["company"]) == ("dispatched", "开发公司工程部")
    assert ledger.must(case, "track", text="周五到货")["stage"] == "tracked"
    refused = ledger.api.act(ledger.desk, case, "finish", result="说是好了")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.defect_out")
    assert ledger.must(case, "pass")["stage"] == "accepted"
    again = ledger.must(case, "send-back", text="打胶不平")
    assert (again["stage"], again["accepted_at"]) == ("dispatched", None)
    ledger.must(case, "pass", text="业主在场")
    done = ledger.must(case, "write-off", result="已修复")
    assert (done["stage"], [step["verb"] for step in done["steps"]]) == (
        "written_off",
        ["dispatch", "track", "pass", "send-back", "pass"],
    )
    assert ledger.api.read(ledger.desk, case).json()["state"] == "finished"
    with ledger.api.work() as work:
        called_back(work, work.session.get_one(Case, (ledger.town.id, UUID(case["id"]))))
    assert ledger.api.read(ledger.desk, case, "defect").json()["stage"] == "called_back"


def test_validity_is_judged_at_the_home_first(ledger: Ledger) -> None:
    case = ledger.api.hear(ledger.desk, ledger.town, kind="warranty")
    refused = ledger.say(case, "dispatch", party_id=ledger.party["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.no_defect")
    body = {"valid": False, "reason": "人为损坏"}
    ledger.api.post(f"/cases/{case['id']}/judge-warranty", ledger.desk, body)
    assert ledger.say(case, "dispatch", party_id=ledger.party["id"]).json()["code"] == "cases.no_defect"
    assert ledger.lines() == []


def test_what_never_went_out_is_finished_by_ourselves(ledger: Ledger) -> None:
    case = ledger.judged()
    assert ledger.api.act(ledger.desk, case, "finish", result="自行修补").status_code == 200
    assert [line["stage"] for line in ledger.lines()] == ["written_off"]


def test_its_limits_count_working_days_by_size_and_stand_on_the_ledger(ledger: Ledger) -> None:
    small, large = ledger.judged("small"), ledger.judged("large")
    lines = {line["case_id"]: line for line in ledger.lines()}
    assert lines[small["id"]]["due_at"] < lines[large["id"]]["due_at"]
    ledger.api.clock.advance(days=15)
    assert [line["case_id"] for line in ledger.lines("overdue=true")] == [small["id"]]
    assert [line["case_id"] for line in ledger.lines("overdue=false")] == [large["id"]]
    assert [line["size"] for line in ledger.lines("size=large&stage=entered")] == ["large"]
    assert ledger.lines(f"party_id={ledger.party['id']}") == []
    assert [line["number"] for line in ledger.lines(f"q={small['number']}")] == [small["number"]]


def test_the_statistics_are_the_lines_counted(ledger: Ledger) -> None:
    kept, late = ledger.judged("small"), ledger.judged("small")
    ledger.judged("large")
    ledger.must(kept, "dispatch", party_id=ledger.party["id"])
    ledger.must(kept, "pass")
    ledger.must(kept, "write-off", result="已修复")
    ledger.api.clock.advance(days=15)
    by_size = {row["size"]: row for row in ledger.count("size")}
    small = by_size["small"]
    assert [small[name] for name in ("entered", "dispatched", "accepted", "written_off", "called_back")] == [
        2,
        1,
        1,
        1,
        0,
    ]
    assert [small[name] for name in ("in_time", "late", "overdue", "rate")] == [1, 0, 1, 0.5]
    assert (by_size["large"]["entered"], by_size["large"]["rate"]) == (1, None)
    assert ledger.api.act(ledger.desk, late, "finish", result="迟了").status_code == 200
    small = {row["size"]: row for row in ledger.count("size")}["small"]
    assert [small[name] for name in ("in_time", "late", "overdue", "rate")] == [1, 1, 0, 0.5]
    by_party = [(row["party"] and row["party"]["company"], row["entered"]) for row in ledger.count("party")]
    assert sorted(by_party, key=repr) == [("开发公司工程部", 1), (None, 2)]


def test_a_number_is_masked_until_it_is_asked_for_with_a_reason(ledger: Ledger) -> None:
    assert ledger.party["phone"] == "139****5678"
    path = f"/outside-parties/{ledger.party['id']}"
    assert ledger.api.get(path, ledger.desk).json()["phone"] == "139****5678"
    shown = ledger.api.post(f"{path}/reveal", ledger.manager, {"reason": "call_back"})
    assert shown.json() == {"phone": "13912345678"}
    assert [row.detail["reason"] for row in ledger.api.events("cases.party_phone_revealed")][-1] == "call_back"
    assert ledger.api.send("PATCH", path, ledger.desk, body={"name": "李工"}, version=1).status_code == 403
    changed = ledger.api.send("PATCH", path, ledger.manager, body={"phone": None, "ended": True}, version=1)
    assert (changed.status_code, changed.json()["phone"]) == (200, None)
    none = ledger.api.post(f"{path}/reveal", ledger.manager, {"reason": "call_back"})
    assert (none.status_code, none.json()["code"]) == (409, "cases.party_without_phone")
    case = ledger.judged()
    ended = ledger.say(case, "dispatch", party_id=ledger.party["id"])
    assert (ended.status_code, ended.json()["code"]) == (409, "cases.party_ended")
    present = ledger.api.get(f"/outside-parties?community_id={ledger.town.id}&present=true", ledger.desk)
    assert present.json()["data"] == []


def test_nothing_of_it_reaches_the_resident(ledger: Ledger) -> None:
    me = ledger.api.resident(ledger.town)
    case = ledger.api.hear(
        me, ledger.town, kind="warranty", contact={"channel": "app", "words": "墙面开裂", "person": {}}
    )
    body = {"valid": True, "size": "small", "reason": "内部口径不得外传"}
    assert ledger.api.post(f"/cases/{case['id']}/judge-warranty", ledger.desk, body).status_code == 200
    ledger.must(case, "dispatch", party_id=ledger.party["id"], text="内部口径不得外传")
    ledger.must(case, "track", text="内部口径不得外传")
    ledger.api.seal()
    for path in ("", "/notes", "/contacts"):
        told = ledger.api.get(f"/cases/{case['id']}{path}", me)
        assert "内部口径" not in told.text, path
        assert "开发公司工程部" not in told.text, path
    assert "defect" not in ledger.api.get("/events", me).text
    for path in (
        f"/cases/{case['id']}/defect",
        "/warranty-defects",
        "/outside-parties",
        f"/cases/{case['id']}/work-order",
    ):
        assert ledger.api.get(path, me).status_code == 403, path


def test_a_party_of_another_town_is_unknown(ledger: Ledger) -> None:
    elsewhere = ledger.api.town()
    boss = ledger.api.staff("manager", elsewhere)
    body = {"community_id": str(elsewhere.id), "kind": "supplier", "company": "别处", "name": "别人"}
    theirs = ledger.api.post("/outside-parties", boss, body).json()
    refused = ledger.say(ledger.judged(), "dispatch", party_id=theirs["id"])
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/party_id")
    assert ledger.api.get(f"/outside-parties/{theirs['id']}", ledger.desk).status_code == 404
    foreign = ledger.api.post("/outside-parties", ledger.manager, body)
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "/community_id")


@pytest.mark.parametrize("stage", list(DefectStage))
@pytest.mark.parametrize("verb", list(DefectVerb))
def test_the_rules_say_where_each_verb_fits(verb: DefectVerb, stage: DefectStage) -> None:
    fits = {
        DefectVerb.DISPATCH: {"entered", "dispatched", "tracked"},
        DefectVerb.TRACK: {"dispatched", "tracked"},
        DefectVerb.PASS: {"dispatched", "tracked"},
        DefectVerb.SEND_BACK: {"dispatched", "tracked", "accepted"},
        DefectVerb.WRITE_OFF: {"accepted"},
    }
    assert (defect_objection(verb, stage, State.OWNED) is None) == (stage in fits[verb])
    assert all(defect_objection(verb, stage, over) is not None for over in OVER)
    assert (finish_objection(stage) is None) == (stage not in {"dispatched", "tracked"})


def test_what_was_out_and_came_back_another_day_may_be_recorded_late(ledger: Ledger) -> None:
    case = ledger.judged()
    ledger.must(case, "dispatch", party_id=ledger.party["id"])
    early = ledger.api.clock.now() - timedelta(days=1)
    refused = ledger.say(case, "pass", at=early.isoformat())
    assert refused.status_code == 422


def test_the_ledger_is_given_out_as_a_spreadsheet(ledger: Ledger) -> None:
    furniture("reactions")
    case = ledger.judged()
    ledger.must(case, "dispatch", party_id=ledger.party["id"])
    body = {"community_id": str(ledger.town.id), "type": "defects", "format": "csv"}
    asked = ledger.api.post("/exports", ledger.manager, body)
    assert asked.status_code == 202, asked.text
    ledger.api.seal()
    ledger.api.do_jobs()
    done = ledger.api.get(f"/operations/{asked.json()['id']}", ledger.manager).json()
    sheet = ledger.api.get(f"/files/{done['file_id']}/content", ledger.manager).content.decode("utf-8-sig")
    assert case["number"] in sheet
    assert "开发公司工程部" in sheet
