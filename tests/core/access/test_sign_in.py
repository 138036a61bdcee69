"""Signing in with a password: counted, locked, forgiven, and the same for names that nobody has."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from shouwen.core.access.attempts import Locked
from shouwen.core.access.identify import Credentials, SessionUnknown
from shouwen.core.access.models import Credential, SignInAttempt
from shouwen.core.access.passwords import hash_password
from shouwen.core.access.sign_in import WrongPassword, check_password, sign_in_console, sign_in_phone
from shouwen.kit.problem import Problem
from tests.core.access.conftest import PASSWORD, Desk


def fail(desk: Desk, username: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            desk.sign_in(username, "not the password")


def test_the_right_password_opens_and_is_journalled(desk: Desk) -> None:
    person = desk.staff("LiQiang")
    assert desk.identify(Credentials("bearer", desk.sign_in("LiQiang").access_token)).id == person
    [entry] = desk.events("access.signed_in")
    assert (entry.actor_kind, entry.actor_id) == ("staff", person)


@pytest.mark.parametrize("spelling", ["liqiang", "LIQIANG", "ｌｉｑｉａｎｇ", " LiQiang "])
def test_a_name_is_one_name_however_it_is_typed(desk: Desk, spelling: str) -> None:
    desk.staff("LiQiang")
    desk.sign_in(spelling)


def test_a_failure_is_journalled_without_the_name(desk: Desk) -> None:
    fail(desk, "nobody-of-this-name", 1)
    [entry] = desk.events("access.sign_in_failed")
    assert entry.actor_kind == "anonymous"
    assert set(entry.detail) == {"attempt"}
    assert "nobody" not in str(entry.detail)


@pytest.mark.parametrize("username", ["liqiang", "nobody"])
def test_five_failures_lock_a_name_whether_or_not_somebody_has_it(desk: Desk, username: str) -> None:
    desk.staff("liqiang")
    fail(desk, username, 5)
    for password in (PASSWORD, "not the password"):
        with pytest.raises(Locked) as refused:
            desk.sign_in(username, password)
        assert refused.value.retry_after == 15 * 60
    assert len(desk.events("access.locked")) == 1
    desk.clock.advance(minutes=14, seconds=59.5)
    with pytest.raises(Locked) as refused:
        desk.sign_in(username)
    assert refused.value.retry_after == 1


def test_a_locked_name_costs_no_hashing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(desk, "nobody", 5)
    monkeypatch.setattr("shouwen.core.access.sign_in.verify_password", lambda *_: pytest.fail("it hashed"))
    with pytest.raises(Locked):
        desk.sign_in("nobody")


def test_a_lock_ends_and_the_count_begins_anew(desk: Desk) -> None:
    desk.staff("liqiang")
    fail(desk, "liqiang", 5)
    desk.clock.advance(minutes=15)
    fail(desk, "liqiang", 4)
    desk.sign_in("liqiang")


def test_another_name_is_not_locked(desk: Desk) -> None:
    desk.staff("liqiang")
    fail(desk, "wangfang", 5)
    desk.sign_in("liqiang")


def test_success_forgives(desk: Desk) -> None:
    desk.staff("liqiang")
    for _ in range(3):
        fail(desk, "liqiang", 4)
        desk.sign_in("liqiang")
    assert desk.read(lambda session: session.scalar(sa.select(sa.func.count()).select_from(SignInAttempt))) == 0


def test_failures_far_apart_do_not_add_up(desk: Desk) -> None:
    desk.staff("liqiang")
    for _ in range(4):
        fail(desk, "liqiang", 2)
        desk.clock.advance(minutes=16)
    desk.sign_in("liqiang")


def test_guesses_sent_all_at_once_count_as_five(desk: Desk) -> None:
    """Checked side by side, they are counted one by one: a right one that comes after the fifth opens nothing."""
    desk.staff("liqiang")
    now = desk.clock.now()
    right = check_password(desk.house.db, "liqiang", PASSWORD, now)
    wrong = check_password(desk.house.db, "liqiang", "not the password", now)

    def attempt(_: int) -> type[Problem] | None:
        try:
            desk.act(lambda work: sign_in_phone(work, wrong))
        except Problem as problem:
            return type(problem)
        return None

    with ThreadPoolExecutor(8) as threads:
        outcomes = Counter(threads.map(attempt, range(12)))
    assert outcomes == {WrongPassword: 5, Locked: 7}
    with pytest.raises(Locked):
        desk.act(lambda work: sign_in_phone(work, right))


def test_whoever_has_left_is_answered_like_a_stranger(desk: Desk) -> None:
    desk.deactivate(desk.staff("liqiang"))
    with pytest.raises(WrongPassword):
        desk.sign_in("liqiang")


def test_a_password_changed_meanwhile_no_longer_opens(desk: Desk) -> None:
    person = desk.staff("liqiang")
    checked = check_password(desk.house.db, "liqiang", PASSWORD, desk.clock.now())
    changed = hash_password("other quiet words")
    desk.run(sa.update(Credential).where(Credential.person_id == person).values(password_hash=changed))
    with pytest.raises(WrongPassword):
        desk.act(lambda work: sign_in_phone(work, checked))


def test_the_secret_of_the_console_changes_with_each_sign_in(desk: Desk) -> None:
    desk.staff("liqiang")

    def sign_in(held: str | None) -> str:
        checked = check_password(desk.house.db, "liqiang", PASSWORD, desk.clock.now())
        return desk.act(lambda work: sign_in_console(work, checked, held)[1])

    first = sign_in(None)
    desk.identify(Credentials("cookie", first))
    second = sign_in(first)
    desk.identify(Credentials("cookie", second))
    with pytest.raises(SessionUnknown):
        desk.identify(Credentials("cookie", first))


def test_no_secret_is_stored(desk: Desk) -> None:
    person = desk.staff("liqiang")
    pair, cookie = desk.sign_in("liqiang"), desk.cookie(person)
    everything = desk.read(
        lambda session: [
            str(row)
            for table in ("access_sessions", "access_credentials", "journal", "access_attempts")
            for row in session.execute(sa.text(f"SELECT * FROM {table}"))
        ]
    )
    assert len(everything) > 4
    for secret in (pair.access_token, pair.refresh_token, cookie.secret, PASSWORD):
        assert secret not in "".join(everything)
