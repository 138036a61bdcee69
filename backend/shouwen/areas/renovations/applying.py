"""An application: written down, amended, its papers handed in, submitted, or taken back (RN-01, RN-02)."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.acting import begin, end, is_resident
from shouwen.areas.renovations.chain import lay_chain
from shouwen.areas.renovations.gate_rules import OF_HOUSEHOLD, RenovationPaper
from shouwen.areas.renovations.models import Renovation, RenovationDocument, RenovationWork
from shouwen.areas.renovations.problems import AgentLetterExpired, EndBeforeStart, NotOwner, NotTheirs, UnitTaken
from shouwen.areas.renovations.queries import today_of
from shouwen.areas.renovations.rules import OCCUPYING, RenovationState, RenovationVerb, WorkScope
from shouwen.areas.renovations.schemas import (
    AgentIn,
    ContractorIn,
    RenovationAct,
    RenovationDocumentIn,
    RenovationIn,
    RenovationPatch,
    RenovationReasonIn,
)
from shouwen.core.acts import Act
from shouwen.core.files.rules import Audience
from shouwen.core.files.service import attach
from shouwen.core.numbering.service import take_number
from shouwen.core.people.models import Membership, Resident
from shouwen.core.people.residents import where_it_went
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Household, Unit
from shouwen.core.places.queries import in_reach
from shouwen.core.references import UnknownReference, refer
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.work import Work
from shouwen.kit.ids import new_id

SERIES: Final = "ZS"  # 装修
_V = RenovationVerb


def apply(work: Work, body: RenovationIn) -> Renovation:
    """Writes an application down as a draft. Raises UnknownReference, NotOwner, UnitTaken, EndBeforeStart."""
    unit = _unit(work, body.unit_id)
    if body.ends_on < body.starts_on:
        raise EndBeforeStart.at("/ends_on")
    household, resident = _applicant(work, unit, body)
    _check_free(work, unit)
    _check_agent(work, unit.community_id, body.agent)
    here, id = unit.community_id, new_id()
    number = take_number(work.session, here, SERIES, work.now, time_zone(work.session, here))
    subject = Subject(
        community_id=here,
        id=id,
        type=SubjectType.RENOVATION,
        number=number,
        zone_id=unit.zone_id,
        unit_id=unit.id,
        household_id=household.id,
        confidential=False,
    )
    renovation = Renovation(
        community_id=here,
        id=id,
        number=number,
        state=RenovationState.DRAFT,
        unit_id=unit.id,
        household_id=household.id,
        applicant_id=resident.id,
        title=body.title,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        recorded_by_kind=work.actor.kind,
        recorded_by_id=work.actor.id,
        created_at=work.now,
    )
    _name_agent(renovation, body.agent)
    _name_contractor(renovation, body.contractor)
    work.session.add(subject)
    work.session.flush()
    work.session.add(renovation)
    work.session.flush()
    _set_scope(work, renovation, body.scope)
    work.session.add_all(_involved(work, subject, resident))
    work.emit("renovations.drafted", subject, unit_id=unit.id)
    _hand_in(work, renovation, subject, body.documents, "/documents")
    return renovation


def amend(work: Work, renovation_id: UUID, body: RenovationPatch) -> Renovation:
    """Changes an application that nobody has signed for yet. Raises EndBeforeStart, AgentLetterExpired."""
    acting = begin(work, renovation_id, _V.AMEND, Act())
    renovation, given = acting.renovation, body.model_fields_set
    starts_on, ends_on = body.starts_on or renovation.starts_on, body.ends_on or renovation.ends_on
    if ends_on < starts_on:
        raise EndBeforeStart.at("/ends_on")
    renovation.starts_on, renovation.ends_on = starts_on, ends_on
    renovation.title = body.title or renovation.title
    if "agent" in given:
        _check_agent(work, renovation.community_id, body.agent)
        _name_agent(renovation, body.agent)
    if body.contractor:
        _name_contractor(renovation, body.contractor)
    if body.scope:
        _set_scope(work, renovation, body.scope)
    acting.touch()
    acting.tell("renovations.amended", fields=sorted(given))
    return renovation


def add_document(work: Work, renovation_id: UUID, body: RenovationDocumentIn) -> Renovation:
    """Hands in a paper. Raises NotTheirs when a household hands in one that is the house's own."""
    acting = begin(work, renovation_id, _V.ADD_DOCUMENT, Act())
    _hand_in(work, acting.renovation, acting.subject, [body], "")
    return acting.renovation


