"""Who is to be told, for many people and posts of a community at once: one reading of the chart serves them all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.people.chart import Chart, Way, choose, higher, in_charge
from shouwen.core.people.charting import chart_at, is_away
from shouwen.core.people.models import Staff
from shouwen.core.people.queries import Addressee


@dataclass(frozen=True, slots=True)
class Answering:
    """The chart of a community at an instant, with everybody who is away known to it."""

    chart: Chart

    def of(
        self,
        *,
        staff_id: UUID | None = None,
        post_id: UUID | None = None,
        heights: int | None = 0,
        but_not: Collection[UUID] = (),
    ) -> list[Addressee]:
        """To whom it comes when this person or post is named, or whoever stands so many heights above them.

        One addressee, or every holder of a named post who is there; empty where there is nobody but `but_not`. Above
        themselves nobody stands: a person is passed over unless there is no other, and stands in for themselves never.
        """
        if post_id is not None and heights == 0 and (there := self._there(post_id, but_not)):
            return [Addressee(holder, named_post_id=post_id, through_post_id=post_id) for holder in there]
        steps = list(higher(self.chart, staff_id=staff_id, post_id=post_id, heights=heights))
        passed_over = {staff_id} if staff_id is not None and heights != 0 else set()
        found = choose(self.chart, steps, {*but_not, *passed_over}) or choose(self.chart, steps, but_not)
        if found is None:
            return []
        way = Way.NAMED if self._is_named(found.staff_id, staff_id, post_id) else found.way
        return [Addressee(found.staff_id, staff_id, post_id, way, found.post_id)]

    def managers(self, *, but_not: Collection[UUID] = ()) -> list[Addressee]:
        """Everybody who manages the community or the company and is there, else whoever is in charge (FR-04)."""
        there = [one for one in self.chart.managers if one not in self.chart.away and one not in but_not]
        if there:
            return [Addressee(one, way=Way.MANAGER) for one in there]
        found = choose(self.chart, in_charge(self.chart), but_not)
        return [Addressee(found.staff_id, way=found.way, through_post_id=found.post_id)] if found else []

    def _is_named(self, found: UUID, staff_id: UUID | None, post_id: UUID | None) -> bool:
        seat = self.chart.seats.get(post_id) if post_id is not None else None
        return found == staff_id or (seat is not None and found in seat.holders)

    def _there(self, post_id: UUID, but_not: Collection[UUID]) -> list[UUID]:
        seat = self.chart.seats.get(post_id)
        return [one for one in seat.holders if one not in self.chart.away and one not in but_not] if seat else []


def answering(session: Session, community_id: UUID, at: datetime, named: Iterable[UUID | None]) -> Answering:
    """Who answers in the community at that instant, for these people as well who hold no post. Three statements."""
    chart = chart_at(session, community_id, at)
    gone = sa.select(Staff.id, Staff.active).where(
        Staff.id.in_({one for one in named if one is not None}), sa.or_(~Staff.active, is_away(Staff.id, at))
    )
    rows = session.execute(gone).all()
    left = frozenset(row.id for row in rows if not row.active)
    return Answering(replace(chart, away=chart.away | {row.id for row in rows}, left=left))
