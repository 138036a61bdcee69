"""`/sessions`, `/me`, `/setup`, and beginning and leaving work, with which signing in begins and ends.

What answers with a secret takes no Idempotency-Key: a stored reply would hold it.
"""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa
from fastapi import Depends, Query, Request

from shouwen.core.access import grants, links, service, sessions, sign_in, staff
from shouwen.core.access.attempts import Locked
from shouwen.core.access.grant_schemas import (
    GrantIn,
    GrantParams,
    GrantRow,
    LinkUsedOut,
    RolesOut,
    SignInLinkIn,
    SignInLinkOut,
    UseLinkIn,
)
from shouwen.core.access.grants import MANAGE_ACCESS
from shouwen.core.access.homes import residencies_out
from shouwen.core.access.identify import SessionUnknown, StaffInactive
from shouwen.core.access.passwords import PasswordWeak, TooManySignIns
from shouwen.core.access.problems import (
    AlreadyGranted,
    GrantEnded,
    LastAdministrator,
    SignsInAlready,
    UsernameNeeded,
)
from shouwen.core.access.schemas import (
    ClientKind,
    MeOut,
    PersonRef,
    PostOut,
    RefreshIn,
    SetupIn,
    SignedInOut,
    SignInIn,
    StaffIn,
    TokensOut,
    grants_out,
)
from shouwen.core.lists import Page
from shouwen.core.people.authority import MANAGE
from shouwen.core.people.directory import tell_staff
from shouwen.core.people.models import Post
from shouwen.core.people.problems import NotActive, NumberTaken, StillHolds, WorksElsewhere, Yourself
from shouwen.core.people.schemas import StaffOut
from shouwen.core.people.staff_schemas import LeaveIn
from shouwen.core.references import UnknownReference
from shouwen.core.web import PUBLIC, SIGNED_IN, Idempotency, Routes, allow
from shouwen.core.work import House, Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("access")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in whose password was looked at, and the cookie the browser held until now."""

    checked: sign_in.Checked
    client: ClientKind
    held: str | None


def _attempt(request: Request, body: SignInIn) -> Attempt:
    # A dependency, because it runs before the transaction: hashing takes longer than all writing together.
    house: House = request.app.state.house
    password = body.password.get_secret_value()
    checked = sign_in.check_password(house.db, body.username, password, request.state.call.now)
    held = request.cookies.get(sessions.cookie_name(secure=house.options.secure_cookies))
    return Attempt(checked, body.client, held)


@routes.post(
    "/sessions",
    PUBLIC,
    status=201,
    idempotency=Idempotency.NONE,
    problems=[sign_in.WrongPassword, Locked, TooManySignIns],
)
def create_session(work: Work, attempt: Annotated[Attempt, Depends(_attempt)]) -> TokensOut | SignedInOut:
    """Sign in.

    The console gets a cookie and the person; with `client: token` a phone gets a pair of tokens.
    """
    work.reply.created("/api/v1/sessions/current")
    if attempt.client is ClientKind.TOKEN:
        return TokensOut.model_validate(sign_in.sign_in_phone(work, attempt.checked))
    person, secret = sign_in.sign_in_console(work, attempt.checked, attempt.held)
    work.reply.cookies.append(sessions.cookie_header(secret, secure=work.house.options.secure_cookies))
    return SignedInOut(person=PersonRef(id=person.id, name=person.name))


@routes.post(
    "/sessions/refresh",
    PUBLIC,
    idempotency=Idempotency.NONE,
    problems=[SessionUnknown, StaffInactive, sessions.RefreshReused],
)
def refresh_session(work: Work, body: RefreshIn) -> TokensOut:
    """Exchange a refresh token for the next pair.

    The same token within a minute gets the same pair again; later reuse ends the whole sign-in.
    """
    return TokensOut.model_validate(sessions.refresh(work, body.refresh_token))


@routes.delete("/sessions/current", SIGNED_IN, problems=[sessions.NoSession])
def delete_current_session(work: Work) -> None:
    """Sign out, at once and with all tokens of this sign-in."""
    sessions.sign_out(work)
    work.reply.cookies.append(sessions.cookie_header("", secure=work.house.options.secure_cookies))


@routes.get("/me", SIGNED_IN)
def get_me(work: Work) -> MeOut:
    """Who is signed in, and what they may do where."""
    actor = work.actor
    posts = work.session.execute(
        sa.select(Post.id, Post.community_id, Post.name).where(Post.id.in_(actor.post_ids)).order_by(Post.id)
    )
    return MeOut(
        kind=actor.kind,
        person=PersonRef(id=actor.id, name=actor.name),
        staff_id=actor.staff_id,
        grants=grants_out(actor),
        posts=[PostOut.model_validate(post) for post in posts],
        residencies=residencies_out(work),
    )


@routes.post(
    "/staff",
    allow(MANAGE),
    status=201,
    problems=[NumberTaken, service.UsernameTaken, PasswordWeak, TooManySignIns],
)
def create_staff(work: Work, body: StaffIn) -> StaffOut:
    """Somebody begins to work here, with or without a sign-in. What they may do is granted apart."""
    staff_id = staff.employ(work, body)
    work.reply.created(f"/api/v1/staff/{staff_id}")
    return tell_staff(work, staff_id)


@routes.post(
    "/staff/{staff_id}/deactivate",
    allow(MANAGE),
    problems=[NotFound, WorksElsewhere, Yourself, NotActive, StillHolds],
)
def deactivate_staff(work: Work, staff_id: UUID, body: LeaveIn) -> StaffOut:
    """Somebody leaves: every sign-in ends at once. Refused with the list of what they still hold."""
    return tell_staff(work, staff.dismiss(work, staff_id, body.left_on))


@routes.get("/roles", allow(MANAGE_ACCESS))
def list_roles(work: Work) -> RolesOut:  # noqa: ARG001 - every route is handed its work
    """The roles staff can be given: what each carries, and how far. A grant cuts it to its place."""
    return grants.list_roles()


@routes.get("/grants", allow(MANAGE_ACCESS), problems=[CursorInvalid, SortUnknown])
def list_grants(work: Work, params: Annotated[GrantParams, Query()]) -> Page[GrantRow]:
    """Who has which role where, at the places whose access is the caller's to manage."""
    return grants.list_grants(work, params)


