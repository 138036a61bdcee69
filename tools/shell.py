"""Small words for running other programs and saying so."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"


class Failed(SystemExit):
    """Ends the program with a sentence for people and exit code 1."""


def say(words: str) -> None:
    print(f"· {words}", flush=True)


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> None:
    """Run to its end; raises `CalledProcessError` when it fails. Quiet shows only stderr."""
    subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else None,
        check=True,
    )


def succeeds(command: Sequence[str | Path], **more: object) -> bool:
    """Whether the command can be started and ends with 0; its output is dropped."""
    try:
        done = subprocess.run(  # type: ignore[call-overload]
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **more,
        )
    except OSError:
        return False
    return bool(done.returncode == 0)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Only one process at a time does what `name` says; the others wait."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def stop(words: str) -> Failed:
    print(f"✗ {words}", file=sys.stderr, flush=True)
    return Failed(1)
