"""What a promise counts from is said in words on every screen that explains it, never by its name in the table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.words import named

ROOT = Path(__file__).parents[2]
MAKERS = {"Birth", "promise", "_promise", "_of_owner"}
BASE = re.compile(r"[a-z_]+_(?:at|until)|quarter_end|window")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _bases(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call) in MAKERS:
            given = [*call.args, *(one.value for one in call.keywords if one.arg == "base")]
            for one in given:
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and BASE.fullmatch(one.value):
                    yield one.value


def test_every_base_of_a_promise_has_its_words() -> None:
    used = {
        base
        for path in (ROOT / "backend/shouwen").rglob("*.py")
        for base in _bases(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert {"heard_at", "valid_until", "window"} <= used
    assert used - named("why_base", "rooms/standards") == set()
