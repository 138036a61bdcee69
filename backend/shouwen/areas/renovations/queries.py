"""Reading renovations: always through sight of the subject; one and a hundred with the same number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.renovations.gate_rules import File, Missing, missing
from shouwen.areas.renovations.models import (
    Deduction,
    Renovation,
    RenovationDocument,
    RenovationSignature,
    RenovationWork,
    Settlement,
    Violation,
    WorkerPass,
)
from shouwen.areas.renovations.pass_rules import PassState
from shouwen.areas.renovations.rules import (
    OPEN_VIOLATIONS,
    DeductionState,
    Objection,
    RenovationState,
    RenovationVerb,
    SettlementState,
    Standing,
    Step,
    Viewer,
    ViolationState,
    next_step,
    objection,
)
from shouwen.core.ledger.models import Account, Entry
from shouwen.core.ledger.public import AccountKind, leaving_refunds, waiting_payments
from shouwen.core.people.models import Membership
from shouwen.core.people.queries import acts_for, acts_on_behalf
from shouwen.core.people.rules import Relation
from shouwen.core.places.local_time import time_zone
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import involves, sight
from shouwen.core.subjects.rules import Whereabouts, reaches
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

READ: Final = "renovations.read"
SUBJECT: Final = sa.and_(Subject.community_id == Renovation.community_id, Subject.id == Renovation.id)
_ENDED_EARLY: Final = frozenset({RenovationState.REJECTED, RenovationState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Loaded:
    """A renovation in hand: its row, its subject, and whether the caller takes part in it."""

    renovation: Renovation
    subject: Subject
    involved: bool


def get_renovation(work: Work, renovation_id: UUID, *, lock: bool = False) -> Loaded:
    """The renovation, if the caller may see it. Raises NotFound."""
    rows = (
        sa.select(Renovation, Subject, involves(work.actor).label("involved"))
        .join(Subject, SUBJECT)
        .where(Renovation.id == renovation_id, sight(work.actor, READ))
    )
    found = work.session.execute(rows.with_for_update(of=Renovation) if lock else rows).one_or_none()
    if found is None:
        raise NotFound
    return Loaded(found[0], found[1], bool(found[2]))


def viewer_of(work: Work, loaded: Loaded) -> Viewer:
    """The caller before this renovation."""
    subject = loaded.subject
    here = Whereabouts(subject.community_id, subject.zone_id, subject.department_id, loaded.involved)
    return Viewer(
        id=work.actor.id,
        reaches=lambda permission: reaches(work.actor, permission, here),
        signs=lambda post_id: _signs(work, subject.community_id, post_id),
    )


def _signs(work: Work, community_id: UUID, post_id: UUID) -> bool:
    return acts_for(work.actor, None, post_id) or acts_on_behalf(
        work.session, community_id, work.actor, staff_id=None, post_id=post_id, at=work.now
    )


def today_of(work: Work, community_id: UUID) -> date:
    """The local day of the community."""
    return work.now.astimezone(time_zone(work.session, community_id)).date()


# ---------------------------------------------------------------- what the rules ask

Rows = (
    type[RenovationDocument]
    | type[RenovationWork]
    | type[RenovationSignature]
    | type[Settlement]
    | type[Violation]
    | type[WorkerPass]
    | type[Deduction]
)


@dataclass(frozen=True, slots=True)
class Those:
    """Some renovations. Every table knows them by community and id: by the id alone no index would find them."""

    communities: frozenset[UUID]
    ids: Sequence[UUID]

    @classmethod
    def of(cls, renovations: Sequence[Renovation]) -> Self:
        return cls(frozenset(one.community_id for one in renovations), [one.id for one in renovations])

    def among(self, rows: Rows) -> sa.ColumnElement[bool]:
        """Whether a row is of one of them."""
        return sa.and_(rows.community_id.in_(self.communities), rows.renovation_id.in_(self.ids))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask about a renovation that stands in other tables."""

    file: File
    chain: list[Step]
    signed: int
    proposed_by_id: UUID | None
    deductions_fen: list[int]
    violations: list[ViolationState]
    has_notice: bool
    deductions: list[DeductionState]
    payment_waits: bool
    refund_leaves: bool

    @property
    def step(self) -> Step | None:
        return next_step(self.chain, self.signed)


