"""Who may fetch a file: sight of the subject and of the audience, and nobody else (api: files)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from httpx import Response

from shouwen.core.files.models import File, FileLink
from shouwen.core.files.queries import files_of
from shouwen.core.files.rules import Audience
from shouwen.core.files.service import attach
from shouwen.core.subjects.models import Subject
from shouwen.kit.ids import new_id
from tests.core.files.conftest import Desk
from tests.support.api import Caller


def case_of(desk: Desk, resident: Caller) -> dict[str, Any]:
    """A case a resident reported in the app."""
    return desk.api.hear(
        resident, desk.town, contact={"channel": "app", "person": {"resident_id": resident.resident_id}}
    )


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_before_it_is_linked_only_the_uploader_reads_it(desk: Desk) -> None:
    butler, other = desk.api.staff("duty_butler", desk.town), desk.api.staff("duty_butler", desk.town)
    manager, resident = desk.api.staff("manager", desk.town), desk.api.resident(desk.town)
    admin = desk.api.staff("system_admin", None)
    file_id = desk.sent(butler)
    assert desk.may_fetch(butler, file_id)
    assert not any(desk.may_fetch(who, file_id) for who in (other, manager, resident, admin))


def test_afterwards_whoever_sees_the_case_reads_it(desk: Desk) -> None:
    town, elsewhere = desk.town, desk.api.town("隔壁")
    butler, colleague = desk.api.staff("duty_butler", town), desk.api.staff("duty_butler", town)
    neighbour, admin = desk.api.staff("manager", elsewhere), desk.api.staff("system_admin", None)
    engineer = desk.api.staff("engineer", town)
    case = desk.api.hear(butler, town)
    file_id = desk.sent(butler)
    answer = desk.link(butler, file_id, case)
    assert answer.status_code == 201, answer.text
    assert answer.json()["subject_id"] == case["id"]
    assert desk.api.get(f"/files/{file_id}", butler).json()["linked"] is True
    assert all(desk.may_fetch(who, file_id) for who in (butler, colleague, admin))
    assert not desk.may_fetch(neighbour, file_id)
    assert not desk.may_fetch(engineer, file_id)
    desk.api.act(butler, case, "offer", to_staff_id=engineer.id)
    assert desk.may_fetch(engineer, file_id)


def test_the_uploader_who_no_longer_sees_the_case_no_longer_reads_its_file(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    case = desk.api.hear(butler, desk.town)
    engineer = desk.api.staff("engineer", desk.town)
    desk.api.act(butler, case, "offer", to_staff_id=engineer.id)
    file_id = desk.sent(engineer)
    assert desk.link(engineer, file_id, case).status_code == 201
    assert desk.may_fetch(engineer, file_id)
    with desk.api.work() as work:
        work.session.execute(sa.text("DELETE FROM involvements WHERE part = 'offered'"))
    assert not desk.may_fetch(engineer, file_id)


def test_a_link_in_another_community_ends_the_uploaders_own_right(desk: Desk) -> None:
    elsewhere = desk.api.town("隔壁")
    admin = desk.api.staff("system_admin", None)
    case = desk.api.hear(desk.api.staff("duty_butler", elsewhere), elsewhere)
    butler = desk.api.staff("duty_butler", desk.town)
    file_id = desk.sent(butler)
    with desk.api.work() as work:  # the uploader's scope does not show this link
        subject = work.session.scalars(sa.select(Subject).where(Subject.number == case["number"])).one()
        file = work.session.scalars(sa.select(File)).one()
        work.session.add(
            FileLink(
                community_id=subject.community_id,
                subject_id=subject.id,
                file_id=file.id,
                audience=Audience.RESIDENT,
                linked_by_id=admin.id,
                linked_at=work.now,
            )
        )
        file.linked_at = work.now
    assert desk.may_fetch(admin, file_id)
    assert not desk.may_fetch(butler, file_id)


def test_a_resident_reads_what_is_for_residents_alone(desk: Desk) -> None:
    api, butler = desk.api, desk.api.staff("duty_butler", desk.town)
    resident, stranger = api.resident(desk.town), api.resident(desk.town)
    wife = api.resident(desk.town, household=resident.household_id)
    child = api.resident(desk.town, household=resident.household_id, is_adult=False)
    case = case_of(desk, resident)
    shown, slip = desk.sent(butler), desk.sent(butler)
    assert desk.link(butler, shown, case, "resident").status_code == 201
    assert desk.link(butler, slip, case, "internal").status_code == 201
    assert desk.may_fetch(resident, shown)
    assert desk.may_fetch(wife, shown)
    assert not desk.may_fetch(child, shown)
    assert not desk.may_fetch(stranger, shown)
    assert not any(desk.may_fetch(who, slip) for who in (resident, wife, child, stranger))
    assert desk.may_fetch(butler, shown)
    assert desk.may_fetch(butler, slip)


def test_a_resident_attaches_to_their_own_case_for_residents(desk: Desk) -> None:
    resident, stranger = desk.api.resident(desk.town), desk.api.resident(desk.town)
    case, theirs = case_of(desk, resident), case_of(desk, stranger)
    file_id = desk.sent(resident)
    assert code(desk.link(resident, file_id, case, "internal")) == (403, "files.internal_not_yours")
    assert code(desk.link(resident, file_id, theirs, "resident")) == (422, "house.reference_unknown")
    assert desk.link(resident, file_id, case, "resident").status_code == 201
    assert desk.may_fetch(desk.api.staff("duty_butler", desk.town), file_id)
    assert not desk.may_fetch(stranger, file_id)


def test_nobody_attaches_what_they_cannot_read(desk: Desk) -> None:
    butler, other = desk.api.staff("duty_butler", desk.town), desk.api.staff("duty_butler", desk.town)
    resident = desk.api.resident(desk.town)
    own = case_of(desk, resident)
    case = desk.api.hear(butler, desk.town)
    file_id, slip = desk.sent(butler), desk.sent(butler)
    foreign, unknown = desk.link(other, file_id, case), desk.link(other, str(new_id()), case)
    assert code(foreign) == code(unknown) == (404, "house.not_found")
    assert desk.link(butler, slip, own, "internal").status_code == 201
    # an internal slip in the resident's own case does not become theirs by attaching it once more
    assert code(desk.link(resident, slip, own, "resident")) == (404, "house.not_found")


def test_subjects_out_of_sight_and_unknown_ones_answer_alike(desk: Desk) -> None:
    elsewhere = desk.api.town("隔壁")
    case = desk.api.hear(desk.api.staff("duty_butler", elsewhere), elsewhere)
    butler = desk.api.staff("duty_butler", desk.town)
    file_id = desk.sent(butler)
    foreign = desk.link(butler, file_id, case).json()
    unknown = desk.link(butler, file_id, {"id": str(new_id())}).json()
    assert foreign["errors"] == unknown["errors"]
    assert foreign["errors"][0]["pointer"] == "/subject_id"
    body = {"subject_type": "household", "subject_id": case["id"], "audience": "internal"}
    assert desk.api.post(f"/files/{file_id}/links", butler, body).status_code == 422


def test_one_file_on_one_subject_has_one_audience(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    case = desk.api.hear(butler, desk.town)
    file_id = desk.sent(butler)
    first, again = desk.link(butler, file_id, case), desk.link(butler, file_id, case)
    assert first.json() == again.json()
    assert code(desk.link(butler, file_id, case, "resident")) == (409, "files.linked_otherwise")
    assert len(desk.api.events("files.linked")) == 1


def test_file_ids_in_a_body(desk: Desk) -> None:
    butler, other = desk.api.staff("duty_butler", desk.town), desk.api.staff("duty_butler", desk.town)
    mine, theirs = desk.sent(butler), desk.sent(other)
    case = desk.api.hear(butler, desk.town, file_ids=[mine])
    assert desk.may_fetch(other, mine)
    for bad in (theirs, str(new_id())):
        refused = desk.api.act(butler, case, "notes", text="见图", audience="internal", file_ids=[mine, bad])
        assert code(refused) == (422, "house.reference_unknown")
        assert [error["pointer"] for error in refused.json()["errors"]] == ["/file_ids/1"]


def test_files_of_a_subject_by_audience_in_order(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    case, another = desk.api.hear(butler, desk.town), desk.api.hear(butler, desk.town)
    ids = [desk.sent(butler) for _ in range(3)]
    for file_id, audience in zip(ids, ("internal", "resident", "internal"), strict=True):
        desk.api.clock.advance(minutes=1)
        assert desk.link(butler, file_id, case, audience).status_code == 201
    with desk.api.work() as work:
        subjects = {
            subject.number: subject
            for subject in work.session.scalars(sa.select(Subject).where(Subject.type == "case"))
        }
        both = files_of(work.session, subjects[case["number"]], list(Audience))
        assert [(str(file.id), audience) for file, audience in both] == [
            (ids[0], "internal"),
            (ids[1], "resident"),
            (ids[2], "internal"),
        ]
        shown = files_of(work.session, subjects[case["number"]], [Audience.RESIDENT])
        assert [str(linked.file.id) for linked in shown] == [ids[1]]
        assert files_of(work.session, subjects[another["number"]], list(Audience)) == []
        assert attach(work, subjects[case["number"]], [], Audience.INTERNAL, pointer="/file_ids") == []


def test_a_program_with_a_key_is_no_uploader_of_others(desk: Desk) -> None:
    butler = desk.api.staff("duty_butler", desk.town)
    file_id = desk.sent(butler)
    assert desk.fetch(desk.api.key("integrator", desk.town), file_id).status_code == 403
    assert desk.api.get("/files/not-an-id", butler).status_code == 422
