"""The numbers of a community can be read, at any instant, by those who work there, and packs compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shouwen.core.journal.rules import COMPANY
from shouwen.core.standards import queries
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.packs import LIBRARY
from shouwen.core.standards.rules import WrongUnitError
from shouwen.core.standards.service import adopt, override
from shouwen.kit.ids import new_id
from tests.support.api import START, Api, Caller, Town

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def read(api: Api, town: Town, who: Caller, query: str = "") -> dict[str, Any]:
    answer = api.get(f"/communities/{town.id}/standards{query}", who)
    assert answer.status_code == 200, answer.text
    return {row["key"]: row for row in answer.json()["data"]}


def test_code_asks_for_numbers_in_their_unit(api: Api) -> None:
    here = api.town().id
    with api.work() as work:
        session = work.session
        assert queries.duration(session, here, "record.backdate", NOON) == timedelta(days=1)
        assert queries.duration(session, here, "custody.accept_within.urgent", NOON) == timedelta(minutes=3)
        assert queries.count(session, here, "complaint.joint_from", NOON) == 5
        assert queries.count(session, here, "clock.warn_at", NOON) == 8000
        assert queries.time_of_day(session, here, "quiet.from", NOON) == timedelta(hours=22)
        for ask, key in (
            (queries.duration, "case.silent_close"),  # days need a calendar
            (queries.count, "record.backdate"),
            (queries.time_of_day, "clock.warn_at"),
        ):
            with pytest.raises(WrongUnitError):
                ask(session, here, key, NOON)
        with pytest.raises(queries.StandardUnknownError):
            queries.standard(session, here, "no.such_key", NOON)


def test_the_standards_of_a_community_can_be_read(api: Api) -> None:
    town = api.town()
    found = read(api, town, api.staff("zone_butler", town, zone=town.east))
    assert found["complaint.joint_from"] == {
        "key": "complaint.joint_from",
        "title": "群诉户数",
        "value": 5,
        "unit": "households",
        "clause": "CP-04",
        "source": "house",
        "pack": "base",
        "version": 1,
    }
    assert found["quiet.from"]["value"] == "22:00"
    assert found["training.plan.by"]["value"] == "12-15"
    assert found["complaint.verify"]["value"] is None
    assert [*found] == sorted(KEYS)


def test_titles_come_in_the_language_asked_for(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    answer = api.get(f"/communities/{town.id}/standards", desk, headers={"Accept-Language": "en"})
    titles = {row["key"]: row["title"] for row in answer.json()["data"]}
    assert titles == {key: one.en for key, one in KEYS.items()}
    assert {key: row["title"] for key, row in read(api, town, desk).items()} == {
        key: one.zh for key, one in KEYS.items()
    }


def test_each_instant_has_its_own(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    with api.work() as work:
        adopt(work, town.id, "bt", None)
        adopt(work, town.id, "qc", START + timedelta(days=10))
        override(work, town.id, "patrol.per_day", 3, None, START + timedelta(days=20), "试行")
    seen = [
        (row["value"], row["pack"])
        for at in (
            "2000-01-01T00:00:00Z",
            "2026-12-02T07:59:59Z",
            "2026-12-02T16:00:00%2B08:00",
            "2099-01-01T00:00:00Z",
        )
        for row in [read(api, town, desk, f"?at={at}")["patrol.per_day"]]
    ]
    assert seen == [(4, "bt"), (4, "bt"), (1, "qc"), (3, "community")]


def test_standards_of_other_communities_are_not_there(api: Api) -> None:
    town, elsewhere = api.town(), api.town("隔壁")
    butler, admin = api.staff("duty_butler", town), api.staff("system_admin", None)
    for part in ("", "/history", "/preview?pack=bt"):
        foreign, unknown, company = (
            api.get(f"/communities/{community_id}/standards{part}", butler)
            for community_id in (elsewhere.id, new_id(), COMPANY)
        )
        assert foreign.status_code == unknown.status_code == company.status_code == 404
        assert foreign.json()["code"] == unknown.json()["code"] == "house.not_found"
        assert api.get(f"/communities/{elsewhere.id}/standards{part}", admin).status_code == 200
        assert api.get(f"/communities/{COMPANY}/standards{part}", admin).status_code == 200
        assert api.get(f"/communities/{new_id()}/standards{part}", admin).status_code == 404
        assert api.get(f"/communities/{town.id}/standards{part}", api.resident(town)).status_code == 403


@pytest.mark.parametrize("bad", ["at=yesterday", "at=2026-01-31T08:00:00", "when=now", "at="])
def test_an_instant_is_an_instant(api: Api, bad: str) -> None:
    town = api.town()
    assert api.get(f"/communities/{town.id}/standards?{bad}", api.staff("duty_butler", town)).status_code == 422


# ---------------------------------------------------------------- keys and packs


def test_keys_say_what_may_be_set(api: Api) -> None:
    found = api.get("/standards/keys", api.staff("engineer", api.town())).json()["data"]
    assert [row["key"] for row in found] == [*KEYS]
    by_key = {row["key"]: row for row in found}
    assert by_key["target.survey.issued"] == {
        "key": "target.survey.issued",
        "title": "问卷发放率",
        "kind": "share",
        "units": ["bp"],
        "least": 0,
        "most": 10000,
        "open": False,
        "sense": "above",
    }
    assert by_key["custody.accept_within"]["units"] == ["s", "m", "h"]
    assert by_key["custody.accept_within"]["most"] == "24h"
    assert by_key["retention.complaint"]["open"] is True


def test_packs_can_be_looked_through(api: Api) -> None:
    desk = api.staff("duty_butler", api.town())
    packs = api.get("/standards/packs", desk).json()["data"]
    assert [pack["pack"] for pack in packs] == [pack.name for pack in LIBRARY.all()]
    one_stop = next(pack for pack in packs if pack["pack"] == "bt_one_stop")
    assert (one_stop["document"], one_stop["extends"], one_stop["pack_version"]) == ("BT", "bt", 1)
    full = api.get("/standards/packs/bt_one_stop", desk).json()
    assert {name: full[name] for name in one_stop} == one_stop
    assert len(full["data"]) == one_stop["keys"] == len(LIBRARY.newest("bt").values)
    assert api.get("/standards/packs/nothing", desk).status_code == 404
    assert api.get("/standards/packs", api.resident(api.town())).status_code == 403


def test_two_packs_are_compared_over_the_base(api: Api) -> None:
    desk = api.staff("duty_butler", api.town())
    found = api.get("/standards/compare?a=bt&b=bt_one_stop", desk).json()
    assert (found["a"]["pack"], found["b"]["pack"]) == ("bt", "bt_one_stop")
    sides = {
        row["key"]: [(row[side]["value"], row[side]["unit"], row[side]["clause"]) for side in "ab"]
        for row in found["data"]
    }
    assert sides == {
        "complaint.finish.general": [(3, "wd", "CP-05"), (3, "d", "CP-19")],
        "complaint.finish.major": [(7, "wd", "CP-05"), (7, "d", "CP-19")],
    }
    against = {row["key"]: row for row in api.get("/standards/compare?a=qc&b=dp", desk).json()["data"]}
    assert "mail.keep" not in against, "the base says the same as QC"
    assert [against["callback.rate.repair"][side]["pack"] for side in "ab"] == ["qc", "base"]
    assert api.get("/standards/compare?a=bt&b=bt", desk).json()["data"] == []


@pytest.mark.parametrize(("query", "pointer"), [("a=bt&b=nothing", "query:b"), ("a=nothing&b=bt", "query:a")])
def test_a_pack_nobody_knows_is_named(api: Api, query: str, pointer: str) -> None:
    answer = api.get(f"/standards/compare?{query}", api.staff("duty_butler", api.town()))
    assert (answer.status_code, answer.json()["code"]) == (422, "standards.pack_unknown")
    assert answer.json()["errors"][0]["pointer"] == pointer


# ---------------------------------------------------------------- what would change


def changes(api: Api, town: Town, who: Caller, pack: str) -> dict[str, tuple[Any, Any]]:
    answer = api.get(f"/communities/{town.id}/standards/preview?pack={pack}", who)
    assert answer.status_code == 200, answer.text
    return {row["key"]: (row["now"], row["then"]) for row in answer.json()["data"]}


def test_what_a_pack_would_change_is_told_before_and_comes_true(api: Api) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    with api.work() as work:
        adopt(work, town.id, "bt", None)
        override(work, town.id, "patrol.per_day", 3, None, None, "试行")
    before = read(api, town, manager)
    told = changes(api, town, manager, "qc")
    assert "patrol.per_day" not in told, "a number of the community's own stays"
    assert (told["patrol.full_cover"][0]["value"], told["patrol.full_cover"][1]["value"]) == (2, 3)
    assert all(now == before[key] for key, (now, _) in told.items())
    assert read(api, town, manager) == before, "looking changes nothing"
    api.post(f"/communities/{town.id}/standards/adopt", manager, {"pack": "qc", "from": None})
    after = read(api, town, manager)
    said = {key: (row["value"], row["unit"]) for key, row in before.items()}
    now = {key: (row["value"], row["unit"]) for key, row in after.items()}
    assert {key for key in now if now[key] != said[key]} == set(told)
    assert all(then == after[key] for key, (_, then) in told.items())
    assert changes(api, town, manager, "qc") == {}


def test_a_company_sees_what_would_change_for_all_its_communities(api: Api) -> None:
    api.town()
    admin = api.staff("system_admin", None)
    told = api.get(f"/communities/{COMPANY}/standards/preview?pack=cs", admin).json()
    assert {row["then"]["pack"] for row in told["data"]} == {"cs"}


def test_a_preview_names_a_pack_that_is_there(api: Api) -> None:
    town = api.town()
    answer = api.get(f"/communities/{town.id}/standards/preview?pack=nothing", api.staff("manager", town))
    assert (answer.status_code, answer.json()["code"]) == (422, "standards.pack_unknown")
