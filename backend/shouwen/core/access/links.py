"""Links that let somebody set their own password: at the first sign-in, and when it is forgotten."""

import secrets
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.access.grant_schemas import SignInLinkOut
from shouwen.core.access.grants import MANAGE_ACCESS
from shouwen.core.access.identify import secret_hash
from shouwen.core.access.models import Credential, OneTimeLink
from shouwen.core.access.passwords import check_new_password, hash_password
from shouwen.core.access.problems import SignsInAlready, UsernameNeeded
from shouwen.core.access.rules import SIGN_IN_LASTS, LinkPurpose
from shouwen.core.access.service import LinkUnknown, give_login
from shouwen.core.access.sessions import end_all_of
from shouwen.core.people.authority import covers, hold_staff, works_where
from shouwen.core.people.models import Staff
from shouwen.core.people.problems import NotActive, WorksElsewhere
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

_SECRET_BYTES: Final = 32
_PREFIX: Final = "si_"


def make_sign_in_link(work: Work, staff_id: UUID, username: str | None) -> SignInLinkOut:
    """A link for one member of staff; those made for them before stop working. Their password stays until it is used.

    Raises NotFound, WorksElsewhere, NotActive, UsernameNeeded, SignsInAlready, UsernameTaken, TooManySignIns.
    """
    _take_in_hand(work, staff_id)
    credential = work.session.get(Credential, staff_id)
    if credential is None:
        if username is None:
            raise UsernameNeeded.here()
        give_login(work, staff_id, username)
        credential = work.session.get_one(Credential, staff_id)
    elif username is not None:
        raise SignsInAlready
    _use_up(work, OneTimeLink.person_id == staff_id)
    token = _PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    expires_at = work.now + SIGN_IN_LASTS
    work.session.add(
        OneTimeLink(
            purpose=LinkPurpose.SIGN_IN,
            token_hash=secret_hash(token),
            person_id=staff_id,
            created_at=work.now,
            expires_at=expires_at,
        )
    )
    work.emit("access.link_made", person_id=staff_id)
    return SignInLinkOut(username=credential.username, token=token, expires_at=expires_at)


def use_sign_in_link(work: Work, token: str, password: str) -> str:
    """Sets the password, ends every sign-in there was, and tells the username. The link works once.

    Raises LinkUnknown before anything else is looked at, PasswordWeak, TooManySignIns.
    """
    person_id = _use_up(work, OneTimeLink.token_hash == secret_hash(token))
    staff = work.session.get(Staff, person_id) if person_id else None
    if person_id is None or staff is None or not staff.active:
        raise LinkUnknown
    credential = work.session.get_one(Credential, person_id)
    check_new_password(password, credential.username)
    credential.password_hash, credential.changed_at = hash_password(password), work.now
    end_all_of(work, person_id)
    work.emit("access.password_set", person_id=person_id)
    return credential.username


def _take_in_hand(work: Work, staff_id: UUID) -> None:
    """Whoever sets somebody's way in could act as them: everywhere they work must be the caller's to manage."""
    hold_staff(work.session, [staff_id])
    staff = work.session.get(Staff, staff_id)
    if staff is None:
        raise NotFound
    places = works_where(work, staff_id)
    if places and None not in places and not any(covers(work, MANAGE_ACCESS, place) for place in places):
        raise NotFound
    if not all(covers(work, MANAGE_ACCESS, place) for place in places):
        raise WorksElsewhere
    if not staff.active:
        raise NotActive


def _use_up(work: Work, which: sa.ColumnElement[bool]) -> UUID | None:
    """Uses the links that are still good; whose the last of them was. Of two at once only the first finds it."""
    good = sa.update(OneTimeLink).where(
        which,
        OneTimeLink.purpose == LinkPurpose.SIGN_IN,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > work.now,
    )
    return work.session.scalars(good.values(used_at=work.now).returning(OneTimeLink.person_id)).first()
