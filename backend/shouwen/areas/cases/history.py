"""Bringing in what was heard before us: messages from an older board become cases of `origin: history`.

Nothing rings for them. A row brought in twice stays one case; a bad row is named by its line while the rest goes in.
"""

import csv
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from shouwen.areas.cases.models import Case, CaseLink, Contact, Outcome
from shouwen.areas.cases.promises import judge_history
from shouwen.areas.cases.repeats import Message, Repeat, find_repeats
from shouwen.areas.cases.rules import (
    NUMBER_PREFIX,
    Channel,
    ContactPart,
    Kind,
    LinkRelation,
    Origin,
    Severity,
    State,
)
from shouwen.areas.cases.similar import LIKENESS
from shouwen.areas.cases.sorting import Sorted, lines_of, sort
from shouwen.core.access.actor import SYSTEM
from shouwen.core.custody.service import first_link
from shouwen.core.numbering.service import take_numbers
from shouwen.core.people.queries import changes_of_duty, reception_holder
from shouwen.core.places.models import Community
from shouwen.core.search.service import Document, index_new
from shouwen.core.standards.queries import count, duration
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.work import House, Work
from shouwen.kit.db import Scope
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound
from shouwen.kit.schema import Instant, Params
from shouwen.kit.text import Line, Name, Words

SYSTEM_NAME: Final = "messages"  # what the other board is called in external references
BATCH: Final = 200
REPEATED_WITHIN: Final = "history.repeat.within"
_BOARD_ZONE: Final = ZoneInfo("Asia/Shanghai")
_BOARD_TIME: Final = "%Y-%m-%d %H:%M:%S"
_REQUIRED: Final = frozenset({"message_id", "user", "subject", "heard_at", "detail"})

Progress = Callable[[int, int], None]


def _board_time(text: object) -> object:
    """The board writes local times without an offset."""
    try:
        return datetime.strptime(str(text), _BOARD_TIME).replace(tzinfo=_BOARD_ZONE)
    except ValueError as error:
        raise PydanticCustomError("board_time", "Not a time like 2020-01-31 08:00:00") from error


BoardTime = Annotated[Instant, BeforeValidator(_board_time)]


