"""Pin again what pyproject.toml asks for, with hashes and without a word about where the packages come from."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tools.setup import find_uv
from tools.shell import ROOT, stop

COMPILE = ("pip", "compile", "--quiet", "--upgrade", "--universal", "--python-version", "3.11")
PLAIN = ("--generate-hashes", "--no-header", "--no-annotate")


def main() -> None:
    uv = find_uv()
    if uv is None:
        raise stop("uv is needed to write the locks")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    pin(uv, [*project["dependencies"], *extras["dev"]], "requirements.lock")
    pin(uv, extras["node"], "tools/node.lock")


def pin(uv: Path, asked: Sequence[str], lock: str) -> None:
    subprocess.run([uv, *COMPILE, *PLAIN, "-", "-o", lock], cwd=ROOT, input="\n".join(asked), text=True, check=True)


if __name__ == "__main__":
    main()
