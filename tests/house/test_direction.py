"""One arrow: app → areas → core → kit. The real tree keeps every contract, and each contract can say no."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


@dataclass(frozen=True)
class Plant:
    """Files to add to a copy of the tree (path below shouwen/ → its source), and the contract they try."""

    contract: str
    files: dict[str, str]


ONE_ENTERS_TWO_BY_THE_DOOR = {
    "areas/planted_one/service.py": "import shouwen.areas.planted_two.public",
    "areas/planted_two/public.py": "",
}

BROKEN = {
    "kit knows core": Plant("arrow", {"kit/planted.py": "import shouwen.core"}),
    "kit knows areas": Plant("arrow", {"kit/planted.py": "import shouwen.areas"}),
    "core knows areas": Plant("arrow", {"core/planted.py": "import shouwen.areas"}),
    "core knows settings": Plant("arrow", {"core/planted.py": "import shouwen.settings"}),
    "an area knows the app": Plant("arrow", {"areas/planted.py": "import shouwen.app"}),
    "a module outside the house": Plant("arrow", {"planted.py": ""}),
    "an area past another's door": Plant(
        "doors",
        {
            "areas/planted_one/service.py": "import shouwen.areas.planted_two.service",
            "areas/planted_two/service.py": "",
        },
    ),
    "an area into another's package": Plant(
        "doors", {"areas/planted_one/service.py": "import shouwen.areas.planted_two", "areas/planted_two/public.py": ""}
    ),
    "two areas in a circle": Plant(
        "areas-circle",
        ONE_ENTERS_TWO_BY_THE_DOOR
        | {
            "areas/planted_one/public.py": "",
            "areas/planted_two/reactions.py": "import shouwen.areas.planted_one.public",
        },
    ),
    "two core packages in a circle": Plant(
        "core-circle",
        {
            "core/planted_one/service.py": "import shouwen.core.planted_two.service",
            "core/planted_two/service.py": "",
            "core/planted_two/queries.py": "import shouwen.core.planted_one.queries",
            "core/planted_one/queries.py": "",
        },
    ),
    "rules that ask the database": Plant("pure-rules", {"areas/planted/rules.py": "import sqlalchemy"}),
    "rules that ask the clock": Plant("pure-rules", {"core/planted/rules.py": "import shouwen.kit.clock"}),
    "a service that answers HTTP": Plant("no-http-in-services", {"areas/planted/service.py": "import fastapi"}),
}

KEPT = {
    "an area through another's door": Plant("doors", ONE_ENTERS_TWO_BY_THE_DOOR),
    "areas without a circle": Plant("areas-circle", ONE_ENTERS_TWO_BY_THE_DOOR),
    "a package on the floor of every route": Plant(
        "core-circle", {"core/planted_one/service.py": "import shouwen.core.work"}
    ),
}


def lint_imports(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--config", ROOT / "pyproject.toml", "--no-cache", "--no-logo", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def plant(folder: Path, files: dict[str, str]) -> None:
    """Add the files, with an `__init__.py` in each new folder, and the modules they name at the top if missing."""
    for path, source in files.items():
        target = folder / "shouwen" / path
        target.parent.mkdir(exist_ok=True)
        (target.parent / "__init__.py").touch()
        target.write_text(source + "\n", encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "backend" / "shouwen", tmp_path / "shouwen", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "settings.py", "core/work.py"):
        (tmp_path / "shouwen" / name).touch()
    return tmp_path


def test_the_tree_keeps_every_contract() -> None:
    found = lint_imports(ROOT / "backend")
    assert found.returncode == 0, found.stdout
    assert "0 broken" in found.stdout


@pytest.mark.parametrize("planted", BROKEN.values(), ids=list(BROKEN))
def test_a_wrong_import_breaks_its_contract(copy: Path, planted: Plant) -> None:
    plant(copy, planted.files)
    found = lint_imports(copy, "--contract", planted.contract)
    assert found.returncode == 1, found.stdout
    assert "planted" in found.stdout.split("Broken contracts")[1]


@pytest.mark.parametrize("planted", KEPT.values(), ids=list(KEPT))
def test_a_right_import_keeps_its_contract(copy: Path, planted: Plant) -> None:
    plant(copy, planted.files)
    found = lint_imports(copy, "--contract", planted.contract)
    assert found.returncode == 0, found.stdout
