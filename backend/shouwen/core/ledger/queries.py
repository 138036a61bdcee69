"""Reading the books: papers, proposals, shifts, refunds, payments, open items, and somebody's account."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
import sqlalchemy.orm

from shouwen.core.ledger.models import (
    Account,
    Arrival,
    BankLine,
    CashShift,
    Closing,
    Document,
    Entry,
    Payment,
    Proposal,
    Refund,
    Transfer,
)
from shouwen.core.ledger.payments import paid_by
from shouwen.core.ledger.posting import balance
from shouwen.core.ledger.problems import DaysBackwards
from shouwen.core.ledger.proposals import APPROVE, PROPOSE_REFUND, PROPOSE_REVERSAL, objection
from shouwen.core.ledger.reach import find, household_of
from shouwen.core.ledger.rules import (
    CURRENCY,
    OF_A_HOLDER,
    AccountKind,
    DocumentKind,
    LineState,
    PayMethod,
    ProposalKind,
    ProposalVerb,
    RefundState,
    ShiftState,
)
from shouwen.core.ledger.schemas import (
    BankLineOut,
    ClosingOut,
    DocumentOut,
    DocumentParams,
    DocumentRow,
    HouseholdName,
    LineParams,
    OpenItem,
    OpenItemsOut,
    PaymentOut,
    ProposalAction,
    ProposalParams,
    ProposalRow,
    RefundOut,
    ShiftOut,
    ShiftParams,
    StatementAccount,
    StatementEntry,
    StatementIn,
    StatementOut,
    TransferOut,
)
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.people.authority import covers
from shouwen.core.people.queries import names_of
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Household, Unit
from shouwen.core.places.queries import in_communities
from shouwen.core.places.schemas import IdName
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey

READ: Final = "ledger.read"
READ_HOLDER: Final = "ledger.read_holder"
_SHOWN: Final = 500  # open items and entries of a statement at once
_DOCUMENTS: Final = Sorting(
    {"issued_at": SortKey(Document.issued_at, datetime), "number": SortKey(Document.number, str)},
    SortKey(Document.id, UUID),
    "-issued_at",
)
_PROPOSALS: Final = Sorting(
    {"proposed_at": SortKey(Proposal.proposed_at, datetime)}, SortKey(Proposal.id, UUID), "-proposed_at"
)
_SHIFTS: Final = Sorting(
    {"opened_at": SortKey(CashShift.opened_at, datetime)}, SortKey(CashShift.id, UUID), "-opened_at"
)
_LINES: Final = Sorting({"read_at": SortKey(BankLine.read_at, datetime)}, SortKey(BankLine.id, UUID), "-read_at")


# ---------------------------------------------------------------- papers


def list_documents(work: Work, params: DocumentParams) -> Page[DocumentRow]:
    """The papers, the latest first."""
    rows = sa.select(Document.id).where(
        in_communities(work, READ, Document.community_id),
        any_of(Document.community_id, params.community_id),
        any_of(Document.subject_id, params.subject_id),
        any_of(Document.shift_id, params.shift_id),
        any_of(Document.kind, params.kind),
        any_of(Document.method, params.method),
    )
    if params.q is not None:
        matches = sa.or_(Document.number.startswith(params.q, autoescape=True), Document.reference == params.q)
        rows = rows.where(matches)
    found = find_page(work, rows, params, _DOCUMENTS)
    return found.page(document_rows(work, [row["id"] for row in found.rows]))


def document_rows(work: Work, ids: Sequence[UUID]) -> list[DocumentRow]:
    """These papers, in this order."""
    papers = {one.id: one for one in work.session.scalars(sa.select(Document).where(Document.id.in_(ids)))}
    undone = {
        one.reverses_id: one for one in work.session.scalars(sa.select(Document).where(Document.reverses_id.in_(ids)))
    }
    numbers = _numbers(work, [one.reverses_id for one in papers.values()])
    homes = _homes(work, [one.household_id for one in papers.values()])
    names = names_of(work.session, [one.posted_by_id for one in papers.values()])
    return [_document(papers[id], undone.get(id), numbers, homes, names) for id in ids]


def _document(
    one: Document,
    undone: Document | None,
    numbers: dict[UUID, str],
    homes: dict[UUID, HouseholdName],
    names: dict[UUID, str],
) -> DocumentRow:
    return {
        "id": one.id,
        "community_id": one.community_id,
        "number": one.number,
        "kind": one.kind,
        "amount_fen": one.amount_fen,
        "currency": CURRENCY,
        "method": one.method,
        "purpose": one.purpose,
        "household": homes.get(one.household_id) if one.household_id else None,
        "subject_id": one.subject_id,
        "reference": one.reference,
        "reverses": _named(one.reverses_id, numbers),
        "reversed_by": {"id": undone.id, "name": undone.number} if undone else None,
        "posted_by": _named(one.posted_by_id, names),
        "at": one.at,
        "issued_at": one.issued_at,
    }


def read_document(work: Work, document_id: UUID) -> DocumentOut:
    """One paper with its transfers and signatures. Raises NotFound."""
    paper = find(work, Document, READ, document_id)
    [row] = document_rows(work, [paper.id])
    names = names_of(work.session, [paper.proposed_by_id, paper.approved_by_id])
    return {
        **row,
        "note": paper.note,
        "proposed_by": _named(paper.proposed_by_id, names),
        "approved_by": _named(paper.approved_by_id, names),
        "transfers": _transfers(work, paper),
    }


def _transfers(work: Work, paper: Document) -> list[TransferOut]:
    debit, credit = sa.orm.aliased(Account), sa.orm.aliased(Account)
    rows = (
        sa.select(Transfer, debit.kind, credit.kind)
        .join(debit, sa.and_(debit.community_id == Transfer.community_id, debit.id == Transfer.debit_id))
        .join(credit, sa.and_(credit.community_id == Transfer.community_id, credit.id == Transfer.credit_id))
        .where(Transfer.community_id == paper.community_id, Transfer.document_id == paper.id)
        .order_by(Transfer.id)
    )
    return [
        {
            "id": one.id,
            "debit": debited,
            "credit": credited,
            "amount_fen": one.amount_fen,
            "reverses_id": one.reverses_id,
            "at": one.at,
        }
        for one, debited, credited in work.session.execute(rows)
    ]


# ---------------------------------------------------------------- proposals and refunds


def list_proposals(work: Work, params: ProposalParams) -> Page[ProposalRow]:
    """What was proposed, the latest first."""
    rows = sa.select(Proposal.id).where(
        in_communities(work, READ, Proposal.community_id),
        any_of(Proposal.community_id, params.community_id),
        any_of(Proposal.kind, params.kind),
        any_of(Proposal.state, params.state),
    )
    found = find_page(work, rows, params, _PROPOSALS)
    return found.page(proposal_rows(work, [row["id"] for row in found.rows]))


def read_proposal(work: Work, proposal_id: UUID) -> ProposalRow:
    """One proposal. Raises NotFound."""
    return proposal_rows(work, [find(work, Proposal, READ, proposal_id).id])[0]


def proposal_rows(work: Work, ids: Sequence[UUID]) -> list[ProposalRow]:
    """These proposals, in this order."""
    found = {one.id: one for one in work.session.scalars(sa.select(Proposal).where(Proposal.id.in_(ids)))}
    accounts = _by_id(work, Account, [one.account_id for one in found.values()])
    papers = _by_id(work, Document, [id for one in found.values() for id in (one.document_id, one.made_document_id)])
    holders = [_holder(one, accounts, papers) for one in found.values()]
    homes = _homes(work, [holder.household_id for holder in holders])
    names = names_of(work.session, [id for one in found.values() for id in (one.proposed_by_id, one.decided_by_id)])
    numbers = {id: paper.number for id, paper in papers.items()}
    return [_proposal(work, found[id], _holder(found[id], accounts, papers), homes, names, numbers) for id in ids]


def _holder(one: Proposal, accounts: dict[UUID, Account], papers: dict[UUID, Document]) -> Account | Document:
    """Whose money it is about."""
    if one.kind is ProposalKind.REFUND:
        assert one.account_id is not None  # noqa: S101 - the table says so
        return accounts[one.account_id]
    assert one.document_id is not None  # noqa: S101 - as above
    return papers[one.document_id]


def _proposal(
    work: Work,
    one: Proposal,
    holder: Account | Document,
    homes: dict[UUID, HouseholdName],
    names: dict[UUID, str],
    numbers: dict[UUID, str],
) -> ProposalRow:
    return {
        "id": one.id,
        "community_id": one.community_id,
        "version": one.version,
        "kind": one.kind,
        "state": one.state,
        "amount_fen": one.amount_fen,
        "currency": CURRENCY,
        "method": one.method,
        "purpose": holder.purpose,
        "household": homes.get(holder.household_id) if holder.household_id else None,
        "account_id": one.account_id,
        "document": _named(one.document_id, numbers),
        "made_document": _named(one.made_document_id, numbers),
        "reason": one.reason,
        "proposed_by": {"id": one.proposed_by_id, "name": names[one.proposed_by_id]},
        "proposed_at": one.proposed_at,
        "decided_by": _named(one.decided_by_id, names),
        "decided_at": one.decided_at,
        "decision_note": one.decision_note,
        "actions": [_action(work, verb, one) for verb in ProposalVerb if _may(work, verb, one)],
    }


def _may(work: Work, verb: ProposalVerb, one: Proposal) -> bool:
    if verb is not ProposalVerb.WITHDRAW:
        return covers(work, APPROVE, one.community_id)
    permission = PROPOSE_REFUND if one.kind is ProposalKind.REFUND else PROPOSE_REVERSAL
    return covers(work, permission, one.community_id)


def _action(work: Work, verb: ProposalVerb, one: Proposal) -> ProposalAction:
    problem = objection(verb, one, work.actor.id)
    if problem is None:
        return {"action": verb, "allowed": True}
    return {"action": verb, "allowed": False, "reason": {"code": problem.code, "message": problem().detail(work.lang)}}


def refund_rows(work: Work, rows: Sequence[Refund]) -> list[RefundOut]:
    """These refunds."""
    papers = _by_id(work, Document, [one.document_id for one in rows])
    homes = _homes(work, [paper.household_id for paper in papers.values()])
    return [_refund(one, papers[one.document_id], homes) for one in rows]


def _refund(one: Refund, paper: Document, homes: dict[UUID, HouseholdName]) -> RefundOut:
    return {
        "id": one.id,
        "community_id": one.community_id,
        "version": one.version,
        "document": {"id": paper.id, "name": paper.number},
        "household": homes.get(paper.household_id) if paper.household_id else None,
        "method": one.method,
        "payment_id": one.payment_id,
        "amount_fen": one.amount_fen,
        "currency": CURRENCY,
        "state": one.state,
        "failure": one.failure,
        "begun_at": one.begun_at,
        "settled_at": one.settled_at,
    }


# ---------------------------------------------------------------- the cash desk


def list_shifts(work: Work, params: ShiftParams) -> Page[ShiftOut]:
    """The shifts at the cash desk, the latest first."""
    rows = sa.select(CashShift.id).where(
        in_communities(work, READ, CashShift.community_id),
        any_of(CashShift.community_id, params.community_id),
        any_of(CashShift.state, params.state),
    )
    found = find_page(work, rows, params, _SHIFTS)
    return found.page(shift_rows(work, [row["id"] for row in found.rows]))


def read_shift(work: Work, shift_id: UUID) -> ShiftOut:
    """One shift. Raises NotFound."""
    return shift_rows(work, [find(work, CashShift, READ, shift_id).id])[0]


def shift_rows(work: Work, ids: Sequence[UUID]) -> list[ShiftOut]:
    """These shifts, in this order, each with what went in and out meanwhile."""
    found = {one.id: one for one in work.session.scalars(sa.select(CashShift).where(CashShift.id.in_(ids)))}
    names = names_of(work.session, [one.cashier_id for one in found.values()])
    moved = _moved(work, found.values())
    return [_shift(work, found[id], names, moved.get(id, (0, 0))) for id in ids]


def _moved(work: Work, shifts: Iterable[CashShift]) -> dict[UUID, tuple[int, int]]:
    """What went into the box and out of it in each shift. Differences found by counting are neither."""
    moved: dict[UUID, tuple[int, int]] = {}
    for shift in shifts:
        until = shift.closed_at or work.now
        effects = (
            sa.select(
                sa.func.coalesce(sa.func.sum(sa.case((Entry.amount_fen > 0, Entry.amount_fen), else_=0)), 0),
                sa.func.coalesce(sa.func.sum(sa.case((Entry.amount_fen < 0, -Entry.amount_fen), else_=0)), 0),
            )
            .join(Account, sa.and_(Account.community_id == Entry.community_id, Account.id == Entry.account_id))
            .join(Transfer, sa.and_(Transfer.community_id == Entry.community_id, Transfer.id == Entry.transfer_id))
            .join(
                Document, sa.and_(Document.community_id == Transfer.community_id, Document.id == Transfer.document_id)
            )
            .where(
                Entry.community_id == shift.community_id,
                Account.kind == AccountKind.CASH,
                Document.kind != DocumentKind.CASH_COUNT,
                Transfer.recorded_at >= shift.opened_at,
                Transfer.recorded_at <= until,
            )
        )
        taken, paid = work.session.execute(effects).one()
        moved[shift.id] = (int(taken), int(paid))
    return moved


def _shift(work: Work, one: CashShift, names: dict[UUID, str], moved: tuple[int, int]) -> ShiftOut:
    expected = one.expected_fen if one.expected_fen is not None else _in_the_box(work, one.community_id)
    return {
        "id": one.id,
        "community_id": one.community_id,
        "version": one.version,
        "state": one.state,
        "cashier": {"id": one.cashier_id, "name": names[one.cashier_id]},
        "opened_at": one.opened_at,
        "opening_fen": one.opening_fen,
        "opening_difference_fen": one.opening_fen - one.opening_expected_fen,
        "opening_reason": one.opening_reason,
        "closed_at": one.closed_at,
        "counted_fen": one.counted_fen,
        "expected_fen": expected,
        "difference_fen": None if one.counted_fen is None else one.counted_fen - expected,
        "closing_reason": one.closing_reason,
        "note": one.note,
        "taken_fen": moved[0],
        "paid_out_fen": moved[1],
        "is_mine": one.state is ShiftState.OPEN and one.cashier_id == work.actor.id,
    }


def _in_the_box(work: Work, community_id: UUID) -> int:
    box = sa.select(Account.id).where(Account.community_id == community_id, Account.kind == AccountKind.CASH)
    account_id = work.session.scalar(box)
    return balance(work.session, community_id, account_id) if account_id else 0


# ---------------------------------------------------------------- payments, the bank, open items


def read_payment(work: Work, payment_id: UUID) -> PaymentOut:
    """One payment through a service. Raises NotFound."""
    one = find(work, Payment, READ, payment_id)
    return {
        "id": one.id,
        "community_id": one.community_id,
        "version": one.version,
        "method": one.method,
        "amount_fen": one.amount_fen,
        "currency": CURRENCY,
        "state": one.state,
        "code_url": one.code_url,
        "ordered_at": one.ordered_at,
        "expires_at": one.expires_at,
        "paid_at": one.paid_at,
        "document": _named(one.document_id, _numbers(work, [one.document_id])),
    }


def list_lines(work: Work, params: LineParams) -> Page[BankLineOut]:
    """Lines of the bank's statements, the latest read first."""
    rows = sa.select(BankLine.id).where(
        in_communities(work, READ, BankLine.community_id),
        any_of(BankLine.community_id, params.community_id),
        any_of(BankLine.state, params.state),
    )
    found = find_page(work, rows, params, _LINES)
    return found.page(line_rows(work, [row["id"] for row in found.rows]))


