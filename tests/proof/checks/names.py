"""R23: every kind of character through names, titles, details and notes: stored exactly, in NFC, or refused."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.proof.caller import Answer
from tests.proof.finding import Check, Finding, Task
from tests.proof.people import API, Desk, expect

# Real people write these: refusing them would be as wrong as mangling them.
WELCOME = {
    "emoji": "漏水了😀🔧",
    "skin tone": "师傅👍🏽很好",
    "zwj family": "👨‍👩‍👧‍👦一家四口",
    "flag": "🇨🇳业主",
    "keycap": "3️⃣号楼",
    "ideographs beyond the first plane": "𠮷野家𪚥龘",
    "nfc": "café Ångström",
    "nfd": "cafe\u0301 A\u030angstro\u0308m",
    "singleton": "\u212bngstr\u00f6m",
    "hangul jamo": "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "composition exclusion": "\u0915\u093c\u0958",
    "arabic": "محمد علي",
    "hebrew": "דוד כהן",
    "zwnj": "می\u200cخواهم",
    "full width": "ＡＢＣ１２３（东）",
    "ethnic name": "买买提·吐尔逊",
    "apostrophes": 'O\'Brien "Bob"',
    "markup": "<script>alert(1)</script>",
    "formula": "=HYPERLINK(1)",
    "percent and braces": "100% {name} %s $1 \\u0000",
    "null word": "null",
    "private use": "王\ue000明",
    "rare": "\U0002f81a㐀䶿",
    "combining flood": "e" + "\u0301" * 20,
    "surrounded by white space": "\u3000 王女士 \u00a0",
    "last character": "王\U0010fffd",
}
# Nobody writes these; they hide, turn or break text.
UNWELCOME = {
    "bidi override": "王\u202e明",
    "bidi isolate": "王\u2066明\u2069",
    "nul": "王\u0000明",
    "escape": "王\u001b[31m明",
    "delete": "王\u007f明",
    "c1": "王\u0085明",
    "high surrogate": "王\ud83d明",
    "low surrogate": "王\ude00明",
    "surrogates the wrong way round": "\ude00\ud83d",
    "noncharacter": "王\uffff明",
    "a megabyte": "王" * 300_000,
    "only white space": " \u3000\t",
}
# In a name invisible; in words they may stand.
UNWELCOME_IN_NAMES = {"zero width space": "王\u200b明", "byte order mark": "\ufeff王明", "soft hyphen": "王\u00ad明"}


@dataclass(frozen=True)
class Place:
    """Where a text goes in, and where it can be read again."""

    name: str
    longest: int
    write: Callable[[Desk, str, str], Answer]
    read: Callable[[Desk, Answer], str | None]


def names(task: Task) -> Finding:
    """What is welcome is stored to the character, what is not is 422 (400 where it is no JSON), never anything else."""
    finding, chance = Finding(), random.Random(task.seed)
    with task.ground.served() as (plot, service):
        desk = Desk.open(plot.people, service.port, "duty_butler")
        for place in _places(desk):
            texts = list(_texts(place))
            for kind, text, is_welcome in chance.sample(texts, len(texts)):
                _try(finding, desk, place, kind, text, is_welcome=is_welcome)
        _expect_found(finding, desk)
    return finding


def _texts(place: Place) -> Iterator[tuple[str, str, bool]]:
    yield from ((kind, text, True) for kind, text in WELCOME.items())
    yield from ((kind, text, False) for kind, text in UNWELCOME.items())
    yield from ((kind, text, place.name != "name") for kind, text in UNWELCOME_IN_NAMES.items())
    yield "as long as may be", "王" * place.longest, True
    yield "as long as may be, beyond the first plane", "𠮷" * place.longest, True
    yield "one too long", "王" * (place.longest + 1), False


def _try(finding: Finding, desk: Desk, place: Place, kind: str, text: str, *, is_welcome: bool) -> None:
    answer = place.write(desk, f"{place.name}-{kind}".replace(" ", "-"), text)
    where = f"{place.name}, {kind}"
    if not is_welcome:
        right = {413, 422} if kind == "a megabyte" else {400, 422}
        finding.expect(answer.status in right and bool(answer.code), f"{where}: {answer.status}")
        return
    if finding.expect(answer.status == 201, f"{where}: {answer.status} {answer.code}"):
        stored = place.read(desk, answer)
        finding.expect(stored == unicodedata.normalize("NFC", text).strip(), f"{where}: stored otherwise")


def _places(desk: Desk) -> list[Place]:
    noted = expect(desk.hear("for-notes", desk.case("记事")), 201).json()["id"]
    return [
        Place("name", 64, _with_name, lambda desk, answer: _read(desk, answer)["contacts"][0]["person"]["name"]),
        Place("title", 200, _with_title, lambda desk, answer: _read(desk, answer)["title"]),
        Place("detail", 10_000, _with_detail, lambda desk, answer: _read(desk, answer)["detail"]),
        Place(
            "note",
            10_000,
            lambda desk, _key, text: desk.act(noted, "notes", {"text": text}),
            lambda desk, answer: _read_note(desk, noted, answer),
        ),
    ]


def _with_name(desk: Desk, key: str, text: str) -> Answer:
    body = desk.case()
    body["contact"] = {"channel": "phone", "person": {"name": text}}
    return desk.hear(key, body)


def _with_title(desk: Desk, key: str, text: str) -> Answer:
    return desk.hear(key, desk.case(text))


def _with_detail(desk: Desk, key: str, text: str) -> Answer:
    return desk.hear(key, desk.case(detail=text))


def _read(desk: Desk, answer: Answer) -> Any:
    return expect(desk.caller.get(f"{API}/cases/{answer.json()['id']}"), 200).json()


def _read_note(desk: Desk, case_id: str, answer: Answer) -> str | None:
    notes = expect(desk.caller.get(f"{API}/cases/{case_id}/notes"), 200).json()["data"]
    return next((note["text"] for note in notes if note["id"] == answer.json()["id"]), None)


def _expect_found(finding: Finding, desk: Desk) -> None:
    """Search looks through full width, case and composition (NFKC)."""
    heard = expect(desk.hear("found", desk.case("ＡＢＣ号 CAFE\u0301 漏水")), 201).json()["id"]
    for asked in ("abc%E5%8F%B7", "caf%C3%A9", "cafe%CC%81", "%EF%BC%A1%EF%BC%A2%EF%BC%A3"):
        found = expect(desk.caller.get(f"{API}/cases?q={asked}&limit=100"), 200).json()["data"]
        finding.expect(any(row["id"] == heard for row in found), f"not found by {asked}")


CHECK = Check("R23", "names", names)
