"""R32: the process is killed after WeChat Pay took the money and before its word of it is in the books."""

from __future__ import annotations

import random
import threading
import time
from functools import partial
from uuid import UUID

from shouwen.core.ledger.rules import AccountKind
from tests.proof.caller import Answer
from tests.proof.crowd import at_once
from tests.proof.finding import Check, Finding, Task
from tests.proof.paying import FEN, Notice, Till, expect_taken_once, expect_whole, standing, till

PAYMENTS = 4  # of one round
TIMES = 3  # that each notice is told at once
AT_MOST_S = 0.08  # from the first notice to the kill


def paid(task: Task) -> Finding:
    """However late and often we hear of a payment, by a notice or by asking, it is taken exactly once."""
    finding, chance = Finding(), random.Random(task.seed)
    rounds = task.pick(full=30, quick=3)
    ids: list[str] = []
    cut = 0
    with till(task) as desk:
        before = standing(desk.plot.url, desk.household).get(AccountKind.HELD, 0)
        for number in range(rounds):
            mine = [desk.ordered() for _ in range(PAYMENTS)]
            for id in mine:
                desk.pay.pay(UUID(id).hex)
            told = [desk.pay.notice(UUID(id).hex) for id in mine]
            if number % 3 == 0:
                desk.kill()  # before anything was heard
            else:
                cut += _kill_while_told(desk, told, chance.uniform(0, AT_MOST_S))
            desk.come_back()
            _tell_late(finding, desk, mine, by_asking=number % 3 == 2)
            ids += mine
        desk.stop()
        expect_taken_once(finding, desk.plot.url, ids)
        expect_whole(finding, desk.plot.url, "after all payments")
        held = standing(desk.plot.url, desk.household)[AccountKind.HELD] - before
        finding.expect(held == FEN * len(ids), f"{held} fen are held of {FEN * len(ids)}")
    finding.figures |= {"kills": rounds, "payments": len(ids), "notices_cut_off": cut}
    return finding


def _kill_while_told(desk: Till, told: list[Notice], after_s: float) -> int:
    """Kills it in the middle of hearing; answers how many notices got no answer."""
    answers: list[Answer] = []

    def tell(notice: Notice) -> None:
        answers.append(desk.hear(notice))

    threads = [threading.Thread(target=tell, args=(notice,)) for notice in told]
    for thread in threads:
        thread.start()
    time.sleep(after_s)
    desk.kill()
    for thread in threads:
        thread.join()
    return sum(answer.status == 0 for answer in answers)


def _tell_late(finding: Finding, desk: Till, ids: list[str], *, by_asking: bool) -> None:
    """The notices come after the restart, each several times at once; or none comes, and the cashier asks."""
    if by_asking:
        for id in ids:
            desk.said(f"payments/{id}/ask")
        for id in ids:
            _wait_until_paid(finding, desk, id)
        return
    notices = [desk.pay.notice(UUID(id).hex) for id in ids for _ in range(TIMES)]
    for answer in at_once([partial(_tell_until_heard, desk, notice) for notice in notices]):
        finding.expect(answer.status == 204, f"a notice was answered {answer.status} {answer.code}")


def _tell_until_heard(desk: Till, notice: Notice) -> Answer:
    """WeChat Pay tells again what was not answered with success."""
    answer = desk.hear(notice)
    for _ in range(10):
        if not answer.is_later():
            break
        time.sleep(0.2)
        answer = desk.hear(notice)
    return answer


def _wait_until_paid(finding: Finding, desk: Till, id: str) -> None:
    for _ in range(600):
        if desk.payment(id)["state"] == "paid":
            break
        time.sleep(0.1)
    finding.expect(desk.payment(id)["state"] == "paid", "nobody heard of a payment although WeChat Pay was asked")


CHECK = Check("R32", "paid", paid)
