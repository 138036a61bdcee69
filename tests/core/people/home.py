"""Short words for residents and households of a town, spoken over the API by those who write them down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from tests.support.api import Api, Caller, Town


@dataclass
class Register:
    """A town, its desk, its manager, and the butlers of its zones."""

    api: Api
    town: Town
    desk: Caller
    manager: Caller
    east: Caller
    west: Caller

    @classmethod
    def open(cls, api: Api) -> Register:
        town = api.town()
        return cls(
            api,
            town,
            api.staff("duty_butler", town),
            api.staff("manager", town),
            api.staff("zone_butler", town, zone=town.east),
            api.staff("zone_butler", town, zone=town.west),
        )

    def post(self, path: str, who: Caller | None = None, **body: Any) -> httpx.Response:
        return self.api.post(path, who or self.desk, body)

    def make(self, path: str, who: Caller | None = None, **body: Any) -> dict[str, Any]:
        answer = self.post(path, who, **body)
        assert answer.status_code in {200, 201}, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def resident(self, name: str = "张伟", who: Caller | None = None, **more: Any) -> dict[str, Any]:
        return self.make("/residents", who, community_id=self.town.id, name=name, **more)

    def move_in(self, unit_id: UUID, *residents: dict[str, Any], **more: Any) -> dict[str, Any]:
        members = [{"resident_id": one["id"], "relation": "owner"} for one in residents]
        return self.make("/households", unit_id=unit_id, members=members, **more)

    def change(self, path: str, version: int, who: Caller | None = None, **body: Any) -> httpx.Response:
        return self.api.send("PATCH", path, who or self.desk, body=body, version=version)

    def read(self, path: str, who: Caller | None = None) -> dict[str, Any]:
        answer = self.api.get(path, who or self.desk)
        assert answer.status_code == 200, answer.text
        read: dict[str, Any] = answer.json()
        return read

    def found(self, q: str, who: Caller | None = None) -> list[str]:
        """Whom the list of residents and the search over all rooms both find."""
        search = self.read(f"/search?q={q}&community_id={self.town.id}", who)["data"]
        return [hit["id"] for hit in search if hit["type"] == "resident"]
