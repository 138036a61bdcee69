"""The slips of a case as staff read them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.presenting import post_names
from shouwen.areas.cases.queries import Loaded, get_case, viewer_of
from shouwen.areas.cases.rules import Viewer
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.slip_models import (
    Slip,
    SlipAmount,
    SlipEntry,
    SlipMemo,
    SlipParty,
    SlipReceipt,
    SlipSignature,
    SlipVoucher,
)
from shouwen.areas.cases.slip_rules import SlipCopy, SlipStanding, SlipVerb, Stage, slip_objection
from shouwen.areas.cases.slip_schemas import (
    AddresseeOut,
    AmountOut,
    MemoOut,
    ReceiptOut,
    SharingParty,
    SignatureOut,
    SlipAction,
    SlipEntryOut,
    SlipOut,
    VoucherOut,
)
from shouwen.areas.cases.slips import addressees, reaches_verb, slip_standing
from shouwen.areas.cases.warranty_models import OutsideParty
from shouwen.core.people.queries import names_of
from shouwen.core.places.models import Department
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden, Lang

READ = "cases.read_slip"


def present_slips(work: Work, loaded: Loaded) -> list[SlipOut]:
    """All slips of a case, the latest round first. Raises Forbidden where the caller may not read them."""
    if not viewer_of(work, loaded).reaches(READ):
        raise Forbidden
    case = loaded.case
    rows = sa.select(Slip).where(Slip.community_id == case.community_id, Slip.case_id == case.id)
    return [_present(work, loaded, slip) for slip in work.session.scalars(rows.order_by(Slip.round.desc())).all()]


def present_slip(work: Work, slip: Slip) -> SlipOut:
    """One slip, after something was done to it."""
    return _present(work, get_case(work, slip.case_id), slip)


def _present(work: Work, loaded: Loaded, slip: Slip) -> SlipOut:
    entries, signatures, amounts, vouchers, receipts, memos = (
        _of(work, rows, slip) for rows in (SlipEntry, SlipSignature, SlipAmount, SlipVoucher, SlipReceipt, SlipMemo)
    )
    people = _People(work, [slip, *entries, *signatures, *amounts, *vouchers, *receipts, *memos])
    vouched = {row.no: row for row in vouchers}
    departments = _departments(work, {row.department_id for row in [*signatures, *memos]})
    posts = post_names(work, {row.post_id for row in receipts})
    return SlipOut(
        id=slip.id,
        case_id=slip.case_id,
        round=slip.round,
        state=slip.state,
        version=slip.version,
        continues_id=slip.continues_id,
        opened_by=people.must(slip.opened_by_id),
        opened_at=slip.opened_at,
        responsibility=slip.responsibility,
        loss_fen=slip.loss_fen,
        improvement_tracked=slip.improvement_tracked,
        parties=_parties(work, slip),
        closed_by=people.named(slip.closed_by_id),
        closed_at=slip.closed_at,
        entries=[_entry(row, people) for row in sorted(entries, key=lambda row: list(Stage).index(row.stage))],
        signatures=[_signature(row, people, departments) for row in signatures],
        amounts=[_amount(row, vouched.get(row.no), people) for row in sorted(amounts, key=lambda row: row.no)],
        copies=[
            _receipt(row, people, posts) for row in sorted(receipts, key=lambda row: list(SlipCopy).index(row.copy))
        ],
        objections=[_memo(row, people, departments) for row in sorted(memos, key=lambda row: row.no)],
        actions=_actions(work, loaded.case, slip, viewer_of(work, loaded)),
    )


def _parties(work: Work, slip: Slip) -> list[SharingParty]:
    rows = (
        sa.select(OutsideParty.id, OutsideParty.kind, OutsideParty.company, OutsideParty.name)
        .join(
            SlipParty,
            sa.and_(SlipParty.community_id == OutsideParty.community_id, SlipParty.party_id == OutsideParty.id),
        )
        .where(SlipParty.community_id == slip.community_id, SlipParty.slip_id == slip.id)
        .order_by(OutsideParty.company, OutsideParty.id)
    )
    return [SharingParty.model_validate(row, from_attributes=True) for row in work.session.execute(rows)]


def _entry(row: SlipEntry, people: "_People") -> SlipEntryOut:
    return SlipEntryOut(
        stage=row.stage,
        text=row.text,
        written_by=people.must(row.written_by_id),
        at=row.at,
        recorded_at=row.recorded_at,
    )


def _signature(row: SlipSignature, people: "_People", departments: Mapping[UUID, str]) -> SignatureOut:
    return SignatureOut(
        department=Named(id=row.department_id, name=departments[row.department_id]),
        agrees=row.agrees,
        text=row.text,
        signed_by=people.named(row.signed_by_id),
        signed_at=row.signed_at,
    )


def _amount(row: SlipAmount, voucher: SlipVoucher | None, people: "_People") -> AmountOut:
    return AmountOut(
        no=row.no,
        kind=row.kind,
        amount_fen=row.amount_fen,
        quantity=row.quantity,
        voucher=_voucher(row, voucher, people) if voucher else None,
        reason=row.reason,
        state=row.state,
        level=row.level,
        proposed_by=people.must(row.proposed_by_id),
        proposed_at=row.proposed_at,
        decided_by=people.named(row.decided_by_id),
        decided_at=row.decided_at,
        refused_because=row.refused_because,
    )


def _voucher(amount: SlipAmount, row: SlipVoucher, people: "_People") -> VoucherOut:
    return VoucherOut(
        actual_fen=row.actual_fen,
        actual_quantity=row.actual_quantity,
        difference=row.difference,
        reconciled=(row.actual_fen, row.actual_quantity) == (amount.amount_fen, amount.quantity),
        signed_name=row.signed_name,
        our_signature_id=row.our_signature_id,
        their_signature_id=row.their_signature_id,
        scan_file_id=row.scan_file_id,
        signed_at=row.signed_at,
        made_by=people.must(row.made_by_id),
    )


def _receipt(row: SlipReceipt, people: "_People", posts: Mapping[UUID, str]) -> ReceiptOut:
    return ReceiptOut(
        copy_=row.copy,
        post=Named(id=row.post_id, name=posts[row.post_id]),
        sent_at=row.sent_at,
        read_by=people.named(row.read_by_id),
        read_at=row.read_at,
    )


def _memo(row: SlipMemo, people: "_People", departments: Mapping[UUID, str]) -> MemoOut:
    return MemoOut(
        no=row.no,
        department=Named(id=row.department_id, name=departments[row.department_id]),
        text=row.text,
        raised_by=people.must(row.raised_by_id),
        raised_at=row.raised_at,
        answer=row.answer,
        answered_by=people.named(row.answered_by_id),
        answered_at=row.answered_at,
    )


def _actions(work: Work, case: Case, slip: Slip, viewer: Viewer) -> list[SlipAction]:
    """Only the slip of the round the case is in can be acted on."""
    if slip.round != case.round:
        return []
    standing = slip_standing(work, case, slip)
    return [_action(verb, standing, work.lang) for verb in SlipVerb if reaches_verb(verb, viewer)]


def _action(verb: SlipVerb, standing: SlipStanding, lang: Lang) -> SlipAction:
    problem = slip_objection(verb, standing)
    if problem is None:
        return SlipAction(action=verb, allowed=True)
    reason = ActionReason.of(problem, lang)
    return SlipAction(action=verb, allowed=False, reason=reason)


def present_addressees(work: Work, community_id: UUID) -> list[AddresseeOut]:
    """Which post receives which copy, the unset ones as well."""
    posts = addressees(work, community_id)
    names = post_names(work, set(posts.values()))
    return [
        AddresseeOut(copy_=copy, post=Named(id=posts[copy], name=names[posts[copy]]) if copy in posts else None)
        for copy in SlipCopy
    ]


class _People:
    """The names of all who had a hand in it."""

    def __init__(self, work: Work, rows: Sequence[Any]) -> None:
        ids = {
            getattr(row, column.key)
            for row in rows
            for column in sa.inspect(type(row)).columns
            if column.key.endswith("_by_id")
        }
        self._names = names_of(work.session, ids - {None})

    def must(self, id_: UUID) -> Named:
        return Named(id=id_, name=self._names[id_])

    def named(self, id_: UUID | None) -> Named | None:
        return None if id_ is None else self.must(id_)


def _of(work: Work, rows: Any, slip: Slip) -> Sequence[Any]:
    found = sa.select(rows).where(rows.community_id == slip.community_id, rows.slip_id == slip.id)
    return work.session.scalars(found).all()


def _departments(work: Work, ids: set[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = sa.select(Department.id, Department.name).where(Department.id.in_(ids))
    return {row.id: row.name for row in work.session.execute(rows)}
