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


def test_deepest() -> None:
    raw = b"[" * DEEPEST + b"1" + b"]" * DEEPEST
    assert json.dumps(read_json(raw)).encode() == raw
