"""`python -m tests.proof [CHECK…] [--database sqlite|postgresql] [--quick] [--seed N]`."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from contextlib import ExitStack

from tests.proof.finding import Check, Finding, Scale, Task
from tests.proof.ground import Ground, ground
from tests.proof.registry import all_checks
from tests.support.databases import KINDS

SEED = 20_261_122


def main(words: list[str]) -> int:
    asked = arguments(words)
    kinds = [asked.database] if asked.database else list(KINDS)
    failed = 0
    with ExitStack() as stack:
        grounds = {kind: stack.enter_context(ground(kind)) for kind in kinds}
        for check in chosen(asked.checks):
            for kind in check.databases:
                if kind in grounds:
                    failed += tell(check, grounds[kind], Scale.QUICK if asked.quick else Scale.FULL, asked.seed)
    return int(failed > 0)


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.proof", description="The promises, tried.")
    parser.add_argument("checks", nargs="*", metavar="CHECK", help="by number (R4) or name (killed); none means all")
    parser.add_argument("--database", choices=KINDS, help="only this kind")
    parser.add_argument("--quick", action="store_true", help="less of everything, in seconds rather than minutes")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args(words)


def chosen(words: list[str]) -> list[Check]:
    """The checks asked for. Exits where a word names none."""
    known = all_checks()
    for word in words:
        if not any(check.is_called(word) for check in known):
            sys.exit(f"no check is called {word}; there are: {', '.join(check.title for check in known)}")
    return [check for check in known if not words or any(check.is_called(word) for word in words)]


def tell(check: Check, where: Ground, scale: Scale, seed: int) -> int:
    """Runs one check, prints its line, and gives how much of it failed."""
    began = time.perf_counter()
    try:
        finding = check.run(Task(where, scale, seed))
    except Exception as error:  # noqa: BLE001 - a check that breaks has failed; the others still run
        traceback.print_exc()
        finding = Finding()
        finding.expect(holds=False, otherwise=f"the check broke: {type(error).__name__}: {error}"[:300])
    print(finding.line(check.title, where.kind, time.perf_counter() - began, seed), flush=True)
    return finding.failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
