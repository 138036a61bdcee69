"""A certificate of our own making, so that phones on the same network can try everything: cookies, camera, offline.

Browsers warn about it once. It is no substitute for a real one: production stands behind a proxy that has it.
"""

import ipaddress
import os
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_LIFE: Final = timedelta(days=365)
_RENEW_BEFORE: Final = timedelta(days=30)


def self_signed(folder: Path, now: datetime) -> tuple[Path, Path]:
    """The certificate and key in `folder`, made when missing, nearly over, or made for other addresses."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = list(_names())
    if not (key.is_file() and _still_good(certificate, names, now)):
        _make(certificate, key, names, now)
    return certificate, key


def _names() -> Iterator[x509.GeneralName]:
    """Every name and address by which this machine may be reached."""
    host = socket.gethostname()
    yield from (x509.DNSName(name) for name in dict.fromkeys(("localhost", host, f"{host}.local")))
    yield from (x509.IPAddress(address) for address in sorted(_addresses(host), key=str))


def _addresses(host: str) -> set[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    found = {ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1")}
    try:
        listed = socket.getaddrinfo(host, None)
    except OSError:
        listed = []
    found |= {ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in listed}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it asks which of our addresses leads outwards
            found.add(ipaddress.ip_address(probe.getsockname()[0]))
        except OSError:
            pass
    return found


def _still_good(path: Path, names: list[x509.GeneralName], now: datetime) -> bool:
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
        known = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    return set(names) <= set(known) and certificate.not_valid_after_utc - _RENEW_BEFORE > now


def _make(certificate: Path, key: Path, names: list[x509.GeneralName], now: datetime) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Shouwen on this machine")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LIFE)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    secret = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
    certificate.write_bytes(built.public_bytes(serialization.Encoding.PEM))
