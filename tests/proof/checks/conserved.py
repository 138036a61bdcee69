"""R8: money is moved at random by sixteen threads, a third of it again, and the process is killed meanwhile."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field

from tests.proof.conservation import Rows, books, expect_sound, identity
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.hammer import Plan

WORDS = 3  # of a line: number, outcome, first or again; one cut off by the kill has fewer
REFUSALS = frozenset(
    {
        "nothing",
        "ledger.not_enough",
        "ledger.refund_settled",
        "ledger.reversed_already",
        "ledger.not_reversible",
    }
)


@dataclass
class Told:
    """What the hammer said it had done."""

    done: set[int] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)
    again: int = 0

    def hear(self, line: str) -> None:
        words = line.split()
        if len(words) != WORDS:
            return
        number, outcome, which = words
        self.outcomes[outcome] += 1
        self.again += which == "again"
        if outcome == "ok":
            self.done.add(int(number))


def conserved(task: Task) -> Finding:
    """Nothing is lost, made, posted twice or driven below its floor, whatever happens when."""
    finding, told = Finding(), Told()
    operations, kills = task.pick(full=10_000, quick=600), task.pick(full=8, quick=1)
    chance = random.Random(task.seed)
    ends = sorted(chance.sample(range(operations // 10, operations), kills))
    with task.ground.plot() as plot:
        begin, killed = 0, 0
        for end in (*ends, operations):
            begin = strike(plot, task.seed, begin, operations, end - begin, told)
            if begin < operations:
                killed += 1
                expect_sound(finding, books(plot.url), "after a kill")
        rows = books(plot.url)
        found = expect_sound(finding, rows, "at the end")
        _expect_done(finding, rows, told, task.seed)
    for outcome, count in told.outcomes.items():
        expected = outcome == "ok" or outcome in REFUSALS
        finding.expect(expected, f"{count} times {outcome}")
    finding.tried += sum(told.outcomes.values())
    finding.expect(told.again > sum(told.outcomes.values()) // 5, "too few were done again")
    finding.figures |= {"ok": told.outcomes["ok"], "replays": told.again, "kills": killed}
    finding.figures |= {"refused": sum(told.outcomes[name] for name in REFUSALS), **found}
    return finding


def strike(plot: Plot, seed: int, begin: int, end: int, kill_after: int, told: Told) -> int:
    """Lets the hammer strike from `begin` on, and kills it after so many strokes; answers where to go on."""
    words = [sys.executable, "-m", "tests.proof.hammer", plot.url, str(plot.folder), str(seed), str(begin), str(end)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUWEN_")}
    heard = 0
    with subprocess.Popen(words, env=kept, stdout=subprocess.PIPE, text=True) as hammer:
        assert hammer.stdout is not None
        for line in hammer.stdout:
            told.hear(line)
            heard += 1
            if heard == kill_after and begin + heard < end:
                hammer.kill()
        code = hammer.wait()
    if code > 0:
        raise RuntimeError("the hammer broke")
    return begin + heard


def _expect_done(finding: Finding, rows: Rows, told: Told, seed: int) -> None:
    """What was acknowledged is there: its paper, the reversal of another's, or how a refund ended."""
    papers = {row.cause: row.id for row in rows["documents"]}
    reversed_ids = {row.cause.removeprefix("reversal:") for row in rows["documents"] if row.kind == "reversal"}
    ended = {row.document_id for row in rows["transfers"] if row.cause.endswith(":outcome")}
    for number in sorted(told.done):
        plan = Plan.of(seed, number)
        if plan.kind == "reverse":
            undone = papers.get(f"op:{plan.earlier}")
            there = undone is not None and str(identity(undone)) in reversed_ids
        elif plan.kind == "settle":
            there = papers.get(f"op:{plan.earlier}") in ended
        else:
            there = f"op:{number}" in papers
        finding.expect(there, f"acknowledged and lost: {plan.kind}")
    finding.figures["papers"] = len(papers)


CHECK = Check("R8", "conserved", conserved)
