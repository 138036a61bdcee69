"""The chain of custody with the time of each holder, and the timeline of a case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.models import Note
from shouwen.areas.cases.presenting import acted_by, in_sight, post_names
from shouwen.areas.cases.queries import Loaded, viewer_of
from shouwen.areas.cases.schemas import EntryOut, LinkOut, Named, PromiseNamed
from shouwen.core.announcements import ANNOUNCED
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.queries import chain_of, time_held
from shouwen.core.custody.rules import ACCEPTANCES, returns_in
from shouwen.core.journal.queries import entries_of
from shouwen.core.people.queries import names_of
from shouwen.core.standards.keys import KEYS
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work

# Facts that name another case. Whoever does not see that one is not told of it here either.
_OTHER_CASES: Final = frozenset({"other_id", "duplicate_id"})
# What was found against a colleague is for those who arbitrate (FR-06).
RULES: Final = "cases.arbitrate"
_FOR_RULERS: Final = frozenset({"cases.passing_found", "cases.passing_withdrawn"})


def chain(work: Work, loaded: Loaded) -> list[LinkOut]:
    """Who held it from when until when, and every offer in between."""
    links = chain_of(work.session, loaded.subject)
    people = names_of(
        work.session,
        {
            id_
            for link in links
            for id_ in (link.holder_id, link.offered_by_id, link.to_staff_id, link.resolved_staff_id)
        },
    )
    posts = post_names(work, {link.to_post_id for link in links if link.to_post_id})
    returned, late = returns_in(links), late_answers(work, loaded.subject)

    def named(names: Any, id_: UUID | None) -> Named | None:
        return Named(id=id_, name=names[id_]) if id_ else None

    def shown(link: CustodyLink) -> LinkOut:
        return LinkOut(
            id=link.id,
            predecessor_id=link.predecessor_id,
            state=link.state,
            holder=named(people, link.holder_id),
            offered_by=named(people, link.offered_by_id),
            to_staff=named(people, link.to_staff_id),
            to_post=named(posts, link.to_post_id),
            stands_in=named(people, link.resolved_staff_id),
            offered_at=link.offered_at,
            answered_at=link.answered_at,
            started_at=link.started_at,
            ended_at=link.ended_at,
            held_s=int(time_held(link, work.now).total_seconds()),
            returned=link.id in returned,
            answered_late=link.id.hex in late,
        )

    return [shown(link) for link in links]


def late_answers(work: Work, subject: Subject) -> set[str]:
    """The offers answered after their time, as the slots of their promises name them."""
    rows = sa.select(Commitment.slot).where(
        Commitment.community_id == subject.community_id,
        Commitment.subject_id == subject.id,
        Commitment.key.in_(ACCEPTANCES),
        Commitment.state == CommitmentState.LATE,
    )
    return set(work.session.scalars(rows))


def timeline(work: Work, loaded: Loaded) -> list[EntryOut]:
    """What happened, oldest first, with the words that were said at it."""
    rules = viewer_of(work, loaded).reaches(RULES)
    entries = [entry for entry in entries_of(work.session, loaded.subject) if rules or entry.event not in _FOR_RULERS]
    people = names_of(work.session, {id_ for entry in entries for id_ in (entry.actor_id, entry.on_behalf_of_id)})
    words = _words(work, loaded, entries)
    promises = _promises(work, entries)
    hidden = _out_of_sight(work, loaded, entries)
    return [
        EntryOut(
            id=entry.id,
            event=entry.event,
            at=entry.at,
            recorded_at=entry.recorded_at,
            actor=acted_by(people, entry.actor_kind, entry.actor_id),
            on_behalf_of=(
                Named(id=entry.on_behalf_of_id, name=people[entry.on_behalf_of_id]) if entry.on_behalf_of_id else None
            ),
            detail=_without(hidden, entry.detail),
            promise=promises.get(entry.id),
            to_resident=ANNOUNCED.reaches_residents(entry.event, entry.detail),
            note=words.get(entry.detail.get("note_id", "")),
        )
        for entry in entries
    ]


def _promises(work: Work, entries: Sequence[sa.Row[Any]]) -> dict[UUID, PromiseNamed]:
    """For each entry about a promise: which, and when it was due by then; the entries before it say so."""
    due: dict[str, str] = {}
    named: dict[UUID, PromiseNamed] = {}
    for entry in entries:
        promise_id = entry.detail.get("commitment_id")
        if promise_id is None or "key" not in entry.detail:
            continue
        told = entry.detail.get("due_after") or entry.detail.get("due_at") or due.get(promise_id)
        if told is not None:
            due[promise_id] = told
        key = entry.detail["key"]
        due_at = datetime.fromisoformat(told) if told else None
        named[entry.id] = PromiseNamed(id=promise_id, key=key, title=KEYS[key].promise(work.lang), due_at=due_at)
    return named


def _out_of_sight(work: Work, loaded: Loaded, entries: Any) -> set[str]:
    """The ids of other cases in these entries that the caller may not see."""
    named = {fact for entry in entries for name, fact in entry.detail.items() if name in _OTHER_CASES}
    if not named:
        return set()
    return named - {str(id_) for id_ in in_sight(work, loaded.case, {UUID(fact) for fact in named})}


def _without(hidden: set[str], detail: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in detail.items() if name not in _OTHER_CASES or fact not in hidden}


def _words(work: Work, loaded: Loaded, entries: Any) -> dict[str, str]:
    ids = [UUID(entry.detail["note_id"]) for entry in entries if "note_id" in entry.detail]
    rows = work.session.execute(
        sa.select(Note.id, Note.text).where(Note.community_id == loaded.case.community_id, Note.id.in_(ids))
    )
    return {str(row.id): row.text for row in rows}
