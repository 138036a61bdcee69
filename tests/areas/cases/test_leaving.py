"""Nobody leaves who still owns cases, and one action passes all of it on."""

from shouwen.areas.cases import reactions  # noqa: F401 - says what cases react to
from tests.support.api import Api


def test_a_leavers_cases_go_to_a_successor_before_they_may_leave(api: Api) -> None:
    town = api.town()
    admin, desk, heir = api.staff("system_admin", None), api.staff("duty_butler", town), api.staff("duty_butler", town)
    cases = [api.hear(desk, town) for _ in range(3)]
    api.act(desk, cases[0], "close", version=1)  # not finished: refused, still open
    refused = api.post(f"/staff/{desk.id}/deactivate", admin)
    assert (refused.status_code, refused.json()["code"]) == (409, "people.still_holds")
    moved = api.post(f"/staff/{desk.id}/hand-over", admin, {"to_staff_id": heir.id, "reason": "离职交接"})
    assert moved.status_code == 200, moved.text
    for case in cases:
        found = api.read(heir, case).json()
        assert {found["owner"]["id"], found["accountable"]["id"]} == {str(heir.id)}
        assert found["first_responder"]["id"] == str(desk.id)  # written once
        chain = api.read(heir, case, "custody").json()["data"]
        assert [link["holder"]["id"] for link in chain] == [str(desk.id), str(heir.id)]
        answers = {row["responsible"]["id"] for row in found["commitments"] if row["state"] == "open"}
        assert answers == {str(heir.id)}
    assert api.post(f"/staff/{desk.id}/deactivate", admin).status_code == 200
    assert api.get("/me", desk).status_code == 401


def test_what_was_offered_to_a_leaver_is_offered_to_the_successor_who_is_told(api: Api) -> None:
    town = api.town()
    admin, desk, leaver, heir = (
        api.staff("system_admin", None),
        api.staff("duty_butler", town),
        api.staff("engineer", town),
        api.staff("engineer", town),
    )
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_staff_id=leaver.id)
    assert (
        api.post(f"/staff/{leaver.id}/hand-over", admin, {"to_staff_id": heir.id, "reason": "调岗"}).status_code == 200
    )
    api.seal()
    api.do_jobs()
    assert [row["items"][0]["event"] for row in api.get("/messages", heir).json()["data"]] == ["offered"]
    shown = api.read(heir, case).json()
    assert shown["offer"]["to_staff"]["id"] == str(heir.id)
    assert api.act(heir, case, "accept", version=shown["version"]).json()["owner"]["id"] == str(heir.id)
    assert len(api.events("cases.offered")) == 2


def test_nobody_is_offered_what_is_theirs_already(api: Api) -> None:
    town = api.town()
    admin, desk, leaver = api.staff("system_admin", None), api.staff("duty_butler", town), api.staff("engineer", town)
    case = api.hear(desk, town)
    api.act(desk, case, "offer", to_staff_id=leaver.id)
    assert (
        api.post(f"/staff/{leaver.id}/hand-over", admin, {"to_staff_id": desk.id, "reason": "离职"}).status_code == 200
    )
    shown = api.read(desk, case).json()
    assert (shown["offer"], shown["owner"]["id"]) == (None, str(desk.id))
    assert [link["state"] for link in api.read(desk, case, "custody").json()["data"]] == ["held", "withdrawn"]
    waived = [one for one in shown["commitments"] if one["key"].startswith("custody.accept_within")]
    assert [one["state"] for one in waived] == ["waived"]
