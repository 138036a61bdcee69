"""The secrets people hold after signing in: the console's cookie, and the rotating pair of phones and mini-programs.

A refresh token makes its successors by itself: the next pair is derived from it with a key of this installation. So
the same token sent twice (a phone that lost the answer) gets the same pair, and nothing but hashes is ever stored.
"""

import base64
import hmac
import math
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor, ActorKind
from shouwen.core.access.identify import SessionUnknown, StaffInactive, secret_hash
from shouwen.core.access.models import SignInSession
from shouwen.core.access.rules import ACCESS_LASTS, COOKIE_LASTS, FAMILY_LASTS, SessionKind, is_replay
from shouwen.core.people.models import Person, Staff
from shouwen.core.work import Work
from shouwen.kit.crypto import derive
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Conflict, Unauthorized

# Prefixes tell a token from an API key, and let scanners find one that was left lying about.
_ACCESS_PREFIX: Final = "st_"
_REFRESH_PREFIX: Final = "sr_"
_SECRET_BYTES: Final = 32


class RefreshReused(Unauthorized):
    """A refresh token came a second time, long after its successor was given out: somebody has a copy."""

    code = "access.refresh_reused"
    zh = "登录凭证被重复使用，为安全起见已全部退出，请重新登录"
    en = "This refresh token was used before; for safety the whole sign-in has ended, please sign in again"
    keeps = True  # the end of the family stands


class NoSession(Conflict):
    """An API key has no session to end."""

    code = "access.no_session"
    zh = "API 密钥没有登录会话，无需退出"
    en = "An API key has no session to end"


@dataclass(frozen=True, slots=True)
class Pair:
    """What a phone keeps: `access_token` for `expires_in` seconds, `refresh_token` for the next pair."""

    access_token: str
    refresh_token: str
    expires_in: int


def cookie_name(*, secure: bool) -> str:
    """The console's cookie. A `__Host-` cookie over plain http is silently dropped or never sent (mechanics §12)."""
    return "__Host-shouwen_session" if secure else "shouwen_session"


def cookie_header(secret: str, *, secure: bool) -> str:
    """The `Set-Cookie` that hands the secret to a browser; with an empty secret, the one that takes it away."""
    lasts = int(COOKIE_LASTS.total_seconds()) if secret else 0
    cookie = f"{cookie_name(secure=secure)}={secret}; Path=/; Max-Age={lasts}; HttpOnly; SameSite=Lax"
    return cookie + "; Secure" if secure else cookie


