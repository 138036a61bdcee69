"""The verbs of a case's life, from keeping it to closing it. Each: load (locked) → ask the rules → change → journal."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases import follow_ups, incidents, ledger, promises
from shouwen.areas.cases.acting import Acting, begin, tell
from shouwen.areas.cases.bodies import CloseIn, ConfirmIn, FinishIn, NoteIn, OfferIn, ReasonIn
from shouwen.areas.cases.courses import begin_again
from shouwen.areas.cases.measures import facts_of
from shouwen.areas.cases.models import Case, Hold, Note, Outcome
from shouwen.areas.cases.problems import (
    OfferToAccused,
    OneAddressee,
    PreventiveMeasureMissing,
    ReasonMissing,
)
from shouwen.areas.cases.queries import NO_MARKS, Loaded, standing
from shouwen.areas.cases.rules import LIFE, Kind, State, Verb, lacks_measure, needs_reason_to_close
from shouwen.core.access.actor import ActorKind
from shouwen.core.acts import Act
from shouwen.core.commitments.queries import open_keys
from shouwen.core.commitments.rules import Follows, WaiveReason
from shouwen.core.commitments.service import hand_over, miss_open, waive
from shouwen.core.custody import service as custody
from shouwen.core.custody.queries import pending_offer
from shouwen.core.files.rules import Audience
from shouwen.core.files.service import attach
from shouwen.core.people.models import Post
from shouwen.core.people.queries import works_in
from shouwen.core.references import UnknownReference, refer
from shouwen.core.subjects.models import Involvement, Part
from shouwen.core.work import Work


def keep(work: Work, case_id: UUID, act: Act) -> Loaded:
    """The first responder does it himself (FR-02)."""
    acting = begin(work, case_id, Verb.KEEP, act)
    acting.move()
    acting.tell("cases.kept")
    return acting.loaded


def offer(work: Work, case_id: UUID, body: OfferIn) -> Loaded:
    """Offers the case to a person or a post. The owner stays the owner until somebody accepts."""
    acting = begin(work, case_id, Verb.OFFER, body)
    _check_addressee(work, acting.case, body)
    to: Mapping[str, UUID | None] = {"to_staff_id": body.to_staff_id, "to_post_id": body.to_post_id}
    link = custody.offer(work, acting.subject, **to, at=acting.moment.at)
    promises.promise_answer(work, acting.case, acting.subject, link)
    acting.tell("cases.offered", link_id=link.id, **to, note_id=acting.reason(body.reason))
    return acting.loaded


def withdraw(work: Work, case_id: UUID, act: Act) -> Loaded:
    """Takes the offer back."""
    acting = begin(work, case_id, Verb.WITHDRAW, act)
    link = custody.withdraw(work, acting.subject, acting.moment.at)
    promises.release_answer(work, acting.subject)
    acting.tell("cases.offer_withdrawn", link_id=link.id)
    return acting.loaded


def accept(work: Work, case_id: UUID, act: Act) -> Loaded:
    """The addressee takes it over and owns it from now on."""
    acting = begin(work, case_id, Verb.ACCEPT, act)
    link = custody.accept(work, acting.subject, acting.moment.at)
    before, acting.case.owner_id = acting.case.owner_id, link.holder_id or acting.case.owner_id
    acting.move()
    acting.tell("cases.offer_accepted", link_id=link.id, from_staff_id=before, owner_id=link.holder_id)
    hand_over(work, acting.subject, Follows.OWNER, acting.case.owner_id)
    return acting.loaded


def refuse(work: Work, case_id: UUID, body: ReasonIn) -> Loaded:
    """The addressee says no, with a reason; the owner stays."""
    acting = begin(work, case_id, Verb.REFUSE, body)
    link = custody.refuse(work, acting.subject, acting.moment.at)
    acting.tell("cases.offer_refused", link_id=link.id, note_id=acting.reason(body.reason))
    return acting.loaded


def arrive(work: Work, case_id: UUID, act: Act) -> Loaded:
    """On the spot."""
    acting = begin(work, case_id, Verb.ARRIVE, act)
    acting.move()
    acting.tell("cases.arrived")
    return acting.loaded


def finish(work: Work, case_id: UUID, body: FinishIn) -> Loaded:
    """Done, with what came of it."""
    acting = begin(work, case_id, Verb.FINISH, body)
    if lacks_measure(acting.case.kind, body.preventive_measure, valid=acting.case.complaint_valid):
        raise PreventiveMeasureMissing.at("/preventive_measure")
    conclude(acting, body.result, cause=body.cause, preventive_measure=body.preventive_measure)
    return acting.loaded


def conclude(acting: Acting, result: str, *, cause: str | None = None, preventive_measure: str | None = None) -> None:
    """What came of the round is written down, and nothing waits any more."""
    work, case = acting.work, acting.case
    finished_by_id = work.actor.staff_id or case.owner_id
    work.session.add(
        Outcome(
            community_id=case.community_id,
            case_id=case.id,
            round=case.round,
            result=result,
            cause=cause,
            preventive_measure=preventive_measure,
            finished_by_id=finished_by_id,
            finished_at=acting.moment.at,
            recorded_at=work.now,
            **facts_of(work, case, acting.subject, finished_by_id, acting.moment.at),
        )
    )
    _end_waiting(acting)
    ledger.write_off(work, case, acting.moment)
    follow_ups.release(work, acting.subject)
    acting.move()
    case.finished_at = acting.moment.at
    acting.tell("cases.finished", round=case.round)
    if case.kind is Kind.INCIDENT:
        incidents.promise_to_tell(acting)


def confirm(work: Work, case_id: UUID, body: ConfirmIn) -> Loaded:
    """The resident says it is done."""
    acting = begin(work, case_id, Verb.CONFIRM, body)
    case = acting.case
    said = {"rating": body.rating, "comment": body.comment}
    work.session.execute(_of_round(case).values(**said, confirmed_by_id=work.actor.id, confirmed_at=acting.moment.at))
    acting.move()
    acting.tell("cases.confirmed", rating=body.rating)
    return acting.loaded


def _of_round(case: Case) -> sa.Update:
    """The outcome of the round the case is in."""
    return sa.update(Outcome).where(
        Outcome.community_id == case.community_id, Outcome.case_id == case.id, Outcome.round == case.round
    )


def close(work: Work, case_id: UUID, body: CloseIn) -> Loaded:
    """Closes on the resident's confirmation, the accountable person's word, or a supervisor's reason."""
    acting = begin(work, case_id, Verb.CLOSE, body)
    if not body.reason and needs_reason_to_close(standing(acting.case, NO_MARKS), work.actor.id):
        raise ReasonMissing.at("/reason")
    _close(acting, body.reason)
    return acting.loaded


