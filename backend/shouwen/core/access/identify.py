"""From a secret to an `Actor`: one statement a request, no cache, so that whatever is taken away is gone at once."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor, ActorKind, Grant, Residency
from shouwen.core.access.models import AccessGrant, ApiClient, SignInSession
from shouwen.core.access.roles import RESIDENT, permissions_of
from shouwen.core.access.rules import SessionKind
from shouwen.core.people.models import Person, PostHolder, ResidentLogin, Staff
from shouwen.kit.db import Id
from shouwen.kit.problem import Unauthorized

API_KEY_PREFIX: Final = "sk_"
Row = sa.Select[*tuple[Any, ...]]
_API_KEY = re.compile(r"sk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})\Z", re.ASCII)


class Credentials(NamedTuple):
    """The secret that came with a request, and the way it came."""

    kind: Literal["cookie", "bearer"]
    secret: str


class SessionUnknown(Unauthorized):
    """No sign-in stands behind this cookie or token: never made, expired, or ended."""

    code = "access.session_unknown"
    zh = "登录已失效，请重新登录"
    en = "This sign-in is unknown or has ended; please sign in again"


class KeyUnknown(Unauthorized):
    """No API client has this key: never made, expired, or taken back."""

    code = "access.key_unknown"
    zh = "API 密钥无效、已过期或已停用"
    en = "This API key is unknown, expired or revoked"


class StaffInactive(Unauthorized):
    """The person has left, or was switched off: signing in ended with that."""

    code = "access.inactive"
    zh = "您的账号已停用，请联系管理员"
    en = "Your account has been switched off; please ask an administrator"


class _Tag(StrEnum):
    WHO = "who"
    GRANT = "grant"
    RESIDENCY = "residency"
    POST = "post"


def identify(connection: sa.Connection, credentials: Credentials, now: datetime) -> Actor:
    """Who holds this secret, with all grants, residencies and posts of this moment.

    Raises SessionUnknown, KeyUnknown or StaffInactive (all 401).
    """
    if credentials.kind == "bearer" and credentials.secret.startswith(API_KEY_PREFIX):
        return _identify_client(connection, credentials.secret, now)
    kind = SessionKind.COOKIE if credentials.kind == "cookie" else SessionKind.ACCESS
    rows = connection.execute(_BY_SESSION, {"hash": secret_hash(credentials.secret), "kind": kind, "now": now}).all()
    who = next((row for row in rows if row.tag == _Tag.WHO), None)
    if who is None:
        raise SessionUnknown
    if who.active is False:
        raise StaffInactive
    return _person(who, rows)


def acting_for(session: Session, staff_id: UUID, now: datetime) -> Actor | None:
    """A member of staff with what they may do at this moment, for work that goes on without them; None if inactive."""
    rows = session.execute(_BY_STAFF, {"staff_id": staff_id, "now": now}).all()
    who = next((row for row in rows if row.tag == _Tag.WHO), None)
    return _person(who, rows) if who is not None and who.active else None


def secret_hash(secret: str) -> bytes:
    """What is stored of a secret of 256 random bits. No salt, no stretching: there is nothing to guess."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _identify_client(connection: sa.Connection, key: str, now: datetime) -> Actor:
    match = _API_KEY.match(key)
    if match is None:
        raise KeyUnknown
    found = {"id": UUID(hex=match[1]), "hash": secret_hash(match[2]), "now": now}
    rows = connection.execute(_BY_KEY, found).all()
    who = next((row for row in rows if row.tag == _Tag.WHO), None)
    if who is None:
        raise KeyUnknown
    return Actor(kind=ActorKind.CLIENT, id=who.id, name=who.name, grants=_grants(rows))


def _person(who: Any, rows: Iterable[Any]) -> Actor:
    residencies = tuple(Residency(row.community_id, row.id) for row in rows if row.tag == _Tag.RESIDENCY)
    is_staff = who.active is not None
    return Actor(
        kind=ActorKind.STAFF if is_staff else ActorKind.RESIDENT,
        id=who.id,
        name=who.name,
        grants=_grants(rows) if is_staff else _grants_of_resident(residencies),
        residencies=residencies,
        post_ids=frozenset(row.id for row in rows if row.tag == _Tag.POST),
        sign_in_id=who.family_id,
    )


def _grants(rows: Iterable[Any]) -> tuple[Grant, ...]:
    return tuple(
        Grant(row.name, permissions_of(row.name), row.community_id, row.zone_id, row.department_id)
        for row in rows
        if row.tag == _Tag.GRANT
    )


