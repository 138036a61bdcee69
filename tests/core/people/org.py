"""Short words for the chart of a town, spoken over the API by those who answer for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from shouwen.core.access.service import NewGrant, give
from tests.support.api import Api, Caller, Town


@dataclass
class Office:
    """A town with a manager and a supervisor; what they say to the API."""

    api: Api
    town: Town
    manager: Caller
    supervisor: Caller

    @classmethod
    def open(cls, api: Api) -> Office:
        town = api.town()
        return cls(api, town, api.staff("manager", town), api.staff("supervisor", town))

    def make(self, path: str, who: Caller | None = None, **body: Any) -> dict[str, Any]:
        """What was created."""
        answer = self.api.post(path, who or self.manager, body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def post(self, name: str, **more: Any) -> dict[str, Any]:
        return self.make("/posts", community_id=self.town.id, name=name, **more)

    def put(self, who: Caller, post: dict[str, Any] | UUID) -> dict[str, Any]:
        """Puts somebody on a post."""
        post_id = post if isinstance(post, UUID) else post["id"]
        return self.make(f"/posts/{post_id}/holders", staff_id=who.id)

    def change(self, thing: str, row: dict[str, Any], who: Caller | None = None, **body: Any) -> httpx.Response:
        return self.api.send("PATCH", f"/{thing}/{row['id']}", who or self.manager, body=body, version=row["version"])

    def away(self, who: Caller, by: Caller | None = None, **more: Any) -> httpx.Response:
        return self.api.post("/absences", by or who, {"staff_id": who.id, "reason_key": "leave"} | more)

    def told(self, event: str) -> list[dict[str, Any]]:
        """What the journal holds of such events, of this town and of the company."""
        return [entry.detail for entry in self.api.events(event)]


def grant_too(office: Office, who: Caller, role: str, there: Office) -> None:
    """Gives somebody a role in another town as well."""
    with office.api.work() as work:
        give(work, NewGrant(role, there.town.id), person_id=who.id)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def fields(answer: httpx.Response) -> list[tuple[str, str]]:
    """Which fields were wrong, and how."""
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
