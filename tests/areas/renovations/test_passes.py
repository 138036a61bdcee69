"""The code on a pass: what was not signed here names nothing, whatever is changed of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from shouwen.areas.renovations.pass_rules import (
    GateVerdict,
    PassFacts,
    PassState,
    Token,
    make_token,
    read_token,
    verdict,
)
from shouwen.areas.renovations.rules import WORKING, RenovationState

SECRET = b"s" * 32
TODAY = date(2026, 11, 22)
IDS = st.uuids(version=4)


@given(IDS, IDS)
def test_a_code_names_what_it_was_made_for(here: UUID, pass_id: UUID) -> None:
    text = make_token(Token(here, pass_id), SECRET)
    assert read_token(text, SECRET) == Token(here, pass_id)
    assert read_token(f"https://desk.example.cn/renovations/gate?token={text}", SECRET) == Token(here, pass_id)
    assert read_token(text, b"t" * 32) is None


@given(IDS, st.integers(min_value=0), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_whatever_is_changed_it_is_forged(pass_id: UUID, place: int, letter: str) -> None:
    text = make_token(Token(pass_id, pass_id), SECRET)
    at = place % len(text)
    changed = text[:at] + letter + text[at + 1 :]
    assert (read_token(changed, SECRET) is None) == (changed != text)


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert read_token(text, SECRET) is None


@given(
    st.sampled_from(sorted(PassState)), st.integers(-3, 3), st.integers(0, 3), st.sampled_from(sorted(RenovationState))
)
def test_only_a_valid_pass_of_a_working_site_is_let_in(
    state: PassState, begins: int, lasts: int, renovation: RenovationState
) -> None:
    first = TODAY + timedelta(days=begins)
    found = PassFacts(state, first, first + timedelta(days=lasts), renovation)
    in_time = first <= TODAY <= found.valid_until
    admitted = state is PassState.VALID and in_time and renovation in WORKING
    assert (verdict(found, TODAY) is GateVerdict.ADMITTED) == admitted
