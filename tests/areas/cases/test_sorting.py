"""Imported messages sorted by words and tied to what they repeat; the real files recomputed by another way."""

from __future__ import annotations

import csv
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import aliased

from shouwen.areas.cases.history import ImportReport, import_messages
from shouwen.areas.cases.models import Case, CaseLink, Contact
from shouwen.areas.cases.repeats import Message, find_repeats
from shouwen.areas.cases.rules import ComplaintClass, Kind, Severity
from shouwen.areas.cases.sorting import OTHERWISE, Line, Sorted, ours, sort
from shouwen.kit.ids import new_id
from tests.support.api import Api, Town
from tests.support.settling import START

HEAD = "message_id,user,subject,heard_at,detail,reply,replied_at\n"
FILES = ("citizen_messages.csv", "citizen_messages_open.csv")
REAL = os.environ.get("SHOUWEN_REAL_DATA")
WITHIN = timedelta(days=90)
LIKE_BP = 4_000
# Rows, how they are sorted, how many repeat an earlier one: these do not change while the files do not.
FIGURES = {
    "citizen_messages.csv": (452, {"property": 78, "developer": 85, "external": 289}, 10),
    "citizen_messages_open.csv": (1_039, {"property": 264, "developer": 194, "external": 581}, 144),
}


def bring_in(api: Api, town: Town, path: Path) -> ImportReport:
    return import_messages(api.house, path, town.id, Severity.NORMAL, lambda _done, _all: None)


def test_the_first_line_that_fits_counts() -> None:
    lines = [
        Line(("漏水",), Sorted(Kind.REPAIR, None, "plumbing")),
        Line(("物业", "漏水"), Sorted(Kind.COMPLAINT, ComplaintClass.PROPERTY)),
    ]
    assert sort("物业不管漏水", lines).kind is Kind.REPAIR
    assert sort("物业不管", lines).complaint_class is ComplaintClass.PROPERTY
    assert sort("路灯不亮", lines) == OTHERWISE
    assert all(line.words for line in ours())


def test_a_community_writes_its_own_table(api: Api, tmp_path: Path) -> None:
    town = api.town()
    manager, desk = api.staff("manager", town), api.staff("duty_butler", town)
    path = f"/communities/{town.id}/sorting-rules"
    assert [rule["class"] for rule in api.get(path, manager).json()["data"]] == ["property", "developer"]
    assert api.get(path, desk).status_code == 403
    rules = [{"words": ["路灯"], "kind": "repair", "category": "electricity"}]
    assert api.send("PUT", path, manager, body={"rules": rules}, version=0).json()["version"] == 1
    file = tmp_path / "messages.csv"
    row = "1,甲,路灯不亮,2020-01-02 08:00:00,三天了,,\n2,乙,物业不理,2020-01-02 08:00:00,三天了,,\n"
    file.write_text(HEAD + row, encoding="utf-8")
    bring_in(api, town, file)
    cases = api.get(f"/cases?community_id={town.id}&sort=heard_at", manager).json()["data"]
    told = {case["title"]: (case["kind"], case["number"][:2]) for case in cases}
    assert told == {"路灯不亮": ("repair", "BX"), "物业不理": ("complaint", "TS")}
    late = api.send("PUT", path, manager, body={"rules": []}, version=0)
    assert (late.status_code, late.json()["code"]) == (412, "house.stale")
    assert api.send("PUT", path, manager, body={"rules": []}, version=1).json()["data"][0]["class"] == "property"


