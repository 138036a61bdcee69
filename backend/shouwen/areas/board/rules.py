"""Shares with the uncertainty they carry: 3 of 3 is no proof of 100 %."""

import math
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
