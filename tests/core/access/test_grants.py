"""Giving roles and taking them away, and the links that let people set their own password."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from shouwen.core.access.roles import ROLES
from shouwen.core.access.rules import SIGN_IN_LASTS
from shouwen.core.access.service import NewGrant
from shouwen.kit.ids import new_id
from tests.core.access.conftest import PASSWORD, Desk
from tests.core.access.test_api import serving

NEW = "five quite different words"
Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask(desk: Desk) -> Iterator[Callable[[str], Ask]]:
    """Whoever is named, signed in, asks."""
    app = serving(desk.house)
    with asyncio.Runner() as runner:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk.test")

        def by(username: str) -> Ask:
            token = desk.sign_in(username).access_token if username else ""

            def send(method: str, path: str, body: Any = None) -> httpx.Response:
                headers = {"Idempotency-Key": str(new_id())}
                if token:
                    headers["Authorization"] = f"Bearer {token}"
                return runner.run(client.request(method, f"/api/v1{path}", json=body, headers=headers))

            return send

        yield by
        runner.run(client.aclose())


def chief(desk: Desk) -> UUID:
    return desk.staff("chief", NewGrant("system_admin"))


def codes(reply: httpx.Response) -> tuple[int, str, list[str]]:
    problem = reply.json()
    return reply.status_code, problem["code"], [error["pointer"] for error in problem.get("errors", [])]


def test_a_role_given_holds_at_once_and_ends_at_once(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    here = desk.community()
    new = desk.staff("new")
    admin, theirs = ask("chief"), ask("new")
    assert theirs("GET", "/grants").status_code == 403
    given = admin("POST", "/grants", {"staff_id": str(new), "role": "system_admin", "community_id": str(here)})
    assert given.status_code == 201, given.text
    row = given.json()
    assert row["staff"] == {"id": str(new), "name": "new 员工"}
    assert (row["role"], row["community"]["id"], row["zone"], row["until"]) == ("system_admin", str(here), None, None)
    assert [one["id"] for one in theirs("GET", "/grants").json()["data"]] == [row["id"]]
    ended = admin("POST", f"/grants/{row['id']}/end")
    assert ended.json()["until"] is not None
    assert theirs("GET", "/grants").status_code == 403
    assert codes(admin("POST", f"/grants/{row['id']}/end")) == (409, "access.grant_ended", [])
    assert [entry.detail["grant_id"] for entry in desk.events("access.grant_ended")] == [row["id"]]


def test_the_list_is_narrowed_and_shows_what_ended_only_when_asked(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    here, there = desk.community(), desk.community()
    zone = desk.zone(here)
    desk.staff("butler", NewGrant("zone_butler", here, zone_id=zone))
    gone = desk.staff("gone", NewGrant("engineer", there))
    admin = ask("chief")

    def names(query: str) -> list[str]:
        return [row["staff"]["name"] for row in admin("GET", f"/grants?{query}").json()["data"]]

    assert names("") == ["butler 员工", "chief 员工", "gone 员工"]
    assert names(f"community_id={here}") == names("role=zone_butler") == names("q=BUTLER") == ["butler 员工"]
    grant = admin("GET", f"/grants?staff_id={gone}").json()["data"][0]
    admin("POST", f"/grants/{grant['id']}/end")
    assert names(f"staff_id={gone}") == []
    assert names(f"staff_id={gone}&ended=true") == ["gone 员工"]


def test_what_cannot_be_given(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    here, there = desk.community(), desk.community()
    zone = desk.zone(there)
    new = str(desk.staff("new"))
    admin = ask("chief")

    def give(**body: str) -> httpx.Response:
        return admin("POST", "/grants", {"staff_id": new, "role": "engineer", **body})

    for role in ("resident", "integrator", "emperor"):
        assert codes(give(role=role)) == (422, "access.role_unknown", ["/role"])
    assert codes(give(community_id=str(new_id()))) == (422, "house.reference_unknown", ["/community_id"])
    foreign = give(community_id=str(here), zone_id=str(zone))
    assert codes(foreign) == (422, "house.reference_unknown", ["/zone_id"])
    assert codes(give(zone_id=str(zone)))[:2] == (422, "house.malformed")
    assert codes(give(staff_id=str(new_id()))) == (422, "house.reference_unknown", ["/staff_id"])
    assert give(community_id=str(here)).status_code == 201
    assert codes(give(community_id=str(here))) == (409, "access.already_granted", [])
    assert give(community_id=str(there)).status_code == 201


def test_one_community_s_administrator_reaches_no_further(desk: Desk, ask: Callable[[str], Ask]) -> None:
    head = chief(desk)
    here, there = desk.community(), desk.community()
    desk.staff("local", NewGrant("system_admin", here))
    stranger = str(desk.staff("stranger", NewGrant("engineer", there)))
    new = str(desk.staff("new"))
    local, admin = ask("local"), ask("chief")
    everything = admin("GET", "/grants").json()["data"]
    seen = local("GET", "/grants").json()["data"]
    assert {row["staff"]["name"] for row in seen} == {"local 员工"}
    for row in everything:
        if row["id"] not in {one["id"] for one in seen}:
            assert local("GET", f"/grants/{row['id']}").status_code == 404
            assert local("POST", f"/grants/{row['id']}/end").status_code == 404
    body = {"staff_id": new, "role": "engineer"}
    assert codes(local("POST", "/grants", body))[2] == ["/community_id"]
    assert codes(local("POST", "/grants", {**body, "community_id": str(there)}))[2] == ["/community_id"]
    away = {**body, "community_id": str(here), "staff_id": stranger}
    assert codes(local("POST", "/grants", away)) == (422, "house.reference_unknown", ["/staff_id"])
    # Whoever could set the chief's password could act as the chief.
    assert codes(local("POST", f"/staff/{head}/sign-in-link", {}))[0] == 403
    assert local("POST", f"/staff/{stranger}/sign-in-link", {}).status_code == 404
    assert local("POST", f"/staff/{new}/sign-in-link", {}).status_code == 201


def test_the_last_administrator_of_the_company_stays(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    admin = ask("chief")
    mine = admin("GET", "/grants").json()["data"][0]["id"]
    assert codes(admin("POST", f"/grants/{mine}/end")) == (409, "access.last_administrator", [])
    other = desk.staff("other", NewGrant("system_admin"))
    desk.deactivate(other)
    assert codes(admin("POST", f"/grants/{mine}/end"))[1] == "access.last_administrator"
    desk.staff("third", NewGrant("system_admin"))
    assert admin("POST", f"/grants/{mine}/end").json()["until"] is not None
    assert admin("GET", "/grants").status_code == 403


def test_every_role_for_staff_is_told_with_its_reaches(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    roles = {role["role"]: role["permissions"] for role in ask("chief")("GET", "/roles").json()["data"]}
    assert set(roles) == set(ROLES) - {"resident", "integrator"}
    told = {one["name"]: one["reach"] for one in roles["engineer"]}
    assert told == {name: reach.name.lower() for name, reach in ROLES["engineer"].items()}


def test_a_link_is_the_first_way_in_and_works_once(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    admin, anybody = ask("chief"), ask("")
    made = admin("POST", "/staff", {"name": "李文静", "number": "G021"}).json()["id"]
    assert codes(admin("POST", f"/staff/{made}/sign-in-link", {})) == (422, "access.username_needed", ["/username"])
    told = admin("POST", f"/staff/{made}/sign-in-link", {"username": "LiWenjing"})
    assert told.status_code == 201, told.text
    link = told.json()
    assert (link["username"], link["token"][:3]) == ("liwenjing", "si_")
    weak = anybody("POST", "/sign-in-links/use", {"token": link["token"], "password": "short"})
    assert codes(weak) == (422, "access.password_weak", ["/password"])
    used = anybody("POST", "/sign-in-links/use", {"token": link["token"], "password": NEW})
    assert (used.status_code, used.json()) == (200, {"username": "liwenjing"})
    assert desk.sign_in("liwenjing", NEW).access_token
    again = anybody("POST", "/sign-in-links/use", {"token": link["token"], "password": NEW})
    assert codes(again) == (404, "access.link_unknown", [])
    assert not any(link["token"] in str(entry.detail) for entry in desk.events("access.link_made"))


def test_a_forgotten_password_is_replaced_and_old_sign_ins_end(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    butler = desk.staff("butler")
    admin, theirs, anybody = ask("chief"), ask("butler"), ask("")
    taken = admin("POST", f"/staff/{butler}/sign-in-link", {"username": "other"})
    assert codes(taken) == (409, "access.signs_in_already", [])
    first = admin("POST", f"/staff/{butler}/sign-in-link", {}).json()["token"]
    second = admin("POST", f"/staff/{butler}/sign-in-link", {}).json()["token"]
    assert theirs("GET", "/me").status_code == 200  # until the link is used nothing changes
    assert anybody("POST", "/sign-in-links/use", {"token": first, "password": NEW}).status_code == 404
    assert anybody("POST", "/sign-in-links/use", {"token": second, "password": NEW}).status_code == 200
    assert theirs("GET", "/me").status_code == 401
    assert desk.sign_in("butler", NEW).access_token


def test_a_link_runs_out_and_opens_nothing_for_who_has_left(desk: Desk, ask: Callable[[str], Ask]) -> None:
    chief(desk)
    butler, leaver = desk.staff("butler"), desk.staff("leaver")
    admin, anybody = ask("chief"), ask("")
    tokens = [admin("POST", f"/staff/{who}/sign-in-link", {}).json()["token"] for who in (butler, leaver)]
    desk.deactivate(leaver)
    assert anybody("POST", "/sign-in-links/use", {"token": tokens[1], "password": NEW}).status_code == 404
    desk.clock.advance(seconds=SIGN_IN_LASTS.total_seconds())
    assert anybody("POST", "/sign-in-links/use", {"token": tokens[0], "password": NEW}).status_code == 404
    assert desk.sign_in("butler", PASSWORD).access_token
