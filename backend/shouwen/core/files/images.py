"""Photographs made harmless: decoded, turned upright, made smaller and written anew without what they tell in secret.

What comes out was written here, so it cannot be a web page or an archive as well, and holds no place, owner or camera.
"""

import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, Final

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from shouwen.core.files.problems import FileDamaged, TooManyPixels
from shouwen.core.files.rules import FileLimits, MediaType
from shouwen.kit.problem import Problem, Unavailable

register_heif_opener()
# Pillow only warns between one and two times its limit.
warnings.simplefilter("error", Image.DecompressionBombWarning)

_KINDS: Final = {
    "JPEG": MediaType.JPEG,
    "PNG": MediaType.PNG,
    "WEBP": MediaType.WEBP,
    "HEIF": MediaType.JPEG,
}
_MODES: Final = {
    MediaType.JPEG: frozenset({"RGB", "L"}),
    MediaType.PNG: frozenset({"RGB", "RGBA", "L", "LA", "1"}),
    MediaType.WEBP: frozenset({"RGB", "RGBA"}),
}
_SAVING: Final[Mapping[MediaType, Mapping[str, Any]]] = {
    MediaType.JPEG: {"format": "JPEG", "quality": 85},
    MediaType.PNG: {"format": "PNG"},
    MediaType.WEBP: {"format": "WEBP", "quality": 85},
}
_MEGAPIXEL: Final = 1_000_000
# A decoded image takes up to 100 MB and a processor: two at a time, and nobody waits longer than this.
_turns = BoundedSemaphore(2)
_WAIT_S: Final = 3


def rewrite(content: bytes, limits: FileLimits) -> tuple[MediaType, bytes]:
    """The image as we keep it. Raises TooManyPixels, FileDamaged, and Unavailable while others are being decoded."""
    with _turn():
        try:
            return _rewritten(content, limits)
        except Problem:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_many(limits.jpeg_pixels) from error
        except Exception as error:  # decoders raise of all kinds on hostile bytes, and every one of them means no
            raise FileDamaged.at("/file") from error


def _rewritten(content: bytes, limits: FileLimits) -> tuple[MediaType, bytes]:
    with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as opened:
        kind = str(opened.format)
        most = limits.jpeg_pixels if kind == "JPEG" else limits.image_pixels
        if opened.width * opened.height > most:
            raise _too_many(most)
        side = (limits.image_side, limits.image_side)
        opened.draft(None, side)  # a JPEG is decoded at a half or a quarter of its size where that is enough
        upright = ImageOps.exif_transpose(opened)
    upright.thumbnail(side, reducing_gap=2)
    media_type = _KINDS[kind]
    return media_type, _saved(upright, media_type)


def _saved(image: Image.Image, media_type: MediaType) -> bytes:
    plain = image
    if image.mode not in _MODES[media_type]:
        see_through = "A" in image.mode or "transparency" in image.info
        plain = image.convert("RGBA" if see_through and "RGBA" in _MODES[media_type] else "RGB")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, **_SAVING[media_type])
    return out.getvalue()


def _too_many(most: int) -> TooManyPixels:
    return TooManyPixels(most_megapixels=most // _MEGAPIXEL)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=_WAIT_S):
        raise Unavailable
    try:
        yield
    finally:
        _turns.release()
