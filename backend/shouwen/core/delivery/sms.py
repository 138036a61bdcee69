"""Text messages through Alibaba Cloud SMS 阿里云短信: a thin client of `SendSms`, signed by ACS3-HMAC-SHA256.

The words are a template that the provider has approved; only its variables travel. Business refusals come as HTTP 200
with a `Code` other than OK.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import UUID

import orjson

from shouwen.core.delivery.rules import Outcome, SmsAccount, Verdict
from shouwen.kit.ids import new_id
from shouwen.kit.outward import NotAllowedError, Outward, UnreachableError

URL: Final = "https://dysmsapi.aliyuncs.com"
_ALGORITHM: Final = "ACS3-HMAC-SHA256"
_OK: Final = "OK"
_BAD_GATEWAY: Final = 500
# What may be taken another time: too many to this number, no money left, their side is busy, our clock or our nonce.
_LATER: Final = frozenset(
    {
        "isv.BUSINESS_LIMIT_CONTROL",
        "isv.DAY_LIMIT_CONTROL",
        "isv.MONTH_LIMIT_CONTROL",
        "isv.AMOUNT_NOT_ENOUGH",
        "isv.OUT_OF_SERVICE",
        "isp.SYSTEM_ERROR",
        "isp.RAM_PERMISSION_DENY",
        "InvalidTimeStamp.Expired",
        "SignatureNonceUsed",
        "Throttling",
        "Throttling.User",
        "Throttling.Api",
        "ServiceUnavailable",
        "InternalError",
    }
)


@dataclass(frozen=True, slots=True)
class Sms:
    """Sends from one account."""

    outward: Outward
    account: SmsAccount

    def send(self, phone: str, template: str, values: Mapping[str, str], *, sending_id: UUID, now: datetime) -> Outcome:
        """One message to one number. `sending_id` comes back in the provider's receipts, however often it is sent."""
        query = {
            "PhoneNumbers": phone,
            "SignName": self.account.sign_name,
            "TemplateCode": template,
            "TemplateParam": orjson.dumps(dict(values)).decode(),
            "OutId": str(sending_id),
        }
        headers = {
            "host": urlsplit(self.account.url).netloc,
            "x-acs-action": "SendSms",
            "x-acs-version": "2017-05-25",
            "x-acs-date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": new_id().hex,
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        }
        headers["authorization"] = authorization(self.account, query, headers)
        try:
            answer = self.outward.post(f"{self.account.url}/?{canonical_query(query)}", headers=headers, content=b"")
        except UnreachableError:
            return Outcome(Verdict.LATER, code="unreachable")
        except NotAllowedError:
            return Outcome(Verdict.REFUSED, code="not_allowed")
        return _read(answer.status, answer.body)


def authorization(account: SmsAccount, query: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """The Authorization header for a POST to `/` without a body, over all the headers given."""
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    canonical = "\n".join(["POST", "/", canonical_query(query), lines, signed, headers["x-acs-content-sha256"]])
    text = f"{_ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(account.key_secret.encode(), text.encode(), "sha256").hexdigest()
    return f"{_ALGORITHM} Credential={account.key_id},SignedHeaders={signed},Signature={signature}"


def canonical_query(query: Mapping[str, str]) -> str:
    """The parameters by name, percent-encoded as RFC 3986 has it."""
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in sorted(query.items()))


def _read(status: int, body: bytes) -> Outcome:
    try:
        said = orjson.loads(body)
        code = str(said["Code"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return Outcome(Verdict.LATER, code=f"http_{status}")
    if code == _OK:
        return Outcome(Verdict.TAKEN, provider_id=str(said.get("BizId") or "")[:80] or None)
    later = code in _LATER or status >= _BAD_GATEWAY
    return Outcome(Verdict.LATER if later else Verdict.REFUSED, code=code[:80])
