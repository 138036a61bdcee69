"""How far somebody has read: cursors that only we make, and looks that cost the same whatever may be shown."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwen.core.events.positions import LONGEST_CURSOR, MOST_COMMUNITIES, read_cursor, write_cursor
from shouwen.core.events.rules import Run, moved, runs
from shouwen.kit.http.urls import LONGEST_QUERY
from shouwen.kit.paging import CursorInvalid

SECRET = b"s" * 32
positions = st.dictionaries(st.uuids(), st.integers(0, 2**63), max_size=20)


@settings(max_examples=30)
@given(positions)
def test_a_cursor_says_what_was_put_in(position: dict[UUID, int]) -> None:
    assert read_cursor(write_cursor(position, SECRET), SECRET) == position


@settings(max_examples=20)
@given(st.text(max_size=40))
def test_what_we_did_not_make_is_refused(cursor: str) -> None:
    with pytest.raises(CursorInvalid):
        read_cursor(cursor, SECRET)


def test_a_cursor_that_was_changed_or_signed_elsewhere_is_refused() -> None:
    cursor = write_cursor({UUID(int=1): 7}, SECRET)
    for wrong in (cursor[:-1], "A" + cursor[1:], cursor + "AAAA", write_cursor({UUID(int=1): 7}, b"other")):
        with pytest.raises(CursorInvalid):
            read_cursor(wrong, SECRET)


def test_the_longest_cursor_fits_into_an_address() -> None:
    cursor = write_cursor({UUID(int=number): 2**63 for number in range(MOST_COMMUNITIES)}, SECRET)
    assert len(cursor) < LONGEST_CURSOR < LONGEST_QUERY


@given(st.dictionaries(st.uuids(), st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8), st.integers(1, 40))
def test_reading_on_and_on_reads_every_row_once(chains: dict[UUID, tuple[int, int]], window: int) -> None:
    heads = {id_: max(pair) for id_, pair in chains.items()}
    position = {id_: min(pair) for id_, pair in chains.items()}
    wanted = {(id_, seq) for id_ in heads for seq in range(position[id_] + 1, heads[id_] + 1)}
    read: list[tuple[UUID, int]] = []
    while found := runs(heads, position, window=window):
        covered = [(run.community_id, seq) for run in found for seq in range(run.after + 1, run.upto + 1)]
        assert len(covered) <= window
        read += covered
        position = moved(position, found, None)
    assert sorted(read) == sorted(wanted)
    assert position == heads


def test_what_had_to_wait_is_read_next() -> None:
    one, two, three = (UUID(int=number) for number in (1, 2, 3))
    heads, position = {one: 5, two: 5, three: 5}, {one: 0, two: 0, three: 0}
    found = runs(heads, position, window=100)
    assert moved(position, found, (two, 3)) == {one: 5, two: 3, three: 0}
    assert runs(heads, {one: 5, two: 3, three: 0}, window=100) == [Run(two, 3, 5), Run(three, 0, 5)]
