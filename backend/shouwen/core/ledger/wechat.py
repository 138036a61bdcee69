"""WeChat Pay 微信支付, API v3: a thin client, and the reading of the notices it sends.

What we say is signed with the merchant's key (WECHATPAY2-SHA256-RSA2048). What WeChat Pay says, in answers and in
notices, is believed only when it is signed with its own key and no older than five minutes; the heart of a notice is
encrypted on top (AEAD_AES_256_GCM).
"""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shouwen.core.ledger.rules import CURRENCY, WechatAccount
from shouwen.kit.outward import Answer, NotAllowedError, Outward, UnreachableError

URL: Final = "https://api.mch.weixin.qq.com"
SCHEME: Final = "WECHATPAY2-SHA256-RSA2048"
NOTICE_AGE: Final = timedelta(minutes=5)
_OK: Final = range(200, 300)
_LATER: Final = range(500, 600)
_TOO_MANY: Final = 429
_API_V3_KEY_BYTES: Final = 32
_LONGEST_STAMP: Final = 12
# Refusals after which the same may be asked again.
_PASSING: Final = frozenset({"SYSTEM_ERROR", "FREQUENCY_LIMITED", "SYSTEMERROR", "BANKERROR"})


class UnsignedError(Exception):
    """Not said by WeChat Pay, or not now."""


class Trade(StrEnum):
    """How an order stands with WeChat Pay, as far as it matters here."""

    PAID = "paid"
    WAITING = "waiting"
    CLOSED = "closed"


class Returned(StrEnum):
    """How a refund stands with WeChat Pay."""

    DONE = "done"
    UNDER_WAY = "under_way"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Order:
    """How an order stands. `order_id` is ours, `provider_id` theirs."""

    order_id: UUID
    trade: Trade
    provider_id: str | None = None
    amount_fen: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class GivenBack:
    """How a refund stands."""

    refund_id: UUID
    outcome: Returned
    failure: str | None = None


class RefusedError(Exception):
    """WeChat Pay said no, by a code of its own; `passing`: it may be asked again."""

    def __init__(self, code: str, *, passing: bool) -> None:
        super().__init__(code)
        self.code = code
        self.passing = passing


@dataclass(frozen=True, slots=True)
class WechatPay:
    """Speaks for one merchant."""

    outward: Outward
    account: WechatAccount

    def order(self, order_id: UUID, amount_fen: int, words: str, *, until: datetime, notify: str, now: datetime) -> str:
        """Orders a payment (Native); answers what the payer scans. Raises RefusedError."""
        body = {
            "appid": self.account.app_id,
            "mchid": self.account.merchant_id,
            "description": words,
            "out_trade_no": order_id.hex,
            "time_expire": until.isoformat(timespec="seconds"),
            "notify_url": notify,
            "amount": {"total": amount_fen, "currency": CURRENCY},
        }
        return str(self._say("POST", "/v3/pay/transactions/native", body, now)["code_url"])

    def ask(self, order_id: UUID, *, now: datetime) -> Order:
        """How an order stands. Raises RefusedError."""
        path = f"/v3/pay/transactions/out-trade-no/{order_id.hex}?mchid={self.account.merchant_id}"
        return order_of(self._say("GET", path, None, now))

    def give_back(
        self, refund_id: UUID, order_id: UUID, amounts: tuple[int, int], *, notify: str, now: datetime
    ) -> GivenBack:
        """Gives back the first of `amounts` of a payment of the second. The same id again is the same refund."""
        body = {
            "out_trade_no": order_id.hex,
            "out_refund_no": refund_id.hex,
            "notify_url": notify,
            "amount": {"refund": amounts[0], "total": amounts[1], "currency": CURRENCY},
        }
        return refund_of(self._say("POST", "/v3/refund/domestic/refunds", body, now))

    def _say(self, method: str, path: str, body: dict[str, Any] | None, now: datetime) -> dict[str, Any]:
        content = b"" if body is None else orjson.dumps(body)
        headers = {
            "Authorization": self._authorization(method, path, content, now),
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "shouwen",
        }
        url = self.account.url + path
        try:
            if method == "GET":
                answer = self.outward.get(url, headers=headers)
            else:
                answer = self.outward.post(url, headers=headers, content=content)
        except (UnreachableError, NotAllowedError) as error:
            raise RefusedError("unreachable", passing=True) from error
        return self._read(answer, now)

    def _read(self, answer: Answer, now: datetime) -> dict[str, Any]:
        if answer.status in _OK:
            try:
                check_signature(self.account, answer.headers, answer.body, now)
                return _object(answer.body)
            except UnsignedError as error:
                raise RefusedError("unsigned", passing=True) from error
        try:
            code = str(_object(answer.body).get("code", answer.status))
        except UnsignedError:
            code = str(answer.status)
        passing = answer.status in _LATER or answer.status == _TOO_MANY or code in _PASSING
        raise RefusedError(code[:40].lower(), passing=passing)

    def _authorization(self, method: str, path: str, content: bytes, now: datetime) -> str:
        stamp, nonce = str(int(now.timestamp())), secrets.token_hex(16)
        said = f"{method}\n{path}\n{stamp}\n{nonce}\n".encode() + content + b"\n"
        parts = {
            "mchid": self.account.merchant_id,
            "nonce_str": nonce,
            "signature": sign(self.account.private_key, said),
            "timestamp": stamp,
            "serial_no": self.account.serial,
        }
        return f"{SCHEME} " + ",".join(f'{name}="{value}"' for name, value in parts.items())


