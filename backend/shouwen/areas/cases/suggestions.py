"""Suggestions: adopted or not with a reason, thanked for, published in words of their own."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import Acting, begin_beside, look_beside, tell
from shouwen.areas.cases.models import Case, Contact
from shouwen.areas.cases.problems import SuggestionsOnly
from shouwen.areas.cases.queries import Loaded, unit_labels, viewer_of
from shouwen.areas.cases.rules import Kind, Verb
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.suggestion_models import SuggestionVerdict
from shouwen.areas.cases.suggestion_rules import (
    PERMISSIONS,
    SuggestionStanding,
    SuggestionVerb,
    check_public,
    suggestion_objection,
)
from shouwen.areas.cases.suggestion_schemas import (
    PublishedOut,
    PublishedParams,
    PublishIn,
    SuggestionAction,
    SuggestionDecisionIn,
    SuggestionOut,
    ThankIn,
)
from shouwen.core.acts import Act, Moment
from shouwen.core.files.rules import Audience
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.people.models import Resident
from shouwen.core.people.queries import names_of
from shouwen.core.places.queries import in_communities
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey

READ: Final = "cases.trace"
READ_PUBLISHED: Final = "cases.read_published"
_PUBLISHED: Final = Sorting(
    {"published_at": SortKey(SuggestionVerdict.published_at, datetime)},
    SortKey(SuggestionVerdict.id, UUID),
    "-published_at",
)


def decide(work: Work, case_id: UUID, body: SuggestionDecisionIn) -> Loaded:
    """Adopted or not, with the reason."""
    loaded, moment, _ = _begin(work, case_id, SuggestionVerb.DECIDE, body)
    verdict = SuggestionVerdict(
        community_id=loaded.case.community_id,
        case_id=loaded.case.id,
        round=loaded.case.round,
        adopted=body.adopted,
        reason=body.reason,
        decided_by_id=work.actor.id,
        decided_at=moment.at,
    )
    work.session.add(verdict)
    tell(work, loaded, "cases.suggestion_decided", moment, adopted=body.adopted)
    return loaded


def thank(work: Work, case_id: UUID, body: ThankIn) -> Loaded:
    """Whoever suggested it is thanked, in words they read."""
    loaded, moment, verdict = _begin(work, case_id, SuggestionVerb.THANK, body)
    assert verdict is not None  # noqa: S101 - the rules ask for a decision
    verdict.thanked_by_id, verdict.thanked_at = work.actor.id, moment.at
    note = Acting(work, loaded, Verb.NOTE, moment).write(body.text, Audience.RESIDENT, plain=True)
    tell(work, loaded, "cases.suggestion_thanked", moment)
    tell(work, loaded, "cases.noted", moment, note_id=note.id, audience=Audience.RESIDENT)
    return loaded


def publish(work: Work, case_id: UUID, body: PublishIn) -> Loaded:
    """Words for everybody, without anything by which whoever spoke is known. Raises PersonalInPublic."""
    loaded, moment, verdict = _begin(work, case_id, SuggestionVerb.PUBLISH, body)
    assert verdict is not None  # noqa: S101 - the rules ask for a decision
    check_public(body.words, _personal(work, loaded))
    verdict.words, verdict.published_by_id, verdict.published_at = body.words, work.actor.id, moment.at
    tell(work, loaded, "cases.suggestion_published", moment)
    return loaded


def withdraw(work: Work, case_id: UUID, body: Act) -> Loaded:
    """It is read by nobody any more; that it was stays in the journal."""
    loaded, moment, verdict = _begin(work, case_id, SuggestionVerb.WITHDRAW, body)
    assert verdict is not None  # noqa: S101 - the rules ask for a publication
    verdict.words = verdict.published_by_id = verdict.published_at = None
    tell(work, loaded, "cases.suggestion_withdrawn", moment)
    return loaded


def read_suggestion(work: Work, case_id: UUID) -> SuggestionOut:
    """What became of it. Raises NotFound, Forbidden, SuggestionsOnly."""
    loaded = look_beside(work, case_id, READ)
    if loaded.case.kind is not Kind.SUGGESTION:
        raise SuggestionsOnly
    return present_suggestion(work, loaded)


def present_suggestion(work: Work, loaded: Loaded) -> SuggestionOut:
    """The suggestion of a case in hand."""
    work.session.flush()
    verdict, who = _verdict(work, loaded.case), viewer_of(work, loaded)
    by = {name: getattr(verdict, f"{name}_by_id", None) for name in ("decided", "thanked", "published")}
    names = names_of(work.session, {id_ for id_ in by.values() if id_})
    return SuggestionOut(
        case_id=loaded.case.id,
        **{name: getattr(verdict, name, None) for name in _SHOWN},
        **{f"{name}_by": Named(id=id_, name=names[id_]) if id_ else None for name, id_ in by.items()},
        actions=[
            _action(work, verb, _standing(loaded.case, verdict))
            for verb in SuggestionVerb
            if who.reaches(PERMISSIONS[verb])
        ],
    )


_SHOWN: Final = ("adopted", "reason", "decided_at", "thanked_at", "words", "published_at")


def list_published(work: Work, params: PublishedParams) -> Page[PublishedOut]:
    """What was published where the caller lives or works, the latest first."""
    row = SuggestionVerdict
    rows = sa.select(row.id, row.community_id, row.adopted, row.words, row.published_at).where(
        row.published_at.is_not(None),
        in_communities(work, READ_PUBLISHED, row.community_id),
        any_of(row.community_id, params.community_id),
    )
    if params.adopted is not None:
        rows = rows.where(row.adopted.is_(params.adopted))
    if params.q is not None:
        rows = rows.where(row.words.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _PUBLISHED)
    return found.page(found.rows)


# ---------------------------------------------------------------- what these verbs share


def _begin(
    work: Work, case_id: UUID, verb: SuggestionVerb, body: Act
) -> tuple[Loaded, Moment, SuggestionVerdict | None]:
    loaded, moment = begin_beside(work, case_id, PERMISSIONS[verb], body)
    verdict = _verdict(work, loaded.case)
    if problem := suggestion_objection(verb, _standing(loaded.case, verdict)):
        raise problem
    return loaded, moment, verdict


def _standing(case: Case, verdict: SuggestionVerdict | None) -> SuggestionStanding:
    return SuggestionStanding(
        case.kind,
        case.state,
        decided=verdict is not None,
        thanked=verdict is not None and verdict.thanked_at is not None,
        published=verdict is not None and verdict.published_at is not None,
    )


def _verdict(work: Work, case: Case) -> SuggestionVerdict | None:
    rows = sa.select(SuggestionVerdict).where(
        SuggestionVerdict.community_id == case.community_id,
        SuggestionVerdict.case_id == case.id,
        SuggestionVerdict.round == case.round,
    )
    return work.session.scalars(rows).one_or_none()


def _action(work: Work, verb: SuggestionVerb, it: SuggestionStanding) -> SuggestionAction:
    problem = suggestion_objection(verb, it)
    if problem is None:
        return SuggestionAction(action=verb, allowed=True)
    reason = ActionReason.of(problem, work.lang)
    return SuggestionAction(action=verb, allowed=False, reason=reason)


def _personal(work: Work, loaded: Loaded) -> Iterator[str]:
    """By what whoever spoke could be known: their names, their phones, their home."""
    case, unit_id = loaded.case, loaded.subject.unit_id
    rows = (
        sa.select(Contact.name, Contact.phone, Resident.name.label("resident"))
        .outerjoin(Resident, sa.and_(Resident.community_id == Contact.community_id, Resident.id == Contact.resident_id))
        .where(Contact.community_id == case.community_id, Contact.case_id == case.id)
    )
    found: Any = work.session.execute(rows).all()
    yield from (value for row in found for value in row if value)
    if unit_id:
        yield unit_labels(work, {unit_id})[unit_id]
