"""The complaint slip: opened once a round, led from stage to stage, decided, sent and read (CP-09, CP-11 to CP-29).

Each: load (locked) → ask the rules → change → journal. Nothing here reaches a resident (CP-17), and nothing is paid.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases import handling
from shouwen.areas.cases.acting import tell
from shouwen.areas.cases.bodies import ReclassifyIn
from shouwen.areas.cases.models import Case, CaseLink
from shouwen.areas.cases.problems import (
    AmountDecided,
    CopiesUnaddressed,
    NoSlip,
    NotAsked,
    NothingToVouch,
    NotYourCopy,
    ObjectionAnswered,
    PartiesMisplaced,
    QuantityMisplaced,
    SlipThere,
)
from shouwen.areas.cases.queries import Loaded, get_case, viewer_of
from shouwen.areas.cases.rules import Kind, LinkRelation, Viewer
from shouwen.areas.cases.slip_models import (
    Slip,
    SlipAddressee,
    SlipAmount,
    SlipEntry,
    SlipMemo,
    SlipParty,
    SlipReceipt,
    SlipSignature,
    SlipVoucher,
)
from shouwen.areas.cases.slip_rules import (
    ABOVE,
    COUNTED,
    LIFE,
    LIMITS,
    OPINION_WITHIN,
    PERMISSIONS,
    PROMISES,
    REPORT_WITHIN,
    AmountState,
    ApprovalLevel,
    Responsibility,
    SlipCopy,
    SlipStanding,
    SlipState,
    SlipVerb,
    Stage,
    Vouched,
    amount_objection,
    level_needed,
    may_open,
    slip_objection,
    voucher_objection,
)
from shouwen.areas.cases.slip_schemas import (
    AddresseesIn,
    AdviseIn,
    AmountDecisionIn,
    AmountIn,
    AmountRefusalIn,
    AnswerObjectionIn,
    CountersignIn,
    ObjectIn,
    OpenSlipIn,
    StageIn,
    VerdictIn,
    VoucherIn,
)
from shouwen.areas.cases.warranty_models import OutsideParty
from shouwen.core.acts import Act, Moment, settle
from shouwen.core.commitments.rules import Follows, WaiveReason
from shouwen.core.commitments.service import Birth, keep, make, waive
from shouwen.core.files.rules import Audience
from shouwen.core.files.service import attach
from shouwen.core.journal.rules import Fact
from shouwen.core.people.models import Post
from shouwen.core.people.queries import acts_for, acts_on_behalf
from shouwen.core.places.models import Department
from shouwen.core.references import UnknownReference, refer
from shouwen.core.standards.queries import standard
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden

WRITE = "cases.write_slip"
MANAGE = "cases.manage_slips"


@dataclass(frozen=True, slots=True)
class OnSlip:
    """An act on a slip under way."""

    work: Work
    loaded: Loaded
    slip: Slip
    moment: Moment
    verb: SlipVerb

    @property
    def case(self) -> Case:
        return self.loaded.case

    def key(self) -> dict[str, UUID]:
        return {"community_id": self.slip.community_id, "slip_id": self.slip.id}

    def move(self) -> None:
        self.slip.state = LIFE.after(self.slip.state, self.verb)

    def write(self, stage: Stage, text: str) -> None:
        """Somebody's words at a stage."""
        entry = SlipEntry(
            **self.key(),
            stage=stage,
            text=text,
            written_by_id=self.work.actor.id,
            at=self.moment.at,
            recorded_at=self.work.now,
        )
        self.work.session.add(entry)

    def tell(self, event: str, **facts: Fact) -> Slip:
        tell(self.work, self.loaded, event, self.moment, slip_id=self.slip.id, **facts)
        self.work.session.flush()
        return self.slip


# ---------------------------------------------------------------- stages


def open_slip(work: Work, case_id: UUID, body: OpenSlipIn) -> Slip:
    """One slip in a round; it continues the one whose conclusion was not accepted (CP-11)."""
    loaded = get_case(work, case_id, lock=True)
    if not viewer_of(work, loaded).reaches(WRITE):
        raise Forbidden
    case = loaded.case
    if problem := may_open(case.kind, case.state):
        raise problem
    if _of_round(work, case) is not None:
        raise SlipThere
    moment = settle(work, case.community_id, body.at, late_reason=body.late_reason)
    investigated = settle(
        work, case.community_id, body.investigated_at, late_reason=body.late_reason, pointer="/investigated_at"
    )
    slip = Slip(
        community_id=case.community_id,
        id=new_id(),
        version=1,
        case_id=case.id,
        round=case.round,
        state=SlipState.OPENED,
        continues_id=_before(work, case),
        opened_by_id=work.actor.id,
        opened_at=moment.at,
    )
    work.session.add(slip)
    work.session.flush()
    on = OnSlip(work, loaded, slip, moment, SlipVerb.REPORT)
    _promise(on, REPORT_WITHIN, "investigated_at", investigated)
    return on.tell("cases.slip_opened", round=slip.round)