def line_rows(work: Work, ids: Sequence[UUID]) -> list[BankLineOut]:
    """These lines, in this order."""
    found = {one.id: one for one in work.session.scalars(sa.select(BankLine).where(BankLine.id.in_(ids)))}
    numbers = _numbers(work, [one.document_id for one in found.values()])
    return [_line(found[id], numbers) for id in ids]


def _line(one: BankLine, numbers: dict[UUID, str]) -> BankLineOut:
    return {
        "id": one.id,
        "community_id": one.community_id,
        "version": one.version,
        "booked_on": one.booked_on,
        "amount_fen": one.amount_fen,
        "reference": one.reference,
        "party": one.party,
        "state": one.state,
        "document": _named(one.document_id, numbers),
        "matched_at": one.matched_at,
    }


def open_items(work: Work, community_id: UUID) -> OpenItemsOut:
    """What the books and the bank do not agree on yet, the oldest first."""
    arriving = work.session.scalars(_not_arrived(community_id).order_by(Document.issued_at).limit(_SHOWN)).all()
    leaving = work.session.scalars(
        sa.select(Refund)
        .where(Refund.community_id == community_id, Refund.state == RefundState.LEAVING)
        .order_by(Refund.begun_at)
        .limit(_SHOWN)
    ).all()
    lines = work.session.scalars(
        sa.select(BankLine.id)
        .where(BankLine.community_id == community_id, BankLine.state == LineState.OPEN)
        .order_by(BankLine.booked_on, BankLine.id)
        .limit(_SHOWN)
    ).all()
    homes = _homes(work, [paper.household_id for paper in arriving])
    return {
        "arriving": [_open_item(paper, homes) for paper in arriving],
        "leaving": refund_rows(work, leaving),
        "lines": line_rows(work, lines),
        "arriving_fen": sum(paper.amount_fen for paper in arriving),
        "leaving_fen": sum(refund.amount_fen for refund in leaving),
    }


