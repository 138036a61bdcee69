"""Bounces, late acceptances and matters finished in one visit, each counted by hand in a town of its own."""

from typing import Any

import pytest

from tests.support.api import Api, Caller, Town

NOVEMBER = "from=2026-11-01&to=2026-12-31"


class Scene:
    """A town whose reception the desk holds; the engineer holds no post here."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.town: Town = api.town()
        self.desk, self.manager = api.staff("duty_butler", self.town), api.staff("manager", self.town)
        self.engineer = api.staff("engineer", self.town)
        api.put_on_post(self.desk, self.town, self.town.reception)

    def hear(self, who: Caller | None = None, **more: Any) -> dict[str, Any]:
        return self.api.hear(who or self.desk, self.town, **more)

    def act(self, who: Caller, case: dict[str, Any], verb: str, **body: Any) -> dict[str, Any]:
        shown = self.api.read(who, case).json()
        answer = self.api.act(who, case, verb, version=shown["version"], **body)
        assert answer.status_code == 200, answer.text
        acted: dict[str, Any] = answer.json()
        return acted

    def hand_over(self, giver: Caller, case: dict[str, Any], taker: Caller, minutes: int = 1) -> None:
        self.act(giver, case, "offer", to_staff_id=taker.id)
        self.api.clock.advance(minutes=minutes)
        self.act(taker, case, "accept")

    def line(self, measure: str, who: Caller | None = None) -> tuple[int, int]:
        """(cases, of); the list the line opens to holds as many."""
        asked = who or self.manager
        lines = self.api.get(f"/board/cases?community_id={self.town.id}&{NOVEMBER}", asked).json()["data"]
        line = next(line for line in lines if line["measure"] == measure)
        rows = self.api.get(line["rows"].removeprefix("/api/v1"), asked).json()["data"]
        assert len(rows) == line["cases"]
        assert line["rate"] == (line["cases"] / line["of"] if line["of"] else None)
        return line["cases"], line["of"]

    def chain(self, case: dict[str, Any]) -> list[dict[str, Any]]:
        links: list[dict[str, Any]] = self.api.read(self.manager, case, "custody").json()["data"]
        return links


@pytest.fixture
def scene(shared_api: Api) -> Scene:
    return Scene(shared_api)


def test_a_refusal_is_a_bounce(scene: Scene) -> None:
    case, _ = scene.hear(), scene.hear()
    scene.act(scene.desk, case, "offer", to_staff_id=scene.engineer.id)
    assert scene.line("bounced") == (0, 0)  # nobody has answered yet
    scene.act(scene.engineer, case, "refuse", reason="不属于工程部")
    assert scene.line("refused") == scene.line("bounced") == (1, 1)
    assert scene.line("returned") == (0, 1)


def test_a_return_to_somebody_who_held_it_is_a_bounce(scene: Scene) -> None:
    case, straight = scene.hear(), scene.hear()
    scene.hand_over(scene.desk, straight, scene.engineer)
    scene.hand_over(scene.desk, case, scene.engineer)
    assert scene.line("returned") == (0, 2)
    scene.hand_over(scene.engineer, case, scene.desk)
    assert scene.line("returned") == scene.line("bounced") == (1, 2)
    assert [link["returned"] for link in scene.chain(case)] == [False, False, True]


def test_an_acceptance_after_its_time_is_late(scene: Scene) -> None:
    case, prompt = scene.hear(), scene.hear()
    scene.hand_over(scene.desk, prompt, scene.engineer, minutes=15)
    scene.hand_over(scene.desk, case, scene.engineer, minutes=16)  # custody.accept_within is 15 minutes
    assert scene.line("accepted_late") == (1, 2)
    assert [link["answered_late"] for link in scene.chain(case)] == [False, True]
    assert [link["answered_late"] for link in scene.chain(prompt)] == [False, False]


def test_finished_by_who_heard_it_is_one_visit(scene: Scene) -> None:
    at_once = scene.hear(answered={"result": "已告知缴费地点"})
    later, handed = scene.hear(), scene.hear()
    scene.act(scene.desk, later, "finish", result="已复位电闸")
    scene.hand_over(scene.desk, handed, scene.engineer)
    scene.act(scene.engineer, handed, "finish", result="已更换")
    assert scene.line("one_visit") == (2, 3)
    outcome = scene.api.read(scene.manager, at_once).json()["outcomes"][0]
    assert outcome["within_duties"] is True


def test_what_is_not_ones_duty_is_no_visit_of_ones_own(scene: Scene) -> None:
    case = scene.hear(scene.engineer)
    scene.act(scene.engineer, case, "finish", result="顺手修好")
    assert scene.line("one_visit") == (0, 1)
    assert scene.api.read(scene.manager, case).json()["outcomes"][0]["within_duties"] is False


@pytest.mark.parametrize(("days", "counts"), [(7, 0), (8, 1)])
def test_what_comes_back_within_seven_days_was_none(scene: Scene, days: int, counts: int) -> None:
    """`case.one_visit.quiet` is 7 days; the day of finishing does not count, the last ends at midnight."""
    case = scene.hear()
    scene.act(scene.desk, case, "finish", result="已处理")
    assert scene.line("one_visit") == (1, 1)
    scene.api.clock.advance(days=days)
    scene.act(scene.manager, case, "reopen", reason="又漏了")
    scene.act(scene.desk, case, "finish", result="再次处理")
    assert scene.line("one_visit") == (counts, 1)


def test_each_counts_what_they_see(scene: Scene) -> None:
    elsewhere = Scene(scene.api)
    scene.act(scene.desk, scene.hear(), "finish", result="已处理")
    assert elsewhere.line("one_visit") == (0, 0)
    refused = scene.api.get(f"/board/cases?community_id={scene.town.id}&{NOVEMBER}", elsewhere.manager)
    assert refused.status_code == 404
    assert scene.line("one_visit", scene.engineer) == (0, 0)  # not among their own


@pytest.mark.parametrize("asked", ["from=2026-11-31&to=2026-12-31", "from=2026-11-01", "from=x&to=y"])
def test_wrong_days_are_refused(scene: Scene, asked: str) -> None:
    answer = scene.api.get(f"/board/cases?community_id={scene.town.id}&{asked}", scene.manager)
    assert answer.status_code == 422


@pytest.mark.parametrize("board", ["cases", "commitments"])
def test_days_that_end_before_they_begin_are_refused(scene: Scene, board: str) -> None:
    path = f"/board/{board}?community_id={scene.town.id}"
    answer = scene.api.get(f"{path}&from=2026-11-02&to=2026-11-01", scene.manager)
    assert (answer.status_code, answer.json()["code"]) == (422, "worktime.span_backwards")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["query:from", "query:to"]
    assert scene.api.get(f"{path}&from=2026-11-01&to=2026-11-01", scene.manager).status_code == 200


def test_who_had_to_call_again_is_counted_among_those_we_would_know(scene: Scene) -> None:
    nobody = {"channel": "phone", "words": "漏水", "person": {"anonymous": True}}
    known = {"channel": "phone", "words": "漏水", "person": {"phone": "19900003333"}}
    called, _, _ = scene.hear(contact=known), scene.hear(contact=known), scene.hear(contact=nobody)
    assert scene.line("repeated") == (0, 2)
    for number, contact in enumerate((known, known, nobody)):
        path = f"/cases/{called['id']}/contacts"
        answer = scene.api.post(path, scene.desk, contact, key=f"again-{called['id']}-{number}")
        assert answer.status_code == 201, answer.text
    assert scene.line("repeated") == (1, 2)  # one matter, however often they called
