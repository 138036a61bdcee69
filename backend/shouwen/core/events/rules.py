"""What one look at the journal covers: a bounded run of each chain, counted in rows and not in what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

# A look costs this many rows at most, whether the caller may see all of them or none.
WINDOW: Final = 1000


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a community's chain: after `after`, up to and including `upto`."""

    community_id: UUID
    after: int
    upto: int


def runs(heads: Mapping[UUID, int], position: Mapping[UUID, int], *, window: int) -> list[Run]:
    """What to read next, in the order of the communities. Chains have no gaps, so rows can be counted beforehand."""
    found = []
    for community_id, head in sorted(heads.items()):
        after = position[community_id]
        upto = min(head, after + window)
        if upto > after:
            found.append(Run(community_id, after, upto))
            window -= upto - after
    return found


def moved(position: Mapping[UUID, int], read: list[Run], cut: tuple[UUID, int] | None) -> dict[UUID, int]:
    """The position after a look. `cut` is the last row that was taken, when more of what was read had to wait."""
    after = dict(position)
    for run in read:
        if cut is None or run.community_id < cut[0]:
            after[run.community_id] = run.upto
    if cut is not None:
        after[cut[0]] = cut[1]
    return after
