"""Searching the journal: who did what to what, and when; within the places whose journal the caller may read.

What is about a subject is found only by those who may see the subject: a confidential case stays what it is.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from shouwen.core.access.models import ApiClient
from shouwen.core.journal.models import JournalEntry
from shouwen.core.journal.rules import COMPANY
from shouwen.core.journal.schemas import JournalParams, JournalRow
from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page
from shouwen.core.people.authority import covered
from shouwen.core.people.models import Person, Post, Staff
from shouwen.core.places.models import Community
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey

READ: Final = "journal.read"
WINDOW: Final = timedelta(days=31)
"""How far back is looked when neither a subject nor a beginning is named."""

_SORTING: Final = Sorting(
    {"recorded_at": SortKey(JournalEntry.recorded_at, datetime)}, SortKey(JournalEntry.id, UUID), "-recorded_at"
)
_behalf = aliased(Person)


def search_journal(work: Work, params: JournalParams) -> Page[JournalRow]:
    """What was written down, the latest first. Three statements: one for the rows, two for the names in them."""
    rows = _entries(work).where(
        any_of(JournalEntry.community_id, params.community_id),
        any_of(JournalEntry.subject_id, params.subject_id),
        any_of(JournalEntry.event, params.event),
    )
    if params.actor_id:
        mine = JournalEntry.actor_id.in_(params.actor_id)
        rows = rows.where(sa.or_(mine, JournalEntry.on_behalf_of_id.in_(params.actor_id)))
    if params.q is not None:
        rows = rows.where(Subject.number == params.q)
    since = params.recorded_at_gte
    if since is None and not params.subject_id:
        since = (params.recorded_at_lt or work.now) - WINDOW
    if since is not None:
        rows = rows.where(JournalEntry.recorded_at >= since)
    if params.recorded_at_lt is not None:
        rows = rows.where(JournalEntry.recorded_at < params.recorded_at_lt)
    found = find_page(work, rows, params, _SORTING)
    named = _names(work, found.rows)
    return found.page([_row(row, named) for row in found.rows])


def _names(work: Work, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Of the staff and posts the facts tell of. Residents keep theirs: they are looked up where that is journalled."""
    told = {value for row in rows for name, value in row["detail"].items() if name.endswith("_id") and value}
    ids = [UUID(value) for value in told]
    staff = sa.select(Person.id, Person.name).join(Staff, Staff.id == Person.id).where(Person.id.in_(ids))
    posts = sa.select(Post.id, Post.name).where(Post.id.in_(ids))
    return {str(id): name for rows in (staff, posts) for id, name in work.session.execute(rows)}


def _entries(work: Work) -> Rows:
    return (
        sa.select(
            JournalEntry.id,
            JournalEntry.event,
            JournalEntry.at,
            JournalEntry.recorded_at,
            JournalEntry.actor_kind,
            JournalEntry.actor_id,
            sa.func.coalesce(Person.name, ApiClient.name).label("actor_name"),
            JournalEntry.on_behalf_of_id.label("behalf_id"),
            _behalf.name.label("behalf_name"),
            Community.id.label("community_id"),
            Community.name.label("community_name"),
            Subject.id.label("subject_id"),
            Subject.type.label("subject_type"),
            Subject.number.label("subject_number"),
            JournalEntry.detail,
        )
        .outerjoin(
            Subject,
            sa.and_(Subject.community_id == JournalEntry.community_id, Subject.id == JournalEntry.subject_id),
        )
        .outerjoin(Community, Community.id == JournalEntry.community_id)
        .outerjoin(Person, Person.id == JournalEntry.actor_id)
        .outerjoin(ApiClient, ApiClient.id == JournalEntry.actor_id)
        .outerjoin(_behalf, _behalf.id == JournalEntry.on_behalf_of_id)
        .where(_here(work), _seen(work))
    )


def _here(work: Work) -> sa.ColumnElement[bool]:
    """In the communities whose journal is the caller's to read; for the whole company also what belongs to none."""
    known = covered(work, READ)
    if known is not None:
        return JournalEntry.community_id.in_(known)
    return sa.or_(JournalEntry.community_id == COMPANY, JournalEntry.community_id.in_(sa.select(Community.id)))


def _seen(work: Work) -> sa.ColumnElement[bool]:
    """About nothing, or about what the caller may see: cases as cases are seen, the rest as the journal is."""
    case = sa.and_(Subject.type == SubjectType.CASE, sight(work.actor, "cases.read"))
    other = sa.and_(Subject.type != SubjectType.CASE, sight(work.actor, READ))
    return sa.or_(JournalEntry.subject_id.is_(None), case, other)


def _row(row: dict[str, Any], names: dict[str, str]) -> JournalRow:
    def named(what: str) -> Any:
        return {"id": row[f"{what}_id"], "name": row[f"{what}_name"]} if row[f"{what}_id"] else None

    subject = None
    if row["subject_id"]:
        subject = {"id": row["subject_id"], "type": row["subject_type"], "number": row["subject_number"]}
    return {
        "id": row["id"],
        "event": row["event"],
        "at": row["at"],
        "recorded_at": row["recorded_at"],
        "actor": {"type": row["actor_kind"], "id": row["actor_id"], "name": row["actor_name"]},
        "on_behalf_of": named("behalf"),
        "community": named("community"),
        "subject": subject,  # type: ignore[typeddict-item]
        "facts": row["detail"],
        "names": {id: names[id] for id in row["detail"].values() if isinstance(id, str) and id in names},
    }
