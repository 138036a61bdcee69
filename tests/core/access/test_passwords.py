"""Hashing: the parameters, the same work for nobody, and never more than a few at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from shouwen.core.access import passwords
from shouwen.core.access.passwords import PasswordWeak, TooManySignIns, check_new_password
from shouwen.core.access.passwords import hash_password as hash_
from shouwen.core.access.passwords import verify_password as verify
from tests.core.access.conftest import takes_as_long


def test_argon2id_with_19_mib_and_two_passes() -> None:
    assert hash_("four quiet words here").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_only_the_exact_password_fits() -> None:
    stored = hash_(" four quiet words here")
    assert verify(" four quiet words here", stored) == (True, None)
    assert verify("four quiet words here", stored) == (False, None)
    assert verify("\ud800", stored)[0] is False


def test_an_old_hash_is_made_anew_when_it_fits() -> None:
    weak = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1),)).hash("words")
    fits, fresh = verify("words", weak)
    assert fits
    assert fresh is not None
    assert verify("words", fresh) == (True, None)
    assert verify("other words", weak) == (False, None)


def test_nobody_is_verified_with_the_work_of_somebody() -> None:
    assert passwords._HASHER.current_hasher.check_needs_rehash(passwords._NOBODY) is False
    assert verify("anything", None) == (False, None)
    stored = hash_("four quiet words here")

    wrong = "wrong words entirely"
    assert takes_as_long(lambda: verify(wrong, stored), lambda: verify(wrong, None))


def test_no_more_than_two_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    busy, most, lock = 0, 0, threading.Lock()

    class Watched:
        def hash(self, password: bytes) -> str:
            nonlocal busy, most
            with lock:
                busy += 1
                most = max(most, busy)
            time.sleep(0.02)
            with lock:
                busy -= 1
            return password.decode()

    monkeypatch.setattr(passwords, "_HASHER", Watched())
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(hash_, "abcdefgh")) == list("abcdefgh")
    assert most == 2


def test_whoever_waits_too_long_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASH_WAIT_S", 0.01)
    with passwords._turn(), passwords._turn(), pytest.raises(TooManySignIns) as refused:
        hash_("words")
    assert (refused.value.status, refused.value.retry_after is not None) == (503, True)
    hash_("words")


def test_a_long_line_is_not_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_IN_LINE", threading.BoundedSemaphore(1))
    patience = 60
    monkeypatch.setattr(passwords, "HASH_WAIT_S", patience)
    with passwords._turn():
        begin = time.perf_counter()
        with pytest.raises(TooManySignIns):
            hash_("words")
        assert time.perf_counter() - begin < patience / 2


def test_every_fault_of_a_new_password_is_named() -> None:
    with pytest.raises(PasswordWeak) as refused:
        check_new_password("aaa", "liqiang")
    assert [fault.code for fault in refused.value.errors] == ["too_short", "too_common"]
    check_new_password("four quiet words here", "liqiang")
