"""Beginning and leaving, where signing in begins and ends with it. Who people are stands in core/people."""

from datetime import date
from uuid import UUID

from shouwen.core.access.schemas import StaffIn
from shouwen.core.access.service import give_login
from shouwen.core.access.sessions import end_all_of
from shouwen.core.people import joining, leaving
from shouwen.core.work import Work


def employ(work: Work, body: StaffIn) -> UUID:
    """Somebody who works here from now on, and can sign in if a password is given; a username alone waits for a link.

    Raises NumberTaken, PasswordWeak, UsernameTaken, TooManySignIns.
    """
    staff = joining.add_staff(work, name=body.name, number=body.number, title_key=body.title_key)
    if body.username is not None:
        give_login(work, staff.id, body.username, body.password.get_secret_value() if body.password else None)
    return staff.id


def dismiss(work: Work, staff_id: UUID, left_on: date | None) -> UUID:
    """They work here no longer and are signed in nowhere, at once.

    Raises NotFound, WorksElsewhere, Yourself, NotActive, StillHolds.
    """
    leaving.leave(work, staff_id, left_on)
    end_all_of(work, staff_id)
    return staff_id
