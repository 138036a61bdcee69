"""Make `.venv` hold exactly what requirements.lock names, and the project itself, editable.

Needs only a Python of 3.11 or newer. uv does the work when the index has it, pip otherwise.
A stamp makes the second run free.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.shell import ROOT, VENV, alone, run, say, stop, succeeds

LOCK = ROOT / "requirements.lock"
STAMP = VENV / "shouwen.stamp"
PYTHON = VENV / "bin" / "python"
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check")


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  this file is started by whatever Python is there
        raise stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    with alone("setup"):
        if not is_ready():
            make_environment()
            install_locked()
            install_project()
            compile_project()
            STAMP.write_text(state(), encoding="utf-8")
            say("environment ready in .venv")


def is_ready() -> bool:
    return succeeds([PYTHON, "-c", ""]) and STAMP.exists() and STAMP.read_text(encoding="utf-8") == state()


def state() -> str:
    """What the environment depends on; another answer means another installation."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_environment() -> None:
    """A virtual environment, also where the system's Python came without ensurepip."""
    if succeeds([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        return
    say(f"making .venv with Python {sys.version.split()[0]}")
    if succeeds([sys.executable, "-m", "venv", "--clear", VENV]):
        return
    if succeeds([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]) and (
        shutil.which("uv") or succeeds([sys.executable, "-m", "pip", "--version"])
    ):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("this Python lacks venv; asking apt for python3-venv")
        succeeds(["apt-get", "update"])
        succeeds(["apt-get", "install", "-y", "--no-install-recommends", "python3-venv"])
        if succeeds([sys.executable, "-m", "venv", "--clear", VENV]):
            return
    raise stop("cannot make a virtual environment: install python3-venv (or uv) and try again")


def install_locked() -> None:
    uv = find_uv()
    if uv:
        say("installing what requirements.lock names (uv)")
        run([uv, "pip", "sync", "--quiet", "--compile-bytecode", "--python", PYTHON, "--require-hashes", LOCK])
    else:
        say("installing what requirements.lock names (pip: about a minute)")
        run([*pip(), "install", "--quiet", "--require-hashes", "-r", LOCK])


def install_project() -> None:
    """The project itself, without asking the index for anything: hatchling is in the lock."""
    uv = find_uv()
    words = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run([uv, "pip", words[0], "--python", str(PYTHON), *words[1:]] if uv else [*pip(), *words])


def compile_project() -> None:
    """Once, here: where Python may not write bytecode, every process would compile the same source again."""
    run([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "backend")])


def find_uv() -> Path | None:
    """The uv of this environment, brought by its own line of the lock, or else the machine's."""
    own = VENV / "bin" / "uv"
    if succeeds([own, "--version"]):
        return own
    if os.environ.get("SHOUWEN_SETUP") != "pip":
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as only_uv:
            only_uv.write(locked("uv"))
            only_uv.flush()
            if succeeds([*pip(), "install", "--require-hashes", "-r", only_uv.name]):
                return own
        found = shutil.which("uv")
        return Path(found) if found else None
    return None


def pip() -> list[str]:
    """The pip of this environment, or the one of the Python that made it, pointed at it."""
    if succeeds([*PIP, "--version"]):
        return [str(word) for word in PIP]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def locked(name: str) -> str:
    """The lines of the lock that pin one package with its hashes."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*\n", LOCK.read_text("utf-8"), re.MULTILINE)
    return found.group(0) if found else ""


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise stop(f"failed: {' '.join(error.cmd)}") from error
