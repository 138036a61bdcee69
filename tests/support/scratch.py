"""Where tests write: in memory, where the machine has room for that.

A database of a test is copied, used for a moment and thrown away. On a disk, making its six hundred files takes four
times as long as in memory, and each commit waits for a disk that nobody will read again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  names below it are made by tempfile
NEEDED = 4 * 1024**3  # far more than a run was ever seen to use; containers are often given 64 MiB


def write_in_memory() -> None:
    """Temporary files of this process, and of those it starts, stay in memory from now on; else where they were."""
    if "TMPDIR" not in os.environ and has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def has_room(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= NEEDED
