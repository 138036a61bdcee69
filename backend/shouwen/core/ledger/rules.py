"""Kinds of accounts, how money is paid, and what each paper of the ledger may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

CURRENCY: Final = "CNY"


class AccountKind(StrEnum):
    """What the money on an account is."""

    CASH = "cash"  # in the cash box
    BANK = "bank"  # with the bank
    ARRIVING = "arriving"  # paid to us by a method, not with the bank yet
    LEAVING = "leaving"  # on its way back to somebody by a method
    RECEIVABLE = "receivable"  # what a household owes
    HELD = "held"  # a deposit: of the owner, kept by us
    INCOME = "income"  # earned, fees and what was deducted from deposits
    FORFEITED = "forfeited"  # deposits that fell to us
    CHARGES = "charges"  # what banks and payment services keep for themselves
    DIFFERENCE = "difference"  # what the cash box had too much or too little of


class PayMethod(StrEnum):
    """How money changes hands."""

    CASH = "cash"
    BANK_TRANSFER = "bank_transfer"
    WECHAT_PAY = "wechat_pay"


class Purpose(StrEnum):
    """What money is for."""

    RENOVATION_DEPOSIT = "renovation_deposit"
    OTHER_DEPOSIT = "other_deposit"
    REPAIR_FEE = "repair_fee"
    SERVICE_FEE = "service_fee"
    PROPERTY_FEE = "property_fee"
    OTHER_FEE = "other_fee"


class DocumentKind(StrEnum):
    """A paper that transfers stand on."""

    RECEIPT = "receipt"
    REFUND_SLIP = "refund_slip"
    REVERSAL = "reversal"
    DEDUCTION = "deduction"
    FORFEITURE = "forfeiture"
    CHARGE = "charge"  # something owed was written down
    CASH_COUNT = "cash_count"  # what counting the cash box found
    BANKING = "banking"  # cash carried to the bank, or a payment that arrived there


class RefundState(StrEnum):
    """Where a refund stands."""

    LEAVING = "leaving"
    PAID_OUT = "paid_out"
    RETURNED = "returned"


class ShiftState(StrEnum):
    """Whether somebody answers for the cash box."""

    OPEN = "open"
    CLOSED = "closed"


class CashReason(StrEnum):
    """Why the cash box holds another sum than the books say."""

    WRONG_CHANGE = "wrong_change"
    NOT_RECEIPTED = "not_receipted"
    PAID_TWICE = "paid_twice"
    COUNTERFEIT = "counterfeit"
    MISCOUNTED = "miscounted"
    UNEXPLAINED = "unexplained"


class ProposalKind(StrEnum):
    """What one person proposes and another approves."""

    REFUND = "refund"
    REVERSAL = "reversal"


class ProposalState(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class PaymentState(StrEnum):
    """Where a payment through a service stands."""

    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"


class LineState(StrEnum):
    """Whether a line of the bank's statement is explained."""

    OPEN = "open"
    MATCHED = "matched"


@dataclass(frozen=True, slots=True)
class KindRule:
    """On which side an account of this kind grows, and below what it never goes."""

    grows_by_debit: bool
    floor_fen: int | None

    @property
    def sign(self) -> int:
        return 1 if self.grows_by_debit else -1


