"""The Chinese words of the screens, as their source has them: the tests ask whether each thing has one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_SOURCE: Final = Path(__file__).resolve().parents[2] / "frontend" / "packages" / "i18n" / "src"


def named(family: str, file: str) -> set[str]:
    """What has a word in a family of labels: `named("event", "rooms/events")`."""
    text = (_SOURCE / f"{file}.zh-CN.ts").read_text(encoding="utf-8")
    block = re.search(rf"^( *)(?:export const )?{family}(?:: | = )\{{\n(.*?)\n\1\}}", text, re.MULTILINE | re.DOTALL)
    assert block is not None, f"{file} has no {family}"
    return set(re.findall(r'^ +"?([a-z_.]+)"?:', block[2], re.MULTILINE))