def _grants_of_resident(residencies: Iterable[Residency]) -> tuple[Grant, ...]:
    # One for each community: a grant without a community would reach the whole company.
    return tuple(Grant(RESIDENT, permissions_of(RESIDENT), residency.community_id) for residency in residencies)


def _row(tag: _Tag, **columns: Any) -> Row:
    """A select of the shape all parts of the union share; what a part does not have is a typed NULL."""
    shape: dict[str, sa.types.TypeEngine[Any]] = {
        "id": Id(),
        "name": sa.Text(),
        "active": sa.Boolean(),
        "family_id": Id(),
        "community_id": Id(),
        "zone_id": Id(),
        "department_id": Id(),
    }
    return sa.select(
        sa.literal(tag.value, sa.Text()).label("tag"),
        *[columns.get(name, sa.cast(sa.null(), type_)).label(name) for name, type_ in shape.items()],
    )


def _in_force(row: Any, now: sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    return sa.and_(row.since <= now, sa.or_(row.until.is_(None), row.until > now))


def _granted(holder: sa.ColumnElement[bool], now: sa.BindParameter[datetime]) -> Row:
    return _row(
        _Tag.GRANT,
        id=AccessGrant.id,
        name=AccessGrant.role,
        community_id=AccessGrant.community_id,
        zone_id=AccessGrant.zone_id,
        department_id=AccessGrant.department_id,
    ).where(holder, _in_force(AccessGrant, now))


def _by_session() -> sa.CompoundSelect[*tuple[Any, ...]]:
    now = sa.bindparam("now", type_=SignInSession.expires_at.type)
    who = (
        sa.select(SignInSession.person_id, SignInSession.family_id, Person.name, Staff.active)
        .join(Person, Person.id == SignInSession.person_id)
        .join(Staff, Staff.id == SignInSession.person_id, isouter=True)
        .where(
            SignInSession.token_hash == sa.bindparam("hash"),
            SignInSession.kind == sa.bindparam("kind"),
            SignInSession.revoked_at.is_(None),
            SignInSession.expires_at > now,
        )
        .cte("who")
    )
    living = _row(_Tag.RESIDENCY, id=ResidentLogin.resident_id, community_id=ResidentLogin.community_id)
    holding = _row(_Tag.POST, id=PostHolder.post_id, community_id=PostHolder.community_id)
    return sa.union_all(
        _row(_Tag.WHO, id=who.c.person_id, name=who.c.name, active=who.c.active, family_id=who.c.family_id),
        _granted(AccessGrant.person_id == who.c.person_id, now),
        living.where(ResidentLogin.person_id == who.c.person_id),
        holding.where(PostHolder.staff_id == who.c.person_id, _in_force(PostHolder, now)),
    )


def _by_key() -> sa.CompoundSelect[*tuple[Any, ...]]:
    now = sa.bindparam("now", type_=ApiClient.created_at.type)
    who = (
        sa.select(ApiClient.id, ApiClient.name)
        .where(
            ApiClient.id == sa.bindparam("id"),
            ApiClient.key_hash == sa.bindparam("hash"),
            ApiClient.revoked_at.is_(None),
            sa.or_(ApiClient.expires_at.is_(None), ApiClient.expires_at > now),
        )
        .cte("who")
    )
    return sa.union_all(
        _row(_Tag.WHO, id=who.c.id, name=who.c.name),
        _granted(AccessGrant.client_id == who.c.id, now),
    )


def _by_staff() -> sa.CompoundSelect[*tuple[Any, ...]]:
    now = sa.bindparam("now", type_=SignInSession.expires_at.type)
    staff_id = sa.bindparam("staff_id", type_=Id())
    holding = _row(_Tag.POST, id=PostHolder.post_id, community_id=PostHolder.community_id)
    return sa.union_all(
        _row(_Tag.WHO, id=Person.id, name=Person.name, active=Staff.active)
        .join_from(Person, Staff, Staff.id == Person.id)
        .where(Person.id == staff_id),
        _granted(AccessGrant.person_id == staff_id, now),
        holding.where(PostHolder.staff_id == staff_id, _in_force(PostHolder, now)),
    )


_BY_STAFF: Final = _by_staff()
_BY_SESSION: Final = _by_session()
_BY_KEY: Final = _by_key()
