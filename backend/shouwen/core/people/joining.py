"""Beginning to work here, and being known by another name or number. Signing in is a matter of core/access."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from shouwen.core.people.authority import take_staff_in_hand
from shouwen.core.people.models import Person, Staff
from shouwen.core.people.problems import NumberTaken
from shouwen.core.people.staff_schemas import StaffPatch
from shouwen.core.work import Work
from shouwen.kit.ids import new_id


def add_staff(work: Work, *, name: str, number: str, title_key: str | None = None) -> Staff:
    """Somebody who works here from now on, nowhere yet. Raises NumberTaken."""
    _check_number(work, number)
    person = Person(id=new_id(), name=name, created_at=work.now)
    work.session.add(person)
    work.session.flush()
    staff = Staff(id=person.id, number=number, title_key=title_key, active=True)
    work.session.add(staff)
    work.session.flush()
    work.emit("people.staff_added", staff_id=staff.id)
    return staff


def change_staff(work: Work, staff_id: UUID, body: StaffPatch) -> UUID:
    """Another name, number or title. Raises NotFound, WorksElsewhere, Stale, NumberTaken."""
    staff = take_staff_in_hand(work, staff_id)
    work.check_version(staff.version)
    given = body.model_fields_set
    if "number" in given and body.number != staff.number:
        _check_number(work, body.number)
        staff.number = body.number
    if "title_key" in given:
        staff.title_key = body.title_key
    if "name" in given:
        work.session.get_one(Person, staff_id).name = body.name
        flag_modified(staff, "number")  # the version counts the name, which lies beside the row
    work.session.flush()
    work.emit("people.staff_changed", staff_id=staff_id, fields=sorted(given))
    return staff_id


def _check_number(work: Work, number: str) -> None:
    """One at a time over the whole company: a number comes from one list."""
    if work.session.scalar(sa.select(Staff.id).where(Staff.number == number)) is not None:
        raise NumberTaken(number=number)
