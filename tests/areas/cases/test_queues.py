"""My work, my posts' and my team's, on both databases."""

from typing import Any

import pytest

from shouwen.core.people.models import Post
from shouwen.kit.ids import new_id
from tests.support.api import Api, Caller, Town


class Crew:
    """A desk at the reception; two engineers on a post of their department, and its head above them."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.town: Town = api.town()
        self.desk, self.manager = api.staff("duty_butler", self.town), api.staff("manager", self.town)
        self.first, self.second = api.staff("engineer", self.town), api.staff("engineer", self.town)
        head, crew = new_id(), new_id()
        api.add(
            Post(community_id=self.town.id, id=head, name="工程主管"),
            Post(
                community_id=self.town.id,
                id=crew,
                name="维修班",
                department_id=self.town.engineering,
                superior_post_id=head,
            ),
        )
        self.post = crew
        for who, post in ((self.desk, self.town.reception), (self.first, crew), (self.second, crew)):
            api.put_on_post(who, self.town, post)
        api.put_on_post(self.manager, self.town, head)

    def hear(self) -> dict[str, Any]:
        return self.api.hear(self.desk, self.town)

    def act(self, who: Caller, case: dict[str, Any], verb: str, **body: Any) -> None:
        version = self.api.read(who, case).json()["version"]
        answer = self.api.act(who, case, verb, version=version, **body)
        assert answer.status_code == 200, answer.text

    def queue(self, who: Caller, name: str) -> list[str]:
        rows = self.api.get(f"/cases?queue={name}&sort=heard_at&community_id={self.town.id}", who).json()["data"]
        return [row["id"] for row in rows]


@pytest.fixture
def crew(shared_api: Api) -> Crew:
    return Crew(shared_api)


def test_what_is_offered_to_a_post_waits_for_all_who_hold_it(crew: Crew) -> None:
    case, kept = crew.hear(), crew.hear()
    crew.act(crew.desk, case, "offer", to_post_id=crew.post)
    for engineer in (crew.first, crew.second):
        assert crew.queue(engineer, "post") == [case["id"]]
        assert crew.queue(engineer, "mine") == []
    assert crew.queue(crew.desk, "mine") == [case["id"], kept["id"]]  # the owner until somebody accepts
    crew.act(crew.first, case, "accept")
    assert crew.queue(crew.second, "post") == []
    assert crew.queue(crew.first, "mine") == [case["id"]]
    assert crew.queue(crew.manager, "team") == [case["id"]]
    assert crew.queue(crew.second, "team") == []  # an engineer sees what concerns them, not what a colleague has


def test_what_is_offered_by_name_is_mine_to_answer(crew: Crew) -> None:
    case = crew.hear()
    crew.act(crew.desk, case, "offer", to_staff_id=crew.first.id)
    assert crew.queue(crew.first, "mine") == [case["id"]]
    assert crew.queue(crew.second, "mine") == crew.queue(crew.first, "post") == []


def test_what_is_finished_is_for_the_accountable_to_close(crew: Crew) -> None:
    case = crew.hear()
    crew.act(crew.desk, case, "offer", to_staff_id=crew.first.id)
    crew.act(crew.first, case, "accept")
    crew.act(crew.first, case, "finish", result="已修好")
    assert crew.queue(crew.first, "mine") == []
    assert crew.queue(crew.desk, "mine") == [case["id"]]
    crew.act(crew.desk, case, "close")
    assert crew.queue(crew.desk, "mine") == []


def test_those_who_are_no_staff_have_no_queue(crew: Crew) -> None:
    crew.hear()
    resident = crew.api.resident(crew.town)
    assert [crew.queue(resident, name) for name in ("mine", "post", "team")] == [[], [], []]
    answer = crew.api.get("/cases?queue=yours", crew.desk)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "query:queue")
