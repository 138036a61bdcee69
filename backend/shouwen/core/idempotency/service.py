"""Reserving a key, keeping its reply, replaying it."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from shouwen.core.idempotency.models import KeptReply
from shouwen.kit import crypto
from shouwen.kit.problem import BadRequest, Conflict, Malformed

KEPT_FOR: Final = timedelta(days=7)
_CONTEXT: Final = "idempotency_replies.reply"


class KeyRequired(BadRequest):
    """This route needs an Idempotency-Key, so that a repeated request cannot do the thing twice."""

    code = "idempotency.required"
    zh = "此操作需要 Idempotency-Key 请求头，以免重复提交"
    en = "This operation needs an Idempotency-Key header, so that sending it twice does it once"


class KeyInvalid(BadRequest):
    """The key is empty, too long or not printable ASCII."""

    code = "idempotency.key_invalid"
    zh = "Idempotency-Key 须为 1 到 200 个可见的 ASCII 字符"
    en = "An Idempotency-Key is 1 to 200 visible ASCII characters"


class KeyReused(Malformed):
    """The same key came with another body."""

    code = "idempotency.key_reused"
    zh = "同一个 Idempotency-Key 不能用于不同的内容"
    en = "This Idempotency-Key was used for another body before"


class InProgress(Conflict):
    """The first request with this key has not been answered yet."""

    code = "idempotency.in_progress"
    zh = "相同的请求正在处理，请稍后重试"
    en = "The same request is still being worked on; please try again shortly"
    retry_after = 1


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key in its scope: the caller and the route."""

    caller_id: UUID
    route: str
    key: str
    body_hash: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply as it goes over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


def reserve(session: Session, key: Key, now: datetime) -> Answer | None:
    """Reserves the key for this transaction, or gives the answer that is to be replayed.

    On PostgreSQL the insert waits for a first request that is still at work, up to the lock timeout.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {
        "caller_id": key.caller_id,
        "route": key.route,
        "key": key.key,
        "body_hash": key.body_hash,
        "made_at": now,
    }
    try:
        done = session.execute(insert(KeptReply).values(row).on_conflict_do_nothing().returning(KeptReply.key))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == "55P03":  # lock_not_available
            raise InProgress from error
        raise
    if done.first():
        return None
    return _replay(session, key)


def keep(session: Session, key: Key, answer: Answer) -> None:
    """Keeps the answer beside the reserved key."""
    packed = orjson.dumps([answer.status, answer.headers, base64.b64encode(answer.body).decode()])
    session.execute(sa.update(KeptReply).where(*_is(key)).values(reply=crypto.encrypt(packed, _CONTEXT)))


def forget_old(session: Session, now: datetime) -> int:
    """Deletes what was kept long enough. Answers how many."""
    gone = session.execute(sa.delete(KeptReply).where(KeptReply.made_at < now - KEPT_FOR))
    return int(getattr(gone, "rowcount", 0))


def _replay(session: Session, key: Key) -> Answer:
    kept = session.execute(sa.select(KeptReply.body_hash, KeptReply.reply).where(*_is(key))).one_or_none()
    if kept is None or kept.reply is None:
        raise InProgress
    if kept.body_hash != key.body_hash:
        raise KeyReused
    status, headers, body = orjson.loads(crypto.decrypt(kept.reply, _CONTEXT))
    return Answer(status, headers | {"Idempotent-Replayed": "true"}, base64.b64decode(body))


def _is(key: Key) -> tuple[sa.ColumnElement[bool], ...]:
    return (KeptReply.caller_id == key.caller_id, KeptReply.route == key.route, KeptReply.key == key.key)
