"""An offer to somebody who is away: who stands in may answer it, and the journal says for whom (mechanics.md §2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shouwen.core.people.models import Absence, Post
from shouwen.core.people.rules import AbsenceReason
from shouwen.kit.ids import new_id
from tests.support.api import START, Api, Caller, Town


def goes_away(api: Api, who: Caller, by: Caller) -> None:
    absence = Absence(
        id=new_id(),
        staff_id=who.id,
        since=START - timedelta(hours=1),
        until=None,
        reason_key=AbsenceReason.LEAVE,
        made_by_id=by.id,
        made_at=START,
    )
    api.add(absence)


def workshop(api: Api, town: Town) -> tuple[Caller, Caller]:
    """An engineer, and the holder of the post that stands in for theirs."""
    deputy_post, post = new_id(), new_id()
    api.add(
        Post(community_id=town.id, id=deputy_post, name="工程副主管"),
        Post(community_id=town.id, id=post, name="工程主管", deputy_post_id=deputy_post),
    )
    engineer, deputy = api.staff("engineer", town), api.staff("engineer", town)
    api.put_on_post(engineer, town, post)
    api.put_on_post(deputy, town, deputy_post)
    return engineer, deputy


@pytest.mark.parametrize("verb", ["accept", "refuse"])
def test_the_deputy_answers_for_who_is_away(api: Api, verb: str) -> None:
    town = api.town()
    desk, (engineer, deputy) = api.staff("duty_butler", town), workshop(api, town)
    goes_away(api, engineer, by=desk)
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_staff_id=str(engineer.id))
    more: dict[str, Any] = {"reason": "今天没有人手"} if verb == "refuse" else {}
    answer = api.act(deputy, case, verb, version=case["version"], **more)
    assert answer.status_code == 200, answer.text
    (entry,) = api.events({"accept": "cases.offer_accepted", "refuse": "cases.offer_refused"}[verb])
    assert (entry.actor_id, entry.on_behalf_of_id) == (deputy.id, engineer.id)
    told = [row["on_behalf_of"] for row in api.read(desk, case, "journal").json()["data"]]
    assert {one["name"] for one in told if one} == {engineer.name}
    chain = api.read(desk, case, "custody").json()["data"]
    assert chain[-1]["stands_in"]["id"] == str(deputy.id)


def test_who_is_there_answers_for_themselves_alone(api: Api) -> None:
    town = api.town()
    desk, (engineer, deputy) = api.staff("duty_butler", town), workshop(api, town)
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_staff_id=str(engineer.id))
    assert api.act(deputy, case, "accept", version=case["version"]).status_code == 404
    assert api.act(engineer, case, "accept", version=case["version"]).status_code == 200
    (entry,) = api.events("cases.offer_accepted")
    assert entry.on_behalf_of_id is None


def test_an_offer_nobody_can_stand_in_for_waits(api: Api) -> None:
    town = api.town()
    desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
    goes_away(api, engineer, by=desk)
    case = api.hear(desk, town)
    assert api.act(desk, case, "offer", to_staff_id=str(engineer.id)).status_code == 200
