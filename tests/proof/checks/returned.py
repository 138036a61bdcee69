"""R33: refunds that fail outside, at the bank or at WeChat Pay, while the process is killed."""

from __future__ import annotations

import random
import time
from functools import partial
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.ledger.models import Refund
from shouwen.core.ledger.rules import AccountKind, RefundState
from tests.proof import audit
from tests.proof.caller import Answer
from tests.proof.crowd import at_once
from tests.proof.finding import Check, Finding, Task
from tests.proof.paying import FEN, Till, expect_ended_once, expect_whole, standing, till
from tests.proof.waiting import wait_until

AT_MOST_S: Final = 0.4
TWINS: Final = 6
BY_BANK: Final = 2  # of three refunds; WeChat Pay gives back the others
FAILURES: Final = ("ABNORMAL", "CLOSED")


def returned(task: Task) -> Finding:
    """The money is held again, exactly once, however often the failure is told and whenever the process dies."""
    finding, chance = Finding(), random.Random(task.seed)
    rounds = task.pick(full=30, quick=3)
    slips: dict[str, RefundState] = {}
    with till(task) as desk:
        paid = [desk.paid() for number in range(rounds) if number % 3 != BY_BANK]
        before = standing(desk.plot.url, desk.household)
        for number in range(rounds):
            if number % 3 == BY_BANK:
                slip = _by_bank(finding, desk, chance)
            else:
                slip = _by_wechat(finding, desk, paid.pop(), FAILURES[number % 2], at_once_known=number % 3 == 0)
            slips[slip] = RefundState.RETURNED
        slips |= _said_both_ways(finding, desk)
        desk.stop()
        expect_ended_once(finding, desk.plot.url, slips)
        expect_whole(finding, desk.plot.url, "after all refunds")
        gone = sum(FEN for state in slips.values() if state is RefundState.PAID_OUT)
        after = standing(desk.plot.url, desk.household)
        held = before[AccountKind.HELD] - gone
        finding.expect(after[AccountKind.HELD] == held, f"{after[AccountKind.HELD]} fen are held of {held}")
        leaving = before.get(AccountKind.LEAVING, 0)
        finding.expect(after[AccountKind.LEAVING] == leaving, "something is still on its way")
    finding.figures |= {"kills": rounds, "refunds": len(slips)}
    return finding


def _by_wechat(finding: Finding, desk: Till, paid: str, failure: str, *, at_once_known: bool) -> str:
    """WeChat Pay takes it and says that it failed: at once, or later by a notice told again and again."""
    desk.pay.refund_status = failure if at_once_known else "PROCESSING"
    slip = desk.approved(method="wechat_pay", payment_id=paid)
    desk.kill()  # before, while or after WeChat Pay is spoken to
    desk.come_back()
    refund = _refund_of(desk, slip)
    if not at_once_known:
        wait_until(lambda: refund.hex in desk.pay.refunds, "nobody spoke to WeChat Pay")
        notice = desk.pay.refund_notice(refund.hex, failure)
        for answer in at_once([partial(desk.hear, notice) for _ in range(TWINS)]):
            finding.expect(answer.status in {204, 503}, f"a notice was answered {answer.status} {answer.code}")
        finding.expect(desk.hear(notice).status == 204, "a notice told again was not heard")
    wait_until(lambda: _state(desk, slip) is RefundState.RETURNED, "a refund that failed is not held again")
    by_hand = desk.post(f"refunds/{refund}/fail", {"failure": "closed"}, Idempotency_Key=f"late-{slip}")
    finding.expect(by_hand.code == "ledger.refund_settled", f"failed again by hand: {by_hand.status} {by_hand.code}")
    return slip


def _by_bank(finding: Finding, desk: Till, chance: random.Random) -> str:
    """The cashier says that the bank sent it back; the process dies meanwhile, and the cashier says it again."""
    slip = desk.approved(method="bank_transfer")
    path, key = f"refunds/{_refund_of(desk, slip)}/fail", f"back-{slip}"

    def say() -> Answer:
        return desk.post(path, {"failure": "account_closed"}, Idempotency_Key=key)

    def kill() -> Answer | None:
        time.sleep(chance.uniform(0, AT_MOST_S))
        desk.kill()
        return None

    at_once([say, kill])
    desk.come_back()
    for answer in at_once([say] * TWINS):
        waits = answer.status == 409 and "retry-after" in answer.headers
        finding.expect(answer.status == 200 or waits or answer.is_later(), f"said again: {answer.status} {answer.code}")
    finding.expect(say().status == 200, "said again it was not replayed")
    return slip


def _said_both_ways(finding: Finding, desk: Till) -> dict[str, RefundState]:
    """One says that it was paid out, another at the same moment that it came back: one of them is right."""
    slip = desk.approved(method="bank_transfer")
    refund = _refund_of(desk, slip)
    both = at_once(
        [
            partial(desk.post, f"refunds/{refund}/complete", {}, Idempotency_Key="both-paid"),
            partial(desk.post, f"refunds/{refund}/fail", {"failure": "closed"}, Idempotency_Key="both-back"),
        ]
    )
    statuses = sorted(answer.status for answer in both)
    finding.expect(statuses == [200, 409], f"paid out and sent back at once: {statuses}")
    return {slip: RefundState.PAID_OUT if both[0].status == 200 else RefundState.RETURNED}


def _refund_of(desk: Till, slip: str) -> UUID:
    with audit.looking(desk.plot.url) as session:
        return session.scalars(sa.select(Refund.id).where(Refund.document_id == UUID(slip))).one()


def _state(desk: Till, slip: str) -> RefundState:
    with audit.looking(desk.plot.url) as session:
        return session.scalars(sa.select(Refund.state).where(Refund.document_id == UUID(slip))).one()


CHECK = Check("R33", "returned", returned)
