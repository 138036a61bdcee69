"""Ports for servers that come back at the same address after they were stopped."""

from __future__ import annotations

import random
import socket

# Below the range from which systems take the near end of outgoing connections: a port of that range can be gone
# between a stop and the next start, because a caller of somebody else speaks from it.
_LOWEST, _HIGHEST = 15_000, 30_000


def free_port() -> int:
    """A port of this machine on which nobody listens. Raises OSError where none of a hundred is free."""
    for _ in range(100):
        port = random.SystemRandom().randint(_LOWEST, _HIGHEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no free port was found")
