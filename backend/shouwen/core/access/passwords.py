"""Hashing passwords: argon2id, the same work whether or not the name exists, never more than a few at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from shouwen.core.access.rules import HASH_WAIT_S, HASHES_AT_ONCE, HASHES_WAITING, password_faults
from shouwen.kit.problem import Malformed, Unavailable

# RFC 9106 and OWASP: 19 MiB, two passes, one lane.
_HASHER: Final = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))
# The hash of nothing anybody knows, verified in place of a credential that does not exist.
_NOBODY: Final = "$argon2id$v=19$m=19456,t=2,p=1$c2hvdXdlbi1ub2JvZHktMQ$J2Zg7q8Wk3m5bC0xTn4rYpUeVhLdSaKiOoQwErTyUi8"
_AT_WORK: Final = threading.BoundedSemaphore(HASHES_AT_ONCE)
_IN_LINE: Final = threading.BoundedSemaphore(HASHES_AT_ONCE + HASHES_WAITING)


class TooManySignIns(Unavailable):
    """More people sign in at once than this machine can check passwords for."""

    code = "access.busy"
    zh = "登录人数较多，请稍后重试"
    en = "Many people are signing in; please try again shortly"


class PasswordWeak(Malformed):
    """A new password that is too short, too long, too common, or the username."""

    code = "access.password_weak"
    zh = "密码不符合要求"
    en = "This password does not meet the rules"


def check_new_password(password: str, username: str) -> None:
    """Raises PasswordWeak, with each fault at `/password`."""
    faults = list(password_faults(password, username))
    if faults:
        raise PasswordWeak(errors=faults)


def hash_password(password: str) -> str:
    """The argon2id hash to store. Raises TooManySignIns."""
    with _turn():
        return _HASHER.hash(_bytes(password))


def verify_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether the password fits, and a fresh hash when the stored one was made with other parameters.

    `stored` is None for a name that does not exist: the same work is done, and the answer is no. Raises TooManySignIns.
    """
    with _turn():
        fits, fresh = _HASHER.verify_and_update(_bytes(password), stored or _NOBODY)
    return (fits and stored is not None), fresh


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")  # half a character is a wrong password, not an error


@contextmanager
def _turn() -> Iterator[None]:
    # Those in line hold a thread each: without a bound a flood of sign-ins would leave none for anybody else.
    if not _IN_LINE.acquire(blocking=False):
        raise TooManySignIns
    try:
        if not _AT_WORK.acquire(timeout=HASH_WAIT_S):
            raise TooManySignIns
        try:
            yield
        finally:
            _AT_WORK.release()
    finally:
        _IN_LINE.release()
