"""What is said and answered about money (api: ledger). Sums are whole fen of CNY."""

from datetime import date, datetime
from typing import Annotated, Literal, NotRequired
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.core.ledger.rules import (
    AccountKind,
    CashReason,
    DocumentKind,
    LineState,
    PaymentState,
    PayMethod,
    ProposalKind,
    ProposalState,
    ProposalVerb,
    Purpose,
    RefundState,
    ShiftState,
)
from shouwen.core.lists import Ids, ListParams
from shouwen.core.places.schemas import IdName
from shouwen.kit.schema import MOST_FEN, Body, Fen, Instant, LocalDate, Params
from shouwen.kit.text import Line, Words

_AN_ID = "01980000-0000-7000-8000-000000000001"
Sum = Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)]
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", max_length=7, examples=["2026-11"])]
Currency = Literal["CNY"]
Said = Annotated[str, Words(500)]
Reference = Annotated[str, Line(64)]

# ---------------------------------------------------------------- in


class ReceiptIn(Body):
    """Money that was taken at the desk. `reference` is the bank's own number of a transfer, which is taken once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "household_id": _AN_ID,
                    "purpose": "repair_fee",
                    "method": "bank_transfer",
                    "amount_fen": 8000,
                    "currency": "CNY",
                    "reference": "20261122000817",
                }
            ]
        }
    )

    household_id: UUID
    subject_id: UUID | None = None
    purpose: Purpose
    method: Literal[PayMethod.CASH, PayMethod.BANK_TRANSFER]
    amount_fen: Sum
    currency: Currency = "CNY"
    reference: Reference | None = None
    note: Said | None = None
    at: Instant | None = None


class PaymentIn(Body):
    """An order at the payment service; the resident scans its code."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"household_id": _AN_ID, "purpose": "repair_fee", "amount_fen": 8000, "currency": "CNY"}]
        }
    )

    household_id: UUID
    subject_id: UUID | None = None
    purpose: Purpose
    amount_fen: Sum
    currency: Currency = "CNY"


class RefundProposalIn(Body):
    """A deposit is to go back, in whole or in part. `payment_id`: the WeChat payment that is given back."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"account_id": _AN_ID, "amount_fen": 50000, "method": "bank_transfer", "reason": "装修验收合格"}
            ]
        }
    )

    account_id: UUID
    amount_fen: Sum
    currency: Currency = "CNY"
    method: PayMethod
    payment_id: UUID | None = None
    reason: Said


class ReversalProposalIn(Body):
    """A paper was a mistake."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"document_id": _AN_ID, "reason": "金额录错"}]})

    document_id: UUID
    reason: Said


class DecisionIn(Body):
    """What whoever decides says to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": "已核对收据存根"}]})

    note: Said | None = None


class RefusalIn(Body):
    """Why it is refused: whoever proposed it reads that."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": "收据存根与金额不符"}]})

    note: Said


class RefundFailedIn(Body):
    """Why it could not be paid out, as a code of the bank or a word such as `account_closed`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"failure": "account_closed"}]})

    failure: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$", max_length=40)]


class ShiftIn(Body):
    """The cash box was counted, and somebody answers for it from now on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"community_id": _AN_ID, "counted_fen": 50000, "reason": "miscounted"}]}
    )

    community_id: UUID
    counted_fen: Fen
    currency: Currency = "CNY"
    reason: CashReason | None = None


class ShiftCloseIn(Body):
    """The cash box was counted at the end."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"counted_fen": 50000, "reason": "miscounted", "note": "零钱两枚未找到"}]}
    )

    counted_fen: Fen
    currency: Currency = "CNY"
    reason: CashReason | None = None
    note: Said | None = None


class BankingIn(Body):
    """Cash that is carried to the bank."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"community_id": _AN_ID, "amount_fen": 50000}]})

    community_id: UUID
    amount_fen: Sum
    currency: Currency = "CNY"


class ClosingIn(Body):
    """A month is over: it takes no more postings, and neither does any before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"community_id": _AN_ID, "period": "2026-10"}]})

    community_id: UUID
    period: Month


class ReconciliationIn(Body):
    """The books of this community are to be checked now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"community_id": _AN_ID}]})

    community_id: UUID


