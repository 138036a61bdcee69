"""A town, spreadsheets to send, and short words for what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from shouwen.core.people.models import Membership, Resident
from shouwen.core.places.models import Household, Unit
from shouwen.kit.sheets import write_csv, write_xlsx
from shouwen.rooms import furniture
from tests.support.api import Api, Caller, Town

HEADER = ("房屋编号", "姓名", "电话", "关系", "成年", "紧急联系人", "入住日期", "备注", "语言", "共用电话")
Rows = Sequence[Sequence[str | None]]


@dataclass
class Book:
    api: Api
    town: Town
    manager: Caller
    desk: Caller
    east: Caller

    @classmethod
    def open(cls, api: Api) -> Book:
        furniture("reactions")
        town = api.town()
        return cls(
            api,
            town,
            api.staff("manager", town),
            api.staff("duty_butler", town),
            api.staff("zone_butler", town, zone=town.east),
        )

    def upload(self, content: bytes, name: str = "住户.xlsx", who: Caller | None = None) -> str:
        answer = self.api.send("POST", "/files", who or self.manager, files={"file": (name, content)})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def ask(self, file_id: str, who: Caller | None = None, **more: Any) -> Any:
        body = {"community_id": self.town.id, "type": "residents", "file_id": file_id, **more}
        return self.api.post("/imports", who or self.manager, body)

    def begin(self, content: bytes, name: str = "住户.xlsx", who: Caller | None = None, **more: Any) -> str:
        answer = self.ask(self.upload(content, name, who), who, **more)
        assert answer.status_code == 202, answer.text
        assert answer.headers["location"] == f"/api/v1/operations/{answer.json()['id']}"
        return str(answer.json()["id"])

    def run(self, content: bytes, name: str = "住户.xlsx", who: Caller | None = None, **more: Any) -> dict[str, Any]:
        """Begins an import, lets it come to its end, and answers how it stands."""
        operation_id = self.begin(content, name, who, **more)
        self.go_on()
        return self.read(operation_id, who)

    def go_on(self) -> None:
        self.api.seal()
        self.api.do_jobs()

    def read(self, operation_id: str, who: Caller | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self.api.get(f"/operations/{operation_id}", who or self.manager).json()
        return found

    def faults(self, operation: dict[str, Any], who: Caller | None = None) -> list[tuple[int, str | None, str]]:
        """Line, column and code of each."""
        listed = self.api.get(f"/operations/{operation['id']}/faults?limit=100", who or self.manager).json()["data"]
        return [(one["line"], one["column"], one["code"]) for one in listed]

    def residents(self, rows: Rows, header: Sequence[str] = HEADER, **more: Any) -> dict[str, Any]:
        return self.run(write_xlsx(header, rows), **more)

    def units(self, rows: Rows, **more: Any) -> dict[str, Any]:
        header = ("楼栋", "房屋编号", "门牌", "用途", "片区")
        return self.run(write_csv(header, rows), "房屋.csv", type="units", **more)

    def people(self) -> list[tuple[str, str]]:
        """Who lives where."""
        rows = (
            sa.select(Unit.label, Resident.name)
            .join(Household, Household.unit_id == Unit.id)
            .join(Membership, Membership.household_id == Household.id)
            .join(Resident, Resident.id == Membership.resident_id)
            .where(Unit.community_id == self.town.id)
            .order_by(Unit.label, Resident.name)
        )
        return [(row.label, row.name) for row in self.api.look(lambda session: session.execute(rows).all())]

    def labels(self) -> list[str]:
        rows = sa.select(Unit.label).where(Unit.community_id == self.town.id).order_by(Unit.label)
        return list(self.api.look(lambda session: session.scalars(rows).all()))


def counts(operation: dict[str, Any]) -> tuple[str, int, int, int]:
    """The state, and how many rows were written, skipped and faulty."""
    return operation["state"], operation["written"], operation["skipped"], operation["faulty"]
