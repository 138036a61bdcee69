"""A complaint found valid ends with a preventive measure (CP-15), on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.areas.cases import reactions  # noqa: F401 - says what cases react to
from shouwen.areas.cases.rules import Kind, lacks_measure
from tests.support.api import Api, Caller, Town

MEASURE = "每周巡查一次"


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def complaint(api: Api, who: Caller, town: Town, **more: Any) -> dict[str, Any]:
    return api.hear(who, town, kind="complaint", title="楼道长期堆物", complaint={"class": "property"}, **more)


@pytest.mark.parametrize("kind", list(Kind))
def test_only_a_complaint_found_valid_needs_a_measure(kind: Kind) -> None:
    assert lacks_measure(kind, None, valid=True) is (kind is Kind.COMPLAINT)
    assert lacks_measure(kind, "", valid=True) is (kind is Kind.COMPLAINT)
    assert not lacks_measure(kind, MEASURE, valid=True)
    assert not lacks_measure(kind, None, valid=False)
    assert not lacks_measure(kind, None, valid=None)


def test_a_valid_complaint_is_not_finished_without_its_measure(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = complaint(api, desk, town)
    assert api.act(desk, case, "verify", valid=True, reason="现场查看属实").status_code == 200
    refused = api.act(desk, case, "finish", result="已清理")
    assert (refused.status_code, refused.json()["code"]) == (422, "cases.preventive_measure")
    assert refused.json()["errors"][0]["pointer"] == "/preventive_measure"
    assert api.read(desk, case).json()["state"] == "heard"
    done = api.act(desk, case, "finish", result="已清理", preventive_measure=MEASURE)
    assert (done.status_code, done.json()["outcomes"][0]["preventive_measure"]) == (200, MEASURE)


def test_one_found_unfounded_ends_as_usual(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = complaint(api, desk, town)
    assert api.act(desk, case, "verify", valid=False, reason="现场查看不属实").status_code == 200
    assert api.act(desk, case, "finish", result="已向住户说明").status_code == 200


def test_one_answered_on_the_spot_may_say_it_as_well(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    answered = {"result": "已当场清理", "preventive_measure": MEASURE}
    case = complaint(api, desk, town, answered=answered)
    assert case["outcomes"][0]["preventive_measure"] == MEASURE
    assert complaint(api, desk, town, answered={"result": "已说明"})["state"] == "finished"


def test_the_whole_has_the_measures_of_its_parts(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = complaint(api, desk, town)
    post = str(town.reception)
    parts = [{"to_post_id": post, "title": title} for title in ("清理", "粉刷")]
    assert api.act(desk, case, "split", parts=parts).status_code == 200
    for number, part in enumerate(api.read(desk, case).json()["parts"]):
        assert api.act(desk, part, "finish", result="完成", preventive_measure=f"办法 {number}").status_code == 200
        api.seal()
        api.do_jobs()
    whole = api.read(desk, case).json()
    assert (whole["state"], whole["outcomes"][0]["preventive_measure"]) == ("finished", "办法 0\n办法 1")
