"""The papers of a case, on both databases: work order, slip, fault analysis report (RP-09, CP-24, FR-14)."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from shouwen.areas.cases.rules import Kind, Severity, is_fault
from shouwen.core.catalogue.register import form
from tests.support.api import Api, Caller, Town

ANALYSED: dict[str, Any] = {
    "result": "更换水泵轴承，供水恢复",
    "cause": "轴承磨损",
    "preventive_measure": "每月检查水泵",
}


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def printed(api: Api, who: Caller, case: dict[str, Any], paper: str, code: str) -> str:
    """A paper as PDF: what it says, without the breaks of its lines. Every sheet of it names its form."""
    answer = api.get(f"/cases/{case['id']}/{paper}?format=pdf", who)
    assert answer.status_code == 200, answer.text
    sheets = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content)]
    assert all(f"表单 {code} 第 {form(code).version} 版" in text for text in sheets)
    return "".join(sheets).replace("\r\n", "")


def incident(api: Api, who: Caller, town: Town, **more: Any) -> dict[str, Any]:
    told = {"words": "抢修中", "places": [{"zone_id": str(town.east)}]}
    return api.hear(who, town, kind="incident", severity="urgent", title="全楼停水", incident=told, **more)


def test_a_work_order_names_whom_to_visit_and_has_room_to_sign(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town, detail="阀门滴水")
    text = printed(api, desk, case, "work-order/paper", "WX-01")
    for words in (
        "维修工作单",
        case["number"],
        "阀门滴水",
        "王女士",
        "199****1234",
        "维修人员（签字）",
        "住户（签字）",
    ):
        assert words in text
    assert "19900001234" not in text
    assert api.act(desk, case, "finish", result="换了阀芯").status_code == 200
    assert "换了阀芯" in printed(api, desk, case, "work-order/paper", "WX-01")


@pytest.mark.parametrize(
    ("kind", "severity", "fault"),
    [
        (Kind.INCIDENT, Severity.NORMAL, True),
        (Kind.REPAIR, Severity.MAJOR, True),
        (Kind.REPAIR, Severity.URGENT, False),
        (Kind.COMPLAINT, Severity.MAJOR, False),
    ],
)
def test_what_a_fault_analysis_is_written_of(kind: Kind, severity: Severity, fault: bool) -> None:
    assert is_fault(kind, severity) is fault


def test_a_fault_is_analysed_when_it_is_over_with_cause_and_measure(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = incident(api, desk, town)
    path = f"/cases/{case['id']}/fault-report/paper"
    assert api.get(path, desk).json()["code"] == "cases.fault_not_analysed"
    api.clock.advance(minutes=200)
    assert api.act(desk, case, "finish", **ANALYSED).status_code == 200
    text = printed(api, desk, case, "fault-report/paper", "GZ-01")
    for words in (
        "故障分析报告",
        case["number"],
        "全楼停水",
        "历时 3 小时 20 分",
        *ANALYSED.values(),
        "审核人（签字）",
    ):
        assert words in text
    manager = api.staff("manager", town)
    assert api.act(manager, case, "reopen", reason="又停了").status_code == 200
    assert api.get(path, desk).json()["code"] == "cases.fault_not_analysed"


def test_only_of_a_fault_and_only_for_staff_who_see_it(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    repair = api.hear(desk, town)
    refused = api.get(f"/cases/{repair['id']}/fault-report/paper", desk)
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.no_fault")
    resident = api.resident(town)
    api.put_on_post(desk, town, town.reception)
    theirs = api.hear(resident, town, contact={"channel": "app", "person": {}})
    assert api.get(f"/cases/{theirs['id']}/fault-report/paper", resident).status_code == 403
    elsewhere = api.staff("duty_butler", api.town())
    assert api.get(f"/cases/{repair['id']}/fault-report/paper", elsewhere).status_code == 404
