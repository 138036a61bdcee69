"""Messages of an older board become cases, judged by when they were heard and answered, and nothing rings."""

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import sqlalchemy as sa

from shouwen.areas.cases.history import ImportReport, import_messages
from shouwen.areas.cases.rules import Severity
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.tick import tick
from tests.support.api import Api, Caller, Town

HEAD = "message_id,user,subject,heard_at,detail,reply,replied_at\n"


def bring_in(api: Api, town: Town, path: Path, severity: Severity = Severity.NORMAL) -> ImportReport:
    return import_messages(api.house, path, town.id, severity, lambda _done, _all: None)


def file(folder: Path, *rows: str) -> Path:
    path = folder / "messages.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def settled(api: Api) -> tuple[Town, Caller]:
    town = api.town()
    return town, api.staff("manager", town)


def count(api: Api, who: Caller, query: str) -> int:
    answer: dict[str, Any] = api.get(f"/cases?limit=1&include=total_count&{query}", who).json()
    return int(answer["total_count"])


def test_a_message_becomes_a_case_with_its_reply(api: Api, tmp_path: Path) -> None:
    town, manager = settled(api)
    row = "7,UU01,电梯 坏了,2020-01-02 08:00:00,停了三天,已修好,2020-01-03 09:30:00"
    report = bring_in(api, town, file(tmp_path, row))
    assert (report.added, report.skipped, report.errors) == (1, 0, [])
    case_id = api.get("/cases?external_id=7", manager).json()["data"][0]["id"]
    case = api.get(f"/cases/{case_id}", manager).json()
    assert (case["origin"], case["kind"], case["complaint"]["class"], case["state"]) == (
        "history",
        "complaint",
        "external",
        "finished",
    )
    assert case["heard_at"] == "2020-01-02T00:00:00Z"  # 08:00 in Shanghai
    assert case["outcomes"][0]["result"] == "已修好"
    contact = case["contacts"][0]
    assert (contact["channel"], contact["person"]["name"], contact["person"]["phone"]) == ("import", "UU01", None)
    assert contact["external_ref"] == {"system": "messages", "id": "7"}


def test_twice_is_once_and_a_bad_row_is_named_by_its_line(api: Api, tmp_path: Path) -> None:
    town, manager = settled(api)
    rows = [
        "1,甲,路灯,2020-01-02 08:00:00,不亮,,",
        "2,乙,,2020-01-02 08:00:00,没有标题,,",
        "3,丙,时间,昨天,不是时间,,",
        "4,丁,倒着,2020-01-02 08:00:00,答复早于来件,答复,2020-01-01 08:00:00",
        "5,戊,路灯,2020-01-02 08:00:00,不亮,,",
    ]
    first = bring_in(api, town, file(tmp_path, *rows))
    assert (first.added, [line for line, _ in first.errors]) == (2, [3, 4, 5])
    again = bring_in(api, town, file(tmp_path, *rows))
    assert (again.added, again.skipped) == (0, 2)
    assert count(api, manager, "") == 2


def test_only_the_row_that_is_wrong_is_left_out(api: Api, tmp_path: Path) -> None:
    """One in another encoding, one from the future, one that begins a line before it ends."""
    town, manager = settled(api)
    path = file(
        tmp_path,
        "1,甲,路灯,2020-01-02 08:00:00,不亮,,",
        "2,乙,路灯,2020-01-02 08:00:00,不亮,,",
        "3,丙,路灯,2099-01-02 08:00:00,不亮,,",
        '4,丁,路灯,昨天,"不亮\n请修",,',
        "5,戊,路灯,2020-01-02 08:00:00,不亮,,",
    )
    path.write_bytes(path.read_bytes().replace("2,乙,路灯".encode(), "2,乙,路灯".encode("gbk")))
    report = bring_in(api, town, path)
    assert report.added == 2
    assert [line for line, _ in report.errors] == [3, 4, 5]
    assert [reason for _, reason in report.errors][:2] == [
        "not written in UTF-8",
        "heard_at or replied_at lies in the future",
    ]
    assert count(api, manager, "") == 2


def test_votes_for_and_against_are_kept(api: Api, tmp_path: Path) -> None:
    town, manager = settled(api)
    path = tmp_path / "open.csv"
    path.write_text(
        "message_id,user,subject,heard_at,detail,against,supports\n9,甲,噪音,2019-05-01 22:00:00,太吵,3,2097\n",
        encoding="utf-8",
    )
    bring_in(api, town, path)
    case_id = api.get("/cases?external_id=9", manager).json()["data"][0]["id"]
    assert api.get(f"/cases/{case_id}", manager).json()["contacts"][0]["outside"] == {"against": 3, "supports": 2097}


def test_a_file_without_the_columns_is_refused(api: Api, tmp_path: Path) -> None:
    town, _ = settled(api)
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the columns"):
        bring_in(api, town, path)


# ---------------------------------------------------------------- real messages


def messages(folder: Path) -> list[dict[str, str]]:
    files = [folder / "citizen_messages.csv", folder / "citizen_messages_open.csv"]
    texts = [path.read_text(encoding="utf-8-sig") for path in files]
    return [row for text in texts for row in csv.DictReader(io.StringIO(text, newline=""))]


def last_workday(heard: date, days: int) -> date:
    """Day by day, by the package alone: the starting day does not count (Civil Code art. 201)."""
    day = heard
    while days:
        day += timedelta(days=1)
        days -= bool(chinese_calendar.is_workday(day))
    return day


def answered_within(rows: list[dict[str, str]], days: int) -> int:
    def local(text: str) -> date:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").date()  # noqa: DTZ007 - the board's local day

    return sum(
        bool(row.get("replied_at")) and local(row["replied_at"]) <= last_workday(local(row["heard_at"]), days)
        for row in rows
    )


@pytest.mark.parametrize(
    ("severity", "key", "days"),
    [(Severity.NORMAL, "complaint.finish.general", 3), (Severity.MAJOR, "complaint.finish.major", 7)],
)
def test_real_messages_are_found_and_judged_as_an_independent_count_says(
    sqlite_api: Api, real_messages: Path, severity: Severity, key: str, days: int
) -> None:
    api = sqlite_api
    town, manager = settled(api)
    rows = messages(real_messages)
    for name in ("citizen_messages.csv", "citizen_messages_open.csv"):
        assert bring_in(api, town, real_messages / name, severity).errors == []
    scanned = sum("电梯" in row["subject"] + "\n" + row["detail"] for row in rows)
    assert count(api, manager, "q=电梯") == scanned > 0

    promises = api.look(lambda session: list(session.scalars(sa.select(Commitment).where(Commitment.key == key))))
    assert len(promises) == len(rows)
    by_state = {state: sum(one.state is state for one in promises) for state in CommitmentState}
    assert by_state[CommitmentState.KEPT] == answered_within(rows, days)
    unanswered = sum(not row.get("replied_at") for row in rows)
    assert by_state[CommitmentState.OPEN] == unanswered
    assert by_state[CommitmentState.LATE] == len(rows) - unanswered - by_state[CommitmentState.KEPT]
    assert all(one.next_at is None for one in promises)
    api.clock.advance(days=400)
    assert tick(api.house) == 0  # nothing rings
