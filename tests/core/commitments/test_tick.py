"""One clock: rung once, whoever ticks, however late, whichever way time jumps."""

import threading
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.commitments.models import Commitment, Ring
from shouwen.core.commitments.rules import CommitmentState, Step
from shouwen.core.commitments.tick import tick
from tests.support.api import Api

RESPOND = "respond.within"  # 1 h: warned after 48 m, climbing after 90 m


def rings(api: Api, case: dict[str, Any], key: str = RESPOND) -> list[Step]:
    """The steps that were taken for this promise of the case."""
    rows = (
        sa.select(Ring.step)
        .join(Commitment, sa.and_(Commitment.community_id == Ring.community_id, Commitment.id == Ring.commitment_id))
        .where(Commitment.key == key, Commitment.subject_id == sa.bindparam("id", type_=Commitment.subject_id.type))
    )
    found = api.look(lambda session: list(session.scalars(rows, {"id": UUID(case["id"])})))
    return sorted(found, key=list(Step).index)


def promise(api: Api, who: Any, case: dict[str, Any], key: str = RESPOND) -> dict[str, Any]:
    found = {row["key"]: row for row in api.read(who, case).json()["commitments"]}
    return found[key]  # type: ignore[no-any-return]


def test_each_step_rings_once_in_its_time(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    taken = []
    for minutes in (47, 2, 0, 12, 0, 30, 0):
        api.clock.advance(minutes=minutes)
        tick(api.house)
        taken.append(rings(api, case))
    assert taken == [
        [],
        [Step.WARN],
        [Step.WARN],
        [Step.WARN, Step.DUE],
        [Step.WARN, Step.DUE],
        [Step.WARN, Step.DUE, Step.CLIMB],
        [Step.WARN, Step.DUE, Step.CLIMB],
    ]
    late = promise(api, desk, case)
    assert (late["state"], late["overdue"]) == ("open", True)


def test_an_hour_off_is_caught_up_in_order(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    api.clock.advance(hours=3)
    assert tick(api.house) > 0
    assert rings(api, case) == [Step.WARN, Step.DUE, Step.CLIMB]
    mine = promise(api, desk, case)["id"]
    told = [row.event for row in api.events() if row.detail.get("commitment_id") == mine]
    assert told == ["commitments.made", "commitments.warned", "commitments.fell_due", "commitments.escalated"]
    assert tick(api.house) == 0


def test_a_clock_set_back_or_far_ahead_rings_nothing_twice(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    api.clock.advance(minutes=50)
    tick(api.house)
    api.clock.advance(hours=-2)
    assert tick(api.house) == 0
    api.clock.advance(days=400)
    tick(api.house)
    tick(api.house)
    assert rings(api, case) == [Step.WARN, Step.DUE, Step.CLIMB]


def test_what_was_kept_in_time_never_rings(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    api.clock.advance(minutes=10)
    api.act(desk, case, "respond", text="师傅在路上")
    api.clock.advance(hours=5)
    tick(api.house)
    assert rings(api, case) == []
    assert promise(api, desk, case)["state"] == "kept"


def test_done_late_is_late_and_stays_on_the_record(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    api.clock.advance(minutes=61)
    api.act(desk, case, "respond")
    assert promise(api, desk, case)["state"] == "late"


def test_evidence_recorded_late_is_judged_by_when_it_was_done(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    done_at = api.clock.advance(minutes=30)
    api.clock.advance(hours=2)
    tick(api.house)
    api.act(desk, case, "respond", at=done_at)
    found = promise(api, desk, case)
    assert (found["state"], found["by_late_record"]) == ("kept", True)
    assert datetime.fromisoformat(found["kept_at"]) == done_at


@pytest.mark.parametrize("workers", [4])
def test_workers_that_tick_at_once_ring_each_promise_once(api: Api, workers: int) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    cases = [api.hear(desk, town) for _ in range(12)]
    api.clock.advance(hours=3)
    threads = [threading.Thread(target=tick, args=(api.house,)) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    tick(api.house)  # whatever was locked past
    due = Counter(row.detail["commitment_id"] for row in api.events("commitments.fell_due"))
    assert set(due.values()) == {1}
    assert all(rings(api, case) == [Step.WARN, Step.DUE, Step.CLIMB] for case in cases)


def test_a_batch_that_dies_half_way_leaves_nothing_and_is_done_again(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    case = api.hear(desk, town)
    api.clock.advance(hours=3)

    def die(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("shouwen.core.commitments.tick.insert_rows", die)
        with pytest.raises(RuntimeError, match="killed"):
            tick(api.house)
    assert rings(api, case) == []
    tick(api.house)
    assert rings(api, case) == [Step.WARN, Step.DUE, Step.CLIMB]


def test_the_row_says_when_anything_happens_next(api: Api) -> None:
    town = api.town()
    desk = api.staff("duty_butler", town)
    api.hear(desk, town)
    rows = api.look(
        lambda session: list(session.scalars(sa.select(Commitment).where(Commitment.community_id == town.id)))
    )
    assert rows
    for row in rows:
        if row.state is CommitmentState.OPEN:
            assert row.next_at == row.warn_at
            assert row.next_at is not None
            assert row.base_at < row.next_at < row.due_at
        else:
            assert row.next_at is None
