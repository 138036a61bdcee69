"""The one way out: configured origins only, public addresses only, bounded in size."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.kit.outward import NotAllowedError, Outward, UnreachableError, is_public
from tests.support.outside import opened

PROVIDER = "https://qyapi.weixin.qq.com"
INSIDE = [
    "0.0.0.0",  # noqa: S104 - nothing listens there: it must not be spoken to
    *("127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254"),
    *("100.100.100.200", "224.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1", "240.0.0.1"),
    *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
    *("2002:7f00:1::", "2001:0:7f00:1::", "no address", ""),
]
URLS = [
    "http://qyapi.weixin.qq.com/send",
    "https://qyapi.weixin.qq.com:8443/send",
    "https://qyapi.weixin.qq.com./send",
    "https://user@qyapi.weixin.qq.com/send",
    "https://qyapi.weixin.qq.com@127.0.0.1/send",
    "https://evil.example/#@qyapi.weixin.qq.com",
    "https://qyapi.weixin.qq.com.evil.example/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://①②⑦.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "https://[::1",
    "https://qyapi.weixin.qq.com:99999/",
    "file:///etc/passwd",
    "gopher://qyapi.weixin.qq.com/",
    "ftp://qyapi.weixin.qq.com/",
    "//qyapi.weixin.qq.com/",
    "",
]


def to(*addresses: str) -> Outward:
    return Outward([PROVIDER], lookup=lambda _host, _port: list(addresses))


@pytest.mark.parametrize("url", URLS)
def test_no_other_address_is_spoken_to(url: str) -> None:
    outward = Outward([PROVIDER], loopback=True, lookup=lambda *_: pytest.fail("nobody is asked for its address"))
    assert not outward.allows(url)
    with pytest.raises(NotAllowedError):
        outward.post(url, headers={}, content=b"")


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_followed(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(NotAllowedError):
        to(address).post(f"{PROVIDER}/send", headers={}, content=b"")
    with pytest.raises(NotAllowedError):  # one of them is enough
        to("101.91.40.24", address).post(f"{PROVIDER}/send", headers={}, content=b"")


def test_public_addresses_are() -> None:
    assert all(is_public(one) for one in ("101.91.40.24", "8.8.8.8", "2402:4e00::1"))


def test_a_name_without_address_is_not_reached() -> None:
    with pytest.raises(NotAllowedError):
        to().post(f"{PROVIDER}/send", headers={}, content=b"")


def test_made_for_nobody_it_is_shut() -> None:
    assert not Outward().allows(f"{PROVIDER}/send")


def test_this_machine_only_where_it_is_allowed() -> None:
    with opened() as outside:
        post: Any = {"headers": {"Content-Type": "application/json"}, "content": b"{}"}
        with pytest.raises(NotAllowedError):
            Outward([outside.url]).post(f"{outside.url}/", **post)
        allowed = Outward([outside.url], loopback=True)
        assert allowed.post(outside.robot, **post).status == 200
        assert outside.seen == [("/cgi-bin/webhook/send", f"127.0.0.1:{outside.port}")]
        outside.fail((302, b""), (200, b"x" * 65_536), (200, b"x" * 65_537))
        assert allowed.post(outside.robot, **post).status == 302  # and goes nowhere
        assert len(allowed.post(outside.robot, **post).body) == 65_536
        with pytest.raises(UnreachableError):
            allowed.post(outside.robot, **post)
        assert len(outside.seen) == 4


def test_nobody_there() -> None:
    with pytest.raises(UnreachableError):
        Outward(["http://127.0.0.1:1"], loopback=True).post("http://127.0.0.1:1/", headers={}, content=b"")


def test_the_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened() as outside:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
        answer = Outward([outside.url], loopback=True).post(outside.robot, headers={}, content=b"{}")
        assert answer.status == 200
