"""Money moves by transfers alone: what is taken, given back, deducted and reversed adds up; the rest is refused."""

from __future__ import annotations

from uuid import UUID

import pytest

from shouwen.core.ledger.models import Account, Closing, Document
from shouwen.core.ledger.posting import TwoPeople
from shouwen.core.ledger.problems import (
    BadAmount,
    CauseTaken,
    NoShift,
    NotEnough,
    NotReversible,
    PeriodClosed,
    RefundSettled,
    ReversedAlready,
    SamePerson,
    WrongAccount,
)
from shouwen.core.ledger.public import (
    Taking,
    balance_of,
    begin_refund,
    charge,
    complete_refund,
    deduct,
    documents_of,
    fail_refund,
    forfeit,
    open_account,
    reverse,
    statement_of,
    take,
)
from shouwen.core.ledger.rules import AccountKind, PayMethod, Purpose, RefundState
from shouwen.kit.problem import Problem
from tests.core.ledger.books import Books, lasting
from tests.support.api import Api


@pytest.fixture
def books(shared_api: Api) -> Books:
    return Books.open(shared_api)


def test_a_deposit_stands_on_an_account_of_the_owner(books: Books) -> None:
    receipt = books.pay(50_000)
    assert receipt.number.startswith("SK202611-")
    assert books.balance(AccountKind.HELD) == 50_000
    assert books.balance(AccountKind.ARRIVING, PayMethod.BANK_TRANSFER) == 50_000
    assert books.debits_less_credits() == 0


def test_the_same_cause_again_moves_nothing(books: Books) -> None:
    first, again = books.pay(50_000), books.pay(50_000)
    assert (again.id, again.number) == (first.id, first.number)
    assert books.balance(AccountKind.HELD) == 50_000
    with pytest.raises(CauseTaken):
        books.pay(50_001)
    assert books.balance(AccountKind.HELD) == 50_000


@pytest.mark.parametrize("amount", [0, -1, 1.5, 10**13, True, "100"])
def test_money_is_whole_fen_above_none(books: Books, amount: object) -> None:
    with pytest.raises(BadAmount):
        books.pay(amount)  # type: ignore[arg-type]
    assert books.entries() == []


def test_a_refund_goes_out_through_leaving(books: Books) -> None:
    books.pay(50_000)
    refund = books.refund(20_000)
    assert (books.balance(AccountKind.HELD), books.balance(AccountKind.LEAVING)) == (30_000, 20_000)
    with books.api.work(books.actor) as work:
        complete_refund(work, refund.id)
    assert (books.balance(AccountKind.LEAVING), books.balance(AccountKind.BANK)) == (0, -20_000)
    with pytest.raises(RefundSettled), books.api.work(books.actor) as work:
        complete_refund(work, refund.id)
    with pytest.raises(RefundSettled), books.api.work(books.actor) as work:
        fail_refund(work, refund.id, "account_closed")
    assert books.balance(AccountKind.BANK) == -20_000
    assert books.debits_less_credits() == 0


def test_a_refund_that_fails_is_held_again(books: Books) -> None:
    books.pay(50_000)
    refund = books.refund(50_000)
    with books.api.work(books.actor) as work:
        returned = fail_refund(work, refund.id, "account_closed")
        assert returned.state is RefundState.RETURNED
    assert (books.balance(AccountKind.HELD), books.balance(AccountKind.LEAVING)) == (50_000, 0)
    assert books.refund(50_000, "refund:2").state is RefundState.LEAVING


def test_no_more_leaves_than_is_held(books: Books) -> None:
    books.pay(50_000)
    before = books.entries()
    for beyond in (50_001, 10**12):
        with pytest.raises(NotEnough):
            books.refund(beyond)
        with pytest.raises(NotEnough), books.api.work(books.actor) as work:
            deduct(work, books.held(work), beyond, books.both, cause="deduction:1")
    assert books.entries() == before


def test_a_deposit_is_touched_by_two_people(books: Books) -> None:
    books.pay(50_000)
    alone = TwoPeople(books.manager.id, books.manager.id)
    with books.api.work(books.actor) as work:
        account = books.held(work)
        for act in (deduct, forfeit):
            with pytest.raises(SamePerson):
                act(work, account, 100, alone, cause="deduction:1")
        with pytest.raises(SamePerson):
            begin_refund(work, account, 100, PayMethod.CASH, alone, cause="refund:1")
    assert books.balance(AccountKind.HELD) == 50_000


