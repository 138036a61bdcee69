"""How alike two matters sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.areas.cases.likeness import WHOLE, Sign, likeness, words_alike

TEXT = st.text("漏水电梯aA1 ,", max_size=20)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("厨房水管漏水", "厨房 水管 漏水!", True),
        ("3栋电梯又停了", "三号楼 3栋电梯停了", True),
        ("厨房水管漏水", "楼上半夜装修噪声", False),
        ("", "漏水", False),
        ("Lift stuck", "LIFT STUCK again", True),
    ],
)
def test_words_of_the_same_matter_are_alike(one: str, other: str, alike: bool) -> None:
    assert (words_alike(one, other) >= 4000) is alike


@given(TEXT, TEXT)
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= words_alike(one, other) <= WHOLE
    assert words_alike(one, other) == words_alike(other, one)


@given(TEXT)
def test_a_text_with_anything_in_it_is_wholly_like_itself(text: str) -> None:
    assert words_alike(text, text) in {0, WHOLE}


def test_the_household_speaks_louder_than_the_words() -> None:
    home = likeness(same_household=True, same_place=False, words_bp=0, least_bp=4000)
    words = likeness(same_household=False, same_place=False, words_bp=WHOLE, least_bp=4000)
    assert home is not None
    assert words is not None
    assert (home.signs, words.signs) == ([Sign.HOUSEHOLD], [Sign.WORDS])
    assert home.rank > words.rank
    assert likeness(same_household=False, same_place=False, words_bp=3999, least_bp=4000) is None


def test_the_same_words_from_the_same_home_are_the_surest() -> None:
    said = [(True, False, 9000), (True, True, 0), (False, True, 9000), (False, False, WHOLE), (False, True, 0)]
    ranks = [
        found.rank
        for home, place, words in said
        if (found := likeness(same_household=home, same_place=place, words_bp=words, least_bp=4000))
    ]
    assert ranks[0] > ranks[2] > ranks[1] > ranks[4] > ranks[3]
