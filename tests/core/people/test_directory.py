"""Looking up staff and posts."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from shouwen.core.access.actor import Grant
from shouwen.core.people import directory
from shouwen.core.people.schemas import PostParams, StaffParams
from shouwen.core.places.models import Department
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound
from tests.core.people.crowd import Crowd
from tests.core.places.village import NOW, Village, grant, statements


class Office(Crowd):
    """A desk with a head, an engineer by role alone, somebody of the other community, somebody who has left."""

    def open(self) -> None:
        village = self.village
        self.desk_department, self.engineering, self.far_department = new_id(), new_id(), new_id()
        village.add(
            Department(community_id=village.here, id=self.desk_department, name="客户服务部", kind="customer_service"),
            Department(community_id=village.here, id=self.engineering, name="工程部", kind="engineering"),
            Department(community_id=village.there, id=self.far_department, name="工程部", kind="engineering"),
        )
        self.head_post = self.post("客服主管", department_id=self.desk_department)
        self.desk_post = self.post("客服员", above=self.head_post, reception=True, department_id=self.desk_department)
        self.head, self.butler = self.staff("王主管"), self.staff("李管家")
        self.holds(self.head, self.head_post)
        self.holds(self.butler, self.desk_post)
        self.holds(self.head, self.desk_post, until=NOW - timedelta(days=1))
        self.engineer, self.stranger = self.staff("赵工"), self.staff("远方的人")
        self.role(self.engineer, "engineer", village.here, department_id=self.engineering)
        self.role(self.stranger, "engineer", village.there, department_id=self.far_department)
        self.role(self.stranger, "engineer", village.here, until=NOW - timedelta(days=1))
        self.left = self.staff("离职者", active=False)
        self.role(self.left, "engineer", village.here)
        self.admin = self.staff("管理员")
        self.role(self.admin, "system_admin")


@pytest.fixture
def office(village: Village) -> Office:
    opened = Office(village)
    opened.open()
    return opened


def names(village: Village, *grants: Grant, **params: object) -> list[str]:
    with village.as_(*grants) as work:
        return [row["name"] for row in directory.list_staff(work, StaffParams.model_validate(params))["data"]]


def test_staff_are_shown_with_posts_and_departments(village: Village, office: Office) -> None:
    with village.as_(grant(village.here)) as work:
        butler = directory.get_staff_member(work, office.butler)
        engineer = directory.get_staff_member(work, office.engineer)
    assert butler == {
        "id": office.butler,
        "number": "G002",
        "name": "李管家",
        "title_key": None,
        "active": True,
        "left_on": None,
        "version": 1,
        "posts": [{"id": office.desk_post, "name": "客服员", "community_id": village.here}],
        "departments": [{"id": office.desk_department, "name": "客户服务部"}],
    }
    assert engineer["posts"] == []
    assert engineer["departments"] == [{"id": office.engineering, "name": "工程部"}]


def test_those_who_work_here_are_seen_here(village: Village, office: Office) -> None:
    here = ["王主管", "李管家", "赵工", "管理员"]
    assert names(village, grant(village.here)) == here
    assert names(village, grant(village.here, zone_id=village.east)) == here
    assert names(village, grant(village.there)) == ["远方的人", "管理员"]
    assert names(village, grant()) == ["王主管", "李管家", "赵工", "远方的人", "离职者", "管理员"]
    assert names(village) == []


def test_a_stranger_and_nobody_answer_alike(village: Village, office: Office) -> None:
    with village.as_(grant(village.here)) as work:
        answers = []
        for id in (office.stranger, office.left, new_id()):
            with pytest.raises(NotFound) as caught:
                directory.get_staff_member(work, id)
            answers.append(caught.value.to_body("en", "/", "1"))
    assert answers[0] == answers[1] == answers[2]


def test_staff_are_filtered(village: Village, office: Office) -> None:
    here = grant(village.here)
    assert names(village, here, department_id=[office.desk_department]) == ["王主管", "李管家"]
    assert names(village, here, department_id=[office.engineering]) == ["赵工"]
    assert names(village, here, post_id=[office.desk_post]) == ["李管家"]
    assert names(village, here, q="管") == ["王主管", "李管家", "管理员"]
    assert names(village, here, q="G003") == ["赵工"]
    assert names(village, here, q="lgj") == names(village, here, q="LG") == ["李管家"], "by pinyin initials"
    assert names(village, here, q="yf") == [], "initials reach no further than the list"
    assert names(village, here, sort="-number")[0] == "管理员"
    assert names(village, grant(), community_id=[village.there]) == ["远方的人", "管理员"]


def test_who_works_nowhere_yet_is_found_apart(village: Village, office: Office) -> None:
    office.staff("新同事")
    assert names(village, grant(), works_nowhere=True) == ["新同事"]
    assert names(village, grant(village.here), works_nowhere=True) == [], "only by those who place them"


def test_what_a_foreign_filter_would_tell_is_not_told(village: Village, office: Office) -> None:
    office.role(office.engineer, "engineer", village.there, department_id=office.far_department)
    here = grant(village.here)
    unknown = names(village, here, department_id=[new_id()])
    assert names(village, here, department_id=[office.far_department]) == unknown == []
    assert names(village, here, community_id=[village.there]) == names(village, here, community_id=[new_id()])
    with village.as_(here) as work:
        assert directory.get_staff_member(work, office.engineer)["departments"] == [
            {"id": office.engineering, "name": "工程部"}
        ]


def test_a_post_is_shown_with_superior_and_holders(village: Village, office: Office) -> None:
    with village.as_(grant(village.here)) as work:
        shown = directory.get_post(work, office.desk_post)
    assert shown == {
        "id": office.desk_post,
        "community_id": village.here,
        "name": "客服员",
        "is_reception": True,
        "version": 1,
        "department": {"id": office.desk_department, "name": "客户服务部"},
        "zone": None,
        "superior": {"id": office.head_post, "name": "客服主管"},
        "deputy": None,
        "holders": [{"id": office.butler, "name": "李管家"}],
    }


def test_posts_are_filtered_and_stay_in_reach(village: Village, office: Office) -> None:
    far = office.post("远方的岗", community_id=village.there)

    def ids(*grants: Grant, **params: object) -> list[UUID]:
        with village.as_(*grants) as work:
            return [row["id"] for row in directory.list_posts(work, PostParams.model_validate(params))["data"]]

    here = grant(village.here)
    assert ids(here) == [office.head_post, office.desk_post]
    assert ids(here, is_reception=True) == [office.desk_post]
    assert ids(here, is_reception=False) == [office.head_post]
    assert ids(here, staff_id=[office.head]) == [office.head_post]
    assert ids(here, q="主管") == [office.head_post]
    assert ids(here, department_id=[office.engineering]) == []
    assert ids(here, community_id=[village.there]) == []
    assert ids(grant()) == [office.head_post, office.desk_post, far]
    with village.as_(here) as work, pytest.raises(NotFound):
        directory.get_post(work, far)


def test_a_page_costs_the_same_however_long(village: Village, office: Office) -> None:
    for limit in (1, 100):
        with village.as_(grant(village.here)) as work:
            with statements(village.house) as sent:
                directory.list_staff(work, StaffParams(limit=limit))
            assert len(sent) == 3
            with statements(village.house) as sent:
                directory.list_posts(work, PostParams(limit=limit))
            assert len(sent) == 2
