"""Keeping the index in step with what is written. Called in the same transaction as the change of the text.

Every new case passes here, so the statements are composed once, not per call.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from shouwen.core.search.models import SearchDocument
from shouwen.core.search.rules import folded, grams, tokens
from shouwen.kit.db import Base

_ADD = sa.text("INSERT INTO search_grams(rowid, grams) VALUES (:doc_id, :tokens)")
# A contentless table forgets a row only when told what it held (SQLite 3.40 refuses DELETE and UPDATE on it).
_FORGET = sa.text("INSERT INTO search_grams(search_grams, rowid, grams) VALUES ('delete', :doc_id, :tokens)")
_TABLE = Base.metadata.tables[SearchDocument.__tablename__]  # Core: a quarter cheaper here than through the ORM
_INSERT = sa.insert(_TABLE).returning(_TABLE.c.doc_id)
_PLAIN = sa.insert(_TABLE)
_LAST = sa.select(sa.func.max(_TABLE.c.doc_id))
_NEW = postgresql.insert(_TABLE)
_UPSERT = _NEW.on_conflict_do_update(
    index_elements=[_TABLE.c.subject_id, _TABLE.c.community_id],
    set_={"text": _NEW.excluded.text, "grams": _NEW.excluded.grams},
    where=_TABLE.c.text != _NEW.excluded.text,
)


class Document(NamedTuple):
    """The words of a subject. Parts of it are joined by white space; no word of a question reaches across."""

    community_id: UUID
    subject_id: UUID
    text: str


def index(session: Session, community_id: UUID, subject_id: UUID, text: str) -> None:
    """Makes a subject findable by `text`, and no longer by what it said before. The subject's row is there already."""
    document = Document(community_id, subject_id, folded(text))
    session.flush()
    if _is_sqlite(session):
        _index_on_sqlite(session, document)
    else:
        session.execute(_UPSERT, document._asdict() | {"grams": grams(document.text)})


def index_new(session: Session, documents: Sequence[Document]) -> None:
    """As `index` for many subjects that are not indexed yet (imports): two statements for all of them."""
    if not documents:
        return
    session.flush()
    connection = session.connection()
    kept = [document._replace(text=folded(document.text)) for document in documents]
    if not _is_sqlite(session):
        connection.execute(_PLAIN, [document._asdict() | {"grams": grams(document.text)} for document in kept])
        return
    last = connection.scalar(_LAST) or 0  # we are the only writer
    numbered = list(enumerate(kept, last + 1))
    connection.execute(_PLAIN, [document._asdict() | {"doc_id": doc_id} for doc_id, document in numbered])
    connection.execute(_ADD, [{"doc_id": doc_id, "tokens": tokens(document.text)} for doc_id, document in numbered])


def remove(session: Session, community_id: UUID, subject_id: UUID) -> None:
    """Makes a subject unfindable and forgets its words."""
    if _is_sqlite(session) and (known := _known(session, community_id, subject_id)):
        session.execute(_FORGET, {"doc_id": known.doc_id, "tokens": tokens(known.text)})
    session.execute(sa.delete(SearchDocument).where(*_of(community_id, subject_id)))


def _index_on_sqlite(session: Session, document: Document) -> None:
    known = _known(session, document.community_id, document.subject_id)
    if known is None:
        doc_id = session.execute(_INSERT, document._asdict()).scalar_one()
    elif known.text == document.text:
        return
    else:
        doc_id = known.doc_id
        session.execute(_FORGET, {"doc_id": doc_id, "tokens": tokens(known.text)})
        session.execute(sa.update(SearchDocument).where(SearchDocument.doc_id == doc_id).values(text=document.text))
    session.execute(_ADD, {"doc_id": doc_id, "tokens": tokens(document.text)})


def _known(session: Session, community_id: UUID, subject_id: UUID) -> sa.Row[int, str] | None:
    return session.execute(
        sa.select(SearchDocument.doc_id, SearchDocument.text).where(*_of(community_id, subject_id))
    ).one_or_none()


def _of(community_id: UUID, subject_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return SearchDocument.community_id == community_id, SearchDocument.subject_id == subject_id


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