def submit(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """The application is complete and asks to be looked at: the chain is laid, and the first check is due (RN-03)."""
    acting = begin(work, renovation_id, _V.SUBMIT, body)
    acting.gate()
    acting.move()
    acting.renovation.submitted_at = acting.moment.at
    lay_chain(work, acting.renovation)
    acting.note(body.words)
    acting.tell("renovations.submitted")
    acting.promise("renovation.review", "submitted_at")
    return acting.renovation


def cancel(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> Renovation:
    """Taken back before the work began; a deposit that was paid goes back through a settlement."""
    acting = begin(work, renovation_id, _V.CANCEL, body)
    acting.tell("renovations.cancelled")
    return end(acting, body.words)


# ---------------------------------------------------------------- who applies, and for what


def _unit(work: Work, unit_id: UUID) -> Unit:
    """The unit, if the caller may apply for it: in reach of staff, at home for a resident. Locked: it has one file."""
    rows = sa.select(Unit).where(Unit.id == unit_id)
    if is_resident(work):
        rows = rows.where(Unit.id.in_(_homes(work)))
    else:
        rows = rows.where(in_reach(work, "renovations.apply", Unit.community_id, Unit.zone_id))
    unit = work.session.scalars(rows.with_for_update()).one_or_none()
    if unit is None:
        raise UnknownReference.at("/unit_id")
    return unit


def _homes(work: Work) -> sa.Select[UUID]:
    mine = [residency.resident_id for residency in work.actor.residencies]
    member = sa.and_(Membership.community_id == Household.community_id, Membership.household_id == Household.id)
    return (
        sa.select(Household.unit_id)
        .join(Membership, member)
        .where(
            Membership.resident_id.in_(mine),
            Membership.is_adult,
            Membership.until.is_(None),
            Household.until.is_(None),
        )
    )


def _applicant(work: Work, unit: Unit, body: RenovationIn) -> tuple[Household, Resident]:
    """The resident whose renovation it is, and their household, which is the unit's of today (RN-01)."""
    at = "/applicant/resident_id"
    resident_id = body.applicant.resident_id if body.applicant else None
    if is_resident(work):
        mine = {one.resident_id for one in work.actor.residencies if one.community_id == unit.community_id}
        if resident_id is not None and resident_id not in mine:
            raise UnknownReference.at(at)
        resident_id = resident_id or min(mine)
    named = refer(work, Resident, unit.community_id, resident_id, at)
    resident = where_it_went(work, named) if named else None
    if resident is None:
        raise UnknownReference.at(at)
    home = sa.and_(Membership.community_id == Household.community_id, Membership.household_id == Household.id)
    rows = (
        sa.select(Household)
        .join(Membership, home)
        .where(
            Household.community_id == unit.community_id,
            Household.unit_id == unit.id,
            Household.until.is_(None),
            Membership.resident_id == resident.id,
            Membership.until.is_(None),
        )
    )
    household = work.session.scalars(rows).first()
    if household is None:
        raise NotOwner.at(at)
    return household, resident


def _check_free(work: Work, unit: Unit) -> None:
    rows = sa.select(Renovation.number).where(
        Renovation.community_id == unit.community_id,
        Renovation.unit_id == unit.id,
        Renovation.state.in_(OCCUPYING),
    )
    number = work.session.scalar(rows.limit(1))
    if number is not None:
        raise UnitTaken(number=number)


def _check_agent(work: Work, community_id: UUID, agent: AgentIn | None) -> None:
    if agent and agent.letter_until < today_of(work, community_id):
        raise AgentLetterExpired.at("/agent/letter_until")


def _name_agent(renovation: Renovation, agent: AgentIn | None) -> None:
    """Of the same agent as before, a number that is not given stays: nobody reads it in full to give it again."""
    stays = agent and agent.name == renovation.agent_name and "phone" not in agent.model_fields_set
    if not stays:
        renovation.agent_phone = agent.phone if agent else None
    renovation.agent_name = agent.name if agent else None
    renovation.agent_until = agent.letter_until if agent else None


def _name_contractor(renovation: Renovation, contractor: ContractorIn | None) -> None:
    """Of the same contractor as before, what is not given of its head stays."""
    if contractor is None:
        return
    same = contractor.name == renovation.contractor_name
    if not same or "head" in contractor.model_fields_set:
        renovation.contractor_head = contractor.head
    if not same or "phone" in contractor.model_fields_set:
        renovation.contractor_phone = contractor.phone
    until: date = contractor.licence_until
    renovation.contractor_name, renovation.contractor_until = contractor.name, until
    renovation.contractor_licence = contractor.licence


def _set_scope(work: Work, renovation: Renovation, scope: Sequence[WorkScope]) -> None:
    here = (
        RenovationWork.community_id == renovation.community_id,
        RenovationWork.renovation_id == renovation.id,
    )
    work.session.execute(sa.delete(RenovationWork).where(*here))
    for one in sorted(set(scope)):
        work.session.add(RenovationWork(community_id=renovation.community_id, renovation_id=renovation.id, work=one))


def _involved(work: Work, subject: Subject, resident: Resident) -> list[Involvement]:
    """The household sees its own file; who wrote it down sees it as well."""
    reported = Involvement(
        community_id=subject.community_id,
        subject_id=subject.id,
        part=Part.REPORTED,
        person_id=resident.person_id,
        household_id=subject.household_id,
        private=False,
    )
    if is_resident(work):
        return [reported]
    did = Involvement(community_id=subject.community_id, subject_id=subject.id, part=Part.DID, person_id=work.actor.id)
    return [reported, did]


def _hand_in(
    work: Work, renovation: Renovation, subject: Subject, documents: Sequence[RenovationDocumentIn], pointer: str
) -> None:
    for place, document in enumerate(documents):
        if is_resident(work) and document.kind not in OF_HOUSEHOLD:
            raise NotTheirs
        at = f"{pointer}/{place}/file_id" if pointer else "/file_id"
        try:
            attach(work, subject, [document.file_id], _audience(document.kind), pointer=at)
        except UnknownReference as error:
            raise UnknownReference.at(at) from error
        work.session.add(
            RenovationDocument(
                community_id=renovation.community_id,
                id=new_id(),
                renovation_id=renovation.id,
                kind=document.kind,
                file_id=document.file_id,
                added_by_kind=work.actor.kind,
                added_by_id=work.actor.id,
                added_at=work.now,
            )
        )
        work.emit("renovations.document_added", subject, kind=document.kind, file_id=document.file_id)


def _audience(kind: RenovationPaper) -> Audience:
    """What a household handed in, or may be shown; the monitoring sheet is among ourselves."""
    return Audience.INTERNAL if kind is RenovationPaper.MONITORING_SHEET else Audience.RESIDENT
