"""`Work`: what a request or a job has in hand. One instant, one actor, one transaction, one journal."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor
from shouwen.core.delivery.rules import SmsAccount
from shouwen.core.files.rules import FileLimits
from shouwen.core.files.store import Store
from shouwen.core.journal.models import JournalEntry, UnsealedEntry
from shouwen.core.journal.rules import COMPANY, Fact, fact
from shouwen.core.ledger.rules import WechatAccount
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.rules import SubjectKey
from shouwen.kit.bell import Bell
from shouwen.kit.burst import NewRow, insert_rows
from shouwen.kit.clock import Clock
from shouwen.kit.db import Database
from shouwen.kit.ids import new_id
from shouwen.kit.outward import Outward
from shouwen.kit.problem import Lang, Stale

_EVENT = re.compile(r"[a-z_]+\.[a-z_]+\Z")


@dataclass(frozen=True, slots=True)
class HouseOptions:
    """The settings that rooms ask for."""

    public_url: str | None = None  # the origin people reach us at, such as https://desk.example.cn
    production: bool = False
    files: FileLimits = field(default_factory=FileLimits)
    sms: SmsAccount | None = None  # without one no text message leaves
    wechat_pay: WechatAccount | None = None  # without one nobody pays by WeChat
    import_rows: int = 50_000  # of one spreadsheet
    data_dir: Path | None = None  # where this machine keeps its data

    @property
    def secure_cookies(self) -> bool:
        """Whether the session cookie may demand https. Over plain http a browser would silently drop it."""
        return self.production or (self.public_url or "").startswith("https:")


@dataclass(slots=True)
class House:
    """What the whole process shares: database, clock, file store. Holds no state of any request."""

    db: Database
    clock: Clock
    store: Store
    options: HouseOptions = field(default_factory=HouseOptions)
    outward: Outward = field(default_factory=Outward)  # the one way to servers of others; made for nobody, it is shut
    stirred: threading.Event = field(default_factory=threading.Event)  # set after a commit: the sealer wakes
    bell: Bell = field(default_factory=Bell)  # rung when rows of a community are sealed: the streams look


@dataclass(slots=True)
class Reply:
    """What the wrapper puts on the answer beside the body."""

    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)

    def created(self, path: str) -> None:
        """Names where the new resource lives."""
        self.headers["Location"] = path


@dataclass(slots=True)
class Work:
    """The hands of one request or job."""

    house: House
    session: Session
    actor: Actor
    now: datetime
    request_id: str | None = None
    lang: Lang = "zh-CN"
    if_match: int | None = None
    late: bool = False
    on_behalf_of_id: UUID | None = None  # whom the actor stands in for, from here on
    reply: Reply = field(default_factory=Reply)
    _journal: list[dict[str, Any]] = field(default_factory=list)

    def emit(
        self,
        event: str,
        subject: Subject | SubjectKey | None = None,
        *,
        community_id: UUID | None = None,
        at: datetime | None = None,
        facts: Mapping[str, Fact] | None = None,
        **more: Fact,
    ) -> UUID:
        """Writes what happened into the journal, in this transaction. Facts are ids, enums, numbers and instants."""
        if not _EVENT.match(event):
            raise ValueError(f"an event is called area.past_tense, not {event!r}")
        entry_id = new_id()
        self._journal.append(
            {
                "community_id": subject.community_id if subject else community_id or COMPANY,
                "id": entry_id,
                "event": event,
                "at": at or self.now,
                "recorded_at": self.now,
                "actor_kind": self.actor.kind,
                "actor_id": self.actor.id,
                "on_behalf_of_id": self.on_behalf_of_id,
                "subject_id": subject.id if subject else None,
                "request_id": self.request_id,
                "detail": {name: fact(value) for name, value in {**(facts or {}), **more}.items()},
            }
        )
        return entry_id

    def anew(self, session: Session, if_match: int) -> "Work":
        """The same caller and instant in another transaction, with a journal of its own."""
        return replace(self, session=session, if_match=if_match, reply=Reply(), _journal=[])

    @property
    def journalled(self) -> bool:
        """Whether anything was emitted."""
        return bool(self._journal)

    def check_version(self, version: int) -> None:
        """Refuses when the caller acts on an older version than the one in hand."""
        if self.if_match is not None and self.if_match != version:
            raise Stale

    def write_journal(self) -> None:
        """Puts what was emitted into the database: called once, just before the commit, by whoever commits."""
        if not self._journal:
            return
        self.session.flush()
        written = [NewRow(JournalEntry, entry) for entry in self._journal]
        waiting = [
            NewRow(UnsealedEntry, {"community_id": entry["community_id"], "entry_id": entry["id"]})
            for entry in self._journal
        ]
        insert_rows(self.session, [*written, *waiting])
