"""Signing in over HTTP: what the console gets, what a phone gets, and what a stranger can learn."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from shouwen.core.access.api import routes
from shouwen.core.access.models import AccessGrant, SignInSession
from shouwen.core.access.passwords import verify_password
from shouwen.core.access.service import NewGrant, make_setup_link
from shouwen.core.people.models import Post, PostHolder
from shouwen.core.work import House, HouseOptions
from shouwen.kit import failures
from tests.core.access.conftest import PASSWORD, Desk, takes_as_long

OURS = "http://desk.test"


@dataclass
class Browser:
    """An HTTP client on the routes of this room."""

    runner: asyncio.Runner
    app: FastAPI
    client: httpx.AsyncClient

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.runner.run(self.client.request(method, f"/api/v1{path}", **more))

    def sign_in(self, username: str = "liqiang", password: str = PASSWORD, **more: str) -> httpx.Response:
        return self.send("POST", "/sessions", json={"username": username, "password": password, **more})

    def pair(self) -> dict[str, Any]:
        reply = self.sign_in(client="token")
        assert reply.status_code == 201, reply.text
        pair: dict[str, Any] = reply.json()
        return pair

    def me(self, token: str | None = None) -> httpx.Response:
        return self.send("GET", "/me", headers={"Authorization": f"Bearer {token}"} if token else {})


def serving(house: House) -> FastAPI:
    app = FastAPI()
    app.state.house = house
    app.include_router(routes.router, prefix="/api/v1")
    failures.install(app)
    return app


@pytest.fixture
def browser(desk: Desk) -> Iterator[Browser]:
    app = serving(desk.house)
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=OURS)
        yield Browser(runner, app, client)
        runner.run(client.aclose())


def test_the_console_gets_a_cookie_and_the_person(desk: Desk, browser: Browser) -> None:
    person = desk.staff("liqiang")
    reply = browser.sign_in()
    assert (reply.status_code, reply.json()) == (201, {"person": {"id": str(person), "name": "liqiang 员工"}})
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith("shouwen_session=")
    assert cookie.endswith("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax")
    assert browser.me().json()["person"]["id"] == str(person)


def test_over_https_the_cookie_is_bound_to_the_host(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")
    browser.app.state.house = replace(desk.house, options=HouseOptions(public_url="https://desk.test"))
    cookie = browser.sign_in().headers["set-cookie"]
    assert cookie.startswith("__Host-shouwen_session=")
    assert cookie.endswith("; Secure")


def test_signing_in_again_ends_what_the_browser_held(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")
    first = browser.sign_in().cookies["shouwen_session"]
    second = browser.sign_in().cookies["shouwen_session"]
    assert first != second
    assert browser.me().status_code == 200
    browser.client.cookies.clear()
    browser.client.cookies.set("shouwen_session", first)
    assert browser.me().json()["code"] == "access.session_unknown"


def test_a_phone_gets_a_pair_and_no_cookie(desk: Desk, browser: Browser) -> None:
    person = desk.staff("liqiang")
    reply = browser.sign_in(client="token")
    assert set(reply.json()) == {"access_token", "refresh_token", "expires_in"}
    assert reply.json()["expires_in"] == 1800
    assert "set-cookie" not in reply.headers
    assert browser.me(reply.json()["access_token"]).json()["staff_id"] == str(person)


def test_refreshing_rotates_and_reuse_ends_everything(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")

    def refresh(token: str) -> httpx.Response:
        return browser.send("POST", "/sessions/refresh", json={"refresh_token": token})

    first = browser.pair()
    second = refresh(first["refresh_token"])
    assert second.status_code == 200
    assert refresh(first["refresh_token"]).json() == second.json()
    desk.clock.advance(seconds=61)
    reused = refresh(first["refresh_token"])
    assert (reused.status_code, reused.json()["code"]) == (401, "access.refresh_reused")
    assert browser.me(second.json()["access_token"]).status_code == 401
    assert refresh(second.json()["refresh_token"]).json()["code"] == "access.session_unknown"


def test_signing_out_takes_effect_at_once(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")
    pair = browser.pair()
    browser.sign_in()
    gone = browser.send("DELETE", "/sessions/current", headers={"Origin": OURS})
    assert (gone.status_code, gone.content) == (204, b"")
    assert "Max-Age=0" in gone.headers["set-cookie"]
    assert browser.me().status_code == 401
    browser.client.cookies.clear()
    assert browser.me(pair["access_token"]).status_code == 200
    browser.send("DELETE", "/sessions/current", headers={"Authorization": f"Bearer {pair['access_token']}"})
    assert browser.me(pair["access_token"]).status_code == 401
    assert browser.send("POST", "/sessions/refresh", json={"refresh_token": pair["refresh_token"]}).status_code == 401


def test_signing_out_needs_our_own_page_and_a_session(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")
    key = desk.client(NewGrant("integrator"))
    with_key = browser.send("DELETE", "/sessions/current", headers={"Authorization": f"Bearer {key}"})
    assert (with_key.status_code, with_key.json()["code"]) == (409, "access.no_session")
    assert browser.send("DELETE", "/sessions/current").status_code == 401
    browser.sign_in()
    for headers in ({}, {"Origin": "http://elsewhere.test"}, {"Sec-Fetch-Site": "cross-site"}):
        refused = browser.send("DELETE", "/sessions/current", headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (403, "access.origin"), headers
    assert browser.me().status_code == 200


def test_nobody_is_signed_in_by_a_foreign_page(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")
    body = {"username": "liqiang", "password": PASSWORD}
    foreign = browser.send("POST", "/sessions", json=body, headers={"Origin": "http://elsewhere.test"})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "access.origin")
    assert browser.send("POST", "/sessions", json=body, headers={"Origin": OURS}).status_code == 201
    browser.client.cookies.clear()
    as_form = {"Content-Type": "text/plain"}
    assert browser.send("POST", "/sessions", content=json.dumps(body), headers=as_form).status_code in {415, 422}


def test_a_removed_grant_and_a_departure_show_in_the_next_request(desk: Desk, browser: Browser) -> None:
    person = desk.staff("liqiang", NewGrant("manager"))
    browser.sign_in()
    assert [grant["role"] for grant in browser.me().json()["grants"]] == ["manager"]
    desk.run(sa.delete(AccessGrant))
    assert browser.me().json()["grants"] == []
    desk.deactivate(person)
    assert browser.me().json()["code"] == "access.inactive"


def test_me_says_what_i_may_do_where(desk: Desk, browser: Browser) -> None:
    here, there = desk.community(), desk.community()
    zones = sorted([desk.zone(here), desk.zone(here)])
    person = desk.staff(
        "liqiang", *[NewGrant("zone_butler", here, zone_id=zone) for zone in zones], NewGrant("engineer", there)
    )

    def hold(session: Session) -> UUID:
        post = Post(community_id=here, name="前台")
        session.add(post)
        session.flush()
        now = desk.clock.now()
        session.add(PostHolder(community_id=here, post_id=post.id, staff_id=person, since=now))
        return post.id

    post = desk.write(hold)
    browser.sign_in()
    me = browser.me().json()
    assert (me["kind"], me["staff_id"], me["residencies"]) == ("staff", str(person), [])
    assert me["posts"] == [{"id": str(post), "community_id": str(here), "name": "前台"}]
    butler, engineer = sorted(me["grants"], key=lambda grant: grant["role"], reverse=True)
    assert butler["zone_ids"] == [str(zone) for zone in zones]
    assert (butler["community_id"], butler["department_ids"]) == (str(here), [])
    assert {"name": "cases.read", "reach": "zone"} in butler["permissions"]
    assert (engineer["community_id"], engineer["zone_ids"]) == (str(there), [])
    assert {"name": "cases.read", "reach": "own"} in engineer["permissions"]


def test_an_integrator_sees_itself_without_a_staff_id(desk: Desk, browser: Browser) -> None:
    me = browser.me(desk.client(NewGrant("integrator"))).json()
    assert (me["kind"], me["staff_id"], me["grants"][0]["community_id"]) == ("client", None, None)


def shape(reply: httpx.Response) -> tuple[Any, ...]:
    return reply.status_code, reply.content, sorted(reply.headers.items())


def test_a_stranger_cannot_tell_which_names_exist(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")
    desk.deactivate(desk.staff("wangfang"))
    for attempt in range(6):
        known, left, unknown = (
            shape(browser.sign_in(name, "not the password")) for name in ("liqiang", "wangfang", "nobody")
        )
        assert known == left == unknown
        assert known[0] == (401 if attempt < 5 else 429)
    locked = browser.sign_in("nobody", PASSWORD)
    assert (locked.json()["code"], locked.headers["retry-after"]) == ("access.locked", "900")
    assert shape(locked) == shape(browser.sign_in("liqiang", PASSWORD))


def test_a_stranger_cannot_tell_by_the_clock(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")

    def fail(username: str) -> None:
        desk.clock.advance(minutes=8)  # failures of one name lie further apart than they are remembered
        assert browser.sign_in(username, "not the password").status_code == 401

    assert takes_as_long(lambda: fail("liqiang"), lambda: fail("nobody"), pairs=15)


def test_the_failure_is_kept_although_the_answer_is_no(desk: Desk, browser: Browser) -> None:
    browser.sign_in("nobody", "not the password")
    assert [entry.actor_kind for entry in desk.events("access.sign_in_failed")] == ["anonymous"]


@pytest.mark.parametrize(
    "body",
    [
        {"username": "liqiang"},
        {"username": "liqiang", "password": ""},
        {"username": "liqiang", "password": "x" * 129},
        {"username": "liqiang", "password": 12},
        {"username": "liqiang", "password": PASSWORD, "client": "pigeon"},
        {"username": "liqiang", "password": PASSWORD, "admin": True},
        {"username": "liq\u202eiang", "password": PASSWORD},
        {"username": "x" * 65, "password": PASSWORD},
    ],
    ids=str,
)
def test_what_is_malformed_is_422_and_nothing_is_echoed(desk: Desk, browser: Browser, body: dict[str, Any]) -> None:
    reply = browser.send("POST", "/sessions", json=body)
    assert reply.status_code == 422, reply.text
    assert PASSWORD not in reply.text


def test_odd_passwords_are_wrong_passwords_not_errors(desk: Desk, browser: Browser) -> None:
    desk.staff("liqiang")
    for password in (r"\ud800", r"a\u0000b", "安" * 128, " "):
        body = f'{{"username": "liqiang", "password": "{password}"}}'.encode()
        reply = browser.send("POST", "/sessions", content=body, headers={"Content-Type": "application/json"})
        assert reply.status_code in {400, 401, 422}, (password, reply.text)


def test_the_setup_link_makes_the_first_administrator_once(desk: Desk, browser: Browser) -> None:
    token = desk.write(lambda session: make_setup_link(session, desk.clock.now()))

    def set_up(**changes: str) -> httpx.Response:
        body = {"token": token, "name": "李强", "username": "liqiang", "password": PASSWORD} | changes
        return browser.send("POST", "/setup", json=body)

    weak = set_up(password="liqiang")
    assert (weak.status_code, weak.json()["code"]) == (422, "access.password_weak")
    assert [error["code"] for error in weak.json()["errors"]] == ["too_short", "same_as_username"]
    done = set_up()
    assert (done.status_code, done.json()["person"]["name"]) == (201, "李强")
    again = set_up(username="wangfang")
    assert (again.status_code, again.json()["code"]) == (404, "access.link_unknown")
    browser.sign_in()
    assert [grant["role"] for grant in browser.me().json()["grants"]] == ["system_admin"]


def test_no_writer_waits_for_a_hash(desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite one writer holds the pen: whoever hashes must not be holding it."""
    desk.staff("liqiang")

    def verify_while_another_writes(password: str, stored: str | None) -> tuple[bool, str | None]:
        desk.run(sa.update(SignInSession).values(used_at=None))
        return verify_password(password, stored)

    monkeypatch.setattr("shouwen.core.access.sign_in.verify_password", verify_while_another_writes)
    assert browser.sign_in().status_code == 201


def test_every_body_has_an_example_that_is_valid(desk: Desk, browser: Browser) -> None:
    document = browser.app.openapi()
    for name in ("SignInIn", "RefreshIn", "SetupIn"):
        assert document["components"]["schemas"][name]["examples"], name
    for path, name in [("/sessions", "SignInIn"), ("/sessions/refresh", "RefreshIn"), ("/setup", "SetupIn")]:
        example = document["components"]["schemas"][name]["examples"][0]
        assert browser.send("POST", path, json=example).status_code in {401, 404}, name
