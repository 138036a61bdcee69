"""One request is one transaction: what is settled before it, what is undone with it, what its reply says."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from fastapi import Query
from pydantic import Field
from sqlalchemy import event
from starlette.responses import Response

from shouwen.core.places.models import Zone
from shouwen.core.web import SIGNED_IN, Routes, allow
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Conflict
from shouwen.kit.schema import Body, Out, Params
from shouwen.kit.text import Line
from tests.support.api import Api, Caller, Town, request

planted = Routes("planted")


class Refused(Conflict):
    """Says no after having written."""

    code = "planted.refused"
    zh = "不行"
    en = "No"


class Counted(Refused):
    """Says no, and what was written before stands: as a failed sign-in is counted."""

    code = "planted.counted"
    zh = "不行，已计数"
    en = "No, and it counts"
    keeps = True


class ZoneIn(Body):
    """What the planted routes take."""

    name: Annotated[str, Line(30)]


class ZoneOut(Out):
    """What they answer."""

    name: str
    version: int


class Listing(Params):
    """A query string."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20


def add_zone(work: Work, name: str) -> None:
    [community_id] = work.actor.scope.communities
    work.session.add(Zone(community_id=community_id, id=new_id(), name=name))
    work.session.flush()
    work.emit("planted.zone_added", community_id=community_id)


@planted.post("/planted/zones", allow("places.read"), status=201)
def add(work: Work, body: ZoneIn) -> ZoneOut:
    add_zone(work, body.name)
    work.reply.created("/api/v1/planted/zones/1")
    return ZoneOut(name=body.name, version=7)


@planted.post("/planted/refused", SIGNED_IN)
def refuse(work: Work) -> None:
    add_zone(work, "refused")
    raise Refused


@planted.post("/planted/counted", SIGNED_IN)
def count(work: Work) -> None:
    add_zone(work, "counted")
    raise Counted


@planted.post("/planted/uncommitted", SIGNED_IN)
def fail_to_commit(work: Work) -> ZoneOut:
    add_zone(work, "uncommitted")

    def fail(_session: Any) -> None:
        raise RuntimeError("the disk is full")

    event.listen(work.session, "before_commit", fail, once=True)
    return ZoneOut(name="uncommitted", version=1)


@planted.post("/planted/unshapely", SIGNED_IN)
def answer_wrongly(work: Work) -> ZoneOut:
    add_zone(work, "unshapely")
    return {1, 2}  # type: ignore[return-value]


@planted.get("/planted/written-while-reading", SIGNED_IN)
def write_while_reading(work: Work) -> ZoneOut:
    work.session.add(Zone(community_id=UUID(int=1), id=new_id(), name="never"))
    return ZoneOut(name="never", version=1)


@planted.get("/planted/instant", SIGNED_IN)
def tell_the_time(work: Work) -> list[str]:
    first = work.now.isoformat()
    work.house.clock.advance(hours=1)  # type: ignore[attr-defined]
    return [first, work.now.isoformat()]


@planted.get("/planted/bytes", SIGNED_IN)
def give_bytes(work: Work) -> Response:
    return Response(b"\x89PNG", media_type="image/png")


@planted.get("/planted/list", SIGNED_IN)
def list_things(work: Work, params: Annotated[Listing, Query()]) -> dict[str, int]:
    return {"limit": params.limit}


@pytest.fixture(scope="module", autouse=True)
def _routes(shared_api: Api) -> None:
    shared_api.app.include_router(planted.router, prefix="/api/v1")


@pytest.fixture
def town(shared_api: Api) -> Town:
    return shared_api.town()


@pytest.fixture
def who(shared_api: Api, town: Town) -> Caller:
    return shared_api.staff("manager", town)


def ask(api: Api, who: Caller, what: str, **more: Any) -> httpx.Response:
    method = "POST" if "body" in more else "GET"
    return api.exchange([request(method, f"/planted/{what}", who, **more)])[0]


def zones(api: Api, town: Town) -> set[str]:
    rows = sa.select(Zone.name).where(Zone.community_id == town.id)
    return set(api.look(lambda session: session.scalars(rows).all())) - {"东区", "西区"}


def said(api: Api, town: Town) -> int:
    return sum(entry.community_id == town.id for entry in api.events("planted.zone_added"))


def test_what_was_done_stands_and_the_reply_says_where(shared_api: Api, town: Town, who: Caller) -> None:
    answer = ask(shared_api, who, "zones", body={"name": "南区"})
    assert (answer.status_code, answer.json()) == (201, {"name": "南区", "version": 7})
    assert (answer.headers["location"], answer.headers["etag"]) == ("/api/v1/planted/zones/1", '"v7"')
    assert answer.headers["content-type"] == "application/json"
    assert (zones(shared_api, town), said(shared_api, town)) == ({"南区"}, 1)


def test_a_problem_undoes_everything(shared_api: Api, town: Town, who: Caller) -> None:
    answer = ask(shared_api, who, "refused", body={})
    assert (answer.status_code, answer.json()["code"]) == (409, "planted.refused")
    assert (zones(shared_api, town), said(shared_api, town)) == (set(), 0)


def test_a_problem_that_keeps_leaves_what_was_written_and_said(shared_api: Api, town: Town, who: Caller) -> None:
    answer = ask(shared_api, who, "counted", body={})
    assert (answer.status_code, answer.json()["code"]) == (409, "planted.counted")
    assert (zones(shared_api, town), said(shared_api, town)) == ({"counted"}, 1)


