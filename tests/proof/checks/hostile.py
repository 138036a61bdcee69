"""R1: hostile values through every place of every operation that the document names, as everybody there is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.proof.caller import Answer
from tests.proof.crowd import at_once
from tests.proof.finding import Check, Finding, Task
from tests.proof.people import Said, expect
from tests.proof.shapes import JSON, Document, Operation, Place, Schema
from tests.proof.stage import ANONYMOUS, Stage, form
from tests.proof.values import BODIES, DATES, HEADERS, NUMBERS, PARAMETERS, STRINGS

WHO = ("system_admin", "engineer", "resident_1", "integrator", ANONYMOUS)
LONGEST_S = 5.0
FEWEST = 10_000
MOST_MISSED = 0.1  # of the operations: new ones need a place on the stage (`known`, `makers`) to be tried in depth
BUSIEST = "system_admin"  # in full, this one tries all there is of each operation, the others a sample
ON_EVERYTHING = ("Accept-Language", "X-Request-Id", "Content-Type", "Origin")
# Operations that cannot succeed here, with the reason.
NEVER = {"set_up": "the house of the demo is set up"}


@dataclass(frozen=True)
class Attack:
    """One hostile request: a value at a place of the body, or something odd around it."""

    words: str
    place: Place = ()
    value: object = None
    odd: dict[str, Any] = field(default_factory=dict)


NOTHING_ODD = Attack("nothing odd")


def hostile(task: Task) -> Finding:
    """No 5xx, nothing slow, every refusal a problem with a declared code; and every operation can succeed at all."""
    finding = Finding()
    with task.ground.served() as (plot, service):
        document = Document(expect(service.caller().get("/api/openapi.json"), 200).json())
        stages = [Stage(plot.people, service.port, who) for who in WHO]
        tours = [partial(_tour, task, document, stage) for stage in stages]
        reached: set[str] = set()
        for told, succeeded in at_once(tours):
            finding.tried += told.tried
            finding.misses += told.misses
            finding.figures["slowest_s"] = max(
                float(finding.figures.get("slowest_s", 0)), float(told.figures["slowest_s"])
            )
            reached |= succeeded
        missed = {operation.id for operation in document.operations} - reached - NEVER.keys()
        finding.figures["reached"] = len(reached)
        if missed:
            finding.figures["never_reached"] = ", ".join(sorted(missed))
        enough = len(missed) <= MOST_MISSED * len(document.operations) or len(stages) < len(WHO)
        finding.expect(enough, f"succeeded for nobody: {sorted(missed)}")
        finding.expect_quiet(service.complaints())
    if task.is_full:
        finding.expect(finding.tried >= FEWEST, f"only {finding.tried} requests")
    finding.figures |= {"operations": len(document.operations), "identities": len(stages)}
    return finding


def _tour(task: Task, document: Document, stage: Stage) -> tuple[Finding, set[str]]:
    """All operations as one identity, and which of them ever succeeded."""
    finding, reached = Finding(), set[str]()
    chance = random.Random(f"{task.seed} {stage.who}")
    for operation in document.operations:
        attacks = list(_attacks(document, operation))
        if not task.is_full or stage.who != BUSIEST:
            attacks = chance.sample(attacks, min(task.pick(full=12, quick=6), len(attacks)))
        scene = stage.set_the_scene(operation)
        for attack in (NOTHING_ODD, *attacks):
            body = stage.base(operation, scene)
            if attack.place:
                body = document.with_value(operation, body, attack.place, attack.value)
            answer = stage.send(operation, scene, body, **attack.odd)
            _expect(finding, document, operation, attack, answer)
            if answer.ok:
                reached.add(operation.id)
                scene = _renewed(stage, operation, scene)
            elif answer.status == 401 and stage.who != ANONYMOUS:
                stage.sign_in()
    return finding, reached


def _renewed(stage: Stage, operation: Operation, scene: Said) -> Said:
    """After a success the thing is no longer in the state the operation needs."""
    if operation.method == "GET":
        return scene
    if operation.method == "DELETE":
        stage.sign_in()
    return stage.set_the_scene(operation)


def _attacks(document: Document, operation: Operation) -> Iterator[Attack]:
    """Everything there is to try on one operation."""
    if operation.body is not None and operation.body_type == JSON:
        yield from _on_members(document, operation.body)
    elif operation.body is not None:
        yield from (Attack(f"name of the file: {w}", odd={"content": form(b"a", str(t))}) for w, t in STRINGS.items())
    if operation.body is not None:
        yield from (Attack(f"body: {words}", odd={"content": content}) for words, content in BODIES.items())
    for name in operation.named("path"):
        yield from (Attack(f"{name}: {w}", odd={"path": {name: text or "%20"}}) for w, text in PARAMETERS.items())
    for name in (*operation.named("query"), "unheard_of"):
        yield from (Attack(f"{name}: {w}", odd={"query": f"{name}={text}"}) for w, text in PARAMETERS.items())
    for name in (*operation.named("header"), *ON_EVERYTHING):
        yield from (Attack(f"{name}: {w}", odd={"headers": {name: text}}) for w, text in HEADERS.items())


def _on_members(document: Document, body: Schema) -> Iterator[Attack]:
    for place, schema in document.places(body):
        for words, value in _values(schema).items():
            yield Attack(f"{'/'.join(map(str, place))}: {words}", place, value)


def _values(schema: Schema) -> dict[str, object]:
    """By the type of the place; containers are tried as if they were text."""
    if schema.get("type") in {"integer", "number", "boolean"}:
        return NUMBERS
    return DATES if schema.get("format") in {"date", "date-time"} else STRINGS


def _expect(finding: Finding, document: Document, operation: Operation, attack: Attack, answer: Answer) -> None:
    finding.figures["slowest_s"] = max(float(finding.figures.get("slowest_s", 0)), round(answer.seconds, 2))
    where = f"{operation.id}, {attack.words}: {answer.status}"
    wrong = ""
    if answer.status == 0:
        wrong = f"{where} {answer.text[:80]}"
    elif answer.status >= 500:
        wrong = f"{where} {answer.code}"
    elif answer.seconds > LONGEST_S:
        wrong = f"{where} after {answer.seconds:.1f} s"
    elif answer.status >= 400 and not answer.code:
        wrong = f"{where} is no problem+json: {answer.text[:80]}"
    elif answer.status not in operation.codes:
        wrong = f"{where} {answer.code} is not declared"
    elif answer.status >= 400 and answer.code not in operation.codes[answer.status]:
        wrong = f"{where} {answer.code} is not among its codes"
    elif told := document.wrong_with(operation, answer.status, answer.body):
        wrong = f"{where} is not what it declares: {told}"
    finding.expect(not wrong, wrong)


CHECK = Check("R1", "hostile", hostile)
