"""What the papers' PDFs are set with: a Chinese typeface from npm, and libraries of the system by apt where it may.

Papers print as pages without either, so nothing here ends a `make run`: what is lacking is said, and that is all.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tools.apt import install, may_install
from tools.node import environment
from tools.shell import CACHE, ROOT, VENV, alone, run, say, succeeds

PACKAGE = ROOT / "tools" / "fonts"
FONTS = ROOT / "backend" / "shouwen" / "core" / "print" / "fonts"
FILES = ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT")
LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def main() -> None:
    if lacking := bring():
        say(f"papers: {lacking}")


def bring() -> str:
    """What is lacking after all was tried; empty when nothing is."""
    with alone("papers"):
        lacking = [words for words in (bring_libraries(), bring_typeface()) if words]
    return "; ".join(lacking)


def bring_libraries() -> str:
    if works():
        return ""
    if may_install():
        install(*LIBRARIES)
    return "" if works() else f"no PDF without {', '.join(LIBRARIES)}; papers print as pages"


def works() -> bool:
    return succeeds([VENV / "bin" / "python", "-c", "import weasyprint"])


def bring_typeface() -> str:
    wanted = [FONTS / Path(name).name for name in FILES]
    if all(path.exists() for path in wanted):
        return ""
    say("fetching the typeface of the papers (npm, once)")
    folder = CACHE / "fonts"
    shutil.copytree(PACKAGE, folder, dirs_exist_ok=True)
    try:
        run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder, env=environment())
    except (OSError, subprocess.CalledProcessError):
        return "the typeface could not be fetched; PDFs use the system's"
    FONTS.mkdir(exist_ok=True)
    for name, path in zip(FILES, wanted, strict=True):
        shutil.copyfile(folder / "node_modules" / "@expo-google-fonts" / "noto-sans-sc" / name, path)
    shutil.rmtree(folder)
    return ""


if __name__ == "__main__":
    main()
