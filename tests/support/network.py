"""Tests talk to this machine alone: a connection to anywhere else is an error that names the address."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

LOCAL_NAMES = frozenset({"localhost", ""})


class NoNetwork(RuntimeError):
    """A test tried to leave this machine."""


def stay_home() -> None:
    """From now on, for the life of this process (an audit hook cannot be taken away)."""
    sys.addaudithook(refuse_strangers)


def refuse_strangers(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else ""  # a string is a path on this machine
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if not is_home(name):
        raise NoNetwork(f"a test tried to reach {name}: only this machine may be reached")


def is_home(host: str | None) -> bool:
    """Whether this host is the machine itself; None and an empty name are what servers listen on."""
    if host is None or host in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
