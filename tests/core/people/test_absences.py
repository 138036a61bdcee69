"""Who is away: entered, refused, shown, cancelled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.people.absences import list_absences
from shouwen.core.people.chart_schemas import AbsenceParams
from shouwen.core.people.rules import AbsenceState, absence_state
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from tests.core.people.org import Office, code, fields
from tests.core.places.village import statements
from tests.support.api import Api, Caller, request

DAY = timedelta(days=1)


@pytest.fixture
def office(shared_api: Api) -> Office:
    return Office.open(shared_api)


@pytest.fixture
def worker(office: Office) -> Caller:
    return office.api.staff("engineer", office.town)


def days(office: Office, number: float) -> str:
    return (office.api.clock.now() + number * DAY).isoformat()


def test_somebody_says_that_they_are_away(office: Office, worker: Caller) -> None:
    made = office.make("/absences", worker, until=days(office, 2), reason_key="sick")
    assert (made["staff"]["id"], made["made_by"]["id"]) == (str(worker.id), str(worker.id))
    assert (made["state"], made["reason_key"], made["cancelled_at"]) == ("present", "sick", None)
    [told] = [one for one in office.told("people.absence_made") if one["absence_id"] == made["id"]]
    assert "sick" not in told.values(), "an illness does not belong into the journal"


def test_a_supervisor_says_it_for_another_and_a_colleague_may_not(office: Office, worker: Caller) -> None:
    assert office.away(worker, office.supervisor, until=days(office, 1)).status_code == 201
    assert code(office.away(office.supervisor, worker)) == (403, "house.forbidden")
    stranger = Office.open(office.api)
    for id in (stranger.supervisor.id, new_id()):
        answer = office.api.post("/absences", office.supervisor, {"staff_id": id, "reason_key": "leave"})
        assert fields(answer) == [("/staff_id", "reference_unknown")]


def test_nobody_is_away_twice_at_once(office: Office, worker: Caller) -> None:
    assert office.away(worker, worker, since=days(office, 2), until=days(office, 4)).status_code == 201
    for since, until in ((1, 3), (3, 5), (1, 5), (2.5, 3), (3, None), (0, None)):
        times = {"since": days(office, since)} | ({"until": days(office, until)} if until else {})
        assert code(office.away(worker, worker, **times)) == (409, "people.absence_overlaps"), times
    assert office.away(worker, worker, since=days(office, 4), until=days(office, 5)).status_code == 201
    assert office.away(worker, worker, since=days(office, 0), until=days(office, 2)).status_code == 201
    assert office.away(worker, worker, since=days(office, 5)).status_code == 201
    assert code(office.away(worker, worker, since=days(office, 900))) == (409, "people.absence_overlaps")


def test_two_at_once_are_not_both_entered(office: Office, worker: Caller) -> None:
    body = {"reason_key": "leave", "until": days(office, 1)}
    answers = office.api.at_once([request("POST", "/absences", worker, body=body) for _ in range(4)])
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


def test_an_end_comes_after_the_beginning(office: Office, worker: Caller) -> None:
    for until in (days(office, 0), days(office, -1)):
        answer = office.away(worker, worker, since=days(office, 0), until=until)
        assert (code(answer), fields(answer)) == (
            (422, "people.ends_before_begin"),
            [("/until", "ends_before_begin")],
        )


# ---------------------------------------------------------------- the last manager


def test_the_last_manager_does_not_go_without_an_end(office: Office) -> None:
    answer = office.away(office.manager)
    assert code(answer) == (409, "people.last_manager")
    assert "翠湖花园" in answer.json()["detail"]
    assert office.away(office.manager, until=days(office, 30)).status_code == 201


def test_an_end_too_far_away_is_none(office: Office) -> None:
    """`absence.longest` is 180 days, counted as every term; the community may set it."""
    refused = office.away(office.manager, until=days(office, 182))
    assert code(refused) == (409, "people.last_manager")
    assert (office.api.clock.now() + 180 * DAY + timedelta(hours=8)).date().isoformat() in refused.json()["detail"]
    path = f"/communities/{office.town.id}/standards/absence.longest"
    answer = office.api.send("PUT", path, office.manager, body={"value": 10, "unit": "d", "reason": "试行"})
    assert answer.status_code == 200, answer.text
    office.api.clock.advance(minutes=1)
    assert code(office.away(office.manager, until=days(office, 12))) == (409, "people.last_manager")
    assert office.away(office.manager, since=days(office, 20), until=days(office, 29)).status_code == 201


def test_absences_without_a_whole_day_between_them_are_one(office: Office) -> None:
    assert office.away(office.manager, since=days(office, 100), until=days(office, 150)).status_code == 201
    later = office.away(office.manager, since=days(office, 150.5), until=days(office, 290))
    assert code(later) == (409, "people.last_manager")
    between = office.away(office.manager, until=days(office, 99.5))
    assert between.status_code == 201, "150 days in all"
    longer = office.away(office.manager, since=days(office, 150.5), until=days(office, 190))
    assert code(longer) == (409, "people.last_manager")
    assert office.away(office.manager, since=days(office, 152), until=days(office, 290)).status_code == 201


def test_one_who_is_away_for_a_few_days_still_manages(office: Office) -> None:
    second = office.api.staff("manager", office.town)
    assert office.away(second, until=days(office, 30)).status_code == 201
    assert office.away(office.manager).status_code == 201


def test_one_who_is_away_for_too_long_does_not(office: Office) -> None:
    second = office.api.staff("manager", office.town)
    assert office.away(second, until=days(office, 3)).status_code == 201
    assert office.away(second, since=days(office, 4), until=days(office, 400)).status_code == 201
    assert code(office.away(office.manager, until=days(office, 400))) == (409, "people.last_manager")
    assert office.away(office.manager, until=days(office, 100)).status_code == 201


def test_how_long_others_are_away_is_nobody_s_standard(office: Office, worker: Caller) -> None:
    assert office.away(worker, worker, until=days(office, 4000)).status_code == 201


def test_of_two_managers_one_may_go(office: Office) -> None:
    second = office.api.staff("manager", office.town)
    assert office.away(second).status_code == 201
    assert code(office.away(office.manager)) == (409, "people.last_manager")


def test_two_managers_do_not_both_slip_away(office: Office) -> None:
    managers = [office.manager, office.api.staff("manager", office.town)]
    answers = office.api.at_once([request("POST", "/absences", who, body={"reason_key": "leave"}) for who in managers])
    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_a_manager_who_comes_back_lets_the_other_go(office: Office) -> None:
    second = office.api.staff("manager", office.town)
    gone = office.away(second).json()
    assert office.api.post(f"/absences/{gone['id']}/cancel", second).status_code == 200
    assert office.away(office.manager).status_code == 201


# ---------------------------------------------------------------- cancelling and showing


def test_an_absence_is_cancelled_once(office: Office, worker: Caller) -> None:
    made = office.away(worker, worker, until=days(office, 3)).json()
    colleague = office.api.staff("engineer", office.town)
    cancel = f"/absences/{made['id']}/cancel"
    assert code(office.api.post(cancel, colleague)) == (403, "house.forbidden")
    assert code(office.api.post(cancel, Office.open(office.api).supervisor)) == (404, "house.not_found")
    assert office.api.post(cancel, office.supervisor).json()["state"] == "cancelled"
    assert code(office.api.post(cancel, worker)) == (409, "people.absence_over")
    assert office.away(worker, worker, until=days(office, 3)).status_code == 201


def test_what_is_over_is_not_cancelled(office: Office, worker: Caller) -> None:
    made = office.away(worker, worker, since=days(office, -2), until=days(office, -1)).json()
    assert made["state"] == "over"
    assert code(office.api.post(f"/absences/{made['id']}/cancel", worker)) == (409, "people.absence_over")


def test_why_is_told_to_oneself_and_those_who_manage_it(office: Office, worker: Caller) -> None:
    made = office.make("/absences", worker, until=days(office, 2), reason_key="sick")
    colleague = office.api.staff("engineer", office.town)

    def why(who: Caller) -> object:
        [row] = office.api.get("/absences", who, params={"staff_id": str(worker.id)}).json()["data"]
        assert row == office.api.get(f"/absences/{made['id']}", who).json()
        return row["reason_key"]

    assert [why(who) for who in (worker, office.supervisor, colleague)] == ["sick", "sick", None]
    stranger = Office.open(office.api).manager
    assert office.api.get("/absences", stranger, params={"staff_id": str(worker.id)}).json()["data"] == []
    assert code(office.api.get(f"/absences/{made['id']}", stranger)) == (404, "house.not_found")


def test_absences_are_found_by_how_they_stand(office: Office, worker: Caller) -> None:
    other = office.api.staff("engineer", office.town)
    made = {
        "over": office.away(worker, worker, since=days(office, -2), until=days(office, -1)).json(),
        "present": office.away(worker, worker, until=days(office, 1)).json(),
        "planned": office.away(worker, worker, since=days(office, 1)).json(),
        "cancelled": office.away(other, other, since=days(office, 1)).json(),
    }
    office.api.post(f"/absences/{made['cancelled']['id']}/cancel", other)

    def found(**params: str) -> set[str]:
        rows = office.api.get("/absences", worker, params={"community_id": str(office.town.id), **params}).json()
        return {row["id"] for row in rows["data"]}

    for state, row in made.items():
        assert found(state=state) == {row["id"]}
    assert found() == {row["id"] for row in made.values()}
    assert found(q=other.name) == {made["cancelled"]["id"]}


def test_the_list_costs_one_statement_whatever_its_length(office: Office, worker: Caller) -> None:
    actor = office.api.actor(worker)
    for number in range(3):
        office.away(worker, worker, since=days(office, number), until=days(office, number + 1))
        with office.api.house.db.read(actor.scope) as session, statements(office.api.house) as sent:
            work = Work(house=office.api.house, session=session, actor=actor, now=office.api.clock.now())
            page = list_absences(work, AbsenceParams(staff_id=(worker.id,)))
        assert (len(page["data"]), len(sent)) == (number + 1, 1)


BASE = datetime(2026, 11, 22, tzinfo=UTC)
instants = st.integers(-3, 3).map(lambda number: BASE + number * DAY)


@given(instants, st.none() | instants, st.none() | instants)
def test_exactly_one_state_holds(since: datetime, until: datetime | None, cancelled_at: datetime | None) -> None:
    state = absence_state(since, until, cancelled_at, BASE)
    assert (state is AbsenceState.CANCELLED) is (cancelled_at is not None)
    if cancelled_at is None:
        assert (state is AbsenceState.PLANNED) is (since > BASE)
        assert (state is AbsenceState.PRESENT) is (since <= BASE and (until is None or until > BASE))
