"""Workers' passes: issued, shown at the gate, returned or revoked (RN-05, PG-03)."""

from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.acting import begin
from shouwen.areas.renovations.models import Renovation, WorkerPass
from shouwen.areas.renovations.pass_rules import (
    GateVerdict,
    PassFacts,
    PassState,
    Token,
    make_token,
    read_token,
    verdict,
)
from shouwen.areas.renovations.problems import OutsidePermit, PassOver
from shouwen.areas.renovations.queries import SUBJECT, today_of
from shouwen.areas.renovations.rules import RenovationVerb
from shouwen.areas.renovations.schemas import PassEndIn, PassIn, PassScanIn, ScanOut
from shouwen.areas.renovations.site import RETURN, promise_return
from shouwen.core.acts import settle
from shouwen.core.commitments.service import keep
from shouwen.core.files.models import File
from shouwen.core.files.problems import BytesGone
from shouwen.core.files.rules import IMAGES, Audience
from shouwen.core.files.service import attach
from shouwen.core.numbering.service import take_number
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Unit
from shouwen.core.print.page import picture
from shouwen.core.references import UnknownReference
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.crypto import derive
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound

SERIES: Final = "CR"  # 出入证
HANDLE: Final = "renovations.handle"
EVENTS: Final = {PassState.RETURNED: "renovations.pass_returned", PassState.REVOKED: "renovations.pass_revoked"}


def issue(work: Work, renovation_id: UUID, body: PassIn) -> Renovation:
    """A pass for one worker, good within the permit. Raises OutsidePermit, UnknownReference."""
    acting = begin(work, renovation_id, RenovationVerb.ISSUE_PASS, body)
    acting.gate()
    renovation = acting.renovation
    valid_from, valid_until = _validity(work, renovation, body)
    if body.photo_file_id:
        _attach_photo(work, acting.subject, body.photo_file_id)
    zone = time_zone(work.session, renovation.community_id)
    one = WorkerPass(
        community_id=renovation.community_id,
        id=new_id(),
        number=take_number(work.session, renovation.community_id, SERIES, work.now, zone),
        renovation_id=renovation.id,
        state=PassState.VALID,
        worker_name=body.worker_name,
        trade=body.trade,
        photo_file_id=body.photo_file_id,
        valid_from=valid_from,
        valid_until=valid_until,
        issued_by_id=work.actor.id,
        issued_at=acting.moment.at,
        round=1,
    )
    work.session.add(one)
    acting.tell("renovations.pass_issued", pass_id=one.id)
    promise_return(work, acting.subject, one)
    return renovation


def _validity(work: Work, renovation: Renovation, body: PassIn) -> tuple[date, date]:
    valid_from = body.valid_from or max(renovation.starts_on, today_of(work, renovation.community_id))
    valid_until = body.valid_until or renovation.ends_on
    if not renovation.starts_on <= valid_from <= valid_until <= renovation.ends_on:
        raise OutsidePermit.at("/valid_until")
    return valid_from, valid_until


def _attach_photo(work: Work, subject: Subject, file_id: UUID) -> None:
    try:
        attach(work, subject, [file_id], Audience.RESIDENT, pointer="/photo_file_id")
    except UnknownReference as error:
        raise UnknownReference.at("/photo_file_id") from error


def end_pass(work: Work, pass_id: UUID, body: PassEndIn, state: PassState) -> UUID:
    """The pass is back, or good no longer. Answers whose it was. Raises NotFound, PassOver."""
    rows = (
        sa.select(WorkerPass, Subject)
        .join(
            Renovation,
            sa.and_(Renovation.community_id == WorkerPass.community_id, Renovation.id == WorkerPass.renovation_id),
        )
        .join(Subject, SUBJECT)
        .where(WorkerPass.id == pass_id, sight(work.actor, HANDLE))
    )
    found = work.session.execute(rows.with_for_update(of=WorkerPass)).one_or_none()
    if found is None:
        raise NotFound
    one, subject = found
    if one.state is not PassState.VALID:
        raise PassOver
    moment = settle(work, one.community_id, body.at, late_reason=body.late_reason, not_before=one.issued_at)
    one.state, one.ended_at, one.ended_by_id = state, moment.at, work.actor.id
    work.emit(EVENTS[state], subject, at=moment.at, pass_id=one.id)
    keep(work, subject, [RETURN], moment, slot=one.number)
    renovation_id: UUID = one.renovation_id
    return renovation_id


# ---------------------------------------------------------------- the gate


def scan(work: Work, body: PassScanIn) -> ScanOut:
    """What the gate says to a code. Raises UnknownReference for a gate that is not the caller's."""
    if not work.actor.may("renovations.scan", body.community_id):
        raise UnknownReference.at("/community_id")
    token = read_token(body.token, secret())
    found = _on_record(work, token) if token and token.community_id == body.community_id else None
    said = _verdict(work, body, token, found)
    work.emit(
        "renovations.pass_scanned",
        found[2] if found else None,
        community_id=body.community_id,
        pass_id=found[0].id if found else None,
        verdict=said,
    )
    if found is None:
        return _unknown(said)
    one, renovation, _, unit = found
    return {
        "verdict": said,
        "admitted": said is GateVerdict.ADMITTED,
        "number": one.number,
        "worker_name": one.worker_name,
        "trade": one.trade,
        "photo": photo_of(work, one),
        "unit": unit.label,
        "renovation": renovation.number,
        "valid_until": one.valid_until,
    }


def photo_of(work: Work, one: WorkerPass) -> str | None:
    """The worker's face, to lie in a page itself; none where there is no picture, or its bytes are lost."""
    file = work.session.get(File, one.photo_file_id) if one.photo_file_id else None
    if file is None or file.media_type not in IMAGES:
        return None
    try:
        return picture(work, file)
    except BytesGone:
        return None


def token_of(one: WorkerPass) -> str:
    """The text of the code on a pass."""
    return make_token(Token(one.community_id, one.id), secret())


def secret() -> bytes:
    """What passes are signed with."""
    return derive("renovation_passes")


Found = tuple[WorkerPass, Renovation, Subject, Unit]


def _on_record(work: Work, token: Token) -> Found | None:
    rows = (
        sa.select(WorkerPass, Renovation, Subject, Unit)
        .join(
            Renovation,
            sa.and_(Renovation.community_id == WorkerPass.community_id, Renovation.id == WorkerPass.renovation_id),
        )
        .join(Subject, SUBJECT)
        .join(Unit, sa.and_(Unit.community_id == Renovation.community_id, Unit.id == Renovation.unit_id))
        .where(WorkerPass.community_id == token.community_id, WorkerPass.id == token.pass_id)
    )
    found = work.session.execute(rows).one_or_none()
    return (found[0], found[1], found[2], found[3]) if found else None


def _verdict(work: Work, body: PassScanIn, token: Token | None, found: Found | None) -> GateVerdict:
    if token is None:
        return GateVerdict.FORGED
    if token.community_id != body.community_id:
        return GateVerdict.FOREIGN
    if found is None:
        return GateVerdict.UNKNOWN
    one, renovation, _, _ = found
    facts = PassFacts(one.state, one.valid_from, one.valid_until, renovation.state)
    return verdict(facts, today_of(work, body.community_id))


def _unknown(said: GateVerdict) -> ScanOut:
    return {
        "verdict": said,
        "admitted": False,
        "number": None,
        "worker_name": None,
        "trade": None,
        "photo": None,
        "unit": None,
        "renovation": None,
        "valid_until": None,
    }
