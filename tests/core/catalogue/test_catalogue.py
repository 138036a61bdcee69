"""The register of forms: every paper is in it and every form the sources name, each with what stands for it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import yaml

from shouwen.areas.cases.repair_rules import VisitCheck
from shouwen.core.access.roles import PERMISSIONS
from shouwen.core.catalogue.register import approvals, check_lists, error_kinds, form, named_forms, papers
from tests.core.standards.conftest import ROOT, find_catalogue
from tests.support.api import Api

BACKEND = ROOT / "backend" / "shouwen"
SCREENS = ROOT / "frontend" / "apps" / "staff" / "src" / "routes" / "_console"
SOURCE = re.compile(r"(?:QC|CS|BT|DP|OP)[-\d]*")
CODE = re.compile(r"r\d\d-wkf\d\d")


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


@pytest.fixture(scope="module")
def clauses() -> dict[str, Any]:
    path = find_catalogue()
    if path is None:
        pytest.skip("the clause catalogue is not here: the register is not held against it")
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return read


@pytest.fixture(scope="module")
def rules(clauses: dict[str, Any]) -> dict[str, Any]:
    rows = [row for section in clauses.values() if isinstance(section, list) for row in section]
    return {row["id"]: row for row in rows if isinstance(row, dict) and "rule" in row}


def test_every_sheet_is_a_registered_paper_and_every_paper_has_its_sheet() -> None:
    sheets = {path.relative_to(BACKEND).as_posix() for path in BACKEND.glob("*/*/sheets/*.html")}
    assert Counter(one.template for one in papers().values()) == Counter(sheets)


def test_a_paper_that_is_not_registered_is_not_printed() -> None:
    with pytest.raises(KeyError):
        form("XX-99")


def test_every_form_of_the_sources_stands_in_the_register(clauses: dict[str, Any], rules: dict[str, Any]) -> None:
    named = {(row["id"], *_read(entry)) for row in clauses["forms"] for entry in row["forms"]}
    ours = {(one.clause, one.zh, one.source, one.given) for one in named_forms()}
    assert ours == named
    given = {one.zh.removeprefix("物业服务中心"): one.given for one in named_forms() if one.given}
    assert given == rules["DC-09"]["n"]["codes"]


def _read(entry: str) -> tuple[str, str, str | None]:
    """`房屋装饰装修管理协议 BT QC` is a name and where it is named, at times with a code of its own."""
    name, *more = entry.split()
    assert all(SOURCE.fullmatch(one) or CODE.fullmatch(one) for one in more)
    code = next((one for one in more if CODE.fullmatch(one)), None)
    return name, " ".join(one for one in more if one != code), code


def test_what_stands_on_a_screen_has_that_screen() -> None:
    for one in named_forms():
        if one.screen is not None:
            route = one.screen.strip("/").replace("/", ".")
            assert (SCREENS / f"{route}.tsx").exists() or (SCREENS / f"{route}.index.tsx").exists(), one.screen


def test_the_lists_are_those_of_the_clauses(rules: dict[str, Any]) -> None:
    assert len(error_kinds()) == rules["QI-08"]["n"]["kinds"]
    lists = {one.clause: [item.key for item in one.items] for one in check_lists()}
    assert lists["RP-11"] == rules["RP-11"]["n"]["items"]
    assert len(lists["PT-10"]) == rules["PT-10"]["n"]["items"]


def test_what_is_looked_at_in_a_home_is_what_a_work_order_ticks() -> None:
    [home] = [one for one in check_lists() if one.key == "home_visit"]
    assert [item.key for item in home.items] == [check.value for check in VisitCheck]


def test_an_approval_is_asked_for_by_a_permission_there_is() -> None:
    assert {one.asks for one in approvals() if one.asks} <= PERMISSIONS
    assert "general_manager" in next(one.by for one in approvals() if one.key == "notice")


def test_staff_read_it_in_their_language_and_residents_do_not(api: Api) -> None:
    town = api.town()
    desk, resident = api.staff("duty_butler", town), api.resident(town)
    answer = api.get("/catalogue", desk)
    assert answer.status_code == 200, answer.text
    forms = answer.json()["forms"]
    order = next(one for one in forms if one["name"] == "维修工作单")
    assert (order["code"], order["version"], order["kept_as"]) == ("WX-01", form("WX-01").version, "paper")
    log = next(one for one in forms if one["given_code"] == "r02-wkf07")
    assert (log["code"], log["kept_as"]) == (None, "nothing")
    own = [one["code"] for one in forms if one["source"] is None]
    assert {"ZS-07", "CW-01", "CW-02"} <= set(own)
    english = api.send("GET", "/catalogue", desk, headers={"Accept-Language": "en"}).json()
    assert "Repair work order" in {one["name"] for one in english["forms"]}
    assert api.get("/catalogue", resident).status_code == 403
