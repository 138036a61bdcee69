"""A renovation under way with everything that is reached by an id, put in as rows: for tests that ask about ids."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.models import Acceptance, Renovation, Settlement, Violation, WorkerPass
from shouwen.areas.renovations.pass_rules import PassState
from shouwen.areas.renovations.rules import (
    AcceptanceStage,
    RenovationState,
    SettlementState,
    ViolationKind,
    ViolationState,
)
from shouwen.core.access.actor import ActorKind
from shouwen.core.places.models import Household, Unit
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.kit.ids import new_id
from tests.support.settling import START, Caller, Settling, Town


def renovation_in(settling: Settling, town: Town, owner: Caller, *, by: Caller) -> dict[str, UUID]:
    """Under way, with a permit, a notice and a pass."""
    here, id, pass_id, number = town.id, new_id(), new_id(), f"{next(settling.numbers):05d}"
    home = sa.select(Household.unit_id).where(Household.id == owner.household_id)
    unit = settling.look(lambda session: session.get_one(Unit, (here, session.scalars(home).one())))
    today = START.date()
    settling.add(
        Subject(
            community_id=here,
            id=id,
            type=SubjectType.RENOVATION,
            number=f"ZS202611-{number}",
            zone_id=unit.zone_id,
            unit_id=unit.id,
            household_id=owner.household_id,
            confidential=False,
        ),
        Renovation(
            community_id=here,
            id=id,
            number=f"ZS202611-{number}",
            state=RenovationState.UNDER_WAY,
            unit_id=unit.id,
            household_id=owner.household_id,
            applicant_id=owner.resident_id,
            title="全屋翻新",
            starts_on=today,
            ends_on=today + timedelta(days=60),
            permit_number=f"XK202611-{number}",
            recorded_by_kind=ActorKind.STAFF,
            recorded_by_id=by.id,
            created_at=START,
            approved_at=START,
            started_at=START,
            planned_through=today,
        ),
        Violation(
            community_id=here,
            renovation_id=id,
            no=1,
            kind=ViolationKind.RUBBISH,
            state=ViolationState.NOTICED,
            words="垃圾堆放",
            is_new=True,
            found_by_id=by.id,
            found_at=START,
            notice_number=f"ZG202611-{number}",
            notice_due_at=START,
            demand="清运",
            served_to="施工负责人",
        ),
        Acceptance(
            community_id=here,
            renovation_id=id,
            no=1,
            stage=AcceptanceStage.INITIAL,
            passed=False,
            by_id=by.id,
            at=START,
        ),
        Settlement(
            community_id=here,
            renovation_id=id,
            no=1,
            state=SettlementState.WITHDRAWN,
            deducted_fen=0,
            forfeited_fen=0,
            refund_fen=0,
            proposed_by_id=by.id,
            proposed_at=START,
        ),
        WorkerPass(
            community_id=here,
            id=pass_id,
            number=f"CR202611-{number}",
            renovation_id=id,
            state=PassState.VALID,
            worker_name="周师傅",
            trade="水电",
            valid_from=today,
            valid_until=today,
            issued_by_id=by.id,
            issued_at=START,
        ),
    )
    return {"renovation_id": id, "pass_id": pass_id}
