"""What happened of late, told by the endpoints that record it every day: each act as its persona, at its own time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

import sqlalchemy as sa
from pydantic import BaseModel

from shouwen.areas.cases import (
    api,
    help_api,
    ladder_api,
    plan_api,
    repair_api,
    slip_api,
    suggestion_api,
    type_api,
    warranty_api,
)
from shouwen.areas.cases.bodies import (
    CaseIn,
    CloseIn,
    ConfirmIn,
    FinishIn,
    MoreContactIn,
    NoteIn,
    OfferIn,
    ReasonIn,
    RespondIn,
    VerifyIn,
)
from shouwen.areas.cases.help_schemas import CordonIn, HelpStepIn
from shouwen.areas.cases.ladder_schemas import RungIn
from shouwen.areas.cases.plan_schemas import DrillIn, RunPlanIn
from shouwen.areas.cases.repair_schemas import MaterialIn, TicksIn, WarrantyIn
from shouwen.areas.cases.slip_schemas import AdviseIn, OpenSlipIn, StageIn
from shouwen.areas.cases.suggestion_schemas import PublishIn, SuggestionDecisionIn, ThankIn
from shouwen.areas.cases.type_models import CaseType
from shouwen.areas.cases.type_rules import TypePack
from shouwen.areas.cases.type_schemas import AdoptPackIn, EndStageIn, StageTickIn
from shouwen.areas.cases.warranty_schemas import AcceptIn, DispatchIn, StepIn, WriteOffIn
from shouwen.core.access.actor import Actor
from shouwen.core.acts import Act
from shouwen.core.work import Work
from shouwen.demo.village import Described, Place, span

Given = TypeVar("Given")

# The endpoints themselves: what a screen could not do, the demo cannot either.
_VERBS: Final[dict[str, tuple[Callable[..., Any], type[BaseModel]]]] = {
    "keep": (api.keep_case, Act),
    "offer": (api.offer_case, OfferIn),
    "accept": (api.accept_case, Act),
    "arrive": (api.arrive_at_case, Act),
    "note": (api.note_case, NoteIn),
    "finish": (api.finish_case, FinishIn),
    "confirm": (api.confirm_case, ConfirmIn),
    "close": (api.close_case, CloseIn),
    "reopen": (api.reopen_case, ReasonIn),
    "void": (api.void_case, ReasonIn),
    "stamp": (help_api.stamp_help_step, HelpStepIn),
    "cordon": (help_api.open_cordon, CordonIn),
    "run_plan": (plan_api.run_plan, RunPlanIn),
    "climb": (ladder_api.climb_ladder, RungIn),
    "decide": (suggestion_api.decide_suggestion, SuggestionDecisionIn),
    "thank": (suggestion_api.thank_for_suggestion, ThankIn),
    "publish": (suggestion_api.publish_suggestion, PublishIn),
    "tick": (type_api.tick_stage, StageTickIn),
    "end_stage": (type_api.end_stage, EndStageIn),
    "respond": (api.respond_to_case, RespondIn),
    "verify": (api.verify_case, VerifyIn),
    "add-contact": (api.add_contact, MoreContactIn),
    "use-material": (repair_api.use_material, MaterialIn),
    "tick-visit": (repair_api.tick_visit, TicksIn),
    "judge": (repair_api.judge_warranty, WarrantyIn),
    "dispatch": (warranty_api.dispatch_defect, DispatchIn),
    "track": (warranty_api.track_defect, StepIn),
    "accept-defect": (warranty_api.accept_defect, AcceptIn),
    "write-off": (warranty_api.write_defect_off, WriteOffIn),
    "open-slip": (slip_api.open_slip, OpenSlipIn),
    "report-slip": (slip_api.report_slip, StageIn),
    "negotiate": (slip_api.negotiate_slip, StageIn),
    "advise": (slip_api.advise_slip, AdviseIn),
}


class Teller:
    """Tells the stories of one community."""

    def __init__(self, work: Work, place: Place, actors: dict[str, Actor], party_id: UUID) -> None:
        self._work = work
        self._party_id = party_id
        self._place = place
        self._actors = actors

    def prepare(self, now: datetime) -> None:
        """What stood ready before anything happened: the types of a show-room, and a fire drill."""
        here, adopted = self._place.id, AdoptPackIn(pack=TypePack.SHOWROOM)
        self._act("manager", now - span("60d"), lambda work: type_api.adopt_case_types(work, here, adopted))
        held_at = now - span("12d")
        drill = DrillIn.model_validate(
            {
                "plan": "fire",
                "held_at": held_at,
                "participant_ids": [self._actors[who].id for who in ("duty_butler", "zone_butler_a", "engineer")],
                "findings": "三分钟内到位；2 号消火栓水带接口渗水，已报修更换。",
            }
        )
        self._act("supervisor", held_at, lambda work: plan_api.record_drill(work, here, drill))

    def tell(self, story: Described, now: datetime) -> UUID:
        """One case from its hearing on. Its id."""
        heard_at = now - span(story["ago"])
        case_id = self._act(story["by"], heard_at, lambda work: api.hear_case(work, self._heard(story)).id)
        for step in story.get("then", []):
            self._act(step["by"], heard_at + span(step["after"]), self._verb(case_id, step))
        return case_id

    def _act(self, persona: str, at: datetime, deed: Callable[[Work], Given]) -> Given:
        work = Work(house=self._work.house, session=self._work.session, actor=self._actors[persona], now=at)
        done = deed(work)
        work.write_journal()
        return done

    def _verb(self, case_id: UUID, step: Described) -> Callable[[Work], Any]:
        act, shape = _VERBS[step["verb"]]
        said = {key: value for key, value in step.items() if key not in {"after", "by", "verb", "to"}}
        if to := step.get("to"):
            said |= {"to_staff_id": self._actors[to].id} if to in self._actors else {"to_post_id": self._post(to)}
        if step["verb"] == "dispatch":
            said["party_id"] = self._party_id
        if step["verb"] == "advise":
            said["department_ids"] = [self._place.departments[name] for name in said.pop("departments")]
        return lambda work: act(work, case_id, shape.model_validate(said))

    def _heard(self, story: Described) -> CaseIn:
        contact: Described = {"channel": story["channel"], "words": story["words"], "person": self._caller(story)}
        contact["places"] = [{"text": story["place"]}] if "place" in story else [{"unit_id": self._unit(story)}]
        said: Described = {"community_id": self._place.id, "kind": story["kind"], "title": story["title"]}
        said |= {"contact": contact, "severity": story.get("severity", "normal")}
        if "category" in story:
            said["category"] = story["category"]
        if "type" in story:
            said["type_id"] = self._type(story["type"])
        if "class" in story:
            said["complaint"] = {"class": story["class"]}
        if "incident" in story:
            said["incident"] = {"words": story["incident"]}
        if "answered" in story:
            said["answered"] = {"result": story["answered"]}
        return CaseIn.model_validate(said)

    def _caller(self, story: Described) -> Described:
        """The resident of the unit, where somebody called at all."""
        if story["channel"] == "patrol" or "unit" not in story:
            return {}
        caller = self._place.heads.get(story["unit"])
        return {"resident_id": caller.id, "relation": "owner"} if caller else {"name": "一位住户"}

    def _type(self, key: str) -> UUID | None:
        rows = sa.select(CaseType.id).where(CaseType.community_id == self._place.id, CaseType.key == key)
        return self._work.session.scalar(rows)

    def _unit(self, story: Described) -> UUID:
        return self._place.units[story["unit"]].id

    def _post(self, name: str) -> UUID:
        return self._place.posts[name].id
