"""Reading sealed events as far as a caller may know of them: two statements a look, however many rows there are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor, ActorKind
from shouwen.core.announcements import ANNOUNCED, Announcement
from shouwen.core.events.positions import MOST_COMMUNITIES, Position
from shouwen.core.events.problems import TooManyCommunities
from shouwen.core.events.rules import WINDOW, Run, moved, runs
from shouwen.core.journal.models import JournalEntry, Seal
from shouwen.core.journal.rules import COMPANY
from shouwen.core.places.models import Community
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.kit.db import Id
from shouwen.kit.paging import CursorInvalid

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the caller asked for: these communities and these events; none named means all in reach."""

    communities: Collection[UUID] = ()
    events: Collection[str] = ()


EVERYTHING: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Listener:
    """Who reads, what they asked for, and the condition on what they may know: worked out once, read with often."""

    actor: Actor
    wanted: Wanted
    hears: Condition

    @classmethod
    def of(cls, actor: Actor, wanted: Wanted = EVERYTHING) -> "Listener":
        return cls(actor, wanted, told_to(actor, wanted.events))


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found, the position after it, and whether there is more to be read at once."""

    events: list[dict[str, Any]]
    position: Position
    has_more: bool


def heads(session: Session, listener: Listener) -> dict[UUID, int]:
    """How far each chain in reach goes. Raises TooManyCommunities."""
    found = session.execute(_chains(listener.actor, listener.wanted).limit(MOST_COMMUNITIES + 1)).all()
    if len(found) > MOST_COMMUNITIES:
        raise TooManyCommunities(most=MOST_COMMUNITIES)
    return {row.id: row.head or 0 for row in found}


def _chains(actor: Actor, wanted: Wanted) -> sa.CompoundSelect[UUID, int] | sa.Select[UUID, int]:
    head = sa.select(sa.func.max(Seal.seq))
    chains = sa.select(
        Community.id, head.where(Seal.community_id == Community.id).correlate(Community).scalar_subquery().label("head")
    )
    if wanted.communities:
        chains = chains.where(Community.id.in_(wanted.communities))
    if not actor.scope.company:
        return chains.where(Community.id.in_(actor.scope.communities))
    if wanted.communities:
        return chains
    company = sa.select(sa.literal(COMPANY, Id()), head.where(Seal.community_id == COMPANY).scalar_subquery())
    return chains.union_all(company)


def stand(position: Position | None, ends: Position, *, new_from_now: bool) -> dict[UUID, int]:
    """Where to read on in each chain that is in reach now.

    A community that is new to the position is read from its beginning, or with `new_from_now` from its present end.
    Raises CursorInvalid for a position ahead of a chain: the journal was brought back to an earlier day.
    """
    known = position or {}
    here = {id_: known.get(id_, end if new_from_now else 0) for id_, end in ends.items()}
    if any(here[id_] > end for id_, end in ends.items()):
        raise CursorInvalid
    return here


def look(
    session: Session, listener: Listener, position: Position | None, *, limit: int, new_from_now: bool = False
) -> Look:
    """The next events after `position` (None: from the beginning) that the caller may know of, at most `limit`."""
    ends = heads(session, listener)
    here = stand(position, ends, new_from_now=new_from_now)
    to_read = runs(ends, here, window=WINDOW)
    rows = session.execute(_events(to_read).where(listener.hears).limit(limit + 1)).all() if to_read else []
    taken = rows[:limit]
    cut = (taken[-1].community_id, taken[-1].seq) if len(rows) > limit else None
    there = moved(here, to_read, cut)
    return Look([_shown(row) for row in taken], there, any(there[id_] < end for id_, end in ends.items()))


def _events(to_read: Sequence[Run]) -> sa.Select[*tuple[Any, ...]]:
    read = [
        sa.and_(Seal.community_id == run.community_id, Seal.seq > run.after, Seal.seq <= run.upto) for run in to_read
    ]
    return (
        sa.select(
            Seal.community_id,
            Seal.seq,
            JournalEntry.id,
            JournalEntry.event,
            JournalEntry.at,
            JournalEntry.detail,
            JournalEntry.subject_id,
            Subject.type,
            Subject.number,
        )
        .join(
            JournalEntry,
            sa.and_(JournalEntry.community_id == Seal.community_id, JournalEntry.id == Seal.entry_id),
        )
        .outerjoin(
            Subject,
            sa.and_(Subject.community_id == JournalEntry.community_id, Subject.id == JournalEntry.subject_id),
        )
        .where(sa.or_(*read))
        .order_by(Seal.community_id, Seal.seq)
    )


def _shown(row: Any) -> dict[str, Any]:
    """An event as it leaves: what happened and to what; of the row's facts only those that were announced."""
    subject = {"type": row.type, "id": row.subject_id, "number": row.number} if row.subject_id else None
    return {
        "id": row.id,
        "event": row.event,
        "at": row.at,
        "community_id": None if row.community_id == COMPANY else row.community_id,
        "subject": subject,
        "facts": ANNOUNCED.facts_of(row.event, row.detail),
    }


