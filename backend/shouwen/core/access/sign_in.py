"""Signing in with a password, in two steps: the slow check outside any transaction, then a few quick rows.

An unknown name, a wrong password and somebody who has left answer alike, in the same time (reliability R26).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor
from shouwen.core.access.attempts import attempt_key, check_not_locked, count_failure, forgive
from shouwen.core.access.identify import StaffInactive
from shouwen.core.access.models import Credential
from shouwen.core.access.passwords import verify_password
from shouwen.core.access.sessions import Pair, cookie_name, end_cookie, known_as, open_cookie, open_pair
from shouwen.core.work import Work
from shouwen.kit.db import Database
from shouwen.kit.problem import Unauthorized
from shouwen.kit.text import fold

__all__: Final = ["Checked", "WrongPassword", "check_password", "cookie_name", "sign_in_console", "sign_in_phone"]


class WrongPassword(Unauthorized):
    """The name or the password is wrong; which of them is not said."""

    code = "access.wrong_password"
    zh = "用户名或密码不正确"
    en = "The username or the password is wrong"
    keeps = True  # the failure is counted


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a password check. `person` is None when it failed."""

    key: bytes
    person: Actor | None = None
    seen: str | None = None
    fresh: str | None = None


def check_password(db: Database, username: str, password: str, now: datetime) -> Checked:
    """Does the slow part, while no transaction is open and no writer waits. Raises Locked and TooManySignIns."""
    key = attempt_key(username)
    with db.read() as session:
        check_not_locked(session, key, now)
        person, stored = _find(session, username)
    fits, fresh = verify_password(password, stored)
    return Checked(key, person, stored, fresh) if fits else Checked(key)


def sign_in_console(work: Work, checked: Checked, held: str | None) -> tuple[Actor, str]:
    """Opens a session of the console and gives the person and the cookie's secret; what the browser held ends.

    Raises WrongPassword, which counts the failure, and Locked.
    """
    person = _admit(work, checked)
    if held:
        end_cookie(work.session, held, work.now)
    return person, open_cookie(work.session, person.id, work.now)


def sign_in_phone(work: Work, checked: Checked) -> Pair:
    """The first pair of tokens. Raises WrongPassword, which counts the failure, and Locked."""
    return open_pair(work.session, _admit(work, checked).id, work.now)


def _find(session: Session, username: str) -> tuple[Actor | None, str | None]:
    credential = session.scalar(sa.select(Credential).where(Credential.username == fold(username)))
    if credential is None:
        return None, None
    try:
        return known_as(session, credential.person_id), credential.password_hash
    except StaffInactive:
        return None, None


def _admit(work: Work, checked: Checked) -> Actor:
    person = checked.person
    if person is None or not _still_holds(work.session, person, checked.seen):
        locked = count_failure(work.session, checked.key, work.now)
        work.emit("access.locked" if locked else "access.sign_in_failed", attempt=checked.key.hex())
        raise WrongPassword
    forgive(work.session, checked.key, work.now)
    if checked.fresh:
        mine = sa.update(Credential).where(Credential.person_id == person.id)
        work.session.execute(mine.values(password_hash=checked.fresh))
    work.actor = person
    work.emit("access.signed_in")
    return person


def _still_holds(session: Session, person: Actor, seen: str | None) -> bool:
    """Whether the password was not changed between the check and now."""
    mine = sa.select(Credential.password_hash).where(Credential.person_id == person.id)
    return session.scalar(mine.with_for_update()) == seen
