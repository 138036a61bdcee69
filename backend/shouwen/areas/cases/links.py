"""What one case is to another: related, a duplicate, caused by it, or going on from it (api: link)."""

from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import Acting, begin, tell
from shouwen.areas.cases.bodies import LinkIn
from shouwen.areas.cases.intake import make_major_when_many
from shouwen.areas.cases.models import Case, CaseLink, Contact
from shouwen.areas.cases.problems import DuplicateOfVoided, LinkInCircle, LinkToItself
from shouwen.areas.cases.promises import promise_outside
from shouwen.areas.cases.queries import Loaded, get_case
from shouwen.areas.cases.rules import OVER, ContactPart, LinkRelation, State, Verb
from shouwen.areas.cases.service import fall_away
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound


def link(work: Work, case_id: UUID, body: LinkIn) -> Loaded:
    """Ties two cases together. A duplicate is voided, and its contacts move to the one that stands."""
    acting = begin(work, case_id, Verb.LINK, body)
    case = acting.case
    other = _other(work, case, body.case_id)
    row = CaseLink(
        community_id=case.community_id,
        case_id=case.id,
        other_id=other.case.id,
        relation=body.relation,
        linked_at=acting.moment.at,
    )
    if case.id == other.case.id or _is_linked(work, row):
        raise LinkToItself
    if body.relation is LinkRelation.DUPLICATE_OF and other.case.state is State.VOIDED:
        raise DuplicateOfVoided
    if _leads_back(work, row):
        raise LinkInCircle
    work.session.add(row)
    acting.tell("cases.linked", other_id=other.case.id, relation=body.relation)
    if body.relation is LinkRelation.DUPLICATE_OF:
        _merge(acting, other)
    return acting.loaded


def _other(work: Work, case: Case, other_id: UUID) -> Loaded:
    """The other case, in the same community. Raises UnknownReference, for one out of sight too."""
    try:
        other = get_case(work, other_id, lock=True)
    except NotFound as error:
        raise UnknownReference.at("/case_id") from error
    if other.case.community_id != case.community_id:
        raise UnknownReference.at("/case_id")
    return other


def _is_linked(work: Work, row: CaseLink) -> bool:
    """Whether the two are tied in this way already; `related` reads the same from both sides."""
    there = sa.and_(CaseLink.case_id == row.case_id, CaseLink.other_id == row.other_id)
    back = sa.and_(CaseLink.case_id == row.other_id, CaseLink.other_id == row.case_id)
    known = sa.select(CaseLink.case_id).where(
        CaseLink.community_id == row.community_id,
        CaseLink.relation == row.relation,
        sa.or_(there, back) if row.relation is LinkRelation.RELATED else there,
    )
    return work.session.scalar(known.limit(1)) is not None


def _leads_back(work: Work, row: CaseLink) -> bool:
    """Whether the other case comes from this one already, over however many links."""
    if row.relation is LinkRelation.RELATED:
        return False
    same = sa.and_(CaseLink.community_id == row.community_id, CaseLink.relation == row.relation)
    onward = sa.select(CaseLink.other_id).where(same, CaseLink.case_id == row.other_id).cte("onward", recursive=True)
    onward = onward.union(sa.select(CaseLink.other_id).join(onward, CaseLink.case_id == onward.c.other_id).where(same))
    back = sa.select(onward.c.other_id).where(onward.c.other_id == row.case_id)
    return work.session.scalar(back.limit(1)) is not None


def _merge(acting: Acting, standing_case: Loaded) -> None:
    """The contacts move over; the earliest heard_at and its first responder stand (api: link)."""
    one, other = acting.case, standing_case.case
    _take_over_outside_times(acting, standing_case)
    acting.work.session.execute(
        sa.update(Contact)
        .where(Contact.community_id == one.community_id, Contact.case_id == one.id)
        .values(
            case_id=other.id, part=sa.case((Contact.part == ContactPart.FIRST, ContactPart.JOINT), else_=Contact.part)
        )
    )
    if one.heard_at < other.heard_at:
        other.heard_at, other.first_responder_id = one.heard_at, one.first_responder_id
    tell(acting.work, standing_case, "cases.duplicate_merged", acting.moment, duplicate_id=one.id)
    make_major_when_many(acting.work, other, standing_case.subject)
    fall_away(acting)


def _take_over_outside_times(acting: Acting, standing_case: Loaded) -> None:
    """What another system wants by a time of its own, it wants of the case that stands."""
    if standing_case.case.state in OVER:
        return
    wanted = sa.select(Contact).where(
        Contact.community_id == acting.case.community_id,
        Contact.case_id == acting.case.id,
        Contact.outside_due_at.is_not(None),
    )
    for contact in acting.work.session.scalars(wanted).all():
        promise_outside(acting.work, standing_case.case, standing_case.subject, contact)
