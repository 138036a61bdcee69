"""The dossier of a unit: who lives there, what is open, what was, and what this household was promised."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.bodies import CaseFilters
from shouwen.areas.cases.incidents import incidents_at
from shouwen.areas.cases.models import Case, Contact, ContactPlace
from shouwen.areas.cases.queries import list_cases
from shouwen.areas.cases.rules import OPEN, OVER
from shouwen.core.commitments.queries import list_commitments
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.schemas import CommitmentFilters
from shouwen.core.dossiers import dossiers
from shouwen.core.people.residents import READ, occupancies
from shouwen.core.places.models import Unit
from shouwen.core.places.queries import facts_of, get_unit, in_reach
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden

OPEN_SHOWN: Final = 50
PAST_SHOWN: Final = 20
NEARBY_SHOWN: Final = 50
PROMISES_SHOWN: Final = 100


def read_dossier(work: Work, unit_id: UUID) -> dict[str, Any]:
    """All of it, as far as the caller sees each part. Raises NotFound, Forbidden.

    What is open counts when it is about the unit, or when somebody of a present household reached us about it. What
    is past belongs to the unit, whoever lived there. What is promised may be about a call or a renovation as well.
    """
    unit = get_unit(work, unit_id)
    if not _may_see_people(work, unit_id):
        raise Forbidden
    households = occupancies(work, unit_id)
    household_ids = [household["id"] for household in households]
    here = Subject.community_id == unit["community_id"]  # every index begins with it
    theirs = _theirs(unit_id, household_ids)
    concerns = sa.and_(here, sa.or_(theirs, Case.id.in_(_reached_about(household_ids))))
    open_ = list_cases(work, CaseFilters(state=list(OPEN), limit=OPEN_SHOWN), concerns)["data"]
    past = list_cases(work, CaseFilters(state=sorted(OVER), limit=PAST_SHOWN), concerns)["data"]
    return {
        "unit": unit,
        "zone_facts": facts_of(work, unit["community_id"], unit["zone"]["id"]),
        "households": households,
        "incidents": incidents_at(work, [unit_id]).get(unit_id, []),
        "open_cases": open_,
        "past_cases": past,
        "nearby_cases": _nearby(work, unit_id, unit["building"]["id"], concerns),
        "promises": _promises(work, here, sa.or_(theirs, Subject.id.in_([case["id"] for case in open_]))),
        "matters": dossiers.of_unit(work, unit_id),
    }


def _may_see_people(work: Work, unit_id: UUID) -> bool:
    rows = sa.select(Unit.id).where(Unit.id == unit_id, in_reach(work, READ, Unit.community_id, Unit.zone_id))
    return work.session.scalar(rows) is not None


def _theirs(unit_id: UUID, household_ids: Sequence[UUID]) -> sa.ColumnElement[bool]:
    return sa.or_(Subject.unit_id == unit_id, Subject.household_id.in_(household_ids))


def _nearby(work: Work, unit_id: UUID, building_id: UUID, concerns: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    """What is open elsewhere in the building: about another of its homes, or said of the building as a whole."""
    homes = sa.select(Unit.id).where(Unit.building_id == building_id, Unit.id != unit_id)
    of_all = (
        sa.select(Contact.case_id)
        .join(
            ContactPlace,
            sa.and_(ContactPlace.community_id == Contact.community_id, ContactPlace.contact_id == Contact.id),
        )
        .where(ContactPlace.building_id == building_id, Contact.case_id.is_not(None))
    )
    there = sa.or_(Subject.unit_id.in_(homes), Case.id.in_(of_all))
    filters = CaseFilters(state=list(OPEN), limit=NEARBY_SHOWN)
    # a matter of no home at all concerns none: NULL there, and not to be lost
    elsewhere = sa.not_(sa.func.coalesce(concerns, sa.false()))
    return list_cases(work, filters, there, elsewhere)["data"]


def _reached_about(household_ids: Sequence[UUID]) -> sa.Select[Any]:
    return sa.select(Contact.case_id).where(Contact.household_id.in_(household_ids))


def _promises(work: Work, *about: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    """What is promised about such things and still open, the soonest due first."""
    filters = CommitmentFilters(state=(CommitmentState.OPEN,), limit=PROMISES_SHOWN)
    return list_commitments(work, filters, *about)["data"]
