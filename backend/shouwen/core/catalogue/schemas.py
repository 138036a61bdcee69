"""What is told of the catalogue."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from shouwen.core.catalogue.rules import Approver, KeptAs


class FormOut(TypedDict):
    """A form of the register. `nothing`: the house does not keep it yet."""

    name: Annotated[str, Field(examples=["维修工作单"])]
    code: Annotated[str | None, Field(description="Of the paper the house prints for it", examples=["WX-01"])]
    version: int | None
    source: Annotated[str | None, Field(description="Null: a paper of the house's own", examples=["DP4"])]
    given_code: Annotated[str | None, Field(description="The code its source gives it", examples=["r02-wkf07"])]
    clause: str | None
    kept_as: KeptAs
    screen: Annotated[str | None, Field(description="Where its rows are shown", examples=["/contacts"])]


class ApprovalOut(TypedDict):
    """Who approves it, in this order. `permission`: by which the house asks for it; null where it does not yet."""

    name: str
    clause: str
    by: list[Approver]
    permission: str | None


class ErrorKindOut(TypedDict):
    """A kind of error of work."""

    key: str
    name: str


class CheckListOut(TypedDict):
    """What is looked at, line by line."""

    name: str
    clause: str
    items: list[str]


class CatalogueOut(TypedDict):
    """The whole catalogue."""

    forms: list[FormOut]
    approvals: list[ApprovalOut]
    error_kinds: list[ErrorKindOut]
    check_lists: list[CheckListOut]
