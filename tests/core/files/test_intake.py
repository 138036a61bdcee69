"""What is kept, what is refused, and that nothing hostile costs much (reliability: uploads).

Costs are counted as processor time: whatever else the machine does."""

from __future__ import annotations

import io
import resource
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from shouwen.core.access.actor import ActorKind
from shouwen.core.files.intake import examine, take_in
from shouwen.core.files.problems import (
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    PackageUnsafe,
    TooManyPixels,
    TypeNotForResidents,
    TypeRefused,
)
from shouwen.core.files.rules import FileLimits, MediaType, safe_name
from shouwen.core.files.store import Store
from tests.core.files.conftest import PDF, archive, encoded, picture, sheet

LIMITS = FileLimits()
GPS = 0x8825
ORIENTATION = 0x0112
MAKER = "LeakingCameraMaker"


def kept(content: bytes, name: str = "a") -> tuple[MediaType, bytes]:
    return examine(content, name, LIMITS)


def reopened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims this size in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    line = b"\0" * (width // 8 + 2)
    body = b"".join(rows.compress(line) for _ in range(height)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


# ------------------------------------------------------------------ photographs


def test_a_photo_loses_its_secrets_and_stands_upright() -> None:
    image = picture(80, 40)
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the camera was turned: shown upright, red is on the right
    exif[0x010F] = MAKER
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (23.0, 7.0, 40.0)
    sent = encoded(image, exif=exif, comment=MAKER.encode(), quality=95)
    assert MAKER.encode() in sent
    media_type, content = kept(sent)
    assert media_type is MediaType.JPEG
    assert MAKER.encode() not in content
    after = reopened(content)
    assert not after.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & after.info.keys()
    assert after.size == (40, 80)
    red = after.convert("RGB").getpixel((35, 5))
    assert isinstance(red, tuple)
    assert red[0] > 150 > red[1]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_images_lose_their_secrets_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = MAKER
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", MAKER)
    more = {"pnginfo": words} if kind == "PNG" else {"xmp": MAKER.encode()}
    sent = encoded(picture(), kind, exif=exif, icc_profile=MAKER.encode(), **more)
    assert MAKER.encode() in sent
    media_type, content = kept(sent)
    assert media_type is MediaType(f"image/{kind.lower()}")
    assert MAKER.encode() not in content
    assert reopened(content).size == (80, 40)


def test_an_iphone_photo_becomes_jpeg() -> None:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(out, quality=90)
    media_type, content = kept(out.getvalue())
    assert media_type is MediaType.JPEG
    assert reopened(content).format == "JPEG"
    assert reopened(content).size == (80, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "YCbCr"])
def test_all_colour_modes_are_kept(mode: str) -> None:
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    media_type, content = kept(encoded(picture().convert(mode), kind))
    assert media_type is MediaType(f"image/{kind.lower()}")
    assert reopened(content).size == (80, 40)
    if mode in ("LA", "RGBA"):
        assert "A" in reopened(content).mode


def test_large_photos_are_made_smaller_and_quickly() -> None:
    sent = encoded(picture(4032, 3024), quality=90)
    began = time.process_time()
    _, content = kept(sent)
    assert time.process_time() - began < 3  # 0.2 s alone on two cores
    assert reopened(content).size == (2560, 1920)


def test_a_page_or_archive_behind_a_photo_is_gone() -> None:
    hidden = b"<script>alert(1)</script>" + archive(("evil.js", b"alert(1)"), method=zipfile.ZIP_STORED)
    _, content = kept(encoded(picture()) + hidden)
    assert b"alert" not in content
    assert not zipfile.is_zipfile(io.BytesIO(content))


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (30_000, 30_000),  # 900 Mpx in 110 KB
        (9_000, 9_000),  # between once and twice Pillow's limit, where it only warns
        (5_100, 5_000),  # just above ours
    ],
)
def test_pixel_bombs_are_refused_at_once(width: int, height: int) -> None:
    bomb = png_of(width, height)
    assert len(bomb) < 150_000
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooManyPixels):
        kept(bomb)
    assert time.process_time() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_damaged_photo_is_refused() -> None:
    whole = encoded(picture(800, 600))
    for broken in (whole[: len(whole) // 2], whole[:20], b"\xff\xd8\xff\xe0" + bytes(100)):
        with pytest.raises(FileDamaged):
            kept(broken)


# ------------------------------------------------------------------ what is no photograph


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<svg/onload=alert(1)>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <html>",
        b"\n\n<b>markup</b>",
        "说明 <script>alert(1)</script>".encode(),
        b"%!PS-Adobe-3.0\x04",
        b"MZ\x90\0\x03\0\0\0",
        b"\x7fELF\x02\x01\x01",
        b"GIF89a\x01\0\x01\0\x80\0\0/*<script>*/=1",
        encoded(picture(), "GIF"),
        encoded(picture(), "BMP"),
        encoded(picture(), "TIFF"),
        encoded(picture(), "ICO"),
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"Rar!\x1a\x07\x00" + bytes(20),
        bytes(range(256)) * 4,
        "一行\0".encode(),
        "一行".encode("utf-16"),
        archive(("a.txt", b"hello")),
        archive(("inner.zip", archive(("inner.zip", archive(("a", b"a")))))),
        archive(("META-INF/MANIFEST.MF", b"x"), ("A.class", b"x")),
        b"%PDF-1.4 <html><script>alert(1)</script>\n%%EOF",
    ],
)
def test_refused_whatever_its_name_says(content: bytes) -> None:
    for name in ("photo.jpg", "report.pdf", "list.csv"):
        with pytest.raises(TypeRefused):
            kept(content, name)


