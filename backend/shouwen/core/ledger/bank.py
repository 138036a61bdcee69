"""The bank's statement: lines taken in once, explained by the papers whose money they are, or left open."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.ledger.models import Arrival, BankLine, Document, Refund
from shouwen.core.ledger.posting import Paper, open_account, post
from shouwen.core.ledger.problems import BadStatement, LineMatched, NoMatch
from shouwen.core.ledger.reach import find, referred
from shouwen.core.ledger.rules import AccountKind, DocumentKind, Leg, LineState, PayMethod, RefundState
from shouwen.core.ledger.schemas import BankStatementOut
from shouwen.core.ledger.service import complete_refund, has_arrived
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.schema import MOST_FEN, read_date
from shouwen.kit.sheets import Row, TooManyError, UnreadableError, lines_of, read_csv

BANK: Final = "ledger.bank"
_ROWS: Final = 5000
_COLUMNS: Final = 40
_NAMES: Final = {
    "booked_on": ("日期", "交易日期", "记账日期", "date"),
    "amount": ("金额", "交易金额", "发生额", "amount"),
    "reference": ("流水号", "交易流水号", "凭证号", "reference"),
    "party": ("对方", "对方户名", "户名", "party"),
}
_ARRIVES: Final = frozenset({DocumentKind.RECEIPT, DocumentKind.BANKING})


@dataclass(frozen=True, slots=True)
class Read:
    """A line as it stands in the statement."""

    booked_on: date
    amount_fen: int
    reference: str | None
    party: str | None
    digest: str


def take_in(work: Work, community_id: UUID, text: str) -> BankStatementOut:
    """The lines that are not known yet; what a paper's reference explains is matched at once. Raises BadStatement."""
    found = list(read(text))
    known = set(
        work.session.scalars(
            sa.select(BankLine.digest).where(
                BankLine.community_id == community_id, BankLine.digest.in_([line.digest for line in found])
            )
        )
    )
    fresh = [_add(work, community_id, line) for line in found if line.digest not in known]
    matched = sum(_explained(work, line) for line in fresh)
    work.emit("ledger.statement_taken_in", community_id=community_id, lines=len(fresh), matched=matched)
    return {"read": len(found), "known": len(found) - len(fresh), "matched": matched, "open": len(fresh) - matched}


def match(work: Work, line_id: UUID, document_ids: Sequence[UUID]) -> BankLine:
    """Says what a line is. Raises LineMatched, NoMatch and UnknownReference."""
    line = find(work, BankLine, BANK, line_id, lock=True)
    if line.state is LineState.MATCHED:
        raise LineMatched
    papers = [
        referred(work, Document, BANK, id, f"/document_ids/{place}")
        for place, id in enumerate(dict.fromkeys(document_ids))
    ]
    if any(paper.community_id != line.community_id for paper in papers):
        raise NoMatch
    _explain(work, line, papers)
    return line


def read(text: str) -> Iterator[Read]:
    """The lines of a statement. Raises BadStatement, naming the first line that cannot be read."""
    try:
        rows = read_csv(text.encode(), rows=_ROWS, columns=_COLUMNS)
    except (UnreadableError, TooManyError) as error:
        raise BadStatement.at("/csv", line=1) from error
    header = [str(cell or "").strip().lower() for cell in rows[0]] if rows else []
    places = {
        name: next((header.index(word) for word in words if word in header), None) for name, words in _NAMES.items()
    }
    if places["booked_on"] is None or places["amount"] is None:
        raise BadStatement.at("/csv", line=1)
    counted: dict[str, int] = {}
    for number, row in lines_of(rows):
        line = _line(number, row, places)
        again = counted[line.digest] = counted.get(line.digest, 0) + 1  # two alike on one day are two
        yield Read(line.booked_on, line.amount_fen, line.reference, line.party, f"{line.digest}:{again}")


def _line(number: int, row: Row, places: dict[str, int | None]) -> Read:
    def cell(name: str) -> str:
        place = places[name]
        return str(row[place] or "").strip() if place is not None and place < len(row) else ""

    try:
        booked_on = read_date(_dashed(cell("booked_on")))
        amount_fen = _fen(cell("amount"))
    except (ValueError, InvalidOperation, OverflowError) as error:
        raise BadStatement.at("/csv", line=number) from error
    reference, party = cell("reference")[:64] or None, cell("party")[:100] or None
    said = "\n".join([booked_on.isoformat(), str(amount_fen), reference or "", party or ""])
    return Read(booked_on, amount_fen, reference, party, hashlib.sha256(said.encode()).hexdigest())


