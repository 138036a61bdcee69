"""Complaints and disputes a renovation caused: in its file, and with it in the unit's dossier (RN-14)."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.cases.public import names_of_cases
from shouwen.areas.renovations.acting import begin
from shouwen.areas.renovations.models import CausedCase, Renovation
from shouwen.areas.renovations.problems import CaseLinked
from shouwen.areas.renovations.queries import READ, SUBJECT, Those, held_of
from shouwen.areas.renovations.rules import RenovationVerb
from shouwen.areas.renovations.schemas import CausedCaseOut, LinkCaseIn
from shouwen.core.dossiers import DossierMatter, dossiers
from shouwen.core.headings import headings
from shouwen.core.references import UnknownReference
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work

_SHOWN: Final = 20


def link_case(work: Work, renovation_id: UUID, body: LinkCaseIn) -> Renovation:
    """A matter in the caller's sight was caused by it. Raises UnknownReference, CaseLinked."""
    acting = begin(work, renovation_id, RenovationVerb.LINK_CASE, body)
    renovation = acting.renovation
    case = sa.select(Subject.id).where(
        Subject.community_id == renovation.community_id,
        Subject.id == body.case_id,
        Subject.type == SubjectType.CASE,
        sight(work.actor, "cases.read"),
    )
    if work.session.scalar(case) is None:
        raise UnknownReference.at("/case_id")
    if work.session.get(CausedCase, (renovation.community_id, renovation.id, body.case_id)):
        raise CaseLinked
    work.session.add(
        CausedCase(
            community_id=renovation.community_id,
            renovation_id=renovation.id,
            case_id=body.case_id,
            linked_by_id=work.actor.id,
            linked_at=work.now,
        )
    )
    acting.tell("renovations.case_linked", case_id=body.case_id)
    return renovation


def cases_of(work: Work, ids: Sequence[UUID]) -> dict[UUID, list[CausedCaseOut]]:
    """The matters these renovations caused, as far as the caller sees them."""
    rows = (
        sa.select(CausedCase.renovation_id, CausedCase.case_id)
        .join(
            Subject,
            sa.and_(Subject.community_id == CausedCase.community_id, Subject.id == CausedCase.case_id),
        )
        .where(CausedCase.renovation_id.in_(ids), sight(work.actor, "cases.read"))
        .order_by(CausedCase.linked_at, CausedCase.case_id)
    )
    found = work.session.execute(rows).all()
    names = names_of_cases(work.session, [row.case_id for row in found]) if found else {}
    caused: dict[UUID, list[CausedCaseOut]] = {}
    for row in found:
        name = names[row.case_id]
        caused.setdefault(row.renovation_id, []).append({"id": row.case_id, "number": name.number, "title": name.title})
    return caused


def _of_unit(work: Work, unit_id: UUID) -> list[DossierMatter]:
    """The renovations of a unit, the latest first, with what each of them caused (RN-13, RN-14)."""
    rows = (
        sa.select(Renovation)
        .join(Subject, SUBJECT)
        .where(Renovation.unit_id == unit_id, sight(work.actor, READ))
        .order_by(Renovation.id.desc())
        .limit(_SHOWN)
    )
    found = work.session.scalars(rows).all()
    caused = cases_of(work, [one.id for one in found])
    held = held_of(work.session, Those.of(found))
    return [
        {
            "type": SubjectType.RENOVATION,
            "id": one.id,
            "number": one.number,
            "state": one.state.value,
            "title": one.title,
            "since": one.created_at,
            "held_fen": held.get(one.id, 0),
            "cases": [{"id": case["id"], "number": case["number"]} for case in caused.get(one.id, [])],
        }
        for one in found
    ]


def _titles(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    rows = session.execute(sa.select(Renovation.id, Renovation.title).where(Renovation.id.in_(ids)))
    return {row.id: row.title for row in rows}


dossiers.add("renovations", _of_unit)
headings.add(SubjectType.RENOVATION, _titles)
