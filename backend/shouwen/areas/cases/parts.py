"""A matter for several trades: parts with owners and clocks of their own; the whole is finished when they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases import promises
from shouwen.areas.cases.acting import Acting, begin
from shouwen.areas.cases.bodies import PartIn, SplitIn
from shouwen.areas.cases.models import Case, Outcome
from shouwen.areas.cases.queries import Loaded, first_channel, get_case
from shouwen.areas.cases.rules import LIFE, NUMBER_PREFIX, OVER, State, Verb
from shouwen.areas.cases.service import conclude
from shouwen.core.acts import Moment
from shouwen.core.commitments.service import make
from shouwen.core.custody import service as custody
from shouwen.core.numbering.service import take_number
from shouwen.core.people.models import Post
from shouwen.core.places.local_time import time_zone
from shouwen.core.references import refer
from shouwen.core.search.service import Document, index_new
from shouwen.core.subjects.models import Involvement, Part, Subject
from shouwen.core.work import Work
from shouwen.kit.ids import new_id


@dataclass(frozen=True, slots=True)
class Piece:
    """A part just made, and the post it is offered to."""

    case: Case
    subject: Subject
    to_post_id: UUID


def split(work: Work, case_id: UUID, body: SplitIn) -> Loaded:
    """Makes a case of each part and offers it to its post. Until somebody accepts, the owner of the whole owns it."""
    acting = begin(work, case_id, Verb.SPLIT, body)
    for number, part in enumerate(body.parts):
        refer(work, Post, acting.case.community_id, part.to_post_id, f"/parts/{number}/to_post_id")
    about = _about(acting)
    pieces = [_piece(acting, part) for part in body.parts]
    _number(work, acting.case, pieces)
    for piece in pieces:
        _write(acting, piece, about)
        _begin(acting, piece)
    acting.tell("cases.split", part_ids=[piece.case.id for piece in pieces])
    return acting.loaded


def finish_whole(work: Work, part_id: UUID) -> None:
    """The last part is over: then the whole is finished, with what came of the parts. Asked after each of them."""
    part = get_case(work, part_id)
    whole_id = part.subject.parent_id
    if whole_id is None:
        return
    whole = get_case(work, whole_id, lock=True)
    states = _states_of_parts(work, whole.subject)
    done = any(state is not State.VOIDED for state in states)
    if done and all(state in OVER for state in states) and LIFE.allows(whole.case.state, Verb.FINISH):
        moment = Moment(max(part.case.finished_at or work.now, whole.case.heard_at), recorded_late=False)
        acting = Acting(work, whole, Verb.FINISH, moment)
        came = _outcomes(work, whole.subject)
        measures = [row.preventive_measure for row in came if row.preventive_measure]
        conclude(
            acting,
            "\n".join(f"{row.title}: {row.result}" for row in came),
            preventive_measure="\n".join(measures) or None,
        )


# ---------------------------------------------------------------- making parts


def _piece(acting: Acting, part: PartIn) -> Piece:
    whole, subject = acting.case, acting.subject
    piece = Subject(
        community_id=subject.community_id,
        id=new_id(),
        type=subject.type,
        zone_id=subject.zone_id,
        department_id=subject.department_id,
        unit_id=subject.unit_id,
        household_id=subject.household_id,
        parent_id=subject.id,
        confidential=subject.confidential,
    )
    return Piece(_case(acting, part, piece.id, whole), piece, part.to_post_id)


def _case(acting: Acting, part: PartIn, id_: UUID, whole: Case) -> Case:
    work = acting.work
    return Case(
        community_id=whole.community_id,
        id=id_,
        version=1,
        state=State.HEARD,
        round=1,
        origin=whole.origin,
        kind=whole.kind,
        category=part.category,
        severity=whole.severity,
        complaint_class=whole.complaint_class,
        complaint_valid=None,
        about_department_id=whole.about_department_id,
        title=part.title,
        first_responder_id=whole.first_responder_id,
        accountable_id=whole.accountable_id,
        owner_id=whole.owner_id,
        recorded_by_kind=work.actor.kind,
        recorded_by_id=work.actor.id,
        heard_at=whole.heard_at,
        recorded_at=work.now,
        recorded_late=False,
        is_disputed=False,
    )


def _number(work: Work, whole: Case, pieces: Sequence[Piece]) -> None:
    zone = time_zone(work.session, whole.community_id)
    for piece in pieces:
        piece.case.number = piece.subject.number = take_number(
            work.session, whole.community_id, NUMBER_PREFIX[whole.kind], work.now, zone
        )


def _write(acting: Acting, piece: Piece, about: Sequence[UUID]) -> None:
    case, subject = piece.case, piece.subject
    played = [
        (Part.HEARD, case.first_responder_id),
        (Part.OWNS, case.owner_id),
        (Part.ANSWERS, case.accountable_id),
        *[(Part.ABOUT, person_id) for person_id in about],
    ]
    parts = [
        Involvement(community_id=subject.community_id, subject_id=subject.id, part=part, person_id=person_id)
        for part, person_id in played
    ]
    held = custody.first_link(subject, case.owner_id, acting.moment.at)
    for rows in ([subject], [case], [*parts, held]):  # each refers to what stands before it
        acting.work.session.add_all(rows)
        acting.work.session.flush()
    index_new(acting.work.session, [Document(case.community_id, case.id, f"{case.number}\n{case.title}")])


def _begin(acting: Acting, piece: Piece) -> None:
    """The part's own clocks run from the split; who heard the whole has reported it already."""
    work, case, subject = acting.work, piece.case, piece.subject
    at = acting.moment.at
    work.emit("cases.part_begun", subject, at=at, whole_id=acting.case.id, kind=case.kind, owner_id=case.owner_id)
    for birth in promises.births(case, first_channel(work, acting.case)):
        if birth.follows is not None:
            make(work, subject, replace(birth, base="split_at", base_at=at, due_at=None))
    link = custody.offer(work, subject, to_staff_id=None, to_post_id=piece.to_post_id, at=at)
    promises.promise_answer(work, case, subject, link)
    work.emit("cases.offered", subject, at=at, link_id=link.id, to_post_id=piece.to_post_id)


def _about(acting: Acting) -> Sequence[UUID]:
    """Whom the whole is about: the parts stay hidden from them as well."""
    rows = sa.select(Involvement.person_id).where(
        Involvement.community_id == acting.case.community_id,
        Involvement.subject_id == acting.case.id,
        Involvement.part == Part.ABOUT,
        Involvement.person_id.is_not(None),
    )
    return [person_id for person_id in acting.work.session.scalars(rows) if person_id]


# ---------------------------------------------------------------- the whole and its parts


def _states_of_parts(work: Work, whole: Subject) -> Sequence[State]:
    rows = sa.select(Case.state).join(
        Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id)
    )
    return work.session.scalars(
        rows.where(Subject.community_id == whole.community_id, Subject.parent_id == whole.id)
    ).all()


def _outcomes(work: Work, whole: Subject) -> Sequence[Any]:
    """What came of each part, and what keeps it from happening again."""
    rows = (
        sa.select(Case.title, Outcome.result, Outcome.preventive_measure)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .join(
            Outcome,
            sa.and_(Outcome.community_id == Case.community_id, Outcome.case_id == Case.id, Outcome.round == Case.round),
        )
        .where(Subject.community_id == whole.community_id, Subject.parent_id == whole.id, Case.state != State.VOIDED)
        .order_by(Case.id)
    )
    return work.session.execute(rows).all()
