"""What every act on a renovation shares: locked and checked, the gate asked, the moment, the words, the journal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.gate_rules import File, missing
from shouwen.areas.renovations.models import Evidence, Renovation, RenovationNote
from shouwen.areas.renovations.problems import Incomplete
from shouwen.areas.renovations.queries import Facts, Loaded, check, facts, get_renovation
from shouwen.areas.renovations.rules import LIFE, RenovationVerb
from shouwen.areas.renovations.words import errors_of
from shouwen.core.access.actor import ActorKind
from shouwen.core.acts import Act, Moment, settle
from shouwen.core.commitments.rules import WaiveReason
from shouwen.core.commitments.service import Birth, keep, make, waive
from shouwen.core.files.rules import Audience
from shouwen.core.files.service import attach
from shouwen.core.journal.queries import last_act_at
from shouwen.core.journal.rules import Fact
from shouwen.core.people.models import Post
from shouwen.core.people.queries import manager_of, reception_of
from shouwen.core.subjects.models import Involvement, Part, Subject
from shouwen.core.work import Work
from shouwen.kit.ids import new_id


@dataclass(frozen=True, slots=True)
class Acting:
    """An act under way."""

    work: Work
    loaded: Loaded
    verb: RenovationVerb
    moment: Moment
    facts: Facts

    @property
    def renovation(self) -> Renovation:
        return self.loaded.renovation

    @property
    def subject(self) -> Subject:
        return self.loaded.subject

    def move(self) -> None:
        """Leads the renovation where the state table says."""
        self.renovation.state = LIFE.after(self.renovation.state, self.verb)

    def gate(self, **more: Any) -> None:
        """Raises Incomplete with exactly what is missing."""
        pass_gate(self.verb, replace(self.facts.file, **more))

    def touch(self) -> None:
        """Something of the file changed that stands in another table: its version counts it (api.md §8)."""
        sa.orm.attributes.flag_modified(self.renovation, "title")

    def note(self, words: str | None) -> None:
        """Keeps what was said with the act."""
        if not words:
            return
        self.work.session.add(
            RenovationNote(
                community_id=self.renovation.community_id,
                id=new_id(),
                renovation_id=self.renovation.id,
                act=self.verb.value,
                text=words,
                written_by_kind=self.work.actor.kind,
                written_by_id=self.work.actor.id,
                at=self.moment.at,
            )
        )

    def tell(self, event: str, **facts: Fact) -> None:
        """Writes the act into the journal; whoever acted may see the renovation from then on."""
        known = {name: value for name, value in facts.items() if value is not None}
        if self.moment.recorded_late:
            known["late"] = True
        self.work.emit(event, self.subject, at=self.moment.at, facts=known)
        if self.work.actor.staff_id and not self.loaded.involved:
            self.work.session.add(
                Involvement(
                    community_id=self.subject.community_id,
                    subject_id=self.subject.id,
                    part=Part.DID,
                    person_id=self.work.actor.id,
                )
            )

    def show(self, file_ids: Sequence[UUID], pointer: str = "/file_ids", **number: int) -> None:
        """Attaches evidence, and says of what it is."""
        attach(self.work, self.subject, file_ids, Audience.RESIDENT, pointer=pointer)
        for file_id in dict.fromkeys(file_ids):
            self.work.session.add(
                Evidence(
                    community_id=self.renovation.community_id,
                    id=new_id(),
                    renovation_id=self.renovation.id,
                    file_id=file_id,
                    **number,
                )
            )

    # ------------------------------------------------------------ promises

    def promise(self, key: str, base: str, *, slot: str = "", round_: int = 1, due_at: datetime | None = None) -> None:
        """Something is due from now on."""
        birth = Birth(key=key, base=base, base_at=self.moment.at, slot=slot, round=round_, due_at=due_at)
        promise(self.work, self.subject, birth)

    def kept(self, *keys: str, slot: str | None = None) -> None:
        """What was promised has been done."""
        keep(self.work, self.subject, keys, self.moment, slot=slot)

    def waived(self, *keys: str, slot: str | None = None) -> None:
        """What was promised has lost its object."""
        waive(self.work, self.subject, WaiveReason.WITHDRAWN, keys=keys, slot=slot)


def begin(work: Work, renovation_id: UUID, verb: RenovationVerb, act: Act) -> Acting:
    """Loads the renovation locked, checks version, rules and time. Raises the problem that says why not."""
    loaded = get_renovation(work, renovation_id, lock=True)
    work.check_version(loaded.renovation.version)
    found = facts(work, loaded.renovation)
    problem = check(work, loaded, verb, found)
    if problem:
        raise problem
    not_before = last_act_at(work.session, loaded.subject) if act.at else None
    moment = settle(work, loaded.subject.community_id, act.at, late_reason=act.late_reason, not_before=not_before)
    return Acting(work, loaded, verb, moment, found)


def end(acting: Acting, words: str) -> Renovation:
    """It ends without having begun: what was promised on the way loses its object."""
    acting.move()
    acting.renovation.ended_at = acting.moment.at
    acting.note(words)
    acting.waived("renovation.review", "formalities.finish", "renovation.permit", "renovation.tell_butler")
    if acting.facts.file.held_fen:
        acting.promise("renovation.refund", "ended_at")
    return acting.renovation


def by_clock(work: Work, renovation: Renovation, verb: RenovationVerb, at: datetime | None = None) -> Acting:
    """An act of the system, now or when it heard of something: its row is locked already."""
    subject = work.session.get_one(Subject, (renovation.community_id, renovation.id))
    loaded = Loaded(renovation, subject, involved=True)
    return Acting(work, loaded, verb, Moment(at or work.now, recorded_late=False), facts(work, renovation))


def pass_gate(verb: RenovationVerb, file: File) -> None:
    """Raises Incomplete with exactly what is missing for `verb`."""
    found = missing(verb, file)
    if found:
        raise Incomplete(errors=errors_of(found))


def promise(work: Work, subject: Subject, birth: Birth) -> None:
    """A promise about a renovation is the zone butler's, else the desk's, else the manager's."""
    post_id = butler_post(work, subject)
    staff_id = None if post_id else manager_of(work.session, subject.community_id, work.now)
    make(work, subject, replace(birth, post_id=post_id, staff_id=staff_id))


def butler_post(work: Work, subject: Subject) -> UUID | None:
    """The post of the zone's butler; where the zone has none, the desk."""
    of_zone = sa.select(Post.id).where(Post.community_id == subject.community_id, Post.zone_id == subject.zone_id)
    found = work.session.scalar(of_zone.order_by(Post.is_reception, Post.id).limit(1))
    return found or reception_of(work.session, subject.community_id)


def is_resident(work: Work) -> bool:
    """Whether the household itself acts."""
    return work.actor.kind is ActorKind.RESIDENT
