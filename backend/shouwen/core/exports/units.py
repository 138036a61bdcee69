"""Units, in the columns that an import reads."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.exports.sources import PAGE, Asked, Values
from shouwen.core.places.models import Building, Unit, Zone
from shouwen.core.places.queries import READ, in_reach
from shouwen.core.places.rules import UnitKind
from shouwen.core.work import Work
from shouwen.kit.problem import Lang

_KINDS: Final[Mapping[Lang, Mapping[UnitKind, str]]] = {
    "zh-CN": {
        UnitKind.RESIDENTIAL: "住宅",
        UnitKind.SHOP: "商铺",
        UnitKind.OFFICE: "办公",
        UnitKind.PARKING: "车位",
        UnitKind.STORAGE: "储藏室",
    },
    "en": {kind: kind.value for kind in UnitKind},
}


class Units:
    """Those in reach."""

    needs = READ
    header: Final[Mapping[Lang, Sequence[str]]] = {
        "zh-CN": ("楼栋", "房屋编号", "门牌", "用途", "片区"),
        "en": ("building", "label", "door", "kind", "zone"),
    }

    def page(self, work: Work, asked: Asked, after: UUID | None, /) -> tuple[list[Values], UUID | None]:
        """By id."""
        rows = (
            sa.select(
                Unit.id, Building.name.label("building"), Unit.label, Unit.name, Unit.kind, Zone.name.label("zone")
            )
            .join(Building, sa.and_(Building.community_id == Unit.community_id, Building.id == Unit.building_id))
            .join(Zone, sa.and_(Zone.community_id == Unit.community_id, Zone.id == Unit.zone_id))
            .where(Unit.community_id == asked.community_id, in_reach(work, READ, Unit.community_id, Unit.zone_id))
        )
        if asked.zone_id is not None:
            rows = rows.where(Unit.zone_id == asked.zone_id)
        if after is not None:
            rows = rows.where(Unit.id > after)
        found = work.session.execute(rows.order_by(Unit.id).limit(PAGE)).all()
        kinds = _KINDS[asked.lang]
        lines: list[Values] = [
            (row.building, row.label, row.name, kinds[UnitKind(row.kind)], row.zone) for row in found
        ]
        return lines, found[-1].id if len(found) == PAGE else None