def test_what_is_deducted_and_forfeited_becomes_ours(books: Books) -> None:
    books.pay(50_000)
    with books.api.work(books.actor) as work:
        account = books.held(work)
        deduct(work, account, 20_000, books.both, cause="deduction:1")
        forfeit(work, account, 30_000, books.both, cause="forfeiture:1")
        assert balance_of(work.session, account) == 0
        assert [entry.balance_fen for entry, _, _ in statement_of(work.session, account)] == [50_000, 30_000, 0]
    assert (books.balance(AccountKind.INCOME), books.balance(AccountKind.FORFEITED)) == (20_000, 30_000)


def test_what_is_owed_is_paid_once(books: Books) -> None:
    with books.api.work(books.actor) as work:
        owed = open_account(
            work, books.town.id, AccountKind.RECEIVABLE, purpose=Purpose.REPAIR_FEE, household_id=books.household
        )
        charge(work, owed, 8_000, "repair:1")
        take(work, owed, Taking(8_000, PayMethod.BANK_TRANSFER, "repair:1:paid"))
        with pytest.raises(NotEnough):
            take(work, owed, Taking(1, PayMethod.BANK_TRANSFER, "repair:1:paid_twice"))
        assert balance_of(work.session, owed) == 0
    assert books.balance(AccountKind.INCOME) == 8_000


def reverse_it(books: Books, document: Document) -> Document:
    with books.api.work(books.actor) as work:
        found = work.session.get_one(Document, (document.community_id, document.id))
        return lasting(work, reverse(work, found, books.both))


def test_a_mistake_is_reversed_once(books: Books) -> None:
    receipt = books.pay(50_000)
    undone = reverse_it(books, receipt)
    assert undone.number.startswith("CX")
    assert books.balance(AccountKind.HELD) == 0
    with pytest.raises(ReversedAlready):
        reverse_it(books, receipt)
    with pytest.raises(NotReversible):
        reverse_it(books, undone)
    assert books.debits_less_credits() == 0


def test_what_was_spent_cannot_be_reversed(books: Books) -> None:
    receipt = books.pay(50_000)
    books.refund(1)
    with pytest.raises(NotEnough):
        reverse_it(books, receipt)


def test_a_closed_month_takes_nothing(books: Books) -> None:
    books.pay(50_000)
    books.api.add(
        Closing(
            community_id=books.town.id, period="2026-11", closed_by_id=books.manager.id, closed_at=books.api.clock.now()
        )
    )
    with pytest.raises(PeriodClosed):
        books.pay(50_000, "deposit:2")
    with pytest.raises(PeriodClosed):
        books.refund(100)
    assert books.balance(AccountKind.HELD) == 50_000


def test_cash_needs_whoever_answers_for_the_box(books: Books) -> None:
    with pytest.raises(NoShift), books.api.work(books.actor) as work:
        take(work, books.held(work), Taking(100, PayMethod.CASH, "deposit:1"))
    assert books.entries() == []


def test_only_deposits_are_refunded(books: Books) -> None:
    with books.api.work(books.actor) as work:
        income = open_account(work, books.town.id, AccountKind.INCOME, purpose=Purpose.OTHER_FEE)
        take(work, income, Taking(500, PayMethod.BANK_TRANSFER, "fee:1"))
        with pytest.raises(WrongAccount):
            begin_refund(work, income, 100, PayMethod.CASH, books.both, cause="refund:1")


def test_numbers_have_no_gaps_whatever_is_refused(books: Books) -> None:
    for turn in range(3):
        books.pay(100, f"deposit:{turn}")
        with pytest.raises(Problem):
            books.pay(-1, f"deposit:bad:{turn}")
    numbers = books.api.look(
        lambda session: sorted(
            document.number for document in session.query(Document).filter(Document.community_id == books.town.id)
        )
    )
    assert numbers == [f"SK202611-{serial:05d}" for serial in (1, 2, 3)]


def test_accounts_of_a_kind_and_holder_are_one(books: Books) -> None:
    neighbour = books.api.household(books.town)
    with books.api.work(books.actor) as work:
        first, again, other = books.held(work), books.held(work), books.held(work, neighbour)
        assert first.id == again.id != other.id
        assert documents_of(work.session, books.town.id, UUID(int=1)) == []
        assert isinstance(first, Account)
