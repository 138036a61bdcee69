"""The clause catalogue, where it is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = Path(__file__).resolve().parents[3]


def find_catalogue() -> Path | None:
    """Beside the folder of real messages, or beside the repository."""
    real = os.environ.get("SHOUWEN_REAL_DATA")
    folders = ([Path(real).resolve().parent] if real else []) + [ROOT.parent / "shared"]
    return next((path for folder in folders if (path := folder / "spec" / "clauses.yaml").is_file()), None)


@pytest.fixture(scope="session")
def catalogue() -> dict[str, Any]:
    """The clause catalogue by section. Only test_clauses.py asks for it, and leaves itself out where it is absent."""
    path = find_catalogue()
    assert path is not None
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return read


@pytest.fixture(scope="session")
def numbers() -> dict[str, Any]:
    """Where each number of the catalogue stands (numbers.yaml)."""
    text = (HERE / "numbers.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return read
