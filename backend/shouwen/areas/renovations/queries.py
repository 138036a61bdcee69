"""Reading renovations: always through sight of the subject; one and a hundred with the same number of statements."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.renovations.gate_rules import File, Missing, missing
from shouwen.areas.renovations.models import (
    Acceptance,
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
    AcceptanceStage,
    DeductionState,
    Objection,
    RenovationState,
    RenovationVerb,
    SettlementState,
    Standing,
    Step,
    Viewer,
    next_step,
    objection,
)
from shouwen.core.ledger.models import Account, Entry
from shouwen.core.ledger.public import AccountKind
from shouwen.core.people.queries import acts_for, acts_on_behalf
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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask about a renovation that stands in other tables."""

    file: File
    chain: list[Step]
    signed: int
    proposed_by_id: UUID | None
    deductions_fen: list[int]

    @property
    def step(self) -> Step | None:
        return next_step(self.chain, self.signed)


def facts_of(work: Work, renovations: Sequence[Renovation]) -> dict[UUID, Facts]:
    """The facts of many renovations, each table read once."""
    ids = [one.id for one in renovations]
    documents = _listed(work, RenovationDocument, RenovationDocument.kind, ids)
    scope = _listed(work, RenovationWork, RenovationWork.work, ids)
    many = _open_of(work, ids)
    kept = _listed(work, Deduction, Deduction.amount_fen, ids, Deduction.state != DeductionState.DROPPED)
    held = held_of(work.session, ids)
    chains = _chains(work, ids)
    proposers = _proposers(work, ids)
    return {
        one.id: Facts(
            file=_file(
                one,
                today_of(work, one.community_id),
                documents=documents.get(one.id, ()),
                scope=scope.get(one.id, ()),
                step=next_step([step for step, _ in chains.get(one.id, ())], _signed(chains.get(one.id, ()))),
                held_fen=held.get(one.id, 0),
                open_violations=many[one.id, Violation],
                passes_out=many[one.id, WorkerPass],
                open_objections=many[one.id, Deduction],
            ),
            chain=[step for step, _ in chains.get(one.id, ())],
            signed=_signed(chains.get(one.id, ())),
            proposed_by_id=proposers.get(one.id),
            deductions_fen=list(kept.get(one.id, ())),
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
    )


def check(work: Work, loaded: Loaded, verb: RenovationVerb, found: Facts) -> Objection:
    """Why the caller cannot say `verb`, papers and money apart; None when they can."""
    return objection(verb, standing(loaded.renovation, found), viewer_of(work, loaded))


def blocked_by(verb: RenovationVerb, found: Facts) -> list[Missing]:
    """What is missing for `verb`."""
    return missing(verb, found.file)


def held_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    """What is held for each of these renovations, in one statement: the last balance of its account."""
    entries = (Entry.community_id == Account.community_id, Entry.account_id == Account.id)
    last = sa.select(sa.func.max(Entry.seq)).where(*entries).correlate(Account).scalar_subquery()
    rows = (
        sa.select(Account.subject_id, Entry.balance_fen)
        .join(Entry, sa.and_(*entries))
        .where(Account.subject_id.in_(ids), Account.kind == AccountKind.HELD, Entry.seq == last)
    )
    return {row.subject_id: row.balance_fen for row in session.execute(rows) if row.subject_id}


Rows = type[RenovationDocument] | type[RenovationWork] | type[Violation] | type[WorkerPass] | type[Deduction]


def _listed(
    work: Work, rows: Rows, column: Any, ids: Sequence[UUID], *where: sa.ColumnElement[bool]
) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    wanted = sa.select(rows.renovation_id, column.label("found")).where(rows.renovation_id.in_(ids), *where)
    for row in work.session.execute(wanted.order_by(column)):
        found.setdefault(row.renovation_id, []).append(row.found)
    return found


def _open_of(work: Work, ids: Sequence[UUID]) -> Counter[tuple[UUID, Rows]]:
    """How many violations, passes and objections of each are still open, in one statement."""
    still_open: dict[Rows, sa.ColumnElement[bool]] = {
        Violation: Violation.state.in_(OPEN_VIOLATIONS),
        WorkerPass: WorkerPass.state == PassState.VALID,
        Deduction: Deduction.state == DeductionState.OBJECTED,
    }
    kinds = list(still_open)
    counted = sa.union_all(
        *(
            sa.select(sa.literal(no).label("kind"), rows.renovation_id, sa.func.count().label("many"))
            .where(rows.renovation_id.in_(ids), where)
            .group_by(rows.renovation_id)
            for no, (rows, where) in enumerate(still_open.items())
        )
    )
    return Counter({(row.renovation_id, kinds[row.kind]): row.many for row in work.session.execute(counted)})


def _chains(work: Work, ids: Sequence[UUID]) -> Mapping[UUID, list[tuple[Step, bool]]]:
    rows = sa.select(RenovationSignature).where(RenovationSignature.renovation_id.in_(ids))
    chains: dict[UUID, list[tuple[Step, bool]]] = {}
    for row in work.session.scalars(rows.order_by(RenovationSignature.renovation_id, RenovationSignature.no)):
        step = Step(row.no, row.step, row.phase, row.post_id)
        chains.setdefault(row.renovation_id, []).append((step, row.signed_at is not None))
    return chains


def _signed(chain: Iterable[tuple[Step, bool]]) -> int:
    return sum(1 for _, signed in chain if signed)


def _proposers(work: Work, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    rows = sa.select(Settlement.renovation_id, Settlement.proposed_by_id).where(
        Settlement.renovation_id.in_(ids), Settlement.state == SettlementState.PROPOSED
    )
    return {row.renovation_id: row.proposed_by_id for row in work.session.execute(rows)}


def next_no(work: Work, rows: Any, renovation: Renovation) -> int:
    """The next number of what is counted within a renovation. Its row is locked by whoever acts."""
    work.session.flush()
    last = sa.select(sa.func.max(rows.no)).where(
        rows.community_id == renovation.community_id, rows.renovation_id == renovation.id
    )
    return (work.session.scalar(last) or 0) + 1


def last_passed(work: Work, renovation: Renovation, stage: AcceptanceStage) -> datetime | None:
    """When a stage was passed last."""
    rows = sa.select(sa.func.max(Acceptance.at)).where(
        Acceptance.community_id == renovation.community_id,
        Acceptance.renovation_id == renovation.id,
        Acceptance.stage == stage,
        Acceptance.passed,
    )
    return work.session.scalar(rows)
