"""An id of another community and an id of nothing answer alike, in every path and in every body (api.md §17).

Read from the document: a new operation is tried without a line here, and fails until it is said what a foreign id of
its kind would be.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa

from shouwen.areas.callbacks.corrective_rules import CorrectiveState
from shouwen.areas.callbacks.draw import commitment
from shouwen.areas.callbacks.models import (
    Attempt,
    Callback,
    CorrectiveAction,
    CorrectiveCase,
    Draw,
    DrawRow,
    Quarter,
)
from shouwen.areas.callbacks.rules import AttemptOutcome, CallbackKind, CallbackState, Method, Outcome, Programme
from shouwen.core.access.models import AccessGrant
from shouwen.core.access.service import NewGrant, give
from shouwen.core.commitments.models import Commitment
from shouwen.core.delivery.models import Message
from shouwen.core.duties.models import Duty
from shouwen.core.duties.service import plan
from shouwen.core.people.models import PostHolder
from shouwen.core.people.phones import further_phone
from shouwen.core.places.models import Unit
from shouwen.core.subjects.models import Subject, SubjectType
from shouwen.kit.ids import new_id
from tests.support.api import Api, Caller, Town, plain, request
from tests.support.money import money_in
from tests.support.renovating import renovation_in
from tests.support.settling import START

ID_IN_PATH = re.compile(r"\{(\w+_id)\}")
# What stands in a path beside ids.
WORDS = {
    "name": "record",
    "key": "record.backdate",
    "pack": "base",
    "year": "2027",
    "channel": "sms",
    "plan": "fire",
    "paper": "application",
    "no": "1",
}
# Who asks is a manager; only a resident confirms or objects.
EXPECTED = {"confirm_case": 403, "object_to_deduction": 403}
# Made together: tests/support/money.py.
OF_MONEY = {"account_id", "document_id", "proposal_id", "refund_id", "shift_id", "payment_id", "line_id"}
# Asked about many at once they answer 200, and for each what it would have answered alone.
ANSWERS_FOR_EACH = {"act_on_cases", "run_macro"}
# What is told of cases of another kind alone; the one that is known here is a repair.
OF_OTHER_KINDS = {"read_help", "read_course", "read_suggestion", "read_defect", "print_slip", "print_fault_report"}
# What is said to cases of another kind alone.
KINDS = dict.fromkeys(("stamp_help_step", "reveal_emergency_contact", "record_family_call"), "help") | {
    "describe_incident": "incident"
}
# Said to a slip or a defect that has come that far: tests/areas/cases asks them.
SAID_LATE = {"advise_slip", "countersign_slip", "decide_slip", "object_to_slip", "vouch_amount", "dispatch_defect"}
# Said to a renovation that has come that far: tests/areas/renovations/test_refusals.py asks them.
SAID_ON_SITE = {
    "apply_for_renovation",
    "add_renovation_document",
    "inspect_renovation",
    "verify_rectification",
    "accept_renovation_initially",
    "accept_renovation_finally",
    "fail_renovation_acceptance",
    "deduct_from_deposit",
    "link_case_to_renovation",
    "issue_renovation_pass",
    "set_renovation_chain",
}
# A duty has been planned when somebody first sees it.
VERSIONS = {"/duties/{duty_id}": 2}
# What has to be asked with it.
QUERY = {"preview_standards": "?pack=base"}


@dataclass
class Neighbours:
    """Two towns, somebody in each who may do everything there, and one thing of every kind in the other town."""

    api: Api
    here: Town
    there: Town
    manager: Caller
    theirs: Caller
    foreign: dict[str, UUID]

    def said(self, method: str, path: str, body: Any, who: Caller, version: int = 1) -> httpx.Response:
        key = f"foreign-{new_id()}" if method == "post" else None
        seen = version if method in {"post", "patch", "put"} else None
        [answer] = self.api.at_once([request(method.upper(), path, who, body=body, key=key, version=seen)])
        return answer


def all_powerful(api: Api, town: Town) -> Caller:
    """Who sets the town up and manages it: amounts are approved by nobody else."""
    who = api.staff("system_admin", town)
    with api.work() as work:
        give(work, NewGrant("manager", town.id), person_id=who.id)
    return who


def settle(api: Api) -> Neighbours:
    here, there = api.town("这里"), api.town("那里")
    manager, theirs = all_powerful(api, here), all_powerful(api, there)
    desk = api.staff("duty_butler", there)
    resident = api.resident(there)
    api.put_on_post(desk, there, there.reception)
    case = api.hear(desk, there)
    shown = {operation["operationId"]: example_of(operation) for _, _, operation in operations(api.promises.document)}
    absence = api.post("/absences", theirs, shown["create_absence"] | {"staff_id": desk.id})
    route = api.post("/routes", theirs, shown["create_route"] | {"community_id": there.id, "post_id": there.reception})
    upload = api.send("POST", "/files", desk, files={"file": ("记录.txt", "水漫到客厅".encode())})
    for answer in (absence, route, upload):
        assert answer.status_code == 201, answer.text
    message = Message(
        community_id=there.id,
        id=new_id(),
        staff_id=theirs.id,
        urgent=False,
        made_at=START,
        leaves_at=START,
        left_at=START,
    )
    message_id = message.id
    phone = further_phone(there.id, resident.resident_id or new_id(), "19900007777")
    phone_id = phone.id
    api.add(message, phone)
    with api.work() as work:
        plan(work)
    first = sa.select(Commitment.id).where(Commitment.community_id == there.id).limit(1)
    grant = sa.select(AccessGrant.id).where(AccessGrant.person_id == desk.id).limit(1)
    holding = sa.select(PostHolder.id).where(PostHolder.community_id == there.id).limit(1)
    foreign = {
        "community_id": there.id,
        "zone_id": there.east,
        "building_id": there.east_building,
        "unit_id": there.east_unit,
        "department_id": there.engineering,
        "post_id": there.reception,
        "holding_id": api.look(lambda session: session.scalars(holding).one()),
        "staff_id": desk.id,
        "resident_id": resident.resident_id or new_id(),
        "into_id": resident.resident_id or new_id(),
        "remove_phone_id": phone_id,
        "phone_id": phone_id,
        "household_id": resident.household_id or new_id(),
        "case_id": UUID(case["id"]),
        "subject_id": UUID(case["id"]),
        "commitment_id": api.look(lambda session: session.scalars(first).one()),
        "absence_id": UUID(absence.json()["id"]),
        "route_id": UUID(route.json()["id"]),
        "file_id": UUID(upload.json()["id"]),
        "message_id": message_id,
        "duty_id": duty_of(api, there),
        "contact_id": call_of(api, theirs, there),
        "draw_id": (draw := draw_of(api, there)),
        "callback_id": callback_of(api, there, draw, UUID(case["id"])),
        "corrective_id": corrective_of(api, there, UUID(case["id"])),
        "answer_id": answer_of(api, theirs, there),
        "type_id": type_of(api, theirs, there),
        "cordon_id": cordon_of(api, desk, there),
        "party_id": party_of(api, theirs, there),
        "macro_id": macro_of(api, theirs, there),
        "grant_id": api.look(lambda session: session.scalars(grant).one()),
        "operation_id": import_of(api, theirs, there),
        **renovation_in(api, there, resident, by=desk),
        **money_in(api, there, api.household(there), by=desk, and_by=theirs),
    }
    return Neighbours(api, here, there, manager, theirs, foreign)


def call_of(api: Api, who: Caller, town: Town) -> UUID:
    """A call without a case."""
    body = {"community_id": town.id, "channel": "phone", "reason": "answered", "person": {"name": "赵先生"}}
    return UUID(api.post("/contacts", who, body, key=f"call-{new_id()}").json()["id"])


def answer_of(api: Api, who: Caller, town: Town) -> UUID:
    body = {"community_id": town.id, "question": f"几点开门{next(api.numbers)}", "text": "早上八点"}
    return UUID(api.post("/answers", who, body).json()["id"])


def type_of(api: Api, who: Caller, town: Town) -> UUID:
    """A kind of work that somebody defined."""
    name = {"zh": "调律", "en": "Tuning"}
    body = {"key": f"t{next(api.numbers)}", "kind": "repair", "name": name, "stages": [{"key": "a", "name": name}]}
    return UUID(api.post(f"/communities/{town.id}/case-types", who, body).json()["id"])


def cordon_of(api: Api, who: Caller, town: Town) -> UUID:
    """A cordon that stands."""
    path = f"/cases/{api.hear(who, town)['id']}/cordons"
    return UUID(api.post(path, who, {"place": "大堂", "sign": "请绕行"}).json()["id"])


def party_of(api: Api, who: Caller, town: Town) -> UUID:
    """Somebody outside."""
    body = {"community_id": town.id, "kind": "developer", "company": "开发公司", "name": "维保负责人"}
    return UUID(api.post("/outside-parties", who, {**body, "phone": "13900000086"}).json()["id"])


def macro_of(api: Api, who: Caller, town: Town) -> UUID:
    body = {"community_id": town.id, "name": "已联系", "steps": [{"action": "note", "text": "已联系住户"}]}
    return UUID(api.post("/macros", who, body).json()["id"])


def draw_of(api: Api, town: Town) -> UUID:
    """A draw that is over."""
    id, period = new_id(), f"{2000 + next(api.numbers)}-01"
    commit = commitment(id, bytes(32)).hex()
    kind = {"programme": Programme.VERIFY, "kind": CallbackKind.REPAIR, "period": period}
    hashes = {"commit": commit, "last_hash": commit, "seed": bytes(32).hex()}
    over = {"opened_at": START, "ends_at": START, "settled_at": START}
    api.add(Draw(community_id=town.id, id=id, last_seq=1, last_cut=1, **kind, **hashes, **over))
    return id


def callback_of(
    api: Api,
    town: Town,
    draw: UUID,
    case: UUID,
    caller: Caller | None = None,
    state: CallbackState = CallbackState.ATTEMPTED,
) -> UUID:
    """A callback about a case, tried already."""
    id, until = new_id(), START + timedelta(days=300)
    row = {"community_id": town.id, "draw_id": draw, "seq": 1, "subject_id": case, "round": 1}
    row |= {"programme": Programme.VERIFY, "callable_from": START}
    times = {"base_at": START, "enrolled_at": START, "callable_until": until}
    callback: dict[str, Any] = {"state": state, "kind": CallbackKind.REPAIR, "method": Method.PHONE}
    callback |= {"due_at": until, "drawn_at": START, "caller_id": caller.id if caller else None}
    api.add(
        DrawRow(**row, **times, rate_bp=3000, cut=1, outcome=Outcome.LOT),
        Callback(**row, **callback, id=id, version=1, number=f"HF202611-{next(api.numbers):05d}"),
    )
    if caller:
        api.add(
            Attempt(
                community_id=town.id,
                callback_id=id,
                outcome=AttemptOutcome.ANSWERED,
                by_id=caller.id,
                at=START,
                recorded_at=START,
            )
        )
    return id


def corrective_of(api: Api, town: Town, case: UUID) -> UUID:
    """What is to be done about a case that came up again."""
    quarter, number = new_id(), next(api.numbers)
    over = {"quarter": f"{2000 + number}-Q1", "begins_at": START, "ends_at": START, "analysed_at": START}
    api.add(
        Subject(community_id=town.id, id=quarter, type=SubjectType.CALLBACK_QUARTER, confidential=False),
        Quarter(community_id=town.id, id=quarter, **over),
    )
    id = new_id()
    matter = {"kind": "complaint", "category": "noise", "unit_id": town.east_unit, "times": 2, "opened_at": START}
    action = {"number": f"JZ{number}", "state": CorrectiveState.OPENED, "quarter_id": quarter, "version": 1}
    api.add(
        CorrectiveAction(community_id=town.id, id=id, **action, **matter),
        CorrectiveCase(community_id=town.id, corrective_id=id, case_id=case),
    )
    return id


def import_of(api: Api, who: Caller, town: Town) -> UUID:
    """An import that somebody asked for."""
    sheet = api.send("POST", "/files", who, files={"file": ("住户.csv", "姓名".encode())}).json()["id"]
    body = {"community_id": town.id, "type": "residents", "file_id": sheet, "dry_run": True}
    return UUID(api.post("/imports", who, body).json()["id"])


def duty_of(api: Api, town: Town) -> UUID:
    duties = sa.select(Duty.id).where(Duty.community_id == town.id).limit(1)
    return api.look(lambda session: session.scalars(duties).one())


@pytest.fixture(scope="module")
def neighbours(shared_api: Api) -> Neighbours:
    return settle(shared_api)


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method, path.removeprefix("/api/v1"), operation


def example_of(operation: dict[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return next((copy.deepcopy(each["value"]) for each in content.get("examples", {}).values()), None)


def told(answer: httpx.Response) -> Any:
    """What an answer says, without what is always different."""
    body = answer.json()
    return answer.status_code, {name: body[name] for name in body if name not in {"instance", "request_id"}}


# ---------------------------------------------------------------- in paths


def test_in_every_path_a_foreign_id_answers_like_an_unknown_one(neighbours: Neighbours) -> None:
    tried, wrong = 0, []
    for method, path, operation in operations(neighbours.api.promises.document):
        names = ID_IN_PATH.findall(path)
        if not names:
            continue
        foreign = path.format_map({**WORDS, **{name: neighbours.foreign[name] for name in names}})
        unknown = path.format_map({**WORDS, **{name: new_id() for name in names}})
        asked, who = QUERY.get(operation["operationId"], ""), neighbours.manager
        answers = [neighbours.said(method, one + asked, example_of(operation), who) for one in (foreign, unknown)]
        if told(answers[0]) != told(answers[1]) or answers[0].status_code != EXPECTED.get(
            operation["operationId"], 404
        ):
            wrong.append((operation["operationId"], [told(answer) for answer in answers]))
        tried += 1
    assert tried > 30
    assert wrong == []


def test_their_own_manager_finds_all_of_these(neighbours: Neighbours) -> None:
    """The other half: what is foreign here is there, so that the 404 above was no mistake of the test."""
    found = {}
    for method, path, operation in operations(neighbours.api.promises.document):
        if method == "get" and ID_IN_PATH.search(path) and "key" not in path:
            own = path.format_map({**WORDS, **neighbours.foreign}) + QUERY.get(operation["operationId"], "")
            found[operation["operationId"]] = neighbours.said(method, own, None, neighbours.theirs).status_code
    assert {found.pop(name) for name in OF_OTHER_KINDS} == {409}
    del found["get_file"], found["get_file_content"]  # not attached yet: its uploader's alone
    assert set(found.values()) == {200}, found


# ---------------------------------------------------------------- in bodies


def id_fields(document: Mapping[str, Any], schema: Mapping[str, Any], at: str = "", depth: int = 0) -> Iterator[str]:
    """The JSON pointers of a body where an id may stand; `-` for a member of a list."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    found = document["components"]["schemas"][name] if name else schema
    if depth > 6:
        return
    if found.get("format") == "uuid":
        yield at
    for inner in (*found.get("anyOf", ()), *found.get("allOf", ())):
        yield from id_fields(document, inner, at, depth + 1)
    if "items" in found:
        yield from id_fields(document, found["items"], f"{at}/-", depth + 1)
    for field, inner in found.get("properties", {}).items():
        yield from id_fields(document, inner, f"{at}/{field}", depth + 1)


