"""Residents from rows: each joins the household of the unit, which begins where there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.imports.batches import Values
from shouwen.core.imports.cells import RowFault
from shouwen.core.lists import Column
from shouwen.core.people.in_bulk import Joining, Newcomers
from shouwen.core.people.models import Membership, Resident, ResidentPhone
from shouwen.core.people.phones import whole_number
from shouwen.core.people.registering import EDIT
from shouwen.core.people.residents import READ, on_record, reached
from shouwen.core.people.rules import Relation
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Household, Unit
from shouwen.core.places.queries import in_reach
from shouwen.core.places.rules import HouseholdKind, label_prefixes
from shouwen.core.work import Work

_ITS_HEADS: Final = {Relation.TENANT: HouseholdKind.TENANT}


@dataclass(slots=True)
class _Home:
    """The household of a unit, and the names of those who live there; None for a record that is one no more."""

    id: UUID
    since: datetime
    members: dict[UUID, str | None] = field(default_factory=dict)

    def called(self, name: str) -> set[UUID]:
        return {id_ for id_, known in self.members.items() if known == name}


class ResidentBatch:
    """Takes residents in."""

    def __init__(self, work: Work, community_id: UUID, rows: Sequence[Values]) -> None:
        self._work = work
        self._new = Newcomers(work, community_id)
        self._zone = time_zone(work.session, community_id)
        self._units = _units(work, community_id, {row["unit"] for row in rows})
        self._homes = _homes(work, community_id, set(self._units.values()))
        self._left = _last_left(work, community_id, self._units.values() - self._homes.keys())
        self._people = _people_with(work, community_id, {phone for row in rows for phone in row["phone"]})

    def take(self, row: Values, /) -> bool:
        unit_id = self._unit(row["unit"])
        since = self._since(row)
        home = self._homes.get(unit_id)
        known = self._having(row["phone"])
        members = home.members if home else {}
        there = home.called(row["name"]) if home else set()
        if there & known.keys() or (there and not row["phone"]):
            return False
        same = sorted(id_ for id_, name in known.items() if name == row["name"])
        if known and not same and not row["phone_shared"] and not known.keys() & members.keys():
            raise RowFault("phone", "phone_known")
        home = home or self._begin(unit_id, row["relation"], since)
        self._join(home, same[0] if same else self._add(row), row, since)
        return True

    def write(self) -> None:
        self._new.write()

    def _unit(self, said: str) -> UUID:
        """The unit as it is written, or as people say it."""
        if said in self._units:
            return self._units[said]
        found = {self._units[form] for form in label_prefixes(said) if form in self._units}
        if len(found) != 1:
            raise RowFault("unit", "unit_unknown")
        return next(iter(found))

    def _since(self, row: Values) -> datetime | None:
        if row["since"] is None:
            return None
        since = datetime.combine(row["since"], time(), self._zone).astimezone(UTC)
        if since > self._work.now:
            raise RowFault("since", "not_yet")
        return since

    def _having(self, phones: Iterable[str]) -> dict[UUID, str]:
        """Those in sight to whom one of these numbers belongs, with their names."""
        return {id_: name for phone in phones for id_, name in self._people.get(phone, {}).items()}

    def _begin(self, unit_id: UUID, relation: Relation, since: datetime | None) -> _Home:
        since = since or self._work.now
        left_at = self._left.get(unit_id)
        if left_at is not None and left_at > since:
            raise RowFault("since", "occupied")
        kind = _ITS_HEADS.get(relation, HouseholdKind.OWNER)
        home = self._homes[unit_id] = _Home(self._new.begin_household(unit_id, kind, since), since)
        return home

    def _add(self, row: Values) -> UUID:
        id_ = self._new.add_resident(row["name"], row["phone"], row["note"], row["language"])
        for phone in row["phone"]:
            self._people.setdefault(phone, {})[id_] = row["name"]
        return id_

    def _join(self, home: _Home, resident_id: UUID, row: Values, since: datetime | None) -> None:
        """Nobody belongs to a household before it began."""
        what = Joining(
            relation=row["relation"],
            is_adult=row["is_adult"] is not False,
            is_emergency_contact=bool(row["is_emergency_contact"]),
            since=max(since or self._work.now, home.since),
        )
        self._new.join(home.id, resident_id, what)
        home.members[resident_id] = row["name"]


def _units(work: Work, community_id: UUID, said: set[str]) -> dict[str, UUID]:
    """The units in reach by label, held: one at a time moves in."""
    forms = said.union(*map(label_prefixes, said))
    rows = (
        sa.select(Unit.label, Unit.id)
        .where(
            Unit.community_id == community_id,
            Unit.label.in_(sorted(forms)),
            in_reach(work, EDIT, Unit.community_id, Unit.zone_id),
        )
        .order_by(Unit.id)
    )
    return {row.label: row.id for row in work.session.execute(rows.with_for_update(key_share=True))}


def _homes(work: Work, community_id: UUID, unit_ids: set[UUID]) -> dict[UUID, _Home]:
    """The present household of each unit, held, with its members."""
    rows = (
        sa.select(Household.unit_id, Household.id, Household.since)
        .where(
            Household.community_id == community_id,
            Household.unit_id.in_(unit_ids),
            Household.until.is_(None),
        )
        .order_by(Household.id)
    )
    found = work.session.execute(rows.with_for_update(key_share=True)).all()
    homes = {row.id: _Home(row.id, row.since) for row in found}
    members = (
        sa.select(Membership.household_id, Resident.id, Resident.name, on_record().label("on_record"))
        .join(Resident, _same(Membership.community_id, Membership.resident_id))
        .where(
            Membership.community_id == community_id,
            Membership.household_id.in_(homes),
            Membership.until.is_(None),
        )
    )
    for row in work.session.execute(members):
        homes[row.household_id].members[row.id] = row.name if row.on_record else None
    return {row.unit_id: homes[row.id] for row in found}


def _last_left(work: Work, community_id: UUID, unit_ids: set[UUID]) -> dict[UUID, datetime]:
    """When the last household left each of these units."""
    rows = (
        sa.select(Household.unit_id, sa.func.max(Household.until).label("until"))
        .where(Household.community_id == community_id, Household.unit_id.in_(unit_ids), Household.until.is_not(None))
        .group_by(Household.unit_id)
    )
    return {row.unit_id: row.until for row in work.session.execute(rows)}


def _people_with(work: Work, community_id: UUID, phones: set[str]) -> dict[str, dict[UUID, str]]:
    """Those in sight by each of their numbers, with their names."""
    numbers = {whole_number(phone): phone for phone in phones}
    columns = (Resident.id, Resident.name)
    seen = (Resident.community_id == community_id, on_record(), reached(work, READ))
    first = sa.select(Resident.phone_blind.label("blind"), *columns).where(Resident.phone_blind.in_(numbers), *seen)
    further = (
        sa.select(ResidentPhone.phone_blind.label("blind"), *columns)
        .join(Resident, _same(ResidentPhone.community_id, ResidentPhone.resident_id))
        .where(ResidentPhone.community_id == community_id, ResidentPhone.phone_blind.in_(numbers), *seen)
    )
    people: dict[str, dict[UUID, str]] = {}
    for rows in (first, further):
        for row in work.session.execute(rows):
            people.setdefault(numbers[row.blind], {})[row.id] = row.name
    return people


def _same(community_id: Column, resident_id: Column) -> sa.ColumnElement[bool]:
    return sa.and_(Resident.community_id == community_id, Resident.id == resident_id)