def _not_arrived(community_id: UUID) -> sa.Select[Document]:
    """Papers whose money the bank has not shown: neither reversed nor on any of its statements."""
    by_bank = sa.and_(Document.kind == DocumentKind.RECEIPT, Document.method != PayMethod.CASH)
    carried = sa.and_(Document.kind == DocumentKind.BANKING, Document.cause.startswith("banking:"))
    other = sa.orm.aliased(Document)
    undone = sa.select(other.id).where(other.community_id == Document.community_id, other.reverses_id == Document.id)
    shown = sa.select(Arrival.document_id).where(
        Arrival.community_id == Document.community_id, Arrival.document_id == Document.id
    )
    return sa.select(Document).where(
        Document.community_id == community_id, sa.or_(by_bank, carried), ~shown.exists(), ~undone.exists()
    )


def _open_item(paper: Document, homes: dict[UUID, HouseholdName]) -> OpenItem:
    return {
        "document": {"id": paper.id, "name": paper.number},
        "kind": paper.kind,
        "method": paper.method,
        "household": homes.get(paper.household_id) if paper.household_id else None,
        "amount_fen": paper.amount_fen,
        "at": paper.at,
    }


def list_closings(work: Work, community_id: UUID) -> list[ClosingOut]:
    """The closed months, the latest first."""
    rows = work.session.scalars(
        sa.select(Closing).where(Closing.community_id == community_id).order_by(Closing.period.desc())
    ).all()
    names = names_of(work.session, [one.closed_by_id for one in rows])
    return [closing_row(one, names) for one in rows]