# ---------------------------------------------------------------- who may know


def told_to(actor: Actor, events: Collection[str] = ()) -> Condition:
    """The condition on a journal row with its subject that the actor may know of it. What no room announced: nobody."""
    offered = [one for one in ANNOUNCED if (not events or one.event in events) and actor.may(one.needs)]
    about = sorted((one for one in offered if one.seen_with), key=_seen_with)
    seen = [
        sa.and_(sa.or_(*_told(actor, list(some))), sight(actor, permission))
        for permission, some in groupby(about, key=_seen_with)
    ]
    if actor.kind is ActorKind.RESIDENT:
        return sa.or_(sa.false(), *seen)
    rest = [one for one in offered if not one.seen_with]
    mine = [_told_to_one(actor, one.event, one.only_to) for one in rest if one.only_to]
    return sa.or_(sa.false(), *seen, *mine, *_told_of_places(actor, [one for one in rest if not one.only_to]))


def _seen_with(one: Announcement) -> str:
    return one.seen_with or ""


def _needs(one: Announcement) -> str:
    return one.needs


def _told(actor: Actor, about: list[Announcement]) -> Iterator[Condition]:
    """What is about a subject, whoever sees the subject."""
    yield sa.false()
    if actor.kind is ActorKind.RESIDENT:
        yield from (_told_to_resident(one) for one in about if one.residents is not None)
        return
    for permission, some in groupby(sorted(about, key=_needs), key=_needs):
        held = [grant.community_id for grant in actor.grants_of(permission)]
        yield sa.and_(JournalEntry.event.in_([one.event for one in some]), _in(held))


def _told_to_resident(one: Announcement) -> Condition:
    facts = [JournalEntry.detail[name].as_string() == value for name, value in (one.residents or {}).items()]
    return sa.and_(JournalEntry.event == one.event, *facts)


def _told_to_one(actor: Actor, event: str, fact: str) -> Condition:
    """What concerns one person, to that person alone."""
    return sa.and_(JournalEntry.event == event, JournalEntry.detail[fact].as_string() == str(actor.id))


def _told_of_places(actor: Actor, about_none: list[Announcement]) -> Iterator[Condition]:
    """What is about no subject, for those whose permission covers a place there and not only their own matters."""
    for permission, some in groupby(sorted(about_none, key=_needs), key=_needs):
        placed = [community_id for community_id, _ in actor.places_of(permission)]
        yield sa.and_(
            JournalEntry.event.in_([one.event for one in some]), JournalEntry.subject_id.is_(None), _in(placed)
        )


def _in(communities: Sequence[UUID | None]) -> Condition:
    """That the row lies in one of them; None stands for the whole company."""
    return sa.true() if None in communities else Seal.community_id.in_(communities)
