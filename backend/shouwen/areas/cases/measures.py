"""What first responsibility is measured by: bounces, late acceptances, matters finished in one visit (FR-02, FR-03).

Each measure is a condition on a case and the cases it is a share of. A line of the board and the list it opens to read
the same condition.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from shouwen.areas.cases.models import Case, Contact, Outcome
from shouwen.areas.cases.rework_models import Rework
from shouwen.areas.cases.rules import ContactPart, Kind, Measure, Origin
from shouwen.areas.cases.schemas import MeasureParams, MeasureRow
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import ACCEPTANCES, LinkState
from shouwen.core.people.queries import current_holders, reception_of, route_for
from shouwen.core.people.rules import Matter
from shouwen.core.places.models import Community
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.terms import term_ends
from shouwen.core.work import Work
from shouwen.core.worktime.spans import span_of
from shouwen.kit.problem import NotFound

_FIRST_ROUND: Final = 1
_ACCEPTED: Final = (LinkState.HELD, LinkState.PASSED, LinkState.ENDED)
QUIET: Final = "case.one_visit.quiet"


# ---------------------------------------------------------------- facts, written when a round is finished


def matter_of(case: Case, subject: Subject) -> Matter:
    """What the routing table asks of a case."""
    return Matter(case.kind, case.category, case.complaint_class, subject.zone_id)


def facts_of(work: Work, case: Case, subject: Subject, staff_id: UUID, at: datetime) -> dict[str, Any]:
    """Whether finishing it was the duty of `staff_id`, and until when it must not come back to count as one visit."""
    post_id = route_for(work.session, case.community_id, matter_of(case, subject))
    post_id = post_id or reception_of(work.session, case.community_id)  # what is routed nowhere stays at the desk
    holders = current_holders(work.session, case.community_id, post_id, at) if post_id else []
    until = term_ends(work.session, case.community_id, QUIET, at, by=case.heard_at)
    return {"within_duties": staff_id in holders, "quiet_until": until}


# ---------------------------------------------------------------- conditions


def _offers(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That an offer of the case meets the conditions."""
    offered = sa.select(CustodyLink.id).where(
        CustodyLink.community_id == Case.community_id,
        CustodyLink.subject_id == Case.id,
        CustodyLink.offered_at.is_not(None),
        *conditions,
    )
    return offered.correlate(Case, Outcome).exists()


def _returned() -> sa.ColumnElement[bool]:
    """Accepted by somebody who had held it before."""
    earlier = aliased(CustodyLink)
    before = sa.select(earlier.id).where(
        earlier.community_id == CustodyLink.community_id,
        earlier.subject_id == CustodyLink.subject_id,
        earlier.holder_id == CustodyLink.holder_id,
        earlier.started_at < CustodyLink.started_at,
    )
    return _offers(CustodyLink.state.in_(_ACCEPTED), before.correlate(CustodyLink).exists())


def _accepted_late() -> sa.ColumnElement[bool]:
    late = sa.select(Commitment.id).where(
        Commitment.community_id == Case.community_id,
        Commitment.subject_id == Case.id,
        Commitment.key.in_(ACCEPTANCES),
        Commitment.state == CommitmentState.LATE,
    )
    return late.correlate(Case).exists()