def closing_row(one: Closing, names: dict[UUID, str]) -> ClosingOut:
    return {
        "community_id": one.community_id,
        "period": one.period,
        "closed_by": {"id": one.closed_by_id, "name": names[one.closed_by_id]},
        "closed_at": one.closed_at,
    }


# ---------------------------------------------------------------- somebody's account


def read_statement(work: Work, body: StatementIn) -> StatementOut:
    """The accounts of a household. Whoever reads them is in the journal. Raises UnknownReference, DaysBackwards."""
    if body.since and body.until and body.until < body.since:
        raise DaysBackwards.at("/until")
    household = household_of(work, READ_HOLDER, body.household_id)
    since, until = _days(work, household.community_id, body.since, body.until)
    rows = sa.select(Account).where(
        Account.community_id == household.community_id,
        Account.household_id == household.id,
        Account.kind.in_(OF_A_HOLDER),
    )
    accounts = work.session.scalars(rows.order_by(Account.opened_at, Account.id)).all()
    work.emit(
        "ledger.statement_read",
        community_id=household.community_id,
        household_id=household.id,
        accounts=len(accounts),
    )
    return {
        "household": _homes(work, [household.id])[household.id],
        "currency": CURRENCY,
        "since": body.since,
        "until": body.until,
        "accounts": [_account(work, account, since, until) for account in accounts],
    }


