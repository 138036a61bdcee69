"""Values that have broken systems of this kind, for every place where a caller may put one."""

from __future__ import annotations

import math

STRINGS: dict[str, object] = {
    "empty": "",
    "white space": " \t\u3000",
    "nul": "王\u0000明",
    "half a character": "王\ud800明",
    "turned round": "王\u202e明",
    "very long": "长" * 100_000,
    "emoji": "👨‍👩‍👧‍👦" * 20,
    "combining": "e\u0301\u0958" * 30,
    "sql": "'; DROP TABLE cases; --",
    "path": "../../../../etc/passwd",
    "markup": "<img src=x onerror=alert(1)>",
    "templates": "%s%n{0}{{7*7}}${7*7}",
    "line breaks": "a\r\nSet-Cookie: a=b\r\n\r\n\u2028",
    "nothing": None,
    "no text": {"$ne": [1]},
}
NUMBERS: dict[str, object] = {
    "zero": 0,
    "negative": -1,
    "31 bits": 2**31,
    "63 bits": 2**63,
    "huge": 10**400,
    "fraction": 0.1,
    "huge fraction": 1e308,
    "no number": math.nan,
    "infinite": -math.inf,
    "as text": "12",
}
DATES: dict[str, object] = {
    "year one": "0001-01-01T00:00:00Z",
    "year 9999": "9999-12-31T23:59:59.999999Z",
    "30 february": "2026-02-30T00:00:00+08:00",
    "without offset": "2026-11-22T09:30:00",
    "impossible offset": "2026-11-22T09:30:00+99:99",
    "edge of the range": "2100-12-31T23:59:59-23:59",
    "seconds": 1_764_000_000,
}
BODIES: dict[str, bytes] = {
    "empty": b"",
    "half": b'{"a": [1, ',
    "a list": b"[]",
    "null": b"null",
    "very deep": b"[" * 50_000 + b"]" * 50_000,
    "no text": b"\xff\xfe\x00\x01{}",
}
# As they stand in an address, percent-encoded already.
PARAMETERS: dict[str, str] = {
    "empty": "",
    "nul": "%00",
    "no utf-8": "%ED%A0%80%FF",
    "half an escape": "%E4%B8",
    "emoji": "%F0%9F%98%80",
    "sql": "%27%29%20OR%201%3D1--",
    "path": "..%2F..%2Fetc%2Fpasswd",
    "huge": "9" * 400,
    "very long": "x" * 9_000,
}
HEADERS: dict[str, str] = {
    "empty": "",
    "white space": " \t ",
    "latin": "\xe9\xff",
    "sql": "' OR 1=1--",
    "quotes": '"v',
    "huge version": '"v99999999999999999999"',
    "weak": 'W/"v1"',
    "commas": ",,,;q=;;=,",
    "very long": "x" * 9_000,
}
