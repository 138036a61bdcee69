"""What signing in takes and gives."""

from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, SecretStr, model_validator

from shouwen.core.access.actor import Actor, ActorKind, Grant, Reach
from shouwen.core.access.rules import LONGEST_PASSWORD
from shouwen.core.people.staff_schemas import StaffNumber, TitleKey
from shouwen.kit.schema import Body, Out
from shouwen.kit.text import Code, Name
from shouwen.kit.validation import wrong

Username = Annotated[str, Name(64)]
# Taken exactly as typed: neither stripped nor put into another form.
Password = Annotated[SecretStr, Field(min_length=1, max_length=LONGEST_PASSWORD, description="As typed")]
Token = Annotated[str, Code(128)]


class ClientKind(StrEnum):
    """How the secret is to travel."""

    COOKIE = "cookie"
    TOKEN = "token"  # noqa: S105 - a word, not a secret


class SignInIn(Body):
    """A name and a password; `client: token` for phones and mini-programs."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"username": "liqiang", "password": "four quiet words here"}]}
    )

    username: Username
    password: Password
    client: ClientKind = ClientKind.COOKIE


class RefreshIn(Body):
    """The refresh token of the pair in hand."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"refresh_token": "sr_m7Zq0n3hT5xw2Yk9cV1uB8dG4sL6pR-aEoJ_fXiKtNQ"}]}
    )

    refresh_token: Token


class SetupIn(Body):
    """The token of the one-time link, and who the first administrator is."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "token": "su_m7Zq0n3hT5xw2Yk9cV1uB8dG4sL6pR-aEoJ_fXiKtNQ",
                    "name": "李强",
                    "username": "liqiang",
                    "password": "four quiet words here",
                }
            ]
        }
    )

    token: Token
    name: Annotated[str, Name(64)]
    username: Username
    password: Password


class StaffIn(Body):
    """Somebody who begins to work here; with a password they can sign in, with a username alone by a link."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "李文静", "number": "G021"},
                {"name": "李文静", "number": "G021", "username": "liwenjing", "password": "four quiet words here"},
            ]
        }
    )

    name: Annotated[str, Name(64)]
    number: StaffNumber
    title_key: TitleKey | None = None
    username: Username | None = None
    password: Password | None = None

    @model_validator(mode="after")
    def _password_of_somebody(self) -> Self:
        if self.username is None and self.password is not None:
            raise wrong("login_incomplete", "填写密码时须同时填写用户名", "Give the username as well")
        return self


class PersonRef(Out):
    """Somebody, by id and name."""

    id: UUID
    name: str


class SignedInOut(Out):
    """Signed in at the console; the secret travels as a cookie."""

    person: PersonRef


class TokensOut(Out):
    """A pair of tokens. `expires_in` is the access token's life in seconds."""

    access_token: str
    refresh_token: str
    expires_in: int


class PermissionOut(Out):
    """A permission, and how far it goes under this grant."""

    name: str
    reach: Literal["own", "zone", "department", "community"]


class GrantOut(Out):
    """A role at a place. No community: the whole company. Zones or departments narrow the community to them."""

    role: str
    community_id: UUID | None = None
    zone_ids: list[UUID]
    department_ids: list[UUID]
    permissions: list[PermissionOut]


class PostOut(Out):
    """A post the caller holds now."""

    id: UUID
    community_id: UUID
    name: str


class HomeOut(Out):
    """A unit of whose present household the caller is an adult member: what they may apply for."""

    unit_id: UUID
    label: str


class ResidencyOut(Out):
    """Where the caller is known as a resident."""

    community_id: UUID
    resident_id: UUID
    homes: list[HomeOut]


class MeOut(Out):
    """Who is signed in and what they may do where. `staff_id` is null for residents and API clients."""

    kind: ActorKind
    person: PersonRef
    staff_id: UUID | None = None
    grants: list[GrantOut]
    posts: list[PostOut]
    residencies: list[ResidencyOut]


def grants_out(actor: Actor) -> list[GrantOut]:
    """The caller's grants, those of one role in several zones or departments of a community drawn together."""
    together: dict[tuple[str, UUID | None, bool, bool], list[Grant]] = {}
    for grant in actor.grants:
        key = (grant.role, grant.community_id, grant.zone_id is None, grant.department_id is None)
        together.setdefault(key, []).append(grant)
    return [_grant_out(grants) for grants in together.values()]


def _grant_out(grants: list[Grant]) -> GrantOut:
    first = grants[0]
    return GrantOut(
        role=first.role,
        community_id=first.community_id,
        zone_ids=sorted({grant.zone_id for grant in grants if grant.zone_id}),
        department_ids=sorted({grant.department_id for grant in grants if grant.department_id}),
        permissions=[
            PermissionOut.model_validate({"name": name, "reach": (first.reach(name) or Reach.OWN).name.lower()})
            for name in first.permissions
        ],
    )