def _days(
    work: Work, community_id: UUID, since: date | None, until: date | None
) -> tuple[datetime | None, datetime | None]:
    """From the beginning of the first day to the end of the last, in the community's time."""
    zone = time_zone(work.session, community_id)
    begins = datetime.combine(since, time(), zone) if since else None
    ends = datetime.combine(until + timedelta(days=1), time(), zone) if until else None
    return begins, ends


def _account(work: Work, account: Account, since: datetime | None, until: datetime | None) -> StatementAccount:
    paper = sa.and_(Document.community_id == Transfer.community_id, Document.id == Transfer.document_id)
    shown = _latest(sa.select(Entry, Transfer.at, Document), account, since, until).join(Document, paper)
    found = [_entry(*row) for row in reversed(work.session.execute(shown.limit(_SHOWN)).all())]
    opening = found[0]["balance_fen"] - found[0]["amount_fen"] if found else _balance_at(work, account, since or until)
    return {
        "id": account.id,
        "kind": account.kind,
        "purpose": account.purpose,
        "subject_id": account.subject_id,
        "opening_fen": opening,
        "closing_fen": found[-1]["balance_fen"] if found else opening,
        "balance_fen": balance(work.session, account.community_id, account.id),
        "entries": found,
    }


def _balance_at(work: Work, account: Account, until: datetime | None) -> int:
    """What stood on it before an instant."""
    return work.session.scalar(_latest(sa.select(Entry.balance_fen), account, None, until).limit(1)) or 0