def put(body: Any, pointer: str, value: str) -> None:
    """Sets `pointer` in a body, making what leads there. Of a list its first member is kept alone."""
    *way, last = pointer.strip("/").split("/")
    for step, following in zip(way, [*way, last][1:], strict=True):
        if isinstance(body, list):
            body[:] = body[:1] or [{}]
            body = body[0]
        else:
            body[step] = body.get(step) or ([] if following == "-" else {})
            body = body[step]
    if isinstance(body, list):
        body[:] = [value]
    else:
        body[last] = value


# How fields are called that name a member of staff.
OF_STAFF = re.compile(
    r"staff|heard_by|owner_id|accountable|deputy_id|caller_id|collected_by|companion_id|responsible_id|led_by_id|participant_id"
)


def kind_of(field: str) -> str:
    """The kind of thing a field names: `about_staff_ids` is a staff_id, `superior_post_id` a post_id."""
    singular = re.sub(r"_ids$", "_id", field)
    if OF_STAFF.search(singular):
        return "staff_id"
    return next(
        (kind for kind in ("post_id", "department_id", "zone_id", "case_id", "file_id") if singular.endswith(kind)),
        singular,
    )


def own_ids(
    neighbours: Neighbours, wanted: set[str], *, kind: str = "repair", state: CallbackState = CallbackState.ATTEMPTED
) -> dict[str, Any]:
    """Ids of this town; whatever a body or a path may use up is made anew where it is wanted."""
    api, here, manager = neighbours.api, neighbours.here, neighbours.manager
    own: dict[str, Any] = {
        "community_id": here.id,
        "post_id": here.reception,
        "department_id": here.engineering,
        "zone_id": here.east,
        "building_id": here.east_building,
    }
    makers: dict[str, Callable[[], Any]] = {
        "case_id": lambda: api.hear(manager, here, kind=kind)["id"],
        "subject_id": lambda: api.hear(manager, here, kind=kind)["id"],
        "duty_id": lambda: duty_of(api, here),
        "staff_id": lambda: api.staff("engineer", here).id,
        "file_id": lambda: api.send("POST", "/files", manager, files={"file": ("记录.txt", b"words")}).json()["id"],
        "unit_id": lambda: vacant_unit(api, here),
        "resident_id": lambda: api.resident(here).resident_id,
        "into_id": lambda: api.resident(here).resident_id,
        "household_id": lambda: api.household(here),
        "contact_id": lambda: call_of(api, manager, here),
        "answer_id": lambda: answer_of(api, manager, here),
        "type_id": lambda: type_of(api, manager, here),
        "cordon_id": lambda: cordon_of(api, manager, here),
        "party_id": lambda: party_of(api, manager, here),
        "macro_id": lambda: macro_of(api, manager, here),
        "callback_id": lambda: callback_to_make(api, here, manager, state),
        "corrective_id": lambda: corrective_of(api, here, UUID(api.hear(manager, here)["id"])),
    }
    if wanted & OF_MONEY:
        own |= money_in(api, here, api.household(here), by=api.staff("cashier", here), and_by=manager)
    return own | {name: make() for name, make in makers.items() if name in wanted}


