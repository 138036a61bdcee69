"""Every example of docs/api.md, sent to a served demo, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.docs.conftest import ServedDemo
from tests.docs.guide import Example, Names, examples, faults, made_wrong, send
from tests.docs.pages import page

GUIDE = page("docs/api.md")


@dataclass(frozen=True)
class Told:
    """An example that was sent: what was answered, what was wrong with it, and the names known before."""

    example: Example
    answer: httpx.Response
    faults: list[str]
    before: Names


@pytest.fixture(scope="module")
def told(served_demo: ServedDemo) -> Iterator[list[Told]]:
    values = {f"{who}.{what}": value for who, facts in served_demo.personas.items() for what, value in facts.items()}
    names = Names(values)
    with httpx.Client(base_url=served_demo.origin, timeout=60) as client:
        yield [tell(client, example, names) for example in examples(GUIDE)]


def tell(client: httpx.Client, example: Example, names: Names) -> Told:
    answer = send(client, example, names)
    before = deepcopy(names)
    return Told(example, answer, faults(example.promised, answer, names), before)


def test_every_example_is_answered_as_the_guide_says(told: list[Told]) -> None:
    wrong = [f"{one.example}: {'; '.join(one.faults)}" for one in told if one.faults]
    assert not wrong, "\n".join(wrong)
    assert len(told) > 40


def test_an_example_made_wrong_is_seen(told: list[Told]) -> None:
    count = 0
    for one in told:
        for promised in made_wrong(one.example.promised):
            assert faults(promised, one.answer, deepcopy(one.before)), f"{one.example}: {promised} passed"
            count += 1
    assert count > 200


def test_the_python_of_the_guide_runs(served_demo: ServedDemo) -> None:
    persona = {**served_demo.personas["duty_butler"], "client": "token"}
    token = httpx.post(f"{served_demo.origin}/api/v1/sessions", json=persona, timeout=60).json()["access_token"]
    snippets = [block for block in GUIDE.blocks if block.language == "python"]
    for block in snippets:
        names: dict[str, Any] = {"ORIGIN": served_demo.origin, "TOKEN": token}
        exec(compile(block.text, f"{GUIDE}:{block.line}", "exec"), names)  # noqa: S102 - our own page
        assert len(names["numbers"]) == len(set(names["numbers"])) > 10
    assert snippets
