"""What leaves the house: each event that is written is announced by its room, or kept inside for a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shouwen.core.access.roles import PERMISSIONS, RESIDENT, ROLES
from shouwen.core.announcements import ALWAYS, ANNOUNCED, Announcement, Announcements
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.files.rules import Audience
from shouwen.core.jobs.registry import registry
from shouwen.rooms import furniture
from tests.house.conftest import BACKEND
from tests.house.words import named

furniture("public")

EVENT = re.compile(r"[a-z_]+\.[a-z_]+\Z")
TELLING = frozenset({"emit", "tell", "_tell", "_decide"})
NO_FACTS = frozenset({"at", "facts"})
# Put together in the source, so that no line spells them out.
COMPOSED = {f"commitments.{state}" for state in CommitmentState if state is not CommitmentState.OPEN}
# Written into the journal and told to nobody outside, each with its reason.
INSIDE = {
    "access.signed_in": "whoever comes and goes is nobody's news",
    "access.signed_out": "as above; it ends their streams all the same",
    "access.refreshed": "as above",
    "access.refresh_reused": "a matter of security: for the journal",
    "access.sign_in_failed": "as above",
    "access.locked": "as above",
    "access.set_up": "before anybody could listen",
    "commitments.calendar_changed": "a call to our own reaction: what it moves is told promise by promise",
    "delivery.channel_set": "how a community is reached is the settings' own page",
    "delivery.nothing_unheard": "nothing changed",
    "delivery.reach_set": "somebody's own addresses",
    "delivery.failed": "what became of a sending stands on its own page",
    "delivery.needless": "as above",
    "delivery.sent": "as above",
    "delivery.sending_made": "a call to our own errand",
    "exports.made": "what left the house stands in the journal, for those who check",
    "ledger.account_opened": "an account without money is nobody's news",
    "ledger.reconciled": "all is well; the health page says so",
    "ledger.statement_read": "whoever looked at an account stands in the journal, for those who check",
    "ledger.payment_ordered": "a call to our own errand",
    "ledger.payment_asked": "as above",
    "ledger.payment_heard": "nothing changed",
    "ledger.refund_heard": "nothing changed, or what changed is told by itself",
    "operations.asked": "a call to our own errand",
    "operations.cancel_asked": "its end is told when it comes",
    "files.uploaded": "the uploader's alone until it is attached",
    "files.purged": "housekeeping",
    "delivery.purged": "housekeeping",
    "drafts.purged": "housekeeping",
    "cases.phone_revealed": "as of people: for those who check",
    "cases.party_phone_revealed": "as of people: for those who check",
    "delivery.phone_revealed": "as of people: for those who check",
    "people.phone_revealed": "whoever looked at a phone stands in the journal, for those who check",
    "worktime.calendar_seeded": "before anybody could listen",
}


def told_in(source: str) -> Iterator[str]:
    """The events spelt out where something is written into the journal, or in a table of events."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            if _called(node) in TELLING:
                yield from (text for part in node.args[:3] for text in _texts(part))
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            named = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if getattr(named, "id", "") in {"EVENTS", "CHANGED", "MADE", "SENDING_MADE"} and node.value:
                yield from _texts(node.value)


def facts_in(source: str) -> Iterator[str]:
    """The names of the facts given along where an event is told; what is no fact, and ids, left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node) in TELLING and any(_texts(part) for part in node.args[:3]):
            given = {one.arg: one.value for one in node.keywords if one.arg}
            keys = [key for value in given.values() if isinstance(value, ast.Dict) for key in value.keys]
            spelt = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
            names = set(given) - NO_FACTS | set(spelt)
            yield from (name for name in names if not name.endswith(("_id", "_ids")))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(node: ast.AST) -> list[str]:
    constants = (inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant))
    return [text for text in constants if isinstance(text, str) and EVENT.match(text)]


def sources() -> Iterator[Path]:
    return (path for path in sorted(BACKEND.rglob("*.py")) if path.name != "public.py" and "demo" not in path.parts)


def written() -> set[str]:
    return {event for path in sources() for event in told_in(path.read_text(encoding="utf-8"))} | COMPOSED


def test_every_event_is_announced_or_kept_inside_for_a_reason() -> None:
    events = written()
    assert len(events) > 60
    announced = set(ANNOUNCED.by_event)
    assert events - announced - set(INSIDE) == set(), "announce it in its room's public.py, or say here why not"
    assert announced & set(INSIDE) == set()


def test_every_event_has_words_on_the_screen() -> None:
    """The journal is searched by people: no event stands there as its code."""
    assert written() - named("event", "rooms/events") - named("other_event", "rooms/journal") == set()


def test_every_fact_has_a_word_on_the_screen() -> None:
    """What stands beside an event is read by people as well. Ids are shown as names where somebody is meant."""
    facts = {fact for path in sources() for fact in facts_in(path.read_text(encoding="utf-8"))}
    assert len(facts) > 80
    assert facts - named("facts", "facts") == set()


def test_every_turn_of_the_clock_has_words_on_the_screen() -> None:
    furniture("schedules")
    assert set(registry.schedules) - named("schedule", "rooms/health") == set()


def test_nothing_is_announced_or_kept_that_never_happens() -> None:
    assert (set(ANNOUNCED.by_event) | set(INSIDE)) - written() == set()


def test_permissions_of_announcements_are_declared() -> None:
    assert {one.needs for one in ANNOUNCED} <= PERMISSIONS
    assert {one.seen_with for one in ANNOUNCED if one.seen_with} <= PERMISSIONS


def test_what_is_announced_to_residents_they_may_hear() -> None:
    for one in ANNOUNCED:
        if one.residents is not None:
            assert one.needs in ROLES[RESIDENT], one.event


@pytest.mark.parametrize("event", ["cases.noted", "files.linked"])
def test_what_has_an_audience_reaches_residents_only_as_theirs(event: str) -> None:
    assert ANNOUNCED.by_event[event].residents == {"audience": Audience.RESIDENT}


def test_words_and_people_behind_the_scenes_are_no_facts() -> None:
    """The words hang on the note, where its audience is kept; who was asked upward is the journal's."""
    for one in ANNOUNCED:
        assert set(one.facts).isdisjoint({"reason_text", "text", "other_id", "link_id"}), one.event
    assert ANNOUNCED.by_event["cases.escalated"].facts == ()


def test_an_event_nobody_announced_is_seen() -> None:
    planted = "work.emit('cases.burnt', subject)\nacting.tell('cases.sunk')\nwork.say('cases.flown')"
    assert set(told_in(planted)) == {"cases.burnt", "cases.sunk"}


def test_an_event_is_announced_once() -> None:
    announcements = Announcements()
    announcements.add(Announcement("cases.heard", (), "cases.read"))
    with pytest.raises(ValueError, match="already"):
        announcements.add(Announcement("cases.heard", (), "cases.read"))
    with pytest.raises(ValueError, match="their own matters"):
        announcements.add(Announcement("cases.sunk", (), "cases.read", residents=ALWAYS))
