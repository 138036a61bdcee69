"""People outside whom defects are dispatched to: the developer's, contractors', suppliers' (RP-04, RP-12)."""

from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.problems import PartyWithoutPhone
from shouwen.areas.cases.warranty_models import OutsideParty
from shouwen.areas.cases.warranty_schemas import PartyIn, PartyOut, PartyParams, PartyPatch, PartyRevealIn
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.people.authority import covers
from shouwen.core.places.models import Community
from shouwen.core.places.queries import in_communities
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.paging import SortKey
from shouwen.kit.phone import mask_phone
from shouwen.kit.problem import Forbidden, NotFound

READ: Final = "cases.read_defects"
MANAGE: Final = "cases.manage_parties"
REVEAL: Final = "people.reveal"
_SORTING: Final = Sorting(
    {"company": SortKey(OutsideParty.company, str)}, SortKey(OutsideParty.id, UUID), default="company"
)


def add_party(work: Work, body: PartyIn) -> OutsideParty:
    """Raises UnknownReference where the caller may not."""
    if not covers(work, MANAGE, body.community_id) or work.session.get(Community, body.community_id) is None:
        raise UnknownReference.at("/community_id")
    party = OutsideParty(id=new_id(), version=1, **body.model_dump())
    work.session.add(party)
    work.session.flush()
    work.emit("cases.party_added", community_id=party.community_id, party_id=party.id, kind=party.kind)
    return party


def change_party(work: Work, party_id: UUID, body: PartyPatch) -> OutsideParty:
    """Other words, or no longer ours to dispatch to. Raises NotFound, Forbidden, Stale."""
    party = get_party(work, party_id, lock=True)
    if not covers(work, MANAGE, party.community_id):
        raise Forbidden
    work.check_version(party.version)
    for field in body.model_fields_set - {"ended"}:
        setattr(party, field, getattr(body, field))
    if "ended" in body.model_fields_set:
        party.ended_at = (party.ended_at or work.now) if body.ended else None
    work.session.flush()
    work.emit(
        "cases.party_changed",
        community_id=party.community_id,
        party_id=party.id,
        fields=sorted(body.model_fields_set),
    )
    return party


def reveal_party(work: Work, party_id: UUID, body: PartyRevealIn) -> str:
    """The number in full; who asked, and what for, stands in the journal. Raises NotFound, PartyWithoutPhone."""
    party = get_party(work, party_id)
    if not work.actor.may(REVEAL, party.community_id):
        raise Forbidden
    if party.phone is None:
        raise PartyWithoutPhone
    work.emit("cases.party_phone_revealed", community_id=party.community_id, party_id=party.id, reason=body.reason)
    return party.phone


def get_party(work: Work, party_id: UUID, *, lock: bool = False) -> OutsideParty:
    rows = sa.select(OutsideParty).where(
        OutsideParty.id == party_id, in_communities(work, READ, OutsideParty.community_id)
    )
    party = work.session.scalars(rows.with_for_update(key_share=True) if lock else rows).one_or_none()
    if party is None:
        raise NotFound
    return party


def list_parties(work: Work, params: PartyParams) -> Page[dict[str, Any]]:
    """Those of the communities in reach, by company. One statement."""
    rows = sa.select(
        OutsideParty.id,
        OutsideParty.community_id,
        OutsideParty.version,
        OutsideParty.kind,
        OutsideParty.company,
        OutsideParty.name,
        OutsideParty.phone,
        OutsideParty.ended_at,
    ).where(
        in_communities(work, READ, OutsideParty.community_id),
        any_of(OutsideParty.community_id, params.community_id),
    )
    if params.present is not None:
        here = OutsideParty.ended_at.is_(None)
        rows = rows.where(here if params.present else ~here)
    if params.q is not None:
        looked_in = (OutsideParty.company, OutsideParty.name)
        rows = rows.where(sa.or_(*(column.icontains(params.q, autoescape=True) for column in looked_in)))
    found = find_page(work, rows, params, _SORTING)
    return found.page([{**row, "phone": row["phone"] and mask_phone(row["phone"])} for row in found.rows])


def present_party(party: OutsideParty) -> PartyOut:
    """The party with its number masked."""
    return PartyOut(
        id=party.id,
        community_id=party.community_id,
        version=party.version,
        kind=party.kind,
        company=party.company,
        name=party.name,
        phone=mask_phone(party.phone) if party.phone else None,
        ended_at=party.ended_at,
    )
