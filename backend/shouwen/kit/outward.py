"""The one way out: what this house says to servers of others goes through here, or is not said.

Only origins that were configured are spoken to, whatever an address in the database says. The name is resolved once,
every address it has must be a public one, and the connection is made to that very address, so that a name cannot
change its meaning in between. No redirect is followed, no proxy of the environment is used, an answer is read up to
64 KB and waited for up to 10 seconds.

On this machine itself (a stand-in of a provider, while trying things out) one may be spoken to where `loopback` is
allowed, which production never does.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import httpx

CONNECT_S: Final = 5.0
TOTAL_S: Final = 10.0
MOST_BYTES: Final = 65_536
_PORTS: Final = {"https": 443, "http": 80}

Resolve = Callable[[str, int], list[str]]

# What `ipaddress` calls global although it leads inside: NAT64, 6to4 and Teredo carry an address within the address.
_DISGUISED: Final = tuple(
    ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "192.0.0.0/24")
)


class NotAllowedError(Exception):
    """An address that this house does not speak to."""


class UnreachableError(Exception):
    """Nobody answered there, or not in time, or with more than anybody would read."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port: who is spoken to."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> "Origin":
        """The origin of an absolute http(s) address. Raises NotAllowedError for anything else, and for user names."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise NotAllowedError("no address") from error
        if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None or parts.password is not None:
            raise NotAllowedError("only plain http(s) addresses")
        return cls(parts.scheme, parts.hostname.lower(), _PORTS[parts.scheme] if port is None else port)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name. Raises UnreachableError for a name without one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError("no such name") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Outward:
    """Speaks to the origins it was made for, and to nobody else."""

    def __init__(self, origins: Iterable[str] = (), *, loopback: bool = False, lookup: Resolve = resolve) -> None:
        self.origins = frozenset(Origin.of(url) for url in origins)
        self._loopback = loopback
        self._lookup = lookup

    def allows(self, url: str) -> bool:
        """Whether the address is one of those that may be spoken to; asks no name server."""
        try:
            return self._admit(url) in self.origins
        except NotAllowedError:
            return False

    def post(self, url: str, *, headers: Mapping[str, str], content: bytes) -> Answer:
        """Says it once. Raises NotAllowedError and UnreachableError; any status is an answer."""
        return self._send("POST", url, headers, content)

    def get(self, url: str, *, headers: Mapping[str, str]) -> Answer:
        """Asks once. Raises as `post` does."""
        return self._send("GET", url, headers, b"")

    def _send(self, method: str, url: str, headers: Mapping[str, str], content: bytes) -> Answer:
        origin = self._admit(url)
        address = self._address(origin)
        parts = httpx.URL(url)
        said = httpx.Headers(headers)
        said["Host"] = parts.netloc.decode("ascii")
        sent = httpx.Request(
            method,
            parts.copy_with(host=address),
            headers=said,
            content=content,
            # The certificate must be that of the name, though we connect to the address.
            extensions={"sni_hostname": origin.host, "timeout": httpx.Timeout(TOTAL_S, connect=CONNECT_S).as_dict()},
        )
        give_up_at = time.monotonic() + TOTAL_S
        try:
            with httpx.HTTPTransport(trust_env=False, retries=0) as line:
                return _read(line.handle_request(sent), give_up_at)
        except httpx.HTTPError as error:
            raise UnreachableError(type(error).__name__) from error

    def _admit(self, url: str) -> Origin:
        origin = Origin.of(url)
        if origin not in self.origins:
            raise NotAllowedError("not one of the configured origins")
        if origin.scheme != "https" and not (self._loopback and _is_here(origin.host)):
            raise NotAllowedError("only https")
        return origin

    def _address(self, origin: Origin) -> str:
        """The address to connect to: all that the name has must be fit, or none is used."""
        addresses = self._lookup(origin.host, origin.port)
        here = self._loopback and _is_here(origin.host)
        if not addresses or not all(is_public(one) or (here and _is_loopback(one)) for one in addresses):
            raise NotAllowedError("leads to an address that is not public")
        return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet, and hides no other within it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return is_public(str(found.ipv4_mapped))
    return found.is_global and not found.is_multicast and not any(found in network for network in _DISGUISED)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    return host == "localhost" or _is_loopback(host)


def _read(response: httpx.Response, give_up_at: float) -> Answer:
    """The whole answer, bounded in size and in time: somebody may send one byte now and then."""
    body = b""
    try:
        for piece in response.iter_raw():
            body += piece
            if len(body) > MOST_BYTES or time.monotonic() > give_up_at:
                raise UnreachableError("answered too much or too slowly")
    finally:
        response.close()
    return Answer(response.status_code, body, {name.lower(): value for name, value in response.headers.items()})
