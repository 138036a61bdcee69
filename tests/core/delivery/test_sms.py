"""The signature, against the worked example of the provider's own document."""

import hashlib

from shouwen.core.delivery.rules import SmsAccount
from shouwen.core.delivery.sms import authorization, canonical_query


def test_the_signature_of_the_document() -> None:
    query = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    account = SmsAccount("https://ecs.cn-shanghai.aliyuncs.com", "YourAccessKeyId", "YourAccessKeySecret", "-", "-")
    assert authorization(account, query, headers) == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_what_is_percent_encoded() -> None:
    assert canonical_query({"b": "a b*c~d/e", "a": "首问"}) == "a=%E9%A6%96%E9%97%AE&b=a%20b%2Ac~d%2Fe"
