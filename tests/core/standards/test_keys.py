"""What may stand under a key: its units, its limits, and a file of keys that stops the house when it is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from shouwen.core.standards.keys import KEYS, Key, KeysInvalidError, read_keys, size
from shouwen.core.standards.problems import OutOfRange, ValueMalformed, ValueMissing, WrongUnit
from shouwen.core.standards.rules import Unit, Written
from shouwen.kit.problem import Malformed

LINE = "custody.accept_within: {kind: elapsed, zh: 交办, en: An offer, least: 1m, most: 24h}"


def keys(*lines: str) -> str:
    return "keys:\n" + "".join(f"  {line}\n" for line in lines)


def key(**more: Any) -> Key:
    line = "{" + ", ".join(f"{name}: {value}" for name, value in ({"zh": "某", "en": "some"} | more).items()) + "}"
    return read_keys(keys(f"some.key: {line}"))["some.key"]


@pytest.mark.parametrize(
    ("of", "written", "unit", "refusal", "pointer"),
    [
        ({"kind": "term"}, 2, Unit.BASIS_POINTS, WrongUnit, "/unit"),
        ({"kind": "elapsed"}, 2, Unit.DAYS, WrongUnit, "/unit"),
        ({"kind": "rhythm"}, 2, Unit.HOURS, WrongUnit, "/unit"),
        ({"kind": "share"}, 2, Unit.COUNT, WrongUnit, "/unit"),
        ({"kind": "term"}, "2", Unit.DAYS, ValueMalformed, "/value"),
        ({"kind": "term"}, 2, Unit.SAME_DAY, ValueMalformed, "/value"),
        ({"kind": "time"}, "24:30", Unit.TIME, ValueMalformed, "/value"),
        ({"kind": "term"}, None, Unit.DAYS, ValueMissing, "/value"),
        ({"kind": "term"}, 0, Unit.DAYS, OutOfRange, "/value"),
        ({"kind": "term"}, -3, Unit.DAYS, OutOfRange, "/value"),
        ({"kind": "term"}, 367, Unit.WORKING_DAYS, OutOfRange, "/value"),
        ({"kind": "term"}, 5, Unit.QUARTERS, OutOfRange, "/value"),
        ({"kind": "term", "most": "2d"}, 49, Unit.HOURS, OutOfRange, "/value"),
        ({"kind": "term", "most": "2d"}, None, Unit.SAME_MONTH, OutOfRange, "/value"),
        ({"kind": "elapsed", "least": "5m"}, 299, Unit.SECONDS, OutOfRange, "/value"),
        ({"kind": "share"}, 10_001, Unit.BASIS_POINTS, OutOfRange, "/value"),
        ({"kind": "share"}, -1, Unit.BASIS_POINTS, OutOfRange, "/value"),
        ({"kind": "weekday"}, 8, Unit.WEEKDAY, OutOfRange, "/value"),
        ({"kind": "day"}, 0, Unit.DAY, OutOfRange, "/value"),
        ({"kind": "money"}, -1, Unit.FEN, OutOfRange, "/value"),
        ({"kind": "time", "most": '"18:00"'}, "18:01", Unit.TIME, OutOfRange, "/value"),
    ],
)
def test_what_nobody_can_mean_is_refused_at_its_field(
    of: dict[str, Any], written: Written, unit: Unit, refusal: type[Malformed], pointer: str
) -> None:
    with pytest.raises(refusal) as refused:
        key(**of).read(written, unit)
    [error] = refused.value.errors
    assert error.pointer == pointer
    assert error.zh == refused.value.detail("zh-CN")
    assert error.en == refused.value.detail("en") != error.zh


@pytest.mark.parametrize(
    ("of", "written", "unit", "value"),
    [
        ({"kind": "term"}, 3, Unit.WORKING_DAYS, 3),
        ({"kind": "term"}, None, Unit.SAME_DAY, None),
        ({"kind": "term", "open": "true"}, None, Unit.DAYS, None),
        ({"kind": "term", "most": "2d"}, 48, Unit.HOURS, 48),
        ({"kind": "elapsed", "least": "5m"}, 300, Unit.SECONDS, 300),
        ({"kind": "share"}, 0, Unit.BASIS_POINTS, 0),
        ({"kind": "share"}, 10_000, Unit.BASIS_POINTS, 10_000),
        ({"kind": "time"}, "24:00", Unit.TIME, 1440),
        ({"kind": "date"}, "12-15", Unit.DATE, 1215),
        ({"kind": "keeping"}, 100, Unit.YEARS, 100),
    ],
)
def test_what_somebody_may_mean_is_taken(of: dict[str, Any], written: Written, unit: Unit, value: int | None) -> None:
    assert key(**of).read(written, unit) == value


def test_limits_are_said_as_they_are_written() -> None:
    with pytest.raises(OutOfRange) as refused:
        KEYS["custody.accept_within"].read(25, Unit.HOURS)
    assert refused.value.params == {"least": "1s", "most": "24h"}


def test_lengths_compare_across_units() -> None:
    lengths = [(59, Unit.SECONDS), (1, Unit.MINUTES), (59, Unit.MINUTES), (1, Unit.HOURS), (23, Unit.HOURS)]
    lengths += [(1, Unit.DAYS), (29, Unit.DAYS), (1, Unit.MONTHS), (1, Unit.QUARTERS), (1, Unit.YEARS)]
    sizes = [size(*length) for length in lengths]
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (LINE.replace("custody.accept_within", "CP-05"), "dotted words"),
        (LINE.replace("custody.accept_within", "custody"), "dotted words"),
        (LINE.replace("elapsed", "moment"), "unknown kind"),
        (LINE.replace("zh: 交办, ", ""), "has"),
        (LINE.replace("zh: 交办", "zh: ''"), "no title"),
        (LINE.replace("en: An offer", "en: 7"), "no title"),
        (LINE.replace("least: 1m", "laest: 1m"), "unknown among"),
        (LINE.replace("least: 1m", "least: 25h"), "nothing lies between"),
        (LINE.replace("least: 1m", "least: soon"), "limits"),
        (LINE.replace("least: 1m", "sense: roughly"), "unknown sense"),
        (LINE.replace("least: 1m", "open: perhaps"), "open"),
        (LINE.replace("least: 1m", "kind: term"), "given twice"),
        (f"{LINE}\n  {LINE}", "given twice"),
    ],
)
def test_a_file_of_keys_that_cannot_be_understood_is_refused(line: str, wrong: str) -> None:
    assert read_keys(keys(LINE))["custody.accept_within"].most == "24h"
    with pytest.raises(KeysInvalidError, match=wrong):
        read_keys(keys(line))


@pytest.mark.parametrize("text", ["", "[]", "keys: []", "kys: {}", f"keys:\n  {LINE}\nmore: 1"])
def test_a_file_of_keys_has_keys(text: str) -> None:
    with pytest.raises(KeysInvalidError):
        read_keys(text)


def test_titles_are_there_in_both_languages_and_tell_keys_apart() -> None:
    for titles in ([one.zh for one in KEYS.values()], [one.en for one in KEYS.values()]):
        assert sorted(titles) == sorted(set(titles))
    assert KEYS["complaint.finish.major"].title("zh-CN") == "重大投诉办结"
    assert KEYS["complaint.finish.major"].title("en") == "Major complaint finished within"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("complaint.finish.major", "Major complaint finished"),
        ("renovation.inspect.every", "Renovation site inspected"),
        ("renovation.rectify", "Rectified (unless the notice names a day)"),
        ("callback.archive.by_day", "Last quarter's callback forms filed"),
        ("complaint.review.every", "Complaint records reviewed"),
    ],
)
def test_a_promise_is_called_without_what_leads_to_its_number(key: str, said: str) -> None:
    assert KEYS[key].promise("en") == said
    assert KEYS[key].promise("zh-CN") == KEYS[key].zh
