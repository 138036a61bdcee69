"""What the pages show of the program is what the program is."""

from __future__ import annotations

from pathlib import Path

import pytest

from shouwen.areas.cases.rules import LIFE
from tests.docs.drawing import DRAWN, life_of_a_case, rooms, said, stale
from tests.docs.pages import Page, page, pages


def test_every_drawn_part_is_up_to_date() -> None:
    wrong = [f"{drawn_on}: {part}" for drawn_on, part, _ in stale()]
    assert not wrong, f"{wrong}: run `python -m tests.docs.drawing`"
    assert len(DRAWN) >= 4


def test_the_diagram_shows_every_change_of_state_and_no_other() -> None:
    drawn = life_of_a_case()
    arrows = {
        (state, verb, target)
        for line in drawn.splitlines()
        if " --> " in line and "[*]" not in line
        for state, rest in [line.strip().split(" --> ")]
        for target, verbs in [rest.split(": ")]
        for verb in verbs.split(", ")
    }
    assert arrows == {(s.value, v.value, t.value) for s, v, t in LIFE.rows() if s is not t}
    assert all(f"`{verb}`" in drawn for s, verb, t in LIFE.rows() if s is t)


def test_a_stale_part_would_be_seen_and_is_drawn_anew(tmp_path: Path) -> None:
    copy = Page(tmp_path / "page.md")
    copy.path.write_text("before\n<!-- drawn: it -->\nold\n<!-- end of it -->\nafter\n", "utf-8")
    assert copy.drawn("it") == "old"
    copy.draw("it", "new")
    assert copy.path.read_text("utf-8") == "before\n<!-- drawn: it -->\nnew\n<!-- end of it -->\nafter\n"
    with pytest.raises(LookupError):
        copy.drawn("another")


def test_a_room_is_shown_by_its_first_sentence(tmp_path: Path) -> None:
    module = tmp_path / "room.py"
    module.write_text('"""Files with a | in v1.0 of\na line (mechanics: files). More."""\n', "utf-8")
    assert said(module) == "Files with a \\| in v1.0 of a line."
    assert "areas/cases/" in rooms()


def test_the_page_of_decisions_lists_each() -> None:
    listed = {link for link in page("docs/decisions/README.md").links if link[:4].isdigit()}
    there = {path.name for path in page("docs/decisions/README.md").path.parent.glob("[0-9]*.md")}
    assert listed == there
    assert len(there) >= 10


def test_every_decision_has_its_parts_and_something_that_keeps_it() -> None:
    for one in pages():
        if not one.path.name[:4].isdigit():
            continue
        title, decision = one.text.splitlines()[0], one.text.splitlines()[2]
        assert title.startswith(f"# {one.path.name[:4]} "), one
        assert decision.endswith("."), one
        assert [line for line in one.text.splitlines() if line.startswith("## ")] == [
            "## Why",
            "## What we gave up",
            "## Kept by",
        ], one
        kept_by = one.text.partition("## Kept by")[2]
        assert "`tests/" in kept_by or ".test.ts" in kept_by, one
