"""Who answers when no person heard, and who works where (mechanics.md §2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from shouwen.core.people.models import Post
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.people.queries import (
    current_holders,
    find_staff,
    get_staff,
    names_of,
    reception_holder,
    works_in,
)
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound
from tests.core.people.crowd import Crowd
from tests.core.places.village import NOW, Village, statements

YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def crowd(village: Village) -> Crowd:
    return Crowd(village)


def answering(village: Village, at: datetime = NOW) -> UUID:
    with village.session() as session:
        return reception_holder(session, village.here, at, NOW).id


def test_the_holder_of_the_reception_post_answers(village: Village, crowd: Crowd) -> None:
    head = crowd.post("客服主管")
    desk = crowd.post("客服员", above=head, reception=True)
    crowd.holds(crowd.staff("主管"), head)
    second, first = crowd.staff("后来的"), crowd.staff("先来的")
    crowd.holds(second, desk, since=YESTERDAY)
    crowd.holds(first, desk)
    assert answering(village) == first


def test_whoever_held_the_post_at_that_time_answers(village: Village, crowd: Crowd) -> None:
    desk = crowd.post("客服员", reception=True)
    before, today = crowd.staff("前任"), crowd.staff("现任")
    crowd.holds(before, desk, until=YESTERDAY)
    crowd.holds(today, desk, since=YESTERDAY)
    assert answering(village, YESTERDAY - timedelta(seconds=1)) == before
    assert answering(village, YESTERDAY) == today


def test_an_empty_desk_falls_to_the_post_above_and_further_up(village: Village, crowd: Crowd) -> None:
    top = crowd.post("客户服务经理")
    middle = crowd.post("客服主管", above=top)
    crowd.post("客服员", above=middle, reception=True)
    manager = crowd.staff("经理")
    crowd.holds(manager, top)
    assert answering(village) == manager
    supervisor = crowd.staff("主管")
    crowd.holds(supervisor, middle)
    assert answering(village) == supervisor


def test_who_has_left_does_not_answer(village: Village, crowd: Crowd) -> None:
    head = crowd.post("客服主管")
    desk = crowd.post("客服员", above=head, reception=True)
    crowd.holds(crowd.staff("离职者", active=False), desk)
    supervisor = crowd.staff("主管")
    crowd.holds(supervisor, head)
    assert answering(village) == supervisor


def test_superiors_in_a_circle_come_to_an_end(village: Village, crowd: Crowd) -> None:
    first = crowd.post("甲", reception=True)
    second = crowd.post("乙", above=first)
    with village.house.db.write(COMPANY_SCOPE) as session:
        session.get_one(Post, (village.here, first)).superior_post_id = second
    boss = crowd.staff("项目经理")
    crowd.role(boss, "manager", village.here)
    assert answering(village) == boss


def test_without_posts_the_manager_answers_then_an_administrator(village: Village, crowd: Crowd) -> None:
    admin, far_admin = crowd.staff("管理员"), crowd.staff("别处的管理员")
    crowd.role(far_admin, "system_admin", village.there)
    crowd.role(admin, "system_admin")
    assert answering(village) == admin
    stranger, engineer, manager = crowd.staff("别处的经理"), crowd.staff("工程师"), crowd.staff("经理")
    crowd.role(stranger, "manager", village.there)
    crowd.role(engineer, "engineer", village.here)
    crowd.role(manager, "manager", village.here)
    assert answering(village) == manager


def test_nobody_answers_for_a_complaint_about_themselves(village: Village, crowd: Crowd) -> None:
    desk = crowd.post("客服员", reception=True)
    butler, colleague, manager = crowd.staff("被投诉的"), crowd.staff("同事"), crowd.staff("经理")
    crowd.holds(butler, desk)
    crowd.role(manager, "manager", village.here)
    with village.session() as session:
        assert reception_holder(session, village.here, NOW, NOW, but_not=[butler]).id == manager
        with pytest.raises(NobodyToAnswer):
            reception_holder(session, village.here, NOW, NOW, but_not=[butler, manager])
    crowd.holds(colleague, desk, since=YESTERDAY)
    with village.session() as session:
        assert reception_holder(session, village.here, NOW, NOW, but_not=[butler]).id == colleague


def test_where_nobody_held_anything_then_those_of_today_answer(village: Village, crowd: Crowd) -> None:
    desk = crowd.post("客服员", reception=True)
    butler = crowd.staff("管家")
    crowd.holds(butler, desk, since=YESTERDAY)
    assert answering(village, YESTERDAY - timedelta(days=3000)) == butler


def test_nobody_at_all_is_said_clearly(village: Village, crowd: Crowd) -> None:
    crowd.post("客服员", reception=True)
    crowd.role(crowd.staff("前经理"), "manager", village.here, until=YESTERDAY)
    crowd.role(crowd.staff("未来的经理"), "manager", village.here, since=NOW + timedelta(days=1))
    crowd.role(crowd.staff("离职经理", active=False), "manager", village.here)
    with pytest.raises(NobodyToAnswer) as caught:
        answering(village)
    assert (caught.value.status, caught.value.code) == (409, "people.nobody_to_answer")


def test_the_usual_answer_costs_one_statement(village: Village, crowd: Crowd) -> None:
    crowd.holds(crowd.staff("管家"), crowd.post("客服员", reception=True))
    with statements(village.house) as sent:
        answering(village)
    assert len(sent) == 1


def test_holders_of_a_post(village: Village, crowd: Crowd) -> None:
    post = crowd.post("维修工")
    old, new, gone = crowd.staff("老张"), crowd.staff("小李"), crowd.staff("离职", active=False)
    crowd.holds(new, post, since=YESTERDAY)
    crowd.holds(old, post)
    crowd.holds(gone, post)
    with village.session() as session:
        assert current_holders(session, village.here, post, NOW) == [old, new]
        assert current_holders(session, village.here, post, YESTERDAY - timedelta(days=1)) == [old]
        assert current_holders(session, village.there, post, NOW) == []


def test_somebody_works_where_they_hold_a_post_or_a_role(village: Village, crowd: Crowd) -> None:
    posted, granted, far, gone, everywhere = (crowd.staff(name) for name in ("岗", "权", "远", "去", "总"))
    crowd.holds(posted, crowd.post("维修工"))
    crowd.role(granted, "engineer", village.here, until=NOW + timedelta(days=1))
    crowd.role(far, "engineer", village.there)
    crowd.role(gone, "engineer", village.here, until=YESTERDAY)
    crowd.role(everywhere, "system_admin")
    with village.session() as session:
        assert all(works_in(session, id, village.here, NOW) for id in (posted, granted, everywhere))
        assert not any(works_in(session, id, village.here, NOW) for id in (far, gone, new_id()))
        assert not works_in(session, granted, village.here, NOW + timedelta(days=1))


def test_names_are_read_at_once_and_nobody_costs_nothing(village: Village, crowd: Crowd) -> None:
    ids = [crowd.staff("张三"), crowd.staff("李四")]
    with village.session() as session:
        with statements(village.house) as sent:
            assert names_of(session, [*ids, None, new_id()]) == dict(zip(ids, ["张三", "李四"], strict=True))
            assert names_of(session, [None]) == {}
        assert len(sent) == 1
        assert get_staff(session, ids[0]).number == "G001"
        assert find_staff(session, new_id()) is None
        with pytest.raises(NotFound):
            get_staff(session, new_id())


def test_a_community_has_one_reception(village: Village, crowd: Crowd) -> None:
    crowd.post("前台甲", reception=True)
    crowd.post("不是前台")
    with pytest.raises(IntegrityError):
        crowd.post("前台乙", reception=True)


def test_nobody_holds_a_post_twice_at_once(village: Village, crowd: Crowd) -> None:
    post, who = crowd.post("维修工"), crowd.staff("张三")
    crowd.holds(who, post, until=YESTERDAY)
    crowd.holds(who, post, since=YESTERDAY)
    with pytest.raises(IntegrityError):
        crowd.holds(who, post, since=NOW)


def test_a_superior_stands_in_the_same_community(village: Village, crowd: Crowd) -> None:
    above = crowd.post("经理")
    with pytest.raises(IntegrityError):
        crowd.post("职员", above=above, community_id=village.there)
