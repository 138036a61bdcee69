"""A note beside the data of when the last backup was made, for whoever watches that there is one."""

from datetime import datetime
from pathlib import Path
from typing import Final

NOTE: Final = "last_backup"


def note_backup(folder: Path, at: datetime) -> None:
    """Writes down that a backup was made, all of it or nothing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{NOTE}"
    draft.write_text(at.isoformat(), "utf-8")
    draft.replace(folder / NOTE)


def last_backup(folder: Path) -> datetime | None:
    """When the last backup was made; None when none is known of, or the note is no longer readable."""
    try:
        at = datetime.fromisoformat((folder / NOTE).read_text("utf-8").strip())
    except (OSError, ValueError):
        return None
    return at if at.tzinfo else None