def report(work: Work, case_id: UUID, body: StageIn) -> Slip:
    """What the investigation found."""
    on = _begin(work, case_id, SlipVerb.REPORT, body)
    on.write(Stage.REPORT, body.text)
    on.move()
    keep(work, on.loaded.subject, (REPORT_WITHIN,), on.moment)
    return on.tell("cases.slip_reported")


def negotiate(work: Work, case_id: UUID, body: StageIn) -> Slip:
    """What came of talking with the resident; the opinion is due from then on."""
    on = _begin(work, case_id, SlipVerb.NEGOTIATE, body)
    on.write(Stage.NEGOTIATION, body.text)
    on.move()
    _promise(on, OPINION_WITHIN, "negotiated_at", on.moment)
    return on.tell("cases.slip_negotiated")


def advise(work: Work, case_id: UUID, body: AdviseIn) -> Slip:
    """The combined opinion, with the departments that countersign it."""
    on = _begin(work, case_id, SlipVerb.ADVISE, body)
    on.write(Stage.OPINION, body.text)
    for department_id in dict.fromkeys(body.department_ids):
        at = f"/department_ids/{body.department_ids.index(department_id)}"
        refer(work, Department, on.case.community_id, department_id, at)
        work.session.add(SlipSignature(**on.key(), department_id=department_id))
    on.move()
    keep(work, on.loaded.subject, (OPINION_WITHIN,), on.moment)
    return on.tell("cases.slip_advised")


def countersign(work: Work, case_id: UUID, body: CountersignIn) -> Slip:
    """A department that was asked says what it thinks, once."""
    on = _begin(work, case_id, SlipVerb.COUNTERSIGN, body)
    refer(work, Department, on.case.community_id, body.department_id, "/department_id")
    row = work.session.get(SlipSignature, (on.slip.community_id, on.slip.id, body.department_id))
    if row is None or row.signed_at is not None:
        raise NotAsked
    row.agrees, row.text, row.signed_by_id, row.signed_at = body.agrees, body.text, work.actor.id, on.moment.at
    return on.tell("cases.slip_countersigned", department_id=body.department_id, agrees=body.agrees)


def decide(work: Work, case_id: UUID, body: VerdictIn) -> Slip:
    """The verdict (CP-23)."""
    on = _begin(work, case_id, SlipVerb.DECIDE, body)
    shared_by = _sharing(on, body)
    on.write(Stage.REMEDY, body.remedy)
    on.slip.responsibility, on.slip.loss_fen = body.responsibility, body.loss_fen
    on.slip.improvement_tracked = body.improvement_tracked
    on.move()
    return on.tell("cases.slip_decided", responsibility=body.responsibility, shared_by=shared_by or None)


def _sharing(on: OnSlip, body: VerdictIn) -> list[str]:
    """Who outside shares the responsibility: the complaint is handled with them (CP-25). Raises PartiesMisplaced."""
    if body.party_ids and body.responsibility is Responsibility.NOBODY:
        raise PartiesMisplaced.at("/party_ids")
    for position, party_id in enumerate(body.party_ids):
        pointer = f"/party_ids/{position}"
        party = refer(on.work, OutsideParty, on.slip.community_id, party_id, pointer)
        if party is None or party.ended_at is not None:
            raise UnknownReference.at(pointer)
    named = list(dict.fromkeys(body.party_ids))
    on.work.session.add_all(SlipParty(**on.key(), party_id=party_id) for party_id in named)
    return [str(party_id) for party_id in named]


def end_unfounded(work: Work, case_id: UUID, body: StageIn) -> Slip:
    """There is nothing in it: the slip ends, and collection goes on as usual (CP-11)."""
    on = _begin(work, case_id, SlipVerb.END_UNFOUNDED, body)
    on.write(Stage.UNFOUNDED, body.text)
    _end(on)
    return on.tell("cases.slip_ended", state=on.slip.state)


