"""Problems: stable codes, both languages, a body that can always be sent."""

import json
from enum import StrEnum

import pytest

from shouwen.kit.problem import (
    BadRequest,
    Conflict,
    FieldError,
    Forbidden,
    Malformed,
    NotFound,
    Problem,
    Unauthorized,
    Unavailable,
    negotiate,
    pointer,
)


class Owner(StrEnum):
    DESK = "desk"


class NotOwner(Conflict):
    code = "sample.not_owner"
    zh = "事项现由{owner}负责。"
    en = "The case belongs to {owner}."


def test_body_has_every_member_of_the_contract() -> None:
    error = FieldError("/contact/person/phone", "too_long", "太长", "Too long")
    body = NotOwner(owner="李强", errors=[error]).to_body("zh-CN", "/api/v1/cases/1", "r-1")
    assert body == {
        "type": "urn:shouwen:problem:sample.not_owner",
        "title": "当前不能进行",
        "status": 409,
        "detail": "事项现由李强负责。",
        "instance": "/api/v1/cases/1",
        "code": "sample.not_owner",
        "request_id": "r-1",
        "errors": [{"pointer": "/contact/person/phone", "code": "too_long", "message": "太长"}],
    }


def test_english_text() -> None:
    problem = NotOwner(owner=Owner.DESK)
    assert problem.detail("en") == "The case belongs to desk."
    assert problem.title("en") == "Not possible now"


def test_text_with_braces_in_a_value_is_left_alone() -> None:
    assert NotOwner(owner="{owner.__class__}").detail("en") == ("The case belongs to {owner.__class__}.")


def test_lone_surrogates_cannot_break_the_reply() -> None:
    raw = NotOwner(owner="\ud800", more={"k\udfff": "\ud800"}).to_json("zh-CN", "/\udc80", "r")
    assert raw.isascii()
    assert json.loads(raw)["detail"] == "事项现由\ud800负责。"


def test_more_members_stand_beside_the_standard_ones() -> None:
    problem = Conflict(more={"holds": [{"type": "case"}]})
    assert problem.to_body("en", "/", "r")["holds"] == [{"type": "case"}]
    with pytest.raises(TypeError, match="may not replace"):
        Conflict(more={"status": 200})


@pytest.mark.parametrize("params", [{}, {"owner": 1, "other": 2}, {"other": 1}])
def test_placeholders_are_filled_exactly(params: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"sample\.not_owner takes \['owner'\]"):
        NotOwner(**params)  # type: ignore[arg-type]


def test_str_tells_the_code_and_no_values() -> None:
    problem = NotOwner(owner="13812345678")
    assert str(problem) == "sample.not_owner"
    assert "138" not in repr(problem)


@pytest.mark.parametrize("missing", ["code", "zh", "en"])
def test_a_class_needs_code_and_both_texts(missing: str) -> None:
    texts = {"code": "sample.incomplete", "zh": "不", "en": "No"}
    del texts[missing]
    with pytest.raises(TypeError, match=f"its own `{missing}`"):
        type("Incomplete", (Conflict,), texts)


def test_codes_are_unique_for_a_status() -> None:
    with pytest.raises(TypeError, match="is taken by"):
        type("Other", (Conflict,), {"code": "sample.not_owner", "zh": "不", "en": "No"})
    texts = {"code": "sample.not_owner", "zh": "不", "en": "No"}
    assert type("OtherStatus", (Forbidden,), texts) in Problem.registry()


@pytest.mark.parametrize("code", ["NotOwner", "cases.Not", "cases.", "cases.not owner", "a.b.c"])
def test_codes_have_one_shape(code: str) -> None:
    with pytest.raises(TypeError, match="is not like"):
        type("Odd", (Conflict,), {"code": code, "zh": "不", "en": "No"})


def test_both_texts_take_the_same_placeholders() -> None:
    with pytest.raises(TypeError, match="placeholders differ"):
        type("Differ", (Conflict,), {"code": "sample.differ", "zh": "{a}", "en": "{b}"})


def test_a_problem_needs_a_status() -> None:
    with pytest.raises(TypeError, match="`status` is missing"):
        type("Bare", (Problem,), {"code": "sample.bare", "zh": "不", "en": "No"})


def test_registry_holds_complete_texts() -> None:
    registry = Problem.registry()
    assert {BadRequest, NotFound, Malformed, Unavailable, NotOwner} <= set(registry)
    for problem in registry:
        assert problem.zh
        assert problem.en
        assert 400 <= problem.status <= 599


def test_headers() -> None:
    assert Unavailable().response_headers("en")["retry-after"] == "2"
    assert Unavailable(retry_after=9).response_headers("en")["retry-after"] == "9"
    assert Unavailable(headers={"Retry-After": "8"}).response_headers("en")["retry-after"] == "8"
    assert "retry-after" not in Conflict().response_headers("en")
    headers = Unauthorized(headers={"Allow": "GET"}).response_headers("zh-CN")
    assert headers == {
        "content-type": "application/problem+json",
        "content-language": "zh-CN",
        "www-authenticate": "Bearer",
        "allow": "GET",
    }
    assert Unavailable.retry_after == 2


def test_pointer_escapes() -> None:
    assert pointer("places", 0, "a/b~c") == "/places/0/a~1b~0c"
    assert pointer() == ""


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en;q=0.3, zh-TW;q=0.7", "zh-CN"),
        ("fr, en;q=0.2", "en"),
        ("fr", "zh-CN"),
        ("*", "zh-CN"),
        ("en;q=0", "zh-CN"),
        ("en;q=nan", "zh-CN"),
        (";;;,,=q", "zh-CN"),
        ("x" * 100_000 + ",en", "zh-CN"),
    ],
)
def test_negotiate(header: str | None, lang: str) -> None:
    assert negotiate(header) == lang