# No floor: the bank account holds more than what this ledger knows of, and corrections may go either way.
KIND_RULES: Final[Mapping[AccountKind, KindRule]] = MappingProxyType(
    {
        AccountKind.CASH: KindRule(grows_by_debit=True, floor_fen=0),
        AccountKind.BANK: KindRule(grows_by_debit=True, floor_fen=None),
        AccountKind.ARRIVING: KindRule(grows_by_debit=True, floor_fen=0),
        AccountKind.LEAVING: KindRule(grows_by_debit=False, floor_fen=0),
        AccountKind.RECEIVABLE: KindRule(grows_by_debit=True, floor_fen=0),
        AccountKind.HELD: KindRule(grows_by_debit=False, floor_fen=0),
        AccountKind.INCOME: KindRule(grows_by_debit=False, floor_fen=None),
        AccountKind.FORFEITED: KindRule(grows_by_debit=False, floor_fen=0),
        AccountKind.CHARGES: KindRule(grows_by_debit=True, floor_fen=None),
        AccountKind.DIFFERENCE: KindRule(grows_by_debit=True, floor_fen=None),
    }
)
# Accounts that belong to somebody: reading one is journalled.
OF_A_HOLDER: Final = frozenset({AccountKind.HELD, AccountKind.RECEIVABLE})
# Papers that two people sign: who proposed and who approved are never the same (RN-12).
BY_TWO: Final = frozenset(
    {DocumentKind.REFUND_SLIP, DocumentKind.REVERSAL, DocumentKind.DEDUCTION, DocumentKind.FORFEITURE}
)
SERIES: Final[Mapping[DocumentKind, str]] = MappingProxyType(
    {
        DocumentKind.RECEIPT: "SK",  # 收款
        DocumentKind.REFUND_SLIP: "TK",  # 退款
        DocumentKind.REVERSAL: "CX",  # 冲销
        DocumentKind.DEDUCTION: "KK",  # 扣款
        DocumentKind.FORFEITURE: "MS",  # 没收
        DocumentKind.CHARGE: "YS",  # 应收
        DocumentKind.CASH_COUNT: "PD",  # 盘点
        DocumentKind.BANKING: "CK",  # 存款
    }
)


@dataclass(frozen=True, slots=True)
class Leg:
    """A transfer to be: from which account to which, and how much."""

    debit_id: UUID
    credit_id: UUID
    amount_fen: int
    reverses_id: UUID | None = None


def slot_of(
    *, method: PayMethod | None, purpose: Purpose | None, subject_id: UUID | None, household_id: UUID | None
) -> str:
    """What tells accounts of one kind apart: one of each in a community."""
    holder = subject_id or household_id
    return ":".join(str(part) for part in (method, purpose, holder) if part)


def period_of(at: datetime, zone: ZoneInfo) -> str:
    """The month that a posting belongs to, such as 2026-11."""
    return f"{at.astimezone(zone):%Y-%m}"


def effect(kind: AccountKind, *, debited: bool, amount_fen: int) -> int:
    """What a transfer does to the balance of an account on one of its sides."""
    return amount_fen if KIND_RULES[kind].grows_by_debit == debited else -amount_fen


class ProposalVerb(StrEnum):
    """What can be said to a proposal."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


DEPOSITS: Final = frozenset({Purpose.RENOVATION_DEPOSIT, Purpose.OTHER_DEPOSIT})


def account_kind_for(purpose: Purpose) -> AccountKind:
    """Where money for this stands: a deposit is the payer's, a fee is ours."""
    return AccountKind.HELD if purpose in DEPOSITS else AccountKind.INCOME


@dataclass(frozen=True, slots=True)
class WechatAccount:
    """A merchant's account with WeChat Pay, as its console shows it."""

    app_id: str
    merchant_id: str
    serial: str  # of the merchant's certificate
    private_key: str  # PEM
    platform_serial: str  # by which WeChat Pay names its key
    platform_key: str  # PEM, public
    api_v3_key: str  # 32 bytes
    url: str


_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿")
_GROUP: Final = 10_000


def capitals(fen: int) -> str:
    """A sum as it stands on receipts, in the numerals that nobody can change: 人民币贰仟元整."""
    yuan, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    whole = _whole(yuan) + "元" if yuan else ""
    if not rest:
        return f"人民币{whole or '零元'}整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
    return f"人民币{whole}{tenths}" + (f"{_DIGITS[cent]}分" if cent else "整")


def _whole(yuan: int) -> str:
    groups: list[int] = []
    while yuan:
        yuan, group = divmod(yuan, _GROUP)
        groups.append(group)
    said = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        gap = said and group and (group < _GROUP // 10 or groups[place + 1] == 0)
        said += ("零" if gap and not said.endswith("零") else "") + (_hundreds(group) + _GROUPS[place] if group else "")
    return said


def _hundreds(group: int) -> str:
    """Up to four digits; zeros between digits are said once."""
    said = ""
    for place in reversed(range(len(_PLACES))):
        digit = group // 10**place % 10
        if digit:
            said += _DIGITS[digit] + _PLACES[place]
        elif said and group % 10**place:
            said += "" if said.endswith("零") else "零"
    return said
