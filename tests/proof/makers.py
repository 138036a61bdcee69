"""Fresh things for operations that change or end what their path names, made by the administrator."""

from __future__ import annotations

import itertools

from tests.proof.people import API, Desk, Said, expect

_NUMBERS = itertools.count(1)


def fresh(admin: Desk, away: Desk, community_id: str, path: str) -> Said:
    """The ids of new things that the path of an operation names. `away` is somebody who may stay away."""
    makers = {
        "{staff_id}": _staff,
        "{department_id}": _department,
        "{post_id}": _post,
        "{duty_id}": _post,  # to whom it may be given
        "{absence_id}": _absence,
        "{route_id}": _route,
        "{holding_id}": _holding,
        "{grant_id}": _grant,
        "{zone_id}": _zone,
        "{building_id}": _building,
        "{unit_id}": vacant_unit,
        "{resident_id}": _resident,
        "{household_id}": _household,
        "{answer_id}": _answer,
        "{type_id}": _type,
        "{cordon_id}": _cordon,
        "{party_id}": _party,
        "{macro_id}": _macro,
        "{pass_id}": _pass,
        "/standards/{key}/": _override,
    }
    made: Said = {}
    for place, maker in makers.items():
        if place in path:
            made |= maker(away if maker is _absence else admin, community_id)
    if {"resident_id", "household_id"} <= made.keys():  # who lives there
        unit = vacant_unit(admin, community_id)["unit_id"]
        members = [{"resident_id": made["resident_id"], "relation": "owner"}]
        made["household_id"] = _make(admin, "households", {"unit_id": unit, "members": members})
    return made


def merged(admin: Desk, made: Said) -> None:
    """The record went into another, so that it may come back."""
    target = f"{API}/residents/{made['resident_id']}/merge"
    expect(admin.caller.post(target, {"into_id": made["into_id"]}), 200)


def renovation(admin: Desk, butler: Desk) -> str:
    """What an owner asked for, written down by the butler."""
    who = _resident(admin, butler.community_id)["resident_id"]
    unit = vacant_unit(admin, butler.community_id)["unit_id"]
    _make(admin, "households", {"unit_id": unit, "members": [{"resident_id": who, "relation": "owner"}]})
    days = {"starts_on": "2040-03-01", "ends_on": "2040-05-01"}
    body = {"unit_id": unit, "applicant": {"resident_id": who}, "title": "全屋翻新", "scope": ["decoration"], **days}
    return _make(butler, "renovations", body)


def _make(admin: Desk, what: str, body: Said) -> str:
    key = f"made-{next(_NUMBERS)}"
    return str(expect(admin.caller.post(f"{API}/{what}", body, Idempotency_Key=key), 201).json()["id"])


def _name(words: str) -> str:
    return f"{words}{next(_NUMBERS)}"


def _staff(admin: Desk, _community_id: str) -> Said:
    return {"staff_id": _make(admin, "staff", {"name": _name("王小"), "number": _name("P")})}


def _department(admin: Desk, community_id: str) -> Said:
    body = {"community_id": community_id, "kind": "engineering", "name": _name("工程")}
    return {"department_id": _make(admin, "departments", body)}


def _post(admin: Desk, community_id: str) -> Said:
    return {"post_id": _make(admin, "posts", {"community_id": community_id, "name": _name("岗")})}


def _absence(away: Desk, _community_id: str) -> Said:
    """Long ahead, and each at another time: nobody is away twice at once."""
    day = f"{2040 + next(_NUMBERS) % 50}-{1 + next(_NUMBERS) % 12:02}-{1 + next(_NUMBERS) % 28:02}"
    when = {"since": f"{day}T09:00:00+08:00", "until": f"{day}T10:00:00+08:00"}
    return {"absence_id": _make(away, "absences", {"reason_key": "leave", **when})}


def _route(admin: Desk, community_id: str) -> Said:
    post = _post(admin, community_id)
    body = {"community_id": community_id, "kind": "repair", "category": _name("kind_"), **post}
    return {"route_id": _make(admin, "routes", body)}