@pytest.mark.parametrize(
    ("rule", "pointer"),
    [
        ({"words": ["灯"], "kind": "complaint"}, "/rules/0/class"),
        ({"words": ["灯"], "kind": "repair", "class": "property"}, "/rules/0/class"),
        ({"words": [], "kind": "repair"}, "/rules/0/words"),
        ({"words": ["灯"], "kind": "nonsense"}, "/rules/0/kind"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(api: Api, rule: dict[str, Any], pointer: str) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    answer = api.send("PUT", f"/communities/{town.id}/sorting-rules", manager, body={"rules": [rule]}, version=0)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_repeat_is_tied_once_to_what_is_most_like_it(api: Api, tmp_path: Path) -> None:
    town = api.town()
    manager = api.staff("manager", town)
    file = tmp_path / "messages.csv"
    rows = [
        "1,甲,三号楼路灯不亮,2020-01-02 08:00:00,夜里很黑,,",
        "2,乙,三号楼路灯还是不亮,2020-02-02 08:00:00,夜里很黑,,",
        "3,丙,三号楼路灯不亮,2020-08-02 08:00:00,夜里很黑,,",
        "4,丁,地铁什么时候通车,2020-02-03 08:00:00,请答复,,",
    ]
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    first = bring_in(api, town, file)
    assert (first.added, first.repeats) == (4, 1)
    assert bring_in(api, town, file).repeats == 0
    [second] = api.get("/cases?external_id=2", manager).json()["data"]
    related = api.get(f"/cases/{second['id']}", manager).json()["related"]
    told = [(one["title"], one["relation"], one["inverse"]) for one in related]
    assert told == [("三号楼路灯不亮", "related", False)]


# ---------------------------------------------------------------- the real files


def alike(one: str, other: str) -> int:
    """Dice over pairs of letters and digits, written without our code."""
    ours_, theirs = (_pairs(raw) for raw in (one, other))
    return 20_000 * len(ours_ & theirs) // (len(ours_) + len(theirs)) if ours_ and theirs else 0


def _pairs(raw: str) -> set[str]:
    text = "".join(char for char in unicodedata.normalize("NFKC", raw).lower() if char.isalnum())
    return {text[i : i + 2] for i in range(len(text) - 1)}


def rows_of(name: str) -> list[dict[str, str]]:
    with (Path(REAL or "") / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_whatever_is_alike_enough_is_found() -> None:
    """Against each with each, over titles that share much."""
    parts = ("三号楼", "路灯", "不亮", "物业", "不管", "停车", "收费", "太贵", "电梯", "又坏了")
    titles = ["".join(parts[(i * k) % len(parts)] for k in (1, 3, 7)) for i in range(60)]
    messages = [Message(new_id(), START + timedelta(days=i), title) for i, title in enumerate(titles)]
    found = {one.id: one.words_bp for one in find_repeats(messages, timedelta(days=20), 5_000)}
    for number, message in enumerate(messages):
        earlier = [alike(message.title, other.title) for other in messages[max(0, number - 20) : number]]
        best = max(earlier, default=0)
        assert found.get(message.id, 0) == (best if best >= 5_000 else 0), message.title


@pytest.mark.skipif(not REAL, reason="SHOUWEN_REAL_DATA names no folder with the real messages")
@pytest.mark.parametrize("name", FILES)
def test_the_real_files_give_figures_that_another_way_gives_as_well(api: Api, name: str) -> None:
    rows = {row["message_id"]: row for row in rows_of(name)}
    town = api.town()
    api.staff("manager", town)
    report = bring_in(api, town, Path(REAL or "") / name)
    assert (report.added, report.errors) == (len(rows), [])
    assert classes_in(api, town) == {id_: _class_of(row) for id_, row in rows.items()}
    linked = links_in(api, town)
    best = dict(_repeats(list(rows.values())))
    assert {later: alike(rows[later]["subject"], rows[earlier]["subject"]) for later, earlier in linked.items()} == best
    assert all(_heard(rows[later]) - _heard(rows[earlier]) <= WITHIN for later, earlier in linked.items())

    counted = Counter(classes_in(api, town).values())
    assert (len(rows), dict(counted), report.repeats) == FIGURES[name]
    again = bring_in(api, town, Path(REAL or "") / name)
    assert (again.added, again.skipped, again.repeats, len(links_in(api, town))) == (0, len(rows), 0, len(linked))


def classes_in(api: Api, town: Town) -> dict[str, str]:
    """What each message was taken for."""
    rows = (
        sa.select(Contact.external_id, Case.complaint_class)
        .join(Case, Case.id == Contact.case_id)
        .where(Case.community_id == town.id)
    )
    found = api.look(lambda session: session.execute(rows).all())
    return {row.external_id: str(row.complaint_class) for row in found}


def links_in(api: Api, town: Town) -> dict[str, str]:
    """Which message repeats which."""
    later, earlier = aliased(Contact), aliased(Contact)
    rows = (
        sa.select(later.external_id, earlier.external_id)
        .join(CaseLink, CaseLink.case_id == later.case_id)
        .join(earlier, earlier.case_id == CaseLink.other_id)
        .where(CaseLink.community_id == town.id)
    )
    found = api.look(lambda session: session.execute(rows).all())
    return {str(one): str(other) for one, other in found}


def _class_of(row: dict[str, str]) -> str:
    text = row["subject"] + row["detail"]
    if any(word in text for word in ("物业", "物管", "业委会", "小区保安")):
        return "property"
    words = ("开发商", "楼盘", "交房", "收房", "售楼", "精装修", "房产证")
    return "developer" if any(word in text for word in words) else "external"


def _heard(row: dict[str, str]) -> datetime:
    return datetime.fromisoformat(row["heard_at"])


def _repeats(rows: list[dict[str, str]]) -> Iterator[tuple[str, int]]:
    """Each with each: the messages like enough to an earlier one, and how like the best of these is."""
    before: list[dict[str, str]] = []
    for row in sorted(rows, key=lambda row: (_heard(row), row["subject"])):
        near = (other for other in before if _heard(row) - _heard(other) <= WITHIN)
        best = max((alike(row["subject"], other["subject"]) for other in near), default=0)
        if best >= LIKE_BP:
            yield row["message_id"], best
        before.append(row)
