"""Shares with the uncertainty they carry: 3 of 3 is no proof of 100 %."""

import math
from collections.abc import Iterable
from typing import Final

_Z: Final = 1.959964  # 95 %


def wilson(kept: int, counted: int) -> tuple[float, float] | None:
    """The 95 % confidence interval of a share by Wilson, or None when nothing was counted."""
    if counted == 0:
        return None
    share = kept / counted
    spread = _Z * _Z / counted
    middle = share + spread / 2
    half = _Z * math.sqrt((share * (1 - share) + spread / 4) / counted)
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def met(rate: float | None, targets: Iterable[float | None]) -> bool | None:
    """Whether a share meets every target it was held to; None without share or target, and where only some are met."""
    held = [target for target in targets if target is not None]
    if rate is None or not held:
        return None
    verdicts = {rate >= target for target in held}
    return verdicts.pop() if len(verdicts) == 1 else None
