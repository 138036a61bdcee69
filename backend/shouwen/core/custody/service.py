"""Beginning, offering, answering and ending. The room that owns the subject journals what it means there."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.queries import held_link, pending_offer
from shouwen.core.custody.rules import (
    LINKS,
    LinkState,
    LinkVerb,
    NoOffer,
    NotAddressee,
    OfferPending,
    OfferToHolder,
)
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.people.queries import resolve
from shouwen.core.subjects.models import Involvement, Part, Subject
from shouwen.core.work import Work
from shouwen.kit.ids import new_id


def first_link(subject: Subject, holder_id: UUID, at: datetime) -> CustodyLink:
    """The first link of a new subject's chain, to be written with it."""
    return _holding(subject, holder_id, at, predecessor_id=None)


def take_up(session: Session, subject: Subject, holder_id: UUID, at: datetime) -> CustodyLink:
    """Holding again after the chain had ended."""
    ended = session.scalars(
        sa.select(CustodyLink.id)
        .where(CustodyLink.subject_id == subject.id, CustodyLink.state == LinkState.ENDED)
        .order_by(CustodyLink.id.desc())
        .limit(1)
    ).one()
    link = _holding(subject, holder_id, at, predecessor_id=ended)
    session.add(link)
    return link


def _holding(subject: Subject, holder_id: UUID, at: datetime, *, predecessor_id: UUID | None) -> CustodyLink:
    return CustodyLink(
        community_id=subject.community_id,
        id=new_id(),
        subject_id=subject.id,
        predecessor_id=predecessor_id,
        state=LinkState.HELD,
        holder_id=holder_id,
        started_at=at,
    )


def offer(
    work: Work, subject: Subject, *, to_staff_id: UUID | None, to_post_id: UUID | None, at: datetime
) -> CustodyLink:
    """Makes an offer. The holder stays the holder; who stands in for the one named may answer as well.

    Raises OfferPending, OfferToHolder.
    """
    held = held_link(work.session, subject, lock=True)
    if pending_offer(work.session, subject):
        raise OfferPending
    if held is None or held.holder_id == to_staff_id:
        raise OfferToHolder
    link = CustodyLink(
        community_id=subject.community_id,
        id=new_id(),
        subject_id=subject.id,
        predecessor_id=held.id,
        state=LinkState.OFFERED,
        offered_by_id=work.actor.staff_id,
        to_staff_id=to_staff_id,
        to_post_id=to_post_id,
        resolved_staff_id=_stand_in(work, subject, to_staff_id, to_post_id),
        offered_at=at,
    )
    work.session.add(link)
    work.session.add(_involve(subject, Part.OFFERED, person_id=to_staff_id, post_id=to_post_id))
    if link.resolved_staff_id:
        work.session.add(_involve(subject, Part.OFFERED, person_id=link.resolved_staff_id))
    return link


def _stand_in(work: Work, subject: Subject, staff_id: UUID | None, post_id: UUID | None) -> UUID | None:
    """Who answers in place of the one named, who is away; None where nobody has to, and where nobody is there."""
    try:
        found = resolve(work.session, subject.community_id, staff_id=staff_id, post_id=post_id, at=work.now)
    except NobodyToAnswer:
        return None
    return found.resolved_staff_id if found.stands_in else None


def accept(work: Work, subject: Subject, at: datetime) -> CustodyLink:
    """The addressee takes it over: the old link ends where the new one starts. Raises NoOffer, NotAddressee."""
    link = _addressed(work, subject)
    held = held_link(work.session, subject, lock=True)
    if held is not None:
        held.state = LINKS.after(held.state, LinkVerb.HAND_ON)
        held.ended_at = at
        work.session.flush()  # the old holder lets go before the new one takes: the index allows one
    link.holder_id = work.actor.staff_id
    link.started_at = at
    _answer(work, subject, link, LinkVerb.ACCEPT, at)
    _pass_parts(work.session, subject, link)
    return link


def refuse(work: Work, subject: Subject, at: datetime) -> CustodyLink:
    """The addressee says no; the holder stays. Raises NoOffer, NotAddressee."""
    link = _addressed(work, subject)
    _answer(work, subject, link, LinkVerb.REFUSE, at)
    return link


def withdraw(work: Work, subject: Subject, at: datetime) -> CustodyLink:
    """The offer is taken back. Raises NoOffer."""
    link = pending_offer(work.session, subject, lock=True)
    if link is None:
        raise NoOffer
    _answer(work, subject, link, LinkVerb.WITHDRAW, at)
    return link


def rule(work: Work, subject: Subject, holder_id: UUID, at: datetime) -> CustodyLink:
    """A ruling makes somebody the holder, asked or not (FR-13). A pending offer falls."""
    if pending_offer(work.session, subject):
        withdraw(work, subject, at)
    held = held_link(work.session, subject)
    if held is not None:
        held.state = LINKS.after(held.state, LinkVerb.HAND_ON)
        held.ended_at = at
        work.session.flush()  # the old holder lets go before the new one takes: the index allows one
    link = _holding(subject, holder_id, at, predecessor_id=held.id if held else None)
    work.session.add(link)
    _pass_parts(work.session, subject, link)
    return link


def end(work: Work, subject: Subject, at: datetime) -> None:
    """The subject's life is over: a pending offer falls, the holding ends."""
    if pending_offer(work.session, subject):
        withdraw(work, subject, at)
    held = held_link(work.session, subject, lock=True)
    if held is not None:
        held.state = LINKS.after(held.state, LinkVerb.END)
        held.ended_at = at


def _addressed(work: Work, subject: Subject) -> CustodyLink:
    link = pending_offer(work.session, subject, lock=True)
    if link is None:
        raise NoOffer
    if not link.addressed.includes(work.actor.staff_id, work.actor.post_ids):
        raise NotAddressee
    if not link.addressed.names(work.actor.staff_id, work.actor.post_ids):
        work.on_behalf_of_id = link.to_staff_id
    return link


def _answer(work: Work, subject: Subject, link: CustodyLink, verb: LinkVerb, at: datetime) -> None:
    link.state = LINKS.after(link.state, verb)
    link.answered_by_id = work.actor.staff_id
    link.answered_at = at
    work.session.execute(
        sa.delete(Involvement).where(Involvement.subject_id == subject.id, Involvement.part == Part.OFFERED)
    )


def _pass_parts(session: Session, subject: Subject, link: CustodyLink) -> None:
    """Who owned it once may still see it; who owns it now does."""
    session.execute(
        sa.update(Involvement)
        .where(Involvement.subject_id == subject.id, Involvement.part == Part.OWNS)
        .values(part=Part.OWNED)
    )
    session.add(_involve(subject, Part.OWNS, person_id=link.holder_id))


def _involve(
    subject: Subject, part: Part, *, person_id: UUID | None = None, post_id: UUID | None = None
) -> Involvement:
    return Involvement(
        community_id=subject.community_id, subject_id=subject.id, part=part, person_id=person_id, post_id=post_id
    )
