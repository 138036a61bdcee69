"""What may stand in the journal: ids, enums, numbers, instants and names; never words."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.access.actor import SYSTEM
from shouwen.core.journal.rules import GENESIS, NotAFactError, chain, fact
from shouwen.core.work import Work
from shouwen.kit.ids import new_id

ID = UUID(int=7)


class Channel(StrEnum):
    PHONE = "phone"


@pytest.mark.parametrize(
    ("value", "stands_as"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (2**63 - 1, 2**63 - 1),
        (-(2**63), -(2**63)),
        (ID, str(ID)),
        (Channel.PHONE, "phone"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 8, tzinfo=UTC), "2026-11-22T08:00:00+00:00"),
        ("hotline", "hotline"),
        ("BX202611-00017", "BX202611-00017"),
        ("complaint.finish.general", "complaint.finish.general"),
        ("application/pdf", "application/pdf"),
        ([ID, Channel.PHONE, "name"], [str(ID), "phone", "name"]),
        ([], []),
    ],
)
def test_facts_are_kept(value: Any, stands_as: Any) -> None:
    assert fact(value) == stands_as


@pytest.mark.parametrize(
    "value",
    [
        "厨房水管漏水",
        "王女士",
        "two words",
        "line\nbreak",
        "",
        " ",
        "x" * 81,
        "owner@example.com",
        "19900001234",
        "+8619900001234",
        "199-0000-1234",
        "０１２３４",
        "-rf",
        "<b>",
        1.5,
        2**63,
        b"bytes",
        {"name": "王女士"},
        ["phone", "王女士"],
        object(),
    ],
)
def test_words_and_personal_values_are_refused(value: Any) -> None:
    with pytest.raises(NotAFactError):
        fact(value)


@given(
    st.text(max_size=30),
    st.one_of(st.characters(min_codepoint=128), st.sampled_from(" \n\t,;!?@#")),
    st.text(max_size=30),
)
def test_nothing_that_reads_like_a_sentence_passes(before: str, telling: str, after: str) -> None:
    with pytest.raises(NotAFactError):
        fact(before + telling + after)


@given(st.text(max_size=200))
def test_what_passes_is_short_plain_and_unchanged(text: str) -> None:
    try:
        kept = fact(text)
    except NotAFactError:
        return
    assert kept == text
    assert len(text) <= 80
    assert text.isascii()
    assert text.isprintable()


def test_the_refusal_does_not_repeat_the_words() -> None:
    with pytest.raises(NotAFactError) as caught:
        fact("王女士 19900001234")
    assert "王" not in str(caught.value)
    assert "1990" not in str(caught.value)


@pytest.mark.parametrize(
    "event", ["heard", "cases.", "Cases.heard", "cases.heard.twice", "cases heard", "案件.登记", ""]
)
def test_an_event_is_called_area_and_past_tense(event: str) -> None:
    work = Work(house=None, session=None, actor=SYSTEM, now=datetime(2026, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="past_tense"):
        work.emit(event, community_id=new_id())
    assert not work.journalled


# ---------------------------------------------------------------- the hash


def by_hand(previous: bytes, header: dict[str, Any], detail: dict[str, Any]) -> bytes:
    """sha256(previous ‖ header ‖ sha256(detail)), with the standard library alone."""

    def canonical(value: dict[str, Any]) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    return hashlib.sha256(previous + canonical(header) + hashlib.sha256(canonical(detail)).digest()).digest()


facts = st.dictionaries(
    st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.uuids().map(str), st.just("phone")),
    max_size=5,
)


@given(st.binary(min_size=32, max_size=32), facts, facts)
def test_anybody_can_recompute_the_chain(previous: bytes, header: dict[str, Any], detail: dict[str, Any]) -> None:
    assert chain(previous, header, detail) == by_hand(previous, header, detail)


def test_everything_that_is_hashed_counts() -> None:
    header = {"event": "cases.heard", "at": (datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=8)))).isoformat()}
    detail = {"kind": "repair", "round": 1}
    seal = chain(GENESIS, header, detail)
    assert chain(bytes(31) + b"\1", header, detail) != seal
    assert chain(GENESIS, header | {"event": "cases.kept"}, detail) != seal
    assert chain(GENESIS, header, detail | {"round": 2}) != seal
    assert chain(GENESIS, dict(reversed(header.items())), dict(reversed(detail.items()))) == seal