class MessageRow(Params):
    """A row of the board's export. Times are local to the board."""

    message_id: Annotated[str, Line(128)]
    user: Annotated[str, Name(64)]
    subject: Annotated[str, Line(200)]
    heard_at: BoardTime
    detail: Annotated[str, Words(10_000)]
    reply: Annotated[str, Words(10_000)] | None = None
    replied_at: BoardTime | None = None
    against: Annotated[int, Field(ge=0, le=10**9)] | None = None
    supports: Annotated[int, Field(ge=0, le=10**9)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "MessageRow":
        if self.replied_at is not None and self.replied_at < self.heard_at:
            raise PydanticCustomError("order", "replied_at lies before heard_at")
        if (self.reply is None) != (self.replied_at is None):
            raise PydanticCustomError("pair", "reply and replied_at go together")
        return self


@dataclass(slots=True)
class ImportReport:
    """What came of an import: rows added, rows known before, repeats linked, and bad rows as (line, reason)."""

    added: int = 0
    skipped: int = 0
    repeats: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Brought:
    """The rows of one message."""

    subject: Subject
    case: Case
    contact: Contact
    parts: Sequence[Involvement]
    outcome: Outcome | None


def import_messages(
    house: House, path: Path, community_id: UUID | None, severity: Severity, progress: Progress
) -> ImportReport:
    """Brings the rows of a CSV file in, in transactions of BATCH rows. Raises UnreadableFile."""
    lines = list(_lines(path))
    report = ImportReport()
    messages = list(_readable(lines, report, house.clock.now()))
    target = _target(house, community_id)
    progress(0, len(lines))
    for batch in _batches(messages, BATCH):
        with house.db.write(Scope.of(target)) as session:
            work = Work(house=house, session=session, actor=SYSTEM, now=house.clock.now())
            added = _bring_in(work, target, batch, severity)
            work.write_journal()
        house.stirred.set()
        report.added += added
        report.skipped += len(batch) - added
        progress(report.added + report.skipped + len(report.errors), len(lines))
    if report.added:
        report.repeats = link_repeats(house, target)
    return report


def link_repeats(house: House, community_id: UUID) -> int:
    """Ties each message to the earlier one that told of the same matter (FR-07). How many links are new."""
    with house.db.read(Scope.of(community_id)) as session:
        now = house.clock.now()
        within = duration(session, community_id, REPEATED_WITHIN, now)
        least_bp = count(session, community_id, LIKENESS, now)
        rows = sa.select(Case.id, Case.heard_at, Case.title).where(
            Case.community_id == community_id, Case.origin == Origin.HISTORY, Case.state != State.VOIDED
        )
        messages = [Message(row.id, row.heard_at, row.title) for row in session.execute(rows)]
        links = sa.select(CaseLink.case_id, CaseLink.other_id).where(CaseLink.community_id == community_id)
        known = {(row.case_id, row.other_id) for row in session.execute(links)}
    found = [one for one in find_repeats(messages, within, least_bp) if (one.id, one.of) not in known]
    for start in range(0, len(found), BATCH):
        with house.db.write(Scope.of(community_id)) as session:
            work = Work(house=house, session=session, actor=SYSTEM, now=house.clock.now())
            _link(work, community_id, found[start : start + BATCH])
            work.write_journal()
        house.stirred.set()
    return len(found)


def _link(work: Work, community_id: UUID, repeats: Sequence[Repeat]) -> None:
    for one in repeats:
        work.session.add(
            CaseLink(
                community_id=community_id,
                case_id=one.id,
                other_id=one.of,
                relation=LinkRelation.RELATED,
                linked_at=work.now,
            )
        )
        subject = work.session.get_one(Subject, (community_id, one.id))
        work.emit("cases.linked", subject, other_id=one.of, relation=LinkRelation.RELATED)


# ---------------------------------------------------------------- reading


class UnreadableFile(ValueError):
    """The file as a whole is not what is expected."""


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row with the line it begins on. A byte that is no UTF-8 spoils its own row and no other."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.DictReader(file)
        missing = _REQUIRED - set(reader.fieldnames or ())
        if missing:
            raise UnreadableFile(f"the file lacks the columns {', '.join(sorted(missing))}")
        begins = reader.line_num + 1
        for row in reader:
            yield begins, {name: value for name, value in row.items() if value}
            begins = reader.line_num + 1


def _readable(
    lines: Sequence[tuple[int, Mapping[str, str]]], report: ImportReport, now: datetime
) -> Iterator[MessageRow]:
    for line, row in lines:
        try:
            message = MessageRow.model_validate(row)
        except ValidationError as error:
            report.errors.append((line, _reason(error) if _is_utf8(row) else "not written in UTF-8"))
            continue
        if max(message.heard_at, message.replied_at or message.heard_at) > now:
            report.errors.append((line, "heard_at or replied_at lies in the future"))
        else:
            yield message


def _is_utf8(row: Mapping[str, Any]) -> bool:
    return not any("\udc80" <= char <= "\udcff" for value in row.values() for char in str(value))


def _reason(error: ValidationError) -> str:
    """The first thing wrong with a row, without repeating what somebody wrote in it."""
    first = error.errors(include_input=False, include_context=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


def _target(house: House, community_id: UUID | None) -> UUID:
    """The community asked for, else the first that a list of communities shows."""
    with house.db.read() as session:
        communities = sa.select(Community.id).order_by(Community.created_at, Community.id)
        if community_id is not None:
            communities = communities.where(Community.id == community_id)
        found = session.scalars(communities.limit(1)).first()
    if found is None:
        raise NotFound
    return found


def _batches(messages: Sequence[MessageRow], size: int) -> Iterator[list[MessageRow]]:
    rest = iter(messages)
    while batch := list(islice(rest, size)):
        yield batch


# ---------------------------------------------------------------- writing


def _bring_in(work: Work, community_id: UUID, batch: Sequence[MessageRow], severity: Severity) -> int:
    new = _unknown(work.session, community_id, batch)
    if not new:
        return 0
    lines = lines_of(work.session, community_id)
    kinds = [sort(f"{message.subject}\n{message.detail}", lines) for message in new]
    numbers = _numbers(work, community_id, kinds)
    responders = _Responders(work, community_id)
    brought = [
        _rows(work, responders, message, what, next(numbers[what.kind]), severity)
        for message, what in zip(new, kinds, strict=True)
    ]
    _store(work.session, brought)
    for one in brought:
        judge_history(work, one.case, one.subject)
        work.emit("cases.imported", one.subject, at=one.case.heard_at, state=one.case.state, severity=severity)
    index_new(
        work.session,
        [
            Document(community_id, one.case.id, "\n".join([one.case.number, one.case.title, one.case.detail or ""]))
            for one in brought
        ],
    )
    return len(brought)


def _numbers(work: Work, community_id: UUID, kinds: Sequence[Sorted]) -> dict[Kind, Iterator[str]]:
    """As many numbers of each kind as there are messages of it."""
    counted = Counter(what.kind for what in kinds)
    return {
        kind: iter(take_numbers(work.session, community_id, NUMBER_PREFIX[kind], work.now, _BOARD_ZONE, count))
        for kind, count in counted.items()
    }


def _unknown(session: Session, community_id: UUID, batch: Sequence[MessageRow]) -> list[MessageRow]:
    known = set(
        session.scalars(
            sa.select(Contact.external_id).where(
                Contact.community_id == community_id,
                Contact.external_system == SYSTEM_NAME,
                Contact.external_id.in_([message.message_id for message in batch]),
            )
        )
    )
    new = {message.message_id: message for message in batch if message.message_id not in known}
    return list(new.values())


def _rows(  # what one message becomes
    work: Work, responders: "_Responders", message: MessageRow, what: Sorted, number: str, severity: Severity
) -> _Brought:
    community_id = responders.community_id
    responder_id = responders.at(message.heard_at)
    subject = Subject(community_id=community_id, id=new_id(), type=SubjectType.CASE, number=number, confidential=False)
    case = _case(work, message, subject, what, severity, responder_id)
    parts = [
        Involvement(community_id=community_id, subject_id=subject.id, part=part, person_id=responder_id)
        for part in (Part.HEARD, Part.OWNS, Part.ANSWERS)
    ]
    return _Brought(subject, case, _contact(work, message, case), parts, _outcome(work, message, case))


class _Responders:
    """Who answered for the reception when: asked once for each stretch of time in which nothing changed."""

    def __init__(self, work: Work, community_id: UUID) -> None:
        self.community_id = community_id
        self._work = work
        self._changes = changes_of_duty(work.session, community_id)
        self._known: dict[int, UUID] = {}

    def at(self, instant: datetime) -> UUID:
        stretch = bisect_right(self._changes, instant)
        if stretch not in self._known:
            holder = reception_holder(self._work.session, self.community_id, instant, now=self._work.now)
            self._known[stretch] = holder.id
        return self._known[stretch]


def _case(
    work: Work, message: MessageRow, subject: Subject, what: Sorted, severity: Severity, responder_id: UUID
) -> Case:
    return Case(
        community_id=subject.community_id,
        id=subject.id,
        number=subject.number,
        state=State.FINISHED if message.replied_at else State.HEARD,
        round=1,
        origin=Origin.HISTORY,
        kind=what.kind,
        category=what.category,
        severity=severity,
        complaint_class=what.complaint_class,
        title=message.subject,
        detail=message.detail,
        first_responder_id=responder_id,
        accountable_id=responder_id,
        owner_id=responder_id,
        recorded_by_kind=work.actor.kind,
        recorded_by_id=work.actor.id,
        heard_at=message.heard_at,
        recorded_at=work.now,
        recorded_late=True,
        finished_at=message.replied_at,
    )


def _contact(work: Work, message: MessageRow, case: Case) -> Contact:
    outside: dict[str, Any] = {
        name: value for name in ("against", "supports") if (value := getattr(message, name)) is not None
    }
    return Contact(
        community_id=case.community_id,
        id=new_id(),
        case_id=case.id,
        part=ContactPart.FIRST,
        channel=Channel.IMPORT,
        heard_at=message.heard_at,
        heard_by_id=case.first_responder_id,
        recorded_at=work.now,
        wants_reply=True,
        name=message.user,
        anonymous=False,
        external_system=SYSTEM_NAME,
        external_id=message.message_id,
        outside=outside or None,
    )


def _outcome(work: Work, message: MessageRow, case: Case) -> Outcome | None:
    if message.replied_at is None:
        return None
    return Outcome(
        community_id=case.community_id,
        case_id=case.id,
        round=1,
        result=message.reply or "",
        finished_by_id=case.owner_id,
        finished_at=message.replied_at,
        recorded_at=work.now,
    )


def _store(session: Session, brought: Sequence[_Brought]) -> None:
    """Table after table, so that each row finds the one it refers to."""
    session.add_all(one.subject for one in brought)
    session.flush()
    session.add_all(one.case for one in brought)
    session.flush()
    for one in brought:
        held = first_link(one.subject, one.case.owner_id, one.case.heard_at)
        session.add_all([held, one.contact, *one.parts, *filter(None, [one.outcome])])
    session.flush()
