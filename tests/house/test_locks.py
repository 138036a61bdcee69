"""What is pinned is pinned for everybody: hashes everywhere, and no trace of where somebody fetched it from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = ("requirements.lock", "tools/node.lock")
NPM_LOCK = ROOT / "frontend" / "package-lock.json"
NPM_SETTINGS = ROOT / "frontend" / ".npmrc"
MACHINE_PATHS = re.compile(r"(?<![\w.])(?:/(?:home|root|Users|tmp|work|opt|mnt)/|file:/|[A-Z]:\\)")

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins_of(lock: str) -> dict[str, Version]:
    return {canonicalize_name(pin["name"]): Version(pin["version"]) for pin in PIN.finditer(lock)}


def without_hash(lock: str) -> list[str]:
    return [pin["name"] for pin in PIN.finditer(lock) if "--hash=sha256:" not in pin["rest"]]


def unmet(asked: list[str], lock: str) -> list[str]:
    """The requirements that no pin of the lock meets."""
    pins = pins_of(lock)
    wanted = [Requirement(one) for one in asked]
    return [
        str(one) for one in wanted if (pin := pins.get(canonicalize_name(one.name))) is None or pin not in one.specifier
    ]


def leaks(npm_lock: dict[str, Any]) -> list[str]:
    """The packages whose entry says which host they came from, or that nothing proves to be what they were."""
    found = []
    for path, package in npm_lock["packages"].items():
        is_fetched = "node_modules/" in path and not package.get("link")
        if str(package.get("resolved", "")).startswith(("http", "file:", "git")):
            found.append(f"{path} is resolved to a host")
        elif is_fetched and not package.get("inBundle") and "integrity" not in package:
            found.append(f"{path} has no integrity")
    return found


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return dict(tomllib.loads(text_of("pyproject.toml"))["project"])


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_names_no_host_and_no_machine(name: str) -> None:
    lock = text_of(name)
    assert pins_of(lock), "the lock is empty"
    assert "://" not in lock
    assert not MACHINE_PATHS.search(lock)


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_pin_has_a_hash(name: str) -> None:
    assert without_hash(text_of(name)) == []


def test_the_lock_holds_what_the_project_asks_for(project: dict[str, Any]) -> None:
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    assert unmet(asked, text_of("requirements.lock")) == [], "run `make lock`"
    assert unmet(project["optional-dependencies"]["node"], text_of("tools/node.lock")) == [], "run `make lock`"


def test_the_npm_lock_names_no_host() -> None:
    text = NPM_LOCK.read_text(encoding="utf-8")
    assert '"resolved": "http' not in text
    assert not MACHINE_PATHS.search(text)
    assert leaks(json.loads(text)) == []


def test_npm_is_told_to_write_no_host() -> None:
    assert "omit-lockfile-registry-resolved=true" in NPM_SETTINGS.read_text(encoding="utf-8").split()


def test_a_bad_lock_is_seen() -> None:
    good = "idna==3.20 \\\n    --hash=sha256:00\n"
    assert without_hash(good + "anyio==4.16.0\nhttpx==0.28.1 \\\n    --hash=sha256:01\n") == ["anyio"]
    assert unmet(["idna>=3", "idna>=4", "anyio"], good) == ["idna>=4", "anyio"]
    assert MACHINE_PATHS.search("-e file:/somewhere")
    assert MACHINE_PATHS.search('"path": "/home/someone/x"')
    assert leaks(
        {
            "packages": {
                "": {"name": "root"},
                "node_modules/good": {"integrity": "sha512-0"},
                "node_modules/own": {"resolved": "packages/own", "link": True},
                "node_modules/leaky": {"resolved": "https://npm.example.org/leaky.tgz", "integrity": "sha512-0"},
                "node_modules/loose": {},
            }
        }
    ) == ["node_modules/leaky is resolved to a host", "node_modules/loose has no integrity"]
