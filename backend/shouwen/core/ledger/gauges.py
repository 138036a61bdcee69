"""What the ledger shows to collectors of metrics."""

import sqlalchemy as sa

from shouwen.core.ledger.models import BooksCheck
from shouwen.core.work import House
from shouwen.kit import metrics
from shouwen.kit.db import COMPANY_SCOPE


def show(house: House) -> None:
    """Registers the alarm for the books of this house."""

    def unsound() -> float:
        with house.db.read(COMPANY_SCOPE) as session:
            return float(session.scalar(sa.select(sa.func.count(BooksCheck.unsound_since))) or 0)

    metrics.gauge("shouwen_ledger_unsound", "Communities whose books do not add up", unsound)
