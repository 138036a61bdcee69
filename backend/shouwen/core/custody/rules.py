"""The life of a link: offered, then held, refused or withdrawn; held, then passed on or ended with its subject."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from shouwen.kit.problem import Conflict
from shouwen.kit.states import StateTable

# The promises to answer an offer (mechanics: custody), by severity.
ACCEPT_WITHIN: Final = "custody.accept_within"
ACCEPT_WITHIN_URGENT: Final = "custody.accept_within.urgent"
ACCEPTANCES: Final = frozenset({ACCEPT_WITHIN, ACCEPT_WITHIN_URGENT})


class LinkState(StrEnum):
    """Where a link of the chain stands."""

    OFFERED = "offered"
    HELD = "held"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class LinkVerb(StrEnum):
    """What can be done to a link."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    HAND_ON = "hand_on"
    END = "end"


LINKS: StateTable[LinkState, LinkVerb] = StateTable(
    {
        LinkVerb.ACCEPT: ([LinkState.OFFERED], LinkState.HELD),
        LinkVerb.REFUSE: ([LinkState.OFFERED], LinkState.REFUSED),
        LinkVerb.WITHDRAW: ([LinkState.OFFERED], LinkState.WITHDRAWN),
        LinkVerb.HAND_ON: ([LinkState.HELD], LinkState.PASSED),
        LinkVerb.END: ([LinkState.HELD], LinkState.ENDED),
    }
)


class OfferPending(Conflict):
    """At most one offer waits at a time."""

    code = "custody.offer_pending"
    zh = "已有一项移交在等待对方接收，请先撤回"
    en = "An offer is waiting for its answer already; withdraw it first"


class NoOffer(Conflict):
    """There is nothing to answer or to withdraw."""

    code = "custody.no_offer"
    zh = "当前没有待接收的移交"
    en = "No offer is waiting"


class NotAddressee(Conflict):
    """The offer was made to somebody else."""

    code = "custody.not_addressee"
    zh = "这项移交不是发给您或您所在岗位的"
    en = "This offer was made to somebody else"


class OfferToHolder(Conflict):
    """Offering to the one who holds it already."""

    code = "custody.offer_to_holder"
    zh = "对方已经是当前责任人"
    en = "They hold it already"


class Holding(Protocol):
    """What `returns_in` asks of a link."""

    id: UUID
    holder_id: UUID | None
    offered_at: datetime | None
    started_at: datetime | None


def returns_in(chain: Iterable[Holding]) -> set[UUID]:
    """The links by which a matter came back to somebody who had held it before (mechanics: bounce)."""
    held = sorted((link for link in chain if link.started_at), key=lambda link: (link.started_at, link.id))
    return {
        link.id
        for position, link in enumerate(held)
        if link.offered_at and any(earlier.holder_id == link.holder_id for earlier in held[:position])
    }


@dataclass(frozen=True, slots=True)
class Addressed:
    """To whom an offer goes: the person or post named, and who stands in for them."""

    to_staff_id: UUID | None = None
    to_post_id: UUID | None = None
    resolved_staff_id: UUID | None = None

    def includes(self, staff_id: UUID | None, post_ids: AbstractSet[UUID]) -> bool:
        """Whether this person may answer: by name, through a post they hold, or in somebody's place."""
        return self.names(staff_id, post_ids) or (staff_id is not None and staff_id == self.resolved_staff_id)

    def names(self, staff_id: UUID | None, post_ids: AbstractSet[UUID]) -> bool:
        """Whether the offer is made to this person, by name or through a post they hold."""
        if self.to_staff_id is not None:
            return self.to_staff_id == staff_id
        return self.to_post_id in post_ids
