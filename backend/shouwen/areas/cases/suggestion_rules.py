"""What becomes of a suggestion: adopted or not, thanked for, published without a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shouwen.areas.cases.problems import (
    PersonalInPublic,
    SuggestionDecided,
    SuggestionPublished,
    SuggestionsOnly,
    SuggestionThanked,
    SuggestionUndecided,
    SuggestionUnpublished,
)
from shouwen.areas.cases.rules import Kind, State
from shouwen.kit.problem import Problem

_PHONE: Final = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}[- ]?\d{7,8})(?!\d)")


class SuggestionVerb(StrEnum):
    """What can be said to a suggestion."""

    DECIDE = "decide"
    THANK = "thank"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


PERMISSIONS: Final = {
    SuggestionVerb.DECIDE: "cases.decide_suggestion",
    SuggestionVerb.THANK: "cases.decide_suggestion",
    SuggestionVerb.PUBLISH: "cases.publish_suggestion",
    SuggestionVerb.WITHDRAW: "cases.publish_suggestion",
}


@dataclass(frozen=True, slots=True)
class SuggestionStanding:
    """What the rules need to know of a suggestion in the round it is in."""

    kind: Kind
    state: State
    decided: bool = False
    thanked: bool = False
    published: bool = False


def suggestion_objection(verb: SuggestionVerb, it: SuggestionStanding) -> type[Problem] | None:
    """Why the verb cannot be said to it now, or None when it can."""
    if it.kind is not Kind.SUGGESTION or it.state is State.VOIDED:
        return SuggestionsOnly
    if verb is SuggestionVerb.DECIDE:
        return SuggestionDecided if it.decided else None
    if not it.decided:
        return SuggestionUndecided
    if verb is SuggestionVerb.THANK:
        return SuggestionThanked if it.thanked else None
    if verb is SuggestionVerb.PUBLISH:
        return SuggestionPublished if it.published else None
    return None if it.published else SuggestionUnpublished


def check_public(words: str, personal: Iterable[str]) -> None:
    """Words for everybody hold no phone, and nothing by which whoever spoke is known. Raises PersonalInPublic."""
    if _PHONE.search(words) or any(one and one in words for one in personal):
        raise PersonalInPublic.at("/words")
