"""Receipts, refund slips and reversals on paper."""

from typing import Final
from uuid import UUID

from shouwen.core.ledger.queries import read_document
from shouwen.core.ledger.rules import capitals
from shouwen.core.print.rules import Form, Sheet
from shouwen.core.work import Work

DOCUMENT: Final = Form("core/ledger/sheets/document.html", code="CW-01", version=1)


def document_sheet(work: Work, document_id: UUID) -> Sheet:
    """The paper as this caller sees it. Raises NotFound."""
    paper = read_document(work, document_id)
    facts = {"paper": paper, "capitals": capitals(paper["amount_fen"])}
    return Sheet(DOCUMENT, paper["community_id"], paper["number"], f"/ledger/documents/{document_id}", facts)
