"""Packs are complete, typed and true to each other; a pack that is wrong stops the house."""

from __future__ import annotations

from importlib.resources import files

import pytest

from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.packs import LIBRARY, Library, PackInvalidError, PackMissingError
from shouwen.core.standards.rules import Unit

BASE_TEXT = files("shouwen.core.standards").joinpath("packs", "base.yaml").read_text(encoding="utf-8")
HEAD = "pack: {name}\nversion: {version}\ntitle: {{zh: 某, en: Some}}\ndocument: {document}\nextends: {extends}\n"
ENTRY = "{key: case.silent_close, value: 7, unit: d, clause: FR-05, source: BT 六}"
# What other rooms ask for by name; the base has it whatever happens.
SPOKEN_OF = {
    "record.backdate": (24, Unit.HOURS),
    "record.ahead": (2, Unit.MINUTES),
    "record.late_mark": (10, Unit.MINUTES),
    "complaint.joint_from": (5, Unit.HOUSEHOLDS),
    "custody.accept_within": (15, Unit.MINUTES),
    "custody.accept_within.urgent": (3, Unit.MINUTES),
    "custody.dispute_within": (1, Unit.WORKING_DAYS),
    "case.silent_close": (7, Unit.DAYS),
    "clock.warn_at": (8000, Unit.BASIS_POINTS),
    "clock.climb_at": (5000, Unit.BASIS_POINTS),
    "quiet.from": (22 * 60, Unit.TIME),
    "quiet.until": (7 * 60, Unit.TIME),
}


def pack(
    *entries: str, name: str = "bt", version: object = 1, document: object = "BT", extends: object = "null"
) -> str:
    head = HEAD.format(name=name, version=version, document=document, extends=extends)
    return head + "values:\n" + "".join(f"  - {entry}\n" for entry in entries)


def library(*texts: str) -> Library:
    return Library([BASE_TEXT, *texts])


# ---------------------------------------------------------------- those of the house


def test_the_base_has_every_key_and_every_number_that_is_spoken_of() -> None:
    assert LIBRARY.base.own.keys() == KEYS.keys()
    said = {key: (row.value, row.unit) for key, row in LIBRARY.base.values.items()}
    assert said.items() >= SPOKEN_OF.items()


def test_each_number_of_the_base_is_the_houses_or_one_that_a_document_says() -> None:
    for row in LIBRARY.base.own.values():
        rows = [found for other in LIBRARY.all() if other.document and (found := other.own.get(row.key))]
        if row.source != "house":
            same = [(one.value, one.unit, one.clause, one.source) for one in rows]
            assert (row.value, row.unit, row.clause, row.source) in same, row.key


def test_the_house_decides_where_no_document_does_or_where_it_says_so() -> None:
    decided = {row.key for row in LIBRARY.base.own.values() if row.source == "house"}
    said = {key for other in LIBRARY.all() if other.document for key in other.own}
    assert decided & said == {"callback.courtesy.rate"}  # only who adopts the front desk's rules calls everybody


def test_there_is_a_pack_for_each_document_and_one_for_each_contradiction_in_it() -> None:
    packs = {found.name: (found.document, found.extends) for found in LIBRARY.all()}
    assert packs == {
        "base": (None, None),
        "qc": ("QC", None),
        "cs": ("CS", None),
        "cs_afternoon": ("CS", ("cs", 1)),
        "bt": ("BT", None),
        "bt_one_stop": ("BT", ("bt", 1)),
        "bt_same_day": ("BT", ("bt", 1)),
        "bt_returned_slip": ("BT", ("bt", 1)),
        "dp": ("DP", None),
        "op": ("OP", None),
        "op_training": ("OP", ("op", 1)),
        "op_weekly_log": ("OP", ("op", 1)),
    }


