"""Everything the API can say no with, as RFC 9457 `application/problem+json`.

    Problem
    ├── BadRequest            400   ├── Stale                 412
    ├── Unauthorized          401   ├── TooLarge              413
    ├── Forbidden             403   ├── UnsupportedMedia      415
    ├── NotFound              404   ├── Malformed             422
    ├── MethodNotAllowed      405   ├── PreconditionRequired  428
    ├── NotAcceptable         406   ├── TooMany               429
    ├── Conflict              409   ├── Internal              500
    └── Gone                  410   └── Unavailable           503

A rule that says no raises a class of its own area, with both texts beside the code:

    class NotOwner(Conflict):
        code = "cases.not_owner"
        zh = "事项现由{owner}负责，您不能代为处理"
        en = "The case belongs to {owner}; you cannot act for them"

    raise NotOwner(owner="李强")

A class without `code`, `zh` and `en` of its own, with a code already taken for the same
status, or with different placeholders in its two texts, is refused when it is defined.
Only what derives from the class with that code may have it too: the same no, said more closely.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from string import Formatter
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, Self

Lang = Literal["zh-CN", "en"]

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:shouwen:problem:"

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?\Z")
_OWN_MEMBERS = frozenset({"type", "title", "status", "detail", "instance", "code", "request_id", "errors"})
_LANGS: Final[Mapping[str, Lang]] = {"zh": "zh-CN", "*": "zh-CN", "en": "en"}
_registry: dict[tuple[str, int], type[Problem]] = {}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: where, a stable code (`too_long`), and the sentence in both languages.

    `pointer` is a JSON pointer into the body (`/contact/person/phone`, empty for the whole
    body), or `query:limit`, `path:case_id`, `header:if-match`, `cookie:name`.
    """

    pointer: str
    code: str
    zh: str
    en: str

    def message(self, lang: Lang) -> str:
        """The sentence in `lang`."""
        return self.en if lang == "en" else self.zh

    def to_body(self, lang: Lang) -> dict[str, str]:
        """`{pointer, code, message}`."""
        return {"pointer": self.pointer, "code": self.code, "message": self.message(lang)}


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901): `pointer("places", 0, "a/b")` is `/places/0/a~1b`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


class Problem(Exception):
    """A refusal with a stable code, an HTTP status and a sentence in Chinese and English.

    Keyword arguments fill the placeholders of the texts, all of them and no others
    (otherwise TypeError). Apart from those:

    - `errors`: the wrong fields, if any;
    - `retry_after`: whole seconds for `Retry-After`;
    - `headers`: further response headers;
    - `more`: further members of the body (RFC 9457 §3.2), JSON values only.
    """

    code: ClassVar[str]
    status: ClassVar[int]
    zh: ClassVar[str]
    en: ClassVar[str]
    title_zh: ClassVar[str]
    title_en: ClassVar[str]
    placeholders: ClassVar[frozenset[str]] = frozenset()
    keeps: ClassVar[bool] = False  # what was written before it was raised stands: a failed sign-in is counted
    retry_after: int | None = None
    headers: Mapping[str, str] = MappingProxyType({})

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        _check_texts(cls)
        key = (cls.code, cls.status)
        known = _registry.get(key)
        if known is not None and issubclass(cls, known):
            return
        if known is not None and _place(known) != _place(cls):
            raise TypeError(f"{_place(cls)}: code {cls.code!r} is taken by {_place(known)}")
        _registry[key] = cls

    def __init__(
        self,
        *,
        errors: Iterable[FieldError] = (),
        retry_after: int | None = None,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, object] | None = None,
        **params: object,
    ) -> None:
        if params.keys() != self.placeholders:
            wanted, given = sorted(self.placeholders), sorted(params)
            raise TypeError(f"{self.code} takes {wanted}, got {given}")
        super().__init__(self.code)
        self.errors: list[FieldError] = list(errors)
        self.params: dict[str, object] = {name: _plain(value) for name, value in params.items()}
        self.more: dict[str, object] = dict(more or {})
        if self.more.keys() & _OWN_MEMBERS:
            raise TypeError(f"{self.code}: `more` may not replace {sorted(_OWN_MEMBERS)}")
        if retry_after is not None:
            self.retry_after = retry_after
        if headers is not None:
            self.headers = {**self.headers, **headers}

    def detail(self, lang: Lang) -> str:
        """The sentence in `lang`, placeholders filled."""
        return (self.en if lang == "en" else self.zh).format_map(self.params)

    def title(self, lang: Lang) -> str:
        """A few words for the kind of problem; the same for every occurrence."""
        return self.title_en if lang == "en" else self.title_zh

    def to_body(self, lang: Lang, instance: str, request_id: str) -> dict[str, object]:
        """The members of RFC 9457 plus `code`, `request_id`, `errors` and any `more`."""
        return {
            "type": TYPE_PREFIX + self.code,
            "title": self.title(lang),
            "status": self.status,
            "detail": self.detail(lang),
            "instance": instance,
            "code": self.code,
            "request_id": request_id,
            "errors": [error.to_body(lang) for error in self.errors],
            **self.more,
        }

    def to_json(self, lang: Lang, instance: str, request_id: str) -> bytes:
        """`to_body` as bytes; pure ASCII, so that a lone surrogate cannot break the reply."""
        body = self.to_body(lang, instance, request_id)
        return json.dumps(body, ensure_ascii=True, allow_nan=False, default=str).encode("ascii")

    def response_headers(self, lang: Lang) -> dict[str, str]:
        """Content type and language, `retry-after` where set, and the problem's own headers; names in lower case."""
        headers = {"content-type": MEDIA_TYPE, "content-language": lang}
        if self.retry_after is not None:
            headers["retry-after"] = str(self.retry_after)
        return headers | {name.lower(): value for name, value in self.headers.items()}

    @staticmethod
    def registry() -> tuple[type[Problem], ...]:
        """Every problem class defined so far, by code and status."""
        return tuple(_registry[key] for key in sorted(_registry))


