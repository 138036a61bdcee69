"""Writes a revision from the difference between the models and the newest revision: `python -m migrations.new "about"`.

The difference is taken on a throwaway SQLite file, so nobody's data is looked at. `--first` writes the first revision
anew; that is for the time before the first release alone, and for a line that has no other yet.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from shouwen.revisions import alembic_config
from shouwen.settings import ROOT, load_settings

VERSIONS = ROOT / "migrations" / "versions"
FIRST = "the first tables"


def main(words: list[str]) -> None:
    if words == ["--first"]:
        if list(VERSIONS.glob("0002_*.py")):
            raise SystemExit("there is a second revision already: write a further one")
        for old in VERSIONS.glob("0001_*.py"):
            old.unlink()
        write(FIRST)
    elif len(words) == 1:
        write(words[0])
    else:
        raise SystemExit('say what the revision does: python -m migrations.new "notices get a title"')


def write(about: str) -> None:
    number = f"{len(list(VERSIONS.glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(database_url=f"sqlite:///{Path(folder) / 'empty.sqlite3'}", data_dir=Path(folder))
        config = alembic_config(settings)
        if number != "0001":
            command.upgrade(config, "head")
        command.revision(config, about, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(sys.argv[1:])