def test_pdf_is_kept_as_it_is_and_whole() -> None:
    assert kept(PDF) == (MediaType.PDF, PDF)
    for broken in (PDF[:40], PDF + bytes(5000)):
        with pytest.raises(FileDamaged):
            kept(broken)


@pytest.mark.parametrize(
    ("content", "name", "media_type", "text"),
    [
        ("姓名,电话\n".encode(), "a.CSV", MediaType.CSV, "姓名,电话\n"),
        ("姓名,电话\n".encode("gb18030"), "a.csv", MediaType.CSV, "姓名,电话\n"),
        ("\ufeff姓名\t电话\r\n".encode(), "a.txt", MediaType.TEXT, "\ufeff姓名\t电话\r\n"),
        ("5 < 6 且 7 > 3".encode(), "公式", MediaType.TEXT, "5 < 6 且 7 > 3"),
    ],
)
def test_text_is_kept_as_utf8(content: bytes, name: str, media_type: MediaType, text: str) -> None:
    assert kept(content, name) == (media_type, text.encode())


# ------------------------------------------------------------------ office files


def test_a_real_sheet_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for row in range(2000):
            page.write_string(row, 0, f"{row} 号楼电梯")
    assert kept(path.read_bytes()) == (MediaType.XLSX, path.read_bytes())


def test_a_document_is_known_by_what_is_in_it() -> None:
    letter = archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>"))
    assert kept(letter)[0] is MediaType.DOCX


def link_entry() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("xl/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def locked(content: bytes) -> bytes:
    """With the bit set that says an entry is encrypted, in both places."""
    broken = bytearray(content)
    broken[6] |= 1
    broken[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(broken)


# Made when they are tried: a bomb takes longer to make than to refuse.
UNSAFE: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: sheet(("xl/a.xml", bytes(200_000_000))),  # 200 KB that unfold to 200 MB
    "many small bombs": lambda: sheet(*((f"xl/{n}.xml", bytes(1_000_000)) for n in range(99))),
    "10k files": lambda: sheet(*((f"xl/{n}.xml", b"") for n in range(10_000))),
    "up": lambda: sheet(("../../etc/passwd", b"x")),
    "root": lambda: sheet(("/etc/passwd", b"x")),
    "backslash": lambda: sheet(("xl\\..\\a", b"x")),
    "symlink": lambda: sheet((link_entry(), b"/etc/passwd")),
    "macro": lambda: sheet(("xl/vbaProject.bin", b"macro")),
    "encrypted": lambda: locked(sheet()),
}


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_packages_are_refused_at_once(name: str) -> None:
    content = UNSAFE[name]()
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PackageUnsafe):
        kept(content)
    assert time.process_time() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("admitted", [300_000 % 65_536, 3])
