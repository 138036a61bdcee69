"""Cases given out as a spreadsheet: what a list shows of them, through the same sight."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.core.exports.sources import PAGE, Asked, Values, sources
from shouwen.core.operations.rules import SheetType
from shouwen.core.people.models import Person
from shouwen.core.places.local_time import time_zone
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.problem import Lang


class Cases:
    """Those in sight. State, kind and severity are told by their words of the API."""

    needs = "cases.read"
    header: Final[Mapping[Lang, Sequence[str]]] = {
        "zh-CN": ("编号", "类别", "状态", "等级", "标题", "负责人", "受理时间", "办结时间"),
        "en": ("number", "kind", "state", "severity", "title", "owner", "heard at", "finished at"),
    }

    def page(self, work: Work, asked: Asked, after: UUID | None, /) -> tuple[list[Values], UUID | None]:
        """By id."""
        rows = (
            sa.select(
                Case.id,
                Case.number,
                Case.kind,
                Case.state,
                Case.severity,
                Case.title,
                Person.name,
                Case.heard_at,
                Case.finished_at,
            )
            .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
            .join(Person, Person.id == Case.owner_id)
            .where(Case.community_id == asked.community_id, sight(work.actor, self.needs))
        )
        if asked.zone_id is not None:
            rows = rows.where(Subject.zone_id == asked.zone_id)
        if after is not None:
            rows = rows.where(Case.id > after)
        found = work.session.execute(rows.order_by(Case.id).limit(PAGE)).all()
        zone = time_zone(work.session, asked.community_id)
        lines: list[Values] = [
            (
                *(row.number, row.kind.value, row.state.value, row.severity.value, row.title, row.name),
                *(at and f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in (row.heard_at, row.finished_at)),
            )
            for row in found
        ]
        return lines, found[-1].id if len(found) == PAGE else None


sources.add(SheetType.CASES, Cases())