@routes.get("/grants/{grant_id}", allow(MANAGE_ACCESS), problems=[NotFound])
def get_grant(work: Work, grant_id: UUID) -> GrantRow:
    """One role of one person."""
    return grants.get_grant(work, grant_id)


@routes.post(
    "/grants",
    allow(MANAGE_ACCESS),
    status=201,
    problems=[service.RoleUnknown, UnknownReference, AlreadyGranted],
)
def create_grant(work: Work, body: GrantIn) -> GrantRow:
    """Give somebody a role at a place, from now on. It holds with their next request."""
    grant_id = grants.add_grant(work, body)
    work.reply.created(f"/api/v1/grants/{grant_id}")
    return grants.get_grant(work, grant_id)


@routes.post("/grants/{grant_id}/end", allow(MANAGE_ACCESS), problems=[NotFound, GrantEnded, LastAdministrator])
def end_grant(work: Work, grant_id: UUID) -> GrantRow:
    """Take a role away, at once. Somebody must be left who manages access for the whole company."""
    return grants.get_grant(work, grants.end_grant(work, grant_id))


@routes.post(
    "/staff/{staff_id}/sign-in-link",
    allow(MANAGE_ACCESS),
    status=201,
    idempotency=Idempotency.NONE,
    problems=[
        NotFound,
        WorksElsewhere,
        NotActive,
        UsernameNeeded,
        SignsInAlready,
        service.UsernameTaken,
        TooManySignIns,
    ],
)
def make_sign_in_link(work: Work, staff_id: UUID, body: SignInLinkIn) -> SignInLinkOut:
    """A link with which somebody sets their own password: at the first sign-in, or when it is forgotten.

    It works once and for three days; a new one replaces it.
    """
    work.reply.created("/api/v1/sign-in-links/use")
    return links.make_sign_in_link(work, staff_id, body.username)


@routes.post(
    "/sign-in-links/use",
    PUBLIC,
    idempotency=Idempotency.NONE,
    problems=[service.LinkUnknown, PasswordWeak, TooManySignIns],
)
def use_sign_in_link(work: Work, body: UseLinkIn) -> LinkUsedOut:
    """Set one's password with the link one was given. Whoever was signed in under this name is signed out."""
    return LinkUsedOut(username=links.use_sign_in_link(work, body.token, body.password.get_secret_value()))


@routes.post(
    "/setup",
    PUBLIC,
    status=201,
    idempotency=Idempotency.NONE,
    problems=[service.LinkUnknown, service.UsernameTaken, PasswordWeak, TooManySignIns],
)
def set_up(work: Work, body: SetupIn) -> SignedInOut:
    """Create the first administrator with the one-time link that the installation printed."""
    person = service.use_setup_link(work, body.token, body.name, body.username, body.password.get_secret_value())
    return SignedInOut(person=PersonRef(id=person.id, name=person.name))