def close_silently(work: Work, case_id: UUID) -> None:
    """The system closes what was finished long ago and nobody objected to (`case.silent_close`)."""
    _close(begin(work, case_id, Verb.CLOSE, Act()), None)


def reopen(work: Work, case_id: UUID, body: ReasonIn) -> Loaded:
    """Not done after all: the same owner, another round, promises of its own."""
    acting = begin(work, case_id, Verb.REOPEN, body)
    case = acting.case
    if case.state is State.CLOSED:
        custody.take_up(work.session, acting.subject, case.owner_id, acting.moment.at)
    note_id = acting.reason(body.reason)
    work.session.execute(_of_round(case).values(reopened_at=acting.moment.at))
    acting.move()
    case.round += 1
    case.finished_at = case.closed_at = case.complaint_valid = None
    acting.tell("cases.reopened", round=case.round, note_id=note_id)
    promises.promise_again(work, case, acting.subject, acting.moment)
    begin_again(work, case, acting.subject, acting.moment.at)
    if case.kind is Kind.INCIDENT:
        incidents.tell_again(acting)
    return acting.loaded


def void(work: Work, case_id: UUID, body: ReasonIn) -> Loaded:
    """Recorded by mistake, or moved into another case. Nothing is deleted."""
    acting = begin(work, case_id, Verb.VOID, body)
    fall_away(acting, note_id=acting.reason(body.reason))
    return acting.loaded


def note(work: Work, case_id: UUID, body: NoteIn) -> Note:
    """Words about the case. A resident writes to us; only staff write internally."""
    acting = begin(work, case_id, Verb.NOTE, body)
    audience = Audience.RESIDENT if work.actor.kind is ActorKind.RESIDENT else body.audience
    written = acting.write(body.text, audience, plain=True)
    attach(work, acting.subject, body.file_ids, audience, pointer="/file_ids")
    acting.tell("cases.noted", note_id=written.id, audience=audience)
    return written


# ---------------------------------------------------------------- what these verbs share


def _check_addressee(work: Work, case: Case, body: OfferIn) -> None:
    if (body.to_staff_id is None) == (body.to_post_id is None):
        raise OneAddressee.at("/to_staff_id")
    refer(work, Post, case.community_id, body.to_post_id, "/to_post_id")
    if body.to_staff_id is None:
        return
    if not works_in(work.session, body.to_staff_id, case.community_id, work.now):
        raise UnknownReference.at("/to_staff_id")
    if _is_about(work, case, body.to_staff_id):
        raise OfferToAccused


def _is_about(work: Work, case: Case, staff_id: UUID) -> bool:
    about = sa.select(Involvement.id).where(
        Involvement.subject_id == case.id, Involvement.part == Part.ABOUT, Involvement.person_id == staff_id
    )
    return work.session.scalar(about.limit(1)) is not None


def _end_waiting(acting: Acting) -> None:
    """An offer nobody answered falls, and a hold is over."""
    work, case = acting.work, acting.case
    if pending_offer(work.session, acting.subject):
        custody.withdraw(work, acting.subject, acting.moment.at)
        promises.release_answer(work, acting.subject)
    work.session.execute(
        sa.update(Hold)
        .where(Hold.community_id == case.community_id, Hold.case_id == case.id, Hold.ended_at.is_(None))
        .values(ended_at=acting.moment.at)
    )


def _close(acting: Acting, reason: str | None) -> None:
    note_id = acting.reason(reason)
    custody.end(acting.work, acting.subject, acting.moment.at)
    acting.move()
    acting.case.closed_at = acting.moment.at
    acting.tell("cases.closed", note_id=note_id)
    miss_open(acting.work, acting.subject)


def fall_away(acting: Acting, *, note_id: UUID | None = None) -> None:
    """Voids it, whatever verb led there."""
    _end_waiting(acting)
    custody.end(acting.work, acting.subject, acting.moment.at)
    acting.case.state = LIFE.after(acting.case.state, Verb.VOID)
    acting.case.closed_at = acting.moment.at
    tell(acting.work, acting.loaded, "cases.voided", acting.moment, note_id=note_id)
    lost = open_keys(acting.work.session, acting.subject) - {promises.FEE_HAND_IN}  # money was taken all the same
    waive(acting.work, acting.subject, WaiveReason.VOIDED, keys=lost)