def callback_to_make(api: Api, town: Town, caller: Caller, state: CallbackState) -> UUID:
    """One about what somebody else did."""
    case = api.hear(api.staff("duty_butler", town), town)
    return callback_of(api, town, draw_of(api, town), UUID(case["id"]), caller, state)


def vacant_unit(api: Api, town: Town) -> UUID:
    unit, number = new_id(), next(api.numbers)
    api.add(
        Unit(
            community_id=town.id,
            id=unit,
            building_id=town.east_building,
            zone_id=town.east,
            name=f"{number}",
            label=f"1-8-{number}",
        )
    )
    return unit


def body_for(neighbours: Neighbours, operation: dict[str, Any], required: list[str], pointer: str, id: UUID) -> Any:
    """The example of the operation with ids of this town, and `id` at the pointer."""
    body = example_of(operation)
    if operation["operationId"] == "create_grant":
        required = [*required, "community_id"]  # a zone or a department is one of a community
    for field in [name for name in body if name.endswith(("_id", "_ids"))]:
        if field in required:
            own = own_ids(neighbours, {kind_of(field)})[kind_of(field)]
            body[field] = [own] if field.endswith("_ids") else own
        else:
            del body[field]  # what the example refers to is nowhere
    if "/incident/" in pointer:
        body["kind"] = "incident"
    if "/complaint/" in pointer:
        body |= {"kind": "complaint", "complaint": {"class": "property"}}
    if pointer.startswith("/contact/places/"):
        body["contact"] = body.get("contact", {}) | {"places": []}  # one place names one thing
    if operation["operationId"] == "describe_incident":
        body["places"] = []
    put(body, pointer, str(id))
    return plain(body)