def _check_texts(cls: type[Problem]) -> None:
    for name in ("code", "zh", "en"):
        if not cls.__dict__.get(name):
            raise TypeError(f"{_place(cls)}: a problem needs its own `{name}`")
    if not _CODE.match(cls.code):
        raise TypeError(f"{_place(cls)}: code {cls.code!r} is not like `cases.not_owner`")
    for name in ("status", "title_zh", "title_en"):
        if not hasattr(cls, name):
            raise TypeError(f"{_place(cls)}: `{name}` is missing; derive from Conflict, NotFound, …")
    zh, en = _names_in(cls.zh), _names_in(cls.en)
    if zh != en:
        raise TypeError(f"{_place(cls)}: placeholders differ, zh {sorted(zh)}, en {sorted(en)}")
    cls.placeholders = zh


def _names_in(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _place(cls: type[Problem]) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


class BadRequest(Problem):
    """400: the request cannot be read at all."""

    code, status = "house.bad_request", 400
    title_zh, title_en = "请求有误", "Bad request"
    zh, en = "请求无法识别", "The request could not be understood"


class Unauthorized(Problem):
    """401: who is asking is not known, or no longer."""

    code, status = "house.unauthorized", 401
    title_zh, title_en = "需要登录", "Sign-in required"
    zh, en = "请先登录", "Please sign in first"
    headers = MappingProxyType({"WWW-Authenticate": "Bearer"})


class Forbidden(Problem):
    """403: known, but without the permission."""

    code, status = "house.forbidden", 403
    title_zh, title_en = "没有权限", "Not permitted"
    zh, en = "您没有进行此操作的权限", "You do not have the permission for this"


class NotFound(Problem):
    """404: not there, or out of the caller's scope; the two answer alike (api.md §7)."""

    code, status = "house.not_found", 404
    title_zh, title_en = "没有找到", "Not found"
    zh, en = "没有找到，或不在您的管辖范围内", "Not found, or outside your scope"


class MethodNotAllowed(Problem):
    """405: the path is there, the method is not."""

    code, status = "house.method_not_allowed", 405
    title_zh, title_en = "方法不支持", "Method not allowed"
    zh, en = "此地址不支持该请求方法", "This address does not support that method"


class NotAcceptable(Problem):
    """406: no representation the client would accept."""

    code, status = "house.not_acceptable", 406
    title_zh, title_en = "格式不可用", "Not acceptable"
    zh, en = "无法提供所要求的格式", "The requested format cannot be provided"


class Conflict(Problem):
    """409: well formed, permitted, but the business says no."""

    code, status = "house.conflict", 409
    title_zh, title_en = "当前不能进行", "Not possible now"
    zh, en = "与现有记录冲突，未作更改", "This conflicts with existing records; nothing was changed"


class Gone(Problem):
    """410: was there, is not any more, and will not be again."""

    code, status = "house.gone", 410
    title_zh, title_en = "已不存在", "Gone"
    zh, en = "该内容已不存在", "This no longer exists"


class Stale(Problem):
    """412: the caller acted on an older version."""

    code, status = "house.stale", 412
    title_zh, title_en = "内容已更新", "Out of date"
    zh, en = (
        "内容已被他人更新，请刷新后再操作",
        "Somebody changed this meanwhile; reload and try again",
    )


class TooLarge(Problem):
    """413: more bytes than allowed."""

    code, status = "house.too_large", 413
    title_zh, title_en = "内容过大", "Too large"
    zh, en = "提交的内容过大", "The request is too large"


class UnsupportedMedia(Problem):
    """415: the body is of a kind this route does not read."""

    code, status = "house.unsupported_media", 415
    title_zh, title_en = "类型不支持", "Unsupported type"
    zh, en = "不支持该内容类型", "This content type is not supported"


class Malformed(Problem):
    """422: readable, but fields are missing or wrong; see `errors`."""

    code, status = "house.malformed", 422
    title_zh, title_en = "填写有误", "Some fields are wrong"
    zh, en = "部分内容填写有误，请检查后重试", "Some fields are wrong; please check them"

    @classmethod
    def at(cls, pointer: str, **params: Any) -> Self:
        """The problem, pointing at the one field that is wrong with its own code and sentence."""
        problem = cls(**params)
        word = cls.code.partition(".")[2]
        problem.errors.append(FieldError(pointer, word, problem.detail("zh-CN"), problem.detail("en")))
        return problem


class PreconditionRequired(Problem):
    """428: a change without `If-Match` (api.md §8)."""

    code, status = "house.precondition_required", 428
    title_zh, title_en = "缺少版本", "Version required"
    zh, en = "请在 If-Match 中给出所依据的版本", "Name the version you act on in If-Match"


class TooMany(Problem):
    """429: too often; always with `Retry-After`."""

    code, status = "house.too_many", 429
    title_zh, title_en = "操作过于频繁", "Too many requests"
    zh, en = "操作过于频繁，请稍后再试", "Too many requests; please try again later"
    retry_after = 30


class Internal(Problem):
    """500: our fault; says nothing but the request's id."""

    code, status = "house.internal", 500
    title_zh, title_en = "系统错误", "Internal error"
    zh, en = (
        "系统出错，未完成操作。请将请求编号告知管理员",
        "Something went wrong here. Please give the request id to the administrator",
    )


class Unavailable(Problem):
    """503: not now; always with `Retry-After`."""

    code, status = "house.unavailable", 503
    title_zh, title_en = "暂时不可用", "Unavailable for now"
    zh, en = "系统暂时繁忙，请稍后重试", "The service is busy; please try again shortly"
    retry_after = 2


def negotiate(accept_language: str | None) -> Lang:
    """The language to answer in: the better of zh and en in `Accept-Language`, else zh-CN."""
    best: Lang = "zh-CN"
    best_weight = 0.0
    for item in (accept_language or "")[:200].split(","):
        tag, _, weight = item.partition(";")
        lang = _LANGS.get(tag.strip().lower().split("-")[0])
        if lang is not None and _weight(weight) > best_weight:
            best, best_weight = lang, _weight(weight)
    return best


def _weight(text: str) -> float:
    """`;q=0.8` as a number; absent is 1, nonsense is 0."""
    match = re.fullmatch(r"\s*(?:q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?", text)
    if match is None:
        return 0.0
    return float(match.group(1) or 1)
