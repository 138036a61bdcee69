"""Reading cases: always through sight of the subject."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.cases.bodies import CaseFilters
from shouwen.areas.cases.measures import counts_as
from shouwen.areas.cases.models import Case, Contact, Dispute, Hold, Note, Outcome
from shouwen.areas.cases.queues import in_queue
from shouwen.areas.cases.repair_models import JobFee, Material
from shouwen.areas.cases.repair_rules import PaidBy
from shouwen.areas.cases.rules import (
    OVER,
    Channel,
    ContactPart,
    DisputeState,
    Objection,
    Origin,
    Standing,
    Verb,
    Viewer,
    objection,
    offered_actions,
)
from shouwen.areas.cases.schemas import Action, ActionReason
from shouwen.areas.cases.slip_models import Slip, SlipAmount
from shouwen.areas.cases.slip_rules import LIFE, AmountState, SlipState, SlipVerb
from shouwen.areas.cases.type_models import Course
from shouwen.core.access.actor import Actor, ActorKind
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.queries import kept_from_closing
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.queries import pending_offers
from shouwen.core.lists import Page, Sorting, find_page
from shouwen.core.people.queries import names_of
from shouwen.core.places.models import Unit
from shouwen.core.search.queries import matching
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import involves, sight
from shouwen.core.subjects.rules import Whereabouts, reaches
from shouwen.core.work import Work
from shouwen.kit.db import Instant
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import Lang, NotFound


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case in hand: its row, its subject, and whether the caller takes part in it."""

    case: Case
    subject: Subject
    involved: bool


def get_case(work: Work, case_id: UUID, *, lock: bool = False) -> Loaded:
    """The case, if the caller may see it; 404 otherwise, whether it exists or not."""
    rows = (
        sa.select(Case, Subject, involves(work.actor).label("involved") if _counts_parts(work.actor) else sa.true())
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(Case.id == case_id, sight(work.actor, "cases.read"))
    )
    found = work.session.execute(rows.with_for_update(of=Case) if lock else rows).one_or_none()
    if found is None:
        raise NotFound
    return Loaded(found[0], found[1], bool(found[2]))


def _counts_parts(actor: Actor) -> bool:
    return actor.kind is not ActorKind.SYSTEM


@dataclass(frozen=True, slots=True)
class Marks:
    """What the rules ask about a case that stands in other tables."""

    offer: CustodyLink | None = None
    on_hold: bool = False
    has_dispute: bool = False
    has_open_parts: bool = False
    has_open_stages: bool = False
    has_unsaid_fee: bool = False
    has_blocking_promise: bool = False


NO_MARKS: Final = Marks()


def marks_of(work: Work, case_ids: Sequence[UUID]) -> dict[UUID, Marks]:
    """The marks of many cases, in two statements."""
    offers = pending_offers(work.session, case_ids)
    held = sa.select(Hold.case_id, sa.literal("hold").label("mark")).where(
        Hold.case_id.in_(case_ids), Hold.ended_at.is_(None)
    )
    disputed = sa.select(Dispute.case_id, sa.literal("dispute")).where(Dispute.case_id.in_(case_ids))
    split = (
        sa.select(Subject.parent_id, sa.literal("part"))
        .join(Case, sa.and_(Case.community_id == Subject.community_id, Case.id == Subject.id))
        .where(Subject.parent_id.in_(case_ids), Case.state.not_in(OVER))
    )
    walking = sa.select(Course.case_id, sa.literal("stage")).where(Course.case_id.in_(case_ids), ~Course.over)
    promised = kept_from_closing().add_columns(sa.literal("promise")).where(Commitment.subject_id.in_(case_ids))
    rows: sa.CompoundSelect[Any] = sa.union_all(held, disputed, split, walking, promised, unsaid_fees(case_ids))
    found = {(row.case_id, row.mark) for row in work.session.execute(rows)}
    return {
        id_: Marks(
            offers.get(id_),
            on_hold=(id_, "hold") in found,
            has_dispute=(id_, "dispute") in found,
            has_open_parts=(id_, "part") in found,
            has_open_stages=(id_, "stage") in found,
            has_unsaid_fee=(id_, "fee") in found,
            has_blocking_promise=(id_, "promise") in found,
        )
        for id_ in case_ids
    }


