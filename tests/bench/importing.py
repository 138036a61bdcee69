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
            for type_, content in (("units", units), ("residents", write_xlsx(HEADER, people))):
                for dry_run in (True, False):
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
                    assert (told["state"], told["faulty"]) == ("done", 0), told
                    print(
                        f"{kind} {type_} dry_run={dry_run}: {told['written']} rows in {seconds:.1f} s, "
                        f"longest step {longest:.2f} s"
                    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
