"""How long 20,000 residents take to come in from one workbook, and how long another writer waits meanwhile."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from shouwen.core.jobs.service import run_next
from shouwen.kit.sheets import write_xlsx
from tests.conftest import DatabaseCopies
from tests.core.imports.book import HEADER, Book
from tests.support.api import opened


def main(kind: str, rows: int) -> None:
    """Units first, then who lives there; each to its end, without a pause."""
    with tempfile.TemporaryDirectory() as folder:
        copies = DatabaseCopies(Path(folder), {})
        with copies.stack, copies.copy(kind) as url, opened(url, Path(folder) / "house") as api:
            book = Book.open(api)
            homes = [f"1-{number // 100}-{number}" for number in range(rows // 2)]
            units = write_xlsx(("楼栋", "房屋编号"), [("1栋", home) for home in homes])
            people = [
                (homes[number // 2], f"住户{number}", f"139{number:08}", "业主" if number % 2 else "家属")
                for number in range(rows)
            ]
            sheets = (
                ("units", units),
                ("residents, half of them broken", write_xlsx(HEADER, [_broken(*row) for row in enumerate(people)])),
                ("residents", write_xlsx(HEADER, people)),
            )
            for what, content in sheets:
                type_, _, broken = what.partition(",")
                for dry_run in (True,) if broken else (True, False):
                    operation_id = book.begin(content, type=type_, dry_run=dry_run)
                    api.seal()
                    begun, longest = time.monotonic(), 0.0
                    while True:
                        step = time.monotonic()
                        if not run_next(api.house):
                            break
                        longest = max(longest, time.monotonic() - step)
                    seconds = time.monotonic() - begun
                    told = book.read(operation_id)
                    assert (told["state"], told["faulty"]) == ("done", rows // 2 if broken else 0), told
                    print(
                        f"{kind} {what} dry_run={dry_run}: {told['written']} rows in {seconds:.1f} s, "
                        f"{told['faults']} faults told, longest step {longest:.2f} s",
                        flush=True,
                    )


def _broken(number: int, row: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    """Every other row wrong, each in one of four ways."""
    unit, name, phone, relation = row
    ways = ((f"9-9-{number}", name, phone, relation), (unit, "", phone, relation), (unit, name, "12", "房东"))
    return row if number % 2 else (*ways, (unit, name, f"139{1:08}", relation))[number // 2 % 4]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
