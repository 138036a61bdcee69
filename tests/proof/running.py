"""Starting and ending `shouwen` processes: on a free port, ended by their own pid and no other way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.proof.caller import Caller
from tests.support.ports import free_port

SHOUWEN = Path(sys.executable).with_name("shouwen")
READY_WITHIN_S = 120.0
STOP_WITHIN_S = 60.0


class NotStarted(RuntimeError):
    """A process of ours did not come up; the message holds the end of what it said."""


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Our own environment without any `SHOUWEN_*` but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOUWEN_")}
    return kept | {f"SHOUWEN_{name.upper()}": value for name, value in settings.items()}


def command(words: Sequence[str], settings: Mapping[str, str]) -> str:
    """Runs a command to its end and gives what it printed. Raises NotStarted with what it complained of."""
    done = subprocess.run(
        [SHOUWEN, *words], env=environment(settings), capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        raise NotStarted(f"shouwen {words[0]}: {done.stderr.strip()[-2000:]}")
    return done.stdout


class Process:
    """One `shouwen` process with its log in the folder."""

    def __init__(self, words: Sequence[str], folder: Path, settings: Mapping[str, str]) -> None:
        self.words = list(words)
        self.log = folder / f"{words[0]}.log"
        self._said_before = self.log.stat().st_size if self.log.exists() else 0  # by another process of this folder
        self.settings = {"data_dir": str(folder), "disk_floor_bytes": "0", "log_level": "warning", **settings}
        self._running: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                [SHOUWEN, *self.words],
                env=environment(self.settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_for_word(self, word: str) -> None:
        """Until its log says so. Raises NotStarted."""
        began = time.perf_counter()
        while word not in self.last_words():
            if not self.is_running or time.perf_counter() - began > READY_WITHIN_S:
                raise NotStarted(f"{self.words[0]} never said {word}: {self.last_words()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL: nothing can be put in order any more."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._running is None:
            return 0
        with suppress(ProcessLookupError):
            self._running.send_signal(how)
        code = self._running.wait(STOP_WITHIN_S)
        self._running = None
        return code

    def last_words(self) -> str:
        return self.log.read_text("utf-8", "replace")[-2000:] if self.log.exists() else ""

    def complaints(self) -> list[str]:
        """Lines of the log that tell of a fault of our own."""
        said = self.log.read_bytes()[self._said_before :] if self.log.exists() else b""
        lines = said.decode("utf-8", "replace").splitlines()
        return [
            line for line in lines if '"level": "error"' in line or '"level":"error"' in line or "Traceback" in line
        ]

    def memory(self, name: str = "VmRSS") -> int:
        """Resident bytes now, or at most (`VmHWM`); 0 where the system does not tell."""
        try:
            lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        except OSError:
            return 0
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)


class Service(Process):
    """`shouwen serve` on a port that stays the same over restarts."""

    def __init__(self, folder: Path, settings: Mapping[str, str], more: Sequence[str] = ()) -> None:
        self.port = free_port()
        super().__init__(["serve", "--port", str(self.port), *more], folder, settings)

    def start(self) -> Self:
        """Starts it and waits until it is ready. Raises NotStarted."""
        self.launch()
        self.wait_until_ready()
        return self

    def wait_until_ready(self) -> float:
        """Seconds until /readyz said 200. Raises NotStarted when that takes too long or the process ends."""
        began = time.perf_counter()
        while time.perf_counter() - began < READY_WITHIN_S:
            if not self.is_running:
                break
            if Caller(self.port, timeout=3).get("/readyz").status == 200:
                return time.perf_counter() - began
            time.sleep(0.05)
        raise NotStarted(f"serve is not ready: {self.last_words()}")

    def caller(self, headers: Mapping[str, str] | None = None, timeout: float = 30.0) -> Caller:
        return Caller(self.port, headers, timeout=timeout)
