"""Suggestions, on both databases: adopted or not, thanked for, published without a name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api import Api, Caller, Town

WORDS = "有住户建议在东门增设座椅，已采纳，下月安装"


@pytest.fixture
def api(shared_api: Api) -> Api:
    return shared_api


def suggestion(api: Api, who: Caller, town: Town, **more: Any) -> dict[str, Any]:
    return api.hear(who, town, kind="suggestion", title="东门增设座椅", **more)


def say(api: Api, who: Caller, case: dict[str, Any], verb: str, **body: Any) -> Any:
    return api.post(f"/cases/{case['id']}/suggestion/{verb}", who, body)


def test_it_is_decided_thanked_for_and_read_by_everybody(api: Api) -> None:
    town = api.town()
    desk, manager, me = api.staff("duty_butler", town), api.staff("manager", town), api.resident(town)
    case = suggestion(api, desk, town)
    for verb, body in (("thank", {"text": "感谢"}), ("publish", {"words": WORDS})):
        assert say(api, manager, case, verb, **body).json()["code"] == "cases.suggestion_undecided"
    assert say(api, desk, case, "decide", adopted=True, reason="可行").status_code == 403
    assert say(api, manager, case, "decide", adopted=True, reason="可行").json()["adopted"] is True
    assert say(api, manager, case, "decide", adopted=False, reason="再想").json()["code"] == "cases.suggestion_decided"
    assert [say(api, manager, case, "thank", text="感谢您").status_code for _ in range(2)] == [200, 409]
    assert [say(api, manager, case, "publish", words=WORDS).status_code for _ in range(2)] == [200, 409]
    [published] = api.get("/suggestions/published", me).json()["data"]
    assert set(published) == {"id", "community_id", "adopted", "words", "published_at"}
    assert (published["words"], published["adopted"]) == (WORDS, True)
    stranger = api.resident(api.town("碧水湾"))
    assert api.get("/suggestions/published", stranger).json()["data"] == []
    assert say(api, manager, case, "withdraw").status_code == 200
    assert api.get("/suggestions/published", me).json()["data"] == []


def test_thanks_are_read_by_whoever_suggested_it(api: Api) -> None:
    town = api.town()
    manager, me = api.staff("manager", town), api.resident(town)
    case = suggestion(api, me, town, contact={"channel": "app", "words": "座椅", "person": {}})
    say(api, manager, case, "decide", adopted=False, reason="内部考虑：预算不足")
    assert say(api, manager, case, "thank", text="感谢您的建议").status_code == 200
    notes = api.read(me, case, "notes").json()["data"]
    assert [note["text"] for note in notes] == ["感谢您的建议"]
    assert "预算不足" not in api.read(me, case).text
    assert api.read(me, case, "suggestion").status_code == 403


@pytest.mark.parametrize("words", ["王女士建议增设座椅", "请联系 19900001234", "电话 0571-88886666"])
def test_words_for_everybody_name_nobody(api: Api, words: str) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    case = suggestion(api, manager, town)
    say(api, manager, case, "decide", adopted=True, reason="可行")
    refused = say(api, manager, case, "publish", words=words)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/words")
    assert say(api, manager, case, "withdraw").json()["code"] == "cases.suggestion_unpublished"


def test_only_a_suggestion(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    case = api.hear(manager, town)
    assert say(api, manager, case, "decide", adopted=True, reason="无").json()["code"] == "cases.suggestions_only"
    assert api.read(manager, case, "suggestion").json()["code"] == "cases.suggestions_only"
