"""Residents with where they live: a line for each home, in the columns that an import reads."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.exports.sources import PAGE, Asked, Values
from shouwen.core.lists import grouped
from shouwen.core.people.models import Membership, Resident, ResidentPhone
from shouwen.core.people.residents import READ, living, on_record, reached
from shouwen.core.people.revealing import REVEAL
from shouwen.core.people.rules import Language, Relation
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Household, Unit
from shouwen.core.places.queries import in_reach, present
from shouwen.core.work import Work
from shouwen.kit.phone import mask_phone
from shouwen.kit.problem import Lang

_WORDS: Final[Mapping[Lang, Mapping[Any, str]]] = {
    "zh-CN": {
        Relation.OWNER: "业主",
        Relation.TENANT: "租户",
        Relation.FAMILY: "家属",
        Relation.AGENT: "代理人",
        Language.ZH: "中文",
        Language.EN: "英语",
        Language.JA: "日语",
        Language.KO: "韩语",
        Language.OTHER: "其他",
        True: "是",
        False: "否",
    },
    "en": {**{one: one.value for one in (*Relation, *Language)}, True: "yes", False: "no"},
}


class Residents:
    """Those on record."""

    needs = READ
    header: Final[Mapping[Lang, Sequence[str]]] = {
        "zh-CN": ("房屋编号", "姓名", "电话", "关系", "成年", "紧急联系人", "入住日期", "备注", "语言"),
        "en": ("unit", "name", "phone", "relation", "adult", "emergency contact", "move-in date", "note", "language"),
    }

    def page(self, work: Work, asked: Asked, after: UUID | None, /) -> tuple[list[Values], UUID | None]:
        """By id; who lives nowhere at present has a line without a unit."""
        rows = sa.select(
            Resident.id,
            Resident.name,
            Resident.phone,
            Resident.note,
            Resident.language,
            reached(work, REVEAL).label("may_reveal"),
        ).where(Resident.community_id == asked.community_id, on_record(), reached(work, READ))
        if asked.zone_id is not None:
            rows = rows.where(living(work, Unit.zone_id == asked.zone_id))
        if after is not None:
            rows = rows.where(Resident.id > after)
        found = work.session.execute(rows.order_by(Resident.id).limit(PAGE)).mappings().all()
        ids = [row["id"] for row in found]
        homes, phones = self._homes(work, asked, ids), self._phones(work, asked, ids)
        lines = [
            self._line(work, asked, row, home, [one["phone"] for one in phones.get(row["id"], [])])
            for row in found
            for home in homes.get(row["id"], [None])
        ]
        return lines, ids[-1] if len(ids) == PAGE else None

    def _homes(self, work: Work, asked: Asked, ids: Sequence[UUID]) -> dict[Any, list[dict[str, Any]]]:
        rows = (
            sa.select(
                Membership.resident_id,
                Unit.label,
                Membership.relation,
                Membership.is_adult,
                Membership.is_emergency_contact,
                Membership.since,
            )
            .join(
                Household,
                sa.and_(Household.community_id == Membership.community_id, Household.id == Membership.household_id),
            )
            .join(Unit, sa.and_(Unit.community_id == Household.community_id, Unit.id == Household.unit_id))
            .where(
                Membership.community_id == asked.community_id,
                Membership.resident_id.in_(ids),
                present(Membership.since, Membership.until, work.now),
                present(Household.since, Household.until, work.now),
                in_reach(work, READ, Unit.community_id, Unit.zone_id),
                sa.true() if asked.zone_id is None else Unit.zone_id == asked.zone_id,
            )
            .order_by(Unit.label_key, Unit.id)
        )
        return grouped(work.session.execute(rows).mappings().all(), "resident_id")

    def _phones(self, work: Work, asked: Asked, ids: Sequence[UUID]) -> dict[Any, list[dict[str, Any]]]:
        rows = (
            sa.select(ResidentPhone.resident_id, ResidentPhone.phone)
            .where(ResidentPhone.community_id == asked.community_id, ResidentPhone.resident_id.in_(ids))
            .order_by(ResidentPhone.id)
        )
        return grouped(work.session.execute(rows).mappings().all(), "resident_id")

    def _line(
        self, work: Work, asked: Asked, row: sa.RowMapping, home: Mapping[str, Any] | None, further: Sequence[str]
    ) -> Values:
        words = _WORDS[asked.lang]
        phones = [phone for phone in (row["phone"], *further) if phone]
        if not (asked.in_full and row["may_reveal"]):
            phones = [mask_phone(phone) for phone in phones]
        zone = time_zone(work.session, asked.community_id)
        language = row["language"] and words[Language(row["language"])]
        lives: tuple[str | None, ...] = (None, None, None, None, None)
        if home is not None:
            lives = (
                home["label"],
                words[Relation(home["relation"])],
                words[home["is_adult"]],
                words[home["is_emergency_contact"]],
                home["since"].astimezone(zone).date().isoformat(),
            )
        unit, *rest = lives
        return (unit, row["name"], "；".join(phones) or None, *rest, row["note"], language)
