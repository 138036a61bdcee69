"""People for the village: staff, their posts and roles, residents and their homes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shouwen.core.access.models import AccessGrant
from shouwen.core.people.models import Absence, Membership, Person, Post, PostHolder, Resident, Staff
from shouwen.core.people.naming import keys_of
from shouwen.core.people.phones import phone_columns
from shouwen.kit.ids import new_id
from tests.core.places.village import NOW, Village

LONG_AGO = NOW - timedelta(days=1000)


@dataclass
class Crowd:
    """Short words for putting people into a village."""

    village: Village
    number: int = 0

    def staff(self, name: str, *, active: bool = True) -> UUID:
        self.number += 1
        id = new_id()
        self.village.add(
            Person(id=id, name=name, created_at=LONG_AGO), Staff(id=id, number=f"G{self.number:03}", active=active)
        )
        return id

    def post(self, name: str, *, above: UUID | None = None, reception: bool = False, **more: UUID) -> UUID:
        id = new_id()
        facts = {"community_id": self.village.here} | more
        self.village.add(Post(id=id, name=name, superior_post_id=above, is_reception=reception, **facts))
        return id

    def holds(self, staff_id: UUID, post_id: UUID, since: datetime = LONG_AGO, until: datetime | None = None) -> None:
        self.village.add(
            PostHolder(community_id=self.village.here, post_id=post_id, staff_id=staff_id, since=since, until=until)
        )

    def away(
        self,
        staff_id: UUID,
        since: datetime = LONG_AGO,
        until: datetime | None = None,
        *,
        cancelled_at: datetime | None = None,
    ) -> None:
        self.village.add(
            Absence(
                staff_id=staff_id,
                since=since,
                until=until,
                reason_key="leave",
                made_by_id=staff_id,
                made_at=since,
                cancelled_at=cancelled_at,
                cancelled_by_id=staff_id if cancelled_at else None,
            )
        )

    def role(
        self,
        staff_id: UUID,
        role: str,
        community_id: UUID | None = None,
        *,
        department_id: UUID | None = None,
        since: datetime = LONG_AGO,
        until: datetime | None = None,
    ) -> None:
        self.village.add(
            AccessGrant(
                person_id=staff_id,
                role=role,
                community_id=community_id,
                department_id=department_id,
                since=since,
                until=until,
            )
        )

    def resident(
        self,
        name: str,
        household_id: UUID | None = None,
        *,
        phone: str | None = None,
        relation: str = "owner",
        until: datetime | None = None,
        community_id: UUID | None = None,
    ) -> UUID:
        id = new_id()
        here = community_id or self.village.here
        resident = Resident(community_id=here, id=id, name=name, **phone_columns(phone))
        self.village.add(resident, *keys_of(resident))
        if household_id:
            self.village.add(
                Membership(
                    community_id=here,
                    household_id=household_id,
                    resident_id=id,
                    relation=relation,
                    since=LONG_AGO,
                    until=until,
                )
            )
        return id
