"""Build the screens when their sources have changed since the last build, and only then.

The key is the sha256 of everything that goes into a build: sources, lock and the API's contract.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.node import FRONTEND, environment
from tools.shell import CACHE, alone, run, say, stop

# made by the build itself, or no part of it
NOT_SOURCES = frozenset({"node_modules", "dist", "e2e", ".vite", ".tanstack", "test-results", ".tmp"})
MADE = (".gen.ts", ".test.ts", ".test.tsx")
BUILT = CACHE / "screens.key"
INSTALLED = FRONTEND / "node_modules" / ".shouwen-lock"
INDEX = FRONTEND / "apps" / "staff" / "dist" / "index.html"


def main() -> None:
    if not (FRONTEND / "package.json").exists():
        say("no frontend/ yet: the API starts without screens")
        return
    with alone("screens"):
        install()
        build()


def install() -> None:
    """`npm ci`, when the lock is another than the one node_modules was made from."""
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.exists() and INSTALLED.read_text("utf-8") == lock:
        return
    say("installing what frontend/package-lock.json names (npm ci)")
    run(["npm", "ci", "--no-audit", "--no-fund"], cwd=FRONTEND, env=environment())
    INSTALLED.write_text(lock, "utf-8")


def build() -> None:
    key = key_of(FRONTEND)
    if INDEX.exists() and BUILT.exists() and BUILT.read_text("utf-8") == key:
        return
    say("building the screens")
    run(["npm", "run", "--silent", "build"], cwd=FRONTEND, env=environment())
    BUILT.write_text(key, "utf-8")


def key_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sources(folder):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sources(folder: Path) -> Iterator[Path]:
    """Every file a build reads, in one order on every machine."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in NOT_SOURCES:
            yield from sources(path)
        elif path.is_file() and not path.name.endswith(MADE):
            yield path


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise stop(f"the screens could not be built: {' '.join(error.cmd)} ended with {error.returncode}") from error
