"""Many residents and their homes written at once (imports): the same rows and the same journal as one by one.

What may be is for others to know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.people.models import Membership, Resident, ResidentKey, ResidentPhone
from shouwen.core.people.naming import name_keys
from shouwen.core.people.phones import further_columns, phone_columns
from shouwen.core.people.rules import Language, Relation
from shouwen.core.places.models import Household
from shouwen.core.places.rules import HouseholdKind
from shouwen.core.work import Work
from shouwen.kit.burst import NewRow, insert_rows
from shouwen.kit.ids import new_id


@dataclass(frozen=True, slots=True)
class Joining:
    """What somebody is to a household, from when on."""

    relation: Relation
    is_adult: bool
    is_emergency_contact: bool
    since: datetime


class Newcomers:
    """Households, residents and who belongs where, until they are written by one statement."""

    def __init__(self, work: Work, community_id: UUID) -> None:
        self._work = work
        self._community_id = community_id
        self._rows: dict[type[Any], list[NewRow]] = {
            table: [] for table in (Household, Resident, ResidentKey, ResidentPhone, Membership)
        }
        self._begun: set[UUID] = set()
        self._joined: set[UUID] = set()
        self._told: list[tuple[str, dict[str, Any]]] = []

    def begin_household(self, unit_id: UUID, kind: HouseholdKind, since: datetime) -> UUID:
        id_ = new_id()
        self._add(Household, id=id_, unit_id=unit_id, kind=kind.value, since=since)
        self._begun.add(id_)
        self._tell("people.household_began", household_id=id_, unit_id=unit_id, kind=kind, since=since)
        return id_

    def add_resident(self, name: str, phones: Sequence[str], note: str | None, language: Language | None) -> UUID:
        """A new resident, found by name and by all phones, each once."""
        id_ = new_id()
        first, *others = phones or (None,)
        said = language.value if language else None
        self._add(Resident, id=id_, name=name, note=note, language=said, **phone_columns(first))
        for key in sorted(name_keys(name)):
            self._add(ResidentKey, resident_id=id_, key=key)
        for phone in dict.fromkeys(others):
            if phone != first:
                self._add(ResidentPhone, resident_id=id_, **further_columns(phone))
        self._tell("people.resident_added", resident_id=id_)
        return id_

    def join(self, household_id: UUID, resident_id: UUID, what: Joining) -> None:
        self._add(
            Membership,
            id=new_id(),
            household_id=household_id,
            resident_id=resident_id,
            relation=what.relation.value,
            is_adult=what.is_adult,
            is_emergency_contact=what.is_emergency_contact,
            since=what.since,
        )
        self._joined.add(household_id)
        self._tell(
            "people.member_joined",
            household_id=household_id,
            resident_id=resident_id,
            relation=what.relation,
            since=what.since,
        )

    def write(self) -> None:
        """All of them, and that it was done. The version of a household counts that somebody joined it."""
        insert_rows(self._work.session, [row for rows in self._rows.values() for row in rows])
        if grown := self._joined - self._begun:
            self._work.session.execute(
                sa.update(Household)
                .where(Household.community_id == self._community_id, Household.id.in_(grown))
                .values(version=Household.version + 1)
                .execution_options(synchronize_session=False)
            )
        for event, facts in self._told:
            self._work.emit(event, community_id=self._community_id, facts=facts)

    def _add(self, table: type[Any], **given: Any) -> None:
        self._rows[table].append(NewRow(table, {"community_id": self._community_id, **given}))

    def _tell(self, event: str, **facts: Any) -> None:
        self._told.append((event, facts))