def facts_of(work: Work, renovations: Sequence[Renovation]) -> dict[UUID, Facts]:
    """The facts of many renovations, each table read once."""
    session, those = work.session, Those.of(renovations)
    documents = _listed(work, RenovationDocument, RenovationDocument.kind, those)
    scope = _listed(work, RenovationWork, RenovationWork.work, those)
    violations = _listed(work, Violation, Violation.state, those)
    notices = _counts(work, Violation, those, Violation.notice_number.is_not(None))
    passes = _counts(work, WorkerPass, those, WorkerPass.state == PassState.VALID)
    deductions = _listed(work, Deduction, Deduction.state, those)
    kept = _listed(work, Deduction, Deduction.amount_fen, those, Deduction.state != DeductionState.DROPPED)
    held = held_of(session, those)
    chains = _chains(work, those)
    proposers = _proposers(work, those)
    ordered = waiting_payments(session, those.communities, those.ids)
    leaving = leaving_refunds(session, those.communities, those.ids)
    owners = _asked_for_by_owners(session, those)
    return {
        one.id: Facts(
            file=_file(
                one,
                today_of(work, one.community_id),
                documents=documents.get(one.id, ()),
                scope=scope.get(one.id, ()),
                step=next_step([step for step, _ in chains.get(one.id, ())], _signed(chains.get(one.id, ()))),
                is_owner=one.id in owners,
                held_fen=held.get(one.id, 0),
                open_violations=sum(state in OPEN_VIOLATIONS for state in violations.get(one.id, ())),
                passes_out=passes.get(one.id, 0),
                open_objections=deductions.get(one.id, []).count(DeductionState.OBJECTED),
            ),
            chain=[step for step, _ in chains.get(one.id, ())],
            signed=_signed(chains.get(one.id, ())),
            proposed_by_id=proposers.get(one.id),
            deductions_fen=kept.get(one.id, []),
            violations=violations.get(one.id, []),
            has_notice=one.id in notices,
            deductions=deductions.get(one.id, []),
            payment_waits=one.id in ordered,
            refund_leaves=one.id in leaving,
        )
        for one in renovations
    }


def _file(renovation: Renovation, today: date, *, step: Step | None, **more: Any) -> File:
    return File(
        today=today,
        ends_on=renovation.ends_on,
        has_contractor=renovation.contractor_name is not None,
        contractor_until=renovation.contractor_until,
        has_agent=renovation.agent_name is not None,
        agent_until=renovation.agent_until,
        step=step.step if step else None,
        required_fen=renovation.required_fen or 0,
        requested=renovation.requested_at is not None,
        initial_accepted=renovation.initial_at is not None,
        final_accepted=renovation.final_at is not None,
        ended_early=renovation.ended_at is not None and renovation.started_at is None,
        **more,
    )


def facts(work: Work, renovation: Renovation) -> Facts:
    """The facts of one."""
    return facts_of(work, [renovation])[renovation.id]


def standing(renovation: Renovation, found: Facts) -> Standing:
    """What the rules need to know of a renovation."""
    return Standing(
        state=renovation.state,
        recorded_by_id=renovation.recorded_by_id,
        next_step=found.step,
        proposed_by_id=found.proposed_by_id,
        violations=found.violations,
        has_notice=found.has_notice,
        deductions=found.deductions,
        payment_waits=found.payment_waits,
        refund_leaves=found.refund_leaves,
    )


