"""The readable reference of the API: one page made from the OpenAPI document, with no script and no network."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

from shouwen.kit.problem import Lang

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_DEPTH: Final = 4
_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "zh-CN": {
        "title": "首问接口文档",
        "download": "OpenAPI 文档",
        "lead": "时间为 RFC 3339，金额为整数分，标识为 UUID；错误为 application/problem+json。",
        "parameters": "参数",
        "body": "请求体",
        "answers": "应答",
        "example": "示例",
        "required": "必填",
        "security": "凭证",
        "public": "无需登录",
    },
    "en": {
        "title": "Shouwen API",
        "download": "OpenAPI document",
        "lead": "Instants are RFC 3339, money is integer fen, ids are UUIDs; errors are application/problem+json.",
        "parameters": "Parameters",
        "body": "Body",
        "answers": "Answers",
        "example": "Example",
        "required": "required",
        "security": "Credentials",
        "public": "No sign-in needed",
    },
}
_STYLE: Final = (Path(__file__).parent / "pages" / "reference.css").read_text("utf-8")


def reference_page(document: Mapping[str, Any], lang: Lang, nonce: str) -> str:
    """The whole page as HTML, with its style under `nonce`."""
    return "".join(_Reference(document, _WORDS[lang]).page(lang, nonce))


class _Reference:
    def __init__(self, document: Mapping[str, Any], words: Mapping[str, str]) -> None:
        self._document = document
        self._words = words
        self._schemas: Mapping[str, Any] = document.get("components", {}).get("schemas", {})

    def page(self, lang: Lang, nonce: str) -> Iterator[str]:
        groups = self._groups()
        words, version = self._words, escape(str(self._document["info"]["version"]))
        yield f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f'<title>{words["title"]}</title><style nonce="{nonce}">{_STYLE}</style></head><body><nav>'
        yield "".join(f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag in groups)
        yield f"</nav><main><h1>{words['title']} <small>{version}</small></h1><p>{words['lead']} "
        yield f'<a href="/api/openapi.json">{words["download"]}</a></p>'
        for tag, operations in groups.items():
            yield f'<section><h2 id="{escape(tag)}">{escape(tag)}</h2>'
            for method, path, operation in operations:
                yield from self._operation(method, path, operation)
            yield "</section>"
        yield "</main></body></html>"

    def _groups(self) -> dict[str, list[tuple[str, str, Mapping[str, Any]]]]:
        groups: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
        for path, item in self._document.get("paths", {}).items():
            for method in _METHODS:
                if operation := item.get(method):
                    groups.setdefault((operation.get("tags") or ["house"])[0], []).append((method, path, operation))
        return dict(sorted(groups.items()))

    def _operation(self, method: str, path: str, operation: Mapping[str, Any]) -> Iterator[str]:
        name = escape(operation.get("operationId", ""))
        yield f'<details id="{name}"><summary><b>{method.upper()}</b> <code>{escape(path)}</code> '
        yield f"<small>{escape(operation.get('summary', ''))}</small></summary><div>"
        if description := operation.get("description"):
            yield f"<p>{escape(description)}</p>"
        needs = f"{self._words['security']}: {self._security(operation)} {escape(operation.get('x-permission', ''))}"
        yield f"<p><small>{name} · {needs}</small></p>"
        yield from self._parameters(operation.get("parameters", []))
        yield from self._body(operation.get("requestBody"))
        yield from self._answers(operation.get("responses", {}))
        yield "</div></details>"

    def _security(self, operation: Mapping[str, Any]) -> str:
        listed = operation.get("security", self._document.get("security", []))
        ways = [" + ".join(way) for way in listed if way]
        return escape(" / ".join(ways)) if ways else self._words["public"]

    def _parameters(self, parameters: list[Mapping[str, Any]]) -> Iterator[str]:
        if not parameters:
            return
        yield f"<h4>{self._words['parameters']}</h4><table>"
        for each in map(self._resolve, parameters):
            needed = f" · {self._words['required']}" if each.get("required") else ""
            kind = self._kind(each.get("schema", {}))
            yield f"<tr><td>{escape(each['name'])}</td><td>{escape(each['in'])}{needed}</td><td>{escape(kind)}</td>"
            yield f"<td>{escape(each.get('description', ''))}</td></tr>"
        yield "</table>"

    def _body(self, body: Mapping[str, Any] | None) -> Iterator[str]:
        for media, content in (body or {}).get("content", {}).items():
            yield f"<h4>{self._words['body']} <small>{escape(media)}</small></h4>"
            yield from self._schema(content.get("schema", {}), _DEPTH)
            yield from self._example(content)

    def _answers(self, responses: Mapping[str, Any]) -> Iterator[str]:
        yield f"<h4>{self._words['answers']}</h4><table>"
        for status, given in responses.items():
            answer = self._resolve(given)
            yield f"<tr><td>{escape(str(status))}</td><td>{escape(answer.get('description', ''))}"
            for media, content in answer.get("content", {}).items():
                yield f"<br><small>{escape(media)}</small>"
                if media == "application/json":
                    yield from self._schema(content.get("schema", {}), _DEPTH)
                yield from self._example(content)
            yield "</td></tr>"
        yield "</table>"

    def _example(self, content: Mapping[str, Any]) -> Iterator[str]:
        examples = [each.get("value") for each in content.get("examples", {}).values()] or [content.get("example")]
        for example in examples:
            if example is not None:
                text = json.dumps(example, ensure_ascii=False, indent=2)
                yield f"<details><summary>{self._words['example']}</summary><pre>{escape(text)}</pre></details>"

    def _schema(self, schema: Mapping[str, Any], depth: int) -> Iterator[str]:
        fields = self._fields(schema)
        if not fields or depth == 0:
            yield f"<code>{escape(self._kind(schema))}</code>"
            return
        needed = set(self._resolve(schema).get("required", []))
        yield '<ul class="fields">'
        for name, inner in fields.items():
            mark = f" · {self._words['required']}" if name in needed else ""
            yield f"<li><code>{escape(name)}</code> <small>{escape(self._kind(inner))}{mark}</small> "
            yield escape(self._resolve(inner).get("description", ""))
            if self._fields(inner):
                yield from self._schema(inner, depth - 1)
            yield "</li>"
        yield "</ul>"

    def _fields(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The properties of an object, of what a list holds, or of the one object among alternatives."""
        found = self._resolve(schema)
        if "items" in found:
            return self._fields(found["items"])
        for part in (*found.get("anyOf", ()), *found.get("oneOf", ()), *found.get("allOf", ())):
            if fields := self._fields(part):
                return fields
        properties: Mapping[str, Any] = found.get("properties", {})
        return properties

    def _kind(self, schema: Mapping[str, Any]) -> str:
        """The type in a word or two: `uuid`, `list of string`, `normal | urgent | major`."""
        found = self._resolve(schema)
        if "enum" in found:
            return " | ".join(map(str, found["enum"]))
        if parts := found.get("anyOf") or found.get("oneOf"):
            return " | ".join(dict.fromkeys(self._kind(part) for part in parts))
        if "items" in found:
            return f"list of {self._kind(found['items'])}"
        if "const" in found:
            return str(found["const"])
        return str(found.get("format") or found.get("title" if "properties" in found else "type") or "any")

    def _resolve(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        reference = schema.get("$ref")
        if not reference:
            return schema
        found: Any = self._document
        for step in str(reference).removeprefix("#/").split("/"):
            found = found.get(step, {})
        return found if isinstance(found, Mapping) else {}
