"""Logs: JSON lines with the request's id, and nothing in them that should not be."""

import io
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from shouwen.kit import log
from shouwen.kit.log import REDACTED, redact_text
from tests.support.logs import logged_lines


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    with logged_lines() as lines:
        yield lines


def read(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_one_json_object_a_line(lines: io.StringIO) -> None:
    structlog.get_logger("shouwen.sealer").info("sealed", rows=12, community_id="0192f0c1-2345-7abc-8def-0123456789ab")
    (line,) = read(lines)
    assert line.pop("at").endswith("Z")
    assert line == {
        "event": "sealed",
        "level": "info",
        "logger": "shouwen.sealer",
        "rows": 12,
        "community_id": "0192f0c1-2345-7abc-8def-0123456789ab",
    }


def test_libraries_log_the_same_way(lines: io.StringIO) -> None:
    logging.getLogger("sqlalchemy.pool").warning("connection of %s lost\nsecond line", "13812345678")
    (line,) = read(lines)
    assert (line["event"], line["logger"]) == (f"connection of {REDACTED} lost\nsecond line", "sqlalchemy.pool")


def test_request_id(lines: io.StringIO) -> None:
    token = log.enter_request("r-1")
    structlog.get_logger().info("inside")
    logging.getLogger("any").warning("inside too")
    log.leave_request(token)
    structlog.get_logger().info("outside")
    assert [line.get("request_id") for line in read(lines)] == ["r-1", "r-1", None]
    assert log.current_request_id() == "-"


def test_uvicorn_tells_no_addresses(lines: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info('127.0.0.1 - "GET /?q=13812345678 HTTP/1.1" 200')
    logging.getLogger("httpx").info("HTTP Request: GET http://x/?access_token=1")
    logging.getLogger("uvicorn.error").info("Started server process")
    assert [line["event"] for line in read(lines)] == ["Started server process"]


def test_tracebacks_are_redacted_too(lines: io.StringIO) -> None:
    try:
        int("phone 13812345678 of 110101199003078515")
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("any").exception("failed")
    ours, theirs = read(lines)
    for line in (ours, theirs):
        assert "Traceback" in line["exception"]
        assert f"'phone {REDACTED} of {REDACTED}'" in line["exception"]


def test_nothing_breaks_a_line(lines: io.StringIO) -> None:
    structlog.get_logger().info("odd\ud800", value=float("nan"), other=b"\xff", more={1: {"x"}}, thing=object())
    structlog.get_logger().info("fine")
    assert len(read(lines)) == 2
    assert lines.getvalue().isascii()


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "new_password",
        "access_token",
        "Authorization",
        "cookie",
        "api_key",
        "phone",
        "contact_phone",
        "id_number",
    ],
)
def test_by_name(lines: io.StringIO, name: str) -> None:
    structlog.get_logger().info("x", **{name: "hello"}, deep={"list": [{name: "hello"}]}, empty={name: None})
    (line,) = read(lines)
    assert line[name] == REDACTED
    assert line["deep"] == {"list": [{name: REDACTED}]}
    assert "hello" not in lines.getvalue()


def test_numbers(lines: io.StringIO) -> None:
    structlog.get_logger().info("x", caller=13812345678, ms=12.5, fen=1_234_500, yes=True, nothing=None)
    (line,) = read(lines)
    assert (line["caller"], line["ms"], line["fen"], line["yes"], line["nothing"]) == (
        REDACTED,
        12.5,
        1234500,
        True,
        None,
    )


@pytest.mark.parametrize(
    "secret",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "8613812345678",
        "02062345678",
        "110101199003078515",
        "11010119900307851X",
        "pk_0192f0c1_aBcDeFgHiJkL",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "xJ4c0yTzQm3w9P-bU7nLr5aVd2hKe8GsF6iYtWqZoXk",
    ],
)
@pytest.mark.parametrize("around", ["{}", "电话{}。", "tel={}&x=1", '"{}"', "({})", "a {} b"])
def test_patterns(secret: str, around: str) -> None:
    assert redact_text(around.format(secret)) == around.format(REDACTED)


def test_headers_and_statements() -> None:
    assert redact_text("Authorization: Bearer abc.def") == f"Authorization: Bearer {REDACTED}"
    assert redact_text("Cookie: __Host-shouwen_session=abc; x=1") == f"Cookie: __Host-shouwen_session={REDACTED}; x=1"
    failed = "(E) x\n[SQL: INSERT INTO t]\n[parameters: ('张三', [1], 'x')]\n(Background on this error)"
    assert redact_text(failed) == f"(E) x\n[SQL: INSERT INTO t]\n{REDACTED}\n(Background on this error)"
    assert redact_text("ERROR: duplicate\nDETAIL:  Key (name)=(张三) exists.") == f"ERROR: duplicate\nDETAIL:{REDACTED}"


@pytest.mark.parametrize(
    "plain",
    [
        "0192f0c1-2345-7abc-8def-012345678901",
        "case 0192f0c1-2345-7abc-8def-138123456789 closed",
        "TS202611-00017",
        "2026-11-22T07:35:46.218883Z",
        "1795332946218",
        "/api/v1/cases/{case_id}",
        "shouwen.core.access.service",
        'File "backend/shouwen/core/access/service.py", line 138, in sign_in',
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "test_a_fault_after_the_reply_began_leaves_it_unfinished",
        "shouwen_requests_in_flight",
    ],
)
def test_what_stays(plain: str) -> None:
    assert redact_text(plain) == plain


@pytest.mark.parametrize(
    "text", ["1" * 50_000, "a1B" * 20_000, "[parameters: " * 5_000, "=" * 50_000, "Bearer " * 9_000]
)
def test_long_text_does_not_take_long(text: str) -> None:
    began = time.process_time()  # whatever else the machine does
    redact_text(text)
    assert time.process_time() - began < 1
