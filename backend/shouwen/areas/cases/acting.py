"""What every act on a case shares: the case locked and checked, the moment it is judged by, its words, its journal."""

from dataclasses import dataclass, replace
from uuid import UUID

from shouwen.areas.cases.models import Case, Note
from shouwen.areas.cases.promises import kept_by_act
from shouwen.areas.cases.queries import Loaded, check, get_case, viewer_of
from shouwen.areas.cases.rules import LIFE, Verb
from shouwen.core.access.actor import ActorKind
from shouwen.core.acts import Act, Moment, settle
from shouwen.core.files.rules import Audience
from shouwen.core.journal.queries import last_act_at
from shouwen.core.journal.rules import Fact
from shouwen.core.subjects.models import Involvement, Part, Subject
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden


@dataclass(frozen=True, slots=True)
class Acting:
    """An act under way."""

    work: Work
    loaded: Loaded
    verb: Verb
    moment: Moment

    @property
    def case(self) -> Case:
        return self.loaded.case

    @property
    def subject(self) -> Subject:
        return self.loaded.subject

    def move(self) -> None:
        """Leads the case where the state table says."""
        self.case.state = LIFE.after(self.case.state, self.verb)

    def reason(self, text: str | None) -> UUID | None:
        """Keeps the words that were said with the act. What a resident says, residents may read."""
        if not text:
            return None
        audience = Audience.RESIDENT if self.work.actor.kind is ActorKind.RESIDENT else Audience.INTERNAL
        return self.write(text, audience).id

    def write(self, text: str, audience: Audience, *, plain: bool = False) -> Note:
        """A note on the case, from this act or by itself."""
        note = Note(
            community_id=self.case.community_id,
            id=new_id(),
            case_id=self.case.id,
            audience=audience,
            act=None if plain else self.verb,
            text=text,
            written_by_kind=self.work.actor.kind,
            written_by_id=self.work.actor.id,
            at=self.moment.at,
            recorded_at=self.work.now,
        )
        self.work.session.add(note)
        return note

    def tell(self, event: str, **facts: Fact) -> None:
        """Writes the act into the journal, and judges the promises it keeps."""
        # With the offer that was refused has gone what made the case theirs to see.
        loaded = replace(self.loaded, involved=False) if self.verb is Verb.REFUSE else self.loaded
        tell(self.work, loaded, event, self.moment, **facts)
        kept_by_act(self.work, self.subject, self.verb, self.moment)


def begin(work: Work, case_id: UUID, verb: Verb, act: Act) -> Acting:
    """Loads the case locked, checks version, rules and time. Raises the problem that says why not."""
    loaded = get_case(work, case_id, lock=True)
    work.check_version(loaded.case.version)
    check(work, loaded, verb)
    not_before = last_act_at(work.session, loaded.subject) if act.at else None
    moment = settle(work, loaded.case.community_id, act.at, late_reason=act.late_reason, not_before=not_before)
    return Acting(work, loaded, verb, moment)


def begin_beside(work: Work, case_id: UUID, permission: str, act: Act) -> tuple[Loaded, Moment]:
    """For what hangs on a case and is no verb of its life: the case locked, within reach, and the moment."""
    loaded = get_case(work, case_id, lock=True)
    if not viewer_of(work, loaded).reaches(permission):
        raise Forbidden
    moment = settle(
        work, loaded.case.community_id, act.at, late_reason=act.late_reason, not_before=loaded.case.heard_at
    )
    return loaded, moment


def look_beside(work: Work, case_id: UUID, permission: str) -> Loaded:
    """The case, for whoever may read what hangs on it. Raises NotFound, Forbidden."""
    loaded = get_case(work, case_id)
    if not viewer_of(work, loaded).reaches(permission):
        raise Forbidden
    return loaded


def tell(work: Work, loaded: Loaded, event: str, moment: Moment, **facts: Fact) -> None:
    """Writes what happened to a case into the journal; whoever acted on it may see it from then on."""
    known = {name: value for name, value in facts.items() if value is not None}
    if moment.recorded_late:
        known["late"] = True
    work.emit(event, loaded.subject, at=moment.at, facts=known)
    if work.actor.staff_id:
        _did(work, loaded)


def _did(work: Work, loaded: Loaded) -> None:
    if loaded.involved:
        return
    work.session.add(
        Involvement(
            community_id=loaded.subject.community_id,
            subject_id=loaded.subject.id,
            part=Part.DID,
            person_id=work.actor.id,
        )
    )
