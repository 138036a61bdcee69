"""Renovations on paper (DC-09.06): application, agreement cover, permit, pass, notice, acceptance sheet, settlement."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations import presenting
from shouwen.areas.renovations.models import Renovation, WorkerPass
from shouwen.areas.renovations.passes import photo_of, token_of
from shouwen.areas.renovations.problems import NoSuchPaper
from shouwen.areas.renovations.queries import READ, SUBJECT
from shouwen.core.catalogue.register import form
from shouwen.core.catalogue.rules import Form
from shouwen.core.print.rules import Sheet
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound


class RenovationSheet(StrEnum):
    """A paper of the whole file. Notices and passes are papers of their own."""

    APPLICATION = "application"
    AGREEMENT = "agreement"
    PERMIT = "permit"
    ACCEPTANCE = "acceptance"
    SETTLEMENT = "settlement"


_FORMS: Final[Mapping[RenovationSheet, Form]] = {
    RenovationSheet.APPLICATION: form("ZS-01"),
    RenovationSheet.AGREEMENT: form("ZS-02"),
    RenovationSheet.PERMIT: form("ZS-03"),
    RenovationSheet.ACCEPTANCE: form("ZS-06"),
    RenovationSheet.SETTLEMENT: form("ZS-07"),
}
_PASS: Final = form("ZS-04")
_NOTICE: Final = form("ZS-05")


def paper(work: Work, renovation_id: UUID, which: RenovationSheet) -> Sheet:
    """A paper of the file as this caller sees it. Raises NotFound, NoSuchPaper while there is nothing to put on it."""
    one, money = presenting.read_with_deposit(work, renovation_id)
    if not _is_there(which, one):
        raise NoSuchPaper
    number = (one["permit_number"] or one["number"]) if which is RenovationSheet.PERMIT else one["number"]
    facts = {"one": one, "money": money}
    return Sheet(_FORMS[which], one["community_id"], number, _path(renovation_id), facts)


def notice_sheet(work: Work, renovation_id: UUID, no: int) -> Sheet:
    """A rectification notice. Raises NotFound, NoSuchPaper for a violation without one."""
    one = presenting.read_renovation(work, renovation_id)
    found = next((violation for violation in one["violations"] if violation["no"] == no), None)
    if found is None or found["notice_number"] is None:
        raise NoSuchPaper
    facts = {"one": one, "violation": found}
    return Sheet(_NOTICE, one["community_id"], found["notice_number"], _path(renovation_id), facts)


def pass_sheet(work: Work, pass_id: UUID) -> Sheet:
    """A worker's pass with the code the gate reads. Raises NotFound."""
    rows = (
        sa.select(WorkerPass)
        .join(
            Renovation,
            sa.and_(Renovation.community_id == WorkerPass.community_id, Renovation.id == WorkerPass.renovation_id),
        )
        .join(Subject, SUBJECT)
        .where(WorkerPass.id == pass_id, sight(work.actor, READ))
    )
    found = work.session.scalars(rows).one_or_none()
    if found is None:
        raise NotFound
    one = presenting.read_renovation(work, found.renovation_id)
    facts = {"one": one, "worker": found, "photo": photo_of(work, found)}
    path = f"/renovations/gate?token={token_of(found)}"
    return Sheet(_PASS, found.community_id, found.number, path, facts)


def _is_there(which: RenovationSheet, one: Any) -> bool:
    stamps = one["stamps"]
    return {
        RenovationSheet.APPLICATION: True,
        RenovationSheet.AGREEMENT: stamps["approved_at"] is not None,
        RenovationSheet.PERMIT: one["permit_number"] is not None,
        RenovationSheet.ACCEPTANCE: bool(one["acceptances"]),
        RenovationSheet.SETTLEMENT: bool(one["settlements"]),
    }[which]


def _path(renovation_id: UUID) -> str:
    return f"/renovations/{renovation_id}"