def test_a_pack_for_a_contradiction_changes_something_and_keeps_the_rest() -> None:
    for found in LIBRARY.all():
        if found.extends:
            parent = LIBRARY.pack(*found.extends)
            assert any(not row.says_as(LIBRARY.laid_over_base(parent, row.key)) for row in found.own.values())
            assert found.values.keys() == parent.values.keys() | found.own.keys()
            kept = found.values.keys() - found.own.keys()
            assert all(found.values[key].says_as(parent.values[key]) for key in kept)
            assert {row.pack for row in found.values.values()} == {found.name}


# ---------------------------------------------------------------- any


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        (ENTRY.replace("case.silent_close", "case.silent_colse"), "not among the keys"),
        (ENTRY.replace("unit: d", "unit: days"), "unknown unit"),
        (ENTRY.replace("unit: d", "unit: bp"), "not counted in"),
        (ENTRY.replace("value: 7", "value: 7.5"), "like 7"),
        (ENTRY.replace("value: 7", "value: '7'"), "like 7"),
        (ENTRY.replace("value: 7", "value: true"), "like 7"),
        (ENTRY.replace("value: 7", "value: -1"), "lies between"),
        (ENTRY.replace("value: 7", "value: 0"), "lies between"),
        (ENTRY.replace("value: 7", "value: null"), "always has a value"),
        (ENTRY.replace("clause: FR-05", "clause: FR5"), "clause"),
        (ENTRY.replace("source: BT 六", "source: ''"), "source"),
        (ENTRY.replace("source: BT 六", "source: null"), "source"),
        (ENTRY.replace(", source: BT 六", ""), "an entry has"),
        (ENTRY.replace("source: BT 六", "source: BT 六, note: x"), "an entry has"),
        (ENTRY.replace("value: 7", "value: 7, value: 8"), "given twice"),
    ],
)
def test_a_pack_that_cannot_be_understood_is_refused(entry: str, wrong: str) -> None:
    assert library(pack(ENTRY)).newest("bt").own["case.silent_close"].value == 7
    with pytest.raises(PackInvalidError, match=wrong):
        library(pack(entry))


@pytest.mark.parametrize(
    "text",
    [
        pack(ENTRY, ENTRY),
        pack(ENTRY, version=0),
        pack(ENTRY, version="'1'"),
        pack(ENTRY, name="BT-1"),
        pack(ENTRY, document="bt"),
        pack(ENTRY, extends="cs"),
        pack(ENTRY, extends="cs@1"),
        pack(ENTRY, extends="bt@1"),
        pack(),
        "[]",
        "",
    ],
)
def test_a_pack_has_a_name_a_version_a_parent_that_is_there_and_each_key_once(text: str) -> None:
    with pytest.raises(PackInvalidError):
        library(text)


def test_an_extension_is_not_extended() -> None:
    parent, child = pack(ENTRY), pack(ENTRY, name="child", extends="bt@1")
    with pytest.raises(PackInvalidError, match="an extension"):
        library(parent, child, pack(ENTRY, name="grandchild", extends="child@1"))


def test_without_a_complete_base_there_is_no_library() -> None:
    lines = BASE_TEXT.splitlines(keepends=True)
    without = "".join(line for line in lines if "key: quiet.from," not in line)
    with pytest.raises(PackInvalidError, match=r"says nothing of \['quiet.from'\]"):
        Library([without])
    with pytest.raises(PackInvalidError, match="no base"):
        Library([pack(ENTRY)])


def test_versions_stand_beside_each_other_and_the_newest_is_offered() -> None:
    known = library(pack(ENTRY), pack(ENTRY.replace("7", "9"), version=2), pack(ENTRY, name="child", extends="bt@1"))
    assert known.pack("bt", 1).own["case.silent_close"].value == 7
    assert known.newest("bt").own["case.silent_close"].value == 9
    assert [found.version for found in known.all()] == [1, 2, 1]
    assert known.newest("child").values["case.silent_close"].value == 7
    with pytest.raises(PackMissingError):
        known.pack("bt", 3)
    with pytest.raises(PackInvalidError, match="twice"):
        library(pack(ENTRY), pack(ENTRY))
