"""The demo, as somebody meets it who tries the house out: sign in, look around, find the desk at work."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from shouwen.areas.cases.rules import State
from shouwen.core.people.models import Person
from shouwen.core.people.queries import reception_holder
from shouwen.core.work import Work
from shouwen.demo import load
from shouwen.demo.load import NotEmpty, load_demo
from shouwen.demo.personas import new_password
from shouwen.kit.ids import new_id
from tests.support.api import Api, opened, request

STAFF = {
    "system_admin",
    "manager",
    "supervisor",
    "duty_butler",
    "zone_butler_a",
    "zone_butler_b",
    "engineer",
    "cashier",
    "guard",
}
RESIDENTS = {"resident_1", "resident_2"}


@dataclass
class Demo:
    """A planted house, and its people once they have signed in."""

    api: Api
    path: Path
    known: dict[str, Any]
    signed_in: dict[str, dict[str, str]]

    def get(self, who: str, path: str, status: int = 200) -> Any:
        method, address, more = request("GET", path)
        answer = self.api.at_once([(method, address, {**more, "headers": self.header(who)})])[0]
        assert answer.status_code == status, answer.text
        return answer.json()

    def rows(self, who: str, path: str) -> list[Any]:
        return list(self.get(who, path)["data"])

    def header(self, who: str) -> dict[str, str]:
        if who not in self.signed_in:
            persona = self.known[who]
            token = persona.get("api_key") or self.token(persona)
            self.signed_in[who] = {"Authorization": f"Bearer {token}"}
        return self.signed_in[who]

    def token(self, persona: dict[str, str]) -> str:
        answer = self.api.post("/sessions", body={**persona, "client": "token"})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["access_token"])


@pytest.fixture(scope="module")
def demo(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    path = folder / "out" / "personas.json"
    with opened(shared_database_url, folder) as api:
        assert load_demo(api.house, path)
        yield Demo(api, path, json.loads(path.read_text("utf-8")), {})


def test_the_file_names_twelve_ways_in_for_its_owner_alone(demo: Demo) -> None:
    assert set(demo.known) == STAFF | RESIDENTS | {"integrator"}
    assert all(set(demo.known[key]) == {"username", "password"} for key in STAFF | RESIDENTS)
    assert set(demo.known["integrator"]) == {"api_key"}
    assert len({demo.known[key]["password"] for key in STAFF | RESIDENTS}) == len(STAFF | RESIDENTS)
    assert stat.S_IMODE(demo.path.stat().st_mode) == 0o600
    assert [path.name for path in demo.path.parent.iterdir()] == ["personas.json"]


def test_passwords_can_be_read_aloud_and_are_never_the_same() -> None:
    made = {new_password() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", password) for password in made)


@pytest.mark.parametrize("who", sorted(STAFF | RESIDENTS))
def test_everybody_can_sign_in(demo: Demo, who: str) -> None:
    me = demo.get(who, "/me")
    assert bool(me["staff_id"]) == (who in STAFF)
    if who in STAFF:
        assert {grant["role"] for grant in me["grants"]} == {who.removesuffix("_a").removesuffix("_b")}


def test_all_but_one_work_or_live_in_the_first_community(demo: Demo) -> None:
    first, second = demo.rows("system_admin", "/communities")
    assert (first["name"], second["name"]) == ("翠湖花园", "云锦苑")
    for who in STAFF - {"system_admin", "zone_butler_b"} | {"integrator"}:
        assert [row["id"] for row in demo.rows(who, "/communities")] == [first["id"]], who
    assert [row["id"] for row in demo.rows("zone_butler_b", "/communities")] == [second["id"]]
    for who in RESIDENTS:
        assert {grant["community_id"] for grant in demo.get(who, "/me")["grants"]} == {first["id"]}


def test_the_communities_have_the_size_that_was_promised(demo: Demo) -> None:
    first, second = (row["id"] for row in demo.rows("system_admin", "/communities"))
    counted = [
        demo.get("system_admin", f"/units?community_id={id}&kind=residential&include=total_count")["total_count"]
        for id in (first, second)
    ]
    assert counted == [120, 40]
    assert {row["kind"] for row in demo.rows("manager", "/departments")} == {
        "customer_service",
        "engineering",
        "safety",
        "environment",
        "office",
    }


def test_the_duty_butler_answers_for_the_desk(demo: Demo) -> None:
    me = demo.get("duty_butler", "/me")
    community_id = UUID(demo.rows("duty_butler", "/communities")[0]["id"])
    now = demo.api.clock.now()
    holder = demo.api.look(lambda session: reception_holder(session, community_id, now, now).id)
    assert str(holder) == me["staff_id"]
    reception = demo.rows("duty_butler", "/posts?is_reception=true")
    assert reception[0]["holders"][0]["name"] == me["person"]["name"]
    assert reception[0]["superior"]["name"] == "客服主管"


def test_the_two_residents_live_in_different_households(demo: Demo) -> None:
    homes = []
    for name in ("王建国", "李秀兰"):
        found = [row for row in demo.rows("manager", f"/residents?q={name}") if row["can_sign_in"]]
        assert len(found) == 1
        assert re.fullmatch(r"199\*\*\*\*\d{4}", found[0]["phone"])
        homes.append(found[0]["units"][0]["household_id"])
    assert len(set(homes)) == 2


def test_a_zone_butler_sees_the_zone_alone(demo: Demo) -> None:
    seen = demo.rows("zone_butler_a", "/units?limit=100")
    assert {row["zone"]["name"] for row in seen} == {"东区"}
    west = demo.rows("manager", "/units?q=5-2-302")[0]
    assert west["household"] is not None
    demo.get("zone_butler_a", f"/units/{west['id']}", 404)
    demo.get("zone_butler_a", f"/households/{west['household']['id']}", 404)
    assert demo.rows("zone_butler_a", "/households?q=5-2-302") == []


def test_the_other_community_does_not_exist_for_a_manager(demo: Demo) -> None:
    _first, second = demo.rows("system_admin", "/communities")
    for path in ("units", "residents", "households", "posts", "buildings", "zones", "departments"):
        foreign = demo.rows("system_admin", f"/{path}?community_id={second['id']}")[0]
        alone = demo.get("system_admin", f"/{path}/{foreign['id']}")
        assert {name: alone[name] for name in foreign} == foreign, "by itself it tells as much, or more"
        assert demo.rows("manager", f"/{path}?community_id={second['id']}") == []
        theirs = demo.get("manager", f"/{path}/{foreign['id']}", 404)
        nobodys = demo.get("manager", f"/{path}/{new_id()}", 404)
        assert (theirs["code"], theirs["detail"]) == (nobodys["code"], nobodys["detail"])


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("resident_1", "/units"),
        ("resident_1", "/residents"),
        ("engineer", "/residents"),
        ("integrator", "/staff"),
        ("integrator", "/residents"),
    ],
)
def test_some_may_not_look_at_all(demo: Demo, who: str, path: str) -> None:
    demo.get(who, path, 403)


def test_a_list_refuses_what_it_does_not_know(demo: Demo) -> None:
    assert demo.get("manager", "/units?colour=red", 422)["errors"][0]["pointer"] == "query:colour"
    assert demo.get("manager", "/units?limit=0", 422)["errors"][0]["pointer"] == "query:limit"
    assert demo.get("manager", "/units?sort=colour", 422)["code"] == "house.sort_unknown"
    assert demo.get("manager", "/units?cursor=abc", 400)["code"] == "cursor_invalid"
    assert demo.get("manager", "/units/not-an-id", 422)["errors"]


def test_pages_follow_each_other_over_http(demo: Demo) -> None:
    seen, path = [], "/units?kind=residential&kind=shop&limit=50"
    page = demo.get("manager", path)
    while True:
        seen += [row["label"] for row in page["data"]]
        if not page["has_more"]:
            break
        page = demo.get("manager", f"{path}&cursor={page['next_cursor']}")
    assert len(seen) == len(set(seen)) == 124
    assert seen[:3] == ["1-1-101", "1-1-102", "1-1-201"]


def test_the_desk_has_been_at_work(demo: Demo) -> None:
    cases = demo.rows("manager", "/cases?limit=100")
    assert len(cases) >= 12
    assert {case["state"] for case in cases} >= set(State) - {State.CONFIRMED}
    assert {case["kind"] for case in cases} >= {"repair", "complaint", "inquiry", "help", "suggestion", "service"}
    assert cases == sorted(cases, key=lambda case: case["heard_at"], reverse=True)
    assert all(not case["recorded_late"] for case in cases)
    waiting = demo.rows("supervisor", "/cases?state=heard&include=actions")
    assert any(action["action"] == "accept" and action["allowed"] for case in waiting for action in case["actions"])
    assert {case["title"] for case in demo.rows("resident_2", "/cases")} == {"楼上深夜装修噪声扰民", "卧室窗户关不严"}


def test_the_head_of_the_desk_stands_in_for_who_is_away(demo: Demo) -> None:
    supervisor = demo.get("supervisor", "/me")["staff_id"]
    community_id = demo.rows("supervisor", "/communities")[0]["id"]
    [absence] = demo.rows("supervisor", "/absences?state=present")
    posts = {post["name"]: post for post in demo.get("supervisor", f"/communities/{community_id}/chart")["posts"]}
    post = posts["客户服务经理"]
    assert [holder["staff"] for holder in post["holders"]] == [absence["staff"]]
    assert (post["holders"][0]["away"], post["answers"]["id"]) == (True, supervisor)


def test_an_elevator_goes_to_the_head_of_engineering_and_a_tap_to_the_repairers(demo: Demo) -> None:
    community_id = demo.rows("supervisor", "/communities")[0]["id"]

    def post(category: str) -> str:
        asked = f"/routes/resolve?community_id={community_id}&kind=repair&category={category}"
        return str(demo.get("duty_butler", asked)["post"]["name"])

    assert [post("elevator"), post("plumbing")] == ["工程主管", "维修工"]


def test_it_is_planted_once_only(demo: Demo) -> None:
    before = demo.path.read_bytes()
    with pytest.raises(NotEmpty):
        load_demo(demo.api.house, demo.path)
    assert not load_demo(demo.api.house, demo.path, once=True)
    assert demo.path.read_bytes() == before


def test_what_goes_wrong_leaves_nothing_behind(api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "personas"
    write = Work.write_journal

    def break_off_at_last(work: Work) -> None:
        if folder.exists():  # the sign-ins are written, the commit has yet to come
            raise RuntimeError("the lights went out")
        write(work)

    monkeypatch.setattr(load, "_tell", lambda *_planted: None)  # what was told makes no difference to what is left
    with monkeypatch.context() as patched:
        patched.setattr(Work, "write_journal", break_off_at_last)
        with pytest.raises(RuntimeError):
            load_demo(api.house, folder / "p.json")
    assert list(folder.iterdir()) == []
    assert api.look(lambda session: session.scalar(sa.select(sa.func.count(Person.id)))) == 0
    assert load_demo(api.house, folder / "p.json")


def test_drawn_complaints_wait_to_be_called_back_about(demo: Demo) -> None:
    waiting = demo.rows("manager", "/callbacks?kind=complaint&state=assigned")
    titles = {"地库照明太暗看不清车位", "车库道闸抬杆太慢常堵车", "门禁刷卡时常没有反应"}
    assert {row["case"]["title"] for row in waiting} == titles
    assert all(row["caller"] for row in waiting)


def test_nobody_was_called_back_at_night(demo: Demo) -> None:
    made = [row["done_at"] for row in demo.rows("manager", "/callbacks?state=reviewed")]
    hours = {datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Shanghai")).hour for at in made}
    assert made
    assert hours <= set(range(9, 20))
