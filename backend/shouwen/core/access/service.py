"""Giving people and programs a way in: logins, grants, API keys, and the one-time link that sets the house up."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shouwen.core.access.identify import API_KEY_PREFIX, secret_hash
from shouwen.core.access.models import AccessGrant, ApiClient, Credential, OneTimeLink, SignInAttempt, SignInSession
from shouwen.core.access.passwords import check_new_password, hash_password
from shouwen.core.access.roles import RESIDENT, ROLES
from shouwen.core.access.rules import FAMILY_LASTS, FORGOTTEN_AFTER, LOCKED_FOR, SETUP_LASTS, LinkPurpose
from shouwen.core.people.models import Person, Staff
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Conflict, Malformed, NotFound
from shouwen.kit.text import fold

_SECRET_BYTES: Final = 32
_SETUP_PREFIX: Final = "su_"
ADMINISTRATOR: Final = "system_admin"


class NewGrant(NamedTuple):
    """A role at a place: the company when nothing else is said, a community, or a zone or department of it."""

    role: str
    community_id: UUID | None = None
    zone_id: UUID | None = None
    department_id: UUID | None = None


class UsernameTaken(Conflict):
    """Somebody signs in with this name already."""

    code = "access.username_taken"
    zh = "用户名“{username}”已被使用"
    en = "The username “{username}” is taken"


class RoleUnknown(Malformed):
    """Not a role of this house, or one that cannot be given."""

    code = "access.role_unknown"
    zh = "没有可以授予的角色“{role}”"
    en = "There is no role “{role}” that can be granted"


class LinkUnknown(NotFound):
    """The one-time link was never made, was used, or has run out; all answer alike."""

    code = "access.link_unknown"
    zh = "该链接无效、已使用或已过期"
    en = "This link is unknown, used or expired"


def create_person_with_login(
    work: Work,
    *,
    name: str,
    username: str,
    password: str,
    staff_number: str | None = None,
    grants: Sequence[NewGrant] = (),
) -> Person:
    """A person who can sign in; with a number, a member of staff. Without, a resident, once people/ knows where.

    Raises PasswordWeak, UsernameTaken, RoleUnknown, TooManySignIns.
    """
    person = Person(id=new_id(), name=name, created_at=work.now)
    work.session.add(person)
    if staff_number is not None:
        work.session.flush()
        work.session.add(Staff(id=person.id, number=staff_number, active=True))
    give_login(work, person.id, username, password)
    for grant in grants:
        give(work, grant, person_id=person.id)
    return person


def give_login(work: Work, person_id: UUID, username: str, password: str | None = None) -> None:
    """Lets a known person sign in; without a password by a link alone, since then nobody knows it.

    Raises PasswordWeak, UsernameTaken, TooManySignIns.
    """
    password = password or secrets.token_urlsafe(_SECRET_BYTES)
    check_new_password(password, username)
    work.session.flush()
    credential = Credential(
        person_id=person_id, username=fold(username), password_hash=hash_password(password), changed_at=work.now
    )
    try:
        with work.session.begin_nested():
            work.session.add(credential)
    except IntegrityError as error:
        raise UsernameTaken(username=username) from error
    work.emit("access.login_given", person_id=person_id)


def give(work: Work, grant: NewGrant, *, person_id: UUID | None = None, client_id: UUID | None = None) -> UUID:
    """Grants a role to a person or an API client, from now on. Raises RoleUnknown."""
    if grant.role not in ROLES or grant.role == RESIDENT:
        raise RoleUnknown(role=grant.role)
    row = AccessGrant(id=new_id(), person_id=person_id, client_id=client_id, since=work.now, **grant._asdict())
    work.session.add(row)
    work.emit("access.granted", holder_id=person_id or client_id, grant_id=row.id, **grant._asdict())
    return row.id


def create_client(
    work: Work, name: str, grants: Sequence[NewGrant], *, lasts: timedelta | None = None
) -> tuple[ApiClient, str]:
    """An API client and its key `sk_<id>_<secret>`, which is shown once and stored nowhere. Raises RoleUnknown."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    client = ApiClient(
        id=new_id(),
        name=name,
        key_hash=secret_hash(secret),
        created_at=work.now,
        expires_at=work.now + lasts if lasts else None,
    )
    work.session.add(client)
    work.session.flush()
    work.emit("access.client_created", client_id=client.id)
    for grant in grants:
        give(work, grant, client_id=client.id)
    return client, f"{API_KEY_PREFIX}{client.id.hex}_{secret}"


def make_setup_link(session: Session, now: datetime) -> str:
    """The secret of a new link that creates the first administrator; links made before stop working."""
    _use_up(session, now)
    token = _SETUP_PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    session.add(
        OneTimeLink(
            purpose=LinkPurpose.SETUP, token_hash=secret_hash(token), created_at=now, expires_at=now + SETUP_LASTS
        )
    )
    return token


def use_setup_link(work: Work, token: str, name: str, username: str, password: str) -> Person:
    """The first administrator, with all of the company in reach. The link works once.

    Raises LinkUnknown before anything else is looked at, PasswordWeak, UsernameTaken.
    """
    if not _use_up(work.session, work.now, OneTimeLink.token_hash == secret_hash(token)):
        raise LinkUnknown
    person = create_person_with_login(
        work,
        name=name,
        username=username,
        password=password,
        staff_number=fold(username),
        grants=[NewGrant(ADMINISTRATOR)],
    )
    work.emit("access.set_up", person_id=person.id)
    return person


def _use_up(session: Session, now: datetime, *which: sa.ColumnElement[bool]) -> bool:
    """Uses the setup links that are still good; whether there was one. Of two at once only the first finds it."""
    good = sa.update(OneTimeLink).where(
        *which,
        OneTimeLink.purpose == LinkPurpose.SETUP,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now,
    )
    return bool(session.execute(good.values(used_at=now).returning(OneTimeLink.id)).all())


def forget_old(session: Session, now: datetime) -> None:
    """Deletes what no longer opens or counts anything: sessions and links long over, failures long past."""
    session.execute(sa.delete(SignInSession).where(SignInSession.expires_at < now - FAMILY_LASTS))
    session.execute(sa.delete(OneTimeLink).where(OneTimeLink.expires_at < now - SETUP_LASTS))
    session.execute(sa.delete(SignInAttempt).where(SignInAttempt.last_at < now - max(LOCKED_FOR, FORGOTTEN_AFTER)))
