"""Somebody who calls every operation, with things of their own for each: a case in the right state, a file, a key."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from shouwen.kit.clock import SystemClock
from shouwen.kit.ids import new_id
from tests.proof.caller import Answer, dumps
from tests.proof.makers import fresh, merged, renovation, vacant_unit
from tests.proof.people import API, Desk, People, Said, expect
from tests.proof.shapes import JSON, Operation, as_of, with_known

ANONYMOUS: Final = "anonymous"
OFFERED_TO_US: Final = frozenset({"accept_case", "refuse_case"})
FINISHED: Final = frozenset({"close_case", "confirm_case", "reopen_case"})
OF_HELP: Final = frozenset(
    {"read_help", "stamp_help_step", "reveal_emergency_contact", "record_family_call", "run_plan", "tick_plan"}
)
# Made once where they are only read.
LASTING: Final = (
    *("{absence_id}", "{route_id}", "{answer_id}", "{type_id}", "{cordon_id}", "{party_id}", "{macro_id}"),
    "{pass_id}",
)
CREATING: Final = frozenset(
    {
        "create_building",
        "create_community",
        "create_department",
        "create_post",
        "create_route",
        "create_staff",
        "create_unit",
        "create_zone",
    }
)
UNIQUE: Final = frozenset({"name", "number", "category", "username", "label", "code"})
OUTSIDERS: Final = frozenset({"resident_1", "integrator", ANONYMOUS})
IN_PATHS_ALONE: Final = frozenset(
    {"channel", "name", "no", "paper", "words"}
)  # in a body these words say something else
MANY: Final = frozenset({"act_on_cases", "run_macro"})
RULINGS: Final = frozenset({"arbitrate_case"})
BOUNDARY: Final = "boundary-of-the-proof"
_STAGES: Final = itertools.count()  # two stages of one identity on one server share no idempotency key


def form(content: bytes, name: str = "照片.txt", field: str = "file") -> bytes:
    """A form with one file."""
    top = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return top.encode("utf-8", "surrogatepass") + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def right_body(operation: Operation, scene: Said, serial: str) -> Any:
    """The body of the example, about what is there and for today; names that may be given once end with `serial`."""
    known = {name: thing for name, thing in scene.items() if name not in IN_PATHS_ALONE}
    body = with_known(as_of(operation.example, SystemClock().now()), known)
    if isinstance(body, dict):
        body.pop("at", None)  # an act happens now
        if operation.id in CREATING:
            body |= {name: f"{body[name]}{serial}" for name in UNIQUE & body.keys()}
        if operation.id in MANY:
            body["items"] = [{"id": scene["case_id"], "version": 1}]
        if operation.id in RULINGS:
            body |= {"ruling": "以此为准", "owner_id": scene["owner_id"]}
    return body


class Stage:
    """One identity. `known` are ids of things that are there, by the names the document gives them."""

    def __init__(self, people: People, port: int, who: str) -> None:
        self.who = who
        self._people = people
        self._port = port
        self._stem = f"{who}-{next(_STAGES)}"
        self._keys = itertools.count()
        self._butler = Desk.open(people, port, "duty_butler")
        self._engineer = Desk.open(people, port, "engineer")
        self._supervisor = Desk.open(people, port, "supervisor")
        self._admin = Desk.open(people, port, "system_admin")
        self.known = self._look_round()
        self.sign_in()

    def sign_in(self) -> None:
        """Anew; what an operation did to the old sign-in no longer matters."""
        self.headers = {} if self.who == ANONYMOUS else self._people.sign_in(self._port, self.who)
        nobody = Desk.open(self._people, self._port, "duty_butler")
        self.desk = nobody if self.who == ANONYMOUS else Desk.open(self._people, self._port, self.who)
        self.desk.caller.headers = self.headers

    def _look_round(self) -> Said:
        butler = self._butler
        persona = self._people.known["cashier"]  # nobody else's sign-in: a wrong password locks it
        pages = ("buildings", "departments", "households", "posts", "residents", "units", "zones")
        found = {what[:-1] + "_id": butler.first(f"{what}?community_id={butler.community_id}") for what in pages}
        owner = {"owner_id": self._engineer.staff_id, "accountable_id": butler.staff_id}
        staff = {
            **owner,
            "staff_id": butler.staff_id,
            "to_staff_id": self._engineer.staff_id,
            "heard_by_id": butler.staff_id,
        }
        case_id = expect(butler.hear(self.key(), butler.case()), 201).json()["id"]
        return {
            **found,
            **staff,
            "to_post_id": found["post_id"],
            "superior_post_id": found["post_id"],
            "deputy_post_id": found["post_id"],
            "community_id": butler.community_id,
            "case_id": case_id,
            "subject_id": case_id,
            "username": persona["username"],
            "password": persona["password"],
            "duty_id": self._admin.first(f"duties?community_id={butler.community_id}"),
            "callback_id": self._admin.first(f"callbacks?community_id={butler.community_id}"),
            "draw_id": self._admin.first(f"callback-draws?community_id={butler.community_id}"),
            "corrective_id": case_id,  # one is opened when a quarter is over, and the stage stands within one
            "caller_id": butler.staff_id,
            "responsible_id": butler.staff_id,
            "companion_id": butler.staff_id,
            "channel": "sms",
            "year": "2027",
            "quarter": "2026-Q4",
            "name": "record",
            "no": "1",
            "paper": "application",
            "key": "complaint.finish.general",
            "kind": "repair",
            "type": "residents",
            "phone": "13900001234",
            "words": "%E6%BC%8F%E6%B0%B4",
            "from": "2026-11-01",
            "to": "2026-11-30",
            "pack": "bt",
            "plan": "fire",
            "led_by_id": butler.staff_id,
            "a": "cs",
            "b": "bt",
        }

    def key(self) -> str:
        return f"{self._stem}-{next(self._keys)}"

    def set_the_scene(self, operation: Operation) -> Said:
        """What the path of this operation shall name: a case fit for the verb, a file just sent, a token just given."""
        scene = dict(self.known)
        if operation.method != "GET":
            scene |= fresh(self._admin, self._supervisor, self._butler.community_id, operation.path)
        elif any(name in operation.path for name in LASTING):
            scene |= self._lasting(operation.path)
        if "{case_id}" in operation.path:
            scene["case_id"] = self._case_for(operation.id)
        if "{contact_id}" in operation.path:
            scene["contact_id"] = self._call()
        if "{renovation_id}" in operation.path:
            scene["renovation_id"] = renovation(self._admin, self._butler)
        if "{file_id}" in operation.path or "file_ids" in str(operation.body):
            scene |= self._file()
        if operation.id == "begin_import":
            scene |= self._sheet()
        if "{operation_id}" in operation.path:
            scene["operation_id"] = self._import()
        if "{commitment_id}" in operation.path:
            scene["commitment_id"] = self._promise(operation.id)
        return self._made_ready(operation, scene)

    def _made_ready(self, operation: Operation, scene: Said) -> Said:
        """What only this operation needs."""
        match operation.id:
            case "create_household":
                return {**scene, **vacant_unit(self._admin, self._butler.community_id)}
            case "undo_merge":
                merged(self._admin, scene)
            case "reactivate_staff":
                self._admin.caller.post(f"{API}/staff/{scene['staff_id']}/deactivate", {})
            case "refresh_session":
                return {**scene, "refresh_token": self._tokens()}
        return scene

    def _call(self) -> str:
        """A fresh call without a case, registered by ourselves where we may, else by the butler."""
        contact = {"channel": "phone", "words": "漏水", "wants_reply": True}
        body = {"community_id": self._butler.community_id, "reason": "answered", **contact}
        said = self.desk.caller.post(f"{API}/contacts", body, Idempotency_Key=self.key())
        if said.status != 201:
            said = expect(self._butler.caller.post(f"{API}/contacts", body, Idempotency_Key=self.key()), 201)
        return str(said.json()["id"])

    def _case_for(self, operation: str) -> str:
        """A fresh case of our own where we may hear one, else the butler's."""
        butler, engineer = self._butler, self._engineer
        if operation in OFFERED_TO_US:
            case_id = str(expect(butler.hear(self.key(), butler.case()), 201).json()["id"])
            expect(butler.act(case_id, "offer", {"to_staff_id": engineer.staff_id}), 200)
            return case_id
        heard = (
            self._named_as_first(butler)
            if operation == "dispute_case"
            else self.desk.hear(self.key(), self._own(operation))
        )
        if heard.status != 201:
            heard = expect(butler.hear(self.key(), butler.case()), 201)
        case_id = str(heard.json()["id"])
        if operation == "withdraw_offer":
            self.desk.act(case_id, "offer", {"to_post_id": self.known["post_id"]})
        if operation == "resume_case":
            tomorrow = (SystemClock().now() + timedelta(days=1)).isoformat()
            self.desk.act(case_id, "hold", {"reason": "parts", "until": tomorrow})
        if operation in FINISHED:
            for desk in (self.desk, butler, engineer):
                if desk.act(case_id, "finish", {"result": "已修复", "preventive_measure": "每周巡查"}).ok:
                    break
        return case_id

    def _own(self, operation: str) -> Said:
        """The body of a case as this identity would say it."""
        body = self._butler.case()
        if operation == "verify_case":
            body |= {"kind": "complaint", "complaint": {"class": "property"}}
        if operation == "describe_incident":
            body |= {"kind": "incident"}
        if operation in OF_HELP:
            body |= {"kind": "help", "severity": "urgent"}
        if self.who.startswith("resident"):
            body["contact"] = {"channel": "app", "words": "漏水"}
        return body

    def _named_as_first(self, butler: Desk) -> Answer:
        """A case of which somebody else said that we had heard it."""
        heard_by = {} if self.who in OUTSIDERS else {"heard_by_id": self.desk.staff_id}
        return butler.hear(self.key(), butler.case(**heard_by))

    def _promise(self, operation: str) -> str:
        """A promise of a fresh case; one for which an excuse was asked, where that is to be decided."""
        butler = self._butler
        told = expect(butler.hear(self.key(), butler.case()), 201).json()
        promise = next(str(one["id"]) for one in told["commitments"] if one["state"] == "open")
        if operation in {"excuse_commitment", "refuse_excuse"}:
            butler.caller.post(f"{API}/commitments/{promise}/request-excuse", {"reason": "resident_away"})
        return promise

    def _file(self) -> Said:
        sent = self._send_form(form("说明".encode()))
        if not sent.ok:
            return {}
        return {"file_id": sent.json()["id"], "file_ids": [sent.json()["id"]]}

    def _sheet(self) -> Said:
        """A spreadsheet with one row that cannot be taken in."""
        sent = self._send_form(form("房屋编号,姓名,关系\n无此房,张三,业主\n".encode(), "住户.csv"))
        return {"file_id": sent.json()["id"]} if sent.ok else {}

    def _import(self) -> str:
        """An import of our own where we may begin one; else an id of nothing."""
        body = {"community_id": self._butler.community_id, "type": "residents", "dry_run": True, **self._sheet()}
        begun = self.desk.caller.post(f"{API}/imports", body, Idempotency_Key=self.key())
        return str(begun.json()["id"]) if begun.status == 202 else str(new_id())

    def _send_form(self, content: bytes) -> Answer:
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self.desk.caller.ask("POST", f"{API}/files", content, headers)

    @cache  # noqa: B019 - a stage lives as long as its check
    def _lasting(self, path: str) -> Said:
        """Things that are only read: one of each will do."""
        return fresh(self._admin, self._supervisor, self._butler.community_id, path)

    def _tokens(self) -> str:
        persona = self._people.known["zone_butler_a"]
        said = {"username": persona["username"], "password": persona["password"], "client": "token"}
        return str(expect(self._butler.caller.post(f"{API}/sessions", said), 201).json()["refresh_token"])

    def base(self, operation: Operation, scene: Said) -> Any:
        """A body that should be right. What it names is not the case it is done to."""
        return right_body(operation, {**scene, "case_id": self.known["case_id"]}, self.key()[-6:])

    def send(self, operation: Operation, scene: Said, body: object = None, **odd: Any) -> Answer:
        """Sends the operation. `odd` may replace `path` members, add `query` text, `headers` or the raw `content`."""
        target = self.target(operation, scene, odd.get("path", {}))
        asked = [f"{name}={scene.get(name, '')}" for name in operation.required("query")]
        if query := "&".join([*asked, odd.get("query", "")]).strip("&"):
            target = f"{target}?{query}"
        content = odd.get("content")
        headers = {**self._usual(operation, target), **odd.get("headers", {})}
        if content is None and operation.body_type == JSON:
            content = dumps(body)
        elif content is None and operation.body_type:
            content = form(b"\xe8\xaf\xb4\xe6\x98\x8e")
        return self.desk.caller.ask(operation.method, target, content, headers)

    def target(self, operation: Operation, scene: Said, odd: Mapping[str, str] | None = None) -> str:
        """The path with what it names."""
        target = operation.path
        for name in operation.named("path"):
            value = (odd or {}).get(name) or quote(str(scene.get(name, self.known["case_id"])), safe="")
            target = target.replace(f"{{{name}}}", value)
        return target

    def etag(self, operation: Operation, target: str) -> str:
        """The version of what is acted on: the thing itself, or what an act is done to."""
        thing = target if operation.method in {"PATCH", "PUT"} else target.rpartition("/")[0]
        channels, _, channel = thing.partition("/channels/")
        if channel:
            told = self._admin.caller.get(f"{channels}/channels")
            shown = told.json()["data"] if told.ok else []  # a hostile community has none
            return next((f'"v{one["version"]}"' for one in shown if one["channel"] == channel), '"v1"')
        return self._admin.caller.get(thing).headers.get("etag", '"v1"')

    def _usual(self, operation: Operation, target: str) -> dict[str, str]:
        headers: dict[str, str] = {}
        if operation.body_type == JSON:
            headers["Content-Type"] = JSON
        elif operation.body_type:
            headers["Content-Type"] = f"{operation.body_type}; boundary={BOUNDARY}"
        if operation.needs("Idempotency-Key"):
            headers["Idempotency-Key"] = self.key()
        if operation.needs("If-Match"):
            headers["If-Match"] = self.etag(operation, target)
        return headers
