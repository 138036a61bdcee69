"""What follows a resident whose record goes into another: their contacts, and their sight of what they raised."""

from collections.abc import Collection, Sequence
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.models import Contact
from shouwen.core.people.merging import Pair, following
from shouwen.core.subjects.models import Involvement, Part
from shouwen.core.work import Work
from shouwen.kit.ids import new_id


def move_contacts(work: Work, pair: Pair) -> Sequence[UUID]:
    """Each contact of the merged record is one of the kept."""
    theirs = sa.select(Contact.id).where(
        Contact.community_id == pair.community_id, Contact.resident_id == pair.merged.id
    )
    ids = list(work.session.scalars(theirs))
    _give(work, pair, ids, pair.kept.id)
    return ids


def move_contacts_back(work: Work, pair: Pair, ids: Collection[UUID]) -> None:
    """These contacts are the merged record's again."""
    _give(work, pair, ids, pair.merged.id)


def involve(work: Work, pair: Pair) -> Sequence[UUID]:
    """Whoever signs in as the kept record takes part in all that it raised now."""
    person_id = pair.kept.person_id
    if person_id is None:
        return []
    takes_part = sa.select(Involvement.subject_id).where(
        Involvement.person_id == person_id, Involvement.part == Part.REPORTED
    )
    cases = sa.select(Contact.case_id).where(
        Contact.community_id == pair.community_id,
        Contact.resident_id == pair.kept.id,
        Contact.case_id.not_in(takes_part),
    )
    made = [
        Involvement(
            community_id=pair.community_id, id=new_id(), subject_id=case_id, part=Part.REPORTED, person_id=person_id
        )
        for case_id in work.session.scalars(cases.distinct())
    ]
    work.session.add_all(made)
    work.session.flush()
    return [one.id for one in made]


def take_away(work: Work, pair: Pair, ids: Collection[UUID]) -> None:
    """They take part no more in what the merge brought them."""
    work.session.execute(
        sa.delete(Involvement).where(Involvement.community_id == pair.community_id, Involvement.id.in_(ids))
    )


def _give(work: Work, pair: Pair, ids: Collection[UUID], resident_id: UUID) -> None:
    work.session.execute(
        sa.update(Contact)
        .where(Contact.community_id == pair.community_id, Contact.id.in_(ids))
        .values(resident_id=resident_id)
    )


following.add("contact", move=move_contacts, back=move_contacts_back)
following.add("involvement", move=involve, back=take_away)
