"""Beginning, changing, handing over and leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from shouwen.core.people.holdings import Held, Passing, holdings
from shouwen.core.people.problems import AlreadyHolds
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from tests.core.people.org import Office, code, fields, grant_too
from tests.support.api import Api, Caller, request

PASSWORD = "four quiet words here"


@dataclass
class Umbrellas:
    """A room of its own: things that people hold."""

    held: dict[UUID, tuple[UUID, UUID]] = field(default_factory=dict)  # umbrella → community, holder

    def find(self, _work: Work, staff_id: UUID) -> list[Held]:
        return [
            Held("umbrella", community_id, id, "长柄伞")
            for id, (community_id, holder) in self.held.items()
            if holder == staff_id
        ]

    def move(self, _work: Work, passing: Passing) -> None:
        for held in self.find(_work, passing.from_staff_id):
            self.held[held.id] = (held.community_id, passing.to_staff_id)

    def lend(self, town_id: UUID, who: Caller) -> None:
        self.held[new_id()] = (town_id, who.id)

    def of(self, who: Caller) -> int:
        return sum(holder == who.id for _, holder in self.held.values())


@pytest.fixture
def office(shared_api: Api) -> Office:
    return Office.open(shared_api)


@pytest.fixture
def umbrellas() -> Iterator[Umbrellas]:
    room = Umbrellas()
    holdings.add("umbrella", find=room.find, move=room.move)
    yield room
    del holdings.kinds["umbrella"]


@pytest.fixture
def worker(office: Office) -> Caller:
    return office.api.staff("engineer", office.town)


def number(office: Office) -> str:
    return f"P{next(office.api.numbers)}"


def leave(office: Office, who: Caller, by: Caller | None = None, **body: Any) -> Any:
    return office.api.post(f"/staff/{who.id}/deactivate", by or office.manager, body)


def hand_over(office: Office, who: Caller, to: Caller, by: Caller | None = None) -> Any:
    body = {"to_staff_id": to.id, "reason": "离职交接"}
    return office.api.post(f"/staff/{who.id}/hand-over", by or office.manager, body)


# ---------------------------------------------------------------- beginning and changing


def test_somebody_begins_to_work_and_can_sign_in(office: Office) -> None:
    api, name = office.api, f"user{next(office.api.numbers)}"
    made = office.make("/staff", name="新同事", number=number(office), username=name, password=PASSWORD)
    assert (made["active"], made["posts"], made["version"]) == (True, [], 1)
    signed_in = api.post("/sessions", None, {"username": name, "password": PASSWORD, "client": "token"})
    assert signed_in.status_code == 201
    me = api.get("/me", None, headers={"Authorization": f"Bearer {signed_in.json()['access_token']}"}).json()
    assert (me["staff_id"], me["grants"]) == (made["id"], []), "what they may do is granted apart"


def test_a_login_is_whole_or_not_given_and_a_number_is_taken_once(office: Office) -> None:
    taken = number(office)
    office.make("/staff", name="甲", number=taken)
    assert code(office.api.post("/staff", office.manager, {"name": "乙", "number": taken})) == (
        409,
        "people.number_taken",
    )
    half = {"name": "丙", "number": number(office), "password": PASSWORD}
    assert [error for _, error in fields(office.api.post("/staff", office.manager, half))] == ["login_incomplete"]
    weak = half | {"username": "half", "password": "short"}
    assert code(office.api.post("/staff", office.manager, weak)) == (422, "access.password_weak")
    assert code(office.api.post("/staff", office.supervisor, half)) == (403, "house.forbidden")


def test_a_username_alone_is_theirs_at_once_and_waits_for_a_link(office: Office) -> None:
    name = f"user{next(office.api.numbers)}"
    made = office.make("/staff", name="新同事", number=number(office), username=name)
    again = {"name": "乙", "number": number(office), "username": name}
    assert code(office.api.post("/staff", office.manager, again)) == (409, "access.username_taken")
    assert office.api.get(f"/staff?q={again['number']}", office.manager).json()["data"] == [], "both or neither"
    link = office.api.post(f"/staff/{made['id']}/sign-in-link", office.api.staff("system_admin", None), {}).json()
    used = office.api.post("/sign-in-links/use", None, {"token": link["token"], "password": PASSWORD})
    assert (used.status_code, link["username"]) == (200, name)


@pytest.mark.parametrize("odd", ["G 021", "G021🙂", "工号21", "-21"])
def test_a_number_is_a_code_and_the_field_says_so(office: Office, worker: Caller, odd: str) -> None:
    refused = office.api.post("/staff", office.manager, {"name": "丁", "number": odd})
    assert fields(refused) == [("/number", "wrong_form")]
    assert "只能用英文字母、数字" in refused.json()["errors"][0]["message"]
    before = office.api.get(f"/staff/{worker.id}", office.manager).json()
    assert fields(office.change("staff", before, number=odd)) == [("/number", "wrong_form")]


def test_name_and_number_change_under_their_version(office: Office, worker: Caller) -> None:
    before = office.api.get(f"/staff/{worker.id}", office.manager).json()
    changed = office.change("staff", before, name="改了名").json()
    assert (changed["name"], changed["version"], changed["number"]) == ("改了名", 2, before["number"])
    assert code(office.change("staff", before, number=number(office))) == (412, "house.stale")
    taken = office.api.get(f"/staff/{office.manager.id}", office.manager).json()["number"]
    assert code(office.change("staff", changed, number=taken)) == (409, "people.number_taken")
    assert office.change("staff", changed, number=changed["number"]).status_code == 200


# ---------------------------------------------------------------- leaving


def test_who_holds_nothing_leaves_and_is_signed_in_nowhere_at_once(office: Office, worker: Caller) -> None:
    assert office.api.get("/me", worker).status_code == 200
    left = leave(office, worker, left_on="2026-11-20").json()
    assert (left["active"], left["left_on"]) == (False, "2026-11-20")
    assert code(office.api.get("/me", worker))[0] == 401
    assert {"person_id": str(worker.id)} in office.told("access.sessions_ended")
    assert code(leave(office, worker)) == (409, "people.not_active")


def test_whoever_keeps_the_chart_still_finds_who_has_left(office: Office, worker: Caller) -> None:
    office.put(worker, office.post("维修工"))
    assert hand_over(office, worker, office.manager).status_code == 200
    assert leave(office, worker).status_code == 200
    found = office.api.get(f"/staff/{worker.id}", office.manager)
    assert (found.status_code, found.json()["active"]) == (200, False)
    assert office.api.get(f"/staff/{worker.id}", office.supervisor).status_code == 404
    assert office.api.get(f"/staff/{worker.id}", Office.open(office.api).manager).status_code == 404


def test_who_comes_back_signs_in_anew(office: Office, worker: Caller) -> None:
    leave(office, worker)
    assert office.api.post(f"/staff/{worker.id}/reactivate", office.manager).json()["active"] is True
    assert code(office.api.get("/me", worker)) == (401, "access.session_unknown")
    assert code(office.api.post(f"/staff/{worker.id}/reactivate", office.manager)) == (409, "people.still_active")


def test_who_still_holds_something_does_not_leave(office: Office, worker: Caller, umbrellas: Umbrellas) -> None:
    office.put(worker, office.post("维修工"))
    umbrellas.lend(office.town.id, worker)
    umbrellas.lend(office.town.id, worker)
    answer = leave(office, worker)
    assert code(answer) == (409, "people.still_holds")
    holds = {one["kind"]: one for one in answer.json()["holds"]}
    assert (holds["post"]["count"], holds["post"]["first"][0]["label"]) == (1, "维修工")
    assert holds["umbrella"]["count"] == 2
    assert office.api.get("/me", worker).status_code == 200, "whoever stays is still signed in"


def test_one_hand_over_moves_everything_and_then_they_leave(
    office: Office, worker: Caller, umbrellas: Umbrellas
) -> None:
    post, shared = office.post("维修工"), office.post("电工")
    taker = office.api.staff("engineer", office.town)
    for who, held in ((worker, post), (worker, shared), (taker, shared)):
        office.put(who, held)
    umbrellas.lend(office.town.id, worker)
    answer = hand_over(office, worker, taker)
    assert answer.status_code == 200, answer.text
    assert {one["kind"]: one["count"] for one in answer.json()["moved"]} == {"post": 2, "umbrella": 1}
    assert (umbrellas.of(worker), umbrellas.of(taker)) == (0, 1)
    me = {who.id: office.api.get("/me", who).json()["posts"] for who in (worker, taker)}
    assert (me[worker.id], {row["id"] for row in me[taker.id]}) == ([], {post["id"], shared["id"]})
    assert leave(office, worker).status_code == 200
    [told] = [one for one in office.told("people.handed_over") if one["from_staff_id"] == str(worker.id)]
    assert (told["to_staff_id"], told["moved"]) == (str(taker.id), 3)


def test_who_takes_over_works_where_it_lies(office: Office, worker: Caller, umbrellas: Umbrellas) -> None:
    stranger = Office.open(office.api)
    umbrellas.lend(office.town.id, worker)
    fresh = office.make("/staff", name="新同事", number=number(office))
    for id in (stranger.manager.id, new_id(), UUID(fresh["id"])):
        answer = hand_over(office, worker, Caller(id, "", ""))
        assert fields(answer) == [("/to_staff_id", "reference_unknown")]
    assert code(hand_over(office, worker, worker)) == (409, "people.hand_over_to_self")
    office.put(worker, office.post("维修工"))
    assert hand_over(office, worker, Caller(UUID(fresh["id"]), "", "")).status_code == 200, "the post comes along"


def test_what_one_room_refuses_moves_nothing(office: Office, worker: Caller, umbrellas: Umbrellas) -> None:
    def refuse(_work: Work, _passing: Passing) -> None:
        raise AlreadyHolds  # any refusal will do

    office.put(worker, office.post("维修工"))
    holdings.add("refusing", find=lambda _work, _staff_id: [], move=refuse)
    body = {"to_staff_id": office.supervisor.id, "reason": "离职交接"}
    [answer] = office.api.exchange([request("POST", f"/staff/{worker.id}/hand-over", office.manager, body=body)])
    del holdings.kinds["refusing"]
    assert answer.status_code == 409
    assert len(office.api.get("/me", worker).json()["posts"]) == 1


# ---------------------------------------------------------------- who may


def test_nobody_switches_themselves_off(office: Office) -> None:
    assert code(leave(office, office.manager)) == (409, "people.yourself")
    admin = office.api.staff("system_admin", None)
    assert code(leave(office, admin, admin)) == (409, "people.yourself")


def test_a_manager_dismisses_nobody_of_the_company_and_nobody_elsewhere(office: Office, worker: Caller) -> None:
    other = Office.open(office.api)
    assert code(leave(office, other.supervisor)) == (404, "house.not_found")
    assert code(leave(office, office.api.staff("system_admin", None))) == (403, "people.works_elsewhere")
    grant_too(office, worker, "engineer", other)
    assert code(leave(office, worker)) == (403, "people.works_elsewhere")
    assert code(hand_over(office, worker, office.supervisor)) == (403, "people.works_elsewhere")
    assert code(office.api.post(f"/staff/{worker.id}/deactivate", office.supervisor)) == (403, "house.forbidden")
    assert leave(office, worker, office.api.staff("system_admin", None)).status_code == 200


def test_two_rooms_do_not_speak_of_the_same_kind(umbrellas: Umbrellas) -> None:
    with pytest.raises(ValueError, match="umbrella"):
        holdings.add("umbrella", find=umbrellas.find, move=umbrellas.move)