def test_a_directory_without_end_is_not_even_read(admitted: int) -> None:
    honest = sheet()
    start, end = honest.index(b"PK\x01\x02"), honest.rindex(b"PK\x05\x06")
    directory = honest[start:end] + honest[start:end] * 150_000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, admitted, admitted, len(directory), start, 0)
    began = time.process_time()
    with pytest.raises(PackageUnsafe):
        kept(honest[:start] + directory + tail)
    assert time.process_time() - began < 0.5


def test_headers_that_lie_are_found_out() -> None:
    honest = sheet(("xl/a.xml", b"0123456789" * 1000))
    at = honest.rindex(b"PK\x01\x02")
    lying = bytearray(honest)
    lying[at + 24 : at + 28] = struct.pack("<L", 10)  # 10 bytes, it says
    with pytest.raises(FileDamaged):
        kept(bytes(lying))
    with pytest.raises(FileDamaged):
        kept(honest[:-10])


# ------------------------------------------------------------------ taking in


@given(content=st.binary(max_size=400), at=st.integers(0, 10_000), base=st.sampled_from(["jpeg", "png", "webp", "zip"]))
@settings(max_examples=150, deadline=None)
def test_nothing_hostile_is_an_error_of_ours(content: bytes, at: int, base: str) -> None:
    whole = sheet(("xl/a.xml", b"abc" * 100)) if base == "zip" else encoded(picture(), base.upper())
    at %= len(whole)
    for hostile in (content, whole[:at] + content + whole[at:], whole[:at] + content + whole[at + len(content) :]):
        try:
            media_type, _ = kept(hostile)
        except (FileDamaged, PackageUnsafe, TooManyPixels, TypeRefused):
            continue
        assert media_type in [*MediaType]


def test_size_is_limited_and_nothing_is_stored_when_refused(tmp_path: Path) -> None:
    store, limits = Store.at(tmp_path), FileLimits(file_bytes=1000)
    for content, kind, refusal in (
        (b"", ActorKind.STAFF, FileEmpty),
        (b"a" * 1001, ActorKind.STAFF, FileTooLarge),
        (b"words", ActorKind.RESIDENT, TypeNotForResidents),
        (b"<svg>", ActorKind.STAFF, TypeRefused),
    ):
        with pytest.raises(refusal):
            take_in(store, io.BytesIO(content), "a.txt", kind, limits)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    taken = take_in(store, io.BytesIO(b"a" * 1000), "a.txt", ActorKind.STAFF, limits)
    assert (taken.size, taken.name, taken.media_type) == (1000, "a.txt", MediaType.TEXT)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("漏水 照片.JPEG", "漏水 照片.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\王\\a.heic", "a.jpg"),
        ("a\r\nSet-Cookie: x=1.png", "a Set-Cookie x=1.jpg"),
        ("invoice\u202egpj.exe", "invoicegpj.jpg"),
        ("\u200b\u0000.jpg", "file.jpg"),
        ("", "file.jpg"),
        (None, "file.jpg"),
        ('a"b<c>|d?.jpg', "a b c d.jpg"),
        (".htaccess", "file.jpg"),
        ("名" * 400 + ".jpg", "名" * 120 + ".jpg"),
        ("cafe\u0301.jpg", "caf\u00e9.jpg"),
    ],
)
def test_names_are_made_safe(given_name: str | None, name: str) -> None:
    assert safe_name(given_name, MediaType.JPEG) == name
