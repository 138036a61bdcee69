"""The promises of a case: born by kind, severity and channel, kept by the acts that promise names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
import yaml

from shouwen.areas.cases.help_models import HelpStamp
from shouwen.areas.cases.help_rules import HelpStep
from shouwen.areas.cases.models import Case, Contact
from shouwen.areas.cases.queries import begun_at, first_channel
from shouwen.areas.cases.repair_rules import ON_ORDERS
from shouwen.areas.cases.rules import Channel, Kind, Origin, Severity, Verb
from shouwen.areas.cases.slip_rules import PROMISES as SLIP_PROMISES
from shouwen.core.acts import Moment
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.queries import made_keys, open_keys
from shouwen.core.commitments.rules import Follows, WaiveReason
from shouwen.core.commitments.service import Birth, draft, judge, keep, make, waive
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import ACCEPT_WITHIN, ACCEPT_WITHIN_URGENT, ACCEPTANCES
from shouwen.core.journal.queries import first_told
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work

RECORD: Final = "record"
NEXT_REPLY: Final = "promise.reply"
RULING: Final = "ruling.follow_up"
OUTSIDE: Final = "hotline.reply"
FOLLOW_UP: Final = "repair.follow_up.every"
FEE_HAND_IN: Final = "repair.fee_hand_in"


# How the journal calls the acts by which a promise may have been kept before it was made.
_PAST: Final[Mapping[str, Verb]] = {
    "reported": Verb.REPORT,
    "kept": Verb.KEEP,
    "responded": Verb.RESPOND,
    "offer_accepted": Verb.ACCEPT,
    "arrived": Verb.ARRIVE,
    "explained": Verb.EXPLAIN,
    "escalated": Verb.ESCALATE,
    "verified": Verb.VERIFY,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of promises.yaml: where a promise is born, whose it is, what keeps it."""

    key: str
    kept_by: frozenset[str]
    of: str = "owner"
    counted_from: str = "heard_at"
    of_history: bool = False
    kinds: frozenset[str] = frozenset(Kind)
    severities: frozenset[str] = frozenset(Severity)
    channels: frozenset[str] = frozenset(Channel)
    abroad: bool | None = None  # of a customer abroad alone, of others alone, or of all

    def applies(self, case: Case, channel: Channel) -> bool:
        where = self.abroad is None or self.abroad == bool(case.complaint_abroad)
        return where and case.kind in self.kinds and case.severity in self.severities and channel in self.channels


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All lines, and which keys an act keeps."""

    born: Sequence[Rule]
    kept_by: Mapping[str, frozenset[str]]


@cache
def rule_book() -> RuleBook:
    """Read once. ValueError for a verb, kind, severity or channel that does not exist."""
    text = resources.files("shouwen.areas.cases").joinpath("promises.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    born = [_rule(line) for line in data["born_when_heard"]]
    every = [*born, *(_rule(line) for line in data["born_later"])]
    verbs = {RECORD, *Verb, *HelpStep}
    return RuleBook(born, {verb: frozenset(rule.key for rule in every if verb in rule.kept_by) for verb in verbs})


def _rule(line: Mapping[str, Any]) -> Rule:
    known: Mapping[str, type[StrEnum]] = {"kinds": Kind, "severities": Severity, "channels": Channel}
    more: dict[str, Any] = {name: line[name] for name in ("of", "counted_from", "of_history", "abroad") if name in line}
    for name, words in known.items():
        if name in line:
            more[name] = frozenset(words(word) for word in line[name])
    kept_by = frozenset(_act(word) for word in line["kept_by"])
    return Rule(key=line["key"], kept_by=kept_by, **more)


def _act(word: str) -> str:
    if word == RECORD:
        return RECORD
    return HelpStep(word) if word in set(HelpStep) else Verb(word)


def born(work: Work, case: Case, subject: Subject, channel: Channel, acts: Mapping[str, Moment]) -> list[Commitment]:
    """The promises a case is born with, not written yet, judged by the acts that came with its birth."""
    return _drafted(work, subject, births(case, channel), acts)


def _drafted(work: Work, subject: Subject, wanted: Iterable[Birth], acts: Mapping[str, Moment]) -> list[Commitment]:
    drafts = [draft(work, subject, birth) for birth in wanted]
    made = [promise for promise in drafts if promise is not None]
    for verb, moment in acts.items():
        for promise in made:
            if promise.key in rule_book().kept_by[verb]:
                judge(work, subject, promise, moment)
    return made


def demanded(
    work: Work, case: Case, subject: Subject, contact: Contact, acts: Mapping[str, Moment]
) -> list[Commitment]:
    """What the other system wants by a time of its own, beside ours and not written yet: the stricter rings first."""
    return _drafted(work, subject, _outside(case, contact), acts)


def promise_outside(work: Work, case: Case, subject: Subject, contact: Contact) -> None:
    """The same for a contact that comes to a case there is."""
    for birth in _outside(case, contact):
        make(work, subject, birth)


def _outside(case: Case, contact: Contact) -> Iterator[Birth]:
    if contact.outside_due_at is not None:
        yield Birth(
            key=OUTSIDE,
            base="heard_at",
            base_at=contact.heard_at,
            due_at=contact.outside_due_at,
            staff_id=case.owner_id,
            follows=Follows.OWNER,
            round=case.round,
            slot=contact.id.hex,
        )


def births(case: Case, channel: Channel) -> Iterator[Birth]:
    """The promises of a case as it stands, counted from when it was heard."""
    whose: Mapping[str, tuple[UUID, Follows | None]] = {
        "owner": (case.owner_id, Follows.OWNER),
        "accountable": (case.accountable_id, Follows.ACCOUNTABLE),
        "first_responder": (case.first_responder_id, None),
    }
    for rule in rule_book().born:
        if rule.applies(case, channel) and (rule.of_history or case.origin is Origin.LIVE):
            staff_id, follows = whose[rule.of]
            appointed = case.appointment_at if rule.counted_from == "appointment_at" else None
            yield Birth(
                key=rule.key,
                base="appointment_at" if appointed else "heard_at",
                base_at=case.heard_at,
                due_at=appointed,
                staff_id=staff_id,
                follows=follows,
                round=case.round,
                silent=case.origin is Origin.HISTORY,
            )


def kept_by_act(work: Work, subject: Subject, verb: str, moment: Moment) -> None:
    """Judges the promises that this act keeps."""
    if keys := rule_book().kept_by[verb]:
        keep(work, subject, keys, moment)


def promise_again(work: Work, case: Case, subject: Subject, moment: Moment) -> None:
    """The promises of another round, counted from the reopening; who heard it first has reported it already."""
    for birth in births(case, first_channel(work, case)):
        if birth.follows is not None:
            make(work, subject, replace(birth, base="reopened_at", base_at=moment.at, due_at=None))


def promise_anew(work: Work, case: Case, subject: Subject, channel: Channel) -> None:
    """After sorting anew: what no longer applies is waived, what newly applies counts from when it was heard.

    What was done already in this round keeps the new promises as it would have kept them from the beginning.
    """
    wanted = {birth.key: birth for birth in births(case, channel)}
    standing = open_keys(work.session, subject)
    kinds = {rule.key for rule in rule_book().born}
    done = _done_so_far(work, case, subject)
    waive(work, subject, WaiveReason.RECLASSIFIED, keys=(standing & kinds) - wanted.keys())
    if case.kind is not Kind.COMPLAINT:
        waive(work, subject, WaiveReason.RECLASSIFIED, keys=SLIP_PROMISES)
    if case.kind not in ON_ORDERS:
        waive(work, subject, WaiveReason.RECLASSIFIED, keys=(FOLLOW_UP,))
    for key in wanted.keys() - made_keys(work.session, subject, case.round):
        promise = make(work, subject, replace(wanted[key], slot=f"v{case.version}"))
        for verb, moment in done.items():
            if promise is not None and key in rule_book().kept_by[verb]:
                judge(work, subject, promise, moment)


def _done_so_far(work: Work, case: Case, subject: Subject) -> dict[str, Moment]:
    """The acts of this round that keep promises, each when it was first done, the earliest first."""
    began = begun_at(work.session, case)
    told = first_told(work.session, subject, {f"cases.{past}": verb for past, verb in _PAST.items()}, since=began)
    return _stamped(work, case) | {verb: Moment(at, recorded_late=late) for verb, (at, late) in told.items()}


def _stamped(work: Work, case: Case) -> dict[str, Moment]:
    """The steps of a call for help that were taken in this round."""
    rows = sa.select(HelpStamp).where(
        HelpStamp.community_id == case.community_id, HelpStamp.case_id == case.id, HelpStamp.round == case.round
    )
    stamps = work.session.scalars(rows.order_by(HelpStamp.no.desc()))
    return {stamp.step: Moment(stamp.at, recorded_late=stamp.recorded_late) for stamp in stamps}


def promise_answer(work: Work, case: Case, subject: Subject, link: CustodyLink) -> None:
    """An offer wants its answer in time; unanswered it rings the superior, and the owner stays (mechanics: custody)."""
    birth = Birth(
        key=ACCEPT_WITHIN_URGENT if case.severity is Severity.URGENT else ACCEPT_WITHIN,
        base="offered_at",
        base_at=link.offered_at or work.now,
        staff_id=link.to_staff_id,
        post_id=link.to_post_id,
        round=case.round,
        slot=link.id.hex,
    )
    make(work, subject, birth)


def release_answer(work: Work, subject: Subject) -> None:
    """The offer was taken back: nobody owes an answer any more."""
    waive(work, subject, WaiveReason.WITHDRAWN, keys=ACCEPTANCES)


def promise_next_reply(work: Work, case: Case, subject: Subject, moment: Moment, due_at: datetime) -> None:
    """A next answer promised in words, beside the promises that stand (CP-07, RC-20)."""
    make(work, subject, _of_owner(case, NEXT_REPLY, "explained_at", moment, due_at=due_at))


def promise_follow_up(work: Work, case: Case, subject: Subject, moment: Moment) -> None:
    """A ruling binds and is followed up (FR-13)."""
    make(work, subject, _of_owner(case, RULING, "ruled_at", moment))


def _of_owner(case: Case, key: str, base: str, moment: Moment, *, due_at: datetime | None = None) -> Birth:
    return Birth(
        key=key,
        base=base,
        base_at=moment.at,
        due_at=due_at,
        staff_id=case.owner_id,
        follows=Follows.OWNER,
        round=case.round,
        slot=f"{moment.at:%Y%m%dT%H%M%S%f}",
    )


def judge_history(work: Work, case: Case, subject: Subject) -> None:
    """The promises of a case brought in from elsewhere: judged by heard_at and finished_at, and never rung."""
    done: dict[str, Moment] = {}
    if case.finished_at:
        done[Verb.FINISH] = Moment(case.finished_at, recorded_late=False)
    work.session.add_all(born(work, case, subject, Channel.IMPORT, done))