def check(work: Work, loaded: Loaded, verb: RenovationVerb, found: Facts) -> Objection:
    """Why the caller cannot say `verb`, papers and money apart; None when they can."""
    return objection(verb, standing(loaded.renovation, found), viewer_of(work, loaded))


def blocked_by(verb: RenovationVerb, found: Facts) -> list[Missing]:
    """What is missing for `verb`."""
    return missing(verb, found.file)


def held_of(session: Session, those: Those) -> dict[UUID, int]:
    """What is held for each of these renovations, in one statement: the last balance of its account."""
    held = sa.and_(
        Account.community_id.in_(those.communities),
        Account.subject_id.in_(those.ids),
        Account.kind == AccountKind.HELD,
    )
    of_account = sa.and_(Account.community_id == Entry.community_id, Account.id == Entry.account_id)
    last = sa.select(Entry.account_id, sa.func.max(Entry.seq).label("seq")).join(Account, of_account).where(held)
    newest = last.group_by(Entry.account_id).subquery()
    rows = (
        sa.select(Account.subject_id, Entry.balance_fen)
        .join(Entry, of_account)
        .join(newest, sa.and_(newest.c.account_id == Entry.account_id, newest.c.seq == Entry.seq))
        .where(held)
    )
    return {row.subject_id: row.balance_fen for row in session.execute(rows) if row.subject_id}


def _asked_for_by_owners(session: Session, those: Those) -> frozenset[UUID]:
    """Those whose applicant is an owner of the unit (RN-01)."""
    belongs = sa.and_(
        Membership.community_id == Renovation.community_id,
        Membership.household_id == Renovation.household_id,
        Membership.resident_id == Renovation.applicant_id,
    )
    rows = sa.select(Renovation.id).join(Membership, belongs)
    here = sa.and_(Renovation.community_id.in_(those.communities), Renovation.id.in_(those.ids))
    return frozenset(session.scalars(rows.where(here, Membership.relation == Relation.OWNER)))


def _listed(work: Work, rows: Rows, column: Any, those: Those, *where: sa.ColumnElement[bool]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    wanted = sa.select(rows.renovation_id, column.label("found")).where(those.among(rows), *where)
    for row in work.session.execute(wanted.order_by(column)):
        found.setdefault(row.renovation_id, []).append(row.found)
    return found


def _counts(work: Work, rows: Rows, those: Those, where: sa.ColumnElement[bool]) -> dict[UUID, int]:
    wanted = sa.select(rows.renovation_id, sa.func.count().label("many")).where(those.among(rows), where)
    return {row.renovation_id: row.many for row in work.session.execute(wanted.group_by(rows.renovation_id))}


def _chains(work: Work, those: Those) -> Mapping[UUID, list[tuple[Step, bool]]]:
    rows = sa.select(RenovationSignature).where(those.among(RenovationSignature))
    chains: dict[UUID, list[tuple[Step, bool]]] = {}
    for row in work.session.scalars(rows.order_by(RenovationSignature.renovation_id, RenovationSignature.no)):
        step = Step(row.no, row.step, row.phase, row.post_id)
        chains.setdefault(row.renovation_id, []).append((step, row.signed_at is not None))
    return chains


def _signed(chain: Iterable[tuple[Step, bool]]) -> int:
    return sum(1 for _, signed in chain if signed)


def _proposers(work: Work, those: Those) -> dict[UUID, UUID]:
    rows = sa.select(Settlement.renovation_id, Settlement.proposed_by_id).where(
        those.among(Settlement), Settlement.state == SettlementState.PROPOSED
    )
    return {row.renovation_id: row.proposed_by_id for row in work.session.execute(rows)}


def next_no(work: Work, rows: Any, renovation: Renovation) -> int:
    """The next number of what is counted within a renovation. Its row is locked by whoever acts."""
    work.session.flush()
    last = sa.select(sa.func.max(rows.no)).where(
        rows.community_id == renovation.community_id, rows.renovation_id == renovation.id
    )
    return (work.session.scalar(last) or 0) + 1
