"""Whatever the pages name is there, and what they promise to list they list in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shouwen.areas.cases.rules import Kind
from shouwen.settings import ROOT
from tests.docs import names
from tests.docs.pages import Page, page, pages

CHECKS = (
    names.broken_links,
    names.missing_paths,
    names.missing_tests,
    names.unknown_targets,
    names.unknown_commands,
)
Check = Callable[[Page], Iterator[str]]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("of", list(pages()), ids=str)
def test_what_a_page_names_is_there(of: Page, check: Check) -> None:
    assert sorted(set(check(of))) == []


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        (names.broken_links, "[x](nowhere.md) [y](here.md) [z](here.md#no-such) [h](here.md#a-heading)", 2),
        (names.missing_paths, "`core/wab.py` `core/web.py` `core/web.py::Rowtes` `core/web.py::Routes`", 2),
        (names.missing_paths, "`areas/nothing/` `areas/cases/` `nofile.yaml` `roles.yaml`", 2),
        (names.missing_tests, "`test_of_nothing_at_all` `test_the_life_is_the_contract`", 1),
        (names.unknown_targets, "`make tast` `make test` `make run PORT=9000`\n```sh\nmake nothing   # it\n```\n", 2),
        (names.unknown_commands, "`shouwen sarve` `shouwen serve --port 1` `shouwen serve --prot 1`", 2),
        (names.unknown_commands, "```sh\nA=b shouwen import nothing x.csv\nshouwen import messages x.csv\n```\n", 1),
    ],
)
def test_what_is_not_there_is_seen(tmp_path: Path, check: Check, text: str, found: int) -> None:
    (tmp_path / "here.md").write_text(f"# A heading\n\n{text}\n", "utf-8")
    assert len(list(check(Page(tmp_path / "here.md")))) == found


def test_the_readme_lists_every_target() -> None:
    told = set(re.findall(r"^\| `make ([a-z0-9-]+)` \|", page("README.md").text, re.MULTILINE))
    assert told == set(names.targets()) - {"help"}


def test_the_page_of_operation_lists_every_command() -> None:
    told = {" ".join(words) for words in names.words_of_commands(page("docs/operation.md"), "shouwen")}
    assert {name for name in names.commands() if not any(words.startswith(name) for words in told)} == set()


def test_the_glossary_speaks_of_every_kind_and_each_clause_is_cited_in_the_program() -> None:
    readme = page("README.md").text
    assert {kind for kind in Kind if f"` {kind}" not in readme} == set()
    glossary = readme.partition("## Words")[2].partition("\n## ")[0]
    source = "\n".join(
        path.read_text("utf-8") for path in (ROOT / "backend").rglob("*") if path.suffix in {".py", ".yaml"}
    )
    cited = set(re.findall(r"\b[A-Z]{2}-\d{2}\b", glossary))
    assert len(cited) > 8
    assert {clause for clause in cited if clause not in source} == set()


def test_pictures_are_small_enough_to_be_read_over_a_slow_line() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert len(pictures) >= 2
    assert all(picture.stat().st_size < 200_000 for picture in pictures)


def test_no_page_speaks_of_a_machine_or_leads_away() -> None:
    for one in pages():
        assert not re.search(r"(?<![\w/])/(?:work|tmp|home|root)/", one.text), f"{one} names a folder of one machine"
        assert not [link for link in one.links if "://" in link], f"{one} leads away"
