"""The rotating pair: the next one, the same again within a minute, and the end of all when a copy turns up."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from shouwen.core.access.actor import SYSTEM
from shouwen.core.access.identify import Credentials, SessionUnknown, StaffInactive
from shouwen.core.access.sessions import (
    NoSession,
    Pair,
    RefreshReused,
    cookie_header,
    cookie_name,
    refresh,
    sign_out,
)
from shouwen.core.work import Work
from tests.core.access.conftest import Desk


def renew(desk: Desk, token: str) -> Pair:
    return desk.act(lambda work: refresh(work, token))


def opens(desk: Desk, pair: Pair) -> bool:
    try:
        desk.identify(Credentials("bearer", pair.access_token))
    except SessionUnknown:
        return False
    return True


def test_a_refresh_gives_a_new_pair(desk: Desk) -> None:
    person = desk.staff("liqiang")
    first = desk.pair(person)
    second = renew(desk, first.refresh_token)
    assert len({first.access_token, first.refresh_token, second.access_token, second.refresh_token}) == 4
    assert (first.expires_in, second.expires_in) == (1800, 1800)
    assert opens(desk, first)  # a request under way is not cut off
    assert opens(desk, second)
    assert opens(desk, renew(desk, second.refresh_token))
    assert {entry.actor_id for entry in desk.events("access.refreshed")} == {person}


def test_the_same_token_within_a_minute_gets_the_same_pair(desk: Desk) -> None:
    first = desk.pair(desk.staff("liqiang"))
    second = renew(desk, first.refresh_token)
    desk.clock.advance(seconds=60)
    again = renew(desk, first.refresh_token)
    assert (again.access_token, again.refresh_token) == (second.access_token, second.refresh_token)
    assert again.expires_in == 1740
    assert [entry.detail["repeated"] for entry in desk.events("access.refreshed")] == [False, True]


def test_later_reuse_ends_the_family_and_no_other(desk: Desk) -> None:
    person = desk.staff("liqiang")
    first, other = desk.pair(person), desk.pair(person)
    second = renew(desk, first.refresh_token)
    desk.clock.advance(seconds=61)
    with pytest.raises(RefreshReused):
        renew(desk, first.refresh_token)
    assert not opens(desk, first)
    assert not opens(desk, second)
    assert opens(desk, other)
    for token in (first.refresh_token, second.refresh_token):
        with pytest.raises(SessionUnknown):
            renew(desk, token)
    assert [entry.actor_id for entry in desk.events("access.refresh_reused")] == [person]


def test_two_at_once_get_the_same_pair(desk: Desk) -> None:
    first = desk.pair(desk.staff("liqiang"))
    with ThreadPoolExecutor(8) as threads:
        pairs = set(threads.map(lambda _: renew(desk, first.refresh_token), range(8)))
    assert len(pairs) == 1
    assert opens(desk, pairs.pop())
    repeated = [entry.detail["repeated"] for entry in desk.events("access.refreshed")]
    assert sorted(repeated) == [False] + [True] * 7


def test_only_a_refresh_token_refreshes(desk: Desk) -> None:
    person = desk.staff("liqiang")
    for secret in (desk.pair(person).access_token, desk.cookie(person).secret, "sr_unknown", "sr_\ud800"):
        with pytest.raises(SessionUnknown):
            renew(desk, secret)


def test_a_family_ends_thirty_days_after_the_sign_in(desk: Desk) -> None:
    pair = desk.pair(desk.staff("liqiang"))
    for _ in range(29):
        desk.clock.advance(days=1)
        pair = renew(desk, pair.refresh_token)
    desk.clock.advance(hours=23, minutes=50)
    pair = renew(desk, pair.refresh_token)
    assert pair.expires_in == 600
    desk.clock.advance(minutes=10)
    assert not opens(desk, pair)
    with pytest.raises(SessionUnknown):
        renew(desk, pair.refresh_token)


def test_whoever_has_left_gets_no_new_pair(desk: Desk) -> None:
    person = desk.staff("liqiang")
    pair = desk.pair(person)
    desk.deactivate(person)
    with pytest.raises(StaffInactive):
        renew(desk, pair.refresh_token)


def test_signing_out_ends_the_whole_sign_in_at_once(desk: Desk) -> None:
    person = desk.staff("liqiang")
    pair, other = desk.pair(person), desk.pair(person)
    actor = desk.identify(Credentials("bearer", pair.access_token))
    desk.act(sign_out, actor)
    assert not opens(desk, pair)
    assert opens(desk, other)
    with pytest.raises(SessionUnknown):
        renew(desk, pair.refresh_token)
    assert [entry.actor_id for entry in desk.events("access.signed_out")] == [person]


def test_no_pair_slips_through_while_its_sign_in_ends(desk: Desk) -> None:
    """A refresh that is not committed yet when the sign-out begins: its new pair must end too."""
    first = desk.pair(desk.staff("liqiang"))
    actor = desk.identify(Credentials("bearer", first.access_token))
    made, go_on = threading.Event(), threading.Event()

    def refresh_slowly(work: Work) -> Pair:
        pair = refresh(work, first.refresh_token)
        work.session.flush()
        made.set()
        go_on.wait(60)
        return pair

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(desk.act, refresh_slowly)
        assert made.wait(60)
        leaving = threads.submit(desk.act, sign_out, actor)
        time.sleep(0.2)  # time for the sign-out to reach the rows and wait
        go_on.set()
        second = slow.result()
        leaving.result()
    assert not opens(desk, second)
    with pytest.raises(SessionUnknown):
        renew(desk, second.refresh_token)


def test_an_api_key_has_nothing_to_sign_out_of(desk: Desk) -> None:
    with pytest.raises(NoSession):
        desk.act(sign_out, SYSTEM)


def test_the_cookie_demands_https_only_where_there_is_https() -> None:
    assert cookie_name(secure=True) == "__Host-shouwen_session"
    assert cookie_header("x", secure=True) == (
        "__Host-shouwen_session=x; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"
    )
    assert cookie_header("x", secure=False) == "shouwen_session=x; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"
    assert "Max-Age=0" in cookie_header("", secure=True)
