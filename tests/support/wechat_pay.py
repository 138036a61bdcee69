"""A stand-in of WeChat Pay, API v3, on this machine: strict where the real one is, signing as it does.

It checks the signature of every request with the merchant's public key, keeps orders and refunds, answers signed, and
makes the notices WeChat Pay would send. `fail(...)` makes the next answers something else.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import secrets
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import uvicorn
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import FastAPI, Request, Response

from shouwen.core.ledger.rules import WechatAccount

APP_ID: Final = "wxd678efh567hg6787"
MERCHANT: Final = "1230000109"
SERIAL: Final = "5157F09EFDC096DE15EBE81A47057A7200000000"
PLATFORM_SERIAL: Final = "PUB_KEY_ID_0000000000000024101100397200000006"
API_V3_KEY: Final = "of-the-stand-in-32-characters-00"
_PADDING: Final = padding.PKCS1v15()


def pem_of(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def public_pem_of(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


@dataclass
class WechatStandIn:
    """The service, what it keeps, and what it is to answer next."""

    now: Callable[[], datetime]
    port: int = 0
    merchant_key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    platform_key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    refund_status: str = "SUCCESS"
    next: deque[tuple[int, Any]] = field(default_factory=deque)
    transactions: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def account(self) -> WechatAccount:
        return WechatAccount(
            app_id=APP_ID,
            merchant_id=MERCHANT,
            serial=SERIAL,
            private_key=pem_of(self.merchant_key),
            platform_serial=PLATFORM_SERIAL,
            platform_key=public_pem_of(self.platform_key),
            api_v3_key=API_V3_KEY,
            url=f"http://127.0.0.1:{self.port}",
        )

    def fail(self, *answers: tuple[int, Any]) -> None:
        """The next answers, instead of what would be answered: (status, body)."""
        self.next.extend(answers)

    def pay(self, number: str) -> None:
        """The payer scanned the code and paid."""
        self.orders[number] |= {"trade_state": "SUCCESS", "transaction_id": f"42000{next(self.transactions):023}"}

    # ------------------------------------------------------------ notices

    def notice(self, number: str, **changed: Any) -> tuple[dict[str, str], bytes]:
        """What WeChat Pay would send of an order; `changed` is what a forger writes into it."""
        return self.sealed("TRANSACTION.SUCCESS", self.orders[number] | changed)

    def refund_notice(self, number: str, status: str) -> tuple[dict[str, str], bytes]:
        told = {**self.refunds[number], "refund_status": status}
        told.pop("status", None)
        return self.sealed(f"REFUND.{status}", told)

    def sealed(self, event: str, told: dict[str, Any]) -> tuple[dict[str, str], bytes]:
        nonce, about = secrets.token_hex(6), "transaction"
        ciphertext = AESGCM(API_V3_KEY.encode()).encrypt(nonce.encode(), json.dumps(told).encode(), about.encode())
        body = json.dumps(
            {
                "id": secrets.token_hex(8),
                "event_type": event,
                "resource_type": "encrypt-resource",
                "resource": {
                    "algorithm": "AEAD_AES_256_GCM",
                    "ciphertext": base64.b64encode(ciphertext).decode(),
                    "nonce": nonce,
                    "associated_data": about,
                },
            }
        ).encode()
        return self.signed(body), body

    def signed(self, body: bytes) -> dict[str, str]:
        stamp, nonce = str(int(self.now().timestamp())), secrets.token_hex(16)
        said = f"{stamp}\n{nonce}\n".encode() + body + b"\n"
        signature = self.platform_key.sign(said, _PADDING, hashes.SHA256())
        return {
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": PLATFORM_SERIAL,
            "Wechatpay-Signature": base64.b64encode(signature).decode(),
            "Content-Type": "application/json",
        }

    # ------------------------------------------------------------ the service

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/v3/pay/transactions/native", self._order, methods=["POST"])
        app.add_api_route("/v3/pay/transactions/out-trade-no/{number}", self._ask, methods=["GET"])
        app.add_api_route("/v3/refund/domestic/refunds", self._refund, methods=["POST"])
        return app

    async def _order(self, request: Request) -> Response:
        body = await self._read(request)
        if isinstance(body, Response):
            return body
        amount, number = body["amount"], str(body["out_trade_no"])
        right = amount["currency"] == "CNY" and isinstance(amount["total"], int) and amount["total"] > 0
        if body["appid"] != APP_ID or body["mchid"] != MERCHANT or not right:
            return self._answer(400, {"code": "PARAM_ERROR"})
        if not re.fullmatch(r"[0-9A-Za-z_\-|*]{6,32}", number) or not body["notify_url"].startswith("https://"):
            return self._answer(400, {"code": "PARAM_ERROR"})
        self.orders.setdefault(number, {"out_trade_no": number, "trade_state": "NOTPAY", "amount": amount})
        return self._answer(200, {"code_url": f"weixin://wxpay/bizpayurl?pr={number[-8:]}"})

    async def _ask(self, request: Request, number: str, mchid: str = "") -> Response:
        body = await self._read(request)
        if isinstance(body, Response):
            return body
        if mchid != MERCHANT or number not in self.orders:
            return self._answer(404, {"code": "ORDER_NOT_EXIST"})
        return self._answer(200, self.orders[number])

    async def _refund(self, request: Request) -> Response:
        body = await self._read(request)
        if isinstance(body, Response):
            return body
        order, number = self.orders.get(body["out_trade_no"]), body["out_refund_no"]
        if order is None or order["trade_state"] != "SUCCESS":
            return self._answer(404, {"code": "RESOURCE_NOT_EXISTS"})
        of_order = {key: kept for key, kept in self.refunds.items() if kept["out_trade_no"] == body["out_trade_no"]}
        others = sum(kept["amount"]["refund"] for key, kept in of_order.items() if key != number)
        if (
            body["amount"]["total"] != order["amount"]["total"]
            or body["amount"]["refund"] + others > order["amount"]["total"]
        ):
            return self._answer(400, {"code": "INVALID_REQUEST"})
        kept = self.refunds.setdefault(
            number, {"out_refund_no": number, "out_trade_no": body["out_trade_no"], "amount": body["amount"]}
        )
        kept["status"] = self.refund_status
        return self._answer(200, kept)

    async def _read(self, request: Request) -> dict[str, Any] | Response:
        """The body of a request that is signed as the merchant signs; else what the service answers."""
        content = await request.body()
        if self.next:
            status, body = self.next.popleft()
            return self._answer(status, body)
        if not self._is_signed(request, content):
            return self._answer(401, {"code": "SIGN_ERROR"})
        return dict(json.loads(content)) if content else {}

    def _is_signed(self, request: Request, content: bytes) -> bool:
        found = re.fullmatch(r"WECHATPAY2-SHA256-RSA2048 (.+)", request.headers.get("authorization", ""))
        parts = dict(re.findall(r'(\w+)="([^"]*)"', found[1])) if found else {}
        if (parts.get("mchid"), parts.get("serial_no")) != (MERCHANT, SERIAL):
            return False
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        said = f"{request.method}\n{path}\n{parts['timestamp']}\n{parts['nonce_str']}\n".encode() + content + b"\n"
        try:
            key = self.merchant_key.public_key()
            key.verify(base64.b64decode(parts["signature"]), said, _PADDING, hashes.SHA256())
        except InvalidSignature:
            return False
        return True

    def _answer(self, status: int, body: Any) -> Response:
        content = json.dumps(body).encode()
        return Response(content, status, headers=self.signed(content))


@contextmanager
def opened(now: Callable[[], datetime]) -> Iterator[WechatStandIn]:
    """The stand-in on a port of its own, for as long as the block lasts."""
    found = WechatStandIn(now)
    line = socket.socket()
    line.bind(("127.0.0.1", 0))
    found.port = line.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(found.app(), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.should_exit = True
        thread.join(60)
        line.close()
