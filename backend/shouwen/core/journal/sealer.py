"""The sealer gives journal rows their order: the next `seq` of their community, chained by hash to the row before.

One sealer works on a community at a time. In the transaction that seals it hands out jobs to whoever is interested.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.journal.models import JournalEntry, Seal, UnsealedEntry
from shouwen.core.journal.rules import GENESIS, chain
from shouwen.kit.db import Database, Scope

BATCH: Final = 500

OnSealed = Callable[[Session, UUID, Sequence[sa.Row[Any]]], None]

_SEALED_COLUMNS: Final = (
    JournalEntry.id,
    JournalEntry.event,
    JournalEntry.at,
    JournalEntry.recorded_at,
    JournalEntry.actor_kind,
    JournalEntry.actor_id,
    JournalEntry.on_behalf_of_id,
    JournalEntry.subject_id,
    JournalEntry.request_id,
    JournalEntry.detail,
)


def seal_all(db: Database, on_sealed: OnSealed) -> int:
    """Seals everything that waits, community by community. Answers how many rows."""
    with db.read() as session:
        communities = session.scalars(sa.select(UnsealedEntry.community_id).distinct()).all()
    return sum(_seal_community(db, community_id, on_sealed) for community_id in communities)


def _seal_community(db: Database, community_id: UUID, on_sealed: OnSealed) -> int:
    sealed = 0
    while True:
        with db.write(Scope.of(community_id)) as session:
            count = seal_batch(session, community_id, on_sealed)
        sealed += count
        if count < BATCH:
            return sealed


def seal_batch(session: Session, community_id: UUID, on_sealed: OnSealed) -> int:
    """Seals up to BATCH rows of one community in this transaction."""
    if not _alone(session, community_id):
        return 0
    entries = session.execute(
        sa.select(*_SEALED_COLUMNS)
        .join(UnsealedEntry, _same_entry(JournalEntry.community_id, JournalEntry.id))
        .where(UnsealedEntry.community_id == community_id)
        .order_by(JournalEntry.id)
        .limit(BATCH)
    ).all()
    if not entries:
        return 0
    seq, head = chain_head(session, community_id)
    seals = []
    for entry in entries:
        seq += 1
        head = chain(head, header_of(community_id, seq, entry), entry.detail)
        seals.append({"community_id": community_id, "seq": seq, "entry_id": entry.id, "hash": head})
    session.execute(sa.insert(Seal), seals)
    session.execute(
        sa.delete(UnsealedEntry).where(
            UnsealedEntry.community_id == community_id, UnsealedEntry.entry_id.in_([entry.id for entry in entries])
        )
    )
    on_sealed(session, community_id, entries)
    return len(entries)


def chain_head(session: Session, community_id: UUID) -> tuple[int, bytes]:
    """The last (seq, hash) of a community's chain."""
    last = session.execute(
        sa.select(Seal.seq, Seal.hash).where(Seal.community_id == community_id).order_by(Seal.seq.desc()).limit(1)
    ).one_or_none()
    return (last.seq, last.hash) if last else (0, GENESIS)


def first_break(session: Session, community_id: UUID) -> int | None:
    """Recomputes a community's chain. Answers the first `seq` that does not fit, or None when the chain holds.

    A tail cut off cannot be seen from inside: compare `chain_head` with the head kept outside the database.
    """
    head = GENESIS
    with _chain_rows(session, community_id) as rows:
        for expected, row in enumerate(rows, start=1):
            if row.id is None or row.seq != expected:
                return expected
            head = chain(head, header_of(community_id, row.seq, row), row.detail)
            if head != row.hash:
                return expected
    return None


def _chain_rows(session: Session, community_id: UUID) -> sa.Result[*tuple[Any, ...]]:
    """Every seal in order with the row it seals, whose columns are null when it is gone."""
    return session.execute(
        sa.select(Seal.seq, Seal.hash, *_SEALED_COLUMNS)
        .outerjoin(JournalEntry, sa.and_(JournalEntry.community_id == community_id, JournalEntry.id == Seal.entry_id))
        .where(Seal.community_id == community_id)
        .order_by(Seal.seq)
        .execution_options(yield_per=1000)
    )


def header_of(community_id: UUID, seq: int, entry: Any) -> dict[str, Any]:
    """The part of a row that is hashed beside the digest of its detail."""
    return {
        "community_id": str(community_id),
        "seq": seq,
        "id": str(entry.id),
        "event": entry.event,
        "at": entry.at.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "actor_kind": entry.actor_kind,
        "actor_id": str(entry.actor_id),
        "on_behalf_of_id": str(entry.on_behalf_of_id) if entry.on_behalf_of_id else None,
        "subject_id": str(entry.subject_id) if entry.subject_id else None,
        "request_id": entry.request_id,
    }


def _same_entry(community: Any, entry: Any) -> sa.ColumnElement[bool]:
    return sa.and_(UnsealedEntry.community_id == community, UnsealedEntry.entry_id == entry)


def _alone(session: Session, community_id: UUID) -> bool:
    """Whether this transaction may seal the community now. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "sqlite":
        return True
    lock = int.from_bytes(community_id.bytes[-8:], "big", signed=True)
    return bool(session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(lock))))
