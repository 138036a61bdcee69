"""The register, read once: the papers of the house, the forms of the sources, the lists."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml

from shouwen.core.catalogue.rules import Approval, Approver, CheckList, Form, Line, NamedForm


def form(code: str) -> Form:
    """The paper of this code. KeyError for one that is not registered: no paper is printed without."""
    return papers()[code]


@cache
def papers() -> Mapping[str, Form]:
    """What the house prints, by code. ValueError where two share one."""
    rows = [Form(row["code"], row["version"], row["sheet"], row["zh"], row["en"]) for row in _read("forms")["papers"]]
    found = {row.code: row for row in rows}
    if len(found) != len(rows):
        raise ValueError("forms.yaml: two papers share a code")
    return found


@cache
def named_forms() -> Sequence[NamedForm]:
    """Every form the sources name. ValueError where one stands for a paper that is not there, or for two things."""
    rows = [NamedForm(clause=part["clause"], **row) for part in _read("forms")["forms"] for row in part["rows"]]
    for row in rows:
        if (row.paper and row.paper not in papers()) or (row.paper and row.screen):
            raise ValueError(f"forms.yaml: {row.zh} stands for what is not there")
    return tuple(rows)


@cache
def approvals() -> Sequence[Approval]:
    """The matrix of approvals."""
    return tuple(
        Approval(**{**row, "by": tuple(Approver(one) for one in row["by"])}) for row in _read("lists")["approvals"]
    )


@cache
def error_kinds() -> Sequence[Line]:
    """By which errors of work are counted."""
    return tuple(Line(**row) for row in _read("lists")["error_kinds"])


@cache
def check_lists() -> Sequence[CheckList]:
    """What is looked at."""
    return tuple(
        CheckList(**{**row, "items": tuple(Line(**item) for item in row["items"])})
        for row in _read("lists")["check_lists"]
    )


def _read(name: str) -> Any:
    text = resources.files("shouwen.core.catalogue").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)