def unsaid_fees(case_ids: Sequence[UUID]) -> sa.Select[UUID, str]:
    """Which of them used what the household pays for, and nobody has said yet whether it did (RP-10)."""
    said = sa.select(sa.func.coalesce(sa.func.max(JobFee.owed_fen), 0)).where(
        JobFee.community_id == Material.community_id, JobFee.case_id == Material.case_id
    )
    return (
        sa.select(Material.case_id, sa.literal("fee"))
        .where(Material.case_id.in_(case_ids), Material.paid_by == PaidBy.RESIDENT)
        .group_by(Material.community_id, Material.case_id)
        .having(sa.func.sum(Material.quantity * Material.unit_price_fen) > said.correlate(Material).scalar_subquery())
    )


def standing(case: Case, marks: Marks) -> Standing:
    """What the rules need to know of a case."""
    return _standing(partial(getattr, case), marks)


def _standing(of: Callable[[str], Any], marks: Marks) -> Standing:
    by_another = of("recorded_by_kind") is ActorKind.STAFF and of("recorded_by_id") != of("first_responder_id")
    return Standing(
        state=of("state"),
        kind=of("kind"),
        first_responder_id=of("first_responder_id"),
        accountable_id=of("accountable_id"),
        owner_id=of("owner_id"),
        named_by_another=by_another,
        is_verified=of("complaint_valid") is not None,
        on_hold=marks.on_hold,
        has_dispute=marks.has_dispute,
        has_open_parts=marks.has_open_parts,
        has_open_stages=marks.has_open_stages,
        has_unsaid_fee=marks.has_unsaid_fee,
        has_blocking_promise=marks.has_blocking_promise,
        offer=marks.offer.addressed if marks.offer else None,
    )


def viewer(actor: Actor, whereabouts: Whereabouts) -> Viewer:
    """What the rules need to know of the caller."""
    return Viewer(
        id=actor.id,
        is_resident=actor.kind is ActorKind.RESIDENT,
        post_ids=actor.post_ids,
        reaches=lambda permission: reaches(actor, permission, whereabouts),
    )


def viewer_of(work: Work, loaded: Loaded) -> Viewer:
    """The caller before this case."""
    subject = loaded.subject
    return viewer(
        work.actor, Whereabouts(subject.community_id, subject.zone_id, subject.department_id, loaded.involved)
    )


def actions_of(case: Standing, who: Viewer, lang: Lang) -> list[Action]:
    """What the caller may do to the case now, with the reason where not."""
    return [_action(verb, objection(verb, case, who), lang) for verb in offered_actions(who, case.kind)]


def _action(verb: Verb, problem: Objection, lang: Lang) -> Action:
    if problem is None:
        return Action(action=verb, allowed=True)
    reason = ActionReason.of(problem, lang)
    return Action(action=verb, allowed=False, reason=reason)


def check(work: Work, loaded: Loaded, verb: Verb) -> None:
    """Raises the problem that says why `verb` cannot be said to the case now, if there is one."""
    marks = marks_of(work, [loaded.case.id])[loaded.case.id]
    problem = objection(verb, standing(loaded.case, marks), viewer_of(work, loaded))
    if problem:
        raise problem


# ---------------------------------------------------------------- the list

_ROW: Final = (
    Case.id,
    Case.community_id,
    Case.number,
    Case.state,
    Case.version,
    Case.round,
    Case.origin,
    Case.kind,
    Case.category,
    Case.severity,
    Subject.confidential,
    Case.title,
    Case.first_responder_id,
    Case.accountable_id,
    Case.owner_id,
    Subject.unit_id,
    Subject.zone_id,
    Subject.department_id,
    Case.recorded_by_kind,
    Case.recorded_by_id,
    Case.complaint_valid,
    Case.heard_at,
    Case.recorded_at,
    Case.recorded_late,
    Case.finished_at,
    Case.closed_at,
)
_NEVER: Final = datetime(2100, 1, 1, tzinfo=UTC)
_FIRST_DUE: Final = (
    sa.select(sa.func.min(Commitment.due_at))
    .where(
        Commitment.community_id == Case.community_id,
        Commitment.subject_id == Case.id,
        Commitment.state == CommitmentState.OPEN,
    )
    .correlate(Case)
    .scalar_subquery()
)
_REPEATS: Final = (
    sa.select(sa.func.count())
    .where(Contact.community_id == Case.community_id, Contact.case_id == Case.id, Contact.part == ContactPart.REPEAT)
    .correlate(Case)
    .scalar_subquery()
)
_SORTING: Final = Sorting(
    offered={
        "due_at": SortKey(sa.func.coalesce(_FIRST_DUE, sa.literal(_NEVER, Instant()), type_=Instant()), datetime),
        "heard_at": SortKey(Case.heard_at, datetime),
        "recorded_at": SortKey(Case.recorded_at, datetime),
        "number": SortKey(Case.number, str),
    },
    unique=SortKey(Case.id, UUID),
    default="-heard_at",
)


