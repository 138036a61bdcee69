"""Two records of one person become one, and may become two again, exactly as they were.

What hangs on a resident in other rooms they say here how to move:

    following.add("contact", move=move_contacts, back=move_contacts_back)

`move` takes it from the merged to the kept record and answers the ids of the rows it moved or made; `back` puts these
rows back, or takes them away again. What came after the merge came to the kept record and stays there.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.people.models import (
    Membership,
    Resident,
    ResidentLogin,
    ResidentMerge,
    ResidentMergeMove,
    ResidentPhone,
)
from shouwen.core.people.naming import index_name, unindex_name
from shouwen.core.people.phones import further_phone
from shouwen.core.people.problems import BothSignIn, MergedOn, MergeIntoSelf, NotMerged
from shouwen.core.people.registering import hold_in_order, hold_resident, refer_to_resident, take_resident
from shouwen.core.people.resident_schemas import MergeIn
from shouwen.core.people.residents import standing_merge
from shouwen.core.people.rules import both_notes, without_note
from shouwen.core.work import Work
from shouwen.kit.ids import new_id

MERGE: Final = "people.merge"


@dataclass(frozen=True, slots=True)
class Pair:
    """The record that stays and the one that goes into it."""

    kept: Resident
    merged: Resident

    @property
    def community_id(self) -> UUID:
        """Both belong to it."""
        return self.kept.community_id


Move = Callable[[Work, Pair], Sequence[UUID]]
Back = Callable[[Work, Pair, Collection[UUID]], None]


@dataclass(slots=True)
class Following:
    """The kinds of things that follow a resident, in the order in which the rooms were loaded."""

    kinds: dict[str, tuple[Move, Back]] = field(default_factory=dict)

    def add(self, what: str, *, move: Move, back: Back) -> None:
        """Says how things of this kind follow. ValueError when somebody has said so already."""
        if what in self.kinds:
            raise ValueError(f"{what} is registered already")
        self.kinds[what] = (move, back)


following: Final = Following()


def merge_residents(work: Work, resident_id: UUID, body: MergeIn) -> UUID:
    """One goes into the other, which is answered. Raises NotFound, Forbidden, NotOnRecord, UnknownReference, …"""
    if body.into_id == resident_id:
        raise MergeIntoSelf
    hold_in_order(work, [resident_id, body.into_id])
    merged = take_resident(work, resident_id, MERGE)
    refer_to_resident(work, merged.community_id, body.into_id, "/into_id")
    kept = take_resident(work, body.into_id, MERGE)
    if kept.person_id is not None and merged.person_id is not None:
        raise BothSignIn
    row = ResidentMerge(
        community_id=kept.community_id,
        id=new_id(),
        kept_id=kept.id,
        merged_id=merged.id,
        made_by_id=work.actor.id,
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    pair = Pair(kept, merged)
    moved = {what: move(work, pair) for what, (move, _) in following.kinds.items()}
    work.session.add_all(
        ResidentMergeMove(community_id=row.community_id, merge_id=row.id, what=what, row_id=id)
        for what, ids in moved.items()
        for id in ids
    )
    merged.merged_at = work.now
    unindex_name(work.session, merged)
    work.session.flush()
    work.emit(
        "people.residents_merged",
        community_id=kept.community_id,
        merge_id=row.id,
        kept_id=kept.id,
        merged_id=merged.id,
        moved=sum(len(ids) for ids in moved.values()),
    )
    return kept.id


def undo_merge(work: Work, resident_id: UUID) -> UUID:
    """The merged record is there again with what it had. Raises NotFound, Forbidden, NotMerged, MergedOn."""
    merged = hold_resident(work, resident_id, MERGE)
    row = work.session.scalars(standing_merge(merged)).one_or_none()
    if row is None:
        raise NotMerged
    kept = hold_resident(work, row.kept_id, MERGE)
    if kept.merged_at is not None:
        raise MergedOn(name=kept.name)
    pair = Pair(kept, merged)
    moves = sa.select(ResidentMergeMove.what, ResidentMergeMove.row_id).where(
        ResidentMergeMove.community_id == row.community_id, ResidentMergeMove.merge_id == row.id
    )
    moved: dict[str, list[UUID]] = {}
    for what, id in work.session.execute(moves):
        moved.setdefault(what, []).append(id)
    for what, (_, back) in reversed(following.kinds.items()):
        if ids := moved.get(what):
            back(work, pair, ids)
    merged.merged_at = None
    row.undone_at, row.undone_by_id = work.now, work.actor.id
    index_name(work.session, merged)
    work.session.flush()
    work.emit(
        "people.merge_undone",
        community_id=kept.community_id,
        merge_id=row.id,
        kept_id=kept.id,
        merged_id=merged.id,
    )
    return merged.id


# ---------------------------------------------------------------- what follows within this room


def _memberships(work: Work, pair: Pair) -> Sequence[UUID]:
    """All but those in a household in which the kept record is at the same time: nobody belongs to it twice."""
    rows = list(work.session.scalars(sa.select(Membership).where(*_of(Membership, pair.merged))))
    kept = list(work.session.scalars(sa.select(Membership).where(*_of(Membership, pair.kept))))
    moved = [row for row in rows if not any(_overlap(row, other) for other in kept)]
    for row in moved:
        row.resident_id = pair.kept.id
    work.session.flush()
    return [row.id for row in moved]


def _overlap(one: Membership, other: Membership) -> bool:
    begins = one.until is None or other.since < one.until
    ends = other.until is None or one.since < other.until
    return one.household_id == other.household_id and begins and ends


def _memberships_back(work: Work, pair: Pair, ids: Collection[UUID]) -> None:
    _give_to(work, Membership, pair, ids)


def _phones(work: Work, pair: Pair) -> Sequence[UUID]:
    """Further phones that the kept record does not have yet."""
    known = {pair.kept.phone_blind}
    known.update(work.session.scalars(sa.select(ResidentPhone.phone_blind).where(*_of(ResidentPhone, pair.kept))))
    rows = list(work.session.scalars(sa.select(ResidentPhone).where(*_of(ResidentPhone, pair.merged))))
    moved = [row for row in rows if row.phone_blind not in known]
    for row in moved:
        row.resident_id = pair.kept.id
    work.session.flush()
    return [row.id for row in moved]


def _phones_back(work: Work, pair: Pair, ids: Collection[UUID]) -> None:
    _give_to(work, ResidentPhone, pair, ids)


def _first_phone(work: Work, pair: Pair) -> Sequence[UUID]:
    """The first phone of the merged record is a further one of the kept; its own row keeps it for the way back."""
    phone = pair.merged.phone
    if phone is None or pair.merged.phone_blind == pair.kept.phone_blind:
        return []
    has = sa.select(ResidentPhone.id).where(
        *_of(ResidentPhone, pair.kept), ResidentPhone.phone_blind == pair.merged.phone_blind
    )
    if work.session.scalar(has.limit(1)) is not None:
        return []
    row = further_phone(pair.community_id, pair.kept.id, phone)
    work.session.add(row)
    work.session.flush()
    return [row.id]


def _first_phone_back(work: Work, pair: Pair, ids: Collection[UUID]) -> None:
    work.session.execute(
        sa.delete(ResidentPhone).where(ResidentPhone.community_id == pair.community_id, ResidentPhone.id.in_(ids))
    )


def _note(work: Work, pair: Pair) -> Sequence[UUID]:
    both = both_notes(pair.kept.note, pair.merged.note)
    if both == pair.kept.note:
        return []
    pair.kept.note = both
    work.session.flush()
    return [pair.kept.id]


def _note_back(_work: Work, pair: Pair, _ids: Collection[UUID]) -> None:
    pair.kept.note = without_note(pair.kept.note, pair.merged.note)


def _login(work: Work, pair: Pair) -> Sequence[UUID]:
    """Whoever signs in as the merged record signs in as the kept one."""
    person_id = pair.merged.person_id
    if person_id is None:
        return []
    _sign_in_as(work, pair.merged, pair.kept, person_id)
    return [person_id]


def _login_back(work: Work, pair: Pair, ids: Collection[UUID]) -> None:
    for person_id in ids:
        if pair.kept.person_id == person_id:
            _sign_in_as(work, pair.kept, pair.merged, person_id)


def _sign_in_as(work: Work, before: Resident, after: Resident, person_id: UUID) -> None:
    before.person_id, after.person_id = None, person_id
    work.session.execute(
        sa.update(ResidentLogin)
        .where(ResidentLogin.community_id == after.community_id, ResidentLogin.person_id == person_id)
        .values(resident_id=after.id)
    )
    work.session.flush()


def _of(rows: type[Membership] | type[ResidentPhone], resident: Resident) -> tuple[sa.ColumnElement[bool], ...]:
    return rows.community_id == resident.community_id, rows.resident_id == resident.id


def _give_to(work: Work, rows: type[Membership] | type[ResidentPhone], pair: Pair, ids: Collection[UUID]) -> None:
    """Gives these rows back to the merged record."""
    work.session.execute(
        sa.update(rows)
        .where(rows.community_id == pair.community_id, rows.id.in_(ids), rows.resident_id == pair.kept.id)
        .values(resident_id=pair.merged.id)
    )


following.add("membership", move=_memberships, back=_memberships_back)
following.add("phone", move=_phones, back=_phones_back)
following.add("first_phone", move=_first_phone, back=_first_phone_back)
following.add("note", move=_note, back=_note_back)
following.add("login", move=_login, back=_login_back)