def bodies(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any], str]]:
    """Every place in every body where an id may stand, with the operation and the schema of its body."""
    for method, path, operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content and operation["security"]:
            schema = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
            for pointer in dict.fromkeys(id_fields(document, schema)):
                yield method, path, operation, schema, pointer


def test_in_every_body_a_foreign_id_answers_like_an_unknown_one(neighbours: Neighbours) -> None:
    tried, wrong = 0, []
    for method, path, operation, schema, pointer in bodies(neighbours.api.promises.document):
        if operation["operationId"] in ANSWERS_FOR_EACH | SAID_LATE | SAID_ON_SITE:
            continue
        field = [step for step in pointer.split("/") if step != "-"][-1]
        answers = []
        for id in (neighbours.foreign[kind_of(field)], new_id()):
            body = body_for(neighbours, operation, schema.get("required", []), pointer, id)
            kind = KINDS.get(operation["operationId"], "repair")
            said = operation["operationId"] == "second_opinion"
            state = CallbackState.RECORDED if said else CallbackState.ATTEMPTED
            ids = own_ids(neighbours, set(ID_IN_PATH.findall(path)), kind=kind, state=state)
            own = path.format_map({**WORDS, **ids})
            answers.append(neighbours.said(method, own, body, neighbours.manager, version=VERSIONS.get(path, 1)))
        pointed = [error["pointer"] for error in answers[0].json().get("errors", [])]
        if told(answers[0]) != told(answers[1]) or pointed != [pointer.replace("-", "0")]:
            wrong.append((operation["operationId"], pointer, [told(answer) for answer in answers]))
        tried += 1
    assert tried > 30
    assert wrong == []


def test_among_many_a_foreign_id_answers_like_an_unknown_one(neighbours: Neighbours) -> None:
    """As a case, and as the colleague to whom a case of one's own is offered."""

    def results(case_id: Any, staff_id: UUID) -> Any:
        item = {"id": str(case_id), "version": 1}
        body = {"action": "offer", "items": [item], "body": {"to_staff_id": str(staff_id)}}
        answer = neighbours.said("post", "/cases/bulk", body, neighbours.manager)
        assert answer.status_code == 200, answer.text
        [result] = answer.json()["results"]
        return result["status"], result["problem"]["code"], result["problem"].get("errors")

    own = own_ids(neighbours, {"case_id", "staff_id"})
    foreign = neighbours.foreign
    assert results(foreign["case_id"], own["staff_id"]) == results(new_id(), own["staff_id"])
    assert results(own["case_id"], foreign["staff_id"]) == results(own["case_id"], new_id())
