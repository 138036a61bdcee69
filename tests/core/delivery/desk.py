"""A desk with a butler, a supervisor above and a manager on top, and what each of them was told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from shouwen.core.commitments.tick import tick
from shouwen.core.delivery.models import Message, Sending
from shouwen.core.jobs.models import Job
from tests.core.people.org import Office
from tests.support.api import Api, Caller, Town
from tests.support.outside import Outside


@dataclass
class Desk:
    """The town, its people, the outside."""

    api: Api
    outside: Outside
    office: Office
    butler: Caller
    deputy: Caller

    @classmethod
    def open(cls, api: Api, outside: Outside) -> Desk:
        """Butler, deputy and supervisor on their posts; nothing is left to do from before."""
        with api.work() as work:
            work.session.execute(sa.delete(Job))
        office = Office.open(api)
        top = office.post("经理岗")
        office.put(office.manager, top)
        lead = office.post("主管岗", superior_post_id=top["id"])
        office.put(office.supervisor, lead)
        stand_in = office.post("代班岗", superior_post_id=lead["id"])
        front = office.post("前台岗", superior_post_id=lead["id"], deputy_post_id=stand_in["id"])
        butler, deputy = api.staff("duty_butler", office.town), api.staff("duty_butler", office.town)
        office.put(butler, front)
        office.put(deputy, stand_in)
        return cls(api, outside, office, butler, deputy)

    @property
    def town(self) -> Town:
        return self.office.town

    @property
    def supervisor(self) -> Caller:
        return self.office.supervisor

    @property
    def manager(self) -> Caller:
        return self.office.manager

    def hear(self, who: Caller | None = None, /, **more: Any) -> dict[str, Any]:
        """A case as the butler heard it: praise, of which nothing is promised but an answer within the hour."""
        return self.api.hear(who or self.butler, self.town, **{"kind": "praise", "title": "表扬保洁"} | more)

    def run(self, **by: float) -> None:
        """Lets time pass and everything that is due be done."""
        self.api.clock.advance(**by)
        tick(self.api.house)
        while self.api.seal() + self.api.do_jobs():
            pass

    def at_local(self, hour: int, minute: int = 0) -> None:
        """The next time the local clock says so."""
        local = self.api.clock.at + timedelta(hours=8)
        then = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        self.api.clock.at += then - local if then > local else then - local + timedelta(days=1)

    def messages(self, who: Caller, **more: Any) -> list[dict[str, Any]]:
        answer = self.api.get("/messages", who, params={"limit": 100, **more})
        assert answer.status_code == 200, answer.text
        data: list[dict[str, Any]] = answer.json()["data"]
        return data

    def told(self, who: Caller, key: str | None = None) -> list[str]:
        """The events somebody was told of, oldest first; those of one promise alone when its key is given."""
        messages = self.messages(who, sort="made_at")
        items = [item for message in messages for item in reversed(message["items"])]
        return [item["event"] for item in items if key is None or item["key"] == key]

    def robot(self, takes: str = "all") -> None:
        """Gives the town its group robot."""
        answer = self.api.send(
            "PUT",
            f"/communities/{self.town.id}/channels/wecom",
            self.manager,
            body={"takes": takes, "url": self.outside.robot},
            version=0,
        )
        assert answer.status_code == 200, answer.text

    def reach(self, who: Caller, **body: Any) -> None:
        answer = self.api.send("PUT", "/me/reach", who, body=body, version=0)
        assert answer.status_code == 200, answer.text

    def sendings(self, who: Caller | None = None) -> list[Sending]:
        """How messages of the town, or to one person, fare outside."""
        rows = sa.select(Sending).join(Message, Message.id == Sending.message_id)
        rows = rows.where(Sending.community_id == self.town.id).order_by(Sending.made_at, Sending.channel)
        if who:
            rows = rows.where(Message.staff_id == who.id)
        return self.api.look(lambda session: list(session.scalars(rows)))

    def words(self) -> list[str]:
        """What was said in the group."""
        return [body[body["msgtype"]]["content"] for body in self.outside.said]


def token_in(words: str) -> str:
    """The token of the acknowledge link in a message."""
    found = re.search(r"https://desk\.example\.com/acknowledge#([0-9A-Za-z]{22})", words)
    assert found, words
    return found[1]
