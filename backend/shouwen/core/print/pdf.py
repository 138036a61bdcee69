"""The page as a PDF, through WeasyPrint, which needs libraries of the system that a machine may lack."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from shouwen.core.print.problems import PdfBusy, PdfUnavailable

LIBRARIES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
FONTS: Final = Path(__file__).with_name("fonts")
_WEIGHTS: Final = {400: "NotoSansSC_400Regular.ttf", 700: "NotoSansSC_700Bold.ttf"}
_AT_ONCE: Final = BoundedSemaphore(2)  # each takes a core and some hundred megabytes
_PATIENCE_SECONDS: Final = 5
_TOFU: Final = ".notdef glyph rendered"


def typeset(html: str) -> bytes:
    """The PDF of a document. Raises PdfUnavailable, PdfBusy."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
        raise PdfBusy
    try:
        return _typeset(html)
    finally:
        _AT_ONCE.release()


def _typeset(html: str) -> bytes:
    weasyprint, fonts = _press()
    with _listening() as told:
        content: bytes = weasyprint.HTML(string=html, url_fetcher=_fetcher()).write_pdf(
            stylesheets=_stylesheets(), font_config=fonts
        )
    if any(_TOFU in line for line in told) and not _own_fonts():
        raise PdfUnavailable(missing="fonts-noto-cjk")  # a paper of empty boxes is worse than none
    return content


@cache
def _press() -> tuple[Any, Any]:
    """WeasyPrint, loaded when the first PDF is asked for: the page does without it."""
    try:
        import weasyprint  # noqa: PLC0415 - takes its time, and fails where its libraries are missing
        from PIL import ImageFile  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except OSError as error:
        raise PdfUnavailable(missing=LIBRARIES) from error
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # it lets Pillow take damaged pictures, in the whole process
    return weasyprint, FontConfiguration()


@cache
def _fetcher() -> Any:
    """Fetches what lies in the document and our fonts, nothing else from anywhere."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - as above

    allowed = {path.as_uri() for path in _own_fonts()}

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and url not in allowed:
                raise ValueError("a paper fetches nothing")
            return super().fetch(url, headers)

    return OnlyOurs(allowed_protocols=("data", "file"), allow_redirects=False)


@cache
def _stylesheets() -> list[Any]:
    weasyprint, fonts = _press()
    faces = "".join(
        f'@font-face {{ font-family: "Paper"; font-weight: {weight}; src: url("{(FONTS / name).as_uri()}") }}'
        for weight, name in _WEIGHTS.items()
        if (FONTS / name).exists()
    )
    ours = Path(__file__).with_name("pdf.css").read_text("utf-8")
    return [weasyprint.CSS(string=faces + ours, url_fetcher=_fetcher(), font_config=fonts)]


def _own_fonts() -> list[Path]:
    return [FONTS / name for name in _WEIGHTS.values() if (FONTS / name).exists()]


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What WeasyPrint says meanwhile; a missing glyph is only a line in its log."""
    told: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    ear, logger = Ear(), logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield told
    finally:
        logger.removeHandler(ear)
