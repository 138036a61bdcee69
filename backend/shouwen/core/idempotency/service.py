"""Reserving a key, keeping its reply, replaying it."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
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
    connection = session.connection()
    row = {**_named(key), "body_hash": key.body_hash, "made_at": now}
    try:
        done = connection.execute(_RESERVE[connection.dialect.name], row)
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
    kept = {**_named(key), "reply": crypto.encrypt(packed, _CONTEXT)}
    session.connection().execute(_KEEP, kept)


def forget_old(session: Session, now: datetime) -> int:
    """Deletes what was kept long enough. Answers how many."""
    gone = session.execute(sa.delete(KeptReply).where(KeptReply.made_at < now - KEPT_FOR))
    return int(getattr(gone, "rowcount", 0))


def _replay(session: Session, key: Key) -> Answer:
    kept = session.connection().execute(_LOOK, _named(key)).one_or_none()
    if kept is None or kept.reply is None:
        raise InProgress
    if kept.body_hash != key.body_hash:
        raise KeyReused
    status, headers, body = orjson.loads(crypto.decrypt(kept.reply, _CONTEXT))
    return Answer(status, headers | {"Idempotent-Replayed": "true"}, base64.b64decode(body))


def _named(key: Key) -> dict[str, Any]:
    return {"of_caller": key.caller_id, "of_route": key.route, "of_key": key.key}


# Made once, and said to the connection: what an ORM session adds to a statement costs more than the statement, and
# every request that writes says these two.
_OF_CALLER: Final = sa.bindparam("of_caller", type_=KeptReply.caller_id.type)
_OF_ROUTE: Final = sa.bindparam("of_route", type_=KeptReply.route.type)
_OF_KEY: Final = sa.bindparam("of_key", type_=KeptReply.key.type)
_IS: Final = (KeptReply.caller_id == _OF_CALLER, KeptReply.route == _OF_ROUTE, KeptReply.key == _OF_KEY)
_ROW: Final = {
    "caller_id": _OF_CALLER,
    "route": _OF_ROUTE,
    "key": _OF_KEY,
    "body_hash": sa.bindparam("body_hash"),
    "made_at": sa.bindparam("made_at"),
}
_RESERVE: Final = {
    "sqlite": sqlite.insert(KeptReply).values(_ROW).on_conflict_do_nothing().returning(KeptReply.key),
    "postgresql": postgresql.insert(KeptReply).values(_ROW).on_conflict_do_nothing().returning(KeptReply.key),
}
_KEEP: Final = sa.update(KeptReply).where(*_IS).values(reply=sa.bindparam("reply"))
_LOOK: Final = sa.select(KeptReply.body_hash, KeptReply.reply).where(*_IS)
