"""What Debian's packages can bring, where this machine lets us ask for them."""

from __future__ import annotations

import os
import shutil

from tools.shell import say, succeeds


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(*packages: str) -> None:
    say(f"asking apt for {' and '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    succeeds(["apt-get", "update"], env=quiet)
    succeeds(["apt-get", "install", "-y", "--no-install-recommends", *packages], env=quiet)