class StatementIn(Body):
    """Whose account is read, and for which days."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"household_id": _AN_ID, "since": "2026-01-01", "until": "2026-12-31"}]}
    )

    household_id: UUID
    since: LocalDate | None = None
    until: LocalDate | None = None


class BankStatementIn(Body):
    """A statement of the bank as CSV text.

    Columns 日期 (date), 金额 (amount in yuan, below zero: paid out), 流水号 (reference) and 对方 (party).
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"community_id": _AN_ID, "csv": "日期,金额,流水号,对方\n2026-11-22,80.00,20261122000817,王小红\n"}
            ]
        }
    )

    community_id: UUID
    csv: Annotated[str, Words(400_000)]


class MatchIn(Body):
    """What a line of the bank's statement is: the papers whose money it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"document_ids": [_AN_ID]}]})

    document_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=100)]


class DocumentParams(ListParams):
    """Repeated parameters mean or, different ones and. Whose money it was is asked by a statement."""

    community_id: Ids = ()
    subject_id: Ids = ()
    shift_id: Ids = ()
    kind: Annotated[tuple[DocumentKind, ...], Field(max_length=10)] = ()
    method: Annotated[tuple[PayMethod, ...], Field(max_length=5)] = ()


class ProposalParams(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    kind: Annotated[tuple[ProposalKind, ...], Field(max_length=5)] = ()
    state: Annotated[tuple[ProposalState, ...], Field(max_length=5)] = ()


class ShiftParams(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    state: Annotated[tuple[ShiftState, ...], Field(max_length=5)] = ()


class LineParams(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    state: Annotated[tuple[LineState, ...], Field(max_length=5)] = ()


class BooksParams(Params):
    """Which community's books, and at which instant."""

    community_id: UUID
    at: Instant | None = None


class OneCommunity(Params):
    """Which community's."""

    community_id: UUID


# ---------------------------------------------------------------- out


class LedgerReason(TypedDict):
    """Why it cannot be said now."""

    code: str
    message: str


class ProposalAction(TypedDict):
    """What the caller may say to a proposal."""

    action: ProposalVerb
    allowed: bool
    reason: NotRequired[LedgerReason]


class HouseholdName(TypedDict):
    """A household by where it lives."""

    id: UUID
    unit: str


class DocumentRow(TypedDict):
    """A paper in a list."""

    id: UUID
    community_id: UUID
    number: str
    kind: DocumentKind
    amount_fen: int
    currency: Currency
    method: PayMethod | None
    purpose: Purpose | None
    household: HouseholdName | None
    subject_id: UUID | None
    reference: str | None
    reverses: IdName | None
    reversed_by: IdName | None
    posted_by: IdName | None
    at: datetime
    issued_at: datetime


class TransferOut(TypedDict):
    """Money that moved."""

    id: UUID
    debit: AccountKind
    credit: AccountKind
    amount_fen: int
    reverses_id: UUID | None
    at: datetime


class DocumentOut(DocumentRow):
    """A paper with its transfers and its signatures."""

    note: str | None
    proposed_by: IdName | None
    approved_by: IdName | None
    transfers: list[TransferOut]


class ProposalRow(TypedDict):
    """A refund or a reversal that was proposed."""

    id: UUID
    community_id: UUID
    version: int
    kind: ProposalKind
    state: ProposalState
    amount_fen: int
    currency: Currency
    method: PayMethod | None
    purpose: Purpose | None
    household: HouseholdName | None
    account_id: UUID | None
    document: IdName | None
    made_document: IdName | None
    reason: str
    proposed_by: IdName
    proposed_at: datetime
    decided_by: IdName | None
    decided_at: datetime | None
    decision_note: str | None
    actions: list[ProposalAction]


class RefundOut(TypedDict):
    """A refund that left its account."""

    id: UUID
    community_id: UUID
    version: int
    document: IdName
    household: HouseholdName | None
    method: PayMethod
    payment_id: Annotated[UUID | None, Field(description="The WeChat payment it gives back; WeChat Pay ends it")]
    amount_fen: int
    currency: Currency
    state: RefundState
    failure: str | None
    begun_at: datetime
    settled_at: datetime | None


