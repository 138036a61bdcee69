"""The call: who makes it, what came of it, what was said, and what whoever reviews it thinks (CB-05 to CB-08)."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.callers import can_call, take_part
from shouwen.areas.callbacks.models import Answer, Attempt, Callback
from shouwen.areas.callbacks.problems import (
    AppointmentMisplaced,
    AppointmentMissing,
    ByHandler,
    CannotCall,
    NoPhoneThere,
    NothingSuggested,
    NothingToReview,
    SignatureMissing,
)
from shouwen.areas.callbacks.queries import Loaded, get_callback
from shouwen.areas.callbacks.rules import (
    AttemptOutcome,
    CallbackState,
    CallbackVerb,
    Method,
    fails,
    objection,
)
from shouwen.areas.callbacks.schemas import (
    AssignIn,
    AttemptIn,
    CallbackAnswerIn,
    CallbackReviewIn,
    RevealPhoneIn,
    SuggestIn,
)
from shouwen.areas.callbacks.windows import window_key
from shouwen.areas.cases.public import complain_anew, phone_of_caller, suggest_anew
from shouwen.core.acts import Moment, settle
from shouwen.core.commitments.service import Birth, give, keep, make
from shouwen.core.delivery.rules import MessageEvent
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.files.rules import Audience
from shouwen.core.files.service import attach
from shouwen.core.people.queries import manager_of, works_in
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work

APPOINTED: Final = "promise.reply"


def assign(work: Work, callback_id: UUID, body: AssignIn) -> Loaded:
    """Says who calls. Never a handler of the matter (CB-04)."""
    loaded = _begin(work, callback_id, CallbackVerb.ASSIGN)
    callback = loaded.callback
    for name, staff_id in (("caller_id", body.caller_id), ("companion_id", body.companion_id)):
        _check_caller(work, loaded, staff_id, f"/{name}")
    callback.caller_id, callback.companion_id = body.caller_id, body.companion_id
    take_part(work, loaded.subject, body.caller_id, body.companion_id)
    if callback.state is CallbackState.DRAWN:
        callback.state = CallbackState.ASSIGNED
    key = window_key(callback.programme, callback.kind)
    give(work, loaded.subject, key, callback.programme, body.caller_id)
    work.emit("callbacks.assigned", loaded.subject, callback_id=callback.id, caller_id=body.caller_id)
    return loaded


def reveal(work: Work, callback_id: UUID, body: RevealPhoneIn) -> str:
    """The number to call, journalled. Raises NoPhoneThere."""
    loaded = _begin(work, callback_id, CallbackVerb.REVEAL)
    phone = phone_of_caller(work.session, loaded.callback.community_id, loaded.callback.subject_id)
    if phone is None:
        raise NoPhoneThere
    work.emit("callbacks.phone_revealed", loaded.subject, callback_id=loaded.callback.id, reason=body.reason)
    return phone


def attempt(work: Work, callback_id: UUID, body: AttemptIn) -> Loaded:
    """A call was made. An appointment is a promise of its own (CB-12)."""
    loaded = _begin(work, callback_id, CallbackVerb.ATTEMPT)
    callback = loaded.callback
    _check_appointment(work, body)
    moment = _moment(work, callback, body)
    callback.state = CallbackState.ATTEMPTED
    work.session.add(
        Attempt(
            community_id=callback.community_id,
            callback_id=callback.id,
            outcome=body.outcome,
            next_at=body.next_at,
            by_id=work.actor.id,
            at=moment.at,
            recorded_at=work.now,
        )
    )
    work.emit(
        "callbacks.attempted",
        loaded.subject,
        at=moment.at,
        callback_id=callback.id,
        outcome=body.outcome,
        next_at=body.next_at,
    )
    keep(work, loaded.subject, [APPOINTED], moment, slot=_appointment(callback))
    if body.next_at:
        _promise_appointment(work, loaded, body, moment)
    return loaded


def record(work: Work, callback_id: UUID, body: CallbackAnswerIn) -> Loaded:
    """What was said. A bad answer goes back into the complaint procedure at once."""
    loaded = _begin(work, callback_id, CallbackVerb.RECORD)
    callback = loaded.callback
    moment = _moment(work, callback, body)
    callback.state, callback.done_at = CallbackState.RECORDED, moment.at
    _write(work, loaded, body, moment)
    key = window_key(callback.programme, callback.kind)
    keep(work, loaded.subject, [key], moment, slot=callback.programme)
    keep(work, loaded.subject, [APPOINTED], moment, slot=_appointment(callback))
    return loaded


def second_opinion(work: Work, callback_id: UUID, body: CallbackAnswerIn) -> Loaded:
    """Another person asked again: a second record, to be reviewed like the first."""
    loaded = _begin(work, callback_id, CallbackVerb.SECOND_OPINION)
    if loaded.callback.state is CallbackState.REVIEWED:
        loaded.callback.state = CallbackState.RECORDED
    _write(work, loaded, body, _moment(work, loaded.callback, body))
    return loaded


def suggest(work: Work, callback_id: UUID, body: SuggestIn) -> Loaded:
    """What was suggested becomes a matter of its own, once. Raises NothingSuggested."""
    loaded = _begin(work, callback_id, CallbackVerb.SUGGEST)
    callback = loaded.callback
    answer = work.session.get(Answer, (callback.community_id, callback.id, body.no))
    if answer is None or answer.suggestion is None or answer.suggestion_case_id is not None:
        raise NothingSuggested
    case_id = suggest_anew(work, callback.subject_id, callback.community_id, answer.suggestion)
    answer.suggestion_case_id = case_id
    work.emit("callbacks.suggested", loaded.subject, callback_id=callback.id, no=answer.no, case_id=case_id)
    return loaded


def review(work: Work, callback_id: UUID, body: CallbackReviewIn) -> Loaded:
    """Comments on the oldest record nobody has reviewed yet, and passes it or not. Raises NothingToReview."""
    loaded = _begin(work, callback_id, CallbackVerb.REVIEW)
    callback = loaded.callback
    waiting = sa.select(Answer).where(
        Answer.community_id == callback.community_id,
        Answer.callback_id == callback.id,
        Answer.reviewed_at.is_(None),
    )
    answer = work.session.scalars(waiting.order_by(Answer.no).limit(1)).one_or_none()
    if answer is None:
        raise NothingToReview
    moment = _moment(work, callback, body)
    answer.reviewed_by_id, answer.reviewed_at = work.actor.id, moment.at
    answer.passed, answer.comment = body.passed, body.comment
    work.emit(
        "callbacks.reviewed",
        loaded.subject,
        at=moment.at,
        callback_id=callback.id,
        no=answer.no,
        passed=body.passed,
    )
    if not body.passed:
        _fail(work, loaded, body.comment)
    elif callback.state is CallbackState.RECORDED:
        callback.state = CallbackState.REVIEWED
    return loaded


# ---------------------------------------------------------------- what these share


def _begin(work: Work, callback_id: UUID, verb: CallbackVerb) -> Loaded:
    loaded = get_callback(work, callback_id, lock=True)
    work.check_version(loaded.callback.version)
    problem = objection(verb, loaded.standing, loaded.viewer, work.now)
    if problem is not None:
        raise problem
    return loaded


def _moment(work: Work, callback: Callback, body: AttemptIn | CallbackAnswerIn | CallbackReviewIn) -> Moment:
    """Neither before it was drawn nor before its window."""
    not_before = max(callback.callable_from, callback.drawn_at)
    return settle(work, callback.community_id, body.at, late_reason=body.late_reason, not_before=not_before)


def _check_caller(work: Work, loaded: Loaded, staff_id: UUID | None, pointer: str) -> None:
    if staff_id is None:
        return
    if not works_in(work.session, staff_id, loaded.callback.community_id, work.now):
        raise UnknownReference.at(pointer)
    if staff_id in loaded.standing.handlers:
        raise ByHandler
    if not can_call(work, loaded.subject, staff_id):
        raise CannotCall.at(pointer)


def _check_appointment(work: Work, body: AttemptIn) -> None:
    if body.outcome is not AttemptOutcome.APPOINTED:
        if body.next_at is not None:
            raise AppointmentMisplaced.at("/next_at")
    elif body.next_at is None or body.next_at <= work.now:
        raise AppointmentMissing.at("/next_at")


def _promise_appointment(work: Work, loaded: Loaded, body: AttemptIn, moment: Moment) -> None:
    make(
        work,
        loaded.subject,
        Birth(
            key=APPOINTED,
            base="appointed_at",
            base_at=moment.at,
            staff_id=work.actor.id,
            round=_next_appointment(work, loaded),
            slot=_appointment(loaded.callback),
            due_at=body.next_at,
        ),
    )


def _next_appointment(work: Work, loaded: Loaded) -> int:
    """Each appointment of a callback is a promise of its own."""
    callback = loaded.callback
    made = sa.select(sa.func.count()).where(
        Attempt.community_id == callback.community_id,
        Attempt.callback_id == callback.id,
        Attempt.outcome == AttemptOutcome.APPOINTED,
    )
    work.session.flush()
    return work.session.scalar(made) or 1


def _appointment(callback: Callback) -> str:
    return f"callback:{callback.number}"


def _write(work: Work, loaded: Loaded, body: CallbackAnswerIn, moment: Moment) -> None:
    """A record of its own; one that is bad fails the callback."""
    callback = loaded.callback
    if body.method is Method.HOME_VISIT and body.signature_file_id is None:
        raise SignatureMissing.at("/signature_file_id")
    failed = fails(body.satisfaction, irregular_charge=body.irregular_charge)
    no = len(loaded.standing.recorders) + 1
    said = body.model_dump(exclude={"at", "late_reason"})
    work.session.add(
        Answer(
            community_id=callback.community_id,
            callback_id=callback.id,
            no=no,
            **said,
            by_id=work.actor.id,
            at=moment.at,
            recorded_at=work.now,
        )
    )
    if body.signature_file_id:
        _sign(work, loaded, body.signature_file_id)
    work.emit(
        "callbacks.recorded",
        loaded.subject,
        at=moment.at,
        callback_id=callback.id,
        no=no,
        method=body.method,
        failed=failed,
    )
    if failed:
        _fail(work, loaded, body.shortcomings)


def _sign(work: Work, loaded: Loaded, file_id: UUID) -> None:
    """The signature goes with the matter, for staff alone."""
    try:
        attach(work, loaded.subject, [file_id], Audience.INTERNAL, pointer="/signature_file_id")
    except UnknownReference as error:
        raise UnknownReference.at("/signature_file_id") from error


def _fail(work: Work, loaded: Loaded, words: str | None) -> None:
    """Once: a complaint that continues the matter, and the manager is told (CB-08)."""
    callback = loaded.callback
    callback.state = CallbackState.FAILED
    if callback.raised_case_id is not None:
        return
    callback.raised_case_id = complain_anew(work, callback.subject_id, callback.community_id, words)
    work.emit("callbacks.complaint_raised", loaded.subject, callback_id=callback.id, case_id=callback.raised_case_id)
    manager = manager_of(work.session, callback.community_id, work.now)
    notice = Notice(MessageEvent.REPORTED, callback.raised_case_id, staff_id=manager, did=work.actor.staff_id)
    tell(work, callback.community_id, [notice])
