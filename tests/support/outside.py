"""Stand-ins of the providers messages go out by, on this machine: strict where the real ones are, and told to fail.

`Outside` runs one real server with a WeCom group robot and Alibaba Cloud SMS. Both answer as the providers' documents
say, refuse what those would refuse, and keep what they took. `fail(...)` makes the next answers something else.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import socket
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, quote

import uvicorn
from fastapi import FastAPI, Request, Response

from shouwen.core.delivery.rules import SmsAccount

KEY: Final = "693a91f6-7d0e-4bc4-97a0-0ec2sifa5aaa"
ACCESS_KEY: Final = ("LTAI-of-the-stand-in", "secret-of-the-stand-in")
_OK = {"errcode": 0, "errmsg": "ok"}


@dataclass
class Outside:
    """The providers, what they took, and what they are to answer next."""

    port: int = 0
    said: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)  # every request: path and Host
    next: deque[tuple[int, Any]] = field(default_factory=deque)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def robot(self) -> str:
        return f"{self.url}/cgi-bin/webhook/send?key={KEY}"

    @property
    def account(self) -> SmsAccount:
        key_id, secret = ACCESS_KEY
        return SmsAccount(
            self.url, key_id, secret, sign_name="首问物业", template="SMS_100001", template_en="SMS_100002"
        )

    def fail(self, *answers: tuple[int, Any]) -> None:
        """The next answers, instead of what would be answered: (status, body as JSON or bytes)."""
        self.next.extend(answers)

    def forget(self) -> None:
        for kept in (self.said, self.texts, self.seen, self.next):
            kept.clear()

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.middleware("http")
        async def watch(request: Request, call: Any) -> Response:
            self.seen.append((request.url.path, request.headers["host"]))
            if self.next:
                status, body = self.next.popleft()
                return Response(body if isinstance(body, bytes) else json.dumps(body).encode(), status)
            answer: Response = await call(request)
            return answer

        app.add_api_route("/cgi-bin/webhook/send", self._webhook, methods=["POST"])
        app.add_api_route("/", self._send_sms, methods=["POST"])
        return app

    async def _webhook(self, request: Request, key: str = "") -> dict[str, Any]:
        """The robot: HTTP 200 whatever it thinks."""
        if key != KEY:
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        body = json.loads(await request.body())
        wrong = _wrong_words(body)
        if wrong:
            return wrong
        self.said.append(body)
        return _OK

    async def _send_sms(self, request: Request) -> Response:
        """SendSms: the signature first, then what the API itself asks for."""
        query = dict(parse_qsl(request.url.query, keep_blank_values=True))
        headers = request.headers
        if (headers.get("x-acs-action"), headers.get("x-acs-version")) != ("SendSms", "2017-05-25"):
            return _aliyun(404, "InvalidAction.NotFound")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", headers["x-acs-date"]):
            return _aliyun(400, "InvalidTimeStamp.Format")
        if not _is_signed(request, query, await request.body()):
            return _aliyun(400, "SignatureDoesNotMatch")
        if not re.fullmatch(r"1[3-9]\d{9}", query["PhoneNumbers"]):
            return _aliyun(200, "isv.MOBILE_NUMBER_ILLEGAL")
        if any(len(value) > 35 for value in json.loads(query["TemplateParam"]).values()):
            return _aliyun(200, "isv.PARAM_LENGTH_LIMIT")
        self.texts.append(query)
        return _aliyun(200, "OK", BizId=f"90061978{len(self.texts)}^0")


def _wrong_words(body: dict[str, Any]) -> dict[str, Any] | None:
    kind = body.get("msgtype")
    if kind not in {"text", "markdown"}:
        return {"errcode": 40008, "errmsg": "invalid message type"}
    content = body[kind].get("content")
    if not content:
        return {"errcode": 44004, "errmsg": "empty content"}
    if len(content.encode()) > {"text": 2048, "markdown": 4096}[kind]:
        return {"errcode": 40058, "errmsg": "content exceed max length"}
    return None


def _aliyun(status: int, code: str, **more: str) -> Response:
    body = {"Code": code, "Message": code, "RequestId": "F655A8D5-B967-440B-8683-DAD6FF8DE990", **more}
    return Response(json.dumps(body), status, media_type="application/json")


def _is_signed(request: Request, query: dict[str, str], body: bytes) -> bool:
    """Recomputes the signature from the request as it came, knowing nothing of the client's code."""
    found = re.fullmatch(
        r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})",
        request.headers.get("authorization", ""),
    )
    if found is None or found[1] != ACCESS_KEY[0]:
        return False
    names = found[2].split(";")
    must = {"host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"}
    if not must <= set(names) or request.headers["x-acs-content-sha256"] != hashlib.sha256(body).hexdigest():
        return False
    canonical = (
        f"POST\n{request.url.path}\n"
        + "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(query.items()))
        + "\n"
        + "".join(f"{name}:{request.headers[name].strip()}\n" for name in names)
        + f"\n{found[2]}\n{request.headers['x-acs-content-sha256']}"
    )
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    return hmac.compare_digest(found[3], hmac.new(ACCESS_KEY[1].encode(), text.encode(), "sha256").hexdigest())


@contextmanager
def opened() -> Iterator[Outside]:
    """The stand-ins on a port of their own, for as long as the block lasts."""
    outside = Outside()
    line = socket.socket()
    line.bind(("127.0.0.1", 0))
    outside.port = line.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(outside.app(), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
    thread.start()
    try:
        yield outside
    finally:
        server.should_exit = True
        thread.join(60)
        line.close()
