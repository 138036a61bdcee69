"""Making an archive, and restoring one."""

import os
import secrets
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Final

from shouwen import revisions
from shouwen.backup import postgresql, sqlite
from shouwen.backup.manifest import FILES, NAME, BackupError, Contents, Manifest, differences, hashes_of_files
from shouwen.kit.clock import SystemClock
from shouwen.kit.keyring import KeyFileError, Keyring
from shouwen.kit.last_backup import note_backup
from shouwen.settings import Settings

# Fast rather than small: most bytes are pictures, and a dump is compressed already.
_COMPRESSION: Final = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What is in an archive."""

    rows: int
    tables: int
    files: int
    bytes: int

    def __str__(self) -> str:
        return f"{self.rows} rows in {self.tables} tables, {self.files} files, {self.bytes / 1e6:.1f} MB"


def make(settings: Settings, path: Path) -> Report:
    """Writes a backup to `path`, readable by this user alone. Raises BackupError; a half-written one is never left."""
    if path.exists():
        raise BackupError(f"{path} is there already; it is not overwritten")
    fingerprint = _keys(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as name:
        work = Path(name)
        contents = _dump(settings, work)
        files = settings.data_dir / FILES
        kept = hashes_of_files(files)
        _manifest(settings, fingerprint, contents, kept).write(work)
        draft = work / "archive"
        with tarfile.open(draft, "w:gz", compresslevel=_COMPRESSION) as archive:
            archive.add(work / NAME, NAME)
            archive.add(work / _database_name(settings), _database_name(settings))
            for key in kept:
                archive.add(files / key, f"{FILES}/{key}")
        _settle(draft, path)
    note_backup(settings.data_dir, SystemClock().now())
    return _report(contents, kept, path)


def restore(settings: Settings, path: Path) -> Report:
    """Puts a backup in place: into an empty database, beside no files, with the key file it was made with."""
    files = settings.data_dir / FILES
    if files.is_dir() and any(files.iterdir()):
        raise BackupError(f"{files} is not empty: move it away first, nothing is overwritten")
    with _unpacked(settings, path) as (work, manifest):
        _load(settings, work, settings.owner_url)
        _compare(manifest.contents, _contents(settings, settings.owner_url))
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (work / FILES).is_dir():
            shutil.copytree(work / FILES, files, dirs_exist_ok=True)
        _compare_files(manifest, files)
    return _report(manifest.contents, dict(manifest.files), path)


def verify(settings: Settings, path: Path) -> Report:
    """Restores a backup into a scratch place, compares all of it, and throws the place away: the drill."""
    with _unpacked(settings, path) as (work, manifest):
        with _scratch(settings, work) as url:
            _load(settings, work, url)
            _compare(manifest.contents, _contents(settings, url))
        _compare_files(manifest, work / FILES)
    return _report(manifest.contents, dict(manifest.files), path)


@contextmanager
def _unpacked(settings: Settings, path: Path) -> Iterator[tuple[Path, Manifest]]:
    """The archive in a folder of its own, with its manifest, once both are known to be for this installation."""
    if not path.is_file():
        raise BackupError(f"there is no backup at {path}")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restore-") as name:
        work = Path(name)
        try:
            with tarfile.open(path, "r:*") as archive:
                for member in archive:
                    _unpack(archive, member, work)
        except (tarfile.TarError, EOFError, OSError) as error:
            raise BackupError(f"{path} is no archive, or a damaged one") from error
        manifest = Manifest.read(work)
        _check(settings, manifest)
        yield work, manifest


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, work: Path) -> None:
    """Writes one member below `work`. Nothing of ours is a link or lies elsewhere."""
    parts = PurePosixPath(member.name).parts
    content = archive.extractfile(member) if member.isfile() else None
    if content is None or not parts or parts[0] == "/" or ".." in parts:
        raise BackupError(f"this is no backup of ours: it holds {member.name[:100]}")
    target = work.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("xb") as file:
        shutil.copyfileobj(content, file)


def _check(settings: Settings, manifest: Manifest) -> None:
    kind = _kind(settings)
    if manifest.database != kind:
        raise BackupError(f"this backup is of {manifest.database}, SHOUWEN_DATABASE_URL names {kind}")
    if manifest.contents.revision > revisions.head():
        raise BackupError(
            f"this backup stands at revision {manifest.contents.revision}, this program knows {revisions.head()}: "
            "restore it with the newer program"
        )
    if manifest.keys != _keys(settings):
        raise BackupError(
            f"{settings.key_path} is not the key file this backup was made with: put that one there, or its personal "
            "data can never be read"
        )


def _keys(settings: Settings) -> str:
    try:
        return Keyring.load(settings.key_path).fingerprint()
    except KeyFileError as error:
        raise BackupError(str(error)) from error


def _manifest(settings: Settings, fingerprint: str, contents: Contents, files: dict[str, str]) -> Manifest:
    made_at = SystemClock().now().isoformat()
    return Manifest(_kind(settings), version("shouwen"), made_at, fingerprint, contents, files)


def _kind(settings: Settings) -> str:
    return "sqlite" if settings.is_sqlite else "postgresql"


def _database_name(settings: Settings) -> str:
    return sqlite.NAME if settings.is_sqlite else postgresql.NAME


def _dump(settings: Settings, work: Path) -> Contents:
    keeper = sqlite if settings.is_sqlite else postgresql
    contents: Contents = keeper.dump(settings.owner_url, work / keeper.NAME)
    return contents


def _load(settings: Settings, work: Path, url: str) -> None:
    keeper = sqlite if settings.is_sqlite else postgresql
    keeper.load(work / keeper.NAME, url)


def _contents(settings: Settings, url: str) -> Contents:
    return sqlite.contents(sqlite.path_of(url)) if settings.is_sqlite else postgresql.contents(url)


@contextmanager
def _scratch(settings: Settings, work: Path) -> Iterator[str]:
    if settings.is_sqlite:
        yield f"sqlite:///{work / 'drill.sqlite3'}"
        return
    with postgresql.scratch(settings.owner_url, f"shouwen_drill_{secrets.token_hex(6)}") as url:
        yield url


def _compare(wanted: Contents, found: Contents) -> None:
    if differing := list(differences(wanted, found)):
        raise BackupError(f"the restored database differs from the backup: {'; '.join(differing)}")


def _compare_files(manifest: Manifest, folder: Path) -> None:
    found = hashes_of_files(folder)
    if differing := sorted(
        key for key in manifest.files.keys() | found.keys() if manifest.files.get(key) != found.get(key)
    ):
        raise BackupError(f"{len(differing)} files differ from the backup, first {differing[0]}")


def _settle(draft: Path, path: Path) -> None:
    """Gives a finished archive its name, once it is on the disk."""
    draft.chmod(0o600)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.rename(path)


def _report(contents: Contents, files: dict[str, str], path: Path) -> Report:
    rows = sum(table.rows for table in contents.tables.values())
    return Report(rows, len(contents.tables), len(files), path.stat().st_size)
