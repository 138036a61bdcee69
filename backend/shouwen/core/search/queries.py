"""Asking the index."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.search.models import SearchDocument
from shouwen.core.search.rules import can_occur, narrowing, terms, token, undecided
from shouwen.kit.db import NO_SCOPE, Scope

_GRAMS = sa.table("search_grams", sa.column("rowid", sa.Integer))


def matching(session: Session, question: str) -> sa.Select[UUID]:
    """The subjects in the session's scope whose text has every word of the question, in no order.

    Made for `Subject.id.in_(matching(session, q))` on a select that `visible` has narrowed: by itself it knows no
    permissions. A question without words matches whatever has text.
    """
    scope: Scope = session.info.get("scope", NO_SCOPE)
    found = sa.select(SearchDocument.subject_id)
    if not scope.company:
        found = found.where(SearchDocument.community_id.in_(list(scope.communities)))
    wanted = terms(question)
    if not can_occur(wanted):
        return found.where(sa.false())
    if not wanted:
        return found
    narrowed = narrowing(wanted)
    if session.get_bind().dialect.name == "sqlite":
        holds, where = _on_sqlite(narrowed), sa.func.instr
    else:
        holds, where = SearchDocument.grams.contains(narrowed), sa.func.strpos
    return found.where(holds, *[where(SearchDocument.text, term) > 0 for term in undecided(wanted, narrowed)])


def _on_sqlite(narrowed: list[str]) -> sa.ColumnElement[bool]:
    asked = " ".join(f'"{token(gram)}"' for gram in narrowed)  # words side by side mean AND
    rows = sa.select(_GRAMS.c.rowid).where(sa.literal_column("search_grams").op("MATCH")(asked))
    return SearchDocument.doc_id.in_(rows)
