"""A call for help: its steps, the calls to the family, cordons (HR-02 to HR-10).

Each: load (locked) → ask the rules → change → journal. No resident reads any of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import begin_beside, tell
from shouwen.areas.cases.help_models import Cordon, FamilyCallMade, HelpStamp
from shouwen.areas.cases.help_rules import (
    CORDON_CHECK,
    Emergency,
    HelpStep,
    closing_objection,
    cordon_objection,
    help_objection,
    step_objection,
)
from shouwen.areas.cases.help_schemas import CordonIn, CordonRemoveIn, FamilyCallIn, HelpStepIn, RevealContactIn
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.problems import NoEmergencyPhone, NotEmergencyContact, NotInPast
from shouwen.areas.cases.promises import kept_by_act
from shouwen.areas.cases.queries import Loaded
from shouwen.areas.cases.rules import LIFE, Verb
from shouwen.core.acts import Act, Moment
from shouwen.core.commitments.rules import Follows
from shouwen.core.commitments.service import Birth, keep, make
from shouwen.core.people.models import Membership, Resident
from shouwen.core.people.queries import works_in
from shouwen.core.places.models import Household
from shouwen.core.places.queries import present
from shouwen.core.references import UnknownReference
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden, NotFound

STAMP: Final = "cases.stamp_help"
REVEAL: Final = "cases.reveal_emergency"
CORDON: Final = "cases.cordon"


def stamp(work: Work, case_id: UUID, body: HelpStepIn) -> Loaded:
    """A step was taken. Being on the spot is arriving, whoever went (HR-03, HR-08)."""
    loaded, moment = begin_beside(work, case_id, STAMP, body)
    case = loaded.case
    if problem := help_objection(case.kind) or step_objection(body.step, emergency(work, case), body.text):
        raise problem
    by = body.staff_id or work.actor.id
    if body.staff_id and not works_in(work.session, body.staff_id, case.community_id, work.now):
        raise UnknownReference.at("/staff_id")
    work.session.add(
        HelpStamp(
            community_id=case.community_id,
            case_id=case.id,
            no=_next_no(work, HelpStamp, case),
            round=case.round,
            step=body.step,
            text=body.text,
            done_by_id=by,
            at=moment.at,
            recorded_by_id=work.actor.id,
            recorded_at=work.now,
            recorded_late=moment.recorded_late,
        )
    )
    tell(work, loaded, "cases.help_stamped", moment, step=body.step, done_by_id=by)
    kept_by_act(work, loaded.subject, body.step, moment)
    if body.step is HelpStep.ON_THE_SPOT:
        _arrive(work, loaded, moment)
    return loaded


def _arrive(work: Work, loaded: Loaded, moment: Moment) -> None:
    case = loaded.case
    if LIFE.allows(case.state, Verb.ARRIVE):
        case.state = LIFE.after(case.state, Verb.ARRIVE)
        tell(work, loaded, "cases.arrived", moment)
    kept_by_act(work, loaded.subject, Verb.ARRIVE, moment)


def emergency(work: Work, case: Case) -> Emergency:
    """What the rules need to know of a call for help, in the round it is in."""
    rows = sa.select(HelpStamp.step).where(*_of(HelpStamp, case), HelpStamp.round == case.round)
    done = frozenset(work.session.scalars(rows))
    return Emergency(case.kind, case.category, case.severity, case.state, done)


# ---------------------------------------------------------------- the family


def reveal_contact(work: Work, case_id: UUID, body: RevealContactIn) -> str:
    """The number of an emergency contact in full, and a line in the journal that it was shown."""
    loaded, moment = begin_beside(work, case_id, REVEAL, Act())
    phone = _contact(work, loaded, body.resident_id).phone
    if phone is None:
        raise NoEmergencyPhone
    tell(work, loaded, "cases.emergency_phone_revealed", moment, resident_id=body.resident_id)
    return str(phone)


def call_family(work: Work, case_id: UUID, body: FamilyCallIn) -> Loaded:
    """An emergency contact was called (HR-07)."""
    loaded, moment = begin_beside(work, case_id, STAMP, body)
    case = loaded.case
    _contact(work, loaded, body.resident_id)
    row = FamilyCallMade(
        community_id=case.community_id,
        case_id=case.id,
        no=_next_no(work, FamilyCallMade, case),
        resident_id=body.resident_id,
        outcome=body.outcome,
        text=body.text,
        called_by_id=work.actor.id,
        at=moment.at,
        recorded_at=work.now,
    )
    work.session.add(row)
    tell(work, loaded, "cases.family_called", moment, no=row.no, outcome=body.outcome)
    return loaded


def _contact(work: Work, loaded: Loaded, resident_id: UUID) -> Any:
    if problem := help_objection(loaded.case.kind):
        raise problem
    found = next((one for one in emergency_contacts(work, loaded.subject) if one.id == resident_id), None)
    if found is None:
        raise NotEmergencyContact.at("/resident_id")
    return found


def emergency_contacts(work: Work, subject: Subject) -> Sequence[Any]:
    """The emergency contacts of the household that asks, or of those who live in the unit now."""
    if subject.household_id is None and subject.unit_id is None:
        return []
    homes = (
        Household.id == subject.household_id
        if subject.household_id
        else sa.and_(Household.unit_id == subject.unit_id, present(Household.since, Household.until, work.now))
    )
    rows = (
        sa.select(Resident.id, Resident.name, Resident.phone, Membership.relation)
        .join(
            Membership,
            sa.and_(Membership.community_id == Resident.community_id, Membership.resident_id == Resident.id),
        )
        .join(
            Household,
            sa.and_(Household.community_id == Membership.community_id, Household.id == Membership.household_id),
        )
        .where(
            Resident.community_id == subject.community_id,
            Resident.merged_at.is_(None),
            Resident.voided_at.is_(None),
            Membership.is_emergency_contact,
            present(Membership.since, Membership.until, work.now),
            homes,
        )
        .order_by(Membership.since, Membership.id)
    )
    return work.session.execute(rows).all()


# ---------------------------------------------------------------- cordons


def open_cordon(work: Work, case_id: UUID, body: CordonIn) -> UUID:
    """A cordon with its sign; that it is looked after and taken away is promised (HR-10)."""
    loaded, moment = begin_beside(work, case_id, CORDON, body)
    case = loaded.case
    if problem := cordon_objection(case.state):
        raise problem
    if body.until is not None and body.until <= moment.at:
        raise NotInPast.at("/until")
    cordon = Cordon(
        community_id=case.community_id,
        id=new_id(),
        case_id=case.id,
        place=body.place,
        sign=body.sign,
        opened_at=moment.at,
        opened_by_id=work.actor.id,
    )
    promise = make(work, loaded.subject, _birth(case, cordon, moment.at, body.until))
    cordon.due_at = promise.due_at if promise else None
    work.session.add(cordon)
    tell(work, loaded, "cases.cordon_opened", moment, cordon_id=cordon.id)
    return cordon.id


def _birth(case: Case, cordon: Cordon, opened_at: datetime, due_at: datetime | None) -> Birth:
    return Birth(
        key=CORDON_CHECK,
        base="cordon_opened_at",
        base_at=opened_at,
        due_at=due_at,
        staff_id=case.owner_id,
        follows=Follows.OWNER,
        round=case.round,
        slot=cordon.id.hex,
        blocks_close=True,
    )


def remove_cordon(work: Work, cordon_id: UUID, body: CordonRemoveIn) -> UUID:
    """The sign is gone and the site restored."""
    cordon = _cordon(work, cordon_id)
    loaded, moment = begin_beside(work, cordon.case_id, CORDON, body)
    work.session.refresh(cordon)  # the case is held now: nobody else can take it away
    if problem := closing_objection(closed=cordon.closed_at is not None):
        raise problem
    cordon.closed_at, cordon.closed_by_id = max(moment.at, cordon.opened_at), work.actor.id
    cordon.restored = body.restored
    keep(work, loaded.subject, (CORDON_CHECK,), moment, slot=cordon.id.hex)
    tell(work, loaded, "cases.cordon_closed", moment, cordon_id=cordon.id)
    return cordon.id


def _cordon(work: Work, cordon_id: UUID) -> Cordon:
    """The cordon on a case in sight; 404 otherwise."""
    rows = (
        sa.select(Cordon)
        .join(Subject, sa.and_(Subject.community_id == Cordon.community_id, Subject.id == Cordon.case_id))
        .where(Cordon.id == cordon_id, sight(work.actor, "cases.read"))
    )
    found = work.session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound
    if not work.actor.grants_of(CORDON):
        raise Forbidden
    return found


# ---------------------------------------------------------------- what they share


def _of(rows: Any, case: Case) -> tuple[sa.ColumnElement[bool], ...]:
    return rows.community_id == case.community_id, rows.case_id == case.id


def _next_no(work: Work, rows: Any, case: Case) -> int:
    """The next number of what is counted on a case; the case is locked."""
    last = sa.select(sa.func.max(rows.no)).where(*_of(rows, case))
    return int(work.session.scalar(last) or 0) + 1