def make_exception(work: Work, case_id: UUID, body: StageIn) -> Slip:
    """Without loss it is an exception report: the case goes on as a suggestion, for improvement (CP-26)."""
    on = _begin(work, case_id, SlipVerb.EXCEPT, body)
    on.write(Stage.EXCEPTION, body.text)
    _end(on)
    handling.reclassify(work, case_id, ReclassifyIn(kind=Kind.SUGGESTION, reason=body.text))
    return on.tell("cases.slip_ended", state=on.slip.state)


def _end(on: OnSlip) -> None:
    on.move()
    on.slip.closed_by_id, on.slip.closed_at = on.work.actor.id, on.moment.at
    waive(on.work, on.loaded.subject, WaiveReason.WITHDRAWN, keys=PROMISES)


# ---------------------------------------------------------------- money


def propose_amount(work: Work, case_id: UUID, body: AmountIn) -> Slip:
    """What it comes to in money. Recorded; nothing is paid."""
    on = _begin(work, case_id, SlipVerb.PROPOSE_AMOUNT, body)
    if body.quantity is not None and body.kind not in COUNTED:
        raise QuantityMisplaced.at("/quantity")
    amount = SlipAmount(
        **on.key(),
        no=_count(work, SlipAmount, on.slip) + 1,
        kind=body.kind,
        amount_fen=body.amount_fen,
        quantity=body.quantity,
        reason=body.reason,
        state=AmountState.PROPOSED,
        proposed_by_id=work.actor.id,
        proposed_at=on.moment.at,
    )
    work.session.add(amount)
    return on.tell("cases.slip_amount_proposed", no=amount.no, amount_fen=amount.amount_fen, kind=amount.kind)


def approve_amount(work: Work, case_id: UUID, body: AmountDecisionIn) -> Slip:
    """Another approves, as far as their limit goes: what was approved before counts in, so splitting helps nobody."""
    on = _begin(work, case_id, SlipVerb.APPROVE_AMOUNT, body)
    amount = _amount(on, body.no)
    needed = level_needed(_approved(on) + amount.amount_fen, _limits(on))
    has = _level_of(on)
    if problem := amount_objection(amount.state, amount.proposed_by_id, work.actor.id, needed, has):
        raise problem
    amount.level = needed
    _decide_amount(on, amount, AmountState.APPROVED)
    return on.tell("cases.slip_amount_approved", no=amount.no, amount_fen=amount.amount_fen, level=needed)


def refuse_amount(work: Work, case_id: UUID, body: AmountRefusalIn) -> Slip:
    """Another says no, and why; whoever proposed it may propose anew."""
    on = _begin(work, case_id, SlipVerb.REFUSE_AMOUNT, body)
    amount = _amount(on, body.no)
    lowest = ApprovalLevel.BUSINESS_MANAGER
    if problem := amount_objection(amount.state, amount.proposed_by_id, work.actor.id, lowest, lowest):
        raise problem
    amount.refused_because = body.reason
    _decide_amount(on, amount, AmountState.REFUSED)
    return on.tell("cases.slip_amount_refused", no=amount.no)


def _decide_amount(on: OnSlip, amount: SlipAmount, state: AmountState) -> None:
    amount.state, amount.decided_by_id, amount.decided_at = state, on.work.actor.id, on.moment.at
    on.slip.version += 1


def _amount(on: OnSlip, no: int) -> SlipAmount:
    amount = on.work.session.get(SlipAmount, (on.slip.community_id, on.slip.id, no))
    if amount is None:
        raise AmountDecided
    return amount


def _approved(on: OnSlip) -> int:
    total = sa.select(sa.func.coalesce(sa.func.sum(SlipAmount.amount_fen), 0)).where(
        *_rows(SlipAmount, on.slip), SlipAmount.state == AmountState.APPROVED
    )
    return int(on.work.session.scalar(total) or 0)


def _limits(on: OnSlip) -> dict[ApprovalLevel, int | None]:
    """How far each level may go, as it stands today."""
    work, community_id = on.work, on.slip.community_id
    found = {level: standard(work.session, community_id, key, work.now).value for level, key in LIMITS.items()}
    return {level: None if value is None else int(value) for level, value in found.items()}


def _level_of(on: OnSlip) -> ApprovalLevel:
    """The general manager's word is that of somebody who manages the whole company."""
    if not viewer_of(on.work, on.loaded).reaches(ABOVE):
        return ApprovalLevel.BUSINESS_MANAGER
    if any(grant.community_id is None for grant in on.work.actor.grants_of(ABOVE)):
        return ApprovalLevel.GENERAL_MANAGER
    return ApprovalLevel.DEPUTY_GENERAL_MANAGER


