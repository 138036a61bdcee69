"""Drafts, on both databases: kept, found again, one's own, and gone when their time is over."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from shouwen.core.drafts.purging import purge_left
from shouwen.core.drafts.service import MOST
from tests.support.api import Api, Caller, Town


@pytest.fixture
def api(shared_api: Api) -> Api:
    """One house for all of these: each test has a town of its own."""
    return shared_api


def save(api: Api, who: Caller, town: Town, name: str, text: str) -> Any:
    return api.send("PUT", f"/drafts/{name}", who, body={"community_id": str(town.id), "text": text})


def mine(api: Api, who: Caller, asked: str = "") -> list[tuple[str, str]]:
    return [(one["name"], one["text"]) for one in api.get(f"/drafts{asked}", who).json()["data"]]


def test_a_draft_is_kept_replaced_and_forgotten(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    assert save(api, desk, town, "record", '{"title":"走廊灯"}').status_code == 200
    assert save(api, desk, town, "record", '{"title":"走廊灯不亮"}').status_code == 200
    api.clock.advance(seconds=1)
    save(api, desk, town, "finish.x", '{"result":"已换"}')
    assert mine(api, desk) == [("finish.x", '{"result":"已换"}'), ("record", '{"title":"走廊灯不亮"}')]
    assert mine(api, desk, "?name=record") == [("record", '{"title":"走廊灯不亮"}')]
    for _ in range(2):  # what is gone already is gone
        assert api.send("DELETE", "/drafts/record", desk).status_code == 204
    assert mine(api, desk, "?name=record") == []


def test_a_draft_is_its_writers_alone_and_lies_there_encrypted(api: Api) -> None:
    town = api.town()
    desk, manager, resident = api.staff("duty_butler", town), api.staff("manager", town), api.resident(town)
    save(api, desk, town, "record", '{"phone":"19900001234"}')
    assert mine(api, manager) == []
    assert api.send("DELETE", "/drafts/record", manager).status_code == 204
    assert len(mine(api, desk)) == 1
    assert save(api, resident, town, "record", "{}").status_code == 403
    stored = sa.text("SELECT text FROM drafts")
    kept = api.look(lambda session: [bytes(one) for one in session.scalars(stored).all()])
    assert kept
    assert not any(b"19900001234" in one for one in kept)


def test_what_is_no_draft_is_refused(api: Api) -> None:
    town, elsewhere = api.town(), api.town()
    desk = api.staff("duty_butler", town)
    foreign = save(api, desk, elsewhere, "record", "{}")
    assert (foreign.status_code, foreign.json()["errors"][0]["pointer"]) == (422, "/community_id")
    assert save(api, desk, town, "record", "x" * 40_001).status_code == 422
    assert save(api, desk, town, "no%20name", "{}").status_code == 422
    assert api.send("PUT", "/drafts/record", desk, body={"text": "{}"}).status_code == 422


def test_nobody_keeps_more_than_they_can_be_writing(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    for number in range(MOST):
        assert save(api, desk, town, f"note.{number}", "{}").status_code == 200
    over = save(api, desk, town, "one.more", "{}")
    assert (over.status_code, over.json()["code"]) == (409, "drafts.too_many")
    assert save(api, desk, town, "note.0", '{"a":1}').status_code == 200  # in the place of itself


def test_a_draft_goes_when_its_time_is_over(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    save(api, desk, town, "old", "{}")
    api.clock.advance(days=10)
    desk_now = api.staff("duty_butler", town)  # who signed in then is out by now
    save(api, desk_now, town, "young", "{}")
    api.clock.advance(days=6)
    with api.work() as work:
        assert purge_left(work) >= 1
    names = sa.text("SELECT name FROM drafts WHERE community_id = :here")
    here = town.id if api.look(lambda session: session.get_bind().dialect.name) == "postgresql" else town.id.bytes
    left = api.look(lambda session: session.execute(names.bindparams(here=here)).scalars().all())
    assert left == ["young"]
    assert any(event.detail == {"drafts": 1} for event in api.events("drafts.purged"))
