"""Setting departments up and changing them."""

from uuid import UUID

import sqlalchemy as sa

from shouwen.core.people.authority import hold_chart, name_community, take_in_hand
from shouwen.core.people.chart_schemas import DepartmentIn, DepartmentPatch
from shouwen.core.people.problems import NameTaken
from shouwen.core.places.models import Department
from shouwen.core.work import Work
from shouwen.kit.ids import new_id


def add_department(work: Work, body: DepartmentIn) -> UUID:
    """A new department. Raises UnknownReference, NameTaken."""
    name_community(work, body.community_id)
    hold_chart(work, body.community_id)
    department = Department(id=new_id(), community_id=body.community_id, name=body.name, kind=body.kind)
    _check_name(work, department, body.name)
    work.session.add(department)
    work.session.flush()
    work.emit(
        "people.department_added", community_id=body.community_id, department_id=department.id, kind=department.kind
    )
    return department.id


def change_department(work: Work, department_id: UUID, body: DepartmentPatch) -> UUID:
    """Another name or kind. Raises NotFound, Forbidden, Stale, NameTaken."""
    department = take_in_hand(work, Department, department_id)
    work.check_version(department.version)
    if "name" in body.model_fields_set:
        _check_name(work, department, body.name)
    for field in body.model_fields_set:
        setattr(department, field, getattr(body, field))
    work.emit(
        "people.department_changed",
        community_id=department.community_id,
        department_id=department.id,
        fields=sorted(body.model_fields_set),
    )
    return department.id


def _check_name(work: Work, department: Department, name: str) -> None:
    taken = sa.select(Department.id).where(
        Department.community_id == department.community_id, Department.name == name, Department.id != department.id
    )
    if work.session.scalar(taken) is not None:
        raise NameTaken(name=name)
