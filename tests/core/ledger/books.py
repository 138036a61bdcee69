"""A town with books: its people, a household that pays, and short words for what is done with money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor
from shouwen.core.ledger.models import Account, Document, Entry, Refund
from shouwen.core.ledger.posting import TwoPeople
from shouwen.core.ledger.public import Taking, balance_of, begin_refund, open_held, take
from shouwen.core.ledger.rules import AccountKind, PayMethod
from shouwen.core.work import Work
from tests.support.api import Api, Caller, Town

YUAN = 100


Row = TypeVar("Row", Document, Refund)


def lasting(work: Work, row: Row) -> Row:
    """The row, to be read when its transaction is over."""
    work.session.flush()
    work.session.refresh(row)
    work.session.expunge(row)
    return row


@dataclass
class Books:
    """Who works with money here, and whose money it is."""

    api: Api
    town: Town
    cashier: Caller
    manager: Caller
    supervisor: Caller
    household: UUID

    @classmethod
    def open(cls, api: Api) -> Books:
        town = api.town()
        cashier, manager = api.staff("cashier", town), api.staff("manager", town)
        return cls(api, town, cashier, manager, api.staff("supervisor", town), api.household(town))

    @property
    def actor(self) -> Actor:
        return self.api.actor(self.manager)

    @property
    def both(self) -> TwoPeople:
        return TwoPeople(self.cashier.id, self.manager.id)

    def held(self, work: Work, household: UUID | None = None) -> Account:
        return open_held(work, self.town.id, household_id=household or self.household)

    def pay(self, amount_fen: int, cause: str = "deposit:1", household: UUID | None = None) -> Document:
        """A deposit by bank transfer."""
        with self.api.work(self.actor) as work:
            taking = Taking(amount_fen, PayMethod.BANK_TRANSFER, cause)
            return lasting(work, take(work, self.held(work, household), taking))

    def refund(self, amount_fen: int, cause: str = "refund:1") -> Refund:
        with self.api.work(self.actor) as work:
            account = self.held(work)
            begun = begin_refund(work, account, amount_fen, PayMethod.BANK_TRANSFER, self.both, cause=cause)
            return lasting(work, begun)

    def balance(self, kind: AccountKind, method: PayMethod | None = None) -> int:
        """What stands on all accounts of this kind (and method) here."""

        def look(session: Session) -> int:
            rows = sa.select(Account).where(Account.community_id == self.town.id, Account.kind == kind)
            if method:
                rows = rows.where(Account.method == method)
            return sum(balance_of(session, account) for account in session.scalars(rows))

        return self.api.look(look)

    def debits_less_credits(self) -> int:
        """Zero, whatever happened."""
        signed = sa.select(sa.func.coalesce(sa.func.sum(Entry.amount_fen * Account.sign), 0)).join(
            Account, sa.and_(Account.community_id == Entry.community_id, Account.id == Entry.account_id)
        )
        return self.api.look(lambda session: int(session.scalar(signed.where(Entry.community_id == self.town.id)) or 0))

    def entries(self) -> list[tuple[UUID, int, int, int]]:
        rows = sa.select(Entry.account_id, Entry.seq, Entry.amount_fen, Entry.balance_fen).where(
            Entry.community_id == self.town.id
        )
        return self.api.look(lambda session: sorted((row[0], row[1], row[2], row[3]) for row in session.execute(rows)))
