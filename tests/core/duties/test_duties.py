"""What comes round: planned before it falls due, once, made up for after a time off; done by whom it belongs to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.tick import tick
from shouwen.core.duties import service
from shouwen.core.duties.models import Duty
from shouwen.core.people.models import Absence, Post
from shouwen.core.people.rules import AbsenceReason
from shouwen.kit.ids import new_id
from tests.support.api import START, Api, Caller, Town

REVIEW, SIGN = "complaint.review.every", "duty_log.sign.every"


class Desk:
    """A town whose desk has a head: the head's duties."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.town = api.town()
        self.post = new_id()
        api.add(Post(community_id=self.town.id, id=self.post, name="客服主管", department_id=self.town.engineering))
        with api.work() as work:
            work.session.get_one(Post, (self.town.id, self.town.reception)).superior_post_id = self.post
        self.head = api.staff("duty_butler", self.town)
        api.put_on_post(self.head, self.town, self.post)
        self.plan()

    def plan(self) -> int:
        with self.api.work() as work:
            return service.plan(work)

    def duty(self, who: Caller, key: str = REVIEW) -> dict[str, Any]:
        found = self.api.get("/duties", who).json()["data"]
        return next(row for row in found if row["key"] == key and row["community_id"] == str(self.town.id))

    def keep(self, who: Caller, key: str = REVIEW, **body: Any) -> Any:
        return self.api.post(f"/duties/{self.id(key)}/keep", who, body)

    def id(self, key: str = REVIEW) -> UUID:
        rows = sa.select(Duty.id).where(Duty.community_id == self.town.id, Duty.key == key)
        return self.api.look(lambda session: session.scalars(rows).one())

    def windows(self, key: str = REVIEW) -> list[tuple[str, CommitmentState]]:
        rows = sa.select(Commitment.slot, Commitment.state).where(
            Commitment.subject_id == self.id(key), Commitment.key == key
        )
        return self.api.look(
            lambda session: [(slot, state) for slot, state in session.execute(rows.order_by(Commitment.slot))]
        )


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


def test_today_and_tomorrow_are_planned_and_no_day_twice(desk: Desk) -> None:
    assert desk.windows() == [("2026-11-22", CommitmentState.OPEN), ("2026-11-23", CommitmentState.OPEN)]
    assert desk.plan() == 0
    (today, _) = reversed(desk.duty(desk.head)["windows"])
    assert today["due_at"] == "2026-11-22T15:59:59Z"


def test_a_time_off_is_made_up_for_and_leaves_its_trace(desk: Desk) -> None:
    desk.api.clock.advance(days=4)
    assert desk.plan() == 8  # four days of two duties
    assert desk.plan() == 0
    while tick(desk.api.house):
        pass
    # a day lapses when the next one ends
    assert [state for _, state in desk.windows()] == [CommitmentState.MISSED] * 3 + [CommitmentState.OPEN] * 3


def test_the_holder_says_it_was_done_and_what_was_found(desk: Desk) -> None:
    answer = desk.keep(desk.head, text="两件投诉已联系住户")
    assert answer.status_code == 200, answer.text
    today = answer.json()["windows"][-1]
    assert (today["state"], today["text"], today["done_by"]["id"]) == ("kept", "两件投诉已联系住户", str(desk.head.id))
    assert {entry.event for entry in desk.api.events("duties.kept", "commitments.kept")} == {
        "duties.kept",
        "commitments.kept",
    }
    again = desk.keep(desk.head)
    assert (again.status_code, again.json()["code"]) == (409, "duties.nothing_to_do")


def test_yesterday_may_still_be_done_and_is_late(desk: Desk) -> None:
    desk.api.clock.advance(days=1)
    desk.plan()
    assert desk.keep(desk.head, on="2026-11-22").json()["windows"][-1]["state"] == "late"


def test_a_window_that_lapsed_is_still_told_late(desk: Desk) -> None:
    """Evidence recorded late judges again (mechanics: commitments)."""
    done_at = desk.api.clock.now() + timedelta(hours=2)
    desk.api.clock.advance(days=3)
    desk.plan()
    while tick(desk.api.house):
        pass
    assert desk.windows()[0] == ("2026-11-22", CommitmentState.MISSED)
    told = {"on": "2026-11-22", "at": done_at.isoformat(), "late_reason": "当日已做，漏登记"}
    supervisor = desk.api.staff("supervisor", desk.town)
    desk.api.put_on_post(supervisor, desk.town, desk.post)
    answer = desk.keep(supervisor, **told)
    assert answer.status_code == 200, answer.text
    assert desk.windows()[0] == ("2026-11-22", CommitmentState.KEPT)
    again = desk.keep(supervisor, **told)
    assert (again.status_code, again.json()["code"]) == (409, "duties.nothing_to_do")


