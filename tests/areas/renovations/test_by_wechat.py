"""A deposit paid and given back by WeChat Pay, against its stand-in: the file hears of it by itself, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from shouwen.core.ledger.models import Payment, Refund
from shouwen.kit.outward import Outward
from shouwen.rooms import furniture
from tests.areas.renovations.yard import DEPOSIT, Yard, code
from tests.support import wechat_pay
from tests.support.api import Api, request
from tests.support.settling import START
from tests.support.wechat_pay import WechatStandIn

NOTICES = "/payments/wechat/notices"


@pytest.fixture(scope="module")
def pay() -> Iterator[WechatStandIn]:
    with wechat_pay.opened(lambda: START) as found:
        yield found


@pytest.fixture
def yard(shared_api: Api, pay: WechatStandIn) -> Yard:
    furniture("reactions")
    pay.now, pay.refund_status = shared_api.clock.now, "SUCCESS"
    pay.next.clear()
    shared_api.house.outward = Outward([pay.account.url], loopback=True)
    shared_api.house.options = replace(
        shared_api.house.options, wechat_pay=pay.account, public_url="https://desk.example.com"
    )
    return Yard.open(shared_api)


def run(yard: Yard) -> None:
    """What the loops would."""
    while yard.api.seal() + yard.api.do_jobs():
        pass


def signed(yard: Yard) -> dict[str, Any]:
    one = yard.approved()
    yard.hand_in(one, "agreement", yard.desk)
    return yard.done(yard.desk, one, "sign")


def ordered(yard: Yard, one: dict[str, Any]) -> None:
    yard.done(yard.owner, one, "order-deposit")
    run(yard)


def scanned(yard: Yard, pay: WechatStandIn, one: dict[str, Any], times: int = 1) -> None:
    """The household pays, and WeChat Pay says so as often as it likes."""
    order = yard.api.look(
        lambda session: session.scalars(sa.select(Payment.id).where(Payment.subject_id == UUID(one["id"]))).one()
    )
    pay.pay(order.hex)
    for _ in range(times):
        headers, body = pay.notice(order.hex)
        [answer] = yard.api.at_once([request("POST", NOTICES, None, body=body, headers=headers)])
        assert answer.status_code == 204, answer.text
    run(yard)


def test_the_household_pays_by_itself_and_the_file_goes_on(yard: Yard, pay: WechatStandIn) -> None:
    one = signed(yard)
    assert yard.deposit(one, yard.owner)["payment"] is None
    ordered(yard, one)
    shown = yard.deposit(one, yard.owner)["payment"]
    assert (shown["state"], shown["amount_fen"]) == ("waiting", DEPOSIT)
    assert shown["code_url"].startswith("weixin://")
    scanned(yard, pay, one, times=2)
    paid = yard.read(one, yard.owner)
    assert (paid["state"], paid["held_fen"]) == ("deposit_paid", DEPOSIT)
    assert yard.deposit(one)["payment"]["code_url"] is None
    assert [line["method"] for line in yard.deposit(one)["transfers"]] == ["wechat_pay"]
    assert yard.off_balance() == 0


def test_one_way_of_paying_at_a_time(yard: Yard, pay: WechatStandIn) -> None:
    one = signed(yard)
    ordered(yard, one)
    paid = yard.say(yard.cashier, one, "pay-deposit", amount_fen=DEPOSIT, method="bank_transfer", reference="B1")
    assert code(paid) == (409, "renovations.payment_waits")
    again = yard.say(yard.owner, one, "order-deposit")
    assert code(again) == (409, "renovations.payment_waits")
    assert yard.deposit(one)["paid_fen"] == 0


def test_paid_after_it_was_taken_back_it_goes_back_by_two(yard: Yard, pay: WechatStandIn) -> None:
    one = signed(yard)
    ordered(yard, one)
    yard.done(yard.owner, one, "cancel", words="不装了")
    scanned(yard, pay, one)
    assert (yard.read(one)["state"], yard.read(one)["held_fen"]) == ("cancelled", DEPOSIT)
    assert yard.promises(one, "renovation.refund")[0]["state"] == "open"
    yard.settled(one)
    yard.done(yard.cashier, one, "refund", method="wechat_pay")
    run(yard)
    back = yard.read(one)
    assert (back["state"], back["held_fen"]) == ("refunded", 0)
    assert yard.promises(one, "renovation.refund")[0]["state"] == "kept"
    assert yard.off_balance() == 0


def test_what_wechat_cannot_give_back_is_held_again(yard: Yard, pay: WechatStandIn) -> None:
    one = signed(yard)
    ordered(yard, one)
    scanned(yard, pay, one)
    one = yard.done(yard.owner, one, "cancel", words="不装了")
    yard.settled(one)
    pay.refund_status = "ABNORMAL"
    yard.done(yard.cashier, one, "refund", method="wechat_pay")
    run(yard)
    back = yard.read(one)
    assert (back["state"], back["held_fen"]) == ("settled", DEPOSIT)
    yard.done(yard.cashier, one, "refund", method="bank_transfer")
    assert yard.done(yard.cashier, one, "confirm-refund", outcome="paid_out")["state"] == "refunded"


def test_wechat_gives_back_only_what_was_paid_by_it(yard: Yard) -> None:
    one = yard.done(yard.owner, yard.paid(), "cancel", words="不装了")
    yard.settled(one)
    refused = yard.say(yard.cashier, one, "refund", method="wechat_pay")
    assert code(refused) == (422, "renovations.not_paid_by_wechat")
    assert yard.deposit(one)["held_fen"] == DEPOSIT


def test_paid_out_at_the_desk_of_the_ledger_the_file_goes_on_too(yard: Yard) -> None:
    one = yard.done(yard.owner, yard.paid(), "cancel", words="不装了")
    yard.settled(one)
    yard.done(yard.cashier, one, "refund", method="bank_transfer")
    refund = yard.api.look(
        lambda session: session.scalars(sa.select(Refund.id).where(Refund.community_id == yard.town.id)).one()
    )
    done = yard.api.post(f"/ledger/refunds/{refund}/complete", yard.cashier, key=f"paid-out-{refund}")
    assert done.status_code == 200, done.text
    run(yard)
    assert yard.read(one)["state"] == "refunded"
    assert yard.promises(one, "renovation.refund")[0]["state"] == "kept"
