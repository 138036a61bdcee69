"""Office files are zip archives: looked through from end to end before they are kept, trusting no header."""

import io
import stat
import struct
import zipfile
import zlib
from typing import Final

from shouwen.core.files.problems import FileDamaged, PackageUnsafe, TypeRefused
from shouwen.core.files.rules import FileLimits, MediaType

_MARKS: Final = {"xl/workbook.xml": MediaType.XLSX, "word/document.xml": MediaType.DOCX}
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_MOST_ENTRIES: Final = 1000
_MOST_DIRECTORY_BYTES: Final = 300_000
_MOST_RATIO: Final = 100
_PLAIN_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 1
_PIECE_BYTES: Final = 64 * 1024


def check_package(content: bytes, limits: FileLimits) -> MediaType:
    """Which kind of office file it is. Raises TypeRefused for any other archive, PackageUnsafe and FileDamaged."""
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            media_type = _kind([entry.filename for entry in entries])
            _check_entries(entries, len(content), limits)
            for entry in entries:
                _read_through(package, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise FileDamaged.at("/file") from error
    return media_type


def _check_directory(content: bytes) -> None:
    """Counts the entries before anything is built from them: 400,000 empty ones fit into 20 MB."""
    at = content.rfind(_END, -_END_BYTES - 65_535)
    if at < 0 or len(content) - at < _END_BYTES:
        raise FileDamaged.at("/file")
    entries, size = struct.unpack_from("<HL", content, at + 10)
    if entries > _MOST_ENTRIES or size > _MOST_DIRECTORY_BYTES:
        raise PackageUnsafe.at("/file")


def _kind(names: list[str]) -> MediaType:
    kinds = [kind for mark, kind in _MARKS.items() if mark in names]
    if "[Content_Types].xml" not in names or len(kinds) != 1:
        raise TypeRefused
    return kinds[0]


def _check_entries(entries: list[zipfile.ZipInfo], packed: int, limits: FileLimits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > _MOST_ENTRIES
        or unpacked > min(limits.unpacked_bytes, packed * _MOST_RATIO)
        or len({entry.filename for entry in entries}) != len(entries)
        or not all(_is_plain(entry) for entry in entries)
    ):
        raise PackageUnsafe.at("/file")


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether it is an ordinary file or folder inside the archive, open to read and without macros."""
    name = entry.filename
    return not (
        name.startswith("/")
        or "\\" in name
        or ".." in name.split("/")
        or stat.S_ISLNK(entry.external_attr >> 16)
        or entry.flag_bits & _ENCRYPTED
        or entry.compress_type not in _PLAIN_METHODS
        or "vbaproject" in name.lower()
    )


def _read_through(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpacks it into nothing: the reader stops at the size the header names and compares the checksum."""
    with package.open(entry) as packed:
        while packed.read(_PIECE_BYTES):
            pass
