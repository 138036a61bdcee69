"""`python -m tests.bench [ROW…] [--quick]`: one JSON line a figure, then a table for people."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.bench.rows import ROWS, Run
from tests.support.postgres import server

PEERS = "the figures against Redmine and other peers are measured outside the project, on the same machine"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which figures: {', '.join(ROWS)} (all unless named)")
    parser.add_argument("--quick", action="store_true", help="fewer slices and rows: shows that it runs, not how fast")
    asked = parser.parse_args()
    unknown = set(asked.rows) - set(ROWS)
    if unknown:
        parser.error(f"no such figure: {', '.join(sorted(unknown))}")
    with server() as postgres, tempfile.TemporaryDirectory() as folder:
        run = Run(postgres, Path(folder), quick=asked.quick)
        found = []
        for name in asked.rows or ROWS:
            found.append(ROWS[name](run))
            print(json.dumps({"bench": name, **found[-1]}, ensure_ascii=False), flush=True)
    print()
    for row in found:
        floor = f"floor {row['floor']}" if row["floor"] is not None else "no floor of its own"
        print(f"{row['ratio']:8.3f}  {row['figure']}  ({floor})")
    print(f"\n{PEERS}")


if __name__ == "__main__":
    main()