def _zone(admin: Desk, community_id: str) -> Said:
    return {"zone_id": _make(admin, "zones", {"community_id": community_id, "name": _name("片区")})}


def _building(admin: Desk, community_id: str) -> Said:
    zone = _zone(admin, community_id)
    return {**zone, "building_id": _make(admin, "buildings", {**zone, "name": _name("新楼")})}


def vacant_unit(admin: Desk, community_id: str) -> Said:
    """A unit in which nobody lives."""
    place = _building(admin, community_id)
    door = _name("9-1-")
    body = {"building_id": place["building_id"], "name": door, "label": door}
    return {**place, "unit_id": _make(admin, "units", body)}


def _resident(admin: Desk, community_id: str) -> Said:
    """Somebody, and another record of theirs."""
    body = {"community_id": community_id, "name": _name("新住户"), "phone": f"1993{next(_NUMBERS):07}"}
    one, other = (_make(admin, "residents", {**body, "phone_shared": True}) for _ in range(2))
    return {"resident_id": one, "into_id": other}


def _household(admin: Desk, community_id: str) -> Said:
    place = vacant_unit(admin, community_id)
    return {**place, "household_id": _make(admin, "households", {"unit_id": place["unit_id"]})}


def _holding(admin: Desk, community_id: str) -> Said:
    post = _post(admin, community_id)
    return {**post, "holding_id": _make(admin, f"posts/{post['post_id']}/holders", _staff(admin, community_id))}


def _grant(admin: Desk, community_id: str) -> Said:
    return {"grant_id": _make(admin, "grants", {"role": "cashier", "community_id": community_id, **_staff(admin, "")})}


def _answer(admin: Desk, community_id: str) -> Said:
    body = {"community_id": community_id, "question": _name("几点开门"), "text": "早上八点"}
    return {"answer_id": _make(admin, "answers", body)}


def _type(admin: Desk, community_id: str) -> Said:
    """A kind of work, based on repairs."""
    name = {"zh": "调律", "en": "Tuning"}
    body = {"key": _name("t"), "kind": "repair", "name": name, "stages": [{"key": "a", "name": name}]}
    return {"type_id": _make(admin, f"communities/{community_id}/case-types", body)}


def _cordon(admin: Desk, community_id: str) -> Said:
    """A cordon on a repair."""
    contact = {"channel": "phone", "person": {"name": "王女士"}}
    case = _make(admin, "cases", {"community_id": community_id, "kind": "repair", "title": "漏水", "contact": contact})
    return {"cordon_id": _make(admin, f"cases/{case}/cordons", {"place": "大堂", "sign": "请绕行"})}


def _party(admin: Desk, community_id: str) -> Said:
    body = {"community_id": community_id, "kind": "developer", "company": _name("开发公司"), "name": "维保负责人"}
    return {"party_id": _make(admin, "outside-parties", {**body, "phone": "13900000086"})}


def _macro(admin: Desk, community_id: str) -> Said:
    steps = [{"action": "note", "text": "已联系住户"}]
    return {"macro_id": _make(admin, "macros", {"community_id": community_id, "name": _name("快"), "steps": steps})}


def _pass(admin: Desk, community_id: str) -> Said:
    """A pass for a site of the demo where work is going on."""
    site = admin.first(f"renovations?community_id={community_id}&state=under_way")
    target = f"{API}/renovations/{site}/passes"
    made = admin.caller.post(
        target, {"worker_name": "周师傅", "trade": "水电"}, Idempotency_Key=f"made-{next(_NUMBERS)}"
    )
    return {"pass_id": str(expect(made, 201).json()["passes"][-1]["id"])}


def _override(admin: Desk, community_id: str) -> Said:
    """A standard that the community has set for itself, so that it can be taken back."""
    standards = expect(admin.caller.get(f"{API}/communities/{community_id}/standards"), 200).json()["data"]
    row = next(row for row in standards if row["key"] == "record.late_mark")
    target = f"{API}/communities/{community_id}/standards/{row['key']}"
    body = {"value": row["value"], "unit": row["unit"], "reason": "试行"}
    expect(admin.caller.put(target, body), 200, 201)
    return {"key": row["key"]}