def open_cookie(session: Session, person_id: UUID, now: datetime) -> str:
    """A new session of the console. Gives its secret, which is stored nowhere."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    family_id = new_id()
    session.add(
        SignInSession(
            id=family_id,
            kind=SessionKind.COOKIE,
            token_hash=secret_hash(secret),
            person_id=person_id,
            family_id=family_id,
            created_at=now,
            expires_at=now + COOKIE_LASTS,
        )
    )
    return secret


def end_cookie(session: Session, secret: str, now: datetime) -> None:
    """Ends the session a browser held until now: signing in never goes on under an old secret."""
    _end(session, now, SignInSession.token_hash == secret_hash(secret), SignInSession.kind == SessionKind.COOKIE)


def open_pair(session: Session, person_id: UUID, now: datetime) -> Pair:
    """The first pair of a new family."""
    access, refresh = (prefix + secrets.token_urlsafe(_SECRET_BYTES) for prefix in (_ACCESS_PREFIX, _REFRESH_PREFIX))
    return _store(session, Pair(access, refresh, 0), person_id, new_id(), now, now + FAMILY_LASTS)


def refresh(work: Work, token: str) -> Pair:
    """The next pair for a refresh token; the same one again within REPLAY_WITHIN of its first use.

    Raises SessionUnknown; StaffInactive; RefreshReused, which ends the family (all 401).
    """
    this = SignInSession.token_hash == secret_hash(token)
    _hold(work.session, this)  # two at once: the second sees the first's `used_at`
    kept = work.session.scalar(sa.select(SignInSession).where(this, SignInSession.kind == SessionKind.REFRESH))
    if kept is None or kept.revoked_at or kept.expires_at <= work.now:
        raise SessionUnknown
    work.actor = known_as(work.session, kept.person_id, kept.family_id)
    if kept.used_at is not None and not is_replay(kept.used_at, work.now):
        end_family(work.session, kept.family_id, work.now)
        work.emit("access.refresh_reused", family_id=kept.family_id)
        raise RefreshReused
    work.emit("access.refreshed", family_id=kept.family_id, repeated=kept.used_at is not None)
    following = _following(token)
    if kept.used_at is None:
        kept.used_at = work.now
        return _store(work.session, following, kept.person_id, kept.family_id, work.now, kept.expires_at)
    return _with_time_left(following, min(kept.used_at + ACCESS_LASTS, kept.expires_at), work.now)


def sign_out(work: Work) -> None:
    """Ends the sign-in in use, at once and with all its tokens. Raises NoSession for an API key."""
    if work.actor.sign_in_id is None:
        raise NoSession
    end_family(work.session, work.actor.sign_in_id, work.now)
    work.emit("access.signed_out", family_id=work.actor.sign_in_id)


def end_family(session: Session, family_id: UUID, now: datetime) -> None:
    """Ends everything that began with one sign-in."""
    _end(session, now, SignInSession.family_id == family_id)


def end_all_of(work: Work, person_id: UUID) -> None:
    """Ends every sign-in of a person: on leaving, on a new password, on a lost phone."""
    _end(work.session, work.now, SignInSession.person_id == person_id)
    work.emit("access.sessions_ended", person_id=person_id)


def known_as(session: Session, person_id: UUID, sign_in_id: UUID | None = None) -> Actor:
    """The person as the one who acts, without grants: for the journal. Raises StaffInactive."""
    found = sa.select(Person.name, Staff.active).join(Staff, Staff.id == Person.id, isouter=True)
    person: Any = session.execute(found.where(Person.id == person_id)).one()  # no row of staff: `active` is None
    if person.active is False:
        raise StaffInactive
    kind = ActorKind.RESIDENT if person.active is None else ActorKind.STAFF
    return Actor(kind=kind, id=person_id, name=person.name, sign_in_id=sign_in_id)


def _following(token: str) -> Pair:
    key = derive("access.refresh")
    access, refresh = (
        prefix + _text(hmac.digest(key, f"{prefix}{token}".encode("utf-8", "surrogatepass"), "sha256"))
        for prefix in (_ACCESS_PREFIX, _REFRESH_PREFIX)
    )
    return Pair(access, refresh, 0)


def _text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).rstrip(b"=").decode()


def _store(
    session: Session, pair: Pair, person_id: UUID, family_id: UUID, now: datetime, family_ends_at: datetime
) -> Pair:
    ends = {SessionKind.ACCESS: min(now + ACCESS_LASTS, family_ends_at), SessionKind.REFRESH: family_ends_at}
    tokens = {SessionKind.ACCESS: pair.access_token, SessionKind.REFRESH: pair.refresh_token}
    session.add_all(
        SignInSession(
            kind=kind,
            token_hash=secret_hash(token),
            person_id=person_id,
            family_id=family_id,
            created_at=now,
            expires_at=ends[kind],
        )
        for kind, token in tokens.items()
    )
    return _with_time_left(pair, ends[SessionKind.ACCESS], now)


def _with_time_left(pair: Pair, ends_at: datetime, now: datetime) -> Pair:
    return Pair(pair.access_token, pair.refresh_token, max(0, math.floor((ends_at - now).total_seconds())))


def _hold(session: Session, *which: sa.ColumnElement[bool]) -> None:
    """Holds the person whose sessions these are, so that no pair is made while others of the same sign-in end."""
    whose = sa.select(SignInSession.person_id).where(*which)
    session.execute(sa.select(Person.id).where(Person.id.in_(whose)).with_for_update(key_share=True)).all()


def _end(session: Session, now: datetime, *which: sa.ColumnElement[bool]) -> None:
    _hold(session, *which)
    alive = sa.update(SignInSession).where(*which, SignInSession.revoked_at.is_(None))
    session.execute(alive.values(revoked_at=now).execution_options(synchronize_session=False))
