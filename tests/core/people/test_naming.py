"""By what a name is found: every reading of a surname, the given name, and nothing that is not in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.people.naming import given_name, initials, name_keys

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雄信", "sxx"),
        ("单雄信", "dxx"),
        ("曾国藩", "zgf"),
        ("解晓东", "xxd"),
        ("仇英", "qy"),
        ("区志强", "ozq"),
        ("查良镛", "zly"),
        ("朴正熙", "pzx"),
        ("盖叫天", "gjt"),
        ("尉迟恭", "ycg"),
        ("万俟卨", "mqx"),
        ("长孙无忌", "zswj"),
        ("乐嘉", "yj"),
        ("乐嘉", "lj"),
        ("覃辉", "qh"),
        ("覃辉", "th"),
        ("张伟", "zw"),
        ("阿卜杜拉·买买提", "abdlmmt"),
    ],
)
def test_a_surname_is_found_by_each_of_its_readings(name: str, typed: str) -> None:
    assert typed in set(initials(name))


@pytest.mark.parametrize(
    ("name", "rest"), [("王小明", "小明"), ("欧阳小明", "小明"), ("欧阳", "阳"), ("smith", ""), ("", ""), ("王", "")]
)
def test_the_given_name_is_what_follows_the_surname(name: str, rest: str) -> None:
    assert given_name(name) == rest


def test_a_foreign_name_is_found_as_it_is_spelt_in_small_letters() -> None:
    assert name_keys("Ｓｍｉｔｈ") == {"smith"}


@given(st.text(alphabet=HAN, min_size=1, max_size=60))
def test_no_name_has_more_keys_than_can_be_kept(name: str) -> None:
    assert 1 <= len(name_keys(name)) <= 26
    assert all(len(key) <= len(name) for key in initials(name))
