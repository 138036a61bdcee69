"""Renovations as they are answered: rows of a list, the file, the deposit, today's sites."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.acting import is_resident
from shouwen.areas.renovations.gate_rules import Missing
from shouwen.areas.renovations.links import cases_of
from shouwen.areas.renovations.models import (
    Acceptance,
    Deduction,
    Evidence,
    Renovation,
    RenovationDocument,
    RenovationNote,
    RenovationSignature,
    Settlement,
    SiteInspection,
    Violation,
    WorkerPass,
)
from shouwen.areas.renovations.passes import token_of
from shouwen.areas.renovations.queries import (
    READ,
    SUBJECT,
    Facts,
    Loaded,
    blocked_by,
    check,
    facts_of,
    get_renovation,
    today_of,
)
from shouwen.areas.renovations.rules import (
    BY_CLOCK,
    NEEDS,
    SITES,
    CheckItem,
    RenovationState,
    RenovationVerb,
    Step,
)
from shouwen.areas.renovations.schemas import (
    BreachCount,
    DepositOut,
    DepositPayment,
    DepositTransfer,
    RenovationAction,
    RenovationOut,
    RenovationParams,
    RenovationReason,
    RenovationRow,
    SiteOut,
    SitesParams,
    StampsOut,
    WaitsOut,
)
from shouwen.areas.renovations.settlements import under_way
from shouwen.areas.renovations.site import INSPECT
from shouwen.areas.renovations.words import told
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.ledger.public import (
    AccountKind,
    DocumentKind,
    PaymentState,
    accounts_of,
    payments_of,
    statement_of,
)
from shouwen.core.ledger.rules import CURRENCY
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.people.models import Post, Resident
from shouwen.core.people.queries import names_of
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Unit
from shouwen.core.places.schemas import IdName
from shouwen.core.standards.queries import count
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.core.worktime.rules import midnight
from shouwen.kit.paging import SortKey
from shouwen.kit.phone import mask_phone

_S, _V = RenovationState, RenovationVerb
POINTS: Final = "renovation.breach.points"
# What comes next on the road, by where it stands: what the board shows as waiting.
_NEXT: Final = {
    _S.DRAFT: _V.SUBMIT,
    _S.SUBMITTED: _V.REVIEW,
    _S.REVIEWED: _V.APPROVE,
    _S.APPROVED: _V.SIGN,
    _S.SIGNED: _V.PAY_DEPOSIT,
    _S.DEPOSIT_PAID: _V.ISSUE_PERMIT,
    _S.PERMITTED: _V.START,
    _S.UNDER_WAY: _V.ACCEPT_INITIAL,
    _S.STOPPED: _V.RESUME,
    _S.EXPIRED: _V.EXTEND,
    _S.INITIAL_ACCEPTED: _V.OBSERVE,
    _S.OBSERVED: _V.ACCEPT_FINAL,
    _S.FINAL_ACCEPTED: _V.PROPOSE_SETTLEMENT,
    _S.SETTLED: _V.REFUND,
    _S.REFUNDED: _V.CLOSE,
}
_SETTLING: Final = frozenset({_S.FINAL_ACCEPTED, _S.REJECTED, _S.CANCELLED})
_SORTING: Final = Sorting(
    {
        "created_at": SortKey(Renovation.created_at, datetime),
        "number": SortKey(Renovation.number, str),
    },
    SortKey(Renovation.id, UUID),
    "-created_at",
)
_STAMPS: Final = tuple(StampsOut.__annotations__)


# ---------------------------------------------------------------- lists


def list_renovations(work: Work, params: RenovationParams) -> Page[RenovationRow]:
    """The renovations in sight, the latest first."""
    rows = sa.select(Renovation.id).join(Subject, SUBJECT).where(sight(work.actor, READ))
    rows = rows.where(
        any_of(Renovation.community_id, params.community_id),
        any_of(Renovation.unit_id, params.unit_id),
        any_of(Renovation.state, params.state),
    )
    if params.q is not None:
        unit = sa.and_(Unit.community_id == Renovation.community_id, Unit.id == Renovation.unit_id)
        like = sa.or_(
            Renovation.number.startswith(params.q, autoescape=True),
            Unit.label.startswith(params.q, autoescape=True),
        )
        rows = rows.join(Unit, unit).where(like)
    found = find_page(work, rows, params, _SORTING)
    ids = [row["id"] for row in found.rows]
    renovations = {one.id: one for one in work.session.scalars(sa.select(Renovation).where(Renovation.id.in_(ids)))}
    shown = [renovations[id] for id in ids]
    return found.page(_rows(work, shown, facts_of(work, shown)))


def _rows(work: Work, shown: Sequence[Renovation], facts: Mapping[UUID, Facts]) -> list[RenovationRow]:
    labels = _labels(work, [one.unit_id for one in shown])
    residents = _residents(work, [one.applicant_id for one in shown])
    posts = _posts(work, [one.step.post_id for one in facts.values() if one.step and one.step.post_id])
    due = _first_due(work, [one.id for one in shown])
    return [
        _row(work, one, facts[one.id], labels=labels, residents=residents, posts=posts, due_at=due.get(one.id))
        for one in shown
    ]


def _row(
    work: Work,
    one: Renovation,
    facts: Facts,
    *,
    labels: dict[UUID, str],
    residents: dict[UUID, str],
    posts: dict[UUID, str],
    due_at: datetime | None,
) -> RenovationRow:
    return {
        "id": one.id,
        "community_id": one.community_id,
        "number": one.number,
        "state": one.state,
        "version": one.version,
        "unit": {"id": one.unit_id, "label": labels[one.unit_id]},
        "applicant": {"name": residents[one.applicant_id]},
        "title": one.title,
        "scope": sorted(facts.file.scope),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "permit_number": one.permit_number,
        "required_fen": one.required_fen,
        "held_fen": facts.file.held_fen,
        "currency": CURRENCY,
        "open_violations": facts.file.open_violations,
        "passes_out": facts.file.passes_out,
        "created_at": one.created_at,
        "due_at": due_at,
        "waits": _waits(work, one, facts, posts),
    }


def _waits(work: Work, one: Renovation, facts: Facts, posts: dict[UUID, str]) -> WaitsOut | None:
    verb = _next_verb(one, facts)
    if verb is None:
        return None
    step = facts.step if verb in {_V.REVIEW, _V.APPROVE} else None
    return {
        "action": verb,
        "step": step.step if step else None,
        "post": _post(step, posts),
        "until": one.observe_until if verb is _V.OBSERVE else None,
        "missing": told(_missing(verb, one, facts), work.lang),
    }


def _next_verb(one: Renovation, facts: Facts) -> RenovationVerb | None:
    if one.state in _SETTLING and facts.proposed_by_id:
        return _V.APPROVE_SETTLEMENT
    if one.state in _SETTLING and one.state is not _S.FINAL_ACCEPTED:
        return _V.PROPOSE_SETTLEMENT if facts.file.held_fen else None
    return _NEXT.get(one.state)


def _missing(verb: RenovationVerb, one: Renovation, facts: Facts) -> list[Missing]:
    found = blocked_by(verb, facts)
    if verb is _V.PAY_DEPOSIT and facts.file.held_fen < (one.required_fen or 0):
        found = [*found, Missing.DEPOSIT]
    return found


def _post(step: Step | None, posts: dict[UUID, str]) -> IdName | None:
    return {"id": step.post_id, "name": posts[step.post_id]} if step and step.post_id else None


def _labels(work: Work, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = sa.select(Unit.id, Unit.label).where(Unit.id.in_(set(ids)))
    return {row.id: row.label for row in work.session.execute(rows)}


def _residents(work: Work, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = sa.select(Resident.id, Resident.name).where(Resident.id.in_(set(ids)))
    return {row.id: row.name for row in work.session.execute(rows)}


def _posts(work: Work, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = sa.select(Post.id, Post.name).where(Post.id.in_(set(ids)))
    return {row.id: row.name for row in work.session.execute(rows)}


def _first_due(work: Work, ids: Sequence[UUID]) -> dict[UUID, datetime]:
    rows = (
        sa.select(Commitment.subject_id, sa.func.min(Commitment.due_at, type_=Commitment.due_at.type).label("due_at"))
        .where(Commitment.subject_id.in_(ids), Commitment.state == CommitmentState.OPEN)
        .group_by(Commitment.subject_id)
    )
    return {row.subject_id: row.due_at for row in work.session.execute(rows)}


# ---------------------------------------------------------------- the file


def read_renovation(work: Work, renovation_id: UUID) -> RenovationOut:
    """The file, as far as the caller may read it. Raises NotFound."""
    work.session.flush()
    loaded = get_renovation(work, renovation_id)
    return _Page(work, loaded).answer()


def read_with_deposit(work: Work, renovation_id: UUID) -> tuple[RenovationOut, DepositOut]:
    """The file and its money, looked up once. Raises NotFound."""
    loaded = get_renovation(work, renovation_id)
    return _Page(work, loaded).answer(), _deposit(work, loaded.renovation)


class _Page:
    """One file, each table read once. A household reads its own file, and nothing that is said among ourselves."""

    def __init__(self, work: Work, loaded: Loaded) -> None:
        self.work, self.loaded, self.one = work, loaded, loaded.renovation
        self.facts = facts_of(work, [self.one])[self.one.id]
        self.inside = not is_resident(work)
        self.documents = self._all(RenovationDocument, RenovationDocument.added_at)
        self.chain = self._all(RenovationSignature, RenovationSignature.no)
        self.visits = self._all(SiteInspection, SiteInspection.no.desc()) if self.inside else []
        self.violations = self._all(Violation, Violation.no)
        self.acceptances = self._all(Acceptance, Acceptance.no)
        self.passes = self._all(WorkerPass, WorkerPass.number)
        self.deductions = self._all(Deduction, Deduction.no)
        self.settlements = self._all(Settlement, Settlement.no)
        self.notes = self._all(RenovationNote, RenovationNote.at) if self.inside else []
        self.evidence = self._all(Evidence, Evidence.id)
        self.names = names_of(work.session, self._people())

    def answer(self) -> RenovationOut:
        """The file."""
        [row] = _rows(self.work, [self.one], {self.one.id: self.facts})
        return {
            **row,
            "agent": self._agent(),
            "contractor": self._contractor(),
            "recorded_by": self._by(self.one.recorded_by_id),
            "stamps": self._stamps(),
            "documents": [
                {"kind": one.kind, "file_id": one.file_id, "added_at": one.added_at} for one in self.documents
            ],
            "chain": self._chain(),
            "inspections": [self._visit(one) for one in self.visits],
            "violations": [self._violation(one) for one in self.violations],
            "breaches": self._breaches(),
            "acceptances": [self._acceptance(one) for one in self.acceptances],
            "passes": [self._pass(one) for one in self.passes],
            "deductions": [self._deduction(one) for one in self.deductions],
            "settlements": [self._settlement(one) for one in self.settlements],
            "cases": cases_of(self.work, [self.one.id]).get(self.one.id, []),
            "notes": [
                {"act": one.act, "text": one.text, "by": self._by(one.written_by_id), "at": one.at}
                for one in self.notes
            ],
            "actions": self._actions(),
        }

    def _all(self, rows: Any, order: Any) -> Sequence[Any]:
        wanted = sa.select(rows).where(rows.community_id == self.one.community_id, rows.renovation_id == self.one.id)
        return self.work.session.scalars(wanted.order_by(order)).all()

    def _people(self) -> list[UUID | None]:
        return [
            self.one.recorded_by_id,
            *(one.signed_by_id for one in self.chain),
            *(one.by_id for one in (*self.visits, *self.acceptances)),
            *(one.found_by_id for one in self.violations),
            *(id for one in (*self.deductions, *self.settlements) for id in (one.proposed_by_id, one.decided_by_id)),
            *(one.written_by_id for one in self.notes),
        ]

    def _by(self, id: UUID) -> IdName:
        return {"id": id, "name": self.names.get(id, "")}

    def _maybe(self, id: UUID | None) -> IdName | None:
        return self._by(id) if id else None

    def _shown(self, **number: int) -> list[UUID]:
        [(name, no)] = number.items()
        return [one.file_id for one in self.evidence if getattr(one, name) == no]

    def _stamps(self) -> Any:
        return {name: getattr(self.one, name) for name in _STAMPS}

    def _agent(self) -> Any:
        if self.one.agent_name is None:
            return None
        return {
            "name": self.one.agent_name,
            "phone": _masked(self.one.agent_phone),
            "letter_until": self.one.agent_until,
        }

    def _contractor(self) -> Any:
        one = self.one
        if one.contractor_name is None:
            return None
        return {
            "name": one.contractor_name,
            "licence": one.contractor_licence,
            "licence_until": one.contractor_until,
            "head": one.contractor_head,
            "phone": _masked(one.contractor_phone),
        }

    def _chain(self) -> Any:
        posts = _posts(self.work, [one.post_id for one in self.chain if one.post_id])
        return [
            {
                "no": one.no,
                "step": one.step,
                "phase": one.phase,
                "post": {"id": one.post_id, "name": posts[one.post_id]} if one.post_id else None,
                "signed_by": self._maybe(one.signed_by_id),
                "signed_at": one.signed_at,
                "opinion": one.opinion if self.inside else None,
            }
            for one in self.chain
        ]

    def _visit(self, one: SiteInspection) -> Any:
        return {
            "no": one.no,
            "at": one.at,
            "by": self._by(one.by_id),
            "checks": [{"item": item, "finding": one.findings[item]} for item in CheckItem],
            "progress": one.progress,
            "anomaly": one.anomaly,
            "file_ids": self._shown(inspection_no=one.no),
        }

    def _violation(self, one: Violation) -> Any:
        columns = (
            *("no", "kind", "state", "words", "is_new", "inspection_no", "found_at", "notice_number", "noticed_at"),
            *("notice_due_at", "demand", "served_to", "rectified_at", "reported_at", "reported_to"),
        )
        found = {name: getattr(one, name) for name in columns}
        return {**found, "found_by": self._by(one.found_by_id), "file_ids": self._shown(violation_no=one.no)}

    def _breaches(self) -> list[BreachCount]:
        each = count(self.work.session, self.one.community_id, POINTS, self.work.now)
        kinds = sorted({one.kind for one in self.violations})
        many = {kind: sum(1 for one in self.violations if one.kind is kind and one.is_new) for kind in kinds}
        return [{"kind": kind, "breaches": many[kind], "tenths_of_points": many[kind] * each} for kind in kinds]

    def _acceptance(self, one: Acceptance) -> Any:
        return {
            "no": one.no,
            "stage": one.stage,
            "passed": one.passed,
            "words": one.words,
            "by": self._by(one.by_id),
            "at": one.at,
            "file_ids": self._shown(acceptance_no=one.no),
        }

    def _pass(self, one: WorkerPass) -> Any:
        columns = (
            *("id", "number", "state", "version", "worker_name", "trade", "photo_file_id"),
            *("valid_from", "valid_until", "issued_at", "ended_at"),
        )
        shown = {name: getattr(one, name) for name in columns}
        return {**shown, "token": token_of(one)} if self.inside else shown

    def _deduction(self, one: Deduction) -> Any:
        notices = {violation.no: violation.notice_number for violation in self.violations}
        columns = (
            *("no", "violation_no", "state", "amount_fen", "words", "proposed_at", "objection", "objected_at"),
            *("ruling", "decided_at"),
        )
        return {
            **{name: getattr(one, name) for name in columns},
            "notice_number": notices.get(one.violation_no),
            "proposed_by": self._by(one.proposed_by_id),
            "decided_by": self._maybe(one.decided_by_id),
            "file_ids": self._shown(deduction_no=one.no),
        }

    def _settlement(self, one: Settlement) -> Any:
        columns = ("no", "state", "deducted_fen", "forfeited_fen", "refund_fen", "proposed_at", "decided_at")
        return {
            **{name: getattr(one, name) for name in columns},
            "words": one.words if self.inside else None,
            "proposed_by": self._by(one.proposed_by_id),
            "decided_by": self._maybe(one.decided_by_id),
        }

    def _actions(self) -> list[RenovationAction]:
        return [
            self._action(verb)
            for verb in RenovationVerb
            if verb not in BY_CLOCK and self.work.actor.may(NEEDS[verb], self.one.community_id)
        ]

    def _action(self, verb: RenovationVerb) -> RenovationAction:
        problem = check(self.work, self.loaded, verb, self.facts)
        if problem is not None:
            reason: RenovationReason = {"code": problem.code, "message": problem().detail(self.work.lang)}
            return {"action": verb, "allowed": False, "reason": reason}
        found = blocked_by(verb, self.facts)
        if not found:
            return {"action": verb, "allowed": True}
        said = told(found, self.work.lang)
        summary = ("; " if self.work.lang == "en" else "、").join(one["message"] for one in said)
        blocked: RenovationReason = {"code": "renovations.incomplete", "message": summary, "missing": said}
        return {"action": verb, "allowed": False, "reason": blocked}


def _masked(phone: str | None) -> str | None:
    """As people see it who may not see all of it (api.md §10)."""
    return mask_phone(phone) if phone else None


# ---------------------------------------------------------------- the money


def read_deposit(work: Work, renovation_id: UUID) -> DepositOut:
    """The deposit, as far as the caller may read the file. Raises NotFound."""
    return _deposit(work, get_renovation(work, renovation_id).renovation)


def _deposit(work: Work, one: Renovation) -> DepositOut:
    """The deposit as its account has it: nothing is counted twice, everything adds up."""
    account = next(
        (found for found in accounts_of(work.session, one.community_id, one.id) if found.kind is AccountKind.HELD),
        None,
    )
    lines = statement_of(work.session, account) if account else []
    summed = dict.fromkeys(DocumentKind, 0)
    for entry, _, document in lines:
        summed[document.kind] += entry.amount_fen
    leaving = _leaving(work, one)
    return {
        "required_fen": one.required_fen,
        "paid_fen": summed[DocumentKind.RECEIPT],
        "held_fen": lines[-1][0].balance_fen if lines else 0,
        "deducted_fen": -summed[DocumentKind.DEDUCTION],
        "forfeited_fen": -summed[DocumentKind.FORFEITURE],
        "refunded_fen": -summed[DocumentKind.REFUND_SLIP] - leaving,
        "under_way_fen": leaving,
        "currency": CURRENCY,
        "transfers": [_transfer(entry, document) for entry, _, document in lines],
        "payment": _payment(work, one),
    }


def _payment(work: Work, one: Renovation) -> DepositPayment | None:
    """The last order at WeChat Pay, with the code to scan as long as it is good for something."""
    ordered = payments_of(work.session, one.community_id, one.id)
    if not ordered:
        return None
    last = ordered[-1]
    waits = last.state is PaymentState.WAITING
    return {
        "state": last.state,
        "amount_fen": last.amount_fen,
        "code_url": last.code_url if waits else None,
        "expires_at": last.expires_at,
    }


def _leaving(work: Work, one: Renovation) -> int:
    found = under_way(work, one)
    return found.amount_fen if found else 0


def _transfer(entry: Any, document: Any) -> DepositTransfer:
    return {
        "at": document.at,
        "document_id": document.id,
        "number": document.number,
        "kind": document.kind.value,
        "method": document.method.value if document.method else None,
        "amount_fen": entry.amount_fen,
        "balance_fen": entry.balance_fen,
    }


# ---------------------------------------------------------------- today's sites


def list_sites(work: Work, params: SitesParams) -> Page[SiteOut]:
    """The sites in sight, with whether they were looked at today (RN-06)."""
    rows = sa.select(Renovation.id).join(Subject, SUBJECT)
    rows = rows.where(
        sight(work.actor, READ), Renovation.state.in_(SITES), any_of(Renovation.community_id, params.community_id)
    )
    found = find_page(work, rows, params, _SORTING)
    ids = [row["id"] for row in found.rows]
    sites = {one.id: one for one in work.session.scalars(sa.select(Renovation).where(Renovation.id.in_(ids)))}
    labels = _labels(work, [one.unit_id for one in sites.values()])
    facts = facts_of(work, list(sites.values()))
    due = _due_today(work, ids)
    seen = _inspected_today(work, list(sites.values()))
    return found.page(
        [_site(sites[id], facts[id], labels, due_at=due.get(id), inspected_at=seen.get(id)) for id in ids]
    )


def _site(
    one: Renovation,
    facts: Facts,
    labels: dict[UUID, str],
    *,
    due_at: datetime | None,
    inspected_at: datetime | None,
) -> SiteOut:
    return {
        "id": one.id,
        "number": one.number,
        "state": one.state,
        "unit": {"id": one.unit_id, "label": labels[one.unit_id]},
        "title": one.title,
        "ends_on": one.ends_on,
        "open_violations": facts.file.open_violations,
        "due_at": due_at,
        "inspected_at": inspected_at,
    }


def _due_today(work: Work, ids: Sequence[UUID]) -> dict[UUID, datetime]:
    rows = (
        sa.select(Commitment.subject_id, sa.func.min(Commitment.due_at, type_=Commitment.due_at.type).label("due_at"))
        .where(
            Commitment.subject_id.in_(ids),
            Commitment.key == INSPECT,
            Commitment.state == CommitmentState.OPEN,
            Commitment.base_at <= work.now,
        )
        .group_by(Commitment.subject_id)
    )
    return {row.subject_id: row.due_at for row in work.session.execute(rows)}


def _inspected_today(work: Work, sites: Sequence[Renovation]) -> dict[UUID, datetime]:
    """When each was looked at last since its day began: a community has a time zone of its own."""
    begins = {
        here: midnight(today_of(work, here), time_zone(work.session, here))
        for here in {one.community_id for one in sites}
    }
    today = [sa.and_(SiteInspection.community_id == here, SiteInspection.at >= since) for here, since in begins.items()]
    rows = (
        sa.select(
            SiteInspection.renovation_id, sa.func.max(SiteInspection.at, type_=SiteInspection.at.type).label("at")
        )
        .where(SiteInspection.renovation_id.in_([one.id for one in sites]), sa.or_(sa.false(), *today))
        .group_by(SiteInspection.renovation_id)
    )
    return {row.renovation_id: row.at for row in work.session.execute(rows)}
