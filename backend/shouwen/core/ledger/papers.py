"""Receipts, refund slips and reversals on paper, and somebody's statement."""

from typing import Final
from uuid import UUID

from shouwen.core.catalogue.register import form
from shouwen.core.ledger.queries import READ_HOLDER, read_document, read_statement
from shouwen.core.ledger.reach import household_of
from shouwen.core.ledger.rules import capitals
from shouwen.core.ledger.schemas import StatementIn
from shouwen.core.places.local_time import time_zone
from shouwen.core.print.rules import Sheet
from shouwen.core.work import Work

DOCUMENT: Final = form("CW-01")
STATEMENT: Final = form("CW-02")


def document_sheet(work: Work, document_id: UUID) -> Sheet:
    """The paper as this caller sees it. Raises NotFound."""
    paper = read_document(work, document_id)
    facts = {"paper": paper, "capitals": capitals(paper["amount_fen"])}
    return Sheet(DOCUMENT, paper["community_id"], paper["number"], f"/ledger/documents/{document_id}", facts)


def statement_sheet(work: Work, body: StatementIn) -> Sheet:
    """The accounts of a household on paper; that they were read is journalled. Raises UnknownReference."""
    statement = read_statement(work, body)
    here = household_of(work, READ_HOLDER, body.household_id).community_id
    today = work.now.astimezone(time_zone(work.session, here))
    number = f"DZ-{statement['household']['unit']}-{today:%Y%m%d}"
    path = f"/ledger/accounts?household={body.household_id}"
    return Sheet(STATEMENT, here, number, path, {"statement": statement})
