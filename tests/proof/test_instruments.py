"""The instruments of the proof themselves: what they are to see, they see."""

from __future__ import annotations

import json
import socket
import socketserver
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from shouwen.kit.ids import new_id
from tests.proof import audit
from tests.proof.caller import Caller
from tests.proof.checks.contract import _count
from tests.proof.finding import Finding
from tests.proof.load import Ledger
from tests.proof.proxy import FaultProxy, Mode
from tests.proof.reach import Identity, Outcome, Relation, UnknownThing, expected, spread_of
from tests.proof.reach import Place as ReachPlace
from tests.proof.shapes import Document, Operation
from tests.support.api import Api
from tests.support.ports import free_port

DOCUMENT = {
    "components": {
        "schemas": {"Thing": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}}
    },
    "paths": {
        "/things": {
            "get": {
                "operationId": "read_thing",
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
                },
            }
        }
    },
}
# What a kill in the middle would leave behind, if one act were not one transaction.
ACCIDENTS = {
    "a case without a contact": (
        "DELETE FROM contacts WHERE case_id = (SELECT id FROM cases WHERE state <> 'voided' LIMIT 1)"
    ),
    "0 holders of a case that is": "DELETE FROM custody WHERE state = 'held'",
    "the owner is not who holds the case": "UPDATE cases SET owner_id = zeroblob(16) WHERE state = 'handling'",
    "gaps or twins in the numbers": "UPDATE cases SET number = number || '9' WHERE state = 'handling'",
    "the counter of": "UPDATE counters SET last = last + 1",
    "a key was kept without its reply": (
        "INSERT INTO idempotency_replies (caller_id, route, key, body_hash, made_at) VALUES (x'00', '/', 'k', x'00', 0)"
    ),
}


def test_a_check_that_tried_nothing_has_failed() -> None:
    assert Finding().failed == 1
    assert json.loads(Finding().line("R0", "sqlite", 0, 1))["failed"] == 1
    assert Finding(skipped="there is no such database here").failed == 0


def test_an_answer_beside_its_schema_is_seen() -> None:
    document = Document(DOCUMENT)
    (operation,) = document.operations
    assert not document.wrong_with(operation, 200, b'{"id": 1}')
    assert "id" in document.wrong_with(operation, 200, b'{"id": "one"}')
    assert document.wrong_with(operation, 200, b"{}")


def test_a_failed_check_of_schemathesis_is_counted() -> None:
    finding = Finding()
    checks = [{"name": "not_a_server_error", "status": "failure"}, {"name": "other", "status": "success"}]
    interactions = {"a": {"response": {"status_code": 500}}}
    _count(finding, {"label": "GET /", "interactions": interactions, "checks": {"a": checks}})
    assert (finding.tried, finding.failed) == (1, 1)


def test_nobody_at_home_is_an_answer_without_status() -> None:
    with Caller(free_port(), timeout=1) as caller:
        assert caller.get("/").status == 0


def operation_on(name: str, *, permission: str = "cases.read") -> Operation:
    """GET of a thing that the path names so."""
    parameters = ({"name": name, "in": "path", "required": True},)
    return Operation("read_it", "GET", f"/its/{{{name}}}", parameters, None, "", {}, {}, permission)


def test_a_thing_nobody_has_placed_fails_the_matrix() -> None:
    with pytest.raises(UnknownThing, match="boat_id"):
        spread_of(operation_on("boat_id"))


@pytest.mark.parametrize(
    ("who", "relation", "outcome"),
    [
        (Identity("anonymous", is_known=False), Relation.OWN, Outcome.STRANGER),
        (Identity("relieved"), Relation.OWN, Outcome.FORBIDDEN),
        (Identity("manager", "manager"), Relation.OTHER_ZONE, Outcome.ADMITTED),
        (Identity("manager", "manager"), Relation.OTHER_COMMUNITY, Outcome.HIDDEN),
        (Identity("butler", "zone_butler", ReachPlace.ZONE), Relation.SAME_ZONE, Outcome.ADMITTED),
        (Identity("butler", "zone_butler", ReachPlace.ZONE), Relation.OTHER_ZONE, Outcome.HIDDEN),
        (Identity("engineer", "engineer"), Relation.OWN, Outcome.ADMITTED),
        (Identity("engineer", "engineer"), Relation.SAME_ZONE, Outcome.HIDDEN),
        (Identity("head office", "system_admin", ReachPlace.COMPANY), Relation.OTHER_COMMUNITY, Outcome.ADMITTED),
    ],
)
def test_what_the_matrix_expects_of_a_case(who: Identity, relation: Relation, outcome: Outcome) -> None:
    assert expected(who, operation_on("case_id"), "cases.read", relation) == outcome


class Echo(socketserver.BaseRequestHandler):
    """Says what it hears."""

    def handle(self) -> None:
        while heard := self.request.recv(1024):
            self.request.sendall(heard)


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as echo:
        echo.daemon_threads = True
        thread = threading.Thread(target=echo.serve_forever, args=(0.05,))
        thread.start()
        with FaultProxy(echo.server_address[1]) as proxy:
            yield proxy
        echo.shutdown()
        thread.join()


def test_the_proxy_passes_freezes_thaws_and_cuts(proxy: FaultProxy) -> None:
    with closing(socket.create_connection(("127.0.0.1", proxy.port), timeout=0.3)) as line:
        line.sendall(b"one")
        assert line.recv(10) == b"one"
        proxy.turn(Mode.FREEZE)
        line.sendall(b"two")
        with pytest.raises(TimeoutError):
            line.recv(10)
        proxy.turn(Mode.PASS)
        assert line.recv(10) == b"two"
        proxy.turn(Mode.CUT)
        assert heard(line) == b""


def heard(line: socket.socket) -> bytes:
    """What comes; nothing when the line has been cut, whether it ended or was reset."""
    try:
        return line.recv(10)
    except ConnectionError:
        return b""


def test_what_was_acknowledged_and_is_not_there_is_missed(database_url: str) -> None:
    ledger, finding = Ledger(), Finding()
    ledger.versions[str(new_id())] = 1
    ledger.notes[str(new_id())] = str(new_id())
    audit.nothing_lost(finding, database_url, ledger)
    audit.done_once(finding, database_url, ["nobody ever heard this"])
    assert (finding.tried, finding.failed) == (3, 3)


def happen(path: str, accident: str) -> None:
    """Past the program and past the references between tables."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(accident)


@pytest.mark.parametrize("words", ACCIDENTS)
def test_what_is_half_done_is_seen(api: Api, words: str) -> None:
    if not api.house.db.is_sqlite:
        return  # PostgreSQL's own rules forbid most of these accidents
    town = api.town()
    desk = api.staff("duty_butler", town)
    for _ in range(3):
        assert api.act(desk, api.hear(desk, town), "arrive").status_code == 200
    finding = Finding()
    audit.nothing_half_done(finding, str(api.house.db.url))
    assert not finding.misses
    happen(str(api.house.db.url.database), ACCIDENTS[words])
    audit.nothing_half_done(finding, str(api.house.db.url))
    assert any(miss.startswith(words) for miss in finding.misses)