def list_cases(work: Work, filters: CaseFilters, *narrower: sa.ColumnElement[bool]) -> Page[dict[str, Any]]:
    """A page of cases. The same number of statements for 1 and for 100 rows."""
    wants_actions = "actions" in filters.include
    columns: tuple[Any, ...] = (
        *_ROW,
        sa.type_coerce(_FIRST_DUE, Instant()).label("due_at"),
        _REPEATS.label("repeats"),
    )
    if wants_actions:
        columns = (*columns, involves(work.actor).label("involved"))
    rows = (
        sa.select(*columns)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(sight(work.actor, "cases.read"), *_conditions(work, filters), *narrower)
    )
    found = find_page(work, rows, filters, _SORTING)
    if wants_actions:
        _add_actions(work, found.rows)
    return found.page(_shaped(work, found.rows))


def _conditions(work: Work, filters: CaseFilters) -> Iterator[sa.ColumnElement[bool]]:
    for name, column in _COLUMNS.items():
        if values := getattr(filters, name):
            yield column.in_(values)
    yield from _spans(filters)
    yield from _yes_or_no(work, filters)
    if filters.queue:
        yield in_queue(work, filters.queue)
    if filters.measure:
        yield Case.origin == Origin.LIVE
        yield sa.or_(*(counts_as(measure) for measure in filters.measure))
    if filters.resident_id:
        yield _has_contact(Contact.resident_id.in_(filters.resident_id))
    if filters.external_id:
        yield _has_contact(Contact.external_id.in_(filters.external_id))
    if filters.q:
        yield Subject.id.in_(matching(work.session, filters.q))


def _spans(filters: CaseFilters) -> Iterator[sa.ColumnElement[bool]]:
    if filters.heard_at_gte:
        yield Case.heard_at >= filters.heard_at_gte
    if filters.heard_at_lt:
        yield Case.heard_at < filters.heard_at_lt
    if filters.due_at_lt:
        yield _has_promise(Commitment.due_at < filters.due_at_lt)


def _yes_or_no(work: Work, filters: CaseFilters) -> Iterator[sa.ColumnElement[bool]]:
    if filters.overdue is not None:
        late = _has_promise(Commitment.due_at < work.now)
        yield late if filters.overdue else ~late
    if filters.repeated is not None:
        again = _has_contact(Contact.part == ContactPart.REPEAT)
        yield again if filters.repeated else ~again
    if filters.disputed is not None:
        waiting = (
            sa.select(Dispute.id)
            .where(
                Dispute.community_id == Case.community_id,
                Dispute.case_id == Case.id,
                Dispute.state == DisputeState.OPEN,
            )
            .exists()
        )
        yield waiting if filters.disputed else ~waiting
    if filters.amount_waiting is not None:
        proposed = _has_amount_waiting(work.actor)
        yield proposed if filters.amount_waiting else ~proposed


# The filters that ask for one of several values of a column.
_COLUMNS: Final[Mapping[str, Any]] = {
    "community_id": Case.community_id,
    "state": Case.state,
    "kind": Case.kind,
    "category": Case.category,
    "severity": Case.severity,
    "owner_id": Case.owner_id,
    "first_responder_id": Case.first_responder_id,
    "accountable_id": Case.accountable_id,
    "number": Case.number,
    "unit_id": Subject.unit_id,
}


def _has_amount_waiting(actor: Actor) -> sa.ColumnElement[bool]:
    """That money proposed on its slip is still to be decided (CP-12); for who may not read the slip, there is none."""
    proposed = sa.select(SlipAmount.no).join(
        Slip, sa.and_(Slip.community_id == SlipAmount.community_id, Slip.id == SlipAmount.slip_id)
    )
    rows = proposed.where(
        Slip.community_id == Case.community_id,
        Slip.case_id == Case.id,
        Slip.state.in_([state for state in SlipState if LIFE.allows(state, SlipVerb.APPROVE_AMOUNT)]),
        SlipAmount.state == AmountState.PROPOSED,
    )
    return sa.and_(rows.exists(), sight(actor, "cases.read_slip"))


