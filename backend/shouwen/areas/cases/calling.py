"""The number of whoever raised a matter, for who works on it: one press, one line in the journal."""

from typing import Final
from uuid import UUID

from shouwen.areas.cases.finished import phone_of_caller
from shouwen.areas.cases.problems import NoPhoneLeft
from shouwen.areas.cases.queries import get_case, viewer_of
from shouwen.core.people.rules import RevealReason
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden

REVEAL: Final = "cases.reveal"


def reveal_caller(work: Work, case_id: UUID, reason: RevealReason) -> str:
    """The number left for this matter, else the resident's. Raises NotFound, Forbidden, NoPhoneLeft."""
    loaded = get_case(work, case_id)
    if not viewer_of(work, loaded).reaches(REVEAL):
        raise Forbidden
    phone = phone_of_caller(work.session, loaded.case.community_id, case_id)
    if phone is None:
        raise NoPhoneLeft
    work.emit("cases.phone_revealed", loaded.subject, reason=reason)
    return phone