def check_account(account: WechatAccount) -> None:
    """That the keys are keys. Raises ValueError."""
    try:
        ours = serialization.load_pem_private_key(account.private_key.encode(), password=None)
        theirs = serialization.load_pem_public_key(account.platform_key.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("a key of WeChat Pay is no PEM") from error
    if not isinstance(ours, rsa.RSAPrivateKey) or not isinstance(theirs, rsa.RSAPublicKey):
        raise ValueError("the keys of WeChat Pay are RSA keys")  # noqa: TRY004 - told as a setting that is wrong
    if len(account.api_v3_key.encode()) != _API_V3_KEY_BYTES:
        raise ValueError("SHOUWEN_WECHAT_PAY_API_V3_KEY has 32 characters")


def sign(private_key: str, said: bytes) -> str:
    """A signature as WeChat Pay writes them."""
    key = serialization.load_pem_private_key(private_key.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101 - looked at when the settings were read
    return base64.b64encode(key.sign(said, padding.PKCS1v15(), hashes.SHA256())).decode()


def check_signature(account: WechatAccount, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """That WeChat Pay said this, just now. Raises UnsignedError."""
    stamp, nonce = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", "")
    if (
        headers.get("wechatpay-serial") != account.platform_serial
        or not stamp.isdecimal()
        or len(stamp) > _LONGEST_STAMP
    ):
        raise UnsignedError
    if abs(now.timestamp() - int(stamp)) > NOTICE_AGE.total_seconds():
        raise UnsignedError
    key = serialization.load_pem_public_key(account.platform_key.encode())
    assert isinstance(key, rsa.RSAPublicKey)  # noqa: S101 - looked at when the settings were read
    said = f"{stamp}\n{nonce}\n".encode() + body + b"\n"
    try:
        signature = base64.b64decode(headers.get("wechatpay-signature", ""), validate=True)
        key.verify(signature, said, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError) as error:
        raise UnsignedError from error


def read_notice(account: WechatAccount, headers: Mapping[str, str], body: bytes, now: datetime) -> Order | GivenBack:
    """What a notice says. Raises UnsignedError for one that is not from WeChat Pay."""
    check_signature(account, headers, body, now)
    notice = _object(body)
    try:
        sealed = notice["resource"]
        opened = AESGCM(account.api_v3_key.encode()).decrypt(
            str(sealed["nonce"]).encode(),
            base64.b64decode(sealed["ciphertext"]),
            str(sealed.get("associated_data") or "").encode(),
        )
        told = _object(opened)
        return refund_of(told) if str(notice["event_type"]).startswith("REFUND.") else order_of(told)
    except (KeyError, TypeError, ValueError, InvalidTag) as error:
        raise UnsignedError from error


def order_of(told: Mapping[str, Any]) -> Order:
    """An order as WeChat Pay describes it."""
    states = {"SUCCESS": Trade.PAID, "REFUND": Trade.PAID, "CLOSED": Trade.CLOSED, "PAYERROR": Trade.CLOSED}
    amount = told.get("amount") or {}
    return Order(
        order_id=UUID(hex=str(told["out_trade_no"])),
        trade=states.get(str(told.get("trade_state")), Trade.WAITING),
        provider_id=told.get("transaction_id"),
        amount_fen=amount.get("total"),
        currency=amount.get("currency", CURRENCY),
    )


def refund_of(told: Mapping[str, Any]) -> GivenBack:
    """A refund as WeChat Pay describes it."""
    status = str(told.get("status") or told.get("refund_status"))
    outcomes = {"SUCCESS": Returned.DONE, "PROCESSING": Returned.UNDER_WAY}
    outcome = outcomes.get(status, Returned.FAILED)
    failure = status.lower()[:40] if outcome is Returned.FAILED else None
    return GivenBack(UUID(hex=str(told["out_refund_no"])), outcome, failure)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise UnsignedError from error
    if not isinstance(found, dict):
        raise UnsignedError
    return found
