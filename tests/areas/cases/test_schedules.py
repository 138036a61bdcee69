"""What the system does to cases by the clock."""

from typing import Any

from shouwen.areas.cases.schedules import close_what_nobody_objected_to
from tests.support.api import Api


def states(api: Api, who: Any, *cases: dict[str, Any]) -> list[str]:
    return [api.read(who, case).json()["state"] for case in cases]


def sweep(api: Api) -> None:
    with api.work() as work:
        close_what_nobody_objected_to(work)


def test_finished_and_silent_for_a_week_is_closed(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    done = api.hear(desk, town, answered={"result": "已告知"})
    waiting = api.hear(desk, town)
    api.clock.advance(days=6)
    later = api.hear(desk, town, answered={"result": "已告知"})
    sweep(api)
    assert states(api, desk, done, waiting, later) == ["finished", "heard", "finished"]
    api.clock.advance(days=2)
    sweep(api)
    assert states(api, desk, done, waiting, later) == ["closed", "heard", "finished"]
    closing = api.events("cases.closed")
    assert [row.actor_kind for row in closing] == ["system"]
