"""Sorting what was heard before us: by words, by a table that each community may write for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from shouwen.areas.cases.problems import ClassMisplaced
from shouwen.areas.cases.rules import ComplaintClass, Kind
from shouwen.areas.cases.sorting_models import SortingRule, SortingTable
from shouwen.areas.cases.sorting_schemas import SortingIn, SortingOut, SortingRuleOut
from shouwen.core.work import Work
from shouwen.kit.db import insert_into

MANAGE: Final = "cases.manage_sorting"


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a message is."""

    kind: Kind
    complaint_class: ComplaintClass | None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: the words that decide, and what a message with one of them is."""

    words: Sequence[str]
    what: Sorted


OTHERWISE: Final = Sorted(Kind.COMPLAINT, ComplaintClass.EXTERNAL)


def sort(text: str, lines: Sequence[Line]) -> Sorted:
    """What the first line that fits says."""
    return next((line.what for line in lines if any(word in text for word in line.words)), OTHERWISE)


@cache
def ours() -> Sequence[Line]:
    """The table that comes with the house."""
    text = resources.files("shouwen.areas.cases").joinpath("sorting.yaml").read_text(encoding="utf-8")
    return [
        _line(Kind(row["kind"]), row["words"], row.get("class"), row.get("category")) for row in yaml.safe_load(text)
    ]


def _line(kind: Kind, words: Sequence[str], class_: Any, category: str | None) -> Line:
    return Line(tuple(words), Sorted(kind, ComplaintClass(class_) if class_ else None, category))


def lines_of(session: Session, community_id: UUID) -> Sequence[Line]:
    """The table of a community: its own, or else ours."""
    rows = sa.select(SortingRule).where(SortingRule.community_id == community_id).order_by(SortingRule.position)
    own = [_line(row.kind, row.words, row.complaint_class, row.category) for row in session.scalars(rows)]
    return own or ours()


def present_table(work: Work, community_id: UUID) -> SortingOut:
    """The table in force."""
    version = work.session.scalar(sa.select(SortingTable.version).where(SortingTable.community_id == community_id))
    return SortingOut(version=version or 0, data=_present_lines(work.session, community_id))


def _present_lines(session: Session, community_id: UUID) -> list[SortingRuleOut]:
    return [
        SortingRuleOut(
            words=list(line.words), kind=line.what.kind, class_=line.what.complaint_class, category=line.what.category
        )
        for line in lines_of(session, community_id)
    ]


def write_table(work: Work, community_id: UUID, body: SortingIn) -> None:
    """Replaces the table of a community; without lines ours is in force again. Raises Stale, ClassMisplaced."""
    table = _hold(work.session, community_id)
    work.check_version(table.version)
    for number, rule in enumerate(body.rules):
        if (rule.kind is Kind.COMPLAINT) != (rule.class_ is not None):
            raise ClassMisplaced.at(f"/rules/{number}/class")
    table.version += 1
    work.session.execute(sa.delete(SortingRule).where(SortingRule.community_id == community_id))
    work.session.add_all(
        SortingRule(
            community_id=community_id,
            position=position,
            words=rule.words,
            kind=rule.kind,
            complaint_class=rule.class_,
            category=rule.category,
        )
        for position, rule in enumerate(body.rules, 1)
    )
    work.session.flush()
    work.emit("cases.sorting_written", community_id=community_id, lines=len(body.rules))


def _hold(session: Session, community_id: UUID) -> SortingTable:
    """The row of the table, locked; made first where there was none."""
    made = insert_into(session, SortingTable).values(community_id=community_id, version=0)
    session.execute(made.on_conflict_do_nothing())
    table = sa.select(SortingTable).where(SortingTable.community_id == community_id)
    return session.scalars(table.with_for_update()).one()
