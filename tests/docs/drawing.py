"""The parts of the docs that are drawn from the program. `python -m tests.docs.drawing` draws them all anew."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from shouwen.areas.cases.rules import LIFE, NUMBER_PREFIX, State
from shouwen.settings import ROOT
from tests.docs.pages import Page, page

BACKEND: Final = ROOT / "backend" / "shouwen"


def life_of_a_case() -> str:
    """The state table of cases as a mermaid diagram, and the verbs that lead nowhere else beneath it."""
    leading: dict[tuple[State, State], list[str]] = defaultdict(list)
    staying: dict[str, list[str]] = defaultdict(list)
    for state, verb, target in LIFE.rows():
        if target is state:
            staying[verb].append(state)
        else:
            leading[state, target].append(verb)
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {State.HEARD}: hear"]
    lines += [f"    {state} --> {target}: {', '.join(verbs)}" for (state, target), verbs in leading.items()]
    lines += ["```", "", "| leaves the state as it is | may be said in |", "|---|---|"]
    alike: dict[str, list[str]] = defaultdict(list)
    for word, states in staying.items():
        alike[", ".join(states)].append(f"`{word}`")
    return "\n".join([*lines, *(f"| {', '.join(verbs)} | {states} |" for states, verbs in alike.items())])


def rooms() -> str:
    """The packages of core and areas, each with the first sentence it says about itself."""
    lines = ["| room | what it is for |", "|---|---|"]
    for wing in ("areas", "core"):
        for path in sorted((BACKEND / wing).glob("*/__init__.py")):
            name = f"{wing}/{path.parent.name}/"
            lines += [f"| [`{name}`](backend/shouwen/{name}) | {said(path)} |"]
    return "\n".join(lines)


def tools() -> str:
    """The modules of the kit, and what core has beside its rooms."""
    lines = ["| file | what it is for |", "|---|---|"]
    for path in [*sorted((BACKEND / "core").glob("*.py")), *sorted((BACKEND / "kit").rglob("*.py"))]:
        name = path.relative_to(BACKEND).as_posix().removesuffix("__init__.py")
        if name not in {"core/", "kit/"}:
            lines.append(f"| `{name}` | {said(path)} |")
    return "\n".join(lines)


def said(path: Path) -> str:
    """The first sentence of a module's docstring, without its references."""
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    first = " ".join(docstring.partition("\n\n")[0].split())
    sentence = re.match(r".*?[.!?](?=\s|$)|.*", first)
    return re.sub(r"\s*\(mechanics:[^)]*\)", "", sentence[0]).replace("|", "\\|") if sentence else ""


def kinds() -> str:
    """The prefixes of numbers."""
    return ", ".join(f"`{prefix}` {kind}" for kind, prefix in NUMBER_PREFIX.items())


DRAWN: Final[tuple[tuple[str, str, Callable[[], str]], ...]] = (
    ("docs/architecture.md", "the life of a case", life_of_a_case),
    ("README.md", "the rooms", rooms),
    ("README.md", "the kinds", kinds),
    ("docs/architecture.md", "the tools", tools),
)


def stale() -> Iterator[tuple[Page, str, str]]:
    """What differs from what would be drawn now: page, name, the part as it should be."""
    for name, part, draw in DRAWN:
        if page(name).drawn(part) != (now := draw()):
            yield page(name), part, now


def main() -> int:
    for drawn_on, part, now in list(stale()):
        drawn_on.draw(part, now)
        sys.stdout.write(f"{drawn_on}: drew {part}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
