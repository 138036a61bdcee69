"""The table of settings in docs/operation.md is settings.py, variable by variable."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from shouwen.kit.keyring import Keyring
from shouwen.settings import ROOT, Settings
from tests.docs.pages import page

OPERATION = page("docs/operation.md")
_ROW = re.compile(r"^\| `(SHOUWEN_\w+)` \| (\S+) \| (.+) \|$", re.MULTILINE)


def shown(default: Any) -> str:
    """A default as the table writes it."""
    if default is None:
        return "none"
    if default in {"", ()}:
        return "empty"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default}`"


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    told = {name: default for name, default, _ in _ROW.findall(OPERATION.text)}
    real = {f"SHOUWEN_{name.upper()}": shown(field.default) for name, field in Settings.model_fields.items()}
    assert told == real


def test_they_stand_in_the_order_of_the_program_each_with_a_meaning() -> None:
    rows = _ROW.findall(OPERATION.text)
    assert [name for name, _, _ in rows] == [f"SHOUWEN_{name.upper()}" for name in Settings.model_fields]
    assert all(len(meaning) > 10 for _, _, meaning in rows)


@pytest.mark.parametrize(
    ("default", "written"),
    [(None, "none"), ("", "empty"), ((), "empty"), (False, "`false`"), (16, "`16`"), (Path("var"), "`var`")],
)
def test_defaults_as_they_are_written(default: Any, written: str) -> None:
    assert shown(default) == written


def explained() -> list[str]:
    """What the program says, as the table of refusals quotes it."""
    section = OPERATION.text.partition("## What a refusal at the start means")[2].partition("\n## ")[0]
    firsts = [line.partition(" | ")[0] for line in section.splitlines() if line.startswith("| `")]
    return [words for first in firsts for _, words in re.findall(r"(`{1,2})(.+?)(?<!`)\1(?!`)", first)]


def refusals(path: Path) -> list[str]:
    """The sentences with which a module stops the start, without what is filled in."""
    stops = {"ValueError", "SettingsError", "append"}
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    names = [(call, getattr(call.func, "attr", getattr(call.func, "id", ""))) for call in calls]
    return [written(call.args[0]) for call, name in names if name in stops and call.args]


def written(node: ast.expr) -> str:
    """The fixed parts of a text."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_every_refusal_that_is_explained_is_one_of_the_program() -> None:
    source = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "backend" / "shouwen").rglob("*.py")))
    said = [words for words in explained() if not words.startswith("Input should be")]
    assert len(said) >= 15
    assert [words for words in said if words not in source] == []


def test_every_refusal_of_the_settings_is_explained() -> None:
    said = [text for text in refusals(ROOT / "backend" / "shouwen" / "settings.py") if text.strip()]
    assert len(said) >= 7
    assert [text for text in said if not any(words in text for words in explained())] == []


def test_the_rotation_that_is_shown_rotates(tmp_path: Path) -> None:
    (snippet,) = (block.text for block in OPERATION.blocks if block.language == "python")
    path = tmp_path / "keys"
    before = Keyring.load_or_create(path)
    exec(compile(snippet.replace("/etc/shouwen/keys", str(path)), "the rotation", "exec"), {})  # noqa: S102 - our own page
    after = Keyring.load(path)
    assert (after.current, after.root, after.keys[1]) == (2, before.root, before.keys[1])
