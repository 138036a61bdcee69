"""What promises do when something happens elsewhere."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.commitments import rederiving
from shouwen.core.jobs.registry import registry
from shouwen.core.journal.models import JournalEntry
from shouwen.core.work import Work


@registry.on("worktime.year_published", "commitments.spread_calendar")
def spread_calendar(work: Work, entry_id: UUID) -> None:
    """A year was published: every community with provisional promises over it hears of it."""
    rederiving.spread(work, _entry(work, entry_id).detail["year"])


@registry.on(rederiving.CHANGED, "commitments.rederive")
def rederive(work: Work, entry_id: UUID) -> None:
    """Works out some promises of a community again, and hands the rest on."""
    entry = _entry(work, entry_id)
    year, after = entry.detail["year"], entry.detail.get("after")
    last = rederiving.rederive_batch(work, entry.community_id, year, UUID(after) if after else None)
    if last is not None:
        work.emit(rederiving.CHANGED, community_id=entry.community_id, year=year, after=last)


@registry.every(timedelta(hours=1), "commitments.sweep_calendar")
def sweep_calendar(work: Work) -> None:
    """Promises that stayed provisional over a published year are found."""
    rederiving.sweep(work)


def _entry(work: Work, entry_id: UUID) -> sa.Row[Any]:
    columns = sa.select(JournalEntry.community_id, JournalEntry.detail)
    return work.session.execute(columns.where(JournalEntry.id == entry_id)).one()
