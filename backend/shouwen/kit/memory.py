"""What stays as long as the process, and need not be looked at again and again for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_to_stay() -> Iterator[None]:
    """The collector rests while this is made, and passes over it from then on.

    An application is a million objects and none of them garbage: a third of the time of making it went into looking,
    and each full collection of a busy server took half a second of looking at it once more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