def _has_promise(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That a promise still open meets the condition."""
    open_ = Commitment.state == CommitmentState.OPEN
    return Case.id.in_(sa.select(Commitment.subject_id).where(open_, condition))


def _has_contact(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return Case.id.in_(sa.select(Contact.case_id).where(condition))


def _add_actions(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    marks = marks_of(work, [row["id"] for row in rows])
    for row in rows:
        case = _standing(row.__getitem__, marks[row["id"]])
        where = Whereabouts(row["community_id"], row["zone_id"], row["department_id"], bool(row.pop("involved")))
        row["actions"] = [
            action.model_dump(mode="json") for action in actions_of(case, viewer(work.actor, where), work.lang)
        ]


def _shaped(work: Work, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    people = names_of(work.session, {row[key] for row in rows for key in _PEOPLE})
    units = unit_labels(work, {row["unit_id"] for row in rows if row["unit_id"]})
    for row in rows:
        for key in _PEOPLE:
            id_ = row.pop(key)
            row[key.removesuffix("_id")] = {"id": id_, "name": people[id_]}
        unit_id = row.pop("unit_id")
        row["unit"] = {"id": unit_id, "name": units[unit_id]} if unit_id else None
        for key in _ASIDE:
            del row[key]
    return list(rows)


# Read for the rules, not answered.
_ASIDE: Final = ("zone_id", "department_id", "recorded_by_kind", "recorded_by_id", "complaint_valid")
_PEOPLE: Final = ("first_responder_id", "accountable_id", "owner_id")


def unit_labels(work: Work, unit_ids: set[UUID]) -> Mapping[UUID, str]:
    """How people say these units."""
    if not unit_ids:
        return {}
    rows = work.session.execute(sa.select(Unit.id, Unit.label).where(Unit.id.in_(unit_ids)))
    return {row.id: row.label for row in rows}


# ---------------------------------------------------------------- what hangs on one case


def list_notes(work: Work, loaded: Loaded) -> Sequence[Note]:
    """The notes the caller may read, in the order they were written. A resident reads those meant for residents."""
    notes = sa.select(Note).where(Note.community_id == loaded.case.community_id, Note.case_id == loaded.case.id)
    if work.actor.kind is ActorKind.RESIDENT:
        notes = notes.where(Note.audience == "resident")
    return work.session.scalars(notes.order_by(Note.id)).all()


def repeats_of(session: Session, case_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How often the same household had to reach us again, for the cases where it did (FR-07)."""
    rows = (
        sa.select(Contact.case_id, sa.func.count())
        .where(Contact.case_id.in_(case_ids), Contact.part == ContactPart.REPEAT)
        .group_by(Contact.case_id)
    )
    return {case_id: again for case_id, again in session.execute(rows) if case_id is not None}


def first_channel(work: Work, case: Case) -> Channel:
    """How the case reached us first; of a part, how the whole did."""
    whole = sa.select(Subject.parent_id).where(Subject.community_id == case.community_id, Subject.id == case.id)
    rows = sa.select(Contact.channel).where(
        Contact.community_id == case.community_id,
        sa.or_(Contact.case_id == case.id, Contact.case_id.in_(whole)),
    )
    return work.session.scalars(rows.order_by(Contact.heard_at, Contact.id).limit(1)).one()


def begun_at(session: Session, case: Case) -> datetime:
    """When the round began that the case is in: it was heard, or the one before was reopened."""
    before = sa.select(Outcome.reopened_at).where(
        Outcome.community_id == case.community_id, Outcome.case_id == case.id, Outcome.round == case.round - 1
    )
    return session.scalar(before) or case.heard_at


def contacts_of(work: Work, loaded: Loaded) -> Sequence[Contact]:
    """The contacts the caller may read. A resident reads their own and their household's."""
    rows = sa.select(Contact).where(Contact.community_id == loaded.case.community_id, Contact.case_id == loaded.case.id)
    if work.actor.kind is ActorKind.RESIDENT:
        mine = [residency.resident_id for residency in work.actor.residencies]
        rows = rows.where(Contact.resident_id.in_(mine))
    return work.session.scalars(rows.order_by(Contact.id)).all()
