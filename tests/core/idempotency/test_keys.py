"""Sent twice, done once. The numbered cases of mechanics §8 and api.md §9, each a test.

 1  the same key and body: the first answer again, header and all, and nothing done twice
 2  the same key, another body: 422
 3  required and missing: 400; not required and missing: done each time
 4  a key that is no key: 400
 5  a key belongs to its caller and its route
 6  only success is kept: a refusal, a fault, a rollback free the key
 7  twins at once: one does it, all get its answer
 8  the second waits for the first, and after two seconds is told to come back
 9  sign-in and permission are looked at again before anything is replayed
10  what is kept is encrypted
11  … and forgotten after seven days
12  the hash is over the raw body
13  a restart forgets nothing
14  no key on sessions and one-time tokens
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.core.idempotency.models import KeptReply
from shouwen.core.idempotency.service import KEPT_FOR, InProgress, forget_old
from shouwen.core.jobs.schedules import forget_replies
from shouwen.core.people.models import Staff
from shouwen.core.web import SIGNED_IN, Routes
from shouwen.core.work import Work
from shouwen.kit.db import Database, Limits
from tests.support.api import Api, Caller, Town, heard, opened, request


class Gate:
    """A route that waits where a test wants it to."""

    def __init__(self) -> None:
        self.entered, self.go_on, self.fails = threading.Event(), threading.Event(), False


gate = Gate()
planted = Routes("planted")


@planted.post("/planted/slow", SIGNED_IN)
def be_slow(work: Work) -> dict[str, int]:
    work.emit("planted.waited")
    gate.entered.set()
    assert gate.go_on.wait(60)
    if gate.fails:
        raise RuntimeError("planted")
    return {"turn": 1}


@pytest.fixture
def town(shared_api: Api) -> Town:
    return shared_api.town()


@pytest.fixture
def desk(shared_api: Api, town: Town) -> Caller:
    return shared_api.staff("duty_butler", town)


def cases_of(api: Api, town: Town) -> int:
    counted = sa.select(sa.func.count()).select_from(Case).where(Case.community_id == town.id)
    return api.look(lambda session: session.scalars(counted).one())


def kept(api: Api, who: Caller) -> list[KeptReply]:
    rows = sa.select(KeptReply).where(KeptReply.caller_id == who.id)
    return api.look(lambda session: list(session.scalars(rows)))


def send(api: Api, who: Caller, town: Town, key: str | None, **more: Any) -> httpx.Response:
    return api.post("/cases", who, heard(town, **more), key=key)


def test_1_the_same_request_gets_the_first_answer_again(shared_api: Api, town: Town, desk: Caller) -> None:
    first = send(shared_api, desk, town, "k1")
    shared_api.clock.advance(hours=1)
    second = send(shared_api, desk, town, "k1")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert {name: first.headers[name] for name in ("etag", "location", "content-type")} == {
        name: second.headers[name] for name in ("etag", "location", "content-type")
    }
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert second.headers["content-length"] == str(len(second.content))
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert cases_of(shared_api, town) == 1


def test_1_a_verb_is_said_once(shared_api: Api, town: Town, desk: Caller) -> None:
    case = shared_api.hear(desk, town)
    path = f"/cases/{case['id']}/keep"
    first, second = (shared_api.post(path, desk, key="keep") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["version"] == second.json()["version"] == 2
    assert shared_api.post(path, desk).json()["code"] == "cases.not_now"  # without the key it would be a second time


def test_2_the_same_key_with_another_body_is_refused(shared_api: Api, town: Town, desk: Caller) -> None:
    send(shared_api, desk, town, "k2")
    other = send(shared_api, desk, town, "k2", title="电梯停运")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
    assert cases_of(shared_api, town) == 1


def test_3_where_it_is_required_a_missing_key_is_refused(shared_api: Api, town: Town, desk: Caller) -> None:
    missing = send(shared_api, desk, town, None)
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency.required")
    assert cases_of(shared_api, town) == 0
    case = shared_api.hear(desk, town)
    contact = {"channel": "phone"}
    answer = shared_api.post(f"/cases/{case['id']}/contacts", desk, contact)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency.required")


def test_3_where_it_is_not_required_each_request_does_it(shared_api: Api, town: Town, desk: Caller) -> None:
    case = shared_api.hear(desk, town)
    for _ in range(2):
        assert shared_api.post(f"/cases/{case['id']}/notes", desk, {"text": "还在漏"}).status_code == 201
    assert len(shared_api.read(desk, case, "notes").json()["data"]) == 2


@pytest.mark.parametrize("key", [b"", b" ", b"a b", b"k" * 201, "钥匙".encode(), b"tab\tkey"])
def test_4_what_is_no_key_is_refused(shared_api: Api, town: Town, desk: Caller, key: bytes) -> None:
    method, path, more = request("POST", "/cases", desk, body=heard(town))
    more["headers"]["Idempotency-Key"] = key
    [answer] = shared_api.at_once([(method, path, more)])
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency.key_invalid")


def test_4_every_visible_character_may_stand_in_a_key(shared_api: Api, town: Town, desk: Caller) -> None:
    key = "".join(chr(code) for code in range(0x21, 0x7F)) + "k" * 106
    assert len(key) == 200
    first, second = (send(shared_api, desk, town, key) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]


def test_5_a_key_belongs_to_its_caller(shared_api: Api, town: Town, desk: Caller) -> None:
    other = shared_api.staff("duty_butler", town)
    one, two = send(shared_api, desk, town, "shared"), send(shared_api, other, town, "shared")
    assert one.json()["id"] != two.json()["id"]
    assert two.json()["first_responder"]["id"] == str(other.id)


def test_5_a_key_belongs_to_its_route(shared_api: Api, town: Town, desk: Caller) -> None:
    one, two = (shared_api.hear(desk, town) for _ in range(2))
    answers = [
        shared_api.post(f"/cases/{case['id']}/{verb}", desk, {"text": "记录"} if verb == "notes" else {}, key="same")
        for case, verb in ((one, "notes"), (two, "notes"), (one, "keep"))
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 200]
    assert not any("idempotent-replayed" in answer.headers for answer in answers)


def test_6_a_refusal_frees_the_key(shared_api: Api, town: Town, desk: Caller) -> None:
    refused = send(shared_api, desk, town, "k6", file_ids=[UUID(int=1)])
    assert refused.status_code == 422
    assert kept(shared_api, desk) == []
    assert send(shared_api, desk, town, "k6").status_code == 201  # another body, since nothing was kept


def test_6_a_conflict_frees_the_key(shared_api: Api, town: Town, desk: Caller) -> None:
    case = shared_api.hear(desk, town)
    path = f"/cases/{case['id']}/withdraw"
    assert shared_api.post(path, desk, key="k6").status_code == 409
    to = shared_api.staff("engineer", town)
    assert shared_api.act(desk, case, "offer", to_staff_id=to.id).status_code == 200
    again = shared_api.post(path, desk, key="k6")
    assert (again.status_code, "idempotent-replayed" in again.headers) == (200, False)


def test_7_of_twins_at_once_one_does_it_and_all_get_its_answer(shared_api: Api, town: Town, desk: Caller) -> None:
    twins = [request("POST", "/cases", desk, body=heard(town), key="twin") for _ in range(12)]
    answers = shared_api.at_once(twins)
    assert [answer.status_code for answer in answers] == [201] * 12
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 11
    assert cases_of(shared_api, town) == 1


def test_9_without_a_sign_in_nothing_is_replayed(shared_api: Api, town: Town, desk: Caller) -> None:
    assert send(shared_api, desk, town, "k9").status_code == 201
    with shared_api.work() as work:
        work.session.execute(sa.update(Staff).where(Staff.id == desk.id).values(active=False))
    answer = send(shared_api, desk, town, "k9")
    assert (answer.status_code, answer.json()["code"]) == (401, "access.inactive")
    assert "idempotent-replayed" not in answer.headers


def test_9_without_the_permission_nothing_is_replayed(shared_api: Api, town: Town, desk: Caller) -> None:
    assert send(shared_api, desk, town, "k9").status_code == 201
    shared_api.revoke(desk)
    answer = send(shared_api, desk, town, "k9")
    assert (answer.status_code, answer.json()["code"]) == (403, "house.forbidden")


def test_10_what_is_kept_can_be_read_by_nobody_else(shared_api: Api, town: Town, desk: Caller) -> None:
    send(shared_api, desk, town, "k10", title="厨房水管漏水")
    [row] = kept(shared_api, desk)
    assert row.reply is not None
    for secret in ("厨房水管漏水", "王女士", "5678", town.id.hex, "number", "etag"):
        assert secret.encode() not in row.reply
    assert row.key == "k10"
    assert len(row.body_hash) == 32


def test_11_after_seven_days_it_is_forgotten(shared_api: Api, town: Town, desk: Caller) -> None:
    assert timedelta(days=7) == KEPT_FOR
    first = send(shared_api, desk, town, "k11")
    shared_api.clock.at += KEPT_FOR
    with shared_api.work() as work:
        forget_replies(work)
    assert send(shared_api, desk, town, "k11").json()["id"] == first.json()["id"]
    shared_api.clock.advance(seconds=1)
    with shared_api.work() as work:
        assert forget_old(work.session, work.now) >= 1
    assert kept(shared_api, desk) == []
    again = send(shared_api, desk, town, "k11")
    assert again.status_code == 201
    assert again.json()["id"] != first.json()["id"]


def test_12_the_hash_is_over_the_raw_body(shared_api: Api, town: Town, desk: Caller) -> None:
    body = heard(town)
    plain, spaced = json.dumps(body).encode(), json.dumps(body, indent=1).encode()
    assert shared_api.post("/cases", desk, plain, key="k12").status_code == 201
    assert shared_api.post("/cases", desk, plain, key="k12").status_code == 201
    assert shared_api.post("/cases", desk, spaced, key="k12").json()["code"] == "idempotency.key_reused"


def test_14_no_answer_that_holds_a_secret_is_kept(shared_api: Api) -> None:
    for path, body in (
        ("/sessions", {"username": "nobody", "password": "four quiet words here"}),
        ("/sessions/refresh", {"refresh_token": "sr_unknown"}),
        ("/setup", {"token": "su_x", "name": "李强", "username": "liqiang", "password": "four quiet words here"}),
    ):
        for _ in range(2):
            assert "idempotent-replayed" not in shared_api.post(path, None, body, key="k14").headers
    anonymous = sa.select(KeptReply).where(KeptReply.caller_id == UUID(int=0))
    assert shared_api.look(lambda session: session.scalars(anonymous).all()) == []


# ---------------------------------------------------------------- 8: waiting for the first; 13: another process


@pytest.fixture
def waiting(api: Api) -> Iterator[Api]:
    """With a route that waits, and patience of 300 ms instead of 2 s."""
    gate.entered, gate.go_on, gate.fails = threading.Event(), threading.Event(), False
    api.app.include_router(planted.router, prefix="/api/v1")
    api.house.db.close()
    role = None if api.house.db.is_sqlite else "shouwen_app"
    url = api.house.db.url.render_as_string(hide_password=False)
    api.house.db = Database(url, role=role, limits=Limits(lock_ms=300))
    yield api
    gate.go_on.set()


def slowly(api: Api, who: Caller) -> httpx.Response:
    """On an event loop of its own, so that two can be under way from one test."""
    method, path, more = request("POST", "/planted/slow", who, body={}, key="k8")

    async def once() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api.app), base_url="http://desk.test") as client:
            return await client.request(method, path, **more)

    return asyncio.run(once())


def test_8_the_second_waits_for_the_first(waiting: Api) -> None:
    who = waiting.staff("manager", None)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(slowly, waiting, who)
        assert gate.entered.wait(60)
        second = threads.submit(slowly, waiting, who)
        assert not second.done()
        gate.go_on.set()
        assert (first.result().json(), second.result().json()) == ({"turn": 1}, {"turn": 1})
        assert second.result().headers["idempotent-replayed"] == "true"
    assert len(waiting.events("planted.waited")) == 1


def test_8_who_has_waited_long_enough_is_told_to_come_back(waiting: Api) -> None:
    who = waiting.staff("manager", None)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(slowly, waiting, who)
        assert gate.entered.wait(60)
        second = slowly(waiting, who)
        assert (second.status_code, second.json()["code"]) == (409, InProgress.code)
        assert int(second.headers["retry-after"]) >= 1
        gate.go_on.set()
        assert first.result().status_code == 200
    assert slowly(waiting, who).headers["idempotent-replayed"] == "true"


def test_6_a_fault_of_ours_frees_the_key(waiting: Api) -> None:
    who = waiting.staff("manager", None)
    gate.go_on.set()
    gate.fails = True
    assert slowly(waiting, who).status_code == 500
    assert kept(waiting, who) == []
    gate.fails = False
    answer = slowly(waiting, who)
    assert (answer.status_code, "idempotent-replayed" in answer.headers) == (200, False)


def test_13_a_restart_forgets_nothing(api: Api, database_url: str, tmp_path: Path) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    first = send(api, desk, town, "k13")
    with opened(database_url, tmp_path) as restarted:
        second = send(restarted, desk, town, "k13")
    assert second.content == first.content
    assert second.headers["idempotent-replayed"] == "true"
