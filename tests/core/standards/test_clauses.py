"""Every number of the clause catalogue stands in a pack as the clause has it, or is no standard for a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.packs import LIBRARY
from shouwen.core.standards.rules import Standard, StandardSense, Unit, read_value
from tests.core.standards.conftest import ROOT, find_catalogue

if find_catalogue() is None:
    pytest.skip("the clause catalogue is not here: packs are not held against it", allow_module_level=True)

WORDS = {
    "daily": (1, Unit.DAYS),
    "weekly": (7, Unit.DAYS),
    "monthly": (1, Unit.MONTHS),
    "quarterly": (1, Unit.QUARTERS),
    "half-yearly": (6, Unit.MONTHS),
    "yearly": (1, Unit.YEARS),
    "same_day": (None, Unit.SAME_DAY),
    "same_month": (None, Unit.SAME_MONTH),
    "Friday": (5, Unit.WEEKDAY),
}
FOR_EVER = {None, "forever", "none"}
TIMES_A_YEAR = {2: "6mo"}
LENGTH = re.compile(r"(\d+)(s|m|h|d|wd|mo|q|y)")

Clauses = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def clauses(catalogue: dict[str, Any]) -> Clauses:
    rows = [row for section in catalogue.values() if isinstance(section, list) for row in section]
    return {row["id"]: row for row in rows if isinstance(row, dict) and "rule" in row}


@pytest.fixture(scope="session")
def leaves(clauses: Clauses) -> dict[str, Any]:
    """Every number by clause and place, such as `CB-01.repair[0]`."""
    return {f"{id}.{path}": value for id, row in clauses.items() for path, value in below(row.get("n", {}), "")}


def below(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from below(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from below(inner, f"{path}[{index}]")
    else:
        yield path, node


def stands_for(name: str, leaf: str) -> bool:
    return leaf == name or leaf.startswith((f"{name}.", f"{name}["))


def places(entries: list[str]) -> Iterator[tuple[Standard, str | None]]:
    """The rows of packs that an entry names, and how their number is read where the leaf is a word."""
    for entry in entries:
        where, _, reading = entry.partition(" = ")
        pack, key = where.split()
        row = LIBRARY.newest(pack).own.get(key)
        assert row, f"{pack} says nothing of {key}"
        yield row, reading or None


def as_number(word: Any, unit: Unit) -> tuple[int | None, Unit] | None:
    """What a number of the catalogue says in that unit, if it can be said in it."""
    if word in FOR_EVER:
        return None, unit
    if isinstance(word, float | int) and not isinstance(word, bool):
        return (round(word * 10_000) if unit is Unit.BASIS_POINTS else int(word)), unit
    if unit in {Unit.TIME, Unit.DATE}:
        return read_value(word, unit), unit
    match = LENGTH.fullmatch(str(word))
    return (int(match[1]), Unit(match[2])) if match else WORDS.get(word)


def agrees(leaf: Any, reading: str | None) -> bool:
    """Whether the reading is one of this word: part of it, or of what only says yes."""
    if reading is None or isinstance(leaf, bool):
        return reading is None or leaf is True
    if isinstance(leaf, int):
        return str(leaf) == re.sub(r"\D+\Z", "", reading) or TIMES_A_YEAR.get(leaf) == reading
    return reading in str(leaf) or reading == "none"


def test_every_number_is_held_or_has_a_reason_and_nothing_else_is(
    leaves: dict[str, Any], numbers: dict[str, Any]
) -> None:
    held = set(numbers["held"])
    names = [name for group in numbers["elsewhere"] for name in group["numbers"]]
    excused = {leaf for leaf in leaves if any(stands_for(name, leaf) for name in names)}
    assert len(leaves) > 500
    assert sorted(held - set(leaves)) == []
    assert sorted(held & excused) == []
    assert sorted(set(leaves) - held - excused) == []
    assert [name for name in names if not any(stands_for(name, leaf) for leaf in leaves)] == []
    assert all(group["because"] for group in numbers["elsewhere"])


def test_packs_say_what_the_clauses_say(leaves: dict[str, Any], numbers: dict[str, Any]) -> None:
    wrong = []
    for leaf, entries in numbers["held"].items():
        for row, reading in places(entries):
            assert agrees(leaves[leaf], reading), f"{leaf}: {leaves[leaf]!r} is not read as {reading!r}"
            said = as_number(leaves[leaf] if reading is None else reading, row.unit)
            if said != (row.value, row.unit):
                wrong.append(f"{leaf} says {leaves[leaf]!r}, {row.pack} {row.key} says {row.written} {row.unit}")
    assert wrong == []


def test_each_row_of_a_document_names_its_clause_and_a_place_in_it(
    clauses: Clauses, leaves: dict[str, Any], numbers: dict[str, Any]
) -> None:
    """And stands in numbers.yaml under that clause, or among those read from its words."""
    by_row: dict[tuple[str, str], set[str]] = {}
    for leaf, entries in numbers["held"].items():
        for row, _ in places(entries):
            by_row.setdefault((row.pack, row.key), set()).add(leaf.partition(".")[0])
    for pack in LIBRARY.all():
        for row in pack.own.values() if pack.document else ():
            assert row.clause, f"{row.key} of {pack.name} has no clause"
            assert row.source.startswith((f"{pack.document} ", f"{pack.document}-")), row.source
            assert row.source in clauses[row.clause]["ref"], f"{row.key}: {row.source} is not in {row.clause}"
            in_words = row.key in numbers["in_words"].get(pack.name, ())
            named = by_row.get((pack.name, row.key), set())
            assert (row.clause in named) or in_words, f"{pack.name} {row.key} is not from a number of {row.clause}"
            assert not (named and in_words), f"{pack.name} {row.key} stands among the numbers: take the word away"


def test_numbers_of_the_house_name_clauses_that_exist(clauses: Clauses) -> None:
    named = {row.clause for row in LIBRARY.base.own.values() if row.clause}
    assert named <= set(clauses)


def test_rules_without_a_number_stand_where_they_are_said_to(clauses: Clauses, numbers: dict[str, Any]) -> None:
    for rule in numbers["rules"]:
        assert "n" not in clauses[rule["clause"]], f"{rule['clause']} has numbers"
        assert rule["because"]
        for place in rule["stands_in"]:
            text = (ROOT / "backend" / "shouwen" / place).read_text(encoding="utf-8")
            assert rule["clause"] in text, f"{place} does not name {rule['clause']}"


def test_no_section_of_the_catalogue_is_overlooked(catalogue: dict[str, Any], numbers: dict[str, Any]) -> None:
    plain = {
        name for name, rows in catalogue.items() if not any(isinstance(row, dict) and "rule" in row for row in rows)
    }
    assert plain == set(numbers["sections"])


def test_where_documents_disagree_packs_do(catalogue: dict[str, Any], numbers: dict[str, Any]) -> None:
    assert {row["topic"] for row in catalogue["conflicts"]} == set(numbers["conflicts"])
    for topic, found in numbers["conflicts"].items():
        assert bool(found.get("keys")) != bool(found.get("because")), topic
        for key in found.get("keys", ()):
            rows = [pack.own[key] for pack in LIBRARY.all() if pack.document and key in pack.own]
            assert len({(row.value, row.unit) for row in rows}) > 1, f"{topic}: all packs agree on {key}"


def test_every_row_of_the_commitment_tables_is_promised_by_the_butlers(
    catalogue: dict[str, Any], numbers: dict[str, Any]
) -> None:
    """But the convenience corner (SS-05), a list of six articles, and the list of payments sent ahead (FE-03)."""
    asked = {clause for table in catalogue["commitment_tables"] for clause in table["rows"].values()}
    kept = {
        leaf.partition(".")[0]
        for leaf, entries in numbers["held"].items()
        if any(entry.startswith("bt ") for entry in entries)
    }
    assert asked - kept == {"SS-05", "FE-03", "CB-17"}


def test_strictly_more_and_at_most_are_said_by_the_key(numbers: dict[str, Any]) -> None:
    for leaf, entries in numbers["held"].items():
        ending = leaf.rpartition("_")[2]
        sense = {"gt": StandardSense.ABOVE, "max": StandardSense.AT_MOST}.get(ending)
        for row, _ in places(entries):
            if row.key.startswith("target."):
                assert KEYS[row.key].sense is (sense or StandardSense.AT_LEAST), leaf
