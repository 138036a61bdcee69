"""Text is stored exactly as typed (in NFC, stripped) or refused."""

import re
import time
import unicodedata
from typing import Annotated

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from shouwen.kit.text import Code, Line, Name, Words, fold

LINE = TypeAdapter[str](Annotated[str, Line(20)])
WORDS = TypeAdapter[str](Annotated[str, Words(20)])
NAME = TypeAdapter[str](Annotated[str, Name(20)])
CODE = TypeAdapter[str](Annotated[str, Code(20)])

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def kind_of(adapter: TypeAdapter[str], text: object) -> str:
    """The type of the one error `adapter` finds in `text`."""
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(text)
    (error,) = caught.value.errors(include_input=False, include_url=False)
    return error["type"]


@pytest.mark.parametrize(
    "text",
    ["电梯坏了", FAMILY, FLAG, "👍🏽", "𠮷田 㛃䶮𬭎", "a\u200cb", "=1+1", "<b>'\"", "（全角）", "…"],
)
@pytest.mark.parametrize("adapter", [LINE, WORDS, NAME], ids=["line", "words", "name"])
def test_stored_exactly(adapter: TypeAdapter[str], text: str) -> None:
    assert adapter.validate_python(text) == text


@pytest.mark.parametrize("adapter", [LINE, WORDS, NAME], ids=["line", "words", "name"])
def test_decomposed_text_is_composed(adapter: TypeAdapter[str]) -> None:
    assert adapter.validate_python(unicodedata.normalize("NFD", "é한")) == "é한"


@pytest.mark.parametrize("adapter", [LINE, WORDS, NAME], ids=["line", "words", "name"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a\x00b", "text_control"),
        ("a\x1bb", "text_control"),
        ("a\x7fb", "text_control"),
        ("a\x85b", "text_control"),
        ("a\uffffb", "text_control"),
        ("a\u202eb", "text_direction"),
        ("a\u2066b", "text_direction"),
        ("a\ud800b", "string_unicode"),
        ("", "string_too_short"),
        (" \u3000 ", "string_too_short"),
        ("长" * 21, "string_too_long"),
        ("\ufb2c" * 20, "string_too_long"),
        (12, "string_type"),
        (False, "string_type"),
        (None, "string_type"),
        (b"abc", "string_type"),
    ],
)
def test_refused(adapter: TypeAdapter[str], text: object, kind: str) -> None:
    assert kind_of(adapter, text) == kind


def test_clean_alone_refuses_what_is_no_text() -> None:
    with pytest.raises(PydanticCustomError):
        Line(20).clean("a\ud800b")


def test_white_space_around_is_dropped_and_inside_kept() -> None:
    assert LINE.validate_python("\u3000 3 栋  2 单元 ") == "3 栋  2 单元"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_only_words_take_line_breaks(break_: str) -> None:
    assert WORDS.validate_python(f"一{break_}二\t三") == "一\n二\t三"
    assert kind_of(LINE, f"一{break_}二") == "text_control"


def test_line_separator_is_a_line_break() -> None:
    assert kind_of(LINE, "a\u2028b") == "text_control"
    assert WORDS.validate_python("a\u2028b") == "a\u2028b"


@pytest.mark.parametrize("char", ["\u200b", "\ufeff", "\u200e", "\u061c", "\u00ad", "\u2060"])
def test_names_have_nothing_invisible(char: str) -> None:
    assert kind_of(NAME, f"张{char}三") == "text_invisible"
    assert LINE.validate_python(f"张{char}三") == f"张{char}三"


@pytest.mark.parametrize("text", ["\u200c\u200d", " \u3000\u3164", "\u2800", "\u200b"])
@pytest.mark.parametrize("adapter", [LINE, WORDS], ids=["line", "words"])
def test_something_must_be_there_to_be_seen(adapter: TypeAdapter[str], text: str) -> None:
    assert kind_of(adapter, text) == "string_too_short"
    assert adapter.validate_python(f"水{text}") == f"水{text}".strip()


def test_length_counts_characters_not_bytes() -> None:
    assert LINE.validate_python("𠮷" * 20) == "𠮷" * 20


def test_empty_where_allowed() -> None:
    adapter = TypeAdapter[str](Annotated[str, Words(20, empty=True)])
    assert adapter.validate_python("  ") == ""


def test_a_megabyte_is_refused_at_once() -> None:
    started = time.process_time()  # whatever else the machine does
    assert kind_of(NAME, "\ufb2c" * 1_000_000) == "string_too_long"
    assert time.process_time() - started < 0.2


@pytest.mark.parametrize("text", ["TS-2026/11", "a", "wx:oA1_b.c@d#e+f"])
def test_codes(text: str) -> None:
    assert CODE.validate_python(text) == text


@pytest.mark.parametrize("text", ["", " a", "a b", "工单", "-a", "a\n", "a\x00", "a" * 21, "ａ"])
def test_codes_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        CODE.validate_python(text)


@pytest.mark.parametrize("kind", [Line, Words, Name])
def test_json_schema_says_what_the_check_does(kind: type[Line]) -> None:
    adapter = TypeAdapter[str](Annotated[str, kind(20)])
    schema = adapter.json_schema()
    assert (schema["minLength"], schema["maxLength"]) == (1, 20)
    pattern = re.compile(schema["pattern"].removesuffix("$") + r"\Z")
    for point in [*range(0x3000), *range(0xE000, 0xE010), *range(0xFDD0, 0x10000)]:
        text = f"a{chr(point)}b"
        try:
            adapter.validate_python(text)
            accepted = True
        except ValidationError:
            accepted = False
        assert bool(pattern.match(text)) == accepted, hex(point)
    assert not pattern.match(" ")
    assert pattern.match(" a ")


def test_optional_field_of_a_model() -> None:
    class Sample(BaseModel):
        note: Annotated[str, Words(20)] | None = None

    assert Sample(note=" 好 ").note == "好"
    assert Sample().note is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "STRASSE"),
        ("3 栋\u3000 2 单元", " 3 栋 2 单元 "),
        ("张\u200b三", "张三"),
        (unicodedata.normalize("NFD", "café"), "CAFÉ"),
        ("㈱", "(株)"),
        ("ﬁn", "FIN"),
    ],
)
def test_fold_makes_them_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("吉田", "𠮷田"), ("张三", "张 三"), ("a", "b")])
def test_fold_keeps_them_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_fold_is_stable() -> None:
    everything = "".join(chr(point) for point in range(0x110000) if not 0xD800 <= point <= 0xDFFF)
    for start in range(0, len(everything), 4096):
        once = fold(everything[start : start + 4096])
        assert fold(once) == once