def _latest(
    columns: sa.Select[*tuple[Any, ...]], account: Account, since: datetime | None, until: datetime | None
) -> sa.Select[*tuple[Any, ...]]:
    """Entries of an account recorded in a span of time, the latest first."""
    its = sa.and_(Transfer.community_id == Entry.community_id, Transfer.id == Entry.transfer_id)
    rows = columns.select_from(Entry).join(Transfer, its)
    rows = rows.where(Entry.community_id == account.community_id, Entry.account_id == account.id)
    if since:
        rows = rows.where(Transfer.recorded_at >= since)
    if until:
        rows = rows.where(Transfer.recorded_at < until)
    return rows.order_by(Entry.seq.desc())


def _entry(entry: Entry, at: datetime, paper: Document) -> StatementEntry:
    return {
        "seq": entry.seq,
        "at": at,
        "document": {"id": paper.id, "name": paper.number},
        "kind": paper.kind,
        "method": paper.method,
        "payment_id": paid_by(paper.cause),
        "amount_fen": entry.amount_fen,
        "balance_fen": entry.balance_fen,
    }


# ---------------------------------------------------------------- what these share


def _homes(work: Work, ids: Iterable[UUID | None]) -> dict[UUID, HouseholdName]:
    """Households by the label of their unit."""
    wanted = {id for id in ids if id}
    unit = sa.and_(Unit.community_id == Household.community_id, Unit.id == Household.unit_id)
    rows = sa.select(Household.id, Unit.label).join(Unit, unit).where(Household.id.in_(wanted))
    return {id: {"id": id, "unit": label} for id, label in work.session.execute(rows)} if wanted else {}


def _numbers(work: Work, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    return {id: paper.number for id, paper in _by_id(work, Document, ids).items()}


def _by_id(work: Work, rows: Any, ids: Iterable[UUID | None]) -> dict[UUID, Any]:
    wanted = {id for id in ids if id}
    return {one.id: one for one in work.session.scalars(sa.select(rows).where(rows.id.in_(wanted)))} if wanted else {}


def _named(id: UUID | None, names: dict[UUID, str]) -> IdName | None:
    return {"id": id, "name": names[id]} if id and id in names else None