def _first_outcome(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    found = sa.select(Outcome.round).where(
        Outcome.community_id == Case.community_id,
        Outcome.case_id == Case.id,
        Outcome.round == _FIRST_ROUND,
        Outcome.within_duties.is_not(None),
        *conditions,
    )
    return found.correlate(Case).exists()


def _one_visit() -> sa.ColumnElement[bool]:
    """Finished by the first responder within their duties, handed to nobody, not reopened while it had to be quiet."""
    return _first_outcome(
        Outcome.finished_by_id == Case.first_responder_id,
        Outcome.within_duties.is_(True),
        sa.or_(Outcome.reopened_at.is_(None), Outcome.reopened_at > Outcome.quiet_until),
        ~_offers(CustodyLink.state.in_(_ACCEPTED), CustodyLink.started_at <= Outcome.finished_at),
    )


def _answered() -> sa.ColumnElement[bool]:
    return _offers(CustodyLink.answered_at.is_not(None))


def _contacts(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That a contact of the case meets the conditions."""
    rows = sa.select(Contact.id).where(
        Contact.community_id == Case.community_id, Contact.case_id == Case.id, *conditions
    )
    return rows.correlate(Case).exists()


def _told_apart() -> sa.ColumnElement[bool]:
    """Of whom we would know that they called again: of somebody without a name and a number nobody would."""
    known = (Contact.household_id, Contact.resident_id, Contact.phone_blind)
    return _contacts(sa.or_(*(column.is_not(None) for column in known)))


def _reworked() -> sa.ColumnElement[bool]:
    """A repair of what had been repaired a short while before, and nobody says otherwise (RP-07)."""
    found = sa.select(Rework.case_id).where(
        Rework.community_id == Case.community_id, Rework.case_id == Case.id, Rework.contradicted_at.is_(None)
    )
    return sa.and_(Case.kind == Kind.REPAIR, found.correlate(Case).exists())


class _Share(NamedTuple):
    """The cases that count, of which cases."""

    counts: sa.ColumnElement[bool]
    of: sa.ColumnElement[bool]


def _shares() -> Mapping[Measure, _Share]:
    refused = _offers(CustodyLink.state == LinkState.REFUSED)
    return {
        Measure.BOUNCED: _Share(sa.or_(refused, _returned()), _answered()),
        Measure.REFUSED: _Share(refused, _answered()),
        Measure.RETURNED: _Share(_returned(), _answered()),
        Measure.ACCEPTED_LATE: _Share(_accepted_late(), _offers(CustodyLink.state.in_(_ACCEPTED))),
        Measure.ONE_VISIT: _Share(_one_visit(), _first_outcome()),
        Measure.REWORKED: _Share(_reworked(), Case.kind == Kind.REPAIR),
        Measure.REPEATED: _Share(_contacts(Contact.part == ContactPart.REPEAT), _told_apart()),
    }


SHARES: Final = _shares()


def counts_as(measure: Measure) -> sa.ColumnElement[bool]:
    """That a case counts as this."""
    return SHARES[measure].counts


# ---------------------------------------------------------------- the board


class Heard(NamedTuple):
    """Which cases a board is about: those heard from one instant until another."""

    since: datetime
    until: datetime
    conditions: tuple[sa.ColumnElement[bool], ...]


def heard_in(work: Work, params: MeasureParams, permission: str) -> Heard:
    """What was heard in those days and the caller sees by `permission`; nothing that was brought in from elsewhere.

    Raises NotFound where the caller may not, SpanBackwards.
    """
    community = work.session.get(Community, params.community_id)
    if community is None or not work.actor.may(permission, community.id):
        raise NotFound
    since, until = span_of(params, ZoneInfo(community.time_zone))
    conditions = (
        Case.community_id == community.id,
        Case.heard_at >= since,
        Case.heard_at < until,
        Case.origin == Origin.LIVE,
        sight(work.actor, permission),
    )
    return Heard(since, until, conditions)


def measure_board(work: Work, params: MeasureParams) -> list[MeasureRow]:
    """One line for each measure over the cases heard in those days, as far as the caller sees them. One statement.

    Raises NotFound, SpanBackwards.
    """
    heard = heard_in(work, params, "cases.read")
    rows = (
        sa.select(*_columns())
        .select_from(Case)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(*heard.conditions)
    )
    counted = work.session.execute(rows).one()
    asked = {
        "community_id": str(params.community_id),
        "heard_at.gte": heard.since.isoformat(),
        "heard_at.lt": heard.until.isoformat(),
    }
    return [_row(measure, getattr(counted, measure), getattr(counted, f"of_{measure}"), asked) for measure in Measure]


def _columns() -> Iterator[sa.ColumnElement[int]]:
    for measure, share in SHARES.items():
        yield sa.func.count(sa.case((share.counts, 1))).label(measure)
        yield sa.func.count(sa.case((share.of, 1))).label(f"of_{measure}")


def _row(measure: Measure, counted: int, of: int, asked: Mapping[str, str]) -> MeasureRow:
    rows = "/api/v1/cases?" + urlencode({**asked, "measure": measure})
    return MeasureRow(measure=measure, cases=counted, of=of, rate=counted / of if of else None, rows=rows)
