"""The ledger of warranty defects given out as a spreadsheet, as the list shows it (RP-12)."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from shouwen.areas.cases.warranty_models import Defect
from shouwen.areas.cases.warranty_reading import READ, ledger_lines, rows_of
from shouwen.core.exports.sources import PAGE, Asked, Values, sources
from shouwen.core.operations.rules import SheetType
from shouwen.core.places.local_time import time_zone
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work
from shouwen.kit.problem import Lang

_TIMES: Final = ("entered_at", "due_at", "dispatched_at", "accepted_at", "written_off_at", "called_back_at")


class Defects:
    """Those in sight. Size and stage are told by their words of the API."""

    needs = READ
    header: Final[Mapping[Lang, Sequence[str]]] = {
        "zh-CN": (
            *("编号", "标题", "房屋", "大小", "阶段", "单位", "联系人", "负责人"),
            *("登记时间", "限期", "派单时间", "验收时间", "销项时间", "回访时间"),
        ),
        "en": (
            *("number", "title", "unit", "size", "stage", "company", "contact", "owner"),
            *("entered at", "due at", "dispatched at", "accepted at", "written off at", "called back at"),
        ),
    }

    def page(self, work: Work, asked: Asked, after: UUID | None, /) -> tuple[list[Values], UUID | None]:
        """By id."""
        rows = ledger_lines(work).where(Defect.community_id == asked.community_id)
        if asked.zone_id is not None:
            rows = rows.where(Subject.zone_id == asked.zone_id)
        if after is not None:
            rows = rows.where(Defect.id > after)
        found = [dict(row) for row in work.session.execute(rows.order_by(Defect.id).limit(PAGE)).mappings()]
        zone = time_zone(work.session, asked.community_id)
        lines: list[Values] = [
            (
                *(row.number, row.title, row.unit.name if row.unit else None, row.size.value, row.stage.value),
                *((row.party.company, row.party.name) if row.party else (None, None)),
                row.owner.name,
                *(at and f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in (getattr(row, name) for name in _TIMES)),
            )
            for row in rows_of(work, found)
        ]
        return lines, found[-1]["id"] if len(found) == PAGE else None


sources.add(SheetType.DEFECTS, Defects())
