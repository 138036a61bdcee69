"""A paper as an answer: the page, or the PDF of the same page."""

from base64 import b64encode
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from shouwen.core.print import page, pdf
from shouwen.core.print.rules import PaperFormat, Sheet
from shouwen.core.print.schemas import PaperParams
from shouwen.core.work import Work

# Nothing in a paper runs, and nothing is fetched for it: pictures lie in it as data.
_POLICY: Final = (
    "default-src 'none'; style-src 'sha256-{style}'; img-src data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


def answer(work: Work, sheet: Sheet, params: PaperParams) -> Response:
    """The paper in the format asked for.

    Raises PdfUnavailable where the machine cannot set a PDF, PdfBusy while it sets too many.
    """
    html = page.fill(work, sheet)
    if params.format is PaperFormat.PDF:
        return Response(pdf.typeset(html), media_type="application/pdf", headers=_shown_as(f"{sheet.number}.pdf"))
    style = b64encode(sha256(page.style().encode()).digest()).decode()
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY.format(style=style)})


def _shown_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"inline; filename=\"paper.pdf\"; filename*=UTF-8''{quote(name, safe='')}"}
