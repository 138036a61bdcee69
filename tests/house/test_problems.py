"""Every way of saying no has a code of its own and a sentence in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from shouwen.core.web import Operation
from shouwen.kit.problem import Conflict, Malformed, Problem

HAN = re.compile(r"[\u4e00-\u9fff]")
# One word for one rule, answered with two statuses: whoever gives no reason (422), whoever may not (403).
TWICE = {"cases.backdate": "api.md §15 gives both the same code"}
# Codes that do not begin with their room.
ELSEWHERE = {
    "cursor_invalid": "api.md §6 calls it so",
    "cases.backdate": "an act on a case, whatever room asks",
    "access.origin": "asked at the door, before any room",
    "access.two_credentials": "as above",
}
# Modules of the kit and the floor of every route speak for the house.
OF_THE_HOUSE = re.compile(r"shouwen\.(kit|core\.\w+\Z|health|operations|serving)")


def every(base: type[Problem]) -> Iterator[type[Problem]]:
    for problem in base.__subclasses__():
        if problem.__module__.startswith("shouwen."):
            yield problem
            yield from every(problem)


def room_of(problem: type[Problem]) -> str:
    """The word its code begins with."""
    if OF_THE_HOUSE.match(problem.__module__):
        return "house"
    _, wing, room, *_ = problem.__module__.split(".")
    return room if wing in {"core", "areas"} else wing  # a package of the top has no wing


def text_faults(problem: type[Problem]) -> Iterator[str]:
    """What is wrong with the sentences of a problem."""
    for zh, en in ((problem.zh, problem.en), (problem.title_zh, problem.title_en)):
        if not HAN.search(zh):
            yield f"{problem.code}: {zh!r} is no Chinese"
        if HAN.search(en):
            yield f"{problem.code}: {en!r} is no English"
        if len(en) < 3 or en[0] != en[0].upper():
            yield f"{problem.code}: {en!r} is no sentence"


def shared_codes(problems: Iterable[type[Problem]]) -> set[str]:
    return {code for code, times in Counter(problem.code for problem in problems).items() if times > 1}


def strange_codes(problems: Iterable[type[Problem]]) -> list[str]:
    """Codes that begin with another room than they come from."""
    return [
        f"{problem.code} from {problem.__module__}"
        for problem in problems
        if problem.code not in ELSEWHERE and problem.code.partition(".")[0] != room_of(problem)
    ]


@pytest.fixture
def problems(operations: list[Operation]) -> list[type[Problem]]:
    return sorted(set(every(Problem)), key=lambda problem: (problem.code, problem.status))


def said_closer(problem: type[Problem]) -> bool:
    """The same no as the class it derives from, in other words."""
    return any(problem.code == getattr(base, "code", None) for base in problem.__bases__)


def test_every_problem_has_both_sentences(problems: list[type[Problem]]) -> None:
    assert len(problems) > 50
    assert [fault for problem in problems for fault in text_faults(problem)] == []


def test_no_two_problems_share_a_code(problems: list[type[Problem]]) -> None:
    assert shared_codes(problem for problem in problems if not said_closer(problem)) == set(TWICE)


def test_a_code_begins_with_its_room(problems: list[type[Problem]]) -> None:
    assert strange_codes(problems) == []


def test_the_registry_knows_them_all(problems: list[type[Problem]]) -> None:
    assert {problem for problem in problems if not said_closer(problem)} <= set(Problem.registry())


def test_every_declared_problem_fits_its_status(operations: list[Operation]) -> None:
    declared = {problem for operation in operations for problem in operation.problems}
    assert len(declared) > 30
    assert {problem.status for problem in declared} <= {400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 429, 503}


# Codes of planted classes are not like any real one: the registry keeps what was once defined.
def test_a_problem_without_both_texts_cannot_be_defined() -> None:
    for missing in ("zh", "en", "code"):
        texts = {"code": "planted.half", "zh": "不行", "en": "No"}
        del texts[missing]
        with pytest.raises(TypeError, match=missing):
            type("Planted", (Conflict,), {**texts, "__module__": "planted"})


def test_a_code_taken_by_another_cannot_be_defined() -> None:
    type("PlantedFirst", (Conflict,), {"code": "planted.taken", "zh": "不行", "en": "No", "__module__": "planted"})
    with pytest.raises(TypeError, match=r"is taken by planted\.PlantedFirst"):
        type(
            "PlantedSecond", (Conflict,), {"code": "planted.taken", "zh": "也不行", "en": "No", "__module__": "planted"}
        )


def test_a_code_may_be_said_more_closely_by_what_derives_from_it() -> None:
    texts = {"code": "planted.wide", "zh": "不行", "en": "No", "__module__": "planted"}
    wide = type("PlantedWide", (Conflict,), texts)
    closer = type("PlantedCloser", (wide,), {**texts, "zh": "还没办结", "en": "Not finished"})
    assert said_closer(closer)
    assert not said_closer(wide)
    assert wide in Problem.registry()
    assert closer not in Problem.registry()


def test_wrong_texts_and_codes_are_seen() -> None:
    texts = {"code": "planted.wrong", "zh": "Not now", "en": "现在不行", "__module__": "planted.core.custody.rules"}
    wrong = type("PlantedWrong", (Malformed,), texts)
    again = type("PlantedAgain", (Conflict,), texts)
    assert list(text_faults(wrong)) == [
        "planted.wrong: 'Not now' is no Chinese",
        "planted.wrong: '现在不行' is no English",
    ]
    assert shared_codes([wrong, again]) == {"planted.wrong"}
    assert strange_codes([wrong]) == ["planted.wrong from planted.core.custody.rules"]
