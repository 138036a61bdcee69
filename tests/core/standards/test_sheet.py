"""Which number holds at an instant: community → company → pack → base, and of the same kind the one written last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.standards.packs import LIBRARY
from shouwen.core.standards.rules import Standard, StandardLevel, Unit
from shouwen.core.standards.sheet import Adoption, Override, Sheet, StandardUnknownError, replaces

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
KEY = "complaint.finish.general"
DAYS = st.integers(-5, 5)
LEVELS = st.sampled_from(StandardLevel)
PACKS = st.sampled_from([pack.name for pack in LIBRARY.all()])
HERE, ALL = StandardLevel.COMMUNITY, StandardLevel.COMPANY


def day(number: int) -> datetime:
    return NOON + timedelta(days=number)


def adopted(serial: int, pack: str, since: int | None, level: StandardLevel = HERE) -> Adoption:
    return Adoption(level, serial, None if since is None else day(since), pack, 1)


def overridden(serial: int, value: int | None, since: int, level: StandardLevel = HERE, key: str = KEY) -> Override:
    return Override(level, serial, day(since), key, value, None if value is None else Unit.DAYS)


def sheet(*decisions: Adoption | Override) -> Sheet:
    adoptions = [one for one in decisions if isinstance(one, Adoption)]
    overrides = [one for one in decisions if isinstance(one, Override)]
    return Sheet(LIBRARY, adoptions, overrides)


def said(found: Standard) -> tuple[int | None, Unit, str, int]:
    return found.value, found.unit, found.pack, found.version


# ---------------------------------------------------------------- one after the other


def test_with_nothing_decided_the_base_speaks() -> None:
    assert said(sheet().standard(KEY, NOON)) == (3, Unit.WORKING_DAYS, "base", 1)
    assert sheet().pack(NOON).name == "base"


def test_a_pack_speaks_for_what_it_says_and_the_base_for_the_rest() -> None:
    found = sheet(adopted(1, "bt_one_stop", None))
    assert said(found.standard(KEY, NOON)) == (3, Unit.DAYS, "bt_one_stop", 1)
    assert said(found.standard("patrol.per_day", NOON)) == (4, Unit.COUNT, "bt_one_stop", 1)
    assert said(found.standard("mail.keep", NOON)) == (1, Unit.MONTHS, "base", 1)


def test_always_means_before_it_was_decided_as_well() -> None:
    found = sheet(adopted(1, "cs", None))
    assert {said(found.standard(KEY, day(number)))[2] for number in (-9999, 0, 9999)} == {"cs"}


def test_community_before_company_before_pack_before_base() -> None:
    steps = [
        ((3, Unit.WORKING_DAYS, "base", 1), None),
        ((15, Unit.DAYS, "cs", 1), adopted(1, "cs", None, ALL)),
        ((3, Unit.DAYS, "bt_one_stop", 1), adopted(1, "bt_one_stop", None)),
        ((8, Unit.DAYS, "company", 2), overridden(2, 8, 0, ALL)),
        ((9, Unit.DAYS, "community", 2), overridden(2, 9, 0)),
    ]
    decisions: list[Adoption | Override] = []
    for expected, decision in steps:
        decisions += [decision] if decision else []
        assert said(sheet(*decisions).standard(KEY, NOON)) == expected
        assert said(sheet(*reversed(decisions)).standard(KEY, NOON)) == expected


def test_an_override_names_who_decided_and_keeps_the_clause() -> None:
    found = sheet(adopted(1, "cs", None), overridden(2, 9, 0)).standard(KEY, NOON)
    assert (found.clause, found.source) == ("CP-12", "community")


def test_an_override_holds_from_its_very_instant_on_and_not_before() -> None:
    found = sheet(overridden(1, 9, 2))
    assert found.standard(KEY, day(2)).value == 9
    assert found.standard(KEY, day(2) - timedelta(microseconds=1)).value == 3


def test_a_later_row_replaces_from_its_date_on_what_was_planned_as_well() -> None:
    planned, later = overridden(1, 8, 4), overridden(2, 9, 2)
    found = sheet(planned, later)
    assert [found.standard(KEY, day(number)).value for number in (1, 2, 4)] == [3, 9, 9]
    assert replaces(later, planned)
    assert not replaces(planned, later)


def test_what_held_before_a_later_row_stays() -> None:
    found = sheet(overridden(1, 8, 1), overridden(2, 9, 3))
    assert [found.standard(KEY, day(number)).value for number in (0, 1, 2, 3)] == [3, 8, 8, 9]


def test_a_released_number_follows_what_lies_beneath() -> None:
    found = sheet(overridden(1, 8, 0, ALL), overridden(1, 9, 0), overridden(2, None, 2))
    assert [said(found.standard(KEY, day(number)))[2] for number in (1, 2)] == ["community", "company"]


def test_decisions_about_one_number_leave_others_alone() -> None:
    found = sheet(overridden(1, 9, 0))
    others = [one for one in found.all(NOON) if one.key != KEY]
    assert len(others) == len(LIBRARY.base.values) - 1
    assert {one.pack for one in others} == {"base"}


def test_a_key_nobody_knows_is_a_defect_of_who_asks() -> None:
    with pytest.raises(StandardUnknownError):
        sheet().standard("no.such_key", NOON)


def test_a_pack_tried_on_leaves_the_sheet_as_it_was() -> None:
    before = sheet(adopted(7, "cs", None), overridden(8, 9, 0, key="patrol.per_day"))
    after = before.adopting(LIBRARY.newest("bt"), HERE)
    assert (before.pack(NOON).name, after.pack(NOON).name) == ("cs", "bt")
    assert after.standard("patrol.per_day", NOON).value == 9


# ---------------------------------------------------------------- all there can be

adoptions = st.builds(adopted, st.just(0), PACKS, st.none() | DAYS, LEVELS)
overrides = st.builds(
    overridden,
    st.just(0),
    st.none() | st.integers(1, 300),
    DAYS,
    LEVELS,
    st.sampled_from([KEY, "written.reply", "mail.keep"]),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Adoption | Override]:
    """Decisions in the order they were made, each with its serial."""
    made: list[Adoption | Override] = draw(st.lists(adoptions | overrides, max_size=12))
    return [
        Adoption(one.level, serial, one.since, one.pack, one.version)
        if isinstance(one, Adoption)
        else Override(one.level, serial, one.since, one.key, one.value, one.unit)
        for serial, one in enumerate(made, start=1)
    ]


def told(history: list[Adoption | Override], key: str, at: datetime) -> tuple[int | None, Unit, str, int]:
    """The same by telling the story: each decision in turn replaces what was decided before, if its date has come."""
    packs: dict[StandardLevel, Adoption] = {}
    numbers: dict[StandardLevel, Override] = {}
    for one in history:
        if one.since is not None and one.since > at:
            continue
        if isinstance(one, Adoption):
            packs[one.level] = one
        elif one.key == key:
            numbers[one.level] = one
    for level in (HERE, ALL):
        number = numbers.get(level)
        if number and number.unit:
            return number.value, number.unit, level.value, number.serial
    chosen = packs.get(HERE) or packs.get(ALL)
    values = LIBRARY.pack(chosen.pack, chosen.version).values if chosen else {}
    return said(values.get(key) or LIBRARY.base.values[key])


@given(histories(), DAYS)
def test_any_history_resolves_as_it_is_told(history: list[Adoption | Override], number: int) -> None:
    shuffled = sorted(history, key=lambda one: (one.serial * 7919) % 13)  # the database promises no order
    found = sheet(*shuffled)
    for key in (KEY, "written.reply", "mail.keep", "quiet.from"):
        assert said(found.standard(key, day(number))) == told(history, key, day(number))


@given(histories(), overrides, st.integers(0, 5), DAYS)
def test_nothing_decided_from_now_on_changes_the_past(
    history: list[Adoption | Override], new: Override, ahead: int, number: int
) -> None:
    now = day(0)
    ahead_of_now = Override(new.level, 99, now + timedelta(days=ahead), new.key, new.value, new.unit)
    past = now - timedelta(days=abs(number), microseconds=1)
    before, after = sheet(*history), sheet(*history, ahead_of_now)
    assert before.all(past) == after.all(past)


@given(histories(), DAYS)
def test_every_key_has_a_number_at_any_instant(history: list[Adoption | Override], number: int) -> None:
    found = sheet(*history).all(day(number))
    assert [one.key for one in found] == sorted(LIBRARY.base.values)


def few(found: Sheet, number: int) -> list[Standard]:
    return [found.standard(key, day(number)) for key in (KEY, "written.reply", "mail.keep")]


@given(histories())
def test_a_replaced_decision_holds_at_no_instant(history: list[Adoption | Override]) -> None:
    """Taking it away changes nothing, whatever one asks."""
    for one in history:
        alike = [
            other
            for other in history
            if type(other) is type(one) and (isinstance(one, Adoption) or getattr(other, "key", None) == one.key)
        ]
        if any(replaces(later, one) for later in alike):
            without = sheet(*(other for other in history if other is not one))
            for number in range(-6, 7):
                assert few(without, number) == few(sheet(*history), number)