def test_a_problem_that_keeps_frees_its_key_with_everything(shared_api: Api, town: Town, who: Caller) -> None:
    assert ask(shared_api, who, "counted", body={}, key="once").status_code == 409
    assert (zones(shared_api, town), said(shared_api, town)) == (set(), 0)


def test_success_is_said_after_the_commit_and_never_before(shared_api: Api, town: Town, who: Caller) -> None:
    answer = ask(shared_api, who, "uncommitted", body={})
    assert (answer.status_code, answer.json()["code"]) == (500, "house.internal")
    assert "disk" not in answer.text
    assert (zones(shared_api, town), said(shared_api, town)) == (set(), 0)


def test_a_reply_that_cannot_be_written_undoes_everything(shared_api: Api, town: Town, who: Caller) -> None:
    assert ask(shared_api, who, "unshapely", body={}).status_code == 500
    assert (zones(shared_api, town), said(shared_api, town)) == (set(), 0)


def test_reading_writes_nothing(shared_api: Api, who: Caller) -> None:
    assert ask(shared_api, who, "written-while-reading").status_code == 200
    assert shared_api.look(lambda session: session.scalar(sa.select(Zone.id).where(Zone.name == "never"))) is None


def test_a_request_has_one_instant(shared_api: Api, who: Caller) -> None:
    first, second = ask(shared_api, who, "instant").json()
    assert first == second


def test_bytes_are_answered_as_they_are(shared_api: Api, who: Caller) -> None:
    answer = ask(shared_api, who, "bytes")
    assert (answer.content, answer.headers["content-type"]) == (b"\x89PNG", "image/png")


def test_the_permission_is_looked_at_before_the_body(shared_api: Api, town: Town) -> None:
    nobody = shared_api.resident(town)
    for body in (b"{", b'{"name": 1}', b"", b"\xff"):
        answer = ask(shared_api, nobody, "zones", body=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "house.forbidden")


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"{", 400, "house.json_invalid"),
        (b"{", 400, "json_broken"),
        (b'{"name": "x", "name": "y"}', 400, "house.json_invalid"),
        (b"{}", 422, "/name"),
        (b'{"name": "x", "state": "closed"}', 422, "/state"),
        (b'{"name": 7}', 422, "/name"),
        (b"[]", 422, ""),
    ],
)
def test_a_wrong_body_is_told_where(
    shared_api: Api, town: Town, who: Caller, body: bytes, status: int, told: str
) -> None:
    answer = ask(shared_api, who, "zones", body=body)
    problem = answer.json()
    assert answer.status_code == status
    said = (text for error in problem["errors"] for text in (error["pointer"], error["code"]))
    assert told in {problem["code"], *said}
    assert zones(shared_api, town) == set()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_word_in_a_path_is_never_an_id(shared_api: Api, who: Caller, method: str) -> None:
    answer = shared_api.send(method, "/cases/bulk", who)
    assert (answer.status_code, answer.json()["code"]) == (405, "house.method_not_allowed")
    assert answer.headers["allow"] == "POST"
    assert shared_api.get("/cases/some", who).status_code == 422


def test_an_unknown_parameter_is_refused(shared_api: Api, who: Caller) -> None:
    assert ask(shared_api, who, "list?limit=5").json() == {"limit": 5}
    answer = ask(shared_api, who, "list?limit=5&colour=red")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "query:colour")


def test_what_is_revoked_is_gone_with_the_next_request(shared_api: Api, town: Town, who: Caller) -> None:
    assert ask(shared_api, who, "zones", body={"name": "一"}).status_code == 201
    shared_api.revoke(who)
    assert ask(shared_api, who, "zones", body={"name": "二"}).status_code == 403
    assert zones(shared_api, town) == {"一"}


def test_a_caller_writes_in_the_scope_of_their_grants(shared_api: Api, town: Town, who: Caller) -> None:
    other = shared_api.town()
    seen = shared_api.get("/communities", who).json()["data"]
    assert [community["id"] for community in seen] == [str(town.id)]
    assert str(other.id) not in shared_api.get("/zones?limit=100", who).text


def test_two_credentials_on_one_request_are_refused(shared_api: Api, who: Caller) -> None:
    answer = shared_api.get("/me", who, headers={"Cookie": "shouwen_session=abc"})
    assert (answer.status_code, answer.json()["code"]) == (400, "access.two_credentials")


def test_many_at_once_each_have_a_transaction_of_their_own(shared_api: Api, town: Town, who: Caller) -> None:
    names = [f"区{number}" for number in range(12)]
    answers = shared_api.exchange([request("POST", "/planted/zones", who, body={"name": name}) for name in names])
    assert [answer.status_code for answer in answers] == [201] * 12
    assert zones(shared_api, town) == set(names)
    assert said(shared_api, town) == 12


def test_a_caller_who_hangs_up_leaves_nothing_half_done(shared_api: Api, town: Town, who: Caller) -> None:
    """The connection is gone before the reply: what was begun is finished whole."""
    method, path, more = request("POST", "/planted/zones", who, body={"name": "挂断"})

    async def hang_up() -> None:
        sending = asyncio.ensure_future(shared_api.client.request(method, path, **more))
        await asyncio.sleep(0)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await asyncio.sleep(0.5)

    shared_api.runner.run(hang_up())
    assert len(zones(shared_api, town)) == said(shared_api, town) <= 1
