"""The catalogue in the caller's language."""

from typing import Any

from shouwen.core.catalogue.register import approvals, check_lists, error_kinds, named_forms, papers
from shouwen.core.catalogue.rules import KeptAs
from shouwen.core.catalogue.schemas import CatalogueOut, FormOut
from shouwen.core.work import Work


def read_catalogue(work: Work) -> CatalogueOut:
    """Forms in the order of their clauses, those of the house's own last."""

    def said(one: Any) -> str:
        return str(one.en if work.lang == "en" else one.zh)

    named: list[FormOut] = [
        {
            "name": said(one),
            "code": one.paper,
            "version": papers()[one.paper].version if one.paper else None,
            "source": one.source,
            "given_code": one.given,
            "clause": one.clause,
            "kept_as": KeptAs.PAPER if one.paper else KeptAs.SCREEN if one.screen else KeptAs.NOTHING,
            "screen": one.screen,
        }
        for one in named_forms()
    ]
    known = {one.paper for one in named_forms()}
    ours: list[FormOut] = [
        {
            "name": said(one),
            "code": one.code,
            "version": one.version,
            "source": None,
            "given_code": None,
            "clause": None,
            "kept_as": KeptAs.PAPER,
            "screen": None,
        }
        for one in papers().values()
        if one.code not in known
    ]
    return {
        "forms": [*named, *ours],
        "approvals": [
            {"name": said(one), "clause": one.clause, "by": list(one.by), "permission": one.asks} for one in approvals()
        ],
        "error_kinds": [{"key": one.key, "name": said(one)} for one in error_kinds()],
        "check_lists": [
            {"name": said(one), "clause": one.clause, "items": [said(line) for line in one.items]}
            for one in check_lists()
        ],
    }
