"""R3: everybody there is asks for everything there is, near and far; each answer is the one that was declared."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shouwen.kit.ids import new_id
from tests.proof.caller import Answer, Caller, PatientCaller, dumps
from tests.proof.finding import Check, Finding, Task
from tests.proof.neighbours import Neighbours, Somebody, neighbours
from tests.proof.people import Said, expect
from tests.proof.reach import (
    RELATIONS,
    SHOWN_WITH,
    THINGS,
    Outcome,
    Relation,
    Spread,
    UnknownThing,
    expected,
    readers,
    spread_of,
)
from tests.proof.shapes import JSON, Document, Operation, Place
from tests.proof.stage import BOUNDARY, MANY, form, right_body

MANY_UPLOADS = 100_000  # each fresh thing has a file, all of them by the same desk
# It ends the sign-in that asks: last of all.
LAST = "delete_current_session"
# Whoever asks for these for themselves is from then on somebody else than the table says.
GIVE_RIGHTS = frozenset({"create_grant"})
# What else an id in a body may be called.
ALIKE = {
    "department_ids": "department_id",
    "about_staff_ids": "staff_id",
    "participant_ids": "staff_id",
    "collected_by_id": "staff_id",
    "party_ids": "party_id",
    "about_department_id": "department_id",
}
# Asked about many at once they answer 200 and tell of each what it would have answered alone; `id` is one of these.
ANSWERS_FOR_EACH = dict.fromkeys(MANY, "case_id")
FAR = (Relation.SAME_ZONE, Relation.OTHER_ZONE, Relation.OTHER_COMMUNITY)


@dataclass(frozen=True)
class Cell:
    """One identity, one operation, one place of the thing it names."""

    who: Somebody
    operation: Operation
    relation: Relation

    def __str__(self) -> str:
        return f"{self.who.identity.name}, {self.operation.id}, {self.relation}"


def matrix(task: Task) -> Finding:
    """Every cell: admitted, 401, 403 or 404 as declared; and nothing out of reach stands in any answer."""
    finding = Finding()
    with task.ground.served(uploads_a_day=str(MANY_UPLOADS)) as (plot, service), neighbours(plot, service.port) as near:
        document = Document(expect(service.caller().get("/api/openapi.json"), 200).json())
        table = Table(finding, near, service.port, document)
        cells = list(_cells(finding, near, document.operations))
        few = random.Random(task.seed).sample(cells, task.pick(full=len(cells), quick=1_000))
        table.try_side_doors()
        for cell in sorted(few, key=lambda cell: cell.operation.id == LAST):
            table.fill(cell)
        finding.expect_quiet(service.complaints())
    finding.figures |= {"cells": len(few), "of": len(cells), "identities": len(near.everybody), **table.figures}
    return finding


def _cells(finding: Finding, near: Neighbours, operations: Sequence[Operation]) -> Iterator[Cell]:
    """What names a thing that nobody has placed has no cells: that is a failure, not a gap."""
    for operation in operations:
        try:
            spread = spread_of(operation)
        except UnknownThing as error:
            finding.expect(holds=False, otherwise=str(error))
            continue
        for relation in RELATIONS[spread]:
            yield from (Cell(who, operation, relation) for who in near.everybody)


class Table:
    """Fills cells, and looks into every answer for what its reader must not see."""

    def __init__(self, finding: Finding, near: Neighbours, port: int, document: Document) -> None:
        self._finding = finding
        self._near = near
        self._port = port
        self._document = document
        self._readers = readers(document.operations)
        self._hidden: dict[str, dict[str, str]] = {}
        self._callers: dict[str, Caller] = {}
        self.figures = {"looked_into": 0, "side_doors": 0}

    def fill(self, cell: Cell) -> None:
        operation, who = cell.operation, cell.who
        named = operation.named("path")
        seen_by = self._readers.get(named[0]) if named else None
        want = expected(who.identity, operation, seen_by, cell.relation)
        fresh = operation.method != "GET" and want is Outcome.ADMITTED and spread_of(operation) is not Spread.MATTER
        answer = self._ask(who, operation, self._near.things(who, _somewhere(cell.relation), fresh=fresh))
        got = _outcome(operation, answer)
        self._finding.expect(got == want, f"{cell}: {answer.status} {answer.code} instead of {want}")
        self._expect_nothing_hidden(cell, answer)
        if operation.method == "GET" and not named:
            self._look_for_more(cell)

    def _ask(
        self,
        who: Somebody,
        operation: Operation,
        things: Said,
        query: str = "",
        body: object = None,
        version: str = '"v1"',  # of a fresh thing; what lasts has moved on, and stays as it is
    ) -> Answer:
        target = _named(operation.path, things)
        asked = [f"{name}={things[name]}" for name in operation.required("query")]
        if query := "&".join([*asked, *filter(None, [query])]):
            target = f"{target}?{query}"
        headers = {"If-Match": version} if operation.needs("If-Match") else {}
        if operation.method != "GET":
            headers["Idempotency-Key"] = str(new_id()) if "Idempotency-Key" in operation.named("header") else ""
        content = None
        if operation.body_type == JSON:
            headers["Content-Type"] = JSON
            content = dumps(self._body(who, operation, things) if body is None else body)
        elif operation.body_type:
            headers["Content-Type"] = f"{operation.body_type}; boundary={BOUNDARY}"
            content = form("说明".encode())
        return self._caller(who).ask(operation.method, target, content, {k: v for k, v in headers.items() if v})

    def _version(self, who: Somebody, operation: Operation, things: Said) -> str:
        """Of the thing that is acted on, as far as it may be read."""
        thing = operation.path[: operation.path.rindex("}") + 1] if "}" in operation.path else operation.path
        return self._caller(who).get(_named(thing, things)).headers.get("etag", '"v1"')

    def _body(self, who: Somebody, operation: Operation, things: Said) -> object:
        """Whatever the path names, the body names what is near: only one thing is far at a time."""
        named = {**things, "case_id": self._near.things(who, Relation.SAME_ZONE)["case_id"]}
        if "renovation_id" in operation.named("path"):
            named |= self._near.loose_file(who)
        if not operation.named("path") and who.staff_id and operation.id not in GIVE_RIGHTS:
            named["staff_id"] = who.staff_id
        return right_body(operation, named, str(new_id())[-6:])

    def _caller(self, who: Somebody) -> Caller:
        name = who.identity.name
        if name not in self._callers:
            self._callers[name] = PatientCaller(self._port, who.headers)
        return self._callers[name]

    # ------------------------------------------------------------ what must not be seen

    def _expect_nothing_hidden(self, cell: Cell, answer: Answer) -> None:
        if not answer.ok or cell.operation.id in ANSWERS_FOR_EACH:  # which repeat the ids they were asked about
            return
        self.figures["looked_into"] += 1
        seen = sorted(name for id_, name in self._hidden_from(cell.who).items() if id_ in answer.text)
        self._finding.expect(not seen, f"{cell}: the answer holds ids out of reach: {', '.join(seen)}")

    def _hidden_from(self, who: Somebody) -> dict[str, str]:
        """The ids of everything that lies out of reach: of what is secret by itself, and of the other community."""
        name = who.identity.name
        if name not in self._hidden:
            self._hidden[name] = dict(self._out_of_reach(who))
        return self._hidden[name]

    def _out_of_reach(self, who: Somebody) -> Iterator[tuple[str, str]]:
        for relation in FAR:
            things = self._near.things(who, relation)
            for name, spread in THINGS.items():
                permission = self._readers.get(SHOWN_WITH.get(name, name))
                secret = spread in {Spread.MATTER, Spread.HOME} or relation is Relation.OTHER_COMMUNITY
                if spread is Spread.WORDS or not secret or not permission:
                    continue
                if not who.identity.covers(permission, spread, relation):
                    yield things[name], f"{name} {relation}"

    def _look_for_more(self, cell: Cell) -> None:
        """A list asked for another community, and a search for what bears our mark."""
        there = self._near.things(cell.who, Relation.OTHER_COMMUNITY)
        asked = {"community_id": there["community_id"], "q": "%E9%82%BB%E9%87%8C"}
        for name in asked.keys() & set(cell.operation.named("query")) - set(cell.operation.required("query")):
            things = self._near.things(cell.who, Relation.SAME_ZONE)
            answer = self._ask(cell.who, cell.operation, things, f"{name}={asked[name]}")
            self._finding.expect(answer.status < 500, f"{cell}, asked by {name}: {answer.status} {answer.code}")
            self._expect_nothing_hidden(cell, answer)

    # ------------------------------------------------------------ side doors

    def try_side_doors(self) -> None:
        """Every id that a body may carry: one of the other community is refused, and answered as one that never was."""
        manager = next(who for who in self._near.everybody if who.identity.name == "manager")
        for operation in self._document.operations:
            for place in _ids_in(self._document, operation):
                self._try_door(manager, operation, place)

    def _try_door(self, who: Somebody, operation: Operation, place: Place) -> None:
        name = next(step for step in reversed(place) if isinstance(step, str))
        far = self._near.things(who, Relation.OTHER_COMMUNITY)
        kind = name if name in far else ALIKE.get(name, ANSWERS_FOR_EACH.get(operation.id, ""))
        if not self._finding.expect(bool(kind), f"{operation.id}: nobody knows a foreign {name}"):
            return
        foreign = far[kind][0] if isinstance(far[kind], list) else far[kind]
        told, never = (self._answer_to(who, operation, place, id_) for id_ in (foreign, str(new_id())))
        where = f"{operation.id} with a foreign {'/'.join(map(str, place))}"
        self.figures["side_doors"] += 1
        self._finding.expect(told == never, f"{where}: {told}, with one that never was {never}")
        self._finding.expect(told[0] in {403, 404, 409, 422}, f"{where}: {told}")

    def _answer_to(self, who: Somebody, operation: Operation, place: Place, id_: str) -> tuple[int, str]:
        """Status and code."""
        things = self._near.things(who, Relation.OWN, fresh=operation.method != "GET")
        body = self._document.with_value(operation, self._body(who, operation, things), place, id_)
        answer = self._ask(who, operation, things, body=body, version=self._version(who, operation, things))
        if operation.id in ANSWERS_FOR_EACH and answer.ok:
            [result] = answer.json()["results"]
            return result["status"], (result["problem"] or {}).get("code", "")
        return answer.status, answer.code


def _named(path: str, things: Said) -> str:
    """The path with what it names."""
    return re.sub(r"{(\w+)}", lambda name: str(things[name[1]]), path)


def _ids_in(document: Document, operation: Operation) -> list[Place]:
    """Where a JSON body holds ids."""
    if operation.body is None or operation.body_type != JSON:
        return []
    return [place for place, schema in document.places(operation.body) if schema.get("format") == "uuid"]


def _somewhere(relation: Relation) -> Relation:
    return Relation.SAME_ZONE if relation is Relation.NOWHERE else relation


def _outcome(operation: Operation, answer: Answer) -> Outcome | None:
    """None for what is no answer at all, or a fault of ours. A public operation refuses with codes of its own."""
    if answer.status == 0 or answer.status >= 500:
        return None
    if operation.is_public and not answer.code.startswith("house."):
        return Outcome.ADMITTED
    if answer.status == 403 and answer.code != "house.forbidden":
        return Outcome.ADMITTED
    return {401: Outcome.STRANGER, 403: Outcome.FORBIDDEN, 404: Outcome.HIDDEN}.get(answer.status, Outcome.ADMITTED)


CHECK = Check("R3", "matrix", matrix)
