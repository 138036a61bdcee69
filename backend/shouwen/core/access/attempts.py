"""Counting failed sign-ins in the database, so that a restart or a second process forgives nothing.

Names are counted alike whether or not somebody has them; the table holds keyed hashes of names alone.
"""

import math
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.models import SignInAttempt
from shouwen.core.access.rules import FAILURES_ALLOWED, FORGOTTEN_AFTER, LOCKED_FOR
from shouwen.kit.crypto import blind
from shouwen.kit.db import insert_into
from shouwen.kit.problem import TooMany
from shouwen.kit.text import fold


class Locked(TooMany):
    """Too many failures under this name; says nothing of whether somebody has it."""

    code = "access.locked"
    zh = "尝试次数过多，请稍后再登录"
    en = "Too many failed attempts; please try again later"


def attempt_key(username: str) -> bytes:
    """Under which failures of a name are counted. Found again, but not read back."""
    return blind(fold(username), "access_attempts.key_hash")


def check_not_locked(session: Session, key: bytes, now: datetime) -> None:
    """Raises Locked while the name is. Costs no hashing."""
    until = session.scalar(sa.select(SignInAttempt.locked_until).where(SignInAttempt.key_hash == key))
    if until is not None and until > now:
        raise _locked(until, now)


def count_failure(session: Session, key: bytes, now: datetime) -> bool:
    """Counts a failure and says whether it locked the name. Raises Locked when it was locked already."""
    failures, until = session.execute(_upsert(session, key, now)).one()
    if failures > FAILURES_ALLOWED:
        raise _locked(until, now)
    return until is not None


def forgive(session: Session, key: bytes, now: datetime) -> None:
    """Forgets the failures after a success. Raises Locked when a guess sent beside others comes too late to count."""
    row = sa.select(SignInAttempt.locked_until).where(SignInAttempt.key_hash == key).with_for_update()
    until = session.scalar(row)
    if until is not None and until > now:
        raise _locked(until, now)
    session.execute(sa.delete(SignInAttempt).where(SignInAttempt.key_hash == key))


def _locked(until: datetime, now: datetime) -> Locked:
    return Locked(retry_after=max(1, math.ceil((until - now).total_seconds())))


def _upsert(session: Session, key: bytes, now: datetime) -> sa.Executable:
    row = SignInAttempt
    instant = row.last_at.type
    over = sa.or_(
        row.locked_until <= now,
        sa.and_(row.locked_until.is_(None), row.last_at <= now - FORGOTTEN_AFTER),
    )
    return (
        insert_into(session, row)
        .values(key_hash=key, failures=1, locked_until=None, last_at=now)
        .on_conflict_do_update(
            index_elements=[row.key_hash],
            set_={
                "failures": sa.case((over, 1), else_=row.failures + 1),
                "locked_until": sa.case(
                    (over, sa.null()),
                    (row.failures + 1 == FAILURES_ALLOWED, sa.literal(now + LOCKED_FOR, instant)),
                    else_=row.locked_until,
                ),
                "last_at": now,
            },
        )
        .returning(row.failures, row.locked_until)
    )
