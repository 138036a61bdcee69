"""The chain of approval as data (RN-16, PC-10): set by a community, laid for each file, signed step by step."""

from functools import cache
from importlib import resources
from typing import Final
from uuid import UUID

import sqlalchemy as sa
import yaml

from shouwen.areas.renovations.acting import Acting, begin, end
from shouwen.areas.renovations.models import ChainStepSetting, Renovation, RenovationSignature
from shouwen.areas.renovations.problems import ChainOutOfOrder
from shouwen.areas.renovations.rules import ChainPhase, ChainStep, RenovationVerb, Step, ends_phase, in_order
from shouwen.areas.renovations.schemas import ChainIn, ChainOut, RenovationAct, RenovationReasonIn
from shouwen.core.people.models import Post
from shouwen.core.places.models import Community
from shouwen.core.references import refer
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

_V = RenovationVerb
MANAGE: Final = "renovations.manage"


@cache
def first_chain() -> tuple[Step, ...]:
    """The chain a community begins with. ValueError for one that is out of order."""
    text = resources.files("shouwen.areas.renovations").joinpath("chain.yaml").read_text(encoding="utf-8")
    steps = tuple(
        Step(no, ChainStep(line["step"]), ChainPhase(line["phase"]))
        for no, line in enumerate(yaml.safe_load(text)["steps"], start=1)
    )
    if not in_order(steps):
        raise ValueError("chain.yaml is out of order")
    return steps


def chain_of(work: Work, community_id: UUID) -> list[Step]:
    """The chain of a community: its own, else the first."""
    rows = sa.select(ChainStepSetting).where(ChainStepSetting.community_id == community_id)
    own = work.session.scalars(rows.order_by(ChainStepSetting.no)).all()
    return [Step(row.no, row.step, row.phase, row.post_id) for row in own] or list(first_chain())


def lay_chain(work: Work, renovation: Renovation) -> None:
    """The chain in force becomes this file's own: it does not change under way."""
    for step in chain_of(work, renovation.community_id):
        work.session.add(
            RenovationSignature(
                community_id=renovation.community_id,
                renovation_id=renovation.id,
                no=step.no,
                step=step.step,
                phase=step.phase,
                post_id=step.post_id,
            )
        )


def read_chain(work: Work, community_id: UUID) -> ChainOut:
    """The chain of a community, for those who see its renovations and not only their own. Raises NotFound."""
    reached = {place for place, _zone in work.actor.places_of("renovations.read")}
    if reached.isdisjoint({None, community_id}) or not work.session.get(Community, community_id):
        raise NotFound
    steps = chain_of(work, community_id)
    rows = sa.select(Post.id, Post.name).where(
        Post.community_id == community_id, Post.id.in_([step.post_id for step in steps if step.post_id])
    )
    names = {row.id: row.name for row in work.session.execute(rows)}
    return {
        "steps": [
            {
                "no": step.no,
                "step": step.step,
                "phase": step.phase,
                "post": {"id": step.post_id, "name": names[step.post_id]} if step.post_id else None,
            }
            for step in steps
        ]
    }


def set_chain(work: Work, community_id: UUID, body: ChainIn) -> ChainOut:
    """The community's own chain, from the next application on. Raises NotFound, ChainOutOfOrder, UnknownReference."""
    if not work.actor.may(MANAGE, community_id) or not work.session.get(Community, community_id):
        raise NotFound
    steps = [Step(no, one.step, one.phase, one.post_id) for no, one in enumerate(body.steps, start=1)]
    if not in_order(steps):
        raise ChainOutOfOrder.at("/steps")
    for place, step in enumerate(steps):
        refer(work, Post, community_id, step.post_id, f"/steps/{place}/post_id")
    work.session.execute(sa.delete(ChainStepSetting).where(ChainStepSetting.community_id == community_id))
    for step in steps:
        work.session.add(
            ChainStepSetting(
                community_id=community_id, no=step.no, step=step.step, phase=step.phase, post_id=step.post_id
            )
        )
    work.session.flush()
    work.emit("renovations.chain_set", community_id=community_id, steps=[step.step.value for step in steps])
    return read_chain(work, community_id)


# ---------------------------------------------------------------- signing


def review(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """A step of the first check is signed; with the last of them the file is reviewed (RN-02, RN-03)."""
    acting = begin(work, renovation_id, _V.REVIEW, body)
    acting.gate()
    if _sign_step(acting, body.words):
        acting.move()
        acting.kept("renovation.review")
    return acting.renovation


def approve(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """A step of the approval is signed; with the last of them the file is approved, and what follows is due (RN-04)."""
    acting = begin(work, renovation_id, _V.APPROVE, body)
    acting.gate()
    if _sign_step(acting, body.words):
        acting.move()
        acting.renovation.approved_at = acting.moment.at
        acting.promise("renovation.permit", "approved_at")
        acting.promise("formalities.finish", "approved_at")  # agreement, deposit, permit (RC-09); the check has its own
    return acting.renovation


def reject(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> Renovation:
    """It is not to be done; a deposit that was paid goes back through a settlement."""
    acting = begin(work, renovation_id, _V.REJECT, body)
    acting.tell("renovations.rejected")
    return end(acting, body.words)


def _sign_step(acting: Acting, opinion: str | None) -> bool:
    """Signs the step that is next; whether its phase is over."""
    step, renovation = acting.facts.step, acting.renovation
    assert step is not None  # noqa: S101 - the rules have looked
    row = acting.work.session.get_one(RenovationSignature, (renovation.community_id, renovation.id, step.no))
    row.signed_by_id, row.signed_at, row.opinion = acting.work.actor.id, acting.moment.at, opinion
    acting.touch()
    acting.tell("renovations.step_signed", step=step.step, no=step.no)
    return ends_phase(acting.facts.chain, step)
