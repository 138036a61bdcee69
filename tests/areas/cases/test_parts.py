"""A matter for several trades and how cases are tied, on both databases."""

from typing import Any
from uuid import UUID

import pytest

from shouwen.areas.cases import reactions  # noqa: F401 - says what cases react to
from tests.support.api import Api, Caller, Town


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def split(api: Api, who: Caller, case: dict[str, Any], post: UUID, *titles: str) -> list[dict[str, Any]]:
    parts = [{"title": title, "to_post_id": post} for title in titles]
    answer = api.act(who, case, "split", parts=parts)
    assert answer.status_code == 200, answer.text
    made: list[dict[str, Any]] = answer.json()["parts"]
    return made


def do_it(api: Api, who: Caller, part: dict[str, Any], result: str) -> dict[str, Any]:
    """Accepts the part and finishes it."""
    shown = api.read(who, part).json()
    assert api.act(who, part, "accept", version=shown["version"]).status_code == 200
    finished: dict[str, Any] = api.act(who, part, "finish", result=result).json()
    return finished


def react(api: Api) -> None:
    api.seal()
    api.do_jobs()


def scene(api: Api) -> tuple[Town, Caller, Caller]:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    api.put_on_post(engineer, town, town.reception)
    return town, desk, engineer


def test_parts_have_owners_and_clocks_of_their_own(api: Api) -> None:
    town, desk, engineer = scene(api)
    case = api.hear(desk, town, title="卫生间漏水，吊顶塌了")
    api.clock.advance(minutes=10)
    pipe, ceiling = split(api, desk, case, town.reception, "更换软管", "修补吊顶")
    assert (pipe["title"], pipe["owner"]["id"]) == ("更换软管", str(desk.id))  # until somebody accepts
    shown = api.read(engineer, pipe).json()
    assert shown["part_of"] is None  # an engineer does not see the whole
    assert api.read(desk, pipe).json()["part_of"]["id"] == case["id"]
    arrive = next(promise for promise in shown["commitments"] if promise["key"] == "repair.arrive")
    assert (arrive["why"]["base"], arrive["made_at"]) == ("split_at", arrive["why"]["base_at"])
    assert api.act(engineer, pipe, "accept", version=shown["version"]).json()["owner"]["id"] == str(engineer.id)
    assert api.read(desk, ceiling).json()["owner"]["id"] == str(desk.id)


def test_the_whole_is_finished_when_its_parts_are(api: Api) -> None:
    town, desk, engineer = scene(api)
    case = api.hear(desk, town)
    pipe, ceiling = split(api, desk, case, town.reception, "更换软管", "修补吊顶")
    early = api.act(desk, case, "finish", result="都好了")
    assert (early.status_code, early.json()["code"]) == (409, "cases.parts_open")
    do_it(api, engineer, pipe, "换了软管")
    react(api)
    assert api.read(desk, case).json()["state"] == "heard"
    do_it(api, engineer, ceiling, "补好刷白")
    react(api)
    whole = api.read(desk, case).json()
    assert whole["state"] == "finished"
    assert whole["outcomes"][0]["result"] == "更换软管: 换了软管\n修补吊顶: 补好刷白"
    assert [part["state"] for part in whole["parts"]] == ["finished", "finished"]


def test_it_does_not_close_while_a_part_is_open_again(api: Api) -> None:
    town, desk, engineer = scene(api)
    case = api.hear(desk, town)
    [part] = split(api, desk, case, town.reception, "更换软管")
    do_it(api, engineer, part, "换了软管")
    react(api)
    api.act(engineer, part, "reopen", reason="又漏了")
    whole = api.read(desk, case).json()
    assert next(one for one in whole["actions"] if one["action"] == "close")["reason"]["code"] == "cases.parts_open"
    refused = api.act(desk, case, "close", version=whole["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.parts_open")


def test_a_part_that_falls_away_is_not_waited_for(api: Api) -> None:
    town, desk, engineer = scene(api)
    manager = api.staff("manager", town)
    case = api.hear(desk, town)
    pipe, ceiling = split(api, desk, case, town.reception, "更换软管", "修补吊顶")
    do_it(api, engineer, pipe, "换了软管")
    api.act(manager, ceiling, "void", reason="不需要了")
    react(api)
    assert api.read(desk, case).json()["state"] == "finished"


def test_a_post_of_another_town_is_unknown_and_nothing_is_split(api: Api) -> None:
    town, desk, _ = scene(api)
    case, elsewhere = api.hear(desk, town), api.town()
    refused = api.act(desk, case, "split", parts=[{"title": "更换软管", "to_post_id": elsewhere.reception}])
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/parts/0/to_post_id")
    assert api.read(desk, case).json()["parts"] == []


def test_a_part_of_a_complaint_stays_hidden_from_whom_it_is_about(api: Api) -> None:
    town, desk, accused = scene(api)
    about = {"class": "property", "about_staff_ids": [accused.id]}
    case = api.hear(desk, town, kind="complaint", title="师傅态度差", complaint=about)
    [part] = split(api, desk, case, town.reception, "了解经过")
    assert api.read(accused, part).status_code == 404


def test_causes_do_not_lead_round_in_a_circle(api: Api) -> None:
    town, desk, _ = scene(api)
    leak, stain, mould = (api.hear(desk, town, title=title) for title in ("漏水", "水渍", "发霉"))
    assert api.act(desk, stain, "link", case_id=leak["id"], relation="caused_by").status_code == 200
    assert api.act(desk, mould, "link", case_id=stain["id"], relation="caused_by").status_code == 200
    refused = api.act(desk, leak, "link", case_id=mould["id"], relation="caused_by")
    assert (refused.status_code, refused.json()["code"]) == (409, "cases.link_in_circle")
    assert api.act(desk, leak, "link", case_id=mould["id"], relation="related").status_code == 200
    again = api.act(desk, mould, "link", case_id=leak["id"], relation="related")
    assert (again.status_code, again.json()["code"]) == (409, "cases.link_refused")
