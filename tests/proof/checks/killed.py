"""R4: the serving process is killed in the middle of its work, again and again."""

from __future__ import annotations

import random
import time

from tests.proof import audit
from tests.proof.finding import Check, Finding, Task
from tests.proof.load import Ledger, Load
from tests.proof.people import Desk, Said
from tests.proof.running import Service

SHIFTS = 4
AT_LEAST_S, AT_MOST_S = 0.15, 1.2


def killed(task: Task) -> Finding:
    """Nothing acknowledged is lost, nothing is half done, and what was left unanswered can be sent again."""
    finding, ledger, chance = Finding(), Ledger(), random.Random(task.seed)
    rounds = task.pick(full=50, quick=2)
    sent_again: list[str] = []
    with task.ground.served() as (plot, service):
        butler = Desk.open(plot.people, service.port, "duty_butler")
        engineer = Desk.open(plot.people, service.port, "engineer")
        for number in range(rounds):
            with Load(butler, engineer, ledger, shifts=SHIFTS, name=f"round {number}", seed=task.seed):
                time.sleep(chance.uniform(AT_LEAST_S, AT_MOST_S))
                service.kill()
            service.start()
            left, ledger.unanswered = ledger.unanswered, []
            sent_again += [_send_again(finding, butler, key, body) for key, body in left]
        _expect_answers(finding, ledger, service)
        service.stop()
        audit.nothing_lost(finding, plot.url, ledger)
        audit.nothing_half_done(finding, plot.url)
        audit.done_once(finding, plot.url, [*ledger.titles, *sent_again])
    finding.figures |= {"rounds": rounds, "acknowledged": ledger.acknowledged, "sent_again": len(sent_again)}
    return finding


def _send_again(finding: Finding, butler: Desk, key: str, body: Said) -> str:
    answer = butler.again().hear(key, body)
    finding.expect(answer.status == 201, f"sent again after the kill: {answer.status} {answer.code}")
    return str(body["title"])


def _expect_answers(finding: Finding, ledger: Ledger, service: Service) -> None:
    """Until the kill all is well: 2xx, and nothing while the process is gone."""
    odd = {status: count for status, count in ledger.statuses().items() if status not in {0, 200, 201}}
    finding.expect(not odd, f"other answers under load: {odd}: {service.last_words()[-300:] if odd else ''}")


CHECK = Check("R4", "killed", killed)
