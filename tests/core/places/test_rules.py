from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.places.rules import after_prefix, label_prefixes, natural_key

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def test_house_numbers_sort_as_numbers() -> None:
    labels = ["10-1-101", "3-1-1201", "3-1-201", "3-2-101", "2-10-1", "2-9-1"]
    assert sorted(labels, key=natural_key) == ["2-9-1", "2-10-1", "3-1-201", "3-1-1201", "3-2-101", "10-1-101"]


@given(text, text)
def test_what_begins_with_a_prefix_lies_in_its_range_and_nothing_else(prefix: str, other: str) -> None:
    def in_range(name: str) -> bool:
        end = after_prefix(prefix)
        return name >= prefix and (end is None or name < end)

    assert in_range(prefix + other)
    assert in_range(other) == other.startswith(prefix)


@pytest.mark.parametrize(("prefix", "after"), [("3-1", "3-2"), ("张", "弡"), ("\ud7ff", "\ue000"), ("", None)])
def test_the_end_of_a_prefix(prefix: str, after: str | None) -> None:
    assert after_prefix(prefix) == after


def test_the_last_character_of_all_has_nothing_behind_it() -> None:
    assert after_prefix("\U0010ffff") is None
    assert after_prefix("a\U0010ffff") == "b"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("3-1-1201", "3-1-1201"),
        ("３－１－１２０１", "3-1-1201"),
        ("3栋1单元1201室", "3-1-1201"),
        ("3号楼1单元", "3-1-"),
        ("a座1201", "A-1201"),
        ("商铺2", "商铺2"),
    ],
)
def test_a_label_is_found_as_people_say_it(typed: str, label: str) -> None:
    assert label in label_prefixes(typed)
    assert "" not in label_prefixes(typed)
