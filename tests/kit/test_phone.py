"""Telephone numbers have one form to be found by, and are shown masked."""

import pytest
from pydantic import TypeAdapter, ValidationError

from shouwen.kit.phone import Phone, mask_phone, normalise_phone


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13812345678", "13812345678"),
        (" 138 1234-5678 ", "13812345678"),
        ("138.1234.5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("0086-13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("010-62345678", "01062345678"),
        ("（010）6234 5678", "01062345678"),
        ("+86 10 6234 5678", "01062345678"),
        ("+86 755 8888 8888", "075588888888"),
        ("0755—88888888 转 203", "075588888888x203"),
        ("0755-88888888 分机203", "075588888888x203"),
        ("075588888888 ext. 9", "075588888888x9"),
        ("62345678", "62345678"),
        ("86234567", "86234567"),
        ("400-123-4567", "4001234567"),
        ("+86 400 123 4567", "4001234567"),
        ("95588", "95588"),
        ("110", "110"),
        ("+852 2123 4567", "+85221234567"),
        ("00852 2123 4567", "+85221234567"),
        ("+1 (415) 555-2671", "+14155552671"),
    ],
)
def test_one_form(typed: str, stored: str) -> None:
    assert normalise_phone(typed) == stored
    assert normalise_phone(stored) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12",
        "没有",
        "13812345678a",
        "微信同号",
        "+",
        "1" * 19,
        "1" * 1_000_000,
        "1 " * 30,
        "\x00138",
        "١٢٣٤٥٦٧",
        "-5",
    ],
    ids=range(12),
)
def test_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match="not a telephone number"):
        normalise_phone(typed)
    with pytest.raises(ValidationError):
        TypeAdapter(Phone).validate_python(typed)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("01062345678", "010****5678"),
        ("075588888888", "075****8888"),
        ("075588888888x203", "075****8888"),
        ("62345678", "623****78"),
        ("6234567", "****67"),
        ("95588", "****88"),
        ("110", "***"),
        ("", ""),
        ("+85221234567", "+852****4567"),
        ("+14155552671", "+141****2671"),
    ],
)
def test_masked(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize("length", range(1, 20))
def test_a_mask_always_hides_something(length: int) -> None:
    phone = "123456789012345678901"[:length]
    shown = mask_phone(phone)
    assert sum(char.isdigit() for char in shown) <= max(0, length - 2)


def test_as_a_field() -> None:
    adapter = TypeAdapter(Phone)
    assert adapter.validate_python("138 1234 5678") == "13812345678"
    with pytest.raises(ValidationError):
        adapter.validate_python(13812345678)
