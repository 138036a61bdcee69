"""How the demo's money moved: two shifts at the cash desk, deposits, a fee, a refund, a mistake and its reversal."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.access.actor import Actor
from shouwen.core.ledger import bank, desk, proposals
from shouwen.core.ledger.models import Account, Document, Refund
from shouwen.core.ledger.rules import CashReason, PayMethod, ProposalVerb, Purpose
from shouwen.core.ledger.schemas import ReceiptIn, RefundProposalIn, ReversalProposalIn
from shouwen.core.ledger.taking import take_at_desk
from shouwen.core.places.models import Household, Unit
from shouwen.core.work import Work

_UNITS: Final = ("3-1-1201", "5-2-302", "2-1-502", "1-2-301")
_CHANGE_FEN: Final = 50_000  # small change that lies in the box
_DEPOSIT_FEN: Final = 200_000
_FEE_FEN: Final = 8_000
_LOST_FEN: Final = 50


class Money:
    """The books of one community, up to now."""

    def __init__(self, work: Work, community_id: UUID, actors: Mapping[str, Actor]) -> None:
        self._work = work
        self._here = community_id
        self._actors = actors
        self._households = self._of_units()

    def tell(self) -> None:
        """Two days: the first is over and counted, today's shift is open."""
        self._first_day()
        self._today()

    def _first_day(self) -> None:
        began = timedelta(days=1, hours=8)
        cashier = self._at("cashier", began)
        shift = desk.open_desk(cashier, self._here, _CHANGE_FEN, CashReason.NOT_RECEIPTED)
        self._done(cashier)
        self._take(began - timedelta(minutes=20), 0, Purpose.RENOVATION_DEPOSIT, PayMethod.CASH, _DEPOSIT_FEN)
        self._take(began - timedelta(hours=1), 2, Purpose.REPAIR_FEE, PayMethod.CASH, _FEE_FEN)
        by_bank = self._take(
            began - timedelta(hours=2),
            1,
            Purpose.RENOVATION_DEPOSIT,
            PayMethod.BANK_TRANSFER,
            _DEPOSIT_FEN,
            "2026102417",
        )
        wrong = self._take(
            began - timedelta(hours=3), 3, Purpose.SERVICE_FEE, PayMethod.BANK_TRANSFER, _FEE_FEN * 10, "2026102433"
        )
        self._reverse(began - timedelta(hours=4), wrong)
        self._refund(began - timedelta(hours=5), by_bank)
        banking = self._at("cashier", began - timedelta(hours=6))
        desk.bank_cash(banking, self._here, _DEPOSIT_FEN)
        self._done(banking)
        closing = self._at("cashier", began - timedelta(hours=7))
        left = _CHANGE_FEN + _FEE_FEN - _LOST_FEN
        desk.close_desk(closing, shift.id, left, CashReason.WRONG_CHANGE, "找零多付五角")
        self._done(closing)

    def _today(self) -> None:
        began = timedelta(hours=2)
        opening = self._at("cashier", began)
        desk.open_desk(opening, self._here, _CHANGE_FEN + _FEE_FEN - _LOST_FEN)
        self._done(opening)
        self._take(began - timedelta(minutes=10), 3, Purpose.SERVICE_FEE, PayMethod.CASH, _FEE_FEN)
        self._take(
            began - timedelta(minutes=30),
            3,
            Purpose.RENOVATION_DEPOSIT,
            PayMethod.BANK_TRANSFER,
            _DEPOSIT_FEN,
            "2026102502",
        )
        proposing = self._at("cashier", began - timedelta(minutes=50))
        account = self._account(self._households[0])
        proposals.propose_refund(proposing, self._refund_of(account, _DEPOSIT_FEN, "装修验收合格，退还押金"))
        self._done(proposing)
        statement = self._at("cashier", began - timedelta(hours=1))
        text = f"日期,金额,流水号,对方\n{statement.now:%Y-%m-%d},{_DEPOSIT_FEN / 100:.2f},2026102417,李秀兰\n"
        text += f"{statement.now:%Y-%m-%d},66.00,2026102490,何先生\n"
        bank.take_in(statement, self._here, text)
        self._done(statement)

    # ------------------------------------------------------------ what people say

    def _take(
        self, ago: timedelta, home: int, purpose: Purpose, method: PayMethod, fen: int, reference: str | None = None
    ) -> Document:
        work = self._at("cashier", ago)
        said = {"method": method, "amount_fen": fen, "reference": reference, "purpose": purpose}
        receipt = take_at_desk(work, ReceiptIn.model_validate({"household_id": self._households[home], **said}))
        self._done(work)
        return receipt

    def _reverse(self, ago: timedelta, wrong: Document) -> None:
        proposing = self._at("cashier", ago)
        proposal = proposals.propose_reversal(
            proposing, ReversalProposalIn(document_id=wrong.id, reason="多录了一位数")
        )
        self._done(proposing)
        self._approve(ago - timedelta(minutes=20), proposal.id)

    def _refund(self, ago: timedelta, receipt: Document) -> None:
        proposing = self._at("cashier", ago)
        assert receipt.household_id is not None  # noqa: S101 - it was taken from a household
        account = self._account(receipt.household_id)
        proposal = proposals.propose_refund(
            proposing, self._refund_of(account, _DEPOSIT_FEN // 2, "改小装修范围，退还一半")
        )
        self._done(proposing)
        self._approve(ago - timedelta(minutes=20), proposal.id)
        paying = self._at("cashier", ago - timedelta(minutes=40))
        rows = sa.select(Refund.id).where(Refund.community_id == self._here).order_by(Refund.id.desc()).limit(1)
        proposals.complete(paying, paying.session.scalars(rows).one())
        self._done(paying)

    def _approve(self, ago: timedelta, proposal_id: UUID) -> None:
        approving = self._at("manager", ago)
        proposals.decide(approving, proposal_id, ProposalVerb.APPROVE, "已核对单据")
        self._done(approving)

    @staticmethod
    def _refund_of(account: Account, fen: int, reason: str) -> RefundProposalIn:
        return RefundProposalIn(account_id=account.id, amount_fen=fen, method=PayMethod.BANK_TRANSFER, reason=reason)

    # ------------------------------------------------------------ what these share

    def _at(self, who: str, ago: timedelta) -> Work:
        work = self._work
        return Work(house=work.house, session=work.session, actor=self._actors[who], now=work.now - ago)

    @staticmethod
    def _done(work: Work) -> None:
        work.write_journal()

    def _account(self, household_id: UUID) -> Account:
        rows = sa.select(Account).where(Account.community_id == self._here, Account.household_id == household_id)
        return self._work.session.scalars(rows).one()

    def _of_units(self) -> list[UUID]:
        """Who lives in these units."""
        unit = sa.and_(Unit.community_id == Household.community_id, Unit.id == Household.unit_id)
        rows = sa.select(Unit.label, Household.id).join(Unit, unit)
        rows = rows.where(Household.community_id == self._here, Unit.label.in_(_UNITS), Household.until.is_(None))
        found = {row.label: row.id for row in self._work.session.execute(rows)}
        return [found[label] for label in _UNITS]
