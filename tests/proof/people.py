"""The people of the demo: how they sign in, and what they say."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.proof.caller import Answer, Caller

API = "/api/v1"
Headers = dict[str, str]
Said = dict[str, Any]


class NotAsExpected(RuntimeError):
    """The ground is not what a check needs; nothing was tried."""


class People:
    """The personas file of `shouwen demo`."""

    def __init__(self, known: Mapping[str, Mapping[str, str]]) -> None:
        self.known = known

    def sign_in(self, port: int, who: str) -> Headers:
        """The header that a persona's requests carry."""
        persona = self.known[who]
        if key := persona.get("api_key"):
            return {"Authorization": f"Bearer {key}"}
        said = {"username": persona["username"], "password": persona["password"], "client": "token"}
        with Caller(port) as caller:
            answer = expect(caller.post(f"{API}/sessions", said), 201)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def expect(answer: Answer, *statuses: int) -> Answer:
    """The answer, when its status is one of these. Raises NotAsExpected with what it says instead."""
    if answer.status not in statuses:
        raise NotAsExpected(f"{answer.status} instead of {statuses}: {answer.text[:400]}")
    return answer


@dataclass
class Desk:
    """Somebody signed in at a server, with a connection of their own, and the words for the acts of the day."""

    caller: Caller
    name: str

    @classmethod
    def open(cls, people: People, port: int, who: str, *, timeout: float = 30.0) -> Desk:
        return cls(Caller(port, people.sign_in(port, who), timeout=timeout), who)

    def again(self) -> Desk:
        """The same person on another connection, for another thread."""
        other = Desk(Caller(self.caller.port, self.caller.headers, timeout=self.caller.timeout), self.name)
        other.me = self.me
        return other

    @cached_property
    def me(self) -> Said:
        told: Said = expect(self.caller.get(f"{API}/me"), 200).json()
        return told

    @property
    def staff_id(self) -> str:
        return str(self.me["staff_id"])

    @cached_property
    def community_id(self) -> str:
        """The community this person works or lives in; the first one for who works everywhere."""
        places = [grant["community_id"] for grant in self.me["grants"] if grant.get("community_id")]
        return str(places[0]) if places else self.first("communities")

    def first(self, what: str) -> str:
        """The id of the first thing of a list."""
        return self.ids(what)[0]

    def ids(self, what: str, limit: int = 20) -> list[str]:
        """Ids of a list, `communities` or `posts?community_id=…`."""
        joint = "&" if "?" in what else "?"
        told = expect(self.caller.get(f"{API}/{what}{joint}limit={limit}"), 200).json()
        found = [str(row["id"]) for row in told["data"]]
        if not found:
            raise NotAsExpected(f"{self.name} sees no {what}")
        return found

    def case(self, title: str = "水管漏水", **more: Any) -> Said:
        """The body of a case that this person may hear."""
        contact = {"channel": "phone", "words": "厨房漏水", "person": {"name": "王女士"}}
        return {"community_id": self.community_id, "kind": "repair", "title": title, "contact": contact, **more}

    def hear(self, key: str, body: Said | None = None) -> Answer:
        return self.caller.post(f"{API}/cases", body or self.case(), Idempotency_Key=key)

    def act(
        self, case_id: str, verb: str, body: Said | None = None, version: int | None = None, **headers: str
    ) -> Answer:
        if version is not None:
            headers["If_Match"] = f'"v{version}"'
        return self.caller.post(f"{API}/cases/{case_id}/{verb}", body or {}, **headers)


def keys(stem: str) -> Iterator[str]:
    """Idempotency keys, none twice."""
    return (f"{stem}-{number}" for number in itertools.count())
