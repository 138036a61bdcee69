"""WeChat Pay against its stand-in: what is told twice, late, by others or not at all moves money once or never."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest

from shouwen.core.ledger.models import Payment, Refund
from shouwen.core.ledger.payments import ask_after_all
from shouwen.core.ledger.public import balance_of, begin_refund, order
from shouwen.core.ledger.rules import AccountKind, PaymentState, PayMethod, RefundState
from shouwen.kit.outward import Outward
from shouwen.rooms import furniture
from tests.core.ledger.books import Books
from tests.support import wechat_pay
from tests.support.api import Api, request
from tests.support.settling import START
from tests.support.wechat_pay import WechatStandIn

NOTICES = "/payments/wechat/notices"


@pytest.fixture(scope="module")
def stand_in() -> Iterator[WechatStandIn]:
    with wechat_pay.opened(lambda: START) as found:
        yield found


class Desk:
    """Books whose house may speak to the stand-in."""

    def __init__(self, api: Api, pay: WechatStandIn) -> None:
        furniture("reactions")
        pay.now, pay.refund_status = api.clock.now, "SUCCESS"
        pay.next.clear()
        account = pay.account
        api.house.outward = Outward([account.url], loopback=True)
        api.house.options = replace(api.house.options, wechat_pay=account, public_url="https://desk.example.com")
        self.api, self.pay, self.books = api, pay, Books.open(api)

    def order(self, amount_fen: int = 50_000) -> UUID:
        """A deposit to be paid by WeChat, ordered there."""
        with self.api.work(self.books.actor) as work:
            payment_id = order(work, self.books.held(work), amount_fen, f"deposit:{next(self.api.numbers)}").id
        self.run()
        return payment_id

    def run(self) -> None:
        while self.api.seal() + self.api.do_jobs():
            pass

    def payment(self, payment_id: UUID) -> Payment:
        return self.api.look(lambda session: session.query(Payment).filter(Payment.id == payment_id).one())

    def tell(self, headers: dict[str, str], body: bytes) -> httpx.Response:
        [answer] = self.api.at_once([request("POST", NOTICES, None, body=body, headers=headers)])
        return answer

    def held(self) -> int:
        return self.books.balance(AccountKind.HELD)

    def give_back(self, payment_id: UUID, amount_fen: int) -> UUID:
        with self.api.work(self.books.actor) as work:
            account = self.books.held(work)
            begun = begin_refund(
                work,
                account,
                amount_fen,
                PayMethod.WECHAT_PAY,
                self.books.both,
                cause=f"refund:{next(self.api.numbers)}",
                payment_id=payment_id,
            )
            refund_id = begun.id
        self.run()
        return refund_id

    def refund(self, refund_id: UUID) -> Refund:
        return self.api.look(lambda session: session.query(Refund).filter(Refund.id == refund_id).one())


@pytest.fixture
def desk(shared_api: Api, stand_in: WechatStandIn) -> Desk:
    return Desk(shared_api, stand_in)


def test_a_payment_is_ordered_told_of_and_taken(desk: Desk) -> None:
    id = desk.order()
    assert (desk.payment(id).code_url or "").startswith("weixin://")
    desk.pay.pay(id.hex)
    assert desk.tell(*desk.pay.notice(id.hex)).status_code == 204
    assert desk.payment(id).state is PaymentState.PAID
    assert (desk.held(), desk.books.balance(AccountKind.ARRIVING)) == (50_000, 50_000)


def test_what_is_told_twice_is_taken_once(desk: Desk) -> None:
    id = desk.order()
    desk.pay.pay(id.hex)
    same = desk.pay.notice(id.hex)
    assert [desk.tell(*notice).status_code for notice in (same, same, desk.pay.notice(id.hex))] == [204] * 3
    both = [request("POST", NOTICES, None, body=body, headers=headers) for headers, body in [same] * 4]
    assert {answer.status_code for answer in desk.api.exchange(both)} == {204}
    assert desk.held() == 50_000


def test_a_payment_nobody_told_us_of_is_asked_after(desk: Desk) -> None:
    """The process died between the payment and its notice."""
    id = desk.order()
    desk.pay.pay(id.hex)
    desk.api.clock.advance(minutes=5)
    with desk.api.work() as work:
        ask_after_all(work)
    desk.run()
    assert (desk.payment(id).state, desk.held()) == (PaymentState.PAID, 50_000)
    assert desk.tell(*desk.pay.notice(id.hex)).status_code == 204  # the notice comes late
    assert desk.held() == 50_000


@pytest.mark.parametrize("how", ["another key", "another body", "too old", "no signature", "another serial", "rubbish"])
def test_only_wechat_pay_is_believed(desk: Desk, how: str) -> None:
    id = desk.order()
    desk.pay.pay(id.hex)
    headers, body = desk.pay.notice(id.hex)
    if how == "another key":
        headers["Wechatpay-Signature"] = WechatStandIn(desk.pay.now).signed(body)["Wechatpay-Signature"]
    elif how == "another body":
        body = body.replace(b"TRANSACTION", b"TRANSACTI0N")
    elif how == "too old":
        desk.api.clock.advance(minutes=6)
    elif how == "no signature":
        del headers["Wechatpay-Signature"]
    elif how == "another serial":
        headers["Wechatpay-Serial"] = "0000"
    else:
        body = b"\xff{"
    answer = desk.tell(headers, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "ledger.bad_notice")
    assert (desk.payment(id).state, desk.held()) == (PaymentState.WAITING, 0)


@pytest.mark.parametrize(
    "odd", [{"amount": {"total": 49_999, "currency": "CNY"}}, {"amount": {"total": 50_000, "currency": "USD"}}]
)
def test_another_sum_than_ordered_is_not_taken(desk: Desk, odd: dict[str, Any]) -> None:
    id = desk.order()
    desk.pay.pay(id.hex)
    assert desk.tell(*desk.pay.notice(id.hex, **odd)).status_code == 204
    assert (desk.payment(id).state, desk.held()) == (PaymentState.WAITING, 0)
    assert any(entry.detail["payment_id"] == str(id) for entry in desk.api.events("ledger.payment_odd"))


def test_a_service_that_is_down_is_asked_again(desk: Desk) -> None:
    desk.pay.fail((503, {"code": "SYSTEM_ERROR"}))
    id = desk.order()
    assert desk.payment(id).code_url is None
    desk.api.clock.advance(minutes=2)
    desk.run()
    assert desk.payment(id).code_url


def test_an_order_refused_is_closed(desk: Desk) -> None:
    desk.pay.fail((400, {"code": "PARAM_ERROR"}))
    assert desk.payment(desk.order()).state is PaymentState.CLOSED


def paid(desk: Desk) -> UUID:
    id = desk.order()
    desk.pay.pay(id.hex)
    desk.tell(*desk.pay.notice(id.hex))
    return id


def test_a_refund_goes_back_through_wechat(desk: Desk) -> None:
    refund = desk.give_back(paid(desk), 20_000)
    assert desk.refund(refund).state is RefundState.PAID_OUT
    assert (desk.held(), desk.books.balance(AccountKind.LEAVING)) == (30_000, 0)
    assert desk.books.balance(AccountKind.ARRIVING) == 30_000  # WeChat Pay settles the rest with us


def test_a_refund_that_takes_time_ends_by_its_notice(desk: Desk) -> None:
    desk.pay.refund_status = "PROCESSING"
    refund = desk.give_back(paid(desk), 20_000)
    assert desk.refund(refund).state is RefundState.LEAVING
    for _ in range(2):
        assert desk.tell(*desk.pay.refund_notice(refund.hex, "SUCCESS")).status_code == 204
    assert desk.refund(refund).state is RefundState.PAID_OUT
    assert desk.held() == 30_000


@pytest.mark.parametrize("status", ["ABNORMAL", "CLOSED"])
def test_a_refund_that_fails_is_held_again(desk: Desk, status: str) -> None:
    desk.pay.refund_status = status
    refund = desk.give_back(paid(desk), 20_000)
    assert (desk.refund(refund).state, desk.refund(refund).failure) == (RefundState.RETURNED, status.lower())
    assert (desk.held(), desk.books.balance(AccountKind.LEAVING)) == (50_000, 0)
    assert desk.books.debits_less_credits() == 0


def test_a_refund_refused_is_held_again(desk: Desk) -> None:
    id = paid(desk)
    desk.pay.fail((403, {"code": "NOT_ENOUGH"}))
    refund = desk.give_back(id, 20_000)
    assert (desk.refund(refund).failure, desk.held()) == ("not_enough", 50_000)
    with desk.api.work() as work:
        assert balance_of(work.session, desk.books.held(work)) == 50_000


def test_nobody_is_heard_where_wechat_pay_is_not_set_up(desk: Desk) -> None:
    id = desk.order()
    desk.pay.pay(id.hex)
    desk.api.house.options = replace(desk.api.house.options, wechat_pay=None)
    assert desk.tell(*desk.pay.notice(id.hex)).status_code == 400


def test_what_was_not_ordered_so_is_told_to_whoever_manages(desk: Desk) -> None:
    id = desk.order()
    desk.pay.pay(id.hex)
    desk.tell(*desk.pay.notice(id.hex, amount={"total": 1, "currency": "CNY"}))
    desk.run()
    rows = desk.api.get("/messages", desk.books.manager).json()["data"]
    assert [item["event"] for row in rows for item in row["items"]] == ["payment_odd"]


@pytest.mark.parametrize("verb", ["complete", "fail"])
def test_nobody_says_by_hand_how_wechat_ended_a_refund(desk: Desk, verb: str) -> None:
    """Else the money could be held again and given back as well."""
    desk.pay.refund_status = "PROCESSING"
    refund = desk.give_back(paid(desk), 20_000)
    body = {"failure": "closed"} if verb == "fail" else {}
    path, keys = f"/ledger/refunds/{refund}/{verb}", desk.api.numbers
    said = desk.api.post(path, desk.books.cashier, body, key=f"by-hand-{next(keys)}")
    assert (said.status_code, said.json()["code"]) == (409, "ledger.outcome_by_service")
    assert (desk.refund(refund).state, desk.held()) == (RefundState.LEAVING, 30_000)
    desk.api.house.options = replace(desk.api.house.options, wechat_pay=None)  # there is nobody left to say it
    assert desk.api.post(path, desk.books.cashier, body, key=f"by-hand-{next(keys)}").status_code == 200