def test_tomorrow_cannot_be_done_today(desk: Desk) -> None:
    assert desk.keep(desk.head, on="2026-11-23").json()["code"] == "duties.nothing_to_do"


def test_nobody_does_the_duty_of_another(desk: Desk) -> None:
    manager = desk.api.staff("manager", desk.town)
    stranger = desk.api.staff("manager", desk.api.town())
    butler = desk.api.staff("duty_butler", desk.town)
    assert desk.keep(manager).json()["code"] == "duties.not_yours"
    assert (desk.keep(butler).status_code, desk.keep(stranger).status_code) == (404, 404)
    (action,) = desk.duty(manager)["actions"]
    assert (action["allowed"], action["reason"]["code"]) == (False, "duties.not_yours")


def test_whoever_stands_in_may_do_it(desk: Desk) -> None:
    manager = desk.api.staff("manager", desk.town)
    away = Absence(
        id=new_id(),
        staff_id=desk.head.id,
        since=START - timedelta(hours=1),
        until=None,
        reason_key=AbsenceReason.LEAVE,
        made_by_id=manager.id,
        made_at=START,
    )
    desk.api.add(away)
    assert desk.keep(manager).status_code == 200


def test_a_week_is_one_window_from_the_day_it_was_decided(desk: Desk) -> None:
    admin = desk.api.staff("system_admin", None)
    body = {"value": 7, "unit": "d", "from": "2026-11-24T00:00:00+08:00", "reason": "按周审签"}
    said = desk.api.send("PUT", f"/communities/{desk.town.id}/standards/{SIGN}", admin, json=body)
    assert said.status_code == 200, said.text
    desk.api.clock.advance(days=3)
    desk.plan()
    assert [on for on, _ in desk.windows(SIGN)] == ["2026-11-22", "2026-11-23", "2026-11-24"]
    newest = desk.duty(desk.head, SIGN)["windows"][0]
    assert newest["due_at"] == "2026-11-29T15:59:59Z"  # to the end of the week


def test_another_post_gets_the_duty_with_its_open_windows(desk: Desk) -> None:
    manager, butler = desk.api.staff("manager", desk.town), desk.api.staff("duty_butler", desk.town)
    desk.api.put_on_post(butler, desk.town, desk.town.reception)
    path = f"/duties/{desk.id()}"
    version = desk.api.get(path, manager).headers["etag"]
    body = {"post_id": str(desk.town.reception)}
    given = desk.api.send("PATCH", path, manager, json=body, headers={"If-Match": version})
    assert (given.status_code, given.json()["post"]["name"]) == (200, "客服前台")
    stale = desk.api.send("PATCH", path, manager, json=body, headers={"If-Match": version})
    assert stale.status_code == 412
    assert (desk.keep(desk.head).status_code, desk.keep(butler).status_code) == (404, 200)
    elsewhere = {"post_id": str(desk.api.town().reception)}
    foreign = desk.api.send("PATCH", path, manager, json=elsewhere, headers={"If-Match": given.headers["etag"]})
    assert foreign.status_code == 422


def test_a_community_without_a_desk_has_no_duties_yet(api: Api) -> None:
    town: Town = api.town()
    with api.work() as work:
        work.session.get_one(Post, (town.id, town.reception)).is_reception = False
    with api.work() as work:
        assert service.plan(work) == 0
    assert api.get("/duties", api.staff("manager", town)).json()["data"] == []


def test_the_board_counts_duties_like_every_promise(desk: Desk) -> None:
    desk.keep(desk.head)
    manager = desk.api.staff("manager", desk.town)
    query = f"community_id={desk.town.id}&from=2026-11-01&to=2026-12-01&group_by=key"
    rows = {row["key"]: row for row in desk.api.get(f"/board/commitments?{query}", manager).json()["data"]}
    assert (rows[REVIEW]["due"], rows[REVIEW]["kept"], rows[REVIEW]["clause"]) == (1, 1, "RC-08")


def test_the_first_day_of_a_duty_is_the_day_it_begins(desk: Desk) -> None:
    assert date.fromisoformat(desk.windows()[0][0]) == START.date()
