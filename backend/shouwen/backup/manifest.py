"""What a backup says about itself."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

FORMAT: Final = 1
NAME: Final = "manifest.json"
FILES: Final = "files"
_BLOCK: Final = 1 << 20


class BackupError(Exception):
    """The backup cannot be made or must not be restored; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows a table has, and the sha256 over all of them in the order of the key."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a community's journal."""

    seq: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds at one instant."""

    revision: str
    tables: Mapping[str, Sum]
    heads: Mapping[str, Head]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a restored copy must agree with. `files` are paths below the store with their sha256."""

    database: str
    program: str
    made_at: str
    keys: str
    contents: Contents
    files: Mapping[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True)
        (folder / NAME).write_text(text, "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of an unpacked archive. Raises BackupError for anything else."""
        try:
            stored: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8"))
            if stored.pop("format") != FORMAT:
                raise BackupError("this backup was made by a newer program")
            contents = stored.pop("contents")
            tables = {name: Sum(**found) for name, found in contents["tables"].items()}
            heads = {name: Head(**found) for name, found in contents["heads"].items()}
            return cls(**stored, contents=Contents(contents["revision"], tables, heads))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupError("this is no backup of ours: its manifest cannot be read") from error


def differences(wanted: Contents, found: Contents) -> Iterator[str]:
    """Where two databases differ, in words."""
    if wanted.revision != found.revision:
        yield f"revision {found.revision} instead of {wanted.revision}"
    for name in sorted(wanted.tables.keys() | found.tables.keys()):
        mine, other = wanted.tables.get(name), found.tables.get(name)
        if mine is None or other is None:
            yield f"table {name} is {'missing' if other is None else 'not in the backup'}"
        elif mine != other:
            rows = f"{other.rows} rows instead of {mine.rows}" if mine.rows != other.rows else "other contents"
            yield f"table {name}: {rows}"
    if wanted.heads != found.heads:
        yield "the heads of the journal"


def hashes_of_files(folder: Path) -> dict[str, str]:
    """The sha256 of every file below a folder, by its path there."""
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {path.relative_to(folder).as_posix(): hash_of(path) for path in found}


def hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
