"""Money taken at the desk: on the account that its purpose says (RC-09, RP-10)."""

from typing import Final
from uuid import UUID

from shouwen.core.ledger.models import Account, Document, Payment
from shouwen.core.ledger.payments import order
from shouwen.core.ledger.posting import open_account
from shouwen.core.ledger.reach import household_of, subject_of
from shouwen.core.ledger.rules import AccountKind, PayMethod, Purpose, account_kind_for
from shouwen.core.ledger.schemas import PaymentIn, ReceiptIn
from shouwen.core.ledger.service import Payer, Taking, bank_cause, take
from shouwen.core.work import Work
from shouwen.kit.ids import new_id

TAKE: Final = "ledger.take"
DESK: Final = "ledger.desk"


def take_at_desk(work: Work, body: ReceiptIn) -> Document:
    """A receipt. Raises ReferenceMissing and CauseTaken for a transfer without a number, or taken already."""
    account, payer = _account(work, body.household_id, body.subject_id, body.purpose)
    by_bank = body.method is PayMethod.BANK_TRANSFER
    cause = bank_cause(work, account.community_id, body.reference) if by_bank else f"desk:{new_id()}"
    taking = Taking(body.amount_fen, body.method, cause, reference=body.reference, note=body.note, at=body.at)
    return take(work, account, taking, payer)


def order_at_desk(work: Work, body: PaymentIn) -> Payment:
    """An order at WeChat Pay."""
    account, payer = _account(work, body.household_id, body.subject_id, body.purpose)
    return order(work, account, body.amount_fen, f"desk:{new_id()}", payer)


def _account(work: Work, household_id: UUID, subject_id: UUID | None, purpose: Purpose) -> tuple[Account, Payer]:
    """A deposit stands on an account of the household's own, a fee on ours."""
    household = household_of(work, TAKE, household_id)
    matter = subject_of(work, household.community_id, subject_id)
    kind = account_kind_for(purpose)
    is_theirs = kind is AccountKind.HELD
    account = open_account(
        work,
        household.community_id,
        kind,
        purpose=purpose,
        household_id=household.id if is_theirs else None,
        subject_id=matter if is_theirs else None,
    )
    return account, Payer(household.id, matter)
