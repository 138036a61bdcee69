"""Two records of one person become one, and two again."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from shouwen.areas.cases.models import Contact
from shouwen.core.people.models import Membership, Resident, ResidentKey, ResidentLogin, ResidentPhone
from shouwen.core.subjects.models import Involvement
from shouwen.kit.ids import new_id
from tests.core.people.home import Register
from tests.core.people.org import code, fields
from tests.support.api import Api


@pytest.fixture
def register(shared_api: Api) -> Register:
    return Register.open(shared_api)


def merge(register: Register, one: Any, into: Any) -> dict[str, Any]:
    return register.make(f"/residents/{one}/merge", register.manager, into_id=into)


def undo(register: Register, one: Any) -> dict[str, Any]:
    return register.make(f"/residents/{one}/undo-merge", register.manager)


def rows(register: Register) -> dict[str, list[dict[str, Any]]]:
    """All that hangs on the residents of the town, as it lies in the tables. Versions count what was done."""
    tables = (Resident, ResidentKey, ResidentLogin, ResidentPhone, Membership, Contact, Involvement)

    def look(session: Any) -> dict[str, list[dict[str, Any]]]:
        found = {}
        for model in tables:
            table = model.__table__
            of_town = session.execute(sa.select(table).where(table.c.community_id == register.town.id)).mappings()
            plain = [{key: value for key, value in row.items() if key != "version"} for row in of_town]
            found[model.__tablename__] = sorted(plain, key=repr)
        return found

    return register.api.look(look)


def hear_of(register: Register, resident_id: Any) -> dict[str, Any]:
    return register.api.hear(register.desk, register.town, contact={"person": {"resident_id": str(resident_id)}})


def cases_of(register: Register, resident_id: Any) -> list[str]:
    return [case["id"] for case in register.read(f"/cases?resident_id={resident_id}")["data"]]


def test_all_that_hangs_on_one_goes_to_the_other(register: Register) -> None:
    kept = register.resident("张伟", phone="13600000001", note="听力不便")
    merged = register.resident("章伟", phone="13600000002", other_phones=["13600000003"], note="只说英文")
    register.move_in(register.town.east_unit, merged)
    case = hear_of(register, merged["id"])
    shown = merge(register, merged["id"], kept["id"])
    assert shown["id"] == kept["id"]
    assert [one["label"] for one in shown["units"]] == ["1-1-101"]
    assert sorted(one["phone"] for one in shown["other_phones"]) == ["136****0002", "136****0003"]
    assert shown["note"] == "听力不便；只说英文"
    assert [one["id"] for one in shown["merged"]] == [merged["id"]]
    for q in ("13600000002", "13600000003", "0002", "zw"):
        assert register.found(q) == [kept["id"]], q
    assert register.found("章伟") == []
    assert cases_of(register, kept["id"]) == [case["id"]]


def test_a_merged_id_answers_where_it_went(register: Register) -> None:
    kept, merged = register.resident("李娜"), register.resident("李那")
    merge(register, merged["id"], kept["id"])
    gone = register.read(f"/residents/{merged['id']}")
    assert (gone["state"], gone["merged_into"]) == ("merged", {"id": kept["id"], "name": "李娜"})
    assert code(register.change(f"/residents/{merged['id']}", gone["version"], note="x"))[1] == "people.not_on_record"
    case = hear_of(register, merged["id"])
    assert cases_of(register, kept["id"]) == [case["id"]], "whoever still names the old id means the new one"
    refused = register.post(
        f"/households/{register.move_in(register.town.east_unit)['id']}/members",
        resident_id=merged["id"],
        relation="owner",
    )
    assert fields(refused) == [("/resident_id", "reference_unknown")]


def test_undoing_puts_back_exactly_what_was(register: Register) -> None:
    api, town = register.api, register.town
    kept = register.resident("王芳", phone="13600000011", other_phones=["13600000013"])
    earlier = hear_of(register, kept["id"])
    merged = api.resident(town, phone="13600000012", name="王方")
    register.change(f"/residents/{merged.resident_id}", 1, add_phones=["13600000014"], note="行动不便")
    register.make(f"/households/{merged.household_id}/members", resident_id=kept["id"], relation="family")
    second = register.move_in(town.east_unit)
    register.make(f"/households/{second['id']}/members", resident_id=merged.resident_id, relation="agent")
    hear_of(register, merged.resident_id)
    before = rows(register)
    merge(register, merged.resident_id, kept["id"])
    assert rows(register) != before
    assert api.read(merged, earlier).status_code == 200, "who signs in sees what the record kept had raised"
    restored = undo(register, merged.resident_id)
    assert restored["state"] == "known"
    assert rows(register) == before
    assert api.read(merged, earlier).status_code == 404
    assert sorted(register.found("wf")) == sorted([kept["id"], str(merged.resident_id)])


def test_nobody_belongs_to_a_household_twice(register: Register) -> None:
    one, other = register.resident("同户甲"), register.resident("同户乙")
    home = register.move_in(register.town.east_unit, one, other)
    merge(register, other["id"], one["id"])
    assert [member["id"] for member in register.read(f"/households/{home['id']}")["members"]] == [one["id"]]
    [shown] = register.read(f"/units/{register.town.east_unit}/dossier")["households"]
    assert [member["id"] for member in shown["members"]] == [one["id"]]
    undo(register, other["id"])
    assert len(register.read(f"/households/{home['id']}")["members"]) == 2


def test_what_came_after_the_merge_stays(register: Register) -> None:
    kept, merged = register.resident("丙甲"), register.resident("丙乙")
    merge(register, merged["id"], kept["id"])
    case = hear_of(register, kept["id"])
    undo(register, merged["id"])
    assert cases_of(register, kept["id"]) == [case["id"]]
    assert code(register.post(f"/residents/{merged['id']}/undo-merge", register.manager)) == (409, "people.not_merged")


def test_merges_are_undone_from_the_last(register: Register) -> None:
    a, b, c = (register.resident(name) for name in ("丁甲", "丁乙", "丁丙"))
    merge(register, a["id"], b["id"])
    merge(register, b["id"], c["id"])
    answer = register.post(f"/residents/{a['id']}/undo-merge", register.manager)
    assert (code(answer), "丁乙" in answer.json()["detail"]) == ((409, "people.merged_on"), True)
    assert [hear_of(register, a["id"])["id"]] == cases_of(register, c["id"])
    undo(register, b["id"])
    undo(register, a["id"])
    assert register.read(f"/residents/{a['id']}")["merged_into"] is None


def test_what_is_no_pair(register: Register) -> None:
    one, town = register.resident("戊甲"), register.town
    path = f"/residents/{one['id']}/merge"
    assert code(register.post(path, register.manager, into_id=one["id"])) == (409, "people.merge_into_self")
    stranger = Register.open(register.api).resident("外人")
    for id in (stranger["id"], str(new_id())):
        assert fields(register.post(path, register.manager, into_id=id)) == [("/into_id", "reference_unknown")]
    first, second = register.api.resident(town), register.api.resident(town)
    both = register.post(f"/residents/{first.resident_id}/merge", register.manager, into_id=second.resident_id)
    assert code(both) == (409, "people.both_sign_in")
    assert register.post(path, register.desk, into_id=str(second.resident_id)).status_code == 403


def test_the_journal_tells_who_and_nothing_personal(register: Register) -> None:
    kept, merged = register.resident("己甲", phone="13600000021"), register.resident("己乙", phone="13600000022")
    merge(register, merged["id"], kept["id"])
    undo(register, merged["id"])
    told = [entry.detail for entry in register.api.events("people.residents_merged", "people.merge_undone")]
    ours = [one for one in told if one["kept_id"] == kept["id"]]
    assert [set(one) for one in ours] == [
        {"merge_id", "kept_id", "merged_id", "moved"},
        {"merge_id", "kept_id", "merged_id"},
    ]
    assert ours[0]["moved"] == 1