def vouch(work: Work, case_id: UUID, body: VoucherIn) -> Slip:
    """What an approved amount came to, signed by both sides and reconciled with what was approved (CP-29)."""
    on = _begin(work, case_id, SlipVerb.VOUCH, body)
    amount = work.session.get(SlipAmount, (on.slip.community_id, on.slip.id, body.no))
    known = work.session.get(SlipVoucher, (on.slip.community_id, on.slip.id, body.no))
    if amount is None or amount.state is not AmountState.APPROVED or known is not None:
        raise NothingToVouch
    signatures = [id_ for id_ in (body.our_signature_id, body.their_signature_id) if id_]
    said = Vouched(
        approved_fen=amount.amount_fen,
        approved_quantity=amount.quantity,
        actual_fen=body.actual_fen,
        actual_quantity=body.actual_quantity,
        difference=body.difference,
        signatures=len(set(signatures)),
        scanned=body.scan_file_id is not None,
    )
    if objection := voucher_objection(said):
        pointer, problem = objection
        raise problem.at(pointer)
    _attach_signed(on, body)
    fields = body.model_dump(exclude={"at", "late_reason"})
    work.session.add(SlipVoucher(**on.key(), **fields, signed_at=on.moment.at, made_by_id=work.actor.id))
    return on.tell("cases.slip_vouched", no=body.no, actual_fen=body.actual_fen)


def _attach_signed(on: OnSlip, body: VoucherIn) -> None:
    """Signatures and scans go with the complaint, for staff alone."""
    for name in ("our_signature_id", "their_signature_id", "scan_file_id"):
        if file_id := getattr(body, name):
            try:
                attach(on.work, on.loaded.subject, [file_id], Audience.INTERNAL, pointer=f"/{name}")
            except UnknownReference as error:
                raise UnknownReference.at(f"/{name}") from error


# ---------------------------------------------------------------- copies, and what departments say to it


def close_slip(work: Work, case_id: UUID, body: Act) -> Slip:
    """Closed, and sent to whoever has to know (CP-24)."""
    on = _begin(work, case_id, SlipVerb.CLOSE, body)
    posts = addressees(work, on.case.community_id)
    if posts.keys() != set(SlipCopy):
        raise CopiesUnaddressed
    work.session.add_all(
        SlipReceipt(**on.key(), copy=copy, post_id=post_id, sent_at=on.moment.at) for copy, post_id in posts.items()
    )
    on.move()
    on.slip.closed_by_id, on.slip.closed_at = work.actor.id, on.moment.at
    return on.tell("cases.slip_closed", copies=len(posts))


def read_slip(work: Work, case_id: UUID, body: Act) -> Slip:
    """Whoever holds the post, or stands in, confirms having read the copies sent there."""
    on = _begin(work, case_id, SlipVerb.READ, body)
    rows = sa.select(SlipReceipt).where(*_rows(SlipReceipt, on.slip), SlipReceipt.read_at.is_(None))
    mine = [row for row in work.session.scalars(rows) if _receives(work, row)]
    if not mine:
        raise NotYourCopy
    for row in mine:
        row.read_by_id, row.read_at = work.actor.id, on.moment.at
    return on.tell("cases.slip_read", copies=len(mine))


def _receives(work: Work, row: SlipReceipt) -> bool:
    if acts_for(work.actor, None, row.post_id):
        return True
    return acts_on_behalf(work.session, row.community_id, work.actor, staff_id=None, post_id=row.post_id, at=work.now)


def object_to(work: Work, case_id: UUID, body: ObjectIn) -> Slip:
    """A department objects by memo (CP-25)."""
    on = _begin(work, case_id, SlipVerb.OBJECT, body)
    refer(work, Department, on.case.community_id, body.department_id, "/department_id")
    memo = SlipMemo(
        **on.key(),
        no=_count(work, SlipMemo, on.slip) + 1,
        department_id=body.department_id,
        text=body.text,
        raised_by_id=work.actor.id,
        raised_at=on.moment.at,
    )
    work.session.add(memo)
    return on.tell("cases.slip_objected", no=memo.no, department_id=memo.department_id)


def answer_objection(work: Work, case_id: UUID, body: AnswerObjectionIn) -> Slip:
    """What the department is answered."""
    on = _begin(work, case_id, SlipVerb.ANSWER_OBJECTION, body)
    memo = work.session.get(SlipMemo, (on.slip.community_id, on.slip.id, body.no))
    if memo is None or memo.answered_at is not None:
        raise ObjectionAnswered
    memo.answer, memo.answered_by_id, memo.answered_at = body.text, work.actor.id, on.moment.at
    return on.tell("cases.slip_objection_answered", no=memo.no)