class ShiftOut(TypedDict):
    """A shift at the cash desk. `expected_fen` is what the books say, of an open shift what they say now."""

    id: UUID
    community_id: UUID
    version: int
    state: ShiftState
    cashier: IdName
    opened_at: datetime
    opening_fen: int
    opening_difference_fen: int
    opening_reason: CashReason | None
    closed_at: datetime | None
    counted_fen: int | None
    expected_fen: int
    difference_fen: int | None
    closing_reason: CashReason | None
    note: str | None
    taken_fen: int
    paid_out_fen: int
    is_mine: bool


class PaymentOut(TypedDict):
    """A payment ordered from a payment service. `code_url` is what the payer scans, once the service has given it."""

    id: UUID
    community_id: UUID
    version: int
    method: PayMethod
    amount_fen: int
    currency: Currency
    state: PaymentState
    code_url: str | None
    ordered_at: datetime
    expires_at: datetime
    paid_at: datetime | None
    document: IdName | None


class BalanceRow(TypedDict):
    """What stands on the accounts of a kind: on one side, the other is zero."""

    kind: AccountKind
    method: PayMethod | None
    purpose: Purpose | None
    accounts: int
    debit_fen: int
    credit_fen: int


class TrialBalanceOut(TypedDict):
    """The books at an instant. Debits and credits are the same sum, so the difference is zero."""

    community_id: UUID
    at: datetime
    currency: Currency
    rows: list[BalanceRow]
    debit_fen: int
    credit_fen: int
    difference_fen: int


class Faults(TypedDict):
    """What is wrong with the books; all of it zero when they are sound."""

    imbalance_fen: Annotated[int, Field(description="What debits and credits differ by")]
    adrift_fen: Annotated[int, Field(description="On its way by the accounts, less by the refunds under way")]
    drifted: Annotated[int, Field(description="Balances that do not follow from the entries before")]
    below_floor: Annotated[int, Field(description="Balances below what the account may hold")]
    one_legged: Annotated[int, Field(description="Transfers that do not stand on both their accounts")]
    missing: Annotated[int, Field(description="Papers without a transfer, and numbers without a paper")]


class ReconciliationOut(Faults):
    """What checking the books found: transfers, entries and accounts looked at, and what was wrong with them."""

    community_id: UUID
    at: datetime
    transfers: int
    accounts: int
    sound: bool


class StatementEntry(TypedDict):
    """One entry on somebody's account."""

    seq: int
    at: datetime
    document: IdName
    kind: DocumentKind
    method: PayMethod | None
    payment_id: Annotated[UUID | None, Field(description="The WeChat payment it came by, to be given back against")]
    amount_fen: int
    balance_fen: int


class StatementAccount(TypedDict):
    """One account of a household: what stood on it before these days, after them, and now."""

    id: UUID
    kind: AccountKind
    purpose: Purpose | None
    subject_id: UUID | None
    opening_fen: int
    closing_fen: int
    balance_fen: int
    entries: list[StatementEntry]


class StatementOut(TypedDict):
    """The accounts of a household for these days. That it was read is in the journal."""

    household: HouseholdName
    currency: Currency
    since: date | None
    until: date | None
    accounts: list[StatementAccount]


class ClosingOut(TypedDict):
    """A closed month."""

    community_id: UUID
    period: str
    closed_by: IdName
    closed_at: datetime


class BankLineOut(TypedDict):
    """A line of the bank's statement."""

    id: UUID
    community_id: UUID
    version: int
    booked_on: date
    amount_fen: int
    reference: str | None
    party: str | None
    state: LineState
    document: IdName | None
    matched_at: datetime | None


class BankStatementOut(TypedDict):
    """What became of a statement: lines read, known already, and explained at once."""

    read: int
    known: int
    matched: int
    open: int


class OpenItem(TypedDict):
    """Money the bank has not shown yet: a paper whose sum is still to arrive, or a refund still to leave."""

    document: IdName
    kind: DocumentKind
    method: PayMethod | None
    household: HouseholdName | None
    amount_fen: int
    at: datetime


class OpenItemsOut(TypedDict):
    """What the books and the bank do not agree on yet."""

    arriving: list[OpenItem]
    leaving: list[RefundOut]
    lines: list[BankLineOut]
    arriving_fen: int
    leaving_fen: int
