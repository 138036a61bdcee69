"""The rules of signing in: how long things last, when a name is locked, and what makes a password."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from shouwen.kit.problem import FieldError

# How long things last.
COOKIE_LASTS: Final = timedelta(hours=12)  # a shift
ACCESS_LASTS: Final = timedelta(minutes=30)  # api.md §10
FAMILY_LASTS: Final = timedelta(days=30)  # counted from the sign-in: refreshing does not prolong it
REPLAY_WITHIN: Final = timedelta(seconds=60)  # a phone that lost the answer may ask again (mechanics §12)
SETUP_LASTS: Final = timedelta(hours=24)
SIGN_IN_LASTS: Final = timedelta(hours=72)  # over a weekend

# When a name is locked.
FAILURES_ALLOWED: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(minutes=15)  # failures further apart than this do not add up

# How much hashing at once: each takes 19 MiB and a core.
HASHES_AT_ONCE: Final = 2
HASHES_WAITING: Final = 8
HASH_WAIT_S: Final = 2.0

SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 128
_FEWEST_CHARACTERS: Final = 5
_COMMON: Final = frozenset(
    {
        "123456789012",
        "1234567890ab",
        "1234567890123",
        "0123456789ab",
        "012345678910",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "adminadmin123",
        "administrator",
        "asdfghjkl123",
        "changemechangeme",
        "iloveyou1234",
        "letmeinletmein",
        "password1234",
        "password12345",
        "passwordpassword",
        "qazwsxedcrfv",
        "qwerty123456",
        "qwertyuiop12",
        "qwertyuiop123",
        "shouwen123456",
        "shouwenshouwen",
        "welcome12345",
        "woaini1314520",
        "woaini5201314",
    }
)


class SessionKind(StrEnum):
    """How a session's secret travels, and what it is good for."""

    COOKIE = "cookie"
    ACCESS = "access"
    REFRESH = "refresh"


class LinkPurpose(StrEnum):
    """What a one-time link opens."""

    SETUP = "setup"
    SIGN_IN = "sign_in"


def password_faults(password: str, username: str) -> Iterator[FieldError]:
    """What is wrong with a new password, if anything. Both as typed; compared without regard to case."""
    plain = password.casefold()
    if len(password) < SHORTEST_PASSWORD:
        yield _fault("too_short", f"密码至少 {SHORTEST_PASSWORD} 个字符", f"At least {SHORTEST_PASSWORD} characters")
    if len(password) > LONGEST_PASSWORD:
        yield _fault("too_long", f"密码至多 {LONGEST_PASSWORD} 个字符", f"At most {LONGEST_PASSWORD} characters")
    if plain == username.casefold():
        yield _fault("same_as_username", "密码不能与用户名相同", "Must differ from the username")
    elif plain in _COMMON or len(set(plain)) < _FEWEST_CHARACTERS:
        yield _fault("too_common", "这个密码太常见，容易被猜到", "Too common: easily guessed")


def _fault(code: str, zh: str, en: str) -> FieldError:
    return FieldError("/password", code, zh, en)


def is_replay(used_at: datetime, now: datetime) -> bool:
    """Whether a refresh token used at `used_at` may be answered once more with the same pair."""
    return now - used_at <= REPLAY_WITHIN
