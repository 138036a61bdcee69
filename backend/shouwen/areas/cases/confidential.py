"""Confidential subjects: what is being asked may touch one, and what may be told then (RC-04)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Any, Final
from uuid import UUID

import yaml

from shouwen.core.places.models import Community
from shouwen.core.search.rules import folded
from shouwen.core.standards.queries import count
from shouwen.core.work import Work
from shouwen.kit.problem import NotFound
from shouwen.kit.schema import Out, Params
from shouwen.kit.text import Line

HEAR: Final = "cases.hear"
ROOM_NUMBER: Final = "inquiry.disclose.room_number"


class ConfidentialSubject(StrEnum):
    """What is not told to everybody."""

    RESIDENT_PRIVACY = "resident_privacy"
    RESIDENT_ABSENCE = "resident_absence"
    SECURITY = "security"
    STAFF = "staff"
    INTERNAL = "internal"


class Disclosable(StrEnum):
    """What may be told all the same."""

    ROOM_NUMBER = "room_number"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A line of confidential.yaml."""

    key: ConfidentialSubject
    words: Sequence[str]
    disclosable: Sequence[Disclosable]


class ConfidentialQuery(Params):
    """What is being asked."""

    community_id: UUID
    words: Annotated[str, Line(200)]


class ConfidentialOut(Out):
    """A confidential subject that the words touch, and what may be told."""

    subject: ConfidentialSubject
    disclosable: list[Disclosable]


@cache
def guarded() -> Sequence[Guarded]:
    """Read once. ValueError for a subject or a word that does not exist."""
    text = resources.files("shouwen.areas.cases").joinpath("confidential.yaml").read_text(encoding="utf-8")
    return [_line(line) for line in yaml.safe_load(text)["subjects"]]


def _line(line: Mapping[str, Any]) -> Guarded:
    words = [folded(word) for word in line["words"]]
    return Guarded(ConfidentialSubject(line["key"]), words, [Disclosable(word) for word in line["disclosable"]])


def touched(words: str) -> Sequence[Guarded]:
    """Which subjects the words touch."""
    asked = folded(words)
    return [one for one in guarded() if any(word in asked for word in one.words)]


def find_confidential(work: Work, community_id: UUID, words: str) -> list[ConfidentialOut]:
    """The subjects that the words touch, and what may be told here. Raises NotFound."""
    if not work.actor.may(HEAR, community_id) or work.session.get(Community, community_id) is None:
        raise NotFound
    tells = {Disclosable.ROOM_NUMBER} if count(work.session, community_id, ROOM_NUMBER, work.now) else set()
    return [
        ConfidentialOut(subject=one.key, disclosable=[what for what in one.disclosable if what in tells])
        for one in touched(words)
    ]
