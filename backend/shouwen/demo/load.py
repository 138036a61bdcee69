"""`shouwen demo`: plants the make-believe company into a house where nobody is known yet."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from shouwen.areas.cases.macro_schemas import MacroIn, MacroStepIn
from shouwen.areas.cases.macros import add_macro
from shouwen.core.access.actor import SYSTEM, Actor
from shouwen.core.people.models import Person, PostHolder
from shouwen.core.standards.service import adopt
from shouwen.core.work import House, Work
from shouwen.demo.calls import Caller
from shouwen.demo.desk import DeskBook
from shouwen.demo.money import Money
from shouwen.demo.personas import Persona, plant_integrator, plant_resident, plant_staff, write_draft
from shouwen.demo.renovations import Builder
from shouwen.demo.stories import Teller
from shouwen.demo.village import Place, Planter, described, span
from shouwen.house import at_work
from shouwen.kit.problem import Conflict

# Everybody has been here for this long when the demo begins.
_BEFORE: Final = timedelta(days=75)


class NotEmpty(Conflict):
    """Somebody is known in this house: the demo would mix invented people with real ones."""

    code = "demo.not_empty"
    zh = "数据库中已有人员，演示数据只能装入空库"
    en = "People are known in this database already; the demo is planted into an empty one only"


def load_demo(house: House, personas_path: Path, *, once: bool = False) -> bool:
    """Plants the demo and writes how its people sign in to `personas_path` (JSON, mode 0600). Whether it did.

    All of it or nothing, in one transaction. Where people are known already: NotEmpty, or nothing with `once`.
    """
    with ExitStack() as undo:
        with at_work(house) as work:
            if work.session.scalar(sa.select(Person.id).limit(1)) is not None:
                if once:
                    return False
                raise NotEmpty
            draft = write_draft(personas_path, *_plant(work))
            undo.callback(draft.unlink, missing_ok=True)  # unless the commit succeeds and it gets its name
        draft.replace(personas_path)
    return True


def _plant(work: Work) -> tuple[dict[str, Persona], str]:
    """Everything, as if it had been there for two months. The personas, and the integrator's key."""
    village = described("village")
    founding = Work(house=work.house, session=work.session, actor=SYSTEM, now=work.now - _BEFORE)
    planter = Planter(work.session, founding.now, village)
    places = {community["name"]: planter.place(community) for community in village["communities"]}
    personas = plant_staff(founding, planter, places, village["personas"])
    known = {key: persona.actor.id for key, persona in personas.items()}
    for community in village["communities"]:
        place = places[community["name"]]
        planter.people(place)
        planter.posts(place, community["posts"], known)
        planter.routes(place, community.get("routes", []))
        planter.absences(community.get("absences", []), known, work.now)
    for key, facts in village["residents"].items():
        personas[key] = plant_resident(founding, planter, places[facts["community"]], key, facts)
    api_key = plant_integrator(founding, places, village["integrator"])
    # The butlers' own rules, in the reading whose complaints are finished in working days (CP-05).
    adopt(founding, places[village["communities"][0]["name"]].id, "bt", None)
    Builder.settle(founding, places[village["communities"][0]["name"]].id)
    founding.write_journal()
    _tell(work, places[village["communities"][0]["name"]], personas)
    return personas, api_key


def _tell(work: Work, place: Place, personas: dict[str, Persona]) -> None:
    """The stories of the first community, the oldest first, so that numbers run with time, and the calls after them."""
    held = work.session.execute(sa.select(PostHolder.staff_id, PostHolder.post_id)).all()
    actors = {
        key: replace(persona.actor, post_ids=frozenset(row.post_id for row in held if row.staff_id == persona.actor.id))
        for key, persona in personas.items()
    }
    desk = DeskBook(work, place, actors)
    desk.write_answers()
    teller = Teller(work, place, actors, desk.know_party())
    teller.prepare(work.now)
    for story in sorted(described("stories"), key=lambda story: span(story["ago"]), reverse=True):
        teller.tell(story, work.now)
    desk.register_calls()
    Caller(work, place.id, actors).catch_up()
    Builder(work, place, actors).tell()
    Money(work, place.id, actors).tell()
    _put_macros_together(work, place, actors["manager"])


def _put_macros_together(work: Work, place: Place, manager: Actor) -> None:
    """What the desk of the first community says again and again."""
    asked = Work(house=work.house, session=work.session, actor=manager, now=work.now)
    for macro in described("macros"):
        steps = [_step(place, **step) for step in macro["steps"]]
        add_macro(asked, MacroIn(community_id=place.id, name=macro["name"], steps=steps))
    asked.write_journal()


def _step(place: Place, post: str | None = None, **said: Any) -> MacroStepIn:
    return MacroStepIn(**said, to_post_id=place.posts[post].id if post else None)
