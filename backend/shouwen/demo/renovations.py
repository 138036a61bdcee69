"""One renovation in each state, walked there by the endpoints that record it every day, each act at its own time."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations import api, site
from shouwen.areas.renovations.gate_rules import RenovationPaper
from shouwen.areas.renovations.models import Renovation
from shouwen.areas.renovations.rules import CheckItem, RefundOutcome, RenovationState
from shouwen.areas.renovations.schemas import (
    AcceptanceIn,
    ConfirmRefundIn,
    DeductIn,
    InspectIn,
    PassIn,
    PayDepositIn,
    ProposeSettlementIn,
    RectificationNoticeIn,
    RectifyIn,
    RefundIn,
    RenovationAct,
    RenovationDocumentIn,
    RenovationIn,
    RenovationReasonIn,
    StartWorkIn,
)
from shouwen.core.access.actor import SYSTEM, Actor, ActorKind
from shouwen.core.files.intake import take_in
from shouwen.core.files.service import upload
from shouwen.core.ledger.public import PayMethod
from shouwen.core.people.models import Membership
from shouwen.core.people.rules import Relation
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Unit
from shouwen.core.places.rules import UnitKind
from shouwen.core.standards.service import override
from shouwen.core.work import Work
from shouwen.demo.village import Described, Place, described, span

_PAPERS: Final = ("application_form", "fire_letter", "leak_letter", "drawings", "contractor_licence")
_CONTRACTOR: Final = {"name": "安居装饰工程公司", "licence": "D344012345", "licence_until": "2030-12-31"}
_DAY: Final = timedelta(days=1)
_LASTS: Final = 60
_FOUND_ON: Final = 2  # the visit on which something is found
_PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_S = RenovationState


class Stage(NamedTuple):
    """A stretch of the road: the state it leads to, when after the application it is walked, and who says what."""

    leads_to: RenovationState
    after: timedelta
    steps: tuple[tuple[str, Callable[..., Any], Any], ...]


_WORD: Final = RenovationAct()
_ROAD: Final = (
    Stage(_S.SUBMITTED, span("1h"), (("duty_butler", api.submit_renovation, _WORD),)),
    Stage(
        _S.REVIEWED,
        span("2h"),
        (
            ("zone_butler_a", api.review_renovation, RenovationAct(words="图纸已收")),
            ("supervisor", api.review_renovation, RenovationAct(words="资料齐全")),
        ),
    ),
    Stage(
        _S.APPROVED,
        span("1d"),
        (
            ("supervisor", api.approve_renovation, RenovationAct(words="拟同意")),
            ("manager", api.approve_renovation, RenovationAct(words="同意")),
            ("engineer", api.approve_renovation, RenovationAct(words="图纸符合要求")),
            ("supervisor", api.approve_renovation, _WORD),
        ),
    ),
    Stage(_S.SIGNED, span("1d1h"), (("duty_butler", api.sign_renovation, _WORD),)),
    Stage(_S.DEPOSIT_PAID, span("1d2h"), ()),
    Stage(_S.PERMITTED, span("1d3h"), (("duty_butler", api.issue_renovation_permit, _WORD),)),
    Stage(_S.UNDER_WAY, span("2d"), (("zone_butler_a", api.start_renovation, StartWorkIn(protection_checked=True)),)),
    Stage(
        _S.INITIAL_ACCEPTED,
        span("10d"),
        (
            ("duty_butler", api.request_acceptance, _WORD),
            ("supervisor", api.accept_renovation_initially, AcceptanceIn(words="符合要求")),
        ),
    ),
    Stage(_S.OBSERVED, span("18d"), ()),
    Stage(_S.FINAL_ACCEPTED, span("19d"), (("supervisor", api.accept_renovation_finally, AcceptanceIn()),)),
    Stage(
        _S.SETTLED,
        span("20d"),
        (
            ("supervisor", api.propose_settlement, ProposeSettlementIn()),
            ("manager", api.approve_settlement, _WORD),
        ),
    ),
    Stage(
        _S.REFUNDED,
        span("21d"),
        (
            ("cashier", api.refund_deposit, RefundIn(method=PayMethod.BANK_TRANSFER)),
            ("cashier", api.confirm_refund, ConfirmRefundIn(outcome=RefundOutcome.PAID_OUT)),
        ),
    ),
    Stage(_S.CLOSED, span("22d"), (("duty_butler", api.close_renovation, _WORD),)),
)
# Where the road is left, and by which word.
_LEFT: Final = {
    _S.REJECTED: (_S.REVIEWED, "manager", api.reject_renovation, "外墙开窗破坏外立面，不予批准"),
    _S.CANCELLED: (_S.SUBMITTED, "duty_butler", api.cancel_renovation, "业主改期"),
    _S.STOPPED: (_S.UNDER_WAY, "zone_butler_a", api.stop_renovation, "拆改承重墙，责令停工"),
    _S.EXPIRED: (_S.UNDER_WAY, None, None, ""),
}


class Builder:
    """Walks the renovations of one community."""

    def __init__(self, work: Work, place: Place, actors: dict[str, Actor]) -> None:
        self._work = work
        self._place = place
        self._actors = actors
        self._zone = time_zone(work.session, place.id)

    @classmethod
    def settle(cls, founding: Work, community_id: UUID) -> None:
        """What the community asks: its deposit, how long it observes, when it pays back."""
        told = described("renovations")
        for key, value in (
            ("renovation.deposit", told["deposit_fen"]),
            ("renovation.observe", told["observe_days"]),
            ("renovation.refund", told["refund_days"]),
        ):
            override(founding, community_id, key, value, None, None, "本小区约定")

    def tell(self) -> None:
        """All of them, the oldest first."""
        stories = described("renovations")["files"]
        for story, unit in zip(stories, self._homes(), strict=False):
            self._walk({**story, "unit": unit}, self._work.now - span(story["ago"]))

    def _homes(self) -> list[str]:
        """Where somebody lives in the east zone."""
        east = self._place.zones["东区"]
        homes = [label for label, unit in self._place.units.items() if unit.zone_id == east and _is_home(unit)]
        return [label for label in homes if label in self._place.heads]

    def _walk(self, story: Described, begun: datetime) -> None:
        wanted = RenovationState(story["state"])
        goal, *left = _LEFT.get(wanted, (wanted, None, None, ""))
        id = self._apply(story, begun)
        if goal is _S.DRAFT:
            return
        for stage in _ROAD:
            self._go(id, story, stage, begun)
            if stage.leads_to is goal:
                break
        self._leave(id, story, wanted, left, begun)

    def _go(self, id: UUID, story: Described, stage: Stage, begun: datetime) -> None:
        at = begun + stage.after
        if stage.leads_to is _S.INITIAL_ACCEPTED:
            self._visit(id, story, begun + span("2d"), at)
        if stage.leads_to is _S.APPROVED:
            self._hand_in(id, "signed_opinions", at)
        if stage.leads_to is _S.SIGNED:
            self._hand_in(id, "agreement", at)
        for minutes, (who, act, said) in enumerate(stage.steps):
            self._do(who, at + timedelta(minutes=10 * minutes), act, id, said)
        if stage.leads_to is _S.DEPOSIT_PAID:
            self._pay(id, at)
        if stage.leads_to is _S.OBSERVED:
            self._by_clock(at, site.observe)

    def _leave(self, id: UUID, story: Described, wanted: RenovationState, left: list[Any], begun: datetime) -> None:
        """What was begun and not accepted was looked at each day until now; some roads end before their end."""
        if wanted in {_S.UNDER_WAY, _S.STOPPED, _S.EXPIRED}:
            self._do("duty_butler", begun + span("2d1h"), api.issue_renovation_pass, id, _worker("周师傅", "水电"))
            self._do("duty_butler", begun + span("2d1h"), api.issue_renovation_pass, id, _worker("吴师傅", "泥瓦"))
            self._visit(id, story, begun + span("2d"), self._work.now - span("4h"))
        who, act, words = left or (None, None, "")
        if who is not None and act is not None:
            at = self._work.now - span("3h") if wanted is _S.STOPPED else begun + span("4h")
            self._do(who, at, act, id, RenovationReasonIn(words=words))
        if wanted is _S.EXPIRED:
            self._by_clock(self._work.now, site.expire_permits)

    # ------------------------------------------------------------ steps

    def _apply(self, story: Described, at: datetime) -> UUID:
        head = self._place.heads[story["unit"]]
        starts_on = self._day(at + _DAY)
        body = RenovationIn.model_validate(
            {
                "unit_id": self._place.units[story["unit"]].id,
                "applicant": {"resident_id": head.id},
                "title": story["title"],
                "scope": story["scope"],
                "contractor": _CONTRACTOR,
                "starts_on": starts_on.isoformat(),
                "ends_on": (starts_on + story.get("lasts", _LASTS) * _DAY).isoformat(),
            }
        )
        made = self._do("duty_butler", at, api.apply_for_renovation, body)
        id: UUID = made["id"]
        papers = [*_PAPERS] if self._is_owner(head.id) else [*_PAPERS, "authority_letter"]
        for paper in papers if story["state"] != _S.DRAFT else papers[:2]:
            self._hand_in(id, paper, at + span("10m"))
        return id

    def _is_owner(self, resident_id: UUID) -> bool:
        owning = sa.select(Membership.id).where(
            Membership.community_id == self._place.id,
            Membership.resident_id == resident_id,
            Membership.relation == Relation.OWNER,
        )
        return self._work.session.scalar(owning.limit(1)) is not None

    def _hand_in(self, id: UUID, kind: str, at: datetime) -> None:
        document = RenovationDocumentIn(kind=RenovationPaper(kind), file_id=self._file(at))
        self._do("duty_butler", at, api.add_renovation_document, id, document)

    def _pay(self, id: UUID, at: datetime) -> None:
        due = self._work.session.get_one(Renovation, (self._place.id, id)).required_fen or 0
        paid = PayDepositIn(amount_fen=due, method=PayMethod.BANK_TRANSFER, reference=f"DEMO{id.hex[-8:]}")
        self._do("cashier", at, api.pay_renovation_deposit, id, paid)

    def _visit(self, id: UUID, story: Described, begun: datetime, until: datetime) -> None:
        """Every day; on the third something is found, served, and put right unless the work was stopped for it."""
        for number, at in enumerate(_days(begun, until)):
            one = self._work.session.get_one(Renovation, (self._place.id, id))
            site.plan_site(self._at(SYSTEM, at), one)
            breach = story.get("breach") if number == _FOUND_ON else None
            self._do("zone_butler_a", at, api.inspect_renovation, id, _look(breach))
            if breach:
                self._follow(id, story, at)

    def _follow(self, id: UUID, story: Described, at: datetime) -> None:
        served = RectificationNoticeIn(violation_no=1, demand="立即停止并恢复原状", served_to="施工负责人")
        self._do("zone_butler_a", at + span("30m"), api.serve_renovation_notice, id, served)
        if story["state"] in {_S.STOPPED, _S.UNDER_WAY}:
            return
        self._do("zone_butler_a", at + span("3h"), api.verify_rectification, id, RectifyIn(violation_no=1, passed=True))
        if fen := story.get("kept_fen"):
            shown = [self._file(at, "supervisor")]
            kept = DeductIn(violation_no=1, amount_fen=fen, words="物业代为清运", file_ids=shown)
            self._do("supervisor", at + span("4h"), api.deduct_from_deposit, id, kept)

    def _file(self, at: datetime, who: str = "duty_butler") -> UUID:
        house = self._work.house
        taken = take_in(house.store, BytesIO(_PDF), "材料.pdf", ActorKind.STAFF, house.options.files)
        work = self._at(self._actors[who], at)
        upload(work, taken)
        work.write_journal()
        return taken.id

    def _do(self, who: str, at: datetime, act: Callable[..., Any], *said: Any) -> Any:
        work = self._at(self._actors[who], min(at, self._work.now))
        done = act(work, *said)
        work.write_journal()
        return done

    def _by_clock(self, at: datetime, act: Callable[[Work], None]) -> None:
        work = self._at(SYSTEM, min(at, self._work.now))
        act(work)
        work.write_journal()

    def _at(self, actor: Actor, at: datetime) -> Work:
        self._work.session.flush()
        return Work(house=self._work.house, session=self._work.session, actor=actor, now=at)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()


def _is_home(unit: Unit) -> bool:
    return unit.kind == UnitKind.RESIDENTIAL


def _days(begun: datetime, until: datetime) -> Iterator[datetime]:
    at = begun + span("2h")
    while at < until:
        yield at
        at += _DAY


def _look(breach: str | None) -> InspectIn:
    checks = [
        {"item": item, "finding": "fault" if breach and item == CheckItem.BREACHES else "fine"} for item in CheckItem
    ]
    breaches = [{"kind": breach, "words": "现场劝止，当场要求改正"}] if breach else []
    return InspectIn.model_validate({"checks": checks, "progress": "按计划施工", "breaches": breaches})


def _worker(name: str, trade: str) -> PassIn:
    return PassIn(worker_name=name, trade=trade)
