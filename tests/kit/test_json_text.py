"""JSON is read as RFC 8259 has it, and nothing looser."""

import json

import pytest

from shouwen.kit.json_text import DEEPEST, read_json
from shouwen.kit.validation import JsonInvalid


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -1.5, "", "中𠮷😀\u0000", [], {}, {"a": [1, {"b": None}]}, {"": ""}, [1e308]],
    ids=str,
)
def test_plain_json(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"{",
        b"{} {}",
        b"{'a': 1}",
        b"[1,]",
        b"NaN",
        b'{"a": NaN}',
        b"[Infinity]",
        b"[-Infinity]",
        b"1e999",
        b"-1e999",
        b'"\\ud800"',
        b'"\\udfff\\ud800"',
        b'{"\\ud800": 1}',
        b'[[{"a": ["\\udc00"]}]]',
        b'{"a": 1, "a": 2}',
        b'{"x": {"a": 1, "\\u0061": 2}}',
        b"\xff",
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf{}",
        '{"a": 1}'.encode("utf-16"),
        b"9" * 5000,
        b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2),
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 900 + b"]" * 900,
        b'"\x01"',
    ],
    ids=range(28),
)
def test_refused(raw: bytes) -> None:
    with pytest.raises(JsonInvalid):
        read_json(raw)


@pytest.mark.parametrize(
    ("raw", "code", "en"),
    [
        (b'{"a":', "json_broken", "Broken at line 1, column 6"),
        (b'{\n "a": tru}', "json_broken", "Broken at line 2, column 7"),
        (b"\xff", "not_utf8", "Must be whole characters in UTF-8"),
        (b'"\\ud800"', "not_utf8", "Must be whole characters in UTF-8"),
        (b'{"a": 1, "a": 2}', "member_twice", "An object has the same member twice"),
        (b"NaN", "number_invalid", "Contains a number that is none, or too large"),
        (b"1e999", "number_invalid", "Contains a number that is none, or too large"),
        (b"9" * 5000, "number_invalid", "Contains a number that is none, or too large"),
        (b"[" * 40 + b"]" * 40, "too_deep", "Nested at most 32 levels deep"),
        (b"[" * 100_000, "too_deep", "Nested at most 32 levels deep"),
    ],
    ids=range(10),
)
def test_why_it_is_refused_is_said(raw: bytes, code: str, en: str) -> None:
    with pytest.raises(JsonInvalid) as refused:
        read_json(raw)
    assert [(error.pointer, error.code, error.en) for error in refused.value.errors] == [("", code, en)]


def test_deepest() -> None:
    raw = b"[" * DEEPEST + b"1" + b"]" * DEEPEST
    assert json.dumps(read_json(raw)).encode() == raw