def _fen(text: str) -> int:
    """Yuan as banks write them, in fen. Raises ValueError and InvalidOperation."""
    amount = Decimal(text.replace(",", "")) * 100
    amount_fen = int(amount)
    if amount != amount_fen or not 0 < abs(amount_fen) <= MOST_FEN:
        raise ValueError(text)
    return amount_fen


def _dashed(text: str) -> str:
    digits = text.replace("/", "-").replace(".", "-")
    if len(digits) == 8 and digits.isdecimal():  # noqa: PLR2004 - 20261122
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return digits


def _add(work: Work, community_id: UUID, read_line: Read) -> BankLine:
    line = BankLine(
        community_id=community_id,
        id=new_id(),
        booked_on=read_line.booked_on,
        amount_fen=read_line.amount_fen,
        reference=read_line.reference,
        party=read_line.party,
        digest=read_line.digest,
        state=LineState.OPEN,
        read_at=work.now,
    )
    work.session.add(line)
    work.session.flush()
    return line


def _explained(work: Work, line: BankLine) -> bool:
    """Whether one paper carries the line's reference and comes to its sum; then that is what it is."""
    if line.reference is None:
        return False
    rows = sa.select(Document).where(Document.community_id == line.community_id, Document.reference == line.reference)
    papers = work.session.scalars(rows).all()
    try:
        _explain(work, line, papers)
    except NoMatch:
        return False
    return True


def _explain(work: Work, line: BankLine, papers: Sequence[Document]) -> None:
    made = _arrived(work, line, papers) if line.amount_fen > 0 else _left(work, line, papers)
    line.state, line.document_id = LineState.MATCHED, made
    line.matched_by_id, line.matched_at = work.actor.id, work.now
    work.session.flush()
    work.emit("ledger.line_matched", community_id=line.community_id, line_id=line.id, document_id=made)


def _arrived(work: Work, line: BankLine, papers: Sequence[Document]) -> UUID:
    """The money of these papers is with the bank. What a payment service kept for itself is a charge."""
    if not papers or not all(_may_arrive(work, paper) for paper in papers):
        raise NoMatch
    total = sum(paper.amount_fen for paper in papers)
    kept = total - line.amount_fen
    by_service = all(paper.method is PayMethod.WECHAT_PAY for paper in papers)
    if kept < 0 or (kept and not by_service):
        raise NoMatch
    bank = open_account(work, line.community_id, AccountKind.BANK)
    charges = open_account(work, line.community_id, AccountKind.CHARGES)
    legs = []
    for method in dict.fromkeys(paper.method for paper in papers):
        arriving = open_account(work, line.community_id, AccountKind.ARRIVING, method=method)
        of_method = sum(paper.amount_fen for paper in papers if paper.method is method)
        legs.append(Leg(bank.id, arriving.id, of_method - kept))
        if kept:
            legs.append(Leg(charges.id, arriving.id, kept))  # all of one method, where anything was kept
    work.session.add_all(
        Arrival(community_id=line.community_id, document_id=paper.id, line_id=line.id) for paper in papers
    )
    work.session.flush()
    banked = Paper(
        DocumentKind.BANKING,
        f"line:{line.id}",
        line.amount_fen,
        method=papers[0].method,
        reference=line.reference,
    )
    return post(work, line.community_id, banked, legs).id


def _may_arrive(work: Work, paper: Document) -> bool:
    by_bank = (paper.kind is DocumentKind.RECEIPT) == (paper.method is not PayMethod.CASH)
    undone = sa.select(Document.id).where(Document.community_id == paper.community_id, Document.reverses_id == paper.id)
    is_line = paper.cause.startswith("line:")
    fit = paper.kind in _ARRIVES and by_bank and not is_line
    return fit and work.session.scalar(undone) is None and not has_arrived(work.session, paper)


def _left(work: Work, line: BankLine, papers: Sequence[Document]) -> UUID:
    """A refund was paid out by the bank."""
    if len(papers) != 1 or papers[0].amount_fen != -line.amount_fen:
        raise NoMatch
    rows = sa.select(Refund).where(
        Refund.community_id == line.community_id,
        Refund.document_id == papers[0].id,
        Refund.state == RefundState.LEAVING,
        Refund.payment_id.is_(None),  # what WeChat Pay gives back never passes our bank
    )
    refund = work.session.scalars(rows).one_or_none()
    if refund is None:
        raise NoMatch
    complete_refund(work, refund.id)
    return papers[0].id
