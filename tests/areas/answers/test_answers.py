"""The answer base, on both databases: written down, found by what is asked, read again, taken out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from shouwen.areas.answers.rules import fitness
from tests.support.api import Api, Caller, Town


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def add(api: Api, who: Caller, town: Town, **more: Any) -> Any:
    body = {"community_id": str(town.id), "question": "小区到火车站坐几路公交", "text": "北门乘 12 路"} | more
    return api.post("/answers", who, body, key=f"add-{next(api.numbers)}")


def fitting(api: Api, who: Caller, town: Town, words: str) -> list[str]:
    found = api.get(f"/answers/fitting?community_id={town.id}&words={words}", who).json()["data"]
    return [one["question"] for one in found]


def questions(api: Api, who: Caller, town: Town, **asked: str) -> list[str]:
    query = "&".join(f"{name}={value}" for name, value in {"community_id": str(town.id), **asked}.items())
    return [one["question"] for one in api.get(f"/answers?{query}", who).json()["data"]]


def test_what_is_asked_finds_its_answer_by_the_pairs_both_have() -> None:
    assert fitness("火车站公交", "小区到火车站坐几路公交") == 7_500
    assert fitness("火车站公交", "物业费什么时候交") == 0
    assert fitness("", "火车站") == 0


def test_an_answer_is_written_down_and_suggested_to_who_is_asked(api: Api) -> None:
    town = api.town()
    desk, resident = api.staff("duty_butler", town), api.resident(town)
    made = add(api, desk, town, keywords="交通 高铁")
    assert made.status_code == 201, made.text
    add(api, desk, town, question="物业费什么时候交", text="每月二十五日前")
    # Six months, by the standard.
    assert api.clock.now() + timedelta(days=170) < datetime.fromisoformat(f"{made.json()['review_on']}T12:00:00Z")
    assert datetime.fromisoformat(f"{made.json()['review_on']}T12:00:00Z") < api.clock.now() + timedelta(days=190)
    for who in (desk, resident):
        assert fitting(api, who, town, "去火车站坐什么公交") == ["小区到火车站坐几路公交"]
        assert fitting(api, who, town, "高铁") == ["小区到火车站坐几路公交"]
        assert fitting(api, who, town, "水管漏水") == []
        assert questions(api, who, town, q="二十五日") == ["物业费什么时候交"]
    assert fitting(api, api.staff("duty_butler", api.town()), town, "火车站公交") == []


def test_no_more_than_three_are_suggested_the_best_first(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    for text in ("公交几点", "公交站在哪", "公交几点首班", "公交几点末班"):
        add(api, desk, town, question=text)
    found = fitting(api, desk, town, "公交几点首班")
    assert (found[0], len(found)) == ("公交几点首班", 3)


def test_what_is_confidential_is_for_whoever_may_know(api: Api) -> None:
    town = api.town()
    desk, engineer, resident = api.staff("duty_butler", town), api.staff("engineer", town), api.resident(town)
    made = add(api, desk, town, question="监控机房在哪里", confidential=True).json()
    assert fitting(api, desk, town, "监控机房") == ["监控机房在哪里"]
    for who in (engineer, resident):
        assert fitting(api, who, town, "监控机房") == []
        assert questions(api, who, town) == []
        assert api.get(f"/answers/{made['id']}", who).status_code == 404


def test_an_answer_is_read_again_in_time_or_is_due(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    made = add(api, desk, town).json()
    assert add(api, desk, town, review_on="2020-01-01").json()["code"] == "answers.review_in_past"
    assert questions(api, desk, town, due="true") == []
    api.clock.advance(days=200)
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)  # who signed in then is out by now
    next_year = f"{api.clock.now().year + 1}-12-01"
    assert questions(api, desk, town, due="true") == [made["question"]]
    assert api.get(f"/answers/{made['id']}", desk).json()["due"] is True
    assert api.post(f"/answers/{made['id']}/review", engineer).status_code == 403
    read = api.post(f"/answers/{made['id']}/review", desk, {"review_on": next_year})
    assert (read.status_code, read.json()["due"]) == (200, False), read.text
    assert questions(api, desk, town, due="true") == []
    assert questions(api, desk, town, due="false") == [made["question"]]


def test_an_answer_is_changed_as_it_was_seen_and_taken_out_for_good(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    made = add(api, desk, town).json()
    path = f"/answers/{made['id']}"
    changed = api.send("PATCH", path, desk, body={"text": "北门乘 15 路"}, version=made["version"])
    assert (changed.status_code, changed.json()["text"]) == (200, "北门乘 15 路"), changed.text
    stale = api.send("PATCH", path, desk, body={"text": "西门"}, version=made["version"])
    assert stale.status_code == 412
    assert api.send("PATCH", path, engineer, body={"text": "西门"}, version=2).status_code == 403
    [entry] = [one for one in api.events("answers.changed") if one.detail["answer_id"] == made["id"]]
    assert entry.detail["fields"] == ["text"]
    assert api.post(f"{path}/retire", desk).status_code == 200
    assert fitting(api, desk, town, "火车站公交") == []
    assert questions(api, desk, town, retired="true") == [made["question"]]
    again = api.post(f"{path}/retire", desk)
    assert (again.status_code, again.json()["code"]) == (409, "answers.retired")


def test_a_foreign_community_is_one_that_never_was(api: Api) -> None:
    town, elsewhere = api.town(), api.town()
    desk = api.staff("duty_butler", town)
    answer = add(api, desk, elsewhere)
    assert (answer.status_code, answer.json()["code"]) == (422, "house.reference_unknown")
    made = add(api, api.staff("duty_butler", elsewhere), elsewhere).json()
    assert api.get(f"/answers/{made['id']}", desk).status_code == 404
