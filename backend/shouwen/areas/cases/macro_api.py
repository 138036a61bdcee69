"""Routes of macros: kept by community, said to one case or many."""

from uuid import UUID

from shouwen.areas.cases import macros
from shouwen.areas.cases.macro_schemas import MacroIn, MacroOut, MacroPatch, MacroRunIn, MacroRunOut
from shouwen.areas.cases.problems import MacroRetired, MacroStepIncomplete
from shouwen.areas.cases.routes import routes
from shouwen.core.references import UnknownReference
from shouwen.core.turns import Turns
from shouwen.core.web import allow
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound

_USE, _MANAGE = allow(macros.USE), allow(macros.MANAGE)


@routes.get("/macros/{macro_id}", _USE, problems=(NotFound,))
def read_macro(work: Work, macro_id: UUID) -> MacroOut:
    """One macro."""
    return macros.get_macro(work, macro_id)


@routes.post("/macros", _MANAGE, status=201, problems=(UnknownReference, MacroStepIncomplete))
def add_macro(work: Work, body: MacroIn) -> MacroOut:
    """Put several verbs together under a name."""
    macro_id = macros.add_macro(work, body)
    work.reply.created(f"/api/v1/macros/{macro_id}")
    return macros.get_macro(work, macro_id)


@routes.patch("/macros/{macro_id}", _MANAGE, problems=(NotFound, UnknownReference, MacroStepIncomplete, MacroRetired))
def change_macro(work: Work, macro_id: UUID, body: MacroPatch) -> MacroOut:
    """Another name, other steps."""
    macros.change_macro(work, macro_id, body)
    work.session.flush()
    return macros.get_macro(work, macro_id)


@routes.post("/macros/{macro_id}/retire", _MANAGE, problems=(NotFound, MacroRetired))
def retire_macro(work: Work, macro_id: UUID) -> MacroOut:
    """Offer it no more."""
    macros.retire_macro(work, macro_id)
    work.session.flush()
    return macros.get_macro(work, macro_id)


@routes.post("/macros/{macro_id}/run", _USE, problems=(NotFound, MacroRetired))
def run_macro(turns: Turns, macro_id: UUID, body: MacroRunIn) -> MacroRunOut:
    """Say it to each case: all steps or none, in its own transaction, with the permissions of each step's own route."""
    return macros.run_macro(turns, routes, macro_id, body)
