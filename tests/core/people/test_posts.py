"""Departments, posts and their holders, changed over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shouwen.kit.ids import new_id
from tests.core.people.org import Office, code, fields, grant_too
from tests.support.api import Api, Caller


@pytest.fixture
def office(shared_api: Api) -> Office:
    return Office.open(shared_api)


def test_a_department_is_added_and_changed(office: Office) -> None:
    made = office.make("/departments", community_id=office.town.id, name="环境部", kind="environment")
    assert made["version"] == 1
    changed = office.change("departments", made, name="环境管理部")
    assert (changed.status_code, changed.headers["etag"], changed.json()["name"]) == (200, '"v2"', "环境管理部")
    assert changed.json()["kind"] == "environment"
    assert {"department_id": made["id"], "fields": ["name"]} in office.told("people.department_changed")
    assert code(office.change("departments", made, kind="office")) == (412, "house.stale")
    again = office.change("departments", changed.json(), name="工程部")
    assert code(again) == (409, "people.name_taken")


def test_a_post_has_its_place_in_the_chart(office: Office) -> None:
    head = office.post("客服主管")
    town = office.town
    made = office.post(
        "电工",
        superior_post_id=head["id"],
        department_id=town.engineering,
        zone_id=town.east,
        deputy_post_id=head["id"],
    )
    assert made["superior"] == made["deputy"] == {"id": head["id"], "name": "客服主管"}
    assert (made["department"]["id"], made["zone"]["id"]) == (str(town.engineering), str(town.east))
    assert office.api.get(f"/posts/{made['id']}", office.manager).json() == made
    changed = office.change("posts", made, zone_id=None, name="维修电工").json()
    assert (changed["zone"], changed["name"], changed["version"]) == (None, "维修电工", 2)
    assert changed["department"] == made["department"], "what is left out stays"


def test_no_two_posts_of_one_name(office: Office) -> None:
    made = office.post("维修工")
    answer = office.api.post("/posts", office.manager, {"community_id": office.town.id, "name": "维修工"})
    assert code(answer) == (409, "people.name_taken")
    assert "维修工" in answer.json()["detail"]
    assert office.change("posts", made, name="维修工").status_code == 200


@pytest.mark.parametrize("line", ["superior_post_id", "deputy_post_id"])
def test_circles_are_refused_and_named(office: Office, line: str) -> None:
    top = office.post("经理")
    middle = office.post("主管", **{line: top["id"]})
    low = office.post("职员", **{line: middle["id"]})
    answer = office.change("posts", top, **{line: low["id"]})
    assert code(answer) == (409, "people.loop")
    assert "经理 → 职员 → 主管 → 经理" in answer.json()["detail"]
    assert code(office.change("posts", top, **{line: top["id"]})) == (409, "people.loop")
    assert office.api.get(f"/posts/{top['id']}", office.manager).json() == top
    assert office.change("posts", low, **{line: top["id"]}).status_code == 200


def test_a_deputy_below_the_post_is_no_circle(office: Office) -> None:
    head = office.post("客服主管")
    deputy = office.post("客服副主管", superior_post_id=head["id"])
    assert office.change("posts", head, deputy_post_id=deputy["id"]).status_code == 200


def test_of_two_halves_of_a_circle_only_one_is_made(office: Office) -> None:
    one, other = office.post("甲"), office.post("乙")
    headers = {"Content-Type": "application/json", "If-Match": '"v1"', **office.manager.headers}
    answers = office.api.at_once(
        [
            (
                "PATCH",
                f"/api/v1/posts/{mine['id']}",
                {"headers": headers, "content": f'{{"superior_post_id": "{above["id"]}"}}'.encode()},
            )
            for mine, above in ((one, other), (other, one))
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]


def test_what_a_body_names_must_be_of_the_community(office: Office) -> None:
    elsewhere = Office.open(office.api)
    foreign = elsewhere.post("那边的")["id"]
    for field, id in (("superior_post_id", foreign), ("department_id", new_id()), ("zone_id", elsewhere.town.east)):
        answer = office.api.post("/posts", office.manager, {"community_id": office.town.id, "name": "新岗", field: id})
        assert (code(answer), fields(answer)) == (
            (422, "house.reference_unknown"),
            [(f"/{field}", "reference_unknown")],
        )
    for community in (elsewhere.town.id, new_id()):
        answer = office.api.post("/posts", office.manager, {"community_id": community, "name": "新岗"})
        assert fields(answer) == [("/community_id", "reference_unknown")]


def test_null_takes_away_what_may_be_missing_and_nothing_else(office: Office) -> None:
    made = office.post("电工")
    answer = office.change("posts", made, name=None)
    assert fields(answer) == [("/name", "not_text")]
    answer = office.api.send("PATCH", f"/posts/{made['id']}", office.manager, body={"is_reception": None}, version=1)
    assert fields(answer) == [("/is_reception", "not_boolean")]
    assert code(office.api.send("PATCH", f"/posts/{made['id']}", office.manager, body={})) == (
        428,
        "house.precondition_required",
    )


def test_a_town_has_one_reception(office: Office) -> None:
    made = office.post("新前台", is_reception=True)
    old = office.api.get(f"/posts/{office.town.reception}", office.manager).json()
    assert (made["is_reception"], old["is_reception"], old["version"]) == (True, False, 2)
    assert office.change("posts", old, is_reception=True).json()["is_reception"]
    assert not office.api.get(f"/posts/{made['id']}", office.manager).json()["is_reception"]


# ---------------------------------------------------------------- who may


def test_only_who_answers_for_the_whole_community_changes_its_chart(office: Office) -> None:
    api, made = office.api, office.post("电工")
    assert code(office.change("posts", made, office.supervisor, name="别的")) == (403, "house.forbidden")
    narrow = api.staff("manager", office.town, zone=office.town.east)
    assert code(office.change("posts", made, narrow, name="别的")) == (403, "house.forbidden")
    assert code(office.change("posts", made, Office.open(api).manager, name="别的")) == (404, "house.not_found")
    assert office.change("posts", made, api.staff("system_admin", None), name="别的").status_code == 200


def test_the_manager_of_one_town_who_works_in_another_may_only_look_there(office: Office) -> None:
    other = Office.open(office.api)
    desk = other.post("前台二")
    grant_too(office, office.manager, "duty_butler", other)
    assert office.api.get(f"/posts/{desk['id']}", office.manager).status_code == 200
    assert code(office.change("posts", desk, name="改名")) == (403, "house.forbidden")


# ---------------------------------------------------------------- holders


def test_somebody_is_put_on_a_post_and_taken_off(office: Office) -> None:
    api, worker = office.api, office.api.staff("engineer", office.town)
    post = office.post("维修工")
    held = office.put(worker, post)
    assert held["staff"] == {"id": str(worker.id), "name": worker.name}
    assert api.get(f"/posts/{post['id']}", office.manager).json()["holders"] == [held["staff"]]
    assert [row["id"] for row in api.get("/me", worker).json()["posts"]] == [post["id"]]
    answer = api.post(f"/posts/{post['id']}/holders", office.manager, {"staff_id": worker.id})
    assert code(answer) == (409, "people.already_holds")
    end = f"/posts/{post['id']}/holders/{held['id']}/end"
    early = api.post(end, office.manager, {"until": "2026-01-01T00:00:00Z"})
    assert code(early) == (422, "people.ends_before_begin")
    api.clock.advance(hours=1)
    ended = api.post(end, office.manager)
    assert ended.json()["until"] == api.clock.now().isoformat().replace("+00:00", "Z")
    assert api.get("/me", worker).json()["posts"] == []
    assert code(api.post(end, office.manager)) == (409, "people.holding_ended")
    office.put(worker, post)
    history = api.get(f"/posts/{post['id']}/holders", office.manager).json()["data"]
    assert [row["until"] is None for row in history] == [True, False]


def test_a_post_can_be_given_for_later(office: Office) -> None:
    api, worker = office.api, office.api.staff("engineer", office.town)
    post = office.post("维修工")
    since = (api.clock.now()).replace(year=2027).isoformat()
    held = office.make(f"/posts/{post['id']}/holders", staff_id=worker.id, since=since)
    assert api.get("/me", worker).json()["posts"] == []
    gone = api.post(f"/posts/{post['id']}/holders/{held['id']}/end", office.manager)
    assert gone.json()["until"] == held["since"], "what never began ends where it would have"


def test_a_post_can_be_given_for_a_time(office: Office) -> None:
    api, worker = office.api, office.api.staff("engineer", office.town)
    path = f"/posts/{office.post('维修工')['id']}/holders"
    now = api.clock.now()
    begin, middle, end = ((now + timedelta(days=days)).isoformat() for days in (1, 10, 20))
    backwards = api.post(path, office.manager, {"staff_id": worker.id, "since": end, "until": begin})
    assert fields(backwards) == [("/until", "ends_before_begin")]
    held = office.make(path, staff_id=worker.id, since=begin, until=end)
    again = {"staff_id": worker.id, "since": middle}
    assert code(api.post(path, office.manager, again)) == (409, "people.already_holds")
    assert api.post(path, office.manager, {"staff_id": worker.id, "until": begin}).status_code == 201
    api.clock.at = now + timedelta(days=20)
    assert api.get("/me", worker).json()["posts"] == []
    history = api.get(path, office.manager).json()["data"]
    assert [row["until"] for row in history] == [held["until"], held["since"]]


def test_who_works_nowhere_yet_may_be_put_on_a_post_and_strangers_may_not(office: Office) -> None:
    api, post = office.api, office.post("维修工")
    fresh = office.make("/staff", name="新员工", number=f"F{next(api.numbers)}")
    assert api.get(f"/staff/{fresh['id']}", office.manager).status_code == 200
    listed = api.get("/staff?works_nowhere=true&limit=100", office.manager).json()["data"]
    assert fresh["id"] in [row["id"] for row in listed]
    answer = api.post(f"/posts/{post['id']}/holders", office.manager, {"staff_id": fresh["id"]})
    assert answer.status_code == 201
    stranger = Office.open(api).manager
    for id in (stranger.id, new_id()):
        answer = api.post(f"/posts/{post['id']}/holders", office.manager, {"staff_id": id})
        assert fields(answer) == [("/staff_id", "reference_unknown")]


def test_a_holding_is_reached_through_its_own_post_alone(office: Office) -> None:
    worker = office.api.staff("engineer", office.town)
    held = office.put(worker, office.post("维修工"))
    other = office.post("电工")
    assert code(office.api.post(f"/posts/{other['id']}/holders/{held['id']}/end", office.manager)) == (
        404,
        "house.not_found",
    )


# ---------------------------------------------------------------- the whole chart


def test_the_chart_shows_who_holds_what_who_is_away_and_who_answers(office: Office) -> None:
    api, town = office.api, office.town
    head = office.post("客服主管", deputy_post_id=None)
    desk = api.get(f"/posts/{town.reception}", office.manager).json()
    office.change("posts", desk, superior_post_id=head["id"])
    butler, boss = api.staff("duty_butler", town), api.staff("supervisor", town)
    office.put(butler, town.reception)
    office.put(boss, head)
    assert office.away(butler, until="2027-01-01T00:00:00Z").status_code == 201
    chart = api.get(f"/communities/{town.id}/chart", butler).json()
    posts = {post["name"]: post for post in chart["posts"]}
    [holder] = posts["客服前台"]["holders"]
    assert (holder["staff"]["id"], holder["away"], holder["away_until"]) == (
        str(butler.id),
        True,
        "2027-01-01T00:00:00Z",
    )
    assert posts["客服前台"]["answers"]["id"] == posts["客服主管"]["answers"]["id"] == str(boss.id)
    assert [department["name"] for department in chart["departments"]] == ["工程部"]
    assert code(api.get(f"/communities/{town.id}/chart", Office.open(api).manager)) == (404, "house.not_found")


def see(office: Office, who: Caller) -> int:
    return office.api.get(f"/communities/{office.town.id}/chart", who).status_code


def test_a_resident_does_not_see_the_chart(office: Office) -> None:
    assert see(office, office.api.resident(office.town)) == 403