def addressees(work: Work, community_id: UUID) -> dict[SlipCopy, UUID]:
    """Which post receives which copy."""
    rows = sa.select(SlipAddressee.copy, SlipAddressee.post_id).where(SlipAddressee.community_id == community_id)
    return {row.copy: row.post_id for row in work.session.execute(rows)}


def address(work: Work, community_id: UUID, body: AddresseesIn) -> None:
    """Says anew which post receives which copy."""
    wanted = {}
    for i, one in enumerate(body.copies):
        refer(work, Post, community_id, one.post_id, f"/copies/{i}/post_id")
        wanted[one.copy_] = one.post_id
    work.session.execute(sa.delete(SlipAddressee).where(SlipAddressee.community_id == community_id))
    work.session.add_all(
        SlipAddressee(community_id=community_id, copy=copy, post_id=post_id) for copy, post_id in wanted.items()
    )
    work.emit("cases.slips_addressed", community_id=community_id, copies=len(wanted))
    work.session.flush()


# ---------------------------------------------------------------- what these share


def _begin(work: Work, case_id: UUID, verb: SlipVerb, act: Act) -> OnSlip:
    """The case locked, its slip of this round, checked."""
    loaded = get_case(work, case_id, lock=True)
    if not viewer_of(work, loaded).reaches(PERMISSIONS[verb]):
        raise Forbidden
    slip = _of_round(work, loaded.case)
    if slip is None:
        raise NoSlip
    work.check_version(slip.version)
    if problem := slip_objection(verb, slip_standing(work, loaded.case, slip)):
        raise problem
    moment = settle(work, loaded.case.community_id, act.at, late_reason=act.late_reason, not_before=slip.opened_at)
    return OnSlip(work, loaded, slip, moment, verb)


def slip_standing(work: Work, case: Case, slip: Slip) -> SlipStanding:
    """What the rules need to know."""
    unsigned = SlipSignature.signed_at.is_(None)
    pending = SlipAmount.state == AmountState.PROPOSED
    return SlipStanding(
        state=slip.state,
        case_state=case.state,
        kind=case.kind,
        valid=case.complaint_valid,
        unsigned=_count(work, SlipSignature, slip, unsigned),
        pending=_count(work, SlipAmount, slip, pending),
        unvouched=_count(work, SlipAmount, slip, SlipAmount.state == AmountState.APPROVED)
        - _count(work, SlipVoucher, slip),
        unanswered=_count(work, SlipMemo, slip, SlipMemo.answered_at.is_(None)),
    )


def reaches_verb(verb: SlipVerb, viewer: Viewer) -> bool:
    """Whether the caller could ever say it to this slip."""
    return viewer.reaches(PERMISSIONS[verb])


def _promise(on: OnSlip, key: str, base: str, moment: Moment) -> None:
    birth = Birth(
        key=key,
        base=base,
        base_at=moment.at,
        staff_id=on.case.owner_id,
        follows=Follows.OWNER,
        round=on.case.round,
        slot=on.slip.id.hex,
    )
    make(on.work, on.loaded.subject, birth)


def _of_round(work: Work, case: Case) -> Slip | None:
    rows = sa.select(Slip).where(
        Slip.community_id == case.community_id, Slip.case_id == case.id, Slip.round == case.round
    )
    return work.session.scalars(rows).one_or_none()


def _before(work: Work, case: Case) -> UUID | None:
    """The slip of the round before, or of the complaint which this one continues."""
    continued = sa.select(CaseLink.other_id).where(
        CaseLink.community_id == case.community_id,
        CaseLink.case_id == case.id,
        CaseLink.relation == LinkRelation.CONTINUES,
    )
    rows = sa.select(Slip.id).where(
        Slip.community_id == case.community_id, sa.or_(Slip.case_id == case.id, Slip.case_id.in_(continued))
    )
    return work.session.scalar(rows.order_by(Slip.opened_at.desc(), Slip.id.desc()).limit(1))


def _rows(rows: Any, slip: Slip) -> tuple[sa.ColumnElement[bool], ...]:
    return rows.community_id == slip.community_id, rows.slip_id == slip.id


def _count(work: Work, rows: Any, slip: Slip, *conditions: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(rows).where(*_rows(rows, slip), *conditions)
    return int(work.session.scalar(counted) or 0)
