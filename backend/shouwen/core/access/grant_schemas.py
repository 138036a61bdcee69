"""What is asked and answered about roles, who has them, and the links that let people in."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from typing_extensions import TypedDict

from shouwen.core.access.schemas import Password, PermissionOut, Token, Username
from shouwen.core.lists import Ids, ListParams
from shouwen.core.places.schemas import IdName
from shouwen.kit.schema import Body, Out
from shouwen.kit.text import Code
from shouwen.kit.validation import wrong

RoleName = Annotated[str, Code(64)]


class RoleOut(Out):
    """A role, what it carries, and how far each permission reaches before a grant's place cuts it."""

    role: str
    permissions: list[PermissionOut]


class RolesOut(Out):
    """The roles staff can be given."""

    data: list[RoleOut]


class GrantParams(ListParams):
    """Whose roles, which, and where; those that have ended only when asked for."""

    staff_id: Ids = ()
    community_id: Ids = ()
    role: Annotated[tuple[RoleName, ...], Field(max_length=20)] = ()
    ended: Annotated[bool, Field(description="Also what has ended")] = False


class GrantIn(Body):
    """Whom, which role, and where. No community: the whole company; a zone or a department narrows the community."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "staff_id": "01980000-0000-7000-8000-000000000001",
                    "role": "duty_butler",
                    "community_id": "01980000-0000-7000-8000-000000000002",
                }
            ]
        }
    )

    staff_id: UUID
    role: RoleName
    community_id: UUID | None = None
    zone_id: UUID | None = None
    department_id: UUID | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.zone_id and self.department_id:
            raise wrong("place_twice", "片区和部门只能选一个", "Give a zone or a department, not both")
        if self.community_id is None and (self.zone_id or self.department_id):
            raise wrong("community_missing", "选择片区或部门时须同时选择小区", "Name the community as well")
        return self


class GrantRow(TypedDict):
    """Somebody's role at a place, from when, and until when if it has ended."""

    id: UUID
    staff: IdName
    role: str
    community: IdName | None
    zone: IdName | None
    department: IdName | None
    since: datetime
    until: datetime | None


class SignInLinkIn(Body):
    """The username of somebody who has none yet."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"username": "liwenjing"}, {}]})

    username: Username | None = None


class SignInLinkOut(Out):
    """The secret of the link, told once; until then it opens the way to a new password."""

    username: str
    token: str
    expires_at: datetime


class UseLinkIn(Body):
    """The token of the link, and the password from now on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"token": "si_m7Zq0n3hT5xw2Yk9cV1uB8dG4sL6pR-aEoJ_fXiKtNQ", "password": "four quiet words here"}
            ]
        }
    )

    token: Token
    password: Password


class LinkUsedOut(Out):
    """The name to sign in with now."""

    username: str
